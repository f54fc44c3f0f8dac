"""Sentences that say what is wrong with a file, and where."""

import traceback
from pathlib import Path


def describe(error: BaseException, path: Path) -> str:
    """One sentence that says why a module cannot be loaded: the file, the line, and what."""
    if isinstance(error, FileNotFoundError) and error.filename is None:
        return f"{path.name} cannot be loaded: {error}."
    file, line = place_of(error, path)
    within = "" if Path(file).name == path.name else f"{Path(file).name}, "
    where = f"{within}line {line}: " if line else within
    what = error.msg if isinstance(error, SyntaxError) else str(error)
    told = f"{type(error).__name__}: {what}".rstrip(".:? ")
    return f"{path.name} cannot be loaded: {where}{told}."


def place_of(error: BaseException, path: Path) -> tuple[str, int]:
    """The file and the line that an error comes from; line 0 where it has none.

    Args:
        error: raised while a module was loaded, or while one of its functions ran.
        path: of the module; of the files of its folder the innermost is told.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno or 0
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if Path(f.filename).parent == path.parent]
    return (own[-1].filename, own[-1].lineno or 0) if own else (str(path), 0)
