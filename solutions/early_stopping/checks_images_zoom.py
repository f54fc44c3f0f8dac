"""What is asked of random_zoom, most basic first."""

import common_images as common
import numpy as np

from autograder import Exercise, expect

zoom = Exercise("random_zoom", module="augmenting")


@zoom.check(points=1)
def a_factor_of_1_changes_nothing(submission, reference, rng):
    """With low = high = 1 the images come back as they are."""
    for shape in ((20, 7, 7), (20, 8, 8)):
        images = rng.uniform(0.1, 1.0, shape)
        out = common.changed(submission, "random_zoom", images, 1, 1.0, 1.0)
        inner = np.abs(out - images)[:, 1:-1, 1:-1].max()
        message = f"With a factor of 1, pixels change by up to {inner:.2g}."
        expect(
            inner < common.RTOL, message, "Which place does a pixel come from when nothing grows?"
        )


@zoom.check(points=2)
def enlarges_and_shrinks_about_the_centre(submission, reference, rng):
    """With a factor of 2 all is twice as far from the centre, and with 0.6 it is nearer."""
    hint = "Which place of the OLD image does a pixel of the NEW one show?"
    for factor in (2.0, 1.3, 0.6):
        for side in (9, 10):
            images = rng.uniform(0.1, 1.0, (10, side, side))
            out = common.changed(submission, "random_zoom", images, 2, factor, factor)
            what = f"With a factor of {factor:g} on {side} x {side} pixels"
            common.expect_warped(out, images, np.eye(2) / factor, what, hint)


@zoom.check(points=1)
def shrinks_into_0(submission, reference, rng):
    """What comes in around an image that shrinks is 0."""
    images = rng.uniform(0.5, 1.0, (10, 11, 11))
    out = common.changed(submission, "random_zoom", images, 3, 0.5, 0.5)
    outside = common.beyond(*common.places(np.eye(2) / 0.5, 11, 11), 11, 11) > 1 + 1e-6
    share = np.mean(out[:, outside] != 0)
    message = f"By 0.5, {share:.0%} of the pixels that come from outside are not 0."
    expect(share == 0, message, "look_up gives 0 outside of the image; does it get to know?")


@zoom.check(points=1)
def draws_a_factor_for_each_image(submission, reference, rng):
    """Each image has a factor of its own, the same for its rows and columns."""
    images = np.repeat(rng.uniform(0.1, 1.0, (1, 30, 30)), 30, axis=0)
    out = common.changed(submission, "random_zoom", images, 4, 0.7, 1.4)
    different = len(np.unique(np.round(out.reshape(30, -1), 9), axis=0))
    message = f"30 copies of one image were zoomed by {different} different factors."
    # Who rounds to the nearest pixel may make two of them alike, and pays for that elsewhere.
    expect(different > 20, message, common.ITS_OWN, observed=different)
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
        expect(bool(size.all()), "An inclined plane comes back flat.")
        factors = np.linalg.norm(slope, axis=1) / size
        common.expect_uniform(factors, low, high, "Factors", "rng.uniform(low, high): two bounds.")


@zoom.check(points=1)
def zooms_by_the_seed(submission, reference, rng):
    """The same seed zooms the same way, another one otherwise, and a Generator goes on."""
    images = rng.uniform(0.1, 1.0, (10, 6, 6))
    common.expect_seeded(submission, "random_zoom", images, 0.7, 1.3)


@zoom.check(points=1, hidden=True)
def zooms_into_a_new_array(submission, reference, rng):
    """The images given are not changed, and the new ones have their shape, dtype and range."""
    common.expect_polite(submission, "random_zoom", rng, 0.7, 1.4)


@zoom.check(points=1, after=enlarges_and_shrinks_about_the_centre, hidden=True)
def zooms_images_that_are_not_square(submission, reference, rng):
    """The centre is at row (H - 1) / 2 and column (W - 1) / 2, whatever H and W are."""
    for shape, factor in (((10, 7, 12), 1.7), ((10, 12, 7), 0.8)):
        images = rng.uniform(0.1, 1.0, shape)
        out = common.changed(submission, "random_zoom", images, 7, factor, factor)
        what = f"{shape[1]} x {shape[2]} pixels by a factor of {factor:g}"
        hint = "H is the number of rows, W of columns."
        common.expect_warped(out, images, np.eye(2) / factor, what, hint)
