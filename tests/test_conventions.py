"""What docs/conventions.md says of this repository and of PyTorch."""

import numpy as np
import pytest

from reglab import FullyConnectedNet, columns
from reglab.layers import affine_forward, batchnorm_forward, dropout_forward, softmax_loss

RNG = np.random.default_rng(0)
torch = pytest.importorskip("torch")


def tensor(array, **options):
    return torch.tensor(array, dtype=torch.float64, **options)


@pytest.mark.parametrize("keep", [0.8, 0.3])
def test_p_of_torch_is_one_minus_ours(keep):
    x = np.ones((300, 400))
    ours, _ = dropout_forward(x, {"p": keep, "mode": "train", "seed": 0})
    theirs = torch.nn.Dropout(p=1 - keep)(tensor(x)).numpy()
    for out in (ours, theirs):  # inverted: kept units are divided by the chance of keeping
        assert np.allclose(out[out != 0], 1 / keep)
        assert abs(np.mean(out != 0) - keep) < 0.01
    assert np.array_equal(torch.nn.Dropout(p=1 - keep).eval()(tensor(x)).numpy(), x)
    assert np.array_equal(dropout_forward(x, {"p": keep, "mode": "test"})[0], x)


def test_rows_columns_and_torch_make_the_same_linear_step():
    x, w, b = RNG.normal(size=(5, 4)), RNG.normal(size=(4, 3)), RNG.normal(size=3)
    out, _ = affine_forward(x, w, b)
    layer = torch.nn.Linear(4, 3, dtype=torch.float64)
    assert layer.weight.shape == w.T.shape
    with torch.no_grad():
        layer.weight.copy_(tensor(w.T))
        layer.bias.copy_(tensor(b))
        assert np.allclose(layer(tensor(x)).numpy(), out)
    _, (z, *_) = columns.forward_propagation(x.T, {"W1": w.T, "b1": b[:, None]})
    assert np.allclose(z, out.T)


def test_only_dw_and_db_of_columns_have_the_factor_of_the_mean():
    x, y = RNG.normal(size=(4, 6)), np.array([[0, 1, 1, 0, 1, 0]])
    parameters = columns.initialize_parameters((4, 3, 1))
    a, cache = columns.forward_propagation(x, parameters)
    gradients = columns.backward_propagation(x, y, cache)
    assert np.allclose(gradients["dZ2"], a - y)
    assert np.allclose(gradients["dW2"], (a - y) @ cache[1].T / 6)
    assert np.allclose(gradients["db2"], np.mean(a - y))


def test_weight_decay_of_torch_is_reg_and_biases_have_it_too():
    x, y, reg = RNG.normal(size=(8, 4)), np.arange(8) % 3, 0.3
    net = FullyConnectedNet((), input_dim=4, num_classes=3, l2=reg, dtype=np.float64)
    net.params["b1"] = RNG.normal(size=3)
    w, b = net.params["W1"].copy(), net.params["b1"].copy()
    loss, grads = net.loss(x, y)
    plain = softmax_loss(x @ w + b, y)[0]
    assert np.isclose(loss, plain + reg / 2 * np.sum(w**2))
    theirs = [tensor(w, requires_grad=True), tensor(b, requires_grad=True)]
    rule = torch.optim.SGD(theirs, lr=0.1, weight_decay=reg)
    scores = tensor(x) @ theirs[0] + theirs[1]
    torch.nn.functional.cross_entropy(scores, torch.tensor(y)).backward()
    rule.step()
    assert np.allclose(theirs[0].detach().numpy(), w - 0.1 * grads["W1"])
    assert np.allclose(theirs[1].detach().numpy(), b - 0.1 * (grads["b1"] + reg * b))


def stepped(rule, **options):
    w = tensor([1.0, -2.0], requires_grad=True)
    w.grad = tensor([0.5, 0.1])
    getattr(torch.optim, rule)([w], lr=0.1, **options).step()
    return w.detach().numpy()


def test_adamw_shrinks_the_weights_first_and_adam_does_not():
    alone = stepped("Adam")
    change = alone - [1.0, -2.0]
    shrunk = np.array([1.0, -2.0]) * (1 - 0.1 * 0.3)
    assert np.allclose(stepped("AdamW", weight_decay=0.3), shrunk + change)
    assert not np.allclose(stepped("Adam", weight_decay=0.3), shrunk + change)


def test_momentum_of_batch_norm_is_one_minus_that_of_torch():
    x, state = RNG.normal(2, 3, size=(10, 4)), {"mode": "train"}
    out, _ = batchnorm_forward(x, np.ones(4), np.zeros(4), state)
    layer = torch.nn.BatchNorm1d(4, dtype=torch.float64)
    assert layer.momentum == 0.1
    assert np.allclose(layer(tensor(x)).detach().numpy(), out)
    assert np.allclose(layer.running_mean.numpy(), state["running_mean"])
    assert np.allclose(state["running_var"], 0.1 * x.var(axis=0))
    assert np.allclose(layer.running_var.numpy(), 0.9 * 1 + 0.1 * x.var(axis=0, ddof=1))
