"""The results of a course's submissions, each found once in a run."""

import hashlib
import json
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Self

from autograder.assignments.assignment import Assignment
from autograder.assignments.installation import own_distribution
from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.gradebook.hand_in_time import HandInTime
from autograder.gradebook.history import Graded, judged
from autograder.gradebook.recorded import Recorded, load_recorded, save_recorded
from autograder.gradebook.seen import Seen, behind, state_of
from autograder.gradebook.stamps import engine_stamp, files_stamp
from autograder.gradebook.taking import Taken, take_submission
from autograder.grading.asking import asked_of
from autograder.grading.cache_key import assignment_key
from autograder.grading.grader import DEFAULT_SEED, Grader, Read
from autograder.grading.judges import ClassJudge, grade_class
from autograder.grading.results import Result
from autograder.grading.store import ResultStore
from autograder.submissions.asked import Asked


class CourseGrader:
    """Grades what students handed in to a course, and keeps the results in course/results/.

    It is there for one run: what was graded in it is what is recorded.

    Args:
        layout: the folders of the course.
        seed: of every check's inputs.
        accept_weaker: isolation properties that may be missing.
        no_cache: whether everything is graded anew, whatever is on file.
        loaded: assignments that have been read already.
        judge: grades the submissions of an assignment; by default this machine does.
    """

    def __init__(
        self,
        layout: Layout,
        *,
        seed: int = DEFAULT_SEED,
        accept_weaker: Sequence[str] = (),
        no_cache: bool = False,
        loaded: Iterable[Assignment] = (),
        judge: ClassJudge = grade_class,
    ) -> None:
        self.layout = layout
        self.no_cache = no_cache
        self._seed, self._judge = seed, judge
        self._accept_weaker = accept_weaker
        self._loaded = {assignment.name: assignment for assignment in loaded}
        self._graders: dict[str, Grader] = {}
        self._asked: dict[str, Asked] = {}
        self._taken: dict[tuple[str, str], Taken] = {}  # by student and assignment, as below
        self._results: dict[tuple[str, str], Result] = {}
        self._seen: dict[tuple[str, str], Seen] = {}
        self._read: dict[tuple[str, str], tuple[Path, float]] = {}  # where and when each was
        self._releases: dict[str, str] = {}  # stamps by assignment
        self._bases: dict[str, str] = {}
        self._masters: dict[str, str] = {}  # the same of what is in solutions/

    @property
    def accepted_weaker(self) -> tuple[str, ...]:
        """Isolation properties that were missing and accepted, as far as anything was graded."""
        accepted = [name for grader in self._graders.values() for name in grader.isolation.accepted]
        accepted += [name for result in self._results.values() for name in result.accepted_weaker]
        return tuple(dict.fromkeys(accepted))

    def knows(self, assignment: str) -> bool:
        """True if the assignment has checks of ours."""
        return (self.layout.solutions / assignment / "checks.py").is_file()

    def grader(self, assignment: str) -> Grader:
        """The grader of an assignment.

        Raises:
            AuthorError: the assignment is written wrongly.
            MissingPackageError: a package that it needs is not installed.
            IsolationRefusedError: the machine does not confine submissions.
        """
        if assignment not in self._graders:
            self._graders[assignment] = Grader(
                self._load(assignment),
                seed=self._seed,
                accept_weaker=self._accept_weaker,
                known=self.layout.known(assignment),
            )
        return self._graders[assignment]

    def take_in(self, folder: Path, student: str) -> None:
        """Read a submission, and write what nbgrader is to grade into course/intake/.

        One that was recorded, and whose files have not changed since, is not read again.

        Raises:
            IntakeError: it cannot be read.
            OSError: the course cannot be written to.
        """
        assignment = folder.name
        self._read[student, assignment] = folder, time.time() - self._behind
        if self._is_as_seen(student, assignment):
            return
        asked = self._asked_of(assignment)
        self._taken[student, assignment] = take_submission(self.layout, folder, student, asked)

    def notes(self, student: str, assignment: str) -> tuple[str, ...]:
        """What was read otherwise than it lies in a submission, one sentence each."""
        taken = self._taken.get((student, assignment))
        return taken.notes if taken else ()

    def _is_as_seen(self, student: str, assignment: str) -> bool:
        """True if a submission is as it was recorded, with a result that counts in this run."""
        seen = self.recorded(student, assignment).seen
        if self.no_cache or seen is None or not seen.state:
            return False
        now = self._basis(assignment), self._state(student, assignment)
        if now != (seen.basis, seen.state):
            return False
        if self.knows(assignment):
            result = ResultStore(self.layout.results(assignment)).get(seen.key)
            if result is None or not {*result.accepted_weaker} <= {*self._accept_weaker}:
                return False
            place = self.layout.submitted(student, assignment)
            self._results[student, assignment] = replace(result, path=str(place))
        taken = Taken(None, seen.notes, seen.time, seen.code, seen.notebooks, seen.chosen)
        self._taken[student, assignment] = taken
        self._seen[student, assignment] = seen
        return True

    def _state(self, student: str, assignment: str) -> str:
        folder, began = self._read[student, assignment]
        written = self.layout.intake(student, assignment)
        return state_of(folder, written, self.layout.choice(student, assignment), began)

    @cached_property
    def _behind(self) -> float:
        return behind(self.layout.course)

    def _basis(self, assignment: str) -> str:
        """A hash of all that a submission's record depends on, but for the submission itself."""
        if assignment not in self._bases:
            asked = self._asked_of(assignment)
            parts = [
                engine_stamp(),
                assignment_key(self._load(assignment)) if self.knows(assignment) else "",
                self._seed,
                self._release(assignment),
                str(self.layout.settings.zone),
                [asked.functions, asked.skeletons, asked.notebooks, asked.library],
                [sorted(asked.cells), sorted(asked.taken)],
            ]
            text = json.dumps(parts, sort_keys=True)
            self._bases[assignment] = hashlib.sha256(text.encode()).hexdigest()
        return self._bases[assignment]

    def _asked_of(self, assignment: str) -> Asked:
        if assignment not in self._asked:
            self._asked[assignment] = self._ask(assignment)
        return self._asked[assignment]

    def _ask(self, assignment: str) -> Asked:
        if self.knows(assignment):
            return asked_of(self._load(assignment))
        release = self.layout.course / "release" / assignment
        return Asked({}, notebooks=tuple(path.name for path in release.glob("*.ipynb")))

    def _load(self, assignment: str) -> Assignment:
        if assignment not in self._loaded:
            self._loaded[assignment] = load_assignment(self.layout.solutions / assignment)
        return self._loaded[assignment]

    def result(self, student: str, assignment: str) -> Result:
        """The result of a submission; graded now when it was not in this run."""
        if (student, assignment) not in self._results:
            list(self.results(assignment, [student], jobs=1))
        return self._results[student, assignment]

    def results(
        self, assignment: str, students: Iterable[str], *, jobs: int
    ) -> Iterator[tuple[str, Result]]:
        """The result of each student's submission, as they come.

        Raises:
            CheckBugError: a check is broken.
        """
        new: list[tuple[Path, Read]] = []
        for student in students:
            known = self._results.get((student, assignment))
            files = self._taken[student, assignment].files
            if known is not None:
                yield student, known
            elif files is not None:
                new.append((self.layout.submitted(student, assignment), files))
        if not new:
            return
        grader = self.grader(assignment)
        store = ResultStore(self.layout.results(assignment))
        for path, result in self._judge(grader, new, jobs, store, reuse=not self.no_cache):
            student = path.parent.name
            self._results[student, assignment] = result
            yield student, result

    def time(self, student: str, assignment: str) -> HandInTime:
        """The time of hand-in."""
        return self._taken[student, assignment].time

    def waits(self, student: str, assignment: str) -> dict[str, str]:
        """Why a person has to look at cells that have a score, by their grade_id."""
        if not self.knows(assignment):
            return {}
        exercises = self.result(student, assignment).exercises
        return {e.exercise: str(e.waits) for e in exercises if e.waits}

    def code(self, student: str, assignment: str) -> str:
        """A hash of the modules that were handed in."""
        return self._taken[student, assignment].code

    def graded(self, student: str, assignment: str) -> Graded:
        """What was graded of a submission, and what with, for its history."""
        taken = self._taken[student, assignment]
        time = taken.time.at
        graded = Graded(
            handed_in=time.isoformat(timespec="seconds") if time else "",
            code=self.code(student, assignment),
            chosen=dict(taken.chosen),
            engine=engine_stamp(),
            version=own.version if (own := own_distribution()) else "",
            seed=self._seed,
        )
        if not self.knows(assignment):
            return graded
        result = self.result(student, assignment)
        return replace(
            graded,
            checks=self._checks(assignment),
            weaker=result.accepted_weaker,
            result=result.key,
            exercises=judged(result),
            error=result.error or "",
        )

    def stamp(self, student: str, assignment: str) -> str:
        """A hash of all that nbgrader's record of a submission depends on.

        What a deadline takes off is not in it: penalties are settled by themselves.
        """
        time = self.time(student, assignment)
        parts = [
            engine_stamp(),
            self._result_stamp(student, assignment) if self.knows(assignment) else "",
            self._taken[student, assignment].notebooks,
            self.code(student, assignment),
            self._release(assignment),
            str(time.at),
            time.waits,
            self.waits(student, assignment),
        ]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def _result_stamp(self, student: str, assignment: str) -> str:
        """The key of a result; one that no other has, where it must be recorded anew next time."""
        result = self.result(student, assignment)
        return result.key if result.lasts else secrets.token_hex()

    def recorded(self, student: str, assignment: str) -> Recorded:
        """What was recorded last."""
        return load_recorded(self._record(student, assignment))

    def record(self, student: str, assignment: str, recorded: Recorded) -> None:
        """Remember what the gradebook holds, and of which files."""
        seen = self._see(student, assignment)
        save_recorded(self._record(student, assignment), replace(recorded, seen=seen))

    def remember(self, student: str, assignment: str, recorded: Recorded) -> None:
        """Remember the files of what was recorded before, where other ones hold the same."""
        if (student, assignment) not in self._seen:
            self.record(student, assignment, recorded)

    def _see(self, student: str, assignment: str) -> Seen | None:
        """What was read of a submission; None where its result will not last."""
        if (student, assignment) in self._seen:
            return self._seen[student, assignment]
        taken, key = self._taken[student, assignment], ""
        if self.knows(assignment):
            result = self.result(student, assignment)
            if not result.lasts:
                return None
            key = result.key
        return Seen(
            self._state(student, assignment),
            self._basis(assignment),
            key,
            taken.notes,
            taken.time,
            taken.code,
            taken.notebooks,
            taken.chosen,
        )

    def _checks(self, assignment: str) -> str:
        if assignment not in self._masters:
            masters = (self.layout.solutions / assignment).rglob("*.py")
            self._masters[assignment] = files_stamp(masters)
        return self._masters[assignment]

    def _release(self, assignment: str) -> str:
        if assignment not in self._releases:
            release = self.layout.course / "release" / assignment
            self._releases[assignment] = files_stamp(release.glob("*.ipynb"))
        return self._releases[assignment]

    def close(self) -> None:
        """Close the graders."""
        for grader in self._graders.values():
            grader.close()
        self._graders.clear()

    def _record(self, student: str, assignment: str) -> Path:
        return self.layout.recorded(assignment) / f"{student}.json"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
