"""Students' code in colours, within bounded time.

Pygments takes minutes over 200 kB of "a.b.a.b.", and would take them in formgrader and in every
run that writes feedback.
"""

import html
from functools import lru_cache

from nbconvert.filters.highlight import Highlight2HTML

_LONGEST = 20_000  # characters
_LONGEST_LINE = 500

_colour = Highlight2HTML(pygments_lexer="ipython3")


def highlight_code(source: str, language: str | None = None, metadata: object = None) -> str:
    """The filter of that name, for nbconvert's HTML exporter.

    Args:
        source: Python with IPython's magics.
        language: nbconvert's; not used.
        metadata: the cell's; not used, since a student writes it.
    """
    return _coloured(source)


@lru_cache(maxsize=256)  # most cells are the same for everybody
def _coloured(source: str) -> str:
    lines = source.splitlines() or [""]
    if len(source) > _LONGEST or max(map(len, lines)) > _LONGEST_LINE:
        return f'<div class="highlight"><pre>{html.escape(source)}</pre></div>'
    return str(_colour(source))
