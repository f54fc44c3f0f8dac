"""The made-up class of the dropout assignment."""

import pytest
from demo_course import REPOSITORY, released, write_masters

from autograder.assignments.loading import load_assignment
from autograder.authors.exercise import AuthorError
from autograder.course.sample_class import Sample, module_text, samples_of, write_sample_class


def test_the_dropout_sample_class_is_what_was_promised():
    assignment = load_assignment(REPOSITORY / "solutions/dropout")
    samples = samples_of(assignment)
    assert len(samples) == 12
    whole = [s for s in samples if s.styles and not (s.wrong or s.edits or s.without)]
    assert len(whole) == 3
    assert sum(bool(sample.wrong) for sample in samples) >= 3
    assert sum(sample.untouched for sample in samples) == 1
    assert sum(bool(sample.without) for sample in samples) == 1
    assert sum(bool(sample.copied_cell) for sample in samples) == 1
    release = REPOSITORY / "assignments/dropout"
    texts = [
        module_text(sample, assignment, release, module)
        for sample in samples
        for module in assignment.modules
        if not sample.untouched
    ]
    assert any("while dx is None" in text for text in texts)
    assert any("os._exit" in text for text in texts)
    assert any('elif mode = "test"' in text for text in texts)
    assert not any("BEGIN SOLUTION" in text for text in texts)


def test_a_sample_that_names_what_does_not_exist_is_the_authors_error(tmp_path):
    assignment = load_assignment(REPOSITORY / "solutions/dropout")
    with pytest.raises(AuthorError, match="no misconception is called unheard_of"):
        module_text(Sample("x", wrong=("unheard_of",)), assignment, tmp_path, "layers")
    edits = {"layers": {"no such line": "x"}}
    with pytest.raises(AuthorError, match="does not occur once"):
        module_text(Sample("x", edits=edits), assignment, tmp_path, "layers")


def test_a_class_that_handed_in_already_is_left_alone(tmp_path):
    layout = write_masters(tmp_path)
    (layout.course / "submitted" / "student-07").mkdir(parents=True)
    assert write_sample_class(layout, [load_assignment(layout.solutions / "demo")]) == ()
    assert [p.name for p in (layout.course / "submitted").iterdir()] == ["student-07"]


def test_an_empty_folder_of_submissions_is_filled(tmp_path):
    layout = released(tmp_path)
    (layout.course / "submitted").mkdir()
    assert write_sample_class(layout, [load_assignment(layout.solutions / "demo")]) == (
        "student-01",
        "student-02",
        "student-03",
    )
