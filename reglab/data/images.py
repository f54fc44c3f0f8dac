"""MNIST and CIFAR-10, downloaded at the first call."""

import os

import numpy as np
from numpy.typing import DTypeLike, NDArray

from reglab.data.digits import CLASSES as DIGITS
from reglab.data.downloads import RemoteFile, fetch
from reglab.data.formats import Bytes, Part, read_cifar, read_idx
from reglab.data.noise import with_label_noise
from reglab.data.parts import Split, stratified

_MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
# Hashes of the files that LeCun published; TensorFlow Datasets and others check the same.
MNIST = tuple(
    RemoteFile(name, tuple(mirror + name for mirror in _MIRRORS), sha256, size)
    for name, size, sha256 in (
        (
            "train-images-idx3-ubyte.gz",
            9_912_422,
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        ),
        (
            "train-labels-idx1-ubyte.gz",
            28_881,
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        ),
        (
            "t10k-images-idx3-ubyte.gz",
            1_648_877,
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        ),
        (
            "t10k-labels-idx1-ubyte.gz",
            4_542,
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        ),
    )
)
# The hash that Keras checks. Its MD5, published beside it, is c58f30108f718f92721af3b95e74349a.
CIFAR10 = RemoteFile(
    "cifar-10-python.tar.gz",
    ("https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",),
    "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
    170_498_071,
)
CIFAR10_CLASSES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
_TRAIN_BATCHES = tuple(f"data_batch_{i}" for i in range(1, 6))


def load_mnist(
    n_train: int = 50_000,
    n_val: int = 10_000,
    *,
    label_noise: float = 0.0,
    seed: int = 0,
    dtype: DTypeLike = np.float32,
    cache: str | os.PathLike[str] | None = None,
    progress: bool = True,
) -> Split:
    """MNIST: 70 000 handwritten digits of 28 x 28 pixels, a download of 11.6 MB.

    Args:
        n_train: training images, of the 60 000 in the original training set, stratified.
        n_val: validation images, other ones of the same set, stratified.
        label_noise: share of wrong training labels; see with_label_noise.
        seed: of the choice of images and the wrong labels.
        dtype: of the pixels; float32 takes half of the memory of float64.
        cache: folder for the files; by default $REGLAB_CACHE, or the cache of the system.
        progress: True shows a progress bar during a download.

    Returns:
        Three sets. X_* have the shape (N, 784) with pixels from 0 (background) to 1 (ink). The
        test set is the original one of 10 000 images.

    Raises:
        DownloadError: a download failed; the message says what to do.
        ValueError: n_train + n_val is too large.

    Source: LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document
    recognition, Proceedings of the IEEE 86 (1998).
    """
    arrays = [read_idx(fetch(file, cache, progress=progress)) for file in MNIST]
    X, y, X_test, y_test = arrays
    train = (X.reshape(len(X), -1), y.astype(np.int64))
    test = (X_test.reshape(len(X_test), -1), y_test.astype(np.int64))
    split = _split(train, test, (n_train, n_val), seed, dtype, DIGITS)
    return with_label_noise(split, label_noise, seed)


def load_cifar10(
    n_train: int = 49_000,
    n_val: int = 1_000,
    *,
    label_noise: float = 0.0,
    seed: int = 0,
    dtype: DTypeLike = np.float32,
    cache: str | os.PathLike[str] | None = None,
    progress: bool = True,
) -> Split:
    """CIFAR-10: 60 000 color images of 32 x 32 pixels, a download of 170 MB.

    Args: as for load_mnist; the original training set has 50 000 images here.

    Returns:
        Three sets. X_* have the shape (N, 3, 32, 32) with red, green and blue from 0 to 1. The
        test set is the original one of 10 000 images.

    Raises:
        DownloadError: the download failed; the message says what to do.
        ValueError: n_train + n_val is too large.

    Source: Krizhevsky, Learning Multiple Layers of Features from Tiny Images (2009).
    """
    archive = fetch(CIFAR10, cache, progress=progress)
    X, y = read_cifar(archive, (*_TRAIN_BATCHES, "test_batch"))
    n_test = len(y) // 6  # all six batches are of one size
    split = _split(
        (X[:-n_test], y[:-n_test]),
        (X[-n_test:], y[-n_test:]),
        (n_train, n_val),
        seed,
        dtype,
        CIFAR10_CLASSES,
    )
    return with_label_noise(split, label_noise, seed)


def _split(
    train: Part,
    test: Part,
    sizes: tuple[int, int],
    seed: int,
    dtype: DTypeLike,
    classes: tuple[str, ...],
) -> Split:
    """A stratified split of the training set, with the whole test set."""
    (X, y), (X_test, y_test) = train, test
    if min(sizes) < 1 or sum(sizes) > len(y):
        raise ValueError(
            f"n_train and n_val must be at least 1 and together at most {len(y)}, not "
            f"{sizes[0]} and {sizes[1]}"
        )
    rng = np.random.default_rng(seed)
    chosen, val, _ = stratified(y, sizes, rng)
    return Split(
        X_train=_scaled(X[chosen], dtype),
        y_train=y[chosen],
        X_val=_scaled(X[val], dtype),
        y_val=y[val],
        X_test=_scaled(X_test, dtype),
        y_test=y_test,
        y_train_clean=y[chosen],
        classes=classes,
    )


def _scaled(pixels: Bytes, dtype: DTypeLike) -> NDArray[np.floating]:
    scaled: NDArray[np.floating] = pixels.astype(dtype)
    scaled /= 255
    return scaled
