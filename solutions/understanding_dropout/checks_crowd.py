"""Checks of crowd.py, most basic first; keep_probs are probabilities of KEEPING a unit.

In grading, a stand-in replaces keep_probs.py. It has fixed patterns in place of random masks, so
that every true value is known.
"""

import numpy as np
from common import small_net

from autograder import (
    Exercise,
    Message,
    expect,
    expect_array,
    expect_close,
    expect_number,
    expect_unchanged,
    kind_of,
)

curve = Exercise(
    "training_curve", module="crowd", returns=("costs", "trained"), stand_ins=("keep_probs",)
)
average = Exercise(
    "average_of_sampled_nets",
    module="crowd",
    stand_ins=("keep_probs",),
    hides=("reglab.ensemble.monte_carlo",),
)
RTOL = 1e-5
STAND_IN = Message(
    "(In grading, fixed patterns replace the masks of your forward_with_keep_probs, so the numbers"
    " differ from those in your notebook.)"
)


def with_note(hint):
    """A hint that also says that a stand-in is at work."""
    return Message("{hint} {note}", hint=Message(hint), note=STAND_IN)


def problem(rng, *widths, m=20):
    """Parameters of a net, examples in columns, and their labels."""
    parameters, X = small_net(rng, *widths), rng.normal(size=(widths[0], m))
    return parameters, X, rng.integers(0, 2, (1, m))


def run(submission, X, Y, parameters, *args):
    """Costs and trained parameters of one call, of the right shapes."""
    costs, trained = submission.training_curve(X, Y, parameters, *args)
    if isinstance(costs, list):
        what = "costs[{i}]"
        costs = np.array([expect_number(c, Message(what, i=i)) for i, c in enumerate(costs)])
    costs = expect_array(costs, (args[2],), "costs", "costs has one element for every iteration.")
    return costs, expect_trained(trained, parameters)


def expect_trained(trained, parameters):
    message = Message("trained is a {kind}, not a dict.", kind=kind_of(trained))
    expect(isinstance(trained, dict), message)
    missing = [key for key in parameters if key not in trained]
    expect(not missing, Message("trained has no {missing}.", missing=", ".join(missing)))
    return {key: expect_array(trained[key], p.shape, key) for key, p in parameters.items()}


def expect_weights(found, expected, here, hint):
    for key in expected:
        what = Message("{here}, {key}", here=here, key=key)
        expect_close(found[key], expected[key], what, hint, rtol=RTOL)


def expect_costs(costs, reference, asked, hint):
    true, what = reference.training_curve(*asked)[0], Message("With a learning rate of 0, costs")
    expect_close(costs, true, what, with_note(hint), rtol=RTOL)


OFF, ON = (1.0, 1.0, 1.0), (0.9, 0.7, 0.5)


@curve.check(points=1)
def trains_without_dropout(submission, reference, rng):
    """With all keep_probs at 1 it is gradient descent, with that number of steps and that rate."""
    parameters, X, Y = problem(rng, 4, 6, 5, 1)
    asked = (X, Y, parameters, OFF, 0.3, 12)
    _, trained = run(submission, *asked)
    true, here = reference.training_curve(*asked)[1], Message("After 12 steps")
    hint = "How often, and by how much, are the parameters updated?"
    expect_weights(trained, true, here, hint)


@curve.check(points=1)
def measures_before_each_step(submission, reference, rng):
    """With all keep_probs at 1, costs[i] is J before step i."""
    parameters, X, Y = problem(rng, 4, 6, 5, 1)
    asked = (X, Y, parameters, OFF, 0.3, 12)
    costs, _ = run(submission, *asked)
    hint = "costs[0] is J at the initial parameters, and costs[-1] is J before the last step."
    expect_close(costs, reference.training_curve(*asked)[0], "costs", hint, rtol=RTOL)


@curve.check(points=2, after=trains_without_dropout)
def trains_a_new_thinned_net_each_time(submission, reference, rng):
    """With dropout, step i trains the thinned net that keep_probs and seed + i give."""
    parameters, X, Y = problem(rng, 4, 9, 8, 1)
    asked = (X, Y, parameters, ON, 0.3, 8, None, 21)
    _, trained = run(submission, *asked)
    true, here = reference.training_curve(*asked)[1], Message("After 8 steps")
    hint = "Which masks does iteration i draw, and do its gradients depend on keep_probs?"
    expect_weights(trained, true, here, with_note(hint))


@curve.check(points=1)
def measures_the_thinned_net(submission, reference, rng):
    """With monitor_keep_prob = None, J is the cost of the thinned net that is trained."""
    parameters, X, Y = problem(rng, 4, 9, 8, 1)
    asked = (X, Y, parameters, ON, 0.0, 8, None, 21)  # without learning, only the masks change
    costs, _ = run(submission, *asked)
    expect_costs(costs, reference, asked, "Which net, with which masks, does iteration i measure?")


@curve.check(points=1)
def measuring_changes_nothing(submission, reference, rng):
    """With monitor_keep_prob = 1 the same thinned nets are trained as with None."""
    parameters, X, Y = problem(rng, 4, 9, 8, 1)
    alone, watched = (
        expect_trained(submission.training_curve(X, Y, parameters, ON, 0.3, 8, q, 4)[1], parameters)
        for q in (None, 1)
    )
    hint = "From which forward pass are the gradients computed?"
    expect_weights(watched, alone, Message("After 8 steps with monitor_keep_prob = 1"), hint)


@curve.check(points=2)
def measures_with_dropout_off(submission, reference, rng):
    """With monitor_keep_prob = 1, J is the cost of the whole net, with dropout off everywhere."""
    parameters, X, Y = problem(rng, 4, 9, 8, 1)
    asked = (X, Y, parameters, ON, 0.0, 8, 1, 4)  # without learning, it is always the same net
    costs, _ = run(submission, *asked)
    expect_costs(costs, reference, asked, "The masks are for training. Which net is measured?")


@curve.check(
    points=1,
    after=(
        measures_before_each_step,
        trains_a_new_thinned_net_each_time,
        measures_the_thinned_net,
        measuring_changes_nothing,
        measures_with_dropout_off,
    ),
    hidden=True,
)
def measures_with_any_keep_prob_at_any_depth(submission, reference, rng):
    """It also works for other nets, and for any other monitor_keep_prob."""
    for widths, dials, q in (((5, 1), [0.8], 1.0), ((3, 7, 6, 5, 1), (1.0, 0.6, 0.5, 0.9), 0.7)):
        parameters, X, Y = problem(rng, *widths, m=33)
        asked = (X, Y, parameters, dials, 0.2, 5, q, 303)
        costs, trained = run(submission, *asked)
        true, expected = reference.training_curve(*asked)
        text = "With {layers} layers and monitor_keep_prob = {q}"
        here = Message(text, layers=len(dials), q=q)
        hint = "The measuring pass has monitor_keep_prob in all L places, and the seed seed + i."
        expect_weights(trained, expected, here, hint)
        expect_close(costs, true, Message("{here}, costs", here=here), hint, rtol=RTOL)


@curve.check(points=1, hidden=True)
def training_leaves_its_arguments_alone(submission, reference, rng):
    """The caller's parameters, X, Y and keep_probs are not changed."""
    parameters, X, Y = problem(rng, 3, 6, 1)
    asked = (X, Y, parameters, [0.9, 0.5], 0.3, 3, 1, 2)
    hint = "Operators such as -= write into the array itself, and the array is the caller's."
    names = ("X", "Y", "parameters", "keep_probs")
    expect_unchanged(submission, "training_curve", asked, names, hint)


def expect_average(submission, reference, asked, what, hint):
    found = submission.average_of_sampled_nets(*asked)
    true = reference.average_of_sampled_nets(*asked)
    expect_close(found, true, what, with_note(hint), rtol=RTOL)


@average.check(points=1)
def one_sample_is_one_thinned_net(submission, reference, rng):
    """With n_samples = 1 the result is the output of the thinned net with that seed."""
    parameters, X, _ = problem(rng, 4, 9, 8, 1)
    asked = (X, parameters, ON, 1, 6)
    hint = "Net k has the seed seed + k, and k is counted from 0."
    expect_average(submission, reference, asked, Message("The output of one net"), hint)


@average.check(points=2, after=one_sample_is_one_thinned_net)
def averages_what_the_nets_say(submission, reference, rng):
    """With more samples the result is the mean of the probabilities that the nets give."""
    parameters, X, _ = problem(rng, 4, 9, 8, 1)
    asked = (X, parameters, ON, 6, 6)
    what = Message("The average of {number} nets", number=6)
    expect_average(submission, reference, asked, what, "What is averaged, and how?")


@average.check(points=1, after=averages_what_the_nets_say, hidden=True)
def averages_at_other_shapes(submission, reference, rng):
    """It also works for other nets, other numbers of samples, and several outputs."""
    for widths, dials, number in (((5, 1), (0.6,), 9), ((3, 7, 6, 5, 2), [0.9, 0.8, 0.5, 0.6], 13)):
        parameters, X, _ = problem(rng, *widths, m=17)
        asked = (X, parameters, dials, number, 43)
        text = "With {layers} layers, the average of {number} nets"
        what = Message(text, layers=len(dials), number=number)
        expect_average(submission, reference, asked, what, "What is averaged, and how?")
