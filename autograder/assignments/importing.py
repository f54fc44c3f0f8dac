"""Imports the author's modules that have no place on Python's path."""

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from autograder.worker.modules import SubmittedModules

_importing = threading.RLock()


@contextmanager
def importable(texts: Mapping[str, bytes]) -> Iterator[None]:
    """Let modules be imported that exist only as texts, by name; afterwards they are forgotten."""
    with _importing:
        hidden = {name: sys.modules.pop(name) for name in texts if name in sys.modules}
        finder = SubmittedModules(texts)
        sys.meta_path.insert(0, finder)
        try:
            yield
        finally:
            sys.meta_path.remove(finder)
            for name in texts:
                sys.modules.pop(name, None)
            sys.modules.update(hidden)
