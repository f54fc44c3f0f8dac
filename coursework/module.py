"""A module of the student's in a running notebook: what stands in its file, and nothing else.

A function stays the same object and gets the new code when its file has changed, so that whoever
holds it follows. Where the file cannot be loaded, or lacks something, what was loaded before
raises and says so.
"""

import ast
import linecache
import sys
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from coursework.problems import describe, place_of
from coursework.unusable import Unusable, raising_code


class Module:
    """A module of the student's, and everything that was ever loaded from its file.

    Attributes:
        name: of the module.
        path: its file.
        problem: why it cannot be used now; "" where it can.
    """

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path, self.problem = name, path, ""
        there = sys.modules.get(name)
        file = getattr(there, "__file__", None)
        same = file is not None and Path(file).resolve() == path.resolve()
        self.module = there if there is not None and same else _new_module(name, path)
        self._data: bytes | None = b"\0never loaded"
        self._classes: dict[str, tuple[type, str]] = {}
        self._functions: dict[str, list[FunctionType]] = {}
        self._codes: dict[FunctionType, CodeType] = {}  # of those that raise now
        self._remember()

    @property
    def names(self) -> dict[str, Any]:
        """What the module has now."""
        return self.module.__dict__

    def refresh(self) -> dict[str, Any] | None:
        """Load the file anew if it has changed.

        Returns:
            What the module had before; None if nothing has changed.
        """
        sys.modules[self.name] = self.module
        self._remember()
        try:
            data = self.path.read_bytes()
        except OSError:
            data = None
        if data == self._data:
            return None
        self._data = data
        linecache.cache.pop(str(self.path), None)
        before = {name: v for name, v in self.names.items() if not name.startswith("__")}
        for name in (*before, "__getattr__"):
            self.names.pop(name, None)
        try:
            self._run(data)
        except (Exception, SystemExit) as error:  # whatever a student's file may raise
            told = describe(error, self.path)
            self._fail(f"{told} Correct the file, save it and run this cell again.", error, before)
        else:
            self.problem = ""
            self._adopt(ast.parse(data or b""))
        return before

    def current(self, value: Any) -> Any:
        """What stands now where an object was loaded from this module; the object, if it is not."""
        if isinstance(value, ModuleType):
            return self.module if value.__name__ == self.name else value
        if isinstance(value, Unusable):
            return self.named(value.name) if value.home == self.name else value
        if not isinstance(value, FunctionType | type) or value.__module__ != self.name:
            return value
        if "." in value.__qualname__ or not value.__name__.isidentifier():
            return value
        return self.named(value.__name__)

    def named(self, name: str) -> Any:
        """What stands under a name now; something that cannot be used where there is nothing."""
        if name in self.names:
            return self.names[name]
        return Unusable(self.problem or self._lacks(name), self.name, name)

    def _lacks(self, name: str) -> str:
        return f"{self.path.name} does not define {name} any more."

    def _run(self, data: bytes | None) -> None:
        if data is None:
            raise FileNotFoundError(f"it is not in {self.path.parent}")
        code = compile(data, str(self.path), "exec", dont_inherit=True)
        exec(code, self.names)  # noqa: S102 - as an import does, but never from a cached .pyc

    def _remember(self) -> None:
        """Note the functions that somebody may have got, by whatever way they were loaded."""
        for name, value in self.names.items():
            if isinstance(value, FunctionType) and value.__module__ == self.name:
                known = self._functions.setdefault(name, [])
                if not any(value is one for one in known):
                    known.append(value)

    def _fail(self, problem: str, error: BaseException, before: Iterable[str]) -> None:
        self.problem = problem
        place = place_of(error, self.path)
        reached = [name for name in self.names if not name.startswith("__")]
        for name in reached:
            del self.names[name]
        for functions in self._functions.values():
            for function in functions:
                self._retire(function, problem, place)
        for kind, _ in self._classes.values():
            for function in _methods(kind):
                self._retire(function, problem, place)
        for name in before:
            functions = self._functions.get(name, [])
            self.names[name] = functions[0] if functions else self._stand_in(name)
        self.names["__getattr__"] = self._stand_in

    def _stand_in(self, name: str) -> Unusable:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unusable(self.problem, self.name, name)

    def _adopt(self, tree: ast.Module) -> None:
        for name, old in self._functions.items():
            new = self.names.get(name)
            if isinstance(new, FunctionType) and new.__module__ == self.name:
                if all(_exchangeable(one, new) for one in old):
                    for one in old:
                        self._codes.pop(one, None)
                        _become(one, new)
                    self.names[name] = old[0]
                    continue
            elif new is None:
                self._all_retire(old, self._lacks(name))
                continue
            self._all_retire([one for one in old if one is not new], self._outdated(name))
        self._remember()
        self._adopt_classes(tree)

    def _adopt_classes(self, tree: ast.Module) -> None:
        written = {
            node.name: ast.dump(node) for node in tree.body if isinstance(node, ast.ClassDef)
        }
        before, self._classes = self._classes, {}
        for name, (old, text) in before.items():
            new = self.names.get(name)
            own = [b for b in getattr(new, "__bases__", ()) if b.__module__ == self.name]
            if isinstance(new, type) and written.get(name) == text and not own:
                for function in _methods(old):
                    if function in self._codes:
                        function.__code__ = self._codes.pop(function)
                self.names[name] = old  # so that its objects are still of this class
            else:
                self._all_retire(_methods(old), self._outdated(name))
        for name, value in self.names.items():
            if isinstance(value, type) and value.__module__ == self.name and name in written:
                self._classes[name] = (value, written[name])

    def _outdated(self, name: str) -> str:
        return (
            f"This was made with {name} before {self.path.name} was changed: run the cell that made"
            " it again."
        )

    def _all_retire(self, functions: Iterable[FunctionType], sentence: str) -> None:
        for function in functions:
            self._retire(function, sentence, None)

    def _retire(self, function: FunctionType, why: str, place: tuple[str, int] | None) -> None:
        self._codes.setdefault(function, function.__code__)
        function.__code__ = raising_code(why, self._codes[function], place)


def _new_module(name: str, path: Path) -> ModuleType:
    spec = spec_from_file_location(name, path)
    if spec is None:  # no module can have this name
        raise ImportError(f"{path.name} is not the name of a module")
    return module_from_spec(spec)


def _methods(kind: type) -> list[FunctionType]:
    """The functions that a class itself defines, within properties and the like as well."""
    found = []
    for value in vars(kind).values():
        inner = [getattr(value, part, None) for part in ("fget", "fset", "fdel", "__func__")]
        found += [one for one in (value, *inner) if isinstance(one, FunctionType)]
    return found


def _exchangeable(old: FunctionType, new: FunctionType) -> bool:
    return not old.__code__.co_freevars and not new.__code__.co_freevars


def _become(old: FunctionType, new: FunctionType) -> None:
    if old is new:
        return
    old.__code__ = new.__code__
    old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
    old.__doc__, old.__annotations__ = new.__doc__, new.__annotations__
    old.__dict__.clear()
    old.__dict__.update(new.__dict__)
