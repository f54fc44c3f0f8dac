"""The release: one source in solutions/, two versions, and nothing of the one in the other."""

from autograder.release.bundle import bundle
from autograder.release.generate import ReleaseError
from autograder.release.leaks import Leak, scan
from autograder.release.private_lines import PrivateLine, collect_private_lines
from autograder.release.publish import Comparison, Released, check, release

__all__ = [
    "Comparison",
    "Leak",
    "PrivateLine",
    "ReleaseError",
    "Released",
    "bundle",
    "check",
    "collect_private_lines",
    "release",
    "scan",
]
