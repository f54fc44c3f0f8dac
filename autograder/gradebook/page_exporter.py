"""Exports a notebook as the page that its template writes."""

from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode


class PageExporter(HTMLExporter):
    """HTMLExporter without its last step.

    That one parses the whole page and prints it again, for the sake of pictures without a text
    and of places that the tabulator goes to. Our template writes the one and has none of the
    others, and half of the time of a page goes.
    """

    def from_notebook_node(  # type: ignore[override] # as in nbconvert itself
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page, and what was used to make it."""
        found: tuple[str, dict[str, Any]] = TemplateExporter.from_notebook_node(
            self,
            nb,
            self._init_resources(resources),  # type: ignore[no-untyped-call] # nbconvert's own
            **kw,
        )
        return found
