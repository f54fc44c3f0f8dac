"""The configuration of nbgrader, for its commands, its API and formgrader alike."""

from pathlib import Path

import nbgrader
from traitlets.config import Config

from autograder.assignments.layout import Layout
from autograder.gradebook.database import share_connections, wait_for_locks
from autograder.gradebook.formgrader import compare_names_in_nfc
from autograder.gradebook.hand_in_time import use_our_times
from autograder.gradebook.people import roster_of
from autograder.gradebook.plug_in import use_our_converters
from autograder.release.generate import CODE_STUB, TEXT_STUB

# As strings, so that formgrader can show the configuration.
SANITIZE = [
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "autograder.gradebook.source_cells.SourceCells",
]
AUTOGRADE = [
    "autograder.gradebook.scores.Checks",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.gradebook.marks.SaveMarks",
    "autograder.gradebook.metadata.CheckMetadata",
]
FEEDBACK = [
    "autograder.gradebook.grades.Grades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
FILTERS = {
    "markdown2html": "autograder.gradebook.markdown.markdown2html",
    "highlight_code": "autograder.gradebook.highlight.highlight_code",
    # nbconvert's takes a minute over fifty thousand brackets, for addresses of 2013.
    "strip_files_prefix": "autograder.gradebook.markdown.as_it_is",
}
_NOBODY = "/"  # no folder has this name; nbgrader takes an empty list for everybody
# The first that has a template wins; formgrader's own stays nbgrader's.
TEMPLATES = [
    str(Path(__file__).parent / "templates"),
    str(Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"),
]

RELEASE_FEEDBACK = "autograder.gradebook.release_feedback.ReleaseFeedback"
# What zip_collect takes from a download: it would leave the students' modules behind.
COLLECTED = [
    *(".py", ".ipynb", ".txt", ".json", ".md", ".csv"),
    *(".png", ".jpg", ".jpeg", ".gif", ".PY", ".JPG", ".PNG"),
]


def configure(config: Config, root: Path) -> None:
    """Set nbgrader up for a course.

    Args:
        config: as nbgrader's get_config() returns it.
        root: the folder that holds nbgrader_config.py and course.toml.
    """
    # Before anything can fail: nbgrader goes on without a configuration that it cannot read, and
    # its own converters would run what was handed in.
    use_our_converters()
    compare_names_in_nfc()
    use_our_times()
    wait_for_locks()
    share_connections()
    layout = Layout(root.resolve())
    config.CourseDirectory.root = str(layout.course)
    config.CourseDirectory.db_url = layout.database
    if layout.settings.id:
        config.CourseDirectory.course_id = layout.settings.id
    config.Autograde.sanitize_preprocessors = SANITIZE
    config.Autograde.autograde_preprocessors = AUTOGRADE
    config.Exporter.optimistic_validation = True  # once, after all stages
    config.Autograde.exclude_overwriting = students_files(layout)
    config.ClearSolutions.text_stub = TEXT_STUB
    config.ClearSolutions.code_stub = {"python": CODE_STUB}
    config.SaveChangedCells.recorded = str(layout.course / "recorded")
    config.CheckedAutograde.course_folder = str(layout.root)
    config.Pages.course_folder = str(layout.root)
    config.ExchangeFactory.release_feedback = RELEASE_FEEDBACK
    config.FileNameCollectorPlugin.valid_ext = COLLECTED
    config.GenerateFeedback.preprocessors = FEEDBACK
    config.HTMLExporter.extra_template_basedirs = TEMPLATES
    config.HTMLExporter.filters = FILTERS
    if layout.roster:
        config.ExportPlugin.student = [_NOBODY]  # nbgrader goes on if the roster cannot be read
        config.ExportPlugin.student += [student.id for student in roster_of(layout) or ()]


def students_files(layout: Layout) -> dict[str, list[str]]:
    """The modules that students write, by assignment: nbgrader must not copy ours over them.

    They are what the release put into nbgrader's source folder. Asking checks.py instead would
    let a mistake in one assignment stop all of nbgrader.
    """
    source = layout.course / "source"
    return {
        folder.name: sorted(path.name for path in folder.glob("*.py"))
        for folder in sorted(source.glob("*"))
    }
