"""Checks of dropout_backward, most basic first; ``p`` is the probability of KEEPING a unit."""

import numpy as np
from checks import (
    drops_some_units,
    drops_units_independently,
    keeps_a_fraction_p,
    rescales_what_it_keeps,
    takes_any_number_of_dimensions,
    test_mode_does_nothing,
)
from common import testing, training, without_zeros

from autograder import (
    Exercise,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
)

backward = Exercise("dropout_backward", module="layers")


def pass_through(submission, rng, shape, dropout_param):
    """One forward and one backward pass of the submission.

    Returns:
        dout, dx, and the factors d out / d x that count as right: the true one, and that of the
        submission's own forward pass where its factor has cost points there already.
    """
    lost, p, train = submission.lost, dropout_param["p"], dropout_param["mode"] == "train"
    for _ in range(100):  # one draw for the whole batch may drop it all
        x, dout = without_zeros(rng, *shape), rng.standard_normal(shape)
        out, cache = submission.dropout_forward(x, dropout_param)
        out = expect_array(out, shape, "out of your dropout_forward")
        if out.any():
            break
    dx = expect_array(submission.dropout_backward(dout, cache), shape, "dx")
    together = drops_units_independently in lost and drops_some_units not in lost
    if train and not together:
        nothing = "Your dropout_forward drops nothing, so there is no gradient to block."
        expect(not out.all(), nothing, "Fix dropout_forward first.")
    factors = [(out != 0) / p if train else np.ones(shape)]
    paid = {keeps_a_fraction_p, rescales_what_it_keeps} if train else {test_mode_does_nothing}
    if paid & lost and drops_some_units not in lost:
        factors.append(out / x)
    return dout, dx, factors


def expect_gradient(dout, dx, factors, what, hint="", where=None):
    """Compare dx with dout times each of the factors, at all places or at some."""
    where = np.ones(dx.shape, bool) if where is None else where
    for factor in factors[1:]:
        if np.allclose(dx[where], (dout * factor)[where], rtol=1e-6):
            return
    ratio = constant(dx[where] / dout[where])
    same = constant(dx[where])
    seen = ("whatever dout is", same) if ratio == "uneven" and same != "uneven" else ratio
    expect_close(dx * where, dout * factors[0] * where, what, hint, observed=seen)


@backward.check(points=1)
def blocks_dropped_units(submission, reference, rng):
    """In train mode the gradient flows to the units that were kept, and to no others."""
    for p in (0.3, 0.8):
        dout, dx, factors = pass_through(submission, rng, (40, 50), training(p))
        dropped = factors[0] == 0
        leaks = np.mean(dx[dropped] != 0) if dropped.any() else 0.0
        seen = constant(dx[dropped] / dout[dropped]) if leaks == 1 else "some"
        hint = "The mask that dropped a unit must also stop its gradient."
        text = "With p = {p}, dx is not zero at {share:.0%} of the dropped units."
        expect(leaks == 0, Message(text, p=p, share=leaks), hint, observed=seen)
        nothing = Message("With p = {p}, out is zero everywhere in every call.", p=p)
        expect(not dropped.all(), nothing)
        starves = np.mean(dx[~dropped] == 0)
        text = "With p = {p}, dx is zero at {share:.0%} of the kept units."
        expect(starves == 0, Message(text, p=p, share=starves), hint, observed="starves")


@backward.check(points=2)
def scales_like_the_forward_pass(submission, reference, rng):
    """In train mode the gradient of a kept unit is scaled as the unit was: dx is dout / p."""
    for p in (0.3, 0.8):
        dout, dx, factors = pass_through(submission, rng, (40, 50), training(p))
        where = (factors[0] != 0) & (dx != 0)
        expect(where.any(), Message("With p = {p}, dx is zero at every kept unit.", p=p))
        hint = "out is a multiple of x at a kept unit; what is its derivative?"
        what = Message("With p = {p}, dx of the kept units", p=p)
        expect_gradient(dout, dx, factors, what, hint, where)


@backward.check(points=1)
def test_mode_passes_the_gradient(submission, reference, rng):
    """In test mode dx equals dout."""
    dout, dx, factors = pass_through(submission, rng, (20, 30), testing(0.4))
    hint = "What does the forward pass do in test mode, and what does it leave in the cache?"
    expect_gradient(dout, dx, factors, "In test mode, dx", hint)


@backward.check(points=1, after=blocks_dropped_units, hidden=True)
def follows_its_own_forward_pass(submission, reference, rng):
    """Each backward pass uses the mask of its own forward pass, also where x is zero."""
    passes = []
    for _ in range(2):
        x = without_zeros(rng, 40, 50) * (rng.random((40, 50)) < 0.5)
        out, cache = submission.dropout_forward(x, training(0.6))
        passes.append((x, expect_array(out, x.shape, "out of your dropout_forward"), cache))
    for x, out, cache in passes:
        dx = expect_array(submission.dropout_backward(np.ones(x.shape), cache), x.shape, "dx")
        follows = ((dx != 0) == (out != 0))[x != 0].all()
        hint = "Store the mask of a forward pass in the cache that it returns."
        expect(follows, "dx follows the mask of another forward pass.", hint)
        together = drops_units_independently in submission.lost
        passed_on = (dx[x == 0] != 0).any() or together
        hint = "A zero in out may be a dropped unit, or a kept one whose x was zero."
        expect(passed_on, "dx is zero wherever x is zero.", hint)


@backward.check(points=1, after=(blocks_dropped_units, scales_like_the_forward_pass), hidden=True)
def takes_gradients_of_any_shape(submission, reference, rng):
    """The gradient may have any number of dimensions."""
    if takes_any_number_of_dimensions in submission.lost:
        return  # the forward pass has paid for it
    for shape in ((500,), (6, 7, 8), (3, 4, 5, 6)):
        dout, dx, factors = pass_through(submission, rng, shape, training(0.6))
        what = Message("With dout of shape {shape}, dx", shape=shape)
        expect_gradient(dout, dx, factors, what)


@backward.check(points=1, after=blocks_dropped_units, hidden=True)
def leaves_dout_alone(submission, reference, rng):
    """The caller's dout is not changed."""
    x, dout = without_zeros(rng, 20, 30), rng.standard_normal((20, 30))
    _, cache = submission.dropout_forward(x, training(0.5))
    expect_unchanged(submission, "dropout_backward", (dout, cache), ("dout",))


@backward.check(points=0)
def keeps_the_dtype_of_dout(submission, reference, rng):
    """The gradient dx has the dtype of dout."""
    x = without_zeros(rng, 4, 5).astype(np.float32)
    _, cache = submission.dropout_forward(x, training(0.5))
    dx = submission.dropout_backward(x, cache)
    dtype = getattr(dx, "dtype", None)
    text = (
        "dx is {dtype} where dout is float32. That is not wrong, but a float64 mask doubles the"
        " memory and the time of everything that follows."
    )
    expect(dtype == x.dtype, Message(text, dtype=dtype))
