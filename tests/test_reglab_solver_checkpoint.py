"""Killed and resumed, a training has the same curve to the last bit."""

import os
import subprocess
import sys
from functools import partial

import numpy as np
import pytest

from reglab import SGD, Dataset, FullyConnectedNet, Solver, augment, schedules
from reglab.training.checkpoint import load, save
from reglab.training.optimizers import RULES

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(60, 16)), RNG.integers(0, 3, 60)
DATA = Dataset(X_train=X, y_train=Y, X_val=X[:20], y_val=Y[:20])
EPOCHS = 7


def cs231n_momentum(w, dw, config):
    """An update rule that keeps an array, a NumPy number and an int."""
    v = 0.9 * config.get("velocity", np.zeros_like(w)) - config["learning_rate"] * dw
    config |= {"velocity": v, "t": config.get("t", 0) + 1, "size": np.float32(np.abs(v).max())}
    return w + v, config


def solver(**options):
    """Everything at once that draws random numbers or has a memory."""
    net = FullyConnectedNet(
        (8, 6), 16, 3, p=(0.8, 0.7), p_input=0.9, normalization="batchnorm", l2=1e-3
    )
    shifts = augment.pipeline(partial(augment.random_shift, largest=1), shape=(4, 4))
    usual = {
        "augment": shifts,
        "schedule": schedules.cosine(EPOCHS),
        "batch_size": 16,
        "verbose": False,
    }
    return Solver(net, options.pop("data", DATA), **usual | options)


def same(one, other):
    """Whether curves and weights are equal to the last bit."""
    curves = [(vars(each.history)) for each in (one, other)]
    return np.array_equal(one.params.flat, other.params.flat) and all(
        np.array_equal(curves[0][name], curves[1][name]) for name in curves[0]
    )


@pytest.mark.parametrize("optimizer", [*RULES, cs231n_momentum], ids=str)
def test_stopped_and_resumed_in_a_new_solver_it_has_the_same_curve(tmp_path, optimizer):
    whole = solver(optimizer=optimizer)
    whole.train(until=EPOCHS)
    path = tmp_path / "new folder" / "run.npz"
    options = {"optimizer": optimizer, "checkpoint": path, "resume": True}
    solver(callback=lambda s: s.epoch == 3, **options).train(until=EPOCHS)
    resumed = solver(**options)
    assert resumed.epoch == 3
    resumed.train(until=EPOCHS)
    assert same(resumed, whole)


KILLED = """
import os, signal, sys
sys.path.insert(0, os.getcwd())
from tests.test_reglab_solver_checkpoint import solver

def kill(s):
    if s.epoch == 4:
        os.kill(os.getpid(), signal.SIGKILL)

solver(checkpoint=sys.argv[1], callback=kill).train(until=7)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a matter of POSIX")
def test_killed_and_resumed_in_another_process_it_has_the_same_curve(tmp_path, pytestconfig):
    path = tmp_path / "run.npz"
    run = subprocess.run(
        [sys.executable, "-c", KILLED, path], cwd=pytestconfig.rootpath, capture_output=True
    )
    assert run.returncode == -9, run.stderr
    resumed = solver(checkpoint=path, resume=True)
    assert resumed.epoch == 4
    resumed.train(until=EPOCHS)
    whole = solver()
    whole.train(EPOCHS)
    assert same(resumed, whole)
    assert [file.name for file in tmp_path.iterdir()] == ["run.npz"]


def test_early_stopping_is_resumed_with_its_best_weights(tmp_path):
    path, options = tmp_path / "run.npz", {"patience": 3, "schedule": None, "optimizer": SGD(0.5)}
    whole = solver(**options)
    whole.train(until=200)
    stopped_at = whole.epoch
    assert stopped_at < 200
    solver(checkpoint=path, callback=lambda s: s.epoch == stopped_at - 1, **options).train(200)
    for _ in range(2):  # unfinished, and then finished
        resumed = solver(checkpoint=path, resume=True, **options)
        resumed.train(until=200)
        assert resumed.best_epoch == whole.best_epoch == stopped_at - 3
        assert same(resumed, whole)


def test_a_training_that_fails_keeps_its_last_epoch(tmp_path):
    path = tmp_path / "run.npz"

    def fail(s):
        if s.epoch == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solver(checkpoint=path, checkpoint_every=3, callback=fail).train(EPOCHS)
    assert solver(checkpoint=path, resume=True).epoch == 5


def test_a_crash_in_writing_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "run.npz"
    save(path, {"good": np.arange(3)})

    def full(*args, **arrays):
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="no space"):
        save(path, {"bad": np.arange(3)})
    assert load(path)["good"].tolist() == [0, 1, 2]
    assert [file.name for file in tmp_path.iterdir()] == ["run.npz"]


def test_a_checkpoint_is_not_overwritten_without_a_word(tmp_path):
    path = tmp_path / "run.npz"
    solver(checkpoint=path).train(1)
    with pytest.raises(FileExistsError, match="pass resume=True to go on from it, or delete it"):
        solver(checkpoint=path)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"batch_size": 20}, "made with batch_size = 16, and here it is 20"),
        ({"seed": 1}, "made with seed = 0, and here it is 1"),
        ({"optimizer": "sgd"}, "made with optimizer = Adam.*here it is SGD"),
        ({"learning_rate": 0.1}, "made with optimizer = Adam.learning_rate=0.001"),
        ({"data": Dataset(X + 1, Y, X[:20], Y[:20])}, "made with data = data with the fingerprint"),
    ],
)
def test_other_settings_are_told_and_not_mixed(tmp_path, changed, message):
    path = tmp_path / "run.npz"
    solver(checkpoint=path).train(1)
    with pytest.raises(ValueError, match=message):
        solver(checkpoint=path, resume=True, **changed)


def test_another_net_is_told_and_not_mixed(tmp_path):
    path, nets = tmp_path / "run.npz", [FullyConnectedNet((h,), 16, 3) for h in (5, 6)]
    Solver(nets[0], DATA, checkpoint=path, verbose=False).train(1)
    with pytest.raises(ValueError, match="made with the parameters = "):
        Solver(nets[1], DATA, checkpoint=path, resume=True, verbose=False)
    dropout = FullyConnectedNet((5,), 16, 3, p=0.5)
    with pytest.raises(ValueError, match=r"made with net = .*p=\[1.0\].*here it is .*p=\[0.5\]"):
        Solver(dropout, DATA, checkpoint=path, resume=True, verbose=False)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"hello"])
def test_a_damaged_file_is_named(tmp_path, content):
    path = tmp_path / "run.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"run.npz is not a checkpoint of a Solver, or is damaged"):
        solver(checkpoint=path, resume=True)


def test_an_optimizer_without_a_state_cannot_be_kept(tmp_path):
    class Plain:
        def step(self, params, grads):
            pass

    with pytest.raises(TypeError, match="an optimizer with state_dict and load_state_dict"):
        solver(optimizer=Plain(), schedule=None, checkpoint=tmp_path / "run.npz")


def test_it_says_that_it_goes_on(tmp_path, capsys):
    path = tmp_path / "run.npz"
    solver(checkpoint=path).train(2)
    assert capsys.readouterr() == ("", "")
    solver(checkpoint=path, resume=True, verbose=True)
    assert "going on after epoch 2 of" in capsys.readouterr().out


def test_trees_come_back_as_they_were(tmp_path):
    tree = {
        "a": [np.float32(1.5), np.arange(6).reshape(2, 3), {"dict": {}, "array": None}],
        "b": {"big": 2**127 + 1, "inf": float("inf"), "yes": True, "text": "é"},
    }
    save(tmp_path / "tree", tree)
    back = load(tmp_path / "tree")
    assert back["b"] == tree["b"]
    assert (back["a"][0], back["a"][2]) == (np.float32(1.5), tree["a"][2])
    assert back["a"][0].dtype == np.float32
    assert back["a"][1].tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize("bad", [object(), {1: 2}, np.array([None]), {1, 2}])
def test_what_cannot_be_kept_is_told(tmp_path, bad):
    with pytest.raises(TypeError, match="checkpoint"):
        save(tmp_path / "tree", [bad])
