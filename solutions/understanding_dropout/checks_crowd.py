"""Checks of training_curve, most basic first; keep_probs are probabilities of KEEPING a unit.

In grading, a stand-in replaces keep_probs.py. It has known masks in place of random ones, so that
every true value is known.
"""

from dataclasses import replace
from functools import cache, partial
from itertools import product

import numpy as np
from common import small_net
from common_training import SEEDS, Problem, Way, costs_along, observed_of, own_way, same, walk

from autograder import (
    Exercise,
    Failed,
    Message,
    expect,
    expect_array,
    expect_close,
    expect_number,
    expect_unchanged,
    kind_of,
)
from reglab.columns import compute_cost

curve = Exercise(
    "training_curve", module="crowd", returns=("costs", "trained"), stand_ins=("keep_probs",)
)
RTOL = 1e-5
STAND_IN = Message(
    "(In grading, known masks replace those of your forward_with_keep_probs, so the numbers differ"
    " from those in your notebook.)"
)
SEEDED = [name for name in SEEDS if name.startswith(("seed", "i"))]
OFF, ON = (1.0, 1.0, 1.0), (0.9, 0.7, 0.5)


def with_note(hint):
    """A hint that also says that a stand-in is at work."""
    return Message("{hint} {note}", hint=Message(hint), note=STAND_IN)


def net_and_data(rng, *widths, m=20):
    """Parameters of a net, examples in columns, and their labels."""
    parameters, X = small_net(rng, *widths), rng.normal(size=(widths[0], m))
    return parameters, X, rng.integers(0, 2, (1, m))


def problem_of(rng, widths, *args):
    """A net and data of its own with these keep_probs, rate, iterations, monitor and seed."""
    parameters, X, Y = net_and_data(rng, *widths)
    return Problem(X, Y, parameters, *args)


def run(submission, problem):
    """Costs and trained parameters of one call; how many costs, measures_before_each_step asks."""
    costs, trained = submission.training_curve(*problem.asked)
    return expect_some_costs(costs, problem.iterations), expect_trained(trained, problem.parameters)


def expect_some_costs(costs, iterations):
    """An array of about so many numbers; a list or a tuple of them is accepted too."""
    if isinstance(costs, (list, tuple)):
        what = "costs[{i}]"
        costs = np.array([expect_number(c, Message(what, i=i)) for i, c in enumerate(costs)])
    size = np.size(costs) if isinstance(costs, np.ndarray) else -1
    shape = (size,) if abs(size - iterations) <= 1 else (iterations,)
    hint = "costs has one element for every iteration."
    return expect_array(costs, shape, "costs", hint).astype(float)


def expect_trained(trained, parameters):
    message = Message("trained is a {kind}, not a dict.", kind=kind_of(trained))
    expect(isinstance(trained, dict), message)
    missing = [key for key in parameters if key not in trained]
    expect(not missing, Message("trained has no {missing}.", missing=", ".join(missing)))
    return {key: expect_array(trained[key], p.shape, key) for key, p in parameters.items()}


def expect_weights(found, expected, here, hint, observed=None):
    """Weights are these; observed() gives those that failed.observed holds instead of found."""
    for key in expected:
        what = Message("{here}, {key}", here=here, key=key)
        try:
            expect_close(found[key], expected[key], what, hint, rtol=RTOL)
        except Failed as failed:
            failed.observed = observed()[key] if observed else found[key]
            raise


def expect_costs(costs, true, what, hint):
    """Costs are these, as far as both go."""
    number = min(len(costs), len(true))
    expect_close(costs[:number], true[:number], what, with_note(hint), rtol=RTOL)


def habits(submission, reference, rng):
    """How a submission trains without dropout, and what it takes for J: its factor, and when.

    What is wrong in that has cost its points, and the other checks follow it.
    """
    problem = problem_of(rng, (4, 6, 5, 1), OFF, 0.2, 4)  # so that small steps can be told apart
    costs, trained = run(submission, problem)
    way, path = own_way(reference, problem, trained)
    for walked, after in product(_measured(reference, problem, way, path), (0, 1)):
        true = costs_along(reference, problem, way, walked, after)
        number = min(len(costs), len(true))
        ratios = costs[:number] / true[:number]
        if number and ratios[0] > 0 and np.ptp(ratios) <= RTOL * ratios[0]:
            return way, ratios[0], after
    return way, 1.0, 0


def _measured(reference, problem, way, path):
    """Where J may have been measured: on the way, or at the start; or the way was thrown away."""
    yield path
    if way.forward_stays:
        yield [path[0]] * len(path)
    if not way.factor:
        yield walk(reference, problem, Way())


@curve.check(points=1)
def trains_without_dropout(submission, reference, rng):
    """With all keep_probs at 1 it is gradient descent, with that number of steps and that rate."""
    problem = problem_of(rng, (4, 6, 5, 1), OFF, 0.04, 7)
    _, trained = run(submission, problem)
    hint = "How often, and by how much, are the parameters updated?"
    expect_weights(trained, walk(reference, problem, Way())[-1], Message("After 7 steps"), hint)


@curve.check(points=1)
def measures_before_each_step(submission, reference, rng):
    """With all keep_probs at 1, costs[i] is J before step i."""
    way, _, _ = habits(submission, reference, rng)
    problem = problem_of(rng, (4, 6, 5, 1), OFF, 0.04, 7)
    costs, _ = run(submission, problem)
    hint = "costs[0] is J at the initial parameters, and costs[-1] is J before the last step."
    steps = replace(way, more=0) if way.factor else Way()
    true = costs_along(reference, problem, steps, walk(reference, problem, steps))
    expect_close(costs, true, "costs", hint, rtol=RTOL)


@curve.check(points=2)
def trains_a_new_thinned_net_each_time(submission, reference, rng):
    """With dropout, step i trains the thinned net that keep_probs and seed + i give."""
    way, _, _ = habits(submission, reference, rng)
    problem = problem_of(rng, (4, 9, 8, 1), ON, 0.04, 8, None, 21)
    _, trained = run(submission, problem)
    hint = "Which masks does iteration i draw, and do its gradients depend on keep_probs?"
    here = Message("With dropout, after 8 steps")
    way = way if way.factor else Way()
    true = walk(reference, problem, way)[-1]
    seen = partial(observed_of, reference, problem, way, trained)
    expect_weights(trained, true, here, with_note(hint), seen)


@curve.check(points=1)
def measures_the_thinned_net(submission, reference, rng):
    """With monitor_keep_prob = None, J is the cost of the thinned net that is trained."""
    way, factor, _ = habits(submission, reference, rng)
    learning = problem_of(rng, (4, 9, 8, 1), ON, 0.04, 8, None, 21)
    standing = replace(learning, rate=0.0)  # only the masks change
    right = same(run(submission, learning)[1], walk(reference, learning, way)[-1])
    costs, _ = run(submission, standing)
    number, of_seed = min(len(costs), 8), cache(partial(thinned_cost, reference, standing))

    def measured(seed):
        return factor * np.array([of_seed(seed(21, i)) for i in range(8)])

    for seed in list(SEEDS.values())[: 1 if right else None]:
        if same(costs[:number], measured(seed)[:number]):
            return
    hint = "Which net, with which masks, does iteration i measure?"
    true = measured(SEEDS["seed + i"])
    expect_costs(costs, true, "With a learning rate of 0, costs", hint)


def thinned_cost(reference, problem, seed):
    """J of the thinned net with that seed, at the initial parameters."""
    dials = problem.keep_probs
    AL, _ = reference.forward_with_keep_probs(problem.X, problem.parameters, dials, seed)
    return compute_cost(AL, problem.Y)


@curve.check(points=1)
def measuring_changes_nothing(submission, reference, rng):
    """Whatever monitor_keep_prob is, the same thinned nets are trained as with None."""
    hint = "From which forward pass are the gradients computed?"
    alone = problem_of(rng, (4, 9, 8, 1), OFF, 0.04, 8, None, 4)
    thin = replace(alone, keep_probs=ON)
    trained = run(submission, alone)[1]
    drew, again = run(submission, thin)[1], run(submission, thin)[1]
    moved = not same(trained, alone.parameters)
    expect(moved, "Nothing is trained, with dropout off.", hint, observed="not trained")
    for problem, expected, q in ((alone, trained, 0.5), (thin, drew, 1)):
        if problem is alone or same(again, drew):  # else no two runs are the same, measured or not
            watched = run(submission, replace(problem, monitor=q))[1]
            text = "With keep_probs = {dials}, after 8 steps with monitor_keep_prob = {q}"
            here = Message(text, dials=problem.keep_probs, q=q)
            expect_weights(watched, expected, here, hint)


@curve.check(points=2)
def measures_with_dropout_off(submission, reference, rng):
    """With monitor_keep_prob = 1, J is the cost of the whole net, with dropout off everywhere."""
    _, factor, _ = habits(submission, reference, rng)
    # Without learning, it is always the same net.
    problem = problem_of(rng, (4, 9, 8, 1), ON, 0.0, 8, 1, 4)
    costs, _ = run(submission, problem)
    true = np.full(8, factor * thinned_cost(reference, replace(problem, keep_probs=OFF), 4))
    hint = "The masks are for training. Which net is measured?"
    expect_costs(costs, true, "With a learning rate of 0, costs", hint)


def _with_dropout(reference, problem, way, trained):
    """The same way with the seeds and the backward pass that explain what was trained; its walk."""
    for plain, seeds in product((False, True), SEEDED):
        other = replace(way, seeds=seeds, plain_backward=plain)
        path = walk(reference, problem, other)
        if same(trained, path[-1]):
            return other, path
    return way, walk(reference, problem, way)


@curve.check(points=1, hidden=True)
def measures_with_any_keep_prob_at_any_depth(submission, reference, rng):
    """It also works for other nets, and for any other monitor_keep_prob."""
    way, factor, after = habits(submission, reference, rng)
    hint = "The measuring pass has monitor_keep_prob in all L places, and the seed seed + i."
    for widths, dials, q in (
        ((5, 1), [0.8], 1.0),
        ((3, 7, 6, 5, 1), (1.0, 0.6, 0.5, 0.9), 0.7),
        ((4, 6, 1), np.array([0.9, 0.6]), None),
    ):
        problem = problem_of(rng, widths, dials, 0.03, 5, q, 303)
        costs, trained = run(submission, problem)
        text = "With {layers} layers and monitor_keep_prob = {q}"
        here = Message(text, layers=len(dials), q=q)
        way, path = _with_dropout(reference, problem, way, trained)
        seen = partial(observed_of, reference, problem, way, trained)
        expect_weights(trained, path[-1], here, with_note(hint), seen)
        starts, number = [path[0]] * len(path), min(len(costs), len(path) - 1)
        known = [(path, way.seeds), (path, "seed + i")] + [(starts, way.seeds)] * way.forward_stays
        for walked, seeds in known:
            measured = replace(way, seeds=seeds)
            true = factor * costs_along(reference, problem, measured, walked, after)
            if same(costs[:number], true[:number]):
                break
        else:
            true = factor * costs_along(reference, problem, way, path, after)
            expect_costs(costs, true, Message("{here}, costs", here=here), hint)


@curve.check(points=1, hidden=True)
def training_leaves_its_arguments_alone(submission, reference, rng):
    """The caller's parameters, X, Y and keep_probs are not changed."""
    hint = "Operators such as -= write into the array itself, and the array is the caller's."
    names = ("X", "Y", "parameters", "keep_probs")
    for dials, q in (([0.9, 0.5], 1), (np.array([1.0, 1.0]), None)):
        problem = problem_of(rng, (3, 6, 1), dials, 0.04, 3, q, 2)
        costs, _ = expect_unchanged(submission, "training_curve", problem.asked, names, hint)
        costs = expect_some_costs(costs, problem.iterations)
        expect(costs.size > 0 and costs.min() > 0, "There are no costs.", observed="no costs")
