"""Programs that do nothing of what understanding_dropout asks for."""

from cheap import Program

CONSTANTS = {
    "keep_probs.py": """import numpy as np


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    L = len(parameters) // 2
    widths = [X.shape[0]] + [len(parameters[f"b{l}"]) for l in range(1, L + 1)]
    return np.{fill}((widths[-1], X.shape[1])), [np.{fill}((n, X.shape[1])) for n in widths[:-1]]
""",
    "crowd.py": """import numpy as np


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    return np.{fill}((iterations,)), parameters


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    L = len(parameters) // 2
    return np.{fill}((len(parameters[f"b{{L}}"]), X.shape[1]))
""",
    "regression.py": """import numpy as np


def expected_dropout_loss(w, X, y, keep_prob):
    return float(np.{fill}((1,))[0])


def dropout_regression_weights(X, y, keep_prob):
    return np.{fill}((X.shape[1],))
""",
}


def filled(fill):
    texts = CONSTANTS.items()
    return {
        file: text.replace("{fill}", fill).replace("{{", "{").replace("}}", "}")
        for file, text in texts
    }


IDENTITY = """def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    return X[:1], [X] * (len(parameters) // 2)
"""
REFUSES = """def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    raise ValueError(f"keep_probs cannot be {keep_probs}")
"""
ALONE = {
    "training_curve": ("training_leaves_its_arguments_alone",),
    "expected_dropout_loss": ("the_loss_leaves_its_arguments_alone",),
    "dropout_regression_weights": ("the_weights_leave_their_arguments_alone",),
}
PROGRAMS = [
    Program("zeros", filled("zeros")),
    Program("ones", filled("ones"), ALONE),
    Program(
        "random numbers",
        filled("random.random_sample"),
        {"forward_with_keep_probs": ("leaves_its_arguments_alone",), **ALONE},
    ),
    Program("identity", {"keep_probs.py": IDENTITY}),
    Program("refuses everything", {"keep_probs.py": REFUSES}),
]
