"""Training: reproducible, measured in the right mode, and stopped when it goes wrong."""

import sys

import numpy as np
import pytest

from reglab import SGD, Dataset, Solver, evaluate, progress
from reglab.layers import softmax_loss

RNG = np.random.default_rng(0)
CENTRES = 4 * np.eye(3)
Y = RNG.integers(0, 3, 130)
X = CENTRES[Y] + RNG.normal(size=(130, 3))
DATA = Dataset(X_train=X[:70], y_train=Y[:70], X_val=X[70:], y_val=Y[70:])
ZEROS = {"W": np.zeros((3, 3))}


def loss(params, X, y):
    """Softmax regression."""
    value, dscores = softmax_loss(X @ params["W"], y)
    return value, {"W": X.T @ dscores}


def scores(params, X):
    """The scores of softmax regression."""
    return X @ params["W"]


def solver(**options):
    """A solver on three blobs."""
    return Solver(loss, scores, ZEROS, DATA, **{"verbose": False} | options)


@pytest.mark.parametrize("optimizer", ["adam", "sgd", SGD(0.05, momentum=0.9)])
def test_it_learns_three_blobs(optimizer):
    history = solver(optimizer=optimizer, learning_rate=0.1).train(20)
    assert history.val_accuracy[-1] > 0.95
    assert history.objective[-1] < history.objective[0]
    assert history.epoch.tolist() == list(range(1, 21))


def test_the_history_is_what_the_scores_say_of_the_parameters():
    s = solver()
    history = s.train(3)
    train, val = (
        evaluate(scores(s.params, X), y)
        for X, y in ((DATA.X_train, DATA.y_train), (DATA.X_val, DATA.y_val))
    )
    assert (history.train_loss[-1], history.train_accuracy[-1]) == train
    assert (history.val_loss[-1], history.val_accuracy[-1]) == val


def test_evaluate_counts_the_right_answers():
    value, accuracy = evaluate(np.log([[0.2, 0.8], [0.5, 0.5], [0.9, 0.1]]), np.array([1, 0, 1]))
    assert accuracy == pytest.approx(2 / 3)
    assert value == pytest.approx(-np.log([0.8, 0.5, 0.1]).mean())


def test_the_same_seed_gives_the_same_weights_and_another_does_not():
    runs = []
    for seed in (1, 1, 2):
        s = solver(seed=seed)
        s.train(2)
        runs.append(s.params["W"])
    assert np.array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])


def test_training_in_two_parts_is_training_in_one():
    once, twice = solver(), solver()
    once.train(4)
    twice.train(3)
    assert np.array_equal(twice.train(1).val_loss, once.history.val_loss)


def test_each_epoch_shows_every_example_once_in_a_new_order():
    seen = []

    def spy(params, X, y):
        seen.append(X)
        return loss(params, X, y)

    Solver(spy, scores, ZEROS, DATA, batch_size=32, verbose=False).train(2)
    assert [len(batch) for batch in seen] == [32, 32, 6] * 2
    first, second = np.concatenate(seen[:3]), np.concatenate(seen[3:])
    assert not np.array_equal(first, second)
    for epoch in (first, second):
        assert np.array_equal(np.sort(epoch, axis=0), np.sort(DATA.X_train, axis=0))


def test_the_initial_parameters_stay_as_they_are():
    solver().train(1)
    assert not ZEROS["W"].any()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_loss_that_is_no_number_stops_the_training_with_a_sentence(bad):
    calls = []

    def breaks(params, X, y):
        calls.append(1)
        value, grads = loss(params, X, y)
        return (bad if len(calls) == 4 else value), grads

    s = Solver(breaks, scores, ZEROS, DATA, verbose=False)
    with pytest.raises(FloatingPointError, match=f"{bad} in epoch 2, step 2: training stopped"):
        s.train(5)
    assert len(s.history.epoch) == 1


def test_an_unknown_optimizer_is_refused():
    with pytest.raises(ValueError, match='"adam", "adamw", an object or a function, not '):
        solver(optimizer="adamant")


def test_a_silent_solver_prints_nothing(capsys):
    solver().train(2)
    assert capsys.readouterr() == ("", "")


def test_the_progress_bar_never_uses_stderr(capsys):
    pytest.importorskip("tqdm")
    solver(verbose=True).train(2)
    out, err = capsys.readouterr()
    assert "training" in out
    assert err == ""


def test_without_tqdm_training_goes_on_in_silence(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert len(solver(verbose=True).train(2).epoch) == 2
    assert capsys.readouterr() == ("", "")


def test_progress_gives_every_item_in_order():
    for visible in (True, False):
        assert list(progress("abc", visible=visible)) == ["a", "b", "c"]
