"""A gradebook that is opened a dozen times a submission, and now and then by somebody else."""

import functools
import sqlite3
from pathlib import Path
from typing import Any, Self

import nbgrader.api
import nbgrader.dbutil
from sqlalchemy import Connection, create_engine, event, inspect, make_url
from sqlalchemy.engine import Engine

from autograder.assignments.layout import make_private

MILLISECONDS = 60_000

_CREATE_ALL = nbgrader.api.Base.metadata.create_all
_CHECK_COURSE = nbgrader.api.Gradebook.check_course
_shared: dict[str, Connection] = {}
_courses: set[tuple[str, str]] = set()  # that the transactions which are open know


def wait_for_locks() -> None:
    """Let every connection to a gradebook wait a minute for others to finish writing.

    SQLite gives up after five seconds, and nbgrader then stops the whole run.
    """
    if not event.contains(Engine, "connect", _be_patient):
        event.listen(Engine, "connect", _be_patient)


def share_connections() -> None:
    """Let the gradebooks that nbgrader opens take part in a transaction of ours.

    Outside of one they share an engine, and so what it compiled of their queries. Inside, they
    need not ask for each table, nor for the course, whether it exists. A new gradebook gets its
    folder, and needs no command on the PATH.
    """
    nbgrader.api.create_engine = _connectable
    nbgrader.api.get_alembic_version = _schema
    nbgrader.api.inspect = _inspect
    nbgrader.api.Gradebook.check_course = _check_course
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
        _courses.clear()
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


class _Made:
    """Tells of a gradebook in a transaction of ours that it has tables."""

    def get_table_names(self) -> list[str]:
        return ["course"]


def _inspect(bind: Engine | Connection) -> Any:
    return _Made() if bind in _shared.values() else inspect(bind)


def _check_course(
    gradebook: nbgrader.api.Gradebook, course_id: str = "default_course", **about: Any
) -> Any:
    """As nbgrader does it: the row of a course, which is made where there is none."""
    for url, connection in _shared.items():
        if gradebook.engine is connection and not about:
            if (url, course_id) in _courses:
                return None  # a gradebook that is opened asks for no more than that it be there
            _courses.add((url, course_id))
    return _CHECK_COURSE(gradebook, course_id=course_id, **about)


@functools.cache
def _engine(url: str, **options: Any) -> Engine:
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        make_private(Path(parts.database))  # SQLite makes no folder, and files for everybody
    return create_engine(url, **options)


@functools.cache
def _schema() -> str:
    """The version of nbgrader's tables, for which nbgrader itself runs the command alembic."""
    import alembic.config  # it takes longer to import than the gradebook
    import alembic.script

    config = alembic.config.Config()
    config.set_main_option("script_location", nbgrader.dbutil.ALEMBIC_DIR)
    return str(alembic.script.ScriptDirectory.from_config(config).get_current_head())


def _be_patient(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout = {MILLISECONDS}")
