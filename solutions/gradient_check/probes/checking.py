"""Layers for checking.py to look at; a function cannot cross to a submission."""

import checking
import numpy as np


def marks_of_tanh(x, df, dx, scale):
    """wrong_elements for scale * tanh(x)."""
    return checking.wrong_elements(lambda x: scale * np.tanh(x), x, df, dx)


def marks_of_centring(x, df, dx):
    """wrong_elements for x less the mean of its row."""
    return checking.wrong_elements(lambda x: x - x.mean(axis=1, keepdims=True), x, df, dx)


def marks_of_affine(x, A, df, dx):
    """wrong_elements for an affine layer that flattens each example."""
    return checking.wrong_elements(lambda x: np.reshape(x, (len(x), -1)) @ A, x, df, dx)
