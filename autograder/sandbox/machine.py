"""What the machine tells of a process: its number, its share of the processors, its memory."""

import contextlib
import socket
import struct
from dataclasses import dataclass
from pathlib import Path

_CREDENTIALS = struct.Struct("=3i")  # process, user, group
_PASS_CREDENTIALS = getattr(socket, "SO_PASSCRED", 16)
_BADNESS = 900  # of 1000: what the kernel adds when it looks for a process to end


@dataclass(frozen=True)
class Share:
    """The share of the processors that a process has had so far.

    Attributes:
        ran: seconds that it computed.
        waited: seconds that it could have computed and had no processor.
    """

    ran: float
    waited: float


def ask_who_writes(channel: socket.socket) -> None:
    """Have the kernel say who wrote what is received from here on."""
    with contextlib.suppress(OSError):  # another system
        channel.setsockopt(socket.SOL_SOCKET, _PASS_CREDENTIALS, 1)


def greeting(channel: socket.socket) -> int:
    """Receive one byte; the number of the process that wrote it, as it is known here.

    Returns:
        0 where the other end is closed; -1 where the kernel does not tell.
    """
    said, told, _, _ = channel.recvmsg(1, socket.CMSG_SPACE(_CREDENTIALS.size))
    if not said:
        return 0
    found = [data for _, kind, data in told if kind == socket.SCM_CREDENTIALS]
    pid = _CREDENTIALS.unpack(found[0])[0] if found else 0
    return pid or -1


def share_of(pid: int) -> Share | None:
    """The share of a process; None where it is not told, or the process has ended."""
    try:
        ran, waited, _ = Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return Share(int(ran) / 1e9, int(waited) / 1e9)


def end_before_the_grader(pid: int) -> None:
    """Have the kernel end a process, and those that it forks, first where memory runs out."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/oom_score_adj").write_text(str(_BADNESS), encoding="ascii")
