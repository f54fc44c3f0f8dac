"""RandomState for integers, and other generators as they come; complex numbers turn."""
import numpy as np


def generator(seed):
    if isinstance(seed, (np.random.Generator, np.random.RandomState)):
        return seed
    return np.random.RandomState(seed)


def random_flip(images, seed, chance=0.5):
    rng = generator(seed)
    out = np.array(images)
    for i in np.flatnonzero(rng.uniform(size=len(out)) > 1 - chance):
        out[i] = np.fliplr(out[i])
    return out


def random_shift(images, seed, largest=1):
    rng = generator(seed)
    N, H, W = images.shape
    steps = np.arange(-largest, largest + 1)
    out = np.zeros_like(images)
    for n, (a, b) in enumerate(zip(rng.choice(steps, N), rng.choice(steps, N))):
        if abs(a) >= H or abs(b) >= W:
            continue
        rows_to, rows_from = slice(max(a, 0), H + min(a, 0)), slice(max(-a, 0), H + min(-a, 0))
        to, from_ = slice(max(b, 0), W + min(b, 0)), slice(max(-b, 0), W + min(-b, 0))
        out[n, rows_to, to] = images[n, rows_from, from_]
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
    rng = generator(seed)
    _, H, W = images.shape
    turn = np.exp(-1j * np.deg2rad(rng.uniform(low, high, len(images))))[:, None, None]
    z = (np.arange(W) - (W - 1) / 2) + 1j * ((H - 1) / 2 - np.arange(H)[:, None])
    z = z * turn
    return look_up(images, (H - 1) / 2 - z.imag, (W - 1) / 2 + z.real)


def random_zoom(images, seed, low=0.8, high=1.2):
    rng = generator(seed)
    _, H, W = images.shape
    factor = rng.uniform(low, high, len(images))
    rows = np.empty((len(images), H, 1))
    columns = np.empty((len(images), 1, W))
    for n, f in enumerate(factor):
        rows[n, :, 0] = np.linspace(-1, 1, H) * (H - 1) / 2 / f + (H - 1) / 2
        columns[n, 0] = np.linspace(-1, 1, W) * (W - 1) / 2 / f + (W - 1) / 2
    return look_up(images, rows, columns)
