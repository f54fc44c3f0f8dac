"""What the checks of dropout share; ``p`` is the probability of KEEPING a unit."""

import numpy as np


def training(p, **more):
    return {"p": p, "mode": "train", **more}


def testing(p):
    return {"p": p, "mode": "test"}


def without_zeros(rng, *shape):
    """Inputs in which a zero of the output can only be a dropped unit."""
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def uniform(rates):
    """True if every rate is 0 or 1: what is counted is kept or dropped together."""
    return bool(np.isin(rates, (0.0, 1.0)).all())


def exception_in(failed):
    """Type and text of the exception that a Failed tells of; ("", "") if it tells of none."""
    seen = failed.observed
    return seen if failed.status == "error" and isinstance(seen, tuple) else ("", "")
