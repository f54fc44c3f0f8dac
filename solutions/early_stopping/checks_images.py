"""Checks of random_flip and random_shift, most basic first."""

import common_images as common
import numpy as np
from common_moves import (
    MODES,
    flipped,
    flips,
    mode_of,
    rates_of,
    read_off,
    shifted,
    shifts,
)

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


@flip.check(points=2)
def mirrors_left_and_right(submission, reference, rng):
    """Each image comes back in its place, as it was or with left and right exchanged."""
    hint = "Axis 0 counts the images, axis 1 the rows, axis 2 the columns."
    asked = [pictures(rng, 80, *size) for size in ((6, 6), (7, 7), (5, 8))]
    moves = False  # a single coin for all may show only in some of the calls
    for images in asked:
        outs = [
            common.changed(submission, "random_flip", images, seed, 0.5) for seed in range(2, 14)
        ]
        words = np.concatenate([flips(out, images) for out in outs])
        odd = sorted(set(words) - {"as it was", "mirrored"})
        text = "Some images come back wrong: {odd}."
        message = Message(text, odd=listed(map(Message, odd)))
        expect(not odd, message, hint, observed=(*odd, *rates_of(outs, images)))
        moves = moves or bool((words != "as it was").any())
    expect(moves, "Not one of 80 images is mirrored.", hint)


@flip.check(points=1)
def tosses_a_coin_for_each_image(submission, reference, rng):
    """Each image of a batch has a coin of its own, which has to do with no other."""
    images = pictures(rng, 80, 4, 4)
    mirrored = np.array([flipped(submission, images, seed, 0.5) for seed in range(4, 20)])
    alike = "all alike", bool(mirrored.all(axis=1).any()), bool((~mirrored).all(axis=1).any()), 7.3
    for row in mirrored:
        share = np.mean(row)
        message = Message("With chance = 0.5, {share:.0%} of 80 images are mirrored.", share=share)
        expect(0 < share < 1, message, common.ITS_OWN, observed=alike)
    # 16 equal counts of 80 coins come about in fewer than 1 of 10**18 cases.
    counts = mirrored.sum(axis=1)
    text = "With chance = 0.5, exactly {count} of 80 images are mirrored, whatever the seed."
    message = Message(text, count=counts[0])
    expect(np.ptp(counts) > 0, message, common.ITS_OWN, observed=("count", counts[0] + 0.3))
    repeat = bool((mirrored == mirrored[0]).all())
    if not repeat:  # else the seed has no effect, as another check says
        common.expect_unrelated(mirrored.ravel(), Message("The coins"))


@flip.check(points=1)
def mirrors_as_often_as_asked(submission, reference, rng):
    """Each image is mirrored with the probability chance."""
    hint = "chance is the probability of being mirrored. How often is rng.random() below it?"
    shares = {}
    for chance in (0.2, 0.7):
        images = pictures(rng, 3000, 2, 3)
        shares[chance] = flipped(submission, images, 5, chance)
        if shares[chance].mean() in (0, 1):  # one coin for all: then for two at a time
            pairs = [flipped(submission, images[2 * i :][:2], i, chance) for i in range(300)]
            shares[chance] = np.array([pair[0] for pair in pairs])
    ends = {
        chance: flipped(submission, pictures(rng, 30, 3, 3), 6, chance).mean()
        for chance in (0.0, 1.0)
    }
    seen = (*map(measured_rate, shares.values()), *(share + 7.3 for share in ends.values()))
    for chance, mirrored in shares.items():
        what = Message("With chance = {chance}, images mirrored", chance=chance)
        expect_rate(mirrored, chance, what, hint, observed=seen)
    for chance, share in ends.items():
        text = "With chance = {chance:g}, {share:.0%} of the images are mirrored."
        message = Message(text, chance=chance, share=share)
        expect(share == chance, message, hint, observed=seen)


@flip.check(points=1)
def flips_by_the_seed(submission, reference, rng):
    """A seed repeats its images, another seed mirrors others; a Generator draws at each call."""
    common.expect_seeded(submission, "random_flip", pictures(rng, 80, 5, 5), 0.5)


@flip.check(points=1, hidden=True)
def flips_into_a_new_array(submission, reference, rng):
    """The given images are not changed; new ones have their shape and dtype, no larger values."""
    common.expect_polite(submission, "random_flip", rng, (0.5,), (0.2,))


@shift.check(points=2)
def moves_each_image_and_lets_0_in(submission, reference, rng):
    """Each image comes back in its place, moved by whole pixels, and 0 comes in at the edges."""
    asked = [(largest, pictures(rng, 60, 8, 8)) for largest in (1, 3)]
    several = [shifted(submission, images, range(3, 9), largest) for largest, images in asked]
    for (largest, images), outs in zip(asked, several, strict=True):
        mode = mode_of(outs, images, largest)
        hint = "Axis 1 counts the rows, axis 2 the columns. What comes in at an edge must be 0."
        if mode == "constant":
            moved = any((out != images).any() for out in outs)
            expect(moved, "Not one of 60 images is moved.", hint)
            continue
        seen = MODES[mode] if mode else "they are changed in an unknown way"
        if not any(shifts(out, images, largest + 1)[1].any() for out in outs):
            seen = "they are moved further than that"
        text = "With largest = {largest}, some images are not moved as asked: {seen}."
        message = Message(text, largest=largest, seen=Message(seen))
        expect(False, message, hint, observed=(largest + 0.3, seen))


@shift.check(points=1)
def draws_two_shifts_for_each_image(submission, reference, rng):
    """Each image has two draws of its own, one for up and down and one for the side."""
    asked = [(pictures(rng, n, 7, 7), seed) for n, seed in ((600, 4), (200, 5), (200, 6))]
    outs = [common.changed(submission, "random_shift", images, seed, 2) for images, seed in asked]
    by, *few = (read_off(out, images, 2) for out, (images, _) in zip(outs, asked, strict=True))
    alike = (by == by[0]).all()
    expect(not alike, "All images have the same shift.", common.ITS_OWN, observed=("alike", 7.3))
    for axis, message in enumerate(
        (
            "All images have the same shift up or down.",
            "All images have the same shift to the side.",
        )
    ):
        still = (by[:, axis] == by[0, axis]).all()
        expect(not still, message, common.ITS_OWN, observed=("still", axis + 7.3))
    related = np.abs(np.corrcoef(by.T.astype(float))[0, 1])
    message = "The shift to the side depends on the shift up or down."
    # Of 600 pairs 0.45 is out of reach for chance, by Bernstein's inequality.
    observed = ("one number", round(float(related), 1) + 7.3)
    expect(related < 0.45, message, "Draw twice for each image.", observed=observed)
    for axis, what in enumerate(("The shifts up and down", "The shifts to the side")):
        common.expect_unrelated(by[:, axis], what)
    even = all(np.ptp(np.bincount(column + 2, minlength=5)) == 0 for b in few for column in b.T)
    message = "Of 200 images exactly 40 move by each number of pixels, whatever the seed."
    expect(not even, message, common.ITS_OWN, observed=("even", 7.3))


@shift.check(points=1)
def draws_all_shifts_alike(submission, reference, rng):
    """All whole numbers from -largest to largest are equally likely, in both directions."""
    images = pictures(rng, 3000, 5, 5)

    def read(out, start):
        return read_off(out, images[start : start + len(out)], 2)

    by = common.unlike(submission, "random_shift", images, read, (2,))
    numbers, hint = range(-2, 3), "Does the range include its end?"
    moves = [axis for axis in (0, 1) if np.ptp(by[:, axis])]  # the other is asked elsewhere
    expect(bool(moves), common.NOTHING, hint, observed="nothing")
    rates = tuple(measured_rate(by[:, moves[0]] == n) for n in numbers)
    texts = (
        "With largest = 2, the shifts up and down are {seen}; 20% each is right.",
        "With largest = 2, the shifts to the side are {seen}; 20% each is right.",
    )
    for axis in moves:
        fair = all(is_rate(by[:, axis] == n, 0.2, tries=10) for n in numbers)
        seen = ", ".join(f"{n}: {np.mean(by[:, axis] == n):.0%}" for n in numbers)
        expect(fair, Message(texts[axis], seen=seen), hint, observed=rates)


@shift.check(points=1)
def shifts_by_the_seed(submission, reference, rng):
    """A seed repeats its images, another seed gives others; a Generator draws at each call."""
    common.expect_seeded(submission, "random_shift", pictures(rng, 60, 6, 6), 2)


@shift.check(points=1, hidden=True)
def shifts_into_a_new_array(submission, reference, rng):
    """The given images are not changed; new ones have their shape and dtype, no larger values."""
    common.expect_polite(submission, "random_shift", rng, (2,), (1,))


@shift.check(points=1, hidden=True)
def shifts_by_nothing_and_by_more_than_the_image(submission, reference, rng):
    """It works for largest = 0, for one beyond the image, and for any height and width."""
    hint = "An image that is moved by more than its width is gone: 0 everywhere."
    square = pictures(rng, 40, 6, 6)
    mode = mode_of(shifted(submission, square, range(6, 12), 2), square, 2)
    images = pictures(rng, 40, 3, 6)
    for asked in (square, images):
        try:
            still = common.changed(submission, "random_shift", asked, 6, 0)
        except Failed as failed:
            failed.observed = failed.observed, asked.shape
            raise
        expect(np.array_equal(still, asked), "With largest = 0, images are changed.", hint)
    moves = {n: common.changed(submission, "random_shift", images, 6, n) for n in (1, 2, 8)}
    outs = [common.changed(submission, "random_shift", images, seed, 8) for seed in range(20)]
    moved = any((out != images).any() for out in (*moves.values(), *outs))
    expect(moved, common.NOTHING, hint, observed="no change")
    for largest, out in moves.items():
        # What comes in at the edges is asked elsewhere.
        _, unknown = shifts(out, images, largest, mode or "constant")
        text = "Images of 3 x 6 pixels with largest = {largest} are not moved as asked."
        seen = (largest + 0.3, mode)
        expect(not unknown.any(), Message(text, largest=largest), hint, observed=seen)
    gone = mode != "constant" or any((out == 0).all(axis=(1, 2)).any() for out in outs)
    expect(gone, "With largest = 8, no image ever leaves its 3 x 6 pixels.", hint)
