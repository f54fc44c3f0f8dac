"""A NaN stops the training with a sentence that says where it came from."""

import numpy as np
import pytest

from reglab import Dataset, FullyConnectedNet, Solver
from reglab.layers import softmax_loss

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(40, 4)), RNG.integers(0, 3, 40)
DATA = Dataset(X_train=X, y_train=Y, X_val=X, y_val=Y)


def message(net, data=DATA, **options):
    """The sentence with which training ends."""
    solver = Solver(net, data, batch_size=20, verbose=False, **options)
    with pytest.raises(FloatingPointError) as caught:
        solver.train(5)
    return str(caught.value)


def net(**options):
    return FullyConnectedNet((6, 5), 4, 3, **options)


def test_from_the_data():
    spoilt = X.copy()
    spoilt[7, 2] = np.nan
    text = message(net(), Dataset(X_train=spoilt, y_train=Y, X_val=X, y_val=Y))
    assert "in epoch 1, step" in text
    assert "The batch is not finite: X contains nan (1 of 80 values are not finite" in text


@pytest.mark.parametrize("normalization", [None, "batchnorm", "layernorm"])
def test_from_a_parameter(normalization):
    made = net(normalization=normalization)
    made.params["b2"][1] = np.inf
    text = message(made)
    assert "The parameter b2 was not finite before this step" in text
    assert "inf (1 of 5 values are not finite, the first at (1,))" in text


def test_from_the_output_of_a_layer():
    made = net()
    made.params["W2"] *= 1e38
    made.params["W1"] *= 1e3
    text = message(made)
    assert "the loss is nan in epoch 1, step 1: training stopped" in text
    assert "the output of affine 2 is the first that is not" in text


def test_from_the_learning_rate():
    text = message(net(), optimizer="sgd", learning_rate=1e38)
    assert "before this step: it contains" in text or "is the first that is not" in text
    assert "smaller learning rate" in text


class Model:
    """Softmax regression with something wrong."""

    def __init__(self, wrong):
        self.params, self.wrong, self.steps = {"W": np.zeros((4, 3)), "b": np.zeros(3)}, wrong, 0

    def loss(self, X, y=None):
        scores = X @ self.params["W"] + self.params["b"]
        if y is None:
            return scores
        self.steps += 1
        value, dscores = softmax_loss(scores, y)
        grads = {"W": X.T @ dscores, "b": dscores.sum(axis=0)}
        if self.steps == 3:
            value = self.wrong(value, grads)
        return value, grads


def test_from_the_loss_itself():
    text = message(Model(lambda value, grads: np.nan))
    assert "the loss is nan in epoch 2, step 1: training stopped" in text
    assert "Parameters and scores are finite, so the error is in the loss" in text


def test_from_a_gradient():
    def spoil(value, grads):
        grads["W"][1, 2] = np.inf
        return value

    text = message(Model(spoil))
    assert "the gradient of W is not finite in epoch 2, step 1" in text
    assert "inf (1 of 12 values are not finite, the first at (1, 2))" in text
    assert "so are" not in text


def test_the_first_gradient_is_the_first_of_the_backward_pass():
    def spoil(value, grads):
        for array in grads.values():
            array[...] = np.nan
        return value

    assert "the gradient of b is not finite" in message(Model(spoil))


def test_large_gradients_that_are_finite_are_let_pass():
    def grow(value, grads):
        grads["W"] *= 1e200
        return value

    options = {"optimizer": "sgd", "learning_rate": 1e-200, "verbose": False}
    solver = Solver(Model(grow), DATA, batch_size=20, **options)
    assert np.isfinite(solver.train(3).objective).all()


def test_the_epoch_is_undone_so_that_the_last_good_weights_remain():
    solver = Solver(Model(lambda value, grads: np.nan), DATA, batch_size=20, verbose=False)
    with pytest.raises(FloatingPointError):
        solver.train(5)
    healthy = Solver(Model(lambda value, grads: value), DATA, batch_size=20, verbose=False)
    healthy.train(1)
    assert np.array_equal(solver.params.flat, healthy.params.flat)
    assert np.array_equal(solver.history.objective, healthy.history.objective)
