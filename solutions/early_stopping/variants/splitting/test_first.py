"""Two splits of two parts: the test set first, then dev out of what is left (scikit-learn's way)."""


def split_off(indices, y, share, rng):
    out, rest = [], []
    for label in np.unique(y[indices]):
        members = rng.permutation(indices[y[indices] == label])
        n = int(np.floor(share * len(members) + 0.5))
        out.append(members[:n])
        rest.append(members[n:])
    return np.concatenate(out), np.concatenate(rest)


def train_dev_test_split(X, y, dev=0.2, test=0.2, seed=0):
    rng = np.random.default_rng(seed)
    in_test, rest = split_off(np.arange(len(y)), y, test, rng)
    in_dev, train = split_off(rest, y, dev / (1 - test), rng)
    rng.shuffle(train)
    rng.shuffle(in_dev)
    rng.shuffle(in_test)
    return X[train], y[train], X[in_dev], y[in_dev], X[in_test], y[in_test]
