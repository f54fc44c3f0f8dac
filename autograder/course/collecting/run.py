"""One run that collects: downloads in, course/submitted/ filled, and a report of who and what."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from autograder.assignments.course_lock import alone
from autograder.assignments.layout import Layout
from autograder.course.collecting import systems
from autograder.course.collecting.choosing import Double, choose
from autograder.course.collecting.downloads import Download, open_download
from autograder.course.collecting.filing import (
    Done,
    Loaded,
    file_submission,
    keep_before,
    keep_unknown,
    load,
    with_stamp,
)
from autograder.course.collecting.hand_ins import CollectError, HandIn
from autograder.course.collecting.matching import id_without_roster, match
from autograder.course.collecting.record import Receipt, Record, read_record, write_record
from autograder.gradebook.people import roster_of
from autograder.gradebook.roster import Student


@dataclass(frozen=True)
class Filed:
    """What became of one student's submission.

    Attributes:
        source: its place in the download.
        done: as filing says; "" where it could not be filed.
        notes: what was odd, one sentence each.
    """

    student: str
    source: str
    done: Done | str
    time: datetime | None
    late: bool | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """A submission of which nobody can be told to be the author.

    Attributes:
        kept: the folder that it lies in now, from the folder of the course.
    """

    source: str
    why: str
    kept: str


@dataclass(frozen=True)
class Collected:
    """The report of a run.

    Attributes:
        origins: for each download, its path, its system, and whether that was guessed.
        filed: by student.
        unknown: what is kept aside.
        doubles: students who handed in more than once.
        missing: those of the roster of whom nothing lies in course/submitted/.
        problems: what else was left out or odd, one sentence each.
        roster: whether there is one.
    """

    origins: tuple[tuple[str, str, bool], ...]
    filed: tuple[Filed, ...]
    unknown: tuple[Unknown, ...] = ()
    doubles: tuple[Double, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    roster: bool = False


@dataclass
class _Found:
    """What several downloads hold together."""

    by_student: dict[str, list[tuple[str, HandIn]]] = field(default_factory=dict)
    nobody: list[tuple[HandIn, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def collect(
    layout: Layout, assignment: str, paths: Sequence[Path], system: str | None = None
) -> Collected:
    """Bring downloads into course/submitted/, and say who is missing, unknown or double.

    Args:
        layout: the course.
        assignment: which.
        paths: zips or folders.
        system: where they come from; None to guess.

    Raises:
        CollectError: a download is none, or not one of that system.
        RosterError: the roster cannot be read.
    """
    with alone(layout.course, "autograder collect"):
        return _collect(layout, assignment, paths, system)


def _collect(
    layout: Layout, assignment: str, paths: Sequence[Path], system: str | None
) -> Collected:
    roster = roster_of(layout) or ()
    record = read_record(layout, assignment)
    found, origins = _Found(), []
    with ExitStack() as stack:
        for path in paths:
            download = stack.enter_context(open_download(path))
            kind = system or systems.guess(download, assignment)
            origins.append((str(path), kind, system is None))
            _sort_out(found, download, kind, assignment, _wanted(layout, assignment), roster)
        if not found.by_student and not found.nobody:
            raise CollectError(_nothing(origins))
        filed, doubles, receipts = _file_all(layout, assignment, found)
        unknown = _keep_unknown(layout, assignment, found)
    collected = Collected(
        tuple(origins),
        filed,
        unknown,
        doubles,
        _missing(layout, assignment, roster, found),
        tuple(found.problems),
        bool(roster),
    )
    last = {"when": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", **_as_json(collected)}
    write_record(layout, assignment, Record({**record.students, **receipts}, last))
    return collected


def _sort_out(
    found: _Found,
    download: Download,
    kind: str,
    assignment: str,
    wanted: frozenset[str],
    roster: Sequence[Student],
) -> None:
    """Add the submissions of one download to those of their students."""
    hand_ins = systems.read(kind, download, assignment, wanted)
    found.problems += download.problems
    loose = systems.unclaimed(kind, download, hand_ins)
    found.problems += [f"{path!a} belongs to nobody's submission" for path in loose]
    names = [id_without_roster(hand_in.person) for hand_in in hand_ins]
    for hand_in, made in zip(hand_ins, names, strict=True):
        student = match(hand_in.person, roster) if roster else made
        if not hand_in.files:
            found.problems.append(f"{hand_in.source}: there is no file in it")
        elif student.why:
            found.nobody.append((hand_in, student.why))
        else:
            found.by_student.setdefault(student.student, []).append((kind, hand_in))


def _file_all(
    layout: Layout, assignment: str, found: _Found
) -> tuple[tuple[Filed, ...], tuple[Double, ...], Mapping[str, Receipt]]:
    filed: list[Filed] = []
    doubles: list[Double] = []
    receipts: dict[str, Receipt] = {}
    for student in sorted(found.by_student):
        several = found.by_student[student]
        loaded = {id(hand_in): load(hand_in) for _, hand_in in several}
        taken, double = choose(student, [h for _, h in several], loaded)
        if double:
            doubles.append(double)
        for kind, hand_in in several:
            if hand_in is taken:
                row = _file(layout, assignment, student, hand_in, loaded[id(hand_in)])
                filed.append(row)
                if row.done not in ("", "older", "kept"):
                    receipts[student] = _receipt(kind, hand_in)
            elif taken is None:
                found.nobody.append((hand_in, f"{student} handed in more than once"))
            else:
                files = with_stamp(loaded[id(hand_in)].files, hand_in.time)
                keep_before(layout, student, assignment, files, hand_in.time)
    return tuple(filed), tuple(doubles), receipts


def _file(layout: Layout, assignment: str, student: str, hand_in: HandIn, loaded: Loaded) -> Filed:
    notes = (*hand_in.notes, *loaded.notes, *loaded.damaged)
    done: Done | str = ""
    try:
        done = file_submission(layout, student, assignment, loaded, hand_in.time)
    except OSError as error:
        notes = (*notes, f"it could not be filed: {error}")
    return Filed(student, hand_in.source, done, hand_in.time, hand_in.late, notes)


def _receipt(kind: str, hand_in: HandIn) -> Receipt:
    time = hand_in.time.astimezone(UTC).isoformat() if hand_in.time else ""
    return Receipt(kind, hand_in.source, time, hand_in.late, dict(hand_in.receipt))


def _keep_unknown(layout: Layout, assignment: str, found: _Found) -> tuple[Unknown, ...]:
    unknown: list[Unknown] = []
    for hand_in, why in sorted(found.nobody, key=lambda each: each[0].source):
        loaded = load(hand_in)
        found.problems += [f"{hand_in.source}: {said}" for said in loaded.damaged]
        name = id_without_roster(hand_in.person).student or "nameless"
        files = with_stamp(loaded.files, hand_in.time)
        kept = keep_unknown(layout, assignment, name, files)
        unknown.append(Unknown(hand_in.source, why, str(kept.relative_to(layout.root))))
    return tuple(unknown)


def _missing(
    layout: Layout, assignment: str, roster: Sequence[Student], found: _Found
) -> tuple[str, ...]:
    """Those of the roster who have handed in nothing, now or before."""
    return tuple(
        student.id
        for student in roster
        if student.id not in found.by_student
        and not layout.submitted(student.id, assignment).is_dir()
    )


def _wanted(layout: Layout, assignment: str) -> frozenset[str]:
    """The names of the files that students are given to work on."""
    folders = (layout.course / "release", layout.assignments, layout.solutions)
    for folder in folders:
        if names := {path.name for path in (folder / assignment).glob("*.*")}:
            return frozenset(names)
    return frozenset()


def _nothing(origins: Sequence[tuple[str, str, bool]]) -> str:
    said = "; ".join(f"{path} was read as {system}" for path, system, _ in origins)
    choices = ", ".join(systems.SYSTEMS)
    return f"no submission was found: {said}. Say with --from which it is: {choices}"


def _as_json(collected: Collected) -> Mapping[str, object]:
    document = asdict(collected)
    for row in document["filed"]:
        row["time"] = row["time"].isoformat() if row["time"] else ""
    return document
