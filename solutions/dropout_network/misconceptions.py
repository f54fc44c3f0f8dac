"""Wrong ways to draw the masks and to rescale, each as a change of the reference.

``keep_prob`` is the probability of KEEPING a unit.
"""

from checks import (
    divides_what_it_keeps_by_keep_prob,
    draws_new_masks,
    draws_the_two_masks_apart,
    drops_nothing_when_keep_prob_is_1,
    drops_some_units,
    drops_units_independently,
    forward,
    keeps_a_fraction_keep_prob,
    repeats_the_masks_of_a_seed,
)
from common_texts import A1, A2, D1, D2, FIRST, OWN_NUMBER, RNG, SIGMOID

forward.misconception(
    "keep_prob_drops",
    replace={
        D1: "D1 = rng.random(Z1.shape) > keep_prob",
        D2: "D2 = rng.random(Z2.shape) > keep_prob",
    },
    fails=[drops_nothing_when_keep_prob_is_1, keeps_a_fraction_keep_prob],
    message=(
        "A unit is kept when its number is above keep_prob, which happens with probability"
        " 1 - keep_prob."
    ),
    hint="How often is a uniform random number below keep_prob?",
)

forward.misconception(
    "one_layer_keeps_the_wrong_side",
    replace={D2: "D2 = rng.random(Z2.shape) > keep_prob"},
    fails=[drops_nothing_when_keep_prob_is_1, keeps_a_fraction_keep_prob],
    message="Layer 2 keeps a unit when its number is above keep_prob, layer 1 when it is below.",
)

forward.misconception(
    "keep_prob_is_drop_prob",
    replace={
        D1: "D1 = rng.random(Z1.shape) >= keep_prob",
        D2: "D2 = rng.random(Z2.shape) >= keep_prob",
        A1: "A1 = relu(Z1) * D1 / (1 - keep_prob)",
        A2: "A2 = relu(Z2) * D2 / (1 - keep_prob)",
    },
    fails=[
        drops_nothing_when_keep_prob_is_1,
        keeps_a_fraction_keep_prob,
        divides_what_it_keeps_by_keep_prob,
    ],
    message="keep_prob is taken for the probability of dropping a unit; its name says what it is.",
    hint="With keep_prob = 1 nothing is dropped. (PyTorch's p means the opposite.)",
)

forward.misconception(
    "normal_instead_of_uniform",
    replace={
        D1: "D1 = rng.standard_normal(Z1.shape) < keep_prob",
        D2: "D2 = rng.standard_normal(Z2.shape) < keep_prob",
    },
    fails=[drops_nothing_when_keep_prob_is_1, keeps_a_fraction_keep_prob],
    message=(
        "The random numbers are normally distributed (randn) where uniform ones (rand) are needed."
    ),
    hint="For which distribution is P(draw < keep_prob) equal to keep_prob?",
)

forward.misconception(
    "keeps_with_the_square",
    replace={
        D1: "D1 = (rng.random(Z1.shape) < keep_prob) & (rng.random(Z1.shape) < keep_prob)",
        D2: "D2 = (rng.random(Z2.shape) < keep_prob) & (rng.random(Z2.shape) < keep_prob)",
    },
    fails=[keeps_a_fraction_keep_prob],
    message=(
        "A unit has to pass the threshold twice, so that it is kept with probability keep_prob"
        " squared."
    ),
)

forward.misconception(
    "always_one_half",
    replace={
        D1: "D1 = rng.random(Z1.shape) < 0.5",
        D2: "D2 = rng.random(Z2.shape) < 0.5",
    },
    fails=[drops_nothing_when_keep_prob_is_1, keeps_a_fraction_keep_prob],
    message="The threshold is 0.5, whatever keep_prob is.",
)

forward.misconception(
    "nothing_divided",
    replace={A1: "A1 = relu(Z1) * D1", A2: "A2 = relu(Z2) * D2"},
    fails=[divides_what_it_keeps_by_keep_prob],
    message=(
        "The fourth step is missing: kept units are passed on as they are, so that on average A is"
        " only keep_prob times what it was."
    ),
    hint="Divide what is kept by keep_prob.",
)

forward.misconception(
    "only_layer_1_divided",
    replace={A2: "A2 = relu(Z2) * D2"},
    fails=[divides_what_it_keeps_by_keep_prob],
    message="A1 is divided by keep_prob, and A2 is not.",
    hint="The four steps are the same in each hidden layer.",
)

forward.misconception(
    "only_layer_2_divided",
    replace={A1: "A1 = relu(Z1) * D1"},
    fails=[divides_what_it_keeps_by_keep_prob],
    message="A2 is divided by keep_prob, and A1 is not.",
    hint="The four steps are the same in each hidden layer.",
)

forward.misconception(
    "divided_twice",
    replace={
        A1: "A1 = relu(Z1) * (D1 / keep_prob) / keep_prob",
        A2: "A2 = relu(Z2) * (D2 / keep_prob) / keep_prob",
    },
    fails=[divides_what_it_keeps_by_keep_prob],
    message="Kept units are divided by keep_prob twice.",
    hint="One division makes up for the dropped units; the second one is too much.",
)

forward.misconception(
    "multiplied_by_keep_prob",
    replace={A1: "A1 = relu(Z1) * D1 * keep_prob", A2: "A2 = relu(Z2) * D2 * keep_prob"},
    fails=[divides_what_it_keeps_by_keep_prob],
    message="Kept units are multiplied by keep_prob, which makes the mean smaller still.",
    hint="What has to be done to them so that the mean stays what it was?",
)

forward.misconception(
    "divided_by_the_drop_probability",
    replace={
        A1: "A1 = relu(Z1) * D1 / max(1 - keep_prob, 1e-12)",
        A2: "A2 = relu(Z2) * D2 / max(1 - keep_prob, 1e-12)",
    },
    fails=[drops_nothing_when_keep_prob_is_1, divides_what_it_keeps_by_keep_prob],
    message="Kept units are divided by 1 - keep_prob, the probability of dropping.",
)

forward.misconception(
    "divided_by_the_share_kept",
    replace={
        A1: "A1 = relu(Z1) * D1 / max(D1.mean(), 1e-12)",
        A2: "A2 = relu(Z2) * D2 / max(D2.mean(), 1e-12)",
    },
    fails=[divides_what_it_keeps_by_keep_prob],
    message=(
        "Kept units are divided by the share that happened to be kept. It is keep_prob only on"
        " average; the mean over masks comes out right with keep_prob itself."
    ),
)

forward.misconception(
    "one_mask_for_all_examples",
    replace={
        D1: "D1 = (rng.random((len(Z1), 1)) < keep_prob) & np.ones(Z1.shape, bool)",
        D2: "D2 = (rng.random((len(Z2), 1)) < keep_prob) & np.ones(Z2.shape, bool)",
    },
    fails=[drops_units_independently],
    message="One mask is drawn and used for every example of the batch.",
    hint=OWN_NUMBER,
)

forward.misconception(
    "one_number_per_example",
    replace={
        D1: "D1 = (rng.random((1, Z1.shape[1])) < keep_prob) & np.ones(Z1.shape, bool)",
        D2: "D2 = (rng.random((1, Z2.shape[1])) < keep_prob) & np.ones(Z2.shape, bool)",
    },
    fails=[drops_units_independently],
    message=(
        "One random number is drawn for each example, so that all units of a layer share its fate."
    ),
    hint=OWN_NUMBER,
)

forward.misconception(
    "one_number_for_the_layer",
    replace={
        D1: "D1 = np.full(Z1.shape, rng.random() < keep_prob)",
        D2: "D2 = np.full(Z2.shape, rng.random() < keep_prob)",
    },
    fails=[drops_units_independently],
    message="A single random number decides for a whole layer.",
    hint=OWN_NUMBER,
)

forward.misconception(
    "exactly_a_share",
    replace={
        D1: "D1 = (rng.permutation(Z1.size) < keep_prob * Z1.size).reshape(Z1.shape)",
        D2: "D2 = (rng.permutation(Z2.size) < keep_prob * Z2.size).reshape(Z2.shape)",
    },
    fails=[drops_units_independently],
    message=(
        "The same number of units is kept in every call, so the units are not independent: if one"
        " is kept, another is a little more likely to be dropped."
    ),
    hint="Toss a coin for each unit.",
)

forward.misconception(
    "input_dropped",
    replace={FIRST: "    X = X * (rng.random(X.shape) < keep_prob) / keep_prob\n" + FIRST},
    fails=[divides_what_it_keeps_by_keep_prob],
    message="Elements of X are dropped as well. Here dropout is for the two hidden layers alone.",
    hint="With two inputs, a dropped one leaves an example that says next to nothing.",
)

forward.misconception(
    "output_dropped",
    replace={SIGMOID: SIGMOID + "    A3 = A3 * (rng.random(A3.shape) < keep_prob) / keep_prob\n"},
    fails=[divides_what_it_keeps_by_keep_prob],
    message=(
        "A3 is dropped as well. It is the answer, a probability, and is there for every example."
    ),
    hint="Dropout is for the two hidden layers alone.",
)

forward.misconception(
    "second_layer_not_dropped",
    replace={D2: "D2 = np.ones(Z2.shape, bool)", A2: "A2 = relu(Z2)"},
    fails=[drops_some_units, divides_what_it_keeps_by_keep_prob],
    message="Only the first hidden layer has dropout.",
    hint="The four steps are the same in each hidden layer.",
)

forward.misconception(
    "mask_of_layer_1_for_both",
    replace={A2: "A2 = relu(Z2) * D1[np.arange(len(Z2)) % len(D1)] / keep_prob"},
    fails=[divides_what_it_keeps_by_keep_prob],
    message="A2 is masked with D1, the mask of the other layer.",
    hint="D2 is drawn for A2.",
)

forward.misconception(
    "both_masks_from_the_same_numbers",
    replace={D2: "D2 = np.random.default_rng(seed).random(Z2.shape) < keep_prob"},
    fails=[draws_the_two_masks_apart],
    message=(
        "The random numbers are seeded again before D2 is drawn, so that with a seed D1 and D2 are"
        " made of the same numbers."
    ),
    hint="Seed once, at the top.",
)

forward.misconception(
    "same_masks_every_call",
    replace={RNG: "rng = np.random.default_rng(1)"},
    fails=[draws_new_masks, repeats_the_masks_of_a_seed],
    message=(
        "A constant seed decides the masks. They are then the same at every step of training, and"
        " what they drop is never trained at all."
    ),
    hint="Use the argument seed, and only when it is there.",
)

forward.misconception(
    "seed_ignored",
    replace={RNG: "rng = np.random.default_rng()"},
    fails=[repeats_the_masks_of_a_seed],
    message="The argument seed has no effect on the masks.",
    hint="The skeleton's rng obeys the seed; draw from it.",
)

forward.misconception(
    "seed_zero_ignored",
    replace={RNG: "rng = np.random.default_rng(seed or None)"},
    fails=[repeats_the_masks_of_a_seed],
    message="A seed of 0 is taken for no seed, because 0 counts as false.",
    hint="Ask whether seed is None.",
)
