"""What people hand in gets what is right, whichever way it is graded.

The situations: tests/situations/. The table of them: docs/what-comes-in.md.
"""

import json
import os
import subprocess
import sys
import zipfile

import nbformat
import pytest
from evidence import fingerprint
from nbgrader.api import Gradebook
from situations import SITUATIONS, course
from situations.page import PAGE, page

from autograder.course.run import run_course

# What a zip cannot hold, or holds as it is for nobody else.
NO_ZIP = {
    "a_link_to_the_reference",
    "a_hard_link_to_the_reference",
    "a_link_beside_the_files",
    "a_pipe",
    "an_empty_folder",
}
EACH = pytest.mark.parametrize("situation", [pytest.param(s, id=s.name) for s in SITUATIONS])


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    """A course in which each situation was handed in by a student of its name."""
    layout = course.released(tmp_path_factory.mktemp("situations"))
    for situation in SITUATIONS:
        situation.make(course.hand_in(layout, situation.name))
    return layout


@pytest.fixture(scope="module")
def graded(layout):
    """The course after a run through nbgrader: the rows, and whether the evidence changed."""
    submitted = layout.course / "submitted"
    before = fingerprint(submitted)
    rows = {row.student: row for row in run_course(layout).rows}
    with Gradebook(layout.database) as gradebook:
        grades = {
            student: {
                grade.name: (grade.auto_score, grade.needs_manual_grade)
                for notebook in gradebook.find_submission(course.NAME, student).notebooks
                for grade in notebook.grades
            }
            for student in rows
        }
    return rows, grades, fingerprint(submitted) == before


@pytest.fixture(scope="module")
def alone(layout, graded):
    """What `autograder grade` says of each submission, by its name."""
    paths = [layout.submitted(s.name, course.NAME) for s in SITUATIONS]
    return by_exercise(grade(layout, paths), [s.name for s in SITUATIONS])


def grade(layout, paths):
    """The results of `autograder grade`."""
    command = [sys.executable, "-m", "autograder", "grade", course.NAME, "--json", "-"]
    ran = subprocess.run(
        [*command, *map(str, paths)],
        cwd=layout.root,
        env={**os.environ, "PYTHONPATH": str(course.REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return json.loads(ran.stdout)["submissions"]


def by_exercise(results, names):
    return {
        name: {e["exercise"]: (e["score"], bool(e.get("waits"))) for e in result["exercises"]}
        for name, result in zip(names, results, strict=True)
    }


def right(situation):
    """Score by exercise, and whether it waits for a person."""
    points = course.POINTS
    return {n: (points[n] * (n in situation.earns), n in situation.waits) for n in points}


def test_there_are_situations_enough():
    assert len(SITUATIONS) >= 60
    assert len({situation.name for situation in SITUATIONS}) == len(SITUATIONS)


def test_what_was_handed_in_is_as_it_was(graded):
    assert graded[2]


@EACH
def test_the_gradebook_holds_what_is_right(graded, situation):
    rows, grades, _ = graded
    row, grade = rows[situation.name], grades[situation.name]
    assert row.status == "graded", row.problem
    assert {name: grade[name] for name in course.POINTS} == right(situation)
    assert grade["why"][1] == situation.to_mark
    assert bool(row.waits) == bool(situation.waits)


@EACH
def test_what_was_odd_is_said(graded, situation):
    row = graded[0][situation.name]
    said = " ".join((*row.notes, row.waits))
    for words in situation.said:
        assert words in said
    if not situation.said:
        assert said == ""


@EACH
def test_the_person_who_marks_sees_the_answer(layout, graded, situation):
    folder = layout.course / "autograded" / situation.name / course.NAME
    cell = course.cell_of(nbformat.read(folder / "demo.ipynb", as_version=4), "why")
    assert situation.answer in cell.source
    assert bool(cell.get("attachments")) == situation.picture


@EACH
def test_a_zero_waits_unless_it_is_certain(graded, situation):
    certain = {
        "the_skeleton",
        "the_skeleton_that_was_run",
        "an_empty_folder",
        "one_module_missing",
        "the_library_brought_along",
    }
    lost = set(situation.lost) - set(situation.waits)
    assert not lost or situation.name in certain


@EACH
def test_the_command_that_needs_no_gradebook_gives_the_same(alone, situation):
    assert alone[situation.name] == right(situation)


def test_a_zip_of_the_folder_gives_the_same(layout, graded, tmp_path):
    plain = [s for s in SITUATIONS if s.name not in NO_ZIP]
    paths = []
    for situation in plain:
        paths.append(tmp_path / f"{situation.name}.zip")
        zip_folder(layout.submitted(situation.name, course.NAME), paths[-1])
    found = by_exercise(grade(layout, paths), [s.name for s in plain])
    assert found == {s.name: right(s) for s in plain}


def zip_folder(folder, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))


def test_the_page_is_up_to_date():
    told = "run: PYTHONPATH=.:tests python -m situations"
    assert PAGE.read_text(encoding="utf-8") == page(), told
