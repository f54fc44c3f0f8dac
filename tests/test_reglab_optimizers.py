"""Update rules against closed forms, second implementations and torch."""

import numpy as np
import pytest

from reglab import SGD, AdaGrad, Adam, AdamW, RMSProp
from reglab.training.flat import FlatDict
from reglab.training.optimizers import RULES, named
from reglab.training.update_rule import PIECE, UpdateRule

RNG = np.random.default_rng(0)
GRADIENTS = RNG.normal(size=40)


def steps(optimizer, gradients, start=1.0):
    """Where a single parameter is after each of the gradients."""
    params, path = {"w": np.array([start])}, []
    for gradient in gradients:
        optimizer.step(params, {"w": np.array([gradient])})
        path.append(params["w"].item())
    return path


def test_sgd_goes_downhill_by_the_learning_rate():
    assert steps(SGD(0.1), [2.0, -1.0]) == pytest.approx([0.8, 0.9])


def test_momentum_adds_up_like_a_geometric_series():
    path = steps(SGD(0.1, momentum=0.5), [1.0] * 30, start=0.0)
    sizes = -np.diff([0.0, *path])
    assert sizes == pytest.approx([0.1 * (2 - 0.5**k) for k in range(30)])


def test_nesterov_is_one_step_of_momentum_ahead():
    path = steps(SGD(0.1, momentum=0.5, nesterov=True), [1.0] * 30, start=0.0)
    sizes = -np.diff([0.0, *path])
    assert sizes == pytest.approx([0.1 * (2 - 0.5 ** (k + 1)) for k in range(30)])


def test_adagrad_slows_down_with_the_root_of_the_steps():
    sizes = -np.diff([0.0, *steps(AdaGrad(0.1), [3.0] * 20, start=0.0)])
    assert sizes == pytest.approx([0.1 / np.sqrt(k) for k in range(1, 21)])


def test_rmsprop_starts_fast_and_tends_to_the_learning_rate():
    sizes = -np.diff([0.0, *steps(RMSProp(0.1, decay=0.9), [-3.0] * 200, start=0.0)])
    expected = [-0.1 / np.sqrt(1 - 0.9**k) for k in range(1, 201)]
    assert sizes == pytest.approx(expected)
    assert sizes[-1] == pytest.approx(-0.1)


@pytest.mark.parametrize("gradient", [1e-3, -7.0])
def test_the_first_step_of_adam_has_the_length_of_the_learning_rate(gradient):
    assert steps(Adam(0.01), [gradient], start=0.0)[0] == pytest.approx(
        -0.01 * np.sign(gradient), rel=1e-4
    )


def test_adam_agrees_with_the_algorithm_as_published():
    m, v, w, expected = 0.0, 0.0, 1.0, []
    for t, g in enumerate(GRADIENTS, start=1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        w -= 0.02 * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)
        expected.append(w)
    assert steps(Adam(0.02), GRADIENTS) == pytest.approx(expected, rel=1e-12)


def test_adamw_without_gradients_decays_and_does_nothing_else():
    path = steps(AdamW(0.1, weight_decay=0.5), [0.0] * 5)
    assert path == pytest.approx([0.95**k for k in range(1, 6)])


def test_adamw_without_decay_is_adam():
    assert steps(AdamW(0.02, weight_decay=0.0), GRADIENTS) == steps(Adam(0.02), GRADIENTS)


def torch_twins():
    """Of each rule, the class in torch and its arguments."""
    return {
        "sgd": (SGD(0.03), "SGD", {}),
        "momentum": (SGD(0.03, momentum=0.9), "SGD", {"momentum": 0.9}),
        "nesterov": (
            SGD(0.03, momentum=0.9, nesterov=True),
            "SGD",
            {"momentum": 0.9, "nesterov": True},
        ),
        "adagrad": (AdaGrad(0.03), "Adagrad", {}),
        "rmsprop": (RMSProp(0.03), "RMSprop", {}),
        "adam": (Adam(0.03), "Adam", {}),
        "adamw": (AdamW(0.03), "AdamW", {}),
    }


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", RULES)
def test_fifty_steps_end_where_those_of_torch_do(name, dtype):
    torch = pytest.importorskip("torch")
    ours, theirs, options = torch_twins()[name]
    start, gradients = RNG.normal(size=(4, 3)).astype(dtype), RNG.normal(size=(50, 4, 3))
    params = FlatDict({"W": start})
    weight = torch.tensor(start, requires_grad=True)
    optimizer = getattr(torch.optim, theirs)([weight], lr=0.03, **options)
    for gradient in gradients.astype(dtype):
        ours.step(params, FlatDict({"W": gradient}))
        weight.grad = torch.tensor(gradient)
        optimizer.step()
    tolerance = 1e-12 if dtype is np.float64 else 2e-5
    assert params["W"].dtype == dtype
    np.testing.assert_allclose(params["W"], weight.detach().numpy(), rtol=0, atol=tolerance)


@pytest.mark.parametrize("name", RULES)
def test_float32_takes_the_same_way_as_float64(name):
    paths = []
    for dtype in (np.float32, np.float64):
        rule, params = RULES[name](0.02), {"w": np.ones(40, dtype)}
        for gradient in np.outer(GRADIENTS, GRADIENTS):
            rule.step(params, {"w": gradient.astype(dtype)})
        paths.append(params["w"])
    assert paths[0].dtype == np.float32
    np.testing.assert_allclose(paths[0], paths[1], rtol=0, atol=1e-4)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", RULES)
def test_a_flat_update_is_that_of_each_array_to_the_last_bit(name, dtype):
    start = {"W": RNG.normal(size=(5, 7)).astype(dtype), "b": np.zeros(3, dtype)}
    flat, plain = FlatDict(start), {key: value.copy() for key, value in start.items()}
    one, other = RULES[name](0.01), RULES[name](0.01)
    for _ in range(5):
        grads = {key: RNG.normal(size=value.shape).astype(dtype) for key, value in start.items()}
        one.step(flat, FlatDict(grads))
        other.step(plain, grads)
    assert all(np.array_equal(flat[key], plain[key]) for key in start)


@pytest.mark.parametrize("name", RULES)
def test_parameters_are_changed_in_place_and_gradients_are_not(name):
    w, dw = np.ones(3), np.arange(1.0, 4.0)
    dw.setflags(write=False)
    params, optimizer = {"w": w}, RULES[name](0.1)
    for _ in range(3):
        optimizer.step(params, {"w": dw})
    assert params["w"] is w
    assert (w < 1).all()


def rules():
    """One of each kind, with a memory and without."""
    return [*RULES.values(), lambda rate: UpdateRule(cs231n_adam, rate)]


def cs231n_adam(w, dw, config):
    """Adam with the signature of cs231n."""
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    config["t"] = config.get("t", 0) + 1
    config["m"] = 0.9 * config["m"] + 0.1 * dw
    config["v"] = 0.999 * config["v"] + 0.001 * dw**2
    m, v = config["m"] / (1 - 0.9 ** config["t"]), config["v"] / (1 - 0.999 ** config["t"])
    return w - config["learning_rate"] * m / (np.sqrt(v) + 1e-8), config


@pytest.mark.parametrize("make", rules())
def test_a_state_that_is_loaded_goes_on_where_it_was_kept(make):
    one, other = make(0.02), make(0.5)
    steps(one, GRADIENTS[:7])
    state = one.state_dict()
    expected = steps(one, GRADIENTS[7:])
    other.load_state_dict(state)
    assert steps(other, GRADIENTS[7:]) == expected


def test_a_function_in_the_manner_of_cs231n_is_an_optimizer():
    optimizer = named(cs231n_adam, 0.02)
    assert steps(optimizer, GRADIENTS) == pytest.approx(steps(Adam(0.02), GRADIENTS), rel=1e-12)


def test_a_function_that_forgets_the_config_is_told_so():
    optimizer = named(lambda w, dw, config: w, 0.1)
    with pytest.raises(TypeError, match=r"must return the tuple \(next_w, config\), not ndarray"):
        steps(optimizer, [1.0])


def test_what_is_no_optimizer_is_refused():
    with pytest.raises(ValueError, match=r'one of "sgd", "momentum".* not .adamant'):
        named("adamant", 0.1)
    with pytest.raises(TypeError, match="a name, an object or a function, not 3"):
        named(3, 0.1)


def test_a_missing_or_misshapen_gradient_is_named():
    params = {"W": np.ones(2), "b": np.ones(1)}
    with pytest.raises(ValueError, match="no gradient for b"):
        Adam().step(params, {"W": np.ones(2)})
    with pytest.raises(ValueError, match=r"gradient of W has the shape \(\), and W \(2,\)"):
        Adam().step(params, {"W": np.float64(1), "b": np.ones(1)})


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_long_vector_that_is_updated_in_pieces_gets_the_same_step(name, dtype):
    size = 5 * PIECE // 4 + 3
    start, gradient = (RNG.normal(size=(size, 1)).astype(dtype) for _ in range(2))
    long, short = FlatDict({"w": start}), {"w": start.copy()}  # an array is updated as a whole
    rules = named(name, 0.1), named(name, 0.1)
    for _ in range(3):
        rules[0].step(long, FlatDict({"w": gradient}))
        rules[1].step(short, {"w": gradient})
    assert np.array_equal(long["w"], short["w"])
