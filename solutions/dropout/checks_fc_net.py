"""Checks of fc_net.py, most basic first; ``p`` is the probability of KEEPING a unit.

Each mistake costs its own points: what a net makes of its last layer, of the mode, of the batch's
size and of the places of dropout is found out, and the other checks follow it.
"""

from dataclasses import replace

import numpy as np
from common import testing, training
from common_net import (
    RTOL,
    Habits,
    a_dict,
    all_close,
    batch,
    close,
    expect_an_answer,
    gradients_of,
    habits_of,
    loss_of,
    masks_of_its_own,
    net_given,
    pair,
    read_gradients,
    read_loss,
    scores_of,
    small_net,
)

from autograder import (
    Exercise,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
    listed,
)

net = Exercise("fc_net_loss", module="fc_net", stand_ins=("layers",))


def expect_grads(found, expected, hint, what="The gradient of {key}", **values):
    """Every gradient is right; the message names the first that is not, from the last layer on."""
    for key in sorted(expected, key=lambda key: (-int(key[1:]), key[0])):
        message = Message(what, key=key, **values)
        expect_close(found[key], expected[key], message, hint, rtol=RTOL)


@net.check(points=1)
def gives_scores_without_labels(submission, reference, rng):
    """With y = None it returns the scores, of shape (N, C)."""
    params, (X, _) = small_net(rng, 6, 8, 5), batch(rng, 6, 5)
    scores = submission.fc_net_loss(params, X, None, testing(0.5), 0.1)
    true = reference.fc_net_loss(params, X, None, testing(0.5), 0.1)
    hint = "Compare with {affine - relu - dropout} x (L - 1) - affine, layer by layer."
    expect_close(scores, true, "scores", hint, rtol=RTOL)


@net.check(points=1)
def computes_the_loss(submission, reference, rng):
    """Without a penalty and in test mode the loss is the mean softmax loss of the scores."""
    habits = habits_of(submission, rng)
    params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 6, 5)
    loss = loss_of(submission, params, X, y, testing(0.5), 0.0)
    true, _ = reference.fc_net_loss(params, X, y, testing(0.5), 0.0)
    if (
        habits.relu_last or habits.always or not habits.relu
    ):  # that of its own scores, which have cost their points
        own, mean, _ = habits.net(params, X, y, testing(0.5))
        if close(scores_of(submission, params, X, testing(0.5)), own):
            true = mean / len(X) if habits.loss_summed else mean
    hint = "With reg = 0 the loss is the softmax loss alone. Is yours a mean over the examples?"
    expect_close(loss, true, "The loss", hint, rtol=RTOL)


@net.check(points=1)
def adds_the_penalty_to_the_loss(submission, reference, rng):
    """The penalty adds reg / 2 times the sum of all squared weights, without the biases."""
    found = {}
    for reg in (0.3, 2.0):
        params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 6, 5, examples=7)
        loss = loss_of(submission, params, X, y, testing(0.5), reg)
        without = loss_of(submission, params, X, y, testing(0.5), 0.0)
        squares = sum(np.sum(w**2) for key, w in params.items() if key.startswith("W"))
        found[reg] = loss - without, 0.5 * reg * squares
    hint = "Which parameters are in the sum, and by what factor is it multiplied?"
    for reg, (added, true) in found.items():
        what = Message("The penalty for reg = {reg}", reg=reg)
        expect_close(added, true, what, hint, rtol=RTOL)


@net.check(points=1)
def computes_the_gradients(submission, reference, rng):
    """Without a penalty and in test mode the gradients are those of the loss, in every layer."""
    habits = habits_of(submission, rng)
    params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 6, 5)
    grads = gradients_of(submission, params, X, y, testing(0.5), 0.0)
    mean, own = (
        replace(habits, grads_summed=summed).net(params, X, y, testing(0.5))[2]
        for summed in (False, habits.loss_summed)
    )
    if not all_close(grads, own):
        expect_grads(grads, mean, "Go back through the layers in the opposite order.")


@net.check(points=1)
def gives_gradients_of_the_shapes_of_params(submission, reference, rng):
    """The dict grads has the keys of params, and each gradient the shape of its parameter."""
    params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 6, 5)
    _, grads = pair(submission.fc_net_loss(params, X, y, testing(0.5), 0.0))
    grads = a_dict(grads)
    odd = [key for key in params if key not in grads] + [key for key in grads if key not in params]
    message = Message("grads has not the keys of params; what differs is {odd}.", odd=listed(odd))
    expect(not odd, message, observed=("keys", *map(str, odd)))
    expect_an_answer(submission, rng, params)
    for key, value in params.items():
        expect_array(grads[key], value.shape, Message("The gradient of {key}", key=key))


def penalty_gradients(submission, rng, reg, *widths):
    """What the penalty adds to each gradient, by parameter.

    That is a multiple of reg * parameter; or ("all", a multiple) of reg * the sum of all elements,
    the same for each; or "uneven".
    """
    params, (X, y) = small_net(rng, *widths), batch(rng, widths[0], widths[-1], examples=7)
    grads = gradients_of(submission, params, X, y, testing(0.5), reg)
    without = gradients_of(submission, params, X, y, testing(0.5), 0.0)
    for key, value in params.items():
        growth, unit = grads[key] - without[key], reg * value
        times = float(np.sum(growth * unit) / np.sum(unit * unit))
        even = np.allclose(growth, times * unit, rtol=0, atol=RTOL * np.abs(unit).max())
        same = constant(growth)
        other = "uneven" if same == "uneven" else ("all", round(same / unit.sum(), 3))
        yield key, round(times, 5) if even else other


@net.check(points=1)
def adds_the_penalty_to_the_gradients(submission, reference, rng):
    """The penalty adds reg * W to the gradient of each W, and nothing to that of a bias."""
    added = dict(penalty_gradients(submission, rng, 0.7, 6, 8, 9, 5))
    for key, times in added.items():
        true = 1.0 if key.startswith("W") else 0.0
        even, how = isinstance(times, float), Message("not a multiple of")
        if even:
            how = Message("{times:.4g} times", times=times)
        text = (
            "The penalty's part of the gradient of {key} is {how} reg * {key}, where {true:g} times"
            " is right."
        )
        message = Message(text, key=key, how=how, true=true)
        hint = "Differentiate the penalty that the docstring gives."
        right = even and abs(times - true) < RTOL * 10
        expect(right, message, hint, observed=tuple(added.values()))


def with_dropout(submission, rng, habits):
    """A net in train mode: its parameters, what fc_net_loss returned, and what is right.

    While the net is graded, layers.py is a stand-in with a fixed pattern. A net that draws its
    masks by itself is as right: its masks are then read off the gradients of one example.

    Returns:
        params, the pair that was returned, and loss and gradients of a net with these habits.
    """
    if not habits.dropped:
        params, (x, label) = small_net(rng, 6, 800, 800, 5), batch(rng, 6, 5, examples=1)
        args = (params, x, label, training(0.7), 0.0)
        own = [submission.fc_net_loss(*args) for _ in range(2)]
        drawn = [masks_of_its_own(params, x, read_gradients(params, r), 0.7) for r in own]
        if None not in drawn and not np.array_equal(drawn[0][1], drawn[1][1]):
            return params, own[0], net_given(drawn[0], params, x, label)[1:]
    params, (X, y) = small_net(rng, 6, 20, 30, 5), batch(rng, 6, 5)
    returned = submission.fc_net_loss(params, X, y, training(0.7), 0.0)
    return params, returned, habits.net(params, X, y, training(0.7))[1:]


@net.check(points=1)
def drops_after_each_relu(submission, reference, rng):
    """In train mode dropout follows each relu, and no other layer."""
    habits = habits_of(submission, rng)
    expect(habits.relu, "No relu is there for dropout to follow.")
    seen = (habits.place, habits.turned) if habits.dropped else None
    if seen == (Habits.place, Habits.turned):
        return
    proper = replace(habits, place=Habits.place, turned=False)
    _, returned, (true, _) = with_dropout(submission, rng, proper)
    hint = (
        "Where in {affine - relu - dropout} x (L - 1) - affine is dropout? (While the net is"
        " graded, a fixed pattern replaces your dropout layers, so the numbers are not those of"
        " your notebook.)"
    )
    loss = pair(returned)[0]
    expect_close(loss, true, "In train mode, the loss", hint, rtol=RTOL, observed=seen)
    expect(not habits.dropped, "In train mode, the scores are not those of such a net.", hint)


@net.check(points=1)
def carries_dropout_through_backward(submission, reference, rng):
    """In train mode the gradients pass back through the dropout layers."""
    habits = habits_of(submission, rng)
    nothing = "In train mode no layer drops anything, so there is nothing to carry back."
    expect(habits.place != "nowhere", nothing)
    params, returned, (_, true) = with_dropout(submission, rng, replace(habits, carried=1))
    hint = "Every layer of the forward pass has its place in the backward pass."
    found = read_gradients(params, returned)
    expect_grads(found, true, hint, "In train mode, the gradient of {key}")


@net.check(points=1)
def scores_follow_the_mode(submission, reference, rng):
    """With y = None the mode in dropout_param is obeyed too, and each example has its own masks."""
    params, X = small_net(rng, 6, 20, 30, 5), np.tile(rng.standard_normal(6), (10, 1))
    train, test = (
        expect_array(submission.fc_net_loss(params, X, None, param, 0.1), (10, 5), "scores")
        for param in (training(0.7), testing(0.7))
    )
    differ = not np.allclose(train, test, rtol=RTOL)
    hint = "Pass dropout_param on unchanged."
    expect(differ, "With y = None, train and test mode give the same scores.", hint)
    steady = np.allclose(test, test[0], rtol=RTOL)
    expect(steady, "In test mode, ten equal examples get different scores.", hint)
    alike = np.allclose(train, train[0], rtol=1e-9)
    hint = "Each unit of each example is dropped independently of all others."
    expect(not alike, "In train mode, ten equal examples get equal scores.", hint)


@net.check(points=1, hidden=True)
def works_at_any_depth(submission, reference, rng):
    """The net has one layer for each W in params: one, two or five."""
    hint, habits = "How many layers does params hold?", habits_of(submission, rng)
    for widths in ((6, 4), (6, 9, 4), (6, 5, 7, 9, 8, 4)):
        params, (X, y) = small_net(rng, *widths), batch(rng, 6, 4)
        layers, param = len(widths) - 1, testing(0.7)
        scores, loss, grads = habits.net(params, X, y, param)
        if habits.loss or habits.grads:
            returned = submission.fc_net_loss(params, X, y, param, 0.0)
        if habits.loss:
            what = Message("With {layers} layers, the loss", layers=layers)
            found = read_loss(returned)
            expect_close(found, loss, what, hint, rtol=RTOL, observed=(layers, found))
        else:
            what = Message("With {layers} layers, scores", layers=layers)
            found = submission.fc_net_loss(params, X, None, param, 0.0)
            expect_close(found, scores, what, hint, rtol=RTOL)
        if habits.grads:
            found = read_gradients(params, returned)
            text = "With {layers} layers, the gradient of {key}"
            expect_grads(found, grads, hint, text, layers=layers)
        if habits.loss and habits.dropped:
            what = Message("With {layers} layers, the loss in train mode", layers=layers)
            found = loss_of(submission, params, X, y, training(0.7), 0.0)
            _, loss, _ = habits.net(params, X, y, training(0.7))
            expect_close(found, loss, what, hint, rtol=RTOL)
    if habits.grads:
        usual, deep = (
            {times for key, times in penalty_gradients(submission, rng, 0.7, *sizes) if "W" in key}
            for sizes in ((6, 8, 9, 5), (6, 5, 7, 9, 8, 4))
        )
        expect(usual == deep, "With 5 layers, the penalty follows another rule than with 3.", hint)


@net.check(points=1, hidden=True)
def leaves_what_it_is_given_alone(submission, reference, rng):
    """The caller's params and X are not changed."""
    params, (X, y) = small_net(rng, 6, 8, 5), batch(rng, 6, 5)
    expect_an_answer(submission, rng, params)
    hint = "Operators such as += write into the array itself."
    for labels in (None, y):
        args = (params, X, labels, training(0.5, seed=1), 0.1)
        expect_unchanged(submission, "fc_net_loss", args, ("params", "X"), hint)


@net.check(points=0, after=computes_the_gradients, hidden=True)
def differentiates_beside_a_kink(submission, reference, rng):
    """Right beside a kink of the relu the gradient is the slope of that side."""
    habits = habits_of(submission, rng)
    if not (habits.grads and habits.relu):
        return
    params, (X, y) = small_net(rng, 6, 8, 5), batch(rng, 6, 5)
    params["W1"][:, :2] = 0.0
    params["b1"][:2] = 1e-13  # a step over the kink is a step of any size that gives a slope
    active = habits.net(params, X, y, testing(0.5))[2]["b1"][:2]
    params["b1"][1] = -1e-13
    found = gradients_of(submission, params, X, y, testing(0.5), 0.0)["b1"][:2] / active
    if np.allclose(found, (1, 0), atol=0.01):
        return
    steps = {"from both sides": (0.5, 0.5), "forward": (1, 1), "backward": (0, 0)}
    how = [side for side, slopes in steps.items() if np.allclose(found, slopes, atol=0.01)]
    text = (
        "Beside a kink fc_net_loss gives the gradients that small steps ({how}) give: perhaps it"
        " measures them. It is for a person to say whether that is an answer; it has cost nothing."
    )
    expect(not how, Message(text, how=listed(how)))
