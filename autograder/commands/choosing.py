"""The command that settles which of a student's files is meant."""

from typing import Annotated

import typer

from autograder.assignments.layout import find_layout
from autograder.commands.options import FAILED, Name, console, errors, explained, load
from autograder.submissions.reading import IntakeError


def choose(
    student: Annotated[str, typer.Argument(help="The student, as the gradebook has it.")],
    assignment: Name,
    file: Annotated[str, typer.Argument(help="The file, as the table of the class names it.")],
) -> None:
    """Settle which of several files that differ is meant, until the student hands in again."""
    from autograder.gradebook.choices import NoChoiceError, settle  # nbgrader takes two seconds

    with explained():
        layout = find_layout()
        loaded = load(layout, assignment)
        try:
            modules = settle(layout, student, loaded, file)
        except (NoChoiceError, IntakeError) as error:
            errors.print(str(error), markup=False, soft_wrap=True)
            raise typer.Exit(FAILED) from None
    names = " and ".join(f"{module}.py" for module in modules)
    console.print(
        f"{student}: {file} will be graded as {names} of {assignment}.",
        markup=False,
        soft_wrap=True,
    )
    console.print(f"Grade it with: autograder course {assignment}", markup=False)
