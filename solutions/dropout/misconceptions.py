"""Wrong versions of dropout_forward that students write, each as a change of the reference.

``p`` is the probability of KEEPING a unit.
"""

from checks import (
    draws_a_new_mask,
    drops_some_units,
    drops_units_independently,
    forward,
    keeps_a_fraction_p,
    keeps_everything_when_p_is_1,
    leaves_its_arguments_alone,
    repeats_the_mask_of_a_seed,
    rescales_what_it_keeps,
    takes_any_number_of_dimensions,
    test_mode_does_nothing,
)

MASK = "mask = ((rng.random(x.shape) < p) / p).astype(x.dtype)"
TRAIN_OUT = "        out = x * mask\n"
TEST_OUT = "        out = x\n"
RNG = 'np.random.default_rng(dropout_param.get("seed"))'
OWN_NUMBER = "Each unit of each example needs a random number of its own."

forward.misconception(
    "p_is_drop_probability",
    replace={MASK: "mask = ((rng.random(x.shape) >= p) / (1 - p)).astype(x.dtype)"},
    fails=[keeps_a_fraction_p, keeps_everything_when_p_is_1],
    message="p is used as the probability of dropping a unit; here it is that of keeping one.",
    hint="In this course, as in cs231n, p = 1 drops nothing. (PyTorch means the opposite.)",
)
forward.misconception(
    "p_is_drop_probability_unscaled",
    replace={MASK: "mask = (rng.random(x.shape) >= p).astype(x.dtype)"},
    fails=[keeps_a_fraction_p, rescales_what_it_keeps, keeps_everything_when_p_is_1],
    message="p is used as the probability of dropping a unit, and kept units are not rescaled.",
    hint="p is the probability of keeping a unit; and what compensates for the dropped ones?",
)
forward.misconception(
    "keeps_the_wrong_side",
    replace={MASK: "mask = ((rng.random(x.shape) > p) / p).astype(x.dtype)"},
    fails=[keeps_a_fraction_p, rescales_what_it_keeps, keeps_everything_when_p_is_1],
    message="Units are kept when the random number is above p, which happens with probability"
    " 1 - p.",
    hint="How often is a uniform random number below p?",
)
forward.misconception(
    "normal_instead_of_uniform",
    replace={MASK: "mask = ((rng.standard_normal(x.shape) < p) / p).astype(x.dtype)"},
    fails=[keeps_a_fraction_p, rescales_what_it_keeps, keeps_everything_when_p_is_1],
    message="The random numbers are normally distributed (randn) where uniform ones (rand) are"
    " needed.",
    hint="For which distribution is P(draw < p) equal to p?",
)
forward.misconception(
    "compares_with_p_over_p",
    replace={MASK: "mask = (rng.random(x.shape) < p / p).astype(x.dtype)"},
    fails=[
        drops_some_units,
        drops_units_independently,
        keeps_a_fraction_p,
        rescales_what_it_keeps,
        draws_a_new_mask,
        repeats_the_mask_of_a_seed,
        takes_any_number_of_dimensions,
        keeps_everything_when_p_is_1,
        leaves_its_arguments_alone,
    ],
    message="Nothing is dropped. A possible reason: division binds more tightly than comparison,"
    " so rand < p / p compares with 1, which is always true.",
    hint="Which comparison drops a unit? Put it in parentheses before you divide.",
    reason="Its values are those of a layer that does nothing.",
)
forward.misconception(
    "p_has_no_effect",
    replace={MASK: "mask = ((rng.random(x.shape) < 0.5) * 2.0).astype(x.dtype)"},
    fails=[keeps_a_fraction_p, keeps_everything_when_p_is_1],
    message="Half of the units are kept, whatever p is.",
    hint="Take p from dropout_param.",
)
forward.misconception(
    "no_rescale",
    replace={MASK: "mask = (rng.random(x.shape) < p).astype(x.dtype)"},
    fails=[rescales_what_it_keeps],
    message="Kept units are passed on as they are, so on average out is smaller than x.",
    hint="Inverted dropout makes up for the dropped units while training.",
)
forward.misconception(
    "scaled_twice",
    replace={TRAIN_OUT: "        out = x * mask / p\n"},
    fails=[rescales_what_it_keeps],
    message="Kept units are divided by p twice.",
    hint="One division makes up for the dropped units; the second one is too much.",
)
forward.misconception(
    "multiplied_by_p",
    replace={MASK: "mask = ((rng.random(x.shape) < p) * p).astype(x.dtype)"},
    fails=[rescales_what_it_keeps],
    message="Kept units are multiplied by p, which makes the mean even smaller; divide by p"
    " instead.",
)
forward.misconception(
    "scaled_by_drop_probability",
    replace={MASK: "mask = ((rng.random(x.shape) < p) / (1 - p)).astype(x.dtype)"},
    fails=[rescales_what_it_keeps, keeps_everything_when_p_is_1],
    message="Kept units are divided by 1 - p, the probability of dropping, where they should be"
    " divided by the probability of keeping.",
)
forward.misconception(
    "scaled_by_the_share_kept",
    replace={
        MASK: "keep = rng.random(x.shape) < p\n"
        "        mask = (keep / max(keep.mean(), 1e-9)).astype(x.dtype)"
    },
    fails=[rescales_what_it_keeps],
    message="Kept units are divided by the share that happened to be kept this time. Inverted"
    " dropout divides by p, which is the same in every call.",
    hint="Suppose that one call keeps no unit. By which number do you divide then?",
)
forward.misconception(
    "one_mask_per_example",
    replace={
        MASK: "mask = ((rng.random((len(x),) + (1,) * (x.ndim - 1)) < p) / p).astype(x.dtype)"
    },
    fails=[drops_units_independently],
    message="One random number is drawn for each example, so all its units are kept or dropped"
    " together.",
    hint=OWN_NUMBER,
)
for name, wrong, message in (
    (
        "one_mask_for_all_examples",
        "mask = ((rng.random((1,) + x.shape[1:]) < p) / p).astype(x.dtype)",
        "One mask is drawn and used for every example of the batch.",
    ),
    (
        "one_draw_for_the_batch",
        "mask = np.full(x.shape, (rng.random() < p) / p, x.dtype)",
        "A single random number decides for the whole batch.",
    ),
    (
        "neighbours_share_their_fate",
        "draw = np.repeat(rng.random((x.size + 1) // 2), 2)[: x.size].reshape(x.shape)\n"
        "        mask = ((draw < p) / p).astype(x.dtype)",
        "Neighbouring units share a random number.",
    ),
    (
        "second_half_mirrors_the_first",
        "draw = rng.random((x.size + 1) // 2)\n"
        "        draw = np.concatenate([draw, draw[::-1]])[: x.size].reshape(x.shape)\n"
        "        mask = ((draw < p) / p).astype(x.dtype)",
        "Half as many random numbers are drawn as there are units, and each decides on two.",
    ),
):
    forward.misconception(
        name,
        replace={MASK: wrong},
        fails=[drops_units_independently],
        message=message,
        hint=OWN_NUMBER,
    )
forward.misconception(
    "exactly_a_share_p",
    replace={
        MASK: "mask = np.zeros(x.size)\n"
        "        mask[rng.permutation(x.size)[: round(p * x.size)]] = 1 / p\n"
        "        mask = mask.reshape(x.shape).astype(x.dtype)"
    },
    fails=[drops_units_independently],
    message="Exactly the same number of units is kept in every call, so the units are not"
    " independent: if one is kept, another is a little more likely to be dropped.",
    hint="Toss a coin for each unit.",
)
forward.misconception(
    "two_dimensions_only",
    replace={
        MASK: "rows, columns = x.shape\n        "
        "mask = ((rng.random((rows, columns)) < p) / p).astype(x.dtype)"
    },
    fails=[takes_any_number_of_dimensions],
    message="The mask is drawn for inputs of two dimensions only.",
    hint="x.shape is a tuple that can be used as a whole.",
)
forward.misconception(
    "two_axes_by_hand",
    replace={MASK: "mask = ((rng.random((x.shape[0], x.shape[1])) < p) / p).astype(x.dtype)"},
    fails=[takes_any_number_of_dimensions],
    message="The mask is drawn for x.shape[0] and x.shape[1], so x must have two dimensions.",
    hint="x.shape is a tuple that can be used as a whole.",
)
forward.misconception(
    "scales_at_test_time_as_well",
    replace={TEST_OUT: "        out = x * p\n"},
    fails=[test_mode_does_nothing],
    message="x is multiplied by p at test time. That belongs to plain dropout; inverted dropout has"
    " rescaled during training already.",
)
forward.misconception(
    "scales_at_test_time_instead",
    replace={
        MASK: "mask = (rng.random(x.shape) < p).astype(x.dtype)",
        TEST_OUT: "        out = x * p\n",
    },
    fails=[test_mode_does_nothing, rescales_what_it_keeps],
    message="This is plain dropout: nothing is rescaled in training, and x is multiplied by p at"
    " test time. Inverted dropout does it the other way round.",
    hint="Move the rescaling from test time to training.",
)
forward.misconception(
    "divides_at_test_time",
    replace={TEST_OUT: "        out = x / p\n"},
    fails=[test_mode_does_nothing],
    message="x is divided by p at test time, although no unit is dropped then.",
)
forward.misconception(
    "multiplies_by_the_drop_probability_at_test_time",
    replace={TEST_OUT: "        out = x * (1 - p)\n"},
    fails=[test_mode_does_nothing],
    message="x is multiplied by 1 - p at test time. Inverted dropout changes nothing at test time.",
)
forward.misconception(
    "drops_at_test_time",
    replace={TEST_OUT: f"        {MASK}\n        out = x * mask\n"},
    fails=[test_mode_does_nothing],
    message="Units are dropped in test mode too.",
    hint="At test time the net should use all its units.",
)
forward.misconception(
    "modes_swapped",
    replace={
        'if mode == "train"': 'if mode == "test"',
        'elif mode == "test"': 'elif mode == "train"',
    },
    fails=[test_mode_does_nothing, drops_some_units],
    message="The two modes are swapped: units are dropped in test mode and not in train mode.",
)
forward.misconception(
    "same_mask_every_call",
    replace={RNG: "np.random.default_rng(0)"},
    fails=[draws_a_new_mask, repeats_the_mask_of_a_seed],
    message="The mask is not new in every call. A possible reason: a constant seed.",
    hint="Take the seed from dropout_param, and only when it is there.",
)
forward.misconception(
    "seed_ignored",
    replace={RNG: "np.random.default_rng()"},
    fails=[repeats_the_mask_of_a_seed],
    message="The seed in dropout_param has no effect on the mask.",
    hint="The skeleton's rng uses the seed; draw from it.",
)
forward.misconception(
    "seed_zero_ignored",
    replace={'dropout_param.get("seed")': 'dropout_param.get("seed") or None'},
    fails=[repeats_the_mask_of_a_seed],
    message="A seed of 0 is treated like no seed, because 0 counts as false.",
    hint="Ask whether the key is there, or whether the value is None.",
)
forward.misconception(
    "overwrites_x",
    replace={TRAIN_OUT: "        x *= mask\n        out = x\n"},
    fails=[leaves_its_arguments_alone],
    message="x is multiplied in place, so the caller's array changes too.",
    hint="Operators such as *= write into the array itself; give the product a new name.",
)
forward.misconception(
    "mask_kept_in_dropout_param",
    replace={TRAIN_OUT: '        dropout_param["mask"] = mask\n' + TRAIN_OUT},
    fails=[leaves_its_arguments_alone],
    message="The mask is stored in dropout_param. A net gives the same dictionary to all its"
    " layers, so each layer would overwrite the mask of the one before.",
    hint="Store the mask in the cache.",
)
