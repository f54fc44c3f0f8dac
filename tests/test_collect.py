"""A class of 30 comes in from every system, and nothing that was handed in is lost."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from downloads import CLASS, DUE, canvas, clones, course_in, gradescope, moodle, unpack, zipped
from typer.testing import CliRunner

from autograder.commands import app as cli
from autograder.course.collecting.hand_ins import CollectError
from autograder.course.collecting.run import collect

NAME = "numbers_of_two.py"
WORK = {
    who: {NAME: f"def double(x): return {who.lms_user_id}\n".encode(), "toy.ipynb": b"{}"}
    for who in CLASS
}
IDS = [who.id for who in CLASS]
ONE, TWO, THREE, *_ = CLASS


@pytest.fixture
def course(tmp_path):
    return course_in(tmp_path / "course")


@pytest.fixture
def download(tmp_path):
    def make(files, name="submissions.zip"):
        path = tmp_path / name
        if name.endswith(".zip"):
            path.write_bytes(zipped(files))
        else:
            unpack(files, path)
        return path

    return make


def handed_in(course, who):
    folder = course.submitted(who.id, "toy")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def take(course, *paths, system=None):
    return collect(course, "toy", paths, system)


def whole_class(system, tmp_path):
    """The download of a system, and the time of hand-in of the first student in it."""
    if system == "git":
        clones(WORK, tmp_path / "clones")
        return tmp_path / "clones", DUE
    if system == "nbgrader":
        stamp = {"timestamp.txt": b"2026-09-14 20:00:00.000000 UTC\n"}
        files = {
            f"{who.id}/toy/{name}": data
            for who, own in WORK.items()
            for name, data in {**own, **stamp}.items()
        }
        unpack(files, tmp_path / "submitted")
        return tmp_path / "submitted", DUE
    made = {
        "canvas": canvas,
        "moodle": moodle,
        "gradescope": gradescope,
        "plain": lambda work: {f"{who.id}.zip": zipped(own) for who, own in work.items()},
    }[system](WORK)
    (tmp_path / "all.zip").write_bytes(zipped(made))
    time = DUE - timedelta(microseconds=1) if system == "gradescope" else None
    return tmp_path / "all.zip", time


@pytest.mark.parametrize("system", ["canvas", "moodle", "gradescope", "git", "nbgrader", "plain"])
def test_a_class_of_thirty_comes_in_from(course, tmp_path, system):
    path, time = whole_class(system, tmp_path)
    collected = take(course, path)
    assert collected.origins == ((str(path), system, True),)
    assert [(row.student, row.done) for row in collected.filed] == [(id_, "new") for id_ in IDS]
    assert (collected.unknown, collected.missing, collected.problems) == ((), (), ())
    assert collected.filed[0].time == time
    for who, own in WORK.items():
        there = handed_in(course, who)
        stamp = there.pop("timestamp.txt", None)
        assert there == ({f"{who.id}.zip": zipped(own)} if system == "plain" else own)
        assert (stamp is None) == (time is None)


@pytest.mark.parametrize("system", ["canvas", "gradescope", "git", "plain"])
def test_what_is_the_same_is_left_alone_file_times_included(course, tmp_path, system):
    path, _ = whole_class(system, tmp_path)
    take(course, path)
    folder = course.submitted(ONE.id, "toy")
    for file in folder.iterdir():
        os.utime(file, ns=(1, 1))
    os.utime(folder, ns=(1, 1))
    again = take(course, path)
    assert {row.done for row in again.filed} == {"unchanged"}
    assert {p.stat().st_mtime_ns for p in (folder, *folder.iterdir())} == {1}
    assert not (course.collected / "before").exists()


def test_the_time_is_written_as_nbgrader_reads_it(course, download):
    take(course, download(gradescope(WORK)))
    from nbgrader.utils import parse_utc

    text = (course.submitted(TWO.id, "toy") / "timestamp.txt").read_text()
    assert text == "2026-09-14 18:59:59.999999 UTC"
    assert parse_utc(text) == datetime(2026, 9, 14, 18, 59, 59, 999999)


def test_git_is_not_copied_and_not_touched(course, tmp_path):
    path, _ = whole_class("git", tmp_path)
    before = {p: p.stat().st_mtime_ns for p in path.rglob("*")}
    take(course, path)
    assert not list((course.course / "submitted").rglob(".git"))
    assert {p: p.stat().st_mtime_ns for p in path.rglob("*")} == before


def test_a_clone_cannot_make_git_run_a_program(course, tmp_path):
    path, _ = whole_class("git", tmp_path)
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    trap.chmod(0o700)
    with (path / ONE.id / ".git/config").open("a") as config:
        config.write(
            f"[core]\n\tfsmonitor = {trap}\n\tpager = {trap}\n[log]\n\tshowSignature = true\n"
        )
        config.write(f"[gpg]\n\tprogram = {trap}\n[core]\n\tsshCommand = {trap}\n")
    assert take(course, path).filed[0].time == DUE
    assert not sprung.exists()


def test_of_a_clone_with_many_assignments_one_is_taken(course, tmp_path):
    own = {f"toy/{NAME}": b"1", "dropout/layers.py": b"2"}
    clones({ONE: own, TWO: {NAME: b"3"}}, tmp_path / "clones")
    take(course, tmp_path / "clones")
    assert handed_in(course, ONE).keys() == {NAME, "timestamp.txt"}
    assert handed_in(course, TWO).keys() == {NAME, "timestamp.txt"}


@pytest.mark.parametrize("ending", ["/", "_/", "_"])
def test_moodles_three_layouts_are_one(course, download, ending):
    collected = take(course, download(moodle({ONE: WORK[ONE]}, ending=ending)))
    assert collected.origins[0][1:] == ("moodle", True)
    assert handed_in(course, ONE) == WORK[ONE]


def test_moodles_number_is_no_number_of_the_roster(course, download):
    files = moodle({ONE: {NAME: b"1"}}, number=int(TWO.lms_user_id))
    assert [row.student for row in take(course, download(files)).filed] == [ONE.id]


def test_a_text_typed_into_moodle_is_kept(course, download):
    name = f"{ONE.first_name} {ONE.last_name}_501_assignsubmission_onlinetext/onlinetext.html"
    take(course, download({**moodle({ONE: WORK[ONE]}, number=501), name: b"<p>Hello"}))
    assert handed_in(course, ONE)["onlinetext.html"] == b"<p>Hello"


def test_canvas_late_flags_are_kept_and_its_zip_has_no_times(course, download):
    collected = take(course, download(canvas(WORK, late=(TWO,))))
    assert [row.late for row in collected.filed[:3]] == [False, True, False]
    assert {row.time for row in collected.filed} == {None}
    record = json.loads((course.collected / "toy.json").read_text())
    assert record["students"][TWO.id]["late"] is True
    assert record["students"][ONE.id]["receipt"][NAME].endswith(f"_7001_970010_{NAME}")


def test_the_number_that_canvas_adds_to_a_second_upload_is_taken_off(course, download):
    own = {"numbers_of_two-1.py": b"1", "notes-2.txt": b"2"}
    collected = take(course, download(canvas({ONE: own})))
    assert handed_in(course, ONE) == {NAME: b"1", "notes-2.txt": b"2"}
    assert "was called numbers_of_two-1.py" in " ".join(collected.filed[0].notes)


@pytest.mark.parametrize("other", [NAME, "numbers_of_two-2.py"])
def test_the_number_stays_where_two_could_be_meant(course, download, other):
    own = {"numbers_of_two-1.py": b"1", other: b"2"}
    take(course, download(canvas({ONE: own})))
    assert handed_in(course, ONE) == own


def test_anonymous_hand_ins_are_kept_and_nobody_is_guessed(course, download):
    files = {f"anon_Ab1c2_900001_{NAME}": b"1", f"LATE_anon_Xy9z8_900002_{NAME}": b"2"}
    collected = take(course, download(files))
    assert collected.origins[0][1] == "canvas"
    assert [unknown.source for unknown in collected.unknown] == ["anon_Ab1c2", "anon_Xy9z8"]
    kept = course.root / collected.unknown[0].kept
    assert (kept / NAME).read_bytes() == b"1"


def test_everybody_who_handed_in_together_gets_the_files(course, download):
    files = gradescope({ONE: WORK[ONE]})
    (meta, _), *_ = files.items()
    second = f"  - :name: x\n    :sid: '{TWO.id}'\n    :email: {TWO.email}\n  :created_at"
    files = {**files, meta: files[meta].replace(b"  :created_at", second.encode())}
    take(course, download(files))
    assert handed_in(course, ONE) == handed_in(course, TWO)


def test_metadata_that_ruby_wrote_with_kinds_of_its_own_is_read(course, download):
    files = gradescope({ONE: WORK[ONE]})
    (meta, _), *_ = files.items()
    more = b"  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess\n    tests: []\n"
    take(course, download({**files, meta: files[meta] + more}))
    assert NAME in handed_in(course, ONE)


def test_metadata_that_cannot_be_read_is_an_error_with_its_place(course, download):
    with pytest.raises(CollectError, match=r"submission_metadata\.yml cannot be read"):
        take(course, download({"e/submission_metadata.yml": b"a: [", "e/submission_1/a.py": b""}))


def test_from_overrides_the_guess(course, download):
    path = download({f"{ONE.id}/{ONE.lms_user_id}_900001_{NAME}": b"1"})
    assert take(course, path, system="plain").origins[0][1:] == ("plain", False)
    with pytest.raises(CollectError, match=r"no submission_metadata\.yml in it"):
        take(course, path, system="gradescope")


def test_nothing_found_is_an_error_that_names_the_choices(course, download):
    with pytest.raises(CollectError, match=r"was read as canvas.*--from.*moodle"):
        take(course, download({"notes.txt": b""}), system="canvas")


def test_who_is_missing_unknown_or_double_is_said(course, download):
    files = {
        f"{ONE.id}/{NAME}": b"1",
        f"{ONE.email}/{NAME}": b"1",
        f"{TWO.id}/{NAME}": b"1",
        f"{TWO.id}.zip": zipped({NAME: b"2"}),
        f"stranger/{NAME}": b"3",
        "notes.txt": b"4",
    }
    collected = take(course, download(files))
    assert [row.student for row in collected.filed] == [ONE.id]
    one, two = collected.doubles
    assert (one.student, one.why) == (ONE.id, "they are the same")
    assert (two.student, two.taken) == (TWO.id, "")
    assert collected.missing == tuple(IDS[2:])
    assert {unknown.source for unknown in collected.unknown} == {
        TWO.id,
        f"{TWO.id}.zip",
        "stranger",
    }
    kept = (course.collected / "unknown/toy").rglob("*.py")
    assert {path.read_bytes() for path in kept} == {b"1", b"3"}
    assert len(list((course.collected / "unknown/toy").rglob("*.zip"))) == 1
    assert "'notes.txt' belongs to nobody's submission" in collected.problems


def test_of_two_with_times_the_later_is_taken_and_the_other_kept(course, download):
    files = gradescope({ONE: {NAME: b"late"}, TWO: {NAME: b"early"}})
    (meta, _), *_ = files.items()
    text = files[meta].decode().replace(TWO.id, ONE.id).replace(TWO.email, ONE.email)
    collected = take(course, download({**files, meta: text.encode()}))
    assert handed_in(course, ONE)[NAME] == b"late"
    (double,) = collected.doubles
    assert (double.taken, double.why[:19]) == ("submission_80000", "it is the later one")
    (kept,) = (course.collected / "before" / ONE.id / "toy").iterdir()
    assert (kept.name, (kept / NAME).read_bytes()) == ("2026-09-14T185959Z", b"early")


def test_an_earlier_submission_is_kept_when_a_new_one_comes(course, download):
    take(course, download(canvas({ONE: {NAME: b"first"}})))
    collected = take(course, download(canvas({ONE: {NAME: b"second"}})))
    assert [row.done for row in collected.filed] == ["replaced"]
    assert handed_in(course, ONE) == {NAME: b"second"}
    (kept,) = (course.collected / "before" / ONE.id / "toy").rglob(NAME)
    assert kept.read_bytes() == b"first"


def test_an_old_download_does_not_replace_what_came_later(course, download):
    new, old = gradescope({ONE: {NAME: b"new"}}), gradescope({TWO: {}, ONE: {NAME: b"old"}})
    take(course, download(new))
    for _ in range(2):
        assert take(course, download(old)).filed[-1].done == "older"
    assert handed_in(course, ONE)[NAME] == b"new"
    (kept,) = (course.collected / "before" / ONE.id / "toy").rglob(NAME)
    assert kept.read_bytes() == b"old"


def test_an_old_download_without_times_does_not_bring_replaced_work_back(course, download):
    for text in (b"first", b"second"):
        take(course, download({f"{ONE.id}/{NAME}": text}, text.decode()))
    old = download({f"{ONE.id}/{NAME}": b"first"}, "again")
    assert take(course, old).filed[-1].done == "older"
    assert handed_in(course, ONE)[NAME] == b"second"
    (kept,) = (course.collected / "before" / ONE.id / "toy").rglob(NAME)
    assert kept.read_bytes() == b"first"


def test_a_folder_in_another_form_of_unicode_is_the_same_student(course, download):
    import unicodedata

    (course.root / "roster.csv").write_text("id\n이지우\n", encoding="utf-8")
    typed = unicodedata.normalize("NFD", "이지우")
    unpack({f"{typed}/toy/{NAME}": b"first"}, course.course / "submitted")
    take(course, download({f"{typed}/{NAME}": b"second"}, "class"))
    assert [p.read_bytes() for p in (course.course / "submitted").rglob(NAME)] == [b"second"]
    (kept,) = (course.collected / "before").rglob(NAME)
    assert kept.read_bytes() == b"first"


def test_a_student_cannot_write_the_time_of_hand_in(course, download):
    own = {NAME: b"1", "timestamp.txt": b"1999-01-01 00:00:00.000000 UTC"}
    for files in (
        canvas({ONE: own}),
        {f"{w.id}/{n}": d for w in (TWO, THREE) for n, d in own.items()},
    ):
        take(course, download(files))
    for who in (ONE, TWO):
        assert handed_in(course, who).keys() == {NAME, "timestamp (as handed in).txt"}


def test_a_time_of_nbgraders_that_is_not_certain_is_filed_as_it_is(course, tmp_path):
    stamp = {"timestamp.txt": b"2026-09-14 20:00:00 KST"}
    unpack({f"{ONE.id}/toy/{n}": d for n, d in {**WORK[ONE], **stamp}.items()}, tmp_path / "in")
    (row,) = take(course, tmp_path / "in").filed
    assert row.time is None
    assert "2026-09-14 20:00:00 KST" in row.notes[0]
    assert handed_in(course, ONE)["timestamp.txt"] == stamp["timestamp.txt"]


def test_without_a_roster_ids_come_from_the_system(course, download):
    (course.root / "course.toml").write_text("")
    found = {
        "canvas": take(course, download(canvas({ONE: WORK[ONE]}))),
        "moodle": take(course, download(moodle({TWO: WORK[TWO]}))),
        "gradescope": take(course, download(gradescope({ONE: WORK[ONE]}))),
    }
    assert {system: rows.filed[0].student for system, rows in found.items()} == {
        "canvas": "leefirst01_7001",
        "moodle": "First-02-Park",
        "gradescope": "student-01",
    }
    assert not found["canvas"].roster


def test_without_a_roster_two_of_one_name_stay_two(course, download):
    (course.root / "course.toml").write_text("")
    files = {f"Ji Lee_{n}_assignsubmission_file/{NAME}": str(n).encode() for n in (1, 2)}
    assert [row.student for row in take(course, download(files)).filed] == ["Ji-Lee_1", "Ji-Lee_2"]


def test_the_command_says_what_was_guessed_and_who_needs_a_look(course, download, monkeypatch):
    monkeypatch.chdir(course.root)
    path = download(canvas({ONE: WORK[ONE]}, late=(ONE,)) | {f"nobody_9_8_{NAME}": b""})
    result = CliRunner().invoke(cli.app, ["collect", "toy", str(path)])
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert "looks like a download of canvas." in said
    assert "late" in said
    assert "Unknown: nobody_9 is not in the roster. The files are in course/collected/" in said
    assert "Missing: student-02, student-03" in said


def test_the_command_needs_an_assignment_that_exists(course, download, monkeypatch):
    monkeypatch.chdir(course.root)
    path = download({"a/b.py": b""})
    result = CliRunner().invoke(cli.app, ["collect", "top", str(path)])
    assert result.exit_code == 2
    assert Path(path).exists()


def test_times_with_a_zone_are_kept_in_utc(course, download):
    files = gradescope({ONE: WORK[ONE]})
    (meta, text), *_ = files.items()
    moved = text.replace(b"19:59:59.999999000 Z", b"19:59:59.999999000 -07:00")
    (row,) = take(course, download({**files, meta: moved})).filed
    assert row.time == datetime(2026, 9, 15, 2, 59, 59, 999999, tzinfo=UTC)
