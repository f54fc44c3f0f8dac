"""Ensembles of thinned nets against all masks, one by one."""

from itertools import product

import numpy as np
import pytest

from reglab import FullyConnectedNet
from reglab.ensemble import log_softmax, monte_carlo

RNG = np.random.default_rng(0)
X = RNG.uniform(size=(5, 4))
W, B = RNG.normal(size=(4, 3)), RNG.normal(size=3)


def every_mask(p):
    """Scores of softmax regression under each of the 16 masks of its inputs, not divided by p."""
    for mask in product((0, 1), repeat=4):
        chance = np.prod([p if kept else 1 - p for kept in mask])
        yield chance, (X * mask) @ W + B


def test_monte_carlo_over_all_masks_once_is_their_mean():
    answers = [scores for _, scores in every_mask(0.5)]
    calls = iter(answers)
    crowd = monte_carlo(lambda x: next(calls), X, passes=16)
    probs = np.exp([log_softmax(scores) for scores in answers])
    geometric = np.prod(probs, axis=0) ** (1 / 16)
    np.testing.assert_allclose(crowd.arithmetic, probs.mean(axis=0), atol=1e-12)
    np.testing.assert_allclose(
        crowd.geometric, geometric / geometric.sum(axis=1, keepdims=True), atol=1e-12
    )
    np.testing.assert_allclose(crowd.spread, probs.std(axis=0), atol=1e-7)
    mean = probs.mean(axis=0)
    entropy = -(mean * np.log(mean)).sum(axis=1)
    single = -(probs * np.log(probs)).sum(axis=2).mean(axis=0)
    np.testing.assert_allclose(crowd.entropy, entropy, atol=1e-12)
    np.testing.assert_allclose(crowd.disagreement, entropy - single, atol=1e-12)


def test_the_mean_of_many_passes_is_that_over_all_masks():
    net = FullyConnectedNet((4,), 4, 3, p=0.5, dtype=np.float64)
    # The hidden units are the inputs, all positive.
    net.params = {"W1": np.eye(4), "b1": np.zeros(4), "W2": W, "b2": B}
    crowd = monte_carlo(net.thinned_scores, X, passes=4000)
    # The net divides by p, which the masks here do not.
    expected = sum(
        chance * np.exp(log_softmax((scores - B) / 0.5 + B)) for chance, scores in every_mask(0.5)
    )
    # Six standard errors of a number between 0 and 1.
    np.testing.assert_allclose(crowd.arithmetic, expected, atol=6 * 0.5 / np.sqrt(4000))


def test_without_dropout_the_crowd_is_one_net_that_agrees_with_itself():
    net = FullyConnectedNet((6,), 4, 3, seed=1)
    crowd = monte_carlo(net.thinned_scores, X, passes=5)
    expected = np.exp(log_softmax(net.scores(X)))
    for mean in (crowd.arithmetic, crowd.geometric):
        np.testing.assert_allclose(mean, expected, atol=1e-12)
    assert crowd.spread == pytest.approx(0, abs=1e-7)
    assert crowd.disagreement == pytest.approx(0, abs=1e-7)


def test_scores_of_any_size_are_safe():
    crowd = monte_carlo(lambda x: np.array([[1000.0, -1000.0], [0.0, 0.0]]), X, passes=2)
    np.testing.assert_allclose(crowd.arithmetic, [[1, 0], [0.5, 0.5]])
    np.testing.assert_allclose(crowd.entropy, [0, np.log(2)], atol=1e-12)


def test_at_least_one_net_is_asked():
    with pytest.raises(ValueError, match="at least 1, not 0"):
        monte_carlo(lambda x: x, X, passes=0)


def test_progress_is_shown_only_when_asked_for(capsys):
    monte_carlo(lambda x: x, X, passes=3)
    assert capsys.readouterr() == ("", "")
