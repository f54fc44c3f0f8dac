"""What is asked of random_rotation, most basic first."""

import common_images as common
import numpy as np

from autograder import Exercise, expect

rotation = Exercise("random_rotation", module="augmenting")


@rotation.check(points=1)
def an_angle_of_0_changes_nothing(submission, reference, rng):
    """With low = high = 0 the images come back as they are."""
    for shape in ((20, 7, 7), (20, 8, 8)):
        images = rng.uniform(0.1, 1.0, shape)
        out = common.changed(submission, "random_rotation", images, 1, 0.0, 0.0)
        inner = np.abs(out - images)[:, 1:-1, 1:-1].max()
        message = f"With an angle of 0, pixels change by up to {inner:.2g}."
        expect(
            inner < common.RTOL, message, "Which place does a pixel come from when nothing turns?"
        )


def by_right_angles(submission, rng):
    """By how many right angles counter-clockwise images are turned, and by how many asked."""
    for degrees, times in ((90.0, 1), (-90.0, 3), (180.0, 2)):
        for side in (7, 8):
            images = rng.uniform(0.1, 1.0, (10, side, side))
            out = common.changed(submission, "random_rotation", images, 2, degrees, degrees)
            found = out[:, 1:-1, 1:-1]  # the edge may come from a rounding error beyond
            turned = [np.rot90(images, n, axes=(1, 2))[:, 1:-1, 1:-1] for n in range(4)]
            wrong = np.array([(np.abs(found - a) > common.RTOL).mean() for a in turned])
            yield degrees, times, np.flatnonzero(wrong == 0), wrong[times], (degrees, side, found)


def sense(submission, rng):
    """-1 for who turns clockwise, which costs a point elsewhere, and 1 for the others."""
    _, _, turned, _, _ = next(by_right_angles(submission, rng))
    return -1 if 3 in turned else 1


@rotation.check(points=1)
def turns_by_right_angles(submission, reference, rng):
    """With low = high = 90, -90 or 180 degrees the images are turned by just that, either way."""
    hint = "Which place of the OLD image does a pixel of the NEW one show? np.cos takes radians."
    for degrees, times, turned, wrong, seen in by_right_angles(submission, rng):
        message = f"By {degrees:g} degrees, {wrong:.0%} of the pixels are wrong."
        expect(times in turned or 4 - times in turned, message, hint, observed=seen)


@rotation.check(points=1, after=turns_by_right_angles)
def turns_counter_clockwise(submission, reference, rng):
    """Positive angles turn counter-clockwise, as np.rot90 does."""
    hint = "If the image turns one way, the places that its pixels come from turn the other way."
    for degrees, times, turned, _, _ in by_right_angles(submission, rng):
        message = f"By {degrees:g} degrees, the images turn the other way."
        expect(times in turned, message, hint, observed=degrees)


@rotation.check(points=1, after=(an_angle_of_0_changes_nothing, turns_by_right_angles))
def turns_by_any_angle(submission, reference, rng):
    """A pixel that comes from between old pixels is their bilinear mean, about the centre."""
    hint = "Places between pixels are what look_up is for: hand them over as they are."
    way = sense(submission, rng)
    for degrees in (30.0, -50.0, 130.0):
        images = rng.uniform(0.1, 1.0, (10, 10, 10))
        out = common.changed(submission, "random_rotation", images, 3, degrees, degrees)
        what = f"By {degrees:g} degrees"
        common.expect_warped(out, images, common.turn(way * degrees), what, hint)


@rotation.check(points=1)
def turns_0_into_the_corners(submission, reference, rng):
    """What comes in at the corners is 0."""
    images = rng.uniform(0.5, 1.0, (10, 13, 13))
    out = common.changed(submission, "random_rotation", images, 4, 45.0, 45.0)
    outside = common.beyond(*common.places(common.turn(45.0), 13, 13), 13, 13) > 1.7
    share = np.mean(out[:, outside] != 0)
    message = f"By 45 degrees, {share:.0%} of the pixels that come from outside are not 0."
    expect(share == 0, message, "look_up gives 0 outside of the image; does it get to know?")


@rotation.check(points=1)
def draws_an_angle_for_each_image(submission, reference, rng):
    """Each image is turned by an angle of its own."""
    images = np.repeat(rng.uniform(0.1, 1.0, (1, 30, 30)), 30, axis=0)
    out = common.changed(submission, "random_rotation", images, 5, -5.0, 5.0)
    different = len(np.unique(np.round(out.reshape(30, -1), 9), axis=0))
    message = f"30 copies of one image were turned by {different} different angles."
    # Who rounds to the nearest pixel may make two of them alike, and pays for that elsewhere.
    expect(different > 20, message, common.ITS_OWN, observed=different)


@rotation.check(points=1, after=(draws_an_angle_for_each_image, turns_by_any_angle))
def draws_all_angles_alike(submission, reference, rng):
    """All angles between low and high are equally likely, and there are no others."""
    hint = "rng.uniform(low, high): two bounds."
    way = sense(submission, rng)
    for low, high in ((-20.0, 40.0), (5.0, 25.0)):
        images, slope = common.slopes(rng, 1500)
        found = common.slopes_of(
            common.changed(submission, "random_rotation", images, 6, low, high)
        )
        # The place is M @ (r, c), so the slope is M.T @ slope; as complex numbers, a factor.
        new, old = (s[:, 1] + 1j * s[:, 0] for s in (found, slope))
        common.expect_uniform(way * np.degrees(np.angle(old / new)), low, high, "Angles", hint)


@rotation.check(points=1)
def turns_by_the_seed(submission, reference, rng):
    """The same seed turns the same way, another one otherwise, and a Generator goes on."""
    images = rng.uniform(0.1, 1.0, (10, 6, 6))
    common.expect_seeded(submission, "random_rotation", images, -30.0, 30.0)


@rotation.check(points=1, hidden=True)
def turns_into_a_new_array(submission, reference, rng):
    """The images given are not changed, and the new ones have their shape, dtype and range."""
    common.expect_polite(submission, "random_rotation", rng, -90.0, 90.0)


@rotation.check(points=1, after=turns_by_any_angle, hidden=True)
def turns_images_that_are_not_square(submission, reference, rng):
    """The centre is at row (H - 1) / 2 and column (W - 1) / 2, whatever H and W are."""
    way = sense(submission, rng)
    for shape, degrees in (((10, 7, 12), 90.0), ((10, 12, 7), 35.0)):
        images = rng.uniform(0.1, 1.0, shape)
        out = common.changed(submission, "random_rotation", images, 7, degrees, degrees)
        what = f"{shape[1]} x {shape[2]} pixels by {degrees:g} degrees"
        common.expect_warped(
            out, images, common.turn(way * degrees), what, "H is the number of rows, W of columns."
        )
