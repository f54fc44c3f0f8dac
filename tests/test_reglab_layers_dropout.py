"""Dropout: how many units are kept, what becomes of them, and which random numbers decide."""

import numpy as np
import pytest

from reglab.layers import (
    dropout_backward,
    dropout_forward,
)


def train(p, **more):
    return {"p": p, "mode": "train", **more}


@pytest.mark.parametrize("p", [1e-6, 1 / 512, 0.1, 0.25, 0.5, 0.7, 1 - 1 / 512, 0.999999])
def test_p_is_exact(p):
    size = 20_000_000
    out, _ = dropout_forward(np.ones(size, np.float32), train(p, seed=0))
    kept = np.count_nonzero(out)
    # p rounded to bytes is off by 8 of these standard deviations at p = 0.7.
    assert abs(kept - size * p) < 5 * np.sqrt(size * p * (1 - p))


def test_neighbours_are_kept_independently():
    out, _ = dropout_forward(np.ones(4_000_000), train(0.3, seed=1))
    kept = out != 0
    for distance in (1, 2, 3, 4, 7, 8, 16, 64):  # bytes of a word, and words
        both = np.mean(kept[distance:] & kept[:-distance])
        assert both == pytest.approx(0.09, abs=5 * np.sqrt(0.09 * 0.91 / 4e6))


@pytest.mark.parametrize("p", [0.3, 0.5, 0.9])
def test_a_kept_unit_and_its_gradient_are_divided_by_p(p):
    rng = np.random.default_rng(2)
    x, dout = rng.uniform(1, 2, (30, 40)), rng.normal(size=(30, 40))
    out, cache = dropout_forward(x, train(p))
    factor = np.where(out != 0, 1 / p, 0)
    np.testing.assert_allclose(out, x * factor, rtol=1e-15)
    np.testing.assert_allclose(dropout_backward(dout, cache), dout * factor, rtol=1e-15)


def test_a_unit_that_is_zero_passes_its_gradient_when_it_is_kept():
    out, cache = dropout_forward(np.zeros((50, 50)), train(0.5, seed=3))
    dx = dropout_backward(np.ones((50, 50)), cache)
    assert not out.any()
    assert sorted(np.unique(dx)) == [0, 2]


@pytest.mark.parametrize("shape", [(), (0,), (1,), (7,), (8, 1), (3, 3), (2, 3, 4, 5)])
def test_any_shape_will_do(shape):
    x = np.ones(shape)
    out, cache = dropout_forward(x, train(0.5, seed=4))
    assert out.shape == dropout_backward(x, cache).shape == shape


def test_nothing_is_dropped_when_p_is_1_or_in_test_mode():
    x = np.random.default_rng(5).normal(size=(40, 50))
    for param in (train(1), train(1.0), {"p": 0.3, "mode": "test"}):
        out, cache = dropout_forward(x, param)
        assert np.array_equal(out, x)
        assert np.array_equal(dropout_backward(x, cache), x)


def test_a_seed_repeats_a_mask_and_nothing_else_does():
    x = np.ones((20, 20))

    def draw(**more):
        return dropout_forward(x, train(0.5, **more))[0].tobytes()

    assert draw(seed=0) == draw(seed=0) != draw(seed=1)
    assert draw() != draw()
    rng = np.random.default_rng(6)
    assert draw(rng=rng) != draw(rng=rng)
    assert draw(rng=np.random.default_rng(7)) == draw(rng=np.random.default_rng(7))


def test_the_global_random_state_is_neither_read_nor_changed():
    x = np.ones((5, 6, 3, 3))
    np.random.seed(0)
    before = np.random.get_state()[1].copy()
    first, _ = dropout_forward(x, train(0.5))
    assert np.array_equal(np.random.get_state()[1], before)
    np.random.seed(0)
    second, _ = dropout_forward(x, train(0.5))
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("mode", ["train", "test"])
def test_the_dtype_is_kept_and_no_argument_is_changed(dtype, mode):
    x = np.ones((4, 5, 2, 2), dtype)
    x.setflags(write=False)
    param = {"p": 0.5, "mode": mode, "seed": 11}
    out, cache = dropout_forward(x, param)
    assert out.dtype == dropout_backward(x, cache).dtype == dtype
    assert param == {"p": 0.5, "mode": mode, "seed": 11}


@pytest.mark.parametrize(
    ("param", "message"),
    [
        (train(0), "probability of keeping a unit: above 0, up to 1, not 0"),
        (train(1.5), "not 1.5"),
        (train(float("nan")), "not nan"),
        ({"p": 0.5, "mode": "eval"}, """mode is "train" or "test", not 'eval'"""),
        (train(0.5, seed=1, rng=np.random.default_rng(1)), "a seed and an rng"),
    ],
)
def test_what_cannot_be_meant_is_refused(param, message):
    with pytest.raises(ValueError, match=message):
        dropout_forward(np.ones(3), param)
