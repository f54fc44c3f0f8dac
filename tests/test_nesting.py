"""Depth is counted by us, and the same on every Python."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submissions.notebook_cells import read_cells
from autograder.worker import wire
from autograder.worker.nesting import DEEPEST, is_too_deep, without_depths

documents = st.recursive(
    st.none() | st.text('[]{}"\\a\n'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('[{"\\'), inner),
)


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, (dict, list)) + max(map(depth, inner), default=0)


@given(documents, st.booleans())
def test_brackets_count_where_json_has_lists_and_not_in_strings(document, ascii_only):
    own = depth(document)
    for added in (DEEPEST - own, DEEPEST - own + 1):
        text = "[" * added + json.dumps(document, ensure_ascii=ascii_only) + "]" * added
        assert is_too_deep(text.encode()) == (own + added > DEEPEST)


def test_lists_side_by_side_are_not_deep():
    assert not is_too_deep(b"[" + b"[]," * 10_000 + b"[]]")


@pytest.mark.parametrize("start", [b"", b'"', b'"\\', b'\\"', b'["a\\\\", "'])
@pytest.mark.parametrize("again", [b'\\"', b'"', b"[", b"\\", b'"\\', b'[{"'])
def test_no_text_takes_long(start, again):
    began = time.process_time()
    text = b"[" * 101 + start + again * (1 << 20)
    is_too_deep(text)
    without_depths(text.decode())
    assert time.process_time() - began < 5  # it is milliseconds; a square would be an hour


@given(documents, st.integers(0, 9))
def test_what_is_too_deep_becomes_null_and_the_rest_stays(document, added):
    text = "[" * (DEEPEST - 2) + f'["a]", {"[" * added}{json.dumps(document)}{"]" * added}, "b"]'
    text += "]" * (DEEPEST - 2)
    found, whole = json.loads(without_depths(text)), json.loads(text)
    while len(found) == len(whole) == 1:
        ((found,), (whole,)) = found, whole
    assert found == [whole[0], cut(whole[1], 1), whole[2]]


def cut(value, levels):
    if not isinstance(value, (dict, list)):
        return value
    if not levels:
        return None
    if isinstance(value, dict):
        return {key: cut(inner, levels - 1) for key, inner in value.items()}
    return [cut(inner, levels - 1) for inner in value]


@pytest.mark.parametrize(("opening", "closing"), [('{"a": ', "}"), ("[", "]")])
def test_the_cells_of_a_notebook_without_bottom_are_kept(opening, closing):
    inner = opening * 600 + "1" + closing * 600
    cell = '{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "My answer"}'
    text = f'{{"cells": [{cell}], "metadata": {inner}, "nbformat": 4, "nbformat_minor": 5}}'
    found = read_cells(text.encode())
    assert [cell.source for cell in found.cells] == ["My answer"]
    assert "nested too deep" in found.damage


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_a_header_of_any_encoding_is_refused_when_it_is_deep(encoding):
    header = f'{{"message": {{}}, "value": {"[" * 600}1{"]" * 600}}}'
    with pytest.raises(wire.WireError):
        wire.unpack(header.encode(encoding), b"")
