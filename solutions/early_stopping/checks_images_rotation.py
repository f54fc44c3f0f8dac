"""Checks of random_rotation, most basic first.

The way in which a function turns (its sense, the unit of its angles, its centre) is read off, and
each check but the one that asks for it goes along with it.
"""

from dataclasses import dataclass
from functools import partial

import common_images as common
import common_places as where
import numpy as np

from autograder import Exercise, Message, expect

rotation = Exercise("random_rotation", module="augmenting")


@dataclass(frozen=True)
class Manner:
    """How a function turns.

    Attributes:
        sense: 1 for counter-clockwise, -1 for clockwise.
        unit: degrees in the unit of its angles.
        swapped: whether rows and columns are exchanged.
        rounded: whether places are rounded.
        known: False where the angle is not what was asked in any of these ways.
    """

    sense: int = 1
    unit: float = 1.0
    swapped: bool = False
    rounded: bool = False
    known: bool = False

    def settings(self, *degrees):
        """The angles to ask for, so that images turn by so many degrees, one way or the other."""
        return tuple(angle / self.unit for angle in degrees)


def manner_of(submission):
    """The Manner of a random_rotation, from images that are to turn by 30 degrees."""
    read = partial(where.read_places, submission, "random_rotation", (4, 40, 40), 3)
    found = read(30.0, 30.0)
    if None in found:  # 30 radians about a corner turn the middle out of the image
        small = read(0.3, 0.3)
        turned = [0.0 if one is None else one.degrees for one in small]
        radians = np.abs(np.abs(turned) - np.degrees(0.3)).max() < 0.01
        return Manner(int(np.sign(turned[0])), np.degrees(1.0), known=True) if radians else Manner()
    swapped, rounded = (all(getattr(one, name) for one in found) for name in ("swapped", "rounded"))
    for unit in (1.0, np.degrees(1.0)):
        for sense in (1, -1):
            off = [(one.degrees - 30.0 * sense * unit + 180) % 360 - 180 for one in found]
            if np.abs(off).max() < (2 if rounded else 0.01):
                return Manner(sense, unit, swapped, rounded, True)
    return Manner(swapped=swapped, rounded=rounded)


@rotation.check(points=1)
def an_angle_of_0_changes_nothing(submission, reference, rng):
    """With low = high = 0 the images come back as they are, and with others they do not."""
    text = "With an angle of 0, pixels change by up to {change:.2g}."
    hint = "Which place does a pixel come from when nothing turns?"
    common.expect_same(submission, "random_rotation", rng, 0.0, 40.0, text, hint)


@rotation.check(points=1)
def turns_by_right_angles(submission, reference, rng):
    """With low = high = 90, -90 or 180 degrees images turn by this angle, in either direction."""
    hint = "Which place of the OLD image does a pixel of the NEW one show? np.cos takes radians."
    asked = []
    for degrees, times in ((90.0, 1), (-90.0, 3), (180.0, 2)):
        for side in (7, 8):
            images = rng.uniform(0.1, 1.0, (10, side, side))
            out = common.changed(submission, "random_rotation", images, 2, degrees, degrees)
            asked.append((degrees, times, images, out))
    for degrees, times, images, out in asked:
        found = out[:, 1:-1, 1:-1]  # the edge may come from a rounding error beyond
        turned = [np.rot90(images, n, axes=(1, 2))[:, 1:-1, 1:-1] for n in (times, 4 - times)]
        wrong = min((np.abs(found - one) > common.RTOL).mean() for one in turned)
        text = "By {degrees:g} degrees, {wrong:.0%} of the pixels are wrong."
        message = Message(text, degrees=degrees, wrong=wrong)
        expect(wrong == 0, message, hint, observed=(degrees, found))


@rotation.check(points=1)
def turns_counter_clockwise(submission, reference, rng):
    """Positive angles turn counter-clockwise, as np.rot90 does."""
    hint = "If the image turns one way, the places that its pixels come from turn the other way."
    manner = manner_of(submission)
    found = where.read_places(submission, "random_rotation", (10, 10, 10), 3, 10.0, 30.0)
    if manner.known:
        message = "By 30 degrees, the images turn the other way."
        expect(manner.sense == 1, message, hint, observed=30.3 * manner.sense)
        return
    expect(None not in found, common.NOTHING, hint, observed="nothing")
    least, most = (f([one.degrees for one in found]) for f in (min, max))
    text = "With low = 10 and high = 30, images turn by {least:.0f} to {most:.0f} degrees."
    message = Message(text, least=least, most=most)
    expect(least > 1, message, hint, observed=("some", least > 1, most > 1))


@rotation.check(points=1)
def turns_by_any_angle(submission, reference, rng):
    """By any other angle each pixel is interpolated bilinearly from the four around its place."""
    hint = "look_up interpolates between pixels: give it the places as they are."
    manner = manner_of(submission)
    asked = []
    for degrees in (30.0, 50.0, 130.0):
        settings = manner.settings(degrees, degrees)
        images = rng.uniform(0.1, 1.0, (10, 10, 10))
        out = common.changed(submission, "random_rotation", images, 3, *settings)
        read = where.read_places(submission, "random_rotation", images.shape, 3, *settings)
        asked.append((degrees, images, out, read))
    judged = 0
    for degrees, images, out, read in asked:
        what = Message("By {degrees:g} degrees", degrees=degrees)
        if None in read and judged and read_elsewhere(asked[0][-1]):
            continue  # the middle has left the image: the centre is wrong, as another check says
        angles = [manner.sense * degrees] * len(images)
        if not manner.known and None not in read and np.ptp([one.degrees for one in read]) > 1:
            angles = [one.degrees for one in read]  # low is ignored, as another check says
        common.expect_warped(out, images, own_places(read, angles, images.shape), what, hint)
        judged += 1


def read_elsewhere(read):
    """True if images turn about something else than their centre."""
    return all(one is not None and np.abs(one.shift).max() > 0.3 for one in read)


def own_places(read, angles, shape):
    """Rows and columns for turns by these angles, about the function's own centre."""
    rows, columns = [], []
    for one, degrees in zip(read, angles, strict=True):
        matrix = where.turn(degrees)
        if one is not None and one.swapped:
            matrix = matrix[::-1]
        r, c = where.places(matrix, *shape[1:])
        # What is rounded is wrong wherever its centre is.
        down, right = one.shift if one is not None and not one.rounded else (0.0, 0.0)
        rows.append(r + down)
        columns.append(c + right)
    return np.array(rows), np.array(columns)


@rotation.check(points=1)
def turns_0_into_the_corners(submission, reference, rng):
    """Pixels that come from outside the image are 0, as in the corners."""
    hint = "look_up gives 0 outside of the image. Which places does it get?"
    settings = manner_of(submission).settings(45.0, 45.0)
    images = rng.uniform(0.5, 1.0, (10, 13, 13))
    out = common.changed(submission, "random_rotation", images, 4, *settings)
    read = where.read_places(submission, "random_rotation", images.shape, 4, *settings)
    where.expect_0_outside(out, read, where.turn(45.0), 1.7, "By 45 degrees", hint)


@rotation.check(points=1)
def draws_an_angle_for_each_image(submission, reference, rng):
    """Each image is turned by an angle of its own."""
    text = "30 copies of one image were turned by {different} different angles."
    manner = manner_of(submission)
    images, slope = where.slopes(rng, 800)
    out = common.changed(submission, "random_rotation", images, 8, *manner.settings(-20.0, 30.0))
    settings = manner.settings(-8.0, 8.0)
    common.expect_different(submission, "random_rotation", rng, 5, *settings, text)
    common.expect_unrelated(angles_of(slope, Manner(), out), "The angles")


def angles_of(slope, manner, out, start=0):
    """The angles by which inclined planes were turned, in degrees.

    Args:
        slope: of all planes.
        manner: of the function.
        out: the new images.
        start: the plane that the first of them was.
    """
    # The place is M @ (r, c), so the slope is M.T @ slope; as complex numbers, a factor.
    new = where.slopes_of(out)
    old = slope[start : start + len(out)]
    old = old[:, ::-1] if manner.swapped else old
    new, old = (s[:, 1] + 1j * s[:, 0] for s in (new, old))
    angles = manner.sense * np.degrees(np.angle(old * np.conj(new)))
    return np.where(np.isfinite(angles), angles, 0.0)


@rotation.check(points=1)
def draws_all_angles_alike(submission, reference, rng):
    """All angles between low and high are equally likely, and there are no others."""
    manner = manner_of(submission)
    drawn = []
    for low, high in ((-20.0, 30.0), (5.0, 25.0)):
        images, slope = where.planes(rng, manner.rounded)
        read = partial(angles_of, slope, manner)
        settings = manner.settings(low, high)
        drawn.append(common.unlike(submission, "random_rotation", images, read, settings, 6))
    for angles, (low, high) in zip(drawn, ((-20.0, 30.0), (5.0, 25.0)), strict=True):
        slack = 0.15 if manner.rounded else 0.0
        common.expect_uniform(angles, low, high, Message("Angles"), common.BOUNDS, slack=slack)


@rotation.check(points=1)
def turns_by_the_seed(submission, reference, rng):
    """A seed repeats its images, another seed gives others; a Generator draws at each call."""
    images = rng.uniform(0.1, 1.0, (10, 16, 16))
    common.expect_seeded(submission, "random_rotation", images, -30.0, 30.0)


@rotation.check(points=1, hidden=True)
def turns_into_a_new_array(submission, reference, rng):
    """The given images are not changed; new ones have their shape and dtype, no larger values."""
    common.expect_polite(submission, "random_rotation", rng, (-90.0, 90.0), (10.0, 80.0))


@rotation.check(points=1, hidden=True)
def turns_images_that_are_not_square(submission, reference, rng):
    """The centre is at row (H - 1) / 2 and column (W - 1) / 2, whatever H and W are."""
    settings, others = (manner_of(submission).settings(angle, angle) for angle in (15.0, 40.0))
    hint = "H counts the rows, W the columns."
    where.expect_centre(submission, "random_rotation", settings, others, hint)
