"""Wrong backward passes that students write, each as a change of the reference.

``keep_prob`` is the probability of KEEPING a unit.
"""

from checks_backward import (
    averages_over_the_examples,
    backward,
    blocks_dropped_units,
    divides_the_gradient_by_keep_prob,
    gives_the_other_gradients_as_agreed,
    goes_back_through_linear_steps_and_relus,
    is_right_at_any_width,
    leaves_what_it_is_given_alone,
    uses_the_masks_of_its_own_cache,
)
from common_texts import CACHE, hidden

from autograder import Message

DZ3 = "dZ3 = A3 - Y"
DW3, DW2, DW1 = (f"dW{i} = dZ{i} @ {a}.T / m" for i, a in ((3, "A2"), (2, "A1"), (1, "X")))
DB3, DB2, DB1 = (f"db{i} = np.sum(dZ{i}, axis=1, keepdims=True) / m" for i in (3, 2, 1))
SUMMED_DB = {line: line.removesuffix(" / m") for line in (DB3, DB2, DB1)}
SUMMED = SUMMED_DB | {line: line.removesuffix(" / m") for line in (DW3, DW2, DW1)}
BOTH_DIVIDED = "Both A1 and A2 were divided in the forward pass."

backward.misconception(
    "masks_forgotten",
    replace=hidden(dA="(W{j}.T @ dZ{j}) / keep_prob"),
    fails=[blocks_dropped_units, uses_the_masks_of_its_own_cache],
    message="The gradient is rescaled but flows through dropped units as well.",
    hint="A dropped unit had no part in A3, so it does not change J.",
)
backward.misconception(
    "mask_forgotten_in_layer_1",
    replace=hidden([1], dA="(W{j}.T @ dZ{j}) / keep_prob"),
    fails=[blocks_dropped_units],
    message="D1 is not applied to the gradient of layer 1.",
    hint="Each mask of the forward pass has its place in the backward pass.",
)
backward.misconception(
    "mask_of_the_other_layer",
    replace=hidden([1], dA="(W{j}.T @ dZ{j}) * D2 / keep_prob")
    | hidden([2], dA="(W{j}.T @ dZ{j}) * D1 / keep_prob"),
    fails=[blocks_dropped_units, is_right_at_any_width],
    message="D1 and D2 are swapped: the gradient of each layer gets the mask of the other one.",
    hint="D2 belongs to A2, D1 to A1.",
)
backward.misconception(
    "mask_of_layer_1_twice",
    replace=hidden([2], dA="(W{j}.T @ dZ{j}) * D1 / keep_prob"),
    fails=[blocks_dropped_units, is_right_at_any_width],
    message="The gradient of layer 2 is masked with D1.",
    hint="D2 belongs to A2.",
)
backward.misconception(
    "mask_of_the_first_example",
    replace=hidden(dA="(W{j}.T @ dZ{j}) * D{i}[:, :1] / keep_prob"),
    fails=[is_right_at_any_width],
    message="All examples get the mask of the first one. Each has its own mask, a column of D.",
)
backward.misconception(
    "masks_drawn_again",
    replace={
        DZ3: "D1 = np.random.default_rng().random(D1.shape) < keep_prob\n"
        "    D2 = np.random.default_rng().random(D2.shape) < keep_prob\n    " + DZ3
    },
    fails=[blocks_dropped_units, is_right_at_any_width, uses_the_masks_of_its_own_cache],
    message="The gradient flows through other units than the activations did. A possible reason:"
    " new masks are drawn in the backward pass.",
    hint="The masks of the forward pass are in the cache.",
)
backward.misconception(
    "nothing_divided_in_backward",
    replace=hidden(dA="(W{j}.T @ dZ{j}) * D{i}"),
    fails=[divides_the_gradient_by_keep_prob],
    message="The gradient stops at dropped units but is not divided by keep_prob at the kept ones.",
)
for name, layer, other in (
    ("layer_1_not_divided_in_backward", 1, 2),
    ("layer_2_not_divided_in_backward", 2, 1),
):
    text = (
        "The gradient of layer {other} is divided by keep_prob, and that of layer {layer} is not."
    )
    backward.misconception(
        name,
        replace=hidden([layer], dA="(W{j}.T @ dZ{j}) * D{i}"),
        fails=[divides_the_gradient_by_keep_prob],
        message=Message(text, layer=layer, other=other),
        hint=BOTH_DIVIDED,
    )
backward.misconception(
    "divided_twice_in_backward",
    replace=hidden(dA="(W{j}.T @ dZ{j}) * D{i} / keep_prob**2"),
    fails=[divides_the_gradient_by_keep_prob],
    message="The gradient is divided by keep_prob twice in each layer.",
    hint="The derivative of A with respect to the relu's output is D / keep_prob.",
)
backward.misconception(
    "multiplied_by_keep_prob_in_backward",
    replace=hidden(dA="(W{j}.T @ dZ{j}) * D{i} * keep_prob"),
    fails=[divides_the_gradient_by_keep_prob],
    message="The gradient is multiplied by keep_prob where the forward pass divides by it.",
)
backward.misconception(
    "divided_by_the_drop_probability_in_backward",
    replace=hidden(dA="(W{j}.T @ dZ{j}) * D{i} / (1 - keep_prob if keep_prob < 1 else 1)"),
    fails=[divides_the_gradient_by_keep_prob],
    message="The gradient is divided by 1 - keep_prob where the forward pass divides by keep_prob.",
)
backward.misconception(
    "weights_gradient_divided_again",
    replace={DW3: DW3 + " / keep_prob", DW2: DW2 + " / keep_prob"},
    fails=[divides_the_gradient_by_keep_prob],
    message="dW3 and dW2 are divided by keep_prob, although the A in them was divided already.",
    hint="dW = dZ A^T / m, as in any net.",
)
backward.misconception(
    "dropout_left_out",
    replace=hidden(dA="W{j}.T @ dZ{j}"),
    fails=[
        blocks_dropped_units,
        divides_the_gradient_by_keep_prob,
        uses_the_masks_of_its_own_cache,
    ],
    message="This is the backward pass of the net without dropout.",
    hint="A = relu(Z) * D / keep_prob: what is its derivative with respect to relu(Z)?",
)
backward.misconception(
    "relu_ignored",
    replace=hidden(dZ="dA{i}"),
    fails=[goes_back_through_linear_steps_and_relus],
    message="The derivative of the relu is missing: dZ is dA as it is.",
    hint="Where Z was negative, a small change of Z changes nothing.",
)
backward.misconception(
    "relu_ignored_in_layer_1",
    replace=hidden([1], dZ="dA{i}"),
    fails=[goes_back_through_linear_steps_and_relus],
    message="The derivative of the relu is missing in layer 1.",
)
backward.misconception(
    "relu_inverted",
    replace=hidden(dZ="dA{i} * (Z{i} <= 0)"),
    fails=[goes_back_through_linear_steps_and_relus],
    message="The gradient passes where Z was negative, and stops where Z was positive.",
    hint="Where Z was negative, a small change of Z changes nothing.",
)
backward.misconception(
    "relu_of_the_other_layer",
    replace=hidden([1], dZ="dA{i} * (Z2 > 0)") | hidden([2], dZ="dA{i} * (Z1 > 0)"),
    fails=[goes_back_through_linear_steps_and_relus, is_right_at_any_width],
    message="The relus are swapped: layer 2 asks where Z1 is positive, layer 1 where Z2 is.",
)
backward.misconception(
    "sum_instead_of_mean",
    replace=SUMMED,
    fails=[averages_over_the_examples],
    message="The factor 1/m is missing: these are the gradients of the sum over the examples.",
)
backward.misconception(
    "sum_for_the_biases",
    replace=SUMMED_DB,
    fails=[averages_over_the_examples],
    message="The factor 1/m is missing in the gradients of the biases.",
)
backward.misconception(
    "divided_by_m_twice",
    replace={DZ3: "dZ3 = (A3 - Y) / m"},
    fails=[averages_over_the_examples, gives_the_other_gradients_as_agreed],
    message="The factor 1/m is in dZ3 and once more in dW and db.",
)
backward.misconception(
    "rows_for_examples",
    replace={"m = X.shape[1]": "m = X.shape[0]"},
    fails=[averages_over_the_examples],
    message="m is the number of rows of X. Here an example is a column.",
)
backward.misconception(
    "one_over_m_in_dZ",
    replace={DZ3: "dZ3 = (A3 - Y) / m"} | SUMMED,
    fails=[gives_the_other_gradients_as_agreed],
    message="The factor 1/m is in every dZ and dA. The docstring has it in dW and db alone.",
)
backward.misconception(
    "sign_of_dZ3",
    replace={DZ3: "dZ3 = Y - A3"},
    fails=[goes_back_through_linear_steps_and_relus],
    message="dZ3 has the wrong sign, and so has everything that follows.",
    hint="If A3 is too large, J falls when Z3 does.",
)
backward.misconception(
    "sigmoid_derived_twice",
    replace={DZ3: "dZ3 = (A3 - Y) * A3 * (1 - A3)"},
    fails=[goes_back_through_linear_steps_and_relus],
    message="dZ3 has a factor A3 (1 - A3), the sigmoid's derivative. A3 - Y contains it already.",
    hint="That factor cancels against the one of the cross-entropy.",
)
backward.misconception(
    "layers_of_equal_width",
    replace=hidden([1], dA="(W{j} @ dZ{j}) * D{i} / keep_prob"),
    fails=[goes_back_through_linear_steps_and_relus, is_right_at_any_width],
    message="W2 is not transposed on the way back.",
    hint="A matrix and its transpose have the same shape when both layers are equally wide.",
)
backward.misconception(
    "biases_without_keepdims",
    replace={line: line.replace(", keepdims=True", "") for line in (DB3, DB2, DB1)},
    fails=[is_right_at_any_width],
    message="db has the shape (n,) and b the shape (n, 1). The difference of the two is a matrix.",
    hint="np.sum(..., axis=1, keepdims=True) keeps a column a column.",
)
backward.misconception(
    "mask_guessed_from_the_activations",
    replace=hidden(dA="(W{j}.T @ dZ{j}) * (A{i} > 0) / keep_prob"),
    fails=[gives_the_other_gradients_as_agreed],
    message="The dropped units are guessed from the zeros of A. A relu makes zeros as well, and dA,"
    " the gradient with respect to the relu's output, is not zero there.",
    hint="The masks are in the cache. (dW and db happen to come out right.)",
)
backward.misconception(
    "gradient_after_dropout",
    replace=hidden(dA="W{j}.T @ dZ{j}", dZ="dA{i} * D{i} / keep_prob * (Z{i} > 0)"),
    fails=[gives_the_other_gradients_as_agreed],
    message="dA1 and dA2 are the gradients with respect to the output of dropout; the docstring has"
    " them with respect to its input.",
)
backward.misconception(
    "masks_kept_in_the_function",
    replace={
        CACHE: "forward_propagation_with_dropout.masks = D1, D2\n    " + CACHE,
        DZ3: "D1, D2 = forward_propagation_with_dropout.masks\n    " + DZ3,
    },
    fails=[uses_the_masks_of_its_own_cache],
    message="The backward pass always uses the masks of the latest forward pass.",
    hint="Each cache has its own masks.",
)
backward.misconception(
    "gradients_in_place",
    replace={DZ3: "A3 -= Y\n    dZ3 = A3"},
    fails=[leaves_what_it_is_given_alone],
    message="A3 of the cache is changed in place.",
    hint="Operators such as -= write into the array itself.",
)
