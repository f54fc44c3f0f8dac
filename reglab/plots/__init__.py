"""Plots for the notebooks.

Each function draws on given axes or on a new figure, and returns the axes. Series differ in line
style and marker as well as in color, so that a plot is readable without color and on a dark page.
Each plot has a text for people who cannot see it (see alt_text). `use_style()` in the first cell
of a notebook makes the background transparent.
"""

from reglab.plots.alt import alt_text, describe, show_texts_in_notebooks
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

show_texts_in_notebooks()
