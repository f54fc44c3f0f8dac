"""The assignment understanding_dropout: what is special about its references and checks."""

import runpy
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import real

import reglab
from autograder.assignments.reference import load_reference
from autograder.authors.exercise import Failed
from reglab.columns import (
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    sigmoid,
)

FOLDER = Path(__file__).parents[1] / "solutions" / "understanding_dropout"
ASSIGNMENT = real.assignment("understanding_dropout")
pytestmark = pytest.mark.xdist_group("understanding_dropout")
EXERCISES = {exercise.name: exercise for exercise in ASSIGNMENT.exercises}
KEEP_PROBS = load_reference(ASSIGNMENT, EXERCISES["forward_with_keep_probs"])
REGRESSION = load_reference(ASSIGNMENT, EXERCISES["expected_dropout_loss"])
CROWD = load_reference(ASSIGNMENT, EXERCISES["training_curve"])  # on top of the stand-in
STAND_IN = SimpleNamespace(**runpy.run_path(str(FOLDER / "stand_ins" / "keep_probs.py")))
DIALS = (0.9, 0.6, 0.75)


def net(seed=0):
    """A net 4-6-5-1 with biases, inputs and labels."""
    rng = np.random.default_rng(seed)
    parameters = {
        name: value + 0.1 * rng.normal(size=value.shape)
        for name, value in initialize_parameters((4, 6, 5, 1), seed).items()
    }
    return parameters, rng.normal(size=(4, 12)), rng.integers(0, 2, (1, 12))


def regression(m, n, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(0.3, 1, (m, n)) * np.geomspace(0.3, 4, n)
    return rng.normal(size=n), X, rng.normal(size=m)


@pytest.fixture(scope="module")
def grader(graders):
    return graders("understanding_dropout")


@pytest.fixture
def grade(grader, tmp_path):
    def run(**texts):
        for module in ASSIGNMENT.modules:
            text = texts.get(module, ASSIGNMENT.source(module))
            (tmp_path / f"{module}.py").write_text(text)
        return grader.grade(tmp_path)

    return run


@pytest.mark.parametrize("layers", [KEEP_PROBS, STAND_IN], ids=["reference", "stand-in"])
def test_the_given_gradients_are_those_of_the_thinned_net(layers):
    parameters, X, Y = net()

    def cost(parameters):
        return compute_cost(layers.forward_with_keep_probs(X, parameters, DIALS, 3)[0], Y)

    passed = layers.forward_with_keep_probs(X, parameters, DIALS, 3)
    gradients = layers.backward_with_keep_probs(*passed, Y, parameters, DIALS)
    reports = reglab.check_gradients(
        cost, parameters, {name: gradients[f"d{name}"] for name in parameters}
    )
    assert reports, str(reports)


@pytest.mark.parametrize("layers", [KEEP_PROBS, STAND_IN], ids=["reference", "stand-in"])
def test_with_dropout_off_it_is_the_net_of_reglab(layers):
    parameters, X, Y = net()
    off = [1.0] * 3
    AL, activations = layers.forward_with_keep_probs(X, parameters, off, 3)
    true, cache = forward_propagation(X, parameters)
    np.testing.assert_allclose(AL, true)
    gradients = layers.backward_with_keep_probs(AL, activations, Y, parameters, off)
    expected = backward_propagation(X, Y, cache)
    for name in parameters:
        np.testing.assert_allclose(gradients[f"d{name}"], expected[f"d{name}"], atol=1e-15)


def test_dropped_inputs_have_the_moments_of_the_closed_form():
    X = np.full((50, 4000), 3.0)
    parameters = initialize_parameters((50, 1))
    for p in (0.3, 0.9):
        _, (A0,) = KEEP_PROBS.forward_with_keep_probs(X, parameters, [p], 5)
        spread = np.sqrt((1 - p) / p)
        assert abs(A0.mean() / 3 - 1) < 6 * spread / np.sqrt(X.size)
        assert A0.std() / 3 == pytest.approx(spread, rel=0.02)


def test_the_expected_loss_is_the_mean_over_all_masks():
    p, (w, X, y) = 0.35, regression(3, 3)
    mean = sum(
        p ** sum(bits)
        * (1 - p) ** (9 - sum(bits))
        * np.mean((X * np.reshape(bits, (3, 3)) / p @ w - y) ** 2)
        / 2
        for bits in product((0, 1), repeat=9)
    )
    assert REGRESSION.expected_dropout_loss(w, X, y, p) == pytest.approx(mean, rel=1e-12)


@pytest.mark.parametrize(("m", "n", "p"), [(30, 4, 0.7), (30, 4, 1.0), (5, 9, 0.4)])
def test_at_the_weights_the_expected_loss_is_flat_by_complex_step(m, n, p):
    _, X, y = regression(m, n)
    w = REGRESSION.dropout_regression_weights(X, y, p)
    for j in range(n):
        step = 1e-30j * (np.arange(n) == j)
        slope = REGRESSION.expected_dropout_loss(w + step, X, y, p).imag / 1e-30
        assert abs(slope) < 1e-12


def test_inputs_that_are_orthogonal_keep_the_share_p_of_their_weights():
    _, X, y = regression(20, 4)
    Q = np.linalg.qr(X)[0]
    least_squares = REGRESSION.dropout_regression_weights(Q, y, 1.0)
    np.testing.assert_allclose(
        REGRESSION.dropout_regression_weights(Q, y, 0.3), 0.3 * least_squares
    )


def test_standardised_inputs_make_dropout_ridge_as_the_model_answer_says():
    _, X, y = regression(40, 5)
    X = X / np.sqrt(np.mean(X**2, axis=0))
    ridge = np.linalg.solve(X.T @ X / 40 + 0.25 * np.eye(5), X.T @ y / 40)
    np.testing.assert_allclose(REGRESSION.dropout_regression_weights(X, y, 0.8), ridge)


def test_the_whole_logistic_net_is_the_geometric_mean_of_its_crowd_as_the_model_answer_says():
    rng = np.random.default_rng(1)
    w, b, x, p = rng.normal(size=5), 0.3, rng.normal(size=5), 0.6
    logs = np.zeros(2)
    for bits in product((0, 1), repeat=5):
        chance = p ** sum(bits) * (1 - p) ** (5 - sum(bits))
        answer = sigmoid((w * bits / p) @ x + b)
        logs += chance * np.log([answer, 1 - answer])
    geometric = np.exp(logs[0]) / np.exp(logs).sum()
    assert geometric == pytest.approx(float(sigmoid(w @ x + b)), rel=1e-12)


def masks_of_the_stand_in(parameters, X, seed=None):
    activations = STAND_IN.forward_with_keep_probs(X, parameters, DIALS, seed)[1]
    return np.concatenate([A != 0 for A in activations]).tobytes()


def test_masks_of_the_stand_in_differ_from_seed_to_seed_and_without_one_from_call_to_call():
    parameters, X, _ = net()
    seeds = (None, None, 0, 6, 7, 8, 17, 21, 22, 303)
    assert len({masks_of_the_stand_in(parameters, X, seed) for seed in seeds}) == len(seeds)


@pytest.mark.parametrize("dials", [[0.9, 0.6], [0.9] * 4, [0.9, 1.2, 0.5], [0.9, np.nan, 0.5]])
def test_the_stand_in_refuses_what_the_reference_refuses(dials):
    parameters, X, _ = net()
    for layers in (KEEP_PROBS, STAND_IN):
        with pytest.raises((ValueError, Failed)):
            layers.forward_with_keep_probs(X, parameters, dials, 1)


def test_measuring_another_net_leaves_the_training_as_it_was():
    parameters, X, Y = net()
    runs = [CROWD.training_curve(X, Y, parameters, DIALS, 0.3, 6, q, 2) for q in (None, 1, 0.5)]
    for costs, trained in runs[1:]:
        assert not np.allclose(costs, runs[0][0])
        assert all(np.array_equal(trained[name], runs[0][1][name]) for name in parameters)


def test_a_wrong_forward_pass_costs_what_is_built_on_it_nothing(grade):
    for text in ("this is no Python", "def forward_with_keep_probs(): 1 / 0"):
        result = grade(keep_probs=text)
        scores = {exercise.exercise: exercise.score for exercise in result.exercises}
        assert scores.pop("forward_with_keep_probs") == 0
        assert scores == {name: EXERCISES[name].points for name in scores}


def test_a_net_that_drops_nothing_earns_what_is_true_of_the_plain_net(grade):
    text = ASSIGNMENT.source("keep_probs").replace("rng.random(A.shape) < keep_prob", "A == A")
    text = text.replace("A * kept / keep_prob", "A")
    result = grade(keep_probs=text).exercise("forward_with_keep_probs")
    lost = {finding.check for finding in result.findings if finding.status == "failed"}
    assert {"keeps_each_layer_at_its_own_rate", "keeps_the_mean_of_each_layer"} <= lost
    assert result.score == 3 + 2  # and what it refuses


def test_whatever_is_a_value_error_is_a_refusal(grade):
    text = ASSIGNMENT.source("keep_probs")
    text = text.replace("import numpy as np", "import numpy as np\n\nclass Bad(ValueError): ...\n")
    text = text.replace("raise ValueError", "raise Bad")
    assert grade(keep_probs=text).score == ASSIGNMENT.points
