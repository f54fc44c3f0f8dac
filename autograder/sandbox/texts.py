"""The code that a worker loads: the submission's as text, and the author's as compiled code."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.assignments.probes import Probes, compiled, imported
from autograder.sandbox.private import Private, private


@dataclass(frozen=True)
class Texts:
    """The modules that a worker loads.

    Attributes:
        sources: text of every module that was handed in, as SubmittedModules takes them.
        stand_ins: text of each module of the author's that replaces one of them, or that the
            probes import.
        probes: the author's code that runs beside the one that is judged.
        written: names of the modules that students write.
        packages: that a submission may import, beside Python's own.
    """

    sources: Mapping[str, bytes]
    stand_ins: Mapping[str, str]
    probes: Probes
    written: frozenset[str] = frozenset()
    packages: tuple[str, ...] = ("numpy",)

    def first(self) -> dict[str, Any]:
        """What a worker loads first: the modules, and the stand-ins that they may import."""
        first = {n: compiled(text) for n, text in self.stand_ins.items() if n not in self._beside}
        return {"sources": _as_arrays(self.sources), "stand_ins": _as_arrays(first)}

    def then(self) -> dict[str, Any]:
        """What it loads afterwards: the probes, and what they import."""
        beside = {name: compiled(self.stand_ins[name]) for name in self._beside}
        module, text = self.probes.module, self.probes.text
        probes = {f"_{secrets.token_hex(8)}": compiled(text)} if module else {}
        return {"modules": _as_arrays(beside), "probes": _as_arrays(probes), "usual": module}

    @property
    def _beside(self) -> frozenset[str]:
        """The stand-ins that only the probes import."""
        return (imported(self.probes.text) & {*self.stand_ins}) - self.written

    @property
    def private(self) -> Private:
        """What must not come out of all this."""
        return private(self.probes.text, tuple(self.stand_ins.values()))


def _as_arrays(texts: Mapping[str, bytes]) -> dict[str, Any]:
    return {name: np.frombuffer(text, np.uint8) for name, text in texts.items()}
