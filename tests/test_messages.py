"""Every assignment: what students read is made of templates that stand in the sources.

A translation is found by the template, so a sentence that is built at once, by an f-string say,
could not be translated.
"""

import ast
import re
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from autograder.assignments.loading import find_assignments
from autograder.authors.messages import Message, listed

ROOT = Path(__file__).parents[1]
SOLUTIONS = ROOT / "solutions"
ENGINE = [ROOT / "autograder" / room for room in ("assignments", "authors", "grading", "sandbox")]
WORDS = re.compile(r"[^\W\d_]+ [^\W\d_]+")
PLACES_ONLY = re.compile(r"(\{part\d+\}(, )?)*")  # see listed


@cache
def constants(folder):
    """All texts that stand in the modules of a folder, implicit concatenation folded."""
    trees = (ast.parse(path.read_text()) for path in folder.glob("*.py"))
    nodes = chain.from_iterable(ast.walk(tree) for tree in trees)
    return {node.value for node in nodes if isinstance(node, ast.Constant)}


def templates(message):
    """The template of a message, and those of the messages in its places.

    A name, such as dW1, is the same in every language.
    """
    if not message.template.isidentifier() and not PLACES_ONLY.fullmatch(message.template):
        yield message.template
    for value in message.values.values():
        if isinstance(value, Message):
            yield from templates(value)


def phrases(message):
    """Values of a message that read as English and could not be translated: texts of words."""
    for place, value in message.values.items():
        if isinstance(value, Message):
            yield from phrases(value)
        elif place != "error" and WORDS.search(str(value)):  # an exception says what it says
            yield value


def messages(grader):
    """All that the wrong versions of an assignment give students to read."""
    for exercise in grader.assignment.exercises:
        for wrong, findings in grader.signatures(exercise).wrong.values():
            yield from (wrong.message, wrong.hint)
            for finding in findings.values():
                yield from (finding.message, finding.cause, finding.hint)


EACH = pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xdist_group(name))
        for name in find_assignments(SOLUTIONS)
    ],
)


@EACH
def test_each_sentence_is_a_template_of_the_sources(graders, name):
    known = set().union(*(constants(folder) for folder in (SOLUTIONS / name, *ENGINE)))
    found = {template for message in messages(graders(name)) for template in templates(message)}
    assert found - known == set()


@EACH
def test_no_words_are_put_into_a_sentence_as_a_value(graders, name):
    assert {value for message in messages(graders(name)) for value in phrases(message)} == set()


def test_a_sentence_that_is_built_at_once_is_found():
    known, p = constants(SOLUTIONS / "dropout"), 0.3
    assert set(templates(Message("In test mode with p = {p}, out", p=p))) <= known
    assert not set(templates(Message(f"In test mode with p = {p}, out"))) <= known
    parts = listed([Message("With a seed"), "W1", 3])
    assert set(templates(parts)) == {"With a seed"}


def test_words_in_a_value_are_found():
    assert set(phrases(Message("{how}, out", how="With a seed"))) == {"With a seed"}
    assert not set(phrases(Message("{how}, {name}", how=Message("With a seed"), name="W1, b1")))
