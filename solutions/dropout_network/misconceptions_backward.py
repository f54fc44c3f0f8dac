"""The wrong backward passes that students write, each as a change of the reference.

``keep_prob`` is the probability of KEEPING a unit.
"""

from autograder import Misconception

DZ3 = "dZ3 = A3 - Y"
DW3, DW2, DW1 = (f"dW{i} = dZ{i} @ {a}.T / m" for i, a in ((3, "A2"), (2, "A1"), (1, "X")))
DB3, DB2, DB1 = (f"db{i} = np.sum(dZ{i}, axis=1, keepdims=True) / m" for i in (3, 2, 1))
DA2 = "dA2 = (W3.T @ dZ3) * D2 / keep_prob"
DA1 = "dA1 = (W2.T @ dZ2) * D1 / keep_prob"
DZ2 = "dZ2 = dA2 * (Z2 > 0)"
DZ1 = "dZ1 = dA1 * (Z1 > 0)"
CACHE = "cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)"
STEPS = ("goes_back_through_linear_steps_and_relus",)
MEAN = ("averages_over_the_examples",)
MASKS = ("blocks_dropped_units",)
SCALE = ("divides_the_gradient_by_keep_prob",)
ANY_WIDTH = ("is_right_at_any_width",)
OTHERS = ("gives_the_other_gradients_as_agreed",)


def backward(name, edits, loses, says, hint=""):
    return Misconception(name, "backward_propagation_with_dropout", edits, loses, says, hint)


MISCONCEPTIONS = (
    backward(
        "masks_forgotten",
        {DA2: "dA2 = (W3.T @ dZ3) / keep_prob", DA1: "dA1 = (W2.T @ dZ2) / keep_prob"},
        MASKS,
        "The gradient is rescaled but flows through dropped units as well.",
        "A dropped unit had no part in A3, so nothing of it changes J.",
    ),
    backward(
        "mask_forgotten_in_layer_1",
        {DA1: "dA1 = (W2.T @ dZ2) / keep_prob"},
        MASKS,
        "D1 is not applied to the gradient of layer 1.",
        "Each mask of the forward pass has its place in the backward pass.",
    ),
    backward(
        "mask_of_the_other_layer",
        {
            DA2: "dA2 = (W3.T @ dZ3) * D1 / keep_prob",
            DA1: "dA1 = (W2.T @ dZ2) * D2 / keep_prob",
        },
        MASKS,
        "D1 and D2 have changed places: the gradient of each layer is masked as the other one was.",
        "D2 belongs to A2, D1 to A1.",
    ),
    backward(
        "mask_of_layer_1_twice",
        {DA2: "dA2 = (W3.T @ dZ3) * D1 / keep_prob"},
        MASKS,
        "The gradient of layer 2 is masked with D1.",
        "D2 belongs to A2.",
    ),
    backward(
        "mask_of_the_first_example",
        {
            DA2: "dA2 = (W3.T @ dZ3) * D2[:, :1] / keep_prob",
            DA1: "dA1 = (W2.T @ dZ2) * D1[:, :1] / keep_prob",
        },
        ANY_WIDTH + OTHERS,
        "All examples get the mask of the first one. Each has a mask of its own, a column of D.",
    ),
    backward(
        "masks_drawn_again",
        {
            DZ3: "D1 = np.random.default_rng().random(D1.shape) < keep_prob\n"
            "    D2 = np.random.default_rng().random(D2.shape) < keep_prob\n    " + DZ3
        },
        MASKS + SCALE,
        "The gradient flows through other units than the activations did. One way to get there: new"
        " masks are drawn in the backward pass.",
        "The masks of the forward pass are in the cache.",
    ),
    backward(
        "nothing_divided_in_backward",
        {DA2: "dA2 = (W3.T @ dZ3) * D2", DA1: "dA1 = (W2.T @ dZ2) * D1"},
        SCALE,
        "The gradient stops at dropped units but is not divided by keep_prob at the kept ones.",
    ),
    backward(
        "layer_1_not_divided_in_backward",
        {DA1: "dA1 = (W2.T @ dZ2) * D1"},
        SCALE,
        "The gradient of layer 2 is divided by keep_prob, and that of layer 1 is not.",
        "Both A1 and A2 were divided in the forward pass.",
    ),
    backward(
        "layer_2_not_divided_in_backward",
        {DA2: "dA2 = (W3.T @ dZ3) * D2"},
        SCALE,
        "The gradient of layer 1 is divided by keep_prob, and that of layer 2 is not.",
        "Both A1 and A2 were divided in the forward pass.",
    ),
    backward(
        "divided_twice_in_backward",
        {
            DA2: "dA2 = (W3.T @ dZ3) * D2 / keep_prob**2",
            DA1: "dA1 = (W2.T @ dZ2) * D1 / keep_prob**2",
        },
        SCALE,
        "The gradient is divided by keep_prob twice in each layer.",
        "The derivative of A with respect to the relu's output is D / keep_prob.",
    ),
    backward(
        "multiplied_by_keep_prob_in_backward",
        {
            DA2: "dA2 = (W3.T @ dZ3) * D2 * keep_prob",
            DA1: "dA1 = (W2.T @ dZ2) * D1 * keep_prob",
        },
        SCALE,
        "The gradient is multiplied by keep_prob where the forward pass divides by it.",
    ),
    backward(
        "divided_by_the_drop_probability_in_backward",
        {
            DA2: "dA2 = (W3.T @ dZ3) * D2 / (1 - keep_prob if keep_prob < 1 else 1)",
            DA1: "dA1 = (W2.T @ dZ2) * D1 / (1 - keep_prob if keep_prob < 1 else 1)",
        },
        SCALE,
        "The gradient is divided by 1 - keep_prob where the forward pass divides by keep_prob.",
    ),
    backward(
        "weights_gradient_divided_again",
        {DW3: DW3 + " / keep_prob", DW2: DW2 + " / keep_prob"},
        SCALE,
        "dW3 and dW2 are divided by keep_prob, though the A that they are made of was divided"
        " already.",
        "dW = dZ A^T / m, as in any net.",
    ),
    backward(
        "dropout_left_out",
        {DA2: "dA2 = W3.T @ dZ3", DA1: "dA1 = W2.T @ dZ2"},
        MASKS + SCALE,
        "This is the backward pass of the net without dropout.",
        "A = relu(Z) * D / keep_prob: what is its derivative with respect to relu(Z)?",
    ),
    backward(
        "relu_ignored",
        {DZ2: "dZ2 = dA2", DZ1: "dZ1 = dA1"},
        STEPS,
        "The derivative of the relu is missing: dZ is dA as it is.",
        "Where Z was negative, a small change of Z changes nothing.",
    ),
    backward(
        "relu_ignored_in_layer_1",
        {DZ1: "dZ1 = dA1"},
        STEPS,
        "The derivative of the relu is missing in layer 1.",
    ),
    backward(
        "relu_of_the_other_layer",
        {DZ2: "dZ2 = dA2 * (Z1 > 0)", DZ1: "dZ1 = dA1 * (Z2 > 0)"},
        STEPS,
        "The relus have changed places: layer 2 asks where Z1 is positive, layer 1 where Z2 is.",
    ),
    backward(
        "sum_instead_of_mean",
        {old: old.removesuffix(" / m") for old in (DW3, DW2, DW1, DB3, DB2, DB1)},
        MEAN,
        "The factor 1/m is missing: these are the gradients of the sum over the examples.",
    ),
    backward(
        "sum_for_the_biases",
        {old: old.removesuffix(" / m") for old in (DB3, DB2, DB1)},
        MEAN,
        "The factor 1/m is missing in the gradients of the biases.",
    ),
    backward(
        "divided_by_m_twice",
        {DZ3: "dZ3 = (A3 - Y) / m"},
        MEAN,
        "The factor 1/m is in dZ3 and once more in dW and db.",
    ),
    backward(
        "rows_for_examples",
        {"m = X.shape[1]": "m = X.shape[0]"},
        MEAN,
        "m is the number of rows of X. Here an example is a column.",
    ),
    backward(
        "one_over_m_in_dZ",
        {
            DZ3: "dZ3 = (A3 - Y) / m",
            **{old: old.removesuffix(" / m") for old in (DW3, DW2, DW1, DB3, DB2, DB1)},
        },
        OTHERS,
        "The factor 1/m is in every dZ and dA. The contract has it in dW and db alone.",
    ),
    backward(
        "sign_of_dZ3",
        {DZ3: "dZ3 = Y - A3"},
        STEPS + MEAN + SCALE,
        "dZ3 has the wrong sign, and with it everything that follows.",
        "If A3 is too large, J falls when Z3 does.",
    ),
    backward(
        "sigmoid_derived_twice",
        {DZ3: "dZ3 = (A3 - Y) * A3 * (1 - A3)"},
        STEPS + MEAN + SCALE,
        "dZ3 has a factor A3 (1 - A3), the sigmoid's derivative, which A3 - Y contains already.",
        "That factor cancels against the one of the cross-entropy.",
    ),
    backward(
        "biases_without_keepdims",
        {old: old.replace(", keepdims=True", "") for old in (DB3, DB2, DB1)},
        STEPS,
        "db has the shape (n,) and b the shape (n, 1). The difference of the two is a matrix.",
        "np.sum(..., axis=1, keepdims=True) keeps a column a column.",
    ),
    backward(
        "layers_of_equal_width",
        {DA1: "dA1 = (W2 @ dZ2) * D1 / keep_prob"},
        STEPS + MEAN + SCALE,
        "W2 is not transposed on the way back.",
        "The shapes of a matrix and its transpose tell them apart only where they differ.",
    ),
    backward(
        "mask_guessed_from_the_activations",
        {
            DA2: "dA2 = (W3.T @ dZ3) * (A2 > 0) / keep_prob",
            DA1: "dA1 = (W2.T @ dZ2) * (A1 > 0) / keep_prob",
        },
        OTHERS,
        "What was dropped is guessed from the zeros of A. A relu makes zeros as well, and dA, the"
        " gradient before the relu is passed, is not zero there.",
        "The masks are in the cache. (dW and db happen to come out right.)",
    ),
    backward(
        "gradient_after_dropout",
        {
            DA2: "dA2 = W3.T @ dZ3",
            DZ2: "dZ2 = dA2 * D2 / keep_prob * (Z2 > 0)",
            DA1: "dA1 = W2.T @ dZ2",
            DZ1: "dZ1 = dA1 * D1 / keep_prob * (Z1 > 0)",
        },
        OTHERS,
        "dA1 and dA2 are the gradients with respect to what dropout gave; the contract has them"
        " with respect to what it was given.",
    ),
    backward(
        "masks_kept_in_the_function",
        {
            CACHE: "forward_propagation_with_dropout.masks = D1, D2\n    " + CACHE,
            DZ3: "D1, D2 = forward_propagation_with_dropout.masks\n    " + DZ3,
        },
        ("uses_the_masks_of_its_own_cache",),
        "The backward pass uses the masks of the latest forward pass, wherever that came from.",
        "Each cache has its own masks.",
    ),
    backward(
        "gradients_in_place",
        {DZ3: "A3 -= Y\n    dZ3 = A3"},
        ("leaves_what_it_is_given_alone",),
        "A3 of the cache is changed in place.",
        "Operators such as -= write into the array itself.",
    ),
)
