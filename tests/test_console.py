"""Whatever is printed, a terminal is given letters."""

import io
import re

import pytest
from rich.markup import escape
from rich.table import Table

from autograder.commands.console import clean_console

EVIL = "a\x1b[2J\x1b]0;title\x07b\x9b31mc\u202ed\r\x00\ud800e"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(params=[True, False], ids=["terminal", "file"])
def printed(request):
    out = io.StringIO()
    console = clean_console(file=out, force_terminal=request.param, width=80)

    def text(*things, **options):
        console.print(*things, **options)
        return ANSI.sub("", out.getvalue())

    return text


def letters(text):
    return all(c.isprintable() or c == "\n" for c in text)


@pytest.mark.parametrize("options", [{"markup": False}, {"soft_wrap": True}, {}])
def test_a_text_is_printed_without_what_is_no_letter(printed, options):
    text = printed(escape(EVIL), **options)
    assert letters(text)
    assert text.startswith("a")
    assert text.endswith("e\n")


def test_so_is_a_table(printed):
    table = Table(EVIL, title=EVIL)
    table.add_row(EVIL)
    assert letters(printed(table))


def test_styles_and_other_languages_stay(printed):
    assert printed("[red]이지우[/] é 日本 …\n  two") == "이지우 é 日本 …\n  two\n"
