"""Checks of average_of_sampled_nets; keep_probs are probabilities of KEEPING a unit.

The stand-in of checks_crowd.py is at work here too.
"""

from functools import cache, partial
from itertools import chain

import numpy as np
from checks_crowd import ON, RTOL, net_and_data, with_note
from common import scores_of, whole_net
from common_training import UNSEEDED, same

from autograder import Exercise, Message, expect_close, expect_unchanged

average = Exercise(
    "average_of_sampled_nets",
    module="crowd",
    stand_ins=("keep_probs",),
    hides=("reglab.ensemble.monte_carlo",),
)
SEEDS = {  # of the nets that are asked; the right ones first
    "seed + k": lambda seed, n: [seed + k for k in range(n)],
    "seed + k + 1": lambda seed, n: [seed + k + 1 for k in range(n)],
    "k": lambda seed, n: list(range(n)),
    "k + 1": lambda seed, n: list(range(1, n + 1)),
    **{
        f"none, the first {first}": lambda seed, n, first=first: [
            UNSEEDED[(first + k) % len(UNSEEDED)] for k in range(n)
        ]
        for first in range(len(UNSEEDED))
    },
}
EACH = {  # what is taken for the answer of a net; the right one first
    "probabilities": lambda AL, dials: AL,
    "votes": lambda AL, dials: (AL > 0.5).astype(float),
    "scaled": lambda AL, dials: AL * dials[-1],
}
MADE = {  # what is made of the answers, shape (n_samples, n_L, m); the right one first
    "mean": lambda each: each.mean(axis=0),
    "classes": lambda each: (each.mean(axis=0) > 0.5).astype(float),
    "one number": lambda each: each.mean(),
}
SAID = {f"{made} of {each}": (each, made) for made in MADE for each in EACH}
del SAID["classes of scaled"]  # 0 for all, as of a program that does nothing


def divided_net(rng, *widths, m=20):
    """A net whose opinion on half of the data is no, and the data."""
    parameters, X, _ = net_and_data(rng, *widths, m=m)
    scores = scores_of(parameters, whole_net(X, parameters)[-1])
    parameters[f"b{len(widths) - 1}"] -= np.median(scores, axis=1, keepdims=True)
    return parameters, X


class Crowd:
    """The thinned nets that a question is about; each is asked once, when it is needed.

    Args:
        reference: whose forward pass they are.
        asked: the arguments of average_of_sampled_nets.
    """

    def __init__(self, reference, asked):
        X, parameters, self._dials, self._number, self._seed = asked
        forward = partial(reference.forward_with_keep_probs, X, parameters, self._dials)
        self._net = cache(lambda seed: forward(seed)[0])

    def answer(self, seeds="seed + k", said="mean of probabilities", number=None):
        """What is said of so many nets."""
        drawn = SEEDS[seeds](self._seed, self._number if number is None else number)
        which, made = SAID[said]
        return MADE[made](EACH[which](np.array([self._net(seed) for seed in drawn]), self._dials))


def has_its_own_way(one, found, crowd):
    """Whether one net and more of them are asked in one way, right or not.

    What is wrong in it has cost its points with one net, and the other checks follow it.
    """
    return any(
        same(one, crowd.answer(seeds, said, number=1)) and same(found, crowd.answer(seeds, said))
        for said in SAID
        for seeds in SEEDS
    )


def as_array(value):
    return value if isinstance(value, (np.ndarray, np.generic, float)) else np.nan


@average.check(points=1)
def one_sample_is_one_thinned_net(submission, reference, rng):
    """With n_samples = 1 the result is the output of the thinned net with that seed."""
    parameters, X = divided_net(rng, 4, 9, 8, 1)
    asked = (X, parameters, list(ON), 1, 6)
    hint = with_note("Net k has the seed seed + k, and k is counted from 0.")
    found = submission.average_of_sampled_nets(*asked)
    more = submission.average_of_sampled_nets(X, parameters, list(ON), 5, 6)
    seen = (as_array(found), as_array(more))  # of which the second only tells mistakes apart
    what = Message("The output of one net")
    true = Crowd(reference, asked).answer()
    expect_close(found, true, what, hint, rtol=RTOL, observed=seen)


@average.check(points=2)
def averages_what_the_nets_say(submission, reference, rng):
    """With more samples the result is the mean of the probabilities that the nets give."""
    hint = with_note("What is averaged, and how?")
    for number, seed in ((5, 6), (10, 17)):
        parameters, X = divided_net(rng, 4, 9, 8, 1)
        asked = (X, parameters, list(ON), number, seed)
        crowd = Crowd(reference, asked)
        one = submission.average_of_sampled_nets(*asked[:3], 1, seed)
        found = submission.average_of_sampled_nets(*asked)
        if has_its_own_way(as_array(one), as_array(found), crowd):
            continue
        what = Message("The average of {number} nets", number=number)
        expect_close(found, crowd.answer(), what, hint, rtol=RTOL)


@average.check(points=1, hidden=True)
def averages_at_other_shapes(submission, reference, rng):
    """It also works for other nets and several outputs, and changes no argument."""
    names = ("X", "parameters", "keep_probs")
    for widths, dials, m in (
        ((5, 1), [0.6], 17),
        ((3, 7, 6, 5, 2), (0.9, 0.8, 0.5, 0.6), 13),
        ((3, 8, 3), np.array([0.9, 0.5]), 1),
    ):
        parameters, X = divided_net(rng, *widths, m=m)
        asked = (X, parameters, dials, 1, 43)
        found = expect_unchanged(submission, "average_of_sampled_nets", asked, names)
        whole = reference.forward_with_keep_probs(X, parameters, [1.0] * len(dials), 0)[0]
        crowd = Crowd(reference, asked)
        known = (crowd.answer(seeds, said) for said in SAID for seeds in SEEDS)
        if any(same(as_array(found), true) for true in chain(known, [whole]) if np.ndim(true)):
            continue  # which net, and what of it, other checks ask
        text = "With {layers} layers and {outputs} outputs, the output of one net"
        what = Message(text, layers=len(dials), outputs=widths[-1])
        expect_close(found, crowd.answer(), what, with_note("Which nets are asked?"), rtol=RTOL)
