"""Image by image and pixel by pixel, without look_up."""

import math


def bilinear(image, r, c):
    H, W = image.shape
    total = 0.0
    i0, j0 = math.floor(r), math.floor(c)
    for i in (i0, i0 + 1):
        for j in (j0, j0 + 1):
            if 0 <= i < H and 0 <= j < W:
                total += image[i, j] * (1 - abs(r - i)) * (1 - abs(c - j))
    return total


def fill(images, where):
    out = np.zeros(images.shape)
    for n in range(len(images)):
        for i in range(images.shape[1]):
            for j in range(images.shape[2]):
                out[n, i, j] = bilinear(images[n], *where(n, i, j))
    if images.dtype.kind in "iu":
        out = np.round(out)
    return out.astype(images.dtype)


def random_flip(images, seed, chance=0.5):
    rng = np.random.default_rng(seed)
    out = []
    for image in images:
        out.append(image[:, ::-1] if rng.random() < chance else image)
    return np.array(out)


def random_shift(images, seed, largest=1):
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    out = np.zeros_like(images)
    for n in range(N):
        a = rng.integers(-largest, largest + 1)
        b = rng.integers(-largest, largest + 1)
        for i in range(H):
            for j in range(W):
                if 0 <= i - a < H and 0 <= j - b < W:
                    out[n, i, j] = images[n, i - a, j - b]
    return out


def random_rotation(images, seed, low=-15.0, high=15.0):
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    angles = [math.radians(rng.uniform(low, high)) for _ in range(N)]

    def where(n, i, j):
        x, y = j - (W - 1) / 2, (H - 1) / 2 - i
        u = x * math.cos(angles[n]) + y * math.sin(angles[n])
        v = -x * math.sin(angles[n]) + y * math.cos(angles[n])
        return (H - 1) / 2 - v, u + (W - 1) / 2

    return fill(images, where) if N <= 60 else vectorised(images, angles)


def vectorised(images, angles):
    N, H, W = images.shape
    out = np.zeros(images.shape)
    for n in range(N):
        c, s = math.cos(angles[n]), math.sin(angles[n])
        x, y = np.arange(W)[None, :] - (W - 1) / 2, (H - 1) / 2 - np.arange(H)[:, None]
        out[n] = sample(images[n], (H - 1) / 2 + x * s - y * c, (W - 1) / 2 + x * c + y * s)
    return out.astype(images.dtype)


def sample(image, r, c):
    H, W = image.shape
    padded = np.pad(image.astype(float), 2)
    r, c = np.clip(r + 2, 0, H + 2), np.clip(c + 2, 0, W + 2)
    i, j = np.floor(r).astype(int), np.floor(c).astype(int)
    a, b = r - i, c - j
    return ((1 - a) * (1 - b) * padded[i, j] + (1 - a) * b * padded[i, j + 1]
            + a * (1 - b) * padded[i + 1, j] + a * b * padded[i + 1, j + 1])


def random_zoom(images, seed, low=0.8, high=1.2):
    rng = np.random.default_rng(seed)
    N, H, W = images.shape
    out = np.zeros(images.shape)
    for n in range(N):
        z = low + (high - low) * rng.random()
        r = (H - 1) / 2 + (np.arange(H)[:, None] - (H - 1) / 2) / z
        c = (W - 1) / 2 + (np.arange(W)[None, :] - (W - 1) / 2) / z
        out[n] = sample(images[n], r + 0 * c, c + 0 * r)
    return (out if images.dtype.kind == "f" else np.rint(out)).astype(images.dtype)
