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
OWN_COIN = "Each unit of each example in each layer needs a random number of its own."

forward.misconception(
    "dials_shifted_by_one",
    replace={DRAW: "        keep_prob = keep_probs[layer - 1] if layer > 0 else 1.0\n" + DRAW},
    fails=[keeps_each_layer_at_its_own_rate, divides_by_its_own_keep_prob],
    message="The dials are one layer late: keep_probs[0] is used for the first hidden layer.",
    hint="keep_probs[0] belongs to the input, keep_probs[l] to hidden layer l.",
)

forward.misconception(
    "dials_one_layer_early",
    replace={DRAW: "        keep_prob = keep_probs[min(layer + 1, layers - 1)]\n" + DRAW},
    fails=[keeps_each_layer_at_its_own_rate, divides_by_its_own_keep_prob],
    message="The dials are one layer early: keep_probs[1] is used for the input.",
    hint="keep_probs[0] belongs to the input, keep_probs[l] to hidden layer l.",
)

forward.misconception(
    "one_dial_for_all_layers",
    replace={DRAW: "        keep_prob = keep_probs[0]\n" + DRAW},
    fails=[keeps_each_layer_at_its_own_rate, divides_by_its_own_keep_prob],
    message="The first keep_prob is used for all layers.",
)

forward.misconception(
    "no_division",
    replace={APPLY: "        A = A * kept\n"},
    fails=[divides_by_its_own_keep_prob],
    message="Kept units are passed on as they are, so each layer is on average too quiet.",
    hint="Inverted dropout makes up for the dropped units while training.",
)

forward.misconception(
    "no_division_at_the_input",
    replace={APPLY: "        A = A * kept / (keep_prob if layer > 0 else 1.0)\n"},
    fails=[divides_by_its_own_keep_prob],
    message="The division is missing for the input.",
    hint="The input is dropped like any other layer, and divided like any other.",
)

forward.misconception(
    "no_division_in_the_last_hidden_layer",
    replace={
        APPLY: "        last = 0 < layer == layers - 1\n"
        "        A = A * kept / (1.0 if last else keep_prob)\n"
    },
    fails=[divides_by_its_own_keep_prob],
    message="The division is missing in the last hidden layer.",
)

forward.misconception(
    "multiplied_by_keep_prob",
    replace={APPLY: "        A = A * kept * keep_prob\n"},
    fails=[divides_by_its_own_keep_prob],
    message="Kept units are multiplied by keep_prob, which makes the mean smaller still; divide.",
)

forward.misconception(
    "divided_twice",
    replace={APPLY: "        A = A * kept / keep_prob**2\n"},
    fails=[divides_by_its_own_keep_prob],
    message="Kept units are divided by keep_prob twice.",
)

forward.misconception(
    "divided_by_the_share_kept",
    replace={APPLY: "        A = A * kept / max(kept.mean(), 1e-9)\n"},
    fails=[divides_by_its_own_keep_prob],
    message="Kept units are divided by the share that happened to be kept, not by keep_prob.",
    hint="keep_prob is the same in every call; what happened to be kept is not.",
)

forward.misconception(
    "divided_by_drop_probability",
    replace={APPLY: "        A = A * kept / (1 - keep_prob if keep_prob < 1 else 1)\n"},
    fails=[divides_by_its_own_keep_prob],
    message="Kept units are divided by 1 - keep_prob, the probability of dropping.",
)

forward.misconception(
    "keep_prob_is_drop_probability",
    replace={DRAW: "        keep_prob = 1 - keep_prob\n" + DRAW},
    fails=[is_the_plain_net_at_1, keeps_each_layer_at_its_own_rate, divides_by_its_own_keep_prob],
    message="keep_probs are taken for probabilities of dropping a unit.",
    hint="In this course keep_prob = 1.0 drops nothing. (PyTorch means the opposite.)",
)

forward.misconception(
    "keeps_the_wrong_side",
    replace={DRAW: "        kept = rng.random(A.shape) > keep_prob\n"},
    fails=[is_the_plain_net_at_1, keeps_each_layer_at_its_own_rate],
    message=(
        "Units are kept when the random number is above keep_prob, which happens with"
        " probability 1 - keep_prob."
    ),
    hint="How often is a uniform random number below keep_prob?",
)

forward.misconception(
    "normal_instead_of_uniform",
    replace={DRAW: "        kept = rng.standard_normal(A.shape) < keep_prob\n"},
    fails=[is_the_plain_net_at_1, keeps_each_layer_at_its_own_rate],
    message=(
        "The random numbers are normally distributed (randn) where uniform ones (rand) are needed."
    ),
    hint="For which distribution is P(draw < p) equal to p?",
)

forward.misconception(
    "input_never_dropped",
    replace={DRAW: "        keep_prob = keep_prob if layer > 0 else 1.0\n" + DRAW},
    fails=[keeps_each_layer_at_its_own_rate, divides_by_its_own_keep_prob],
    message="The input is not dropped: keep_probs[0] has no effect.",
    hint="keep_probs[0] is the input's.",
)

forward.misconception(
    "last_hidden_layer_never_dropped",
    replace={DRAW: "        keep_prob = 1.0 if 0 < layer == layers - 1 else keep_prob\n" + DRAW},
    fails=[keeps_each_layer_at_its_own_rate, divides_by_its_own_keep_prob],
    message="The last hidden layer is not dropped: the last keep_prob has no effect.",
    hint="Does your loop reach hidden layer L - 1?",
)

forward.misconception(
    "output_dropped",
    replace={OUTPUT: f"{OUTPUT}    AL = AL * (rng.random(AL.shape) < keep_prob) / keep_prob\n"},
    fails=[drops_nothing_of_the_output],
    message="The output is dropped as well.",
    hint="The output is the answer; there is no dial for it.",
)

forward.misconception(
    "scores_dropped",
    replace={
        OUTPUT: '    Z = parameters[f"W{layers}"] @ A + parameters[f"b{layers}"]\n'
        "    AL = sigmoid(Z * (rng.random(Z.shape) < keep_prob) / keep_prob)\n"
    },
    fails=[drops_nothing_of_the_output],
    message="The last layer is dropped before its sigmoid.",
    hint="The output is the answer; there is no dial for it.",
)

forward.misconception(
    "output_uses_undropped_units",
    replace={
        APPLY: "        whole, A = A, A * kept / keep_prob\n",
        OUTPUT: OUTPUT.replace("@ A", "@ whole"),
    },
    fails=[drops_nothing_of_the_output],
    message="The output is computed from the last hidden layer as it was before its dropout.",
    hint="The next layer gets what is left.",
)

forward.misconception(
    "next_layer_gets_undropped_units",
    replace={APPLY: "", APPEND: "        activations.append(A * kept / keep_prob)\n"},
    fails=[divides_by_its_own_keep_prob, drops_nothing_of_the_output],
    message=(
        "Units are dropped in what is returned, but the next layer is computed without dropout."
    ),
    hint="Carry on with what is left.",
)

forward.misconception(
    "returns_undropped_activations",
    replace={APPLY: "        activations += [A]\n" + APPLY, APPEND: ""},
    fails=[
        keeps_each_layer_at_its_own_rate,
        divides_by_its_own_keep_prob,
        drops_nothing_of_the_output,
    ],
    message="The activations that are returned are those before dropout.",
    hint="The backward pass needs what the next layer got.",
)

forward.misconception(
    "one_mask_for_all_examples",
    replace={DRAW: "        kept = rng.random((len(A), 1)) < keep_prob\n"},
    fails=[drops_units_independently],
    message="One mask is drawn for a layer and used for all examples.",
    hint=OWN_COIN,
)

forward.misconception(
    "one_coin_per_example",
    replace={DRAW: "        kept = rng.random((1, A.shape[1])) < keep_prob\n"},
    fails=[drops_units_independently],
    message="One random number decides for all units of a layer.",
    hint=OWN_COIN,
)

forward.misconception(
    "same_numbers_in_every_layer",
    replace={DRAW: "        kept = np.random.default_rng(seed).random(A.shape) < keep_prob\n"},
    fails=[drops_units_independently],
    message=(
        "The generator is seeded anew in every layer, so layers of equal width drop the same units."
    ),
    hint="Make one generator, and let the layers draw from it in turn.",
)

forward.misconception(
    "seed_ignored",
    replace={"rng = np.random.default_rng(seed)": "rng = np.random.default_rng()"},
    fails=[repeats_the_masks_of_a_seed],
    message="The seed has no effect on the masks.",
    hint="The skeleton's rng obeys the seed; draw from it.",
)

forward.misconception(
    "same_masks_every_call",
    replace={"rng = np.random.default_rng(seed)": "rng = np.random.default_rng(1234)"},
    fails=[repeats_the_masks_of_a_seed],
    message=(
        "A constant seed decides the masks, so that one and the same thinned net is used for ever."
    ),
    hint="The skeleton's rng obeys the seed; draw from it.",
)

forward.misconception(
    "seed_zero_ignored",
    replace={"rng = np.random.default_rng(seed)": "rng = np.random.default_rng(seed or None)"},
    fails=[repeats_the_masks_of_a_seed],
    message="A seed of 0 is taken for no seed, because 0 counts as false.",
    hint="Ask whether the seed is None.",
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
    message=(
        "The first layer is X itself, and it is multiplied in place: the caller's array changes."
    ),
    hint="Operators such as *= write into the array itself.",
)
