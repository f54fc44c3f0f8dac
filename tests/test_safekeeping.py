"""A backup holds all of a course, comes back as it was or not at all, and a term begins afresh."""

import gzip
import io
import sqlite3
import stat
import tarfile
from contextlib import closing

import pytest
from demo_course import CORRECT, hand_in
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError
from autograder.commands.app import app
from autograder.course.safekeeping import back_up, new_term, restore

ROSTER = "id,first_name\nstudent-01,First\nstudent-02,Second\n"


@pytest.fixture
def course(layout):
    """A course with a roster, a submission and a gradebook that knows the student."""
    (layout.root / "course.toml").write_text('variants = 0\nroster = "roster.csv"\n')
    (layout.root / "roster.csv").write_text(ROSTER)
    (layout.root / ".venv").mkdir()
    (layout.root / ".venv/pyvenv.cfg").write_text("home = /usr")
    (layout.root / "link").symlink_to("/etc/hostname")
    hand_in(layout, "student-01", CORRECT)
    with Gradebook(f"sqlite:///{layout.gradebook}") as gradebook:
        gradebook.update_or_create_student("student-01")
    return layout


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def students(layout):
    with closing(sqlite3.connect(layout.gradebook)) as gradebook:
        return [row[0] for row in gradebook.execute("SELECT id FROM student")]


def test_what_was_backed_up_comes_back_as_it_was(course, tmp_path_factory):
    place = tmp_path_factory.mktemp("kept") / "course.tar.gz"
    back_up(course, place)
    root = place.parent / "restored"
    restore(place, root)
    before = {
        name: data
        for name, data in contents(course.root).items()
        if not name.startswith((".venv", "course/gradebook.db", "course/.lock"))
    }
    after = contents(root)
    assert students(Layout(root)) == ["student-01"]
    del after["course/gradebook.db"]
    assert after == before


def test_only_its_owner_can_read_a_backup(course, tmp_path_factory):
    place = tmp_path_factory.mktemp("kept") / "course.tar.gz"
    back_up(course, place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_environments_and_links_are_left_out(course, tmp_path_factory):
    place = tmp_path_factory.mktemp("kept") / "course.tar.gz"
    back_up(course, place)
    with tarfile.open(place) as tar:
        names = tar.getnames()
    assert not [name for name in names if name.startswith(".venv") or name == "link"]


def test_the_gradebook_is_whole_while_somebody_marks(course, tmp_path_factory):
    place = tmp_path_factory.mktemp("kept") / "course.tar.gz"
    with closing(sqlite3.connect(course.gradebook)) as marking:
        marking.execute("BEGIN IMMEDIATE")
        marking.execute("INSERT INTO student (id) VALUES ('student-09')")
        back_up(course, place)
        marking.rollback()
    restore(place, place.parent / "restored")
    assert students(Layout(place.parent / "restored")) == ["student-01"]


def test_nothing_that_is_there_is_overwritten(course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    place = folder / "course.tar.gz"
    back_up(course, place)
    with pytest.raises(AuthorError, match="there already"):
        back_up(course, place)
    (folder / "mine").mkdir()
    (folder / "mine/notes.txt").write_text("mine")
    with pytest.raises(AuthorError, match="holds something"):
        restore(place, folder / "mine")
    assert [path.name for path in (folder / "mine").iterdir()] == ["notes.txt"]


def test_a_backup_does_not_lie_within_what_it_backs_up(course):
    with pytest.raises(AuthorError, match="within the course"):
        back_up(course, course.root / "course.tar.gz")


def damaged(place):
    with tarfile.open(place) as tar:
        members = [(info, tar.extractfile(info).read()) for info in tar]
    with tarfile.open(place, "w:gz") as tar:
        for info, data in members:
            changed = data.replace(b"2 * x", b"3 * x") if info.name.endswith(".py") else data
            tar.addfile(info, io.BytesIO(changed))


def cut_short(place):
    data = place.read_bytes()
    place.write_bytes(data[: len(data) // 2])


def of_something_else(place):
    place.write_bytes(gzip.compress(b"not a course"))


def leading_out(place):
    with tarfile.open(place, "w:gz") as tar:
        info = tarfile.TarInfo("../outside.txt")
        info.size = 3
        tar.addfile(info, io.BytesIO(b"out"))


@pytest.mark.parametrize("spoil", [damaged, cut_short, of_something_else, leading_out])
def test_what_is_not_as_it_was_written_is_not_restored(course, tmp_path_factory, spoil):
    place = tmp_path_factory.mktemp("kept") / "course.tar.gz"
    back_up(course, place)
    spoil(place)
    with pytest.raises(AuthorError, match=r"damaged|no whole backup"):
        restore(place, place.parent / "restored")
    assert [path.name for path in place.parent.iterdir()] == ["course.tar.gz"]


def test_a_new_term_has_the_masters_and_nobody(course, tmp_path_factory):
    root = tmp_path_factory.mktemp("terms") / "autumn"
    new_term(course, root, with_students=False)
    assert (root / "solutions/demo/checks.py").is_file()
    assert (root / "roster.csv").read_text() == "id,first_name\n"
    assert not (root / "course").exists()


def test_a_term_that_goes_on_has_its_students(course, tmp_path_factory):
    root = tmp_path_factory.mktemp("terms") / "autumn"
    new_term(course, root, with_students=True)
    assert students(Layout(root)) == ["student-01"]
    assert (root / "roster.csv").read_text() == ROSTER
    assert (root / "course/submitted/student-01/demo/shapes.py").read_text() == CORRECT


def test_a_term_cannot_begin_within_the_course(course):
    with pytest.raises(AuthorError, match="within the course"):
        new_term(course, course.root / "autumn", with_students=False)


def test_the_commands_say_what_they_did(course, tmp_path_factory, monkeypatch):
    place = tmp_path_factory.mktemp("kept") / "course.tar.gz"
    monkeypatch.chdir(course.root)
    run = CliRunner().invoke
    assert "wrote" in run(app, ["backup", str(place)]).output
    done = run(app, ["restore", str(place), str(place.parent / "restored")])
    assert "restored" in done.output, done.output
    done = run(app, ["term", "new", str(place.parent / "autumn")])
    assert "solutions" in done.output, done.output
