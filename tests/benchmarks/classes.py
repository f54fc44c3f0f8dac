"""Generated classes of the dropout assignment: no two submissions are the same text."""

from collections.abc import Iterator
from pathlib import Path

from autograder.assignments.assignment import Assignment, version_source
from autograder.assignments.loading import load_assignment

SOLUTIONS = Path(__file__).parents[2] / "solutions"
DROPOUT = load_assignment(SOLUTIONS / "dropout")


def honest(folder: Path, count: int, *, wrong: float = 0.3) -> Iterator[Path]:
    """Submissions as students write them: right ones, and a share of wrong ones.

    Args:
        folder: where they are written, one by one, as they are asked for.
        count: how many.
        wrong: the share that has a misconception.
    """
    mistakes = DROPOUT.misconceptions
    for i in range(count):
        texts = {module: DROPOUT.source(module) for module in DROPOUT.modules}
        if i % 100 < 100 * wrong:
            mistake = mistakes[i % len(mistakes)]
            module = DROPOUT.exercise(mistake.exercise).module
            texts[module] = version_source(DROPOUT, mistake)
        yield write(folder / f"student-{i:05d}", texts, f"# submission {i}\n")


def correct(folder: Path, assignment: Assignment = DROPOUT) -> Iterator[Path]:
    """The correct variants, one submission each."""
    for variant in assignment.variants:
        texts = {module: assignment.source(module) for module in assignment.modules}
        texts[variant.module] = version_source(assignment, variant)
        yield write(folder / f"{variant.module}-{variant.name}", texts)


def write(folder: Path, texts: dict[str, str], ending: str = "") -> Path:
    """One submission."""
    folder.mkdir(parents=True)
    for module, text in texts.items():
        (folder / f"{module}.py").write_text(text + ending, encoding="utf-8")
    return folder
