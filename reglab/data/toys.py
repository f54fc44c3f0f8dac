"""Random points in the plane: moons, blobs and spirals.

Each function returns a Split whose X_* have the shape (N, 2). Each of the three sets has a random
stream of its own: the size of one does not change the others. The sizes of the classes in a set
differ by at most one.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.data.parts import Labels, Split

Points = NDArray[np.float64]
Shape = Callable[[Labels, np.random.Generator], Points]


def make_moons(
    n_train: int = 200, n_val: int = 200, n_test: int = 1000, *, noise: float = 0.2, seed: int = 0
) -> Split:
    """Two half circles of radius 1, the lower one shifted into the upper one.

    Args:
        n_train: training points.
        n_val: validation points.
        n_test: test points.
        noise: standard deviation of the normal noise on both coordinates.
        seed: of all points.
    """

    def moons(y: Labels, rng: np.random.Generator) -> Points:
        angle = np.pi * rng.random(len(y))
        upper = np.column_stack([np.cos(angle), np.sin(angle)])
        return np.where(y[:, None] == 0, upper, [1.0, 0.5] - upper)

    return _drawn(moons, 2, (n_train, n_val, n_test), noise, seed)


def make_blobs(
    n_train: int = 200,
    n_val: int = 200,
    n_test: int = 1000,
    *,
    classes: int = 3,
    noise: float = 0.7,
    seed: int = 0,
) -> Split:
    """Normal distributions around centers on a circle of radius 2; see make_moons."""

    def blobs(y: Labels, rng: np.random.Generator) -> Points:
        return _polar(np.full(len(y), 2.0), 2 * np.pi * y / classes)

    return _drawn(blobs, classes, (n_train, n_val, n_test), noise, seed)


def make_spirals(
    n_train: int = 200,
    n_val: int = 200,
    n_test: int = 1000,
    *,
    classes: int = 2,
    turns: float = 1.0,
    noise: float = 0.05,
    seed: int = 0,
) -> Split:
    """Spirals from the center to radius 1 with so many turns; see make_moons.

    Source: the Stanford course cs231n has such spirals.
    """

    def spirals(y: Labels, rng: np.random.Generator) -> Points:
        out = rng.random(len(y))
        return _polar(out, 2 * np.pi * (turns * out + y / classes))

    return _drawn(spirals, classes, (n_train, n_val, n_test), noise, seed)


def _polar(radius: NDArray[Any], angle: NDArray[Any]) -> Points:
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _drawn(
    shape: Shape, classes: int, sizes: tuple[int, int, int], noise: float, seed: int
) -> Split:
    """Three sets of the given sizes, each from a random stream of its own."""
    if classes < 2 or min(sizes) < classes or noise < 0:
        raise ValueError(
            "classes must be 2 or more, each set needs at least one point of each class, and "
            f"noise must not be negative; they are {classes}, {sizes} and {noise}"
        )
    parts = []
    for size, stream in zip(sizes, np.random.SeedSequence(seed).spawn(3), strict=True):
        rng = np.random.default_rng(stream)
        y = rng.permutation(np.arange(size) % classes)
        parts.append((shape(y, rng) + rng.normal(0, noise, (size, 2)), y))
    (X_train, y_train), (X_val, y_val), (X_test, y_test) = parts
    return Split(
        X_train=X_train,
        y_train=y_train,
        X_val=X_val,
        y_val=y_val,
        X_test=X_test,
        y_test=y_test,
        y_train_clean=y_train,
        classes=tuple(map(str, range(classes))),
    )
