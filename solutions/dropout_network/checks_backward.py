"""Checks of the backward pass; ``keep_prob`` is the probability of KEEPING a unit."""

from contextlib import suppress

import numpy as np
from checks import drops_some_units
from common import RTOL, near
from common_caches import ALL, CHAIN, drawn, inverted, judge, problem, questions
from common_flow import (
    expect_right_chain,
    expect_scaled,
    flow,
    follows_each_step,
    is_a_mean,
    is_divided,
    varies,
    where_it_flows,
)
from common_pass import Passes

from autograder import (
    Exercise,
    Failed,
    Message,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
)

backward = Exercise(
    "backward_propagation_with_dropout",
    module="network",
    without=("forward_propagation_with_dropout",),
)
FUNCTION = "backward_propagation_with_dropout"
MASKS = "Store the masks of a forward pass in the cache that it returns, and use those."


def expect_dropout_somewhere(submission):
    """Ask no further when neither pass has anything of dropout: that net is reglab's."""
    if drops_some_units not in submission.lost:
        return
    rng = np.random.default_rng(22)
    X, Y, parameters = problem(rng, 1, 16, 16, 1, examples=1, positive=True)
    kept = [drawn(rng, 16, 1), drawn(rng, 16, 1)]
    answered = False
    for question in questions(submission, X, Y, parameters, kept, 0.6, own=False):
        with suppress(Failed):
            found = question.answer(("dW2", "dW1"))
            answered = True
            if not all(flow(found[key]).all() for key in found):
                return
    message = "Nothing of dropout is seen in either pass."
    expect(not answered, message, observed=message)


@backward.check(points=2)
def goes_back_through_linear_steps_and_relus(submission, reference, rng):
    """For one example and with keep_prob = 1 the gradients of all weights and biases are right."""
    expect_dropout_somewhere(submission)
    for _ in range(3):
        X, Y, parameters = problem(rng, 1, 12, 12, 1, examples=1)
        for name in ("b1", "b2"):
            parameters[name][::2] *= -10  # so that some relus are silent
        kept = (np.ones((12, 1), bool),) * 2
        try:
            judge(all_close, submission, X, Y, parameters, kept, 1.0, slopes=False)
        except Failed as failed:
            try:  # for who reads keep_prob as the probability of dropping, with all kept by luck
                given = (submission, X, Y, parameters, kept, 0.5)
                judge(all_close, *given, own=False, slopes=False)  # own masks have their own luck
            except Failed:
                raise failed from None


def all_close(question):
    """The gradients of all weights and biases are right; the first wrong one is told."""
    found, true = question.answer(ALL), question.right()
    hint = "dZ3 is A3 - Y. What do a linear step and a relu do with a gradient that comes back?"
    for key in found:
        seen = tuple((name, found[name]) for name in found if not near(found[name], true[name]))
        expect_close(found[key], true[key], key, hint, rtol=RTOL, observed=seen)


@backward.check(points=1)
def averages_over_the_examples(submission, reference, rng):
    """The gradients of weights and biases are means over the m examples."""
    expect_dropout_somewhere(submission)
    X, Y, parameters = problem(rng, 3, 10, 10, 1, examples=8, positive=True)
    kept = (np.ones((10, 8), bool),) * 2

    def compare(question):
        found, true = question.answer(ALL), question.right()
        wrong = [key for key in found if not near(found[key], true[key])]
        hint = "J has a factor 1/m, and m is the number of columns of X."
        for key in wrong if wrong and not is_a_mean(question, found) else ():
            seen = tuple((name, found[name]) for name in wrong)
            expect_close(found[key], true[key], key, hint, rtol=RTOL, observed=seen)

    try:
        judge(compare, submission, X, Y, parameters, kept, 1.0)
    except Failed as failed:
        try:
            judge(compare, submission, X, Y, parameters, kept, 0.5, own=False)
        except Failed:
            raise failed from None


@backward.check(points=2)
def blocks_dropped_units(submission, reference, rng):
    """The gradient flows to the units that were kept, and to no others."""
    hint = "The mask that dropped a unit must also stop its gradient: D2 in layer 2, D1 in layer 1."

    def compare(question):
        found, again = question.answer(("dW2", "dW1")), question.answer(("dW2", "dW1"))
        kept = {f"dW{layer}": flow(question.right()[f"dW{layer}"]) for layer in (2, 1)}
        seen = tuple(where_it_flows(found, again, kept, layer) for layer in (2, 1))
        seen += (is_divided(question),)
        for key, value in found.items():
            here = flow(value)
            leaks, starves = here[~kept[key]].mean(), 1 - here[kept[key]].mean()
            text = "{key} is not zero in {share:.0%} of what belongs to dropped units."
            expect(leaks == 0, Message(text, key=key, share=leaks), hint, observed=seen)
            text = "{key} is zero in {share:.0%} of what belongs to kept units."
            expect(starves == 0, Message(text, key=key, share=starves), hint, observed=seen)

    X, Y, parameters = problem(rng, 1, 16, 16, 1, examples=1, positive=True)
    kept = [drawn(rng, 16, 1), drawn(rng, 16, 1)]
    judge(compare, submission, X, Y, parameters, kept, 0.6)


@backward.check(points=2)
def divides_the_gradient_by_keep_prob(submission, reference, rng):
    """The gradient of a kept unit is scaled as the unit was."""
    X, Y, parameters = problem(rng, 1, 16, 16, 1, examples=1, positive=True)
    kept = (np.ones((16, 1), bool),) * 2  # by luck, all
    judge(expect_scaled, submission, X, Y, parameters, kept, 0.6)


@backward.check(points=1)
def is_right_at_any_width(submission, reference, rng):
    """Each gradient has the shape of what it is of, for any width and number of examples."""
    expect_dropout_somewhere(submission)
    hint = "Does one of your lines work only where two sizes are equal? Are biases columns?"

    def compare(question):
        given = submission.backward_propagation_with_dropout(X, Y, question.cache, keep_prob)
        found, true = question.answer(ALL), question.right()
        given = given if isinstance(given, dict) else {}
        for key in ALL:
            expect_array(given.get(key), true[key].shape, key, hint)
        if all(key in found and near(found[key], true[key]) for key in ALL):
            return
        whole = question.answer((*ALL, *CHAIN))
        step = follows_each_step(question, whole)
        if step:
            again = question.answer((*ALL, *CHAIN))[step]
            seen = (step, whole[step] if near(again, whole[step]) else again.size)
            expect_close(whole[step], true[step], step, hint, rtol=RTOL, observed=seen)

    for widths, examples, keep_prob in (
        ((5, 7, 9, 1), 20, 0.3),
        ((2, 6, 4, 1), 3, 0.85),
        ((3, 4, 4, 1), 4, 0.5),
    ):
        X, Y, parameters = problem(rng, *widths, examples=examples)
        kept = [drawn(rng, units, examples) for units in widths[1:3]]
        judge(compare, submission, X, Y, parameters, kept, keep_prob)


@backward.check(points=1)
def gives_the_other_gradients_as_agreed(submission, reference, rng):
    """Each dZ has no factor 1/m, and each dA is with respect to what the relu gave."""
    expect_dropout_somewhere(submission)
    X, Y, parameters = problem(rng, 4, 9, 9, 1, examples=6)
    kept = [drawn(rng, 9, 6), drawn(rng, 9, 6)]
    judge(expect_right_chain, submission, X, Y, parameters, kept, 0.7)


@backward.check(points=1, hidden=True)
def uses_the_masks_of_its_own_cache(submission, reference, rng):
    """After two forward passes, each backward pass uses the masks of its own forward pass."""
    X, Y, parameters = problem(rng, 3, 24, 24, 1, examples=1, positive=True)
    kept = [[drawn(rng, 24, 1), drawn(rng, 24, 1)] for _ in range(2)]

    passes, found = None, []
    with suppress(Failed):
        passes = Passes(submission)

    def follows(**more):
        both = (questions(submission, X, Y, parameters, one, 0.6, **more) for one in kept)
        for pair in zip(*both, strict=False):
            found.append(mixed(passes, parameters, *pair))
            if found[-1] == "its own":
                return True
        return False

    if follows():
        return
    negated = inverted(submission)
    if negated:
        found.clear()  # where no gradient gets past a relu, it is the same for any masks
        if follows(negated=negated):
            return
    message = "The gradient is the same for any masks."
    expect("the same" not in found, message, MASKS, observed=message)
    message = "The gradient for one cache is another one after a second forward pass."
    expect(False, message, MASKS, observed=(found[0], 24))


def mixed(passes, parameters, first, second):
    """Whose masks the gradient follows when each backward pass comes after a forward pass."""
    flows, latest = [], []
    try:
        for question in (first, second, first):
            with suppress(Failed):
                latest += [passes.run(question.X, parameters, 0.6).kept[1][:, 0]] if passes else []
            found = question.answer(("dW2", "dW1"))
            flows.append(np.concatenate([flow(found["dW2"]), flow(found["dW1"])]))
    except Failed:  # of the shape of another forward pass, say
        return "none"
    if len(latest) == 3 and all(
        np.array_equal(found[:24], kept) for found, kept in zip(flows, latest, strict=True)
    ):
        return "the latest"
    if not np.array_equal(flows[0], flows[2]):
        return "another's"
    return "the same" if np.array_equal(flows[0], flows[1]) else "its own"


@backward.check(points=1, hidden=True)
def leaves_what_it_is_given_alone(submission, reference, rng):
    """The caller's X and Y and the arrays of the cache are not changed."""
    expect_dropout_somewhere(submission)
    X, Y, parameters = problem(rng, 4, 9, 9, 1, examples=6)
    kept = [drawn(rng, 9, 6), drawn(rng, 9, 6)]

    def compare(question):
        given = (X, Y, question.cache, question.keep_prob)
        found = expect_unchanged(submission, FUNCTION, given, ("X", "Y", "cache"))
        message = "These gradients do not depend on anything."
        expect(varies(found), message, observed=message)

    with suppress(Failed):  # who keeps masks elsewhere has paid for it
        submission.forward_propagation_with_dropout(X, parameters, 0.5)
    judge(compare, submission, X, Y, parameters, kept, 0.5, own=False)
