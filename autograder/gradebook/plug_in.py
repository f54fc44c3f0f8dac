"""Has nbgrader's commands, its API and formgrader use our converters."""

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
import nbgrader.apps.generatefeedbackapp

from autograder.gradebook.autograde import CheckedAutograde
from autograder.gradebook.feedback_pages import Pages


def use_our_converters() -> None:
    """Put our converters in the place of nbgrader's.

    nbgrader names its converter classes in these modules and takes no others from the
    configuration.
    """
    nbgrader.apps.api.Autograde = CheckedAutograde
    nbgrader.apps.autogradeapp.Autograde = CheckedAutograde
    nbgrader.apps.api.GenerateFeedback = Pages
    nbgrader.apps.generatefeedbackapp.GenerateFeedback = Pages
