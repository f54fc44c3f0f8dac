"""What tests of several files share."""

import shutil
from contextlib import ExitStack

import pytest
import real
from demo_course import released

from autograder.assignments.layout import Layout
from autograder.grading.grader import Grader

SEED = 20  # another one than that of `autograder verify`


def pytest_collection_modifyitems(items):
    """Tests of a file are run by one process, where they are in no other group."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def released_checkout(tmp_path_factory):
    """A checkout whose small assignment has been released; not to be changed."""
    return released(tmp_path_factory.mktemp("checkout"))


@pytest.fixture
def layout(released_checkout, tmp_path):
    """A copy of it for one test."""
    shutil.copytree(released_checkout.root, tmp_path, dirs_exist_ok=True)
    return Layout(tmp_path)


@pytest.fixture(scope="session")
def graders(request):
    """The grader of an assignment by its name, made when it is first asked for.

    It takes seconds to start, so that what uses it is in the group of the assignment's name.
    """
    known = request.config.cache.mkdir("known-versions")
    with ExitStack() as stack:
        made = {}

        def of(name):
            if name not in made:
                assignment = real.assignment(name)
                if assignment.missing:
                    pytest.skip(f"{name} needs {', '.join(assignment.missing)}")
                one = Grader(assignment, seed=SEED, known=known / name)
                made[name] = stack.enter_context(one)
            return made[name]

        yield of
