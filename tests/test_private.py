"""What exceptions say to students, without what is the author's."""

import pytest

from autograder.sandbox.private import private

PROBES = """def slope_of_square(x, h):
    return differences.slope(_square, x, h)


class _Watcher:
    def __init__(self, answer):
        self.answer = answer


def answer(x):
    return x
"""
HIDE = private(PROBES, ("def l2_penalty(W):\n    return lambd / 2 * np.vdot(W, W)\n",)).hide


@pytest.mark.parametrize(
    "text",
    [
        "operands could not be broadcast together with shapes (3,4) (5,) ",
        "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature"
        " (n?,k),(k,m?)->(n?,m?) (size 12 is different from 7)",
        "cannot reshape array of size 23520 into shape (30,784)",
        "DropoutMLP.__init__() got an unexpected keyword argument 'drop_prob'",
        "unsupported operand type(s) for +: 'int' and 'NoneType'",
        "the answer is wrong: p = 0.25 is not in (0, 1]",
        "Unable to allocate 7.45 GiB for an array with shape (1000000000,) and data type float64",
        "module 'numpy' has no attribute 'float' in version 1.26.4",
        "index 12 is out of bounds for axis 0 with size 12",
        "",
    ],
)
def test_what_python_and_numpy_say_is_told_as_it_is(text):
    assert HIDE(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PROBES, "…"),
        (repr(PROBES), "…"),
        ("\n".join(PROBES.split()), "…"),
        ("it is l2_penalty(W): return lambd / 2 * np.vdot(W, W)", "…"),
        ("['slope_of_square', '_Watcher', 'answer']", "['…', '…', 'answer']"),
        ("[[ 0.49671415 -0.1382643   0.64768854]\n [1. 2. 3.] [4.]]", "[[ …]]"),
        ("x = 0.49671415", "x = …"),
        ("{'p': 0.37, 'seed': 48713907, 'q': 1.52303e-05}", "{'p': 0.37, 'seed': …, 'q': …}"),
    ],
)
def test_code_of_the_authors_and_the_inputs_of_checks_are_left_out(text, told):
    assert HIDE(text) == told
