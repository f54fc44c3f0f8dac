"""Imports the author's modules that have no place on Python's path."""

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

from autograder.worker.modules import SubmittedModules

_importing = threading.RLock()


@contextmanager
def importable(texts: Mapping[str, bytes]) -> Iterator[None]:
    """Let modules be imported that exist only as texts, by name; afterwards they are forgotten."""
    with _importing, _found_first(SubmittedModules(texts), texts):
        yield


@contextmanager
def importable_files(files: Mapping[str, Path]) -> Iterator[None]:
    """Let the author's files be imported by name; afterwards they are forgotten."""
    with _importing, _found_first(_AuthorsFiles(files), files):
        yield


@contextmanager
def _found_first(finder: MetaPathFinder, names: Mapping[str, object]) -> Iterator[None]:
    hidden = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(hidden)


class _AuthorsFiles(MetaPathFinder):
    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """The spec of an author's file, or None."""
        if fullname not in self._files:
            return None
        file = str(self._files[fullname])
        loader: Loader = _FreshSource(fullname, file)
        return spec_from_file_location(fullname, file, loader=loader)


class _FreshSource(SourceFileLoader):
    """Compiles a file anew each time, and leaves nothing beside it."""

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.get_data(self.path), self.path, "exec", dont_inherit=True)
