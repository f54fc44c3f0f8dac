"""Where a class is graded: on this machine, or on the workers of a Dask scheduler."""

from contextlib import ExitStack

from autograder.assignments.installation import install
from autograder.authors.exercise import AuthorError
from autograder.grading.judges import ClassJudge, grade_class


def judge(stack: ExitStack, scheduler: str, workers: int) -> ClassJudge:
    """What grades a class.

    Args:
        stack: closes the connection to the scheduler.
        scheduler: its address; "" for none.
        workers: how many to start here; 0 for none.

    Raises:
        AuthorError: both are named, Dask is not installed, or the scheduler cannot be used.
    """
    if not scheduler and not workers:
        return grade_class
    if scheduler and workers:
        raise AuthorError("name a scheduler or a number of workers, not both")
    try:
        from autograder.course.cluster.scheduler import Cluster  # Dask takes a second to import
    except ModuleNotFoundError as error:
        raise AuthorError(f"{error.name} is not installed: {install('dask')}") from error
    return stack.enter_context(Cluster(scheduler, workers=workers)).grade_class
