"""The gradient_check assignment: its reference against other witnesses, and what mistakes cost."""

import runpy
import sys
from pathlib import Path

import jupytext
import numpy as np
import pytest
import real
from field.gradient_check import CASES

from autograder.submissions.reading import SubmittedFiles
from autograder.worker.modules import SubmittedModules
from coursework.module import Module
from reglab import columns
from reglab.columns import (
    backward_propagation,
    forward_propagation,
    initialize_parameters,
)

FOLDER = Path(__file__).parents[1] / "solutions" / "gradient_check"
ASSIGNMENT = real.assignment("gradient_check")
pytestmark = pytest.mark.xdist_group("gradient_check")
NUMERICAL = runpy.run_path(str(FOLDER / "numerical.py"))
SUSPECTS = runpy.run_path(str(FOLDER / "suspects.py"))


@pytest.fixture
def checking(monkeypatch):
    sources = {name: ASSIGNMENT.source(name).encode() for name in ("numerical", "checking")}
    monkeypatch.setattr(sys, "meta_path", [SubmittedModules(sources), *sys.meta_path])
    import checking as module

    yield module
    for name in sources:
        sys.modules.pop(name)


def complex_step(f, x, df):
    """The gradient of sum(df * f(x)) for an analytic f, true to the last digit."""
    dx = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[i] += 1e-30j
        dx[i] = np.sum(df * f(moved)).imag / 1e-30
    return dx


def softmax(x):
    return np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)


def standardize(x):
    centred = x - x.mean(axis=1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)


ANALYTIC = {"softmax": softmax, "standardize": standardize}


@pytest.mark.parametrize(
    "f", [np.sin, np.exp, softmax, lambda x: x @ np.arange(20.0).reshape(4, 5)]
)
def test_the_reference_agrees_with_the_complex_step(f):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((3, 4))
    df = rng.standard_normal(f(x).shape)
    dx = NUMERICAL["numerical_gradient_array"](f, x, df)
    np.testing.assert_allclose(dx, complex_step(f, x, df), rtol=1e-6, atol=1e-8)
    slope = NUMERICAL["numerical_gradient"](lambda x: np.sum(df * f(x)), x)
    np.testing.assert_allclose(slope, complex_step(f, x, df), rtol=1e-6, atol=1e-8)


def test_the_error_of_the_reference_goes_with_the_square_of_the_step():
    x = np.array([0.3, 1.1])
    errors = [NUMERICAL["numerical_gradient"](lambda x: np.exp(x).sum(), x, h) - np.exp(x)
              for h in (1e-2, 1e-3)]  # fmt: skip
    np.testing.assert_allclose(errors[0] / errors[1], 100, rtol=1e-3)
    np.testing.assert_allclose(errors[0], np.exp(x) * 1e-4 / 6, rtol=1e-3)


def test_the_stand_in_takes_the_same_central_differences():
    stand_in = runpy.run_path(str(FOLDER / "stand_ins" / "numerical.py"))
    rng = np.random.default_rng(1)
    x, df = rng.standard_normal((3, 4)), rng.standard_normal((3, 4))
    for h in (0.3, 1e-4):
        ours, its = (
            module["numerical_gradient_array"](np.exp, x, df, h) for module in (NUMERICAL, stand_in)
        )
        np.testing.assert_allclose(ours, its, rtol=1e-8)
    assert stand_in["relative_error"](x, 0 * x) == NUMERICAL["relative_error"](x, 0 * x) == 1


@pytest.mark.parametrize("name", ANALYTIC)
def test_the_fixed_backward_passes_agree_with_the_complex_step(name):
    rng = np.random.default_rng(2)
    x, dout = rng.standard_normal((4, 7)), rng.standard_normal((4, 7))
    out, cache = SUSPECTS["SUSPECTS"][name][0](x)
    np.testing.assert_allclose(out, ANALYTIC[name](x), rtol=1e-12)
    dx = SUSPECTS["fixed_backward"](name, dout, cache)
    true = complex_step(ANALYTIC[name], x, dout)
    np.testing.assert_allclose(dx, true, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", SUSPECTS["SUSPECTS"])
def test_the_fixed_backward_passes_agree_with_differences(name):
    rng = np.random.default_rng(3)
    x = rng.uniform(0.1, 0.9, (4, 7)) + rng.integers(-3, 3, (4, 7))
    forward, _ = SUSPECTS["SUSPECTS"][name]
    out, cache = forward(x)
    dout = rng.standard_normal(out.shape)
    dx = SUSPECTS["fixed_backward"](name, dout, cache)
    true = NUMERICAL["numerical_gradient_array"](lambda x: forward(x)[0], x, dout)
    np.testing.assert_allclose(dx, true, rtol=1e-6, atol=1e-8)


def test_the_difference_is_that_of_the_true_gradients(checking):
    rng = np.random.default_rng(4)
    parameters = initialize_parameters((3, 4, 2, 1), seed=4)
    X, Y = rng.standard_normal((3, 5)), np.array([[0, 1, 1, 0, 1]])

    def cost(theta):
        """Of complex parameters: relus switch by the real part."""
        A, start = X, 0
        for layer in range(1, 4):
            W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
            W, start = theta[start : start + W.size].reshape(W.shape), start + W.size
            b, start = theta[start : start + b.size].reshape(b.shape), start + b.size
            Z = W @ A + b
            A = Z * (Z.real > 0)
        return np.mean(np.log(1 + np.exp(Z)) - Y * Z)

    names = [f"{kind}{layer}" for layer in (1, 2, 3) for kind in "Wb"]
    theta = np.concatenate([parameters[name].ravel() for name in names])
    true = complex_step(cost, theta, 1.0)
    gradients = {f"d{name}": rng.standard_normal(parameters[name].shape) for name in names}
    grad = np.concatenate([gradients[f"d{name}"].ravel() for name in names])
    expected = np.linalg.norm(grad - true) / (np.linalg.norm(grad) + np.linalg.norm(true))
    found = checking.gradient_check_n(parameters, gradients, X, Y, 1e-6)
    assert found == pytest.approx(expected, rel=1e-6)


def test_it_tells_right_gradients_from_wrong_ones(checking):
    rng = np.random.default_rng(5)
    parameters = initialize_parameters((3, 4, 1), seed=5)
    X, Y = rng.standard_normal((3, 6)), rng.integers(0, 2, (1, 6))
    _, cache = forward_propagation(X, parameters)
    gradients = backward_propagation(X, Y, cache)
    assert checking.gradient_check_n(parameters, gradients, X, Y) < 1e-7
    assert (
        checking.gradient_check_n(parameters, gradients | {"db1": 0 * gradients["db1"]}, X, Y)
        > 0.01
    )


@pytest.fixture
def scores(graders, tmp_path):
    """Points by exercise of the reference with some texts replaced."""

    def run(**edits):
        for module in ASSIGNMENT.modules:
            text = ASSIGNMENT.source(module)
            for old, new in edits.get(module, {}).items():
                assert text.count(old) == 1
                text = text.replace(old, new)
            (tmp_path / f"{module}.py").write_text(text)
        result = graders("gradient_check").grade(tmp_path)
        return {
            exercise.exercise: (exercise.score, exercise.points) for exercise in result.exercises
        }

    return run


def test_a_factor_costs_what_depends_on_it_and_no_more(scores):
    quotients = {
        "(right - left) / (2 * h)": "(right - left) / h",
        "np.sum(df * (out_right - out_left)) / (2 * h)": "np.sum(df * (out_right - out_left)) / h",
    }
    found = scores(numerical=quotients)
    assert found["numerical_gradient"] == (7, 9)
    assert found["numerical_gradient_array"] == (7, 8)
    assert found["gradient_check_n"] == (11, 11)
    assert found["wrong_elements"] == (7, 7)


def test_a_constant_answer_earns_only_what_it_leaves_alone(scores):
    found = scores(
        numerical={
            "    return float(error)": "    return 0.0",
            "dx[i] = (right - left) / (2 * h)": "pass",
            "dx[i] = np.sum(df * (out_right - out_left)) / (2 * h)": "pass",
        },
        checking={
            "    return float(difference)": "    return 0.0",
            "    return np.asarray(wrong)": "    return np.zeros(np.shape(x), bool)",
        },
    )
    assert found["numerical_gradient"] == (1, 9)
    assert found["numerical_gradient_array"] == (0, 8)
    assert found["gradient_check_n"] == (1, 11)
    assert found["wrong_elements"] == (0, 7)


def test_suspects_as_they_were_earn_what_was_right(scores):
    fixed = {
        'if name == "shrink":': "if not name:",
        'elif name == "softmax":': "elif not name:",
        'elif name == "windows":': "elif not name:",
    }
    assert scores(suspects=fixed)["fixed_backward"] == (1, 8)


@pytest.fixture
def visible(tmp_path, monkeypatch):
    """The visible cell of gradient_check_n, run with a text as checking.py."""
    cells = jupytext.read(FOLDER / "gradient_check.py").cells
    (cell,) = (cell for cell in cells if cell.metadata.get("grade") == "gradient_check_n")

    def run(text):
        (tmp_path / "checking.py").write_text(text)
        module = Module("checking", tmp_path / "checking.py")
        monkeypatch.setitem(sys.modules, "checking", module.module)
        module.refresh()
        names = {"np": np, "gradient_check_n": module.named("gradient_check_n")}
        exec(cell.source, {**vars(columns), **names})

    return run


@pytest.mark.parametrize(
    "name",
    [
        "coursera_as_it_was",
        "coursera_module",
        "coursera_in_the_skeleton",
        "coursera_with_the_shapes",
    ],
)
def test_a_paste_from_coursera_is_told_the_line_that_makes_it_run(visible, name):
    (text,) = (case.files["checking.py"] for case in CASES if case.name == name)
    line = "from reglab.coursera import *"
    with pytest.raises(AssertionError, match=line.replace("*", "[*]")):
        visible(text)


def test_with_that_line_the_paste_runs(visible):
    (case,) = (case for case in CASES if case.name == "coursera_with_our_line")
    visible(case.files["checking.py"])


def test_one_numerical_gradient_may_call_the_other_and_nobody_is_told(graders):
    text = ASSIGNMENT.source("numerical") + (
        "\n\ndef numerical_gradient_array(f, x, df, h=1e-5):\n"
        "    return numerical_gradient(lambda x: np.sum(f(x) * df), x, h)\n"
    )
    files = SubmittedFiles({"numerical": text.encode()}, ("numerical",))
    result = graders("gradient_check").grade_files(files)
    assert result.score == result.points
    assert result.notes == ()
