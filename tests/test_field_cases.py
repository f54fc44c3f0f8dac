"""Small submissions as people write them come out right; see tests/field/."""

import importlib
import pkgutil
import re

import field
import pytest

CASES = [
    pytest.param(
        found.name,
        case,
        id=f"{found.name}-{case.name}",
        marks=pytest.mark.xdist_group(found.name),
    )
    for found in pkgutil.iter_modules(field.__path__)
    for case in getattr(importlib.import_module(f"field.{found.name}"), "CASES", ())
]


def said(exercise):
    """What a student may read of an exercise."""
    told = [
        text
        for finding in exercise.findings
        if finding.status != "passed"
        for text in (finding.message, finding.cause, finding.hint)
    ]
    return " ".join(told)


@pytest.mark.parametrize(("assignment", "case"), CASES)
def test_a_field_case_comes_out_right(assignment, case, graders, tmp_path):
    for file, text in case.files.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    result = graders(assignment).grade(tmp_path)
    told = {exercise.exercise: said(exercise) for exercise in result.exercises}
    wrong = []
    for name, (least, most) in case.scores.items():
        exercise = result.exercise(name)
        if not least - 1e-9 <= exercise.score / exercise.points <= most + 1e-9:
            wrong.append(f"{name} gets {exercise.score:g} of {exercise.points:g}: {told[name]}")
    for name, patterns in case.say.items():
        if not any(re.search(pattern, told[name], re.IGNORECASE) for pattern in patterns):
            wrong.append(f"{name}: none of {patterns} in: {told[name]}")
    everything = " ".join(told.values()).lower()
    wrong += [f"it says {words!r}: {told}" for words in case.never if words.lower() in everything]
    assert not wrong, "\n".join([case.why, *wrong])
    assert not result.alarms
