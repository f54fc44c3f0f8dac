"""The assignment dropout_network: its reference against witnesses, and what its checks let pass."""

import contextlib
from itertools import product

import numpy as np
import pytest
import real

from autograder.assignments.reference import load_reference
from autograder.authors.exercise import Failed
from autograder.authors.subject import Observed
from autograder.worker.wire import Handle
from reglab import columns

NETWORK = real.assignment("dropout_network")
pytestmark = pytest.mark.xdist_group("dropout_network")
FORWARD, BACKWARD = NETWORK.exercises
NAMES = ("Z1", "D1", "A1", "W1", "b1", "Z2", "D2", "A2", "W2", "b2", "Z3", "A3", "W3", "b3")
WEIGHTS = ("W1", "b1", "W2", "b2", "W3", "b3")
GRADIENTS = (*(f"d{name}" for name in WEIGHTS), "dZ1", "dZ2", "dZ3", "dA1", "dA2")
reference = load_reference(NETWORK, FORWARD)
forward = reference.forward_propagation_with_dropout
backward = reference.backward_propagation_with_dropout


def problem(*widths, examples, seed=0):
    rng = np.random.default_rng(seed)
    parameters = columns.initialize_parameters(widths, seed)
    parameters = {k: v + rng.normal(0, 0.1, v.shape) for k, v in parameters.items()}
    return rng.normal(size=(widths[0], examples)), rng.integers(0, 2, (1, examples)), parameters


def complex_cost(X, Y, parameters, cache, keep_prob):
    """The cost for the masks of a cache, of parameters that may be complex."""
    held, A = dict(zip(NAMES, cache, strict=True)), X
    for layer in (1, 2):
        Z = parameters[f"W{layer}"] @ A + parameters[f"b{layer}"]
        A = np.where(Z.real > 0, Z, 0) * held[f"D{layer}"] / keep_prob
    Z = parameters["W3"] @ A + parameters["b3"]
    A3 = 1 / (1 + np.exp(-Z))
    return -np.mean(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))


@pytest.mark.parametrize("keep_prob", [0.4, 0.85, 1.0])
def test_the_gradients_are_those_of_the_complex_step(keep_prob):
    X, Y, parameters = problem(4, 7, 5, 1, examples=6)
    _, cache = forward(X, parameters, keep_prob, 3)
    gradients = backward(X, Y, cache, keep_prob)
    for name in WEIGHTS:
        for place in np.ndindex(parameters[name].shape):
            moved = {k: v.astype(complex) for k, v in parameters.items()}
            moved[name][place] += 1e-30j
            slope = complex_cost(X, Y, moved, cache, keep_prob).imag / 1e-30
            assert np.isclose(gradients[f"d{name}"][place], slope, rtol=1e-10, atol=1e-14)


def test_without_dropout_it_is_the_net_of_reglab():
    X, Y, parameters = problem(3, 8, 6, 1, examples=9)
    A3, cache = forward(X, parameters, 1.0)
    expected, plain = columns.forward_propagation(X, parameters)
    np.testing.assert_allclose(A3, expected)
    gradients = backward(X, Y, cache, 1.0)
    for name, value in columns.backward_propagation(X, Y, plain).items():
        np.testing.assert_allclose(gradients[name], value, err_msg=name)


def test_over_all_masks_the_mean_of_a_layer_is_what_it_was():
    r, keep_prob = np.array([1.0, 2, 3, 4]), 0.8
    masks = np.array(list(product((0, 1), repeat=4)))
    chances = np.prod(np.where(masks == 1, keep_prob, 1 - keep_prob), axis=1)
    sums = masks @ r / keep_prob
    assert np.isclose(chances @ sums, 10)
    assert np.isclose(sums[masks.tolist().index([0, 1, 0, 1])], 7.5)
    assert np.isclose(chances[np.isclose(sums, 10)].sum(), 0.1024)


def test_the_mean_over_masks_of_layer_1_is_its_relu():
    X, _, parameters = problem(3, 8, 6, 1, examples=2)
    A1 = np.mean([forward(X, parameters, 0.4, seed)[1][2] for seed in range(1500)], axis=0)
    relu = columns.relu(parameters["W1"] @ X + parameters["b1"])
    # A unit has the standard deviation relu * sqrt((1 - k) / k): six of the mean's are 0.19 relu.
    np.testing.assert_allclose(A1, relu, rtol=0.2)


@pytest.mark.parametrize("keep_prob", [0, -0.5, 1.5, float("nan")])
def test_an_impossible_keep_prob_is_refused_by_name(keep_prob):
    X, _, parameters = problem(3, 8, 6, 1, examples=2)
    with pytest.raises(Failed, match="keep_prob must be above 0 and at most 1"):
        forward(X, parameters, keep_prob)


@pytest.fixture(scope="module")
def grader(graders):
    return graders("dropout_network")


def changed(edits):
    text = NETWORK.source("network")
    for old, new in edits.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


@pytest.fixture
def scores(grader, tmp_path):
    def run(text):
        path = tmp_path / "network.py"
        path.write_text(text)
        return [exercise.score for exercise in grader.grade(path).exercises]

    return run


UNDIVIDED = {"A1 = relu(Z1) * D1 / keep_prob": "A1 = relu(Z1) * D1",
             "A2 = relu(Z2) * D2 / keep_prob": "A2 = relu(Z2) * D2"}  # fmt: skip
UNDIVIDED_BACK = {"(W3.T @ dZ3) * D2 / keep_prob": "(W3.T @ dZ3) * D2",
                  "(W2.T @ dZ2) * D1 / keep_prob": "(W2.T @ dZ2) * D1"}  # fmt: skip
SCALED_MASKS = UNDIVIDED | {
    "D1 = rng.random(Z1.shape) < keep_prob": "D1 = (rng.random(Z1.shape) < keep_prob) / keep_prob",
    "D2 = rng.random(Z2.shape) < keep_prob": "D2 = (rng.random(Z2.shape) < keep_prob) / keep_prob",
}
NUMBERS_FOR_MASKS = {
    "D1 = rng.random(Z1.shape) < keep_prob": "D1 = rng.random(Z1.shape)",
    "D2 = rng.random(Z2.shape) < keep_prob": "D2 = rng.random(Z2.shape)",
    "A1 = relu(Z1) * D1 / keep_prob": "A1 = relu(Z1) * (D1 < keep_prob) / keep_prob",
    "A2 = relu(Z2) * D2 / keep_prob": "A2 = relu(Z2) * (D2 < keep_prob) / keep_prob",
    "(W3.T @ dZ3) * D2 / keep_prob": "(W3.T @ dZ3) * (D2 < keep_prob) / keep_prob",
    "(W2.T @ dZ2) * D1 / keep_prob": "(W2.T @ dZ2) * (D1 < keep_prob) / keep_prob",
}


@pytest.mark.parametrize(
    ("edits", "lost"),
    [
        (UNDIVIDED | UNDIVIDED_BACK, 2),
        (UNDIVIDED, 2),
        (SCALED_MASKS | UNDIVIDED_BACK, 1),
        (SCALED_MASKS, 1),
        (NUMBERS_FOR_MASKS, 1),
    ],
    ids=["undivided", "undivided forward", "scaled masks", "scaled masks forward", "numbers"],
)
def test_a_mistake_of_the_forward_pass_costs_the_backward_pass_nothing(scores, edits, lost):
    assert scores(changed(edits)) == [FORWARD.points - lost, BACKWARD.points]


def test_a_wrong_backward_pass_is_not_excused_by_a_right_forward_pass(scores):
    assert scores(changed(UNDIVIDED_BACK)) == [FORWARD.points, BACKWARD.points - 2]


DROPS_ALL = {f"D{i} = rng.random(Z{i}.shape) < keep_prob": f"D{i} = rng.random(Z{i}.shape) < 0"
             for i in (1, 2)}  # fmt: skip
INVERTED = {"dA1 * (Z1 > 0)": "dA1 * (Z1 <= 0)"}


@pytest.mark.parametrize(
    ("edits", "lost"),
    [
        (INVERTED, 2),
        (INVERTED | {"dA2 * (Z2 > 0)": "dA2 * (Z2 <= 0)"}, 2),
        (INVERTED | UNDIVIDED_BACK, 4),
    ],
    ids=["one", "both", "and undivided"],
)
def test_an_inverted_slope_of_a_relu_hides_nothing_else(scores, edits, lost):
    assert scores(changed(edits)) == [FORWARD.points, BACKWARD.points - lost]


def test_a_forward_pass_that_drops_all_makes_no_gradient_right(scores):
    ignored = {"dA1 * (Z1 > 0)": "dA1", "dA2 * (Z2 > 0)": "dA2"}
    assert scores(changed(DROPS_ALL | ignored))[1] == BACKWARD.points - 2


def test_a_net_without_dropout_earns_what_is_true_without(scores):
    text = (
        "import numpy as np\n"
        "from reglab import columns\n"
        "def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):\n"
        "    A3, c = columns.forward_propagation(X, parameters)\n"
        "    return A3, (c[0], np.ones_like(c[0]), *c[1:5], np.ones_like(c[4]), *c[5:])\n"
        "def backward_propagation_with_dropout(X, Y, cache, keep_prob):\n"
        "    c = (*cache[:1], *cache[2:6], *cache[7:])\n"
        "    return columns.backward_propagation(X, Y, c)\n"
    )
    found = scores(text)
    assert found == [2, 0]


ODD = [
    None, "text", 3, 2.5, np.nan, 1e308, True, [[1], [2, 3]], [["a"]], (), {}, {"dW1": None},
    np.zeros(0), np.zeros((5, 0)), np.full((1, 11), 1e308), np.full((1, 25), np.nan),
    np.ones((1, 25), bool), np.ones((1, 25), complex), np.float32(2), Handle(0, "object"),
    (None,) * 14, ("a",) * 14, (np.zeros(2),) * 14, [np.nan] * 12, {"D1": 3, "A1": "x"},
]  # fmt: skip


class Odd:
    """Answers every call with an odd value, or with right ones among which an odd one is."""

    lost = frozenset()

    def __init__(self, value, place):
        self.value, self.place = value, place

    def begin(self, check):
        pass

    def observe(self, function, *args):
        return Observed(getattr(self, function)(*args), [self.value] * len(args))

    def forward_propagation_with_dropout(self, *args):
        A3, cache = forward(*args)
        if self.place == "cache":
            return A3, self.value
        if self.place == "A3":
            return self.value, cache
        return A3, tuple(
            self.value if name == self.place else held
            for name, held in zip(NAMES, cache, strict=True)
        )

    def backward_propagation_with_dropout(self, X, Y, cache, keep_prob):
        return self.value if self.place == "cache" else dict.fromkeys(GRADIENTS, self.value)


@pytest.mark.parametrize("place", ["cache", "A3", "D1", "A2", "Z2"])
@pytest.mark.parametrize("exercise", NETWORK.exercises, ids=lambda e: e.name)
def test_no_odd_answer_breaks_a_check(exercise, place):
    for value in ODD if place == "cache" else ODD[::3]:
        for check in exercise.checks:
            rng = np.random.default_rng(0)
            with np.errstate(all="ignore"), contextlib.suppress(Failed):
                check.function(Odd(value, place), reference, rng)


ODD_ENTRIES = {
    "a truth value": lambda array: np.asarray(array) != 0,
    "texts": lambda array: np.asarray(array).astype(str),
    "complex": lambda array: np.asarray(array) + 0j,
    "transposed": lambda array: np.transpose(array),
    "of one axis": lambda array: np.ravel(array),
    "the first row": lambda array: np.asarray(array)[:1],
    "huge": lambda array: np.full(np.shape(array), 1e308),
    "nothing": lambda array: None,
}


class OddEntries:
    """Answers right, but for the entries of some names, of the cache or of the gradients."""

    lost = frozenset()

    def __init__(self, change, names):
        self.change, self.names = change, names

    def begin(self, check):
        pass

    def observe(self, function, *args):
        return Observed(getattr(self, function)(*args), list(args))

    def _changed(self, name, value):
        return self.change(value) if name in self.names else value

    def forward_propagation_with_dropout(self, *args):
        A3, cache = forward(*args)
        return A3, tuple(map(self._changed, NAMES, cache))

    def backward_propagation_with_dropout(self, *args):
        return {name: self._changed(name, value) for name, value in backward(*args).items()}


PLACES = [("Z1", "Z2"), ("A1",), ("D1", "A1"), ("W1", "b2"), ("dW2", "dW1"), GRADIENTS]


@pytest.mark.parametrize("names", PLACES, ids=" ".join)
def test_no_odd_entry_breaks_a_check(names):
    asked = NETWORK.exercises[names[0][0] == "d" :]
    for change, exercise in product(ODD_ENTRIES.values(), asked):
        for check in exercise.checks:
            rng = np.random.default_rng(0)
            with np.errstate(all="ignore"), contextlib.suppress(Failed):
                check.function(OddEntries(change, names), reference, rng)
