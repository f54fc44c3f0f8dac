"""Attempts that must fail in a submission: each function returns True when it succeeded.

This text is run as a submission, and never imported here.
"""

import ctypes
import fcntl
import mmap
import os
import socket
import subprocess

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


def writes(path: str) -> bool:
    """Write into a file of the grader's user."""
    with open(path, "w") as file:  # noqa: PTH123 - as above
        file.write("overwritten")
    return True


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


def leftovers(folders: list[str]) -> bool:
    """Leave a file or shared memory for whoever comes next."""
    libc = ctypes.CDLL(None)
    segment = libc.shmget(0, 4096, 0o1600)
    left = bool(segment >= 0 and libc.shmctl(segment, 0, None) == 0)
    for folder in folders:
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


def output(nothing: object) -> None:
    """Write to the grader without end."""
    while True:
        os.write(CHANNEL, bytes(1 << 20))


def loop(nothing: object) -> None:
    """Compute without end."""
    while True:
        pass
