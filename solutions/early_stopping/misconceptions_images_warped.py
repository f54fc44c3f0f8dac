"""The wrong versions of random_rotation and random_zoom that students write."""

from autograder import Misconception

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


def rotation(name, edits, loses, says, hint=""):
    return Misconception(name, "random_rotation", edits, loses, says, hint)


def zoom(name, edits, loses, says, hint=""):
    return Misconception(name, "random_zoom", edits, loses, says, hint)


def seedless(lines):
    """The edit that makes the first of these lines forget the seed."""
    return {lines: lines.replace("default_rng(seed)", "default_rng()")}


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
        ("turns_by_right_angles", "turns_0_into_the_corners"),
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
        ("turns_by_any_angle", "draws_an_angle_for_each_image"),
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
        ("turns_by_right_angles", "turns_0_into_the_corners"),
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
        ("enlarges_and_shrinks_about_the_centre", "shrinks_into_0"),
        "A factor of 2 makes images half as large. This is where the old pixel goes to, and not"
        " where the new one comes from.",
    ),
    zoom(
        "zooms_about_the_corner",
        {MIDDLES: "middle_row, middle_column = 0, 0"},
        ("enlarges_and_shrinks_about_the_centre", "shrinks_into_0"),
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
        (
            "a_factor_of_1_changes_nothing",
            "enlarges_and_shrinks_about_the_centre",
            "draws_a_factor_for_each_image",
        ),
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

MISCONCEPTIONS = ROTATIONS + ZOOMS
