"""A PostgreSQL server of a test's own, on loopback, with a database for each course."""

import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_DEBIAN = Path("/usr/lib/postgresql")  # which keeps the server's commands off the PATH


def programs() -> Path | None:
    """The folder of the server's commands; None where there is no server."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max((path.parent for path in _DEBIAN.glob("*/bin/initdb")), default=None)


@contextmanager
def started() -> Iterator[str]:
    """Start a server, and yield its URL without a database."""
    bin_ = programs()
    owner = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    with TemporaryDirectory(prefix="postgres-") as folder:
        data = Path(folder) / "data"
        if owner:  # the server does not run as root
            shutil.chown(folder, **owner)

        def run(name: str, *arguments: str) -> None:
            subprocess.run(
                [bin_ / name, *arguments],
                cwd=folder,
                check=True,
                stdout=subprocess.DEVNULL,
                **owner,
            )

        run("initdb", "-D", data, "-U", "grader", "-A", "trust", "-E", "UTF8", "--no-sync")
        port = _free_port()
        listens = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
        run("pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", listens, "start")
        try:
            yield f"postgresql+psycopg://grader@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def database(server: str) -> str:
    """The URL of a new database on a server."""
    import psycopg

    name = f"course_{secrets.token_hex(4)}"
    with psycopg.connect(server.replace("+psycopg", "") + "/postgres", autocommit=True) as there:
        there.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
