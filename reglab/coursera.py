"""Helpers of the gradient check in the Deep Learning Specialization, in their forms there.

A gradient_check_n that was written for that course runs with this line in the place of its own
imports (testCases, public_tests and gc_utils)::

    from reglab.coursera import *

The net is that of reglab.columns. What differs from the functions there: dictionary_to_vector
returns the names as well, vector_to_dictionary needs the column alone, and forward_propagation_n
goes on to the cost.
"""

from reglab.columns import (
    Cache,
    Parameters,
    backward_propagation,
    compute_cost,
    forward_propagation,
    gradients_to_vector,
    relu,
    sigmoid,
)
from reglab.columns import dictionary_to_vector as _column_of
from reglab.columns import vector_to_dictionary as _parameters_of
from reglab.layers.arrays import Array

__all__ = (
    "backward_propagation_n",
    "dictionary_to_vector",
    "forward_propagation_n",
    "gradients_to_vector",
    "relu",
    "sigmoid",
    "vector_to_dictionary",
)

_latest: dict[str, Array] = {}  # the parameters that were lined up last, for their shapes


def forward_propagation_n(X: Array, Y: Array, parameters: Parameters) -> tuple[float, Cache]:
    """Forward pass of the net, and its cost.

    Args:
        X: inputs, shape (n_0, m).
        Y: labels 0 or 1, shape (1, m).
        parameters: W1, b1, ..., WL, bL.

    Returns:
        cost: as of reglab.columns.compute_cost.
        cache: as of reglab.columns.forward_propagation.
    """
    output, cache = forward_propagation(X, parameters)
    return compute_cost(output, Y), cache


def backward_propagation_n(X: Array, Y: Array, cache: Cache) -> dict[str, Array]:
    """Gradients of the cost, which are right: see reglab.columns.backward_propagation."""
    return backward_propagation(X, Y, cache)


def dictionary_to_vector(parameters: Parameters) -> tuple[Array, list[str]]:
    """One column of W1, b1, W2, b2, ..., each row by row, and what its elements belong to.

    Args:
        parameters: W1, b1, ..., WL, bL, its keys in any order.

    Returns:
        theta: shape (n, 1).
        keys: the name for each element of theta: "W1" for those of W1, and so on.
    """
    _latest.clear()
    _latest.update(parameters)
    names = (name for n in range(1, len(parameters) // 2 + 1) for name in (f"W{n}", f"b{n}"))
    keys = [name for name in names for _ in range(parameters[name].size)]
    return _column_of(parameters), keys


def vector_to_dictionary(theta: Array, like: Parameters | None = None) -> dict[str, Array]:
    """Parameters from a column.

    Args:
        theta: a column, shape (n, 1).
        like: parameters of the shapes that are wanted; those of the last call of
            dictionary_to_vector where None, since a column does not know them.

    Returns:
        W1, b1, ..., WL, bL, new arrays.

    Raises:
        ValueError: theta has another number of elements than these parameters.
    """
    wanted = _latest if like is None else like
    size = sum(value.size for value in wanted.values())
    if theta.size != size:
        raise ValueError(
            f"theta has {theta.size} elements, but the parameters that were lined up last have"
            f" {size}: call dictionary_to_vector first"
        )
    return _parameters_of(theta, wanted)
