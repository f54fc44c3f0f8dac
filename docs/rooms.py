"""Draws the rooms of the engine and who imports whom, from the imports themselves.

``python docs/rooms.py`` writes docs/images/rooms.svg and the table in how-a-submission-travels.md.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
ENGINE = HERE.parent / "autograder"
PICTURE = HERE / "images" / "rooms.svg"
PAGE = HERE / "how-a-submission-travels.md"
MARK = re.compile(r"(<!-- rooms -->\n).*?(<!-- /rooms -->)", re.DOTALL)

WIDTH, HEIGHT = 130, 34  # of a box
ACROSS, DOWN = 160, 62  # from one box to the next
EDGE = 20

Arrows = Mapping[str, frozenset[str]]


def find_rooms() -> dict[str, str]:
    """What lives in each room, by its name: the first sentence of its docstring."""
    return {
        path.parent.name: (ast.get_docstring(ast.parse(path.read_bytes())) or "").split("\n")[0]
        for path in sorted(ENGINE.glob("*/__init__.py"))
    }


def find_arrows() -> Arrows:
    """The other rooms that each room imports, at the top of a file or within a function.

    Imports for type checkers alone do not count, nor does the starter, which is an author's.
    """
    rooms = find_rooms()
    return {
        room: frozenset(
            used
            for path in sorted((ENGINE / room).rglob("*.py"))
            if "starter" not in path.parts
            for used in _imported(ast.parse(path.read_bytes()))
            if used in rooms and used != room
        )
        for room in rooms
    }


def _imported(tree: ast.AST) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        waiting += ast.iter_child_nodes(node)
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            top, _, rest = name.partition(".")
            if top == ENGINE.name:
                yield rest.partition(".")[0]


def floor_of(room: str, arrows: Arrows) -> int:
    """How many rooms stand below it in the longest chain of imports."""
    return max((1 + floor_of(used, arrows) for used in arrows[room]), default=0)


def below(room: str, arrows: Arrows) -> frozenset[str]:
    """All rooms that it needs, through others as well."""
    return arrows[room].union(*(below(used, arrows) for used in arrows[room]))


def direct(arrows: Arrows) -> list[tuple[str, str]]:
    """The arrows that do not follow from others."""
    return [
        (room, used)
        for room in sorted(arrows)
        for used in sorted(arrows[room])
        if not any(used in below(other, arrows) for other in arrows[room])
    ]


def places(arrows: Arrows) -> dict[str, tuple[int, int]]:
    """The column and the floor of each room: one of a floor in column 0, the others beside it."""
    floors: dict[int, list[str]] = {}
    for room in sorted(arrows):
        floors.setdefault(floor_of(room, arrows), []).append(room)
    found, column = {}, 0
    for floor in sorted(floors, reverse=True):
        users = {room: sum(room in below(o, arrows) for o in arrows) for room in floors[floor]}
        first, *others = sorted(floors[floor], key=lambda room: -users[room])
        found[first] = (0, floor)
        for room in others:
            column += 1
            found[room] = (column, floor)
    return found


def draw(arrows: Arrows) -> str:
    """The picture, as SVG."""
    at = places(arrows)
    columns, floors = (max(place[i] for place in at.values()) for i in (0, 1))
    width = 2 * EDGE + columns * ACROSS + WIDTH
    height = 2 * EDGE + floors * DOWN + HEIGHT

    def middle(room: str) -> tuple[int, int]:
        column, floor = at[room]
        return EDGE + column * ACROSS + WIDTH // 2, EDGE + (floors - floor) * DOWN + HEIGHT // 2

    lines = [f'<path d="{_way(middle(room), middle(used))}"/>' for room, used in direct(arrows)]
    boxes = [
        f'<rect x="{x - WIDTH // 2}" y="{y - HEIGHT // 2}" width="{WIDTH}" height="{HEIGHT}"'
        f' rx="5"/><text x="{x}" y="{y + 5}">{room}</text>'
        for room in sorted(at)
        for x, y in [middle(room)]
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="img">',
            "<title>The rooms of autograder/ and who imports whom</title>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"'
            ' markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>',
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            '<g fill="none" stroke="#555" stroke-width="1.5" marker-end="url(#tip)">',
            *lines,
            "</g>",
            '<g fill="#eef3fa" stroke="#36558f">',
            *[
                box.replace(
                    "<text",
                    '<text fill="#111" stroke="none" text-anchor="middle"'
                    ' font-family="sans-serif" font-size="14"',
                )
                for box in boxes
            ],
            "</g>",
            "</svg>",
            "",
        ]
    )


def _way(start: tuple[int, int], end: tuple[int, int]) -> str:
    """From a box to one below it: straight down, or around a corner into its top or its side."""
    (x, y), (to_x, to_y) = start, end
    if x < to_x:
        return f"M{x + WIDTH // 2} {y}H{to_x}V{to_y - HEIGHT // 2}"
    if x > to_x:
        return f"M{x} {y + HEIGHT // 2}V{to_y}H{to_x + WIDTH // 2}"
    if to_y - y == DOWN:
        return f"M{x} {y + HEIGHT // 2}V{to_y - HEIGHT // 2}"
    left = x - WIDTH // 2
    return f"M{left} {y}H{left - EDGE // 2}V{to_y}H{left}"  # around what stands between


def table(arrows: Arrows) -> str:
    """The same in words: a row a room, from the top, and the sums."""
    rooms = find_rooms()
    top_down = sorted(rooms, key=lambda room: (-floor_of(room, arrows), room))
    rows = [
        f"| `{room}/` | {rooms[room]} | {', '.join(sorted(arrows[room])) or '–'} |"
        for room in top_down
    ]
    floors = 1 + max(floor_of(room, arrows) for room in rooms)
    count = sum(map(len, arrows.values()))
    modules = len(list(ENGINE.glob("*.py")))
    return "\n".join(
        [
            "| room | what it does | imports |",
            "|---|---|---|",
            *rows,
            "",
            f"{len(rooms)} rooms on {floors} floors, {count} arrows between them, and {modules}"
            " modules outside of a room (`__init__.py` and `__main__.py`).",
            "",
        ]
    )


def page_with(text: str, arrows: Arrows) -> str:
    """The text of the page, with the table between its marks."""
    return MARK.sub(lambda found: f"{found[1]}{table(arrows)}{found[2]}", text)


def main() -> None:
    """Write the picture and the table."""
    arrows = find_arrows()
    PICTURE.write_text(draw(arrows), encoding="utf-8")
    PAGE.write_text(page_with(PAGE.read_text(encoding="utf-8"), arrows), encoding="utf-8")
    for path in (PICTURE, PAGE):
        print(path.relative_to(HERE.parent))


if __name__ == "__main__":
    main()
