"""Where the pixels of new images come from, read off what comes back.

An image whose brightness is the row number, and another with the column number, come back as the
places themselves. So each part of a rotation or a zoom can be judged given the others.
"""

from dataclasses import dataclass

import common_images as common
import numpy as np

from autograder import Message, expect

NEAR = 2.6  # pixels around the middle at which the places are read, at least
ROUNDED = 1e-3  # pixels by which places of a function that does not round lie off a plane


@dataclass(frozen=True)
class Places:
    """Where the pixels of one image come from: matrix @ (pixel - centre) + centre + shift.

    Attributes:
        matrix: (2, 2), rows first.
        shift: (2,), where the centre comes from.
        error: how far the places lie off that, in pixels.
        size: H and W.
    """

    matrix: np.ndarray
    shift: np.ndarray
    error: float
    size: tuple

    def all(self):
        """Rows and columns of all pixels, each of shape (H, W)."""
        rows, columns = places(self.matrix, *self.size)
        return rows + self.shift[0], columns + self.shift[1]

    @property
    def swapped(self):
        return bool(np.linalg.det(self.matrix) < 0)

    @property
    def straight(self):
        """The matrix, with rows and columns in their places if they were swapped."""
        return self.matrix[::-1] if self.swapped else self.matrix

    @property
    def degrees(self):
        """The angle by which the image turned, counter-clockwise."""
        M = self.straight
        return float(np.degrees(np.arctan2(M[0, 1] - M[1, 0], M[0, 0] + M[1, 1])))

    @property
    def rounded(self):
        return self.error > ROUNDED


def places(matrix, H, W):
    """Places that pixels come from, (H, W) rows and columns; the matrix acts about the centre."""
    r, c = np.arange(H)[:, None] - (H - 1) / 2, np.arange(W) - (W - 1) / 2
    rows, columns = (a * r + b * c for a, b in matrix)
    return rows + (H - 1) / 2, columns + (W - 1) / 2


def turn(degrees):
    """The matrix from a new pixel to its place in the old image; counter-clockwise."""
    angle = np.deg2rad(degrees)
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def read_places(submission, function, shape, seed, *settings):
    """The Places of each image; None for one that shows nothing of the inside.

    The same seed draws the same for every batch of this shape.
    """
    N, H, W = shape
    r, c = np.indices((H, W)).astype(float)
    grids = (np.tile(one, (N, 1, 1)) for one in (r + 1, c + 1, np.ones((H, W))))
    rows, columns, ones = (
        common.changed(submission, function, grid, seed, *settings) for grid in grids
    )
    near = np.hypot(r - (H - 1) / 2, c - (W - 1) / 2) < max(NEAR, min(H, W) / 4)
    known = near & (np.abs(ones - 1) < 1e-5)
    inner = known & (rows > 1) & (rows < H) & (columns > 1) & (columns < W)
    read = []
    for n in range(N):
        fit, whole = (_fit(rows[n] - 1, columns[n] - 1, of[n], (H, W)) for of in (inner, known))
        # What is on the edge may have been drawn out of it, unless it fits.
        flat = whole is None or whole.rounded or abs(np.linalg.det(whole.matrix)) < 0.1
        read.append(fit or (None if flat else whole))
    return read


def _fit(rows, columns, known, size):
    r, c = np.nonzero(known)
    if len(r) < 5 or np.ptp(r) == 0 or np.ptp(c) == 0:
        return None
    middle = (np.array(size) - 1) / 2
    A = np.stack([r - middle[0], c - middle[1], np.ones(len(r))], axis=1)
    b = np.stack([rows[known] - middle[0], columns[known] - middle[1]], axis=1)
    x = np.linalg.lstsq(A, b, rcond=None)[0]
    return Places(x[:2].T, x[2], float(np.abs(A @ x - b).max()), size)


def slopes(rng, N, side=9):
    """Images that are inclined planes, (N, side, side), and their slopes down and right, (N, 2)."""
    way = rng.uniform(0, 2 * np.pi, N)
    slope = 0.4 / (side // 2) * np.stack([np.sin(way), np.cos(way)], axis=1)
    r = np.arange(side) - side // 2
    return 1 + slope[:, :1, None] * r[:, None] + slope[:, 1:, None] * r, slope


def slopes_of(images):
    """Slopes down and right of the middle of images, (N, 2), by least squares."""
    side = images.shape[1]
    half, m = side // 8, side // 2
    r = np.arange(-half, half + 1)
    middle = images[:, m - half : m + half + 1, m - half : m + half + 1].astype(float)
    across = len(r) * np.sum(r**2)
    down = np.einsum("nij,i->n", middle, r) / across
    return np.stack([down, np.einsum("nij,j->n", middle, r) / across], axis=1)


def planes(rng, rounded):
    """Planes whose slopes tell what was drawn: large ones where places are rounded."""
    return slopes(rng, 600, 49) if rounded else slopes(rng, 1500)


def expect_0_outside(out, read, matrix, far, what, hint):
    """Pixels from outside are 0 and others are not; where from is read off, if it can be.

    Args:
        out: the new images.
        read: the Places of each.
        matrix: of the right places, for images of which nothing was read.
        far: how far outside is surely outside, in pixels.
        what: was done, for the message.
        hint: what to look at.
    """
    _, H, W = out.shape
    own = [places(matrix, H, W) if one is None else one.all() for one in read]
    off = np.array([common.beyond(*one, H, W) for one in own])
    share = np.mean(out[off > far] != 0) if (off > far).any() else 1.0
    text = "{what}, {share:.0%} of the pixels that come from outside are not 0."
    message = Message(text, what=Message(what), share=share)
    expect(share == 0, message, hint, observed=(what, round(share, 2)))
    inside = bool(out[off < -1].all()) and bool((off < -1).any())
    message = Message("{what}, pixels that come from inside are 0.", what=Message(what))
    expect(inside, message, hint, observed="inside")


def expect_centre(submission, function, settings, others, hint):
    """The centre is that of the image for any height and width, as it is for a square one.

    A centre that is wrong in squares too has lost its points there. With other settings the places
    are others, or nothing could be seen.
    """
    shapes = ((3, 20, 20), (3, 14, 24), (3, 24, 14))
    square, *wide = (read_places(submission, function, s, 7, *settings) for s in shapes)
    again = read_places(submission, function, shapes[0], 7, *others)
    if None not in square and None not in again:
        pairs = zip(square, again, strict=True)
        still = all(np.abs(one.matrix - other.matrix).max() < 1e-3 for one, other in pairs)
        expect(not still, common.NOTHING, hint, observed="no change")
    for (_, H, W), found in zip(shapes[1:], wide, strict=True):
        text = "{H} x {W} pixels: hardly any of the middle comes from inside the image."
        seen = None not in found and None not in square
        expect(seen, Message(text, H=H, W=W), hint, observed=(H, "outside"))
        for one, model in zip(found, square, strict=True):
            room = 0.45 if model.rounded else 1e-2
            same = np.abs(one.matrix - model.matrix).max() < (0.45 if model.rounded else 1e-3)
            right = np.abs(one.shift).max() < room
            as_ever = np.abs(one.shift - model.shift).max() < room or _corner(one, model)
            if one.swapped:  # what is exchanged has the other's middle
                as_ever = np.abs(one.shift - np.array([W - H, H - W]) / 2).max() < room
            text = "{H} x {W} pixels: the middle of the image comes from {off:.2g} pixels away."
            off = float(np.hypot(*one.shift))
            message = Message(text, H=H, W=W, off=off)
            seen = tuple(one.shift + 7.3)
            expect(bool(same and (right or as_ever)), message, hint, observed=seen)


def _corner(one, model):
    """True if the upper left corner comes from itself in both."""
    corners = (np.array([places[0, 0] for places in each.all()]) for each in (one, model))
    room = 1.2 if model.rounded else 1e-2
    return all(np.abs(corner).max() < room for corner in corners)
