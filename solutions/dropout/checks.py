"""Checks of dropout_forward, most basic first; ``p`` is the probability of KEEPING a unit."""

import numpy as np
from common import testing, training, without_zeros

from autograder import (
    Exercise,
    Measured,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_coin_for_each,
    expect_rate,
    expect_unchanged,
    is_rate,
    measured_rate,
)

forward = Exercise("dropout_forward", module="layers", returns=("out", "cache"), kept=("cache",))


def output(submission, x, dropout_param):
    out, _ = submission.dropout_forward(x, dropout_param)
    return expect_array(out, x.shape, "out")


def masks(submission, rng, calls):
    """Masks of kept units at p = 0.5, one for each call: (calls, 50, 60)."""
    outs = [output(submission, without_zeros(rng, 50, 60), training(0.5)) for _ in range(calls)]
    return np.array(outs) != 0


def uniform(rates):
    return bool(np.isin(rates, (0.0, 1.0)).all())


@forward.check(points=1)
def test_mode_does_nothing(submission, reference, rng):
    """In test mode out equals x, for every p."""
    for p in (0.3, 0.8):
        x = without_zeros(rng, 20, 30)
        out = output(submission, x, testing(p))
        seen = "some dropped" if out.any() and not out.all() else constant(out / x)
        hint = "At test time no unit is dropped. What is left to do?"
        what = Message("In test mode with p = {p}, out", p=p)
        expect_close(out, x, what, hint, observed=seen)


@forward.check(points=1)
def drops_some_units(submission, reference, rng):
    """In train mode some units are dropped and others are kept."""
    share = np.mean(masks(submission, rng, 40))
    message = Message("With p = 0.5, {share:.0%} of the units are kept in every call.", share=share)
    expect(0 < share < 1, message, "A dropped unit is zero in out.")


@forward.check(points=1, after=drops_some_units)
def drops_units_independently(submission, reference, rng):
    """In train mode each unit of each example is dropped independently of all others."""
    kept = masks(submission, rng, 40)
    hint = "How many random numbers does an input of shape (N, D) need?"
    expect_coin_for_each(kept, ("row", "column"), hint)


@forward.check(points=1, after=drops_units_independently)
def keeps_a_fraction_p(submission, reference, rng):
    """In train mode a fraction p of the units is kept."""
    kept = {
        p: output(submission, without_zeros(rng, 400, 500), training(p)) != 0 for p in (0.25, 0.7)
    }
    seen = tuple(measured_rate(units) for units in kept.values())
    hint = "p is the probability of keeping a unit. For which random numbers is a unit kept?"
    for p, units in kept.items():
        expect_rate(units, p, Message("With p = {p}, units kept", p=p), hint, observed=seen)


@forward.check(points=3)
def rescales_what_it_keeps(submission, reference, rng):
    """In train mode a kept unit becomes x / p, so that the expected output is x."""
    for p in (0.4, 0.8):
        for _ in range(100):  # one draw for the whole batch may drop it all
            x = without_zeros(rng, 41, 51)  # no share of it is exactly p or 1 - p
            out = output(submission, x, training(p))
            kept = out != 0
            if kept.any():
                break
        expect(kept.any(), Message("With p = {p}, no unit was ever kept.", p=p))
        factors = out[kept] / x[kept]
        typical = float(np.median(factors))
        by_count = 0 < kept.sum() < kept.size and np.isclose(typical, kept.size / kept.sum())
        what = Message(
            "With p = {p}, the factor out / x of the kept units (typically {typical:.4g} where"
            " {right:.4g} is right)",
            p=p,
            typical=typical,
            right=1 / p,
        )
        hint = "By what must a kept unit be multiplied, so that out is x on average?"
        seen = "by the share kept" if by_count else constant(factors)
        expect_close(factors, np.full(factors.shape, 1 / p), what, hint, observed=seen)


@forward.check(points=1, after=drops_some_units)
def draws_a_new_mask(submission, reference, rng):
    """Without a seed every call draws a new mask."""
    kept = masks(submission, rng, 5)
    drawn = [mask for mask in kept if not uniform(mask.mean())]
    same = len({mask.tobytes() for mask in drawn}) < len(drawn)
    expect(
        not same, "Of five calls, two drop the same units.", "Where does your code set the seed?"
    )


@forward.check(points=1, after=drops_some_units)
def repeats_the_mask_of_a_seed(submission, reference, rng):
    """The same seed gives the same mask, and another seed gives another mask."""
    x = without_zeros(rng, 50, 60)
    hint = "Do you draw from the generator that was made from the seed?"
    for seed in (7, 0):  # 0 is false, and a seed all the same
        first, again, other = (
            output(submission, x, training(0.5, seed=s)) != 0 for s in (seed, seed, 8)
        )
        same = (first == other).all() and not uniform(first.mean())
        message = Message("Seeds {seed} and 8 drop the same units.", seed=seed)
        expect(not same, message, hint, observed="same")
        message = Message("Two calls with seed {seed} drop different units.", seed=seed)
        expect((first == again).all(), message, hint, observed=(seed, "different"))


@forward.check(points=1, after=drops_units_independently, hidden=True)
def takes_any_number_of_dimensions(submission, reference, rng):
    """An x with any number of dimensions is dropped and rescaled like a matrix."""
    flat = without_zeros(rng, 400, 500)
    out = output(submission, flat, training(0.6))
    hint = "Draw one random number for each element of x, whatever its shape."
    expect(out.any(), "Every unit of a matrix is dropped.", hint, observed="share")
    share, typical = np.mean(out != 0), np.median(out[out != 0] / flat[out != 0])
    for shape in ((20_000,), (20, 30, 41), (5, 6, 10, 11)):
        x = without_zeros(rng, *shape)
        out = output(submission, x, training(0.6))
        kept = out != 0
        here = Message("With x of shape {shape}", shape=shape)
        text = "{here}, {kept:.1%} of the units are kept, and {share:.1%} of a matrix."
        message = Message(text, here=here, kept=kept.mean(), share=share)
        expect(is_rate(kept, share, tries=100), message, hint, observed="share")
        for axis in range(x.ndim if x.ndim > 1 else 0):
            together = uniform(kept.mean(axis=axis))
            message = Message("{here}, units are dropped together.", here=here)
            expect(not together, message, hint, observed="together")
        factors = out[kept] / x[kept]
        text = "{here}, kept units grow {grown:.4g} times, those of a matrix {typical:.4g} times."
        message = Message(text, here=here, grown=np.median(factors), typical=typical)
        expect(np.allclose(factors, typical, rtol=0.1), message, hint, observed="factor")


@forward.check(points=1, hidden=True)
def keeps_everything_when_p_is_1(submission, reference, rng):
    """With p = 1 nothing is dropped and nothing is rescaled."""
    x = without_zeros(rng, 30, 40)
    out = output(submission, x, training(1.0))
    seen = (Measured(float(np.mean(out != 0)), 0.05), constant(out / x))
    expect_close(out, x, "With p = 1, out", "Which units does your comparison drop?", observed=seen)


@forward.check(points=1, after=drops_some_units, hidden=True)
def leaves_its_arguments_alone(submission, reference, rng):
    """The caller's x and dropout_param are not changed."""
    hint = "Operators such as *= write into the array itself, and two layers may share the dict."
    for param in (training(0.5, seed=3), testing(0.5)):
        here = Message("Called in {mode} mode", mode=param["mode"])
        names = [Message("{here}, {name}", here=here, name=name) for name in ("x", "dropout_param")]
        args = (without_zeros(rng, 20, 30), param)
        expect_unchanged(submission, "dropout_forward", args, names, hint)
