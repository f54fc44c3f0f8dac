"""Augmentation: what each step may do to an image, and what it must leave."""

from functools import partial

import numpy as np
import pytest

from reglab import augment
from reglab.warp import warp

RNG = np.random.default_rng(0)
STEPS = {
    "flip": augment.random_flip,
    "flip vertical": partial(augment.random_flip, direction="vertical"),
    "shift": partial(augment.random_shift, largest=(3, 1)),
    "crop": augment.random_crop,
    "crop reflect": partial(augment.random_crop, padding=3, mode="reflect"),
    "rotation": partial(augment.random_rotation, degrees=40),
    "zoom": partial(augment.random_zoom, low=0.5, high=2),
    "noise": partial(augment.random_noise, spread=0.5),
}
SHAPES = [(6, 8, 8), (6, 5, 9), (6, 3, 8, 8), (6, 1, 4, 7), (0, 8, 8)]
each_step = pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)


@each_step
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.uint8, np.int64])
def test_shape_dtype_and_range_stay_and_the_images_too(step, shape, dtype):
    images = (RNG.random(shape) * (200 if np.dtype(dtype).kind in "iu" else 1)).astype(dtype)
    original = images.copy()
    images.setflags(write=False)
    out = step(images, 1)
    assert (out.shape, out.dtype) == (images.shape, images.dtype)
    assert np.array_equal(images, original)
    assert not np.shares_memory(out, images)
    if out.size:
        assert out.min() >= min(images.min(), 0)
        assert out.max() <= images.max()


@each_step
def test_the_seed_decides(step):
    images = RNG.random((30, 8, 8))
    assert np.array_equal(step(images, 1), step(images, 1))
    assert np.array_equal(step(images, 1), step(images, np.random.default_rng(1)))
    assert not np.array_equal(step(images, 1), step(images, 2))


@each_step
def test_every_image_has_a_draw_of_its_own(step):
    out = step(np.repeat(RNG.random((1, 8, 8)), 30, axis=0), 1)
    assert len(np.unique(out.round(12).reshape(30, -1), axis=0)) > 1


@pytest.mark.parametrize("name", set(STEPS) - {"noise"})
def test_all_channels_of_an_image_move_alike(name):
    one = RNG.random((5, 8, 8))
    out = STEPS[name](np.stack([one, one], axis=1), 1)
    assert np.array_equal(out[:, 0], out[:, 1])
    assert np.array_equal(out[:, 0], STEPS[name](one, 1))


def test_about_the_chance_of_all_images_is_mirrored_and_the_others_are_not_touched():
    images = RNG.random((4000, 2, 3))
    out = augment.random_flip(images, 0, chance=0.3)
    mirrored = (out == images[..., ::-1]).all(axis=(1, 2))
    assert ((out == images).all(axis=(1, 2)) ^ mirrored).all()
    assert mirrored.mean() == pytest.approx(0.3, abs=6 * np.sqrt(0.21 / 4000))


def test_shifts_take_every_whole_number_and_fill_the_edge():
    image = np.arange(1.0, 26).reshape(5, 5)
    out = augment.random_shift(np.repeat(image[None], 500, axis=0), 0, largest=(2, 1), fill=-1)
    expected = set()
    for down in range(-2, 3):
        for right in range(-1, 2):
            moved = np.full((9, 7), -1.0)
            moved[2 + down : 7 + down, 1 + right : 6 + right] = image
            expected.add(moved[2:7, 1:6].tobytes())
    assert {picture.tobytes() for picture in out} == expected


def test_a_crop_is_a_window_of_the_padded_image():
    images = RNG.random((60, 3, 6, 6))
    out = augment.random_crop(images, 0, padding=2, mode="reflect")
    padded = np.pad(images, ((0, 0), (0, 0), (2, 2), (2, 2)), mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (6, 6), axis=(2, 3))
    found = (windows == out[:, :, None, None]).all(axis=(1, 4, 5))  # (N, 5, 5)
    assert found.any(axis=(1, 2)).all()
    assert found.any(axis=0).sum() > 15


def test_without_padding_nothing_is_cropped():
    images = RNG.random((4, 6, 6))
    assert np.array_equal(augment.random_crop(images, 0, padding=0), images)


@pytest.mark.parametrize("side", [4, 5])
def test_a_quarter_turn_is_exact(side):
    images = RNG.random((2, side, side))
    quarter = np.array([[[0, 1], [-1, 0]], [[0, -1], [1, 0]]])
    out = warp(images, quarter, 0)
    assert np.array_equal(out[0], np.rot90(images[0]))
    assert np.array_equal(out[1], np.rot90(images[1], -1))


def test_a_rotation_agrees_with_scipy():
    ndimage = pytest.importorskip("scipy.ndimage")
    images = np.pad(RNG.random((3, 7, 7)), ((0, 0), (4, 4), (4, 4)))
    angles = np.array([10.0, -25.0, 40.0])
    cos, sin = np.cos(np.deg2rad(angles)), np.sin(np.deg2rad(angles))
    out = warp(images, np.stack([cos, sin, -sin, cos], axis=1).reshape(-1, 2, 2), 0)
    for image, angle, ours in zip(images, angles, out, strict=True):
        expected = ndimage.rotate(image, angle, reshape=False, order=1)
        np.testing.assert_allclose(ours, expected, atol=1e-7)


def test_a_linear_picture_zooms_into_itself():
    plane = np.add.outer(np.arange(9.0), 3 * np.arange(9.0)) - 16
    out = augment.random_zoom(np.repeat(plane[None], 20, axis=0), 0, low=1.2, high=2.0)
    ratio = out / np.where(plane == 0, np.nan, plane)
    factor = np.nanmedian(ratio, axis=(1, 2), keepdims=True)
    np.testing.assert_allclose(out, factor * plane, atol=1e-7)
    assert 0.5 <= factor.min() < factor.max() <= 1 / 1.2


def test_noise_has_the_spread_that_was_asked_for():
    images = np.full((1, 300, 300), 0.5)
    images[0, 0, :2] = -10, 10
    noise = augment.random_noise(images, 0, spread=0.1) - images
    assert noise.mean() == pytest.approx(0, abs=6 * 0.1 / 300)
    assert noise.std() == pytest.approx(0.1, rel=6 / np.sqrt(2 * 300**2))


def test_a_pipeline_is_its_steps_in_turn_on_rows_as_well():
    images = RNG.random((10, 8, 8))
    both = augment.pipeline(STEPS["flip"], STEPS["rotation"])
    rng = np.random.default_rng(5)
    expected = STEPS["rotation"](STEPS["flip"](images, rng), rng)
    assert np.array_equal(both(images, 5), expected)
    rows = augment.pipeline(STEPS["flip"], STEPS["rotation"], shape=(8, 8))
    assert np.array_equal(rows(images.reshape(10, 64), 5), expected.reshape(10, 64))


@each_step
def test_what_is_no_batch_of_images_is_refused(step):
    with pytest.raises(ValueError, match=r"\(N, H, W\) or \(N, C, H, W\), not \(5, 64\)"):
        step(np.zeros((5, 64)), 0)
    with pytest.raises(TypeError, match="floats or integers, not complex"):
        step(np.zeros((5, 4, 4), complex), 0)


def test_impossible_settings_are_refused():
    images = np.zeros((1, 4, 4))
    with pytest.raises(ValueError, match='"horizontal" or "vertical"'):
        augment.random_flip(images, 0, direction="left")
    with pytest.raises(ValueError, match="0 < low <= high"):
        augment.random_zoom(images, 0, low=1.2)
