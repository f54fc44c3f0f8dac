"""A class of 30, and its downloads as Canvas, Moodle, Gradescope and git give them.

The layouts are those that docs/collect-and-return.md writes down with their sources.
"""

import io
import os
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from toy import write_toy

from autograder.assignments.layout import Layout
from autograder.gradebook.roster import Student

FAMILIES = ("Kim", "Lee", "Park", "García", "O'Brien", "이")
DUE = datetime(2026, 9, 14, 20, 0, tzinfo=UTC)

Files = Mapping[str, bytes]


def student(number: int) -> Student:
    """The student of that number; names are like real ones, and nobody's."""
    return Student(
        id=f"student-{number:02}",
        first_name=f"First {number:02}",
        last_name=FAMILIES[number % len(FAMILIES)],
        email=f"s{number:02}@example.org",
        lms_user_id=str(7000 + number),
    )


def full_name(who: Student) -> str:
    """A name as Moodle and Gradescope write it."""
    return f"{who.first_name} {who.last_name}"


CLASS = tuple(student(number) for number in range(1, 31))


def write_roster(root: Path, students: tuple[Student, ...] = CLASS) -> None:
    """Write roster.csv, and name it in course.toml."""
    lines = ["id,first_name,last_name,email,lms_user_id"]
    lines += [f"{s.id},{s.first_name},{s.last_name},{s.email},{s.lms_user_id}" for s in students]
    (root / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = root / "course.toml"
    settings.write_text(f'roster = "roster.csv"\n{settings.read_text()}')


def course_in(root: Path) -> Layout:
    """A course with the toy assignment and a roster of the class."""
    root.mkdir()
    (root / "course.toml").touch()
    write_toy(root / "solutions")
    write_roster(root)
    return Layout(root)


def zipped(files: Files) -> bytes:
    """A zip of files, all of one date."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2026, 9, 20, 8, 0, 0))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def canvas(work: Mapping[Student, Files], late: tuple[Student, ...] = ()) -> Files:
    """“Download Submissions”: NAME[_LATE]_USER_FILE_ORIGINAL, flat."""
    files: dict[str, bytes] = {}
    for who, own in work.items():
        name = "".join(c for c in f"{who.last_name}{who.first_name}".lower() if c.isalnum())
        mark = "_LATE" if who in late else ""
        for number, (original, content) in enumerate(own.items()):
            file = 900_000 + 10 * int(who.lms_user_id) + number
            files[f"{name}{mark}_{who.lms_user_id}_{file}_{original}"] = content
    return files


def moodle(work: Mapping[Student, Files], *, ending: str = "/", number: int = 500) -> Files:
    """“Download all submissions”; ending is /, _/ (before 4.1), or _ (without folders)."""
    return {
        f"{full_name(who)}_{number + count}_assignsubmission_file{ending}{name}": data
        for count, (who, own) in enumerate(work.items())
        for name, data in own.items()
    }


def gradescope(work: Mapping[Student, Files]) -> Files:
    """“Export submissions”: folders, and metadata that says whose they are."""
    files: dict[str, bytes] = {}
    metadata = "---\n"
    for count, (who, own) in enumerate(work.items()):
        key = f"submission_{80_000 + count}"
        time = DUE - timedelta(hours=count, microseconds=1)
        metadata += (
            f"{key}:\n  :submitters:\n  - :name: {full_name(who)}\n"
            f"    :sid: '{who.id}'\n    :email: {who.email}\n"
            f"  :created_at: {time:%Y-%m-%d %H:%M:%S.%f}000 Z\n  :score: 0.0\n"
        )
        files |= {f"assignment_123_export/{key}/{name}": data for name, data in own.items()}
    return {"assignment_123_export/submission_metadata.yml": metadata.encode(), **files}


def clones(work: Mapping[Student, Files], folder: Path) -> None:
    """A folder of git clones; one hour lies between a commit and the next."""
    for count, (who, own) in enumerate(work.items()):
        unpack({f"{who.id}/{name}": data for name, data in own.items()}, folder)
        time = f"{int((DUE - timedelta(hours=count)).timestamp())} +0900"
        environment = {
            **os.environ,
            "GIT_COMMITTER_DATE": time,
            "GIT_AUTHOR_DATE": time,
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        who_commits = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        for command in (["init", "-q"], ["add", "."], [*who_commits, "commit", "-qm", "Done"]):
            subprocess.run(["git", *command], cwd=folder / who.id, env=environment, check=True)


def unpack(files: Files, folder: Path) -> None:
    """Write files below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
