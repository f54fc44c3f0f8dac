"""Exceptions of a submission as plain data."""

import traceback
from collections.abc import Container
from typing import Any

from autograder.worker.absent import NotThereError


def text_of(error: BaseException) -> str:
    """The text of an exception; "" where asking for it raises another."""
    try:
        return str(error.msg if isinstance(error, SyntaxError) else error)[:500]
    except BaseException:  # an exception's own text may raise
        return ""


def describe(error: BaseException, files: Container[str]) -> dict[str, Any]:
    """An exception as data, with the last line of the submission that it passed.

    Args:
        error: the exception.
        files: those of the submission.
    """
    file, line = None, None
    if isinstance(error, SyntaxError):
        file, line = error.filename, error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__, limit=50):
            if frame.filename in files:
                file, line = frame.filename, frame.lineno
    return {
        "error": type(error).__name__[:100],
        "written": not isinstance(error, NotImplementedError),
        "absent": error.name if isinstance(error, NotThereError) else None,
        "text": text_of(error),
        "file": file if isinstance(file, str) else None,
        "line": line if isinstance(line, int) else None,
    }
