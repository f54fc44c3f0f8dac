"""The checks that a student sees in the dropout notebook name the usual mistakes."""

import ast
from pathlib import Path

import jupytext
import numpy as np
import pytest

MASTER = Path(__file__).parents[1] / "solutions" / "dropout"
NOTEBOOK = jupytext.read(MASTER / "dropout.py")


def source(grade):
    """The source of the one graded cell for an exercise."""
    (cell,) = [cell for cell in NOTEBOOK.cells if cell.metadata.get("grade") == grade]
    return cell.source


@pytest.fixture
def namespace(monkeypatch):
    """What a graded cell sees: the notebook's imports and functions, and the digits."""
    monkeypatch.syspath_prepend(MASTER)
    names = {}
    for cell in NOTEBOOK.cells:
        if cell.metadata.get("grade") == "fc_net_loss":
            break  # below it are the experiments
        if cell.cell_type == "code":
            code = "\n".join(line for line in cell.source.splitlines() if line[:1] != "%")
            kept = (ast.Import, ast.ImportFrom, ast.FunctionDef)
            body = [node for node in ast.parse(code).body if isinstance(node, kept)]
            exec(compile(ast.Module(body, []), "notebook", "exec"), names)
    names["digits"] = names["reglab"].load_digits()
    yield names
    for module in ("layers", "fc_net"):
        monkeypatch.delitem("sys.modules", module, raising=False)


def forward(change=lambda out, x, param: out):
    """A correct forward pass of its own, then changed by one mistake."""

    def dropout_forward(x, dropout_param):
        kept = np.ones(x.shape)
        if dropout_param["mode"] == "train":
            rng = np.random.default_rng(dropout_param.get("seed"))
            kept = rng.binomial(1, dropout_param["p"], x.shape) / dropout_param["p"]
        return change(kept * x, x, dropout_param), (dropout_param, kept)

    return dropout_forward


def writes_into_x(out, x, param):
    x[...] = out
    return x


WRONG_FORWARD = {
    "no division": (
        lambda out, x, d: out * (d["p"] if d["mode"] == "train" else 1),
        "multiplied by 1 to 1",
    ),
    "p drops": (
        lambda out, x, d: forward()(x, d | {"p": 1 - d["p"]})[0],
        "of the units are kept, expected 25%",
    ),
    "ignores the seed": (lambda out, x, d: forward()(x, {**d, "seed": None})[0], "same seed"),
    "writes into x": (writes_into_x, "x has been changed"),
    "scales in test mode": (
        lambda out, x, d: out * (d["p"] if d["mode"] == "test" else 1),
        "in test mode out must equal x",
    ),
    "returns nothing": (lambda out, x, d: None, "out is None"),
    "drops nothing": (lambda out, x, d: x, "all units are kept, expected 25%"),
    "one coin a row": (lambda out, x, d: x * (out[:, :1] != 0), "one coin for each row"),
    "one coin a column": (lambda out, x, d: x * (out[:1] != 0), "one coin for each column"),
    "one mask for ever": (
        lambda out, x, d: forward()(x, {"seed": 3, **d})[0],
        "two calls without a seed must draw two masks",
    ),
    "changes dropout_param": (
        lambda out, x, d: out + d.setdefault("calls", 0),
        "dropout_param has been changed",
    ),
    "forgets the shape": (lambda out, x, d: out.ravel(), "out has the shape"),
}


@pytest.mark.parametrize("mistake", WRONG_FORWARD)
def test_the_visible_checks_of_the_forward_pass_name_the_mistake(namespace, mistake):
    change, message = WRONG_FORWARD[mistake]
    namespace["dropout_forward"] = forward(change)
    with pytest.raises(AssertionError, match=message):
        exec(source("dropout_forward"), namespace)


WRONG_BACKWARD = {
    "ignores the mask": (lambda dout, kept, p: dout, "train mode: dx is wrong"),
    "does not rescale": (lambda dout, kept, p: dout * (kept > 0), "exactly 0.300 times"),
    "rescales twice": (lambda dout, kept, p: dout * kept / p, "exactly 3.333 times"),
    "wrong sign": (lambda dout, kept, p: -dout * kept, "the sign of dx is wrong everywhere"),
}


@pytest.mark.parametrize("mistake", WRONG_BACKWARD)
def test_the_visible_checks_of_the_backward_pass_name_the_mistake(namespace, mistake):
    change, message = WRONG_BACKWARD[mistake]
    namespace["dropout_forward"] = forward()
    namespace["dropout_backward"] = lambda dout, cache: change(dout, cache[1], cache[0]["p"])
    with pytest.raises(AssertionError, match=message):
        exec(source("dropout_backward"), namespace)


def test_a_backward_pass_that_returns_nothing_is_told_so(namespace):
    namespace["dropout_backward"] = lambda dout, cache: None
    with pytest.raises(TypeError, match="dx is None: is a return statement"):
        exec(source("dropout_backward"), namespace)


def biases_too(net, params, X, y, param, reg):
    """The net with an L2 penalty on its biases as well."""
    result = net(params, X, y, param, reg)
    if y is None:
        return result
    biases = [name for name in params if name[0] == "b"]
    loss = result[0] + reg / 2 * sum((params[b] ** 2).sum() for b in biases)
    return loss, result[1] | {b: result[1][b] + reg * params[b] for b in biases}


def mixed(net, for_loss, for_grads):
    """The loss of one call and the gradients of another."""
    loss = net(*for_loss)
    return loss if for_loss[2] is None else (loss[0], net(*for_grads)[1])


WRONG_NET = {
    "no dropout": (lambda f, w, X, y, d, r: f(w, X, y, d | {"mode": "test"}, r), "no dropout"),
    "no half": (lambda f, w, X, y, d, r: f(w, X, y, d, 2 * r), "reg = 0.2 adds"),
    "penalty in the loss only": (
        lambda f, w, X, y, d, r: mixed(f, (w, X, y, d, r), (w, X, y, d, 0)),
        "p = 1.0, reg = 0.3",
    ),
    "no dropout in backward": (
        lambda f, w, X, y, d, r: mixed(f, (w, X, y, d, r), (w, X, y, d | {"p": 1.0}, r)),
        "p = 0.6, reg = 0.0",
    ),
    "penalises the biases": (biases_too, "reg = 0.2 adds"),
    "no penalty": (lambda f, w, X, y, d, r: f(w, X, y, d, 0), "reg = 0.2 adds 0.0000"),
    "dropout on the inputs": (
        lambda f, w, X, y, d, r: f(w, forward()(X, d)[0], y, d, r),
        "are the inputs dropped",
    ),
    "p turned round": (
        lambda f, w, X, y, d, r: f(w, X, y, d | {"p": 1 - d["p"]}, r),
        r"1\d% of the units come through two layers of dropout with p = 0.6, expected 36%",
    ),
    "always drops": (
        lambda f, w, X, y, d, r: f(w, X, y, d | {"mode": "train"}, r),
        "other scores at the second call",
    ),
    "a sum over the batch": (lambda f, w, X, y, d, r: _times(f(w, X, y, d, r), 50), "log"),
}


def _times(result, factor):
    """Loss and gradients multiplied; scores as they are."""
    if not isinstance(result, tuple):
        return result
    return factor * result[0], {name: factor * grad for name, grad in result[1].items()}


@pytest.mark.parametrize("mistake", WRONG_NET)
def test_the_visible_checks_of_the_net_name_the_mistake(namespace, mistake):
    change, message = WRONG_NET[mistake]
    right = namespace["fc_net_loss"]
    namespace["fc_net_loss"] = lambda *args: change(right, *args)
    with pytest.raises(AssertionError, match=message):
        exec(source("fc_net_loss"), namespace)


def test_the_visible_checks_accept_the_reference_and_another_style(namespace, capsys):
    for exercise in ("dropout_forward", "dropout_backward", "fc_net_loss"):
        exec(source(exercise), namespace)
    namespace["dropout_forward"] = forward()
    namespace["dropout_backward"] = lambda dout, cache: dout * cache[1]
    for exercise in ("dropout_forward", "dropout_backward"):
        exec(source(exercise), namespace)
    assert capsys.readouterr().out.count("all checks of this cell passed") == 5
