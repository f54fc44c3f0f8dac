"""Affine layers, activations and losses against published numbers and closed forms."""

import numpy as np
import pytest
from witnesses import complex_step

from reglab import layers
from reglab.layers import (
    affine_backward,
    affine_forward,
    leaky_relu_backward,
    leaky_relu_forward,
    logistic_loss,
    relu_backward,
    relu_forward,
    sigmoid_backward,
    sigmoid_forward,
    softmax_loss,
    tanh_backward,
    tanh_forward,
)


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


def test_a_leak_is_what_is_left_below_zero():
    x, dout = np.array([-1000.0, -2.0, 0.0, 3.0]), np.full(4, 5.0)
    out, cache = leaky_relu_forward(x, 0.1)
    assert out.tolist() == [-100, -0.2, 0, 3]
    assert leaky_relu_backward(dout, cache).tolist() == [0.5, 0.5, 0.5, 5]
    with pytest.raises(ValueError, match=r"in 0..1, not -0\.1"):
        leaky_relu_forward(x, -0.1)


@pytest.mark.parametrize(
    ("forward", "backward", "formula"),
    [
        (tanh_forward, tanh_backward, np.tanh),
        (sigmoid_forward, sigmoid_backward, lambda x: 1 / (1 + np.exp(-x))),
    ],
)
def test_smooth_activations_agree_with_the_complex_step(forward, backward, formula):
    rng = np.random.default_rng(4)
    x, dout = rng.normal(0, 2, (3, 4)), rng.normal(size=(3, 4))
    out, cache = forward(x)
    np.testing.assert_allclose(out, formula(x), rtol=1e-14)
    np.testing.assert_allclose(backward(dout, cache), complex_step(formula, x, dout), rtol=1e-12)


def test_a_sigmoid_is_exact_far_out():
    out, cache = sigmoid_forward(np.array([-1000.0, -700.0, 0.0, 700.0, 1000.0]))
    assert out.tolist() == [0, np.exp(-700), 0.5, 1, 1]
    assert sigmoid_backward(np.ones(5), cache).tolist() == [0, np.exp(-700), 0.25, 0, 0]


def test_logistic_loss_is_the_softmax_loss_of_two_classes():
    rng = np.random.default_rng(5)
    scores, y = rng.normal(0, 300, 9), rng.integers(0, 2, 9)
    loss, dscores = logistic_loss(scores, y)
    two, dtwo = softmax_loss(np.stack([np.zeros(9), scores], axis=1), y)
    assert loss == pytest.approx(two, rel=1e-14)
    np.testing.assert_allclose(dscores, dtwo[:, 1], atol=1e-16)


def test_logistic_loss_is_exact_for_scores_of_a_thousand():
    loss, dscores = logistic_loss(np.array([1000.0, -1000.0, -1000.0, 0.0]), np.array([0, 0, 1, 1]))
    assert loss == pytest.approx((2000 + np.log(2)) / 4, rel=1e-15)
    assert dscores.tolist() == [0.25, 0, -0.25, -0.125]


def test_scores_and_labels_that_would_make_a_matrix_are_refused():
    with pytest.raises(ValueError, match=r"the same shape, not \(3, 1\) and \(3,\)"):
        logistic_loss(np.zeros((3, 1)), np.array([0, 1, 0]))


@pytest.mark.parametrize("y", [np.array([[0], [1], [0]]), np.eye(3, dtype=int), np.array([0, 1])])
def test_labels_that_are_not_one_number_a_row_are_refused(y):
    with pytest.raises(ValueError, match=r"each of the 3 rows of scores needs one label"):
        softmax_loss(np.zeros((3, 3)), y)


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
def test_the_dtype_is_kept_and_no_argument_is_changed(dtype):
    rng = np.random.default_rng(3)
    x, w, b = (rng.normal(size=shape).astype(dtype) for shape in ((4, 6), (6, 3), (3,)))
    y = np.array([0, 1, 2, 0])
    for array in (x, w, b, y):
        array.setflags(write=False)
    a, cache = affine_forward(x, w, b)
    found = [a, *affine_backward(a, cache), softmax_loss(a, y)[1], logistic_loss(x[:, 0], y % 2)[1]]
    for name in ("relu", "leaky_relu", "tanh", "sigmoid"):
        out, cache = getattr(layers, f"{name}_forward")(x)
        found += [out, getattr(layers, f"{name}_backward")(x, cache)]
    assert {array.dtype.type for array in found} == {dtype}


def test_an_empty_batch_has_gradients_of_zero():
    out, cache = affine_forward(np.zeros((0, 3)), np.ones((3, 2)), np.ones(2))
    dx, dw, db = affine_backward(out, cache)
    assert (dx.shape, dw.tolist(), db.tolist()) == ((0, 3), [[0, 0]] * 3, [0, 0])


def test_integers_are_taken_for_the_numbers_that_they_are():
    whole, y = np.arange(-12, 12).reshape(4, 6), np.array([0, 1, 1, 0])
    pool = {"pool_height": 1, "pool_width": 2, "stride": 2}
    for run in (
        lambda x: layers.dropout_forward(x, {"p": 0.7, "mode": "train", "seed": 0})[0],
        lambda x: layers.avg_pool_forward(x.reshape(1, 1, 4, 6), pool)[0],
        lambda x: layers.avg_pool_backward(x[None, None, :2, :3], ((1, 1, 4, 6), pool)),
        lambda x: layers.max_pool_forward(x.reshape(1, 1, 4, 6), pool)[0],
        lambda x: layers.batchnorm_forward(x, x[0], x[1], {"mode": "train"})[0],
        lambda x: layers.layernorm_forward(x, x[0], x[1], {})[0],
        lambda x: softmax_loss(x, y)[1],
        lambda x: logistic_loss(x[:, 2], y)[1],
        lambda x: sigmoid_forward(x)[0],
        lambda x: leaky_relu_forward(x)[0],
    ):
        np.testing.assert_allclose(run(whole), run(whole.astype(float)), rtol=1e-15)
