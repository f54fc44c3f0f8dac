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
from common_texts import FIRST, OWN_NUMBER, RNG, SAME_STEPS, SIGMOID, hidden

from autograder import Message

forward.misconception(
    "keep_prob_drops",
    replace=hidden(D="rng.random(Z{i}.shape) > keep_prob"),
    fails=[drops_nothing_when_keep_prob_is_1, keeps_a_fraction_keep_prob],
    message="A unit is kept when its number is above keep_prob, which happens with probability"
    " 1 - keep_prob.",
    hint="How often is a uniform random number below keep_prob?",
)
forward.misconception(
    "one_layer_keeps_the_wrong_side",
    replace=hidden([2], D="rng.random(Z{i}.shape) > keep_prob"),
    fails=[drops_nothing_when_keep_prob_is_1, keeps_a_fraction_keep_prob],
    message="Layer 2 keeps a unit when its number is above keep_prob, layer 1 when it is below.",
)
forward.misconception(
    "keep_prob_is_drop_prob",
    replace=hidden(
        D="rng.random(Z{i}.shape) >= keep_prob", A="relu(Z{i}) * D{i} / (1 - keep_prob)"
    ),
    fails=[
        drops_nothing_when_keep_prob_is_1,
        keeps_a_fraction_keep_prob,
        divides_what_it_keeps_by_keep_prob,
    ],
    message="keep_prob is used as the probability of dropping a unit; its name says what it is.",
    hint="With keep_prob = 1 nothing is dropped. (PyTorch's p means the opposite.)",
)
forward.misconception(
    "normal_instead_of_uniform",
    replace=hidden(D="rng.standard_normal(Z{i}.shape) < keep_prob"),
    fails=[drops_nothing_when_keep_prob_is_1, keeps_a_fraction_keep_prob],
    message="The random numbers are normally distributed (randn) where uniform ones (rand) are"
    " needed.",
    hint="For which distribution is P(draw < keep_prob) equal to keep_prob?",
)
forward.misconception(
    "keeps_with_the_square",
    replace=hidden(D="(rng.random(Z{i}.shape) < keep_prob) & (rng.random(Z{i}.shape) < keep_prob)"),
    fails=[keeps_a_fraction_keep_prob],
    message="A unit has to pass the threshold twice, so it is kept with probability keep_prob"
    " squared.",
)
forward.misconception(
    "always_one_half",
    replace=hidden(D="rng.random(Z{i}.shape) < 0.5"),
    fails=[drops_nothing_when_keep_prob_is_1, keeps_a_fraction_keep_prob],
    message="The threshold is 0.5, whatever keep_prob is.",
)
forward.misconception(
    "nothing_divided",
    replace=hidden(A="relu(Z{i}) * D{i}"),
    fails=[divides_what_it_keeps_by_keep_prob],
    message="The fourth step is missing: kept units are passed on as they are, so on average A is"
    " only keep_prob times what it was.",
    hint="Divide what is kept by keep_prob.",
)
for name, layer, other in (("only_layer_1_divided", 1, 2), ("only_layer_2_divided", 2, 1)):
    text = "A{layer} is divided by keep_prob, and A{other} is not."
    forward.misconception(
        name,
        replace=hidden([other], A="relu(Z{i}) * D{i}"),
        fails=[divides_what_it_keeps_by_keep_prob],
        message=Message(text, layer=layer, other=other),
        hint=SAME_STEPS,
    )
forward.misconception(
    "divided_twice",
    replace=hidden(A="relu(Z{i}) * (D{i} / keep_prob) / keep_prob"),
    fails=[divides_what_it_keeps_by_keep_prob],
    message="Kept units are divided by keep_prob twice.",
    hint="One division makes up for the dropped units; the second one is too much.",
)
forward.misconception(
    "multiplied_by_keep_prob",
    replace=hidden(A="relu(Z{i}) * D{i} * keep_prob"),
    fails=[divides_what_it_keeps_by_keep_prob],
    message="Kept units are multiplied by keep_prob, which makes the mean even smaller.",
    hint="What has to be done to them so that the mean stays what it was?",
)
forward.misconception(
    "divided_by_the_drop_probability",
    replace=hidden(A="relu(Z{i}) * D{i} / max(1 - keep_prob, 1e-12)"),
    fails=[drops_nothing_when_keep_prob_is_1, divides_what_it_keeps_by_keep_prob],
    message="Kept units are divided by 1 - keep_prob, the probability of dropping.",
)
forward.misconception(
    "divided_by_the_share_kept",
    replace=hidden(A="relu(Z{i}) * D{i} / max(D{i}.mean(), 1e-12)"),
    fails=[divides_what_it_keeps_by_keep_prob],
    message="Kept units are divided by the share that happened to be kept. It is keep_prob only on"
    " average; the mean over masks comes out right with keep_prob itself.",
)

for name, mask, message in (
    (
        "one_mask_for_all_examples",
        "(rng.random((len(Z{i}), 1)) < keep_prob) & np.ones(Z{i}.shape, bool)",
        "One mask is drawn and used for every example of the batch.",
    ),
    (
        "one_number_per_example",
        "(rng.random((1, Z{i}.shape[1])) < keep_prob) & np.ones(Z{i}.shape, bool)",
        "One random number is drawn for each example, so all units of a layer are kept or dropped"
        " together.",
    ),
    (
        "one_number_for_the_layer",
        "np.full(Z{i}.shape, rng.random() < keep_prob)",
        "A single random number decides for a whole layer.",
    ),
):
    forward.misconception(
        name,
        replace=hidden(D=mask),
        fails=[drops_units_independently],
        message=message,
        hint=OWN_NUMBER,
    )
forward.misconception(
    "exactly_a_share",
    replace=hidden(D="(rng.permutation(Z{i}.size) < keep_prob * Z{i}.size).reshape(Z{i}.shape)"),
    fails=[drops_units_independently],
    message="The same number of units is kept in every call, so the units are not independent: if"
    " one is kept, another is a little more likely to be dropped.",
    hint="Toss a coin for each unit.",
)
forward.misconception(
    "input_dropped",
    replace={FIRST: "    X = X * (rng.random(X.shape) < keep_prob) / keep_prob\n" + FIRST},
    fails=[divides_what_it_keeps_by_keep_prob],
    message="Elements of X are dropped as well. Here dropout is for the two hidden layers alone.",
    hint="With two inputs, little is left of an example when one of them is dropped.",
)
forward.misconception(
    "output_dropped",
    replace={SIGMOID: SIGMOID + "    A3 = A3 * (rng.random(A3.shape) < keep_prob) / keep_prob\n"},
    fails=[divides_what_it_keeps_by_keep_prob],
    message="A3 is dropped as well. It is the output, a probability, and every example needs it.",
    hint="Dropout is for the two hidden layers alone.",
)
forward.misconception(
    "second_layer_not_dropped",
    replace=hidden([2], D="np.ones(Z{i}.shape, bool)", A="relu(Z{i})"),
    fails=[drops_some_units, divides_what_it_keeps_by_keep_prob],
    message="Only the first hidden layer has dropout.",
    hint=SAME_STEPS,
)
forward.misconception(
    "mask_of_layer_1_for_both",
    replace=hidden([2], A="relu(Z{i}) * D1[np.arange(len(Z2)) % len(D1)] / keep_prob"),
    fails=[divides_what_it_keeps_by_keep_prob],
    message="A2 is masked with D1, the mask of the other layer.",
    hint="D2 is drawn for A2.",
)
forward.misconception(
    "both_masks_from_the_same_numbers",
    replace=hidden([2], D="np.random.default_rng(seed).random(Z{i}.shape) < keep_prob"),
    fails=[draws_the_two_masks_apart],
    message="The random numbers are seeded again before D2 is drawn, so with a seed D1 and D2 are"
    " made of the same numbers.",
    hint="Seed once, at the top.",
)
forward.misconception(
    "same_masks_every_call",
    replace={RNG: "rng = np.random.default_rng(1)"},
    fails=[draws_new_masks, repeats_the_masks_of_a_seed],
    message="A constant seed decides the masks. They are then the same at every step of training,"
    " and what they drop is never trained at all.",
    hint="Use the argument seed, and only when it is there.",
)
forward.misconception(
    "seed_ignored",
    replace={RNG: "rng = np.random.default_rng()"},
    fails=[repeats_the_masks_of_a_seed],
    message="The argument seed has no effect on the masks.",
    hint="The skeleton's rng uses the seed; draw from it.",
)
forward.misconception(
    "seed_zero_ignored",
    replace={RNG: "rng = np.random.default_rng(seed or None)"},
    fails=[repeats_the_masks_of_a_seed],
    message="A seed of 0 is treated like no seed, because 0 counts as false.",
    hint="Ask whether seed is None.",
)
