"""The namespaces of bwrap around the zygote, and the users that its processes become."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from autograder.sandbox.readable import machine_files, package_places, place, system_folders

# Beyond the ids that systems, containers and name services give out.
FIRST_UID = 2_050_000_000
LAST_UID = FIRST_UID + 65_535
THREADS = 64  # of one such user
SCRATCH = Path("/scratch")


def bwrap_command(
    kit: Path, packages: Iterable[Path], writable: Sequence[str] = (), *, own_users: bool
) -> list[str]:
    """The command that runs another one inside new namespaces and an empty file system.

    Args:
        kit: folder with the worker's own files, which appear one by one below /kit.
        packages: files and folders of installed packages that are shown as well.
        writable: options that mount what can be written to, below /scratch.
        own_users: whether processes will change their user, which a user namespace of bwrap's,
            with its single user, does not allow; the root that changes it can give files away, and
            has no other power.
    """
    command = _unshare(own_users=own_users)
    files = [path for path in kit.rglob("*") if path.is_symlink() or path.is_file()]
    inside = {path: Path("/kit") / path.relative_to(kit) for path in files}
    places = {path.resolve(): place(path) for path in packages}
    # matplotlib insists on a folder that looks as if it could be written to: the zygote opens
    # this /tmp to all, and what forbids to write there is Landlock and the filter of calls. It
    # comes first, for Python may lie below /tmp.
    command += ["--tmpfs", "/tmp"]  # noqa: S108 - a fresh one
    shown = [*system_folders(), *machine_files(), *inside.values(), *places.values()]
    command += [*_folders([*shown, SCRATCH / "0"]), *writable]
    for folder in system_folders():
        command += (
            ["--symlink", str(folder.readlink()), str(folder)]
            if folder.is_symlink()
            else ["--ro-bind", str(folder), str(folder)]
        )
    covers = package_places()
    for cover in covers:
        command += ["--tmpfs", str(cover)]
    command += _folders(p for p in places.values() if any(p.is_relative_to(c) for c in covers))
    for path in machine_files():
        bind = "--dev-bind" if path.is_char_device() else "--ro-bind"
        command += [bind, str(path), str(path)]
    for path, where in places.items():
        command += ["--ro-bind", str(path), str(where)]
    for path, where in inside.items():
        link = path.is_symlink()
        command += ["--symlink" if link else "--ro-bind", str(path.readlink() if link else path)]
        command.append(str(where))
    for cover in (*covers, Path("/")):
        command += ["--remount-ro", str(cover)]
    return [*command, "--chdir", "/kit", "--"]


def _folders(paths: Iterable[Path]) -> list[str]:
    """Make the folders above some paths: bwrap by itself would make them for its user alone."""
    nearest = {path.parent for path in paths}
    folders = nearest | {folder for path in nearest for folder in path.parents}
    ordered = sorted(folders - {Path("/")}, key=lambda folder: len(folder.parts))
    return [word for folder in ordered for word in ("--dir", str(folder))]


def _unshare(*, own_users: bool) -> list[str]:
    command = ["bwrap", "--die-with-parent", "--cap-drop", "ALL"]
    if not own_users:
        return [*command, "--unshare-all"]
    for kind in ("pid", "net", "ipc", "uts", "cgroup-try"):
        command.append(f"--unshare-{kind}")
    for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_KILL", "CAP_CHOWN"):
        command += ["--cap-add", capability]
    return command


def has_bwrap() -> bool:
    """True when bwrap is installed and the kernel lets it make namespaces."""
    return why_no_bwrap() == ""


@cache
def why_no_bwrap(*, own_users: bool = False) -> str:
    """The reason why bwrap cannot make namespaces here, found by trying; "" when it can."""
    if shutil.which("bwrap") is None:
        return "bwrap is not installed"
    trial = [*_unshare(own_users=own_users), "--ro-bind", "/", "/", "true"]
    tried = subprocess.run(trial, capture_output=True, check=False)  # noqa: S603 - the system's bwrap
    error = tried.stderr.decode("utf-8", "replace").strip()
    return "" if tried.returncode == 0 else error or f"bwrap exits with {tried.returncode}"


@cache
def sizes_tmpfs() -> bool:
    """Whether bwrap can limit the size of an empty file system, as it can from version 0.7 on."""
    said = subprocess.run(["bwrap", "--help"], capture_output=True, check=False)  # noqa: S607 - as above
    return b"--size " in said.stdout + said.stderr


def users_of_their_own(bwrap: bool, readable: Iterable[Path]) -> dict[str, int]:
    """The limits that give each process a user of its own, where that can be had."""
    if why_no_users(bwrap, readable):
        # The threads of a new user namespace are counted by themselves, others with the user's.
        return {"threads": 16 * THREADS} if bwrap and os.geteuid() else {}
    return {"threads": THREADS, "first_uid": FIRST_UID}


def why_no_users(bwrap: bool, readable: Iterable[Path]) -> str:
    """The reason why processes keep the user of the grader; "" when each gets its own."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "only root can give each process a user of its own"
    if not _maps_our_users():
        return "this container knows too few users"
    if bwrap:  # which lays out folders that anybody may enter
        return why_no_bwrap(own_users=True)
    for path in readable:
        for folder in reversed(path.resolve().parents):
            if not folder.stat().st_mode & 0o001:
                return (
                    f"{folder}, above {path}, can be entered by its owner only: move Python and"
                    f" the grader elsewhere, or run chmod o+x {folder}"
                )
    return ""


def _maps_our_users() -> bool:
    try:
        lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
    except OSError:
        return False
    spans = [tuple(map(int, line.split())) for line in lines]
    return any(inner <= FIRST_UID and inner + size > LAST_UID for inner, _, size in spans)
