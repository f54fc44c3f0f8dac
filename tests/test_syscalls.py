"""The numbers of system calls, against the kernel's own headers."""

import re
from pathlib import Path

import pytest

from autograder.worker import seccomp, syscalls

HEADERS = {
    "x86_64": ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"),
    "aarch64": ("/usr/include/asm-generic/unistd.h",),  # aarch64 has the generic numbers
}
DEFINITION = re.compile(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)", re.MULTILINE)


def header(machine):
    for path in map(Path, HEADERS[machine]):
        if path.is_file():
            return {name: int(number) for name, number in DEFINITION.findall(path.read_text())}
    pytest.skip("the kernel's headers (linux-libc-dev) are not installed")


def calls():
    yield from syscalls.ALLOWED.items()
    yield from syscalls.ALLOWED_TO_WRITE.items()
    yield from ((name, numbers) for name, (numbers, _) in syscalls.ALLOWED_WITH.items())
    yield from (("clone", syscalls.CLONE), ("clone3", syscalls.CLONE3))
    yield from (("open", syscalls.OPEN), ("openat", syscalls.OPENAT))
    landlock = ("create_ruleset", "add_rule", "restrict_self")
    for name in landlock:
        number = getattr(syscalls, f"LANDLOCK_{name.upper()}")
        yield f"landlock_{name}", (number, number)


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_every_number_is_the_kernels(machine):
    kernels = header(machine)
    if machine == "aarch64":  # names that the 64-bit machine has for the generic ones
        kernels |= {"newfstatat": kernels["fstatat"]}
    column = syscalls.MACHINES.index(machine)
    ours = {name: numbers[column] for name, numbers in calls() if numbers[column] is not None}
    assert ours == {name: kernels.get(name) for name in ours}


def test_what_aarch64_lacks_is_old_and_only_that():
    kernels = header("aarch64")
    allowed = syscalls.ALLOWED | syscalls.ALLOWED_TO_WRITE
    lacking = {name for name, (_, number) in allowed.items() if number is None}
    assert lacking.isdisjoint(kernels)


@pytest.mark.parametrize("writes", [False, True])
@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_no_jump_of_the_filter_leads_outside(machine, writes):
    code = seccomp.program(machine, writes=writes)
    count = len(code) // 8
    for i in range(count):
        jumps = code[8 * i + 2], code[8 * i + 3]
        assert i + 1 + max(jumps) < count or max(jumps) == 0
    assert count < 4096  # the kernel's own limit


def test_a_machine_that_we_do_not_know_gets_no_filter():
    assert seccomp.program("riscv64") == b""
