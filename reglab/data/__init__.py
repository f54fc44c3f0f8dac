"""Data sets: included, random and downloaded ones, in parts for training and evaluation.

`splitting` is not imported here, because some students write it themselves.
"""

from reglab.data.digits import DATASETS, Digits, load_digits
from reglab.data.downloads import DownloadError
from reglab.data.images import load_cifar10, load_mnist
from reglab.data.noise import with_label_noise
from reglab.data.parts import Dataset, Split
from reglab.data.toys import make_blobs, make_moons, make_spirals

__all__ = [
    "DATASETS",
    "Dataset",
    "Digits",
    "DownloadError",
    "Split",
    "load_cifar10",
    "load_digits",
    "load_mnist",
    "make_blobs",
    "make_moons",
    "make_spirals",
    "with_label_noise",
]
