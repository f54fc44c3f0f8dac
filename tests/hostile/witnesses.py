"""What must stay as it was while hostile code runs: files, ears on loopback, signals, processes."""

import contextlib
import os
import secrets
import select
import signal
import socket
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from .processes import adopt_orphans, descriptors, resting, settled

PLANTED = "planted"  # how attacks name what they leave behind


class Witnesses:
    """All of them, around one grader.

    Args:
        folder: where classmates, gradebook and everything else of the course is.
        beside: the folder of the submission.
    """

    def __init__(self, folder: Path, beside: Path) -> None:
        self._stack = contextlib.ExitStack()
        self._folder = folder
        self.canaries: Mapping[str, Canary] = self._stack.enter_context(canaries(folder, beside))
        self.ears, self.signals = Ears(), Signals()
        self._stack.callback(self.ears.close)
        self._stack.callback(self.signals.close)
        adopt_orphans(True)
        self._stack.callback(adopt_orphans, False)
        self.rest()

    def rest(self) -> None:
        """Remember what there is while nothing is being graded."""
        self._alive, self._open = len(resting()), descriptors()
        self._files = self._planted()

    def damage(self) -> Iterator[str]:
        """What is no longer as it was, in words."""
        for name, canary in self.canaries.items():
            if not canary.untouched:
                yield f"the canary {name} was touched"
        if self.ears.heard:
            yield "the listener has heard something"
        if self.signals.count:
            yield "the grader has got a signal"
        if (more := len(settled(self._alive)) - self._alive) > 0:
            yield f"{more} processes are left"
        if (more := descriptors() - self._open) > 0:
            yield f"{more} descriptors are left open"
        if files := self._planted() - self._files:
            yield f"these files were left: {sorted(files)}"

    def _planted(self) -> set[str]:
        places = (self._folder, Path(tempfile.gettempdir()), Path("/dev/shm"))
        top = [str(path) for place in places for path in place.glob(f"*{PLANTED}*")]
        return {*top, *map(str, self._folder.rglob(f"*{PLANTED}*"))}

    def close(self) -> None:
        """Take them down."""
        self._stack.close()


class Canary:
    """A file that nobody may read, change or remove."""

    def __init__(self, path: Path) -> None:
        self.path, self.secret = path, secrets.token_hex(12)
        if path.suffix == ".db":
            with contextlib.closing(sqlite3.connect(path)) as book, book:
                book.execute("CREATE TABLE grade (student TEXT, score REAL)")
                book.execute("INSERT INTO grade VALUES (?, 0)", (self.secret,))
        else:
            path.write_text(f"{self.secret}\nAnswers of somebody else.\n", encoding="ascii")
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
    """One beside the submission, one of a classmate, a gradebook, one at home, one in /tmp."""
    paths = {
        "beside": beside / "notes.txt",
        "classmate": folder / "submitted" / "classmate" / "layers.py",
        "gradebook": folder / "course" / "gradebook.db",
    }
    for path in paths.values():
        path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        for name, place in (("home", Path.home()), ("temporary", Path(tempfile.gettempdir()))):
            with contextlib.suppress(OSError):  # a user may have no home to write to
                fd, path = tempfile.mkstemp(prefix="reglab-canary-", dir=place)
                os.close(fd)
                paths[name] = Path(path)
                stack.callback(Path(path).unlink, missing_ok=True)
        yield {name: Canary(path) for name, path in paths.items()}


class Ears:
    """On loopback, by TCP, UDP and an abstract Unix name: they must hear nothing."""

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
        """Close them."""
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
