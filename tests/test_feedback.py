"""The words about an exercise: in their order, without cascades, without what is hidden."""

import pytest

from autograder.gradebook.feedback_html import to_html
from autograder.grading.feedback import describe, first_finding, to_text
from autograder.grading.results import ExerciseResult, Finding


def passed(name, points=1.0, **more):
    return Finding(name, f"{name} is so.", "passed", points, points, **more)


def failed(name, points=1.0, **more):
    more = {"message": f"found 3 in {name}", "hint": f"look at {name}"} | more
    return Finding(name, f"{name} is so.", "failed", 0.0, points, **more)


def skipped(name, points=1.0, **more):
    return Finding(name, f"{name} is so.", "skipped", 0.0, points, **more)


def not_written(name):
    return Finding(name, f"{name} is so.", "error", 0.0, 1.0, message="f is not written yet.")


def text_of(*findings):
    return to_text(describe(ExerciseResult("f", findings)))


def test_a_failure_says_what_is_asked_what_was_found_the_cause_and_the_hint_in_this_order():
    lines = text_of(passed("a"), failed("b", 2.0, cause="You did so.")).splitlines()
    assert lines == [
        "f: 1 of 3 points",
        "1 of 2 checks passed.",
        "Lost: 2 points",
        "Asked: b is so.",
        "Found: found 3 in b",
        "Likely cause: You did so.",
        "Hint: look at b",
        "[passed]     a is so. (1 of 1 point)",
        "[not passed] b is so. (0 of 2 points)",
    ]


def test_every_cause_is_told_the_dearest_first_with_what_it_cost():
    text = text_of(
        failed("a"),
        failed("b", 2.0, cause="You did so.", misconception="so"),
        skipped("c", 3.0, skipped_for="b"),
        failed("d", cause="You did so.", misconception="so"),
    )
    dearest, other = text.index("Found: found 3 in b"), text.index("Found: found 3 in a")
    assert dearest < other
    assert "1.\nLost: 6 points\nAsked: b is so." in text
    assert "2.\nLost: 1 point\nAsked: a is so." in text
    assert text.count("You did so.") == 1
    assert "[not judged] c is so." in text


def test_what_went_wrong_in_the_same_way_is_told_once():
    text = text_of(
        failed("a", message="f raised TypeError"), failed("b", message="f raised TypeError")
    )
    assert text.count("f raised TypeError") == 1
    assert "Lost: 2 points" in text


def test_a_remark_is_made_once():
    text = text_of(
        failed("a", 0.0, message="dx is float64"), failed("b", 0.0, message="dx is float64")
    )
    assert text.count("dx is float64") == 1


def test_a_hidden_check_keeps_its_sentence_and_hint_and_withholds_its_numbers():
    text = text_of(failed("a", hidden=True))
    assert "Asked: a is so." in text
    assert "Hint: look at a" in text
    assert "3" not in text


def test_when_only_hidden_checks_are_open_their_number_is_said():
    one = text_of(passed("a"), failed("b", hidden=True))
    assert "The public checks passed; 1 hidden check did not." in one
    two = text_of(passed("a"), failed("b", hidden=True), failed("c", hidden=True))
    assert "The public checks passed; 2 hidden checks did not." in two


def test_an_exercise_that_is_not_written_is_one_calm_line():
    text = text_of(not_written("a"), not_written("b"), skipped("c"))
    assert text.splitlines() == [
        "f: 0 of 3 points",
        "f is not written yet, so there is nothing to judge.",
    ]


def test_an_exercise_that_waits_for_another_says_which():
    waiting = describe(ExerciseResult("backward", (not_written("a"),)))
    assert waiting.headline == "f is not written yet. backward cannot be judged without it."


def test_full_marks_are_short_and_friendly():
    assert text_of(passed("a"), passed("b")).splitlines() == [
        "f: 2 of 2 points",
        "Every check passed. Well done.",
    ]


def test_a_remark_costs_nothing_and_is_not_a_cause():
    text = text_of(passed("a"), failed("b", 0.0, message="dx is float64"))
    assert text.splitlines()[-1] == "Remark: dx is float64"
    assert "Asked" not in text
    assert "1 of 1 point" in text


@pytest.mark.parametrize("render", [to_text, to_html])
def test_both_renderings_hold_the_same_words(render):
    result = ExerciseResult("f", (failed("a", cause="C1"), skipped("b"), passed("c", hidden=True)))
    page = render(describe(result))
    for words in ("found 3 in a", "C1", "look at a", "b is so.", "not judged", "hidden"):
        assert words in page


def test_what_a_submission_says_is_escaped_in_html():
    page = to_html(describe(ExerciseResult("f", (failed("a", message="<script>$x$\x1b[2J"),))))
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    assert 'class="tex2jax_ignore"' in page


def test_a_message_without_end_is_cut():
    assert len(text_of(failed("a", message="x" * 10**6))) < 3000


@pytest.mark.parametrize(
    ("findings", "sentence"),
    [
        ((passed("a"),), ""),
        ((failed("a"),), "found 3 in a"),
        ((failed("a", cause="You did so."),), "You did so."),
        ((failed("a"), failed("b", 2.0)), "found 3 in b"),
        ((failed("a", hidden=True),), "not passed: a is so."),
        ((not_written("a"), not_written("b")), "f is not written yet."),
    ],
)
def test_the_first_finding_is_one_sentence(findings, sentence):
    assert first_finding(ExerciseResult("f", findings)) == sentence
