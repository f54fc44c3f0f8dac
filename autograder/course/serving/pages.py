"""The page of the service; it runs no script and loads nothing."""

from typing import Any

from tornado.web import HTTPError

from autograder.course.serving.people import COOKIE, hash_of
from autograder.course.serving.requests import MOST_HANDED_IN, Handler, Receiver
from autograder.course.serving.sent import Sent
from autograder.course.web.handler import environment
from autograder.course.web.refused import RefusedError

_TEMPLATE = environment("autograder.course.serving").get_template("check.html.j2")
_DAYS = 30  # that a login lasts


class _Shown(Handler):
    """Answers with the page."""

    def show(self, student: str = "", **told: Any) -> None:
        """Show the page, with what there is to tell."""
        values = {"error": "", "assignment": "", "answer": None, "receipt": None, **told}
        self.show_page(
            _TEMPLATE,
            student=student,
            prefix=self.settings["prefix"],
            own_login=not self.service.who.login,
            listed=self.service.listed() if student else {},
            xsrf=self.xsrf_form_html(),
            **values,
        )

    def refuse(self, refused: RefusedError) -> None:
        """Say on the page why something is not taken."""
        self.set_status(refused.status)
        self.show(error=str(refused))


class Page(_Shown, Receiver):
    """The form, and the answer below it."""

    most = MOST_HANDED_IN

    async def get(self) -> None:
        """Show the form, or where one logs in."""
        person = await self.service.who.person(self)
        if person is None and self.service.who.login:
            self.redirect(self.settings["prefix"] + self.service.who.login)
        else:
            self.show(person.student if person else "")

    async def post(self) -> None:
        """Judge what the form sent, or take it."""
        told: dict[str, Any] = {}
        try:
            student, sent = self.received()
            told["assignment"] = _field(sent, "assignment")
            if _field(sent, "do") == "hand-in":
                told["receipt"] = await self.service.take(student, told["assignment"], sent.files)
            else:
                told["answer"] = await self.service.check(student, told["assignment"], sent.files)
        except RefusedError as refused:
            told["error"] = str(refused)
            self.set_status(refused.status)
            if refused.wait:
                self.set_header("Retry-After", str(refused.wait))
        finally:
            self.on_finish()
        self.show(self.person.student if self.person else "", **told)


def _field(sent: Sent, name: str) -> str:
    values = sent.fields.get(name) or [b""]
    return values[-1].decode("utf-8", "replace")


class Login(_Shown):
    """Makes a cookie of a token."""

    async def post(self) -> None:
        """Log in."""
        try:
            self.check_xsrf_cookie()
        except HTTPError:
            return self.refuse(RefusedError("This page is too old. Load it again.", 403))
        hashed = hash_of(self.get_argument("token"))
        if self.settings["tokens"].student(hashed) is None:
            return self.refuse(RefusedError("This is no token of the course.", 401))
        self.set_signed_cookie(
            COOKIE,
            hashed,
            expires_days=_DAYS,
            path=self.settings["prefix"],
            httponly=True,
            samesite="Strict",
            secure=self.request.protocol == "https",
        )
        return self.redirect(self.settings["prefix"])


class Logout(_Shown):
    """Ends a login."""

    async def post(self) -> None:
        """Log out."""
        try:
            self.check_xsrf_cookie()
        except HTTPError:
            return self.refuse(RefusedError("This page is too old. Load it again.", 403))
        self.clear_cookie(COOKIE, path=self.settings["prefix"])
        return self.redirect(self.settings["prefix"])
