"""Steps, hints and expectations that the checks of numerical.py share."""

import numpy as np

from autograder import Failed, Message, expect, expect_array, expect_close, expect_number

SMALL = 1e-5  # a step at which all that is left is the derivative
ROUGH = 1e-3  # tells a derivative from something else, not one difference from another
CENTRAL = "A central difference goes as far to the left as to the right."
RESTORED = "Does each element get its old value back before the next one is moved?"


def expect_proportional(dx, true, what, hint, rtol=ROUGH):
    """As expect_close, up to a factor: a wrong factor has cost points already."""
    what = Message(what)
    found = expect_array(dx, true.shape, what, hint).astype(float)
    factor = float(np.sum(found * true) / np.sum(true * true))
    expect(found.any(), Message("{what} is zero everywhere.", what=what), hint, observed="zero")
    seen = found / np.abs(found).max()
    if factor:
        expect_close(found / factor, true, what, hint, rtol=rtol, observed=seen)
    message = Message("{what} has nothing in common with the true one.", what=what)
    expect(factor != 0, message, hint, observed=seen)


def expect_measured(dx, x, what, moves):
    """Dx is not zero; where it is, the message says at which points f was called.

    Args:
        dx: what came back.
        x: where the gradient was asked for.
        what: the name of dx in the message.
        moves: a probe that records the points, for a vector.
    """
    if not expect_array(dx, x.shape, what).any():
        word, place = place_of(moves(np.array([0.5, -1.0, 2.0]), 0.25))
        message = Message("{what} is zero everywhere. {place}", what=Message(what), place=place)
        hint = "The two values of f belong to x_i + h and x_i - h."
        raise Failed(message, hint, observed=word)


def expect_restored(returned, **given):
    """A call has left its arguments as they were, and has measured something.

    Args:
        returned: of a probe: the arguments after the call, in their order, dx, and the number of
            moved points at which f was called.
        given: the arguments as they were, by name; the first is x.
    """
    count, x = len(given) + 2, next(iter(given.values()))
    fits = isinstance(returned, tuple) and len(returned) == count
    *afterwards, dx, points = returned if fits else (None,) * count
    expect_array(dx, x.shape, "dx")
    message = "f was not called at any moved point, so nothing has been measured."
    expect(expect_number(points, "points") > 0, message, observed="unmoved")
    for (name, before), after in zip(given.items(), afterwards, strict=True):
        what = Message("{name} after the call", name=name)
        moved = np.abs(expect_array(after, before.shape, what) - before)
        text = "After the call {changed} of {size} elements of {name} are changed."
        changed = np.sum(moved > 1e-9)
        message = Message(text, changed=changed, size=before.size, name=name)
        hint = "Keep the old value of an element and put it back, or work on a copy."
        expect(changed == 0, message, hint, observed=moved)


def rows_of(moves):
    """The moves that a probe recorded, a row for each call; none where that is not its answer."""
    fits = isinstance(moves, np.ndarray) and moves.ndim == 2 and moves.dtype.kind == "f"
    return moves if fits else np.zeros((0, 1))


def place_of(moves, x="x", h="h", value="value"):
    """Where the two values for each element were taken: a word, and a sentence.

    Args:
        moves: a row for each call that was seen, the moves of all elements in steps.
        x: the name of what is moved, in the sentence.
        h: that of the step.
        value: what is taken.
    """
    moves = rows_of(moves)
    moved = moves[np.any(np.abs(moves) > 1e-3, axis=1)]
    steps = np.round(moved[np.abs(moved) > 1e-3])
    sign = "+" if (steps > 0).any() else "-"
    word = _word_of(len(moves), moves.shape[1], len(moved), steps)
    text = {
        "unseen": "",
        "here": "Every {value} is taken at {x} itself.",
        "elsewhere": "{x} is not moved by {h}, one element at a time.",
        "both sides": "One {value} is taken at {x} + {h} and one at {x} - {h}.",
        "and here": "One {value} is taken at {x} {sign} {h} and one at {x} itself.",
        "once": "Only one {value} is taken for each element, at {x} {sign} {h}.",
        "twice": "Both times the {value} is taken at the same point, {x} {sign} {h}.",
    }[word]
    return f"{word} {sign}", Message(text, x=x, h=h, sign=sign, value=value)


def _word_of(calls, elements, moved, steps):
    if not calls:
        return "unseen"
    if not moved:
        return "here"
    if len(steps) > moved or not set(steps) <= {-1.0, 1.0}:
        return "elsewhere"
    if len(set(steps)) == 2:
        return "both sides"
    if calls - moved >= elements:
        return "and here"
    return "once" if moved <= elements else "twice"
