"""Inputs that the checks of dropout share; ``p`` is the probability of KEEPING a unit."""


def training(p, **more):
    return {"p": p, "mode": "train", **more}


def testing(p):
    return {"p": p, "mode": "test"}


def without_zeros(rng, *shape):
    """Inputs in which a zero of the output can only be a dropped unit."""
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)
