"""A dict of windows on one vector: an ordinary dict that never parts from its vector."""

import copy
import pickle

import numpy as np
import pytest

from reglab.training.flat import ALIGNMENT, FlatDict

ARRAYS = {"W": np.arange(6.0).reshape(2, 3), "b": np.array([7.0, 8.0, 9.0]), "s": np.array(4.0)}


def test_it_holds_copies_of_what_it_was_given():
    flat = FlatDict(ARRAYS)
    assert list(flat) == ["W", "b", "s"]
    for name, array in ARRAYS.items():
        assert np.array_equal(flat[name], array)
        assert not np.shares_memory(flat[name], array)


def test_the_windows_and_the_vector_are_one():
    flat = FlatDict(ARRAYS)
    flat.flat *= 2
    assert np.array_equal(flat["W"], 2 * ARRAYS["W"])
    flat["b"][1] = -1
    assert -1 in flat.flat


def test_every_window_is_aligned_and_what_lies_between_is_zero():
    flat = FlatDict(ARRAYS)
    assert all(window.ctypes.data % ALIGNMENT == 0 for window in flat.values())
    assert flat.flat.sum() == sum(array.sum() for array in ARRAYS.values())


@pytest.mark.parametrize(
    "assign",
    [
        lambda flat: flat.__setitem__("b", [1, 2, 3]),
        lambda flat: flat.update(b=[1, 2, 3]),
        lambda flat: flat.update({"b": [1, 2, 3]}),
        lambda flat: flat.__ior__({"b": [1, 2, 3]}),
    ],
)
def test_to_assign_is_to_copy_values_into_the_window(assign):
    flat = FlatDict(ARRAYS)
    window = flat["b"]
    assign(flat)
    assert flat["b"] is window
    assert window.tolist() == [1, 2, 3]


def test_names_and_shapes_are_fixed():
    flat = FlatDict(ARRAYS)
    with pytest.raises(KeyError, match="'c' is not one of W, b, s"):
        flat["c"] = np.zeros(3)
    with pytest.raises(ValueError, match=r"b has the shape \(3,\), not \(1,\)"):
        flat["b"] = [1]
    for change in (flat.popitem, flat.clear, lambda: flat.pop("b"), lambda: flat.setdefault("c")):
        with pytest.raises(TypeError, match="cannot be added or removed"):
            change()


@pytest.mark.parametrize("clone", [copy.deepcopy, lambda flat: pickle.loads(pickle.dumps(flat))])
def test_a_copy_is_flat_and_independent(clone):
    flat = FlatDict(ARRAYS)
    twin = clone(flat)
    twin.flat += 1
    assert np.array_equal(twin["W"], ARRAYS["W"] + 1)
    assert np.array_equal(flat["W"], ARRAYS["W"])


def test_float32_is_kept_and_integers_are_refused():
    assert FlatDict({"w": np.zeros(3, np.float32)}).flat.dtype == np.float32
    with pytest.raises(TypeError, match="float32 or float64"):
        FlatDict({"w": np.zeros(3, int)})


def test_gradients_must_be_there_and_fit():
    flat = FlatDict(ARRAYS)
    with pytest.raises(ValueError, match="no gradient for b; there are W"):
        flat.fill_from({"W": ARRAYS["W"]}, "gradient")
    with pytest.raises(ValueError, match=r"gradient of b has the shape \(1, 3\), and b \(3,\)"):
        flat.fill_from(ARRAYS | {"b": np.zeros((1, 3))}, "gradient")
