"""The wrong versions of forward_with_keep_probs that students write, as changes of the reference.

keep_probs are probabilities of KEEPING a unit.
"""

from autograder import Misconception

RELU = '            A = relu(parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])  # (n_l, m)\n'
DRAW = "        kept = rng.random(A.shape) < keep_prob\n"
APPLY = "        A = A * kept / keep_prob\n"
APPEND = "        activations.append(A)\n"
OUTPUT = '    AL = sigmoid(parameters[f"W{layers}"] @ A + parameters[f"b{layers}"])  # (n_L, m)\n'

RATE = "keeps_each_layer_at_its_own_rate"
DIVIDES = "divides_by_its_own_keep_prob"
ALONE = "drops_units_independently"
PLAIN = "is_the_plain_net_at_1"
DEPTH = "works_at_any_depth"
SEED = "repeats_the_masks_of_a_seed"
OWN_COIN = "Each unit of each example in each layer needs a random number of its own."


def forward(name, edits, loses, says, hint=""):
    return Misconception(name, "forward_with_keep_probs", edits, loses, says, hint)


MISCONCEPTIONS = (
    forward(
        "dials_shifted_by_one",
        {DRAW: "        keep_prob = keep_probs[layer - 1] if layer > 0 else 1.0\n" + DRAW},
        (RATE, DIVIDES),
        "The dials are one layer late: keep_probs[0] is used for the first hidden layer.",
        "keep_probs[0] belongs to the input, keep_probs[l] to hidden layer l.",
    ),
    forward(
        "dials_one_layer_early",
        {DRAW: "        keep_prob = keep_probs[min(layer + 1, layers - 1)]\n" + DRAW},
        (RATE, DIVIDES),
        "The dials are one layer early: keep_probs[1] is used for the input.",
        "keep_probs[0] belongs to the input, keep_probs[l] to hidden layer l.",
    ),
    forward(
        "one_dial_for_all_layers",
        {DRAW: "        keep_prob = keep_probs[0]\n" + DRAW},
        (RATE, DIVIDES),
        "The first keep_prob is used for all layers.",
    ),
    forward(
        "no_division",
        {APPLY: "        A = A * kept\n"},
        (DIVIDES,),
        "Kept units are passed on as they are, so each layer is on average too quiet.",
        "Inverted dropout makes up for the dropped units while training.",
    ),
    forward(
        "no_division_at_the_input",
        {APPLY: "        A = A * kept / (keep_prob if layer > 0 else 1.0)\n"},
        (DIVIDES,),
        "The division is missing for the input.",
        "The input is dropped like any other layer, and divided like any other.",
    ),
    forward(
        "no_division_in_the_last_hidden_layer",
        {
            APPLY: "        last = 0 < layer == layers - 1\n"
            "        A = A * kept / (1.0 if last else keep_prob)\n"
        },
        (DIVIDES,),
        "The division is missing in the last hidden layer.",
    ),
    forward(
        "multiplied_by_keep_prob",
        {APPLY: "        A = A * kept * keep_prob\n"},
        (DIVIDES,),
        "Kept units are multiplied by keep_prob, which makes the mean smaller still; divide.",
    ),
    forward(
        "divided_twice",
        {APPLY: "        A = A * kept / keep_prob**2\n"},
        (DIVIDES,),
        "Kept units are divided by keep_prob twice.",
    ),
    forward(
        "divided_by_the_share_kept",
        {APPLY: "        A = A * kept / max(kept.mean(), 1e-9)\n"},
        (DIVIDES,),
        "Kept units are divided by the share that happened to be kept, not by keep_prob.",
        "keep_prob is the same in every call; what happened to be kept is not.",
    ),
    forward(
        "divided_by_drop_probability",
        {APPLY: "        A = A * kept / (1 - keep_prob if keep_prob < 1 else 1)\n"},
        (DIVIDES,),
        "Kept units are divided by 1 - keep_prob, the probability of dropping.",
    ),
    forward(
        "keep_prob_is_drop_probability",
        {DRAW: "        keep_prob = 1 - keep_prob\n" + DRAW},
        (PLAIN, RATE, DIVIDES),
        "keep_probs are taken for probabilities of dropping a unit.",
        "In this course keep_prob = 1.0 drops nothing. (PyTorch means the opposite.)",
    ),
    forward(
        "keeps_the_wrong_side",
        {DRAW: "        kept = rng.random(A.shape) > keep_prob\n"},
        (PLAIN, RATE),
        "Units are kept when the random number is above keep_prob, which happens with"
        " probability 1 - keep_prob.",
        "How often is a uniform random number below keep_prob?",
    ),
    forward(
        "normal_instead_of_uniform",
        {DRAW: "        kept = rng.standard_normal(A.shape) < keep_prob\n"},
        (PLAIN, RATE),
        "The random numbers are normally distributed (randn) where uniform ones (rand) are needed.",
        "For which distribution is P(draw < p) equal to p?",
    ),
    forward(
        "input_never_dropped",
        {DRAW: "        keep_prob = keep_prob if layer > 0 else 1.0\n" + DRAW},
        (RATE, DIVIDES),
        "The input is not dropped: keep_probs[0] has no effect.",
        "keep_probs[0] is the input's.",
    ),
    forward(
        "last_hidden_layer_never_dropped",
        {DRAW: "        keep_prob = 1.0 if 0 < layer == layers - 1 else keep_prob\n" + DRAW},
        (RATE, DIVIDES),
        "The last hidden layer is not dropped: the last keep_prob has no effect.",
        "Does your loop reach hidden layer L - 1?",
    ),
    forward(
        "output_dropped",
        {OUTPUT: f"{OUTPUT}    AL = AL * (rng.random(AL.shape) < keep_prob) / keep_prob\n"},
        ("drops_nothing_of_the_output",),
        "The output is dropped as well.",
        "The output is the answer; there is no dial for it.",
    ),
    forward(
        "scores_dropped",
        {
            OUTPUT: '    Z = parameters[f"W{layers}"] @ A + parameters[f"b{layers}"]\n'
            "    AL = sigmoid(Z * (rng.random(Z.shape) < keep_prob) / keep_prob)\n"
        },
        ("drops_nothing_of_the_output",),
        "The last layer is dropped before its sigmoid.",
        "The output is the answer; there is no dial for it.",
    ),
    forward(
        "output_uses_undropped_units",
        {
            APPLY: "        whole, A = A, A * kept / keep_prob\n",
            OUTPUT: OUTPUT.replace("@ A", "@ whole"),
        },
        ("drops_nothing_of_the_output",),
        "The output is computed from the last hidden layer as it was before its dropout.",
        "The next layer gets what is left.",
    ),
    forward(
        "next_layer_gets_undropped_units",
        {APPLY: "", APPEND: "        activations.append(A * kept / keep_prob)\n"},
        (DIVIDES, "drops_nothing_of_the_output"),
        "Units are dropped in what is returned, but the next layer is computed without dropout.",
        "Carry on with what is left.",
    ),
    forward(
        "returns_undropped_activations",
        {APPLY: "        activations += [A]\n" + APPLY, APPEND: ""},
        (RATE, DIVIDES, "drops_nothing_of_the_output"),
        "The activations that are returned are those before dropout.",
        "The backward pass needs what the next layer got.",
    ),
    forward(
        "one_mask_for_all_examples",
        {DRAW: "        kept = rng.random((len(A), 1)) < keep_prob\n"},
        (ALONE,),
        "One mask is drawn for a layer and used for all examples.",
        OWN_COIN,
    ),
    forward(
        "one_coin_per_example",
        {DRAW: "        kept = rng.random((1, A.shape[1])) < keep_prob\n"},
        (ALONE,),
        "One random number decides for all units of a layer.",
        OWN_COIN,
    ),
    forward(
        "same_numbers_in_every_layer",
        {DRAW: "        kept = np.random.default_rng(seed).random(A.shape) < keep_prob\n"},
        (ALONE,),
        "The generator is seeded anew in every layer, so layers of equal width drop the same"
        " units.",
        "Make one generator, and let the layers draw from it in turn.",
    ),
    forward(
        "seed_ignored",
        {"rng = np.random.default_rng(seed)": "rng = np.random.default_rng()"},
        (SEED,),
        "The seed has no effect on the masks.",
        "The skeleton's rng obeys the seed; draw from it.",
    ),
    forward(
        "same_masks_every_call",
        {"rng = np.random.default_rng(seed)": "rng = np.random.default_rng(1234)"},
        (SEED,),
        "A constant seed decides the masks, so that one and the same thinned net is used for ever.",
        "The skeleton's rng obeys the seed; draw from it.",
    ),
    forward(
        "seed_zero_ignored",
        {"rng = np.random.default_rng(seed)": "rng = np.random.default_rng(seed or None)"},
        (SEED,),
        "A seed of 0 is taken for no seed, because 0 counts as false.",
        "Ask whether the seed is None.",
    ),
    forward(
        "no_relu",
        {RELU: RELU.replace("relu(", "(")},
        (PLAIN,),
        "There is no relu in the hidden layers.",
    ),
    forward(
        "no_sigmoid",
        {OUTPUT: OUTPUT.replace("sigmoid(", "(")},
        (PLAIN, "drops_nothing_of_the_output"),
        "AL is the score of the last layer, without its sigmoid.",
    ),
    forward(
        "written_for_five_layers",
        {APPLY: "        A = A * kept / keep_prob if layer < 5 else A\n"},
        (DEPTH,),
        "Layers beyond the fifth are treated differently.",
        "Let the loop run over all layers alike.",
    ),
    forward(
        "overwrites_X",
        {APPLY: "        A *= kept / keep_prob\n"},
        ("leaves_its_arguments_alone",),
        "The first layer is X itself, and it is multiplied in place: the caller's array changes.",
        "Operators such as *= write into the array itself.",
    ),
)
