"""Cuts each class at running totals, as np.split does, and concatenates."""


def train_dev_test_split(X, y, dev=0.2, test=0.2, seed=0):
    rng = np.random.RandomState(seed)
    pieces = [[], [], []]
    for c in set(y.tolist()):
        idx = np.where(y == c)[0]
        rng.shuffle(idx)
        cuts = [int(dev * len(idx)), int(dev * len(idx)) + int(test * len(idx))]
        for piece, part in zip(pieces, np.split(idx, cuts)):
            piece.append(part)
    in_dev, in_test, train = [rng.permutation(np.concatenate(p)) for p in pieces]
    return X[train], y[train], X[in_dev], y[in_dev], X[in_test], y[in_test]
