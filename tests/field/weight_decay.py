"""Field cases of weight_decay, in the styles of the Specialization and of cs231n."""

from field import FULL, Case

COST, BACK = "compute_cost_with_regularization", "backward_propagation_with_regularization"
L2, L2_GRADIENTS = "l2_penalty", "l2_gradients"

NET_COST = """import numpy as np
from reglab.columns import compute_cost


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    cross_entropy_cost = compute_cost(A3, Y)
    {penalty}
    cost = cross_entropy_cost + L2_regularization_cost
    return cost
"""

NET_BACK = """import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = {m}
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1. / m * np.dot(dZ3, A2.T) + {pull3}
    db3 = {db3}
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1. / m * np.dot(dZ2, A1.T) + {pull2}
    db2 = {db2}
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1. / m * np.dot(dZ1, X.T) + {pull1}
    db1 = {db1}
    return {{"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2,
             "dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1,
             "dZ1": dZ1, "dW1": dW1, "db1": db1}}
"""

PENALTIES = """import numpy as np


def l2_penalty(parameters, lambd, m):
    L = len(parameters) // 2
    total = 0
    for l in range(1, L + 1):
        {square}
    return {l2}


def l2_gradients(parameters, lambd, m):
    grads = {{}}
    for l in range({start}, len(parameters) // 2 + {stop}):
        W = parameters["W" + str(l)]
        grads["dW" + str(l)] = {pull}
    return grads
"""


def net_cost(penalty):
    return {"net.py": NET_COST.format(penalty=f"L2_regularization_cost = {penalty}")}


def net_back(**changes):
    right = {f"pull{i}": f"(lambd * W{i}) / m" for i in (1, 2, 3)} | {"m": "X.shape[1]"}
    right |= {f"db{i}": f"1. / m * np.sum(dZ{i}, axis=1, keepdims=True)" for i in (1, 2, 3)}
    return {"net.py": NET_BACK.format(**right | changes)}


def penalties(**changes):
    right = {
        "square": 'total += np.sum(np.square(parameters["W" + str(l)]))',
        "l2": "lambd / (2 * m) * total",
        "start": "1",
        "stop": "1",
        "pull": "lambd / m * W",
    }
    return {"penalties.py": PENALTIES.format(**right | changes)}


LOGISTIC = """import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def cost(w, b, X, Y, lambd):
    m = {m}
    A = sigmoid(np.dot(w.T, X) + b)
    J = {entropy}
    return J + {penalty}


def gradients(w, b, X, Y, lambd):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    dw = {dw}
    db = {db}
    return {{"dw": dw, "db": db}}
"""


def logistic(**changes):
    right = {
        "m": "X.shape[1]",
        "entropy": "-1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
        "penalty": "lambd / (2 * m) * np.sum(w * w)",
        "dw": "1 / m * np.dot(X, (A - Y).T) + lambd / m * w",
        "db": "1 / m * np.sum(A - Y)",
    }
    return {"logistic.py": LOGISTIC.format(**right | changes)}


STEPS = """import numpy as np


def decay_step(w, gradient, learning_rate, lambd, m):
    return {decay}


def soft_threshold(w, amount):
    return {soft}
"""


def steps(
    decay="w - learning_rate * (gradient + lambd / m * w)", soft="w - np.clip(w, -amount, amount)"
):
    return {"penalties.py": STEPS.format(decay=decay, soft=soft)}


S1, S2, S3 = (f"np.sum(np.square(W{i}))" for i in (1, 2, 3))
BROKEN_APART = ["parenthes"]
FORGOTTEN_IN_2 = {"pull2": "(lambd * W2)"}

CASES = [
    Case(
        "coursera_all_right",
        {**net_cost(f"({S1} + {S2} + {S3}) * lambd / (2 * m)"), **penalties(), **logistic()},
        {COST: FULL, L2: FULL, L2_GRADIENTS: FULL, "cost": FULL, "gradients": FULL},
        why="All of it is right.",
    ),
    Case(
        "steps_right",
        steps(),
        {"decay_step": FULL, "soft_threshold": FULL},
        why="The step on the loss with its penalty is the decay; a clipped part may be subtracted.",
    ),
    Case(
        "coursera_backward_right",
        net_back(),
        {BACK: FULL},
        why="The pass as the Specialization has it.",
    ),
    Case(
        "cs231n_half_reg",
        net_cost("0.5 * lambd / m * (np.sum(W1 * W1) + np.sum(W2 * W2) + np.sum(W3 * W3))"),
        {COST: FULL},
        why="0.5 * reg * np.sum(W * W) with reg = lambd / m is the same.",
    ),
    Case(
        "factor_meets_the_first_sum",
        net_cost(f"1 / m * lambd / 2 * {S1} + {S2} + {S3}"),
        {COST: (0.4, 0.9)},
        {COST: BROKEN_APART},
        ["in its place", "replace"],
        why="The parentheses around the sum of all layers are missing.",
    ),
    Case(
        "lambda_and_divisor_apart",
        net_cost(f"lambd * {S1} + {S2} + {S3} / (2 * m)"),
        {COST: (0.4, 0.9)},
        {COST: BROKEN_APART},
        ["in its place", "replace"],
        why="λ multiplies the first sum, the divisor divides the last.",
    ),
    Case(
        "two_layers_by_the_factor",
        net_cost(f"lambd / (2 * m) * ({S1} + {S2}) + {S3}"),
        {COST: (0.4, 0.9)},
        {COST: BROKEN_APART},
        ["in its place", "replace"],
        why="The parentheses close too early. No misconception is written down for it.",
    ),
    Case(
        "divides_by_two_and_multiplies_by_m",
        net_cost(f"lambd / 2 * m * ({S1} + {S2} + {S3})"),
        {COST: (0.4, 0.8)},
        {COST: [r"times m", "parenthes"]},
        why="lambd / 2 * m is evaluated from left to right.",
    ),
    Case(
        "forgets_the_square",
        net_cost(
            "lambd / (2 * m) * (np.linalg.norm(W1) + np.linalg.norm(W2) + np.linalg.norm(W3))"
        ),
        {COST: (0.4, 0.8)},
        {COST: ["square"]},
        why="np.linalg.norm is not squared.",
    ),
    Case(
        "biases_in_the_cost",
        net_cost(
            "lambd / (2 * m) * sum(np.sum(np.square(v)) for v in parameters.values())",
        ),
        {COST: (0.6, 0.9)},
        {COST: ["bias"]},
        why="Biases are penalised; all else is right.",
    ),
    Case(
        "m_forgotten_in_one_of_three",
        net_back(**FORGOTTEN_IN_2),
        {BACK: (0.6, 0.9)},
        {BACK: ["dW2.*not divided"]},
        ["all gradients"],
        why="The gradient of one layer's penalty is not divided by m.",
    ),
    Case(
        "last_layer_without_pull",
        net_back(pull3="0"),
        {BACK: (0.6, 0.9)},
        {BACK: ["missing in dW3"]},
        why="The last layer's penalty is missing in the gradient only.",
    ),
    Case(
        "pull_is_a_sum",
        net_back(**{f"pull{i}": f"lambd / m * np.sum(W{i})" for i in (1, 2, 3)}),
        {BACK: (0.6, 0.9)},
        {BACK: ["added up"]},
        why="dW += reg * np.sum(W).",
    ),
    Case(
        "bias_gradients_are_vectors",
        net_back(**{f"db{i}": f"np.sum(dZ{i}, axis=1) / m" for i in (1, 2, 3)}),
        {BACK: (0.8, 0.9)},
        {BACK: ["shape"]},
        why="(H,) in place of (H, 1) costs its own point.",
    ),
    Case(
        "biases_decay_too",
        net_back(
            **{
                f"db{i}": f"np.sum(dZ{i}, axis=1, keepdims=True) / m + lambd / m * b{i}"
                for i in (1, 2, 3)
            }
        ),
        {BACK: (0.8, 0.9)},
        {BACK: ["bias"]},
        why="db decays like dW.",
    ),
    Case(
        "pull_of_the_wrong_layer",
        net_back(pull2="lambd / m * W1"),
        {BACK: (0.5, 0.9)},
        {BACK: ["dW2"]},
        why="The penalty of W1 is added to dW2.",
    ),
    Case(
        "features_counted_for_examples",
        net_back(m="X.shape[0]"),
        {BACK: (0.6, 0.9)},
        {BACK: [r"X.shape\[1\]", "number of inputs"]},
        why="m comes from the wrong axis: one mistake in all six gradients.",
    ),
    Case(
        "cost_without_a_half_gradient_right",
        penalties(l2="lambd / m * total"),
        {L2: (0.6, 0.7), L2_GRADIENTS: FULL},
        {L2: ["½"]},
        why="The right gradient is not judged by the broken penalty.",
    ),
    Case(
        "gradient_doubled_penalty_right",
        penalties(pull="2 * lambd / m * W"),
        {L2: FULL, L2_GRADIENTS: (0.6, 0.7)},
        {L2_GRADIENTS: ["½"]},
        why="A 2 is not forgiven behind a right penalty.",
    ),
    Case(
        "sum_squared",
        penalties(square='total += np.sum(parameters["W" + str(l)]) ** 2'),
        {L2: (0.6, 0.7), L2_GRADIENTS: FULL},
        {L2: ["added first"]},
        why="np.sum(W) ** 2.",
    ),
    Case(
        "loop_stops_early",
        penalties(stop="0"),
        {L2: FULL, L2_GRADIENTS: (0.5, 0.8)},
        {L2_GRADIENTS: ["last layer", "no dW3"]},
        why="range(1, L) leaves out the last layer of the gradient.",
    ),
    Case(
        "squares_added_to_the_wrong_name",
        penalties(square='total = np.sum(np.square(parameters["W" + str(l)]))'),
        {L2: (0.5, 0.8), L2_GRADIENTS: FULL},
        {L2: ["only the last", "replaces"]},
        why="= for +=.",
    ),
    Case(
        "logistic_counts_features",
        logistic(m="X.shape[0]"),
        {"cost": (0.6, 0.7), "gradients": FULL},
        {"cost": ["features"]},
        why="One wrong m in the cost, and gradients of their own.",
    ),
    Case(
        "db_shape_of_logistic",
        logistic(db="1 / m * np.sum(A - Y, axis=0)"),
        {"cost": FULL, "gradients": (0.8, 0.9)},
        {"gradients": ["each example"]},
        why="db has an entry for each example; dw is right.",
    ),
    Case(
        "labels_as_a_vector",
        logistic(dw="1 / m * np.dot(X, (A - Y).ravel()) + lambd / m * w"),
        {"cost": FULL, "gradients": (0.8, 0.9)},
        {"gradients": ["shape"]},
        why="(n,) + (n, 1) makes a matrix.",
    ),
    Case(
        "decoupled_without_the_rate",
        steps(decay="(1 - lambd / m) * w - learning_rate * gradient"),
        {"decay_step": (0.6, 0.7), "soft_threshold": FULL},
        {"decay_step": ["learning rate"]},
        why="Decay without the learning rate.",
    ),
    Case(
        "cs231n_step",
        steps(
            decay="w - learning_rate * (gradient + lambd * w)",
            soft="np.where(abs(w) > amount, w, 0)",
        ),
        {"decay_step": (0.6, 0.7), "soft_threshold": (0.5, 0.7)},
        {"decay_step": ["number of examples"], "soft_threshold": ["hard"]},
        why="reg without m, and hard thresholding.",
    ),
]
