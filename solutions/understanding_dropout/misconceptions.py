"""The wrong versions of forward_with_keep_probs that students write, as changes of the reference.

keep_probs are probabilities of KEEPING a unit.
"""

from checks import (
    divides_by_its_own_keep_prob,
    drops_nothing_of_the_output,
    drops_units_independently,
    forward,
    is_the_plain_net_at_1,
    keeps_each_layer_at_its_own_rate,
    leaves_its_arguments_alone,
    repeats_the_masks_of_a_seed,
    works_at_any_depth,
)

RELU = '            A = relu(parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])  # (n_l, m)\n'
DRAW = "        kept = rng.random(A.shape) < keep_prob\n"
APPLY = "        A = A * kept / keep_prob\n"
APPEND = "        activations.append(A)\n"
OUTPUT = '    AL = sigmoid(parameters[f"W{layers}"] @ A + parameters[f"b{layers}"])  # (n_L, m)\n'

OF_ITS_LAYER = "keep_probs[0] belongs to the input, keep_probs[l] to hidden layer l."
ONE_NUMBER_EACH = "Each unit of each example in each layer needs a random number of its own."
WHAT_IS_LEFT = "The next layer gets what is left after dropout."
NOT_OF_THE_OUTPUT = "The output has no keep_prob: it is never dropped."
USE_RNG = "The skeleton's rng obeys the seed; draw from it."

for name, line, message, hint in (
    (
        "dials_shifted_by_one",
        "keep_prob = keep_probs[layer - 1] if layer > 0 else 1.0",
        "The keep_probs are one layer late: keep_probs[0] is used for the first hidden layer.",
        OF_ITS_LAYER,
    ),
    (
        "dials_one_layer_early",
        "keep_prob = keep_probs[min(layer + 1, layers - 1)]",
        "The keep_probs are one layer early: keep_probs[1] is used for the input.",
        OF_ITS_LAYER,
    ),
    (
        "one_dial_for_all_layers",
        "keep_prob = keep_probs[0]",
        "The first keep_prob is used for all layers.",
        OF_ITS_LAYER,
    ),
    (
        "input_never_dropped",
        "keep_prob = keep_prob if layer > 0 else 1.0",
        "The input is not dropped: keep_probs[0] has no effect.",
        OF_ITS_LAYER,
    ),
    (
        "last_hidden_layer_never_dropped",
        "keep_prob = 1.0 if 0 < layer == layers - 1 else keep_prob",
        "The last hidden layer is not dropped: the last keep_prob has no effect.",
        "Does your loop reach hidden layer L - 1?",
    ),
):
    forward.misconception(
        name,
        replace={DRAW: f"        {line}\n{DRAW}"},
        fails=[keeps_each_layer_at_its_own_rate, divides_by_its_own_keep_prob],
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
        fails=[divides_by_its_own_keep_prob],
        message=message,
        hint=hint,
    )

forward.misconception(
    "keep_prob_is_drop_probability",
    replace={DRAW: "        keep_prob = 1 - keep_prob\n" + DRAW},
    fails=[is_the_plain_net_at_1, keeps_each_layer_at_its_own_rate, divides_by_its_own_keep_prob],
    message="keep_probs are used as probabilities of dropping a unit.",
    hint="In this course keep_prob = 1.0 drops nothing. (PyTorch means the opposite.)",
)
forward.misconception(
    "keeps_the_wrong_side",
    replace={DRAW: DRAW.replace("<", ">")},
    fails=[is_the_plain_net_at_1, keeps_each_layer_at_its_own_rate],
    message="Units are kept when the random number is above keep_prob: with probability"
    " 1 - keep_prob.",
    hint="How often is a uniform random number below keep_prob?",
)
forward.misconception(
    "normal_instead_of_uniform",
    replace={DRAW: DRAW.replace("random(", "standard_normal(")},
    fails=[is_the_plain_net_at_1, keeps_each_layer_at_its_own_rate],
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
    fails=[drops_nothing_of_the_output],
    message="The output is computed from the last hidden layer as it was before its dropout.",
    hint=WHAT_IS_LEFT,
)
forward.misconception(
    "next_layer_gets_undropped_units",
    replace={APPLY: "", APPEND: "        activations.append(A * kept / keep_prob)\n"},
    fails=[divides_by_its_own_keep_prob, drops_nothing_of_the_output],
    message="The activations returned are dropped, but the next layer is computed without dropout.",
    hint=WHAT_IS_LEFT,
)
forward.misconception(
    "returns_undropped_activations",
    replace={APPLY: "        activations += [A]\n" + APPLY, APPEND: ""},
    fails=[
        keeps_each_layer_at_its_own_rate,
        divides_by_its_own_keep_prob,
        drops_nothing_of_the_output,
    ],
    message="The activations returned are those before dropout.",
    hint="The backward pass needs what the next layer got.",
)

for name, draw, message, hint in (
    (
        "one_mask_for_all_examples",
        DRAW.replace("A.shape", "(len(A), 1)"),
        "One mask is drawn for a layer and used for all examples.",
        ONE_NUMBER_EACH,
    ),
    (
        "one_coin_per_example",
        DRAW.replace("A.shape", "(1, A.shape[1])"),
        "One random number decides for all units of a layer.",
        ONE_NUMBER_EACH,
    ),
    (
        "same_numbers_in_every_layer",
        DRAW.replace("rng", "np.random.default_rng(seed)"),
        "The generator is seeded anew in each layer, so layers of equal width drop the same units.",
        "Make one generator, and let the layers draw from it in turn.",
    ),
):
    forward.misconception(
        name, replace={DRAW: draw}, fails=[drops_units_independently], message=message, hint=hint
    )

for name, seed, message, hint in (
    ("seed_ignored", "", "The seed has no effect on the masks.", USE_RNG),
    (
        "same_masks_every_call",
        "1234",
        "The seed is a constant, so every call has the same masks and the same thinned net.",
        USE_RNG,
    ),
    (
        "seed_zero_ignored",
        "seed or None",
        "A seed of 0 is treated as no seed, because 0 counts as false.",
        "Ask whether the seed is None.",
    ),
):
    forward.misconception(
        name,
        replace={"default_rng(seed)": f"default_rng({seed})"},
        fails=[repeats_the_masks_of_a_seed],
        message=message,
        hint=hint,
    )

forward.misconception(
    "no_relu",
    replace={RELU: RELU.replace("relu(", "(")},
    fails=[is_the_plain_net_at_1],
    message="There is no relu in the hidden layers.",
)
forward.misconception(
    "no_sigmoid",
    replace={OUTPUT: OUTPUT.replace("sigmoid(", "(")},
    fails=[is_the_plain_net_at_1, drops_nothing_of_the_output],
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
