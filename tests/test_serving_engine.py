"""The engine of the check service, on the toy assignment and in a real sandbox."""

import asyncio
import io
import json
import zipfile

import pytest
from toy import write_toy

from autograder.assignments.layout import Layout
from autograder.course.serving import engine as engines
from autograder.course.serving.engine import Engine
from autograder.course.web.refused import RefusedError
from autograder.grading.results import Result
from autograder.grading.store import ResultStore

RIGHT = b"def double(x):\n    return 2 * x\n\n\ndef half(x):\n    return x / 2\n"
SQUARES = RIGHT.replace(b"2 * x", b"x * x")
ROWS = RIGHT.replace(b"2 * x", b"2 * x if x.ndim == 1 else x")
LOOP = b"def double(x):\n    while True:\n        pass\n\n\ndef half(x):\n    return x / 2\n"
SECONDS = 120  # within which everything must have happened, on a busy machine too


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    write_toy(root / "solutions")
    (root / "course.toml").write_text("")
    return Layout(root)


@pytest.fixture
def ask(layout):
    """What the engine answers to each of several at once."""

    def ask(*sent, layout=layout):
        async def all_of_them():
            engine = Engine(layout, jobs=1, seed=7)
            try:
                asked = (engine.check("toy", files) for files in sent)
                together = asyncio.gather(*asked, return_exceptions=True)
                return await asyncio.wait_for(together, SECONDS)
            finally:
                engine.close()

        return asyncio.run(all_of_them())

    return ask


def zipped(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"work/{name}.py", text)
    return data.getvalue()


def test_what_is_right_has_all_points_that_are_shown(ask):
    (answer,) = ask({"numbers_of_two.py": RIGHT})
    assert (answer.score, answer.points) == (2.0, 2.0)


def test_a_mistake_is_answered_with_its_cause(ask):
    (answer,) = ask({"numbers_of_two.py": SQUARES})
    assert answer.score == 1.0
    rows = dict(answer.exercises[0].causes[0].rows)
    assert rows["Likely cause"] == "x is squared where it should be doubled."


def test_a_zip_with_a_folder_in_it_is_looked_through(ask):
    (answer,) = ask({"mine.zip": zipped(numbers_of_two=RIGHT)})
    assert answer.score == 2.0


def test_hidden_checks_are_told_only_where_the_course_says_so(ask, layout):
    (before,) = ask({"numbers_of_two.py": ROWS})
    (layout.root / "course.toml").write_text('[serve.toy]\nshow = "all"\n')
    try:
        (after,) = ask({"numbers_of_two.py": ROWS})
    finally:
        (layout.root / "course.toml").write_text("")
    assert (before.score, before.points) == (2.0, 2.0)
    assert (after.score, after.points) == (2.0, 4.0)
    assert "its numbers are not shown" in json.dumps(after.to_json())


def test_an_endless_loop_is_told_and_others_have_their_answers(ask):
    loop, right = ask({"numbers_of_two.py": LOOP}, {"numbers_of_two.py": RIGHT})
    assert loop.score == 1.0  # half is judged all the same
    assert "Look for a loop that does not end." in json.dumps(loop.to_json())
    assert right.score == 2.0
    assert engines.LESS_TIME in loop.notes
    assert engines.LESS_TIME not in right.notes
    (again,) = ask({"numbers_of_two.py": LOOP})
    assert again == loop


def test_an_endless_loop_has_no_more_time_than_a_request(layout, ask, monkeypatch):
    clocks = []

    def kept(**settings):
        clocks.append(Clock(**settings))
        return clocks[-1]

    Clock = engines.Clock
    monkeypatch.setattr(engines, "Clock", kept)
    ask({"numbers_of_two.py": LOOP + b"\n# another\n"})
    assert 0 < clocks[0].ran <= clocks[0].used < 2 * engines.SECONDS
    assert clocks[0].hanging > 0


class Crowded:
    """A grader whose first answer takes so long, of which so much was computed."""

    def __init__(self, used, ran, hanging=0.0):
        self.clocks = []
        self._first = {"used": used, "ran": ran, "hanging": hanging}

    def grade_files(self, read, clock):
        if not self.clocks:
            vars(clock).update(self._first)
        self.clocks.append(clock)
        return Result("", (), key=f"{len(self.clocks)}")


def test_who_was_kept_waiting_by_a_crowd_is_judged_again(tmp_path):
    store = ResultStore(tmp_path)
    crowded = Crowded(used=engines.SECONDS, ran=0.3)
    assert engines._graded(crowded, None, store).notes == ()
    assert len(crowded.clocks) == 2
    assert [path.stem for path in tmp_path.iterdir()] == ["2"]


@pytest.mark.parametrize(("ran", "hanging"), [(engines.SECONDS, 0.0), (0.3, 2.0), (4.0, 2.0)])
def test_who_used_up_the_time_is_not_judged_again(tmp_path, ran, hanging):
    crowded = Crowded(engines.SECONDS, ran, hanging)
    assert engines._graded(crowded, None, ResultStore(tmp_path)).notes == (engines.LESS_TIME,)
    assert len(crowded.clocks) == 1


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "Nothing in what you sent is numbers_of_two.py"),
        ({"notes.txt": b"hello"}, "Nothing in what you sent is numbers_of_two.py"),
        ({"mine.zip": b"no zip at all"}, "mine.zip: it is not a zip that can be opened"),
        ({"a.py": RIGHT, "b.py": SQUARES}, "2 files may be meant as numbers_of_two.py: a.py, b.py"),
        (
            {"bomb.zip": zipped(numbers_of_two=b" " * (engines.MOST_BYTES + 1))},
            "numbers_of_two.py: it unpacks to far more than it should",
        ),
    ],
)
def test_what_cannot_be_judged_is_refused_with_the_reason(ask, files, said):
    (refused,) = ask(files)
    assert isinstance(refused, RefusedError)
    assert said in str(refused)
    assert refused.status == 400


def test_an_assignment_that_cannot_start_is_for_the_instructor(ask, layout):
    checks = layout.solutions / "toy" / "checks.py"
    text = checks.read_text()
    checks.write_text("broken")
    try:
        (refused,) = ask({"numbers_of_two.py": RIGHT})
    finally:
        checks.write_text(text)
    assert refused.status == 503
    assert str(refused) == "toy cannot be checked at the moment. Tell your instructor."


def test_with_too_many_waiting_the_next_is_asked_to_come_again(ask, monkeypatch):
    monkeypatch.setattr(engines, "WAITING", 1)
    first, second = ask({"numbers_of_two.py": RIGHT}, {"numbers_of_two.py": RIGHT})
    assert first.score == 2.0
    assert (second.status, second.wait) == (429, 10)


HIDDEN_FIRST = """from autograder import Exercise, expect_close

double = Exercise("double", module="numbers_of_two")
half = Exercise("half", module="numbers_of_two")


@double.check(points=2, hidden=True)
def doubles_matrices(submission, reference, rng):
    \"\"\"double takes matrices.\"\"\"
    x = rng.uniform(1, 2, (3, 4))
    expect_close(submission.double(x), reference.double(x), "double(x)")


@double.check(points=1, after=doubles_matrices)
def doubles_ones(submission, reference, rng):
    \"\"\"double of ones is two.\"\"\"
    x = rng.uniform(1, 2, 5)
    expect_close(submission.double(x), reference.double(x), "double(x)")


@half.check(points=1, hidden=True)
def halves(submission, reference, rng):
    \"\"\"half of x is x / 2.\"\"\"
    x = rng.uniform(1, 2, 5)
    expect_close(submission.half(x), reference.half(x), "half(x)")
"""

TELLS = b"""
seen = []

def double(x):
    seen.append(x.ndim)
    raise ValueError(f"asked {seen}")

def half(x):
    raise ValueError("asked")
"""


@pytest.fixture
def hidden_first(tmp_path):
    write_toy(tmp_path / "solutions", checks=HIDDEN_FIRST)
    (tmp_path / "course.toml").write_text("")
    return Layout(tmp_path)


def test_where_hidden_checks_are_not_told_of_they_are_not_run(hidden_first, ask):
    (answer,) = ask({"numbers_of_two.py": TELLS}, layout=hidden_first)
    said = json.dumps(answer.to_json())
    assert "asked [1]" in said
    assert answer.points == 1.0
    assert answer.exercises[1].headline == "Nothing of this exercise is shown before the deadline."


def test_what_stops_all_checks_is_told_although_the_first_is_hidden(hidden_first, ask):
    (answer,) = ask({"numbers_of_two.py": b"def double(x:\n    return 2\n"}, layout=hidden_first)
    assert "numbers_of_two.py" in dict(answer.exercises[0].causes[0].rows)["Found"]


def test_results_are_kept_and_never_among_those_that_count(layout, ask):
    ask({"numbers_of_two.py": RIGHT})
    assert list((layout.serve / "results" / "toy").iterdir())
    assert not layout.results("toy").exists()
