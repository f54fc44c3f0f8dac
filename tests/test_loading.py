import sys

import pytest
from toy import CHECKS, MISCONCEPTIONS, write_toy

from autograder.assignments.assignment import version_source
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.authors.exercise import AuthorError


def refusal(tmp_path, **changes):
    with pytest.raises(AuthorError) as caught:
        load_assignment(write_toy(tmp_path, **changes))
    return str(caught.value)


def test_exercises_and_misconceptions_come_in_the_order_of_their_files(tmp_path):
    toy = load_assignment(write_toy(tmp_path))
    assert [exercise.name for exercise in toy.exercises] == ["double", "half"]
    assert [check.name for check in toy.exercises[0].checks] == ["doubles_ones", "doubles_matrices"]
    assert [wrong.name for wrong in toy.misconceptions] == ["squares"]
    assert toy.modules == ("numbers_of_two",)


def test_points_add_up(tmp_path):
    toy = load_assignment(write_toy(tmp_path))
    assert [exercise.points for exercise in toy.exercises] == [3, 1]
    assert toy.points == 4


def test_the_sentence_of_a_check_is_its_docstring(tmp_path):
    toy = load_assignment(write_toy(tmp_path))
    assert toy.exercise("half").checks[0].asked == "half of x is x / 2."


def test_longer_assignments_may_have_checks_in_further_files(tmp_path):
    toy = write_toy(tmp_path)
    text = CHECKS.replace("double", "triple").replace("halves", "cuts").replace("half", "third")
    (toy / "checks_more.py").write_text(text.replace("numbers_of_two", "numbers_of_three"))
    (toy / "numbers_of_three.py").write_text("def triple(x): ...\n")
    assert load_assignment(toy).modules == ("numbers_of_two", "numbers_of_three")


def test_assignments_are_found_by_their_checks(tmp_path):
    write_toy(tmp_path)
    (tmp_path / "notes").mkdir()
    assert find_assignments(tmp_path) == ("toy",)


def line_of(text, words):
    return next(i for i, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "words", "at"),
    [
        ('"""half of x is x / 2."""', "", "needs one sentence", "@half.check"),
        ("points=2", "points=-2", "are negative", "@double.check(points=-2"),
        ("after=doubles_ones", "after=doubles_twos", "NameError", "after=doubles_twos"),
        ("def halves(submission", "def halves(submission:", "invalid syntax", "def halves("),
    ],
)
def test_a_wrong_check_is_refused_with_file_and_line(tmp_path, old, new, words, at):
    text = CHECKS.replace(old, new)
    message = refusal(tmp_path, checks=text)
    assert words in message
    assert f"checks.py:{line_of(text, at)}:" in message


def test_a_check_without_an_exercise_is_refused_with_file_and_line(tmp_path):
    text = CHECKS + '\nhalf = Exercise("half", module="numbers_of_two")\n'
    text += '\n@half.check(points=1)\ndef again(submission, reference, rng):\n    """Again."""\n'
    message = refusal(tmp_path, checks=text)
    assert f"checks.py:{line_of(text, '@half.check')}: the check halves belongs to no" in message


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"checks": "from autograder.authors.exercise import Exercise\n"},
            "no Exercise is declared",
        ),
        ({"checks": CHECKS.replace("points=1)\ndef halves", "points=0)\ndef halves")}, "no points"),
        ({"checks": CHECKS.replace('half = Exercise("half"', 'half = Exercise("double"')}, "twice"),
        ({"checks": CHECKS.replace('module="numbers_of_two"', 'module="nowhere"')}, "nowhere.py"),
        ({"wrong": MISCONCEPTIONS.replace("double.mis", "treble.mis")}, "'treble' is not defined"),
        ({"wrong": MISCONCEPTIONS.replace("doubles_ones", "triples")}, "import name 'triples'"),
        (
            {"wrong": MISCONCEPTIONS.replace("[doubles_ones]", "[]")},
            "takes the checks that",
        ),
        (
            {"wrong": MISCONCEPTIONS.replace("[doubles_ones]", '["doubles_ones"]')},
            "not their names",
        ),
        ({"wrong": MISCONCEPTIONS + MISCONCEPTIONS}, "has a misconception called squares already"),
        ({"wrong": MISCONCEPTIONS.replace("return 2 * x", "return")}, "occurs 2 times"),
        ({"wrong": MISCONCEPTIONS.replace("return 2 * x", "return 3 * x")}, "occurs 0 times"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_reason(tmp_path, changes, words):
    assert words in refusal(tmp_path, **changes)


def test_a_missing_file_is_named(tmp_path):
    toy = write_toy(tmp_path)
    (toy / "checks.py").unlink()
    with pytest.raises(AuthorError, match=r"checks\.py: this file is missing"):
        load_assignment(toy)


def test_a_variant_of_no_module_is_refused(tmp_path):
    toy = write_toy(tmp_path)
    (toy / "variants" / "numbers").mkdir(parents=True)
    (toy / "variants" / "numbers" / "odd.py").write_text("")
    with pytest.raises(AuthorError, match="modules: numbers_of_two"):
        load_assignment(toy)


def test_a_misconception_is_refused_with_file_and_line(tmp_path):
    wrong = MISCONCEPTIONS.replace("return 2 * x", "return 3 * x")
    line = line_of(wrong, "double.misconception(")
    assert f"misconceptions.py:{line}: squares: " in refusal(tmp_path, wrong=wrong)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def haff(x):\n    return x / 2\n", r"odd\.py: it changes nothing, .* names: haff"),
        ("\ndef half(x:\n", r"odd\.py:2: "),
    ],
)
def test_a_variant_that_cannot_be_meant_is_refused_with_its_place(tmp_path, text, said):
    folder = write_toy(tmp_path)
    (folder / "variants" / "numbers_of_two").mkdir(parents=True)
    (folder / "variants" / "numbers_of_two" / "odd.py").write_text(text)
    with pytest.raises(AuthorError, match=said):
        load_assignment(folder)


def test_two_exercises_may_have_misconceptions_of_one_name(tmp_path):
    wrong = MISCONCEPTIONS.replace("import double,", "import double, half, halves,")
    edits = '{"x / 2": "x**2"}'
    wrong += f'half.misconception("squares", replace={edits}, fails=[halves], message="?")'
    toy = load_assignment(write_toy(tmp_path, wrong=wrong))
    names = [(wrong.exercise, wrong.name) for wrong in toy.misconceptions]
    assert names == [("double", "squares"), ("half", "squares")]


def test_a_variant_is_laid_over_the_reference(tmp_path):
    folder = write_toy(tmp_path)
    (folder / "variants" / "numbers_of_two").mkdir(parents=True)
    other = "import math\n\n\ndef half(x):\n    return x * math.sqrt(0.25)\n"
    (folder / "variants" / "numbers_of_two" / "root.py").write_text(other)
    (folder / "variants.py").write_text(
        'from checks import double\n\ndouble.variant("sum", replace={"2 * x": "x + x"})\n'
    )
    toy = load_assignment(folder)
    by_name = {variant.name: version_source(toy, variant) for variant in toy.variants}
    assert "return x + x" in by_name["sum"]
    assert "return x / 2" in by_name["sum"]
    assert "math.sqrt" in by_name["root"]
    assert "return 2 * x" in by_name["root"]
    assert "return x / 2" not in by_name["root"]


def test_what_several_files_of_checks_need_stands_in_common(tmp_path):
    folder = write_toy(tmp_path)
    (folder / "common.py").write_text("STEPS = 5\n")
    checks = (folder / "checks.py").read_text()
    (folder / "checks.py").write_text(
        f"from common import STEPS\n{checks}".replace(" 5)", " STEPS)")
    )
    (folder / "checks_more.py").write_text("import common\n\nassert common.STEPS == 5\n")
    assert load_assignment(folder).points == 4
    assert "common" not in sys.modules


def test_a_mistake_in_common_is_told_with_its_file(tmp_path):
    folder = write_toy(tmp_path, checks="from common import STEPS\n" + CHECKS)
    (folder / "common.py").write_text("\n\nSTEPS = (\n")
    with pytest.raises(AuthorError, match=r"toy/common\.py:3: '\(' was never closed"):
        load_assignment(folder)
