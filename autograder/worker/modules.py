"""Imports modules whose texts are in memory."""

import contextlib
import importlib.abc
import importlib.util
import marshal
from collections.abc import Mapping
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

_INIT = ".__init__"


class SubmittedModules(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports modules from bytes, before anything that is installed.

    Args:
        sources: text by module name. A package is "name.__init__"; without it the modules
            "name.first", "name.second" are in a namespace package.
        stand_ins: compiled code that is executed in a module after its own text, so that what it
            defines takes the place of what the submission defines; whatever else the submission
            has in that module stays, as far as its text can be executed.
    """

    def __init__(
        self, sources: Mapping[str, bytes], stand_ins: Mapping[str, bytes] | None = None
    ) -> None:
        self.sources = sources
        self.stand_ins = stand_ins or {}
        names = (*self.sources, *self.stand_ins)
        self._folders = {name[:at] for name in names for at in _dots(name)}

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """The spec of a submitted module or package, or None."""
        package = fullname + _INIT in self.sources
        if package or fullname in self.sources or fullname in self.stand_ins:
            origin = self.file_of(fullname)
            return importlib.util.spec_from_loader(
                fullname, self, origin=origin, is_package=package
            )
        if fullname in self._folders:
            return ModuleSpec(fullname, None, is_package=True)
        return None

    def owns(self, fullname: str) -> bool:
        """True for the name of a submitted module or package."""
        return fullname in self.sources or fullname + _INIT in self.sources

    def file_of(self, fullname: str) -> str:
        """The file name of a module as its author knows it."""
        return file_of(self._key(fullname))

    def get_source(self, fullname: str) -> str:
        """The text of a module."""
        return importlib.util.decode_source(self.sources[self._key(fullname)])

    def get_code(self, fullname: str) -> CodeType:
        """The compiled module, under the file name that its author knows."""
        text = self.sources[self._key(fullname)]
        return compile(text, self.file_of(fullname), "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Execute a module, and its stand-in after it."""
        name = module.__name__
        if name not in self.stand_ins:
            self.exec_text(module)
            return
        with contextlib.suppress(BaseException):  # it is judged elsewhere
            self.exec_text(module)
        exec(marshal.loads(self.stand_ins[name]), vars(module))  # noqa: S102, S302 - the author's

    def exec_text(self, module: ModuleType) -> None:
        """Execute the text of a module."""
        super().exec_module(module)

    def _key(self, fullname: str) -> str:
        package = fullname + _INIT
        return package if package in self.sources else fullname


def file_of(key: str) -> str:
    """The file that a key of ``sources`` stands for: "utils/helpers.py" for "utils.helpers"."""
    return f"{key.replace('.', '/')}.py"


def _dots(name: str) -> list[int]:
    return [at for at, letter in enumerate(name) if letter == "."]
