"""The wrong versions of the L2 and the L1 penalty that students write."""

from checks import (
    adds_up_the_layers,
    l1_adds_up_the_layers,
    l1_penalises_without_a_change,
    l1_penalty,
    l2_penalty,
    leaves_biases_out_of_the_l1_penalty,
    leaves_biases_out_of_the_penalty,
    penalises_without_a_change,
    sums_absolute_values,
    sums_absolute_values_at_any_depth,
    sums_squares,
    sums_squares_at_any_depth,
)
from common import BIASES, DEPTH
from common_factors import PENALTY_FACTORS

SQUARES = '        if name.startswith("W"):\n            squares += np.sum(value**2)\n'
TOTAL = '        if name.startswith("W"):\n            total += np.sum(np.abs(value))\n'
L2_FACTOR, L1_FACTOR = "lambd / (2 * m) * squares", "lambd / m * total"
L1_NORM = "np.sum(np.abs(value))"

for kind, (factor, message, hint) in PENALTY_FACTORS.items():
    l2_penalty.misconception(
        f"penalty_{kind}",
        replace={L2_FACTOR: f"{factor} * squares"},
        fails=[sums_squares],
        message=message,
        hint=hint,
    )

l2_penalty.misconception(
    "penalty_without_lambda",
    replace={L2_FACTOR: "squares / (2 * m)"},
    fails=[sums_squares],
    message="λ has no effect on the penalty.",
)
l2_penalty.misconception(
    "norm_not_squared",
    replace={"np.sum(value**2)": "np.linalg.norm(value)"},
    fails=[sums_squares],
    message="The penalty uses the Frobenius norm, not its square.",
    hint="np.linalg.norm takes a square root.",
)
l2_penalty.misconception(
    "norm_of_all_layers_not_squared",
    replace={L2_FACTOR: "lambd / (2 * m) * np.sqrt(squares)"},
    fails=[sums_squares],
    message="The penalty uses the square root of the sum of squares.",
    hint="The penalty is the sum of squares itself.",
)
l2_penalty.misconception(
    "spectral_norm",
    replace={"np.sum(value**2)": "np.linalg.norm(value, 2) ** 2"},
    fails=[sums_squares],
    message="The penalty uses the largest singular value of W, not its Frobenius norm.",
    hint='np.linalg.norm(W, 2) is that value; with "fro" it is the root of the sum of squares.',
)
l2_penalty.misconception(
    "square_of_the_sum",
    replace={"np.sum(value**2)": "np.sum(value) ** 2"},
    fails=[sums_squares],
    message="The weights are added first and the sum is squared, so that +1 and -1 cancel.",
    hint="Square each weight, then add.",
)
l2_penalty.misconception(
    "product_with_itself",
    replace={"np.sum(value**2)": "np.sum(value @ value.T)"},
    fails=[sums_squares],
    message="The sum has products of different weights as well, as that of W @ W.T has.",
    hint="@ is the matrix product. Square each weight, then add.",
)
l2_penalty.misconception(
    "mean_of_the_squares",
    replace={"np.sum(value**2)": "np.mean(value**2)"},
    fails=[sums_squares],
    message="The penalty uses the mean of the squares instead of their sum.",
)
l2_penalty.misconception(
    "first_layer_not_penalised",
    replace={SQUARES: SQUARES.replace(":\n", ' and name != "W1":\n')},
    fails=[adds_up_the_layers, sums_squares_at_any_depth],
    message="The weights of the first layer are missing in the sum.",
    hint="Layers are counted from 1.",
)

l2_penalty.misconception(
    "squares_written_into_the_weights",
    replace={
        SQUARES: SQUARES.replace(
            "squares += np.sum(value**2)", "value *= value; squares += np.sum(value)"
        )
    },
    fails=[penalises_without_a_change],
    message="The caller's weights are squared.",
    hint="Operators such as *= write into the array itself; value**2 makes a new one.",
)

for name, wrong, message, hint in (
    (
        "l1_with_a_half",
        {L1_FACTOR: "lambd / (2 * m) * total"},
        "The factor is λ / (2m), as for L2, instead of λ / m.",
        "The ½ of L2 is there for the derivative of a square. Here nothing is squared.",
    ),
    (
        "l1_not_divided_by_m",
        {L1_FACTOR: "lambd * total"},
        "The penalty is not divided by the number of examples.",
        "",
    ),
    (
        "l1_without_absolute_values",
        {L1_NORM: "np.sum(value)"},
        "The weights are added with their signs, so that +1 and -1 cancel.",
        "",
    ),
    (
        "l1_absolute_value_of_the_sum",
        {L1_NORM: "np.abs(np.sum(value))"},
        "The weights are added first, and the absolute value is taken of their sum.",
        "First take the absolute value of each weight, then the sum.",
    ),
    (
        "l1_norm_of_a_matrix",
        {L1_NORM: "np.linalg.norm(value, 1)"},
        "The penalty uses the largest sum of a column of |W|, not the sum of all.",
        "np.linalg.norm(W, 1) gives that of a matrix. Use np.abs and np.sum.",
    ),
    (
        "l1_of_squares",
        {L1_NORM: "np.sum(value**2)"},
        "The weights are squared, as for L2, in place of taking their absolute values.",
        "",
    ),
    (
        "l1_of_frobenius_norms",
        {L1_NORM: "np.linalg.norm(value)"},
        "The penalty uses the Frobenius norm, which is the root of the sum of squares.",
        "Add absolute values.",
    ),
):
    l1_penalty.misconception(
        name, replace=wrong, fails=[sums_absolute_values], message=message, hint=hint
    )

l1_penalty.misconception(
    "absolute_values_written_into_the_weights",
    replace={L1_NORM: "np.sum(np.abs(value, out=value))"},
    fails=[l1_penalises_without_a_change],
    message="The caller's weights lose their signs.",
    hint="out= and [...] = write into the array itself; np.abs(value) makes a new one.",
)

L2_CHECKS = (
    adds_up_the_layers,
    leaves_biases_out_of_the_penalty,
    sums_squares_at_any_depth,
)
L1_CHECKS = (
    l1_adds_up_the_layers,
    leaves_biases_out_of_the_l1_penalty,
    sums_absolute_values_at_any_depth,
)
for penalty, prefix, line, factor, (adds, frees, at_any_depth) in (
    (l2_penalty, "", SQUARES, L2_FACTOR, L2_CHECKS),
    (l1_penalty, "l1_", TOTAL, L1_FACTOR, L1_CHECKS),
):
    before, _, total = factor.rpartition(" * ")
    penalty.misconception(
        f"{prefix}factor_in_the_loop",
        replace={line: f"{line}            {total} *= {before}\n", factor: total},
        fails=[adds, at_any_depth],
        message="The factor multiplies the sum once for every layer, and not once at the end.",
        hint="What is indented belongs to the loop.",
    )
    penalty.misconception(
        f"{prefix}keeps_the_last_layer_only",
        replace={line: line.replace("+=", "=")},
        fails=[adds, at_any_depth],
        message="Only the last layer counts. Perhaps its sum replaces those before it.",
        hint="= sets, += adds.",
    )
    penalty.misconception(
        f"{prefix}returns_in_the_loop",
        replace={line: f"{line}            return {factor}\n"},
        fails=[adds, at_any_depth],
        message="Only the first layer counts. Perhaps the return stands inside the loop.",
        hint="What is indented belongs to the loop.",
    )
    penalty.misconception(
        f"{prefix}last_layer_not_penalised",
        replace={line: line.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n')},
        fails=[adds, at_any_depth],
        message="The weights of the last layer are missing in the sum.",
        hint="range(1, L) stops before L.",
    )
    penalty.misconception(
        f"{prefix}penalises_biases",
        replace={line: line.replace('name.startswith("W")', "True")},
        fails=[frees],
        message="The biases are in the sum as well.",
        hint=BIASES,
    )
    penalty.misconception(
        f"{prefix}written_for_three_layers",
        replace={line: line.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")')},
        fails=[at_any_depth],
        message="The sum stops after the third layer.",
        hint=DEPTH,
    )
