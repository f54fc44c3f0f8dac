"""The processes below this one, and its descriptors, as /proc tells."""

import contextlib
import ctypes
import os
import select
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
PATIENCE = 10.0  # seconds that ended processes may take to vanish


def adopt_orphans(yes: bool) -> None:
    """Whether orphans among our descendants come to us and not to init."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, int(yes), 0, 0, 0)


def bury() -> None:
    """Wait for adopted processes that are dead, and for no others.

    What is started here is in our session or leads its own; what was adopted, mostly, neither.
    """
    for pid, (parent, state, session) in _processes().items():
        if parent == os.getpid() and state == "Z" and session not in (pid, os.getsid(0)):
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)


def descendants() -> set[int]:
    """The living processes below this one."""
    table = _processes()
    found = {os.getpid()}
    while True:
        more = {pid for pid, (parent, *_) in table.items() if parent in found} - found
        if not more:
            return {pid for pid in found - {os.getpid()} if table[pid][1] not in "ZX"}
        found |= more


def settled(size: int) -> set[int]:
    """The living below us, once there are no more than that many, or patience has run out."""
    deadline = time.monotonic() + PATIENCE
    while len(living := descendants()) > size and time.monotonic() < deadline:
        select.select([], [], [], 0.01)
    bury()
    return living


def resting() -> set[int]:
    """The living below us when nothing is being graded: those that stay alive."""
    living = descendants()
    deadline = time.monotonic() + 0.5
    while living and time.monotonic() < deadline:
        select.select([], [], [], 0.05)
        living &= descendants()
    return living


def descriptors() -> int:
    """How many descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names suffice


def _processes() -> dict[int, tuple[int, str, int]]:
    """Parent, state and session of every process."""
    table = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 - a path looks at the file
        with contextlib.suppress(OSError):  # it has just ended
            text = Path("/proc", pid, "stat").read_text(encoding="utf-8", errors="replace")
            state, parent, _, session = text.rpartition(")")[2].split()[:4]
            table[int(pid)] = (int(parent), state, int(session))
    return table
