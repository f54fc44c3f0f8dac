"""Attempts that must fail in a submission: each function returns True when it succeeded.

This text is run as a submission, and never imported here.
"""

import ctypes
import fcntl
import mmap
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

CHANNEL = 3


def foreign_reads(paths: list[str]) -> bool:
    """Read one of the files that have a canary in them."""
    found = False
    for path in paths:
        try:
            with open(path) as file:  # noqa: PTH123 - as plain as an attack would be
                found |= "canary" in file.read()
        except OSError:
            continue
    return found


def settle(nothing: object) -> str:
    """Write a file where that is allowed, and tell its path; "" where nothing can be written."""
    with suppress(OSError), open("canary", "w") as file:  # noqa: PTH123 - as above
        file.write("canary")
        return os.path.abspath("canary")  # noqa: PTH100 - as above
    return ""


def writes(paths: list[str]) -> bool:
    """Write into a file of somebody else: by its path, from here, through a link, or beside it."""
    done = 0
    for path in paths:
        ways: tuple[Callable[[], object], ...] = (
            partial(_overwrite, path),
            partial(_overwrite, os.path.relpath(path)),
            partial(_overwrite_through, os.symlink, path),
            partial(_overwrite_through, os.link, path),
            partial(_replace, path),
            partial(os.truncate, path, 0),
            partial(_overwrite, f"{path}-{os.getpid()}"),
            partial(os.mkdir, f"{path}-folder-{os.getpid()}"),
        )
        for way in ways:
            with suppress(OSError):
                way()
                done += 1
    return done > 0


def _overwrite(path: str) -> None:
    with open(path, "w") as file:  # noqa: PTH123 - as above
        file.write("overwritten")


def _overwrite_through(link: Callable[[str, str], None], path: str) -> None:
    link(path, "link")
    _overwrite("link")


def _replace(path: str) -> None:
    _overwrite("own")
    os.replace("own", path)  # noqa: PTH105 - as above


def network(port: int) -> bool:
    """Reach a server on this machine."""
    socket.create_connection(("127.0.0.1", port), timeout=2).close()
    return True


def signals(pid: int) -> bool:
    """Signal the grader, or have the kernel signal it."""
    try:
        os.kill(pid, 0)
    except OSError:
        fcntl.fcntl(CHANNEL, fcntl.F_SETOWN, pid)
    return True


def processes(nothing: object) -> bool:
    """Start a process."""
    if os.fork() == 0:
        os._exit(0)
    return True


def programs(program: str) -> bool:
    """Run a program."""
    return subprocess.run([program], capture_output=True, check=False).returncode == 0  # noqa: S603 - that it cannot is the point


def leave(folders: list[str]) -> None:
    """Leave files where that is allowed, and end before anybody can remove them."""
    with suppress(OSError):
        os.makedirs("left-here/below", 0o300)  # noqa: PTH103 - as above
        open("left-here/file", "w").close()  # noqa: PTH123 - as above
    os._exit(0)


def leftovers(folders: list[str]) -> bool:
    """Find what a process before us left; leave a file or shared memory for whoever comes next."""
    libc = ctypes.CDLL(None)
    segment = libc.shmget(0, 4096, 0o1600)
    left = bool(segment >= 0 and libc.shmctl(segment, 0, None) == 0)
    left |= "left-here" in os.listdir(".")  # noqa: PTH208 - as above
    for folder in (*folders, sys.path[0]):
        name = f"{folder}/left-{os.getpid()}"
        try:
            open(name, "w").close()  # noqa: PTH123 - as above
            left = True
            os.remove(name)  # noqa: PTH107 - as above
        except OSError:
            continue
    return left


def memory(size: int) -> bool:
    """Take memory; it is reserved, not touched."""
    return len(mmap.mmap(-1, size)) == size


def threads(most: int) -> int:
    """Start threads, and tell how many could be had."""
    threading.stack_size(1 << 15)
    end, started = threading.Event(), 0
    with suppress(RuntimeError, MemoryError):
        while started < most:
            threading.Thread(target=end.wait, daemon=True).start()
            started += 1
    end.set()
    return started


def output(nothing: object) -> None:
    """Write to the grader without end."""
    while True:
        os.write(CHANNEL, bytes(1 << 20))


def loop(nothing: object) -> None:
    """Compute without end."""
    while True:
        pass
