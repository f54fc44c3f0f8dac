"""Keeps the functions of a running notebook at what stands in their files.

Before each cell the files of the student's modules are compared with what was loaded, byte by
byte, since the times of files are not to be trusted everywhere. What has changed is loaded anew,
and a name in the notebook, or in another of these modules, that was imported from there gets
what the module has now under that name. So no cell ever runs code that is not in the file.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from coursework.module import Module
from coursework.unusable import Unusable

_IDENTICAL = (bool, int, str, type(None))  # equal ones are often one object, whoever made them


class Watcher:
    """Refreshes the modules of a folder before each cell.

    Attributes:
        modules: by name.
    """

    def __init__(self, folder: Path, names: Iterable[str], namespace: dict[str, Any]) -> None:
        self._folder, self._namespace = folder, namespace
        self.modules = {name: Module(name, folder / f"{name}.py") for name in names}

    def refresh(self, *_: Any) -> list[str]:
        """Bring everything up to date; says which files cannot be loaded, once for each change."""
        for name, path in _others(self._folder, self.modules):
            self.modules[name] = Module(name, path)
        changed = []
        for module in list(self.modules.values()):
            before = module.refresh()
            if before is not None:
                changed.append(module)
                self._follow_values(module, before)
        for module in self.modules.values():
            self._follow_objects(module)
        problems = [module.problem for module in changed if module.problem]
        for problem in problems:
            print(problem)
        return problems

    def _namespaces(self, but: Module) -> Iterator[dict[str, Any]]:
        yield self._namespace
        yield from (module.names for module in self.modules.values() if module is not but)

    def _follow_values(self, module: Module, before: dict[str, Any]) -> None:
        """Hand on numbers, arrays and the like, which bear no sign of where they come from."""
        for names in self._namespaces(module):
            for name, value in before.items():
                plain = isinstance(value, (*_IDENTICAL, FunctionType, type, ModuleType, Unusable))
                if not plain and names.get(name) is value:
                    names[name] = module.named(name)

    def _follow_objects(self, module: Module) -> None:
        for names in self._namespaces(module):
            for name, value in list(names.items()):
                now = module.current(value)
                if now is not value:
                    names[name] = now


def watch(*names: str, folder: Path | None = None) -> None:
    """Follow the files of some modules from now on, before each cell of this notebook.

    Args:
        names: of the modules, without ".py".
        folder: where their files lie; by default the working directory.
    """
    shell = _shell()
    watcher = Watcher(folder or Path.cwd(), names, shell.user_ns if shell else {})
    if shell:
        callbacks: list[Callable[..., Any]] = shell.events.callbacks["pre_run_cell"]
        for callback in list(callbacks):
            if type(getattr(callback, "__self__", None)).__qualname__ == Watcher.__qualname__:
                shell.events.unregister("pre_run_cell", callback)
        shell.events.register("pre_run_cell", watcher.refresh)
    watcher.refresh()


def _shell() -> Any:
    """The running IPython; None outside of one."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _others(folder: Path, known: Iterable[str]) -> list[tuple[str, Path]]:
    """Further modules of the folder that somebody has imported."""
    found = []
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and file.endswith(".py") and name not in known:
            path = Path(file)
            if path.parent == folder and path.stem == name:
                found.append((name, path))
    return found
