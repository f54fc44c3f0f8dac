"""The author's code beside a submission: it comes after the submission's own, as compiled code.

A submission can reach whatever is in its process. So there is no text of this code in it, no
module that could be there first, and none of the built-in functions that it may have replaced.
What it then does to this code is noticed, unless it hides that as well: a hint for a person.
"""

import builtins
import marshal
import operator
import sys
from collections.abc import Callable, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

_execute, _read = exec, marshal.loads  # before a submission can replace them

Namespace = dict[str, Any]


class Beside:
    """Probes and the modules that they import; made before the submission is loaded.

    Attributes:
        taken: names of modules of the author's that were there before.
        changed: whether something of it is no longer what it was.
    """

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.changed = False
        self._builtins = dict(vars(builtins))
        self._usual = tuple(self._builtins.values())
        self._probes: Namespace = {}
        self._first: list[tuple[Namespace, str, Any, CodeType | None]] = []

    def load(self, modules: Mapping[str, bytes], probes: Mapping[str, bytes], usual: str) -> None:
        """Execute the code.

        Args:
            modules: compiled code of each module that probes import.
            probes: that of the probes, if there are any, under a name that nobody can know.
            usual: a name that somebody may take for that of the probes.
        """
        self.taken = [name for name in (*modules, usual) if name in sys.modules]
        for name, code in modules.items():
            module = ModuleType(name)
            self._execute(code, vars(module))
            sys.modules[name] = module
        for name, code in probes.items():
            self._probes = vars(ModuleType(name))
            self._execute(code, self._probes)

    def probe(self, name: str) -> Callable[..., Any]:
        """A probe, as it is now."""
        self.look()
        found: Callable[..., Any] = self._probes[name]
        return found

    def look(self) -> None:
        """Notice whether a function, a class or a built-in function has been replaced."""
        same = all(map(operator.is_, self._builtins.values(), self._usual))
        for namespace, name, value, code in self._first:
            now = namespace.get(name)
            same &= now is value and _code(now) is code
        self.changed |= not same

    def _execute(self, code: bytes, namespace: Namespace) -> None:
        namespace["__builtins__"] = self._builtins
        _execute(_read(code), namespace)
        for value in [namespace, *(v for v in namespace.values() if _is_own(v, namespace))]:
            inner = value if isinstance(value, dict) else vars(value)
            own = {n: v for n, v in inner.items() if isinstance(v, (FunctionType, type))}
            self._first += [(inner, n, v, _code(v)) for n, v in own.items()]


def _is_own(value: Any, namespace: Namespace) -> bool:
    return isinstance(value, type) and value.__module__ == namespace["__name__"]


def _code(value: Any) -> CodeType | None:
    return value.__code__ if isinstance(value, FunctionType) else None
