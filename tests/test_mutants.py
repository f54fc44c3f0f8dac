"""Slips of one token are made from the reference's syntax tree, by edits of its text."""

import ast
from collections import Counter

import pytest
from toy import CHECKS, write_toy

from autograder.assignments.loading import load_assignment
from autograder.authoring.measures.mutants import mutants_of

REFERENCE = '''"""Numbers of two; x * 2 stands in a docstring."""

import numpy as np

given = 2


def helper(x):
    ### BEGIN SOLUTION
    return x * 1
    ### END SOLUTION


def shared(x):
    ### BEGIN SOLUTION
    return x + 0
    ### END SOLUTION


def double(x):
    """Twice x: 2 * x."""
    if x is None:
        raise ValueError("no x, not 1 + 1")
    ### BEGIN SOLUTION
    if np.any(x > 3) and x.ndim == 1:
        raise ValueError("not 1 + 1")
    total: "1 + 1" = 2 * (np.sqrt(x) + helper(x))  # 2 × as much
    total += shared(x)
    return total.copy()
    ### END SOLUTION


def half(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return shared(x) / 2, -x
    ### END SOLUTION
'''


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mutants")
    return load_assignment(write_toy(folder, reference=REFERENCE, wrong=""))


@pytest.fixture(scope="module")
def doubles(toy):
    return mutants_of(toy, toy.exercise("double"))


def lines(mutants):
    return {(mutant.before, mutant.after) for mutant in mutants}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("if np.any(x > 3) and x.ndim == 1:", "if np.any(x >= 3) and x.ndim == 1:"),
        ("if np.any(x > 3) and x.ndim == 1:", "if np.any(x > 2) and x.ndim == 1:"),
        ("if np.any(x > 3) and x.ndim == 1:", "if np.all(x > 3) and x.ndim == 1:"),
        ("if np.any(x > 3) and x.ndim == 1:", "if np.any(x > 3) or x.ndim == 1:"),
        ("if np.any(x > 3) and x.ndim == 1:", "if np.any(x > 3) and x.ndim != 1:"),
        ("if np.any(x > 3) and x.ndim == 1:", "if not (np.any(x > 3) and x.ndim == 1):"),
        ("if np.any(x > 3) and x.ndim == 1:", "if x.ndim == 1:"),
        ('raise ValueError("not 1 + 1")', "pass"),
        ("return total.copy()", "return total"),
        ("return total.copy()", "return -total.copy()"),
        ("return total.copy()", "return x.copy()"),
        ("total += shared(x)", "total = shared(x)"),
        ("total += shared(x)", "total -= shared(x)"),
        ("total += shared(x)", "pass"),
        ("return x * 1", "return x / 1"),
        ("return x + 0", "return x"),
    ],
)
def test_a_slip_is_made(doubles, before, after):
    assert (before, after) in lines(doubles)


def test_parentheses_and_calls_are_dropped(doubles):
    line = 'total: "1 + 1" = 2 * (np.sqrt(x) + helper(x)) # 2 × as much'
    for old, new in (
        ("(np.sqrt(x) + helper(x))", "np.sqrt(x) + helper(x)"),
        ("np.sqrt(x)", "x"),
        ("2 *", "3 *"),
        ("2 * (np.sqrt(x) + helper(x))", "2"),
    ):
        assert (line, line.replace(old, new)) in lines(doubles)


def test_docstrings_annotations_and_what_an_exception_says_are_left_alone(doubles):
    for mutant in doubles:
        text = mutant.text
        assert REFERENCE.split('"""')[1] in text
        assert "Twice x: 2 * x." in text
        assert text.count('"not 1 + 1"') == 1 or mutant.after == "pass"
        assert '"1 + 1"' in text or mutant.after.startswith("pass")


def test_what_students_get_is_left_alone(doubles):
    before = [line.strip() for line in REFERENCE.splitlines()]
    first, last = before.index("### BEGIN SOLUTION"), len(before)
    assert all(first < mutant.line <= last for mutant in doubles)
    assert all("if x is None:" in mutant.text for mutant in doubles)


def test_the_rest_of_the_text_stays_as_it_is(doubles):
    for mutant in doubles:
        ast.parse(mutant.text)
        there = mutant.text.splitlines()
        same = [a == b for a, b in zip(REFERENCE.splitlines(), there, strict=True)]
        assert same.count(False) == 1
        assert not same[mutant.line - 1]


def test_a_helper_belongs_to_the_first_exercise_that_uses_it(toy):
    halves = mutants_of(toy, toy.exercise("half"))
    assert {mutant.before for mutant in halves} == {"return shared(x) / 2, -x"}
    assert ("return shared(x) / 2, -x", "return -x, shared(x) / 2") in lines(halves)


def test_mutants_are_always_the_same_and_none_comes_twice(toy, doubles):
    assert mutants_of(toy, toy.exercise("double")) == doubles
    trees = [ast.dump(ast.parse(mutant.text)) for mutant in doubles]
    assert len(set(trees)) == len(trees)
    assert ast.dump(ast.parse(REFERENCE)) not in trees


def test_where_there_are_too_many_all_kinds_have_some(toy, doubles):
    some = mutants_of(toy, toy.exercise("double"), most=15)
    assert len(some) == 15
    assert set(some) <= set(doubles)
    kinds = Counter(mutant.kind for mutant in some)
    assert len(kinds) == min(15, len({mutant.kind for mutant in doubles}))
    assert max(kinds.values()) <= 2


SAME = [
    ("return x * (x / 2)", "return x * x / 2"),
    ("return x + (x - 2)", "return x + x - 2"),
    ("return rng.random(3) < x", "return rng.random(3) <= x"),
]


@pytest.mark.parametrize(("line", "same"), SAME)
def test_what_nobody_could_notice_is_no_mutant(tmp_path, line, same):
    text = f"def double(x):\n    ### BEGIN SOLUTION\n    {line}\n    ### END SOLUTION\n"
    text += "\n\ndef half(x):\n    return x\n"
    toy = load_assignment(write_toy(tmp_path, checks=CHECKS, reference=text, wrong=""))
    found = lines(mutants_of(toy, toy.exercise("double")))
    assert found
    assert (line, same) not in found
