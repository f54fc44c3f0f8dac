"""Masks whose coins are not independent, or do not obey the seed."""

from checks import drops_units_independently, forward
from checks_dials import repeats_the_masks_of_a_seed
from misconceptions import DRAW

ONE_NUMBER_EACH = "Each unit of each example in each layer needs a random number of its own."
USE_RNG = "The skeleton's rng obeys the seed; draw from it."

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
    (
        "one_coin_for_two_units",
        DRAW.replace(
            "rng.random(A.shape)", "np.repeat(rng.random(A[::2].shape), 2, axis=0)[: len(A)]"
        ),
        "Two units that stand side by side share their random numbers.",
        ONE_NUMBER_EACH,
    ),
    (
        "an_exact_share_of_each_layer",
        DRAW.replace(
            "rng.random(A.shape) < keep_prob",
            "rng.permutation(A.size).reshape(A.shape) < round(keep_prob * A.size)",
        ),
        "Each mask keeps exactly the share keep_prob of a layer, so the units are not independent.",
        "How many units are kept is a matter of chance.",
    ),
):
    forward.misconception(
        name, replace={DRAW: draw}, fails=[drops_units_independently], message=message, hint=hint
    )

for name, seed, message, hint in (
    (
        "the_same_masks_without_a_seed",
        "0 if seed is None else seed",
        "Without a seed, every call has the masks of seed 0.",
        USE_RNG,
    ),
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
