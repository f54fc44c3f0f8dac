"""Gives every example a rank within its class, between 0 and 1, and cuts there."""


def train_dev_test_split(X, y, dev=0.2, test=0.2, seed=0):
    rng = np.random.default_rng(seed)
    shuffled = rng.permutation(len(y))
    rank = np.empty(len(y))
    for label in np.unique(y):
        who = shuffled[y[shuffled] == label]
        rank[who] = (np.arange(len(who)) + 0.5) / len(who)
    in_dev = rng.permutation(np.flatnonzero(rank < dev))
    in_test = rng.permutation(np.flatnonzero((dev <= rank) & (rank < dev + test)))
    train = rng.permutation(np.flatnonzero(rank >= dev + test))
    return X[train], y[train], X[in_dev], y[in_dev], X[in_test], y[in_test]
