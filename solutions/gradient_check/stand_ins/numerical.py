"""Stands in for numerical.py while checking.py is graded, so that no mistake counts twice.

It has to give true central differences, since gradient_check_n may be built on them; what it
shares with numerical.py beyond that is nothing.
"""

import numpy as np


def relative_error(x, y):
    """The largest |x - y| / max(1e-8, |x| + |y|)."""
    gap, size = np.abs(np.subtract(x, y)), np.add(np.abs(x), np.abs(y))
    return float((gap / np.clip(size, 1e-8, None)).max())


def numerical_gradient_array(f, x, df, h=1e-5):
    """Central differences of sum(df * f(x)), every element at a copy of its own."""
    centre = np.asarray(x, np.float64)
    moves = h * np.eye(centre.size).reshape(-1, *centre.shape)
    changes = [np.subtract(f(centre + move), f(centre - move)) for move in moves]
    return np.array([np.vdot(df, change) for change in changes]).reshape(centre.shape) / h / 2


def numerical_gradient(f, x, h=1e-5):
    """Central differences of f(x)."""
    return numerical_gradient_array(f, x, 1.0, h)
