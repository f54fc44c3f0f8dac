"""A gradebook that is opened a dozen times a submission, and now and then by somebody else."""

import functools
import sqlite3
from typing import Any

import nbgrader.api
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine

MILLISECONDS = 60_000


def wait_for_locks() -> None:
    """Let every connection to a gradebook wait a minute for others to finish writing.

    SQLite gives up after five seconds, and nbgrader then stops the whole run.
    """
    if not event.contains(Engine, "connect", _be_patient):
        event.listen(Engine, "connect", _be_patient)


def keep_statements() -> None:
    """Let gradebooks of one address share an engine, and so what it compiled of their queries.

    nbgrader makes an engine for each gradebook that it opens. Closing one ends the connections
    of its pool; the engine stays good for the next.
    """
    nbgrader.api.create_engine = _engine


@functools.cache
def _engine(*arguments: Any, **options: Any) -> Engine:
    return create_engine(*arguments, **options)


def _be_patient(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout = {MILLISECONDS}")
