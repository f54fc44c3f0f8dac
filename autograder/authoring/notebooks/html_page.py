"""The outputs of a notebook as one file of HTML that fetches nothing."""

from pathlib import Path

import jinja2
import nbformat
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from autograder.gradebook.formulas import FormulasAsMathML

# nbconvert's own page, without the scripts that it would fetch.
_TEMPLATE = """\
{%- extends "lab/index.html.j2" -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
"""


def write_page(notebook: nbformat.NotebookNode, title: str, folder: Path, page: Path) -> None:
    """Write a notebook that was run, with its pictures and the words for them.

    Args:
        notebook: with its outputs.
        title: of the page.
        folder: where it ran; left out of what it printed.
        page: the file to write.
    """
    exporter = HTMLExporter(
        template_file="page.html.j2",
        extra_loaders=[jinja2.DictLoader({"page.html.j2": _TEMPLATE})],
        filters={"markdown2html": _markdown2html},
    )
    text, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": title}})
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text.replace(f"{folder}/", ""), encoding="utf-8")


@jinja2.pass_context
def _markdown2html(context: jinja2.runtime.Context, source: str) -> str:
    """The filter of that name, with formulas that a browser shows without MathJax."""
    cell = context.get("cell") or {}
    renderer = FormulasAsMathML(
        escape=False, attachments=cell.get("attachments", {}), exclude_anchor_links=True
    )
    return str(MarkdownWithMath(renderer=renderer).render(source))
