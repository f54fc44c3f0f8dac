"""What must stay as it was while hostile code runs: canaries, a listener, processes, files."""

import contextlib
import ctypes
import os
import secrets
import select
import signal
import socket
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
PATIENCE = 10.0  # seconds that ended processes may take to vanish
PLANTED = "planted"  # how attacks name what they leave behind


class Canary:
    """A file that nobody may read, change or remove."""

    def __init__(self, path: Path, secret: str) -> None:
        self.path, self.secret = path, secret
        if path.suffix == ".db":
            with contextlib.closing(sqlite3.connect(path)) as book, book:
                book.execute("CREATE TABLE grade (student TEXT, score REAL)")
                book.execute("INSERT INTO grade VALUES (?, 0)", (secret,))
        else:
            path.write_text(f"{secret}\nAnswers of somebody else.\n", encoding="ascii")
        path.chmod(0o644)  # confinement must hold it back, not its mode
        self._before = self._now()

    def _now(self) -> tuple[object, ...]:
        with contextlib.suppress(OSError):
            status = self.path.lstat()
            return status.st_mode, status.st_mtime_ns, status.st_nlink, self.path.read_bytes()
        return ()

    @property
    def untouched(self) -> bool:
        """Whether it is there as it was."""
        return self._now() == self._before


@contextlib.contextmanager
def canaries(folder: Path, beside: Path) -> Iterator[dict[str, Canary]]:
    """Canaries in the home folder, the folder for temporary files, and this one."""
    classmate, course = folder / "submitted" / "classmate", folder / "course"
    for place in (classmate, course, beside):
        place.mkdir(parents=True, exist_ok=True)
    paths = {
        "BESIDE": beside / "notes.txt",
        "CLASSMATE": classmate / "layers.py",
        "GRADEBOOK": course / "gradebook.db",
    }
    loose = []
    for name, place in (("HOME", Path.home()), ("TEMPORARY", Path(tempfile.gettempdir()))):
        with contextlib.suppress(OSError):  # a user may have no home to write to
            fd, path = tempfile.mkstemp(prefix="reglab-canary-", dir=place)
            os.close(fd)
            loose.append(Path(path))
            paths[name] = Path(path)
    try:
        yield {name: Canary(path, secrets.token_hex(12)) for name, path in paths.items()}
    finally:
        for path in loose:
            path.unlink(missing_ok=True)


class Listener:
    """Ears on loopback, by TCP, UDP and an abstract Unix name, that must hear nothing."""

    def __init__(self) -> None:
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self._tcp.getsockname()[1]
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.port))
        self._unix = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._unix.bind(f"\0reglab-{self.port}")
        self._unix.listen()

    @property
    def heard(self) -> bool:
        """Whether anybody has called; asking does not answer the call."""
        return bool(select.select([self._tcp, self._udp, self._unix], [], [], 0)[0])

    def close(self) -> None:
        """Close the ears."""
        for ear in (self._tcp, self._udp, self._unix):
            ear.close()


class Signals:
    """Counts SIGURG, which does no harm: what a submission sends when it tries to signal us."""

    def __init__(self) -> None:
        self.count = 0
        self._before = signal.signal(signal.SIGURG, self._hear)

    def _hear(self, number: int, frame: object) -> None:
        self.count += 1

    def close(self) -> None:
        """Put the handler back that was there before."""
        signal.signal(signal.SIGURG, self._before)


class Family:
    """The processes below this one; orphans among them come to us and not to init."""

    def __init__(self) -> None:
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def close(self) -> None:
        """Adopt no more, and bury those adopted that are dead."""
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
        for pid, (parent, state) in _processes().items():
            if parent == os.getpid() and state == "Z":
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)


def settled(size: int) -> set[int]:
    """The living below us, once there are no more than that many, or patience has run out."""
    deadline = time.monotonic() + PATIENCE
    while len(living := descendants()) > size and time.monotonic() < deadline:
        select.select([], [], [], 0.01)
    return living


def resting() -> set[int]:
    """The living below us when nothing is being graded: those that stay alive."""
    living = descendants()
    deadline = time.monotonic() + 1.0
    while time.monotonic() < deadline:
        select.select([], [], [], 0.05)
        living &= descendants()
    return living


def descendants() -> set[int]:
    """The living processes below this one."""
    table = _processes()
    found = {os.getpid()}
    while True:
        more = {pid for pid, (parent, _) in table.items() if parent in found} - found
        if not more:
            return {pid for pid in found - {os.getpid()} if table[pid][1] not in "ZX"}
        found |= more


def descriptors() -> int:
    """How many descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names suffice


def planted(*folders: Path) -> list[str]:
    """Files below these folders whose name says that an attack left them."""
    return sorted(str(path) for folder in folders for path in folder.rglob(f"*{PLANTED}*"))


def _processes() -> dict[int, tuple[int, str]]:
    """Parent and state of every process."""
    table = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            state, parent = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:2]
            table[int(path.parent.name)] = (int(parent), state)
    return table
