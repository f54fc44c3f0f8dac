"""Marks in nbgrader's gradebook, written only where all is as the marker saw it."""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from nbgrader.api import Comment, Grade, Gradebook
from sqlalchemy import update

from autograder.assignments.layout import Layout
from autograder.course.marking.answers import Written, notebook, stamp_of, written
from autograder.course.marking.questions import Question
from autograder.course.marking.record import Line, Record, State
from autograder.gradebook.database import share_connections, wait_for_locks
from autograder.gradebook.lookups import MarkedCell, marked_cells


@dataclass(frozen=True)
class Wanted:
    """A mark and a comment that a marker gives.

    Attributes:
        version: of what the marker saw.
        mark: None takes a mark back.
        comment: "" for none.
    """

    version: str
    mark: float | None
    comment: str = ""


class ConflictError(Exception):
    """Something is not as the marker saw it, so nothing was written.

    Attributes:
        states: what the gradebook holds, of those that changed; by student.
        versions: of these.
    """

    def __init__(self, states: Mapping[str, State], versions: Mapping[str, str]) -> None:
        super().__init__(f"changed meanwhile: {', '.join(states)}")
        self.states, self.versions = states, versions


class NothingToUndoError(Exception):
    """The marker has written nothing that is not taken back already."""


def version(state: State, answer: Written) -> str:
    """A hash of what a marker sees: the mark, the comment, and the answer."""
    text = json.dumps([asdict(state), answer.digest], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


class Book:
    """The marks of an assignment.

    Args:
        layout: of the course.
        assignment: which.
    """

    def __init__(self, layout: Layout, assignment: str) -> None:
        wait_for_locks()
        share_connections()
        self._layout, self._assignment = layout, assignment
        self.record = Record(layout.marked(assignment))
        self._read: dict[tuple[str, str], tuple[object, Written]] = {}

    def states(self, question: Question) -> dict[str, State]:
        """What the gradebook holds of a question, by student."""
        with self._open() as gradebook:
            return {s: _state(cell) for s, cell in self._cells(gradebook, question).items()}

    def written(self, question: Question, student: str) -> Written:
        """What a student wrote; a file that did not change is read once."""
        stamp = stamp_of(notebook(self._layout, self._assignment, question, student))
        key = (question.name, student)
        if stamp is None or self._read.get(key, (None,))[0] != stamp:
            answer = written(self._layout, self._assignment, question, student)
            self._read[key] = (stamp, answer)
        return self._read[key][1]

    def write(self, question: Question, marker: str, wanted: Mapping[str, Wanted]) -> None:
        """Write all marks, or none of them.

        Raises:
            ConflictError: one of them is not as the marker saw it.
        """

        def after(student: str, cell: MarkedCell) -> State:
            mark = wanted[student].mark
            asked = mark is None and cell.auto_score is None  # as formgrader does it
            return State(mark, wanted[student].comment.strip(), asked)

        versions = {student: one.version for student, one in wanted.items()}
        self._write(question, marker, versions, after)

    def undo(self, question: Question, marker: str) -> tuple[str, ...]:
        """Take back what a marker wrote last; returns whose marks are as before.

        Raises:
            NothingToUndoError: there is nothing of the kind.
            ConflictError: somebody changed it since then.
        """
        last = {
            line.student: line
            for line in self.record.last(marker, question.notebook, question.name)
        }
        if not last:
            raise NothingToUndoError(f"{marker} has nothing to take back here")
        versions = {s: version(line.after, self.written(question, s)) for s, line in last.items()}
        (batch,) = {line.batch for line in last.values()}
        self._write(question, marker, versions, lambda s, _: last[s].before, batch)
        return tuple(sorted(last))

    def _write(
        self,
        question: Question,
        marker: str,
        versions: Mapping[str, str],
        after: Callable[[str, MarkedCell], State],
        undoes: str = "",
    ) -> None:
        with self._open() as gradebook:
            cells = self._locked(gradebook, question, versions)
            self._require(question, cells, versions)
            batch, at = uuid.uuid4().hex, datetime.now(UTC).isoformat(timespec="seconds")
            lines = []
            for student in versions:
                state = after(student, cells[student])
                _put(gradebook, cells[student], state)
                if state.comment and cells[student].comment_row is None:
                    self._add_comment(gradebook, question, student, state.comment)
                place = (marker, question.notebook, question.name, student)
                lines.append(Line(batch, at, *place, _state(cells[student]), state, undoes))
            self.record.add(lines)
            try:
                gradebook.db.commit()
            except Exception:
                self.record.add_failed(batch)
                raise

    def _add_comment(
        self, gradebook: Gradebook, question: Question, student: str, comment: str
    ) -> None:
        """Add the row of a comment, where nbgrader made none."""
        place = (question.notebook, self._assignment)
        find = gradebook.find_task_cell if question.task else gradebook.find_solution_cell
        cell = find(question.name, *place)
        submitted = gradebook.find_submission_notebook(*place, student)
        gradebook.db.add(Comment(cell=cell, notebook=submitted, manual_comment=comment))

    def _locked(
        self, gradebook: Gradebook, question: Question, students: Mapping[str, str]
    ) -> Mapping[str, MarkedCell]:
        """The cells as they are now; nobody else writes them until the end of the transaction."""
        before = self._cells(gradebook, question)
        gradebook.db.rollback()
        for grade in sorted(before[s].grade for s in students if s in before):
            keep = update(Grade).where(Grade.id == grade)
            keep = keep.values(needs_manual_grade=Grade.needs_manual_grade)
            gradebook.db.execute(keep.execution_options(synchronize_session=False))
        return self._cells(gradebook, question)

    def _require(
        self, question: Question, cells: Mapping[str, MarkedCell], versions: Mapping[str, str]
    ) -> None:
        """See that all is as the marker saw it.

        Raises:
            ConflictError: something is not.
        """
        states = {s: _state(cells[s]) if s in cells else State() for s in versions}
        now = {s: version(states[s], self.written(question, s)) for s in versions}
        changed = [s for s in versions if s not in cells or now[s] != versions[s]]
        if changed:
            raise ConflictError({s: states[s] for s in changed}, {s: now[s] for s in changed})

    def _cells(self, gradebook: Gradebook, question: Question) -> dict[str, MarkedCell]:
        return marked_cells(gradebook, self._assignment, question.notebook, question.name)

    def _open(self) -> Gradebook:
        return Gradebook(self._layout.database, self._layout.settings.id)


def _state(cell: MarkedCell) -> State:
    return State(cell.mark, cell.comment, cell.asked)


def _put(gradebook: Gradebook, cell: MarkedCell, state: State) -> None:
    grade = update(Grade).where(Grade.id == cell.grade)
    grade = grade.values(manual_score=state.mark, needs_manual_grade=state.asked)
    comment = update(Comment).where(Comment.id == cell.comment_row)
    comment = comment.values(manual_comment=state.comment or None)
    for change in (grade, comment):
        gradebook.db.execute(change.execution_options(synchronize_session=False))
