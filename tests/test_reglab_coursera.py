"""The helpers of the Specialization's gradient check: their forms are those of the course."""

import numpy as np
import pytest

from reglab import check_gradients, columns, coursera


@pytest.fixture
def net():
    rng = np.random.default_rng(0)
    parameters = columns.initialize_parameters((4, 5, 3, 1), seed=1)
    return parameters, rng.normal(size=(4, 6)), rng.integers(0, 2, (1, 6))


def test_a_column_knows_what_its_elements_belong_to(net):
    parameters, _, _ = net
    theta, keys = coursera.dictionary_to_vector(dict(reversed(parameters.items())))
    assert theta.shape == (47, 1)
    np.testing.assert_array_equal(theta, columns.dictionary_to_vector(parameters))
    assert keys == ["W1"] * 20 + ["b1"] * 5 + ["W2"] * 15 + ["b2"] * 3 + ["W3"] * 3 + ["b3"]


@pytest.mark.parametrize("widths", [(4, 5, 3, 1), (2, 1), (3, 6, 5, 4, 1)])
def test_a_column_alone_becomes_parameters_again(widths):
    parameters = columns.initialize_parameters(widths)
    theta, _ = coursera.dictionary_to_vector(parameters)
    moved = np.copy(theta)
    moved[1][0] += 1
    found = coursera.vector_to_dictionary(moved)
    assert list(found) == list(parameters)
    assert {name: value.shape for name, value in found.items()} == {
        name: value.shape for name, value in parameters.items()
    }
    np.testing.assert_array_equal(columns.dictionary_to_vector(found), moved)
    assert found["W1"].flat[1] == parameters["W1"].flat[1] + 1


def test_a_column_of_another_net_is_refused(net):
    parameters, _, _ = net
    theta, _ = coursera.dictionary_to_vector(parameters)
    with pytest.raises(ValueError, match=r"theta has 46 elements, but .* have 47"):
        coursera.vector_to_dictionary(theta[1:])
    smaller = columns.initialize_parameters((2, 1))
    coursera.dictionary_to_vector(smaller)
    assert coursera.vector_to_dictionary(theta, parameters).keys() == parameters.keys()


def test_the_forward_pass_goes_on_to_the_cost_and_the_gradients_are_its(net):
    parameters, X, Y = net
    cost, cache = coursera.forward_propagation_n(X, Y, parameters)
    AL, own = columns.forward_propagation(X, parameters)
    assert cost == columns.compute_cost(AL, Y)
    assert len(cache) == len(own) == 12
    gradients = coursera.backward_propagation_n(X, Y, cache)
    wanted = {name: gradients[f"d{name}"] for name in parameters}
    assert check_gradients(lambda p: coursera.forward_propagation_n(X, Y, p)[0], parameters, wanted)


def test_a_star_brings_what_gc_utils_has_and_the_two_passes():
    names = {"sigmoid", "relu", "dictionary_to_vector", "vector_to_dictionary"}
    names |= {"gradients_to_vector", "forward_propagation_n", "backward_propagation_n"}
    assert set(coursera.__all__) == names
