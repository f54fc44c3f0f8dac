"""The wrong versions of augmenting.py that students write, as changes of the reference."""

from autograder.misconceptions import Misconception

FLIP_RNG = "    rng = np.random.default_rng(seed)\n    out = None\n    # TODO: mirror"
COINS = "mirrored = rng.random(len(images)) < chance  # (N,)"
COPY = "    out = images.copy()\n"
MIRROR = "    out[mirrored] = images[mirrored, :, ::-1]\n"
SHIFT_RNG = "    rng = np.random.default_rng(seed)\n    N, H, W = images.shape\n    out = None\n"
PADDED = "padded = np.pad(images, ((0, 0), edge, edge))"
EMPTY = "    out = np.empty_like(images)\n"
CORNERS = "corners = rng.integers(0, 2 * largest, (N, 2), endpoint=True)"
CUT = "        out[i] = padded[i, top : top + H, left : left + W]\n"
DOC = "are equally likely, and with\n            low == high every image "
ROTATION_START = "    N, H, W = images.shape\n    rows, columns = None, None\n    # TODO: for each"
ANGLE = "angle = np.deg2rad(rng.uniform(low, high, N))[:, None, None]"
MIDDLE = "middle, centre = (H - 1) / 2, (W - 1) / 2"
ROWS = "    rows = middle + c * np.sin(angle) + r * np.cos(angle)  # (N, H, W)\n"
COLUMNS = "    columns = centre + c * np.cos(angle) - r * np.sin(angle)\n"
ZOOM_START = "    N, H, W = images.shape\n    rows, columns = None, None\n    # TODO: as in"
FACTOR = "zoom = rng.uniform(low, high, N)[:, None, None]  # (N, 1, 1)"
MIDDLES = "middle_row, middle_column = (H - 1) / 2, (W - 1) / 2"
ZOOM_ROWS = "    rows = middle_row + (np.arange(H)[:, None] - middle_row) / zoom  # (N, H, 1)\n"
ZOOM_COLUMNS = "    columns = middle_column + (np.arange(W) - middle_column) / zoom  # (N, 1, W)\n"
OUTSIDE = "The edge of the image is drawn out where 0 should come in."
PLACES = "Hand the places between pixels to look_up as they are; it interpolates."


def flip(name, edits, loses, says, hint=""):
    return Misconception(name, "random_flip", edits, loses, says, hint)


def shift(name, edits, loses, says, hint=""):
    return Misconception(name, "random_shift", edits, loses, says, hint)


def rotation(name, edits, loses, says, hint=""):
    return Misconception(name, "random_rotation", edits, loses, says, hint)


def zoom(name, edits, loses, says, hint=""):
    return Misconception(name, "random_zoom", edits, loses, says, hint)


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
        ("mirrors_left_and_right",),
        "The mirrored images are put behind the others, so that labels no longer fit.",
        "Image i has to come back as image i.",
    ),
    flip(
        "flipped_images_are_added",
        {COPY: "", MIRROR: "    out = np.concatenate([images, images[mirrored, :, ::-1]])\n"},
        (
            "mirrors_left_and_right",
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
        ("moves_each_image_and_lets_0_in", "shifts_by_nothing_and_by_more_than_the_image"),
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

ROTATIONS = (
    rotation(
        "turns_the_other_way",
        {
            ROWS: ROWS.replace("+ c * np.sin", "- c * np.sin"),
            COLUMNS: COLUMNS.replace("- r * np.sin", "+ r * np.sin"),
        },
        ("turns_counter_clockwise",),
        "Images turn clockwise. This is where the old pixel goes to, and not where the new one"
        " comes from, which is the opposite turn (and rows grow downwards).",
    ),
    rotation(
        "degrees_taken_for_radians",
        {ANGLE: "angle = rng.uniform(low, high, N)[:, None, None]"},
        ("turns_by_right_angles",),
        "The angle is in degrees, and np.cos and np.sin want radians.",
    ),
    rotation(
        "turns_about_the_corner",
        {MIDDLE: "middle, centre = 0, 0"},
        ("turns_by_right_angles",),
        "Images turn about their upper left corner.",
        "Count rows and columns from the centre, turn, and count back.",
    ),
    rotation(
        "centre_half_a_pixel_off",
        {MIDDLE: "middle, centre = H / 2, W / 2"},
        ("turns_by_right_angles",),
        "The centre is half a pixel off: the pixels of H rows are at 0 to H - 1, so that their"
        " middle is (H - 1) / 2.",
    ),
    rotation(
        "rows_and_columns_mixed_up",
        {
            ROWS: ROWS.replace("rows = middle", "columns = middle"),
            COLUMNS: COLUMNS.replace("columns = centre", "rows = centre"),
        },
        ("an_angle_of_0_changes_nothing", "turns_by_right_angles"),
        "Rows and columns have changed places, which transposes the image.",
    ),
    rotation(
        "nearest_pixel",
        {COLUMNS: COLUMNS + "    rows, columns = np.rint(rows), np.rint(columns)\n"},
        ("turns_by_any_angle",),
        "Places are rounded to the nearest pixel.",
        PLACES,
    ),
    rotation(
        "places_cut_off",
        {
            COLUMNS: COLUMNS + "    rows = np.round(rows, 9).astype(int)\n"
            "    columns = np.round(columns, 9).astype(int)\n"
        },
        ("turns_by_any_angle",),
        "Places are cut off to whole numbers.",
        PLACES,
    ),
    rotation(
        "drawn_out_corners",
        {COLUMNS: COLUMNS + "    rows, columns = rows.clip(0, H - 1), columns.clip(0, W - 1)\n"},
        ("turns_0_into_the_corners",),
        OUTSIDE,
        "Let look_up see the places that lie outside.",
    ),
    rotation(
        "one_angle_for_the_batch",
        {ANGLE: ANGLE.replace("high, N)", "high, 1)")},
        ("draws_an_angle_for_each_image",),
        "One angle is drawn for the whole batch.",
    ),
    rotation(
        "whole_degrees",
        {ANGLE: ANGLE.replace("rng.uniform(low, high, N)", "np.rint(rng.uniform(low, high, N))")},
        ("draws_an_angle_for_each_image",),
        "Only whole numbers of degrees are drawn.",
        "rng.uniform draws any number between two bounds.",
    ),
    rotation(
        "low_ignored",
        {ANGLE: ANGLE.replace("(low, high", "(-high, high")},
        ("turns_by_right_angles",),
        "Angles are drawn from -high to high, whatever low is.",
        "With low = high every image turns by just this angle.",
    ),
    rotation(
        "normal_angles",
        {ANGLE: ANGLE.replace("uniform(low, high", "normal((low + high) / 2, (high - low) / 6")},
        ("draws_all_angles_alike",),
        "Angles near the middle are drawn more often than others, as a normal distribution does.",
    ),
    rotation(
        "rotation_ignores_the_seed",
        seedless("    rng = np.random.default_rng(seed)\n" + ROTATION_START),
        ("turns_by_the_seed",),
        "The seed has no effect.",
        "The skeleton's rng obeys the seed; draw from it.",
    ),
    rotation(
        "turns_into_floats",
        {ROTATION_START: "    images = images.astype(float)\n" + ROTATION_START},
        ("turns_into_a_new_array",),
        "The new images are float64, whatever the old ones were.",
    ),
    rotation(
        "centre_of_a_square",
        {MIDDLE: "middle, centre = (H - 1) / 2, (H - 1) / 2"},
        ("turns_images_that_are_not_square",),
        "The centre is right for square images only.",
        "Rows have their middle at (H - 1) / 2, columns at (W - 1) / 2.",
    ),
)

ZOOMS = (
    zoom(
        "zooms_the_other_way",
        {
            ZOOM_ROWS: ZOOM_ROWS.replace(") / zoom", ") * zoom"),
            ZOOM_COLUMNS: ZOOM_COLUMNS.replace(") / zoom", ") * zoom"),
        },
        ("enlarges_and_shrinks_about_the_centre",),
        "A factor of 2 makes images half as large. This is where the old pixel goes to, and not"
        " where the new one comes from.",
    ),
    zoom(
        "zooms_about_the_corner",
        {MIDDLES: "middle_row, middle_column = 0, 0"},
        ("enlarges_and_shrinks_about_the_centre",),
        "Images grow from their upper left corner.",
        "Count rows and columns from the centre, divide, and count back.",
    ),
    zoom(
        "zooms_half_a_pixel_off",
        {MIDDLES: "middle_row, middle_column = H / 2, W / 2"},
        ("enlarges_and_shrinks_about_the_centre",),
        "The centre is half a pixel off: the pixels of H rows are at 0 to H - 1, so that their"
        " middle is (H - 1) / 2.",
    ),
    zoom(
        "zooms_to_the_nearest_pixel",
        {ZOOM_COLUMNS: ZOOM_COLUMNS + "    rows, columns = np.rint(rows), np.rint(columns)\n"},
        ("enlarges_and_shrinks_about_the_centre",),
        "Places are rounded to the nearest pixel.",
        PLACES,
    ),
    zoom(
        "zoom_swaps_rows_and_columns",
        {
            ZOOM_ROWS: ZOOM_ROWS.replace("rows = ", "columns = "),
            ZOOM_COLUMNS: ZOOM_COLUMNS.replace("columns = ", "rows = "),
        },
        ("a_factor_of_1_changes_nothing", "enlarges_and_shrinks_about_the_centre"),
        "Rows and columns have changed places, which transposes the image.",
    ),
    zoom(
        "drawn_out_edges",
        {
            ZOOM_COLUMNS: ZOOM_COLUMNS
            + "    rows, columns = rows.clip(0, H - 1), columns.clip(0, W - 1)\n"
        },
        ("shrinks_into_0",),
        OUTSIDE,
        "Let look_up see the places that lie outside.",
    ),
    zoom(
        "one_factor_for_the_batch",
        {FACTOR: FACTOR.replace("high, N)", "high, 1)")},
        ("draws_a_factor_for_each_image",),
        "One factor is drawn for the whole batch.",
    ),
    zoom(
        "two_factors",
        {ZOOM_COLUMNS: "    zoom = rng.uniform(low, high, N)[:, None, None]\n" + ZOOM_COLUMNS},
        ("draws_a_factor_for_each_image",),
        "Rows and columns have factors of their own, which makes digits fat or thin.",
        "Draw one factor for each image, and use it twice.",
    ),
    zoom(
        "logarithm_is_uniform",
        {
            FACTOR: FACTOR.replace(
                "rng.uniform(low, high, N)", "np.exp(rng.uniform(np.log(low), np.log(high), N))"
            )
        },
        ("draws_all_factors_alike",),
        "The logarithm of the factor is drawn uniformly. That is a fine idea, as 2 and 1/2 are then"
        " equally likely; the contract asks for the factor itself.",
    ),
    zoom(
        "zoom_ignores_the_seed",
        seedless("    rng = np.random.default_rng(seed)\n" + ZOOM_START),
        ("zooms_by_the_seed",),
        "The seed has no effect.",
        "The skeleton's rng obeys the seed; draw from it.",
    ),
    zoom(
        "zooms_into_floats",
        {ZOOM_START: "    images = images.astype(float)\n" + ZOOM_START},
        ("zooms_into_a_new_array",),
        "The new images are float64, whatever the old ones were.",
    ),
    zoom(
        "zooms_about_the_centre_of_a_square",
        {MIDDLES: "middle_row, middle_column = (W - 1) / 2, (W - 1) / 2"},
        ("zooms_images_that_are_not_square",),
        "The centre is right for square images only.",
        "Rows have their middle at (H - 1) / 2, columns at (W - 1) / 2.",
    ),
)

MISCONCEPTIONS = FLIPS + SHIFTS + ROTATIONS + ZOOMS
