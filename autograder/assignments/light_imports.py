"""Parts of other packages that take seconds to import and are never used here."""

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_GRAMMARS = "rfc3987_syntax"


def put_off_grammars() -> None:
    """Let the grammars of internationalized addresses be compiled when one is first checked.

    jsonschema, and nbformat with it, imports 38 of them, which takes longer than all else that a
    command imports.
    """
    spec = None if _GRAMMARS in sys.modules else find_spec(_GRAMMARS)
    if spec is not None:
        stand_in = sys.modules[_GRAMMARS] = _Later(_GRAMMARS)
        stand_in.__spec__ = spec
        stand_in.__path__ = spec.submodule_search_locations or []


class _Later(ModuleType):
    """Stands in for the grammars until they are used."""

    def is_valid_syntax(self, rule: str, text: str) -> bool:
        """Whether a text follows a rule of RFC 3987."""
        return bool(self._grammars().is_valid_syntax(rule, text))

    def __getattr__(self, name: str) -> Any:
        """Anything else of the package."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._grammars(), name)

    def _grammars(self) -> ModuleType:
        if sys.modules.get(_GRAMMARS) is self:
            del sys.modules[_GRAMMARS]
        return importlib.import_module(_GRAMMARS)
