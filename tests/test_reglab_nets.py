"""FullyConnectedNet against torch, finite differences and a net written out by hand."""

import copy
import pickle

import numpy as np
import pytest

from reglab import FullyConnectedNet
from reglab.layers import affine_forward, relu_forward, softmax_loss
from reglab.layers.dropout import keep_mask

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(9, 6)), RNG.integers(0, 4, 9)
REGULARISED = {"p": (0.7, 0.6), "l1": 0.01, "l2": 0.1}


def net(normalization=None, **options):
    """A small net of float64 whose parameters are all random."""
    settings = {"dtype": np.float64, "seed": 3, "normalization": normalization} | options
    made = FullyConnectedNet((7, 5), 6, 4, **settings)
    rng = np.random.default_rng(1)
    for window in made.params.values():
        window += 0.1 * rng.normal(size=window.shape)
    return made


def written_out(params, x):
    """The scores of a net without normalisation, from the building blocks."""
    for layer in (1, 2):
        x = relu_forward(affine_forward(x, params[f"W{layer}"], params[f"b{layer}"])[0])[0]
    return affine_forward(x, params["W3"], params["b3"])[0]


def test_scores_and_loss_are_those_of_the_building_blocks():
    made = net(l1=0.01, l2=0.1)
    scores = made.scores(X)
    np.testing.assert_allclose(scores, written_out(made.params, X), rtol=1e-12)
    weights = np.concatenate([made.params[f"W{layer}"].ravel() for layer in (1, 2, 3)])
    penalty = 0.05 * np.sum(weights**2) + 0.01 * np.abs(weights).sum()
    assert made.loss(X, Y)[0] == pytest.approx(softmax_loss(scores, Y)[0] + penalty)
    assert np.array_equal(made.loss(X), scores)
    assert np.array_equal(made.predict(X), scores.argmax(axis=1))


@pytest.mark.parametrize("normalization", [None, "batchnorm", "layernorm"])
@pytest.mark.parametrize("options", [{}, REGULARISED], ids=["plain", "regularised"])
def test_every_gradient_agrees_with_central_differences(normalization, options):
    made = net(normalization, **options)
    _, grads = made.loss(X, Y, seed=5)
    step = 1e-6
    for name, window in made.params.items():
        for index in np.ndindex(window.shape):
            values = []
            for sign in (1, -1):
                window[index] += sign * step
                values.append(made.loss(X, Y, seed=5)[0])
                window[index] -= sign * step
            numeric = (values[0] - values[1]) / (2 * step)
            assert grads[name][index] == pytest.approx(numeric, rel=1e-5, abs=1e-8)


def torch_twin(torch, made, normalization):
    """The same net in torch, with the same parameters, all of them leaves."""
    leaves = {name: torch.tensor(w, requires_grad=True) for name, w in made.params.items()}
    functional = torch.nn.functional
    h = torch.tensor(X)
    for layer in (1, 2):
        h = h @ leaves[f"W{layer}"] + leaves[f"b{layer}"]
        if normalization:
            scale = {"weight": leaves[f"gamma{layer}"], "bias": leaves[f"beta{layer}"]}
            if normalization == "batchnorm":
                h = functional.batch_norm(h, None, None, training=True, **scale)
            else:
                h = functional.layer_norm(h, h.shape[1:], **scale)
        h = torch.relu(h)
    return leaves, functional.cross_entropy(h @ leaves["W3"] + leaves["b3"], torch.tensor(Y))


@pytest.mark.parametrize("normalization", [None, "batchnorm", "layernorm"])
def test_loss_and_gradients_agree_with_torch(normalization):
    torch = pytest.importorskip("torch")
    made = net(normalization)
    leaves, expected = torch_twin(torch, made, normalization)
    expected.backward()
    loss, grads = made.loss(X, Y)
    assert loss == pytest.approx(expected.item(), abs=1e-12)
    for name, leaf in leaves.items():
        np.testing.assert_allclose(grads[name], leaf.grad.numpy(), rtol=0, atol=1e-10)


def test_float32_agrees_with_float64_and_stays_float32():
    wide = net("batchnorm")
    narrow = net("batchnorm", dtype=np.float32)
    narrow.params = wide.params
    loss, grads = narrow.loss(X, Y)
    assert {array.dtype for array in grads.values()} == {np.dtype(np.float32)}
    assert narrow.scores(X).dtype == np.float32
    assert loss == pytest.approx(wide.loss(X, Y)[0], rel=1e-5)
    for name, expected in wide.loss(X, Y)[1].items():
        np.testing.assert_allclose(grads[name], expected, rtol=0, atol=1e-5)


def test_the_gradients_of_one_call_outlive_the_next():
    made = net()
    _, grads = made.loss(X, Y)
    kept = copy.deepcopy(grads)
    made.loss(X[:4], Y[:4])
    assert np.array_equal(grads.flat, kept.flat)


def test_neither_inputs_nor_labels_are_changed():
    x, y = X.copy(), Y.copy()
    x.setflags(write=False)
    y.setflags(write=False)
    net(**REGULARISED).loss(x, y)
    assert np.array_equal(x, X)


def test_smaller_and_larger_batches_may_follow_each_other():
    made, fresh = net("layernorm"), net("layernorm")
    for rows in (9, 2, 5, 9):
        again, first = made.loss(X[:rows], Y[:rows]), net("layernorm").loss(X[:rows], Y[:rows])
        assert again[0] == first[0]
        assert np.array_equal(again[1].flat, first[1].flat)
    assert np.array_equal(made.scores(X), fresh.scores(X))


def test_dropout_keeps_the_share_p_and_the_mean():
    made = FullyConnectedNet((4000,), 6, 2, p=0.3, dtype=np.float64)
    whole = made.layer_outputs(X)["relu 1"]
    thinned = made.thinned_scores(X, seed=0) - made.params["b2"]
    made.params["W2"] = np.eye(4000, 2)
    kept = [made.thinned_scores(X, seed)[:, 0] for seed in range(2000)]
    active = whole[:, 0] > 0
    share = np.mean(np.array(kept)[:, active] != 0, axis=0)
    assert share == pytest.approx(0.3, abs=6 * np.sqrt(0.21 / 2000))
    assert np.array(kept).max(axis=0)[active] == pytest.approx(whole[active, 0] / 0.3)
    assert np.isfinite(thinned).all()


def test_masks_are_new_at_every_call_and_equal_for_equal_seeds():
    made = net(p=0.5)
    assert made.loss(X, Y)[0] != made.loss(X, Y)[0]
    assert made.loss(X, Y, seed=1)[0] == made.loss(X, Y, seed=1)[0]
    assert not np.array_equal(made.thinned_scores(X), made.thinned_scores(X))
    assert np.array_equal(made.scores(X), net(p=0.5).scores(X))


@pytest.mark.parametrize("p", [0.5, 0.3, 0.001, 0.999, 1 / 256, 1.0, 0.0])
def test_a_mask_keeps_exactly_the_probability_p(p):
    n = 400_000
    kept = keep_mask(np.random.default_rng(4), (n // 4, 4), p)
    assert kept.shape == (n // 4, 4)
    # Six standard deviations: a right mask fails for two seeds in 10^9.
    assert kept.mean() == pytest.approx(p, abs=6 * np.sqrt(p * (1 - p) / n) + 1e-15)


def test_batchnorm_in_test_mode_tends_to_the_moments_of_the_data():
    made = net("batchnorm")
    expected = made.layer_outputs(X, train=True)["batchnorm 1"]
    before = made.layer_outputs(X)["batchnorm 1"]
    for _ in range(300):
        made.loss(X, Y)
    np.testing.assert_allclose(made.layer_outputs(X)["batchnorm 1"], expected, atol=1e-10)
    assert not np.allclose(before, expected)


def test_a_batch_of_one_leaves_the_running_moments_alone():
    made = net("batchnorm")
    before = made.scores(X)
    made.loss(X[:1], Y[:1])
    assert np.array_equal(made.scores(X), before)


def test_looking_at_the_layers_changes_nothing():
    made, twin = net("batchnorm", **REGULARISED), net("batchnorm", **REGULARISED)
    names = list(made.layer_outputs(X, train=True))
    expected = [f"{kind} {layer}" for layer in (1, 2) for kind in ("affine", "batchnorm", "relu")]
    assert names == [*expected, "affine 3"]
    assert made.loss(X, Y)[0] == twin.loss(X, Y)[0]
    assert np.array_equal(made.scores(X), twin.scores(X))


def test_a_state_that_is_loaded_goes_on_where_it_was_kept():
    one = net("batchnorm", **REGULARISED)
    one.loss(X, Y)
    state = one.state_dict()
    expected = one.loss(X, Y)[0], one.scores(X)
    other = FullyConnectedNet(
        (7, 5), 6, 4, normalization="batchnorm", dtype=np.float64, seed=9, **REGULARISED
    )
    other.load_state_dict(state)
    assert other.loss(X, Y)[0] == expected[0]
    assert np.array_equal(other.scores(X), expected[1])


@pytest.mark.parametrize("clone", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_a_copy_is_a_net_of_its_own(clone):
    made = net("batchnorm", p=0.5)
    made.loss(X, Y)
    twin = clone(made)
    assert twin.loss(X, Y)[0] == made.loss(X, Y)[0]
    before = made.scores(X)
    twin.params.flat *= 2
    twin.params["W1"] = np.zeros((6, 7))
    assert np.array_equal(made.scores(X), before)
    assert (twin.layer_outputs(X)["affine 1"] == twin.params["b1"]).all()


def test_params_may_be_set_as_in_cs231n():
    made, other = net(), net(seed=8)
    made.params = {name: array.copy() for name, array in other.params.items()}
    assert np.array_equal(made.scores(X), other.scores(X))


def test_first_weights_have_the_spread_of_he_or_the_one_asked_for():
    wide = FullyConnectedNet((1000,), 500).params
    assert wide["W1"].std() == pytest.approx(np.sqrt(2 / 500), rel=0.01)
    assert FullyConnectedNet((1000,), 500, weight_scale=0.01).params["W1"].std() == pytest.approx(
        0.01, rel=0.01
    )
    assert not wide["b1"].any()


def test_no_hidden_layer_is_softmax_regression():
    made = FullyConnectedNet((), 6, 4, dtype=np.float64)
    loss, grads = made.loss(X, Y)
    expected, dscores = softmax_loss(X @ made.params["W1"], Y)
    assert loss == pytest.approx(expected)
    np.testing.assert_allclose(grads["W1"], X.T @ dscores, rtol=1e-12)


def test_images_are_flattened():
    made = net()
    assert np.array_equal(made.scores(X.reshape(9, 2, 3)), made.scores(X))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"p": 0.0}, "probability of keeping a unit, above 0 and at most 1"),
        ({"p": (0.5, 1.5)}, "probability of keeping"),
        ({"p": (0.5,)}, "p has 1 entries for 2 hidden layers"),
        ({"normalization": "batch"}, '"batchnorm" or "layernorm"'),
    ],
)
def test_what_cannot_be_meant_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        FullyConnectedNet((7, 5), 6, 4, **options)


def test_inputs_of_the_wrong_width_are_refused():
    with pytest.raises(ValueError, match="an example of X has 5 features, not 6"):
        net().scores(X[:, :5])


def test_it_says_what_it_is():
    text = repr(net("batchnorm", **REGULARISED))
    assert "6-7-5-4" in text
    assert "p=[0.7, 0.6]" in text
    assert "137 parameters" in text
