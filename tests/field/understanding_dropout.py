"""Field cases of understanding_dropout; keep_probs are probabilities of KEEPING a unit."""

from field import FULL, Case

FORWARD, CURVE, AVERAGE = (
    "forward_with_keep_probs",
    "training_curve",
    "average_of_sampled_nets",
)
LOSS, WEIGHTS = "expected_dropout_loss", "dropout_regression_weights"

NET = """import numpy as np


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    L = len(parameters) // 2
    {refuse}
    if seed is not None:
        np.random.seed(seed)
    A, out = X, []
    for l, p in enumerate(keep_probs):
        if l > 0:
            Z = np.dot(parameters["W%d" % l], A) + parameters["b%d" % l]
            A = {hidden}
        D = {mask}
        {apply}
        {keep}
    Z = np.dot(parameters["W%d" % L], A) + parameters["b%d" % L]
    return {last}, out
"""


def net(
    refuse="assert_ok(keep_probs, L)",
    hidden="np.maximum(0, Z)",
    mask="np.random.rand(*A.shape) < p",
    apply="A = A * D / p",
    keep="out.append(A)",
    last="1 / (1 + np.exp(-Z))",
):
    text = NET.format(refuse=refuse, hidden=hidden, mask=mask, apply=apply, keep=keep, last=last)
    return {"keep_probs.py": text + OK}


OK = """

def assert_ok(keep_probs, L):
    if len(keep_probs) != L:
        raise ValueError("wrong number of keep_probs")
    for p in keep_probs:
        if not (p > 0 and p <= 1):
            raise ValueError("keep_prob %s" % p)
"""

CROWD = """import numpy as np
from keep_probs import backward_with_keep_probs, forward_with_keep_probs

from reglab.columns import compute_cost


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    costs, L = [], len(parameters) // 2
    theta = {{name: value.copy() for name, value in parameters.items()}}
    for i in range({rounds}):
        AL, cache = forward_with_keep_probs(X, theta, keep_probs, seed + i)
        J = compute_cost(AL, Y)
        if monitor_keep_prob is not None:
            whole, _ = forward_with_keep_probs(X, theta, {monitor}, seed + i)
            J = compute_cost(whole, Y)
        {before}
        grads = backward_with_keep_probs(AL, cache, Y, {given}, keep_probs)
        for name in theta:
            theta[name] = theta[name] - learning_rate * grads["d" + name]
    return np.array(costs), theta


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    {average}
"""
LIST = (
    "said = [forward_with_keep_probs(X, parameters, keep_probs, seed + k)[0]"
    " for k in range(n_samples)]\n    "
)


def crowd(
    rounds="iterations",
    monitor="[monitor_keep_prob] * L",
    before="costs.append(J)",
    given="theta",
    average=LIST + "return np.mean(said, axis=0)",
):
    text = CROWD.format(rounds=rounds, monitor=monitor, before=before, given=given, average=average)
    return {"crowd.py": text}


REGRESSION = """import numpy as np


def expected_dropout_loss(w, X, y, keep_prob):
    error = X @ w - y
    return np.mean(error**2) / 2 + {penalty}


def dropout_regression_weights(X, y, keep_prob):
    lam = (1 - keep_prob) / keep_prob
    {solve}
"""
RIGHT_PENALTY = "(1 - keep_prob) / keep_prob * (w**2 @ np.mean(X**2, axis=0)) / 2"
RIGHT_SOLVE = (
    "rows = np.sqrt(lam * np.sum(X**2, axis=0))\n"
    "    tall, t = np.vstack([X, np.diag(rows)]), np.append(y, 0 * rows)\n"
    "    return np.linalg.lstsq(tall, t, rcond=None)[0]"
)


def regression(penalty=RIGHT_PENALTY, solve=RIGHT_SOLVE):
    return {"regression.py": REGRESSION.format(penalty=penalty, solve=solve)}


CASES = [
    Case("right_in_the_manner_of_coursera", net(), {FORWARD: FULL}, why="It is right."),
    Case(
        "right_with_a_generator_for_each_layer",
        net(mask="np.random.default_rng(None if seed is None else [seed, l]).random(A.shape) < p"),
        {FORWARD: FULL},
        why="Layers may draw from generators of their own.",
    ),
    Case(
        "drop_convention_scaled",
        net(mask="np.random.rand(*A.shape) >= p", apply="A = A * D / (1 - p)"),
        {FORWARD: (0.75, 0.95)},
        {FORWARD: ["probabilities of dropping"]},
        why="p is taken for the drop probability, consistently: one mistake, the mean is right.",
    ),
    Case(
        "wrong_side_of_p",
        net(mask="np.random.rand(*A.shape) > p"),
        {FORWARD: (0, 0.7)},
        {FORWARD: ["above keep_prob"]},
        why="It breaks the mean, so it costs more than the drop convention.",
    ),
    Case(
        "p_over_p",
        net(mask="np.random.rand(*A.shape) < p / p", apply="A = A * D"),
        {FORWARD: (0.1, 0.5)},
        {FORWARD: ["no unit is dropped|100.0%"]},
        ["divided by 1 - keep_prob", "draw the same"],
        why="Nothing is dropped; the net is right.",
    ),
    Case(
        "one_mask_for_all_examples",
        net(mask="np.random.rand(A.shape[0], 1) < p"),
        {FORWARD: (0.8, 0.99)},
        {FORWARD: ["all examples", "kept or dropped together"]},
        why="The rates and the factors are right.",
    ),
    Case(
        "an_error_of_matmul_is_no_refusal",
        net(refuse="assert all(0 < p <= 1 for p in keep_probs) or bad()")
        | {
            "keep_probs.py": net(refuse="check(keep_probs)")["keep_probs.py"]
            + "\n\ndef check(keep_probs):\n"
            "    if any(not 0 < p <= 1 for p in keep_probs):\n"
            '        raise ValueError("range")\n'
        },
        {FORWARD: (0.8, 0.95)},
        {FORWARD: [r"keep_probs = \[0.9, 0.5\] gives a result"]},
        why="A list that is too short fails by the shapes of most nets, and passes for others.",
    ),
    Case(
        "refuses_everything",
        net(refuse='raise ValueError("keep_probs %s" % keep_probs)'),
        {FORWARD: (0, 0)},
        why="What refuses everything refuses nothing.",
    ),
    Case(
        "returned_before_dropout",
        net(apply="out.append(A); A = A * D / p", keep="pass"),
        {FORWARD: (0.85, 0.99)},
        {FORWARD: ["before (their )?dropout"]},
        why="The net is thinned rightly; only what is returned is not what was passed on.",
    ),
    Case(
        "scores_returned_and_no_division",
        net(apply="A = A * D", last="Z"),
        {FORWARD: (0.6, 0.85)},
        {FORWARD: ["sigmoid"]},
        why="Two mistakes of different kinds, both told.",
    ),
    Case(
        "sigmoid_for_relu",
        net(hidden="1 / (1 + np.exp(-Z))"),
        {FORWARD: (0.5, 0.95)},
        None or {},
        ["no relu", "divided by"],
        why="The wrong activation; the division by keep_prob is right.",
    ),
    Case(
        "gradients_at_the_initial_parameters",
        crowd(given="parameters"),
        {CURVE: (0.7, 0.95), AVERAGE: FULL},
        {CURVE: ["initial parameters"]},
        why="Masks and measuring are right.",
    ),
    Case(
        "one_dial_too_many",
        crowd(monitor="[monitor_keep_prob] * (L + 1)"),
        {CURVE: (0.4, 0.8), AVERAGE: FULL},
        {CURVE: ["need 3 keep_probs, not 4"]},
        why="The measuring pass raises ValueError; training by itself is right.",
    ),
    Case(
        "one_round_too_few",
        crowd(rounds="1, iterations"),
        {CURVE: (0.4, 0.85), AVERAGE: FULL},
        why="The loop starts at 1, so the masks of the first round are missing too.",
    ),
    Case(
        "J_times_the_number_of_examples",
        crowd(before="costs.append(J * X.shape[1])"),
        {CURVE: (0.8, 0.95)},
        {CURVE: ["sum over the examples"]},
        why="One factor in what is written down.",
    ),
    Case(
        "running_mean_of_two",
        crowd(
            average=LIST + "mean = said[0]\n    for s in said[1:]:\n"
            "        mean = (mean + s) / 2\n    return mean"
        ),
        {AVERAGE: (0.4, 0.8), CURVE: FULL},
        {AVERAGE: ["later nets count more"]},
        why="One net is right, and so are other shapes.",
    ),
    Case(
        "ensemble_counted_from_1",
        crowd(average=LIST.replace("seed + k", "seed + k + 1") + "return np.mean(said, axis=0)"),
        {AVERAGE: (0.7, 0.95), CURVE: FULL},
        {AVERAGE: ["counted from 0"]},
        why="The mean of the right number of nets, each one late.",
    ),
    Case(
        "axis_forgotten",
        crowd(average=LIST + "return np.mean(said)"),
        {AVERAGE: (0.3, 0.7), CURVE: FULL},
        {AVERAGE: ["one number|a float|shape"]},
        why="The mean over everything is one number.",
    ),
    Case(
        "right_by_virtual_rows",
        regression(),
        {LOSS: FULL, WEIGHTS: FULL},
        why="Least squares with further rows is right.",
    ),
    Case(
        "variance_for_mean_square",
        regression(penalty=RIGHT_PENALTY.replace("np.mean(X**2, axis=0)", "X.var(axis=0)")),
        {LOSS: (0.5, 0.8), WEIGHTS: FULL},
        {LOSS: ["variance of each input"]},
        why="The factor (1 - p) / p and the ½ are right.",
    ),
    Case(
        "parentheses_forgotten",
        regression(penalty=RIGHT_PENALTY.replace("(1 - keep_prob) /", "1 - keep_prob /")),
        {LOSS: (0.1, 0.7), WEIGHTS: FULL},
        {},
        ["is subtracted"],
        why="1 - p / p * x is 1 - x: a constant less what does not depend on p.",
    ),
    Case(
        "variance_of_the_mask_alone",
        regression(penalty=RIGHT_PENALTY.replace("/ keep_prob", "* keep_prob")),
        {LOSS: (0.5, 0.8), WEIGHTS: FULL},
        {LOSS: [r"p \(1 - p\)"]},
        why="Only the dependence on p is wrong.",
    ),
    Case(
        "ridge",
        regression(
            solve="m, n = X.shape\n"
            "    return np.linalg.solve(X.T @ X + m * lam * np.eye(n), X.T @ y)"
        ),
        {LOSS: FULL, WEIGHTS: (0.4, 0.7)},
        {WEIGHTS: ["ridge"]},
        why="The strength is that of dropout for an input of size 1.",
    ),
    Case(
        "penalty_as_if_p_dropped",
        regression(
            solve="G = X.T @ X\n    lam = keep_prob / (1 - keep_prob) if keep_prob < 1 else 0\n"
            "    return np.linalg.solve(G + lam * np.diag(np.diag(G)), X.T @ y)"
        ),
        {LOSS: FULL, WEIGHTS: (0.6, 0.9)},
        {WEIGHTS: [r"p / \(1 - p\)"]},
        why="The system is right, and the strength is not.",
    ),
]
