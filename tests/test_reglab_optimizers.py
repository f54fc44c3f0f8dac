"""Update rules against closed forms and a second implementation, one number at a time."""

import numpy as np
import pytest

from reglab import SGD, Adam


def steps(optimizer, gradients, start=1.0):
    """Where a single parameter is after each of the gradients."""
    params, path = {"w": np.array([start])}, []
    for gradient in gradients:
        optimizer.step(params, {"w": np.array([gradient])})
        path.append(params["w"].item())
    return path


def test_sgd_goes_downhill_by_the_learning_rate():
    assert steps(SGD(0.1), [2.0, -1.0]) == pytest.approx([0.8, 0.9])


def test_momentum_adds_up_like_a_geometric_series():
    path = steps(SGD(0.1, momentum=0.5), [1.0] * 30, start=0.0)
    sizes = -np.diff([0.0, *path])
    assert sizes == pytest.approx([0.1 * (2 - 0.5**k) for k in range(30)])


@pytest.mark.parametrize("gradient", [1e-3, -7.0])
def test_the_first_step_of_adam_has_the_length_of_the_learning_rate(gradient):
    assert steps(Adam(0.01), [gradient], start=0.0)[0] == pytest.approx(
        -0.01 * np.sign(gradient), rel=1e-4
    )


def test_adam_agrees_with_the_algorithm_as_published():
    gradients = np.random.default_rng(0).normal(size=40)
    m, v, w, expected = 0.0, 0.0, 1.0, []
    for t, g in enumerate(gradients, start=1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        w -= 0.02 * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)
        expected.append(w)
    assert steps(Adam(0.02), gradients) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("optimizer", [SGD(0.1, momentum=0.9), Adam(0.1)])
def test_parameters_are_changed_in_place_and_gradients_are_not(optimizer):
    w, dw = np.ones(3), np.arange(1.0, 4.0)
    dw.setflags(write=False)
    params = {"w": w}
    for _ in range(3):
        optimizer.step(params, {"w": dw})
    assert params["w"] is w
    assert (w < 1).all()
