"""Calls the functions of augmenting.py with a Generator, which a check cannot pass to them."""

import augmenting
import numpy as np


def with_a_generator(function, images, seed, *settings):
    """Six calls in turn with one Generator."""
    rng = np.random.default_rng(seed)
    change = getattr(augmenting, function)
    return [change(images.copy(), rng, *settings) for _ in range(6)]
