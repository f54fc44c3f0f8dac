"""Whether masks are tosses of one coin for each unit of each example, in both layers."""

import numpy as np

from autograder import Measured, Message, expect, expect_coin_for_each

ALIKE = 0.2  # a correlation that 6000 pairs of coins do not reach in 10**20 draws


def coins(kept):
    """The coins that were tossed for masks (calls, units, examples), as far as they are apart.

    Calls that repeat count once, and so do units or examples that share all their coins; the
    share kept can then be judged of what was really drawn. What never changes is no coin.
    """
    if kept.all() or not kept.any():
        return kept
    kept = np.array(list({mask.tobytes(): mask for mask in kept}.values()))
    for axis in (1, 2):
        first = np.take(kept, [0], axis)
        kept = first if (kept == first).all() else kept
    return kept


def expect_own_coins(kept, where, hint):
    """Fail unless every unit of every example was dropped on its own; kept as in coins."""
    _, units, examples = kept.shape
    _, rows, columns = coins(kept).shape
    if (rows, columns) != (units, examples):
        text = "{where}one coin decides for a unit in all examples."
        if rows == 1:
            text = "{where}one coin decides for all units of an example."
        if rows == columns == 1:
            text = "{where}a single coin decides for the whole layer."
        seen = (rows, columns, units * examples // (rows * columns))
        expect(False, Message(text, where=where), hint, observed=seen)
    found, rows, columns = alike(kept, kept, itself=True)
    text = (
        "{where}a unit's coin depends on that of the one {rows} rows and {columns} columns on,"
        " counted round."
    )
    message = Message(text, where=where, rows=rows, columns=columns)
    expect(found < ALIKE, message, hint, observed=(rows, columns, Measured(found, 0.04)))
    if len({mask.tobytes() for mask in kept}) == len(kept):  # calls that repeat are another mistake
        expect_no_exact_shares(kept, where, hint)
    expect_coin_for_each(kept, ("unit", "example"), hint, what="the mask", where=where)


def expect_no_exact_shares(kept, where, hint):
    """Fail if lines keep about the same number of units, every one: coins would differ more.

    A count of 45 coins has the variance 45 p (1 - p); the mean of 450 such squares is below six
    tenths of it in fewer than 1 of 10**10 cases.
    """
    p = kept.mean()
    for axis, line in ((1, "example"), (2, "unit")):
        counts = kept.sum(axis=axis)
        usual = kept.shape[axis] * p * (1 - p)
        ratio = float(np.mean((counts - kept.shape[axis] * p) ** 2) / usual)
        text = "{where}the number of kept units of each {line} is nearly always the same."
        message = Message(text, where=where, line=line)
        expect(ratio > 0.6, message, hint, observed=(line, Measured(ratio, 0.1)))


def alike(one, other, *, itself=False):
    """How much two stacks of masks resemble each other when one is moved over the other.

    Returns:
        The greatest correlation of all moves, and that move; not moving at all does not count
        when it is the stack itself.
    """
    a, b = (stack - stack.mean() for stack in (one.astype(float), other.astype(float)))
    spread = a.std() * b.std() * a.size
    if not spread:
        return 0.0, 0, 0
    moved = np.fft.rfft2(a).conj() * np.fft.rfft2(b)
    found = np.abs(np.fft.irfft2(moved.sum(axis=0), s=a.shape[1:])) / spread
    if itself:
        found[0, 0] = 0
    found = np.round(
        found, 9
    )  # so that of a move and its reverse, which are equal, the first counts
    rows, columns = np.unravel_index(int(np.argmax(found)), found.shape)
    return float(found[rows, columns]), int(rows), int(columns)
