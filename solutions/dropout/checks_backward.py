"""Checks of dropout_backward, most basic first; ``p`` is the probability of KEEPING a unit."""

import numpy as np
from common import without_zeros
from common_passes import misses_the_cache, test_pass, train_pass

from autograder import (
    Exercise,
    Failed,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
    measured_rate,
)

backward = Exercise("dropout_backward", module="layers", without=("dropout_forward",))


def gradient(submission, one, dout):
    """The gradient of a pass, as an array."""
    try:
        dx = one.backward(submission, dout)
    except Failed as failed:
        whole = any(word in failed.message for word in ("inhomogeneous", "'dict'", "'tuple'"))
        if whole and failed.status == "error":
            failed.hint = Message(
                "Perhaps a whole cache (a tuple or a dict) stands where the mask in it is meant."
            )
        raise
    return expect_array(dx, dout.shape, "dx")


def observe(dout, dx, factor):
    """What tells a wrong gradient from others: its ratio to dout, and to what is right."""
    ratio, times = constant(dx / dout), constant(dx / (dout * factor))
    if ratio == "uneven" and constant(dx) != "uneven":
        return "whatever dout is", constant(dx), constant(dx / factor)
    return ratio, times


def expect_gradient(dout, dx, factors, what, hint="", observed=None):
    """Compare dx with dout times each of the factors."""
    if any(np.allclose(dx, dout * factor, rtol=1e-6) for factor in factors[1:]):
        return
    found, right = constant(dx / dout), constant(factors[0])
    if "uneven" not in (found, right):
        text = "{what} is {found:.4g} times dout, where out is {right:.4g} times x."
        message = Message(text, what=what, found=found, right=right)
        expect(np.isclose(found, right, rtol=1e-6), message, hint, observed=observed)
    expect_close(dx, dout * factors[0], what, hint, observed=observed)


@backward.check(points=1)
def blocks_dropped_units(submission, reference, rng):
    """In train mode the gradient flows to the units that were kept, and to no others."""
    hint = "The mask that dropped a unit must also stop its gradient."
    for p in (0.3, 0.8):
        one, dout = train_pass(submission, rng, (40, 50), p), rng.standard_normal((40, 50))
        dx, kept = gradient(submission, one, dout), one.kept
        leaks, starves = measured_rate(dx[~kept] != 0), measured_rate(dx[kept] == 0)
        everywhere = dx[0] if constant(dx / dout) != "uneven" else "uneven"
        passed = constant(dx[~kept] / dout[~kept])
        seen = (leaks, starves, passed, constant((dx / dout)[kept & (dx != 0)]), everywhere)
        text = "With p = {p}, dx is not zero at {share:.0%} of the dropped units."
        expect(not leaks.value, Message(text, p=p, share=leaks.value), hint, observed=seen)
        text = "With p = {p}, dx is zero at {share:.0%} of the kept units."
        expect(not starves.value, Message(text, p=p, share=starves.value), hint, observed=seen)


@backward.check(points=2)
def scales_like_the_forward_pass(submission, reference, rng):
    """In train mode the gradient of a kept unit is scaled as the unit was: dx is dout / p."""
    found = {}
    for p in (0.3, 0.8):
        one, dout = train_pass(submission, rng, (40, 50), p), rng.standard_normal((40, 50))
        dx = gradient(submission, one, dout)
        where = one.kept & (dx != 0)
        expect(where.any(), Message("With p = {p}, dx is zero at every kept unit.", p=p))
        ignored = one.known and dx[~one.kept].any()  # so that dx = dout is no gradient of out = x
        factors = (one.kept / p,) if ignored else one.factors
        found[p] = dout[where], dx[where], [factor[where] for factor in factors]
    hint = "out is a multiple of x at a kept unit; what is its derivative?"
    seen = tuple(observe(dout, dx, factors[0]) for dout, dx, factors in found.values())
    for p, (dout, dx, factors) in found.items():
        what = Message("With p = {p}, dx of the kept units", p=p)
        expect_gradient(dout, dx, factors, what, hint, seen)


@backward.check(points=1)
def test_mode_passes_the_gradient(submission, reference, rng):
    """In test mode dx equals dout."""
    one, dout = test_pass(submission, rng, (20, 30), 0.4), rng.standard_normal((20, 30))
    hint = "What does the forward pass do in test mode, and what does it leave in the cache?"
    try:
        dx = gradient(submission, one, dout)
    except Failed as failed:
        if not misses_the_cache(submission, failed, one):
            raise
        message = Message("In test mode the cache is None, and {found}", found=failed.message)
        raise Failed(message, hint, observed="the cache is None") from None
    seen = observe(dout, dx, one.factors[0])
    expect_gradient(dout, dx, one.factors, Message("In test mode, dx"), hint, seen)


@backward.check(points=1, after=blocks_dropped_units, hidden=True)
def follows_its_own_forward_pass(submission, reference, rng):
    """Each backward pass uses the mask of its own forward pass, also where x is zero."""
    shape, passes = (40, 50), []
    for _ in range(2):
        x = without_zeros(rng, *shape) * (rng.random(shape) < 0.5)
        passes.append((x, train_pass(submission, rng, shape, 0.6, x)))
    for (x, one), (y, other) in zip(passes, reversed(passes), strict=True):
        dx = gradient(submission, one, np.ones(shape))
        where = one.known | (x != 0)
        own = ((dx != 0) == one.kept)[where]
        others = ((dx != 0) == other.kept)[where & (one.known | (y != 0))]
        hint = "Store the mask of a forward pass in the cache that it returns."
        seen = (measured_rate(own), float(others.mean()))
        expect(own.all(), "dx follows the mask of another forward pass.", hint, observed=seen)
        hint = "A zero in out may be a dropped unit, or a kept one whose x was zero."
        expect((dx[x == 0] != 0).any(), "dx is zero wherever x is zero.", hint)


@backward.check(points=1, after=blocks_dropped_units, hidden=True)
def takes_gradients_of_any_shape(submission, reference, rng):
    """The gradient may have any number of dimensions, and is then scaled like a matrix."""
    one, dout = train_pass(submission, rng, (20, 30), 0.6), rng.standard_normal((20, 30))
    found = constant((gradient(submission, one, dout) / dout)[one.kept])
    usual = [constant(factor[one.kept]) for factor in one.factors]
    even = "uneven" not in (found, *usual)
    expect(even, "dx of the kept units is no multiple of dout.", observed="no multiple")
    for shape in ((500,), (6, 7, 8), (3, 4, 5, 6)):
        one, dout = train_pass(submission, rng, shape, 0.6), rng.standard_normal(shape)
        what = Message("With dout of shape {shape}, dx", shape=shape)
        right = [factor * (found / times) for times in usual for factor in one.factors]
        expect_gradient(dout, gradient(submission, one, dout), right, what)


@backward.check(points=1, hidden=True)
def leaves_dout_alone(submission, reference, rng):
    """The caller's dout is not changed."""
    one, dout = train_pass(submission, rng, (20, 30), 0.5), rng.standard_normal((20, 30))
    returned = expect_unchanged(submission, one.function, (dout, *one.args), ("dout",))
    dx = expect_array(one.dx_of(returned), dout.shape, "dx")
    twice = [gradient(submission, one, np.zeros_like(dout)) for _ in range(2)]
    depends = dx.any() and not np.array_equal(dx, twice[0]) and np.array_equal(*twice)
    expect(depends, "dx has nothing to do with dout.", observed="nothing to do with dout")


@backward.check(points=0)
def is_judged_with_the_mask_of_its_forward_pass(submission, reference, rng):
    """The backward pass is judged with the mask that the forward pass drew."""
    one = train_pass(submission, rng, (20, 30), 0.5)
    if not isinstance(one.backward(submission, np.ones((20, 30))), np.ndarray):
        return  # there is nothing that was judged
    text = (
        "dropout_forward gives no mask that drops some units and keeps others, so this backward"
        " pass was judged with a known mask in its place."
    )
    more = (
        " What the forward pass does with a kept unit cannot be told: dout times the mask, and"
        " that divided by p, both count as right."
    )
    expect(not one.known, text + more if len(one.factors) > 1 else text)
