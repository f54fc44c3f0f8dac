"""What the crowd of thinned nets says that dropout trains.

Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, Dropout, JMLR 15 (2014);
Gal and Ghahramani, Dropout as a Bayesian Approximation, ICML 2016; Goodfellow, Bengio and
Courville, Deep Learning (2016), section 7.12.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab.layers.softmax import log_softmax as log_softmax
from reglab.progress import progress

Array = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Crowd:
    """The opinion of many thinned nets on N examples of C classes.

    Attributes:
        passes: how many nets were asked.
        arithmetic: mean of their probabilities, shape (N, C).
        geometric: geometric mean of their probabilities, made to sum to 1, shape (N, C).
        spread: standard deviation of their probabilities, shape (N, C).
        entropy: of the arithmetic mean, in nats, shape (N,): how unsure the crowd is.
        disagreement: what is left of entropy after the mean entropy of the single nets is taken
            off, in nats, shape (N,); 0 where all nets say the same (mutual information of answer
            and net).
    """

    passes: int
    arithmetic: Array
    geometric: Array
    spread: Array
    entropy: Array
    disagreement: Array


def monte_carlo(
    scores: Callable[[Any], ArrayLike], X: Any, passes: int = 100, *, verbose: bool = False
) -> Crowd:
    """Ask so many thinned nets, each drawn anew.

    Args:
        scores: scores(X) returns scores of shape (N, C) with dropout ON and new masks at every
            call, such as the method thinned_scores of FullyConnectedNet.
        X: the examples.
        passes: how many nets to ask; the error of a mean falls with the root of it.
        verbose: whether to show a progress bar.

    Returns:
        A Crowd; its spread is 0 everywhere if scores drops nothing.
    """
    if passes < 1:
        raise ValueError(f"passes must be at least 1, not {passes}")
    sums = _terms(scores(X))
    for _ in progress(range(passes - 1), "asking thinned nets", visible=verbose):
        terms = _terms(scores(X))
        sums = tuple(a + b for a, b in zip(sums, terms, strict=True))
    logs, probs, squares, entropies = (total / passes for total in sums)
    entropy = _entropy(probs)
    return Crowd(
        passes=passes,
        arithmetic=probs,
        geometric=np.exp(log_softmax(logs)),
        spread=np.sqrt(np.maximum(squares - probs**2, 0)),
        entropy=entropy,
        disagreement=np.maximum(entropy - entropies, 0),
    )


def _terms(scores: ArrayLike) -> tuple[Array, ...]:
    """Terms of the means over the passes."""
    log_probs = log_softmax(np.asarray(scores, float))
    probs = np.exp(log_probs)
    return log_probs, probs, probs**2, -(probs * log_probs).sum(axis=1)


def _entropy(probs: Array) -> Array:
    logs = np.log(probs, out=np.zeros_like(probs), where=probs > 0)
    entropy: Array = -(probs * logs).sum(axis=1)
    return entropy
