"""The weight_decay assignment: what is special about its reference and its checks."""

import json
from pathlib import Path

import numpy as np
import pytest
import real

import reglab
from autograder.assignments.assignment import version_source
from autograder.assignments.library import hidden_files
from autograder.assignments.overlay import lay_over
from reglab.columns import forward_propagation, initialize_parameters

FOLDER = Path(__file__).parents[1] / "solutions" / "weight_decay"
WEIGHT_DECAY = real.assignment("weight_decay")
pytestmark = pytest.mark.xdist_group("weight_decay")


def reference(module):
    namespace = {}
    exec(WEIGHT_DECAY.source(module), namespace)
    return namespace


PENALTIES, LOGISTIC, NET = (reference(module) for module in ("penalties", "logistic", "net"))


def complex_step(f, x, tiny=1e-30):
    """The gradient of a real function, exact to rounding: Im f(x + i tiny) / tiny."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[place] += 1j * tiny
        gradient[place] = np.imag(f(moved)) / tiny
    return gradient


def random_net(*widths, seed=0):
    rng = np.random.default_rng(seed)
    start = initialize_parameters(widths, seed)
    return {name: value + rng.normal(0, 0.3, value.shape) for name, value in start.items()}


def test_penalties_are_what_the_formulas_say():
    params = random_net(5, 4, 3, 1)
    weights = np.concatenate([params[f"W{layer}"].ravel() for layer in (1, 2, 3)])
    assert np.isclose(PENALTIES["l2_penalty"](params, 3.0, 8), 3 / 16 * weights @ weights)
    assert np.isclose(PENALTIES["l1_penalty"](params, 3.0, 8), 3 / 8 * np.abs(weights).sum())


@pytest.mark.parametrize(
    ("kind", "of_one_weight"),
    [("l2", lambda w: w * w / 2), ("l1", lambda w: np.where(w.real > 0, w, -w))],
)
def test_gradients_of_the_penalties_agree_with_a_complex_step(kind, of_one_weight):
    params = random_net(5, 4, 3)
    grads = PENALTIES[f"{kind}_gradients"](params, 3.0, 8)
    for layer in (1, 2):
        expected = complex_step(lambda W: 3.0 / 8 * of_one_weight(W).sum(), params[f"W{layer}"])
        np.testing.assert_allclose(grads[f"dW{layer}"], expected, rtol=1e-12)


def test_logistic_regression_agrees_with_a_complex_step():
    rng = np.random.default_rng(1)
    X, Y, lambd = rng.normal(size=(4, 9)), rng.integers(0, 2, (1, 9)), 7.0
    w, b = rng.normal(size=(4, 1)), np.array(0.4)

    def objective(w, b):
        scores = w.T @ X + b
        return np.mean(np.log(1 + np.exp(scores)) - Y * scores) + lambd / 18 * np.sum(w * w)

    assert np.isclose(LOGISTIC["cost"](w, float(b), X, Y, lambd), objective(w, b))
    grads = LOGISTIC["gradients"](w, float(b), X, Y, lambd)
    np.testing.assert_allclose(grads["dw"], complex_step(lambda w: objective(w, b), w), rtol=1e-10)
    np.testing.assert_allclose(grads["db"], complex_step(lambda b: objective(w, b), b), rtol=1e-10)


@pytest.mark.parametrize("m", [1, 13])
def test_the_net_agrees_with_a_complex_step(m):
    rng = np.random.default_rng(2)
    params, lambd = random_net(3, 6, 5, 1), 9.0
    X, Y = rng.normal(size=(3, m)), rng.integers(0, 2, (1, m))

    def objective(params):
        A = X
        for layer in (1, 2, 3):
            Z = params[f"W{layer}"] @ A + params[f"b{layer}"]
            A = Z * (Z.real > 0)
        entropy = np.mean(np.log(1 + np.exp(Z)) - Y * Z)
        return entropy + lambd / (2 * m) * sum(np.sum(params[f"W{i}"] ** 2) for i in (1, 2, 3))

    A3, cache = forward_propagation(X, params)
    assert np.isclose(
        NET["compute_cost_with_regularization"](A3, Y, params, lambd), objective(params)
    )
    grads = NET["backward_propagation_with_regularization"](X, Y, cache, lambd)
    for name, value in params.items():
        expected = complex_step(lambda x, name=name: objective({**params, name: x}), value)
        np.testing.assert_allclose(grads[f"d{name}"], expected, rtol=1e-9, atol=1e-13)


def test_many_decay_steps_are_a_geometric_series():
    w, gradient, steps = np.array([1.0, -2.0]), np.array([0.3, 0.1]), 50
    found = w
    for _ in range(steps):
        found = PENALTIES["decay_step"](found, gradient, 0.1, 4.0, 20)
    shrunk = (1 - 0.1 * 4.0 / 20) ** steps
    expected = shrunk * w - 0.1 * gradient * (1 - shrunk) / (0.1 * 4.0 / 20)
    np.testing.assert_allclose(found, expected)


def test_soft_threshold_finds_the_lowest_point():
    grid = np.linspace(-3, 3, 60_001)
    for v in (-2.2, -0.5, 0.0, 0.49, 1.7):
        lowest = grid[np.argmin((grid - v) ** 2 / 2 + 0.5 * np.abs(grid))]
        assert np.isclose(PENALTIES["soft_threshold"](np.array(v), 0.5), lowest, atol=1e-4)


def test_students_get_no_penalty_with_the_library():
    hidden = hidden_files(Path(reglab.__file__).parent, WEIGHT_DECAY.hides)
    assert Path("nets/penalty.py") in hidden
    assert not {Path("columns.py"), Path("layers/affine.py"), Path("gradients/check.py")} & hidden


def test_the_release_says_where_to_write_and_not_what():
    release = FOLDER.parents[1] / "assignments" / "weight_decay"
    for module in ("penalties", "logistic", "net"):
        assert "raise NotImplementedError" in (release / f"{module}.py").read_text("utf-8")
    notebook = json.loads((release / "weight_decay.ipynb").read_text("utf-8"))
    graded = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]}
    assert {exercise.name for exercise in WEIGHT_DECAY.exercises} <= graded


def test_a_module_is_judged_by_itself_when_another_is_wrong(graders, tmp_path):
    (tmp_path / "penalties.py").write_text("this is no Python")
    for module in ("logistic", "net"):
        (tmp_path / f"{module}.py").write_text(WEIGHT_DECAY.source(module))
    result = graders("weight_decay").grade(tmp_path)
    for exercise in WEIGHT_DECAY.exercises:
        expected = 0 if exercise.module == "penalties" else exercise.points
        assert result.exercise(exercise.name).score == expected


BUILT_ON = {  # modules that leave the penalty to the student's own functions
    module: lay_over(
        WEIGHT_DECAY.source(module), (FOLDER / "variants" / module / f"{name}.py").read_text()
    )
    for module, name in (("logistic", "library"), ("net", "library_and_penalty"))
}


@pytest.fixture(scope="module")
def grader(graders):
    return graders("weight_decay")


def costs(grader, folder, penalties, built=BUILT_ON):
    """The points that each exercise loses, where it loses any."""
    for module, text in {**built, "penalties": penalties}.items():
        (folder / f"{module}.py").write_text(text)
    result = grader.grade(folder)
    assert not result.alarms
    return {e.exercise: e.points - e.score for e in result.exercises if e.score < e.points}


@pytest.mark.parametrize(
    ("wrong", "cost"),
    [
        ("penalty_without_a_half", {"l2_penalty": 2}),
        ("spectral_norm", {"l2_penalty": 2}),
        ("keeps_the_last_layer_only", {"l2_penalty": 2}),
        ("penalises_biases", {"l2_penalty": 1}),
        ("pull_in_the_wrong_direction", {"l2_gradients": 2}),
        ("pull_is_a_sum", {"l2_gradients": 2}),
        ("pull_counted_from_0", {"l2_gradients": 2}),
        ("pull_on_biases", {"l2_gradients": 1}),
        ("pull_written_into_the_weights", {"l2_gradients": 1}),
    ],
)
def test_a_wrong_penalty_costs_nothing_again_in_what_is_built_on_it(grader, tmp_path, wrong, cost):
    exercise = WEIGHT_DECAY.exercise(next(iter(cost)))
    version = next(one for one in exercise.misconceptions if one.name == wrong)
    assert costs(grader, tmp_path, version_source(WEIGHT_DECAY, version)) == cost


def test_what_is_right_with_a_wrong_penalty_is_right(grader, tmp_path):
    penalties = WEIGHT_DECAY.source("penalties").replace("lambd / (2 * m) * sq", "lambd / m * sq")
    built = {
        module: text.replace("+ l2_penalty", "+ 0.5 * l2_penalty")
        for module, text in BUILT_ON.items()
    }
    assert costs(grader, tmp_path, penalties, built) == {"l2_penalty": 2}


def test_a_penalty_that_is_not_written_is_not_given(grader, tmp_path):
    skeleton = (FOLDER.parents[1] / "assignments/weight_decay/penalties.py").read_text()
    lost = costs(grader, tmp_path, skeleton)
    for exercise in WEIGHT_DECAY.exercises:
        assert lost[exercise.name] == exercise.points


def test_what_is_built_on_a_wrong_penalty_has_its_own_mistakes(grader, tmp_path):
    penalties = WEIGHT_DECAY.source("penalties").replace("lambd / (2 * m) * sq", "lambd / m * sq")
    built = {
        module: text.replace("+ l2_penalty", "- l2_penalty") for module, text in BUILT_ON.items()
    }
    lost = {"l2_penalty": 2, "cost": 2, "compute_cost_with_regularization": 2}
    assert costs(grader, tmp_path, penalties, built) == lost
