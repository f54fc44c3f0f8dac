"""Programs that do nothing of what dropout asks for."""

from cheap import Program

IDENTITY = """def dropout_forward(x, dropout_param):
    return x.copy(), None


def dropout_backward(dout, cache):
    return dout.copy()
"""
IDENTITY_MAY_PASS = {
    "dropout_forward": ("test_mode_does_nothing",),
    "dropout_backward": ("test_mode_passes_the_gradient", "leaves_dout_alone"),
}
ZEROS = """def dropout_forward(x, dropout_param):
    return 0 * x, dropout_param


def dropout_backward(dout, cache):
    return 0 * dout
"""
NET = """import numpy as np


def fc_net_loss(params, X, y, dropout_param, reg):
    classes = len(list(params.values())[-1])
    if y is None:
        return {scores}
    return {loss}, {{key: {gradient} for key, value in params.items()}}
"""


def net(scores="np.zeros((len(X), classes))", loss="np.log(classes)", gradient="0 * value"):
    return {"fc_net.py": NET.format(scores=scores, loss=loss, gradient=gradient)}


PROGRAMS = [
    Program("identity", {"layers.py": IDENTITY}, IDENTITY_MAY_PASS),
    Program("zeros", {"layers.py": ZEROS}, {"dropout_backward": ("leaves_dout_alone",)}),
    Program("a_net_without_layers", net()),
    Program("a_net_of_its_parameters", net(gradient="value.copy()")),
    Program(
        "a_net_of_chance",
        net(
            "np.random.randn(len(X), classes)",
            "np.random.rand()",
            "np.random.randn(*value.shape)",
        ),
    ),
    Program(
        "identity_and_a_net_of_its_parameters",
        {"layers.py": IDENTITY, **net(gradient="value.copy()")},
        IDENTITY_MAY_PASS,
    ),
]
