"""Every assignment: each version that is known gets what it deserves."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from autograder.assignments.assignment import way_out
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.authoring.laws import broken_laws
from autograder.authoring.versions import prove, versions_of
from autograder.grading.grader import Grader
from autograder.release.strip import strip_module

SOLUTIONS = Path(__file__).parents[1] / "solutions"
ASSIGNMENTS = {name: load_assignment(SOLUTIONS / name) for name in find_assignments(SOLUTIONS)}
VERSIONS = [(name, version) for name, a in ASSIGNMENTS.items() for version in versions_of(a)]


def skeleton(assignment, module):
    asked = [exercise.name for exercise in assignment.exercises if exercise.module == module]
    return strip_module(assignment.folder / f"{module}.py", asked)


@cache
def proofs(name):
    assignment = ASSIGNMENTS[name]
    wanted = versions_of(assignment)
    texts = {module: skeleton(assignment, module) for module in assignment.modules}
    with Grader(assignment, seed=20) as grader, ThreadPoolExecutor(2) as pool:
        proved = pool.map(lambda version: prove(grader, version, texts), wanted)
        return {(proof.kind, proof.name): proof for proof in proved}


@pytest.mark.parametrize(
    ("name", "version"), VERSIONS, ids=[f"{name} {v.kind} {v.name}" for name, v in VERSIONS]
)
def test_each_known_version_gets_what_it_deserves(name, version):
    if missing := ASSIGNMENTS[name].missing:
        pytest.skip(way_out(missing))
    assert proofs(name)[version.kind, version.name].faults == ()


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_every_assignment_keeps_the_laws(name):
    draft = not (SOLUTIONS.parent / "assignments" / name).is_dir()
    assert broken_laws(ASSIGNMENTS[name], draft=draft) == ()
