"""The dropout assignment: every version that is known gets what it deserves."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from autograder.grading import Grader
from autograder.loading import load_assignment
from autograder.release.strip import strip_module
from autograder.verify import prove, versions

FOLDER = Path(__file__).parents[1] / "solutions" / "dropout"
DROPOUT = load_assignment(FOLDER)
VERSIONS = versions(DROPOUT)


def skeleton(module):
    asked = [exercise.name for exercise in DROPOUT.exercises if exercise.module == module]
    return strip_module(FOLDER / f"{module}.py", asked)


@pytest.fixture(scope="module")
def proofs():
    texts = {module: skeleton(module) for module in DROPOUT.modules}
    with Grader(DROPOUT, seed=20) as grader, ThreadPoolExecutor(2) as pool:
        return dict(
            zip(VERSIONS, pool.map(lambda v: prove(grader, *v, texts), VERSIONS), strict=True)
        )


@pytest.mark.parametrize("version", VERSIONS, ids=" ".join)
def test_each_known_version_gets_what_it_deserves(proofs, version):
    assert proofs[version].faults == ()


def test_there_are_as_many_versions_as_promised():
    kinds = [kind for kind, _ in VERSIONS]
    assert kinds.count("misconception") >= 25
    assert kinds.count("variant") >= 20


def test_every_check_that_costs_points_kills_a_misconception():
    killed = {check for wrong in DROPOUT.misconceptions for check in wrong.loses}
    unearned = {
        check.name
        for exercise in DROPOUT.exercises
        for check in exercise.checks
        if check.points and check.name not in killed
    }
    assert unearned == set()


@pytest.fixture
def grade(tmp_path):
    def run(module, text):
        path = tmp_path / f"{module}.py"
        path.write_text(text)
        with Grader(DROPOUT) as grader:
            return grader.grade(path)

    return run


def test_a_backward_that_is_right_for_a_recognised_wrong_forward_keeps_its_points(grade):
    text = DROPOUT.source("layers").replace(" / p).astype", ").astype")
    result = grade("layers", text)
    assert result.exercise("dropout_forward").score == 9
    assert result.exercise("dropout_backward").score == 6


def test_a_backward_that_is_right_for_the_true_layer_keeps_its_points_too(grade):
    text = DROPOUT.source("layers").replace(" / p).astype", ").astype")
    text = text.replace("dx = dout * mask", 'dx = dout * mask / dropout_param["p"]')
    assert grade("layers", text).exercise("dropout_backward").score == 6


def test_a_layer_that_does_nothing_earns_what_is_true_of_doing_nothing(grade):
    text = (
        "def dropout_forward(x, dropout_param):\n    return x, None\n"
        "def dropout_backward(dout, cache):\n    return dout\n"
    )
    result = grade("layers", text)
    assert [exercise.score for exercise in result.exercises] == [2, 1]


def test_a_net_is_judged_by_itself_when_its_layers_are_wrong(tmp_path):
    (tmp_path / "layers.py").write_text("def dropout_forward(x, p): 1 / 0\ndropout_backward = 3\n")
    (tmp_path / "fc_net.py").write_text(DROPOUT.source("fc_net"))
    with Grader(DROPOUT) as grader:
        result = grader.grade(tmp_path)
    assert [exercise.score for exercise in result.exercises] == [0, 0, 10]


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
