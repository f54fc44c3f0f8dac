"""The Solver with model objects, early stopping and callbacks."""

import numpy as np
import pytest

from reglab import Dataset, FullyConnectedNet, Solver
from reglab.layers import softmax_loss

RNG = np.random.default_rng(0)
CENTRES = 3 * np.eye(3)
Y = RNG.integers(0, 3, 130)
X = CENTRES[Y] + RNG.normal(size=(130, 3))
DATA = Dataset(X_train=X[:70], y_train=Y[:70], X_val=X[70:], y_val=Y[70:])
NOISY = Dataset(
    X_train=X[:40], y_train=np.roll(Y[:40], 1), X_val=X[70:], y_val=Y[70:]
)  # nothing to learn, only to memorise


class Softmax:
    """Softmax regression as a model in the manner of cs231n."""

    def __init__(self):
        self.params = {"W": np.zeros((3, 3))}

    def loss(self, X, y=None):
        scores = X @ self.params["W"]
        if y is None:
            return scores
        value, dscores = softmax_loss(scores, y)
        return value, {"W": X.T @ dscores}


def net(**options):
    return FullyConnectedNet((16,), 3, 3, **options)


def solver(model, data=DATA, **options):
    return Solver(model, data, **{"verbose": False, "learning_rate": 0.02} | options)


@pytest.mark.parametrize(
    "make",
    [
        net,
        lambda: net(p=0.8, normalization="batchnorm", l2=1e-3),
        lambda: net(normalization="layernorm", l1=1e-4, dtype=np.float64),
        Softmax,
    ],
)
def test_it_learns_three_blobs(make):
    model = make()
    history = solver(model).train(25)
    assert history.val_accuracy[-1] > 0.93
    assert history.objective[-1] < history.objective[0]


def test_a_model_and_its_two_functions_have_the_same_curve():
    model = Softmax()

    def loss(params, X, y):
        value, dscores = softmax_loss(X @ params["W"], y)
        return value, {"W": X.T @ dscores}

    functions = Solver(
        loss, lambda params, X: X @ params["W"], model.params, DATA, seed=3, verbose=False
    )
    expected = functions.train(4)
    history = Solver(model, DATA, seed=3, verbose=False).train(4)
    assert np.array_equal(history.val_loss, expected.val_loss)
    assert np.array_equal(model.params["W"], functions.params["W"])


@pytest.mark.parametrize("make", [net, Softmax])
def test_the_model_itself_is_trained(make):
    model = make()
    trained = solver(model)
    trained.train(3)
    assert trained.model is model
    assert all(np.array_equal(model.params[name], w) for name, w in trained.params.items())
    assert any(w.any() for w in model.params.values())


def test_data_may_be_a_dict_as_in_cs231n():
    parts = {name: getattr(DATA, name) for name in ("X_train", "y_train", "X_val", "y_val")}
    expected = solver(Softmax()).train(2).val_loss
    assert np.array_equal(solver(Softmax(), parts).train(2).val_loss, expected)
    del parts["y_val"]
    with pytest.raises(ValueError, match="data has no y_val"):
        solver(Softmax(), parts)


def test_both_forms_may_be_named():
    model = Softmax()
    functions = {
        "loss": lambda params, X, y: model.loss(X, y),
        "scores": lambda params, X: X @ params["W"],
    }
    for form in ({"model": model}, {**functions, "params": model.params}):
        assert Solver(data=DATA, verbose=False, **form).train(1).epoch.tolist() == [1]


@pytest.mark.parametrize(
    ("args", "options", "message"),
    [
        ((Softmax(),), {}, r"Solver\(model, data, ...\) or Solver\(loss.*'data'"),
        ((Softmax(), DATA), {"learning_rat": 1}, "'learning_rat'"),
        ((), {}, "'loss'"),
    ],
)
def test_wrong_arguments_are_told_with_both_forms(args, options, message):
    with pytest.raises(TypeError, match=message):
        Solver(*args, **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"batch_size": 0}, "batch_size must be at least 1"),
        ({"patience": 0}, "patience must be None or at least 1"),
        ({"watch": "accuracy"}, "watch must be one of objective, train_loss"),
        ({"patience": 3, "num_val_samples": 0}, "needs val_loss, but it is not computed"),
    ],
)
def test_impossible_settings_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        solver(Softmax(), **options)


def test_labels_and_examples_must_be_as_many():
    short = Dataset(X_train=X, y_train=Y[:-1], X_val=X, y_val=Y)
    with pytest.raises(ValueError, match="130 examples and 129 labels"):
        solver(Softmax(), short)


def test_patience_stops_and_leaves_the_best_weights():
    model = net(normalization="batchnorm")
    states = []
    stopping = solver(
        model, NOISY, patience=4, callback=lambda s: states.append(s.params.flat.copy()) or False
    )
    history = stopping.train(300)
    best = int(history.val_loss.argmin()) + 1
    assert stopping.stopped
    assert stopping.best_epoch == best == len(history.epoch) - 4
    assert np.array_equal(model.params.flat, states[best - 1])
    loss, _ = softmax_loss(model.scores(DATA.X_val), DATA.y_val)
    assert loss == history.val_loss[best - 1]  # running means of batchnorm are the best as well


def test_without_patience_the_last_weights_stay_and_the_best_can_be_had():
    model, twin = net(), net()
    one = solver(model, NOISY)
    history = one.train(60)
    assert one.best_epoch < 60
    one.restore_best()
    assert softmax_loss(model.scores(DATA.X_val), DATA.y_val)[0] == history.val_loss.min()
    other = solver(twin, NOISY)
    other.train(65)
    one.train(5)
    assert np.array_equal(model.params.flat, twin.params.flat)


def test_training_goes_on_from_the_last_weights_when_patience_is_raised():
    one, other = solver(net(), NOISY, patience=2), solver(net(), NOISY)
    stopped_at = len(one.train(100).epoch)
    assert len(one.train(100).epoch) == stopped_at
    one.patience = 1000
    one.train(10)
    assert np.array_equal(one.history.val_loss, other.train(stopped_at + 10).val_loss)


def test_a_watched_accuracy_is_better_when_higher():
    one = solver(Softmax(), watch="val_accuracy")
    history = one.train(15)
    assert one.best_epoch == int(history.val_accuracy.argmax()) + 1


def test_small_gains_do_not_count_against_min_delta():
    one = solver(Softmax(), learning_rate=1e-6, patience=3, min_delta=0.01)
    assert len(one.train(50).epoch) == 4
    assert one.best_epoch == 1


def test_a_callback_that_returns_true_ends_the_training():
    one = solver(Softmax(), callback=lambda s: s.epoch == 3)
    assert len(one.train(10).epoch) == 3


def test_an_epoch_that_is_broken_off_leaves_no_trace():
    class Interrupted(Softmax):
        calls = 0

        def loss(self, X, y=None):
            Interrupted.calls += y is not None
            if Interrupted.calls == 7:
                raise KeyboardInterrupt
            return super().loss(X, y)

    one, other = solver(Interrupted(), batch_size=16), solver(Softmax(), batch_size=16)
    with pytest.raises(KeyboardInterrupt):
        one.train(4)
    assert one.epoch == 1
    one.train(3)
    assert np.array_equal(one.history.objective, other.train(4).objective)
    assert np.array_equal(one.params.flat, other.params.flat)


def test_measuring_on_fewer_examples_changes_no_step():
    full, few, none = (
        solver(Softmax(), num_train_samples=n, num_val_samples=n) for n in (None, 20, 0)
    )
    curves = [each.train(3) for each in (full, few, none)]
    assert np.array_equal(curves[0].objective, curves[2].objective)
    assert not np.array_equal(curves[0].val_loss, curves[1].val_loss)
    assert np.isnan(curves[2].val_loss).all()
    assert np.isnan(curves[2].train_accuracy).all()


def test_large_sets_are_measured_in_parts():
    sizes = []

    class Spy(Softmax):
        def scores(self, X):
            sizes.append(len(X))
            return self.loss(X)

    big = Dataset(X_train=X, y_train=Y, X_val=np.tile(X, (40, 1)), y_val=np.tile(Y, 40))
    history = solver(Spy(), big).train(1)
    assert max(sizes) <= 4096
    assert sum(sizes) == 130 + 5200
    assert history.val_loss[0] == pytest.approx(history.train_loss[0])


def test_a_loss_that_returns_something_else_is_told_so():
    model = Softmax()
    model.loss = lambda X, y=None: 3.0
    with pytest.raises(TypeError, match=r"must return the tuple \(loss, grads\), not float"):
        solver(model).train(1)


def test_it_says_why_it_stopped(capsys):
    solver(net(), NOISY, patience=3, verbose=True).train(100)
    out, err = capsys.readouterr()
    assert "val_loss has not improved for 3 epochs; the weights are those of epoch" in out
    assert err == ""
