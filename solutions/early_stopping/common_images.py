"""Parts that the checks of the functions that change images share."""

import numpy as np

from autograder import FALSE_FAILURE, Measured, Message, expect, expect_array, expect_unchanged

ITS_OWN = "How many random numbers do N images need?"
BOUNDS = "rng.uniform(low, high) takes two bounds."
RTOL = 1e-4  # leaves room for single precision


def changed(submission, function, images, *settings):
    """The new images, which have the shape of the old ones."""
    out = getattr(submission, function)(images, *settings)
    return expect_array(out, images.shape, "out").astype(float)


def expect_seeded(submission, function, images, *settings):
    """The same integer gives the same images, another seed and a Generator give others."""
    hint = "Draw from the rng of the skeleton, which obeys the seed."
    first, again, *others = (
        changed(submission, function, images, seed, *settings) for seed in (7, 7, 8, 9, 10, 11, 12)
    )
    expect(np.array_equal(first, again), "Two calls with seed 7 give different images.", hint)
    same = all(np.array_equal(first, other) for other in others)
    expect(not same, "Seeds 7 to 12 all give the same images.", hint)
    calls = submission.with_a_generator(function, images, 9, *settings)
    several = isinstance(calls, (list, tuple)) and len(calls) == 6
    expect(several, "With a Generator as seed there was no answer.", hint)
    out = [expect_array(call, images.shape, "out") for call in calls]
    same = all(np.array_equal(out[0], other) for other in out[1:])
    expect(not same, "Six calls with one Generator all give the same images.", hint)


def expect_polite(submission, function, rng, *settings):
    """The given images are not changed; new ones have their shape and dtype, no larger values."""
    whole = rng.integers(1, 255, (30, 8, 8), dtype=np.uint8)
    single = rng.uniform(0.1, 1.0, (30, 8, 8)).astype(np.float32)
    for images in (whole, single):
        hint = "Write into a new array; out = images is only another name for the old one."
        args = (images, 3, *settings)
        returned = expect_unchanged(submission, function, args, ("images",), hint)
        out = expect_array(returned, images.shape, "out")
        text = "Images of dtype {given} come back as {found}."
        hint = "np.empty_like, np.zeros_like and look_up keep the dtype that they are given."
        message = Message(text, given=images.dtype, found=out.dtype)
        expect(out.dtype == images.dtype, message, hint, observed=str(out.dtype))
        inside = out.min() >= -1e-6 and out.max() <= images.max() * (1 + 1e-6)
        message = Message(
            "Values come back from {low:g} to {high:g}.", low=out.min(), high=out.max()
        )
        expect(inside, message, observed="range")


def expect_same(submission, function, rng, setting, text, hint):
    """Images with this setting come back as they are, apart from rounding errors at the edge."""
    for shape in ((20, 7, 7), (20, 8, 8)):
        images = rng.uniform(0.1, 1.0, shape)
        out = changed(submission, function, images, 1, setting, setting)
        inner = np.abs(out - images)[:, 1:-1, 1:-1].max()
        expect(inner < RTOL, Message(text, change=inner), hint)


def expect_different(submission, function, rng, seed, low, high, text):
    """Copies of one image come back different."""
    images = np.repeat(rng.uniform(0.1, 1.0, (1, 30, 30)), 30, axis=0)
    out = changed(submission, function, images, seed, low, high)
    different = len(np.unique(np.round(out.reshape(30, -1), 9), axis=0))
    # Rounding to the nearest pixel may make two of them alike, and costs points elsewhere.
    expect(different > 20, Message(text, different=different), ITS_OWN, observed=different)


def places(matrix, H, W):
    """Places that pixels come from, (H, W) rows and columns; the matrix acts about the centre."""
    r, c = np.arange(H)[:, None] - (H - 1) / 2, np.arange(W) - (W - 1) / 2
    rows, columns = (a * r + b * c for a, b in matrix)
    return rows + (H - 1) / 2, columns + (W - 1) / 2


def beyond(rows, columns, H, W):
    """Distances in pixels by which the places lie outside of the image; negative inside."""
    return np.maximum.reduce([-rows, rows - (H - 1), -columns, columns - (W - 1)])


def bilinear(images, rows, columns):
    """The images at places inside of them; values for places outside mean nothing."""
    _, H, W = images.shape
    i, j = np.floor(rows).clip(0, H - 2).astype(int), np.floor(columns).clip(0, W - 2).astype(int)
    down, right = rows - i, columns - j
    upper = images[:, i, j] * (1 - right) + images[:, i, j + 1] * right
    lower = images[:, i + 1, j] * (1 - right) + images[:, i + 1, j + 1] * right
    return upper * (1 - down) + lower * down


def expect_warped(out, images, matrix, what, hint):
    """Pixels that come from inside the image have the interpolated value of that place."""
    rows, columns = places(matrix, *images.shape[1:])
    inside = beyond(rows, columns, *images.shape[1:]) < -1e-3
    true = bilinear(images, rows, columns)[:, inside]
    found = out[:, inside]
    wrong = np.abs(found - true) > RTOL * np.abs(images).max()
    text = "{what}, {wrong:.0%} of the pixels that come from inside are wrong."
    message = Message(text, what=what, wrong=wrong.mean())
    expect(not wrong.any(), message, hint, observed=(what, found))


def turn(degrees):
    """The matrix from a new pixel to its place in the old image; counter-clockwise."""
    angle = np.deg2rad(degrees)
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def slopes(rng, N):
    """Images that are inclined planes, (N, 9, 9), and their slopes down and right, (N, 2)."""
    way = rng.uniform(0, 2 * np.pi, N)
    slope = 0.1 * np.stack([np.sin(way), np.cos(way)], axis=1)
    r = np.arange(9) - 4
    return 1 + slope[:, :1, None] * r[:, None] + slope[:, 1:, None] * r, slope


def slopes_of(out):
    """Slopes down and right of the middle of images, by finite differences."""
    middle = out[:, 2:-2, 2:-2].astype(float)  # its pixels come from inside
    steps = np.diff(middle, axis=1)[:, :, :-1], np.diff(middle, axis=2)[:, :-1]
    return np.stack([step.mean(axis=(1, 2)) for step in steps], axis=1)  # (N, 2)


def expect_uniform(values, low, high, what, hint):
    """Values drawn independently, each uniform from low to high.

    Chance fails this at most FALSE_FAILURE of the time: by the inequality of Dvoretzky, Kiefer,
    Wolfowitz and Massart the empirical distribution of n values stays within
    sqrt(log(2 / FALSE_FAILURE) / 2n) of the true one, everywhere.
    """
    n, width = len(values), high - low
    least, most = values.min(), values.max()
    outside = least < low - 1e-3 * width or most > high + 1e-3 * width
    text = "{what} from {least:.4g} to {most:.4g} were drawn where {low:g} to {high:g} is asked."
    message = Message(text, what=what, least=least, most=most, low=low, high=high)
    at = np.linspace(0.1, 0.9, 5)
    quantiles = np.quantile(values, at)
    seen = tuple(Measured(float(q), 0.15 * width) for q in quantiles)
    expect(not outside, message, hint, observed=seen)
    shares = (np.sort(values) - low) / width
    steps = np.arange(1, n + 1) / n
    gap = max(np.max(steps - shares), np.max(shares - steps + 1 / n))
    bound = np.sqrt(np.log(2 / FALSE_FAILURE) / (2 * n))
    text = "{what} are not equally likely: {half:.0%} are in the lower half of the range."
    message = Message(text, what=what, half=np.mean(shares < 0.5))
    expect(gap < bound, message, hint, observed=seen)
