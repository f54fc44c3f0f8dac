"""Images, with or without the predictions of a net."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from reglab.layers.softmax import log_softmax
from reglab.plots.alt import describe
from reglab.plots.style import INK, STYLES, WARNING


def images(X: ArrayLike, titles: Sequence[str], marked: ArrayLike, columns: int = 12) -> Any:
    """Draw images in a grid with titles; return the array of axes.

    Args:
        X: shape (N, side * side) or (N, H, W), from 0 (white) to 1 (black); or shape (N, 3, H, W)
            for colors, from 0 (dark) to 1 (bright).
        titles: N short texts.
        marked: N booleans; a marked image has a bold title and a frame.
        columns: images per row.
    """
    X, marked = np.asarray(X), np.asarray(marked)
    axes = _grid(len(X), columns, 0.75, 1)
    for ax, image, title, mark in zip(axes.flat, X, titles, marked, strict=False):
        _draw(ax, image)
        ax.set_title(title, fontsize=9, fontweight="bold" if mark else None, pad=3)
        _frame(ax, bool(mark))
    shown = ", ".join(f"{t} (marked)" if m else str(t) for t, m in zip(titles, marked, strict=True))
    describe(axes.flat[0].figure, f"{len(X)} images, titled {shown}.")
    return axes


def predictions(
    X: ArrayLike,
    scores: ArrayLike,
    y: ArrayLike,
    *,
    classes: Sequence[str] | None = None,
    columns: int = 8,
) -> Any:
    """Draw images with the predictions of a net; return the array of axes.

    Each image has the predicted class and a bar for its probability. A wrong prediction has a
    frame and the right class.

    Args:
        X: images, as for the function images.
        scores: shape (N, C), before softmax, or logarithms of probabilities.
        y: N true labels, integers from 0.
        classes: a name for each class; by default its number.
        columns: images per row.
    """
    X, scores, y = np.asarray(X), np.asarray(scores, dtype=float), np.asarray(y)
    names = classes or [str(i) for i in range(scores.shape[1])]
    chances = np.exp(log_softmax(scores))  # (N, C)
    answers = scores.argmax(axis=1)
    axes = _grid(len(X), columns, 1.15, 1.65)
    words = []
    for i, ax in enumerate(axes.flat[: len(X)]):
        right, chance = answers[i] == y[i], chances[i, answers[i]]
        text = names[answers[i]] if right else f"{names[answers[i]]}, not {names[y[i]]}"
        _draw(ax, X[i])
        ax.set_title(text, fontsize=10, fontweight=None if right else "bold", pad=4)
        _frame(ax, not right)
        _confidence(ax, float(chance), sure=bool(right))
        words.append(f"{text} ({chance:.0%})")
    wrong = int((answers != y).sum())
    describe(
        axes.flat[0].figure,
        f"{len(X)} images with answers, {wrong} of them wrong: {'; '.join(words)}.",
    )
    return axes


def _grid(count: int, columns: int, width: float, height: float) -> Any:
    """A grid of axes without ticks or frames; sizes in inches."""
    columns = max(1, min(columns, count))
    rows = max(1, -(-count // columns))
    size = (width * columns, height * rows)
    _, axes = plt.subplots(rows, columns, figsize=size, layout="constrained", squeeze=False)
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[], frame_on=False)
    return axes


def _draw(ax: Axes, image: NDArray[Any]) -> None:
    if image.ndim == 3:
        ax.imshow(image.transpose(1, 2, 0))  # matplotlib needs the channels last
        return
    side = round(image.size**0.5)
    image = image.reshape(side, side) if image.ndim == 1 else image
    ax.imshow(image, cmap="gray_r", vmin=0, vmax=1)


def _frame(ax: Axes, framed: bool) -> None:
    ax.set_frame_on(framed)
    for spine in ax.spines.values():
        spine.set(visible=True, color=WARNING, linewidth=2.5)


def _confidence(ax: Axes, chance: float, *, sure: bool) -> None:
    """Draw a bar for the probability below the image, in an outline of length 1."""
    place: dict[str, Any] = {"transform": ax.transAxes, "clip_on": False}
    color = STYLES[0]["color"] if sure else WARNING
    ax.add_patch(Rectangle((0, -0.14), 1, 0.07, fill=False, edgecolor=INK, linewidth=0.8, **place))
    ax.add_patch(Rectangle((0, -0.14), chance, 0.07, facecolor=color, **place))
    ax.text(0.5, -0.18, f"{chance:.0%}", ha="center", va="top", fontsize=9, transform=ax.transAxes)
