"""Normalizations against their definitions and the complex step of these."""

import numpy as np
import pytest
from witnesses import complex_step, normalized

from reglab.layers import (
    batchnorm_backward,
    batchnorm_forward,
    layernorm_backward,
    layernorm_forward,
)

EPS = 1e-3


def batch(x, gamma, beta):
    return gamma * normalized(x, 0, EPS) + beta


def layer(x, gamma, beta):
    return gamma * normalized(x, 1, EPS) + beta


CASES = {
    "batch": (batchnorm_forward, batchnorm_backward, batch, (4, 3), (3,)),
    "layer": (layernorm_forward, layernorm_backward, layer, (4, 3), (3,)),
}


@pytest.mark.parametrize("case", CASES)
def test_outputs_and_gradients_are_those_of_the_definition(case):
    forward, backward, definition, shape, channels = CASES[case]
    rng = np.random.default_rng(0)
    arrays = [rng.normal(2, 3, shape), rng.normal(size=channels), rng.normal(size=channels)]
    dout = rng.normal(size=shape)
    out, cache = forward(*arrays, {"mode": "train", "eps": EPS})
    np.testing.assert_allclose(out, definition(*arrays), rtol=1e-12)
    for i, gradient in enumerate(backward(dout, cache)):

        def varied(array, i=i):
            return definition(*arrays[:i], array, *arrays[i + 1 :])

        expected = complex_step(varied, arrays[i], dout)
        np.testing.assert_allclose(gradient, expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_is_kept_and_no_argument_but_the_running_averages_is_changed(case, dtype):
    forward, backward, _, shape, channels = CASES[case]
    rng = np.random.default_rng(1)
    arrays = [rng.normal(size=s).astype(dtype) for s in (shape, channels, channels)]
    mean, var = np.zeros(channels, dtype), np.ones(channels, dtype)
    for array in (*arrays, mean, var):
        array.setflags(write=False)
    for mode in ("train", "test"):
        param = {"mode": mode, "running_mean": mean, "running_var": var}
        out, cache = forward(*arrays, param)
        found = (out, *backward(out, cache), param["running_mean"], param["running_var"])
        assert {array.dtype.type for array in found} == {dtype}
        assert param.keys() == {"mode", "running_mean", "running_var"}
        assert param["mode"] == mode


def test_running_averages_move_by_a_tenth_towards_each_batch():
    x, one, zero = np.array([[1.0, 10], [3, 30]]), np.ones(2), np.zeros(2)
    param = {"mode": "train"}
    batchnorm_forward(x, one, zero, param)
    np.testing.assert_allclose(param["running_mean"], [0.2, 2], rtol=1e-15)
    np.testing.assert_allclose(param["running_var"], [0.1, 10], rtol=1e-15)
    batchnorm_forward(x, one, zero, param | {"momentum": 0.5})
    np.testing.assert_allclose(param["running_mean"], [0.2, 2], rtol=1e-15)
    param["momentum"] = 0.5
    batchnorm_forward(x, one, zero, param)
    np.testing.assert_allclose(param["running_mean"], [1.1, 11], rtol=1e-15)


def test_test_mode_takes_the_running_averages_for_constants():
    rng = np.random.default_rng(2)
    x, gamma, beta, dout = rng.normal(size=(1, 3)), np.full(3, 6.0), np.ones(3), np.ones((1, 3))
    param = {"mode": "test", "running_mean": np.ones(3), "running_var": np.full(3, 4.0), "eps": 0}
    out, cache = batchnorm_forward(x, gamma, beta, param)
    np.testing.assert_allclose(out, 3 * (x - 1) + 1, rtol=1e-14)
    dx, dgamma, dbeta = batchnorm_backward(dout, cache)
    assert dx.tolist() == [[3, 3, 3]]
    np.testing.assert_allclose(dgamma, (x[0] - 1) / 2, rtol=1e-14)
    assert dbeta.tolist() == [1, 1, 1]


@pytest.mark.parametrize("offset", [0, 1e6])
def test_a_large_mean_leaves_the_variance_as_it_is(offset):
    x = np.array([[-1.0], [1.0]]) + offset
    out, _ = batchnorm_forward(x, np.ones(1), np.zeros(1), {"mode": "train", "eps": 0})
    assert out.tolist() == [[-1], [1]]


def test_what_cannot_be_meant_is_refused():
    x, one = np.ones((2, 3)), np.ones(3)
    with pytest.raises(ValueError, match="no running averages yet"):
        batchnorm_forward(x, one, one, {"mode": "test"})
    with pytest.raises(ValueError, match=r"""mode is "train" or "test", not 'eval'"""):
        batchnorm_forward(x, one, one, {"mode": "eval"})
