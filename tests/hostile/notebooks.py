"""Notebooks that students hand in to score without a solution, or to run where they are read.

Each attack starts from the released notebook of the demo, with a written answer. Its docstring
says what it tries and what it must get. The module beside it is empty unless the attack says
otherwise, so that the checks must earn nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

NOTHING = {"double": 0.0, "halve": 0.0}
HALF = {"double": 0.0, "halve": 1.0}

HALVES = "def double(x):\n    return x\n\n\ndef halve(x):\n    return x / 2\n"
SCRIPT = "<script>document.title = 'stolen'</script>"
IMAGE = "<img src=x onerror=\"document.title='stolen'\">"

ATTACKS = []


@dataclass(frozen=True)
class NotebookAttack:
    """A notebook.

    Attributes:
        name: of the attack.
        make: does it to the released notebook.
        gets: points by exercise.
        module: text of the module beside it.
        answered: whether the written answer must reach the person who marks it.
    """

    name: str
    make: Callable[[nbformat.NotebookNode], None]
    gets: Mapping[str, float]
    module: str
    answered: bool


def attack(gets=NOTHING, *, module="", answered=True):
    def register(make):
        assert make.__doc__, "an attack says what it tries and what it must get"
        ATTACKS.append(NotebookAttack(make.__name__, make, gets, module, answered))
        return make

    return register


def runs(name, doc, source):
    """An attack by code in a cell, before all others."""

    def make(notebook):
        notebook.cells.insert(0, new_code_cell(source))

    make.__name__, make.__doc__ = name, doc
    attack()(make)


def shows(name, doc, *outputs):
    """An attack by outputs that stand in a grade cell already."""

    def make(notebook):
        cell_of(notebook, "double").outputs = list(outputs)

    make.__name__, make.__doc__ = name, doc
    attack()(make)


def writes(name, doc, *texts):
    """An attack by markdown, in the answer and beside it."""

    def make(notebook):
        for text in texts:
            cell_of(notebook, "why").source += f"\n\n{text}"
            notebook.cells.append(new_markdown_cell(text))

    make.__name__, make.__doc__ = name, doc
    attack()(make)


def claims(name, doc, **metadata):
    """An attack by what every one of nbgrader's cells says of itself."""

    def make(notebook):
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader.update(metadata)

    make.__name__, make.__doc__ = name, doc
    attack()(make)


def cell_of(notebook, name):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def copy_of(cell, **changes):
    return nbformat.from_dict({**cell, "id": f"copy-{cell.id}"[:60], **changes})


# Code that takes the kernel over: no cell is run for a score

runs(
    "input_transformer",
    "Rewrites the assertions before they run: they are not what counts.",
    "get_ipython().input_transformers_cleanup.append(lambda lines: ['3.0'])",
)
runs(
    "patched_run_cell",
    "Has the shell run something else: no shell runs.",
    "from IPython.core.interactiveshell import InteractiveShell\n"
    "InteractiveShell.run_cell = lambda *a, **k: None",
)
runs(
    "display_hook",
    "Shows full marks whatever the value: what a cell shows does not count.",
    "import sys\nget_ipython().displayhook = sys.displayhook = lambda value: print(3.0)",
)
runs(
    "custom_exception_handler",
    "Swallows every assertion's error: the checks run elsewhere.",
    "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)",
)
runs(
    "ast_transformer",
    "Takes the assertions out of the syntax tree: the checks run elsewhere.",
    "import ast\nget_ipython().ast_transformers.append(\n"
    "    type('T', (ast.NodeTransformer,), {'visit_Assert': lambda s, n: None})())",
)
runs(
    "forged_messages",
    "Sends results on the kernel's own channel: there is no channel.",
    "ip = get_ipython()\nip.kernel.session.send(ip.kernel.iopub_socket, 'execute_result',\n"
    "    {'data': {'text/plain': '3.0'}, 'metadata': {}, 'execution_count': 1})",
)
runs(
    "patched_builtins",
    "Makes every comparison true: the checks run elsewhere.",
    "import builtins\nclass Yes(int):\n    __eq__ = lambda s, o: True\n"
    "builtins.AssertionError = type('Never', (Exception,), {})",
)
runs(
    "update_on_the_gradebook",
    "Writes the points into the gradebook: no cell is run, nothing can be reached.",
    "import glob, sqlite3\nfor path in glob.glob('../../../*.db') + glob.glob('../../*.db'):\n"
    "    with sqlite3.connect(path) as db:\n"
    "        db.execute('UPDATE grade SET manual_score = 3, needs_manual_grade = 0')",
)
runs(
    "rewritten_classmates",
    "Deletes the classmates' work: no cell is run.",
    "import pathlib, shutil\nfor path in pathlib.Path('../../..').resolve().glob('submitted/*'):\n"
    "    shutil.rmtree(path, ignore_errors=True)",
)
runs(
    "cell_that_ends_the_kernel",
    "Ends the kernel before a check can fail: there is none.",
    "import os\nos._exit(0)",
)
runs(
    "magics",
    "Runs other languages: they are text.",
    "%%bash\ntouch ../../../owned\n%%javascript\ndocument.title = 'stolen'",
)
runs(
    "html_magic",
    "Runs a script where the cell is shown: it is text.",
    f"%%html\n{SCRIPT}",
)
runs(
    "code_that_takes_minutes_to_colour",
    "Keeps the highlighter busy for minutes: it is shown without colours.",
    "a.b." * 40_000,
)


# Outputs that stand in the grade cell already: they are replaced

shows(
    "forged_result",
    "Shows the points that nbgrader would read: they are replaced.",
    new_output("execute_result", data={"text/plain": "3.0"}, execution_count=1),
)
shows(
    "forged_result_above_the_maximum",
    "Makes nbgrader stop over too many points: they are replaced.",
    new_output("execute_result", data={"text/plain": "999"}, execution_count=1),
)
shows(
    "forged_result_before_another",
    "Has the first of two numbers count: there is one, which is ours.",
    new_output("execute_result", data={"text/plain": "3.0"}, execution_count=1),
    new_output("execute_result", data={"text/plain": "0.0"}, execution_count=2),
)
shows(
    "forged_feedback",
    "Shows a page that says it all passed: it is replaced.",
    new_output("display_data", data={"text/html": f"Every check passed. {SCRIPT}"}),
)
shows(
    "forged_warnings",
    "Costs or earns points by stderr: it is replaced.",
    new_output("stream", name="stderr", text="careful"),
)
shows("no_output", "Earns full marks by silence, as nbgrader has it: it is filled.")


@attack()
def outputs_that_run(notebook):
    """Runs scripts from every kind of output: text and PNG stay, nothing else."""
    data = {
        "text/html": SCRIPT,
        "application/javascript": "document.title = 'stolen'",
        "image/svg+xml": f"<svg>{SCRIPT}</svg>",
        "text/latex": "$\\href{javascript:document.title='stolen'}{x}$",
        "text/markdown": SCRIPT,
        "application/vnd.jupyter.widget-view+json": {"model_id": "x"},
        "application/json": {"x": SCRIPT},
        "image/png": SCRIPT,
        "text/plain": SCRIPT,
    }
    outputs = [
        new_output("display_data", data={kind: value}, metadata={kind: {"isolated": True}})
        for kind, value in data.items()
    ]
    error = new_output("error", ename=SCRIPT, evalue=IMAGE, traceback=[f"\x1b[31m{SCRIPT}"])
    notebook.cells.append(new_code_cell("x", outputs=[*outputs, error], execution_count=7))


# What cells say of themselves: it is rebuilt from the gradebook

claims("claims_more_points", "Is worth a hundred points: it is worth its own.", points=100)
claims("claims_a_maximum", "Sets the maximum: the gradebook's counts.", max_score=100, points=0)
claims("claims_no_grade", "Is no grade cell, and so keeps an old score: it is one.", grade=False)
claims("claims_to_be_a_solution", "Waits for a person to be kind: it is graded.", solution=True)
claims("claims_to_be_a_task", "Waits for a person to be kind: it is graded.", task=True)
claims("claims_to_be_unlocked", "Keeps its changed text: it is locked.", locked=False)
claims("claims_a_new_schema", "Stops nbgrader for the class: it is rebuilt.", schema_version=99)
claims("claims_an_old_schema", "Stops nbgrader for the class: it is rebuilt.", schema_version=0)
claims("claims_another_checksum", "Looks unchanged: it is compared.", checksum="0" * 32)
claims("claims_another_type", "Is markdown: it is code.", cell_type="markdown")


@attack()
def tags(notebook):
    """Has its errors forgiven or its cells passed over by a tag: tags go."""
    for cell in notebook.cells:
        cell.metadata.tags = ["raises-exception", "skip-execution", "remove-cell", "hide-input"]


@attack()
def metadata_of_other_shapes(notebook):
    """Stops whoever expects a dictionary: such cells are plain, the true ones are put back."""
    for cell, claim in zip(
        notebook.cells, ([], "double", 7, {"grade_id": ["double"]}), strict=False
    ):
        if "nbgrader" not in cell.metadata:
            cell.metadata.nbgrader = claim


@attack()
def metadata_of_the_notebook(notebook):
    """Starts another kernel, shows a title, brings widgets: all of it goes."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"name": "../../evil", "display_name": SCRIPT, "language": "bash"},
            "language_info": {"name": "html", "pygments_lexer": "evil", "file_extension": ".sh"},
            "title": SCRIPT,
            "authors": [{"name": IMAGE}],
            "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"x": SCRIPT}}},
            "celltoolbar": "Create Assignment",
        }
    )


# Cells that are gone, doubled, moved or renamed: the released ones count


@attack()
def copied_grade_cell(notebook):
    """Stops nbgrader, or has the copy with the points count: one counts, with our number."""
    double = cell_of(notebook, "double")
    number = new_output("execute_result", data={"text/plain": "3.0"}, execution_count=1)
    notebook.cells.insert(0, copy_of(double, outputs=[number], source="3.0"))


@attack()
def hundred_copies_of_a_cell(notebook):
    """Is graded a hundred times: once."""
    double = cell_of(notebook, "double")
    notebook.cells += [copy_of(double, id=f"copy-{number}") for number in range(100)]


@attack(answered=False)
def every_cell_gone(notebook):
    """Keeps old points by having no cells: they are put back."""
    notebook.cells = []


@attack()
def grade_cells_gone(notebook):
    """Keeps old points by having no grade cells: they are put back."""
    notebook.cells = [
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") in (None, "why")
    ]


@attack()
def grade_cells_in_markdown(notebook):
    """Waits for a person as text: they are code again."""
    for name in ("double", "halve"):
        cell = cell_of(notebook, name)
        cell.cell_type = "markdown"
        del cell["outputs"], cell["execution_count"]


@attack()
def answer_as_code(notebook):
    """Is run as an answer: it is markdown again, with its text."""
    answer = cell_of(notebook, "why")
    answer.cell_type, answer.outputs, answer.execution_count = "code", [], None


@attack()
def answer_as_raw_html(notebook):
    """Is put into the page as it is: it is markdown again, and cleaned."""
    answer = cell_of(notebook, "why")
    answer.cell_type, answer.source = "raw", f"{answer.source} {SCRIPT}"
    answer.metadata.raw_mimetype = "text/html"


@attack()
def renamed_grade_cells(notebook):
    """Calls the cells otherwise, so that none fails: the true ones are put back."""
    for name in ("double", "halve"):
        cell_of(notebook, name).metadata.nbgrader.grade_id = f"{name}_"


@attack(HALF, module=HALVES)
def exchanged_names(notebook):
    """Has the points of the easy exercise counted for the hard one: names are by exercise."""
    double, halve = cell_of(notebook, "double"), cell_of(notebook, "halve")
    double.metadata.nbgrader.grade_id, halve.metadata.nbgrader.grade_id = "halve", "double"


@attack(HALF, module=HALVES)
def cells_in_another_order(notebook):
    """Has what comes first count first: the order is nobody's matter."""
    notebook.cells.reverse()


@attack()
def answers_named_like_an_exercise(notebook):
    """Is an answer that a person marks, in the place of an exercise: it is a plain cell."""
    claim = {"grade_id": "double", "grade": True, "solution": True, "points": 3, "locked": False}
    notebook.cells.insert(0, new_markdown_cell("Full marks.", metadata={"nbgrader": claim}))


@attack()
def changed_assertions(notebook):
    """Asserts what holds anyway: the released text is put back, the student's kept below."""
    for name in ("double", "halve"):
        cell_of(notebook, name).source = "assert True"


@attack()
def same_id_everywhere(notebook):
    """Stops whoever takes ids for unique: each gets its own."""
    for cell in notebook.cells:
        cell.id = "same"


@attack()
def markers_of_hidden_tests(notebook):
    """Hides what follows from the person who reads: markers in a student's cell are text."""
    answer = cell_of(notebook, "why")
    answer.source = f"### BEGIN HIDDEN TESTS\n{answer.source}\n### END HIDDEN TESTS"
    notebook.cells.append(new_code_cell("### BEGIN SOLUTION\nx\n### BEGIN MARK SCHEME"))


# Markdown that would run in formgrader or in feedback

writes("script", "Runs where it is read: it is text.", SCRIPT, f"x {IMAGE}", "<svg onload=x()>")
writes(
    "links_that_run",
    "Runs when it is clicked: the link goes.",
    "[x](javascript:document.title='stolen')",
    "<a href='&#106;avascript:alert(1)'>x</a> <form action=/x><button>y</button></form>",
)
writes(
    "links_into_formgrader",
    "Acts with the instructor's rights when it is shown or clicked: the address goes.",
    "![x](/formgrader?path=course/submitted/student-01/demo)",
    "[x](http://localhost:8888/formgrader?path=course/submitted/student-01/demo)",
    "[x](https://hub.example.org/user/me/form%67rader/manage_assignments?path=/tmp)",
)
writes(
    "mathematics_that_runs",
    "Has MathJax make a link that runs: it is loaded with its Safe extension.",
    "$\\href{javascript:document.title='stolen'}{x}$ $\\unicode{<script>}$ $$\\require{x}$$",
)
writes(
    "markdown_that_takes_minutes",
    "Keeps the renderer busy: long texts are shown as they are written.",
    "[" * 50_000,
    "<div>" * 20_000,
    "|a|b|\n|-|-|\n" * 5_000,
)


@attack()
def attachments_that_run(notebook):
    """Brings a script as an attached picture: pixels stay, nothing else."""
    notebook.cells.append(
        new_markdown_cell(
            "![x](attachment:a.svg) ![y](attachment:b.png) ![z](attachment:c.html)",
            attachments={
                "a.svg": {"image/svg+xml": f"<svg>{SCRIPT}</svg>"},
                'b.png" onerror="x': {"image/png": 'x" onerror="document.title=1'},
                "c.html": {"text/html": SCRIPT},
            },
        )
    )
