"""The wrong versions of relative_error and numerical_gradient that students write."""

from checks import (
    error,
    gradient,
    leaves_x_as_it_was,
    measures_the_gradient,
    moves_in_float64,
    moves_one_element_at_a_time,
    relates_the_difference_to_the_sizes,
    reports_the_worst_element,
    takes_absolute_values,
    takes_central_differences,
    takes_x_as_it_comes,
    zero_and_zero_agree,
)
from common import CENTRAL

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

error.misconception(
    "not_relative",
    replace={ERROR: "np.max(np.abs(x - y))"},
    fails=[relates_the_difference_to_the_sizes, zero_and_zero_agree],
    message="This is the largest difference, not the largest relative error: nothing is divided.",
)
error.misconception(
    "relative_to_the_larger",
    replace={ERROR: "np.max(np.abs(x - y) / np.maximum(1e-8, np.maximum(np.abs(x), np.abs(y))))"},
    fails=[relates_the_difference_to_the_sizes],
    message="The difference is divided by the larger of |x| and |y| instead of their sum.",
)
error.misconception(
    "difference_without_absolute_value",
    replace={ERROR: "np.max((x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y)))"},
    fails=[takes_absolute_values],
    message="The difference has no absolute value, so an x that is too small is never an error.",
    hint="The sign of x - y only says which of the two is larger.",
)
error.misconception(
    "absolute_value_of_the_sum",
    replace={ERROR: "np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x + y)))"},
    fails=[takes_absolute_values],
    message="The denominator is |x + y|, which is small where the signs differ.",
    hint="|x| + |y| and |x + y| are not the same.",
)
error.misconception(
    "mean_of_the_errors",
    replace={ERROR: ERROR.replace("np.max(", "np.mean(")},
    fails=[reports_the_worst_element],
    message="This is the mean of the errors, which hides one wrong element among a thousand.",
)
error.misconception(
    "largest_difference_by_largest_size",
    replace={ERROR: "np.max(np.abs(x - y)) / np.maximum(1e-8, np.max(np.abs(x) + np.abs(y)))"},
    fails=[reports_the_worst_element],
    message="The largest difference is divided by the largest size, so errors in small elements are"
    " missed.",
    hint="Divide element by element, then take the maximum.",
)
error.misconception(
    "error_of_the_lengths",
    replace={
        ERROR: "np.linalg.norm(x - y) / np.maximum(1e-8, np.linalg.norm(x) + np.linalg.norm(y))"
    },
    fails=[reports_the_worst_element],
    message="This compares the lengths of whole arrays, as gradient_check_n will do.",
    hint="Divide element by element, then take the maximum.",
)
error.misconception(
    "zero_by_zero",
    replace={ERROR: "np.max(np.abs(x - y) / (np.abs(x) + np.abs(y)))"},
    fails=[zero_and_zero_agree],
    message="Where both elements are 0 this is 0/0, which is NaN.",
)
error.misconception(
    "adds_the_floor",
    replace={ERROR: "np.max(np.abs(x - y) / (np.abs(x) + np.abs(y) + 1e-8))"},
    fails=[zero_and_zero_agree],
    message="1e-8 is added to the denominator. It should be the larger of the two.",
)
gradient.misconception(
    "one_sided",
    replace={LEFT: LEFT.replace("old - h", "old"), QUOTIENT: "(right - left) / h"},
    fails=[takes_central_differences],
    message="These are one-sided differences, (f(x + h) - f(x)) / h.",
    hint=CENTRAL,
)
gradient.misconception(
    "divided_by_h",
    replace={QUOTIENT: "(right - left) / h"},
    fails=[measures_the_gradient],
    message="The difference is divided by h, but the two points are 2 h apart.",
)
gradient.misconception(
    "divided_by_two_times_h",
    replace={QUOTIENT: "(right - left) / 2 * h"},
    fails=[measures_the_gradient],
    message="a / 2 * h is (a / 2) * h: the difference is multiplied by h.",
    hint="Put the denominator in parentheses.",
)
gradient.misconception(
    "left_is_the_middle",
    replace={LEFT: LEFT.replace("old - h", "old")},
    fails=[measures_the_gradient, takes_central_differences],
    message="The second value of f is taken at x itself. Perhaps x is moved back by h only once"
    " after the step to the right.",
    hint="x + h and x - h are two steps apart.",
)
gradient.misconception(
    "left_minus_right",
    replace={QUOTIENT: "(left - right) / (2 * h)"},
    fails=[measures_the_gradient],
    message="The difference is left minus right, so the gradient has the wrong sign.",
)
gradient.misconception(
    "right_twice",
    replace={LEFT: LEFT.replace("old - h", "old + h")},
    fails=[
        measures_the_gradient,
        takes_central_differences,
        moves_one_element_at_a_time,
        takes_x_as_it_comes,
        moves_in_float64,
    ],
    message="Both values of f are taken at x + h, so their difference is 0.",
    reason="Nothing is measured, so none of the properties of a measurement can be seen.",
)
gradient.misconception(
    "slope_without_its_sign",
    replace={QUOTIENT: "abs(right - left) / (2 * h)"},
    fails=[measures_the_gradient, moves_one_element_at_a_time],
    message="The difference has an absolute value, so a slope that falls is measured as rising.",
)
gradient.misconception(
    "measured_at_minus_x",
    replace={COPY: COPY.replace("np.array(x", "-np.array(x")},
    fails=[
        measures_the_gradient,
        takes_central_differences,
        moves_one_element_at_a_time,
        takes_x_as_it_comes,
        moves_in_float64,
    ],
    message="The gradient is measured at -x.",
    reason="Everything is measured at another point.",
)
gradient.misconception(
    "asks_f_for_a_copy",
    replace={RIGHT: RIGHT.replace("f(point)", "f(point).copy()")},
    fails=[takes_x_as_it_comes],
    message="f(x) may be a Python float, which has no copy().",
)
gradient.misconception(
    "not_restored",
    replace={RESTORE: ""},
    fails=[moves_one_element_at_a_time],
    message="A moved element is never put back, so the next ones are measured at another point.",
)
gradient.misconception(
    "all_elements_at_once",
    replace={
        RIGHT: "        right = f(point + h)\n",
        LEFT: "        left = f(point - h)\n",
        RESTORE: "",
    },
    fails=[moves_one_element_at_a_time, takes_x_as_it_comes],
    message="All elements are moved at once, so each element of dx is the sum of the gradient.",
    hint="x + h adds h to every element of x.",
)
gradient.misconception(
    "whole_rows_at_once",
    replace={LOOP: "    for i in range(len(x)):\n        old = point[i].copy()\n"},
    fails=[moves_one_element_at_a_time, takes_x_as_it_comes],
    message="range(len(x)) goes through the rows, so whole rows are moved at once.",
    hint="np.ndindex(x.shape) gives the indices of single elements.",
)
gradient.misconception(
    "a_step_of_its_own",
    replace={COPY: "    h = 1e-5\n" + COPY},
    fails=[takes_central_differences],
    message="The step is always 1e-5, whatever h is.",
)
gradient.misconception(
    "x_changed_for_good",
    replace={COPY: "    point = x\n", RESTORE: "        point[i] = old - h\n"},
    fails=[moves_one_element_at_a_time, leaves_x_as_it_was, moves_in_float64],
    message="The caller's x itself is moved, and not put back.",
    hint="point = x makes a second name, not a second array.",
)
gradient.misconception(
    "moves_in_the_dtype_of_x",
    replace={COPY: "    point = x\n"},
    fails=[moves_in_float64],
    message="The array that is moved has the dtype of x: integers cut h off, float32 rounds it.",
    hint="What is an array of integers after a[0] = 3.00001?",
)
gradient.misconception(
    "reshape_taken_for_a_view",
    replace={
        COPY: "    point = np.asarray(x, dtype=float)\n    flat = point.reshape(-1)\n",
        LOOP: "    for n, i in enumerate(np.ndindex(x.shape)):\n        old = flat[n]\n",
        RIGHT: RIGHT.replace("point[i]", "flat[n]"),
        LEFT: LEFT.replace("point[i]", "flat[n]"),
        RESTORE: "        flat[n] = old\n",
    },
    fails=[takes_x_as_it_comes],
    message="For a transposed view, x.reshape(-1) is a copy. Moving its elements does not move x.",
)
gradient.misconception(
    "two_dimensions_only",
    replace={LOOP: "    for i in np.ndindex(x.shape[:2]):\n        old = np.copy(point[i])\n"},
    fails=[takes_x_as_it_comes],
    message="The loops go through two dimensions, so in four dimensions they move whole blocks.",
)

gradient.pair(
    "divided_by_two_times_h",
    "left_is_the_middle",
    why="Up to a factor, which has cost its points, these are one-sided differences.",
)
