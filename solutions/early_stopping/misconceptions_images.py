"""Wrong versions of random_flip and random_shift that students write."""

from checks_images import (
    draws_all_shifts_alike,
    draws_two_shifts_for_each_image,
    flip,
    flips_by_the_seed,
    flips_into_a_new_array,
    mirrors_as_often_as_asked,
    mirrors_left_and_right,
    moves_each_image_and_lets_0_in,
    shift,
    shifts_by_nothing_and_by_more_than_the_image,
    shifts_by_the_seed,
    shifts_into_a_new_array,
    tosses_a_coin_for_each_image,
)

FLIP_RNG = "    rng = np.random.default_rng(seed)\n    out = None\n    # TODO: mirror"
COINS = "mirrored = rng.random(len(images)) < chance  # (N,)"
COPY = "    out = images.copy()\n"
MIRROR = "    out[mirrored] = images[mirrored, :, ::-1]\n"
SHIFT_RNG = "    rng = np.random.default_rng(seed)\n    N, H, W = images.shape\n    out = None\n"
PADDED = "padded = np.pad(images, ((0, 0), edge, edge))"
EMPTY = "    out = np.empty_like(images)\n"
CORNERS = "corners = rng.integers(0, 2 * largest, (N, 2), endpoint=True)"
CUT = "        out[i] = padded[i, top : top + H, left : left + W]\n"
OUTSIDE = "The edge of the image is repeated where 0 should come in."


flip.misconception(
    "flips_upside_down",
    replace={MIRROR: "    out[mirrored] = np.fliplr(images[mirrored])\n"},
    fails=[mirrors_left_and_right],
    message="Images are turned upside down. np.fliplr reverses axis 1: the columns of one image,"
    " but the rows of a batch.",
    hint="Axis 0 counts the images, axis 1 the rows, axis 2 the columns.",
)
flip.misconception(
    "flips_the_order_of_the_images",
    replace={MIRROR: "    out[mirrored] = images[mirrored][::-1]\n"},
    fails=[mirrors_left_and_right],
    message="The order of the images is reversed, not their columns, so their labels no longer"
    " fit.",
    hint="[::-1] alone reverses axis 0, which counts the images.",
)
flip.misconception(
    "turns_by_180_degrees",
    replace={MIRROR: "    out[mirrored] = images[mirrored, ::-1, ::-1]\n"},
    fails=[mirrors_left_and_right],
    message="Rows and columns are both reversed, which turns the image by 180 degrees.",
)
flip.misconception(
    "flipped_images_come_last",
    replace={
        COPY: "",
        MIRROR: "    out = np.concatenate([images[~mirrored], images[mirrored, :, ::-1]])\n",
    },
    fails=[mirrors_left_and_right],
    message="The mirrored images are put behind the others, so the labels no longer fit.",
    hint="Image i has to come back as image i.",
)
flip.misconception(
    "flipped_images_are_added",
    replace={COPY: "", MIRROR: "    out = np.concatenate([images, images[mirrored, :, ::-1]])\n"},
    fails=[
        mirrors_left_and_right,
        flips_into_a_new_array,
    ],
    message="The mirrored images are added to the given ones. Here a mirrored image replaces the"
    " given one; the next epoch draws anew.",
)
flip.misconception(
    "one_coin_for_the_batch",
    replace={COINS: "mirrored = np.full(len(images), rng.random() < chance)"},
    fails=[tosses_a_coin_for_each_image],
    message="A single random number decides for the whole batch.",
)
flip.misconception(
    "exact_share_is_flipped",
    replace={
        COINS: "mirrored = rng.permutation(len(images)) < round(chance * len(images))  # (N,)"
    },
    fails=[tosses_a_coin_for_each_image],
    message="Exactly the share chance of each batch is mirrored. Each image is to have a coin of"
    " its own, whatever the others do.",
    hint="Compare one random number for each image with chance.",
)
flip.misconception(
    "neighbours_share_a_coin",
    replace={COINS: "mirrored = (rng.random(len(images)) < chance).repeat(2)[: len(images)]"},
    fails=[tosses_a_coin_for_each_image],
    message="Two neighbours share a coin.",
)
flip.misconception(
    "chance_of_staying",
    replace={COINS: COINS.replace("< chance", "> chance")},
    fails=[mirrors_as_often_as_asked],
    message="chance is used as the probability of not being mirrored.",
)
flip.misconception(
    "chance_ignored",
    replace={COINS: COINS.replace("< chance", "< 0.5")},
    fails=[mirrors_as_often_as_asked],
    message="Half of the images are mirrored, whatever chance is.",
)
flip.misconception(
    "flips_in_place",
    replace={COPY: "    out = images\n"},
    fails=[flips_into_a_new_array],
    message="The caller's images are mirrored in place, so the training set changes with every"
    " epoch.",
    hint="out = images is only another name; images.copy() is a new array.",
)
shift.misconception(
    "rolls_round_the_edge",
    replace={CUT: "        out[i] = np.roll(images[i], (largest - top, largest - left), (0, 1))\n"},
    fails=[moves_each_image_and_lets_0_in],
    message="Pixels that leave the image on one side come back on the other side: np.roll works"
    " in a circle.",
    hint="Pad with zeros and cut out a window.",
)
shift.misconception(
    "draws_the_edge_out",
    replace={PADDED: PADDED.replace("edge))", 'edge), mode="edge")')},
    fails=[moves_each_image_and_lets_0_in],
    message=OUTSIDE,
)
shift.misconception(
    "one_shift_for_the_batch",
    replace={CORNERS: CORNERS.replace("(N, 2)", "(1, 2)") + ".repeat(N, axis=0)"},
    fails=[draws_two_shifts_for_each_image],
    message="One shift is drawn for the whole batch.",
)
shift.misconception(
    "along_the_diagonal",
    replace={CORNERS: CORNERS.replace("(N, 2)", "(N, 1)") + ".repeat(2, axis=1)"},
    fails=[draws_two_shifts_for_each_image],
    message="One number is drawn for each image and used for rows and columns, so images move"
    " only along the diagonal.",
)
shift.misconception(
    "every_shift_as_often",
    replace={
        CORNERS: "steps = np.resize(np.arange(2 * largest + 1), N)\n"
        "    corners = np.stack([rng.permutation(steps), rng.permutation(steps)], axis=1)"
    },
    fails=[draws_two_shifts_for_each_image],
    message="Each shift comes about exactly as often as the others, because they are dealt out and"
    " not drawn. Then an image moves by what the others have left.",
)
shift.misconception(
    "only_left_and_right",
    replace={CUT: CUT.replace("top : top + H", "largest : largest + H")},
    fails=[draws_two_shifts_for_each_image],
    message="Images are moved along their columns only.",
)
shift.misconception(
    "end_of_the_range_left_out",
    replace={CORNERS: "corners = rng.integers(0, max(2 * largest, 1), (N, 2))"},
    fails=[draws_all_shifts_alike],
    message="One of the largest shifts never comes: like any range in Python, that of"
    " rng.integers leaves out its end.",
    hint="rng.integers(-largest, largest + 1), or endpoint=True.",
)
shift.misconception(
    "one_direction_only",
    replace={CORNERS: CORNERS.replace("(0, 2 * largest", "(0, largest")},
    fails=[draws_all_shifts_alike],
    message="Images are moved in one direction only, never back.",
    hint="Draw from -largest to largest.",
)
shift.misconception(
    "shifts_in_place",
    replace={EMPTY: "    out = images\n"},
    fails=[shifts_into_a_new_array],
    message="The caller's images are moved in place, and move on with every call.",
)
shift.misconception(
    "shifts_into_floats",
    replace={EMPTY: "    out = np.zeros(images.shape)\n"},
    fails=[shifts_into_a_new_array],
    message="The new images are float64 for any dtype of the given ones: np.zeros makes floats.",
    hint="np.zeros_like(images) has the dtype of images.",
)
shift.misconception(
    "height_for_width",
    replace={CUT: CUT.replace("left + W", "left + H")},
    fails=[shifts_by_nothing_and_by_more_than_the_image],
    message="The code is right for square images only.",
    hint="N, H, W = images.shape: H rows and W columns.",
)

for exercise, name, lines, check in (
    (flip, "flip_ignores_the_seed", FLIP_RNG, flips_by_the_seed),
    (shift, "shift_ignores_the_seed", SHIFT_RNG, shifts_by_the_seed),
):
    exercise.misconception(
        name,
        replace={lines: lines.replace("default_rng(seed)", "default_rng()")},
        fails=[check],
        message="The seed has no effect.",
        hint="The skeleton's rng obeys the seed; draw from it.",
    )
