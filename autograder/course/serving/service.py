"""All that answers a request needs, whoever asks and however."""

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from autograder.assignments.layout import Layout
from autograder.course.serving.engine import Engine
from autograder.course.serving.handing_in import Receipt, file_waiting, receive
from autograder.course.serving.limits import Limits
from autograder.course.serving.people import Who
from autograder.course.web.refused import RefusedError

HAND_INS = 30  # of an assignment that a student may send in an hour: each is kept

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """The check service of a course.

    Attributes:
        layout: of the course.
        assignments: those that students may ask about, by name, with the files that each wants.
        engine: judges.
        limits: of each student.
        who: recognizes students.
        hand_in: whether it takes what is handed in.
    """

    layout: Layout
    assignments: Mapping[str, tuple[str, ...]]
    engine: Engine
    limits: Limits
    who: Who
    hand_in: bool
    _filing: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "filing"))

    def known(self, assignment: str) -> str:
        """The name of an assignment that students may ask about.

        Raises:
            RefusedError: there is none of that name.
        """
        if assignment not in self.assignments:
            there = ", ".join(self.assignments)
            raise RefusedError(f"There is no such assignment here; there are {there}.", 404)
        return assignment

    def listed(self) -> dict[str, Any]:
        """What can be asked, as JSON data."""
        serve = self.layout.settings.serve
        listed = [
            {
                "name": name,
                "files": list(files),
                "show": serve.of(name).show,
                "tries": serve.of(name).tries,
            }
            for name, files in self.assignments.items()
        ]
        return {"assignments": listed, "hand_in": self.hand_in}

    async def check(
        self, student: str, assignment: str, files: Mapping[str, bytes]
    ) -> dict[str, Any]:
        """What a student may know of these files, as JSON data.

        Raises:
            RefusedError: it was asked too often, or nothing can be judged.
        """
        most = self.layout.settings.serve.of(self.known(assignment)).tries
        left = self.limits.count_try(student, assignment, most)
        answer = await self.engine.check(assignment, files)
        return answer.to_json() | {"tries_left": left}

    async def take(self, student: str, assignment: str, files: Mapping[str, bytes]) -> Receipt:
        """Take what a student hands in.

        Raises:
            RefusedError: nothing is taken here, nothing was sent, or too often.
        """
        if not self.hand_in:
            raise RefusedError("Nothing is handed in here. Hand in as your course says.", 403)
        self.known(assignment)
        if not files:
            raise RefusedError("No file was sent. Choose your files, and send them again.")
        self.limits.count_try(student, f"{assignment}, handed in", HAND_INS)
        loop, now = asyncio.get_running_loop(), datetime.now(UTC)
        receipt = await loop.run_in_executor(
            self._filing, receive, self.layout, student, assignment, files, now
        )
        self.file()
        return receipt

    def file(self) -> None:
        """File what was handed in, if the course is free; it is tried again and again."""
        self._filing.submit(self._file)

    def _file(self) -> None:
        try:
            if waiting := file_waiting(self.layout):
                _LOG.info("%d hand-ins wait until the course is free", waiting)
        except Exception:  # the next try may do it, and nothing is lost until then
            _LOG.exception("filing what was handed in failed")

    def close(self) -> None:
        """End, when what was begun is done."""
        self._filing.shutdown()
        self.engine.close()
