"""What a submission imports, and what stands in its modules outside of functions."""

import warnings

import numpy as np
import pytest
from toy import REFERENCE, write_toy

from autograder.assignments.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.sandbox.numpy_names import _REMOVED, removal_in
from autograder.submissions.reading import SubmittedFiles

MAY = "What can be imported is the standard library, numpy, and the .py files that you hand in."


@pytest.fixture(scope="module")
def grader(tmp_path_factory):
    toy = load_assignment(write_toy(tmp_path_factory.mktemp("solutions")))
    with Grader(toy) as grader:
        yield grader


@pytest.fixture
def grade(grader):
    def graded(text, **others):
        modules = {"numbers_of_two": text, **others}
        texts = {name.replace("__in__", "."): text.encode() for name, text in modules.items()}
        return grader.grade_files(SubmittedFiles(texts, ("numbers_of_two",)))

    return graded


def with_body(body, before=""):
    """The reference with another body of double."""
    return before + REFERENCE.replace("return 2 * x", body)


def first(result):
    return result.exercise("double").first_cause


UNUSED = [
    "from past.builtins import xrange",
    "import scipy.sparse as sp",
    "from google.colab import files",
    "from cs231n.im2col import *",
    "import pandas as pd, seaborn",
    "from sklearn import datasets, svm",
    "import nothing.of.this.name",
    "import numpy.notthere",
    "from numpy import notthere",
    "from math import notthere",
    "from .layers import affine_forward",
    "def load():\n    import scipy\n    return scipy.io",
    "import torch\nclass Net(torch.nn.Module):\n    size: torch.Tensor[3] = None",
    "import torch\nSIZES: torch.Tensor | None = None",
    "from IPython.display import display, Image",
    "import IPython.display as ipd\nipd.clear_output(wait=True)",
]


@pytest.mark.parametrize("line", UNUSED)
def test_an_import_that_is_not_used_costs_nothing(grade, line):
    assert grade(f"{line}\n{REFERENCE}").score == 4


def test_imports_that_are_not_there_are_one_note(grade):
    text = f"import scipy.sparse as sp, pandas\nfrom helper import *\n{REFERENCE}"
    result = grade(text, helper="import pandas\nimport pandas as pd\n")
    assert result.notes == (
        "numbers_of_two.py imports scipy.sparse, pandas; helper.py imports pandas: not there when"
        f" work is graded. It costs nothing unless it is used. {MAY}",
    )


def test_no_note_tells_of_what_is_there(grade):
    assert grade(f"import numpy.linalg, json, os.path as path\n{REFERENCE}").notes == ()


USES = {
    "call": "sp.expit(x)",
    "deep": "sp.a.b.c(x)",
    "with an array": "x * sp.two",
    "from the left": "sp.two + x",
    "subscript": "sp.table[0]",
    "iteration": "[2 * y for y in sp.range]",
    "truth": "2 * x if sp.flag else x",
    "text": "str(sp.name)",
    "format": "f'{sp.name}'",
    "array": "np.asarray(sp.values)",
    "function of numpy": "np.exp(sp.values)",
    "context": "sp.no_grad().__enter__()",
    "length": "len(sp.values)",
    "order": "x if sp.one < 2 else x",
    "number": "float(sp.e)",
    "index": "x[sp.index]",
    "subclass": "type('Net', (), {}) and __import__('types').new_class('N', (sp.Base,))",
    "value": "sp.values",
    "version": "sp.__version__ > '1'",
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_what_is_not_there_complains_when_it_is_used_and_says_what_may_be_imported(grade, use):
    found = first(grade(with_body(f"return {use}", "import numpy as np, scipy.special as sp\n")))
    assert found.status == "error"
    assert found.message.startswith("double uses scipy.special.")
    assert found.message.endswith(", but scipy is not there when work is graded.")
    assert found.hint == MAY


def test_the_complaint_names_the_line_that_uses_it(grade):
    found = first(grade(with_body("return scipy.special.expit(x)", "import scipy\n")))
    assert found.message == (
        "double uses scipy.special.expit in numbers_of_two.py, line 8, but scipy is not there when"
        " work is graded."
    )


def test_only_the_function_that_uses_it_is_lost(grade):
    result = grade(with_body("return scipy.foo(x)", "import scipy\n"))
    assert [exercise.score for exercise in result.exercises] == [0, 1]


@pytest.mark.parametrize(
    "decorator", ["@numba.jit", "@numba.jit(nopython=True)", "@jit", "@numba.a.b(numba.c())"]
)
def test_a_decorator_that_is_not_there_costs_the_function_below_it_alone(grade, decorator):
    text = f"import numba\nfrom numba import jit\n{decorator}\ndef fast(x):\n    return x\n"
    assert grade(text + REFERENCE).score == 4
    result = grade(
        "import numba\nfrom numba import jit\n"
        + REFERENCE.replace("def double", f"{decorator}\ndef double")
    )
    assert [exercise.score for exercise in result.exercises] == [0, 1]
    assert "double uses numba." in first(result).message


def test_annotations_and_defaults_may_name_what_is_not_there(grade):
    heads = (
        "def double(x: torch.Tensor | None) -> Optional[torch.Tensor]:",
        "def double(x: t.Float[t.Array, 'n'], device=t.device('cpu'), *, k=t.k + 1):",
        "def double(x: Union[np.ndarray, t.Tensor]):",
    )
    before = "from typing import *\nimport numpy as np\nimport torch, torch as t\n"
    for head in heads:
        text = before + REFERENCE.replace("def double(x):", head)
        assert grade(text).score == 4


def test_nothing_is_an_instance_of_a_class_that_is_not_there(grade):
    body = "return 0 if isinstance(x, (str, torch.Tensor)) else 2 * x"
    assert grade(with_body(body, "import torch\n")).score == 4


@pytest.mark.parametrize(
    "kind",
    [" ImportError", " ModuleNotFoundError", " Exception", "", " (OSError, ImportError) as error"],
)
def test_a_try_that_expects_that_an_import_fails_keeps_its_meaning(grade, kind):
    before = (
        "import scipy as early\n"
        f"try:\n    import scipy\n    from scipy import special\nexcept{kind}:\n    scipy = None\n"
    )
    result = grade(with_body("return 2 * x if scipy is None else x", before))
    assert result.score == 4
    assert result.notes[0].startswith("numbers_of_two.py imports scipy: not there")


@pytest.mark.parametrize(
    "before",
    [
        "import contextlib\nscipy = None\n"
        "with contextlib.suppress(ImportError):\n    import scipy\n",
        "def load():\n    import scipy\n    return scipy\n"
        "try:\n    scipy = load()\nexcept ImportError:\n    scipy = None\n",
        "scipy = None\ntry:\n    scipy = __import__('scipy')\nexcept ImportError:\n    pass\n",
        "import importlib\nscipy = None\n"
        "try:\n    scipy = importlib.import_module('scipy')\nexcept ImportError:\n    pass\n",
    ],
    ids=["suppress", "function", "__import__", "import_module"],
)
def test_other_ways_to_expect_it_keep_their_meaning_too(grade, before):
    assert grade(with_body("return 2 * x if scipy is None else x", before)).score == 4


def test_a_try_that_catches_something_else_expects_no_failing_import(grade):
    before = "try:\n    import scipy\nexcept ValueError:\n    pass\n"
    assert grade(before + REFERENCE).score == 4


def test_where_a_use_fails_the_function_may_do_without(grade):
    body = "try:\n        return scipy.double(x)\n    except ImportError:\n        return 2 * x"
    assert grade(with_body(body, "import scipy\n")).score == 4


def test_a_name_that_a_star_should_have_brought_is_explained(grade):
    found = first(grade(with_body("return twice(x)", "from cs231n.twice import *\n")))
    assert "NameError" in found.message
    assert (
        found.hint == "Perhaps it comes from cs231n.twice, which is not there when work is graded."
    )


def test_packages_that_were_handed_in_can_be_imported(grade):
    result = grade(
        with_body(
            "return two() * x + zero + math.ZERO",
            "from utils import zero, math\nfrom utils.deep.er import two\n",
        ),
        utils__in____init__="from . import math\nfrom .helpers import *\n",
        utils__in__helpers="zero = 0\n",
        utils__in__math="from .. import utils\nZERO = 0\n",
        utils__in__deep__in__er="from ..helpers import zero\ndef two():\n    return 2 + zero\n",
    )
    assert (result.notes, result.score) == ((), 4)


def test_an_error_in_a_package_names_its_file(grade):
    text = with_body("return bad(x)", "from utils.helpers import bad\n")
    found = first(grade(text, utils__in__helpers="def bad(x):\n    raise ValueError('no')\n"))
    assert found.message == "double raised ValueError in utils/helpers.py, line 2: no"


def test_a_package_hides_a_module_of_its_name(grade):
    text = with_body("return two * x", "from utils import two\n")
    assert grade(text, utils="two = 3\n", utils__in____init__="two = 2\n").score == 4


MAGICS = [
    "%matplotlib inline\n",
    "import numpy as np\n%load_ext autoreload\n%autoreload 2\n",
    "!pip install 'something\n",
    "if True:\n    !ls\n    pass\n",
    "%%time\n",
    "get_ipython().run_line_magic('matplotlib', 'inline')\n",
    "get_ipython().system('ls')\ndisplay(1, 2)\n",
]


@pytest.mark.parametrize("magic", MAGICS)
def test_what_a_notebook_leaves_in_a_module_costs_nothing(grade, magic):
    assert grade(magic + REFERENCE).score == 4


def test_magics_are_a_note(grade):
    result = grade(f"%matplotlib inline\nimport os\n  \n!ls\n{REFERENCE}")
    assert result.notes == (
        "Left out, because only a notebook understands it: numbers_of_two.py, line 1,"
        " numbers_of_two.py, line 4.",
    )


def test_a_magic_within_a_string_stays(grade):
    before = '%pylab\nTEXT = """\n%d\n!x\n"""\n'
    assert grade(with_body("return 2 * x if TEXT == '\\n%d\\n!x\\n' else x", before)).score == 4


def test_a_syntax_error_is_told_with_or_without_magics(grade):
    for before in ("", "%matplotlib inline\n"):
        found = first(grade(f"{before}x = 1\ndef double(:\n"))
        line = 2 + before.count("\n")
        assert f"SyntaxError in numbers_of_two.py, line {line}" in found.message


LEFT = {
    "data = np.load('mnist.npz')": "NameError: name 'np' is not defined",
    "files.upload()": "NameError: name 'files' is not defined",
    "answer = input()": "EOFError",
    "import sys; sys.exit()": "SystemExit",
    "exit()": "SystemExit",
    "assert 1 == 2, 'oh'": "AssertionError: oh",
    "open('a\\x1b[31m\\u202e.txt')": "FileNotFoundError",
    "raise NotImplementedError": "NotImplementedError",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    "for i in range(3):\n    1 / 0": "ZeroDivisionError: division by zero",
    "@undefined\ndef helper(): pass": "NameError: name 'undefined' is not defined",
}


@pytest.mark.parametrize(("line", "why"), LEFT.items())
@pytest.mark.parametrize("where", ["before", "after"])
def test_what_fails_outside_of_functions_is_passed_over_and_noted(grade, line, why, where):
    text = f"{line}\n{REFERENCE}" if where == "before" else f"{REFERENCE}\n{line}\n"
    result = grade(text)
    assert result.score == 4
    (note,) = result.notes
    assert note.startswith("numbers_of_two.py, line ")
    assert f"passed over, because it raised {why}" in note
    assert note.isprintable()


def test_every_statement_runs_once_and_in_its_order(grade):
    before = "seen = []\nseen.append(1)\n1 / 0\nseen.append(2)\n1 / 0\nseen.append(3)\n"
    assert grade(with_body("return 2 * x if seen == [1, 2, 3] else x", before)).score == 4


def test_the_future_lasts_behind_a_statement_that_failed(grade):
    before = "from __future__ import annotations\n1 / 0\n"
    text = before + REFERENCE.replace("def double(x)", "def double(x: not_defined)")
    assert grade(text).score == 4


def test_many_failing_statements_are_few_notes(grade):
    notes = grade("1 / 0\n" * 5000 + REFERENCE).notes
    assert len(notes) == 6
    assert notes[5] == "5 more statements outside of functions were passed over."


def test_a_name_whose_statement_was_passed_over_is_explained(grade):
    found = first(
        grade(with_body("return table * x", "import os\ntable = open('no.npy').read()\n"))
    )
    assert found.message.endswith(
        "NameError in numbers_of_two.py, line 9: name 'table' is not defined"
    )
    assert found.hint == (
        "numbers_of_two.py, line 2, which defines it, raised FileNotFoundError: [Errno 2] No such"
        " file or directory: 'no.npy'"
    )


def test_a_function_whose_statement_was_passed_over_is_explained(grade):
    found = first(grade(REFERENCE.replace("def double", "@undefined\ndef double")))
    assert found.hint.endswith(
        "which defines it, raised NameError: name 'undefined' is not defined"
    )


def test_a_helper_that_does_not_compile_costs_what_uses_it(grade):
    result = grade(with_body("return two(x)", "from helper import two\n"), helper="def two(:\n")
    assert [exercise.score for exercise in result.exercises] == [0, 1]
    assert "SyntaxError" in first(result).hint


@pytest.mark.parametrize(
    ("body", "name", "version", "instead"),
    [
        ("np.zeros(3, dtype=np.float)", "np.float", "1.24", "float"),
        ("np.array(x, dtype=np.object)", "np.object", "1.24", "object"),
        ("np.product(x)", "np.product", "2.0", "np.prod"),
        ("np.Inf", "np.Inf", "2.0", "np.inf"),
        ("np.float_(x)", "np.float_", "2.0", "np.float64"),
    ],
)
def test_a_name_that_numpy_removed_is_told_with_the_version_and_what_to_write(
    grade, body, name, version, instead
):
    found = first(grade(with_body(f"return {body}", "import numpy as np\n")))
    assert found.message == (
        "double raised AttributeError in numbers_of_two.py, line 8: numpy"
        f" {version} removed {name}."
    )
    assert found.hint == f"Write {instead} for {name}."


REMOVED = [name for names in _REMOVED.values() for name in names]


@pytest.mark.parametrize("name", REMOVED)
def test_a_name_in_the_list_is_gone_or_is_not_told(name):
    told = removal_in(f"module 'numpy' has no attribute '{name}'")
    with warnings.catch_warnings(action="ignore"):  # numpy may have other plans for the name
        assert (told is None) == hasattr(np, name)


@pytest.mark.parametrize("text", ["", "module 'numpy' has no attribute 'zeross'", "np.float"])
def test_what_numpy_never_had_is_no_removal(text):
    assert removal_in(text) is None


FORGERIES = {
    "a million names": "[['numbers_of_two.py', 1, 'x%d' % i, False] for i in range(1000000)]",
    "many names": "[['numbers_of_two.py', 1, 'x%d' % i, False] for i in range(1000)]",
    "control characters": "[['numbers_of_two.py', 1, 'a\\x1b[31m\\n', False]] * 3",
    "another file": "[['/etc/passwd', 1, 'scipy', False]]",
    "a long name": "[['numbers_of_two.py', 1, 'x' * 10000, False]]",
    "no list": "{'a': 1}",
    "odd entries": "[1, None, [], [[]] * 4, {}, ['numbers_of_two.py', 1e300, 'x', 3]]",
    "no name": "[['numbers_of_two.py', True, '..', False]]",
}


@pytest.mark.parametrize("value", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_report_harms_nobody(grade, value):
    forge = (
        "import sys\n"
        "import autograder.worker.job as job\n"
        f"forged = {value}\n"
        "frame = sys._getframe()\n"
        "while frame.f_code is not job.Job.load.__code__:\n"
        "    frame = frame.f_back\n"
        "frame.f_locals['importer'].absent = forged\n"
        "frame.f_locals['finder'].magics = forged\n"
        "frame.f_locals['finder'].passed_over = forged\n"
        "job.calls_among = lambda *args: forged\n"
    )
    result = grade(forge + REFERENCE)
    assert result.alarms == ()
    assert all(note.isprintable() and len(note) < 3000 for note in result.notes)
    assert "/etc/passwd" not in " ".join(result.notes)
    assert grade(REFERENCE).score == 4


@pytest.mark.parametrize(
    "before",
    [
        "import sys\nsys.meta_path[:] = []\nimport nothing_of_this_name\n",
        "import sys\nsys.meta_path = None\n",
        "import builtins\nbuiltins.__import__ = None\nimport os\n",
        "import builtins\ndel builtins.__import__\nimport os\n",
        "import sys\nsys.modules.clear()\n",
        "import ast\nast.parse = None\n1 / 0\n",
        "import nothing\nnothing.__class__ = type(__import__('os'))\nnothing._imported = None\n",
        "class E(Exception):\n    def __str__(self):\n        raise SystemExit\nraise E\n",
        "class E(Exception):\n    __traceback__ = 3\nE.__name__ = 'x' * 1000\nraise E\n",
        "import sys\nsys.setrecursionlimit(50)\ndef f(): f()\nf()\n",
    ],
)
def test_a_submission_that_breaks_its_own_imports_breaks_nothing_else(grade, before):
    result = grade(before + REFERENCE)
    assert result.alarms == ()
    assert result.error is None
    assert all(note.isprintable() for note in result.notes)
    assert grade(REFERENCE).score == 4
