"""The wrong versions of forward_with_keep_probs that students write, as changes of the reference.

keep_probs are probabilities of KEEPING a unit.
"""

from checks import (
    computes_each_layer_from_the_one_below,
    drops_nothing_of_the_output,
    forward,
    keeps_each_layer_at_its_own_rate,
    keeps_the_mean_of_each_layer,
    returns_what_it_passes_on,
)
from checks_dials import (
    a_dial_of_1_is_off_beside_others,
    leaves_its_arguments_alone,
    works_at_any_depth,
)

RELU = '            A = relu(parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])  # (n_l, m)\n'
DRAW = "        kept = rng.random(A.shape) < keep_prob\n"
APPLY = "        A = A * kept / keep_prob\n"
APPEND = "        activations.append(A)\n"
OUTPUT = '    AL = sigmoid(parameters[f"W{layers}"] @ A + parameters[f"b{layers}"])  # (n_L, m)\n'

OF_ITS_LAYER = "keep_probs[0] belongs to the input, keep_probs[l] to hidden layer l."
WHAT_IS_LEFT = "The next layer gets what is left after dropout."
NOT_OF_THE_OUTPUT = "The output has no keep_prob: it is never dropped."

for name, line, fails, message, hint in (
    (
        "dials_shifted_by_one",
        "keep_prob = keep_probs[layer - 1] if layer > 0 else 1.0",
        [a_dial_of_1_is_off_beside_others],
        "The keep_probs are one layer late: keep_probs[0] is used for the first hidden layer.",
        OF_ITS_LAYER,
    ),
    (
        "dials_one_layer_early",
        "keep_prob = keep_probs[min(layer + 1, layers - 1)]",
        [a_dial_of_1_is_off_beside_others],
        "The keep_probs are one layer early: keep_probs[1] is used for the input.",
        OF_ITS_LAYER,
    ),
    (
        "one_dial_for_all_layers",
        "keep_prob = keep_probs[0]",
        [a_dial_of_1_is_off_beside_others],
        "The first keep_prob is used for all layers.",
        OF_ITS_LAYER,
    ),
    (
        "input_never_dropped",
        "keep_prob = keep_prob if layer > 0 else 1.0",
        [],
        "The input is not dropped: keep_probs[0] has no effect.",
        OF_ITS_LAYER,
    ),
    (
        "last_hidden_layer_never_dropped",
        "keep_prob = 1.0 if 0 < layer == layers - 1 else keep_prob",
        [],
        "The last hidden layer is not dropped: the last keep_prob has no effect.",
        "Does your loop reach hidden layer L - 1?",
    ),
):
    forward.misconception(
        name,
        replace={DRAW: f"        {line}\n{DRAW}"},
        fails=[keeps_each_layer_at_its_own_rate, *fails],
        message=message,
        hint=hint,
    )

for name, scale, message, hint in (
    (
        "no_division",
        "",
        "Kept units are passed on as they are, so the mean of each layer is too small.",
        "Inverted dropout rescales the kept units in training.",
    ),
    (
        "no_division_at_the_input",
        "/ (keep_prob if layer > 0 else 1.0)",
        "The division is missing for the input.",
        "The input is dropped like any other layer, and divided like any other.",
    ),
    (
        "no_division_in_the_last_hidden_layer",
        "/ (1.0 if 0 < layer == layers - 1 else keep_prob)",
        "The division is missing in the last hidden layer.",
        "",
    ),
    (
        "multiplied_by_keep_prob",
        "* keep_prob",
        "Kept units are multiplied by keep_prob, which makes the mean smaller still; divide.",
        "",
    ),
    ("divided_twice", "/ keep_prob**2", "Kept units are divided by keep_prob twice.", ""),
    (
        "divided_by_the_share_kept",
        "/ max(kept.mean(), 1e-9)",
        "Kept units are divided by the share that happened to be kept, not by keep_prob.",
        "keep_prob is the same in every call; the share that happened to be kept is not.",
    ),
    (
        "divided_by_drop_probability",
        "/ (1 - keep_prob if keep_prob < 1 else 1)",
        "Kept units are divided by 1 - keep_prob, the probability of dropping.",
        "",
    ),
):
    forward.misconception(
        name,
        replace={APPLY: f"        A = A * kept {scale}\n"},
        fails=[keeps_the_mean_of_each_layer],
        message=message,
        hint=hint,
    )

forward.misconception(
    "keep_prob_is_drop_probability",
    replace={DRAW: "        keep_prob = 1 - keep_prob\n" + DRAW},
    fails=[keeps_each_layer_at_its_own_rate, a_dial_of_1_is_off_beside_others],
    message="keep_probs are used as probabilities of dropping a unit.",
    hint="In this course keep_prob = 1.0 drops nothing. (PyTorch means the opposite.)",
)
forward.misconception(
    "keeps_the_wrong_side",
    replace={DRAW: DRAW.replace("<", ">")},
    fails=[
        keeps_each_layer_at_its_own_rate,
        keeps_the_mean_of_each_layer,
        a_dial_of_1_is_off_beside_others,
    ],
    message="Units are kept when the random number is above keep_prob: with probability"
    " 1 - keep_prob.",
    hint="How often is a uniform random number below keep_prob?",
)
forward.misconception(
    "normal_instead_of_uniform",
    replace={DRAW: DRAW.replace("random(", "standard_normal(")},
    fails=[
        keeps_each_layer_at_its_own_rate,
        keeps_the_mean_of_each_layer,
        a_dial_of_1_is_off_beside_others,
    ],
    message="The random numbers are normal (randn) where uniform ones (rand) are needed.",
    hint="For which distribution is P(draw < p) equal to p?",
)
forward.misconception(
    "output_dropped",
    replace={OUTPUT: f"{OUTPUT}    AL = AL * (rng.random(AL.shape) < keep_prob) / keep_prob\n"},
    fails=[drops_nothing_of_the_output],
    message="The output is dropped as well.",
    hint=NOT_OF_THE_OUTPUT,
)
forward.misconception(
    "scores_dropped",
    replace={
        OUTPUT: '    Z = parameters[f"W{layers}"] @ A + parameters[f"b{layers}"]\n'
        "    AL = sigmoid(Z * (rng.random(Z.shape) < keep_prob) / keep_prob)\n"
    },
    fails=[drops_nothing_of_the_output],
    message="The scores of the last layer are dropped before the sigmoid.",
    hint=NOT_OF_THE_OUTPUT,
)
forward.misconception(
    "output_uses_undropped_units",
    replace={
        APPLY: "        whole, A = A, A * kept / keep_prob\n",
        OUTPUT: OUTPUT.replace("@ A", "@ whole"),
    },
    fails=[returns_what_it_passes_on],
    message="The output is computed from the last hidden layer as it was before its dropout.",
    hint=WHAT_IS_LEFT,
)
forward.misconception(
    "next_layer_gets_undropped_units",
    replace={APPLY: "", APPEND: "        activations.append(A * kept / keep_prob)\n"},
    fails=[returns_what_it_passes_on],
    message="The activations returned are dropped, but the next layer is computed without dropout.",
    hint=WHAT_IS_LEFT,
)
forward.misconception(
    "returns_undropped_activations",
    replace={APPLY: "        activations += [A]\n" + APPLY, APPEND: ""},
    fails=[returns_what_it_passes_on],
    message="The activations returned are those before dropout.",
    hint="The backward pass needs what the next layer got.",
)

forward.misconception(
    "no_relu",
    replace={RELU: RELU.replace("relu(", "(")},
    fails=[computes_each_layer_from_the_one_below],
    message="There is no relu in the hidden layers.",
)
forward.misconception(
    "no_biases",
    replace={RELU: RELU.replace(' + parameters[f"b{layer}"]', "")},
    fails=[computes_each_layer_from_the_one_below],
    message="The hidden layers have no biases.",
)
forward.misconception(
    "relu_before_the_sigmoid",
    replace={
        OUTPUT: OUTPUT.replace("sigmoid(", "sigmoid(relu(")[: -len(")  # (n_L, m)\n")] + "))\n"
    },
    fails=[drops_nothing_of_the_output],
    message="A relu stands before the sigmoid, so that AL is never below 0.5.",
    hint="The last layer is linear - sigmoid.",
)
forward.misconception(
    "no_sigmoid",
    replace={OUTPUT: OUTPUT.replace("sigmoid(", "(")},
    fails=[drops_nothing_of_the_output],
    message="AL is the score of the last layer, without its sigmoid.",
)
forward.misconception(
    "written_for_five_layers",
    replace={APPLY: "        A = A * kept / keep_prob if layer < 5 else A\n"},
    fails=[works_at_any_depth],
    message="Layers beyond the fifth are treated differently.",
    hint="Let the loop run over all layers alike.",
)
forward.misconception(
    "overwrites_X",
    replace={APPLY: "        A *= kept / keep_prob\n"},
    fails=[leaves_its_arguments_alone],
    message="A is X itself at first, and it is multiplied in place, so the caller's X changes.",
    hint="Operators such as *= write into the array itself.",
)
