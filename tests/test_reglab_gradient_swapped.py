"""Parameters and gradients in the wrong order are noticed, and nothing else is taken for that."""

import numpy as np
import pytest

from reglab import check_gradients

SENTENCE = (
    "Perhaps params and grads are swapped (the order is check_gradients(f, params, grads)): "
    "with the two exchanged, "
)
RNG = np.random.default_rng(0)
PARAMS = {"W": 0.5 + RNG.random((3, 4)), "b": 0.5 + RNG.random(4), "c": 0.5 + RNG.random(2)}


def loss(params):
    """A smooth loss of positive parameters."""
    return float(sum(np.sum(np.sin(value) - 2 * value) for value in params.values()))


def logarithm(params):
    """A loss that is not a number at negative parameters."""
    return -float(sum(np.sum(np.log(value)) for value in params.values()))


GRADS = {name: np.cos(value) - 2 for name, value in PARAMS.items()}


def test_the_two_swapped_are_noticed_in_the_first_sentence():
    reports = check_gradients(loss, GRADS, PARAMS)
    assert not reports
    assert reports.note == SENTENCE + "all gradients are right."
    assert str(reports).startswith(reports.note + "\nd")
    assert reports._repr_html_().startswith(f"<p>{reports.note}</p>")


def test_the_two_swapped_are_noticed_though_a_gradient_is_wrong():
    reports = check_gradients(loss, GRADS | {"b": 3 * GRADS["b"]}, PARAMS)
    assert reports.note == SENTENCE + "2 of 3 gradients are right."


def test_the_two_swapped_are_noticed_where_the_loss_is_not_a_number():
    grads = {name: -1 / value for name, value in PARAMS.items()}
    with np.errstate(invalid="ignore"), pytest.raises(ValueError, match="NaN") as caught:
        check_gradients(logarithm, grads, PARAMS)
    assert caught.value.__notes__ == [SENTENCE + "all gradients are right."]


def test_the_two_swapped_are_noticed_by_their_names():
    grads = {f"d{name}": value for name, value in GRADS.items()}
    with pytest.raises(KeyError, match="no entry for dW, db, dc; are params and grads swapped"):
        check_gradients(loss, grads, PARAMS)
    with pytest.raises(KeyError, match="no entry for W, b, c'"):
        check_gradients(loss, PARAMS, grads)


@pytest.mark.parametrize("factor", [0.0, -1.0, 0.5, 2.0])
def test_a_wrong_gradient_is_not_called_swapped(factor):
    reports = check_gradients(loss, PARAMS, {name: factor * value for name, value in GRADS.items()})
    assert not reports
    assert reports.note == ""


def test_right_gradients_and_those_with_one_error_cost_no_second_look():
    calls = []

    def counted(params):
        calls.append(1)
        return loss(params)

    assert check_gradients(counted, PARAMS, GRADS).note == ""
    assert len(calls) < 20
    reports = check_gradients(counted, PARAMS, GRADS | {"b": 3 * GRADS["b"]})
    assert (reports.ok, reports.note) == (False, "")


def test_an_error_of_the_loss_is_passed_on_without_a_guess():
    def broken(params):
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine") as caught:
        check_gradients(broken, PARAMS, GRADS)
    assert not hasattr(caught.value, "__notes__")
