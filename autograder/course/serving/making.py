"""Makes the service of a course from what lies in its folders."""

import logging
import time
from collections.abc import Sequence

from autograder.assignments.layout import Layout
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.authors.exercise import AuthorError
from autograder.course.serving.address import Address
from autograder.course.serving.engine import Engine
from autograder.course.serving.limits import Limits
from autograder.course.serving.people import Who, kept_secret, tokens_of
from autograder.course.serving.service import Service
from autograder.course.serving.tries import TriesFile
from autograder.gradebook.people import roster_of

MINUTE_BYTES = 32 << 20  # that a student may send in a minute

_LOG = logging.getLogger(__name__)


def assignments_of(layout: Layout) -> dict[str, tuple[str, ...]]:
    """The released assignments that can be graded here, with the files that each wants.

    Raises:
        AuthorError: there is none, or course.toml has a table for one that there is not.
    """
    names = find_assignments(layout.solutions)
    for name in layout.settings.serve.own:
        if name not in names:
            there = ", ".join(names)
            raise AuthorError(f"course.toml: [serve.{name}] names no assignment; there are {there}")
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        if not (layout.assignments / name).is_dir():
            continue
        loaded = load_assignment(layout.solutions / name)
        if loaded.missing:
            _LOG.warning("%s is left out: %s is not installed", name, ", ".join(loaded.missing))
        else:
            found[name] = tuple(f"{module}.py" for module in loaded.modules)
    if not found:
        raise AuthorError("no assignment has been released yet: run `autograder release` first")
    return found


def make_service(
    layout: Layout, who: Who, *, jobs: int, hand_in: bool, accept_weaker: Sequence[str] = ()
) -> Service:
    """The service of a course.

    Raises:
        AuthorError: a setting, or an assignment, is written wrongly.
        IsolationRefusedError: the machine does not confine submissions.
    """
    assignments = assignments_of(layout)
    file = TriesFile(layout.serve / "tries.jsonl", time.time())
    limits = Limits(time.time, file.add, MINUTE_BYTES)
    limits.remember(file.tries)
    seed = int(kept_secret(layout, "seed")[:8], 16)
    engine = Engine(layout, jobs=jobs, seed=seed, accept_weaker=accept_weaker)
    return Service(layout, assignments, engine, limits, who, hand_in)


def make_who(layout: Layout, address: Address) -> Who:
    """Whoever says who asks: the tokens of the course, or JupyterHub.

    Raises:
        AuthorError: there are no tokens, or the package of the Hub is not installed.
    """
    if not address.hub:
        tokens = tokens_of(layout)
        if not tokens.any():
            raise AuthorError("nobody has a token yet: run `autograder serve --tokens FILE` first")
        return tokens
    try:
        from autograder.course.serving.hub import HubWho
    except ImportError as error:
        raise AuthorError(f"JupyterHub started this, and its package is missing: {error}") from None
    roster = roster_of(layout)
    return HubWho(None if roster is None else frozenset(student.id for student in roster))
