"""The digits: what ships is the original, and each split is fair and reproducible."""

import numpy as np
import pytest

from reglab import load_digits
from reglab.data import DATASETS


def test_the_file_holds_the_digits_of_scikit_learn_and_is_small():
    datasets = pytest.importorskip("sklearn.datasets")
    original = datasets.load_digits()
    path = DATASETS / "digits.npz"
    with np.load(path) as archive:
        assert np.array_equal(archive["X"], original.data)
        assert np.array_equal(archive["y"], original.target)
    assert path.stat().st_size < 50_000


def test_the_data_come_with_their_source_and_licence():
    text = (DATASETS / "digits.txt").read_text(encoding="utf-8")
    assert "Kaynak" in text
    assert "CC BY 4.0" in text


def test_every_image_is_in_exactly_one_part():
    d = load_digits(n_train=400, seed=3)
    with np.load(DATASETS / "digits.npz") as archive:
        everything = np.column_stack([archive["X"], archive["y"]])
    parts = [(d.X_train, d.y_train_clean), (d.X_val, d.y_val), (d.X_test, d.y_test)]
    split = np.concatenate([np.column_stack([X * 16, y]) for X, y in parts]).astype(int)
    assert [len(X) for X, _ in parts] == [400, 698, 699]
    assert np.array_equal(split[np.lexsort(split.T)], everything[np.lexsort(everything.T)])


@pytest.mark.parametrize("n_train", [50, 400, 1000])
@pytest.mark.parametrize("seed", range(5))
def test_every_class_has_its_share_of_every_part(n_train, seed):
    d = load_digits(n_train=n_train, seed=seed)
    labels = np.concatenate([d.y_train_clean, d.y_val, d.y_test])
    share = np.bincount(labels) / len(labels)
    for y in (d.y_train_clean, d.y_val, d.y_test):
        assert np.abs(np.bincount(y, minlength=10) - share * len(y)).max() <= 2


@pytest.mark.parametrize("label_noise", [0.0, 0.3, 1.0])
def test_exactly_the_share_asked_for_is_wrong(label_noise):
    d = load_digits(n_train=400, label_noise=label_noise, seed=1)
    assert (d.y_train != d.y_train_clean).sum() == round(400 * label_noise)
    assert set(d.y_train) <= set(range(10))


def test_a_wrong_label_is_each_of_the_nine_others_equally_often():
    d = load_digits(n_train=1700, label_noise=1.0, seed=2)
    shift = np.bincount((d.y_train - d.y_train_clean) % 10, minlength=10)
    assert shift[0] == 0
    assert np.abs(shift[1:] - 1700 / 9).max() < 6 * np.sqrt(1700 / 9)


def test_the_seed_decides_the_split_and_the_wrong_labels():
    a, b, c = load_digits(seed=5), load_digits(seed=5), load_digits(seed=6)
    assert np.array_equal(a.X_train, b.X_train)
    assert np.array_equal(a.y_train, b.y_train)
    assert not np.array_equal(a.X_train, c.X_train)


def test_noise_does_not_change_the_split():
    clean, noisy = load_digits(label_noise=0, seed=5), load_digits(label_noise=0.5, seed=5)
    assert np.array_equal(clean.X_test, noisy.X_test)
    assert np.array_equal(clean.y_train, noisy.y_train_clean)


def test_pixels_run_from_zero_to_one():
    d = load_digits()
    assert d.X_train.dtype == np.float64
    assert (d.X_train.min(), d.X_train.max()) == (0, 1)


@pytest.mark.parametrize("options", [{"n_train": 0}, {"n_train": 1797}, {"label_noise": 1.5}])
def test_impossible_splits_are_refused(options):
    with pytest.raises(ValueError, match="n_train must be in"):
        load_digits(**options)
