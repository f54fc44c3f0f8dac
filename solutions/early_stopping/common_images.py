"""Parts that the checks of the functions that change images share."""

import numpy as np

from autograder import (
    FALSE_FAILURE,
    Measured,
    Message,
    expect,
    expect_array,
    expect_unchanged,
)

ITS_OWN = "How many random numbers do N images need?"
BOUNDS = "rng.uniform(low, high) takes two bounds."
RTOL = 1e-4  # leaves room for single precision
NOTHING = "It cannot be seen, for no image is changed."


def changed(submission, function, images, *settings):
    """The new images, which have the shape of the old ones."""
    out = getattr(submission, function)(images, *settings)
    return expect_array(out, images.shape, "out").astype(float)


def expect_seeded(submission, function, images, *settings):
    """The same integer gives the same images, another seed and a Generator give others."""
    hint = "Draw from the rng of the skeleton, which obeys the seed."
    calls = [
        getattr(submission, function)(images, seed, *settings) for seed in (7, 7, *range(8, 13))
    ]
    drawn = submission.with_a_generator(function, images, 9, *settings)
    several = isinstance(drawn, (list, tuple)) and len(drawn) == 6
    expect(several, "With a Generator as seed there was no answer.", hint)
    for out in (*calls, *drawn):  # how many images there are is asked elsewhere
        expect_array(out, out.shape if isinstance(out, np.ndarray) else images.shape, "out")
    first, again, *others = calls
    expect(np.array_equal(first, again), "Two calls with seed 7 give different images.", hint)
    same = all(np.array_equal(first, other) for other in others)
    expect(not same, "Seeds 7 to 12 all give the same images.", hint)
    same = all(np.array_equal(drawn[0], other) for other in drawn[1:])
    expect(not same, "Six calls with one Generator all give the same images.", hint)


def expect_polite(submission, function, rng, settings, others):
    """The given images are not changed; new ones have their shape and dtype, no larger values.

    With another seed and other settings new images are others, or nothing could be seen.
    """
    whole = rng.integers(1, 255, (40, 8, 8), dtype=np.uint8)
    single = rng.uniform(0.1, 1.0, (40, 8, 8)).astype(np.float32)
    asked = [(seed, *some) for seed in range(3, 13) for some in (settings, others)]
    several = [getattr(submission, function)(single, *args) for args in asked]
    for images in (whole, single, single[:1]):
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
    several = [expect_array(one, single.shape, "out") for one in several]
    moved = any(np.any(one) and np.any(one != single) for one in several)
    constant = all(np.array_equal(one, several[0]) for one in several)
    expect(moved and not constant, NOTHING, observed="no change")


def expect_same(submission, function, rng, setting, another, text, hint):
    """Images with this setting come back as they are, apart from rounding errors at the edge.

    Those with another setting do not, or nothing could be seen.
    """
    asked = [rng.uniform(0.1, 1.0, shape) for shape in ((20, 7, 7), (20, 8, 8))]
    outs = [changed(submission, function, images, 1, setting, setting) for images in asked]
    other = changed(submission, function, asked[0], 1, another, another)
    for images, out in zip(asked, outs, strict=True):
        inner = np.abs(out - images)[:, 1:-1, 1:-1].max()
        expect(inner < RTOL, Message(text, change=inner), hint)
    moved = np.abs(other - asked[0])[:, 1:-1, 1:-1].max() > RTOL
    expect(bool(moved), NOTHING, hint, observed="no change")


def expect_different(submission, function, rng, seed, low, high, text):
    """Copies of one image come back different."""
    images = np.repeat(rng.uniform(0.1, 1.0, (1, 60, 60)), 30, axis=0)
    out = changed(submission, function, images, seed, low, high)
    different = len(np.unique(np.round(out.reshape(30, -1), 9), axis=0))
    # Rounding to the nearest pixel may make two of them alike, and costs points elsewhere.
    expect(different > 20, Message(text, different=different), ITS_OWN, observed=different + 0.3)


def expect_warped(out, images, places, what, hint):
    """Pixels that come from inside the images have the interpolated value of that place.

    Args:
        out: the new images.
        images: the old ones.
        places: rows and columns of one image, or of each.
        what: was done, for the message.
        hint: what to look at.
    """
    _, H, W = images.shape
    rows, columns = (np.broadcast_to(one, images.shape) for one in places)
    inside = beyond(rows, columns, H, W) < -1e-3
    true, found = bilinear(images, rows, columns)[inside], out[inside]
    wrong = np.abs(found - true) > RTOL * np.abs(images).max()
    text = "{what}, {wrong:.0%} of the pixels that come from inside are wrong."
    message = Message(text, what=what, wrong=wrong.mean() if wrong.size else 1.0)
    expect(wrong.size > 0 and not wrong.any(), message, hint, observed=(str(what), found))


def beyond(rows, columns, H, W):
    """Distances in pixels by which the places lie outside of the image; negative inside."""
    return np.maximum.reduce([-rows, rows - (H - 1), -columns, columns - (W - 1)])


def bilinear(images, rows, columns):
    """The images at places inside of them; values for places outside mean nothing."""
    N, H, W = images.shape
    n = np.arange(N)[:, None, None]
    i, j = np.floor(rows).clip(0, H - 2).astype(int), np.floor(columns).clip(0, W - 2).astype(int)
    down, right = rows - i, columns - j
    upper = images[n, i, j] * (1 - right) + images[n, i, j + 1] * right
    lower = images[n, i + 1, j] * (1 - right) + images[n, i + 1, j + 1] * right
    return upper * (1 - down) + lower * down


def expect_uniform(values, low, high, what, hint, *, slack=0.0):
    """Values drawn independently, each uniform from low to high.

    Chance fails this at most FALSE_FAILURE of the time: by the inequality of Dvoretzky, Kiefer,
    Wolfowitz and Massart the empirical distribution of n values stays within
    sqrt(log(2 / FALSE_FAILURE) / 2n) of the true one, everywhere. It also stays no nearer to it
    than 0.22 / sqrt(n), by the limit that Kolmogorov gave, as values spaced evenly do.

    Args:
        values: that were drawn.
        low: the lower bound.
        high: the upper bound.
        what: the values are.
        hint: what to look at.
        slack: how far off they may be measured, as a share of the range.
    """
    n, width = len(values), high - low
    least, most = values.min(), values.max()
    room = (1e-3 + slack) * width
    text = "{what} from {least:.4g} to {most:.4g} were drawn where {low:g} to {high:g} is asked."
    message = Message(text, what=what, least=least, most=most, low=low, high=high)
    quantiles = np.quantile(values, np.linspace(0.1, 0.9, 5))
    seen = tuple(Measured(float(q), 0.15 * width) for q in quantiles)
    expect(least > low - room and most < high + room, message, hint, observed=seen)
    shares = (np.sort(values) - low) / width
    steps = np.arange(1, n + 1) / n
    gap = max(np.max(steps - shares), np.max(shares - steps + 1 / n))
    bound = np.sqrt(np.log(2 / FALSE_FAILURE) / (2 * n)) + slack
    text = "{what} are not equally likely: {half:.0%} are in the lower half of the range."
    message = Message(text, what=what, half=np.mean(shares < 0.5))
    expect(gap < bound, message, hint, observed=seen)
    text = "{what} are spread over the range more evenly than chance would do it."
    even = gap * np.sqrt(n) < 0.22
    expect(not even, Message(text, what=what), ITS_OWN, observed=("even", round(gap * n, 3)))


def expect_unrelated(values, what):
    """No value has to do with that of its neighbour, of the other half, or of the mirrored place.

    By Bernstein's inequality the correlation of m independent pairs exceeds 10 / sqrt(m) in fewer
    than 1 of 10**9 cases, for m of 100 or more and products of 3 variances at most.
    """
    values = np.asarray(values, dtype=float)
    m = len(values) // 2
    spread = values[: 2 * m].std()
    pairs = {
        "neighbours": (values[0 : 2 * m : 2], values[1 : 2 * m : 2]),
        "the two halves of a batch": (values[:m], values[m : 2 * m]),
        "the first and the last images": (values[:m], values[2 * m - 1 : m - 1 : -1]),
    }
    for who, (a, b) in pairs.items():
        mean = values.mean()
        alike = np.mean((a - mean) * (b - mean)) / spread**2 if spread else 1.0
        message = Message(
            "{what} of {who} have to do with each other.", what=what, who=Message(who)
        )
        expect(
            abs(alike) < 10 / np.sqrt(m), message, ITS_OWN, observed=(who, round(alike, 1) + 7.3)
        )


def unlike(submission, function, images, read, settings, seed=5, tries=400):
    """What was drawn for many images: in one batch or, where one draw serves it all, in many calls.

    A function that draws once for a batch has lost a point for that.

    Args:
        submission: whose function is called.
        function: its name.
        images: shape (N, H, W).
        read: gives what was drawn for each image, from the new images and the index of the first.
        settings: of the function.
        seed: of the first call.
        tries: calls with one image each.
    """
    drawn = read(changed(submission, function, images, seed, *settings), 0)
    if len(np.unique(np.round(np.asarray(drawn, float), 6), axis=0)) > 1:
        return drawn
    outs = [changed(submission, function, images[i : i + 1], i, *settings) for i in range(tries)]
    return np.concatenate([read(out, i) for i, out in enumerate(outs)])
