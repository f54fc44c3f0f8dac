"""What tests of several files share."""

import shutil

import pytest
from demo_course import released

from autograder.assignments.layout import Layout


@pytest.fixture(scope="session")
def released_checkout(tmp_path_factory):
    """A checkout whose small assignment has been released; not to be changed."""
    return released(tmp_path_factory.mktemp("checkout"))


@pytest.fixture
def layout(released_checkout, tmp_path):
    """A copy of it for one test."""
    shutil.copytree(released_checkout.root, tmp_path, dirs_exist_ok=True)
    return Layout(tmp_path)
