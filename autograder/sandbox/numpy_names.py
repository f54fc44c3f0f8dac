"""Names that numpy once had: which version removed each, and what to write.

From numpy's release notes: 1.23, 1.24, 2.0 (with its migration guide) and 2.4.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Removal:
    """The end of a name of numpy.

    Attributes:
        name: with "np." before it.
        version: of numpy that removed it.
        instead: what to write.
    """

    name: str
    version: str
    instead: str


_REMOVED: Mapping[str, Mapping[str, str]] = {
    "1.23": {"alen": "len(x)", "asscalar": "x.item()"},
    "1.24": {
        "bool": "bool",
        "complex": "complex",
        "float": "float",
        "int": "int",
        "long": "int",
        "object": "object",
        "str": "str",
        "unicode": "str",
    },
    "2.0": {
        "Inf": "np.inf",
        "Infinity": "np.inf",
        "NAN": "np.nan",
        "NINF": "-np.inf",
        "NZERO": "-0.0",
        "NaN": "np.nan",
        "PINF": "np.inf",
        "PZERO": "0.0",
        "alltrue": "np.all",
        "asfarray": "np.asarray(x, dtype=float)",
        "bool8": "np.bool_",
        "cast": "np.asarray(x, dtype=dtype)",
        "cfloat": "np.complex128",
        "clongfloat": "np.clongdouble",
        "complex_": "np.complex128",
        "cumproduct": "np.cumprod",
        "fastCopyAndTranspose": "x.T.copy()",
        "find_common_type": "np.result_type",
        "float_": "np.float64",
        "infty": "np.inf",
        "issubclass_": "issubclass",
        "issubsctype": "np.issubdtype",
        "longcomplex": "np.clongdouble",
        "longfloat": "np.longdouble",
        "mat": "np.asmatrix",
        "msort": "np.sort(x, axis=0)",
        "product": "np.prod",
        "round_": "np.round",
        "safe_eval": "ast.literal_eval",
        "singlecomplex": "np.complex64",
        "sometrue": "np.any",
        "string_": "np.bytes_",
        "unicode_": "np.str_",
    },
    "2.4": {"in1d": "np.isin", "trapz": "np.trapezoid"},
}

_SAID = re.compile(
    r"module 'numpy' has no attribute '(\w+)'"
    r"|`np\.(\w+)` was removed in the NumPy"
    r"|cannot import name '(\w+)' from 'numpy'"
)


def removal_in(text: str) -> Removal | None:
    """The name of numpy that an exception's text is about, where numpy had it once.

    One that this numpy has is none, whatever the text says.
    """
    match = _SAID.match(text)
    if match is None:
        return None
    name = next(filter(None, match.groups()))
    for version, names in _REMOVED.items():
        if name in names and name not in np.__dict__:
            return Removal(f"np.{name}", version, names[name])
    return None
