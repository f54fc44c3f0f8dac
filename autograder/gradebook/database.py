"""A gradebook that is opened a dozen times a submission, and now and then by somebody else."""

import functools
import sqlite3
from pathlib import Path
from typing import Any, Self

import alembic.config
import alembic.script
import nbgrader.api
import nbgrader.dbutil
from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.engine import Engine

MILLISECONDS = 60_000

_CREATE_ALL = nbgrader.api.Base.metadata.create_all
_shared: dict[str, Connection] = {}


def wait_for_locks() -> None:
    """Let every connection to a gradebook wait a minute for others to finish writing.

    SQLite gives up after five seconds, and nbgrader then stops the whole run.
    """
    if not event.contains(Engine, "connect", _be_patient):
        event.listen(Engine, "connect", _be_patient)


def share_connections() -> None:
    """Let the gradebooks that nbgrader opens take part in a transaction of ours.

    Outside of one they share an engine, and so what it compiled of their queries. Inside, they
    need not ask for each table whether it exists. A new gradebook gets its folder, and needs no
    command on the PATH.
    """
    nbgrader.api.create_engine = _connectable
    nbgrader.api.get_alembic_version = _schema
    nbgrader.api.Base.metadata.create_all = _create_all


class Transaction:
    """A transaction that writes all of one submission's record or nothing.

    nbgrader commits after every cell, which costs some thirty waits for the disk, and a run that
    is killed leaves half a submission. While a transaction is open, each gradebook of this
    process is on its connection, and what commits there waits for ours.

    Args:
        url: of the gradebook.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    def begin(self) -> None:
        """Start anew; what was not committed is undone."""
        self.undo()
        self._connection.begin()
        _shared[self._url] = self._connection

    def commit(self) -> None:
        """Write it."""
        _shared.pop(self._url, None)
        self._connection.commit()

    def undo(self) -> None:
        """Forget it."""
        _shared.pop(self._url, None)
        self._connection.rollback()

    def __enter__(self) -> Self:
        nbgrader.api.Gradebook(self._url).close()  # from here on it has its tables
        self._connection = _engine(self._url, future=True).connect()
        self._connection.dispose = lambda: None  # type: ignore[attr-defined] # a gradebook calls it
        return self

    def __exit__(self, *error: object) -> None:
        self.undo()
        self._connection.close()


def _connectable(url: str, **options: Any) -> Engine | Connection:
    return _shared.get(url) or _engine(url, **options)


def _create_all(bind: Engine | Connection) -> None:
    if bind not in _shared.values():
        _CREATE_ALL(bind)


@functools.cache
def _engine(url: str, **options: Any) -> Engine:
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        # A fresh clone has no course/ yet, and SQLite makes files only.
        Path(parts.database).parent.mkdir(parents=True, exist_ok=True)
    return create_engine(url, **options)


@functools.cache
def _schema() -> str:
    """The version of nbgrader's tables, for which nbgrader itself runs the command alembic."""
    config = alembic.config.Config()
    config.set_main_option("script_location", nbgrader.dbutil.ALEMBIC_DIR)
    return str(alembic.script.ScriptDirectory.from_config(config).get_current_head())


def _be_patient(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout = {MILLISECONDS}")
