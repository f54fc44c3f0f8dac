"""Other ways to draw: choice, triangular differences avoided, tan of half the angle."""


def random_flip(images, seed, chance=0.5):
    rng = np.random.default_rng(seed)
    signs = rng.choice([-1, 1], p=[chance, 1 - chance], size=len(images))
    return np.stack([image[:, ::sign] for image, sign in zip(images, signs)])


def random_shift(images, seed, largest=1):
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    which = rng.integers((2 * largest + 1) ** 2, size=N)
    down, right = which // (2 * largest + 1) - largest, which % (2 * largest + 1) - largest
    canvas = np.zeros((N, H + 2 * largest, W + 2 * largest), images.dtype)
    for n in range(N):
        top, left = largest + down[n], largest + right[n]
        canvas[n, top:top + H, left:left + W] = images[n]
    return canvas[:, largest:largest + H, largest:largest + W].copy()


def random_rotation(images, seed, low=-15.0, high=15.0):
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    half = np.deg2rad(rng.uniform(low, high, N)) / 2
    sin, cos = 2 * np.sin(half) * np.cos(half), 1 - 2 * np.sin(half) ** 2
    out = np.empty_like(images)
    for n in range(N):
        r, c = np.mgrid[:H, :W] - np.array([(H - 1) / 2, (W - 1) / 2]).reshape(2, 1, 1)
        rows = cos[n] * r + sin[n] * c + (H - 1) / 2
        columns = -sin[n] * r + cos[n] * c + (W - 1) / 2
        out[n] = look_up(images[n][None], rows[None], columns[None])[0]
    return out


def random_zoom(images, seed, low=0.8, high=1.2):
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    z = rng.uniform(low, high, N)[:, None, None]
    rows = (2 * np.arange(H)[:, None] - H + 1) / (2 * z) + (H - 1) / 2
    columns = (2 * np.arange(W) - W + 1) / (2 * z) + (W - 1) / 2
    return look_up(images.copy(), rows, columns)
