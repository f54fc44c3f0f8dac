"""Formulas of markdown as MathML, which a browser shows without a script and without a network."""

import html
from functools import lru_cache
from typing import Any

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer

_TAGS = (
    "math mrow mi mn mo ms mtext mspace msup msub msubsup mover munder munderover mfrac msqrt mroot"
    " mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts mprescripts"
)
# Of those that the converter writes, all that cannot lead anywhere or take a page's room.
_ATTRIBUTES = (
    "display displaystyle scriptlevel mathvariant stretchy fence form separator accent accentunder"
    " movablelimits largeop linethickness columnalign columnlines rowlines notation"
)
TAGS, ATTRIBUTES = frozenset(_TAGS.split()), frozenset(_ATTRIBUTES.split())
_LONGEST = 2000  # characters; no formula that a person reads is longer


class FormulasAsMathML(IPythonRenderer):
    """Renders markdown with its formulas as MathML."""

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return mathml(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        """A formula between begin and end."""
        return mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")

    def inline_math(self, body: str) -> str:
        """A formula within a line."""
        return mathml(body, "inline")


@lru_cache(maxsize=2048)
def mathml(formula: str, display: str) -> str:
    """A formula as MathML; as it was written where it cannot be read.

    Args:
        formula: LaTeX.
        display: "block" or "inline".
    """
    known: Any = formula.replace("{aligned}", "{align*}")
    try:
        if len(formula) <= _LONGEST:
            return str(convert(known, display=display))
    except Exception:  # noqa: S110 - one of many kinds; the notebook is not at fault
        pass
    return f"<code>{html.escape(formula)}</code>"
