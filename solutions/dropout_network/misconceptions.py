"""Wrong ways to draw the masks and to rescale, each as a change of the reference.

``keep_prob`` is the probability of KEEPING a unit.
"""

from checks import (
    draws_new_masks,
    draws_the_two_masks_apart,
    drops_nothing_when_keep_prob_is_1,
    drops_some_units,
    drops_units_independently,
    forward,
    keeps_a_fraction_keep_prob,
    keeps_the_mean_of_a_layer,
    puts_its_masks_in_the_cache,
    repeats_the_masks_of_a_seed,
)
from checks_cache import (
    caches_what_the_next_layer_was_given,
    leaves_its_arguments_alone,
    works_at_any_width,
)
from common_texts import OWN_NUMBER, RNG, SAME_STEPS, hidden

from autograder import Message

OF_DROPOUT = [  # what cannot be seen of a net without
    drops_some_units,
    drops_nothing_when_keep_prob_is_1,
    drops_units_independently,
    keeps_a_fraction_keep_prob,
    keeps_the_mean_of_a_layer,
    draws_new_masks,
    repeats_the_masks_of_a_seed,
    draws_the_two_masks_apart,
    puts_its_masks_in_the_cache,
    caches_what_the_next_layer_was_given,
    works_at_any_width,
    leaves_its_arguments_alone,
]

forward.misconception(
    "keep_prob_drops",
    replace=hidden(D="rng.random(Z{i}.shape) > keep_prob"),
    fails=[
        drops_nothing_when_keep_prob_is_1,
        keeps_a_fraction_keep_prob,
        keeps_the_mean_of_a_layer,
    ],
    message="A unit is kept when its number is above keep_prob, which happens with probability"
    " 1 - keep_prob.",
    hint="How often is a uniform random number below keep_prob?",
)
forward.misconception(
    "one_layer_keeps_the_wrong_side",
    replace=hidden([2], D="rng.random(Z{i}.shape) > keep_prob"),
    fails=[
        drops_nothing_when_keep_prob_is_1,
        keeps_a_fraction_keep_prob,
        keeps_the_mean_of_a_layer,
    ],
    message="Layer 2 keeps a unit when its number is above keep_prob, layer 1 when it is below.",
)
forward.misconception(
    "keep_prob_is_drop_prob",
    replace=hidden(
        D="rng.random(Z{i}.shape) >= keep_prob", A="relu(Z{i}) * D{i} / (1 - keep_prob)"
    ),
    fails=[drops_nothing_when_keep_prob_is_1, keeps_a_fraction_keep_prob],
    message="keep_prob is used as the probability of dropping a unit; its name says what it is.",
    hint="With keep_prob = 1 nothing is dropped. (PyTorch's p means the opposite.)",
)
forward.misconception(
    "normal_instead_of_uniform",
    replace=hidden(D="rng.standard_normal(Z{i}.shape) < keep_prob"),
    fails=[
        drops_nothing_when_keep_prob_is_1,
        keeps_a_fraction_keep_prob,
        keeps_the_mean_of_a_layer,
    ],
    message="The random numbers are normally distributed (randn) where uniform ones (rand) are"
    " needed.",
    hint="For which distribution is P(draw < keep_prob) equal to keep_prob?",
)
forward.misconception(
    "keeps_with_the_square",
    replace=hidden(D="(rng.random(Z{i}.shape) < keep_prob) & (rng.random(Z{i}.shape) < keep_prob)"),
    fails=[keeps_a_fraction_keep_prob, keeps_the_mean_of_a_layer],
    message="A unit has to pass the threshold twice, so it is kept with probability keep_prob"
    " squared.",
)
forward.misconception(
    "always_one_half",
    replace=hidden(D="rng.random(Z{i}.shape) < 0.5"),
    fails=[
        drops_nothing_when_keep_prob_is_1,
        keeps_a_fraction_keep_prob,
        keeps_the_mean_of_a_layer,
    ],
    message="The threshold is 0.5, whatever keep_prob is.",
)
forward.misconception(
    "nothing_divided",
    replace=hidden(A="relu(Z{i}) * D{i}"),
    fails=[keeps_the_mean_of_a_layer],
    message="The fourth step is missing: kept units are passed on as they are, so on average A is"
    " only keep_prob times what it was.",
    hint="Divide what is kept by keep_prob.",
)
for name, layer, other in (("only_layer_1_divided", 1, 2), ("only_layer_2_divided", 2, 1)):
    text = "A{layer} is divided by keep_prob, and A{other} is not."
    forward.misconception(
        name,
        replace=hidden([other], A="relu(Z{i}) * D{i}"),
        fails=[keeps_the_mean_of_a_layer],
        message=Message(text, layer=layer, other=other),
        hint=SAME_STEPS,
    )
forward.misconception(
    "divided_twice",
    replace=hidden(A="relu(Z{i}) * (D{i} / keep_prob) / keep_prob"),
    fails=[keeps_the_mean_of_a_layer],
    message="Kept units are divided by keep_prob twice.",
    hint="One division makes up for the dropped units; the second one is too much.",
)
forward.misconception(
    "multiplied_by_keep_prob",
    replace=hidden(A="relu(Z{i}) * D{i} * keep_prob"),
    fails=[keeps_the_mean_of_a_layer],
    message="Kept units are multiplied by keep_prob, which makes the mean even smaller.",
    hint="What has to be done to them so that the mean stays what it was?",
)
forward.misconception(
    "divided_by_the_drop_probability",
    replace=hidden(A="relu(Z{i}) * D{i} / max(1 - keep_prob, 1e-12)"),
    fails=[drops_nothing_when_keep_prob_is_1, keeps_the_mean_of_a_layer],
    message="Kept units are divided by 1 - keep_prob, the probability of dropping.",
)
forward.misconception(
    "divided_by_the_share_kept",
    replace=hidden(A="relu(Z{i}) * D{i} / max(D{i}.mean(), 1e-12)"),
    fails=[keeps_the_mean_of_a_layer],
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
    "second_layer_not_dropped",
    replace=hidden([2], D="np.ones(Z{i}.shape, bool)", A="relu(Z{i})"),
    fails=[drops_some_units, keeps_a_fraction_keep_prob, draws_the_two_masks_apart],
    message="Only the first hidden layer has dropout.",
    hint=SAME_STEPS,
)
forward.misconception(
    "mask_of_layer_1_for_both",
    replace=hidden([2], A="relu(Z{i}) * D1[np.arange(len(Z2)) % len(D1)] / keep_prob"),
    fails=[draws_the_two_masks_apart, puts_its_masks_in_the_cache],
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
    message="The masks are the same in every call, whatever the seed: at every step of training,"
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
forward.misconception(
    "nothing_is_dropped",
    replace=hidden(D="rng.random(Z{i}.shape) < keep_prob / keep_prob"),
    fails=OF_DROPOUT,
    message="Every unit is kept: all random numbers are below the threshold.",
    hint="Look at the threshold, and at its parentheses.",
    reason="What it computes is the net without dropout, which reglab.columns has.",
)
forward.misconception(
    "masks_not_applied",
    replace=hidden(A="relu(Z{i}) / keep_prob"),
    fails=OF_DROPOUT,
    message="The masks are drawn and put into the cache, but A is not multiplied by them.",
    hint="The third of the four steps is to apply the mask.",
    reason="What it computes is the net without dropout, beside arrays that nothing depends on.",
)
forward.misconception(
    "second_mask_not_applied",
    replace=hidden([2], A="relu(Z{i}) / keep_prob"),
    fails=[
        drops_some_units,
        keeps_a_fraction_keep_prob,
        keeps_the_mean_of_a_layer,
        draws_the_two_masks_apart,
        puts_its_masks_in_the_cache,
    ],
    message="D2 is drawn and not applied to A2.",
    hint=SAME_STEPS,
)
forward.misconception(
    "one_share_for_each_example",
    replace=hidden(
        D="(rng.random(Z{i}.shape).argsort(0).argsort(0) + rng.random()) / len(Z{i}) < keep_prob"
    ),
    fails=[drops_units_independently],
    message="Nearly the same number of units is kept in every example, so the units of an example"
    " are not independent.",
    hint="Toss a coin for each unit.",
)
forward.misconception(
    "one_mask_for_both_halves",
    replace=hidden(
        D="np.tile(rng.random((len(Z{i}), -(-Z{i}.shape[1] // 2))), 2)[:, : Z{i}.shape[1]]"
        " < keep_prob"
    ),
    fails=[drops_units_independently],
    message="The second half of the examples has the masks of the first half.",
    hint=OWN_NUMBER,
)
forward.misconception(
    "pasted_with_its_seed",
    replace={
        "keep_prob=0.5, seed=None": "keep_prob=0.5",
        RNG: "np.random.seed(1)\n    rng = np.random",
    }
    | hidden(D="np.random.rand(Z{i}.shape[0], Z{i}.shape[1]) < keep_prob"),
    fails=[draws_new_masks, repeats_the_masks_of_a_seed],
    message="The function takes no argument seed, and sets one constant seed itself: every call"
    " drops the same units.",
    hint="In this kit the caller chooses the seed; see the docstring.",
)
