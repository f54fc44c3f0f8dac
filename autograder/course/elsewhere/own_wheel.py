"""A wheel of the engine as it is installed here, so that another machine grades with the same.

It is made from the installed files, whether they came from a wheel or from a working copy.
"""

import base64
import hashlib
from pathlib import Path

import coursework
from autograder.assignments.installation import HERE, own_distribution
from autograder.assignments.library import files_of
from autograder.authors.exercise import AuthorError
from autograder.release.plain_zip import plain_zip

_ENGINE = (HERE, Path(coursework.__file__).parent)
_WHEEL = "Wheel-Version: 1.0\nGenerator: autograder\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def own_wheel() -> tuple[str, bytes]:
    """The name of the wheel, and its bytes; the same installation gives the same.

    Other packages of the distribution, such as a library for students, are left out.

    Raises:
        AuthorError: the engine was never installed, so nothing is known of its distribution.
    """
    own = own_distribution()
    if own is None:
        raise AuthorError(
            "the engine was never installed, so no wheel can be made of it: install it first"
        )
    files = {
        f"{folder.name}/{path.as_posix()}": data
        for folder in _ENGINE
        for path, data in files_of(folder).items()
    }
    stem = f"{own.name.replace('-', '_')}-{own.version}"
    info = f"{stem}.dist-info"
    for name in ("METADATA", "entry_points.txt"):
        files[f"{info}/{name}"] = (own.read_text(name) or "").encode()
    files[f"{info}/top_level.txt"] = "".join(f"{f.name}\n" for f in _ENGINE).encode()
    files[f"{info}/WHEEL"] = _WHEEL.encode()
    record = "".join(f"{name},sha256={_hash(data)},{len(data)}\n" for name, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    return f"{stem}-py3-none-any.whl", plain_zip(files)


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
