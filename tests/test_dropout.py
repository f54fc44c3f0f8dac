"""The dropout assignment: what is special about its checks."""

from pathlib import Path

import numpy as np
import pytest
import real

FOLDER = Path(__file__).parents[1] / "solutions" / "dropout"
DROPOUT = real.assignment("dropout")
pytestmark = pytest.mark.xdist_group("dropout")


@pytest.fixture
def grade(tmp_path, graders):
    def run(module, text):
        path = tmp_path / f"{module}.py"
        path.write_text(text)
        return graders("dropout").grade(path)

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


def test_a_backward_pass_that_divides_by_another_number_than_its_forward_pass_loses(grade):
    text = DROPOUT.source("layers").replace("< p) / p)", ">= p) / (1 - p))")
    text = text.replace("dx = dout * mask", 'dx = dout * (mask != 0) / dropout_param["p"]')
    result = grade("layers", text)
    assert [exercise.score for exercise in result.exercises] == [10, 5]


CRASHES = "raise ValueError"
NOTHING = "mask = np.ones(x.shape, bool); out = x * 1.0"


@pytest.mark.parametrize("train", [CRASHES, NOTHING])
@pytest.mark.parametrize(
    ("back", "score"),
    [
        ("dout * mask", 7),
        ('dout * mask / dropout_param["p"]', 7),
        ('np.where(mask, dout, 0) / dropout_param["p"]', 7),
        ('dout * mask * dropout_param["p"]', 5),
        ("dout", 2),
        ("0 * dout", 1),
        ("None", 1),
        ("dout * cache", 1),
        ("dout + mask", 2),
    ],
)
def test_a_backward_pass_is_judged_without_its_forward_pass(grade, train, back, score):
    text = (
        "import numpy as np\n\ndef dropout_forward(x, dropout_param):\n    mask, out = None, x\n"
        f'    if dropout_param["mode"] == "train":\n        {train}\n'
        "    return out, (dropout_param, mask)\n\ndef dropout_backward(dout, cache):\n"
        "    dropout_param, mask = cache\n"
        f'    return {back} if dropout_param["mode"] == "train" else dout\n'
    )
    backward = grade("layers", text).exercise("dropout_backward")
    assert backward.score == score
    told = ["with a known mask in its place" in remark for remark in backward.remarks]
    assert told == [True] * (back not in ("None", "dout * cache"))


@pytest.mark.parametrize(
    "layers",
    [
        "def dropout_forward(x, p): 1 / 0\ndropout_backward = 3\n",
        "this is no Python",
        "raise SystemExit",
    ],
)
def test_a_net_is_judged_by_itself_when_its_layers_are_wrong(graders, tmp_path, layers):
    (tmp_path / "layers.py").write_text(layers)
    (tmp_path / "fc_net.py").write_text(DROPOUT.source("fc_net"))
    result = graders("dropout").grade(tmp_path)
    assert [exercise.score for exercise in result.exercises] == [0, 0, 11]


def test_a_net_may_use_helpers_of_the_students_own_layers(graders, tmp_path):
    helper = "\n\ndef relu_dropout(a, param):\n    return dropout_forward(a * (a > 0), param)\n"
    net = DROPOUT.source("fc_net").replace("dropout_forward(r,", "relu_dropout(a,")
    net = net.replace("dropout_backward, dropout_forward", "dropout_backward, relu_dropout")
    (tmp_path / "layers.py").write_text(DROPOUT.source("layers") + helper)
    (tmp_path / "fc_net.py").write_text(net)
    assert graders("dropout").grade(tmp_path).score == DROPOUT.points


def test_a_net_in_single_precision_keeps_its_points(grade):
    text = DROPOUT.source("fc_net").replace(
        "    depth = len(params) // 2\n",
        "    depth, X = len(params) // 2, X.astype(np.float32)\n"
        "    params = {k: v.astype(np.float32) for k, v in params.items()}\n",
    )
    assert grade("fc_net", text).score == 11


def test_a_dx_of_another_dtype_is_nothing_to_speak_of(grade):
    text = DROPOUT.source("layers").replace(".astype(x.dtype)\n        out", "\n        out")
    result = grade("layers", text)
    assert result.score == result.points
    assert not result.exercise("dropout_backward").remarks


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


MEASURED = """
_own = fc_net_loss


def fc_net_loss(params, X, y, dropout_param, reg):
    if y is None:
        return _own(params, X, y, dropout_param, reg)
    params = {name: values.copy() for name, values in params.items()}
    grads = {name: np.zeros(values.shape) for name, values in params.items()}
    for name, values in params.items():
        for at in np.ndindex(values.shape):
            here = values[at]
            values[at] = here + UP
            right = _own(params, X, y, dropout_param, reg)[0]
            values[at] = here - DOWN
            left = _own(params, X, y, dropout_param, reg)[0]
            values[at] = here
            grads[name][at] = (right - left) / (UP + DOWN)
    return _own(params, X, y, dropout_param, reg)[0], grads
"""


@pytest.mark.parametrize(("up", "down"), [("1e-5", "1e-5"), ("1e-7", "0.0"), ("0.0", "1e-7")])
def test_gradients_that_are_measured_by_small_steps_are_for_a_person_and_cost_nothing(
    grade, up, down
):
    text = DROPOUT.source("fc_net") + MEASURED.replace("UP", up).replace("DOWN", down)
    result = grade("fc_net", text)
    assert result.score == 11
    (note,) = result.notes
    assert "perhaps it measures them" in note
    assert not result.exercise("fc_net_loss").remarks


SLOPES = ["(cache >= 0)", "0.5 * (1 + np.sign(cache))", "(np.maximum(cache, 0) > 0)"]


@pytest.mark.parametrize("slope", SLOPES)
def test_a_relu_may_have_any_slope_at_its_kink_and_nobody_is_told(grade, slope):
    own = f"\n\ndef relu_backward(dout, cache):\n    return dout * {slope}\n"
    result = grade("fc_net", DROPOUT.source("fc_net") + own)
    assert result.score == 11
    assert result.notes == ()
