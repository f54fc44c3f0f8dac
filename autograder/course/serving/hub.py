"""The service behind JupyterHub, which says who asks."""

import re
from typing import Any

from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler, HubOAuthenticated
from tornado.web import RequestHandler

from autograder.course.serving.people import Person

_NAME = re.compile(r"\w[\w.@+-]*")  # what can name a folder


class HubWho:
    """Students as the Hub knows them; it must let them use the service.

    Args:
        ids: of the roster; None where everybody is a student whom the Hub lets in.
    """

    login = "login"

    def __init__(self, ids: frozenset[str] | None) -> None:
        self._hub, self._ids = HubOAuth.instance(), ids

    async def person(self, handler: RequestHandler) -> Person | None:
        """The student who sent a request."""
        by_header = bool(self._hub.get_token(handler, in_cookie=False))
        token = self._hub.get_token(handler)
        if not token:
            return None
        session = self._hub.get_session_id(handler)
        user = await self._hub.user_for_token(token, session_id=session, sync=False)
        name = self._name(user)
        return Person(name, by_header) if name else None

    def _name(self, user: Any) -> str:
        """The id of a student; "" for anybody else."""
        if not user or user.get("kind", "user") != "user":
            return ""
        if not self._hub.check_scopes(self._hub.access_scopes, user):
            return ""
        name = str(user["name"])
        if self._ids is not None:
            return name if name in self._ids else ""
        return name if _NAME.fullmatch(name) else ""


class HubLogin(HubOAuthenticated, RequestHandler):  # type: ignore[misc] # it has no types
    """Sends a person to the Hub to log in, and back to the page."""

    async def get(self) -> None:
        """Log in, unless that was done."""
        token = self.hub_auth.get_token(self)
        session = self.hub_auth.get_session_id(self)
        user = token and await self.hub_auth.user_for_token(token, session_id=session, sync=False)
        if not user:
            self.redirect(self.get_login_url())
        elif await self.settings["who"].person(self):
            self.redirect(self.settings["prefix"])
        else:
            self.set_status(403)
            self.finish("You are not in the roster of this course. Ask your instructor.")


class HubCallback(HubOAuthCallbackHandler):  # type: ignore[misc] # it has no types
    """Ends a login, where the Hub sends a person back to."""
