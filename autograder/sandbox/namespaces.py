"""What bwrap puts around the zygote, and which users its processes become."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

# Beyond the ids that systems, containers and name services give out.
FIRST_UID = 2_050_000_000
LAST_UID = FIRST_UID + 65_535
THREADS = 64  # of one such user

# Which processors there are, and random bytes. Without the first torch takes kernels for an old
# processor, which for the same seed may draw other numbers; without the last it does not start.
_MACHINE = (
    "/dev/urandom",
    "/proc/cpuinfo",
    "/sys/devices/system/cpu/kernel_max",
    "/sys/devices/system/cpu/possible",
    "/sys/devices/system/cpu/present",
)


def namespaces(kit: Path, *, own_users: bool) -> list[str]:
    """The command that runs another one inside new namespaces and an empty file system.

    Args:
        kit: folder with the worker's own files, which appear one by one below /kit.
        own_users: whether processes will change their user, which a user namespace of bwrap's,
            with its single user, does not allow; the root that changes it has no other power.
    """
    command = _unshare(own_users=own_users)
    files = [path for path in kit.rglob("*") if path.is_file()]
    inside = {path: Path("/kit") / path.relative_to(kit) for path in files}
    # matplotlib insists on a folder that looks as if it could be written to: the zygote opens
    # this /tmp to all, and what forbids to write there is Landlock and the filter of calls. It
    # comes first, for Python may lie below /tmp.
    command += ["--tmpfs", "/tmp"]  # noqa: S108 - a fresh one
    for folder in _parents([*system_folders(), *machine_files(), *inside.values()]):
        command += ["--dir", str(folder)]  # bwrap itself would make them for its user alone
    for folder in system_folders():
        command += (
            ["--symlink", str(folder.readlink()), str(folder)]
            if folder.is_symlink()
            else ["--ro-bind", str(folder), str(folder)]
        )
    for path in machine_files():
        bind = "--dev-bind" if path.is_char_device() else "--ro-bind"
        command += [bind, str(path), str(path)]
    for path, place in inside.items():
        command += ["--ro-bind", str(path), str(place)]
    return [*command, "--remount-ro", "/", "--chdir", "/kit", "--"]


def _unshare(*, own_users: bool) -> list[str]:
    command = ["bwrap", "--die-with-parent", "--cap-drop", "ALL"]
    if not own_users:
        return [*command, "--unshare-all"]
    for kind in ("pid", "net", "ipc", "uts", "cgroup-try"):
        command.append(f"--unshare-{kind}")
    for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_KILL"):
        command += ["--cap-add", capability]
    return command


def has_bwrap() -> bool:
    """Whether bwrap is installed and the kernel lets it make namespaces."""
    return why_no_bwrap() == ""


@cache
def why_no_bwrap(*, own_users: bool = False) -> str:
    """What stands in the way of bwrap's namespaces, tried out; "" when nothing does."""
    if shutil.which("bwrap") is None:
        return "bwrap is not installed"
    trial = [*_unshare(own_users=own_users), "--ro-bind", "/", "/", "true"]
    tried = subprocess.run(trial, capture_output=True, check=False)  # noqa: S603 - the system's bwrap
    said = tried.stderr.decode("utf-8", "replace").strip()
    return "" if tried.returncode == 0 else said or f"bwrap exits with {tried.returncode}"


def users_of_their_own(bwrap: bool, readable: Iterable[Path]) -> dict[str, int]:
    """The limits that give each process a user of its own, where that can be had."""
    if why_no_users(bwrap, readable):
        # The threads of a new user namespace are counted by themselves, others with the user's.
        return {"threads": 16 * THREADS} if bwrap and os.geteuid() else {}
    return {"threads": THREADS, "first_uid": FIRST_UID}


def why_no_users(bwrap: bool, readable: Iterable[Path]) -> str:
    """Why processes keep the user that runs the grader; "" when each gets its own."""
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


def _parents(paths: Iterable[Path]) -> list[Path]:
    """Folders above the paths, outermost first."""
    folders = {folder for path in paths for folder in path.parents if folder != Path("/")}
    return sorted(folders, key=lambda folder: len(folder.parts))


def machine_files() -> tuple[Path, ...]:
    """Files about the machine that tell no secret, and that packages read."""
    return tuple(path for path in map(Path, _MACHINE) if path.exists())


@cache
def system_folders() -> tuple[Path, ...]:
    """The interpreter, its packages and the system's libraries, shallowest first.

    Of a prefix only these: /usr/local also holds nbgrader's exchange.
    """
    prefixes = {Path(sys.base_prefix), Path(sys.prefix)}
    names = ("bin", "lib", "lib64", "pyvenv.cfg")
    python = {prefix / name for prefix in prefixes for name in names}
    python |= {Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")}
    system = {Path(p) for p in ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache")}
    present = sorted(p for p in python | system if p.exists())
    return tuple(p for p in present if not any(q in present for q in p.parents))
