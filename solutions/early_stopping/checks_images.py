"""Checks of random_flip and random_shift, most basic first."""

import common_images as common
import numpy as np

from autograder import (
    Exercise,
    Failed,
    Message,
    expect,
    expect_rate,
    is_rate,
    listed,
    measured_rate,
)

flip = Exercise("random_flip", module="augmenting")
shift = Exercise("random_shift", module="augmenting")


def pictures(rng, *shape):
    """Images in which no pixel is 0 or like another one."""
    return rng.uniform(0.1, 1.0, shape)


FLIPS = {
    "as it was": (slice(None), slice(None)),
    "mirrored": (slice(None), slice(None, None, -1)),
    "upside down": (slice(None, None, -1), slice(None)),
    "turned by 180 degrees": (slice(None, None, -1), slice(None, None, -1)),
}


def flips(out, images):
    """The change of each image, in words."""
    words = np.full(len(images), "something else", dtype=object)
    for name, (rows, columns) in FLIPS.items():
        words[(out == images[:, rows, columns]).all(axis=(1, 2))] = name
    return words


@flip.check(points=2)
def mirrors_left_and_right(submission, reference, rng):
    """Each image comes back in its place, as it was or with left and right exchanged."""
    hint = "Axis 0 counts the images, axis 1 the rows, axis 2 the columns."
    for side in (6, 7):
        images = pictures(rng, 80, side, side)
        found = flips(common.changed(submission, "random_flip", images, 2, 0.5), images)
        odd = sorted(set(found) - {"as it was", "mirrored"})
        text = "Some images come back wrong: {odd}."
        expect(not odd, Message(text, odd=listed(map(Message, odd))), hint, observed=tuple(odd))
    expect(bool((found != "as it was").any()), "Not one of 80 images is mirrored.", hint)


@flip.check(points=1)
def tosses_a_coin_for_each_image(submission, reference, rng):
    """Some images of a batch are mirrored and others are not."""
    for seed in (4, 5, 6):
        images = pictures(rng, 80, 4, 4)
        found = flips(common.changed(submission, "random_flip", images, seed, 0.5), images)
        share = np.mean(found != "as it was")
        message = Message("With chance = 0.5, {share:.0%} of 80 images are mirrored.", share=share)
        expect(0 < share < 1, message, common.ITS_OWN, observed="all alike")


@flip.check(points=1, after=tosses_a_coin_for_each_image)
def mirrors_as_often_as_asked(submission, reference, rng):
    """Each image is mirrored with the probability chance."""
    shares = {}
    for chance in (0.2, 0.7):
        images = pictures(rng, 3000, 2, 3)
        out = common.changed(submission, "random_flip", images, 5, chance)
        shares[chance] = flips(out, images) != "as it was"
    seen = tuple(measured_rate(mirrored) for mirrored in shares.values())
    hint = "chance is the probability of being mirrored. How often is rng.random() below it?"
    for chance, mirrored in shares.items():
        what = Message("With chance = {chance}, images mirrored", chance=chance)
        expect_rate(mirrored, chance, what, hint, observed=seen)
    for chance, right, message in (
        (0.0, False, "With chance = 0, some are mirrored."),
        (1.0, True, "With chance = 1, not all are mirrored."),
    ):
        images = pictures(rng, 30, 3, 3)
        out = common.changed(submission, "random_flip", images, 6, chance)
        wrong = ((flips(out, images) != "as it was") != right).any()
        expect(not wrong, message, hint, observed=(*seen, chance))


@flip.check(points=1)
def flips_by_the_seed(submission, reference, rng):
    """A seed repeats its images, another seed mirrors others; a Generator draws at each call."""
    common.expect_seeded(submission, "random_flip", pictures(rng, 80, 5, 5), 0.5)


@flip.check(points=1, hidden=True)
def flips_into_a_new_array(submission, reference, rng):
    """The given images are not changed; new ones have their shape and dtype, no larger values."""
    common.expect_polite(submission, "random_flip", rng, 0.5)


MODES = {  # of numpy.pad
    "constant": "0 comes in",
    "wrap": "what leaves comes back on the other side",
    "edge": "the edge is repeated where 0 should come in",
}


def moved(images, down, right, mode="constant"):
    """Images moved by whole pixels, with what this mode of numpy.pad lets in."""
    _, H, W = images.shape
    room = max(abs(down), abs(right))
    wide = np.pad(images, ((0, 0), (room, room), (room, room)), mode=mode)
    return wide[:, room - down : room - down + H, room - right : room - right + W]


def shifts(out, images, largest, mode="constant"):
    """The shift of each image, shape (N, 2), and True for images that were changed otherwise."""
    by, unknown = np.zeros((len(images), 2), dtype=int), np.ones(len(images), dtype=bool)
    for down in range(-largest, largest + 1):
        for right in range(-largest, largest + 1):
            same = (out == moved(images, down, right, mode)).all(axis=(1, 2))
            by[same], unknown[same] = (down, right), False
    return by, unknown


def read_off(submission, images, seed, largest):
    """The shift of each image, whatever came in at the edges."""
    out = common.changed(submission, "random_shift", images, seed, largest)
    for mode in MODES:
        by, unknown = shifts(out, images, largest, mode)
        if not unknown.any():
            return by
    hint = "Does image i come back as image i, moved by at most largest?"
    raise Failed("Some images were changed in an unknown way.", hint, observed="unknown")


@shift.check(points=2)
def moves_each_image_and_lets_0_in(submission, reference, rng):
    """Each image comes back in its place, moved by whole pixels, and 0 comes in at the edges."""
    for largest in (1, 3):
        images = pictures(rng, 60, 8, 8)
        out = common.changed(submission, "random_shift", images, 3, largest)
        known = [mode for mode in MODES if not shifts(out, images, largest, mode)[1].any()]
        if "constant" in known:
            continue
        seen = MODES[known[0]] if known else "they are changed in an unknown way"
        if not shifts(out, images, largest + 1)[1].any():
            seen = "they are moved further than that"
        hint = "Axis 1 counts the rows, axis 2 the columns. What comes in at an edge must be 0."
        text = "With largest = {largest}, some images are not moved as asked: {seen}."
        message = Message(text, largest=largest, seen=Message(seen))
        expect(False, message, hint, observed=(largest, seen))


@shift.check(points=1)
def draws_two_shifts_for_each_image(submission, reference, rng):
    """Each image has two draws of its own, one for up and down and one for the side."""
    by = read_off(submission, pictures(rng, 300, 7, 7), 4, 2)
    alike = (by == by[0]).all()
    expect(not alike, "All images have the same shift.", common.ITS_OWN, observed="alike")
    for axis, message in enumerate(
        (
            "All images have the same shift up or down.",
            "All images have the same shift to the side.",
        )
    ):
        still = (by[:, axis] == by[0, axis]).all()
        expect(not still, message, common.ITS_OWN)
    one_number = is_rate(by[:, 0] == by[:, 1], 0.2, tries=2)
    opposite = is_rate(by[:, 0] == -by[:, 1], 0.2, tries=2)
    message = "The shift to the side depends on the shift up or down."
    expect(one_number and opposite, message, "Draw twice for each image.", observed="one number")


@shift.check(points=1, after=draws_two_shifts_for_each_image)
def draws_all_shifts_alike(submission, reference, rng):
    """All whole numbers from -largest to largest are equally likely, in both directions."""
    by = read_off(submission, pictures(rng, 3000, 5, 5), 5, 2)
    numbers, hint = range(-2, 3), "Does the range include its end?"
    rates = tuple(measured_rate(by[:, 0] == n) for n in numbers)
    for axis, text in enumerate(
        (
            "With largest = 2, the shifts up and down are {seen}; 20% each is right.",
            "With largest = 2, the shifts to the side are {seen}; 20% each is right.",
        )
    ):
        fair = all(is_rate(by[:, axis] == n, 0.2, tries=10) for n in numbers)
        seen = ", ".join(f"{n}: {np.mean(by[:, axis] == n):.0%}" for n in numbers)
        expect(fair, Message(text, seen=seen), hint, observed=rates)


@shift.check(points=1)
def shifts_by_the_seed(submission, reference, rng):
    """A seed repeats its images, another seed gives others; a Generator draws at each call."""
    common.expect_seeded(submission, "random_shift", pictures(rng, 60, 6, 6), 2)


@shift.check(points=1, hidden=True)
def shifts_into_a_new_array(submission, reference, rng):
    """The given images are not changed; new ones have their shape and dtype, no larger values."""
    common.expect_polite(submission, "random_shift", rng, 2)


@shift.check(points=1, after=moves_each_image_and_lets_0_in, hidden=True)
def shifts_by_nothing_and_by_more_than_the_image(submission, reference, rng):
    """It works for largest = 0, for one beyond the image, and for any height and width."""
    hint = "An image that is moved by more than its width is gone: 0 everywhere."
    images = pictures(rng, 40, 3, 6)
    out = common.changed(submission, "random_shift", images, 6, 0)
    expect(np.array_equal(out, images), "With largest = 0, images are changed.", hint)
    for largest in (1, 2, 8):
        out = common.changed(submission, "random_shift", images, 6, largest)
        _, unknown = shifts(out, images, largest)
        text = "Images of 3 x 6 pixels with largest = {largest} are not moved as asked."
        expect(not unknown.any(), Message(text, largest=largest), hint, observed=largest)
    outs = [common.changed(submission, "random_shift", images, seed, 8) for seed in range(20)]
    gone = any((out == 0).all(axis=(1, 2)).any() for out in outs)
    expect(gone, "With largest = 8, no image ever leaves its 3 x 6 pixels.", hint)
