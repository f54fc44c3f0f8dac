"""Splits are fair, noise is exact, and the toy sets have the shapes that their names promise."""

import numpy as np
import pytest

from reglab import (
    make_blobs,
    make_moons,
    make_spirals,
    train_val_test_split,
    with_label_noise,
)

TOYS = (make_moons, make_blobs, make_spirals)


def examples(n=100, classes=3):
    """Numbered examples, so that each can be recognised, with unequal classes."""
    y = np.minimum(np.arange(n) % (2 * classes), classes - 1)
    return np.arange(n)[:, None], y


@pytest.mark.parametrize("seed", range(5))
def test_every_example_is_in_exactly_one_part_with_its_label(seed):
    X, y = examples()
    data = train_val_test_split(X, y, seed=seed)
    parts = (data.X_train, data.X_val, data.X_test)
    assert [len(part) for part in parts] == [60, 20, 20]
    assert sorted(np.concatenate(parts).ravel()) == list(range(100))
    for part, labels in zip(parts, (data.y_train, data.y_val, data.y_test), strict=True):
        assert np.array_equal(y[part.ravel()], labels)
        assert np.abs(np.bincount(labels) - np.bincount(y) * len(labels) / 100).max() <= 2


def test_parts_are_asked_for_by_share_or_by_number():
    X, y = examples()
    data = train_val_test_split(X, y, val=7, test=0.25)
    assert [len(data.y_train), len(data.y_val), len(data.y_test)] == [68, 7, 25]


def test_the_seed_decides_the_split():
    X, y = examples()
    a, b, c = (train_val_test_split(X, y, seed=seed).X_train for seed in (1, 1, 2))
    assert np.array_equal(a, b)
    assert not np.array_equal(a, c)


def test_images_keep_their_shape_and_classes_their_names():
    data = train_val_test_split(np.zeros((20, 3, 4, 4)), np.arange(20) % 2, classes=("cat", "dog"))
    assert data.X_val.shape == (4, 3, 4, 4)
    assert data.classes == ("cat", "dog")


@pytest.mark.parametrize(
    ("X", "y", "options", "reason"),
    [
        (np.zeros(3), [0, 1], {}, "the same length"),
        (np.zeros(2), [0.0, 1.0], {}, "integers"),
        (np.zeros(2), [-1, 1], {}, "integers"),
        (np.zeros(0), [], {}, "integers"),
        (np.zeros(10), [0] * 10, {"val": 5, "test": 5}, "none of 10"),
        (np.zeros(10), [0] * 10, {"val": 0}, "val must be"),
        (np.zeros(10), [0] * 10, {"test": 1.5}, "test must be"),
    ],
)
def test_impossible_splits_are_refused(X, y, options, reason):
    with pytest.raises(ValueError, match=reason):
        train_val_test_split(X, y, **options)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_exactly_the_share_asked_for_is_wrong_and_only_in_training(share):
    data = make_blobs(n_train=200, classes=4)
    noisy = with_label_noise(data, share, seed=3)
    assert (noisy.y_train != noisy.y_train_clean).sum() == round(200 * share)
    assert set(noisy.y_train) <= {0, 1, 2, 3}
    assert noisy.X_train is data.X_train
    assert np.array_equal(noisy.y_val, data.y_val)
    assert np.array_equal(data.y_train, data.y_train_clean)


def test_noise_is_not_heaped_upon_noise():
    once = with_label_noise(make_moons(), 0.2, seed=1)
    assert np.array_equal(with_label_noise(once, 0.2, seed=1).y_train, once.y_train)
    assert np.array_equal(with_label_noise(once, 0.0).y_train, once.y_train_clean)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_impossible_shares_are_refused(share):
    with pytest.raises(ValueError, match="share must be in"):
        with_label_noise(make_moons(), share)


@pytest.mark.parametrize("make", TOYS)
def test_toy_sets_have_three_balanced_parts(make):
    data = make(n_train=60, n_val=30, n_test=90, seed=4)
    for X, y, size in (
        (data.X_train, data.y_train, 60),
        (data.X_val, data.y_val, 30),
        (data.X_test, data.y_test, 90),
    ):
        assert X.shape == (size, 2)
        counts = np.bincount(y)
        assert len(counts) == len(data.classes)
        assert counts.max() - counts.min() <= 1
    assert len(np.unique(np.concatenate([data.X_train, data.X_val, data.X_test])[:, 0])) == 180


@pytest.mark.parametrize("make", TOYS)
def test_the_seed_decides_and_the_size_of_one_part_does_not_touch_the_others(make):
    a, b = make(n_test=50, seed=1), make(n_test=70, seed=1)
    assert np.array_equal(a.X_train, b.X_train)
    assert np.array_equal(a.y_val, b.y_val)
    assert not np.array_equal(a.X_train, make(seed=2).X_train)


def test_without_noise_the_points_lie_on_their_curves():
    def radius(X, centre=(0, 0)):
        return np.hypot(*(X - centre).T)

    moons = make_moons(noise=0)
    upper, lower = (moons.X_train[moons.y_train == label] for label in (0, 1))
    assert np.allclose(radius(upper), 1)
    assert np.allclose(radius(lower, (1, 0.5)), 1)
    assert upper[:, 1].min() >= 0
    assert lower[:, 1].max() <= 0.5
    blobs = make_blobs(noise=0, classes=5)
    assert np.allclose(radius(blobs.X_train), 2)
    assert len(np.unique(blobs.X_train.round(9), axis=0)) == 5
    spirals = make_spirals(noise=0, classes=3, turns=0.5)
    x, y = spirals.X_train.T
    angle = np.pi * radius(spirals.X_train) + 2 * np.pi * spirals.y_train / 3
    assert np.allclose(np.cos(np.arctan2(y, x) - angle), 1)


@pytest.mark.parametrize(
    "options", [{"noise": -1}, {"n_val": 1}, {"n_test": 0}], ids=["noise", "val", "test"]
)
def test_impossible_toys_are_refused(options):
    with pytest.raises(ValueError, match="each set needs"):
        make_moons(**options)
