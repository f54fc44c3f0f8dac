"""Checks of dropout_forward, most basic first; ``p`` is the probability of KEEPING a unit."""

import math
from itertools import count

import numpy as np
from common import exception_in, testing, training, uniform, without_zeros

from autograder import (
    FALSE_FAILURE,
    Exercise,
    Failed,
    Measured,
    Message,
    coins_needed,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_coin_for_each,
    expect_rate,
    expect_unchanged,
    is_rate,
    is_same_rate,
    measured_rate,
)

forward = Exercise("dropout_forward", module="layers", returns=("out", "cache"), kept=("cache",))

TRIES = 40  # one draw for the whole batch keeps or drops it all, so often in a row once in 10**12


def output(submission, x, dropout_param):
    try:
        out, _ = submission.dropout_forward(x, dropout_param)
    except Failed as failed:
        cast = "'NoneType' object has no attribute 'astype'" in failed.message
        if not cast:
            raise
        out = None  # the skeletons of several courses cast it on their last line
    return expect_array(out, x.shape, "out")


class Swapped:
    """A submission whose modes are swapped, asked by the names that it understands."""

    def __init__(self, submission):
        self._submission = submission

    def dropout_forward(self, x, dropout_param):
        mode = "test" if dropout_param["mode"] == "train" else "train"
        return self._submission.dropout_forward(x, {**dropout_param, "mode": mode})


def dropping(submission, rng):
    """The submission, asked in the mode in which it drops; fails when there is none.

    A layer that drops nothing has shown nothing of masks. One that drops in test mode alone has
    paid for that.
    """
    x = without_zeros(rng, 20, 30)
    for swapped in (False, True):
        subject = Swapped(submission) if swapped else submission
        kept = dropped = False
        for _ in range(TRIES):
            out = output(subject, x, training(0.5))
            kept, dropped = kept or out.any(), dropped or not out.all()
            if kept and dropped:
                return subject
            if not swapped and kept and not output(submission, x, testing(0.5)).all():
                break
    none = "kept" if dropped else "dropped"
    message = Message("With p = 0.5, no unit is {none} in train mode.", none=none)
    raise Failed(message, "Which comparison decides on a unit?", observed=none)


def some_output(submission, x, dropout_param):
    """An output in which a unit is kept; one draw for the whole batch may drop it all."""
    for _ in range(TRIES):
        out = output(submission, x, dropout_param)
        if out.any():
            return out
    p = dropout_param["p"]
    raise Failed(Message("With p = {p}, no unit was ever kept.", p=p), observed="kept")


def coins(kept):
    """One element for each random number, where whole lines are kept or dropped together."""
    for axis in range(kept.ndim):
        if uniform(kept.mean(axis=axis)):
            kept = kept.take([0], axis=axis)
    return kept.ravel()


def coins_of(submission, x, dropout_param, out):
    """Which units a call keeps, a coin each; of more calls where one coin decides on them all."""
    tossed = coins(out != 0)
    if tossed.size > 1:
        return tossed
    more = [output(submission, x[:2, :3], dropout_param)[0, 0] != 0 for _ in range(100)]
    return np.array([*tossed, *more])


def factor(submission, rng):
    """The factor of a kept unit at p = 0.8, which tells mistakes of one share apart."""
    x = without_zeros(rng, 20, 30)
    out = some_output(submission, x, training(0.8))
    return constant((out / x)[out != 0])


@forward.check(points=1)
def test_mode_does_nothing(submission, reference, rng):
    """In test mode out equals x, for every p."""
    found = {}
    for p, dtype in ((0.3, np.float64), (0.8, np.float32)):
        x = without_zeros(rng, 20, 30).astype(dtype)
        found[p] = x, output(submission, x, testing(p))
    seen = tuple((measured_rate(out != 0), constant(out / x)) for x, out in found.values())
    hint = "At test time no unit is dropped. What is left to do?"
    for p, (x, out) in found.items():
        what = Message("In test mode with p = {p}, out", p=p)
        expect_close(out, x, what, hint, observed=seen)


@forward.check(points=1)
def drops_some_units(submission, reference, rng):
    """In train mode some units are dropped and others are kept."""
    x, shares = without_zeros(rng, 20, 30), set()
    for _ in range(TRIES):
        share = float(np.mean(output(submission, x, training(0.5)) != 0))
        shares = shares | {share}
        if len(shares) > 1 or 0 < share < 1:
            return
    message = Message("With p = 0.5, {share:.0%} of the units are kept in every call.", share=share)
    raise Failed(message, "A dropped unit is zero in out.", observed=("kept", share))


@forward.check(points=1)
def drops_units_independently(submission, reference, rng):
    """In train mode each unit of each example is dropped independently of all others."""
    submission, x = dropping(submission, rng), without_zeros(rng, 30, 40)
    kept = np.array([output(submission, x, training(0.5)) != 0 for _ in range(27)])
    hint = "How many random numbers does an input of shape (N, D) need?"
    histories = kept.reshape(len(kept), -1).T  # of a unit, over all calls
    twins, different = twins_among(histories)
    if len(histories) - different < twins_by_chance(*histories.shape):
        twins = ()
    counts = histories.sum(axis=0)
    seen = (coins(kept[0]).size, different, twins, counts[0] if np.ptp(counts) == 0 else "varies")
    try:
        expect_coin_for_each(kept, ("row", "column"), hint)
    except Failed as failed:
        raise Failed(failed.message, hint, observed=seen) from None
    if twins and len({mask.tobytes() for mask in kept}) == len(kept):  # else it is no new mask
        one, other = (tuple(map(int, np.unravel_index(unit, x.shape))) for unit in twins)
        text = "The units at {one} and {other} share their random numbers."
        raise Failed(Message(text, one=one, other=other), hint, observed=seen)


def twins_among(histories):
    """The first two units that are always, or never, kept together, and how many are different."""
    first, twins = {}, ()
    for unit, history in enumerate(np.packbits(histories ^ histories[:, :1], axis=1)):
        twin = first.setdefault(history.tobytes(), unit)
        if twin != unit and not twins:
            twins = (twin, unit)
    return twins, len(first)


def twins_by_chance(units, draws):
    """How many units may be told from an earlier one by no draw in fewer than FALSE_FAILURE cases.

    Two units are kept together in all draws, or in none, with a probability of 2 / 2**draws.
    """
    pairs = units**2 / 2**draws  # on average
    return next(n for n in count(1) if pairs**n / math.factorial(n) < FALSE_FAILURE)


@forward.check(points=1)
def keeps_a_fraction_p(submission, reference, rng):
    """In train mode a fraction p of the units is kept."""
    submission, kept = dropping(submission, rng), {}
    for p in (0.25, 0.7):
        x = without_zeros(rng, coins_needed(p) // 300 + 1, 300)
        out = output(submission, x, training(p))
        kept[p] = coins_of(submission, x, training(p), out)
    rates = (measured_rate(units) for units in kept.values())
    seen = (*rates, factor(submission, rng))
    hint = "p is the probability of keeping a unit. For which random numbers is a unit kept?"
    for p, units in kept.items():
        expect_rate(units, p, Message("With p = {p}, units kept", p=p), hint, observed=seen)


def rescaling(submission, x, p):
    """The factors of the kept units, the share that is kept, its own if not p, and what is seen.

    A share of 1 - p is followed too: p was read as the probability of dropping, which has a
    check of its own.
    """
    out = some_output(submission, x, training(p))
    tossed, kept = coins_of(submission, x, training(p), out), out != 0
    factors = out[kept].astype(float) / x[kept].astype(float)
    share = next((share for share in (p, 1 - p) if is_rate(tossed, share)), None)
    by_count = not kept.all() and np.isclose(np.median(factors), kept.size / kept.sum())
    factor = constant(factors)
    if share is None:
        share = float(tossed.mean())
        if isinstance(factor, float) and factor >= 1 and is_rate(tossed, 1 / factor):
            share = 1 / factor
    if by_count:
        return factors, share, ("by the share kept", p)
    mean = Measured(factor * share, 0.1 * factor) if isinstance(factor, float) else "uneven"
    return factors, share, (factor, mean)


@forward.check(points=3)
def rescales_what_it_keeps(submission, reference, rng):
    """In train mode kept units are rescaled so that on average out is x."""
    submission = dropping(submission, rng)
    found = {}
    for p, dtype in ((0.2, np.float64), (0.75, np.float32)):
        x = without_zeros(rng, 83, 97).astype(dtype)  # no share of it is exactly p or 1 - p
        found[p] = rescaling(submission, x, p)
    seen = tuple(seen for _, _, seen in found.values())
    hint = "By what must a kept unit be multiplied, so that out is x on average?"
    for p, (factors, share, _) in found.items():
        least, most = float(factors.min()), float(factors.max())
        times = Message("{least:.4g}", least=least)
        if not np.isclose(least, most, rtol=1e-5):
            times = Message("{least:.4g} to {most:.4g}", least=least, most=most)
        text = (
            "With p = {p}, {share:.0%} of the units are kept and multiplied by {times}, where"
            " {right:.4g} is right."
        )
        message = Message(text, p=p, share=share, times=times, right=1 / share)
        right = bool(np.allclose(factors, 1 / share, rtol=1e-6, atol=0))
        expect(right, message, hint, observed=seen)


@forward.check(points=1)
def draws_a_new_mask(submission, reference, rng):
    """Without a seed every call draws a new mask."""
    submission, x = dropping(submission, rng), without_zeros(rng, 50, 60)
    kept = [output(submission, x, training(0.5)) != 0 for _ in range(5)]
    drawn = [mask for mask in kept if not uniform(mask.mean())]
    same = len({mask.tobytes() for mask in drawn}) < len(drawn)
    expect(
        not same, "Of five calls, two drop the same units.", "Where does your code set the seed?"
    )


@forward.check(points=1)
def repeats_the_mask_of_a_seed(submission, reference, rng):
    """The same seed gives the same mask, and another seed gives another mask."""
    submission, x = dropping(submission, rng), without_zeros(rng, 50, 60)
    hint = "Do you draw from the generator that was made from the seed?"
    found, other = {}, output(submission, x, training(0.5, seed=8)) != 0
    for seed in (7, 0):  # 0 is false, and a seed all the same
        first, again = (output(submission, x, training(0.5, seed=seed)) != 0 for _ in range(2))
        same = bool((first == other).all()) and not uniform(first.mean())
        found[seed] = (seed, same, bool((first == again).all()))
    seen = tuple(found.values())
    for seed, same, repeats in seen:
        message = Message("Seeds {seed} and 8 drop the same units.", seed=seed)
        expect(not same, message, hint, observed=seen)
        message = Message("Two calls with seed {seed} drop different units.", seed=seed)
        expect(repeats, message, hint, observed=seen)


@forward.check(points=1, hidden=True)
def takes_any_number_of_dimensions(submission, reference, rng):
    """An x with any number of dimensions is dropped and rescaled like a matrix."""
    submission, flat = dropping(submission, rng), without_zeros(rng, 120, 150)
    out = some_output(submission, flat, training(0.6))
    hint = "Draw one random number for each element of x, whatever its shape."
    kept = out != 0
    typical, usual = np.median(out[kept] / flat[kept]), kept
    alone = coins(kept).size == kept.size  # else its lines are drawn together, and have paid
    found, refused = {}, {}
    for shape in ((8000,), (20, 30, 14), (5, 6, 16, 17)):
        x = without_zeros(rng, *shape)
        try:
            found[shape] = x, output(submission, x, training(0.6))
        except Failed as failed:
            refused[shape] = failed
    seen = tuple((shape, failed.observed) for shape, failed in refused.items())
    for shape, failed in refused.items():
        text = "With x of shape {shape}, which has not two dimensions: {found}"
        message = Message(text, shape=shape, found=failed.message)
        raise Failed(message, hint, observed=seen)
    for shape, (x, out) in found.items():
        here, kept = Message("With x of shape {shape}", shape=shape), out != 0
        if alone:
            text = "{here}, {kept:.1%} of the units are kept, and {share:.1%} of a matrix."
            message = Message(text, here=here, kept=kept.mean(), share=usual.mean())
            expect(is_same_rate(kept, usual, tries=3), message, hint, observed="share")
            for axis in range(x.ndim if x.ndim > 1 else 0):
                together = uniform(kept.mean(axis=axis))
                message = Message("{here}, units are dropped together.", here=here)
                expect(not together, message, hint, observed=("together", x.ndim, axis))
        if not kept.any():
            continue  # one draw for the whole batch
        factors = out[kept] / x[kept]
        text = "{here}, kept units grow {grown:.4g} times, those of a matrix {typical:.4g} times."
        message = Message(text, here=here, grown=np.median(factors), typical=typical)
        expect(np.allclose(factors, typical, rtol=0.1), message, hint, observed="factor")


@forward.check(points=1, hidden=True)
def keeps_everything_when_p_is_1(submission, reference, rng):
    """With p = 1, unlike with less, nothing is dropped and nothing is rescaled."""
    submission, x = dropping(submission, rng), without_zeros(rng, 30, 40)
    hint = "Which units does your comparison drop when p is 1, and by what do you divide?"
    try:
        out, _ = submission.dropout_forward(x, training(1.0))
    except Failed as failed:
        zero = exception_in(failed)[0] == "ZeroDivisionError"
        expect(not zero, failed.message, hint, observed="divided by 0")
        raise
    if isinstance(out, np.ndarray) and out.dtype.kind == "f" and not np.isfinite(out).all():
        message = "With p = 1, elements of out are infinite or no numbers: are they divided by 0?"
        raise Failed(message, hint, observed="divided by 0")
    out = expect_array(out, x.shape, "out")
    share = Measured(float(np.mean(out != 0)), 0.05)
    seen = (share, constant(out / x), factor(submission, rng))
    expect_close(out, x, "With p = 1, out", hint, observed=seen)


@forward.check(points=1, hidden=True)
def leaves_its_arguments_alone(submission, reference, rng):
    """The caller's x and dropout_param are not changed."""
    dropping(submission, rng)
    hint = "Operators such as *= write into the array itself, and two layers may share the dict."
    for param in (training(0.5, seed=3), training(0.5), testing(0.5)):
        here = Message("Called in {mode} mode", mode=param["mode"])
        names = [Message("{here}, {name}", here=here, name=name) for name in ("x", "dropout_param")]
        args = (without_zeros(rng, 20, 30), param)
        expect_unchanged(submission, "dropout_forward", args, names, hint)
