"""What is asked of layers.py, most basic first. ``p`` is the probability of KEEPING a unit."""

import numpy as np

from autograder.checks import Exercise
from autograder.expect import expect, expect_array, expect_close, expect_rate

forward = Exercise("dropout_forward", module="layers", returns=("out", "cache"), kept=("cache",))
backward = Exercise("dropout_backward", module="layers")


def training(p, **more):
    return {"p": p, "mode": "train", **more}


def testing(p):
    return {"p": p, "mode": "test"}


def without_zeros(rng, *shape):
    """Inputs in which a zero of the output can only be a dropped unit."""
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def output(submission, x, dropout_param):
    out, _ = submission.dropout_forward(x, dropout_param)
    return expect_array(out, x.shape, "out")


@forward.check(points=1)
def test_mode_does_nothing(submission, reference, rng):
    """In test mode out equals x, whatever p is."""
    for p in (0.3, 0.8):
        x = without_zeros(rng, 20, 30)
        out = output(submission, x, testing(p))
        hint = "At test time every unit is there. What does that leave to do?"
        expect_close(out, x, f"In test mode with p = {p}, out", hint, observed=test_scale(out, x))


def test_scale(out, x):
    """The factor of test mode, or "random" where units differ."""
    factors = out / x
    return float(factors[0, 0]) if np.ptp(factors) < 1e-6 else "random"


@forward.check(points=1)
def drops_some_units(submission, reference, rng):
    """In train mode some units are dropped and others are kept."""
    kept = [output(submission, without_zeros(rng, 50, 60), training(0.5)) != 0 for _ in range(40)]
    share = np.mean(kept)
    hint = "A dropped unit is zero in out."
    expect(
        0 < share < 1, f"With p = 0.5, {share:.0%} of the units are kept, call after call.", hint
    )


@forward.check(points=1, after=drops_some_units)
def drops_units_independently(submission, reference, rng):
    """In train mode each unit of each example is dropped on its own."""
    kept = [output(submission, without_zeros(rng, 50, 60), training(0.5)) != 0 for _ in range(40)]
    hint = "How many random numbers does an input of shape (N, D) need?"
    for axes, together in (
        ((1, 2), "All units of the batch are kept or dropped together."),
        ((2,), "All units of an example are kept or dropped together."),
        ((1,), "All examples of the batch drop the same units."),
    ):
        expect(not uniform(np.mean(kept, axis=axes)), together, hint)


def uniform(rates):
    return bool(np.isin(rates, (0.0, 1.0)).all())


@forward.check(points=1, after=drops_units_independently)
def keeps_a_fraction_p(submission, reference, rng):
    """In train mode a fraction p of the units is kept."""
    for p in (0.25, 0.7):
        out = output(submission, without_zeros(rng, 150, 160), training(p))
        hint = "p is the probability of keeping a unit. Which random numbers keep one?"
        expect_rate(out != 0, p, f"With p = {p}, units kept", hint)


@forward.check(points=3)
def rescales_what_it_keeps(submission, reference, rng):
    """In train mode a kept unit becomes x / p, so that the expected output is x."""
    for p in (0.4, 0.8):
        for _ in range(100):
            x = without_zeros(rng, 40, 50)
            out = output(submission, x, training(p))
            kept = out != 0
            if kept.any():
                break
        expect(kept.any(), f"With p = {p}, no unit was ever kept.")
        factors = out[kept] / x[kept]
        typical = float(np.median(factors))
        even = bool(np.allclose(factors, typical, rtol=1e-5))
        expect_close(
            factors,
            np.full(factors.shape, 1 / p),
            f"With p = {p}, the factor out / x of the kept units"
            f" (typically {typical:.4g} where {1 / p:.4g} is right)",
            "By what must a kept unit be multiplied, so that out is x on average?",
            observed=(typical, even) if even else "uneven",
        )


@forward.check(points=1, after=drops_some_units)
def draws_a_new_mask(submission, reference, rng):
    """Without a seed every call draws a new mask."""
    x = without_zeros(rng, 50, 60)
    kept = [output(submission, x, training(0.5)) != 0 for _ in range(2)]
    same = (kept[0] == kept[1]).all() and not uniform(kept[0].mean())
    expect(not same, "Two calls drop the same units.", "Who seeds the random numbers, and when?")


@forward.check(points=1, after=drops_some_units)
def repeats_the_mask_of_a_seed(submission, reference, rng):
    """The same seed gives the same mask, and another seed another one."""
    x = without_zeros(rng, 50, 60)
    first, again, other = (
        output(submission, x, training(0.5, seed=seed)) != 0 for seed in (7, 7, 8)
    )
    hint = "Do your random numbers come from the generator that knows the seed?"
    expect((first == again).all(), "Two calls with seed 7 drop different units.", hint)
    same = (first == other).all() and not uniform(first.mean())
    expect(not same, "Seeds 7 and 8 drop the same units.", hint)


@forward.check(points=1, after=drops_units_independently, hidden=True)
def takes_any_number_of_dimensions(submission, reference, rng):
    """An x of any number of dimensions has each of its units dropped on its own."""
    for shape in ((500,), (20, 30, 40), (5, 6, 10, 11)):
        kept = output(submission, without_zeros(rng, *shape), training(0.6)) != 0
        together = len(shape) > 1 and uniform(kept.mean(axis=-1))
        hint = "Draw one random number for each element of x, whatever its shape."
        expect(not together, f"With x of shape {shape}, units are dropped together.", hint)


@forward.check(points=1, hidden=True)
def keeps_everything_when_p_is_1(submission, reference, rng):
    """With p = 1 nothing is dropped and nothing is rescaled."""
    x = without_zeros(rng, 30, 40)
    out, _ = submission.dropout_forward(x, training(1.0))
    kept = float(np.mean(np.isfinite(out) & (out != 0))) if np.shape(out) == x.shape else -1.0
    expect_close(out, x, "With p = 1, out", observed="nothing" if kept == 0 else "something")


@forward.check(points=1, after=drops_some_units, hidden=True)
def leaves_x_alone(submission, reference, rng):
    """The caller's x is not changed."""
    for param in (training(0.5), testing(0.5)):
        x = without_zeros(rng, 20, 30)
        after = submission.observe("dropout_forward", x, param).args
        unchanged = len(after) == 2 and np.array_equal(after[0], x)
        expect(
            unchanged,
            f"x is no longer what it was after a call in {param['mode']} mode.",
            "Operators such as *= write into the array itself.",
        )


def pass_through(submission, rng, shape, dropout_param):
    """One forward and one backward pass of the submission.

    Returns:
        dout, dx, and the factors d out / d x that count as right: the true one, and that of the
        submission's own forward where its mistake is known, so that it costs points only once.
    """
    for _ in range(100):  # one mask for the whole batch may drop it all
        x, dout = without_zeros(rng, *shape), rng.standard_normal(shape)
        out, cache = submission.dropout_forward(x, dropout_param)
        out = expect_array(out, shape, "out of your dropout_forward")
        if out.any():
            break
    dx = expect_array(submission.dropout_backward(dout, cache), shape, "dx")
    true = (out != 0) / dropout_param["p"] if dropout_param["mode"] == "train" else np.ones(shape)
    known = submission.recognised.get("dropout_forward")
    factors = [true, out / x] if known and known.follow_through else [true]
    if dropout_param["mode"] == "train":
        nothing = "Your dropout_forward drops nothing, so there is no gradient to block."
        expect(not out.all() or len(factors) > 1, nothing, "Mend dropout_forward first.")
    return dout, dx, factors


def expect_gradient(dout, dx, factors, what, hint, where=True):
    """Dx equals dout times one of the factors, at least where it is asked."""
    for factor in factors[1:]:
        if np.allclose(dx * where, dout * factor * where, rtol=1e-6):
            return
    ratio = dx[where] / dout[where] if where is not True else dx / dout
    even = np.ptp(ratio) < 1e-6 * abs(np.median(ratio)) + 1e-12
    expect_close(
        dx * where,
        dout * factors[0] * where,
        what,
        hint,
        observed=float(np.median(ratio)) if even else "uneven",
    )


@backward.check(points=1)
def blocks_dropped_units(submission, reference, rng):
    """In train mode no gradient flows to the units that the forward pass dropped."""
    for p in (0.3, 0.8):
        _, dx, factors = pass_through(submission, rng, (40, 50), training(p))
        dropped = factors[0] == 0
        leaks = float(np.mean(dx[dropped] != 0)) if dropped.any() else 0.0
        expect(
            leaks == 0,
            f"With p = {p}, dx is not zero at {leaks:.0%} of the dropped units.",
            "The mask that dropped a unit must also stop its gradient.",
            observed="all of them" if leaks == 1 else "some of them",
        )


@backward.check(points=2)
def scales_like_the_forward_pass(submission, reference, rng):
    """In train mode the gradient of a kept unit is scaled as the unit was: dx is dout / p."""
    for p in (0.3, 0.8):
        dout, dx, factors = pass_through(submission, rng, (40, 50), training(p))
        where = (factors[0] != 0) & (dx != 0)
        expect(where.any(), f"With p = {p}, dx is zero at every kept unit.")
        hint = "out is a multiple of x at a kept unit; what is its derivative?"
        expect_gradient(dout, dx, factors, f"With p = {p}, dx of the kept units", hint, where)


@backward.check(points=1)
def test_mode_passes_the_gradient(submission, reference, rng):
    """In test mode dx equals dout."""
    dout, dx, factors = pass_through(submission, rng, (20, 30), testing(0.4))
    hint = "What does the forward pass do in test mode, and what does it leave in the cache?"
    expect_gradient(dout, dx, factors, "In test mode, dx", hint)


@backward.check(points=1, after=(blocks_dropped_units, scales_like_the_forward_pass), hidden=True)
def takes_gradients_of_any_shape(submission, reference, rng):
    """The gradient may have any number of dimensions."""
    known = submission.recognised.get("dropout_forward")
    if known and known.name == "two_dimensions_only":
        return  # the forward pass has paid for it
    for shape in ((500,), (6, 7, 8), (3, 4, 5, 6)):
        dout, dx, factors = pass_through(submission, rng, shape, training(0.6))
        expect_gradient(dout, dx, factors, f"With dout of shape {shape}, dx", "")


@backward.check(points=1, after=blocks_dropped_units, hidden=True)
def leaves_dout_alone(submission, reference, rng):
    """The caller's dout is not changed."""
    x, dout = without_zeros(rng, 20, 30), rng.standard_normal((20, 30))
    _, cache = submission.dropout_forward(x, training(0.5))
    after = submission.observe("dropout_backward", dout, cache).args
    unchanged = len(after) == 2 and np.array_equal(after[0], dout)
    hint = "Operators such as *= write into the array itself."
    expect(unchanged, "dout is no longer what it was after the call.", hint)


@backward.check(points=0)
def keeps_the_dtype_of_dout(submission, reference, rng):
    """Dx has the dtype of dout."""
    x = without_zeros(rng, 4, 5).astype(np.float32)
    _, cache = submission.dropout_forward(x, training(0.5))
    dx = submission.dropout_backward(x, cache)
    dtype = getattr(dx, "dtype", None)
    expect(
        dtype == x.dtype,
        f"dx is {dtype} where dout is float32. That is not wrong, but a float64 mask doubles"
        " the memory and the time of everything that follows.",
    )
