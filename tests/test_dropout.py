"""The dropout assignment: what is special about its checks."""

from pathlib import Path

import numpy as np
import pytest

from autograder.assignments.loading import load_assignment
from autograder.grading.grader import Grader

FOLDER = Path(__file__).parents[1] / "solutions" / "dropout"
DROPOUT = load_assignment(FOLDER)


@pytest.fixture
def grade(tmp_path):
    def run(module, text):
        path = tmp_path / f"{module}.py"
        path.write_text(text)
        with Grader(DROPOUT) as grader:
            return grader.grade(path)

    return run


def test_a_backward_that_is_right_for_its_own_wrong_forward_keeps_its_points(grade):
    text = DROPOUT.source("layers").replace(" / p).astype", ").astype")
    text = text.replace('dropout_param.get("seed")', "")
    result = grade("layers", text)
    assert [exercise.score for exercise in result.exercises] == [8, 7]


def test_a_backward_that_is_right_for_the_true_layer_keeps_its_points_too(grade):
    text = DROPOUT.source("layers").replace(" / p).astype", ").astype")
    text = text.replace("dx = dout * mask", 'dx = dout * mask / dropout_param["p"]')
    assert grade("layers", text).exercise("dropout_backward").score == 7


def test_a_forward_that_lost_other_points_excuses_no_wrong_backward(grade):
    text = DROPOUT.source("layers").replace('dropout_param.get("seed")', "")
    text = text.replace("dx = dout * mask", "dx = dout")
    assert grade("layers", text).exercise("dropout_backward").score < 4


def test_a_layer_that_does_nothing_earns_what_is_true_of_doing_nothing(grade):
    text = (
        "def dropout_forward(x, dropout_param):\n    return x, None\n"
        "def dropout_backward(dout, cache):\n    return dout\n"
    )
    assert [exercise.score for exercise in grade("layers", text).exercises] == [2, 1]


@pytest.mark.parametrize(
    "layers",
    [
        "def dropout_forward(x, p): 1 / 0\ndropout_backward = 3\n",
        "this is no Python",
        "raise SystemExit",
    ],
)
def test_a_net_is_judged_by_itself_when_its_layers_are_wrong(tmp_path, layers):
    (tmp_path / "layers.py").write_text(layers)
    (tmp_path / "fc_net.py").write_text(DROPOUT.source("fc_net"))
    with Grader(DROPOUT) as grader:
        result = grader.grade(tmp_path)
    assert [exercise.score for exercise in result.exercises] == [0, 0, 11]


def test_a_net_may_use_helpers_of_the_students_own_layers(tmp_path):
    helper = "\n\ndef relu_dropout(a, param):\n    return dropout_forward(a * (a > 0), param)\n"
    net = DROPOUT.source("fc_net").replace("dropout_forward(r,", "relu_dropout(a,")
    net = net.replace("dropout_backward, dropout_forward", "dropout_backward, relu_dropout")
    (tmp_path / "layers.py").write_text(DROPOUT.source("layers") + helper)
    (tmp_path / "fc_net.py").write_text(net)
    with Grader(DROPOUT) as grader:
        assert grader.grade(tmp_path).score == DROPOUT.points


def test_the_dtype_of_dx_is_a_remark_that_costs_nothing(grade):
    text = DROPOUT.source("layers").replace(".astype(x.dtype)\n        out", "\n        out")
    result = grade("layers", text)
    assert result.score == result.points
    assert "float64" in result.exercise("dropout_backward").remarks[0]


def test_the_reference_agrees_with_the_closed_forms():
    namespace = {}
    exec(DROPOUT.source("layers"), namespace)
    x = np.random.default_rng(0).uniform(1, 2, (400, 500))
    for p in (0.2, 0.9):
        out, cache = namespace["dropout_forward"](x, {"p": p, "mode": "train"})
        # Var[out / x] of one unit is (1 - p) / p, so the mean of n units spreads by its root.
        spread = np.sqrt((1 - p) / p / x.size)
        assert abs(np.mean(out / x) - 1) < 6 * spread
        dx = namespace["dropout_backward"](np.ones_like(x), cache)
        np.testing.assert_allclose(dx * x, out)
