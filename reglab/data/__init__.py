"""Data: what ships, what is drawn, what is fetched, and how it is split.

`splitting` is not imported here, so that the others can do without it.
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
