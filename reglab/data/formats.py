"""Readers for the file formats of MNIST and CIFAR-10, safe with any file.

The length of an IDX file must agree with its header. A pickle may contain only arrays, numbers,
strings, lists and dicts, so loading it runs no code.
"""

import gzip
import io
import math
import pickle
import struct
import tarfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Part = tuple[Bytes, NDArray[np.int64]]

_UNSIGNED_BYTES = 0x08  # the IDX code of the only type that MNIST uses
MAX_VALUES = 2**28  # in one IDX file; the largest of MNIST has 47 million
MAX_BATCH = 64 * 2**20  # bytes of one pickled batch; CIFAR-10's have 31 MB


class FormatError(ValueError):
    """A file is damaged, or has another format than its name says."""


def read_idx(path: Path) -> Bytes:
    """The array in a gzipped IDX file of unsigned bytes.

    Source: LeCun, Cortes and Burges, The MNIST database of handwritten digits: two zero bytes,
    the type, the number of axes, each length as a big-endian 32-bit integer, then the values.

    Raises:
        FormatError: the file has another format, or is too short or too long.
    """
    try:
        with gzip.open(path) as file:
            zeros, kind, axes = struct.unpack(">HBB", file.read(4))
            if zeros or kind != _UNSIGNED_BYTES or not 1 <= axes <= 3:
                raise FormatError(f"{path} is not an IDX file of unsigned bytes")
            shape = struct.unpack(f">{axes}I", file.read(4 * axes))
            size = math.prod(shape)
            if size > MAX_VALUES:
                raise FormatError(f"the header of {path} asks for {size} values, which is too many")
            values = file.read(size + 1)
    except (struct.error, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise FormatError(f"{path} is not a complete gzipped IDX file: {error}") from error
    if len(values) != size:
        raise FormatError(f"{path} must contain {size} values for its shape {shape}")
    return np.frombuffer(values, np.uint8).reshape(shape)


def read_cifar(path: Path, batches: Iterable[str]) -> Part:
    """Images, shape (N, 3, 32, 32), and N labels of some batches of CIFAR-10.

    Args:
        path: of cifar-10-python.tar.gz, which stays packed.
        batches: names such as "data_batch_1".

    Source: Krizhevsky, Learning Multiple Layers of Features from Tiny Images (2009).

    Raises:
        FormatError: a batch is missing or damaged.
    """
    wanted = [f"cifar-10-batches-py/{name}" for name in batches]
    found: dict[str, Part] = {}
    try:
        with tarfile.open(path, "r:gz") as archive:
            for member in archive:  # in the order of the file; to go back is slow
                content = archive.extractfile(member) if member.isfile() else None
                if content and member.name in wanted and member.size <= MAX_BATCH:
                    found[member.name] = _batch(content.read(), member.name)
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise FormatError(f"{path} is not a complete tar.gz archive: {error}") from error
    if missing := [name for name in wanted if name not in found]:
        raise FormatError(f"{path} lacks {', '.join(missing)}")
    images, labels = zip(*(found[name] for name in wanted), strict=True)
    return np.concatenate(images), np.concatenate(labels)


def _batch(pickled: bytes, name: str) -> Part:
    try:
        batch = plain_pickle(pickled)
        images, labels = batch[b"data"], np.asarray(batch[b"labels"])
        right = images.dtype == np.uint8 and images.shape == (len(labels), 3 * 32 * 32)
        right = right and labels.ndim == 1 and labels.dtype.kind == "i" and labels.min() >= 0
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise FormatError(f"{name} is not a batch of CIFAR-10: {error!r}") from error
    if not right:
        raise FormatError(f"{name} is not a batch of CIFAR-10: its images and labels do not fit")
    return images.reshape(-1, 3, 32, 32), labels.astype(np.int64)


def plain_pickle(pickled: bytes) -> Any:
    """Content of a pickle of arrays, numbers, strings, lists and dicts.

    Strings of Python 2, which wrote CIFAR-10, become bytes.

    Raises:
        FormatError: the pickle contains anything else, or is damaged.
    """
    try:
        return _PlainUnpickler(io.BytesIO(pickled), encoding="bytes").load()
    except FormatError:
        raise
    except Exception as error:
        # A damaged pickle can raise any error: IndexError, OverflowError, ...
        raise FormatError(f"this is not a pickle of plain data: {error!r}") from error


class _PlainUnpickler(pickle.Unpickler):
    """An unpickler that knows only the functions and classes of NumPy arrays."""

    _reconstruct = np.empty(0).__reduce__()[0]
    _allowed = {  # noqa: RUF012 - read only
        ("numpy.core.multiarray", "_reconstruct"): _reconstruct,  # as NumPy 1 wrote it
        ("numpy._core.multiarray", "_reconstruct"): _reconstruct,
        ("numpy", "ndarray"): np.ndarray,
        ("numpy", "dtype"): np.dtype,
    }

    def find_class(self, module: str, name: str) -> Any:
        """The function or class that a pickle asks for, if it is allowed."""
        if (module, name) not in self._allowed:
            raise FormatError(f"the pickle asks for {module}.{name}, which is not plain data")
        return self._allowed[module, name]
