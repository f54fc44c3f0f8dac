"""Pages that are made from code are up to date, and lead somewhere."""

import re
import sys
from pathlib import Path

import pytest

from autograder.assignments.assignment import version_source
from autograder.assignments.loading import load_assignment
from autograder.grading.feedback import describe, to_text
from autograder.grading.grader import Grader
from autograder.sandbox.self_test import PROPERTIES
from autograder.submissions.reading import SubmittedFiles

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
NAMED = "no_rescale"  # the mistake that the README shows
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *DOCS.glob("decisions/*.md")])

sys.path.insert(0, str(DOCS))
import reference  # noqa: E402 - scripts of docs/
import rooms  # noqa: E402


def named(path):
    return str(path.relative_to(ROOT))


def test_the_picture_of_the_rooms_is_up_to_date():
    found = rooms.PICTURE.read_text(encoding="utf-8")
    assert found == rooms.draw(rooms.find_arrows()), "run: python docs/rooms.py"


def test_the_table_of_the_rooms_is_up_to_date():
    found = rooms.PAGE.read_text(encoding="utf-8")
    assert "| `worker/` |" in found
    assert found == rooms.page_with(found, rooms.find_arrows()), "run: python docs/rooms.py"


def test_every_room_that_is_imported_is_reached_by_the_arrows_of_the_picture():
    arrows = rooms.find_arrows()
    drawn = {room: frozenset(b for a, b in rooms.direct(arrows) if a == room) for room in arrows}
    for room, used in arrows.items():
        assert used <= rooms.below(room, drawn)


def test_the_authors_reference_is_up_to_date():
    found = reference.PAGE.read_text(encoding="utf-8")
    assert found == reference.page(), "run: python docs/reference.py"


def test_every_job_of_a_term_names_a_test_that_is_there():
    rows = [row.split("|") for row in (DOCS / "a-term.md").read_text().splitlines() if "| " in row]
    jobs = [row for row in rows if row[1].strip() != "job"]
    assert len(jobs) >= 36
    for _, job, _, tried, *_ in jobs:
        files = re.findall(r"`(test_\w+\.py)`", tried)
        assert files, job
        assert all((ROOT / "tests" / file).is_file() for file in files), job


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_to_files(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not target.startswith(("http:", "https:")):
            assert (page.parent / target).exists(), target


# A path of this repository in backticks: not one with a name in capitals, which stands for others.
PATH = re.compile(r"`((?:autograder|reglab|tests|docs)/[\w./-]+)`")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_paths_that_are_named_are_there(page):
    for path in PATH.findall(page.read_text(encoding="utf-8")):
        if not any(part.isupper() for part in re.split(r"[/.]", path)):
            assert (ROOT / path).exists(), path


def test_the_reference_of_the_library_shows_no_source(tmp_path, monkeypatch):
    pytest.importorskip("pdoc")
    import make

    monkeypatch.setattr(make, "BUILD", tmp_path)
    make.make_reference()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    (layers,) = (text for path, text in texts.items() if path.name == "layers.html")
    assert "dropout_backward" in layers  # what the assignment dropout asks for
    for text in texts.values():
        assert 'class="view-source-button"' not in text
        assert "_kept_units" not in text  # a line of its answer


def test_the_readme_shows_what_the_engine_prints():
    assignment = load_assignment(ROOT / "solutions" / "dropout")
    (wrong,) = (w for w in assignment.exercise("dropout_forward").misconceptions if w.name == NAMED)
    files = {module: assignment.source(module).encode() for module in assignment.modules}
    files["layers"] = version_source(assignment, wrong).encode()
    with Grader(assignment, accept_weaker=PROPERTIES) as grader:
        result = grader.grade_files(SubmittedFiles(files, assignment.modules))
    printed = to_text(describe(result.exercise("dropout_forward")))
    (shown,) = re.findall(r"```\n(dropout_forward: .*?)```", README.read_text(), re.DOTALL)
    assert printed.startswith(shown)
