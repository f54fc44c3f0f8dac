"""cs231n's helpers, for those who come from there."""

import numpy as np
import pytest

from reglab import numerical_gradient, numerical_gradient_array, relative_error


def test_relative_error_is_zero_for_equals_and_one_for_strangers():
    assert relative_error(np.array([1.0, -2.0]), np.array([1.0, -2.0])) == 0
    assert relative_error(np.array([1.0, 1.0]), np.array([1.0, 0.0])) == 1


def test_relative_error_divides_by_the_sum_of_the_sizes():
    assert relative_error(np.array([3.0]), np.array([1.0])) == pytest.approx(2 / 4)
    assert relative_error(np.array([1e-9]), np.array([0.0])) == pytest.approx(0.1)


def test_numerical_gradients_agree_with_the_closed_form():
    rng = np.random.default_rng(0)
    x, df = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    np.testing.assert_allclose(numerical_gradient_array(np.sin, x, df), df * np.cos(x), atol=1e-9)
    np.testing.assert_allclose(numerical_gradient(lambda x: (x**3).sum(), x), 3 * x**2, atol=1e-8)


def test_numerical_gradient_works_on_a_function_that_looks_at_x_itself():
    x = np.array([2.0, 3.0])
    before = x.copy()
    gradient = numerical_gradient(lambda _: x[0] * x[1], x)
    assert gradient == pytest.approx([3, 2], rel=1e-9)
    assert np.array_equal(x, before)
