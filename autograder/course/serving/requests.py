"""Answers requests: who asks, within which limits, and never a 5xx for what a student sends."""

from tornado.web import HTTPError, stream_request_body

from autograder.course.serving.people import Person
from autograder.course.serving.sent import Sent, read_sent
from autograder.course.serving.service import Service
from autograder.course.web.handler import PlainHandler
from autograder.course.web.refused import RefusedError

MOST_CHECKED = 4 << 20  # bytes of a request that asks
MOST_HANDED_IN = 16 << 20  # of one that hands in: notebooks hold pictures
MOST_DRAINED = 64 << 20  # that are received although they are refused, so that the answer is read

_NOBODY = "Who are you? Send the header `Authorization: token …` with your token of the course."


class Handler(PlainHandler):
    """Answers in JSON, and knows who asks."""

    service: Service
    ours = "Something went wrong here, and not with what you sent. Tell your instructor."

    def initialize(self, service: Service) -> None:
        """Take what every request needs."""
        self.service = service

    async def whoever(self) -> Person:
        """The student who asks.

        Raises:
            RefusedError: nobody is known by that token.
        """
        person = await self.service.who.person(self)
        if person is None:
            raise RefusedError(_NOBODY, 401)
        return person


@stream_request_body
class Receiver(Handler):
    """Receives what a student sends, once it is known who that is and that there is room."""

    most = MOST_CHECKED
    _holds = _answering = False

    async def prepare(self) -> None:
        """See whether what comes is taken; if it is not, it is received and forgotten."""
        self._body = bytearray()
        self._refused: RefusedError | None = None
        self.person: Person | None = None
        if self.request.method == "POST":
            try:
                await self._admit()
            except RefusedError as refused:
                self._refused = refused

    async def _admit(self) -> None:
        self.person = await self.whoever()
        length = self.request.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise RefusedError("Say in the header Content-Length how much you send.", 411)
        self.service.limits.count_bytes(self.person.student, int(length))
        if int(length) > self.most:
            raise RefusedError(
                f"That is {int(length) / 1e6:.1f} MB, and at most {self.most / 1e6:.1f} MB are"
                " taken. Send your modules alone.",
                413,
            )
        self.service.limits.begin(self.person.student)
        self._holds = True

    def data_received(self, chunk: bytes) -> None:
        """Keep what came, unless it was refused."""
        if self._refused is None:
            self._body += chunk

    def received(self) -> tuple[str, Sent]:
        """The student, and what was sent.

        Raises:
            RefusedError: it is not taken.
        """
        if self.person is None or not self._holds:  # refused, or given up in the last moment
            raise self._refused or RefusedError(_NOBODY, 401)
        self._answering = True
        sent = read_sent(self.request.headers.get("Content-Type", ""), bytes(self._body))
        self._body.clear()
        if not self.person.by_header:
            self.request.arguments |= sent.fields
            try:
                self.check_xsrf_cookie()
            except HTTPError:
                said = "This page is too old. Load it again, and send again."
                raise RefusedError(said, 403) from None
        return self.person.student, sent

    def on_finish(self) -> None:
        """Let the student send again."""
        if self._holds and self.person:
            self._holds = False
            self.service.limits.end(self.person.student)

    def on_connection_close(self) -> None:
        """Let who gave up send again, but not while what came is still being judged."""
        super().on_connection_close()
        if not self._answering:
            self.on_finish()


class Assignments(Handler):
    """What can be asked."""

    async def get(self) -> None:
        """List the assignments."""
        try:
            await self.whoever()
        except RefusedError as refused:
            self.refuse(refused)
        else:
            self.say(self.service.listed())


class Check(Receiver):
    """What a student may know before the deadline."""

    async def post(self, assignment: str) -> None:
        """Judge what was sent."""
        try:
            student, sent = self.received()
            self.say(await self.service.check(student, assignment, sent.files))
        except RefusedError as refused:
            self.refuse(refused)
        finally:
            self.on_finish()


class HandIn(Receiver):
    """Takes what is handed in."""

    most = MOST_HANDED_IN

    async def post(self, assignment: str) -> None:
        """Keep what was sent, and give a receipt."""
        try:
            student, sent = self.received()
            receipt = await self.service.take(student, assignment, sent.files)
            said = {"assignment": assignment, "time": receipt.time, "sha256": receipt.sha256}
            self.say(said | {"notes": receipt.notes})
        except RefusedError as refused:
            self.refuse(refused)
        finally:
            self.on_finish()


class Nothing(Handler):
    """Whatever else is asked for."""

    def prepare(self) -> None:
        """Say that it is not there."""
        self.refuse(RefusedError("There is nothing at this address.", 404))
