"""Matrices and einsum; np.where, np.take_along_axis and slices."""


def random_flip(images, seed, chance=0.5):
    rng = np.random.default_rng(seed)
    coin = rng.binomial(1, chance, size=(len(images), 1, 1)).astype(bool)
    return np.where(coin, np.flip(images, axis=2), images)


def random_shift(images, seed, largest=1):
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    down, right = rng.integers(-largest, largest, (2, N, 1), endpoint=True)
    rows, columns = np.arange(H) - down, np.arange(W) - right
    inside = ((rows >= 0) & (rows < H))[:, :, None] & ((columns >= 0) & (columns < W))[:, None]
    rows, columns = rows.clip(0, H - 1), columns.clip(0, W - 1)
    moved = np.take_along_axis(images, rows[:, :, None], axis=1)
    moved = np.take_along_axis(moved, columns[:, None, :], axis=2)
    return moved * inside


def places(matrices, H, W):
    grid = np.stack(np.meshgrid(np.arange(H), np.arange(W), indexing="ij")).astype(float)
    centre = (np.array([H, W]) - 1).reshape(2, 1, 1) / 2
    source = np.einsum("nij,jhw->inhw", matrices, grid - centre) + centre[:, None]
    return source[0], source[1]


def random_rotation(images, seed, low=-15.0, high=15.0):
    rng = np.random.default_rng(seed)
    t = np.pi / 180 * rng.uniform(low, high, size=len(images))
    R = np.array([[np.cos(t), np.sin(t)], [-np.sin(t), np.cos(t)]]).transpose(2, 0, 1)
    return look_up(images, *places(R, *images.shape[1:]))


def random_zoom(images, seed, low=0.8, high=1.2):
    rng = np.random.default_rng(seed)
    z = rng.uniform(low, high, size=len(images))
    return look_up(images, *places(np.linalg.inv(z[:, None, None] * np.eye(2)), *images.shape[1:]))
