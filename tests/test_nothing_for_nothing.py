"""The cheapest dishonest programs earn next to nothing; see tests/cheap/."""

import importlib
import pkgutil

import cheap
import pytest

PROGRAMS = [
    pytest.param(
        found.name,
        program,
        id=f"{found.name}-{program.name}",
        marks=pytest.mark.xdist_group(found.name),
    )
    for found in pkgutil.iter_modules(cheap.__path__)
    for program in getattr(importlib.import_module(f"cheap.{found.name}"), "PROGRAMS", ())
]


@pytest.mark.parametrize(("assignment", "program"), PROGRAMS)
def test_a_program_that_does_nothing_earns_nothing(assignment, program, graders, tmp_path):
    for file, text in program.files.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    grader = graders(assignment)
    result = grader.grade(tmp_path)
    unearned = [
        f"{exercise.exercise}: {finding.asked}"
        for exercise in result.exercises
        for finding in exercise.findings
        if finding.score and finding.check not in program.may_pass.get(exercise.exercise, ())
    ]
    assert not unearned
    assert result.score <= grader.assignment.points / 10
    assert not result.alarms
