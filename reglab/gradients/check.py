"""Gradient checks by finite differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from reglab.gradients.case import Case
from reglab.gradients.diagnosis import diagnose
from reglab.gradients.differences import Differences
from reglab.gradients.guards import Calls, first_value, float64, gradient, upstream
from reglab.gradients.report import GradientReport, GradientReports
from reglab.gradients.settings import Settings
from reglab.gradients.structure import declared, none
from reglab.gradients.swapped import sentence_if_swapped
from reglab.gradients.verdict import Verdict, judge, numerical

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array


def check_gradient(
    f: Callable[[Array], Any],
    x: Array,
    df: Array | float,
    dx: Array,
    *,
    structure: str = "auto",
    rtol: float = 1e-7,
    seed: int = 0,
    name: str = "x",
    max_elements: int = 1000,
) -> GradientReport:
    """Compare the gradient dx of sum(df * f(x)) with central differences.

    A difference along a random direction checks all elements at once. Only if it does not agree
    with dx, differences of single elements follow.

    Args:
        f: the function; given an array of the shape of x it returns an array or a number.
            It is called with copies of x and must return the same for the same x.
        x: the point, float64, any shape.
        df: upstream gradient, of the shape of f(x); 1.0 if f returns a number.
        dx: the gradient to check, of the shape of x.
        structure: dependence of the outputs on x, for speed: "elementwise"; "rows" (row i of f(x)
            depends on row i of x only; the first axis counts the rows); "columns" (the same for
            the second axis; for a vector x such as a bias, column j depends on element j only);
            "none" (any dependence); or "auto", which finds the structure by moving a part of x.
        rtol: accepted relative error, in addition to rounding noise.
        seed: of the random directions.
        name: of x in the report.
        max_elements: limit for the measured elements, each with 2 calls of f. If there are more,
            halving finds the doubtful ones.

    Returns:
        A report that is true if the gradient is right; its text names the errors. At a kink,
        where the left and the right slope differ, every value between the two is right.

    Raises:
        TypeError: x, df, dx or f(x) is not float64.
        ValueError: shapes do not fit, a value is not finite, f does not have the declared
            structure, or f draws random numbers or changes its input.
    """
    x = float64(x, name)
    dx = gradient(dx, x, name)
    center = first_value(lambda inputs: f(inputs[name]), {name: x}, f"f({name})")
    df = upstream(df, center)
    calls = Calls(f, name, count=1)
    calls.refuse_random(x, center, times=1)
    differences = Differences(calls, x, df, center, declared(structure, x.shape, df.shape))
    settings = Settings(rtol, max_elements, np.random.default_rng(seed))
    return _report(differences, calls, dx, settings, guessed=structure == "auto")


def check_gradients(
    f: Callable[[dict[str, Array]], float],
    params: Mapping[str, Array],
    grads: Mapping[str, Array],
    *,
    rtol: float = 1e-7,
    seed: int = 0,
    max_elements: int = 300,
) -> GradientReports:
    """Compare the gradients of a loss with central differences.

    Differences along random directions check each parameter. In a wrong one, halving finds at
    most max_elements doubtful elements, which are measured one by one.

    Args:
        f: a function from a dict like params to the loss, a number. It is called with copies.
        params: the parameters, float64.
        grads: the gradients to check, with the keys and shapes of params.
        rtol: as for check_gradient.
        seed: as for check_gradient.
        max_elements: limit for the measured elements of each parameter.

    Returns:
        The reports by name; true if all gradients are right. If most would be right with params
        and grads exchanged, the text says so first.

    Raises:
        KeyError: grads lacks the gradient of a parameter.
        TypeError, ValueError: as for check_gradient.
    """
    missing = sorted(set(params) - set(grads))
    if missing:
        swapped = all(f"d{name}" in params for name in grads)
        hint = "; are params and grads swapped?" if swapped else ""
        raise KeyError(f"grads has no entry for {', '.join(missing)}{hint}")

    def check(params: Mapping[str, Array], grads: Mapping[str, Array]) -> dict[str, GradientReport]:
        return _check_each(f, params, grads, rtol, seed, max_elements)

    def exchanged() -> dict[str, GradientReport]:
        return check({name: grads[name] for name in params}, params)

    try:
        reports = check(params, grads)
    except Exception as error:
        if note := sentence_if_swapped({}, exchanged):
            error.add_note(note)
        raise
    return GradientReports(reports, sentence_if_swapped(reports, exchanged))


def _check_each(
    f: Callable[[dict[str, Array]], float],
    params: Mapping[str, Array],
    grads: Mapping[str, Array],
    rtol: float,
    seed: int,
    max_elements: int,
) -> dict[str, GradientReport]:
    arrays = {name: float64(params[name], name) for name in params}
    checked = {name: gradient(grads[name], x, name) for name, x in arrays.items()}
    loss = first_value(f, arrays, "the loss")
    if loss.ndim:
        raise ValueError(f"the loss has the shape {loss.shape}, but it must be a number")
    reports = {}
    for name, x in arrays.items():
        calls = Calls(_along(f, arrays, name), name, count=1)
        calls.refuse_random(x, loss, times=1)
        differences = Differences(calls, x, np.ones(()), loss, none(x.shape))
        settings = Settings(rtol, max_elements, np.random.default_rng(seed))
        reports[name] = _report(differences, calls, checked[name], settings, guessed=False)
    return reports


def _along(
    f: Callable[[dict[str, Array]], float], params: Mapping[str, Array], name: str
) -> Callable[[Array], float]:
    """Loss as a function of one parameter."""
    return lambda x: f({key: x if key == name else other.copy() for key, other in params.items()})


def _report(
    differences: Differences, calls: Calls, dx: Array, settings: Settings, guessed: bool
) -> GradientReport:
    with np.errstate(all="ignore"):  # a step may leave the domain of f
        verdict = judge(differences, dx, settings, guessed)
        if verdict.measured:  # two random results may be equal, but not many
            calls.refuse_random(differences.x, differences.center, times=32)
        hidden = differences.hidden(dx)

    def measure() -> Array:
        return verdict.numeric if verdict.measured else numerical(differences, settings.most)

    return GradientReport(
        name=calls.name,
        dx=dx,
        error=verdict.error,
        wrong=verdict.wrong,
        kinks=verdict.kinks,
        rtol=settings.rtol,
        evaluations=calls.count,
        diagnosis=_cause(differences, calls.name, dx, verdict),
        hidden=hidden,
        measure=measure,
    )


def _cause(differences: Differences, name: str, dx: Array, verdict: Verdict) -> str:
    if not verdict.wrong.any():
        return ""
    return diagnose(Case(name, differences.x, differences.df, dx, verdict))
