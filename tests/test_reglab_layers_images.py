"""Convolution and pooling against their definitions and published numbers."""

import numpy as np
import pytest
from witnesses import average_pool, complex_step, convolution

from reglab.layers import (
    avg_pool_backward,
    avg_pool_forward,
    conv_backward,
    conv_forward,
    max_pool_backward,
    max_pool_forward,
)


def pool(height, width, stride):
    return {"pool_height": height, "pool_width": width, "stride": stride}


def test_convolution_gives_the_numbers_of_the_cs231n_notebook():
    x = np.linspace(-0.1, 0.5, 2 * 3 * 4 * 4).reshape(2, 3, 4, 4)
    w = np.linspace(-0.2, 0.3, 3 * 3 * 4 * 4).reshape(3, 3, 4, 4)
    out, _ = conv_forward(x, w, np.linspace(-0.1, 0.2, 3), {"stride": 2, "pad": 1})
    published = [
        [
            [[-0.08759809, -0.10987781], [-0.18387192, -0.2109216]],
            [[0.21027089, 0.21661097], [0.22847626, 0.23004637]],
            [[0.50813986, 0.54309974], [0.64082444, 0.67101435]],
        ],
        [
            [[-0.98053589, -1.03143541], [-1.19128892, -1.24695841]],
            [[0.69108355, 0.66880383], [0.59480972, 0.56776003]],
            [[2.36270298, 2.36904306], [2.38090835, 2.38247847]],
        ],
    ]
    np.testing.assert_allclose(out, published, atol=1e-8)


@pytest.mark.parametrize(
    ("window", "stride", "pad"),
    [((3, 3), 1, 1), ((3, 2), 1, 0), ((2, 3), 2, 1), ((1, 1), 1, 2), ((2, 2), 3, 0)],
)
def test_convolution_is_that_of_the_definition(window, stride, pad):
    rng = np.random.default_rng(0)
    arrays = [rng.normal(size=s) for s in ((2, 3, 5, 6), (4, 3, *window), (4,))]
    out, cache = conv_forward(*arrays, {"stride": stride, "pad": pad})
    np.testing.assert_allclose(out, convolution(*arrays, stride, pad), atol=1e-12)
    dout = rng.normal(size=out.shape)
    for i, gradient in enumerate(conv_backward(dout, cache)):

        def varied(array, i=i):
            return convolution(*arrays[:i], array, *arrays[i + 1 :], stride, pad)

        np.testing.assert_allclose(gradient, complex_step(varied, arrays[i], dout), atol=1e-12)


@pytest.mark.parametrize("stride", [1, 2])
def test_a_batch_of_several_blocks_is_the_sum_of_its_examples(stride):
    rng = np.random.default_rng(1)
    x, w, b = (rng.normal(size=s) for s in ((40, 4, 32, 32), (3, 4, 5, 5), (3,)))
    param = {"stride": stride, "pad": 2}
    out, cache = conv_forward(x, w, b, param)
    dx, dw, db = conv_backward(out, cache)
    alone = [conv_forward(x[n : n + 1], w, b, param) for n in range(40)]
    np.testing.assert_allclose(out, np.concatenate([one for one, _ in alone]), atol=1e-12)
    gradients = [conv_backward(*each) for each in alone]
    np.testing.assert_allclose(dx, np.concatenate([g[0] for g in gradients]), atol=1e-10)
    np.testing.assert_allclose(dw, sum(g[1] for g in gradients), rtol=1e-10, atol=1e-8)
    np.testing.assert_allclose(db, sum(g[2] for g in gradients), rtol=1e-10, atol=1e-8)


def test_max_pooling_gives_the_numbers_of_the_cs231n_notebook():
    x = np.linspace(-0.3, 0.4, 2 * 3 * 4 * 4).reshape(2, 3, 4, 4)
    out, _ = max_pool_forward(x, pool(2, 2, 2))
    published = [-0.26315789, -0.24842105, -0.20421053, -0.18947368, -0.14526316, -0.13052632]
    np.testing.assert_allclose(out.reshape(-1)[:6], published, atol=1e-8)
    assert out[1, 2, 1, 1] == 0.4


def test_the_first_of_equal_maxima_gets_the_gradient():
    x = np.zeros((1, 1, 2, 4))
    x[0, 0, 1, 2:] = 7
    _, cache = max_pool_forward(x, pool(2, 2, 2))
    dx = max_pool_backward(np.array([[[[3.0, 5.0]]]]), cache)
    assert dx.tolist() == [[[[3, 0, 0, 0], [0, 0, 5, 0]]]]


def test_the_maximum_of_two_windows_gets_both_gradients():
    x = np.array([[[[0.0, 9.0, 1.0]]]])
    out, cache = max_pool_forward(x, pool(1, 2, 1))
    assert out.tolist() == [[[[9, 9]]]]
    assert max_pool_backward(np.array([[[[3.0, 5.0]]]]), cache).tolist() == [[[[0, 8, 0]]]]


@pytest.mark.parametrize("window", [(2, 2, 2), (2, 3, 1), (3, 2, 2), (2, 2, 3)])
def test_average_pooling_is_that_of_the_definition(window):
    rng = np.random.default_rng(2)
    x = rng.normal(size=(2, 3, 5, 6))
    out, cache = avg_pool_forward(x, pool(*window))
    np.testing.assert_allclose(out, average_pool(x, *window), atol=1e-15)
    dout = rng.normal(size=out.shape)
    expected = complex_step(lambda x: average_pool(x, *window), x, dout)
    np.testing.assert_allclose(avg_pool_backward(dout, cache), expected, atol=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("stride", [1, 2])
def test_the_dtype_is_kept_and_no_argument_is_changed(dtype, stride):
    rng = np.random.default_rng(3)
    x, w, b = (rng.normal(size=s).astype(dtype) for s in ((2, 3, 6, 6), (4, 3, 3, 3), (4,)))
    for array in (x, w, b):
        array.setflags(write=False)
    out, cache = conv_forward(x, w, b, {"stride": stride, "pad": 1})
    found = [out, *conv_backward(out, cache)]
    for forward, backward in (
        (max_pool_forward, max_pool_backward),
        (avg_pool_forward, avg_pool_backward),
    ):
        param = pool(2, 2, stride)
        out, cache = forward(x, param)
        found += [out, backward(out, cache)]
        assert param == pool(2, 2, stride)
    assert {array.dtype.type for array in found} == {dtype}


def test_an_empty_batch_has_gradients_of_zero():
    x, w, b = np.zeros((0, 2, 5, 5)), np.ones((3, 2, 3, 3)), np.ones(3)
    for stride in (1, 2):
        out, cache = conv_forward(x, w, b, {"stride": stride, "pad": 1})
        dx, dw, db = conv_backward(out, cache)
        assert (dx.shape, dw.any(), db.any()) == (x.shape, False, False)
    for forward, backward in (
        (max_pool_forward, max_pool_backward),
        (avg_pool_forward, avg_pool_backward),
    ):
        out, cache = forward(x, pool(2, 2, 2))
        assert backward(out, cache).shape == x.shape


def test_what_does_not_fit_is_refused():
    x, b = np.ones((1, 3, 4, 4)), np.ones(2)
    once = {"stride": 1, "pad": 0}
    with pytest.raises(ValueError, match="x has 3 channels and the filters in w have 2"):
        conv_forward(x, np.ones((2, 2, 3, 3)), b, once)
    with pytest.raises(ValueError, match=r"filters of 5 x 3 do not fit into 4 x 4 pixels"):
        conv_forward(x, np.ones((2, 3, 5, 3)), b, once)
    for forward in (max_pool_forward, avg_pool_forward):
        with pytest.raises(ValueError, match="a window of 2 x 5 does not fit into 4 x 4 pixels"):
            forward(x, pool(2, 5, 1))
