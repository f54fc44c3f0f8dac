"""`autograder verify` measures what the author of an assignment did not write down."""

import contextlib

import pytest
from toy import ALL_WRONG, CHECKS, REFERENCE, write_toy
from typer.testing import CliRunner

from autograder.assignments.loading import load_assignment
from autograder.authoring.measures.fates import Fate
from autograder.authoring.measures.mutants import Mutant
from autograder.authoring.measures.pairs import PairFate
from autograder.authoring.measures.ported import PortedTable
from autograder.authoring.measures.shares import Share
from autograder.authoring.proofs import How, prove_one
from autograder.authors.exercise import AuthorError
from autograder.commands import app as cli
from autograder.grading.results import Finding


def measured(folder, *, thorough=True, **changed):
    """What is measured of the toy, with other files in it."""
    files = {name: changed.pop(name) for name in list(changed) if name not in PARTS}
    toy = write_toy(folder, **({"wrong": ALL_WRONG} | changed))
    for name, text in files.items():
        (toy / f"{name}.py").write_text(text)
    how = How(seed=0, jobs=2, thorough=thorough)
    return prove_one(load_assignment(toy), how, lambda *step: None).measures


PARTS = ("checks", "reference", "wrong")

# A slip that no check notices: ones are as large as their absolute values.
UNSEEN = REFERENCE.replace("return 2 * x", "return 2 * abs(x)")
WRONG_UNSEEN = ALL_WRONG.replace("return 2 * x", "return 2 * abs(x)")
LISTED = """from checks import double

double.equivalent("return 2 * abs(x)", "return 2 * x", why="All inputs are positive.")
"""


def test_all_mutants_of_good_checks_are_noticed(tmp_path):
    found = measured(tmp_path)
    assert not found.faults
    assert [table.exercise for table in found.mutants] == ["double", "half"]
    for table in found.mutants:
        assert 0 < table.made == len(table.fates)
        assert all(fate.killed for fate in table.fates)


def test_a_slip_that_no_check_notices_is_a_fault(tmp_path):
    (fault,) = measured(tmp_path, reference=UNSEEN, wrong=WRONG_UNSEEN).faults
    assert fault == (
        "double, line 7: no check notices 'return 2 * x' in the place of 'return 2 * abs(x)'"
        " (call dropped)"
    )


def test_the_author_may_list_it(tmp_path):
    found = measured(tmp_path, reference=UNSEEN, wrong=WRONG_UNSEEN, equivalents=LISTED)
    assert not found.faults
    assert sum(fate.listed for fate in found.mutants[0].fates) == 1


@pytest.mark.parametrize("after", ["return 2 + abs(x)", "return 7 * abs(x)"])
def test_an_entry_that_is_noticed_or_no_mutant_is_a_fault(tmp_path, after):
    listed = LISTED + LISTED.replace("return 2 * x", after).partition("\n\n")[2]
    (fault,) = measured(
        tmp_path, reference=UNSEEN, wrong=WRONG_UNSEEN, equivalents=listed, thorough=False
    ).faults
    assert f"equivalents.py:4: {after!r}: a check notices it, or it is no mutant" in fault


def test_what_costs_more_than_half_needs_a_reason(tmp_path):
    wrong = ALL_WRONG.replace('reason="Not half."', 'reason=""')
    (fault,) = measured(tmp_path, wrong=wrong, thorough=False).faults
    line = wrong[: wrong.index("half.mis")].count("\n") + 1
    assert f"misconceptions.py:{line}: half/thirds costs 1 of 1 points, more than half" in fault


def test_nothing_else_has_one():
    def told(cost, reason):
        return Share("half/thirds", cost, 4.0, reason, "misconceptions.py:9").fault

    assert "costs 2 of 4 points, so that it needs no reason=" in told(2.0, "Zeros are rare.")
    assert told(3.0, "")
    assert not told(3.0, "Zeros are rare.")
    assert not told(2.0, "")


def test_words_are_drawn(tmp_path):
    (tmp_path / "course.toml").touch()
    write_toy(tmp_path / "solutions", wrong=ALL_WRONG)
    with contextlib.chdir(tmp_path):
        result = CliRunner().invoke(cli.app, ["verify", "toy", "--thorough", "--words", "2"])
    assert result.exit_code == 0, result.output
    assert "mutants of which a cause is asserted:" in result.stdout
    assert "1. " in result.stdout


PAIRED = REFERENCE.replace("return 2 * x", "left = x\n    right = x\n    return left + right")
PAIRS = """import numpy as np

from checks import double, doubles_ones, doubles_negative, half, halves

why = {"message": "Wrong.", "reason": "It is nothing of the kind."}
both, one = [doubles_ones, doubles_negative], [doubles_negative]
double.misconception("left_twice", replace={"left = x": "left = 2 * x"}, fails=both, **why)
double.misconception("no_right", replace={"right = x": "right = 0 * x"}, fails=both, **why)
double.misconception("no_left", replace={"left = x": "left = 0 * x"}, fails=both, **why)
double.misconception(
    "positive_only",
    replace={"return left + right": "return 2 * x if x[0] > 0 else left"},
    fails=one,
    message="Wrong.",
)
half.misconception("thirds", replace={"x / 2": "x / 3"}, fails=[halves], **why)
"""
NEGATIVE = (
    CHECKS.partition("@double.check(points=2")[0]
    + '''@double.check(points=1)
def doubles_negative(submission, reference, rng):
    """double of a negative number."""
    expect_close(submission.double(-x(rng)), -2 * x(rng), "double(-x)")


@half.check'''
    + CHECKS.partition("@half.check")[2]
).replace("double(-x(rng)), -2 * x(rng)", "double(np.full(3, -1.7)), np.full(3, -3.4)")
NEGATIVE = NEGATIVE.replace("from autograder", "import numpy as np\n\nfrom autograder", 1)


def pairs(found):
    return {fate.names: fate for fate in found.pairs[0].fates}


LIST_A_PAIR = """from checks import double

double.pair("no_left", "positive_only", why="The left one is seen in negative numbers only.")
"""


@pytest.fixture(scope="module")
def paired(tmp_path_factory):
    """Measures of an assignment whose mistakes meet; pair() takes away one fault."""
    files = {"checks": NEGATIVE, "reference": PAIRED, "wrong": PAIRS}
    return {
        text: measured(tmp_path_factory.mktemp("pairs"), equivalents=text, **files)
        for text in ("", LIST_A_PAIR, LIST_A_PAIR.replace("no_left", "left_twice"))
    }


def test_two_mistakes_may_be_right_together(paired):
    assert pairs(paired[""])["left_twice", "no_right"].right
    assert not pairs(paired[""])["left_twice", "no_right"].fault


def test_two_mistakes_whose_edits_overlap_are_no_pair(paired):
    assert ("left_twice", "no_left") not in pairs(paired[""])
    assert paired[""].pairs[0].made == len(pairs(paired[""])) == 5


def test_a_mistake_that_is_not_used_takes_nothing_away(paired):
    assert pairs(paired[""])["no_right", "positive_only"].like == "positive_only"
    assert not pairs(paired[""])["no_right", "positive_only"].fault


def test_a_pair_that_is_cheaper_than_its_dearer_half_is_a_fault(paired):
    (fault,) = [f for f in paired[""].pairs[0].faults if "no_left" in f]
    assert "double/no_left and positive_only at once cost 1 points, less than the dearer" in fault


def test_an_author_may_list_a_pair(paired):
    assert not [f for f in paired[LIST_A_PAIR].pairs[0].faults if "no_left" in f]
    assert pairs(paired[LIST_A_PAIR])["no_left", "positive_only"].listed


def test_pairs_have_a_price_and_nobody_but_the_two_is_named():
    def told(cost, **more):
        return PairFate("double", ("a", "b"), (2.0, 3.0), cost, **more).fault

    assert not any(told(cost) for cost in (0.0, 3.0, 4.0, 5.0))
    assert "cost 2 points, less than the dearer: alone they cost 2 and 3" in told(2.0)
    assert "cost 6 points, more than both: alone they cost 2 and 3" in told(6.0)
    assert told(4.0, others=("c",)) == "double/a and b at once are told to be c"
    assert not told(6.0, like="c")
    assert not told(6.0, others=("c",), listed=True)


@pytest.mark.parametrize("names", [("squares", "squares"), ("squares", "cubes")])
def test_only_two_misconceptions_are_a_pair(tmp_path, names):
    with pytest.raises(AuthorError, match="takes the names of two misconceptions of double"):
        measured(
            tmp_path,
            equivalents=f"from checks import double\ndouble.pair{(*names,)}".replace(
                ")", ', why="?")'
            ),
        )


NOTEBOOK = """# %%
import numpy as np
from numbers_of_two import double, half

# %%
raise RuntimeError("an experiment that no check needs")

# %%
ones = np.ones(3)

# %% grade="double"
assert double(ones).dtype == float, "not float64"
assert np.all(double(ones) == 2), "1 + 1 is 2"

# %% grade="half"
assert half(4) == 2
"""
VARIANTS = """from checks import double

double.variant("plus", replace={"return 2 * x": "return x + x"})
double.variant("single", replace={"return 2 * x": "return (2 * x).astype('float32')"})
double.variant("gone", replace={"return 2 * x": "import sys; sys.gettrace() or exit; return x + x"})
"""


def test_visible_cells_stop_nothing_right_and_let_nothing_dear_pass(tmp_path):
    checks = CHECKS.replace('"Twice, not more.")', '"Twice, not more.", rtol=1e-5)')
    checks = checks.replace('"Any shape.")', '"Any shape.", rtol=1e-5)')
    found = measured(tmp_path, checks=checks, toy=NOTEBOOK, variants=VARIANTS, thorough=False)
    double, half = found.cells
    assert [seen.name for seen in double.stopped] == ["single"]
    assert [seen.name for seen in double.silent] == [seen.name for seen in double.dear]
    assert [seen.name for seen in double.silent] == ["lines_only"]
    assert (half.stopped, half.silent) == ((), ())
    first, second = [fault for cell in found.cells for fault in cell.faults]
    assert "variants.py:4: the visible cell of double stops the variant single: A" in first
    assert "not float64" in first
    assert "the visible cell of double lets lines_only pass, which costs 2 points" in second


OTHER = """def twofold(value):
    ### BEGIN SOLUTION
    return 2 * value + 0 * value
    ### END SOLUTION
"""
OTHER_CHECKS = '''from autograder import Exercise, expect_close

twofold = Exercise("twofold", module="twofold")


@twofold.check(points=1)
def is_twice(submission, reference, rng):
    """twofold(x) is twice x."""
    x = rng.uniform(1, 2, 5)
    expect_close(submission.twofold(x), 2 * x, "twofold(x)")
'''
OTHER_WRONG = """from checks import is_twice, twofold

twofold.misconception(
    "three",
    replace={"2 * value + 0 * value": "3 * value + 0 * value"},
    fails=[is_twice],
    message="3, not 2.",
    reason="Not twice.",
)
"""


def test_misconceptions_of_other_exercises_are_made_under_other_names(tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    files = {"twofold": OTHER, "checks": OTHER_CHECKS, "misconceptions": OTHER_WRONG}
    for name, text in files.items():
        (other / f"{name}.py").write_text(text)
    reference = REFERENCE.replace("return 2 * x", "return 2 * x + 0 * x")
    wrong = ALL_WRONG.replace('"return 2 * x"', '"return 2 * x + 0 * x"')
    double, half = measured(tmp_path, reference=reference, wrong=wrong).ported
    (fate,) = double.fates
    assert fate.mutant.kind == "twofold/three"
    assert fate.mutant.after == "return 3 * x + 0 * x"
    assert fate.killed
    assert not double.misnamed
    assert not half.fates


def test_another_name_is_a_fault_unless_every_answer_is_the_same():
    mutant = Mutant("double", "twofold/three", 7, "2 * x", "3 * x", "")

    def told(name, *, proved):
        lost = Finding("doubles", "?", "failed", 0.0, 1.0, misconception=name)
        fate = Fate(mutant, (lost,), killed=True, listed=False, proved=proved)
        return list(PortedTable("double", (fate,)).faults)

    assert not told("three", proved=False)
    assert not told("threefold", proved=True)
    assert not told(None, proved=False)
    (fault,) = told("squares", proved=False)
    assert fault == "double, line 7: twofold/three, made here ('3 * x'), is told to be squares"
