"""Shuffles everything once; boolean masks then keep that order."""


def train_dev_test_split(X, y, dev=0.2, test=0.2, seed=0):
    order = np.random.default_rng(seed).permutation(len(y))
    X, y = X[order], y[order]
    part = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        place = np.flatnonzero(y == label)
        n = len(place)
        part[place[: int(round(n * dev))]] = 1
        part[place[n - int(round(n * test)):]] = 2
    return X[part == 0], y[part == 0], X[part == 1], y[part == 1], X[part == 2], y[part == 2]
