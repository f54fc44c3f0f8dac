"""Random changes of images that leave what they show: more training data from the same data.

Every function takes images of shape (N, H, W) or (N, C, H, W), floats or integers, changes each
image by a draw of its own (all channels of an image alike), and returns new images of the same
shape and dtype. Values stay between the smallest and the largest of the images and of fill.
``seed`` is an int or a Generator; a Solver hands its own Generator to what it is given as augment:

    pipeline = augment.pipeline(augment.random_shift, partial(augment.random_rotation, degrees=10))
    Solver(net, data, augment=pipeline)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab.warp import images_of, integer_shift, warp

Images = NDArray[Any]
Seed: TypeAlias = "int | np.random.Generator"
Step = Callable[..., Images]


def random_flip(
    images: ArrayLike, seed: Seed, *, direction: str = "horizontal", chance: float = 0.5
) -> Images:
    """Mirror some of the images.

    Args:
        images: see above.
        seed: see above.
        direction: "horizontal" exchanges left and right, "vertical" top and bottom.
        chance: of each image to be mirrored.
    """
    if direction not in ("horizontal", "vertical"):
        raise ValueError(f'direction must be "horizontal" or "vertical", not {direction!r}')
    out = images_of(images).copy()
    chosen = np.random.default_rng(seed).random(len(out)) < chance
    out[chosen] = np.flip(out[chosen], axis=-1 if direction == "horizontal" else -2)
    return out


def random_shift(
    images: ArrayLike, seed: Seed, *, largest: int | tuple[int, int] = 1, fill: float = 0
) -> Images:
    """Move each image by a whole number of pixels.

    Args:
        images: see above.
        seed: see above.
        largest: shift in either direction, for rows and columns or as a pair; all whole numbers
            from -largest to largest are equally likely.
        fill: what comes in at the edge.
    """
    images, rng = images_of(images), np.random.default_rng(seed)
    down, right = (largest, largest) if isinstance(largest, int) else largest
    rows = rng.integers(-down, down, len(images), endpoint=True)
    columns = rng.integers(-right, right, len(images), endpoint=True)
    return integer_shift(images, rows, columns, fill)


def random_crop(
    images: ArrayLike, seed: Seed, *, padding: int = 4, mode: str = "constant"
) -> Images:
    """Pad each image on all sides and cut a window of its old size out, anywhere.

    Args:
        images: see above.
        seed: see above.
        padding: in pixels.
        mode: of numpy.pad: "constant" pads with 0, "edge" and "reflect" with the image.

    Source: He, Zhang, Ren and Sun, Deep Residual Learning, CVPR 2016.
    """
    images, rng = images_of(images), np.random.default_rng(seed)
    width = [(0, 0)] * (images.ndim - 2) + [(padding, padding)] * 2
    padded = np.pad(images, width, mode=mode)  # type: ignore[call-overload]  # any mode of pad
    tops, lefts = rng.integers(0, 2 * padding, (2, len(images)), endpoint=True)
    moved = integer_shift(padded, padding - tops, padding - lefts, 0)
    window = slice(padding, -padding or None)
    return np.ascontiguousarray(moved[..., window, window])


def random_rotation(
    images: ArrayLike, seed: Seed, *, degrees: float = 15, fill: float = 0
) -> Images:
    """Turn each image about its centre, with bilinear interpolation.

    Args:
        images: see above.
        seed: see above.
        degrees: the largest angle, either way; all between are equally likely.
        fill: what comes in at the corners.
    """
    images, rng = images_of(images), np.random.default_rng(seed)
    angle = np.deg2rad(rng.uniform(-degrees, degrees, len(images)))
    cos, sin = np.cos(angle), np.sin(angle)
    return warp(images, np.stack([cos, sin, -sin, cos], axis=1).reshape(-1, 2, 2), fill)


def random_zoom(
    images: ArrayLike, seed: Seed, *, low: float = 0.9, high: float = 1.1, fill: float = 0
) -> Images:
    """Enlarge or shrink each image about its centre, with bilinear interpolation.

    Args:
        images: see above.
        seed: see above.
        low: the smallest factor; below 1 the image shrinks.
        high: the largest factor; the logarithm of the factor is uniform between the two.
        fill: what comes in around a shrunken image.
    """
    if not 0 < low <= high:
        raise ValueError(f"0 < low <= high is needed, not low = {low} and high = {high}")
    images, rng = images_of(images), np.random.default_rng(seed)
    factor = np.exp(rng.uniform(np.log(low), np.log(high), len(images)))
    return warp(images, np.eye(2) / factor[:, None, None], fill)


def random_noise(images: ArrayLike, seed: Seed, *, spread: float = 0.1) -> Images:
    """Add Gaussian noise, and clip to the range of the images.

    Args:
        images: see above.
        seed: see above.
        spread: standard deviation, in the unit of the pixels.
    """
    images, rng = images_of(images), np.random.default_rng(seed)
    if images.size == 0:
        return images.copy()
    noisy = images + spread * rng.standard_normal(images.shape)
    if images.dtype.kind != "f":
        noisy = np.rint(noisy)
    return noisy.clip(images.min(), images.max()).astype(images.dtype)


def pipeline(*steps: Step, shape: tuple[int, ...] | None = None) -> Step:
    """One function (images, seed) that does all the steps in turn.

    Args:
        steps: functions of (images, seed), such as those above.
        shape: of an image, such as (8, 8), when images come as flat rows, and are to leave so.
    """

    def run(images: ArrayLike, seed: Seed) -> Images:
        given, rng = np.asarray(images), np.random.default_rng(seed)
        out = given if shape is None else given.reshape(-1, *shape)
        for step in steps:
            out = step(out, rng)
        return out.reshape(given.shape)

    return run
