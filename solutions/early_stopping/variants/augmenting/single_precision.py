"""Angles and places in single precision; a shift in two steps, rows and then columns."""


def random_flip(images, seed, chance=0.5):
    rng = np.random.default_rng(seed)
    keep = rng.uniform(0, 1, len(images)) >= chance
    columns = np.arange(images.shape[2])
    index = np.where(keep[:, None], columns, columns[::-1])
    return np.take_along_axis(images, index[:, None, :], axis=2)


def shift_rows(images, by):
    out = np.zeros_like(images)
    for n in range(len(images)):
        k = int(by[n])
        if k >= 0:
            out[n, k:] = images[n, : max(images.shape[1] - k, 0)]
        else:
            out[n, :k] = images[n, -k:] if -k < images.shape[1] else 0
    return out


def random_shift(images, seed, largest=1):
    rng = np.random.default_rng(seed)
    a, b = np.floor(rng.random((2, len(images))) * (2 * largest + 1)).astype(int) - largest
    return shift_rows(shift_rows(images, a).transpose(0, 2, 1), b).transpose(0, 2, 1)


def random_rotation(images, seed, low=-15.0, high=15.0):
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    angle = np.float32(np.pi / 180) * rng.uniform(low, high, (N, 1, 1)).astype(np.float32)
    r = (np.arange(H, dtype=np.float32) - np.float32((H - 1) / 2))[None, :, None]
    c = (np.arange(W, dtype=np.float32) - np.float32((W - 1) / 2))[None, None, :]
    rows = r * np.cos(angle) + c * np.sin(angle)
    columns = c * np.cos(angle) - r * np.sin(angle)
    return look_up(images, rows + np.float32((H - 1) / 2), columns + np.float32((W - 1) / 2))


def random_zoom(images, seed, low=0.8, high=1.2):
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    shrink = (1 / rng.uniform(low, high, (N, 1, 1))).astype(np.float32)
    i, j = np.indices((H, W), dtype=np.float32)
    rows = i * shrink + (1 - shrink) * np.float32(0.5 * (H - 1))
    columns = j * shrink + (1 - shrink) * np.float32(0.5 * (W - 1))
    return look_up(images, rows, columns)
