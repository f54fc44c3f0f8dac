"""Frames between the grader and the worker: a JSON header and the raw bytes of arrays.

Numbers, strings, arrays, and dicts, lists and tuples of them cross. Any other object stays in
the worker and travels as a Handle. Nothing is pickled, and every length, depth and count is
bounded before anything is allocated, because the other side may be a hostile submission.
"""

import json
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.worker.nesting import is_too_deep

PREFIX = struct.Struct(">II")  # bytes of the header, bytes of the body
MAX_HEADER = 1 << 20
MAX_BODY = 1 << 28
MAX_DEPTH = 16
MAX_NODES = 10_000
MAX_DIMS = 8
MAX_TEXT = 10_000
MAX_KEPT = 64  # values that one call may leave in the worker
DTYPES = frozenset(("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8")) | frozenset(
    ("<f2", "<f4", "<f8", "<c8", "<c16")
)

MAX_INT = 1 << 63  # beyond all integers that cross

_PLAIN = frozenset((type(None), bool, float))


class WireError(ValueError):
    """The bytes are not a message."""


@dataclass(frozen=True)
class Handle:
    """An object that stays in the worker.

    Attributes:
        id: its number in the worker that holds it.
        kind: name of its type, for messages.
    """

    id: int
    kind: str


def kept_id(call: int, index: int) -> int:
    """The number of the handle for a value that a call returned and that stays in the worker."""
    return call * MAX_KEPT + index


Buffer = bytes | memoryview
Keep = Callable[[Any], Handle]


def _key(key: Any) -> str | int:
    return key if _crosses(key) and type(key) in (str, int) else str(key)[:MAX_TEXT]


def _crosses(value: Any) -> bool:
    """True for a number, a text or a constant that crosses as it is."""
    kind = type(value)
    if kind is str:
        return len(value) <= MAX_TEXT
    return kind in _PLAIN or (kind is int and abs(value) < MAX_INT)


def _refuse(value: Any) -> Handle:
    raise WireError(f"a {type(value).__name__} cannot cross")


def pack(message: dict[str, Any], value: Any = None, keep: Keep = _refuse) -> bytes:
    """One frame; see parts."""
    return b"".join(parts(message, value, keep))


def parts(message: dict[str, Any], value: Any = None, keep: Keep = _refuse) -> list[Buffer]:
    """The pieces of one frame, in order; an array's is its own memory where that is possible.

    Args:
        message: small JSON data.
        value: what crosses beside it.
        keep: called with each object that cannot cross; gives the handle that goes instead.

    Raises:
        WireError: the value is nested too deeply or too large.
    """
    body = _Encoder(keep)
    header = json.dumps({"message": message, "value": body.node(value, 0)}).encode()
    if len(header) > MAX_HEADER or body.size > MAX_BODY:
        raise WireError("the value is too large to cross")
    return [PREFIX.pack(len(header), body.size), header, *body.chunks]


def sizes(prefix: bytes | bytearray) -> tuple[int, int]:
    """Lengths of the header and the body that a prefix announces, refused when out of bounds."""
    header, body = PREFIX.unpack(prefix)
    if header > MAX_HEADER or body > MAX_BODY:
        raise WireError(f"a frame of {header} + {body} bytes is larger than allowed")
    return header, body


def unpack(
    header: bytes | bytearray, body: bytes | bytearray, hide: Callable[[str], str] = str
) -> tuple[dict[str, Any], Any]:
    """The message and the value of a frame.

    Args:
        header: bytes after the prefix.
        body: bytes after the header; arrays lie in it where it can be written to.
        hide: leaves out of the names of kinds what nobody must read.

    Raises:
        WireError: whatever is wrong with the bytes; nothing else is raised.
    """
    if is_too_deep(header):
        raise WireError("the header is nested too deeply")
    try:
        document = json.loads(header.decode())  # by itself it would take UTF-16 as well
        if b"\\ud" in header.lower():  # perhaps half a letter, which no file can hold
            whole = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
            document = json.loads(whole)
        message, node = document["message"], document["value"]
    except (ValueError, KeyError, TypeError) as error:
        raise WireError("the header is not what it should be") from error
    if not isinstance(message, dict):
        raise WireError("the message is not a dict")
    try:
        return message, _Decoder(body, hide).value(node, 0)
    except (ValueError, TypeError, OverflowError, MemoryError) as error:
        raise WireError(str(error) or "a node is not what it should be") from error


@dataclass
class _Encoder:
    keep: Keep
    chunks: list[Buffer] = field(default_factory=list)
    size: int = 0
    nodes: int = 0

    def node(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("the value is nested too deeply or has too many parts")
        if type(value) is str:
            return value[:MAX_TEXT]
        if _crosses(value):
            return value
        if isinstance(value, (np.ndarray, np.generic)) and value.ndim <= MAX_DIMS:
            return self.array(value)
        if isinstance(value, (list, tuple)):
            items = [self.node(item, depth + 1) for item in value]
            return items if isinstance(value, list) else {"tuple": items}
        if isinstance(value, dict):
            return {"dict": [[_key(k), self.node(item, depth + 1)] for k, item in value.items()]}
        return self.handle(value)

    def handle(self, value: Any) -> Any:
        handle = value if isinstance(value, Handle) else self.keep(value)
        return {"handle": [handle.id, handle.kind[:100]]}

    def array(self, value: Any) -> Any:
        plain = np.asarray(value)
        if plain.dtype == np.longdouble:
            plain = plain.astype(np.float64)
        dtype = plain.dtype.newbyteorder("<").str
        if dtype not in DTYPES:
            return self.handle(value)
        plain = np.ascontiguousarray(plain.astype(dtype, copy=False))
        kind = "scalar" if isinstance(value, np.generic) else "array"
        node = {kind: [dtype, value.shape, self.size]}
        self.chunks.append(plain.reshape(-1).view(np.uint8).data)
        self.size += plain.nbytes
        return node


@dataclass
class _Decoder:
    body: bytes | bytearray
    hide: Callable[[str], str]
    nodes: int = 0
    read: int = 0  # bytes of the body that arrays have taken

    def value(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("the value is nested too deeply or has too many parts")
        if _crosses(node):
            return node
        if type(node) is list:
            return [self.value(item, depth + 1) for item in node]
        if type(node) is dict and len(node) == 1:
            ((kind, of),) = node.items()
            if type(of) is list:
                return self.composed(kind, of, depth)
        raise WireError("a node is not what it should be")

    def composed(self, kind: str, of: list[Any], depth: int) -> Any:
        if kind == "array":
            return self.array(*_three(of))
        if kind == "scalar":
            return self.array(*_three(of))[()]
        if kind == "tuple":
            return tuple(self.value(item, depth + 1) for item in of)
        if kind == "dict":
            return dict(self.pair(pair, depth + 1) for pair in of)
        whole = kind == "handle" and len(of) == 2 and type(of[0]) is int and type(of[1]) is str
        if whole and _crosses(of[0]):
            return Handle(of[0], self.hide(of[1][:100]))
        raise WireError("a node is of no known kind")

    def pair(self, pair: Any, depth: int) -> tuple[Any, Any]:
        named = type(pair) is list and len(pair) == 2 and type(pair[0]) in (str, int)
        if not (named and _crosses(pair[0])):
            raise WireError("an item of a dict is not a key and a value")
        return pair[0], self.value(pair[1], depth)

    def array(self, dtype: Any, shape: Any, at: Any) -> Any:
        if not isinstance(dtype, str) or dtype not in DTYPES:
            raise WireError("an array has a dtype that cannot cross")
        if not isinstance(shape, list) or len(shape) > MAX_DIMS:
            raise WireError("an array has no shape, or too many dimensions")
        if any(type(n) is not int or not 0 <= n <= MAX_BODY for n in shape):
            raise WireError("an array has an impossible shape")
        if math.prod(n or 1 for n in shape) > MAX_BODY or at != self.read:
            raise WireError("an array has an impossible shape or place")
        count, start = math.prod(shape), self.read
        self.read += count * np.dtype(dtype).itemsize
        if self.read > len(self.body):  # arrays never overlap, so copies cannot outgrow the frame
            raise WireError("an array is longer than its frame")
        if not count:
            return np.empty(shape, dtype)
        array = np.frombuffer(self.body, dtype, count, start).reshape(shape)
        return array if array.flags.writeable and array.flags.aligned else array.copy()


def _three(of: list[Any]) -> list[Any]:
    if len(of) != 3:
        raise WireError("an array is not a dtype, a shape and a place")
    return of
