"""Sees that the database server of a course answers, before anything is done."""

from autograder.assignments.installation import install
from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError

_WAIT = 10  # seconds, that a server has to answer


def require_database(layout: Layout) -> None:
    """Ask the database server for an answer; an SQLite file is not asked.

    Raises:
        AuthorError: it gives none, or Python's driver for it is not installed.
    """
    if layout.gradebook is not None:
        return
    from sqlalchemy import create_engine, make_url  # it takes a fifth of a second to import
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

    where = f"{layout.root / 'course.toml'}: database"
    try:
        url = make_url(layout.database)
        waits = {"connect_timeout": _WAIT} if url.get_backend_name() == "postgresql" else {}
        engine = create_engine(url, connect_args=waits)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise AuthorError(
            f"{where} needs a driver that is not installed ({error}); for PostgreSQL:"
            f" {install('postgres')}, and a URL that begins with postgresql+psycopg://"
        ) from error
    except ArgumentError as error:
        raise AuthorError(
            f'{where} must be a URL, such as "postgresql+psycopg://grader@localhost/grades":'
            f" {error}"
        ) from error
    try:
        with engine.connect():
            pass
    except SQLAlchemyError as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        raise AuthorError(f"{where}: {url!r} does not answer: {reason}") from error
    finally:
        engine.dispose()
