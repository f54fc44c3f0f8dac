"""Imports modules whose texts are in memory."""

import importlib.abc
import importlib.util
from collections.abc import Mapping
from types import CodeType
from typing import Any


class SubmittedModules(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports modules from bytes, before anything that is installed."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self.sources = sources

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """The spec of a submitted module, or None."""
        if fullname not in self.sources:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=f"{fullname}.py")

    def get_source(self, fullname: str) -> str:
        """The text of a module."""
        return importlib.util.decode_source(self.sources[fullname])

    def get_code(self, fullname: str) -> CodeType:
        """The compiled module, under the file name that its author knows."""
        return compile(self.sources[fullname], f"{fullname}.py", "exec", dont_inherit=True)
