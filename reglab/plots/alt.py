"""Words for pictures, so that those who cannot see them are told what they show.

Every function of `reglab.plots` describes what it has drawn. In a notebook, all matplotlib
figures are then shown with such a text: as the `alt` of the image in the page, in the metadata of
the output (`image/png`, `alt`, which nbconvert's classic template and others read), and in place of
`<Figure size ...>` where only text is shown.
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
    """Say in words what axes, or a whole figure, show; their titles are added by themselves.

    Args:
        drawn: axes, or a figure, whose words then stand for all of its axes.
        text: a sentence or two, in place of what was said before.

    Returns:
        The same axes or figure.
    """
    _described[drawn] = text
    return drawn


def alt_text(figure: Figure) -> str:
    """What the figure shows in words: its title, and a sentence or two for each of its axes."""
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
    """The data and the metadata of a figure as a notebook's output, by MIME type.

    Args:
        figure: the figure.
        formatters: IPython's, by MIME type; those that do not apply return None.
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
    """An HTML image; JupyterLab takes the `alt` of its own images from nowhere."""
    size = "".join(f' {key}="{about[key]}"' for key in ("width", "height") if key in about)
    alt = html.escape(about["alt"])
    return f'<img alt="{alt}"{size} src="data:image/png;base64,{png.strip()}">'


def speak_in_notebooks() -> None:
    """Show all figures of this IPython session with their words; elsewhere do nothing."""
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
