"""Field cases of gradient_check, in the manners of the Specialization and of cs231n."""

from field import FULL, Case

NET, NUMBER, ARRAY = "gradient_check_n", "numerical_gradient", "numerical_gradient_array"
ERROR, MARKS, FIXED = "relative_error", "wrong_elements", "fixed_backward"

OURS = """import numpy as np
from reglab.columns import (
    compute_cost,
    dictionary_to_vector,
    forward_propagation,
    gradients_to_vector,
    vector_to_dictionary,
)


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    values, grad = dictionary_to_vector(parameters), gradients_to_vector(gradients)
    approx = np.zeros(values.shape)

    def J(vector):
        out, _ = forward_propagation(X, vector_to_dictionary(vector, parameters))
        return compute_cost(out, Y)

    for k in range(values.shape[0]):
        plus = {plus}
        plus[k, 0] {up} epsilon
        J_plus = J(plus)
        minus = {minus}
        minus[k, 0] {down} epsilon
        J_minus = {second}
        approx[k] = {quotient}
    top = {top}
    bottom = {bottom}
    return {returned}
"""

# As pasted from the Specialization, retyped: {imports} are what differs from one form to the next.
COURSERA = """import numpy as np
{imports}

{forward}
def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    parameters_values, _ = {at}dictionary_to_vector(parameters)
    grad = {at}gradients_to_vector(gradients)
    count = parameters_values.shape[0]
    J_plus, J_minus = np.zeros((count, 1)), np.zeros((count, 1))
    gradapprox = np.zeros((count, 1))
    for i in range(count):
        theta_plus = np.copy(parameters_values)
        theta_plus[i][0] = theta_plus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, {at}vector_to_dictionary(theta_plus{like}))
        theta_minus = np.copy(parameters_values)
        theta_minus[i] {step}
        J_minus[i], _ = forward_propagation_n(X, Y, {at}vector_to_dictionary({second}{like}))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    if print_msg or difference > 2e-7:
        print("\\033[93m" + "There is a mistake! difference = " + str(difference) + "\\033[0m")
    return difference
"""

THREE_LAYERS = """
def forward_propagation_n(X, Y, parameters):
    W1, b1, W2, b2, W3, b3 = (parameters[n] for n in ("W1", "b1", "W2", "b2", "W3", "b3"))
    A1 = relu(np.dot(W1, X) + b1)
    A2 = relu(np.dot(W2, A1) + b2)
    A3 = sigmoid(np.dot(W3, A2) + b3)
    losses = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
    return 1. / X.shape[1] * np.sum(losses), (A1, A2, A3)

"""
GC_UTILS = "from gc_utils import sigmoid, relu, dictionary_to_vector, vector_to_dictionary\n"
COURSE = f"from testCases import *\nfrom public_tests import *\n{GC_UTILS}"
COURSE += "from gc_utils import gradients_to_vector\n"
SKELETON = OURS.split("\n\n\n", maxsplit=1)[0].removeprefix("import numpy as np\n")


def ours(**changes):
    right = {
        "plus": "values.copy()",
        "up": "+=",
        "minus": "values.copy()",
        "down": "-=",
        "second": "J(minus)",
        "quotient": "(J_plus - J_minus) / (2 * epsilon)",
        "top": "np.linalg.norm(grad - approx)",
        "bottom": "np.linalg.norm(grad) + np.linalg.norm(approx)",
        "returned": "top / bottom if bottom else 0.0",
    }
    return {"checking.py": OURS.format(**right | changes)}


def coursera(imports, **changes):
    right = {"forward": "", "at": "", "like": "", "step": "-= epsilon", "second": "theta_minus"}
    return {"checking.py": COURSERA.format(imports=imports, **right | changes)}


NUMERICAL = """import numpy as np


def relative_error(x, y):
    return {error}


def numerical_gradient(f, x, h=1e-5):
    x = x.astype(np.float64)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        old = x[ix]
        x[ix] = old + h
        right = f(x)
        x[ix] = {left}
        left = f(x)
        {restore}
        grad[ix] = {slope}
        it.iternext()
    return grad


def numerical_gradient_array(f, x, df, h=1e-5):
    x = {array}
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        old = x[ix]
        x[ix] = old + h
        pos = f(x).copy()
        x[ix] = old - h
        neg = {neg}
        x[ix] = old
        grad[ix] = {summed} / (2 * h)
        it.iternext()
    return grad
"""


def numerical(**changes):
    right = {
        "error": "np.max(np.abs(x - y) / (np.maximum(1e-8, np.abs(x) + np.abs(y))))",
        "left": "old - h",
        "restore": "x[ix] = old",
        "slope": "(right - left) / (2 * h)",
        "array": "x.astype(np.float64)",
        "neg": "f(x).copy()",
        "summed": "np.sum((pos - neg) * df)",
    }
    return {"numerical.py": NUMERICAL.format(**right | changes)}


def marks(returned):
    return {
        "checking.py": "import numpy as np\nfrom numerical import numerical_gradient_array\n\n\n"
        "def wrong_elements(f, x, df, dx, rtol=1e-4, atol=1e-7):\n"
        f"    n = numerical_gradient_array(f, x, df)\n    return {returned}\n"
    }


SAME = ["same (side|point|cost)", "twice", "both (sides|times)"]
ONE_ARRAY = "right and left are one array"

CASES = [
    Case("right", ours() | numerical(), {NET: FULL, NUMBER: FULL, ARRAY: FULL, ERROR: FULL}),
    Case(
        "plus_epsilon_twice",
        ours(down="+="),
        {NET: (0.05, 0.6)},
        {NET: SAME},
        [ONE_ARRAY, "one array"],
        why="Both costs are taken at theta + epsilon, and everything else is right.",
    ),
    Case(
        "minus_taken_from_plus",
        ours(second="J(plus)", returned="top / bottom"),
        {NET: (0.05, 0.6)},
        {NET: SAME},
        ["one array"],
        why="theta_minus is made and not used.",
    ),
    Case(
        "cost_not_computed_again",
        ours(second="J_plus"),
        {NET: (0.05, 0.6)},
        {NET: ["only one cost", "not computed again"]},
        ["one array", "same point"],
        why="The second cost is the first.",
    ),
    Case(
        "one_array_for_both",
        ours(plus="values", minus="values"),
        {NET: (0.5, 0.9)},
        {NET: ["copy", "one array"]},
        ["is added for both"],
        why="values is moved itself: after += and -= it is where it was, one epsilon off.",
    ),
    Case(
        "one_epsilon_apart",
        ours(minus="plus.copy()"),
        {NET: (0.6, 0.9)},
        {NET: ["one epsilon apart", "at theta itself"]},
        ["divided by epsilon"],
        why="epsilon is subtracted from theta_plus.",
    ),
    Case(
        "divided_by_epsilon",
        ours(quotient="(J_plus - J_minus) / epsilon"),
        {NET: (0.7, 0.95)},
        {NET: ["2 epsilon"]},
        why="A factor of 2 costs its own points.",
    ),
    Case(
        "parentheses_of_the_denominator",
        ours(quotient="(J_plus - J_minus) / 2 * epsilon"),
        {NET: (0.05, 0.85)},
        never=["one array", "same point"],
        why="gradapprox is multiplied by epsilon and so nearly 0; the costs are right.",
    ),
    Case(
        "squared_lengths",
        ours(top="np.sum((grad - approx) ** 2)", bottom="np.sum(grad ** 2) + np.sum(approx ** 2)"),
        {NET: (0.7, 0.95)},
        {NET: ["square"]},
        why="The roots are missing, and the measurement is right.",
    ),
    Case(
        "difference_is_printed_only",
        ours(returned="print('difference', top / bottom)"),
        {NET: (0, 0.1)},
        {NET: ["None"]},
        why="Nothing is returned.",
    ),
    Case(
        "coursera_with_our_line",
        coursera("from reglab.coursera import *"),
        {NET: (0.9, 1)},
        never=["unpack", "not there"],
        why="The one line that the notebook names; 0/0 is asked for here and not there.",
    ),
    Case(
        "coursera_as_it_was",
        coursera(COURSE, forward=THREE_LAYERS),
        {NET: (0.8, 1)},
        {NET: ["three layers", "W2"]},
        ["unpack", "not there"],
        why="All imports of the Specialization; its net has three layers.",
    ),
    Case(
        "coursera_in_the_skeleton",
        coursera(SKELETON),
        {NET: (0.9, 1)},
        never=["unpack"],
        why="The function was pasted below the imports of the skeleton.",
    ),
    Case(
        "coursera_module",
        coursera(
            "import gc_utils\nfrom reglab.coursera import forward_propagation_n", at="gc_utils."
        ),
        {NET: (0.9, 1)},
        why="The helpers are taken from the module by name.",
    ),
    Case(
        "coursera_with_the_shapes",
        coursera(SKELETON, like=", parameters"),
        {NET: (0.9, 1)},
        why="Half of the way from Coursera's helpers to ours.",
    ),
    Case(
        "coursera_plus_twice",
        coursera("from reglab.coursera import *", step="+= epsilon"),
        {NET: (0.05, 0.6)},
        {NET: SAME},
        ["one array"],
        why="The same mistake as in our form.",
    ),
    Case(
        "coursera_minus_from_plus",
        coursera(COURSE, step="= theta_plus[i] - epsilon"),
        {NET: (0.5, 0.9)},
        {NET: ["one epsilon apart", "at theta itself"]},
        why="theta_minus is theta.",
    ),
    Case(
        "not_restored",
        numerical(restore="pass"),
        {NUMBER: (0.6, 0.95), ARRAY: FULL, ERROR: FULL},
        {NUMBER: ["put back"]},
        why="Elements stay where they were moved to.",
    ),
    Case(
        "slope_with_abs",
        numerical(slope="abs(right - left) / (2 * h)"),
        {NUMBER: (0.3, 0.8), ARRAY: FULL},
        {NUMBER: ["absolute value"]},
        why="A gradient has a sign.",
    ),
    Case(
        "one_sided_by_two_h",
        numerical(left="old"),
        {NUMBER: (0.4, 0.8)},
        {NUMBER: ["middle", "itself"]},
        why="The second value is f(x), and the quotient is that of two steps.",
    ),
    Case(
        "second_output_not_copied",
        numerical(neg="f(x)"),
        {ARRAY: (0.7, 0.9), NUMBER: FULL},
        {ARRAY: ["cop(y|ied)"]},
        why="Only a layer that returns its argument shows it.",
    ),
    Case(
        "upstream_of_ones",
        numerical(summed="np.sum(pos - neg)"),
        {ARRAY: (0.7, 0.9)},
        {ARRAY: ["df has no effect"]},
        why="df is forgotten, and nothing else.",
    ),
    Case(
        "moved_in_float32",
        numerical(array="x.copy() if x.dtype.kind == 'f' else x.astype(float)"),
        {ARRAY: (0.8, 0.95)},
        {ARRAY: ["float32"]},
        why="Single precision is moved in single precision.",
    ),
    Case(
        "errors_without_the_floor",
        numerical(error="np.max(np.abs(x - y) / (np.abs(x) + np.abs(y)))"),
        {ERROR: (0.7, 0.8), NUMBER: FULL},
        {ERROR: ["0/0"]},
        why="Zeros on both sides.",
    ),
    Case(
        "largest_difference",
        numerical(error="np.abs(x - y).max()"),
        {ERROR: (0.5, 0.5)},
        {ERROR: ["nothing is divided"]},
        why="Nothing is divided; the maximum and the absolute value are right.",
    ),
    Case(
        "isclose",
        marks("~np.isclose(dx, n, rtol, atol)"),
        {MARKS: (0.8, 0.9)},
        {MARKS: ["isclose"]},
        why="The tolerance of np.isclose is another one.",
    ),
    Case(
        "mask_of_what_is_right",
        marks("np.isfinite(dx) & (np.abs(dx - n) <= atol + rtol * (np.abs(dx) + np.abs(n)))"),
        {MARKS: (0.5, 0.9)},
        {MARKS: ["inverted"]},
        why="The mask is inverted, and nothing else.",
    ),
    Case(
        "one_truth_for_all",
        marks("np.any(np.abs(dx - n) > atol + rtol * (np.abs(dx) + np.abs(n)))"),
        {MARKS: (0, 0.4)},
        {MARKS: ["not an array", "shape"]},
        why="One truth value is no mask.",
    ),
]
