"""Patience with a locked gradebook."""

import sqlite3
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

MILLISECONDS = 60_000


def wait_for_locks() -> None:
    """Let every connection to a gradebook wait a minute for others to finish writing.

    SQLite gives up after five seconds, and nbgrader then stops the whole run.
    """
    if not event.contains(Engine, "connect", _be_patient):
        event.listen(Engine, "connect", _be_patient)


def _be_patient(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout = {MILLISECONDS}")
