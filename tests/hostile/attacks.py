"""Reads the attacks: what each tries, what it must get, what it needs."""

import ast
import importlib.util
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FOLDER = Path(__file__).parent
TRAINING = "training"  # against a grader whose submissions may use torch
FAMILIES = (
    "lying",
    "forging",
    "telling",
    "shortcuts",
    "state",
    "dying",
    "flooding",
    "values",
    "escaping",
    "writing",
)
MODULE = "layers"
OWN = ("dropout_forward", "dropout_backward")  # the exercises of that module
OF_MODULE = {MODULE: OWN, "fc_net": ("fc_net_loss",)}

_CLAUSE = re.compile(
    r"(?:(?P<exercise>[a-z_]+) )?(?P<most>at most )?(?P<score>full|nothing|[\d.]+)"
)


@dataclass(frozen=True)
class Bound:
    """A score that an attack must get: exactly, or at most.

    Attributes:
        exercise: the exercise, or "" for the sum of all.
        score: the score; None for full marks.
        most: whether less will do.
    """

    exercise: str
    score: float | None
    most: bool

    def allows(self, score: float, points: float) -> bool:
        """Whether a score out of so many points is one that it may get."""
        wanted = points if self.score is None else self.score
        return score <= wanted if self.most else score == wanted

    def __str__(self) -> str:
        score = "full" if self.score is None else f"{self.score:g}"
        return " ".join(filter(None, (self.exercise, "at most" * self.most, score)))


@dataclass(frozen=True)
class Attack:
    """One hostile module.

    Attributes:
        path: its file.
        text: its source.
    """

    path: Path
    text: str

    @property
    def name(self) -> str:
        """Family and file."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @cached_property
    def _docstring(self) -> str:
        return ast.get_docstring(ast.parse(self.text)) or ""

    @property
    def tries(self) -> str:
        """The first sentence of its docstring."""
        return " ".join(self._docstring.split("\n\n")[0].split())

    @property
    def gets(self) -> tuple[Bound, ...]:
        """What it must get."""
        return tuple(_bound(clause) for clause in self._line("gets").split(", "))

    @property
    def needs(self) -> frozenset[str]:
        """What it needs: fc_net, x86_64, torch, or "no X" for a package that must be absent."""
        line = self._line("needs")
        return frozenset(line.split(", ")) if line else frozenset()

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercises that count."""
        return (*OWN, "fc_net_loss") if "fc_net" in self.needs else OF_MODULE[self.module]

    @property
    def module(self) -> str:
        """The module that it is handed in as: layers, unless it says another one."""
        return self._line("module") or MODULE

    @property
    def notes(self) -> str:
        """Words that a note for a person must have; "" for none."""
        return self._line("notes")

    def beside(self, helpers: Mapping[str, str]) -> dict[str, str]:
        """Those helpers that it imports."""
        imported = set(re.findall(r"^\s*(?:from|import) (\w+)", self.text, re.MULTILINE))
        return {name: text for name, text in helpers.items() if name in imported}

    @property
    def impossible(self) -> str:
        """Why it cannot be tried on this machine, or ""."""
        for need in self.needs:
            if need == "torch" and importlib.util.find_spec(need) is None:
                return "torch is not installed here"
            if need == "x86_64" and platform.machine() != need:
                return "it is written in the machine code of x86_64"
            if need.startswith("no ") and importlib.util.find_spec(need[3:]):
                return f"{need[3:]} is installed here"
        return ""

    def _line(self, key: str) -> str:
        found = re.findall(rf"^{key}: (.+)$", self._docstring, re.MULTILINE)
        return found[0] if found else ""


def _bound(clause: str) -> Bound:
    parts = _CLAUSE.fullmatch(clause)
    if parts is None:
        raise ValueError(f"not a score that an attack can get: {clause!r}")
    score = {"full": None, "nothing": 0.0}.get(parts["score"], parts["score"])
    return Bound(
        parts["exercise"] or "", None if score is None else float(score), bool(parts["most"])
    )


def attacks(families: Iterable[str] = FAMILIES) -> tuple[Attack, ...]:
    """All of some families, one after the other."""
    paths = (path for family in families for path in sorted((FOLDER / family).glob("*.py")))
    return tuple(Attack(path, path.read_text(encoding="utf-8")) for path in paths)
