"""The assignment on dropout in PyTorch: its reference and its checks, with torch as the witness.

PyTorch's p is the probability of DROPPING a unit.
"""

import runpy
from pathlib import Path

import numpy as np
import pytest
import real

from autograder.assignments.importing import importable_files
from autograder.assignments.reference import load_reference
from autograder.submissions.reading import SubmittedFiles

torch = pytest.importorskip("torch")

FOLDER = Path(__file__).parents[1] / "solutions" / "pytorch_dropout"
ASSIGNMENT = real.assignment("pytorch_dropout")
pytestmark = pytest.mark.xdist_group("pytorch_dropout")
CONVERSION, NET, TRAIN, EVALUATION = (
    ASSIGNMENT.exercise(name)
    for name in ("keep_to_drop", "DropoutMLP", "train_one_epoch", "evaluate")
)


@pytest.fixture(scope="module")
def grader(graders):
    return graders("pytorch_dropout")


@pytest.fixture
def scores(grader):
    """Points by exercise of a submission: the reference with these edits or texts."""

    def grade(edits=(), **texts):
        sources = {name: ASSIGNMENT.source(name) for name in ASSIGNMENT.modules} | texts
        for module, right, wrong in edits:
            assert right in sources[module]
            sources[module] = sources[module].replace(right, wrong)
        files = {name: text.encode() for name, text in sources.items()}
        result = grader.grade_files(SubmittedFiles(files, ASSIGNMENT.modules))
        return [exercise.score for exercise in result.exercises]

    return grade


def module(name, exercise):
    assert exercise.module == name
    return load_reference(ASSIGNMENT, exercise).module


def of_checks(name):
    """What a file of checks defines; it and those that it imports are forgotten afterwards."""
    files = [*FOLDER.glob("common*.py"), *FOLDER.glob("checks*.py")]
    with importable_files({path.stem: path for path in files}):
        return runpy.run_path(str(FOLDER / f"{name}.py"))


def test_the_exercises_are_asked_in_the_order_of_the_notebook():
    names = [exercise.name for exercise in ASSIGNMENT.exercises]
    assert names == ["keep_to_drop", "DropoutMLP", "train_one_epoch", "evaluate"]


def test_checks_and_misconceptions_are_read_without_torch():
    for path in [
        file for kind in ("checks", "mis", "common") for file in FOLDER.glob(f"{kind}*.py")
    ]:
        assert "import torch\n" not in path.read_text()


@pytest.mark.parametrize("drop_prob", [0.2, 0.7])
def test_the_spread_of_the_scores_under_dropout_is_that_of_the_closed_form(drop_prob):
    torch.manual_seed(0)
    net = module("mlp", NET).DropoutMLP(drop_prob, sizes=(6, 200, 1)).double()
    x, passes = torch.randn(1, 6, dtype=torch.float64), 4000
    hidden, last = net.hidden[1](net.hidden[0](x)), net.last.weight
    # A kept unit is divided by 1 - p, so that Var[out] = x^2 p / (1 - p), unit by unit.
    variance = ((hidden * last) ** 2).sum().item() * drop_prob / (1 - drop_prob)
    with torch.no_grad():
        drawn = net.train()(x.repeat(passes, 1)).numpy()
        alone = net.eval()(x).item()
    assert abs(drawn.mean() - alone) < 6 * np.sqrt(variance / passes)
    assert abs(drawn.var() / variance - 1) < 6 * np.sqrt(2 / passes) * 1.5


@pytest.mark.parametrize(
    "tail", [(), ("softmax",), ("relu", "log-softmax"), ("sigmoid",), ("tanh",)]
)
@pytest.mark.parametrize("hidden", [("relu",), (), ("leaky relu",)])
def test_the_gradients_of_a_reading_are_those_of_autograd(hidden, tail):
    small_net = of_checks("common")["small_net"]
    reading = of_checks("common_readings")["Reading"](hidden, tail)
    rng = np.random.default_rng(0)
    weights, biases = small_net(rng, 9, 8, 7, 6, 5)
    x, dout = rng.normal(size=(12, 9)), rng.normal(size=(12, 5))
    tensors = [torch.tensor(array, requires_grad=True) for array in (*weights, *biases)]
    steps = {
        "relu": torch.relu,
        "leaky relu": torch.nn.functional.leaky_relu,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "softmax": lambda z: z.softmax(dim=1),
        "log-softmax": lambda z: z.log_softmax(dim=1),
    }
    h = torch.tensor(x)
    for layer in range(4):
        h = torch.addmm(tensors[4 + layer], h, tensors[layer].T)
        for name in hidden if layer < 3 else tail:
            h = steps[name](h)
    scores = reading.scores(x, weights, biases)
    np.testing.assert_allclose(h.detach().numpy(), scores, rtol=1e-9, atol=1e-12)
    gradients = torch.autograd.grad((h * torch.tensor(dout)).sum(), tensors)
    found = reading.gradients(x, dout, weights, biases)
    for mine, right in zip(found, gradients, strict=True):
        np.testing.assert_allclose(mine, right.numpy(), rtol=1e-9, atol=1e-12)


def test_the_true_epoch_of_the_checks_is_that_of_an_optimizer():
    common = of_checks("common_training")
    parameters, data = common["model_and_data"](np.random.default_rng(1), examples=23)
    found, losses = common["true_epoch"](parameters, data, 7, (0.3, 0.1), decay=0.5)
    model = torch.nn.Linear(6, 4).double()
    model.load_state_dict({"weight": torch.tensor(parameters["w"]),
                           "bias": torch.tensor(parameters["b"])})  # fmt: skip
    groups = [{"params": [model.weight], "lr": 0.3}, {"params": [model.bias], "lr": 0.1}]
    optimizer = torch.optim.SGD(groups, weight_decay=0.5)
    x = torch.tensor((data["x"] + parameters["shift"]) * parameters["factors"])
    right = []
    for x_batch, y_batch in zip(x.split(7), torch.tensor(data["y"]).split(7), strict=True):
        each = torch.nn.functional.cross_entropy(model(x_batch), y_batch, reduction="none")
        optimizer.zero_grad()
        each.mean().backward()
        optimizer.step()
        right += each.tolist()
    np.testing.assert_allclose(losses, right, rtol=1e-10)
    np.testing.assert_allclose(found["w"], model.weight.detach().numpy(), rtol=1e-10)
    np.testing.assert_allclose(found["b"], model.bias.detach().numpy(), rtol=1e-10)


def test_the_true_result_of_the_checks_is_that_of_torch():
    checks = of_checks("common_training")
    parameters, data = checks["model_and_data"](np.random.default_rng(2), examples=24)
    for mode in ("train", "eval"):
        scores = torch.tensor(checks["true_scores"](parameters, data["x"], mode))
        y = torch.tensor(data["y"])
        loss, accuracy = checks["true_result"](parameters, data, mode)
        assert loss == pytest.approx(torch.nn.functional.cross_entropy(scores, y).item())
        assert accuracy == pytest.approx((scores.argmax(dim=1) == y).double().mean().item())


def test_the_reference_earns_everything(scores):
    assert scores() == [CONVERSION.points, NET.points, TRAIN.points, EVALUATION.points]


DOES_NOTHING = {
    "mlp": """
from torch import nn

def keep_to_drop(keep_prob):
    return 0.0

class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()

    def forward(self, x):
        return x
""",
    "training": """
def train_one_epoch(model, loader, optimizer):
    return 0.0

def evaluate(model, loader):
    return 0.0, 0.0
""",
}


def test_doing_nothing_earns_nothing(scores):
    assert scores(**DOES_NOTHING) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("edits", "lost"),
    [
        # p as the probability of keeping, in both places: each loses its own points
        ([("mlp", "return 1 - keep_prob", "return keep_prob"),
          ("mlp", "p=drop_prob", "p=1 - drop_prob")], [1, 2, 0, 0]),
        # a second softmax shows in the step and in the loss, and in no other check
        ([("training", "cross_entropy(model(x), y)", "cross_entropy(model(x).softmax(1), y)")],
         [0, 0, 3, 0]),
        # accuracy in percent has nothing to do with the mode, nor with how examples are weighted
        ([("training", "right / count", "100 * right / count")], [0, 0, 0, 1]),
        # a net that ends in a log-softmax, without a relu, drops as it should
        ([("mlp", "flatten(start_dim=1)))", "flatten(start_dim=1))).log_softmax(1)"),
          ("mlp", "nn.ReLU(), ", "")], [0, 2, 0, 0]),
        # both loops call the model's forward: nothing is wrong with that
        ([("training", "model(x)", "model.forward(x)")], [0, 0, 0, 0]),
        # both loops without a mode: the same mistake in two exercises
        ([("training", "    model.train()\n", ""), ("training", "    model.eval()\n", "")],
         [0, 0, 2, 2]),
    ],
    ids=["p keeps", "softmax twice", "percent", "log-softmax", "forward", "no modes"],
)  # fmt: skip
def test_a_mistake_costs_its_own_points_and_no_others(scores, edits, lost):
    points = [exercise.points for exercise in ASSIGNMENT.exercises]
    assert [p - s for p, s in zip(points, scores(edits), strict=True)] == lost


def test_the_loops_are_judged_without_the_net(scores):
    assert scores(mlp="this is no Python")[2:] == [TRAIN.points, EVALUATION.points]


def test_an_evaluation_that_breaks_the_random_numbers_or_the_threads_harms_nobody(scores):
    edits = [("training", "    model.eval()\n", "    model.eval()\n    torch.manual_seed(0)\n")]
    assert scores(edits) == [exercise.points for exercise in ASSIGNMENT.exercises]
