"""The net whose examples are columns, against differences and closed forms."""

import numpy as np
import pytest

from reglab import check_gradients, columns

DIMS = (4, 6, 5, 1)


@pytest.fixture
def example():
    rng = np.random.default_rng(0)
    return rng.normal(size=(4, 9)), rng.integers(0, 2, (1, 9))


def cost(parameters, X, Y):
    return columns.compute_cost(columns.forward_propagation(X, parameters)[0], Y)


@pytest.mark.parametrize("dims", [(4, 1), (4, 3, 1), DIMS, (4, 5, 5, 5, 2)])
def test_the_gradients_are_those_of_the_cost(example, dims):
    X, Y = example
    Y = np.repeat(Y, dims[-1], axis=0)
    parameters = columns.initialize_parameters(dims, seed=1)
    _, cache = columns.forward_propagation(X, parameters)
    gradients = columns.backward_propagation(X, Y, cache)
    wanted = {name: gradients[f"d{name}"] for name in parameters}
    assert check_gradients(lambda p: cost(p, X, Y), parameters, wanted)


def test_the_cache_has_four_arrays_for_each_layer_in_the_order_of_the_course(example):
    X, _ = example
    parameters = columns.initialize_parameters(DIMS)
    AL, (Z1, A1, W1, b1, *_, Z3, A3, W3, b3) = columns.forward_propagation(X, parameters)
    np.testing.assert_array_equal(Z1, parameters["W1"] @ X + parameters["b1"])
    np.testing.assert_array_equal(A1, np.maximum(Z1, 0))
    assert W1 is parameters["W1"]
    assert b1 is parameters["b1"]
    assert A3 is AL
    np.testing.assert_allclose(np.log(A3 / (1 - A3)), Z3, rtol=1e-12)
    assert (W3.shape, b3.shape) == ((1, 5), (1, 1))


def test_a_net_that_knows_nothing_costs_log_two():
    Y = np.array([[0, 1, 1]])
    assert columns.compute_cost(np.full((1, 3), 0.5), Y) == pytest.approx(np.log(2))


def test_certainty_costs_nothing_when_right_and_everything_when_wrong():
    Y = np.array([[0, 1]])
    assert columns.compute_cost(Y.astype(float), Y) == 0
    assert columns.compute_cost(1.0 - Y, Y) == np.inf


def test_sigmoid_is_safe_at_any_size():
    z = np.array([-1e4, -1.0, 0.0, 1.0, 1e4])
    np.testing.assert_allclose(columns.sigmoid(z), [0, 1 / (1 + np.e), 0.5, np.e / (1 + np.e), 1])


def test_a_vector_and_the_dictionary_are_each_other():
    parameters = columns.initialize_parameters(DIMS, seed=2)
    shuffled = dict(sorted(parameters.items(), reverse=True))
    theta = columns.dictionary_to_vector(shuffled)
    assert theta.shape == (sum(value.size for value in parameters.values()), 1)
    back = columns.vector_to_dictionary(theta, shuffled)
    assert list(back) == ["W1", "b1", "W2", "b2", "W3", "b3"]
    for name, value in parameters.items():
        np.testing.assert_array_equal(back[name], value)
        assert not np.shares_memory(back[name], theta)


def test_gradients_stand_in_the_order_of_the_parameters(example):
    X, Y = example
    parameters = columns.initialize_parameters(DIMS)
    gradients = columns.backward_propagation(X, Y, columns.forward_propagation(X, parameters)[1])
    wanted = np.concatenate([gradients[f"d{name}"].ravel() for name in parameters])
    np.testing.assert_array_equal(columns.gradients_to_vector(gradients)[:, 0], wanted)


def test_a_step_goes_against_the_gradient_and_changes_no_argument(example):
    X, Y = example
    parameters = columns.initialize_parameters(DIMS)
    before = {name: value.copy() for name, value in parameters.items()}
    gradients = columns.backward_propagation(X, Y, columns.forward_propagation(X, parameters)[1])
    stepped = columns.update_parameters(parameters, gradients, 0.01)
    assert cost(stepped, X, Y) < cost(parameters, X, Y)
    for name, value in before.items():
        np.testing.assert_array_equal(parameters[name], value)


def test_predictions_are_zeros_and_ones(example):
    X, _ = example
    parameters = columns.initialize_parameters(DIMS)
    AL, _ = columns.forward_propagation(X, parameters)
    np.testing.assert_array_equal(columns.predict(X, parameters), AL > 0.5)
    assert columns.predict(X, parameters).dtype == np.int64
