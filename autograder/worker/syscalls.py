"""The numbers of Linux system calls on the machines that we know.

tests/test_syscalls.py holds them against the kernel's own headers.
"""

MACHINES = ("x86_64", "aarch64")
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# What CPython and numpy call while they compute: {name: (x86_64, aarch64)}.
ALLOWED = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "stat": (4, None),
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
    "clock_nanosleep": (230, 115), "exit_group": (231, 94),
    "newfstatat": (262, 79), "readlinkat": (267, 78), "faccessat": (269, 48),
    "pselect6": (270, 72), "ppoll": (271, 73), "set_robust_list": (273, 99),
    "getrandom": (318, 278), "statx": (332, 291), "rseq": (334, 293), "faccessat2": (439, 439),
}  # fmt: skip

# Calls that are harmless with some second arguments only.
ALLOWED_WITH = {
    "ioctl": ((16, 29), (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)),  # TCGETS, FION*, FIOCLEX
    "fcntl": ((72, 25), (0, 1, 2, 3, 1030)),  # duplicate, read flags, close on exec
}

# Where Landlock bounds what can be written to. Calls that it does not judge (chmod, utime, truncate
# by a path) are not among them, nor are those that make links and devices.
ALLOWED_TO_WRITE = {
    "pwrite64": (18, 68), "msync": (26, 227), "fsync": (74, 82), "fdatasync": (75, 83),
    "ftruncate": (77, 46), "chdir": (80, 49), "rename": (82, None), "mkdir": (83, None),
    "rmdir": (84, None), "unlink": (87, None), "mkdirat": (258, 34), "unlinkat": (263, 35),
    "renameat": (264, 38),
}  # fmt: skip

OPEN, OPENAT = (2, None), (257, 56)
NOT_ONLY_READ = 0o1103  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
UNNAMED = 0o20000000  # O_TMPFILE: a file that is in no folder
# To truncate is to write, but without O_WRONLY or O_RDWR Landlock knew nothing of it until its
# version 3; nor of the access mode 3, which needs the rights of both and gives those of neither.
TRUNCATING, WITHOUT_WRITING = 0o1003, (0o1000, 0o1003, 3)

# Threads are started by clone; clone3, whose flags a filter cannot see, does not exist here.
CLONE, CLONE3, CLONE_THREAD = (56, 220), (435, 435), 0x00010000

LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
