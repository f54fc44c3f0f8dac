"""The cheapest dishonest programs for weight_decay."""

from cheap import Program

HEAD = "import numpy as np\nimport reglab.columns as columns\n\n\n"
NUMBER, DICT = ("l2_penalty", "l1_penalty"), ("l2_gradients", "l1_gradients")


def files(number, gradients, step, threshold, cost, logistic, net_cost, net):
    """The ten functions as one expression each."""
    penalties = HEAD
    for name in NUMBER:
        penalties += f"def {name}(parameters, lambd, m):\n    return {number}\n\n\n"
    for name in DICT:
        penalties += f"def {name}(parameters, lambd, m):\n    return {gradients}\n\n\n"
    arguments = "w, gradient, learning_rate, lambd, m"
    penalties += f"def decay_step({arguments}):\n    return {step}\n\n\n"
    penalties += f"def soft_threshold(w, amount):\n    return {threshold}\n"
    return {
        "penalties.py": penalties,
        "logistic.py": f"{HEAD}def cost(w, b, X, Y, lambd):\n    return {cost}\n\n\n"
        f"def gradients(w, b, X, Y, lambd):\n    return {logistic}\n",
        "net.py": f"{HEAD}def compute_cost_with_regularization(A3, Y, parameters, lambd):\n"
        f"    return {net_cost}\n\n\n"
        f"def backward_propagation_with_regularization(X, Y, cache, lambd):\n    return {net}\n",
    }


WEIGHTS = '{f"d{k}": v for k, v in parameters.items() if k[0] == "W"}'
LAYERS = '{f"d{k}{i}": {v} for i in (1, 2, 3) for k, j in (("W", 4 * i - 2), ("b", 4 * i - 1))}'
ZEROS, CACHED = LAYERS.replace("{v}", "0 * cache[j]"), LAYERS.replace("{v}", "cache[j]")
SCORES = "columns.sigmoid(w.T @ X + b)"
RANDOM = "np.random.rand(*w.shape) * w"

PROGRAMS = [
    Program(
        "zeros",
        files(
            number="0.0",
            gradients=WEIGHTS.replace(": v", ": 0 * v"),
            step="0 * w",
            threshold="0 * w",
            cost="0.0",
            logistic='{"dw": 0 * w, "db": 0.0}',
            net_cost="0.0",
            net=ZEROS,
        ),
    ),
    Program(
        "constants",
        files(
            number="lambd",
            gradients=WEIGHTS.replace(": v", ": np.ones(v.shape)"),
            step="np.ones(w.shape)",
            threshold="np.ones(w.shape)",
            cost="1.0 + lambd",
            logistic='{"dw": np.ones(w.shape), "db": 1.0}',
            net_cost="1.0 + lambd",
            net=ZEROS.replace("0 *", "1 + 0 *"),
        ),
    ),
    Program(
        "what_came_in",
        files(
            number='np.sum(parameters["W1"])',
            gradients=WEIGHTS,
            step="w",
            threshold="w",
            cost="np.sum(w)",
            logistic='{"dw": w, "db": b}',
            net_cost='np.sum(parameters["W1"])',
            net=CACHED,
        ),
    ),
    Program(
        "shrunk_at_random",
        files(
            number='np.random.rand() * np.sum(parameters["W1"])',
            gradients=WEIGHTS.replace(": v", ": np.random.rand(*v.shape) * v"),
            step=RANDOM,
            threshold=RANDOM,
            cost="np.random.rand()",
            logistic=f'{{"dw": {RANDOM}, "db": np.random.rand()}}',
            net_cost="np.random.rand()",
            net=CACHED.replace("cache[j]", "np.random.rand(*cache[j].shape)"),
        ),
    ),
    Program(
        "nothing_but_the_library",
        files(
            number="0.0",
            gradients="{}",
            step="w - learning_rate * gradient",
            threshold="w",
            cost="0.0",
            logistic="{}",
            net_cost="columns.compute_cost(A3, Y)",
            net="columns.backward_propagation(X, Y, cache)",
        ),
        {
            "decay_step": ("steps_against_the_gradient", "leaves_w_alone"),
            "compute_cost_with_regularization": ("costs_the_cross_entropy",),
            "backward_propagation_with_regularization": (
                "backpropagates_to_the_weights",
                "backpropagates_to_the_biases",
                "leaves_the_cache_alone",
            ),
        },
    ),
]
