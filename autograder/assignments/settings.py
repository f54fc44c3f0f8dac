"""The settings of a course: its course.toml."""

import dataclasses
import tomllib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from autograder.assignments.serving import Servings, read_servings
from autograder.authors.exercise import AuthorError

FILE = "course.toml"
SQLITE = "sqlite:///"  # how the URL of a database in a file begins

_NO_TABLE = Servings()


@dataclass(frozen=True)
class Settings:
    """The choices of a course.

    Attributes:
        id: name of the course in nbgrader's gradebook and exchange.
        library: package that students import, such as "mylib"; "" for none.
        packages: packages that submissions may import, beside the standard library, the students'
            library and what an assignment needs.
        zip_address: where students' notebooks fetch the zip of an assignment that they do not find,
            with "{assignment}" for its name; "" for nowhere.
        timezone: IANA name of the zone that times without a zone are meant in.
        database: URL of the gradebook's database; "" for an SQLite file in course/.
        roster: CSV file of those who take the course, relative to it; "" where everybody does who
            hands in.
        misconceptions: how many wrong versions each assignment must have.
        variants: how many right versions each assignment must have.
        serve: what students may ask before the deadline.
    """

    id: str = ""
    library: str = ""
    packages: tuple[str, ...] = ("numpy",)
    zip_address: str = ""
    timezone: str = "UTC"
    database: str = ""
    roster: str = ""
    misconceptions: int = 1
    variants: int = 1
    serve: Servings = _NO_TABLE

    @property
    def imports(self) -> tuple[str, ...]:
        """Packages that submissions may import, beside what Python and an exercise bring."""
        return (*self.packages, *filter(None, [self.library]))

    @property
    def zone(self) -> ZoneInfo:
        """The zone that times without a zone are meant in."""
        return ZoneInfo(self.timezone)

    @property
    def library_folder(self) -> Path | None:
        """The folder of the students' library; None where there is none.

        Raises:
            AuthorError: the library is not installed, or is no package.
        """
        if not self.library:
            return None
        spec = find_spec(self.library)
        if spec is None or not spec.submodule_search_locations:
            raise AuthorError(
                f"{FILE}: the students' library {self.library} is not an installed package: install"
                ' it, or write library = ""'
            )
        return Path(next(iter(spec.submodule_search_locations)))


def find_settings(folder: Path) -> Settings:
    """The settings of the course that a folder belongs to; the defaults outside of a course.

    Raises:
        AuthorError: course.toml cannot be read.
    """
    for parent in (folder, *folder.parents):
        if (parent / FILE).is_file():
            return read_settings(parent / FILE)
    return Settings()


def read_settings(path: Path) -> Settings:
    """The settings in a file.

    Raises:
        AuthorError: it is no TOML, or a setting is unknown or of the wrong type.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AuthorError(f"{path}: {error}") from error
    known = {field.name: field.default for field in dataclasses.fields(Settings)}
    for name, value in document.items():
        if name not in known:
            raise AuthorError(f"{path}: there is no setting {name}; there are {', '.join(known)}")
        document[name] = _typed(path, name, value, known[name])
    _require_address(path, document.get("zip_address", ""))
    settings = Settings(**document)
    _require_id(path, settings)
    try:
        _ = settings.zone
    except (KeyError, ValueError, OSError) as error:
        raise AuthorError(
            f'{path}: timezone must be an IANA name, such as "Asia/Seoul" or "Europe/Paris", and'
            f" not {settings.timezone!r}"
        ) from error
    return settings


def _require_id(path: Path, settings: Settings) -> None:
    """Refuse a course without a name on a database server.

    nbgrader then records no course, which SQLite puts up with and a server does not.
    """
    if settings.database and not settings.database.startswith(SQLITE) and not settings.id:
        raise AuthorError(
            f'{path}: with a database server, id must name the course, such as id = "ml-2027"'
        )


def _require_address(path: Path, address: str) -> None:
    if address and not (address.startswith(("https://", "http://")) and "{assignment}" in address):
        raise AuthorError(
            f"{path}: zip_address must be an address with {{assignment}} in it, such as"
            f' "https://example.org/{{assignment}}.zip", and not {address!r}'
        )


def _typed(path: Path, name: str, value: Any, default: Any) -> Any:
    if isinstance(default, Servings):
        return read_servings(path, value)
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise AuthorError(f'{path}: {name} must be a list of names, such as ["numpy"]')
        return tuple(value)
    if type(value) is not type(default):
        wanted = "a whole number, such as 1," if isinstance(default, int) else "a text in quotes"
        raise AuthorError(f"{path}: {name} must be {wanted} and not {value!r}")
    return value
