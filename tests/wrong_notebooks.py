"""Notebooks of the demo written wrongly: {name: (file, old, new, line that is blamed, message)}."""

from release_demo import NOTEBOOK
from release_steps import line_of

ANSWER = '# %% [markdown] answer="why_scale" points=2\n'
FORWARD = '# %% grade="scale_forward"\n'
SOLUTION = "# ### BEGIN SOLUTION\n# So that"


def in_notebook(old, new, part, message):
    """An edit of the notebook master, the text whose line is blamed, and the message."""
    return "demo.py", old, new, line_of(NOTEBOOK.replace(old, new), part), message


WRONG_NOTEBOOKS = {
    "notebook_region_never_closed": in_notebook(
        "sizes.\n# ### END SOLUTION\n", "sizes.\n", SOLUTION, "never closed"
    ),
    "notebook_region_never_opened": in_notebook(
        SOLUTION, "# So that", "# ### END SOLUTION\n#\n", "no region is open here"
    ),
    "notebook_regions_nested": in_notebook(
        SOLUTION,
        f"# ### BEGIN SOLUTION\n{SOLUTION}",
        SOLUTION,
        "begins inside the one",
    ),
    "notebook_region_empty": in_notebook(
        "### BEGIN SOLUTION\nvalues = np.linspace(0.0, 1.0, 17)\n",
        "### BEGIN SOLUTION\n",
        "### BEGIN SOLUTION\n###",
        "empty",
    ),
    "marking_scheme_never_closed": in_notebook(
        "# === END MARK SCHEME ===\n", "", "# === BEGIN MARK SCHEME", "=== END MARK SCHEME ==="
    ),
    "marking_scheme_across_a_solution": in_notebook(
        "sizes.\n# ### END SOLUTION\n#\n# === BEGIN MARK SCHEME ===\n",
        "sizes.\n# === BEGIN MARK SCHEME ===\n# ### END SOLUTION\n#\n",
        "# === BEGIN MARK SCHEME",
        "this marking scheme crosses a solution region",
    ),
    "solution_in_an_ordinary_cell": in_notebook(
        "# The end.",
        "# ### BEGIN SOLUTION\n# The end.\n# ### END SOLUTION",
        "# ### BEGIN SOLUTION\n# The end.",
        "a solution region belongs in an answer",
    ),
    "marking_scheme_in_an_ordinary_cell": in_notebook(
        "# The end.",
        "# === BEGIN MARK SCHEME ===\n# None.\n# === END MARK SCHEME ===",
        "# === BEGIN MARK SCHEME ===\n# None.",
        "a marking scheme belongs in an answer or a task",
    ),
    "hidden_tests": in_notebook(
        "assert np.all(out == 2)\n",
        "### BEGIN HIDDEN TESTS\nassert np.all(out == 2)\n### END HIDDEN TESTS\n",
        "### BEGIN HIDDEN TESTS",
        "write a hidden check in checks.py",
    ),
    "unknown_exercise": in_notebook(
        'grade="scale_forward"',
        'grade="scale_foward"',
        '# %% grade="scale_foward"',
        "no exercise scale_foward; did you mean scale_forward?",
    ),
    "unknown_exercise_in_the_long_form": in_notebook(
        FORWARD,
        '# %% nbgrader={"grade": true, "grade_id": "other", "points": 1, "locked": true, '
        '"schema_version": 3, "solution": false}\n',
        "# %% nbgrader=",
        "no exercise other",
    ),
    "duplicate_names": in_notebook(
        'answer="own_plot"',
        'answer="why_scale"',
        '# %% answer="why_scale"',
        "why_scale is also the name of the cell at",
    ),
    "two_cells_for_one_exercise": in_notebook(
        'grade="scale_backward"',
        'grade="scale_forward"',
        '# %% grade="scale_forward"\nassert np.all(scale_backward',
        "scale_forward is also the name of the cell at",
    ),
    "answer_without_points": in_notebook(
        ANSWER, ANSWER.replace(" points=2", ""), '# %% [markdown] answer="why', "has no points"
    ),
    "answer_worth_nothing": in_notebook(
        ANSWER, ANSWER.replace("=2", "=0"), '# %% [markdown] answer="why', "has no points"
    ),
    "answer_without_points_in_the_long_form": in_notebook(
        ANSWER,
        '# %% [markdown] nbgrader={"grade": true, "grade_id": "why", "locked": false, '
        '"schema_version": 3, "solution": true}\n',
        "# %% [markdown] nbgrader=",
        "has no points",
    ),
    "old_nbgrader_metadata": in_notebook(
        FORWARD,
        '# %% nbgrader={"grade": true, "grade_id": "scale_forward"}\n',
        "# %% nbgrader=",
        "run `nbgrader update`",
    ),
    "points_on_an_exercise": in_notebook(
        FORWARD,
        '# %% grade="scale_forward" points=3\n',
        '# %% grade="scale_forward"',
        "its points come from checks.py",
    ),
    "points_on_an_ordinary_cell": in_notebook(
        "# %% Imports\n", "# %% Imports points=1\n", "# %% Imports", "nobody marks"
    ),
    "two_roles": in_notebook(
        ANSWER,
        ANSWER.replace(" points", ' locked="b" points'),
        '# %% [markdown] answer="why',
        "answer and locked are set on one cell",
    ),
    "unknown_option": in_notebook(
        FORWARD, '# %% graded="scale_forward"\n', '# %% graded="', "no option 'graded'"
    ),
    "option_without_quotes": in_notebook(
        FORWARD, "# %% grade=scale_forward\n", "# %% grade=scale_forward", "cannot read the options"
    ),
    "name_that_nbgrader_refuses": in_notebook(
        'locked="the_rules"', 'locked="the rules"', 'locked="the rules"', "not a name for a cell"
    ),
    "exercise_in_markdown": in_notebook(
        FORWARD,
        '# %% [markdown] grade="scale_forward"\n',
        '# %% [markdown] grade="',
        "a cell of this role is code",
    ),
    "exercise_without_a_cell": (
        "demo.py",
        FORWARD,
        "# %%\n",
        6,
        'the exercise scale_forward has no cell; add one that begins with # %% grade="scale',
    ),
    "marker_in_a_string": in_notebook(
        "# %matplotlib inline\n",
        'text = """\n# %% not a cell\n"""\n',
        "# ---\n# jupyter:",
        "jupytext reads 8 cells where 9 lines look like the marker of one",
    ),
}
