"""The building blocks against published numbers, closed forms and the complex step."""

import numpy as np
import pytest

from reglab.layers import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)


def complex_step(f, x, df=1.0):
    """Gradient of sum(df * f(x)) without cancellation: the imaginary part of a tiny turn."""
    dx = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        turned = x.astype(complex)
        turned[index] += 1e-30j
        dx[index] = np.sum(df * np.imag(f(turned))) / 1e-30
    return dx


def test_affine_forward_gives_the_numbers_of_the_cs231n_notebook():
    x = np.linspace(-0.1, 0.5, 2 * 120).reshape(2, 4, 5, 6)
    w = np.linspace(-0.2, 0.3, 120 * 3).reshape(120, 3)
    b = np.linspace(-0.3, 0.1, 3)
    out, _ = affine_forward(x, w, b)
    published = [[1.49834967, 1.70660132, 1.91485297], [3.25553199, 3.5141327, 3.77273342]]
    np.testing.assert_allclose(out, published, atol=1e-8)


def test_affine_backward_agrees_with_the_complex_step():
    rng = np.random.default_rng(0)
    x, w, b = rng.normal(size=(5, 2, 3)), rng.normal(size=(6, 4)), rng.normal(size=4)
    dout = rng.normal(size=(5, 4))
    out, cache = affine_forward(x, w, b)
    dx, dw, db = affine_backward(dout, cache)

    def affine(x, w, b):
        return np.einsum("ni,io->no", x.reshape(5, 6), w) + b

    np.testing.assert_allclose(out, affine(x, w, b), rtol=1e-12)
    np.testing.assert_allclose(dx, complex_step(lambda x: affine(x, w, b), x, dout), rtol=1e-12)
    np.testing.assert_allclose(dw, complex_step(lambda w: affine(x, w, b), w, dout), rtol=1e-12)
    np.testing.assert_allclose(db, complex_step(lambda b: affine(x, w, b), b, dout), rtol=1e-12)


def test_relu_cuts_below_zero_and_passes_the_gradient_above():
    x, dout = np.array([[-2.0, -0.0, 0.0], [1e-300, 3.0, np.inf]]), np.full((2, 3), 5.0)
    out, cache = relu_forward(x)
    assert out.tolist() == [[0, 0, 0], [1e-300, 3, np.inf]]
    assert relu_backward(dout, cache).tolist() == [[0, 0, 0], [5, 5, 5]]


def test_softmax_loss_of_equal_scores_is_the_log_of_the_number_of_classes():
    loss, dx = softmax_loss(np.full((4, 10), 7.0), np.array([0, 3, 3, 9]))
    assert loss == pytest.approx(np.log(10), rel=1e-14)
    assert dx[0] == pytest.approx([(0.1 - 1) / 4] + [0.1 / 4] * 9, rel=1e-12)


def test_softmax_gradient_agrees_with_the_complex_step():
    rng = np.random.default_rng(1)
    x, y = rng.normal(0, 3, (6, 5)), rng.integers(0, 5, 6)

    def loss(x):
        p = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
        return -np.log(p[np.arange(6), y]).sum() / 6

    np.testing.assert_allclose(softmax_loss(x, y)[1], complex_step(loss, x), atol=1e-15)


def test_softmax_loss_is_exact_for_scores_of_a_thousand():
    x = np.array([[1000.0, -1000.0], [-1000.0, 1000.0]])
    loss, dx = softmax_loss(x, np.array([0, 0]))
    assert loss == 1000.0
    assert dx.tolist() == [[0, 0], [-0.5, 0.5]]


def test_a_batch_given_twice_has_the_same_loss_and_half_the_gradient():
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(3, 4)), np.array([0, 1, 3])
    once, dx = softmax_loss(x, y)
    twice, dx2 = softmax_loss(np.concatenate([x, x]), np.concatenate([y, y]))
    assert twice == pytest.approx(once, rel=1e-14)
    np.testing.assert_allclose(dx2[:3], dx / 2, rtol=1e-13)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_is_kept_and_no_input_is_changed(dtype):
    rng = np.random.default_rng(3)
    x, w, b = (rng.normal(size=shape).astype(dtype) for shape in ((4, 6), (6, 3), (3,)))
    y = np.array([0, 1, 2, 0])
    for array in (x, w, b, y):
        array.setflags(write=False)
    a, affine_cache = affine_forward(x, w, b)
    r, relu_cache = relu_forward(a)
    _, dr = softmax_loss(r, y)
    da = relu_backward(dr, relu_cache)
    assert {v.dtype.type for v in (a, r, dr, da, *affine_backward(da, affine_cache))} == {dtype}


def test_an_empty_batch_has_gradients_of_zero():
    out, cache = affine_forward(np.zeros((0, 3)), np.ones((3, 2)), np.ones(2))
    dx, dw, db = affine_backward(out, cache)
    assert (dx.shape, dw.tolist(), db.tolist()) == ((0, 3), [[0, 0]] * 3, [0, 0])
