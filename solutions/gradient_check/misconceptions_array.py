"""The wrong versions of numerical_gradient_array that students write."""

from autograder import Misconception

COPY = "    moved = np.array(x, dtype=float)\n"
RIGHT = "        out_right = np.array(f(moved))\n"
LEFT = "        moved[i] = before - h\n        out_left = np.array(f(moved))\n"
RESTORE = "        moved[i] = before\n"
QUOTIENT = "np.sum(df * (out_right - out_left)) / (2 * h)"


def array(name, edits, loses, says, hint=""):
    return Misconception(name, "numerical_gradient_array", edits, loses, says, hint)


MISCONCEPTIONS = (
    array(
        "upstream_forgotten",
        {QUOTIENT: "np.sum(out_right - out_left) / (2 * h)"},
        ("weighs_the_outputs_by_df",),
        "df has no influence: every output counts the same.",
    ),
    array(
        "array_divided_by_h",
        {QUOTIENT: "np.sum(df * (out_right - out_left)) / h"},
        ("measures_the_sum_of_the_outputs",),
        "The difference is divided by h, but the two points are 2 h apart.",
    ),
    array(
        "mean_of_the_outputs",
        {QUOTIENT: "np.mean(df * (out_right - out_left)) / (2 * h)"},
        ("measures_the_sum_of_the_outputs",),
        "The mean over the outputs is taken, and the chain rule has a sum.",
    ),
    array(
        "its_own_output_only",
        {QUOTIENT: "(df * (out_right - out_left))[i] / (2 * h)"},
        (
            "measures_the_sum_of_the_outputs",
            "weighs_the_outputs_by_df",
            "moves_one_element_of_a_layer_at_a_time",
            "minds_outputs_that_are_views",
        ),
        "Only the output with the same index as the input is counted, as if each output depended"
        " on one input.",
        "In x @ A each input has a part in all outputs of its row.",
    ),
    array(
        "array_one_sided",
        {
            LEFT: LEFT.replace("before - h", "before"),
            QUOTIENT: "np.sum(df * (out_right - out_left)) / h",
        },
        ("takes_central_differences_of_arrays",),
        "These are one-sided differences.",
        "A central difference goes as far to the left as to the right.",
    ),
    array(
        "array_step_of_its_own",
        {COPY: "    h = 1e-5\n" + COPY},
        ("takes_central_differences_of_arrays",),
        "The step is always 1e-5, whatever h is.",
    ),
    array(
        "array_not_restored",
        {RESTORE: ""},
        ("moves_one_element_of_a_layer_at_a_time",),
        "An element that has been moved is never put back.",
    ),
    array(
        "array_changes_x_for_good",
        {COPY: "    moved = x\n", RESTORE: "        moved[i] = before - h\n"},
        ("moves_one_element_of_a_layer_at_a_time", "takes_layers_of_any_shape_and_dtype"),
        "The caller's x itself is moved, and left at its last step.",
    ),
    array(
        "output_not_copied",
        {
            RIGHT: RIGHT.replace("np.array(f(moved))", "f(moved)"),
            LEFT: LEFT.replace("np.array(f(moved))", "f(moved)"),
        },
        ("minds_outputs_that_are_views",),
        "When a layer returns its argument, both outputs are the same array, and their difference"
        " is zero.",
        "Copy the first output before x is moved again, or hand each call a copy of x.",
    ),
    array(
        "array_moves_in_the_dtype_of_x",
        {COPY: "    moved = x\n"},
        ("takes_layers_of_any_shape_and_dtype",),
        "The step is added in an array of the dtype of x, and integers cut it off.",
    ),
)
