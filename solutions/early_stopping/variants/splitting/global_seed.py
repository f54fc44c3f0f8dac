"""The global generator, seeded inside; ceilings instead of rounding."""


def train_dev_test_split(X, y, dev=0.2, test=0.2, seed=0):
    np.random.seed(seed)
    train, in_dev, in_test = [], [], []
    classes, inverse = np.unique(y, return_inverse=True)
    for k in range(len(classes)):
        members = list(np.random.permutation(np.nonzero(inverse == k)[0]))
        for _ in range(int(np.ceil(dev * inverse.tolist().count(k) - 1e-9))):
            in_dev.append(members.pop())
        for _ in range(int(test * inverse.tolist().count(k) + 1e-9)):
            in_test.append(members.pop())
        train.extend(members)
    np.random.shuffle(train), np.random.shuffle(in_dev), np.random.shuffle(in_test)
    train, in_dev, in_test = (np.array(part, dtype=int) for part in (train, in_dev, in_test))
    return (np.take(X, train, axis=0), np.take(y, train), np.take(X, in_dev, axis=0),
            np.take(y, in_dev), np.take(X, in_test, axis=0), np.take(y, in_test))
