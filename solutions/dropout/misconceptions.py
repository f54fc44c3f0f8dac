"""The wrong versions of dropout_forward that students write, each as a change of the reference.

``p`` is the probability of KEEPING a unit.
"""

from autograder import Misconception

MASK = "mask = ((rng.random(x.shape) < p) / p).astype(x.dtype)"
TRAIN_OUT = "        out = x * mask\n"
TEST_OUT = "        out = x\n"


def forward(name, edits, loses, says, hint=""):
    return Misconception(name, "dropout_forward", edits, loses, says, hint)


MISCONCEPTIONS = (
    forward(
        "no_rescale",
        {MASK: "mask = (rng.random(x.shape) < p).astype(x.dtype)"},
        ("rescales_what_it_keeps",),
        "Kept units are passed on as they are, so on average out is only p times x.",
        "Inverted dropout makes up for the dropped units while training.",
    ),
    forward(
        "p_is_drop_probability",
        {MASK: "mask = ((rng.random(x.shape) >= p) / (1 - p)).astype(x.dtype)"},
        ("keeps_a_fraction_p", "rescales_what_it_keeps", "keeps_everything_when_p_is_1"),
        "p is taken for the probability of dropping a unit; here it is that of keeping one.",
        "In this course, as in cs231n, p = 1 drops nothing. (PyTorch means the opposite.)",
    ),
    forward(
        "p_is_drop_probability_unscaled",
        {MASK: "mask = (rng.random(x.shape) >= p).astype(x.dtype)"},
        ("keeps_a_fraction_p", "rescales_what_it_keeps", "keeps_everything_when_p_is_1"),
        "p is taken for the probability of dropping a unit, and kept units are not rescaled.",
        "p is the probability of keeping a unit; and what makes up for the dropped ones?",
    ),
    forward(
        "keeps_the_wrong_side",
        {MASK: "mask = ((rng.random(x.shape) > p) / p).astype(x.dtype)"},
        ("keeps_a_fraction_p", "keeps_everything_when_p_is_1"),
        "Units are kept when the random number is above p, which happens with probability 1 - p.",
        "How often is a uniform random number below p?",
    ),
    forward(
        "compares_with_p_over_p",
        {MASK: "mask = (rng.random(x.shape) < p / p).astype(x.dtype)"},
        (
            "drops_some_units",
            "rescales_what_it_keeps",
            "blocks_dropped_units",
            "scales_like_the_forward_pass",
        ),
        "Nothing is dropped. One way to get there: division binds more tightly than comparison,"
        " so rand < p / p compares with 1, which is always true.",
        "Which comparison drops a unit? Put it in parentheses before you divide.",
    ),
    forward(
        "normal_instead_of_uniform",
        {MASK: "mask = ((rng.standard_normal(x.shape) < p) / p).astype(x.dtype)"},
        ("keeps_a_fraction_p", "keeps_everything_when_p_is_1"),
        "The random numbers are normally distributed (randn) where uniform ones (rand) are needed.",
        "For which distribution is P(draw < p) equal to p?",
    ),
    forward(
        "scaled_twice",
        {TRAIN_OUT: "        out = x * mask / p\n"},
        ("rescales_what_it_keeps",),
        "Kept units are divided by p twice.",
        "One division makes up for the dropped units; the second one is too much.",
    ),
    forward(
        "multiplied_by_p",
        {MASK: "mask = ((rng.random(x.shape) < p) * p).astype(x.dtype)"},
        ("rescales_what_it_keeps",),
        "Kept units are multiplied by p, which makes the mean smaller still; divide by p instead.",
    ),
    forward(
        "scaled_by_drop_probability",
        {MASK: "mask = ((rng.random(x.shape) < p) / (1 - p)).astype(x.dtype)"},
        ("rescales_what_it_keeps", "keeps_everything_when_p_is_1"),
        "Kept units are divided by 1 - p, the probability of dropping, where they should be"
        " divided by the probability of keeping.",
    ),
    forward(
        "one_mask_per_example",
        {MASK: "mask = ((rng.random((len(x),) + (1,) * (x.ndim - 1)) < p) / p).astype(x.dtype)"},
        ("drops_units_independently",),
        "One random number is drawn for each example, so that all its units share one fate.",
        "Each unit of each example needs a random number of its own.",
    ),
    forward(
        "one_mask_for_all_examples",
        {MASK: "mask = ((rng.random((1,) + x.shape[1:]) < p) / p).astype(x.dtype)"},
        ("drops_units_independently",),
        "One mask is drawn and used for every example of the batch.",
        "Each unit of each example needs a random number of its own.",
    ),
    forward(
        "one_draw_for_the_batch",
        {MASK: "mask = np.full(x.shape, (rng.random() < p) / p, x.dtype)"},
        ("drops_units_independently",),
        "A single random number decides for the whole batch.",
        "Each unit of each example needs a random number of its own.",
    ),
    forward(
        "two_dimensions_only",
        {
            MASK: "rows, columns = x.shape\n        "
            "mask = ((rng.random((rows, columns)) < p) / p).astype(x.dtype)"
        },
        ("takes_any_number_of_dimensions",),
        "The mask is drawn for inputs of two dimensions only.",
        "x.shape is a tuple that can be used as a whole.",
    ),
    forward(
        "scales_at_test_time_as_well",
        {TEST_OUT: "        out = x * p\n"},
        ("test_mode_does_nothing",),
        "x is multiplied by p at test time. That belongs to plain dropout; inverted dropout has"
        " rescaled during training already.",
    ),
    forward(
        "scales_at_test_time_instead",
        {
            MASK: "mask = (rng.random(x.shape) < p).astype(x.dtype)",
            TEST_OUT: "        out = x * p\n",
        },
        ("test_mode_does_nothing", "rescales_what_it_keeps"),
        "This is plain dropout: nothing is rescaled in training, and x is multiplied by p at test"
        " time. Inverted dropout does it the other way round.",
        "Move the rescaling from test time to training.",
    ),
    forward(
        "divides_at_test_time",
        {TEST_OUT: "        out = x / p\n"},
        ("test_mode_does_nothing",),
        "x is divided by p at test time, where nothing was dropped that would need making up for.",
    ),
    forward(
        "drops_at_test_time",
        {TEST_OUT: f"        {MASK}\n        out = x * mask\n"},
        ("test_mode_does_nothing",),
        "Units are dropped in test mode too.",
        "At test time the net should use everything it has learned.",
    ),
    forward(
        "overwrites_x",
        {TRAIN_OUT: "        x *= mask\n        out = x\n"},
        ("leaves_its_arguments_alone",),
        "x is multiplied in place, so the caller's array changes too.",
        "Operators such as *= write into the array itself; a new array costs one more name.",
    ),
    forward(
        "same_mask_every_call",
        {'np.random.default_rng(dropout_param.get("seed"))': "np.random.default_rng(0)"},
        ("draws_a_new_mask", "repeats_the_mask_of_a_seed"),
        "Something that is the same in every call decides the mask: a constant seed, for example.",
        "Take the seed from dropout_param, and only when it is there.",
    ),
    forward(
        "seed_ignored",
        {'np.random.default_rng(dropout_param.get("seed"))': "np.random.default_rng()"},
        ("repeats_the_mask_of_a_seed",),
        "The seed in dropout_param has no effect on the mask.",
        "The skeleton's rng obeys the seed; draw from it.",
    ),
    forward(
        "scaled_by_the_share_kept",
        {
            MASK: "keep = rng.random(x.shape) < p\n"
            "        mask = (keep / max(keep.mean(), 1e-9)).astype(x.dtype)"
        },
        ("rescales_what_it_keeps",),
        "Kept units are divided by the share that happened to be kept this time. Inverted dropout"
        " divides by p, which is the same in every call.",
        "If nothing happens to be kept, what would you divide by?",
    ),
    forward(
        "exactly_a_share_p",
        {
            MASK: "mask = np.zeros(x.size)\n"
            "        mask[rng.permutation(x.size)[: round(p * x.size)]] = 1 / p\n"
            "        mask = mask.reshape(x.shape).astype(x.dtype)"
        },
        ("drops_units_independently",),
        "Exactly the same number of units is kept in every call, so the units are not independent:"
        " if one is kept, another is a little more likely to be dropped.",
        "Toss a coin for each unit.",
    ),
    forward(
        "neighbours_share_their_fate",
        {
            MASK: "draw = np.repeat(rng.random((x.size + 1) // 2), 2)[: x.size].reshape(x.shape)\n"
            "        mask = ((draw < p) / p).astype(x.dtype)"
        },
        ("drops_units_independently",),
        "Neighbouring units share a random number.",
        "Each unit of each example needs a random number of its own.",
    ),
    forward(
        "modes_swapped",
        {'if mode == "train"': 'if mode == "test"', 'elif mode == "test"': 'elif mode == "train"'},
        (
            "test_mode_does_nothing",
            "drops_some_units",
            "rescales_what_it_keeps",
            "blocks_dropped_units",
            "scales_like_the_forward_pass",
        ),
        "The two modes have changed places: units are dropped in test mode and not in train mode.",
    ),
    forward(
        "multiplies_by_the_drop_probability_at_test_time",
        {TEST_OUT: "        out = x * (1 - p)\n"},
        ("test_mode_does_nothing",),
        "x is multiplied by 1 - p at test time. Inverted dropout leaves test time alone.",
    ),
    forward(
        "seed_zero_ignored",
        {'dropout_param.get("seed")': 'dropout_param.get("seed") or None'},
        ("repeats_the_mask_of_a_seed",),
        "A seed of 0 is taken for no seed, because 0 counts as false.",
        "Ask whether the key is there, or whether the value is None.",
    ),
    forward(
        "mask_kept_in_dropout_param",
        {TRAIN_OUT: '        dropout_param["mask"] = mask\n' + TRAIN_OUT},
        ("leaves_its_arguments_alone",),
        "The mask is stored in dropout_param. A net hands the same dictionary to all its layers, so"
        " each would overwrite the mask of the one before.",
        "The cache is the place for a mask.",
    ),
)
