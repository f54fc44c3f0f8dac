"""Imports an author's files, which are on no path, and leaves nothing of them behind."""

import importlib.abc
import importlib.util
import sys
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

_importing = threading.RLock()


@contextmanager
def importable(finder: importlib.abc.MetaPathFinder, names: Collection[str]) -> Iterator[None]:
    """Within it, modules of these names are what the finder finds; afterwards what they were.

    Args:
        finder: asked before anything that is installed.
        names: of the modules that it finds.
    """
    with _importing:
        hidden = {name: sys.modules.pop(name) for name in names if name in sys.modules}
        sys.meta_path.insert(0, finder)
        try:
            yield
        finally:
            sys.meta_path.remove(finder)
            for name in names:
                sys.modules.pop(name, None)
            sys.modules.update(hidden)


class FilesBeside(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports files by the names of their modules, and writes no bytecode beside them.

    Args:
        paths: by module name.
    """

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self.paths = paths

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """The spec of one of the files, or None."""
        if fullname not in self.paths:
            return None
        where = str(self.paths[fullname])
        return importlib.util.spec_from_file_location(fullname, where, loader=self)

    def get_source(self, fullname: str) -> str:
        """The text of a file."""
        return importlib.util.decode_source(self.paths[fullname].read_bytes())

    def get_code(self, fullname: str) -> CodeType:
        """A file compiled."""
        path = self.paths[fullname]
        return compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
