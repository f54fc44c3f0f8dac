"""Imports modules whose texts are in memory."""

import contextlib
import importlib.abc
import importlib.util
from collections.abc import Mapping
from types import CodeType, ModuleType
from typing import Any


class SubmittedModules(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports modules from bytes, before anything that is installed.

    Args:
        sources: text by module name.
        stand_ins: texts that are executed in a module after its own, so that what they define
            takes the place of what the submission defines; whatever else the submission has in
            that module stays, as far as its text can be executed.
    """

    def __init__(
        self, sources: Mapping[str, bytes], stand_ins: Mapping[str, bytes] | None = None
    ) -> None:
        self.sources = sources
        self.stand_ins = stand_ins or {}

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """The spec of a submitted module, or None."""
        if fullname not in self.sources and fullname not in self.stand_ins:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=f"{fullname}.py")

    def get_source(self, fullname: str) -> str:
        """The text of a module."""
        return importlib.util.decode_source(self.sources[fullname])

    def get_code(self, fullname: str) -> CodeType:
        """The compiled module, under the file name that its author knows."""
        return compile(self.sources[fullname], f"{fullname}.py", "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Execute a module, and its stand-in after it."""
        name = module.__name__
        if name not in self.stand_ins:
            super().exec_module(module)
            return
        with contextlib.suppress(BaseException):  # it is judged elsewhere
            super().exec_module(module)
        code = compile(self.stand_ins[name], f"<stand-in for {name}>", "exec", dont_inherit=True)
        exec(code, vars(module))  # noqa: S102 - the author's own text
