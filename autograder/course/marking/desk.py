"""What the marking page asks and says, as JSON data."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError
from autograder.course.marking.answers import Written, grouped
from autograder.course.marking.book import Book, ConflictError, NothingToUndoError, Wanted, version
from autograder.course.marking.questions import Question, questions_of
from autograder.course.marking.record import Line, State
from autograder.course.web.refused import RefusedError
from autograder.gradebook.markdown import to_html

_COMMENTS = 9  # that are offered to be used again: a key each
_LONGEST = 20_000  # characters of a comment


class Desk:
    """The questions of an assignment, and their marks; one thread uses it at a time.

    Args:
        layout: of the course.
        assignment: which.

    Raises:
        AuthorError: the assignment asks nothing that a person marks.
    """

    def __init__(self, layout: Layout, assignment: str) -> None:
        self.assignment = assignment
        self.questions = {question.name: question for question in questions_of(layout, assignment)}
        if not self.questions:
            raise AuthorError(f"{assignment} has neither written answers nor tasks to be marked")
        self._book = Book(layout, assignment)

    def question(self, name: str) -> Question:
        """The question of that name.

        Raises:
            RefusedError: there is none.
        """
        if name not in self.questions:
            raise RefusedError(
                f"There is no such question; there are {', '.join(self.questions)}.", 404
            )
        return self.questions[name]

    def answers(self, name: str) -> dict[str, Any]:
        """A question, with all answers to it in groups."""
        question = self.question(name)
        states = self._book.states(question)
        answers = {student: self._book.written(question, student) for student in states}
        groups = [
            {"students": group, "html": answers[group[0]].html, "blank": answers[group[0]].blank}
            for group in grouped(answers, states)
        ]
        return {"question": _shown(question), "groups": groups} | self._standing(
            question, states, answers
        )

    def standing(self, name: str) -> dict[str, Any]:
        """What the gradebook holds of a question, and the comments that may be used again."""
        question = self.question(name)
        states = self._book.states(question)
        answers = {student: self._book.written(question, student) for student in states}
        return self._standing(question, states, answers)

    def mark(self, name: str, marker: str, document: Any) -> dict[str, Any]:
        """Write what a marker sent.

        Raises:
            RefusedError: it cannot be a mark.
        """
        question = self.question(name)
        wanted = _wanted(document, question.points)
        try:
            self._book.write(question, marker, wanted)
        except ConflictError as conflict:
            return {"conflict": sorted(conflict.states)} | self.standing(name)
        return self.standing(name)

    def undo(self, name: str, marker: str) -> dict[str, Any]:
        """Take back what a marker wrote last for a question.

        Raises:
            RefusedError: there is nothing to take back.
        """
        question = self.question(name)
        try:
            undone = self._book.undo(question, marker)
        except NothingToUndoError:
            raise RefusedError("There is nothing of yours to take back here.", 409) from None
        except ConflictError:
            raise RefusedError(
                "Somebody changed since then what you wrote last, so it stays as it is.", 409
            ) from None
        return {"undone": undone} | self.standing(name)

    def _standing(
        self, question: Question, states: Mapping[str, State], answers: Mapping[str, Written]
    ) -> dict[str, Any]:
        by = _markers(self._book.record.lines(), question)
        told = {
            student: asdict(state)
            | {"version": version(state, answers[student]), "by": by.get(student, "")}
            for student, state in states.items()
        }
        comments = Counter(state.comment for state in states.values() if state.comment)
        return {"states": told, "comments": [text for text, _ in comments.most_common(_COMMENTS)]}


def _markers(lines: Sequence[Line], question: Question) -> dict[str, str]:
    """Who changed each mark of a question last, by student."""
    place = (question.notebook, question.name)
    return {line.student: line.marker for line in lines if (line.notebook, line.cell) == place}


def _shown(question: Question) -> dict[str, Any]:
    """A question as the page shows it.

    The points of the scheme have keys where together they are what the question is worth.
    """
    total = sum(point.points for point in question.scheme)
    keys = 0 < len(question.scheme) <= 9 and math.isclose(total, question.points)
    return {
        "name": question.name,
        "points": question.points,
        "asked": to_html(question.asked, {}),
        "model": question.model if question.code else to_html(question.model, {}),
        "code": question.code,
        "remarks": to_html(question.remarks, {}),
        "keys": keys,
        "scheme": [
            {"points": point.points, "html": to_html(point.text, {})} for point in question.scheme
        ],
    }


def _wanted(document: Any, points: float) -> dict[str, Wanted]:
    """Marks as a page sends them.

    Raises:
        RefusedError: they are not of that form.
    """
    try:
        mark, comment, versions = (document[key] for key in ("mark", "comment", "versions"))
        pairs = {str(student): str(seen) for student, seen in versions.items()}
    except (KeyError, TypeError, AttributeError):
        raise RefusedError("A mark has the keys mark, comment and versions.") from None
    if not isinstance(comment, str) or len(comment) > _LONGEST or not pairs:
        raise RefusedError(f"A comment is a text of at most {_LONGEST} characters.")
    comment = comment.encode("utf-8", "replace").decode().replace("\0", "")  # what can be stored
    if mark is None:
        return {student: Wanted(seen, None, comment) for student, seen in pairs.items()}
    if isinstance(mark, bool) or not isinstance(mark, int | float) or not 0 <= mark <= points:
        raise RefusedError(f"A mark is a number from 0 to {points:g}.")
    return {student: Wanted(seen, float(mark), comment) for student, seen in pairs.items()}
