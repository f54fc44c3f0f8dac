"""nbgrader's own ways in go on working: zip_collect, and the exchange with all its steps."""

import getpass
import io
import os
import subprocess
import sys

import nbformat
import pytest
from demo_course import CORRECT, FULL, REPOSITORY, exercise_scores, nbgrader, released_notebook
from downloads import CLASS, canvas, unpack, zipped

NAMED = r".*[/\\][^/\\]*?_(?P<student_id>\d+)_\d+_(?P<file_id>[^/\\]+)"


def handed_in(layout):
    notebook = io.StringIO()
    nbformat.write(released_notebook(layout), notebook)
    return {"shapes.py": CORRECT.encode(), "demo.ipynb": notebook.getvalue().encode()}


def nbgrader_command(folder, *arguments, env=(), ok=True):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path]),
            **dict(env),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode == 0) == ok, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_zip_collect_brings_the_modules_of_a_class_of_thirty(layout):
    own = handed_in(layout)
    archive = layout.course / "downloaded/demo/archive"
    unpack({"submissions.zip": zipped(canvas(dict.fromkeys(CLASS, own)))}, archive)
    option = f"--FileNameCollectorPlugin.named_regexp={NAMED}"
    nbgrader_command(layout.root, "zip_collect", "demo", option)
    for who in CLASS:
        folder = layout.submitted(who.lms_user_id, "demo")
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == own
    nbgrader(layout, CLASS[0].lms_user_id)
    assert exercise_scores(layout, CLASS[0].lms_user_id) == FULL


@pytest.fixture
def exchange(layout, tmp_path_factory):
    """Settings for the instructor and for one student, who share an exchange."""
    root = tmp_path_factory.mktemp("exchange")
    root.chmod(0o777)
    student = tmp_path_factory.mktemp("student")
    (layout.root / "course.toml").write_text('id = "demo101"\nvariants = 0\n')
    with (layout.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nget_config().Exchange.root = {str(root)!r}  # noqa: F821\n")
    (student / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(root)!r}\n"
        "c.CourseDirectory.course_id = 'demo101'\n"
    )
    return student, {"JUPYTER_DATA_DIR": str(student / "data")}


def test_the_exchange_works_from_release_to_feedback(layout, exchange):
    student, env = exchange
    me = getpass.getuser()
    nbgrader_command(layout.root, "release_assignment", "demo")
    nbgrader_command(student, "fetch_assignment", "demo", env=env)
    (student / "demo/shapes.py").write_text(CORRECT)
    nbgrader_command(student, "submit", "demo", env=env)
    nbgrader_command(layout.root, "collect", "demo")
    there = layout.submitted(me, "demo")
    assert (there / "shapes.py").read_text() == CORRECT
    without = layout.submitted("without-a-time", "demo")
    unpack(handed_in(layout), without)
    nbgrader_command(layout.root, "autograde", "demo")
    assert exercise_scores(layout, me) == exercise_scores(layout, "without-a-time") == FULL
    nbgrader_command(layout.root, "generate_feedback", "demo")
    nbgrader_command(layout.root, "release_feedback", "demo")
    nbgrader_command(student, "fetch_feedback", "demo", env=env)
    (page,) = (student / "demo/feedback").rglob("*.html")
    assert "double" in page.read_text()
