"""The laws that an assignment keeps, apart from how its versions are graded."""

from collections import Counter
from collections.abc import Iterator

from autograder.assignments.assignment import Assignment
from autograder.authors.exercise import AuthorError
from autograder.authors.sample import Sample
from autograder.course.sample_class import misconceptions_of, samples_of, style_of


def broken_laws(assignment: Assignment, *, draft: bool) -> tuple[str, ...]:
    """The laws that an assignment breaks, one sentence each, with file and line.

    Args:
        assignment: as its author wrote it.
        draft: whether it was never released; a draft may have few wrong and right versions.
    """
    counts = () if draft else tuple(_too_few(assignment))
    return (*_idle_checks(assignment), *_twins(assignment), *_samples(assignment), *counts)


def _idle_checks(assignment: Assignment) -> Iterator[str]:
    needed = {check for wrong in assignment.misconceptions for check in wrong.fails}
    for exercise in assignment.exercises:
        for check in exercise.checks:
            if check.points and check not in needed:
                yield (
                    f"{check.where}: no misconception fails {check.name}: declare one that"
                    " only this check finds, or drop the check"
                )


def _twins(assignment: Assignment) -> Iterator[str]:
    """Versions and checks of which only one could be meant by a name."""
    variants = Counter((variant.module, variant.name) for variant in assignment.variants)
    for variant in assignment.variants:
        if variants[variant.module, variant.name] > 1:
            yield f"{variant.where}: {variant.module} has two variants called {variant.name}"
    checks = [check for exercise in assignment.exercises for check in exercise.checks]
    names = Counter((check.where.rpartition(":")[0], check.name) for check in checks)
    for check in checks:
        if names[check.where.rpartition(":")[0], check.name] > 1:
            yield f"{check.where}: two checks of this file are called {check.name}"


def _samples(assignment: Assignment) -> Iterator[str]:
    for sample in samples_of(assignment):
        try:
            _look_up(assignment, sample)
        except AuthorError as error:
            yield str(error)


def _look_up(assignment: Assignment, sample: Sample) -> None:
    misconceptions_of(assignment, sample)
    for module in sample.styles:
        style_of(assignment, sample, module)


def _too_few(assignment: Assignment) -> Iterator[str]:
    where = assignment.folder / "checks.py"
    settings = assignment.settings
    for kind, there, wanted in (
        ("misconceptions", len(assignment.misconceptions), settings.misconceptions),
        ("variants", len(assignment.variants), settings.variants),
    ):
        if there < wanted:
            yield f"{where}:1: it has {there} {kind}; course.toml asks for {wanted}"
