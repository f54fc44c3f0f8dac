"""Every assignment: the versions that are known get what they deserve.

A part of the wrong and of the right ones is graded here; `make verify` grades them all, with
another seed.
"""

from functools import cache
from pathlib import Path

import pytest
import real
from turns import part

from autograder.authoring.laws import broken_laws
from autograder.authoring.versions import prove, versions_of
from autograder.release.strip import strip_module

RELEASED = Path(__file__).parents[1] / "assignments"
PARTS = {"reference": 1, "skeleton": 1, "misconception": 16, "variant": 8}
VERSIONS = [
    pytest.param(
        name,
        version,
        id=f"{name} {version.kind} {version.name}",
        marks=pytest.mark.xdist_group(name),
    )
    for name in real.NAMES
    for kind, size in PARTS.items()
    for version in part([v for v in versions_of(real.assignment(name)) if v.kind == kind], size)
]


@cache
def skeleton(name):
    """The modules as students get them."""
    assignment = real.assignment(name)
    asked = {m: [e.name for e in assignment.exercises if e.module == m] for m in assignment.modules}
    return {m: strip_module(assignment.folder / f"{m}.py", names) for m, names in asked.items()}


@pytest.mark.parametrize(("name", "version"), VERSIONS)
def test_each_known_version_gets_what_it_deserves(graders, name, version):
    assert prove(graders(name), version, skeleton(name)).faults == ()


@pytest.mark.parametrize("name", real.NAMES)
def test_every_assignment_keeps_the_laws(name):
    draft = not (RELEASED / name).is_dir()
    assert broken_laws(real.assignment(name), draft=draft) == ()
