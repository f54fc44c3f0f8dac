"""nbgrader, JupyterLab's formgrader among it, reads this file from the folder it is started in."""

from pathlib import Path

from autograder.gradebook.config import configure

configure(get_config(), Path(__file__).parent)  # noqa: F821 - nbgrader provides get_config
