"""A made-up submission, as the author of an assignment describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sample:
    """One made-up submission, for STUDENTS in sample_class.py.

    Modules that nothing else is said of are the reference's.

    Args:
        what: what is special about it, in a few words.
        untouched: whether every module is the released skeleton.
        styles: modules in another style: the name of a variant, by module.
        wrong: misconceptions that the student has, by name, or as "exercise/name" where two
            exercises have one of that name.
        edits: changes of the reference, {module: {text: replacement}}; each text must occur
            once in it.
        without: modules that were not handed in.
        answers: written answers, by grade_id.
        copied_cell: grade_id of a cell that was copied and pasted, or "".
    """

    what: str
    untouched: bool = False
    styles: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    copied_cell: str = ""
