"""MNIST and CIFAR-10 in their real formats, small, from a server on this machine."""

import gzip
import hashlib
import pickle
import re
import struct

import numpy as np
import pytest
from file_server import serving
from published_formats import archive, idx, old_pickle

from reglab import load_cifar10, load_mnist
from reglab.data import images
from reglab.data.downloads import RemoteFile
from reglab.data.formats import FormatError, plain_pickle, read_cifar, read_idx

RNG = np.random.default_rng(0)


def remote(server, file, content):
    server.files[file.name] = content
    urls, sha256 = (server.url(file.name),), hashlib.sha256(content).hexdigest()
    return RemoteFile(file.name, urls, sha256, len(content))


def packed(content):
    """The same bytes whenever they are packed, so that every process collects the same tests."""
    return gzip.compress(content, mtime=0)


@pytest.fixture
def server():
    with serving({}) as running:
        yield running


@pytest.fixture
def mnist(server, monkeypatch):
    """60 and 20 digits in place of the 70 000."""
    shapes = (60, 28, 28), (60,), (20, 28, 28), (20,)
    tops = 256, 10, 256, 10
    arrays = [
        RNG.integers(0, top, shape, np.uint8) for shape, top in zip(shapes, tops, strict=True)
    ]
    arrays[1][:] = np.arange(60) % 10
    files = zip(images.MNIST, arrays, strict=True)
    small = tuple(remote(server, file, idx(array)) for file, array in files)
    monkeypatch.setattr(images, "MNIST", small)
    return arrays


@pytest.fixture
def cifar(server, monkeypatch):
    """Six batches of 20 images in place of the 10 000."""
    X = RNG.integers(0, 256, (6, 20, 3072), np.uint8)
    y = np.tile(np.arange(20) % 10, (6, 1))
    names = ["batches.meta", *(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]
    pickles = [b"never read", *map(old_pickle, X, y)]
    content = archive(dict(zip(names, pickles, strict=True)))
    monkeypatch.setattr(images, "CIFAR10", remote(server, images.CIFAR10, content))
    return X, y


def rows(X, y):
    """Each example with its label as one string of bytes, sorted."""
    return sorted(x.tobytes() + bytes([label]) for x, label in zip(X, y, strict=True))


def test_mnist_is_split_by_class_and_scaled_and_the_test_part_is_the_original(mnist, tmp_path):
    X, y, X_test, y_test = mnist
    data = load_mnist(40, 20, seed=1, cache=tmp_path, progress=False)
    assert [len(part) for part in (data.X_train, data.X_val, data.X_test)] == [40, 20, 20]
    assert (data.X_train.dtype, data.X_train.shape[1]) == (np.float32, 784)
    assert np.bincount(data.y_train).tolist() == [4] * 10
    both = np.concatenate([data.X_train, data.X_val]), np.concatenate([data.y_train, data.y_val])
    assert rows((both[0] * 255).round().astype(np.uint8), both[1]) == rows(X.reshape(60, -1), y)
    assert np.array_equal((data.X_test * 255).round(), X_test.reshape(20, -1))
    assert np.array_equal(data.y_test, y_test)
    assert data.classes == tuple("0123456789")


def test_cifar_has_its_colours_first_and_names_its_classes(cifar, tmp_path):
    X, y = cifar
    data = load_cifar10(90, 10, seed=1, dtype=np.float64, cache=tmp_path, progress=False)
    assert (data.X_train.shape, data.X_train.dtype) == ((90, 3, 32, 32), np.float64)
    both = np.concatenate([data.X_train, data.X_val]), np.concatenate([data.y_train, data.y_val])
    original = X[:5].reshape(100, -1), y[:5].ravel()
    assert rows((both[0] * 255).round().astype(np.uint8), both[1]) == rows(*original)
    assert np.array_equal((data.X_test * 255).round().reshape(20, -1), X[5])
    assert data.classes[data.y_test[3]] == "cat"


def test_the_seed_decides_the_split_and_the_wrong_labels(mnist, tmp_path):
    def load(seed):
        return load_mnist(30, 10, label_noise=0.5, seed=seed, cache=tmp_path, progress=False)

    assert np.array_equal(load(1).X_train, load(1).X_train)
    assert np.array_equal(load(1).y_train, load(1).y_train)
    assert not np.array_equal(load(1).X_train, load(2).X_train)
    assert (load(1).y_train != load(1).y_train_clean).sum() == 15


def test_more_images_than_there_are_cannot_be_had(mnist, tmp_path):
    with pytest.raises(ValueError, match="together at most 60"):
        load_mnist(60, 1, cache=tmp_path, progress=False)


def test_the_published_files_have_hashes_and_secure_addresses():
    for file in (*images.MNIST, images.CIFAR10):
        assert re.fullmatch("[0-9a-f]{64}", file.sha256)
        assert all(url.startswith("https://") and url.endswith(file.name) for url in file.urls)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"hello", "gzip"),
        (packed(b"\0\0"), "complete"),
        (packed(b"\0\0\x0d\1" + bytes(8)), "unsigned bytes"),
        (packed(struct.pack(">HBB2I", 0, 8, 2, 3, 3) + bytes(8)), "must contain 9"),
        (packed(struct.pack(">HBB2I", 0, 8, 2, 3, 3) + bytes(10)), "must contain 9"),
        (packed(struct.pack(">HBB3I", 0, 8, 3, *[2**32 - 1] * 3)), "asks for"),
        (idx(np.zeros((9, 9), np.uint8))[:-9], "complete"),
    ],
)
def test_what_is_no_idx_file_is_refused(tmp_path, content, reason):
    (tmp_path / "file.gz").write_bytes(content)
    with pytest.raises(FormatError, match=reason):
        read_idx(tmp_path / "file.gz")


@pytest.mark.parametrize("protocol", [3, 4])
def test_arrays_pickled_today_are_plain_data(protocol):
    X = np.arange(6, dtype=np.uint8).reshape(2, 3)
    value = {b"data": X, b"labels": [1, 2], "x": ("y", 1.5, None)}
    loaded = plain_pickle(pickle.dumps(value, protocol))
    assert np.array_equal(loaded.pop(b"data"), X)
    assert loaded == {b"labels": [1, 2], "x": ("y", 1.5, None)}


def test_what_python_2_pickled_can_be_read():
    X, y = RNG.integers(0, 256, (3, 3072), np.uint8), np.array([1, 2, 3])
    batch = plain_pickle(old_pickle(X, y))
    assert np.array_equal(batch[b"data"], X)
    assert batch[b"labels"] == [1, 2, 3]


class Calls:
    """Pickled as a call of a function."""

    def __init__(self, function, *args):
        self.call = function, args

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize(
    "value",
    [
        Calls(exec, "raise SystemExit"),
        Calls(open, "/etc/passwd"),
        Calls(getattr, [], "append"),
        [Calls(np.load, "file")],
        {"a": Calls(eval, "1")},
        Calls,
    ],
)
def test_a_pickle_that_asks_for_anything_else_is_refused(value):
    with pytest.raises(FormatError, match="which is not plain data"):
        plain_pickle(pickle.dumps(value))


@pytest.mark.parametrize("pickled", [b"", b"hello", b"\x80\x02", pickle.dumps([1])[:-1]])
def test_what_is_no_pickle_is_refused(pickled):
    with pytest.raises(FormatError, match="not a pickle"):
        plain_pickle(pickled)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({}, "lacks"),
        ({"test_batch": pickle.dumps([1, 2])}, "not a batch"),
        ({"test_batch": pickle.dumps({b"data": [1]})}, "not a batch"),
        ({"test_batch": old_pickle(np.zeros((2, 3072), np.uint8), np.array([1]))}, "do not fit"),
        ({"test_batch": old_pickle(np.zeros((1, 3071), np.uint8), np.array([1]))}, "do not fit"),
        ({"test_batch": pickle.dumps(Calls(exec, "1"))}, "not plain data"),
    ],
)
def test_what_is_no_archive_of_cifar_is_refused(tmp_path, members, reason):
    (tmp_path / "file.tar.gz").write_bytes(archive(members))
    with pytest.raises(FormatError, match=reason):
        read_cifar(tmp_path / "file.tar.gz", ["test_batch"])


def test_an_archive_that_was_cut_short_is_refused(tmp_path):
    whole = archive(
        {"test_batch": old_pickle(RNG.integers(0, 256, (4, 3072), np.uint8), np.arange(4))}
    )
    (tmp_path / "file.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FormatError):
        read_cifar(tmp_path / "file.tar.gz", ["test_batch"])
