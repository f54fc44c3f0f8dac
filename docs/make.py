"""Builds the pages that are made from code: the gallery of pictures and the reference of reglab.

Run with ``make docs``; these pages are written to docs/build/. The picture of the engine's rooms
and the reference for authors are written as well, into docs/ itself.
"""

import base64
import inspect
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import jinja2
import matplotlib.pyplot as plt
import pdoc
import reference
import rooms
from gallery import EXAMPLES
from pdoc.render_helpers import format_signature

from reglab import plots

HERE = Path(__file__).parent
BUILD = HERE / "build"
PUBLIC = (
    "reglab",
    "reglab.columns",
    "reglab.coursera",
    "reglab.ensemble",
    "reglab.layers",
    "reglab.plots",
    "reglab.training.optimizers",
    "reglab.training.schedules",
)


def pictured(example: Callable[[], None]) -> dict[str, str]:
    """An example run: its name, what it shows, its code, its picture and the words for it."""
    example()
    figure = plt.gcf()
    out = io.BytesIO()
    figure.savefig(out, dpi=110)
    alt = plots.alt_text(figure)
    plt.close("all")
    doc = inspect.getdoc(example)
    code = inspect.getsource(example).replace(f'    """{doc}"""\n', "", 1).lstrip("\n")
    return {
        "name": example.__name__,
        "shows": doc or "",
        "code": code,
        "png": base64.b64encode(out.getvalue()).decode(),
        "alt": alt,
    }


def make_gallery() -> Path:
    """Write the gallery, one file that needs no other."""
    plots.use_style()
    loader = jinja2.FileSystemLoader(HERE)
    template = jinja2.Environment(loader=loader, autoescape=True).get_template("gallery.html.j2")
    page = BUILD / "gallery.html"
    page.write_text(template.render(examples=map(pictured, EXAMPLES)), encoding="utf-8")
    return page


def plain_signature(signature: inspect.Signature, colon: bool) -> str:
    """A signature without types: `ArrayLike` alone would take a line, and docstrings say more."""
    plain = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    signature = signature.replace(parameters=plain, return_annotation=inspect.Signature.empty)
    return format_signature(signature, colon)


def make_reference() -> Path:
    """Write a page for each public module, from its docstrings.

    The source is not shown: some of these functions are what an exercise asks for.
    """
    pdoc.render.env.filters["format_signature"] = plain_signature
    pdoc.render.configure(docformat="google", footer_text="reglab", show_source=False)
    pdoc.pdoc(*PUBLIC, output_directory=BUILD / "api")
    return BUILD / "api" / "reglab.html"


def main() -> None:
    """Build everything anew."""
    rooms.main()
    reference.main()
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir()
    for page in (make_reference(), make_gallery()):
        print(page.relative_to(HERE.parent))


if __name__ == "__main__":
    main()
