"""nbgrader's look at the metadata of cells, which are the same in every submission."""

import json
from typing import Any

from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import CheckCellMetadata

_valid: set[str] = set()


class Validator(MetadataValidator):  # type: ignore[misc] # nbgrader is not typed
    """MetadataValidator that looks at the same metadata once."""

    def validate_cell(self, cell: NotebookNode) -> None:
        """See that the metadata of a cell are right.

        Raises:
            ValidationError: they are not.
        """
        facts = json.dumps([cell.cell_type, cell.metadata.get("nbgrader")], sort_keys=True)
        if facts not in _valid:
            super().validate_cell(cell)
            _valid.add(facts)


class CheckMetadata(CheckCellMetadata):  # type: ignore[misc] # as above
    """CheckCellMetadata with that validator."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """See that the metadata of all cells are right.

        Raises:
            ValidationError: they are not.
        """
        Validator().validate_nb(nb)
        return nb, resources
