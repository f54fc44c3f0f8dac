"""Lists of indices and the standard library's generator."""

import random
from collections import defaultdict


def train_dev_test_split(X, y, dev=0.2, test=0.2, seed=0):
    chance = random.Random(seed)
    by_class = defaultdict(list)
    for i, label in enumerate(y):
        by_class[label].append(i)
    train, in_dev, in_test = [], [], []
    for label in sorted(by_class):
        members = by_class[label]
        chance.shuffle(members)
        n = len(members)
        a, b = round(dev * n), round((dev + test) * n)
        in_dev += members[:a]
        in_test += members[a:b]
        train += members[b:]
    for part in (train, in_dev, in_test):
        chance.shuffle(part)
    return X[train], y[train], X[in_dev], y[in_dev], X[in_test], y[in_test]
