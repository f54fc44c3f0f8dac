"""The consoles that all commands print to."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType, RenderHook, RenderResult
from rich.segment import Segment

_UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def clean_console(**options: Any) -> Console:
    """A console that prints letters, and what rich itself does to a terminal, and nothing else.

    Names of files, and whatever submissions, notebooks and downloads say, may hold sequences that
    clear the screen, change its title or turn the line round.

    Args:
        options: of rich.console.Console.
    """
    console = Console(highlight=False, **options)
    console.push_render_hook(_Cleaning())
    return console


class _Cleaning(RenderHook):
    def process_renderables(self, renderables: list[Any]) -> list[Any]:
        return [_Clean(renderable) for renderable in renderables]


class _Clean:
    """Something that is printed, without what is no letter."""

    def __init__(self, renderable: RenderableType) -> None:
        self._renderable = renderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from _cleaned(console.render(self._renderable, options))


def _cleaned(segments: Iterable[Segment]) -> Iterable[Segment]:
    for segment in segments:
        if segment.control or segment.text.isprintable():
            yield segment
        else:
            shown = "".join(
                c if c.isprintable() or c == "\n" else _UNPRINTABLE for c in segment.text
            )
            yield Segment(shown, segment.style)
