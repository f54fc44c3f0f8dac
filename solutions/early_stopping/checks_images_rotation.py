"""Checks of random_rotation, most basic first."""

import common_images as common
import numpy as np

from autograder import Exercise, Message, expect

rotation = Exercise("random_rotation", module="augmenting")


@rotation.check(points=1)
def an_angle_of_0_changes_nothing(submission, reference, rng):
    """With low = high = 0 the images come back as they are."""
    text = "With an angle of 0, pixels change by up to {change:.2g}."
    hint = "Which place does a pixel come from when nothing turns?"
    common.expect_same(submission, "random_rotation", rng, 0.0, text, hint)


def by_right_angles(submission, rng):
    """The right angles, counter-clockwise, that are asked for, and those by which images turn."""
    for degrees, times in ((90.0, 1), (-90.0, 3), (180.0, 2)):
        for side in (7, 8):
            images = rng.uniform(0.1, 1.0, (10, side, side))
            out = common.changed(submission, "random_rotation", images, 2, degrees, degrees)
            found = out[:, 1:-1, 1:-1]  # the edge may come from a rounding error beyond
            turned = [np.rot90(images, n, axes=(1, 2))[:, 1:-1, 1:-1] for n in range(4)]
            wrong = np.array([(np.abs(found - a) > common.RTOL).mean() for a in turned])
            yield degrees, times, np.flatnonzero(wrong == 0), wrong[times], (degrees, side, found)


def sense(submission, rng):
    """-1 if images turn clockwise, which costs a point elsewhere; otherwise 1."""
    _, _, turned, _, _ = next(by_right_angles(submission, rng))
    return -1 if 3 in turned else 1


@rotation.check(points=1)
def turns_by_right_angles(submission, reference, rng):
    """With low = high = 90, -90 or 180 degrees images turn by this angle, in either direction."""
    hint = "Which place of the OLD image does a pixel of the NEW one show? np.cos takes radians."
    for degrees, times, turned, wrong, seen in by_right_angles(submission, rng):
        text = "By {degrees:g} degrees, {wrong:.0%} of the pixels are wrong."
        message = Message(text, degrees=degrees, wrong=wrong)
        expect(times in turned or 4 - times in turned, message, hint, observed=seen)


@rotation.check(points=1, after=turns_by_right_angles)
def turns_counter_clockwise(submission, reference, rng):
    """Positive angles turn counter-clockwise, as np.rot90 does."""
    hint = "If the image turns one way, the places that its pixels come from turn the other way."
    for degrees, times, turned, _, _ in by_right_angles(submission, rng):
        message = Message("By {degrees:g} degrees, the images turn the other way.", degrees=degrees)
        expect(times in turned, message, hint, observed=degrees)


@rotation.check(points=1, after=(an_angle_of_0_changes_nothing, turns_by_right_angles))
def turns_by_any_angle(submission, reference, rng):
    """By any other angle, images turn about their centre, with bilinear interpolation."""
    hint = "look_up interpolates between pixels: give it the places as they are."
    way = sense(submission, rng)
    for degrees in (30.0, -50.0, 130.0):
        images = rng.uniform(0.1, 1.0, (10, 10, 10))
        out = common.changed(submission, "random_rotation", images, 3, degrees, degrees)
        what = Message("By {degrees:g} degrees", degrees=degrees)
        common.expect_warped(out, images, common.turn(way * degrees), what, hint)


@rotation.check(points=1)
def turns_0_into_the_corners(submission, reference, rng):
    """Pixels that come from outside the image are 0, as in the corners."""
    images = rng.uniform(0.5, 1.0, (10, 13, 13))
    out = common.changed(submission, "random_rotation", images, 4, 45.0, 45.0)
    outside = common.beyond(*common.places(common.turn(45.0), 13, 13), 13, 13) > 1.7
    share = np.mean(out[:, outside] != 0)
    text = "By 45 degrees, {share:.0%} of the pixels that come from outside are not 0."
    hint = "look_up gives 0 outside of the image. Which places does it get?"
    expect(share == 0, Message(text, share=share), hint)


@rotation.check(points=1)
def draws_an_angle_for_each_image(submission, reference, rng):
    """Each image is turned by an angle of its own."""
    text = "30 copies of one image were turned by {different} different angles."
    common.expect_different(submission, "random_rotation", rng, 5, -5.0, 5.0, text)


@rotation.check(points=1, after=(draws_an_angle_for_each_image, turns_by_any_angle))
def draws_all_angles_alike(submission, reference, rng):
    """All angles between low and high are equally likely, and there are no others."""
    way = sense(submission, rng)
    for low, high in ((-20.0, 40.0), (5.0, 25.0)):
        images, slope = common.slopes(rng, 1500)
        out = common.changed(submission, "random_rotation", images, 6, low, high)
        # The place is M @ (r, c), so the slope is M.T @ slope; as complex numbers, a factor.
        new, old = (s[:, 1] + 1j * s[:, 0] for s in (common.slopes_of(out), slope))
        angles = way * np.degrees(np.angle(old / new))
        common.expect_uniform(angles, low, high, Message("Angles"), common.BOUNDS)


@rotation.check(points=1)
def turns_by_the_seed(submission, reference, rng):
    """A seed repeats its images, another seed gives others; a Generator draws at each call."""
    images = rng.uniform(0.1, 1.0, (10, 6, 6))
    common.expect_seeded(submission, "random_rotation", images, -30.0, 30.0)


@rotation.check(points=1, hidden=True)
def turns_into_a_new_array(submission, reference, rng):
    """The given images are not changed; new ones have their shape and dtype, no larger values."""
    common.expect_polite(submission, "random_rotation", rng, -90.0, 90.0)


@rotation.check(points=1, after=turns_by_any_angle, hidden=True)
def turns_images_that_are_not_square(submission, reference, rng):
    """The centre is at row (H - 1) / 2 and column (W - 1) / 2, whatever H and W are."""
    way = sense(submission, rng)
    for shape, degrees in (((10, 7, 12), 90.0), ((10, 12, 7), 35.0)):
        images = rng.uniform(0.1, 1.0, shape)
        out = common.changed(submission, "random_rotation", images, 7, degrees, degrees)
        text, hint = "{H} x {W} pixels by {degrees:g} degrees", "H counts the rows, W the columns."
        what = Message(text, H=shape[1], W=shape[2], degrees=degrees)
        common.expect_warped(out, images, common.turn(way * degrees), what, hint)
