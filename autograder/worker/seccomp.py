"""A filter of system calls: those that computing needs, and no others.

Source: seccomp(2) of the Linux manual; the program is classic BPF.
"""

import ctypes
import platform
import struct

from autograder.worker.syscalls import (
    ALLOWED,
    ALLOWED_TO_WRITE,
    ALLOWED_WITH,
    AUDIT_ARCH,
    CLONE,
    CLONE3,
    CLONE_THREAD,
    MACHINES,
    NOT_ONLY_READ,
    OPEN,
    OPENAT,
    TRUNCATING,
    UNNAMED,
    WITHOUT_WRITING,
)

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_LOAD, _EQUAL, _ABOVE, _HAS, _GIVE, _AND = 0x20, 0x15, 0x35, 0x45, 0x06, 0x54
_ALLOW, _EPERM, _KILL = 0x7FFF0000, 0x00050001, 0x80000000
_ENOSYS = 0x00050026  # upon which the C library starts threads by clone
_EACCES = 0x0005000D
_ARCH, _NUMBER, _FIRST, _SECOND, _THIRD = 4, 0, 16, 24, 32  # offsets in struct seccomp_data

Instruction = tuple[int, int, int, int]

_TO_READ: list[Instruction] = [
    (_HAS, 0, 1, NOT_ONLY_READ),
    (_GIVE, 0, 0, _EACCES),
    (_GIVE, 0, 0, _ALLOW),
]
_TO_WRITE: list[Instruction] = [
    (_HAS, 0, 1, UNNAMED),
    (_GIVE, 0, 0, _EACCES),
    (_AND, 0, 0, TRUNCATING),
    *(i for mode in WITHOUT_WRITING for i in ((_EQUAL, 0, 1, mode), (_GIVE, 0, 0, _EACCES))),
    (_GIVE, 0, 0, _ALLOW),
]


def program(machine: str, *, writes: bool = False) -> bytes:
    """The filter for a machine; empty for one that we do not know.

    Args:
        machine: as the platform names it.
        writes: whether files can be written, where others decide which.
    """
    if machine not in MACHINES:
        return b""
    column = MACHINES.index(machine)
    give_up = (_GIVE, 0, 0, _KILL)
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        give_up,
        (_LOAD, 0, 0, _NUMBER),
        (_ABOVE, 0, 1, 0x40000000),  # x32 calls share the architecture and differ in number
        give_up,
    ]
    calls = ALLOWED | (ALLOWED_TO_WRITE if writes else {})
    for allowed in sorted(n for pair in calls.values() if (n := pair[column]) is not None):
        code += [(_EQUAL, 0, 1, allowed), (_GIVE, 0, 0, _ALLOW)]
    code += [(_EQUAL, 0, 1, CLONE3[column]), (_GIVE, 0, 0, _ENOSYS)]
    code += _only_if(CLONE[column], _FIRST, [(_HAS, 0, 1, CLONE_THREAD), (_GIVE, 0, 0, _ALLOW)])
    for pair, argument in ((OPEN, _SECOND), (OPENAT, _THIRD)):
        if (number := pair[column]) is not None:
            code += _only_if(number, argument, _TO_WRITE if writes else _TO_READ)
    for pair, seconds in ALLOWED_WITH.values():
        tests = [i for value in seconds for i in ((_EQUAL, 0, 1, value), (_GIVE, 0, 0, _ALLOW))]
        code += _only_if(pair[column], _SECOND, tests)
    code.append((_GIVE, 0, 0, _EPERM))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def _only_if(number: int, argument: int, tests: list[Instruction]) -> list[Instruction]:
    body = [(_LOAD, 0, 0, argument), *tests, (_GIVE, 0, 0, _EPERM)]
    return [(_EQUAL, 0, len(body), number), *body]


def install(libc: ctypes.CDLL, code: bytes) -> bool:
    """Filter the calls of this process for good; False where the kernel cannot."""
    if not code:
        return False
    instructions = ctypes.create_string_buffer(code, len(code))
    pointer = struct.pack("@HP", len(code) // 8, ctypes.addressof(instructions))
    failed = libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_char_p(pointer), 0, 0)
    return bool(failed == 0)


def this_machine(*, writes: bool = False) -> bytes:
    """The filter for the machine that this runs on; see program."""
    return program(platform.machine(), writes=writes) if platform.system() == "Linux" else b""
