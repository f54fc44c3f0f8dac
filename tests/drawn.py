"""Reads back from the artists what has been drawn."""

from matplotlib.contour import QuadContourSet


def contours(ax):
    """The contour lines among the artists: their levels and the points of each."""
    for artist in ax.collections:
        if isinstance(artist, QuadContourSet) and not artist.filled:
            for level, path in zip(artist.levels, artist.get_paths(), strict=True):
                yield level, path.vertices
