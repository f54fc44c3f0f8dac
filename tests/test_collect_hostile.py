"""A broken or hostile part of a download costs nobody else, and writes nowhere else."""

import io
import stat
import unicodedata
import zipfile

import pytest
from downloads import CLASS, canvas, course_in, unpack, zipped

from autograder.course.collecting import downloads
from autograder.course.collecting.hand_ins import CollectError, Person
from autograder.course.collecting.matching import match
from autograder.course.collecting.run import collect
from autograder.gradebook.roster import Student
from autograder.submissions.handed_in import read_handed_in

NAME = "numbers_of_two.py"
ONE, TWO, THREE, *_ = CLASS


@pytest.fixture
def course(tmp_path):
    return course_in(tmp_path / "course")


def take(course, data, system="plain"):
    path = course.root.parent / "download.zip"
    path.write_bytes(data)
    return collect(course, "toy", [path], system)


def outside(course):
    return {
        path.relative_to(course.root.parent).as_posix()
        for path in course.root.parent.rglob("*")
        if path.is_file() and not path.is_relative_to(course.course)
    }


def test_a_broken_zip_is_named_kept_and_costs_nobody_else(course):
    good = zipped({NAME: b"1" * 99})
    files = {
        f"{ONE.id}.zip": good[:-30],
        f"{THREE.id}.zip": good,
    }
    rows = {row.student: row for row in take(course, zipped(files)).filed}
    assert {row.done for row in rows.values()} == {"new"}
    assert "it is not a zip that can be opened" in rows[ONE.id].notes[0]
    assert rows[THREE.id].notes == ()
    for name, data in files.items():
        kept = course.submitted(name.removesuffix(".zip"), "toy") / name
        assert kept.read_bytes() == data


def test_a_damaged_file_takes_nobodys_place(course):
    take(course, zipped(canvas({ONE: {NAME: b"first"}})), "canvas")
    data = zipped(canvas({ONE: {NAME: b"second" * 50, "b.txt": b"2"}, TWO: {NAME: b"3"}}))
    broken = bytearray(data)
    broken[data.index(b".py") + 5] ^= 0xFF
    rows = {row.student: row for row in take(course, bytes(broken), "canvas").filed}
    assert (rows[ONE.id].done, rows[TWO.id].done) == ("kept", "new")
    assert (course.submitted(ONE.id, "toy") / NAME).read_bytes() == b"first"
    assert [p.read_bytes() for p in (course.collected / "before").rglob("b.txt")] == [b"2"]


@pytest.mark.parametrize(
    "name", ["../../x.py", "/x.py", "C:/x.py", "a/../../../x.py", "..\\..\\x.py"]
)
def test_names_that_lead_out_are_left_out_and_said(course, name):
    before = outside(course) | {"download.zip"}
    collected = take(course, zipped({f"{TWO.id}/{NAME}": b"1", name: b"3"}))
    assert outside(course) == before
    assert "was left out: its path" in " ".join(collected.problems)
    assert not list(course.course.rglob("x.py"))


def test_links_in_zips_and_folders_are_not_followed(course, tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo(f"{ONE.id}/link.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr(f"{ONE.id}/{NAME}", "1")
    assert "it is a link" in take(course, data.getvalue()).problems[0]
    folder = tmp_path / "class"
    unpack({f"{TWO.id}/{NAME}": b"1"}, folder)
    (folder / TWO.id / "secret.txt").symlink_to("/etc/passwd")
    (folder / TWO.id / "root").symlink_to("/")
    assert len(collect(course, "toy", [folder]).problems) == 2
    for who in (ONE, TWO):
        assert [path.name for path in course.submitted(who.id, "toy").iterdir()] == [NAME]


def test_a_bomb_is_left_out_before_it_is_unpacked(course):
    files = {f"{ONE.id}/{NAME}": b"1", f"{ONE.id}/zeros.npy": bytes(20 << 20)}
    collected = take(course, zipped(files))
    assert "suspicious size" in collected.problems[0]
    assert [path.name for path in course.submitted(ONE.id, "toy").iterdir()] == [NAME]


def test_limits_of_size_depth_and_number(course, monkeypatch):
    monkeypatch.setattr(downloads, "MAX_FILE", 100)
    deep = "/".join("d" * 30)
    files = {f"{ONE.id}/{NAME}": b"1", f"{ONE.id}/{deep}/x.py": b"", f"{ONE.id}/big": bytes(101)}
    said = " ".join(take(course, zipped(files)).problems)
    assert "folders deep" in said
    assert "larger than" in said
    monkeypatch.setattr(downloads, "MAX_ENTRIES", 3)
    with pytest.raises(CollectError, match="holds more than 3 files"):
        take(course, zipped({f"{ONE.id}/{n}.py": b"" for n in range(4)}))


def test_names_that_differ_in_case_only_are_both_kept(course):
    take(course, zipped({f"{ONE.id}/A.py": b"1", f"{ONE.id}/a.py": b"2"}))
    kept = {p.name: p.read_bytes() for p in course.submitted(ONE.id, "toy").iterdir()}
    assert kept == {"A.py": b"1", "a (2).py": b"2"}


def test_a_file_and_a_folder_of_one_name_are_both_kept(course):
    take(course, zipped({f"{ONE.id}/a": b"1", f"{ONE.id}/a/b.py": b"2"}))
    there = course.submitted(ONE.id, "toy")
    assert {p.read_bytes() for p in there.rglob("*") if p.is_file()} == {b"1", b"2"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_korean_names_without_the_flag_of_utf_8_are_read(course, encoding):
    (course.root / "roster.csv").write_text("id\n이지우\n", encoding="utf-8")
    typed = unicodedata.normalize("NFD", "이지우") if encoding == "utf-8" else "이지우"
    raw = f"{typed}/과제.py".encode(encoding)
    data = zipped({"?" * len(raw): b"1"}).replace(b"?" * len(raw), raw)
    collected = take(course, data)
    assert [row.student for row in collected.filed] == ["이지우"]
    assert (course.submitted("이지우", "toy") / "과제.py").read_bytes() == b"1"


def test_western_names_in_the_old_encoding_stay_western(course):
    raw = "Müller/übung.py".encode("cp437")
    data = zipped({"?" * len(raw): b"1"}).replace(b"?" * len(raw), raw)
    assert take(course, data).unknown[0].source == "Müller"


def test_what_systems_leave_in_zips_is_nobodys_work(course):
    files = {
        f"{ONE.id}/{NAME}": b"1",
        f"__MACOSX/{ONE.id}/._{NAME}": b"x",
        f"{ONE.id}/.DS_Store": b"x",
        f"{ONE.id}/Thumbs.db": b"x",
    }
    collected = take(course, zipped(files))
    assert (collected.problems, collected.unknown) == ((), ())
    assert [p.name for p in course.submitted(ONE.id, "toy").iterdir()] == [NAME]


@pytest.mark.parametrize("place", ["toy.zip", "folder"])
def test_a_time_that_a_student_packed_is_no_time_of_hand_in(course, place):
    own = {NAME: b"1", "timestamp.txt": b"1999-01-01 00:00:00.000000 UTC"}
    packed = {place: zipped(own)} if place == "toy.zip" else {f"folder/{n}": own[n] for n in own}
    take(course, zipped({f"{ONE.id}/{name}": data for name, data in packed.items()}))
    handed = read_handed_in(course.submitted(ONE.id, "toy"))
    assert handed.files.keys() == {NAME, "packed timestamp.txt"}


def test_an_encrypted_file_is_said(course):
    data = bytearray(zipped({f"{ONE.id}/{NAME}": b"1", f"{ONE.id}/b.py": b"2"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "it is encrypted" in take(course, bytes(data)).problems[0]


def test_a_place_that_cannot_be_written_costs_nobody_else(course):
    place = course.submitted(ONE.id, "toy")
    place.parent.mkdir(parents=True)
    place.write_text("in the way")
    rows = take(course, zipped({f"{w.id}/{NAME}": b"1" for w in (ONE, TWO)})).filed
    assert [row.done for row in rows] == ["", "new"]
    assert "could not be filed" in rows[0].notes[0]
    assert not list(course.collected.glob(".new-*"))


def test_what_is_no_zip_is_an_error_with_a_way_out(course):
    with pytest.raises(CollectError, match=r"is not a whole zip.*give the folder"):
        take(course, b"PK\x03\x04 not a zip")


LEE = Student("student-01", "Ji-woo", "Lee", "jw@example.org", "7001")
TWIN = Student("student-02", "Jiwoo", "Lee", "jw2@example.org", "7002")
KOREAN = Student("student-03", "지우", "이", "ljw@example.org", "7003")
ROSTER = (LEE, TWIN, KOREAN, Student("Student-01"))


@pytest.mark.parametrize(
    ("person", "student"),
    [
        (Person(id="student-01"), "student-01"),
        (Person(id="STUDENT-02"), "student-02"),
        (Person(id="STUDENT-01"), ""),  # two
        (Person(lms_user_id="7002", name="leejiwoo"), "student-02"),
        (Person(email="JW@example.org"), "student-01"),
        (Person(id="jw2"), "student-02"),
        (Person(email="jw@elsewhere.org"), ""),
        (Person(email="student-03@elsewhere.org"), ""),
        (Person(name="Lee, Ji-woo"), ""),  # two
        (Person(name="지우 이"), "student-03"),
        (Person(name=unicodedata.normalize("NFD", "이지우")), "student-03"),
        (Person(id="student-01", lms_user_id="7002"), ""),  # they contradict each other
        (Person(id="student-03", name="Ji-woo Lee"), "student-03"),
        (Person(name="somebody"), ""),
        (Person(), ""),
    ],
)
def test_a_person_is_matched_for_certain_or_not_at_all(person, student):
    found = match(person, ROSTER)
    assert (found.student, bool(found.why)) == (student, not student)
