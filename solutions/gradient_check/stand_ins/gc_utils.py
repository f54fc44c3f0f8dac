"""Coursera's gc_utils, which code from there imports and does not always hand in."""

from reglab.coursera import *  # noqa: F403 - that is what code from there does
