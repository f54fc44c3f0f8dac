"""Learning-rate schedules.

Each function returns a schedule: a function from the number of epochs so far, such as 2.5 in the
middle of the third epoch, to a factor of the learning rate.
"""

import math
from collections.abc import Callable

Schedule = Callable[[float], float]


def constant() -> Schedule:
    """Factor 1 at all times."""
    return lambda epoch: 1.0


def exponential(factor: float) -> Schedule:
    """Exponential decay by a factor after each epoch, as lr_decay in the course cs231n."""
    return lambda epoch: factor ** math.floor(epoch)


def step(every: int, factor: float = 0.1) -> Schedule:
    """Step decay by a factor each time so many epochs have passed."""
    return lambda epoch: factor ** (math.floor(epoch) // every)


def cosine(epochs: float, lowest: float = 0.0) -> Schedule:
    """Cosine decay from 1 to lowest over the epochs, and lowest afterwards.

    Source: Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017.
    """

    def factor(epoch: float) -> float:
        share = min(epoch / epochs, 1.0)
        return lowest + (1 - lowest) * (1 + math.cos(math.pi * share)) / 2

    return factor


def warmup(epochs: float, then: Schedule | None = None) -> Schedule:
    """Linear warmup from 0 to 1 over the epochs, followed by another schedule.

    Args:
        epochs: length of the warmup.
        then: schedule that counts its epochs from the end of the warmup; constant by default.
    """
    after = then or constant()
    return lambda epoch: min(epoch / epochs, 1.0) * after(max(epoch - epochs, 0.0))
