"""Wrong ways to draw the masks and to rescale, each as a change of the reference.

``keep_prob`` is the probability of KEEPING a unit.
"""

from common_texts import (
    A1,
    A2,
    D1,
    D2,
    FIRST,
    OWN_NUMBER,
    PLAIN,
    RATES,
    RNG,
    SCALE,
    SIGMOID,
    forward,
)

MISCONCEPTIONS = (
    forward(
        "keep_prob_drops",
        {
            D1: "D1 = rng.random(Z1.shape) > keep_prob",
            D2: "D2 = rng.random(Z2.shape) > keep_prob",
        },
        PLAIN + RATES,
        "A unit is kept when its number is above keep_prob, which happens with probability"
        " 1 - keep_prob.",
        "How often is a uniform random number below keep_prob?",
    ),
    forward(
        "one_layer_keeps_the_wrong_side",
        {D2: "D2 = rng.random(Z2.shape) > keep_prob"},
        PLAIN + RATES,
        "Layer 2 keeps a unit when its number is above keep_prob, layer 1 when it is below.",
    ),
    forward(
        "keep_prob_is_drop_prob",
        {
            D1: "D1 = rng.random(Z1.shape) >= keep_prob",
            D2: "D2 = rng.random(Z2.shape) >= keep_prob",
            A1: "A1 = relu(Z1) * D1 / (1 - keep_prob)",
            A2: "A2 = relu(Z2) * D2 / (1 - keep_prob)",
        },
        PLAIN + RATES + SCALE,
        "keep_prob is taken for the probability of dropping a unit; its name says what it is.",
        "With keep_prob = 1 nothing is dropped. (PyTorch's p means the opposite.)",
    ),
    forward(
        "normal_instead_of_uniform",
        {
            D1: "D1 = rng.standard_normal(Z1.shape) < keep_prob",
            D2: "D2 = rng.standard_normal(Z2.shape) < keep_prob",
        },
        PLAIN + RATES,
        "The random numbers are normally distributed (randn) where uniform ones (rand) are needed.",
        "For which distribution is P(draw < keep_prob) equal to keep_prob?",
    ),
    forward(
        "keeps_with_the_square",
        {
            D1: "D1 = (rng.random(Z1.shape) < keep_prob) & (rng.random(Z1.shape) < keep_prob)",
            D2: "D2 = (rng.random(Z2.shape) < keep_prob) & (rng.random(Z2.shape) < keep_prob)",
        },
        RATES,
        "A unit has to pass the threshold twice, so that it is kept with probability keep_prob"
        " squared.",
    ),
    forward(
        "always_one_half",
        {
            D1: "D1 = rng.random(Z1.shape) < 0.5",
            D2: "D2 = rng.random(Z2.shape) < 0.5",
        },
        PLAIN + RATES,
        "The threshold is 0.5, whatever keep_prob is.",
    ),
    forward(
        "nothing_divided",
        {A1: "A1 = relu(Z1) * D1", A2: "A2 = relu(Z2) * D2"},
        SCALE,
        "The fourth step is missing: kept units are passed on as they are, so that on average A is"
        " only keep_prob times what it was.",
        "Divide what is kept by keep_prob.",
    ),
    forward(
        "only_layer_1_divided",
        {A2: "A2 = relu(Z2) * D2"},
        SCALE,
        "A1 is divided by keep_prob, and A2 is not.",
        "The four steps are the same in each hidden layer.",
    ),
    forward(
        "only_layer_2_divided",
        {A1: "A1 = relu(Z1) * D1"},
        SCALE,
        "A2 is divided by keep_prob, and A1 is not.",
        "The four steps are the same in each hidden layer.",
    ),
    forward(
        "divided_twice",
        {
            A1: "A1 = relu(Z1) * (D1 / keep_prob) / keep_prob",
            A2: "A2 = relu(Z2) * (D2 / keep_prob) / keep_prob",
        },
        SCALE,
        "Kept units are divided by keep_prob twice.",
        "One division makes up for the dropped units; the second one is too much.",
    ),
    forward(
        "multiplied_by_keep_prob",
        {A1: "A1 = relu(Z1) * D1 * keep_prob", A2: "A2 = relu(Z2) * D2 * keep_prob"},
        SCALE,
        "Kept units are multiplied by keep_prob, which makes the mean smaller still.",
        "What has to be done to them so that the mean stays what it was?",
    ),
    forward(
        "divided_by_the_drop_probability",
        {
            A1: "A1 = relu(Z1) * D1 / max(1 - keep_prob, 1e-12)",
            A2: "A2 = relu(Z2) * D2 / max(1 - keep_prob, 1e-12)",
        },
        PLAIN + SCALE,
        "Kept units are divided by 1 - keep_prob, the probability of dropping.",
    ),
    forward(
        "divided_by_the_share_kept",
        {
            A1: "A1 = relu(Z1) * D1 / max(D1.mean(), 1e-12)",
            A2: "A2 = relu(Z2) * D2 / max(D2.mean(), 1e-12)",
        },
        SCALE,
        "Kept units are divided by the share that happened to be kept. It is keep_prob only on"
        " average; the mean over masks comes out right with keep_prob itself.",
    ),
    forward(
        "one_mask_for_all_examples",
        {
            D1: "D1 = (rng.random((len(Z1), 1)) < keep_prob) & np.ones(Z1.shape, bool)",
            D2: "D2 = (rng.random((len(Z2), 1)) < keep_prob) & np.ones(Z2.shape, bool)",
        },
        ("drops_units_independently",),
        "One mask is drawn and used for every example of the batch.",
        OWN_NUMBER,
    ),
    forward(
        "one_number_per_example",
        {
            D1: "D1 = (rng.random((1, Z1.shape[1])) < keep_prob) & np.ones(Z1.shape, bool)",
            D2: "D2 = (rng.random((1, Z2.shape[1])) < keep_prob) & np.ones(Z2.shape, bool)",
        },
        ("drops_units_independently",),
        "One random number is drawn for each example, so that all units of a layer share its fate.",
        OWN_NUMBER,
    ),
    forward(
        "one_number_for_the_layer",
        {
            D1: "D1 = np.full(Z1.shape, rng.random() < keep_prob)",
            D2: "D2 = np.full(Z2.shape, rng.random() < keep_prob)",
        },
        ("drops_units_independently",),
        "A single random number decides for a whole layer.",
        OWN_NUMBER,
    ),
    forward(
        "exactly_a_share",
        {
            D1: "D1 = (rng.permutation(Z1.size) < keep_prob * Z1.size).reshape(Z1.shape)",
            D2: "D2 = (rng.permutation(Z2.size) < keep_prob * Z2.size).reshape(Z2.shape)",
        },
        ("drops_units_independently",),
        "The same number of units is kept in every call, so the units are not independent: if one"
        " is kept, another is a little more likely to be dropped.",
        "Toss a coin for each unit.",
    ),
    forward(
        "input_dropped",
        {FIRST: "    X = X * (rng.random(X.shape) < keep_prob) / keep_prob\n" + FIRST},
        SCALE,
        "Elements of X are dropped as well. Here dropout is for the two hidden layers alone.",
        "With two inputs, a dropped one leaves an example that says next to nothing.",
    ),
    forward(
        "output_dropped",
        {SIGMOID: SIGMOID + "    A3 = A3 * (rng.random(A3.shape) < keep_prob) / keep_prob\n"},
        SCALE,
        "A3 is dropped as well. It is the answer, a probability, and is there for every example.",
        "Dropout is for the two hidden layers alone.",
    ),
    forward(
        "second_layer_not_dropped",
        {D2: "D2 = np.ones(Z2.shape, bool)", A2: "A2 = relu(Z2)"},
        ("drops_some_units", *SCALE),
        "Only the first hidden layer has dropout.",
        "The four steps are the same in each hidden layer.",
    ),
    forward(
        "mask_of_layer_1_for_both",
        {A2: "A2 = relu(Z2) * D1[np.arange(len(Z2)) % len(D1)] / keep_prob"},
        SCALE,
        "A2 is masked with D1, the mask of the other layer.",
        "D2 is drawn for A2.",
    ),
    forward(
        "both_masks_from_the_same_numbers",
        {D2: "D2 = np.random.default_rng(seed).random(Z2.shape) < keep_prob"},
        ("draws_the_two_masks_apart",),
        "The random numbers are seeded again before D2 is drawn, so that with a seed D1 and D2 are"
        " made of the same numbers.",
        "Seed once, at the top.",
    ),
    forward(
        "same_masks_every_call",
        {RNG: "rng = np.random.default_rng(1)"},
        ("draws_new_masks", "repeats_the_masks_of_a_seed"),
        "A constant seed decides the masks. They are then the same at every step of training, and"
        " what they drop is never trained at all.",
        "Use the argument seed, and only when it is there.",
    ),
    forward(
        "seed_ignored",
        {RNG: "rng = np.random.default_rng()"},
        ("repeats_the_masks_of_a_seed",),
        "The argument seed has no effect on the masks.",
        "The skeleton's rng obeys the seed; draw from it.",
    ),
    forward(
        "seed_zero_ignored",
        {RNG: "rng = np.random.default_rng(seed or None)"},
        ("repeats_the_masks_of_a_seed",),
        "A seed of 0 is taken for no seed, because 0 counts as false.",
        "Ask whether seed is None.",
    ),
)
