"""Gradient checks: compare a gradient with finite differences, element by element."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.diagnosis import diagnose
from reglab.differences import Differences
from reglab.estimates import careful, quick
from reglab.gradient_report import GradientReport, GradientReports
from reglab.guards import float64, guarded, refuse_random, upstream

Array = NDArray[np.float64]


def check_gradient(
    f: Callable[[Array], Any],
    x: Array,
    df: Array | float,
    dx: Array,
    *,
    rtol: float = 1e-7,
    seed: int = 0,
    name: str = "x",
    max_elements: int = 1000,
) -> GradientReport:
    """Judge the gradient dx of sum(df * f(x)) by central differences.

    Args:
        f: the function; given an array of the shape of x it returns an array or a number.
            It is called with copies of x and must return the same for the same x.
        x: the point, float64, any shape.
        df: upstream gradient, of the shape of f(x); 1.0 for a function that returns a number.
        dx: the gradient to judge, of the shape of x.
        rtol: relative error that is accepted, on top of rounding noise.
        seed: picks the elements when x has more than max_elements.
        name: of x in the report.
        max_elements: at most so many elements are checked; the report says when that is fewer
            than there are.

    Returns:
        A report that is true when the gradient is right and prints what is wrong with it.
        At a kink, where the slopes to the left and the right disagree, every value between
        the two is accepted.

    Raises:
        TypeError: x, df, dx or f(x) is not float64.
        ValueError: shapes do not fit, something is not finite, or f draws random numbers or
            changes its input, so that no gradient can be judged.
    """
    x, dx = float64(x, name), float64(dx, f"d{name}")
    if dx.shape != x.shape:
        hint = ": is it transposed?" if dx.shape == x.shape[::-1] else ""
        raise ValueError(f"d{name} has the shape {dx.shape}, but {name} has {x.shape}{hint}")
    call = guarded(f, name)
    centre = call(x.copy())
    differences = Differences(call, x, upstream(centre, df), centre)
    refuse_random(differences, calls=1)
    chosen = np.arange(x.size)
    if x.size > max_elements:
        chosen = np.random.default_rng(seed).choice(x.size, max_elements, replace=False)
    return _judge(differences, dx, chosen, rtol, name)


def check_gradients(
    f: Callable[[dict[str, Array]], float],
    grads: Mapping[str, Array],
    params: Mapping[str, Array],
    *,
    rtol: float = 1e-7,
    seed: int = 0,
    max_elements: int = 300,
) -> GradientReports:
    """Judge the gradients of a loss with respect to a dict of parameters.

    Args:
        f: given a dict like params, returns the loss, a number. It is called with copies.
        grads: the gradients to judge, with the keys and shapes of params.
        params: the parameters, float64.
        rtol: as for check_gradient.
        seed: as for check_gradient.
        max_elements: at most so many elements of each parameter are checked.

    Returns:
        The reports by name; true when all gradients are right.

    Raises:
        KeyError: grads lacks the gradient of a parameter.
        TypeError, ValueError: as for check_gradient.
    """
    missing = sorted(set(params) - set(grads))
    if missing:
        raise KeyError(f"grads has no entry for {', '.join(missing)}")

    def along(name: str) -> Callable[[Array], float]:
        return lambda value: f(
            {key: value if key == name else params[key].copy() for key in params}
        )

    return GradientReports(
        {
            name: check_gradient(
                along(name),
                params[name],
                1.0,
                grads[name],
                rtol=rtol,
                seed=seed,
                name=name,
                max_elements=max_elements,
            )
            for name in params
        }
    )


def _judge(
    differences: Differences, dx: Array, chosen: NDArray[np.intp], rtol: float, name: str
) -> GradientReport:
    """Check the chosen elements: each quickly, then with care if it is in doubt."""
    numeric, error = np.full(dx.shape, np.nan), np.full(dx.shape, np.nan)
    kinks = np.zeros(dx.shape, bool)
    doubts = 0
    for i in chosen:
        value = float(dx.flat[i])
        estimate = quick(differences, i)
        if estimate.error(value, rtol) > rtol:
            estimate = careful(differences, i)
            doubts += 1
        numeric.flat[i] = estimate.centre
        error.flat[i] = estimate.error(value, rtol)
        kinks.flat[i] = estimate.low < estimate.high
    # Two equal draws are luck that does not last: any doubt is worth a second look.
    refuse_random(differences, calls=32 if doubts else 1)
    wrong = np.nan_to_num(error) > rtol
    judged = ~np.isnan(numeric) & ~kinks
    return GradientReport(
        name=name,
        dx=dx,
        numeric=numeric,
        error=error,
        wrong=wrong,
        kinks=kinks,
        rtol=rtol,
        evaluations=differences.evaluations,
        diagnosis=diagnose(dx, numeric, wrong, judged, name) if wrong.any() else "",
    )
