"""The structure of a function is found, or declared; a wrong one blames nobody."""

import numpy as np
import pytest

from reglab import check_gradient, numerical_gradient_array
from reglab.gradients.differences import Differences
from reglab.gradients.probing import structure_of
from reglab.gradients.structure import declared, none

X = np.random.default_rng(0).normal(size=(6, 8))
W = np.random.default_rng(1).normal(size=(8, 6))


def over_columns(x):
    """As batch normalisation does: each column by its own statistics."""
    return (x - x.mean(axis=0)) / (1 + x.std(axis=0))


FUNCTIONS = {
    "elementwise": np.tanh,
    "rows": lambda x: np.tanh(x @ W),
    "columns": over_columns,
    "none": lambda x: np.tanh(x.sum()) * x,
}


def complex_step(f, x, df):
    """The gradient without any difference: from the imaginary part."""
    dx = np.empty_like(x)
    for i in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[i] += 1e-30j
        dx[i] = np.sum(df * f(moved).imag) / 1e-30
    return dx


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_structure_is_found(name):
    f = FUNCTIONS[name]
    differences = Differences(f, X, np.ones_like(f(X)), f(X), none(X.shape))
    assert structure_of(differences, np.random.default_rng(0)).name == name


def test_a_bias_has_its_own_column_of_the_output():
    f = lambda b: np.tanh(X + b)  # noqa: E731 - one line says it
    b = np.zeros(8)
    differences = Differences(f, b, np.ones((6, 8)), f(b), none(b.shape))
    assert structure_of(differences, np.random.default_rng(0)).groups == 8


@pytest.mark.parametrize("name", ["elementwise", "rows", "none"])
@pytest.mark.parametrize("how", ["auto", "declared"])
def test_the_map_is_that_of_the_complex_step(name, how):
    f = FUNCTIONS[name]
    df = np.random.default_rng(2).normal(size=f(X).shape)
    right = complex_step(f, X, df)
    spoiled = right.copy()
    spoiled[2, 3] *= 1.01
    report = check_gradient(f, X, df, spoiled, structure=name if how == "declared" else "auto")
    assert np.argwhere(report.wrong).tolist() == [[2, 3]]
    measured = ~np.isnan(report.numeric)
    np.testing.assert_allclose(report.numeric[measured], right[measured], atol=1e-8)
    assert measured.all()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_structured_numerical_gradients_equal_those_element_by_element(name):
    f = FUNCTIONS[name]
    df = np.random.default_rng(2).normal(size=f(X).shape)
    plain = numerical_gradient_array(f, X.copy(), df)
    fast = numerical_gradient_array(f, X.copy(), df, structure=name)
    np.testing.assert_allclose(fast, plain, atol=1e-9)


def test_axes_may_be_of_equal_length():
    rng = np.random.default_rng(3)
    x, w, df = rng.normal(size=(3, 5, 5))
    for right in (True, False):
        dx = df @ w.T * (1 if right else 1.01)
        assert bool(check_gradient(lambda x: x @ w, x, df, dx)) == right
        dw = x.T @ df * (1 if right else 1.01)
        assert bool(check_gradient(lambda w: x @ w, w, df, dw)) == right


@pytest.mark.parametrize("name", ["elementwise", "rows"])
def test_a_declaration_that_is_not_true_is_refused_and_blames_nobody(name):
    df = np.random.default_rng(2).normal(size=X.shape)
    right = numerical_gradient_array(over_columns, X.copy(), df)
    with pytest.raises(ValueError, match=f"does not have structure='{name}'"):
        check_gradient(over_columns, X, df, right, structure=name)


@pytest.mark.parametrize("seed", range(12))
def test_two_rows_that_are_coupled_among_many_blame_nobody(seed):
    """A probe misses such a coupling now and then; the verdict must not."""
    rng = np.random.default_rng(seed)
    x, df = rng.normal(size=(2, 20, 3))

    def f(x):
        out = np.tanh(x)
        out[4] += 5 * x[7]
        return out

    dx = df * (1 - np.tanh(x) ** 2)
    dx[7] += 5 * df[4]
    assert check_gradient(f, x, df, dx, seed=seed)
    dx[4, 1] *= 1.01
    report = check_gradient(f, x, df, dx, seed=seed)
    assert np.argwhere(report.wrong).tolist() == [[4, 1]]


def test_a_structure_that_does_not_fit_is_named():
    with pytest.raises(ValueError, match=r"'rows' does not fit an input of shape \(6, 8\)"):
        check_gradient(np.sum, X, 1.0, np.ones_like(X), structure="rows")
    with pytest.raises(ValueError, match="must be one of auto, elementwise, rows"):
        check_gradient(np.tanh, X, X, X, structure="row")


def test_a_single_element_has_every_structure():
    assert declared("rows", (1, 1), (1,)) == none((1, 1))
