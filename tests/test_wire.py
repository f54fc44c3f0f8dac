import json
from collections import OrderedDict, namedtuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.worker import wire

DTYPES = [np.bool_, np.int32, np.int64, np.uint8, np.float32, np.float64, np.complex128]
arrays = hnp.arrays(st.sampled_from(DTYPES), hnp.array_shapes(min_dims=0, max_dims=4, min_side=0))
leaves = st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats() | st.text() | arrays
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers(-9, 9), inner, max_size=4)
    ),
    max_leaves=12,
)


def cross(value, keep=wire._refuse):
    frame = wire.pack({"op": "test"}, value, keep)
    header, body = wire.sizes(frame[: wire.PREFIX.size])
    start = wire.PREFIX.size
    return wire.unpack(frame[start : start + header], frame[start + header :][:body])


def same(a, b):
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    return type(a) is type(b) and (a == b or a != a)


@given(values)
def test_nested_values_come_out_as_they_went_in(value):
    message, crossed = cross(value)
    assert message == {"op": "test"}
    assert same(value, crossed)


def test_a_numpy_number_stays_a_numpy_number():
    _, crossed = cross(np.float32(0.1))
    assert type(crossed) is np.float32
    assert crossed == np.float32(0.1)


def test_arrays_of_any_memory_order_arrive_with_their_values():
    array = np.arange(24.0).reshape(2, 3, 4).transpose(2, 0, 1)[::-1]
    _, crossed = cross(array)
    assert np.array_equal(array, crossed)


def test_a_received_array_can_be_written_to():
    _, crossed = cross(np.zeros(3))
    crossed += 1
    assert crossed.tolist() == [1, 1, 1]


def test_any_other_object_travels_as_a_handle():
    held = []

    def keep(value):
        held.append(value)
        return wire.Handle(len(held) - 1, type(value).__name__)

    things = [object(), {1, 2}, np.array([None]), 2**70]
    _, crossed = cross(things, keep)
    assert crossed == [wire.Handle(i, type(thing).__name__) for i, thing in enumerate(things)]


def test_relatives_of_dicts_and_tuples_arrive_as_plain_ones():
    pair = namedtuple("Pair", "loss grads")(
        1.5, OrderedDict({np.str_("W1"): np.float64(2), (1, 2): 3})
    )
    _, crossed = cross(pair)
    assert crossed == (1.5, {"W1": 2.0, "(1, 2)": 3})


def test_extended_precision_arrives_in_double_precision():
    _, crossed = cross(np.ones(2, np.longdouble))
    assert crossed.dtype == np.float64


def test_an_endless_list_is_refused():
    endless = []
    endless.append(endless)
    with pytest.raises(wire.WireError):
        wire.pack({}, endless)


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_no_bytes_raise_anything_but_a_wire_error(header, body):
    with pytest.raises(wire.WireError):
        wire.unpack(header, body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["array", "scalar", "tuple", "dict", "handle", "message", "value"]),
            inner | st.sampled_from(["array", "scalar", "float", "handle", "dict", "<f8", "plain"]),
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(json_values, st.binary(max_size=64))
def test_no_document_raises_anything_but_a_wire_error(node, body):
    header = json.dumps({"message": {}, "value": node}).encode()
    try:
        wire.unpack(header, body)
    except wire.WireError:
        return


@pytest.mark.parametrize(
    "node",
    [
        {"array": ["|O", [1], 0]},
        {"array": ["<f8", [3], 0]},
        {"array": ["<f8", [1], -8]},
        {"array": ["<f8", [-1], 0]},
        {"array": ["<f8", [True], 0]},
        {"array": ["<f8", [1 << 40, 0], 0]},
        {"array": ["<f8", [0, *[1 << 28] * 7], 0]},
        [{"array": ["|u1", [8], 0]}] * 2,
        {"array": ["<f8", [1] * 9, 0]},
        {"array": ["<f8", [1]]},
        {"array": "<f8"},
        {"handle": ["x", "y"]},
        {"dict": [["a"]]},
        {"tuple": [], "dict": []},
        {"nonsense": []},
        {},
    ],
)
def test_an_impossible_node_is_refused(node):
    header = json.dumps({"message": {}, "value": node}).encode()
    with pytest.raises(wire.WireError):
        wire.unpack(header, b"12345678")


@pytest.mark.parametrize(
    "node",
    [10**400, -(10**400), 1 << 63, "x" * (wire.MAX_TEXT + 1), {"dict": [[1 << 63, 1]]},
     {"dict": [["k" * (wire.MAX_TEXT + 1), 1]]}, {"handle": [1 << 63, "object"]}, [[10**20]]],
    ids=lambda node: str(node)[:12],
)  # fmt: skip
def test_what_no_encoder_sends_is_refused(node):
    header = json.dumps({"message": {}, "value": node}).encode()
    with pytest.raises(wire.WireError):
        wire.unpack(header, b"")


@pytest.mark.parametrize("value", [(1 << 63) - 1, 1 - (1 << 63), "x" * wire.MAX_TEXT])
def test_what_is_as_large_as_may_be_arrives(value):
    assert cross(value)[1] == value


def test_a_frame_larger_than_allowed_is_refused_before_it_is_read():
    for header, body in ((wire.MAX_HEADER + 1, 0), (0, wire.MAX_BODY + 1)):
        with pytest.raises(wire.WireError, match="larger than allowed"):
            wire.sizes(wire.PREFIX.pack(header, body))
