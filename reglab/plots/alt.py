"""Alternative texts for plots, for people who cannot see them.

Each function of `reglab.plots` describes its plot. In a notebook, all figures of matplotlib have
such a text: as `alt` of the image in the page, in the metadata of the output (`image/png`, `alt`,
for nbconvert's classic template and others), and instead of `<Figure size ...>` in plain text.
"""

import html
import sys
from collections.abc import Mapping
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes
from matplotlib.figure import Figure

Drawn = TypeVar("Drawn", Axes, Figure)

_described: WeakKeyDictionary[Axes | Figure, str] = WeakKeyDictionary()


def describe(drawn: Drawn, text: str) -> Drawn:
    """Set the alternative text of axes or of a whole figure; titles are added automatically.

    Args:
        drawn: axes, or a figure, whose text replaces the texts of its axes.
        text: one or two sentences.

    Returns:
        The same axes or figure.
    """
    _described[drawn] = text
    return drawn


def alt_text(figure: Figure) -> str:
    """Alternative text of a figure: its title, and the texts of its axes."""
    if figure in _described:
        parts = [figure.get_suptitle(), _described[figure]]
    else:
        parts = [figure.get_suptitle(), *map(_words, figure.axes)]
    return " ".join(_sentence(part) for part in parts if part)


def _words(ax: Axes) -> str:
    if ax.get_label() == "<colorbar>" or not ax.get_visible():
        return ""
    if ax in _described:
        return f"{_sentence(ax.get_title())} {_described[ax]}".strip()
    against = f"{ax.get_ylabel()} against {ax.get_xlabel()}"
    named = against if ax.get_xlabel() and ax.get_ylabel() else ""
    labels = ", ".join(ax.get_legend_handles_labels()[1])
    return " ".join(_sentence(part) for part in (ax.get_title(), named, labels) if part)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if not text or text[-1] in ".?!" else f"{text}."


def bundle(figure: Figure, formatters: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Data and metadata of a figure as output of a notebook, by MIME type.

    Args:
        figure: the figure.
        formatters: formatters of IPython by MIME type; one that does not apply returns None.
    """
    alt = alt_text(figure)
    data: dict[str, Any] = {"text/plain": alt or repr(figure)}
    metadata: dict[str, Any] = {}
    for kind, formatter in formatters.items():
        rendered = None if kind == "text/plain" else formatter(figure)
        if rendered is not None:
            content, about = rendered if isinstance(rendered, tuple) else (rendered, {})
            data[kind], metadata[kind] = content, {**about, "alt": alt}
    if "image/png" in data:
        data["text/html"] = _image(data["image/png"], metadata["image/png"])
    return data, metadata


def _image(png: str, about: Mapping[str, Any]) -> str:
    """An HTML image, because JupyterLab shows a PNG without an `alt`."""
    size = "".join(f' {key}="{about[key]}"' for key in ("width", "height") if key in about)
    alt = html.escape(about["alt"])
    return f'<img alt="{alt}"{size} src="data:image/png;base64,{png.strip()}">'


def show_texts_in_notebooks() -> None:
    """Show all figures of this IPython session, if there is one, with their texts."""
    if "IPython" not in sys.modules:
        return
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is None:
        return

    def show(figure: Figure) -> None:
        data, metadata = bundle(figure, shell.display_formatter.formatters)
        shell.display_pub.publish(data, metadata)

    shell.display_formatter.ipython_display_formatter.for_type(Figure, show)
