"""np.roll, and what came round is cleared; one helper for both warps."""


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
