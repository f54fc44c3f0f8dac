"""Pictures for the notebooks.

Every function draws on the axes it is given, or on a new figure, and returns the axes. Series
differ in line style and marker as well as in color, so that the pictures survive a gray printer
and a dark page, and each picture says in words what it shows (see alt_text). `use_style()` in
the first cell of a notebook lets them stand on the page without a ground of their own.
"""

from reglab.plots.alt import alt_text, describe, speak_in_notebooks
from reglab.plots.curves import LABELS, bands, training_curves
from reglab.plots.distributions import histograms, layer_histograms
from reglab.plots.gradients import gradient_heat_map
from reglab.plots.pictures import images, predictions
from reglab.plots.regions import decision_boundary
from reglab.plots.style import INK, STYLES, use_style
from reglab.plots.surface import loss_surface
from reglab.plots.weights import filters, matrices

__all__ = [
    "INK",
    "LABELS",
    "STYLES",
    "alt_text",
    "bands",
    "decision_boundary",
    "describe",
    "filters",
    "gradient_heat_map",
    "histograms",
    "images",
    "layer_histograms",
    "loss_surface",
    "matrices",
    "predictions",
    "training_curves",
    "use_style",
]

speak_in_notebooks()
