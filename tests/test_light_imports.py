"""What is put off when a command is imported, and what comes when it is used."""

import subprocess
import sys

import pytest


def run(text):
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)


@pytest.fixture(autouse=True)
def _grammars_are_installed():
    pytest.importorskip("rfc3987_syntax")


def test_the_commands_import_no_grammar_and_no_gradebook():
    text = "import sys; from autograder.commands.app import app; print(*sys.modules)"
    found = set(run(text).stdout.split())
    assert "lark" not in found
    assert "nbgrader" not in found


def test_an_address_is_checked_by_the_grammars_all_the_same():
    text = """
import autograder.commands
from jsonschema import Draft202012Validator as V
asks = V({"format": "iri"}, format_checker=V.FORMAT_CHECKER)
print(asks.is_valid("http://한국.example/"), asks.is_valid("no address"))
"""
    assert run(text).stdout.split() == ["True", "False"]


def test_parts_of_the_grammars_can_be_imported():
    text = """
import autograder.commands
from rfc3987_syntax.syntax_helpers import make_syntax_validator
import rfc3987_syntax
print(rfc3987_syntax.__path__ is not None, make_syntax_validator.__name__)
"""
    assert run(text).stdout.split() == ["True", "make_syntax_validator"]
