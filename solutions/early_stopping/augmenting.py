"""Random changes of images that leave what they show.

Every function takes ``images`` of shape (N, H, W), floats or integers, and returns *new* images
of the same shape and dtype, in the same order, so that their labels still belong to them. The
images that it is given are not changed. **Each image has a draw of its own.** Where
something has to come in at an edge it is 0, which is the paper in our pictures. What falls out
over an edge is gone.

``seed`` is an integer or a np.random.Generator. The same integer gives the same images again;
a Generator goes on from where it is, so that each call draws anew.
"""

import numpy as np


def random_flip(images, seed, chance=0.5):
    """Exchange left and right in some of the images.

    Args:
        images: see above.
        seed: see above.
        chance: probability of each image, by itself, to be mirrored; 0 to 1.
    """
    rng = np.random.default_rng(seed)
    out = None
    # TODO: mirror some of the images. rng obeys the seed already, here and below.
    ### BEGIN SOLUTION
    mirrored = rng.random(len(images)) < chance  # (N,)
    out = images.copy()
    out[mirrored] = images[mirrored, :, ::-1]
    ### END SOLUTION
    return out


def random_shift(images, seed, largest=1):
    """Move each image by a whole number of pixels, down or up and left or right.

    Args:
        images: see above.
        seed: see above.
        largest: the largest shift, an integer >= 0; it may exceed H and W. The shift along the
            rows and that along the columns are drawn independently, and each of the
            2 * largest + 1 whole numbers from -largest to largest is equally likely.
    """
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    out = None
    # TODO: move the images. What comes in is 0; nothing comes back on the other side.
    ### BEGIN SOLUTION
    edge = (largest, largest)
    padded = np.pad(images, ((0, 0), edge, edge))  # (N, H + 2 largest, W + 2 largest)
    out = np.empty_like(images)
    corners = rng.integers(0, 2 * largest, (N, 2), endpoint=True)
    for i, (top, left) in enumerate(corners):
        out[i] = padded[i, top : top + H, left : left + W]
    ### END SOLUTION
    return out


def look_up(images, rows, columns):
    """The brightness of each image at places that may lie between its pixels (given to you).

    The value is interpolated bilinearly from the four pixels around the place. The pixel in the
    upper left corner is at row 0 and column 0, its lower neighbour at row 1. Outside of the image
    everything is 0.

    Args:
        images: shape (N, H, W).
        rows: where to look; shape (N, H, W), or one that broadcasts to it.
        columns: the same for the columns.

    Returns:
        Array of shape (N, H, W) and of the dtype of images: pixel (n, i, j) is what image n has
        at row rows[n, i, j] and column columns[n, i, j]. Integers are rounded.
    """
    N, H, W = images.shape
    rows, columns = np.broadcast_arrays(rows, columns)
    example = np.arange(N)[:, None, None]
    top, left = np.floor(rows).astype(int), np.floor(columns).astype(int)
    out = np.zeros((N, H, W))
    for i in (top, top + 1):
        for j in (left, left + 1):
            inside = (i >= 0) & (i < H) & (j >= 0) & (j < W)
            share = (1 - np.abs(rows - i)) * (1 - np.abs(columns - j)) * inside
            out += share * images[example, i.clip(0, H - 1), j.clip(0, W - 1)]
    return (out if images.dtype.kind == "f" else np.rint(out)).astype(images.dtype)


def random_rotation(images, seed, low=-15.0, high=15.0):
    """Turn each image about its centre, with bilinear interpolation.

    Args:
        images: see above.
        seed: see above.
        low: the smallest angle, in degrees; positive angles turn counter-clockwise, as
            np.rot90 does.
        high: the largest angle; all angles between low and high are equally likely, and with
            low == high every image is turned by just this angle.
    """
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    rows, columns = None, None
    # TODO: for each pixel of the new image, find the row and the column of the old
    # one that it comes from; each of shape (N, H, W), or one that broadcasts to it.
    # Distances count from the centre, which is at row (H - 1) / 2 and column (W - 1) / 2.
    ### BEGIN SOLUTION
    angle = np.deg2rad(rng.uniform(low, high, N))[:, None, None]  # (N, 1, 1)
    middle, centre = (H - 1) / 2, (W - 1) / 2
    r, c = np.arange(H)[:, None] - middle, np.arange(W) - centre  # (H, 1), (W,)
    rows = middle + c * np.sin(angle) + r * np.cos(angle)  # (N, H, W)
    columns = centre + c * np.cos(angle) - r * np.sin(angle)
    ### END SOLUTION
    return look_up(images, rows, columns)


def random_zoom(images, seed, low=0.8, high=1.2):
    """Enlarge or shrink each image about its centre, with bilinear interpolation.

    Args:
        images: see above.
        seed: see above.
        low: the smallest factor, > 0. With a factor of 2 everything is twice as far from the
            centre, and twice as large; below 1 the image shrinks and 0 comes in around it.
            Rows and columns have the same factor.
        high: the largest factor; all factors between low and high are equally likely, and with
            low == high every image has just this factor.
    """
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    rows, columns = None, None
    # TODO: as in random_rotation; only the places are other ones.
    ### BEGIN SOLUTION
    zoom = rng.uniform(low, high, N)[:, None, None]  # (N, 1, 1)
    middle_row, middle_column = (H - 1) / 2, (W - 1) / 2
    rows = middle_row + (np.arange(H)[:, None] - middle_row) / zoom  # (N, H, 1)
    columns = middle_column + (np.arange(W) - middle_column) / zoom  # (N, 1, W)
    ### END SOLUTION
    return look_up(images, rows, columns)
