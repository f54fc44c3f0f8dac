"""np.roll, and what came round is cleared; one helper for both warps."""
import numpy as np


def random_flip(images, seed, chance=0.5):
    rng = np.random.default_rng(seed)
    mask = rng.random(images.shape[0]) < chance
    out = np.empty_like(images)
    out[mask] = images[mask][..., ::-1]
    out[~mask] = images[~mask]
    return out


def random_shift(images, seed, largest=1):
    rng = np.random.default_rng(seed)
    out = []
    for image in images:
        H, W = image.shape
        a, b = (int(rng.integers(-largest, largest + 1)) for _ in range(2))
        a, b = np.clip(a, -H, H), np.clip(b, -W, W)
        moved = np.roll(image, (a, b), axis=(0, 1))
        if a > 0:
            moved[:a] = 0
        if a < 0:
            moved[a:] = 0
        if b > 0:
            moved[:, :b] = 0
        if b < 0:
            moved[:, b:] = 0
        out.append(moved)
    return np.stack(out)


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


def warp(images, a, b):
    """Places a r + b c and a c - b r, from the centre."""
    N, H, W = images.shape
    r = np.arange(H).reshape(1, H, 1) - 0.5 * (H - 1)
    c = np.arange(W).reshape(1, 1, W) - 0.5 * (W - 1)
    a, b = np.reshape(a, (-1, 1, 1)), np.reshape(b, (-1, 1, 1))
    return look_up(images, a * r + b * c + 0.5 * (H - 1), a * c - b * r + 0.5 * (W - 1))


def random_rotation(images, seed, low=-15.0, high=15.0):
    rng = np.random.default_rng(seed)
    theta = np.radians(low + (high - low) * rng.random(len(images)))
    return warp(images, np.cos(theta), np.sin(theta))


def random_zoom(images, seed, low=0.8, high=1.2):
    rng = np.random.default_rng(seed)
    return warp(images, 1 / rng.uniform(low, high, len(images)), np.zeros(len(images)))
