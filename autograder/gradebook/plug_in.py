"""Has nbgrader's commands, its API and formgrader use our converters."""

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
import nbgrader.apps.generateassignmentapp
import nbgrader.apps.generatefeedbackapp

from autograder.gradebook.autograde import CheckedAutograde
from autograder.gradebook.feedback_pages import Pages
from autograder.gradebook.turns import turn
from autograder.release.generate import Generate


class SourceRelease(Generate):
    """Generates what students get from course/source, one run at a time in a course."""

    waits = True

    def start(self) -> None:
        """Generate the assignments that the course directory's ids name."""
        with turn(self, "nbgrader generate_assignment"):
            super().start()


class AutogradeButton(CheckedAutograde):
    """CheckedAutograde for formgrader, whose server can answer nobody while it waits."""

    waits = False


class FeedbackButton(Pages):
    """Pages for formgrader."""

    waits = False


class ReleaseButton(SourceRelease):
    """SourceRelease for formgrader."""

    waits = False


def use_our_converters() -> None:
    """Put our converters in the place of nbgrader's.

    nbgrader names its converter classes in these modules and takes no others from the
    configuration.
    """
    nbgrader.apps.autogradeapp.Autograde = CheckedAutograde
    nbgrader.apps.generateassignmentapp.GenerateAssignment = SourceRelease
    nbgrader.apps.generatefeedbackapp.GenerateFeedback = Pages
    nbgrader.apps.api.Autograde = AutogradeButton
    nbgrader.apps.api.GenerateAssignment = ReleaseButton
    nbgrader.apps.api.GenerateFeedback = FeedbackButton
