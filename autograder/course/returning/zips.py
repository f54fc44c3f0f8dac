"""Zips that are the same byte for byte when their files are."""

import io
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)


def zip_of(files: Mapping[str, bytes], programs: frozenset[str] = frozenset()) -> bytes:
    """A zip of files.

    Args:
        files: by their paths.
        programs: those that can be run.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.external_attr = (0o100755 if name in programs else 0o100644) << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()
