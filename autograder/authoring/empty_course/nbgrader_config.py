"""nbgrader and formgrader read this file from the folder in which they are started."""

from pathlib import Path

from autograder.gradebook.config import configure

configure(get_config(), Path(__file__).parent)  # noqa: F821 - nbgrader provides get_config
