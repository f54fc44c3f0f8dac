"""Predictions of an ensemble, such as the thinned nets that dropout trains.

Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, Dropout, JMLR 15 (2014);
Gal and Ghahramani, Dropout as a Bayesian Approximation, ICML 2016; Goodfellow, Bengio and
Courville, Deep Learning (2016), section 7.12.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from reglab.layers.arrays import Array
from reglab.layers.softmax import log_softmax as log_softmax
from reglab.progress import progress


@dataclass(frozen=True, eq=False)
class EnsemblePrediction:
    """The prediction of an ensemble for N examples of C classes.

    Attributes:
        passes: number of nets.
        arithmetic: mean of their probabilities, shape (N, C).
        geometric: normalized geometric mean of their probabilities, shape (N, C).
        spread: standard deviation of their probabilities, shape (N, C).
        entropy: of the arithmetic mean, in nats, shape (N,).
        disagreement: entropy minus the mean entropy of the single nets, in nats, shape (N,): the
            mutual information of class and net, 0 where all nets agree.
    """

    passes: int
    arithmetic: Array
    geometric: Array
    spread: Array
    entropy: Array
    disagreement: Array


def monte_carlo(
    scores: Callable[[Any], ArrayLike], X: Any, passes: int = 100, *, verbose: bool = False
) -> EnsemblePrediction:
    """Average the predictions of several nets.

    Args:
        scores: scores(X) returns scores of shape (N, C), of another net at each call, such as
            the method thinned_scores of FullyConnectedNet.
        X: the examples.
        passes: number of nets; the error of a mean falls with its square root.
        verbose: True shows a progress bar.

    Returns:
        The prediction; its spread is 0 where all nets agree.
    """
    if passes < 1:
        raise ValueError(f"passes must be at least 1, not {passes}")
    sums = _terms(scores(X))
    for _ in progress(range(passes - 1), "ensemble", visible=verbose):
        terms = _terms(scores(X))
        sums = tuple(a + b for a, b in zip(sums, terms, strict=True))
    logs, probs, squares, entropies = (total / passes for total in sums)
    entropy = _entropy(probs)
    return EnsemblePrediction(
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
