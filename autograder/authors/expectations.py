"""Expectations about values: each returns when it holds and raises Failed when not."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.authors.exercise import Failed
from autograder.authors.messages import Message
from autograder.authors.subject import Subject
from autograder.worker.wire import Handle


def expect(condition: bool, message: str, hint: str = "", *, observed: Any = None) -> None:
    """Fail the check unless a condition holds.

    Args:
        condition: what must be true.
        message: what was found instead: a text, or a Message.
        hint: what to look at.
        observed: see Failed; the text of the message when it is None.

    Raises:
        Failed: it does not hold.
    """
    if not condition:
        raise Failed(message, hint, observed=str(message) if observed is None else observed)


def kind_of(value: Any) -> str:
    """What kind of value something is, for a message: the name of its type.

    Args:
        value: anything that a submission returned. For a value that stayed with the submission
            it is the name of the type there.
    """
    if isinstance(value, Handle):
        return "array of Python objects" if value.kind == "ndarray" else value.kind
    return type(value).__name__


def expect_array(
    value: Any, shape: tuple[int, ...], what: str, hint: str = ""
) -> NDArray[np.floating]:
    """Fail the check unless a value is an array of that shape with finite real numbers.

    Args:
        value: what the submission gave; Python and NumPy numbers have the shape ().
        shape: the shape that it must have.
        what: the name of the value in messages.
        hint: what to look at.

    Returns:
        The value as an array, of the dtype that it had.

    Raises:
        Failed: it is None, no array, of another shape, of a dtype that holds no real numbers, or
            has elements that are NaN or infinite.
    """
    what = Message(what)
    if value is None:
        message = Message("{what} is None.", what=what)
        raise Failed(message, hint or "Is it set in every branch?", observed="None")
    kind = kind_of(value)
    if not isinstance(value, (np.ndarray, np.generic, float, int)):
        message = Message("{what} is a {kind}, not an array.", what=what, kind=kind)
        raise Failed(message, hint, observed=kind)
    array = np.asarray(value)
    found: tuple[int, ...] = array.shape
    if found != shape:
        text = "{what} has the shape {found}, expected {shape}."
        raise Failed(Message(text, what=what, found=found, shape=shape), hint, observed=found)
    if array.dtype.kind not in "fiub":
        message = Message("{what} has the dtype {dtype}.", what=what, dtype=array.dtype)
        raise Failed(message, hint, observed=str(array.dtype))
    if not np.isfinite(array).all():
        bad = int((~np.isfinite(array)).sum())
        text = "{what}: {bad} of {size} elements are NaN or infinite."
        raise Failed(Message(text, what=what, bad=bad, size=array.size), hint, observed="nan")
    return array


def expect_number(value: Any, what: str, hint: str = "") -> float:
    """Fail the check unless a value is one finite real number, or an array that holds a single one.

    Args:
        value: what the submission gave.
        what: the name of the value in messages.
        hint: what to look at.

    Returns:
        The number.

    Raises:
        Failed: as expect_array.
    """
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.reshape(())
    return float(expect_array(value, (), what, hint))


def expect_unchanged(
    submission: Subject,
    function: str,
    args: Sequence[Any],
    names: Sequence[str],
    hint: str = "Operators such as *= and -= write into the array itself.",
) -> Any:
    """Call a function, and fail the check if the caller's arguments are not what they were.

    Arrays must have the same elements and dtype, and dicts, lists and tuples the same entries.

    Args:
        submission: whose function is called.
        function: its name.
        args: the arguments that it is called with.
        names: the names of the arguments in messages, in their order; "" for one that may change.
        hint: what to look at.

    Returns:
        What the function returned.

    Raises:
        Failed: an argument was changed, or the call gave no answer.
    """
    seen = submission.observe(function, *args)
    after = [*seen.args, *[None] * len(args)]  # all may be gone
    for name, found, given in zip(names, after, args, strict=False):
        changed = _changed(found, given, Message(name)) if name else ""
        message = Message("{name} is no longer what it was before the call.", name=changed)
        expect(not changed, message, hint)
    return seen.returned


def _changed(found: Any, given: Any, name: str) -> str:
    """The name of the first part that is other than it was; "" when all are the same."""
    if isinstance(given, Mapping):
        if not isinstance(found, Mapping) or found.keys() != given.keys():
            return name
        parts = (
            (found[key], given[key], Message("{name}[{key!r}]", name=name, key=key))
            for key in given
        )
    elif isinstance(given, (list, tuple)):
        if not isinstance(found, (list, tuple)) or len(found) != len(given):
            return name
        pairs = enumerate(zip(found, given, strict=True))
        parts = (
            (now, before, Message("{name}[{key!r}]", name=name, key=i))
            for i, (now, before) in pairs
        )
    elif isinstance(given, np.ndarray):
        same = isinstance(found, np.ndarray) and found.dtype == given.dtype
        return "" if same and np.array_equal(found, given, equal_nan=True) else name
    else:
        return "" if type(found) is type(given) and found == given else name
    return next(filter(None, (_changed(*part) for part in parts)), "")


def expect_close(
    actual: Any,
    expected: Any,
    what: str,
    hint: str = "",
    *,
    rtol: float = 1e-6,
    observed: Any = None,
) -> None:
    """Fail the check unless a value equals what is expected, up to rounding.

    The tolerance of every element is rtol times the larger of its own expected size and the
    typical (root mean square) expected size.

    Args:
        actual: what the submission gave; a number or an array.
        expected: the true value; its shape is what actual must have.
        what: the name of the value in messages.
        hint: what to look at.
        rtol: relative tolerance; wide enough for another order of summation.
        observed: see Failed; actual itself when it is None.

    Raises:
        Failed: as expect_array, or an element differs; the message says how in the plainest terms
            that fit: a factor, the sign, the transpose, or the element that is worst.
    """
    expected = np.asarray(expected, dtype=float)
    found = expect_array(actual, expected.shape, what, hint).astype(float)
    if expected.size == 0:
        return
    typical = float(np.sqrt(np.mean(expected**2)))
    error = np.abs(found - expected)
    if (error <= rtol * np.maximum(np.abs(expected), typical) + 1e-300).all():
        return
    text, off = "{what} {difference}.", difference(found, expected)
    message = Message(text, what=Message(what), difference=off)
    raise Failed(message, hint, observed=found if observed is None else observed)


def difference(found: NDArray[np.floating], expected: NDArray[np.floating]) -> Message:
    """The difference of an array from what was expected, in the plainest words that fit."""
    if found.size == 1:  # any number is a multiple of another
        found, expected = found.reshape(()), expected.reshape(())
    if not found.any():
        if found.ndim:
            return Message("is zero everywhere")
        return Message("is 0, expected {expected:.6g}", expected=expected)
    size, near = float(np.sum(expected * expected)), 1e-7 * float(np.abs(expected).max())
    factor = float(np.sum(found * expected)) / size if size else 0.0
    if factor and np.allclose(found, factor * expected, rtol=1e-6, atol=near * abs(factor)):
        if math.isclose(factor, -1.0, rel_tol=1e-6):
            return Message("has the wrong sign")
        if found.ndim and abs(factor - 1) < 1e-3:
            text = "is off by a factor of {factor:.8g}; is something added to a divisor?"
            return Message(text, factor=factor)
        if found.ndim:
            return Message("is exactly {factor:.4g} times what was expected", factor=factor)
    if found.ndim == 0:
        return Message("is {found:.6g}, expected {expected:.6g}", found=found, expected=expected)
    square = found.ndim == 2 and found.shape[0] == found.shape[1]
    if square and np.allclose(found.T, expected, atol=near):
        return Message("is the transpose of what was expected")
    error = np.abs(found - expected)
    worst = np.unravel_index(int(np.argmax(error)), error.shape)
    return Message(
        "is wrong in {wrong} of {size} elements, most of all at [{where}]: {found:.6g}, expected"
        " {expected:.6g}",
        wrong=int((error > 1e-6 * np.sqrt(np.mean(expected**2))).sum()),
        size=error.size,
        where=", ".join(str(i) for i in worst),
        found=found[worst],
        expected=expected[worst],
    )


def constant(values: Any) -> float | str:
    """The one value of an array up to rounding, for observed=.

    Args:
        values: numbers, of any shape.

    Returns:
        The value that all elements have; "uneven" when they differ, or there are none.
    """
    values = np.asarray(values, dtype=float)
    if not values.size:
        return "uneven"
    middle = float(np.median(values))
    return middle if np.ptp(values) <= 1e-6 * abs(middle) + 1e-12 else "uneven"
