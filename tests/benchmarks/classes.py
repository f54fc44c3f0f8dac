"""Generated classes of the dropout assignment: no two submissions are the same text."""

from collections.abc import Iterator
from pathlib import Path

from autograder.assignments.assignment import Assignment, wrong_source
from autograder.assignments.loading import load_assignment
from autograder.authoring.versions import variants

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
            texts[module] = wrong_source(DROPOUT, mistake)
        yield write(folder / f"student-{i:05d}", texts, f"# submission {i}\n")


def correct(folder: Path, assignment: Assignment = DROPOUT) -> Iterator[Path]:
    """The correct variants, one submission each."""
    for path in variants(assignment):
        texts = {module: assignment.source(module) for module in assignment.modules}
        texts[path.parent.name] = path.read_text(encoding="utf-8")
        yield write(folder / f"{path.parent.name}-{path.stem}", texts)


def write(folder: Path, texts: dict[str, str], ending: str = "") -> Path:
    """One submission."""
    folder.mkdir(parents=True)
    for module, text in texts.items():
        (folder / f"{module}.py").write_text(text + ending, encoding="utf-8")
    return folder
