"""Submissions that are alike beyond what everybody was given: something to look at, and no guilt.

Fingerprints of the code (winnowing, as in Schleimer, Wilkerson and Aiken, SIGMOD 2003; the library
copydetect takes them) are compared. Those of the skeleton, of the reference and of every version
that the author wrote down do not count, nor do those that many submissions share: short exercises
have few ways to be solved.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from copydetect import CodeFingerprint, compare_files
from numpy.typing import NDArray

from autograder.assignments.assignment import Assignment, version_source
from autograder.assignments.layout import Layout
from autograder.authors.exercise import Misconception, Variant
from autograder.course.reporting.classes import Class

_KGRAM, _WINDOW = 25, 6  # the library's own: runs of 30 characters are always found
_COMMON_SHARE, _COMMON = 0.05, 4  # of a class; shared by more, it is a common way to write it
_ALIKE = 0.8  # of what is a student's own
_ENOUGH = 80  # characters of it


@dataclass(frozen=True)
class Side:
    """One of two texts.

    Attributes:
        student: who handed it in.
        parts: the text in pieces, and whether each is in the other text too.
    """

    student: str
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Similar:
    """A group of submissions that are alike.

    Attributes:
        assignment: which.
        module: the file, without ".py".
        students: of the group.
        identical: whether the texts are the same, their blanks aside.
        alike: the smallest share of one's own code that another of the group has too.
        sides: the two that are closest, side by side; () where students are not named.
    """

    assignment: str
    module: str
    students: tuple[str, ...]
    identical: bool
    alike: float
    sides: tuple[Side, ...]


@dataclass
class _Texts:
    """The texts of one module.

    Attributes:
        given: that everybody has, or that the author knows.
        own: what was handed in, by student.
        prints: fingerprints without what is given or common, by student.
    """

    given: Sequence[str]
    own: Mapping[str, str]
    prints: dict[str, CodeFingerprint] = field(default_factory=dict)


def similar(layout: Layout, class_: Class) -> list[Similar]:
    """Groups of submissions that are alike, the largest first."""
    found: list[Similar] = []
    for module in class_.assignment.modules:
        texts = _Texts(
            _given(layout, class_.assignment, module),
            {
                submission.student: path.read_bytes().decode("utf-8", "replace")
                for submission in class_.submissions
                if (path := submission.place / f"{module}.py").is_file()
            },
        )
        found += _groups(class_.assignment.name, module, texts)
    return sorted(found, key=lambda group: (-len(group.students), -group.alike))


def _given(layout: Layout, assignment: Assignment, module: str) -> list[str]:
    """The skeleton, the reference, and every right and wrong version that was written down."""
    released = layout.assignments / assignment.name / f"{module}.py"
    skeleton = [released.read_text(encoding="utf-8")] if released.is_file() else []
    wrong: tuple[Misconception | Variant, ...] = assignment.misconceptions
    versions = (*wrong, *assignment.variants)
    of_module = (one for one in versions if assignment.module_of(one) == module)
    known = (version_source(assignment, one) for one in of_module)
    return [*skeleton, assignment.source(module), *known]


def _groups(assignment: str, module: str, texts: _Texts) -> Iterator[Similar]:
    _take_prints(texts)
    pairs = {pair: alike for pair in _candidates(texts) if (alike := _alike(texts, *pair))}
    group_of: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(joined, joined)
    for group in {id(group): group for group in group_of.values()}.values():
        inside = {pair: alike for pair, alike in pairs.items() if pair[0] in group}
        closest = max(inside, key=lambda pair: inside[pair])
        plain = {"".join(texts.own[student].split()) for student in group}
        yield Similar(
            assignment,
            module,
            tuple(sorted(group)),
            len(plain) == 1,
            min(inside.values()),
            _sides(texts, *closest),
        )


def _take_prints(texts: _Texts) -> None:
    given: set[int] = set()
    for text in texts.given:
        given |= _fingerprint(text).hashes
    shared = Counter(h for text in texts.own.values() for h in _fingerprint(text).hashes)
    most = max(_COMMON, _COMMON_SHARE * len(texts.own))
    common = given | {one for one, count in shared.items() if count > most}
    for student, text in texts.own.items():
        prints = _fingerprint(text)
        # The library's own way to leave some out keeps those that a text has twice.
        prints.hashes -= common
        prints.hash_idx = {one: at for one, at in prints.hash_idx.items() if one not in common}
        texts.prints[student] = prints


def _fingerprint(text: str) -> CodeFingerprint:
    return CodeFingerprint("module.py", _KGRAM, _WINDOW, fp=io.StringIO(text))


def _candidates(texts: _Texts) -> Iterator[tuple[str, str]]:
    """Pairs that share any fingerprint."""
    having: dict[int, list[str]] = defaultdict(list)
    for student, prints in texts.prints.items():
        for one in prints.hashes:
            having[one].append(student)
    yield from sorted({pair for who in having.values() for pair in combinations(sorted(who), 2)})


def _alike(texts: _Texts, one: str, other: str) -> float:
    """The smaller share of their own code that two have in common; 0 where it is too little."""
    first, second = texts.prints[one], texts.prints[other]
    common = first.hashes & second.hashes
    shares = (len(common) / len(first.hashes), len(common) / len(second.hashes))
    overlap, _, _ = compare_files(first, second)
    return min(shares) if min(shares) >= _ALIKE and overlap >= _ENOUGH else 0.0


def _sides(texts: _Texts, one: str, other: str) -> tuple[Side, Side]:
    _, _, slices = compare_files(texts.prints[one], texts.prints[other])
    first, second = (
        Side(student, _parts(texts.own[student], places))
        for student, places in zip((one, other), slices, strict=True)
    )
    return first, second


def _parts(text: str, places: NDArray[Any]) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in places.T.astype(int).tolist():
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    parts.append((text[at:], False))
    return tuple(part for part in parts if part[0])
