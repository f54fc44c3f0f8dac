"""Checks of random_zoom, most basic first; see those of random_rotation."""

from dataclasses import dataclass
from functools import partial

import common_images as common
import common_places as where
import numpy as np

from autograder import Exercise, Measured, Message, expect

zoom = Exercise("random_zoom", module="augmenting")


@dataclass(frozen=True)
class Manner:
    """How a function zooms: whether the other way round, and whether places are rounded."""

    inverse: bool = False
    rounded: bool = False

    def settings(self, *factors):
        """The factors to ask for, so that images are zoomed by these."""
        return tuple(1 / factor if self.inverse else factor for factor in factors)


def manner_of(submission):
    """The Manner of a random_zoom, from images that are to be zoomed by 1.6."""
    found = where.read_places(submission, "random_zoom", (4, 10, 10), 3, 1.6, 1.6)
    if None in found:
        return Manner()
    size = np.mean([np.sqrt(np.abs(np.linalg.det(one.matrix))) for one in found])
    return Manner(bool(abs(size - 1.6) < 0.2), all(one.rounded for one in found))


@zoom.check(points=1)
def a_factor_of_1_changes_nothing(submission, reference, rng):
    """With low = high = 1 the images come back as they are, and with others they do not."""
    text = "With a factor of 1, pixels change by up to {change:.2g}."
    hint = "Which place does a pixel come from when nothing grows?"
    common.expect_same(submission, "random_zoom", rng, 1.0, 1.5, text, hint)


@zoom.check(points=2)
def enlarges_and_shrinks_about_the_centre(submission, reference, rng):
    """With a factor of 2 all is twice as far from the centre; with 0.6 it is nearer."""
    hint = "Which place of the OLD image does a pixel of the NEW one show?"
    asked = []
    for factor in (2.0, 1.3, 0.6):
        for side in (9, 10):
            images = rng.uniform(0.1, 1.0, (10, side, side))
            out = common.changed(submission, "random_zoom", images, 2, factor, factor)
            asked.append((factor, images, out))
    for factor, images, out in asked:
        side = images.shape[1]
        text = "With a factor of {factor:g} on {side} x {side} pixels"
        what = Message(text, factor=factor, side=side)
        right = where.places(np.eye(2) / factor, side, side)
        common.expect_warped(out, images, right, what, hint)


@zoom.check(points=1)
def shrinks_into_0(submission, reference, rng):
    """Around an image that shrinks, 0 comes in."""
    hint = "look_up gives 0 outside of the image. Which places does it get?"
    settings = manner_of(submission).settings(0.5, 0.5)
    images = rng.uniform(0.5, 1.0, (10, 11, 11))
    out = common.changed(submission, "random_zoom", images, 3, *settings)
    read = where.read_places(submission, "random_zoom", images.shape, 3, *settings)
    far = 1.7 if any(one is not None and one.rounded for one in read) else 1 + 1e-6
    where.expect_0_outside(out, read, np.eye(2) / 0.5, far, "By 0.5", hint)


@zoom.check(points=1)
def draws_a_factor_for_each_image(submission, reference, rng):
    """Each image has a factor of its own, the same for its rows and columns."""
    text = "30 copies of one image were zoomed by {different} different factors."
    images, slope = where.slopes(rng, 800)
    out = common.changed(submission, "random_zoom", images, 5, 0.8, 1.4)
    common.expect_different(submission, "random_zoom", rng, 4, 0.7, 1.4, text)
    found = where.slopes_of(out)
    # Exchanging rows and columns is another mistake.
    pairs = [np.abs(found[:, i] * slope[:, 1] - found[:, 1 - i] * slope[:, 0]) for i in (0, 1)]
    bent = min(pair.max() for pair in pairs) > 1e-4 and not manner_of(submission).rounded
    hint = "Draw one factor for each image, and use it twice."
    message = "Rows and columns of an image have different factors."
    rows, columns = (found / slope).T
    with np.errstate(invalid="ignore"):  # of rows or columns that are all alike
        related = Measured(float(np.corrcoef(rows, columns)[0, 1]), 0.1)
    medians = (Measured(float(np.median(ratio)), 0.03) for ratio in (rows, columns))
    expect(not bent, message, hint, observed=("two", 7.3, related, *medians))
    common.expect_unrelated(sizes_of(slope, out), "The factors")


def sizes_of(slope, out, start=0):
    """How much steeper inclined planes have become; 0 where they have become even.

    Where rows and columns differ, as another check says, it is that of the rows.

    Args:
        slope: of all planes.
        out: the new images.
        start: the plane that the first of them was.
    """
    new, old = where.slopes_of(out), slope[start : start + len(out)]
    size = np.linalg.norm(new, axis=1) / np.linalg.norm(old, axis=1)
    rows, exchanged = np.abs(new[:, 0] / old[:, 0]), np.abs(new[:, 1] / old[:, 0])
    one = any(np.ptp(ratio / size) < 1e-3 for ratio in (rows, exchanged))
    uneven = out.shape[1] == 9 and not one  # small planes are those of exact places
    return rows[np.abs(old[:, 0]) > 0.02] if uneven else size


@zoom.check(points=1)
def draws_all_factors_alike(submission, reference, rng):
    """All factors between low and high are equally likely, and there are no others."""
    manner, drawn = manner_of(submission), []
    for bounds in ((0.7, 2.4), (1.1, 1.9)):
        images, slope = where.planes(rng, manner.rounded)
        read = partial(sizes_of, slope)
        drawn.append(common.unlike(submission, "random_zoom", images, read, bounds, 6))
    for sizes, (low, high) in zip(drawn, ((0.7, 2.4), (1.1, 1.9)), strict=True):
        message = "An image that gets brighter to one side comes back even."
        expect(bool(sizes.all()), message)
        factors, slack = sizes if manner.inverse else 1 / sizes, 0.1 if manner.rounded else 0.0
        common.expect_uniform(factors, low, high, Message("Factors"), common.BOUNDS, slack=slack)


@zoom.check(points=1)
def zooms_by_the_seed(submission, reference, rng):
    """A seed repeats its images, another seed gives others; a Generator draws at each call."""
    images = rng.uniform(0.1, 1.0, (10, 16, 16))
    common.expect_seeded(submission, "random_zoom", images, 0.7, 1.3)


@zoom.check(points=1, hidden=True)
def zooms_into_a_new_array(submission, reference, rng):
    """The given images are not changed; new ones have their shape and dtype, no larger values."""
    common.expect_polite(submission, "random_zoom", rng, (0.7, 1.4), (0.8, 0.9))


@zoom.check(points=1, hidden=True)
def zooms_images_that_are_not_square(submission, reference, rng):
    """The centre is at row (H - 1) / 2 and column (W - 1) / 2, whatever H and W are."""
    settings, others = (manner_of(submission).settings(factor, factor) for factor in (1.3, 2.0))
    hint = "H counts the rows, W the columns."
    where.expect_centre(submission, "random_zoom", settings, others, hint)
