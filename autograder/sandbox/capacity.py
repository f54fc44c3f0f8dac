"""How many submissions may be graded at once on this machine, or in this container."""

import math
import os
from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox.namespaces import THREADS
from autograder.sandbox.sandbox import MEMORY

IN_FLIGHT = 4  # submissions a processor, so that one that hangs holds nobody up

_GROUPS = Path("/sys/fs/cgroup")


def in_flight(jobs: int, *, threads_are_limited: bool = True) -> int:
    """The number of submissions graded at once.

    They fit into the memory and the numbers of processes that there are, whatever each of them
    takes. Where nothing limits the threads of one, it takes them from nobody: it is alone.

    Args:
        jobs: how many processors to use.
        threads_are_limited: whether one submission can have only so many threads.
    """
    if not threads_are_limited:
        return 1
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    memory = min(there, _limit("memory.max"), _limit("memory.limit_in_bytes"))
    room = min(memory // 2 // MEMORY, _free_processes() // THREADS)
    return max(1, int(min(jobs * IN_FLIGHT, room)))


def _free_processes() -> float:
    """How many more processes and threads this container may have."""
    return min((most - used for most, used in _pids()), default=math.inf)


def _pids() -> Iterator[tuple[float, float]]:
    for group in _groups():
        most = _number(group / "pids.max")
        if most is not None:
            yield most, _number(group / "pids.current") or 0


def _limit(name: str) -> float:
    """The least limit of that name."""
    found = (_number(group / name) for group in _groups())
    return min((number for number in found if number is not None), default=math.inf)


def _groups() -> Iterator[Path]:
    """The control groups that this process is in, and all above them."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            group = _GROUPS / controller / path.lstrip("/")
            for folder in (group, *group.parents):
                if folder.is_relative_to(_GROUPS):
                    yield folder


def _number(file: Path) -> float | None:
    """The number in a file; None where there is none, or no limit."""
    try:
        return float(int(file.read_text(encoding="ascii")))
    except (OSError, ValueError):
        return None
