"""Programs that do nothing of what dropout_network asks for."""

from cheap import Program

LIBRARY = """import numpy as np
from reglab import columns


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    A3, c = columns.forward_propagation(X, parameters)
    rng = np.random.default_rng(seed)
    D1, D2 = ({mask} for shape in (c[0].shape, c[4].shape))
    return A3, (c[0], D1, *c[1:5], D2, *c[5:])


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    c = (*cache[:1], *cache[2:6], *cache[7:])
    return columns.backward_propagation(X, Y, c)
"""
CONSTANTS = """import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    rng = np.random.default_rng(seed)
    cache = []
    for layer in "123":
        shape = len(parameters["W" + layer]), X.shape[1]
        cache += [np.{full}(shape), {mask}, np.{full}(shape)]
        cache += [parameters["W" + layer], parameters["b" + layer]]
    return np.{full}(shape), (*cache[:11], *cache[12:])


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    names = "Z1 D1 A1 W1 b1 Z2 D2 A2 W2 b2 Z3 A3 W3 b3".split()
    return {{"d" + n: np.{full}(a.shape) for n, a in zip(names, cache)}}
"""
COINS = "rng.random(shape) < keep_prob"
NET = {"forward_propagation_with_dropout": ("computes_the_net_around_the_dropout",)}


def program(name, text, may_pass=None, **values):
    return Program(name, {"network.py": text.format(**values)}, may_pass or {})


PROGRAMS = [
    program("library", LIBRARY, NET, mask="np.ones(shape)"),
    program("library_and_coins", LIBRARY, NET, mask=COINS),
    program("zeros", CONSTANTS, full="zeros", mask="np.zeros(shape)"),
    program("ones", CONSTANTS, full="ones", mask="np.ones(shape)"),
    program("zeros_and_coins", CONSTANTS, full="zeros", mask=COINS),
    Program(
        "one_half",
        {
            "network.py": "def forward_propagation_with_dropout(X, parameters, keep_prob=0.5,"
            " seed=None):\n    return X[:1] * 0 + 0.5, ()\n\n\n"
            "def backward_propagation_with_dropout(X, Y, cache, keep_prob):\n    return {}\n"
        },
    ),
]
