"""Every layer against PyTorch's own, in float64; p drops there and KEEPS here."""

from pathlib import Path

import numpy as np
import pytest

from reglab import layers

torch = pytest.importorskip("torch")
F = torch.nn.functional

NEAR = {"rtol": 1e-10, "atol": 1e-10}


def tensors(*arrays):
    return [torch.from_numpy(array.copy()).requires_grad_() for array in arrays]


def expect_alike(name, theirs, arrays, *more):
    """Outputs and gradients of a layer are those of a function of tensors."""
    inputs = tensors(*arrays)
    expected = theirs(*inputs)
    out, cache = getattr(layers, f"{name}_forward")(*arrays, *more)
    np.testing.assert_allclose(out, expected.detach().numpy(), **NEAR)
    dout = np.random.default_rng(9).normal(size=out.shape)
    gradients = getattr(layers, f"{name}_backward")(dout, cache)
    gradients = gradients if isinstance(gradients, tuple) else (gradients,)
    wanted = torch.autograd.grad(expected, inputs, torch.from_numpy(dout))
    assert len(gradients) == len(wanted)
    for gradient, want in zip(gradients, wanted, strict=True):
        np.testing.assert_allclose(gradient, want.numpy(), **NEAR)


def test_affine():
    rng = np.random.default_rng(0)
    arrays = rng.normal(size=(5, 2, 3)), rng.normal(size=(6, 4)), rng.normal(size=4)
    expect_alike("affine", lambda x, w, b: x.reshape(5, 6) @ w + b, arrays)


@pytest.mark.parametrize(
    ("name", "theirs", "more"),
    [
        ("relu", torch.relu, ()),
        ("leaky_relu", lambda x: F.leaky_relu(x, 0.01), ()),
        ("leaky_relu", lambda x: F.leaky_relu(x, 0.3), (0.3,)),
        ("tanh", torch.tanh, ()),
        ("sigmoid", torch.sigmoid, ()),
    ],
)
def test_activations_up_to_a_thousand_and_at_zero(name, theirs, more):
    x = np.random.default_rng(1).normal(0, 3, (4, 5, 6))
    x[0, 0] = [-1000, -30, -0.0, 0.0, 30, 1000]
    expect_alike(name, theirs, (x,), *more)


@pytest.mark.parametrize("scale", [1, 1000])
def test_softmax_loss(scale):
    rng = np.random.default_rng(2)
    scores, y = rng.normal(0, scale, (7, 5)), rng.integers(0, 5, 7)
    (inputs,) = tensors(scores)
    expected = F.cross_entropy(inputs, torch.from_numpy(y))
    loss, dscores = layers.softmax_loss(scores, y)
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(dscores, torch.autograd.grad(expected, inputs)[0].numpy(), **NEAR)


@pytest.mark.parametrize("scale", [1, 1000])
def test_logistic_loss(scale):
    rng = np.random.default_rng(3)
    scores, y = rng.normal(0, scale, 20), rng.integers(0, 2, 20)
    (inputs,) = tensors(scores)
    expected = F.binary_cross_entropy_with_logits(inputs, torch.from_numpy(y).double())
    loss, dscores = layers.logistic_loss(scores, y)
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(dscores, torch.autograd.grad(expected, inputs)[0].numpy(), **NEAR)


def test_log_softmax():
    scores = np.random.default_rng(8).normal(0, 500, (6, 5))
    expected = F.log_softmax(torch.from_numpy(scores), dim=1).numpy()
    np.testing.assert_allclose(layers.log_softmax(scores), expected, **NEAR)


def test_dropout_is_a_product_with_what_was_kept():
    param = {"p": 0.7, "mode": "train", "seed": 4}
    x = np.random.default_rng(4).normal(size=(6, 5, 4, 3))
    out, _ = layers.dropout_forward(x, param)
    factor = torch.from_numpy((out != 0) / 0.7)
    expect_alike("dropout", lambda x: x * factor, (x,), param)


def batch_norm(mean, var, training):
    return lambda x, gamma, beta: F.batch_norm(
        x, torch.from_numpy(mean), torch.from_numpy(var), gamma, beta, training, eps=1e-3
    )


@pytest.mark.parametrize("mode", ["train", "test"])
def test_batch_normalization(mode):
    rng = np.random.default_rng(5)
    arrays = rng.normal(2, 3, (6, 5)), rng.normal(size=5), rng.normal(size=5)
    mean, var = rng.normal(size=5), rng.uniform(1, 2, 5)
    param = {"mode": mode, "eps": 1e-3, "running_mean": mean, "running_var": var}
    expect_alike("batchnorm", batch_norm(mean.copy(), var.copy(), mode == "train"), arrays, param)


def test_layer_normalization():
    rng = np.random.default_rng(6)
    arrays = rng.normal(2, 3, (6, 5)), rng.normal(size=5), rng.normal(size=5)
    expect_alike("layernorm", lambda x, g, b: F.layer_norm(x, (5,), g, b, 1e-5), arrays, {})


@pytest.mark.parametrize(
    ("x_shape", "w_shape", "stride", "pad"),
    [
        ((3, 2, 7, 6), (4, 2, 3, 3), 1, 1),
        ((3, 2, 7, 6), (4, 2, 3, 3), 1, 0),
        ((3, 2, 7, 6), (4, 2, 3, 2), 1, 1),
        ((3, 2, 7, 6), (4, 2, 2, 4), 2, 1),
        ((3, 2, 8, 9), (4, 2, 3, 3), 2, 0),  # the last column is in no window
        ((3, 2, 7, 7), (4, 2, 2, 2), 3, 1),  # some pixels lie between windows
        ((3, 2, 5, 5), (4, 2, 1, 1), 1, 0),
        ((3, 2, 5, 5), (4, 2, 1, 1), 1, 2),  # padded by more than a filter
        ((3, 2, 5, 4), (4, 2, 5, 4), 1, 0),  # one place for each filter
        ((1, 1, 1, 1), (1, 1, 1, 1), 1, 0),
        ((70, 3, 30, 30), (4, 3, 5, 5), 1, 2),  # several blocks, and a smaller last one
        ((70, 3, 31, 31), (4, 3, 5, 5), 2, 2),
    ],
)
def test_convolution(x_shape, w_shape, stride, pad):
    rng = np.random.default_rng(8)
    arrays = rng.normal(size=x_shape), rng.normal(size=w_shape), rng.normal(size=w_shape[0])

    def theirs(x, w, b):
        return F.conv2d(x, w, b, stride=stride, padding=pad)

    expect_alike("conv", theirs, arrays, {"stride": stride, "pad": pad})


POOLS = [(2, 2, 2), (2, 2, 1), (3, 3, 2), (3, 2, 1), (1, 3, 3), (2, 2, 3), (7, 8, 1)]


@pytest.mark.parametrize(("height", "width", "stride"), POOLS)
def test_pooling(height, width, stride):
    x = np.random.default_rng(10).normal(size=(3, 2, 7, 8))
    x[0] = np.round(x[0])  # ties: the first maximum gets the gradient, as there
    param = {"pool_height": height, "pool_width": width, "stride": stride}
    for name, theirs in (("max_pool", F.max_pool2d), ("avg_pool", F.avg_pool2d)):
        expect_alike(name, lambda x, f=theirs: f(x, (height, width), stride), (x,), param)


def test_a_window_of_more_places_than_a_byte_counts():
    x = np.random.default_rng(11).normal(size=(2, 2, 20, 20))
    param = {"pool_height": 17, "pool_width": 17, "stride": 1}
    expect_alike("max_pool", lambda x: F.max_pool2d(x, 17, 1), (x,), param)


def test_every_layer_is_checked_here():
    text = Path(__file__).read_text(encoding="utf-8")
    names = {name.removesuffix("_forward").removesuffix("_backward") for name in layers.__all__}
    names -= {"keep_mask", "log_softmax"}  # no layers
    asked = {name for name in names if f'"{name}"' in text or f"= layers.{name}(" in text}
    assert asked == names
