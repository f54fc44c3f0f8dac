"""RandomState for integers, and other generators as they come; complex numbers turn."""


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
