"""A zip of files, the same on every machine."""

import io
import zipfile
from collections.abc import Collection, Mapping

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_ORDINARY = 0o100644  # a file that everybody may read
_EXECUTABLE = 0o100755


def plain_zip(files: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """The bytes of a zip; the same files give the same.

    Args:
        files: by path within the zip.
        executable: paths of those that can be run.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, _DATE)
            info.create_system = 3  # Unix, wherever the zip is written: the mode is read so
            info.external_attr = (_EXECUTABLE if path in executable else _ORDINARY) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[path])
    return buffer.getvalue()
