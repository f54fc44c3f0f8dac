"""Takes away from this process what an answer does not need: rlimits, Landlock, seccomp.

Each layer is applied where the kernel has it. Whether the whole holds is not decided here: the
grader tries from inside what must be impossible (see autograder.isolation).

Sources: landlock(7), seccomp(2), setrlimit(2) of the Linux manual.
"""

import ctypes
import os
import platform
import resource
import struct
from collections.abc import Iterable

MEMORY = 4 << 30  # bytes of address space
CPU_SECONDS = 120
OPEN_FILES = 64

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # on every architecture
LANDLOCK_READ = 1 << 2 | 1 << 3  # files and directories
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# What CPython and numpy call while they compute: {name: (x86_64, aarch64)}.
ALLOWED = {
    "read": (0, 63), "write": (1, 64), "open": (2, None), "close": (3, 57), "stat": (4, None),
    "fstat": (5, 80), "lstat": (6, None), "poll": (7, None), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "pread64": (17, 67), "readv": (19, 65), "writev": (20, 66), "access": (21, None),
    "select": (23, None), "sched_yield": (24, 124), "mremap": (25, 216), "madvise": (28, 233),
    "dup": (32, 23), "nanosleep": (35, 101), "getpid": (39, 172), "exit": (60, 93),
    "uname": (63, 160), "getcwd": (79, 17), "readlink": (89, None),
    "gettimeofday": (96, 169), "getrusage": (98, 165), "sysinfo": (99, 179), "times": (100, 153),
    "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177),
    "sigaltstack": (131, 132), "arch_prctl": (158, None), "gettid": (186, 178), "time": (201, None),
    "futex": (202, 98), "sched_getaffinity": (204, 123), "getdents64": (217, 61),
    "set_tid_address": (218, 96), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115), "exit_group": (231, 94), "openat": (257, 56),
    "newfstatat": (262, 79), "readlinkat": (267, 78), "faccessat": (269, 48),
    "pselect6": (270, 72), "ppoll": (271, 73), "set_robust_list": (273, 99),
    "getrandom": (318, 278), "statx": (332, 291), "rseq": (334, 293), "faccessat2": (439, 439),
}  # fmt: skip

# Calls that are harmless with some second arguments only.
ALLOWED_WITH = {
    "ioctl": ((16, 29), (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)),  # TCGETS, FION*, FIOCLEX
    "fcntl": ((72, 25), (0, 1, 2, 3, 1030)),  # duplicate, read flags, close on exec
}
CLONE, CLONE3, CLONE_THREAD = (56, 220), (435, 435), 0x00010000


def confine(readable: Iterable[str]) -> None:
    """Confine this process for good.

    Args:
        readable: the only files and folders that it may still read.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    _limit()
    if platform.system() != "Linux":
        return
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _landlock(libc, readable)
    _seccomp(libc)


def _limit() -> None:
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            continue  # macOS knows no RLIMIT_AS; the grader's self-test says what is missing


def _landlock(libc: ctypes.CDLL, readable: Iterable[str]) -> None:
    version = libc.syscall(LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return
    # Handled rights grow with the version: files; refer; truncate; TCP; ioctl; signals.
    files = (1 << 13) - 1 | (version >= 2) << 13 | (version >= 3) << 14 | (version >= 5) << 15
    rules = struct.pack("=Q", files)
    if version >= 4:
        rules += struct.pack("=Q", 3)
    if version >= 6:
        rules += struct.pack("=Q", 3)
    ruleset = libc.syscall(LANDLOCK_CREATE, rules, len(rules), 0)
    if ruleset < 0:
        return
    for path in readable:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue  # a path that is not there needs no permission
        rights = LANDLOCK_READ if os.path.isdir(path) else 1 << 2  # noqa: PTH112 - no pathlib here
        libc.syscall(LANDLOCK_ADD, ruleset, 1, struct.pack("=Qi", rights, fd), 0)
        os.close(fd)
    libc.syscall(LANDLOCK_RESTRICT, ruleset, 0)
    os.close(ruleset)


def _seccomp(libc: ctypes.CDLL) -> None:
    machine = platform.machine()
    if machine not in AUDIT_ARCH:
        return
    column = list(AUDIT_ARCH).index(machine)
    numbers = sorted(n for pair in ALLOWED.values() if (n := pair[column]) is not None)
    load, equal, above, has, give = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, refuse, kill = 0x7FFF0000, 0x00050001, 0x80000000  # refuse: EPERM
    unknown = 0x00050026  # ENOSYS, upon which the C library starts threads by clone
    program = [
        (load, 0, 0, 4),  # the architecture
        (equal, 1, 0, AUDIT_ARCH[machine]),
        (give, 0, 0, kill),
        (load, 0, 0, 0),  # the number of the call
        (above, 0, 1, 0x40000000),  # x32 calls share the architecture and differ in number
        (give, 0, 0, kill),
    ]
    for number in numbers:
        program += [(equal, 0, 1, number), (give, 0, 0, allow)]
    program += [(equal, 0, 1, CLONE3[column]), (give, 0, 0, unknown)]
    threads = [(load, 0, 0, 16), (has, 0, 1, CLONE_THREAD), (give, 0, 0, allow)]
    program += [(equal, 0, 4, CLONE[column]), *threads, (give, 0, 0, refuse)]
    for pair, second in ALLOWED_WITH.values():
        tests = [test for value in second for test in ((equal, 0, 1, value), (give, 0, 0, allow))]
        body = [(load, 0, 0, 24), *tests, (give, 0, 0, refuse)]
        program += [(equal, 0, len(body), pair[column]), *body]
    program.append((give, 0, 0, refuse))
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
    instructions = ctypes.create_string_buffer(code, len(code))
    pointer = struct.pack("@HP", len(program), ctypes.addressof(instructions))
    libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.c_char_p(pointer), 0, 0)
