"""The wrong versions of numerical_gradient_array that students write."""

from checks_array import (
    gradient_array,
    measures_the_sum_of_the_outputs,
    minds_outputs_that_are_views,
    moves_one_element_of_a_layer_at_a_time,
    takes_central_differences_of_arrays,
    takes_layers_of_any_shape_and_dtype,
    weighs_the_outputs_by_df,
)
from common import CENTRAL

COPY = "    moved = np.array(x, dtype=float)\n"
RIGHT = "        out_right = np.array(f(moved))\n"
LEFT = "        moved[i] = before - h\n        out_left = np.array(f(moved))\n"
RESTORE = "        moved[i] = before\n"
QUOTIENT = "np.sum(df * (out_right - out_left)) / (2 * h)"

gradient_array.misconception(
    "upstream_forgotten",
    replace={QUOTIENT: "np.sum(out_right - out_left) / (2 * h)"},
    fails=[weighs_the_outputs_by_df],
    message="df has no effect: every output has the same weight.",
)
gradient_array.misconception(
    "array_divided_by_h",
    replace={QUOTIENT: "np.sum(df * (out_right - out_left)) / h"},
    fails=[measures_the_sum_of_the_outputs],
    message="The difference is divided by h, but the two points are 2 h apart.",
)
gradient_array.misconception(
    "mean_of_the_outputs",
    replace={QUOTIENT: "np.mean(df * (out_right - out_left)) / (2 * h)"},
    fails=[measures_the_sum_of_the_outputs],
    message="This is the mean over the outputs, but the chain rule has a sum.",
)
gradient_array.misconception(
    "its_own_output_only",
    replace={QUOTIENT: "(df * (out_right - out_left))[i] / (2 * h)"},
    fails=[
        measures_the_sum_of_the_outputs,
        weighs_the_outputs_by_df,
        moves_one_element_of_a_layer_at_a_time,
    ],
    message="Only the output with the same index as the input counts, as if each output depended on"
    " one input.",
    hint="In x @ A each input changes all outputs of its row.",
)
gradient_array.misconception(
    "array_one_sided",
    replace={
        LEFT: LEFT.replace("before - h", "before"),
        QUOTIENT: "np.sum(df * (out_right - out_left)) / h",
    },
    fails=[takes_central_differences_of_arrays],
    message="These are one-sided differences.",
    hint=CENTRAL,
)
gradient_array.misconception(
    "array_step_of_its_own",
    replace={COPY: "    h = 1e-5\n" + COPY},
    fails=[takes_central_differences_of_arrays],
    message="The step is always 1e-5, whatever h is.",
)
gradient_array.misconception(
    "array_not_restored",
    replace={RESTORE: ""},
    fails=[moves_one_element_of_a_layer_at_a_time],
    message="A moved element is never put back.",
)
gradient_array.misconception(
    "array_changes_x_for_good",
    replace={COPY: "    moved = x\n", RESTORE: "        moved[i] = before - h\n"},
    fails=[moves_one_element_of_a_layer_at_a_time, takes_layers_of_any_shape_and_dtype],
    message="The caller's x itself is moved, and is not put back after its last step.",
)
gradient_array.misconception(
    "output_not_copied",
    replace={
        RIGHT: RIGHT.replace("np.array(f(moved))", "f(moved)"),
        LEFT: LEFT.replace("np.array(f(moved))", "f(moved)"),
    },
    fails=[minds_outputs_that_are_views],
    message="If a layer returns its argument, both outputs are one array, and the difference is 0.",
    hint="Copy the first output before x is moved again, or give each call a copy of x.",
)
gradient_array.misconception(
    "second_output_not_copied",
    replace={LEFT: LEFT.replace("np.array(f(moved))", "f(moved)")},
    fails=[minds_outputs_that_are_views],
    message="The second output is not copied. If it is the input itself, it changes when the"
    " element gets its old value back.",
    hint="Copy both outputs, or give each call a copy of x.",
)
gradient_array.misconception(
    "array_left_minus_right",
    replace={QUOTIENT: "np.sum(df * (out_left - out_right)) / (2 * h)"},
    fails=[measures_the_sum_of_the_outputs],
    message="The difference is left minus right, so the gradient has the wrong sign.",
)
gradient_array.misconception(
    "array_rounded_to_float32",
    replace={COPY: "    moved = x if x.dtype == np.float32 else np.array(x, dtype=float)\n"},
    fails=[takes_layers_of_any_shape_and_dtype],
    message="An x of float32 is moved in float32, which rounds the step.",
)
gradient_array.misconception(
    "array_moves_in_the_dtype_of_x",
    replace={COPY: "    moved = x\n"},
    fails=[takes_layers_of_any_shape_and_dtype],
    message="The array that is moved has the dtype of x, and integers cut h off.",
)

gradient_array.pair(
    "its_own_output_only",
    "array_moves_in_the_dtype_of_x",
    why="The missing index raises before the element is put back, so x itself stays moved.",
)
gradient_array.equivalent(
    "for i in np.ndindex(x.shape):",
    "for i in np.ndindex(dx.shape):",
    why="dx has the shape of x.",
)
