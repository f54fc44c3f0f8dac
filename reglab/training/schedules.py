"""Learning-rate schedules: what to multiply the learning rate by, as training goes on.

Each function here returns a function of the epochs trained so far, a number such as 2.5 in the
middle of the third epoch. The Solver takes any such function.
"""

import math
from collections.abc import Callable

Schedule = Callable[[float], float]


def constant() -> Schedule:
    """1 at all times."""
    return lambda epoch: 1.0


def exponential(factor: float) -> Schedule:
    """Multiply by factor after every epoch, as lr_decay does in the course cs231n."""
    return lambda epoch: factor ** math.floor(epoch)


def step(every: int, factor: float = 0.1) -> Schedule:
    """Multiply by factor after so many epochs, again and again."""
    return lambda epoch: factor ** (math.floor(epoch) // every)


def cosine(epochs: float, lowest: float = 0.0) -> Schedule:
    """From 1 to lowest along half a cosine, and lowest after these epochs.

    Source: Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017.
    """

    def factor(epoch: float) -> float:
        share = min(epoch / epochs, 1.0)
        return lowest + (1 - lowest) * (1 + math.cos(math.pi * share)) / 2

    return factor


def warmup(epochs: float, then: Schedule | None = None) -> Schedule:
    """In a straight line from 0 to 1 over these epochs, times what comes then.

    Args:
        epochs: until the line is at 1.
        then: a schedule that counts its epochs from the end of the line; constant by default.
    """
    after = then or constant()
    return lambda epoch: min(epoch / epochs, 1.0) * after(max(epoch - epochs, 0.0))
