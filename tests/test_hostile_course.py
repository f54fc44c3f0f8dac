"""A class of attackers and one honest student, through nbgrader's own commands."""

import json
import re
from html.parser import HTMLParser

import nbformat
import pytest
from demo_course import (
    ADDS_TWO,
    CORRECT,
    FULL,
    autograded,
    cell_of,
    command,
    exercise_scores,
    hand_in,
    released,
    released_notebook,
    scores,
)
from evidence import contents, fingerprint
from hostile import files, notebooks

from autograder.course.run import run_course

HONEST, WRONG = "honest", "wrong"
GRADEBOOK = "second_name_of_the_gradebook"  # which nbgrader writes to
ANSWER = "Because $2x = x + x$."

FILES = [pytest.param(a, id=a.name) for a in files.ATTACKS]
NOTEBOOKS = [pytest.param(a, id=a.name) for a in notebooks.ATTACKS]


def answered(layout):
    notebook = released_notebook(layout)
    cell_of(notebook, "why").source = ANSWER
    return notebook


def hand_in_honest_work(layout):
    hand_in(layout, HONEST, CORRECT, answered(layout))
    hand_in(layout, WRONG, ADDS_TWO, answered(layout))


def autograde(layout, *, linked=False):
    for step in ("autograde", "generate_feedback"):
        ran = command(layout, step, "demo")
        assert ran.returncode == (step == "autograde" and linked), ran.stderr[-5000:]


def page_of(layout, student):
    return (layout.feedback(student, "demo") / "demo.html").read_text()


def state(layout):
    course = layout.course
    made = (layout.solutions, layout.assignments, course / "source", course / "release")
    handed_in = [path for path in (course / "submitted").iterdir() if path.name != GRADEBOOK]
    return [contents(folder) for folder in made], [fingerprint(folder) for folder in handed_in]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """What honest work gets in a class without attackers."""
    layout = released(tmp_path_factory.mktemp("alone"))
    hand_in_honest_work(layout)
    autograde(layout)
    return layout


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The class, graded; and the state of what nobody may touch, taken before."""
    layout = released(tmp_path_factory.mktemp("class"))
    hand_in_honest_work(layout)
    for attack in files.ATTACKS:
        attack.make(hand_in(layout, attack.name, CORRECT, answered(layout)))
    for attack in notebooks.ATTACKS:
        notebook = answered(layout)
        attack.make(notebook)
        folder = hand_in(layout, attack.name, attack.module)
        (folder / "demo.ipynb").write_text(json.dumps(notebook))
    layout.submitted("linked", "demo").parent.symlink_to(layout.submitted(HONEST, "demo").parent)
    before = state(layout)
    autograde(layout, linked=True)  # one could not be graded
    return layout, before


@pytest.fixture(scope="module")
def layout(course):
    return course[0]


@pytest.fixture(scope="module")
def rows(layout):
    """The lines of the class's table, from a further run that finds nothing to do."""
    return {row.student: row for row in run_course(layout).rows}


def test_there_are_attacks_enough():
    assert len(files.ATTACKS) + len(notebooks.ATTACKS) >= 100
    names = [attack.name for attack in (*files.ATTACKS, *notebooks.ATTACKS)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("attack", FILES)
def test_odd_files_cost_what_they_must_and_are_said(layout, rows, attack):
    assert exercise_scores(layout, attack.name) == attack.gets
    told = page_of(layout, attack.name).partition("<body>")[2]
    row = rows[attack.name]
    assert attack.said in " ".join((*row.notes, row.waits))
    if attack.said:
        assert "About the files that were handed in" in told or row.waits
    else:
        assert row.notes == ()
        assert "About the files" not in told
    assert scores(layout, attack.name)["why"] is None  # a person decides
    found = cell_of(autograded(layout, attack.name), "why").source
    assert (found == ANSWER) == attack.keeps_answer


@pytest.mark.parametrize("attack", NOTEBOOKS)
def test_a_notebook_earns_what_the_checks_give_and_keeps_the_answer(layout, attack):
    assert exercise_scores(layout, attack.name) == attack.gets
    assert scores(layout, attack.name)["why"] is None  # a person decides
    kept = "\n".join(cell.source for cell in autograded(layout, attack.name).cells)
    assert (ANSWER in kept) == attack.answered


@pytest.mark.parametrize("attack", [*FILES, *NOTEBOOKS])
def test_nothing_on_a_feedback_page_runs(layout, attack):
    page = Page(page_of(layout, attack.name))
    assert page.scripts == Page(page_of(layout, HONEST)).scripts
    assert page.faults == []


@pytest.mark.parametrize("student", [HONEST, WRONG])
def test_honest_work_gets_what_it_gets_alone(layout, alone, student):
    assert scores(layout, student) == scores(alone, student)
    assert page_of(layout, student) == page_of(alone, student)
    assert exercise_scores(layout, HONEST) == FULL


def test_nothing_is_touched_that_is_not_the_attackers(course):
    layout, before = course
    assert state(layout) == before


def test_nothing_leaves_the_folder_of_a_student(layout):
    copied = [p for step in ("autograded", "feedback") for p in (layout.course / step).rglob("*")]
    assert not [path for path in copied if path.is_symlink()]
    assert not [path for path in copied if path.is_file() and b"root:x:0" in path.read_bytes()]
    assert {p.name for p in layout.root.iterdir()} == {
        "assignments",
        "course",
        "course.toml",
        "nbgrader_config.py",
        "solutions",
    }


def test_a_folder_that_is_a_link_to_a_classmates_is_nobodys_work(layout, rows):
    assert (rows["linked"].status, rows["linked"].scores) == ("problem", {})
    assert "linked is a link and no folder" in rows["linked"].problem
    assert layout.submitted("linked", "demo").parent.is_symlink()


def test_a_course_run_shows_what_was_odd_and_finds_nothing_to_do(rows):
    assert {row.status for name, row in rows.items() if name != "linked"} == {"unchanged"}
    assert rows["link_to_itself"].notes == ("loop was not read: it is a link.",)
    assert rows["module_in_latin_1"].notes == (
        "shapes.py was read as Latin-1; Python asks for UTF-8.",
    )
    assert rows[HONEST].notes == ()


def test_what_was_kept_of_notebooks_is_valid_and_bare(layout):
    for attack in notebooks.ATTACKS:
        notebook = autograded(layout, attack.name)
        nbformat.validate(notebook)
        assert set(notebook.metadata) <= {"kernelspec", "language_info"}
        for cell in notebook.cells:
            assert set(cell.metadata) <= {"nbgrader", "deletable", "editable"}


class Page(HTMLParser):
    """The scripts of a page, and what could run beside them."""

    def __init__(self, text):
        super().__init__()
        self.scripts, self.faults = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "script":
            self.scripts.append(attributes.get("src"))
        bad = tag in ("iframe", "object", "embed", "form", "base", "svg", "link", "button")
        bad |= any(name.startswith("on") for name in attributes)
        targets = [attributes.get(name) or "" for name in ("href", "src", "action", "data")]
        bad |= any(re.match(r"\s*(javascript|vbscript|data:text)", t, re.I) for t in targets)
        bad |= any("grader" in t for t in targets if tag != "script")
        if bad:
            self.faults.append((tag, attrs))
