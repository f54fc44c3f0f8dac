"""Reads the formats in which MNIST and CIFAR-10 are published, believing nothing that they say.

What comes from a network is checked before it is used: an IDX file must be as long as its header
says, and a pickle may hold arrays, numbers, strings, lists and dicts only, so that loading one
runs no code of its own.
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
    """A file is not in the format that its name promises."""


def read_idx(path: Path) -> Bytes:
    """The array in a gzipped IDX file of unsigned bytes.

    Source: LeCun, Cortes and Burges, The MNIST database of handwritten digits: two zero bytes,
    the type, the number of axes, each length as a big-endian 32-bit integer, then the values.

    Raises:
        FormatError: the file is something else, or cut short, or too long.
    """
    try:
        with gzip.open(path) as file:
            zeros, kind, axes = struct.unpack(">HBB", file.read(4))
            if zeros or kind != _UNSIGNED_BYTES or not 1 <= axes <= 3:
                raise FormatError(f"{path} is no IDX file of unsigned bytes")
            shape = struct.unpack(f">{axes}I", file.read(4 * axes))
            size = math.prod(shape)
            if size > MAX_VALUES:
                raise FormatError(f"{path} claims to hold {size} values")
            values = file.read(size + 1)
    except (struct.error, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise FormatError(f"{path} is no complete gzipped IDX file: {error}") from error
    if len(values) != size:
        raise FormatError(f"{path} must hold {size} values for its shape {shape}")
    return np.frombuffer(values, np.uint8).reshape(shape)


def read_cifar(path: Path, batches: Iterable[str]) -> Part:
    """The images, shape (N, 3, 32, 32), and the N labels of some batches of CIFAR-10, in order.

    Args:
        path: cifar-10-python.tar.gz, which is read where it lies and not unpacked.
        batches: names such as "data_batch_1".

    Source: Krizhevsky, Learning Multiple Layers of Features from Tiny Images (2009).

    Raises:
        FormatError: the archive lacks a batch, or a batch is not what it should be.
    """
    wanted = [f"cifar-10-batches-py/{name}" for name in batches]
    found: dict[str, Part] = {}
    try:
        with tarfile.open(path, "r:gz") as archive:
            for member in archive:  # in the order of the file, since going back is slow
                content = archive.extractfile(member) if member.isfile() else None
                if content and member.name in wanted and member.size <= MAX_BATCH:
                    found[member.name] = _batch(content.read(), member.name)
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise FormatError(f"{path} is no complete tar.gz archive: {error}") from error
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
        raise FormatError(f"{name} is no batch of CIFAR-10: {error!r}") from error
    if not right:
        raise FormatError(f"{name} is no batch of CIFAR-10: its images and labels do not fit")
    return images.reshape(-1, 3, 32, 32), labels.astype(np.int64)


def plain_pickle(pickled: bytes) -> Any:
    """What a pickle holds, if that is made of arrays, numbers, strings, lists and dicts only.

    Strings of Python 2, in which CIFAR-10 was pickled, become bytes.

    Raises:
        FormatError: it asks for anything else, or is no pickle.
    """
    try:
        return _PlainUnpickler(io.BytesIO(pickled), encoding="bytes").load()
    except FormatError:
        raise
    except Exception as error:
        # A broken pickle raises whatever its bytes happen to ask for: IndexError, OverflowError...
        raise FormatError(f"this is no pickle of plain data: {error!r}") from error


class _PlainUnpickler(pickle.Unpickler):
    """Finds only what NumPy's own arrays are pickled with."""

    _reconstruct = np.empty(0).__reduce__()[0]
    _allowed = {  # noqa: RUF012 - read only
        ("numpy.core.multiarray", "_reconstruct"): _reconstruct,  # as NumPy 1 wrote it
        ("numpy._core.multiarray", "_reconstruct"): _reconstruct,
        ("numpy", "ndarray"): np.ndarray,
        ("numpy", "dtype"): np.dtype,
    }

    def find_class(self, module: str, name: str) -> Any:
        """The function or class that a pickle asks for, if it may."""
        if (module, name) not in self._allowed:
            raise FormatError(f"the pickle asks for {module}.{name}, which is no plain data")
        return self._allowed[module, name]
