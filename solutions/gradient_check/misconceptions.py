"""The wrong versions of relative_error and numerical_gradient that students write."""

from autograder import Misconception

ERROR = "np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y)))"
COPY = "    point = np.array(x, dtype=float)\n"
RIGHT = "        point[i] = old + h\n        right = f(point)\n"
LEFT = "        point[i] = old - h\n        left = f(point)\n"
RESTORE = "        point[i] = old\n"
QUOTIENT = "(right - left) / (2 * h)"
LOOP = """\
    for i in np.ndindex(x.shape):
        old = point[i]
"""


def error(name, formula, loses, says, hint=""):
    return Misconception(name, "relative_error", {ERROR: formula}, loses, says, hint)


def gradient(name, edits, loses, says, hint=""):
    return Misconception(name, "numerical_gradient", edits, loses, says, hint)


MISCONCEPTIONS = (
    error(
        "not_relative",
        "np.max(np.abs(x - y))",
        ("relates_the_difference_to_the_sizes", "zero_and_zero_agree"),
        "This is the largest difference, not the largest relative error: nothing is divided.",
    ),
    error(
        "relative_to_the_larger",
        "np.max(np.abs(x - y) / np.maximum(1e-8, np.maximum(np.abs(x), np.abs(y))))",
        ("relates_the_difference_to_the_sizes",),
        "The difference is divided by the larger of |x| and |y|, where their sum is asked for.",
    ),
    error(
        "difference_without_absolute_value",
        "np.max((x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y)))",
        ("takes_absolute_values",),
        "The difference has no absolute value, so that an x that is too small counts as fine.",
        "A sign of x - y only says which of the two is larger.",
    ),
    error(
        "absolute_value_of_the_sum",
        "np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x + y)))",
        ("takes_absolute_values",),
        "The denominator is |x + y|, which is small just when the signs differ.",
        "|x| + |y| and |x + y| are not the same.",
    ),
    error(
        "mean_of_the_errors",
        ERROR.replace("np.max(", "np.mean("),
        ("reports_the_worst_element",),
        "This is the mean of the errors. One wrong element among a thousand disappears in it.",
    ),
    error(
        "largest_difference_by_largest_size",
        "np.max(np.abs(x - y)) / np.maximum(1e-8, np.max(np.abs(x) + np.abs(y)))",
        ("reports_the_worst_element",),
        "The largest difference is divided by the largest size, so errors in small elements are"
        " not seen.",
        "Divide element by element, then take the maximum.",
    ),
    error(
        "error_of_the_lengths",
        "np.linalg.norm(x - y) / np.maximum(1e-8, np.linalg.norm(x) + np.linalg.norm(y))",
        ("reports_the_worst_element",),
        "This compares the lengths of whole arrays. (gradient_check_n will do that.)",
        "Divide element by element, then take the maximum.",
    ),
    error(
        "zero_by_zero",
        "np.max(np.abs(x - y) / (np.abs(x) + np.abs(y)))",
        ("zero_and_zero_agree",),
        "Where both elements are 0 this is 0/0, which is NaN.",
    ),
    error(
        "adds_the_floor",
        "np.max(np.abs(x - y) / (np.abs(x) + np.abs(y) + 1e-8))",
        ("zero_and_zero_agree",),
        "1e-8 is added to the denominator, where the larger of the two is asked for.",
    ),
    gradient(
        "one_sided",
        {LEFT: LEFT.replace("old - h", "old"), QUOTIENT: "(right - left) / h"},
        ("takes_central_differences",),
        "These are one-sided differences, (f(x + h) - f(x)) / h.",
        "A central difference goes as far to the left as to the right.",
    ),
    gradient(
        "divided_by_h",
        {QUOTIENT: "(right - left) / h"},
        ("measures_the_gradient",),
        "The difference is divided by h, but the two points are 2 h apart.",
    ),
    gradient(
        "divided_by_two_times_h",
        {QUOTIENT: "(right - left) / 2 * h"},
        ("measures_the_gradient",),
        "a / 2 * h is (a / 2) * h: the difference is multiplied by h.",
        "Put the denominator in parentheses.",
    ),
    gradient(
        "left_is_the_middle",
        {LEFT: LEFT.replace("old - h", "old")},
        ("measures_the_gradient",),
        "After the step to the right x is moved back by h only once, so that 'left' is the middle.",
        "From x + h to x - h it is two steps.",
    ),
    gradient(
        "left_minus_right",
        {QUOTIENT: "(left - right) / (2 * h)"},
        ("measures_the_gradient",),
        "The difference is taken the wrong way round.",
    ),
    gradient(
        "not_restored",
        {RESTORE: ""},
        ("moves_one_element_at_a_time",),
        "An element that has been moved is never put back, so the next ones are measured at"
        " another point.",
    ),
    gradient(
        "all_elements_at_once",
        {
            RIGHT: "        right = f(point + h)\n",
            LEFT: "        left = f(point - h)\n",
        },
        (
            "measures_the_gradient",
            "moves_one_element_at_a_time",
            "takes_x_as_it_comes",
            "moves_in_float64",
        ),
        "All elements are moved at once, so that every element of dx is the sum of the gradient.",
        "x + h adds h to every element of x.",
    ),
    gradient(
        "whole_rows_at_once",
        {LOOP: "    for i in range(len(x)):\n        old = point[i].copy()\n"},
        ("measures_the_gradient", "moves_one_element_at_a_time", "takes_x_as_it_comes"),
        "range(len(x)) goes through the rows, so whole rows are moved at once.",
        "np.ndindex(x.shape) gives the indices of single elements.",
    ),
    gradient(
        "a_step_of_its_own",
        {COPY: "    h = 1e-5\n" + COPY},
        ("takes_central_differences",),
        "The step is always 1e-5, whatever h is.",
    ),
    gradient(
        "x_changed_for_good",
        {COPY: "    point = x\n", RESTORE: ""},
        ("moves_one_element_at_a_time", "leaves_x_as_it_was", "moves_in_float64"),
        "The caller's x itself is moved, and not put back.",
        "point = x makes a second name, not a second array.",
    ),
    gradient(
        "moves_in_the_dtype_of_x",
        {COPY: "    point = x\n"},
        ("moves_in_float64",),
        "The step is added in an array of the dtype of x: integers cut it off, float32 rounds it.",
        "What is an array of integers after a[0] = 3.00001?",
    ),
    gradient(
        "reshape_taken_for_a_view",
        {
            COPY: "    point = np.asarray(x, dtype=float)\n    flat = point.reshape(-1)\n",
            LOOP: "    for n, i in enumerate(np.ndindex(x.shape)):\n        old = flat[n]\n",
            RIGHT: RIGHT.replace("point[i]", "flat[n]"),
            LEFT: LEFT.replace("point[i]", "flat[n]"),
            RESTORE: "        flat[n] = old\n",
        },
        ("takes_x_as_it_comes",),
        "For a transposed view x.reshape(-1) is a copy, so that moving its elements moves nothing.",
    ),
    gradient(
        "two_dimensions_only",
        {LOOP: "    for i in np.ndindex(x.shape[:2]):\n        old = np.copy(point[i])\n"},
        ("takes_x_as_it_comes",),
        "The loops go through two dimensions, so that in an x of four whole blocks are moved.",
    ),
)
