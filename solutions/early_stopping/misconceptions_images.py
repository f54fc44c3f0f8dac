"""The wrong versions of random_flip and random_shift that students write."""

from autograder import Misconception

FLIP_RNG = "    rng = np.random.default_rng(seed)\n    out = None\n    # TODO: mirror"
COINS = "mirrored = rng.random(len(images)) < chance  # (N,)"
COPY = "    out = images.copy()\n"
MIRROR = "    out[mirrored] = images[mirrored, :, ::-1]\n"
SHIFT_RNG = "    rng = np.random.default_rng(seed)\n    N, H, W = images.shape\n    out = None\n"
PADDED = "padded = np.pad(images, ((0, 0), edge, edge))"
EMPTY = "    out = np.empty_like(images)\n"
CORNERS = "corners = rng.integers(0, 2 * largest, (N, 2), endpoint=True)"
CUT = "        out[i] = padded[i, top : top + H, left : left + W]\n"
OUTSIDE = "The edge of the image is drawn out where 0 should come in."


def flip(name, edits, loses, says, hint=""):
    return Misconception(name, "random_flip", edits, loses, says, hint)


def shift(name, edits, loses, says, hint=""):
    return Misconception(name, "random_shift", edits, loses, says, hint)


def seedless(lines):
    """The edit that makes the first of these lines forget the seed."""
    return {lines: lines.replace("default_rng(seed)", "default_rng()")}


FLIPS = (
    flip(
        "flips_upside_down",
        {MIRROR: "    out[mirrored] = np.fliplr(images[mirrored])\n"},
        ("mirrors_left_and_right",),
        "Images are turned upside down. np.fliplr reverses axis 1, which are the columns of one"
        " image, but the rows of a batch.",
        "Axis 0 counts the images, axis 1 the rows, axis 2 the columns.",
    ),
    flip(
        "flips_the_order_of_the_images",
        {MIRROR: "    out[mirrored] = images[mirrored][::-1]\n"},
        ("mirrors_left_and_right",),
        "The order of the images is reversed, and not their columns; their labels no longer fit.",
        "[::-1] alone reverses axis 0, which counts the images.",
    ),
    flip(
        "turns_by_180_degrees",
        {MIRROR: "    out[mirrored] = images[mirrored, ::-1, ::-1]\n"},
        ("mirrors_left_and_right",),
        "Rows and columns are both reversed, which turns the image by 180 degrees.",
    ),
    flip(
        "flipped_images_come_last",
        {
            COPY: "",
            MIRROR: "    out = np.concatenate([images[~mirrored], images[mirrored, :, ::-1]])\n",
        },
        ("mirrors_left_and_right", "mirrors_as_often_as_asked"),
        "The mirrored images are put behind the others, so that labels no longer fit.",
        "Image i has to come back as image i.",
    ),
    flip(
        "flipped_images_are_added",
        {COPY: "", MIRROR: "    out = np.concatenate([images, images[mirrored, :, ::-1]])\n"},
        (
            "mirrors_left_and_right",
            "tosses_a_coin_for_each_image",
            "flips_by_the_seed",
            "flips_into_a_new_array",
        ),
        "The mirrored images come in addition to the given ones. Here an image is replaced by what"
        " became of it; the next epoch will draw anew.",
    ),
    flip(
        "one_coin_for_the_batch",
        {COINS: "mirrored = np.full(len(images), rng.random() < chance)"},
        ("tosses_a_coin_for_each_image",),
        "A single random number decides for the whole batch.",
    ),
    flip(
        "chance_of_staying",
        {COINS: COINS.replace("< chance", "> chance")},
        ("mirrors_as_often_as_asked",),
        "chance is taken for the probability of being left as it is.",
    ),
    flip(
        "chance_ignored",
        {COINS: COINS.replace("< chance", "< 0.5")},
        ("mirrors_as_often_as_asked",),
        "Half of the images are mirrored, whatever chance is.",
    ),
    flip(
        "flip_ignores_the_seed",
        seedless(FLIP_RNG),
        ("flips_by_the_seed",),
        "The seed has no effect.",
        "The skeleton's rng obeys the seed; draw from it.",
    ),
    flip(
        "flips_in_place",
        {COPY: "    out = images\n"},
        ("flips_into_a_new_array",),
        "The caller's images are mirrored in place. The training set would change a little more"
        " with every epoch.",
        "out = images is only another name; images.copy() is a new array.",
    ),
)

SHIFTS = (
    shift(
        "rolls_round_the_edge",
        {CUT: "        out[i] = np.roll(images[i], (largest - top, largest - left), (0, 1))\n"},
        ("moves_each_image_and_lets_0_in",),
        "What leaves the image on one side comes back on the other: np.roll makes a ring of it.",
        "Pad with zeros and cut a window out.",
    ),
    shift(
        "draws_the_edge_out",
        {PADDED: PADDED.replace("edge))", 'edge), mode="edge")')},
        ("moves_each_image_and_lets_0_in",),
        OUTSIDE,
    ),
    shift(
        "one_shift_for_the_batch",
        {CORNERS: CORNERS.replace("(N, 2)", "(1, 2)") + ".repeat(N, axis=0)"},
        ("draws_two_shifts_for_each_image",),
        "One shift is drawn for the whole batch.",
    ),
    shift(
        "along_the_diagonal",
        {CORNERS: CORNERS.replace("(N, 2)", "(N, 1)") + ".repeat(2, axis=1)"},
        ("draws_two_shifts_for_each_image",),
        "One number is drawn for each image and used for rows and columns, so that images only"
        " move along the diagonal.",
    ),
    shift(
        "only_left_and_right",
        {CUT: CUT.replace("top : top + H", "largest : largest + H")},
        ("draws_two_shifts_for_each_image",),
        "Images are moved along their columns only.",
    ),
    shift(
        "end_of_the_range_left_out",
        {CORNERS: "corners = rng.integers(0, max(2 * largest, 1), (N, 2))"},
        ("draws_all_shifts_alike",),
        "One of the largest shifts never comes: the range of rng.integers, as every range in"
        " Python, ends before its end.",
        "rng.integers(-largest, largest + 1), or endpoint=True.",
    ),
    shift(
        "one_direction_only",
        {CORNERS: CORNERS.replace("(0, 2 * largest", "(0, largest")},
        ("draws_all_shifts_alike",),
        "Images are moved in one direction only, never back.",
        "From -largest to largest.",
    ),
    shift(
        "shift_ignores_the_seed",
        seedless(SHIFT_RNG),
        ("shifts_by_the_seed",),
        "The seed has no effect.",
        "The skeleton's rng obeys the seed; draw from it.",
    ),
    shift(
        "shifts_in_place",
        {EMPTY: "    out = images\n"},
        ("shifts_into_a_new_array",),
        "The caller's images are moved in place, and move on with every call.",
    ),
    shift(
        "shifts_into_floats",
        {EMPTY: "    out = np.zeros(images.shape)\n"},
        ("shifts_into_a_new_array",),
        "The new images are float64, whatever the old ones were: np.zeros makes floats.",
        "np.zeros_like(images) has the dtype of images.",
    ),
    shift(
        "height_for_width",
        {CUT: CUT.replace("left + W", "left + H")},
        ("shifts_by_nothing_and_by_more_than_the_image",),
        "Images are taken to be square.",
        "N, H, W = images.shape: H rows and W columns.",
    ),
)

MISCONCEPTIONS = FLIPS + SHIFTS
