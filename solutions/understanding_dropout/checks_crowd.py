"""What is asked of crowd.py, most basic first; keep_probs are chances of KEEPING a unit.

While it is graded, keep_probs.py is a stand-in whose patterns take the place of masks, so that
every true value is known.
"""

import numpy as np
from common import small_net

from autograder import Exercise, expect, expect_array, expect_close, expect_unchanged, kind_of

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
STAND_IN = (
    " (While this is graded a fixed pattern replaces your forward_with_keep_probs, so that the"
    " numbers are not those of your notebook.)"
)


def problem(rng, *widths, m=20):
    """Parameters of a net, examples in columns, and their labels."""
    parameters, X = small_net(rng, *widths), rng.normal(size=(widths[0], m))
    return parameters, X, rng.integers(0, 2, (1, m))


def run(submission, X, Y, parameters, *args):
    """Costs and trained parameters of one call, of the right shapes."""
    costs, trained = submission.training_curve(X, Y, parameters, *args)
    iterations = args[2]
    if isinstance(costs, list):
        plain = all(isinstance(cost, (int, float, np.ndarray, np.generic)) for cost in costs)
        single = plain and all(np.size(cost) == 1 for cost in costs)
        expect(single, "costs is a list of something else than numbers.")
        costs = np.array([np.asarray(cost).item() for cost in costs])
    return (
        expect_array(costs, (iterations,), "costs", "One cost for every iteration."),
        expect_trained(trained, parameters),
    )


def expect_trained(trained, parameters):
    expect(isinstance(trained, dict), f"trained is a {kind_of(trained)}, not a dict.")
    missing = [key for key in parameters if key not in trained]
    expect(not missing, f"trained has no {', '.join(missing)}.")
    return {key: expect_array(trained[key], p.shape, key) for key, p in parameters.items()}


def expect_weights(found, expected, what, hint):
    for key in expected:
        expect_close(found[key], expected[key], f"{what}, {key}", hint, rtol=RTOL)


OFF, ON = (1.0, 1.0, 1.0), (0.9, 0.7, 0.5)


@curve.check(points=1)
def trains_without_dropout(submission, reference, rng):
    """With all keep_probs at 1 it is gradient descent: so many steps, of so large a rate."""
    parameters, X, Y = problem(rng, 4, 6, 5, 1)
    asked = (X, Y, parameters, OFF, 0.3, 12)
    _, trained = run(submission, *asked)
    hint = "How often, and by how much, are the parameters updated?"
    expect_weights(trained, reference.training_curve(*asked)[1], "After 12 steps", hint)


@curve.check(points=1)
def measures_before_each_step(submission, reference, rng):
    """With all keep_probs at 1, costs[i] is J before step i."""
    parameters, X, Y = problem(rng, 4, 6, 5, 1)
    asked = (X, Y, parameters, OFF, 0.3, 12)
    costs, _ = run(submission, *asked)
    hint = "The first cost is that of the parameters given; the last is not that of trained."
    expect_close(costs, reference.training_curve(*asked)[0], "costs", hint, rtol=RTOL)


@curve.check(points=2, after=trains_without_dropout)
def trains_a_new_thinned_net_each_time(submission, reference, rng):
    """With dropout, step i trains the thinned net of keep_probs and seed + i."""
    parameters, X, Y = problem(rng, 4, 9, 8, 1)
    asked = (X, Y, parameters, ON, 0.3, 8, None, 21)
    _, trained = run(submission, *asked)
    hint = "Which masks does iteration i draw, and do its gradients know the keep_probs?" + STAND_IN
    expect_weights(trained, reference.training_curve(*asked)[1], "After 8 steps", hint)


@curve.check(points=1)
def measures_the_thinned_net(submission, reference, rng):
    """With monitor_keep_prob = None, J is that of the thinned net that is being trained."""
    parameters, X, Y = problem(rng, 4, 9, 8, 1)
    asked = (X, Y, parameters, ON, 0.0, 8, None, 21)  # without learning, only the masks change
    costs, _ = run(submission, *asked)
    hint = "Which net, with which masks, does iteration i measure?" + STAND_IN
    what = "With a learning rate of 0, costs"
    expect_close(costs, reference.training_curve(*asked)[0], what, hint, rtol=RTOL)


@curve.check(points=1)
def measuring_changes_nothing(submission, reference, rng):
    """With monitor_keep_prob = 1 the same thinned nets are trained as without."""
    parameters, X, Y = problem(rng, 4, 9, 8, 1)
    alone, watched = (
        expect_trained(submission.training_curve(X, Y, parameters, ON, 0.3, 8, q, 4)[1], parameters)
        for q in (None, 1)
    )
    hint = "Of which pass are the gradients?"
    expect_weights(watched, alone, "After 8 steps with J measured on the side", hint)


@curve.check(points=2)
def measures_with_dropout_off(submission, reference, rng):
    """With monitor_keep_prob = 1, J is that of the whole net, with dropout off in all layers."""
    parameters, X, Y = problem(rng, 4, 9, 8, 1)
    asked = (X, Y, parameters, ON, 0.0, 8, 1, 4)  # without learning, it is always the same net
    costs, _ = run(submission, *asked)
    hint = "The masks are for training. Which net is to be measured?" + STAND_IN
    what = "With a learning rate of 0, costs"
    expect_close(costs, reference.training_curve(*asked)[0], what, hint, rtol=RTOL)


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
    """So it is for other nets, and J may be measured with any other probability of keeping."""
    for widths, dials, q in (((5, 1), [0.8], 1.0), ((3, 7, 6, 5, 1), (1.0, 0.6, 0.5, 0.9), 0.7)):
        parameters, X, Y = problem(rng, *widths, m=33)
        asked = (X, Y, parameters, dials, 0.2, 5, q, 303)
        costs, trained = run(submission, *asked)
        true, expected = reference.training_curve(*asked)
        here = f"With {len(dials)} layers and monitor_keep_prob = {q}"
        hint = "All L keep_probs of the measuring pass are monitor_keep_prob; its seed is seed + i."
        expect_weights(trained, expected, here, hint)
        expect_close(costs, true, f"{here}, costs", hint, rtol=RTOL)


@curve.check(points=1, hidden=True)
def training_leaves_its_arguments_alone(submission, reference, rng):
    """The caller's parameters, X, Y and keep_probs are not changed."""
    parameters, X, Y = problem(rng, 3, 6, 1)
    asked = (X, Y, parameters, [0.9, 0.5], 0.3, 3, 1, 2)
    hint = "Operators such as -= write into the array itself, and the array is the caller's."
    names = ("X", "Y", "parameters", "keep_probs")
    expect_unchanged(submission, "training_curve", asked, names, hint)


def expect_average(submission, reference, asked, what, hint):
    expect_close(
        submission.average_of_sampled_nets(*asked),
        reference.average_of_sampled_nets(*asked),
        what,
        hint + STAND_IN,
        rtol=RTOL,
    )


@average.check(points=1)
def one_sample_is_one_thinned_net(submission, reference, rng):
    """With n_samples = 1 it is what the thinned net with that seed says."""
    parameters, X, _ = problem(rng, 4, 9, 8, 1)
    asked = (X, parameters, ON, 1, 6)
    hint = "Net k has the seed seed + k, and k is counted from 0."
    expect_average(submission, reference, asked, "The answer of one net", hint)


@average.check(points=2, after=one_sample_is_one_thinned_net)
def averages_what_the_nets_say(submission, reference, rng):
    """With more samples it is the plain mean of the probabilities that the nets give."""
    parameters, X, _ = problem(rng, 4, 9, 8, 1)
    asked = (X, parameters, ON, 6, 6)
    expect_average(submission, reference, asked, "The average of 6", "What is averaged, and how?")


@average.check(points=1, after=averages_what_the_nets_say, hidden=True)
def averages_at_other_shapes(submission, reference, rng):
    """So it is for other nets, other numbers of samples, and several outputs."""
    for widths, dials, number in (((5, 1), (0.6,), 9), ((3, 7, 6, 5, 2), [0.9, 0.8, 0.5, 0.6], 13)):
        parameters, X, _ = problem(rng, *widths, m=17)
        asked = (X, parameters, dials, number, 43)
        what = f"With {len(dials)} layers, the average of {number}"
        expect_average(submission, reference, asked, what, "What is averaged, and how?")
