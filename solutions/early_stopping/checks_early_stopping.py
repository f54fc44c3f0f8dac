"""Checks of EarlyStopping, most basic first.

Every attribute is judged by itself, epoch by epoch, whatever step returns; and where step says
stop in another way than asked, that costs one point, and it is judged by its own way from there on.
"""

from functools import partial

import common_stopping as common
import numpy as np
from common_stopping import RIGHT, STOPS, signal_of, watched, way_of

from autograder import Exercise, Message, expect, kind_of

NAN, INF = float("nan"), float("inf")
AFTER = Message("After the last step, params")
FALL = [8.9, 7.3, 6.7, 5.9, 5.3]  # nothing is said of the first epochs here
watcher = Exercise("EarlyStopping", module="stopping")


@watcher.check(points=1)
def finds_the_lowest_loss(submission, reference, rng):
    """best_loss is the lowest loss so far, whatever its sign and its type."""
    hint = "With which loss must a new loss be compared?"
    cases = (
        ([5.3, 4.1, 2.7, 3.1, 2.9, 6.1], "Python"),
        ([3.7, -1.3, -5.3, -4.9, -6.1, -0.7], "Python"),
        ([6.7, 5.3, 0.0, 0.7, 1.9], "Python"),
        ([9e17, 7e15, 8e15], "Python"),
        ([6.75, 5.25, 5.5, 4.75], "float32"),
        ([6.75, 5.25, 5.5, 4.75], "arrays"),
        ([9, 7, 8, 6], "integers"),
    )
    asked = [watched(submission, losses, 50, 0.0, common.NAMES, kind) for losses, kind in cases]
    for seen, (losses, kind) in zip(asked, cases, strict=True):
        expect_lowest(seen, losses, kind, hint)


def expect_lowest(seen, losses, kind, hint):
    """best_loss is the lowest loss after each epoch but the first, of which another check asks."""
    found = [seen.loss(e) for e in range(1, len(losses) + 1)]
    for e in range(2, len(losses) + 1):
        if found[e - 1] == min(losses[:e]):
            continue
        raw = seen.after(e, "best_loss")
        shown = Message("{found:g}", found=found[e - 1])
        is_number = found[e - 1] == found[e - 1] or isinstance(raw, float)
        shown = shown if is_number else Message("a {kind}", kind=kind_of(raw))
        of = {"Python": "", "arrays": " as arrays of one element"}.get(kind, " of type {kind}")
        here = Message(of, kind=kind)
        text = "After losses {losses}{here}, best_loss is {shown}."
        message = Message(text, losses=common.numbers(losses[:e]), here=here, shown=shown)
        expect(False, message, hint, observed=(kind, *common.plain(found)))


@watcher.check(points=1)
def keeps_the_first_epoch(submission, reference, rng):
    """After its first epoch the training has a best epoch, whether its loss is a number or NaN."""
    hint = "Until something better comes, the first epoch is the best: its loss, its parameters."
    way = way_of(submission)
    start = common.counted_from(submission, way)
    seen = {loss: watched(submission, [loss], way=way) for loss in (7.3, -3.7, 9e17, NAN, INF)}
    found = {loss: (one.loss(1), one.kept(1), one.epoch(1)) for loss, one in seen.items()}
    trace = common.plain([value + 10.7 for values in found.values() for value in values])
    risen = watched(submission, [7.3, 9.1], way=way).epoch(2)
    trace += (risen + 10.7,)
    for loss, (low, kept, epoch) in found.items():
        finite, right = np.isfinite(loss), epoch == start
        text = "The first loss is not kept: after {loss:g}, best_loss is {low:g}."
        expect(not finite or low == loss, Message(text, loss=loss, low=low), hint, observed=trace)
        text = (
            "The parameters of the first epoch are not kept: after the loss {loss:g}, they are not"
            " in best_params."
        )
        expect(kept == 1, Message(text, loss=loss), hint, observed=trace)
        text = "The first epoch is not kept: after the loss {loss:g}, best_epoch is {epoch:g}."
        expect(right, Message(text, loss=loss, epoch=epoch), hint, observed=trace)
    text = "The first epoch does not stay the best: after losses 7.3, 9.1, best_epoch is {risen:g}."
    expect(risen == start, Message(text, risen=risen), hint, observed=trace)


@watcher.check(points=1)
def numbers_the_best_epoch_from_1(submission, reference, rng):
    """best_epoch is the number of the epoch with the lowest loss; the first is epoch 1."""
    hint = "Epochs are numbered 1, 2, 3, ..."
    way = way_of(submission)
    cases = [*FALL, 6.1, 7.9], [*FALL[:3], 9.1], [*FALL, 4.7, 3.1, 3.3]
    asked = [watched(submission, losses, way=way) for losses in cases]
    for losses, seen in zip(cases, asked, strict=True):
        found = [seen.epoch(e) for e in range(1, len(losses) + 1)]
        best = int(np.argmin(losses)) + 1
        raw = seen.after(len(losses), "best_epoch")
        shown = raw if found[-1] == found[-1] else Message("a {kind}", kind=kind_of(raw))
        message = Message("best_epoch is {shown} where {best} is right.", shown=shown, best=best)
        expect(found[-1] == best, message, hint, observed=common.plain(np.add(found, 10.7)))


@watcher.check(points=1)
def stops_when_patience_runs_out(submission, reference, rng):
    """Step returns True after `patience` epochs without improvement, and False before that."""
    hint = "With patience = 1, the first epoch that does not improve is the last."
    way = way_of(submission)
    expect_contract(submission, way)
    cases = [(STOPS, 1, 4), (STOPS, 2, 5), (STOPS, 4, 7), (STOPS[:3], 1, 0), (STOPS[2:], 3, 4)]
    common.expect_stops(submission, RIGHT, cases, hint, way)


def expect_contract(submission, way):
    """Step is there, and what it returns is true or false."""
    seen = submission.watch(np.array(STOPS) * way, 2, 0.0)
    has_step = not isinstance(seen, dict) or seen.get("has_step") is True
    message = (
        "EarlyStopping has no method step; as a function it is called where step is asked for."
    )
    expect(has_step, message, common.CONTRACT, observed="no step")
    rows = common.read(seen, way).rows
    signal = signal_of(submission, way)
    returned = rows[0].get("returned")
    if common.as_bool(returned) is None:
        text = "step returns a {kind}, which counts as True in any case, and not True or False."
        message = Message(text, kind=kind_of(returned))
        expect(False, message, common.CONTRACT, observed=(kind_of(returned), str(signal)))
    nothing = all(row.get("returned") is None for row in rows)
    flag = signal.where if signal and not signal.where.startswith(("returned", "entry")) else ""
    if nothing and flag:
        text = "step returns nothing. It sets self.{flag}, of which nobody else knows."
        hint = Message("Whether to stop is what step returns: True or False.")
        expect(False, Message(text, flag=flag), hint, observed="a flag")
    message = "step returns nothing, so no training ever stops."
    expect(not nothing, message, common.CONTRACT, observed="nothing")
    if signal and signal.where == "returned" and signal.inverted:
        text = "step returns True as long as training is to go on, and False when it is to stop."
        expect(False, text, common.CONTRACT, observed=("go on", signal.late + 10.7))


@watcher.check(points=1)
def counts_anew_after_an_improvement(submission, reference, rng):
    """Only epochs in a row count: an improvement sets the count back."""
    hint = "What happens to the count when an epoch improves?"
    way = way_of(submission)
    signal = signal_of(submission, way)
    message = "It cannot be seen, for nothing says when patience has run out."
    expect(signal is not None, message, hint, observed="no signal")
    up_and_down = [5.3, 6.1, 4.1, 5.1, 3.7, 4.3, 2.9, 3.1, 1.3]
    twice = [5.3, 6.1, 4.1, 5.1, 6.1, 3.7, 3.9, 4.3, 4.7]
    common.expect_stops(submission, signal, [(up_and_down, 2, 0), (twice, 3, 9)], hint, way)


@watcher.check(points=2)
def keeps_a_copy_of_the_best_params(submission, reference, rng):
    """best_params are the parameters of the best epoch, even if the arrays change later."""
    hint = "The optimizer writes into the same arrays later. What does best_params refer to?"
    way = way_of(submission)
    cases = [*FALL, 6.1, 7.9], [*FALL[:3], 9.1]
    asked = [watched(submission, losses, way=way) for losses in cases]
    for losses, seen in zip(cases, asked, strict=True):
        best = int(np.argmin(losses)) + 1
        common.expect_params(seen.final, best, common.SHAPES, "best_params", hint)


@watcher.check(points=1)
def asks_for_more_than_min_delta(submission, reference, rng):
    """An epoch improves only if its loss is below best_loss by more than min_delta."""
    hint = "best_loss stays what it was when an epoch does not improve."
    way = way_of(submission)
    cases = (
        # Small steps down add up: from 5.25 to 5.125 is too little, from 5.25 to 4.875 is enough.
        [9.5, 7.25, 5.25, 5.125, 5.0625, 4.875, 4.75, 4.9375],
        [9.5, 7.25, 5.25, 5.375, 5.3125, 5.4375, 8.5],
        [3.5, -1.75, -5.25, -5.375, -5.625],
    )
    case = [7.25, 5.25, 5.125, 5.0625, 5.03125], 3, 5, 0.25
    common.expect_all(
        partial(common.expect_best, submission, reference, cases, hint, 0.25, way=way),
        partial(expect_stops_if_seen, submission, [case], hint, way),
    )


def expect_stops_if_seen(submission, cases, hint, way):
    """See expect_stops: where it can be seen at all when a training is to stop."""
    if signal := signal_of(submission, way):
        common.expect_stops(submission, signal, cases, hint, way)


@watcher.check(points=1)
def a_tie_is_no_improvement(submission, reference, rng):
    """A loss equal to best_loss - min_delta is no improvement: the earlier epoch stays the best."""
    hint = "Lower by MORE than min_delta: is your comparison strict?"
    way = way_of(submission)
    expect_tie(submission, reference, [8.5, 7.25, 5.25, 5.25, 5.25], 2, 0.0, hint, way)
    crumb, step = (watched(submission, [9.5, 7.25, 7.25 - d], 50, 0.25, way=way) for d in (0.1, 1))
    if crumb.loss(3) == 7.25 and step.loss(3) == 6.25:  # min_delta counts, as another check asks
        expect_tie(submission, reference, [9.5, 7.25, 7.0, 7.0], 2, 0.25, hint, way)


def expect_tie(submission, reference, losses, patience, min_delta, hint, way):
    """Of two equal losses the earlier epoch stays the best, and patience runs out."""
    case = losses, patience, len(losses), min_delta
    best = partial(common.expect_best, submission, reference, [losses], hint, min_delta)
    common.expect_all(
        partial(best, way=way, loss=False),
        partial(expect_stops_if_seen, submission, [case], hint, way),
    )


@watcher.check(points=1, hidden=True)
def takes_nan_for_no_improvement(submission, reference, rng):
    """NaN and infinity are no improvement, and count against patience as any other epoch does."""
    hint = "Every comparison with NaN is false. What does your code do then?"
    way = way_of(submission)
    best = [8.9, 7.3, NAN, 5.3, NAN], [NAN, 7.3, 5.9, 6.1], [INF, 7.3, 5.9, 6.1]
    stops = [
        ([7.3, 5.3, NAN, NAN, NAN], 3, 5),
        ([7.3, NAN, 5.3, 4.1], 2, 0),
        ([NAN, NAN, NAN], 3, 3),
        ([NAN, 7.3, 5.9, 4.7, 4.1], 3, 0),
    ]
    common.expect_all(
        partial(common.expect_best, submission, reference, best, hint, way=way),
        partial(expect_stops_if_seen, submission, stops, hint, way),
    )


@watcher.check(points=1, hidden=True)
def takes_any_parameters(submission, reference, rng):
    """Parameters of any names and shapes are kept, and step leaves them as they are."""
    hint = "params may have any names, and step does not restore them."
    way = way_of(submission)
    names = ("W1", "b1", "gamma", "W_last", "x")
    shapes = {name: common.SHAPES.get(name[0] + "1", (2, 1, 2)) for name in names}
    losses = [5.3, 4.1, 4.3, 4.7, 4.9]
    seen = watched(submission, losses, 2, 0.0, names, way=way)
    best = seen.after(2, "best_params")
    common.expect_params(best, 2, shapes, "best_params", hint)
    extra = sorted(set(best) - set(names))
    expect(not extra, "best_params has names that params does not have.", hint)
    for epoch in range(1, min(len(seen.rows), 4) + 1):
        common.expect_params(seen.after(epoch, "params"), epoch, shapes, AFTER, hint)


@watcher.check(points=1, hidden=True)
def watches_one_training_each(submission, reference, rng):
    """Two EarlyStoppings that are used alternately do not affect each other."""
    hint = "Keep in self what belongs to one training."
    way = way_of(submission)
    signal = signal_of(submission, way) or RIGHT
    # With a patience of 3 the first says stop at the very last loss, and the second never.
    losses = np.array([[5.3, 4.1, 3.7, 3.9, 4.3, 4.5], [1.9, 2.3, 2.9, 1.3, 3.1, 4.1]]) * way
    pair = submission.watch_two(*losses, 3 - signal.late)
    expect(isinstance(pair, list) and len(pair) == 2, "EarlyStopping gave no answer.")
    both = [done(common.read(seen), signal) for seen in pair]
    alone = [done(watched(submission, row, 3 - signal.late), signal) for row in losses]
    idle = all(len(set(column)) == 1 for row in alone for column in row)
    expect(not idle, "It cannot be seen, for nothing changes from loss to loss.", hint)
    for what, text in enumerate(
        (
            "Used alternately, the two say stop after epochs {both} (0: never); alone {alone}.",
            "Used alternately, the two have the best epochs {both}; alone {alone}.",
            "Used alternately, the two keep parameters of epochs {both}; alone {alone}.",
        )
    ):
        together, apart = ([row[what] for row in rows] for rows in (both, alone))
        shown = [
            common.numbers([common.first_true(row) if what == 0 else row[-1] for row in rows])
            for rows in (together, apart)
        ]
        message = Message(text, both=shown[0], alone=shown[1])
        trace = common.plain([value for row in together for value in row])
        expect(str(together) == str(apart), message, hint, observed=(what, *trace))


def done(seen, signal):
    """Where stop was said, the best epochs, and the epochs whose parameters were kept."""
    epochs = range(1, len(seen.rows) + 1)
    said = [bool(signal.read(row)) for row in seen.rows]
    return said, [seen.epoch(e) for e in epochs], [seen.kept(e) for e in epochs]
