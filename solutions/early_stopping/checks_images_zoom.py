"""Checks of random_zoom, most basic first."""

import common_images as common
import numpy as np

from autograder import Exercise, Message, expect

zoom = Exercise("random_zoom", module="augmenting")


@zoom.check(points=1)
def a_factor_of_1_changes_nothing(submission, reference, rng):
    """With low = high = 1 the images come back as they are."""
    text = "With a factor of 1, pixels change by up to {change:.2g}."
    hint = "Which place does a pixel come from when nothing grows?"
    common.expect_same(submission, "random_zoom", rng, 1.0, text, hint)


@zoom.check(points=2)
def enlarges_and_shrinks_about_the_centre(submission, reference, rng):
    """With a factor of 2 all is twice as far from the centre; with 0.6 it is nearer."""
    hint = "Which place of the OLD image does a pixel of the NEW one show?"
    for factor in (2.0, 1.3, 0.6):
        for side in (9, 10):
            images = rng.uniform(0.1, 1.0, (10, side, side))
            out = common.changed(submission, "random_zoom", images, 2, factor, factor)
            text = "With a factor of {factor:g} on {side} x {side} pixels"
            what = Message(text, factor=factor, side=side)
            common.expect_warped(out, images, np.eye(2) / factor, what, hint)


@zoom.check(points=1)
def shrinks_into_0(submission, reference, rng):
    """Around an image that shrinks, 0 comes in."""
    images = rng.uniform(0.5, 1.0, (10, 11, 11))
    out = common.changed(submission, "random_zoom", images, 3, 0.5, 0.5)
    outside = common.beyond(*common.places(np.eye(2) / 0.5, 11, 11), 11, 11) > 1 + 1e-6
    share = np.mean(out[:, outside] != 0)
    text = "By 0.5, {share:.0%} of the pixels that come from outside are not 0."
    hint = "look_up gives 0 outside of the image. Which places does it get?"
    expect(share == 0, Message(text, share=share), hint)


@zoom.check(points=1)
def draws_a_factor_for_each_image(submission, reference, rng):
    """Each image has a factor of its own, the same for its rows and columns."""
    text = "30 copies of one image were zoomed by {different} different factors."
    common.expect_different(submission, "random_zoom", rng, 4, 0.7, 1.4, text)
    images, slope = common.slopes(rng, 100)
    found = common.slopes_of(common.changed(submission, "random_zoom", images, 5, 0.8, 1.4))
    bent = np.abs(found[:, 0] * slope[:, 1] - found[:, 1] * slope[:, 0]).max() > 1e-4
    hint = "Draw one factor for each image, and use it twice."
    expect(not bent, "Rows and columns of an image have different factors.", hint, observed="two")


@zoom.check(points=1, after=(draws_a_factor_for_each_image, enlarges_and_shrinks_about_the_centre))
def draws_all_factors_alike(submission, reference, rng):
    """All factors between low and high are equally likely, and there are no others."""
    for low, high in ((0.6, 2.4), (1.1, 1.9)):
        images, slope = common.slopes(rng, 1500)
        found = common.slopes_of(common.changed(submission, "random_zoom", images, 6, low, high))
        size = np.linalg.norm(found, axis=1)
        expect(
            bool(size.all()),
            "An image that gets brighter to one side comes back even.",
        )
        factors = np.linalg.norm(slope, axis=1) / size
        common.expect_uniform(factors, low, high, Message("Factors"), common.BOUNDS)


@zoom.check(points=1)
def zooms_by_the_seed(submission, reference, rng):
    """A seed repeats its images, another seed gives others; a Generator draws at each call."""
    images = rng.uniform(0.1, 1.0, (10, 6, 6))
    common.expect_seeded(submission, "random_zoom", images, 0.7, 1.3)


@zoom.check(points=1, hidden=True)
def zooms_into_a_new_array(submission, reference, rng):
    """The given images are not changed; new ones have their shape and dtype, no larger values."""
    common.expect_polite(submission, "random_zoom", rng, 0.7, 1.4)


@zoom.check(points=1, after=enlarges_and_shrinks_about_the_centre, hidden=True)
def zooms_images_that_are_not_square(submission, reference, rng):
    """The centre is at row (H - 1) / 2 and column (W - 1) / 2, whatever H and W are."""
    for shape, factor in (((10, 7, 12), 1.7), ((10, 12, 7), 0.8)):
        images = rng.uniform(0.1, 1.0, shape)
        out = common.changed(submission, "random_zoom", images, 7, factor, factor)
        text = "{H} x {W} pixels by a factor of {factor:g}"
        what = Message(text, H=shape[1], W=shape[2], factor=factor)
        hint = "H counts the rows, W the columns."
        common.expect_warped(out, images, np.eye(2) / factor, what, hint)
