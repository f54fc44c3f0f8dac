"""The wrong versions of random_rotation and random_zoom that students write."""

from checks_images_rotation import (
    an_angle_of_0_changes_nothing,
    draws_all_angles_alike,
    draws_an_angle_for_each_image,
    rotation,
    turns_0_into_the_corners,
    turns_by_any_angle,
    turns_by_right_angles,
    turns_by_the_seed,
    turns_counter_clockwise,
    turns_images_that_are_not_square,
    turns_into_a_new_array,
)
from checks_images_zoom import (
    a_factor_of_1_changes_nothing,
    draws_a_factor_for_each_image,
    draws_all_factors_alike,
    enlarges_and_shrinks_about_the_centre,
    shrinks_into_0,
    zoom,
    zooms_by_the_seed,
    zooms_images_that_are_not_square,
    zooms_into_a_new_array,
)

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


def seedless(lines):
    """The edit that makes the first of these lines forget the seed."""
    return {lines: lines.replace("default_rng(seed)", "default_rng()")}


rotation.misconception(
    "turns_the_other_way",
    replace={
        ROWS: ROWS.replace("+ c * np.sin", "- c * np.sin"),
        COLUMNS: COLUMNS.replace("- r * np.sin", "+ r * np.sin"),
    },
    fails=[turns_counter_clockwise],
    message=(
        "Images turn clockwise. This is where the old pixel goes to, and not where the new one"
        " comes from, which is the opposite turn (and rows grow downwards)."
    ),
)

rotation.misconception(
    "degrees_taken_for_radians",
    replace={ANGLE: "angle = rng.uniform(low, high, N)[:, None, None]"},
    fails=[turns_by_right_angles],
    message="The angle is in degrees, and np.cos and np.sin want radians.",
)

rotation.misconception(
    "turns_about_the_corner",
    replace={MIDDLE: "middle, centre = 0, 0"},
    fails=[turns_by_right_angles, turns_0_into_the_corners],
    message="Images turn about their upper left corner.",
    hint="Count rows and columns from the centre, turn, and count back.",
)

rotation.misconception(
    "centre_half_a_pixel_off",
    replace={MIDDLE: "middle, centre = H / 2, W / 2"},
    fails=[turns_by_right_angles],
    message=(
        "The centre is half a pixel off: the pixels of H rows are at 0 to H - 1, so that their"
        " middle is (H - 1) / 2."
    ),
)

rotation.misconception(
    "rows_and_columns_mixed_up",
    replace={
        ROWS: ROWS.replace("rows = middle", "columns = middle"),
        COLUMNS: COLUMNS.replace("columns = centre", "rows = centre"),
    },
    fails=[an_angle_of_0_changes_nothing, turns_by_right_angles],
    message="Rows and columns have changed places, which transposes the image.",
)

rotation.misconception(
    "nearest_pixel",
    replace={COLUMNS: COLUMNS + "    rows, columns = np.rint(rows), np.rint(columns)\n"},
    fails=[turns_by_any_angle],
    message="Places are rounded to the nearest pixel.",
    hint=PLACES,
)

rotation.misconception(
    "places_cut_off",
    replace={
        COLUMNS: COLUMNS + "    rows = np.round(rows, 9).astype(int)\n"
        "    columns = np.round(columns, 9).astype(int)\n"
    },
    fails=[turns_by_any_angle, draws_an_angle_for_each_image],
    message="Places are cut off to whole numbers.",
    hint=PLACES,
)

rotation.misconception(
    "drawn_out_corners",
    replace={
        COLUMNS: COLUMNS + "    rows, columns = rows.clip(0, H - 1), columns.clip(0, W - 1)\n"
    },
    fails=[turns_0_into_the_corners],
    message=OUTSIDE,
    hint="Let look_up see the places that lie outside.",
)

rotation.misconception(
    "one_angle_for_the_batch",
    replace={ANGLE: ANGLE.replace("high, N)", "high, 1)")},
    fails=[draws_an_angle_for_each_image],
    message="One angle is drawn for the whole batch.",
)

rotation.misconception(
    "whole_degrees",
    replace={
        ANGLE: ANGLE.replace("rng.uniform(low, high, N)", "np.rint(rng.uniform(low, high, N))")
    },
    fails=[draws_an_angle_for_each_image],
    message="Only whole numbers of degrees are drawn.",
    hint="rng.uniform draws any number between two bounds.",
)

rotation.misconception(
    "low_ignored",
    replace={ANGLE: ANGLE.replace("(low, high", "(-high, high")},
    fails=[turns_by_right_angles, turns_0_into_the_corners],
    message="Angles are drawn from -high to high, whatever low is.",
    hint="With low = high every image turns by just this angle.",
)

rotation.misconception(
    "normal_angles",
    replace={
        ANGLE: ANGLE.replace("uniform(low, high", "normal((low + high) / 2, (high - low) / 6")
    },
    fails=[draws_all_angles_alike],
    message=(
        "Angles near the middle are drawn more often than others, as a normal distribution does."
    ),
)

rotation.misconception(
    "rotation_ignores_the_seed",
    replace=seedless("    rng = np.random.default_rng(seed)\n" + ROTATION_START),
    fails=[turns_by_the_seed],
    message="The seed has no effect.",
    hint="The skeleton's rng obeys the seed; draw from it.",
)

rotation.misconception(
    "turns_into_floats",
    replace={ROTATION_START: "    images = images.astype(float)\n" + ROTATION_START},
    fails=[turns_into_a_new_array],
    message="The new images are float64, whatever the old ones were.",
)

rotation.misconception(
    "centre_of_a_square",
    replace={MIDDLE: "middle, centre = (H - 1) / 2, (H - 1) / 2"},
    fails=[turns_images_that_are_not_square],
    message="The centre is right for square images only.",
    hint="Rows have their middle at (H - 1) / 2, columns at (W - 1) / 2.",
)

zoom.misconception(
    "zooms_the_other_way",
    replace={
        ZOOM_ROWS: ZOOM_ROWS.replace(") / zoom", ") * zoom"),
        ZOOM_COLUMNS: ZOOM_COLUMNS.replace(") / zoom", ") * zoom"),
    },
    fails=[enlarges_and_shrinks_about_the_centre, shrinks_into_0],
    message=(
        "A factor of 2 makes images half as large. This is where the old pixel goes to, and not"
        " where the new one comes from."
    ),
)

zoom.misconception(
    "zooms_about_the_corner",
    replace={MIDDLES: "middle_row, middle_column = 0, 0"},
    fails=[enlarges_and_shrinks_about_the_centre, shrinks_into_0],
    message="Images grow from their upper left corner.",
    hint="Count rows and columns from the centre, divide, and count back.",
)

zoom.misconception(
    "zooms_half_a_pixel_off",
    replace={MIDDLES: "middle_row, middle_column = H / 2, W / 2"},
    fails=[enlarges_and_shrinks_about_the_centre],
    message=(
        "The centre is half a pixel off: the pixels of H rows are at 0 to H - 1, so that their"
        " middle is (H - 1) / 2."
    ),
)

zoom.misconception(
    "zooms_to_the_nearest_pixel",
    replace={ZOOM_COLUMNS: ZOOM_COLUMNS + "    rows, columns = np.rint(rows), np.rint(columns)\n"},
    fails=[enlarges_and_shrinks_about_the_centre],
    message="Places are rounded to the nearest pixel.",
    hint=PLACES,
)

zoom.misconception(
    "zoom_swaps_rows_and_columns",
    replace={
        ZOOM_ROWS: ZOOM_ROWS.replace("rows = ", "columns = "),
        ZOOM_COLUMNS: ZOOM_COLUMNS.replace("columns = ", "rows = "),
    },
    fails=[
        a_factor_of_1_changes_nothing,
        enlarges_and_shrinks_about_the_centre,
        draws_a_factor_for_each_image,
    ],
    message="Rows and columns have changed places, which transposes the image.",
)

zoom.misconception(
    "drawn_out_edges",
    replace={
        ZOOM_COLUMNS: ZOOM_COLUMNS
        + "    rows, columns = rows.clip(0, H - 1), columns.clip(0, W - 1)\n"
    },
    fails=[shrinks_into_0],
    message=OUTSIDE,
    hint="Let look_up see the places that lie outside.",
)

zoom.misconception(
    "one_factor_for_the_batch",
    replace={FACTOR: FACTOR.replace("high, N)", "high, 1)")},
    fails=[draws_a_factor_for_each_image],
    message="One factor is drawn for the whole batch.",
)

zoom.misconception(
    "two_factors",
    replace={ZOOM_COLUMNS: "    zoom = rng.uniform(low, high, N)[:, None, None]\n" + ZOOM_COLUMNS},
    fails=[draws_a_factor_for_each_image],
    message="Rows and columns have factors of their own, which makes digits fat or thin.",
    hint="Draw one factor for each image, and use it twice.",
)

zoom.misconception(
    "logarithm_is_uniform",
    replace={
        FACTOR: FACTOR.replace(
            "rng.uniform(low, high, N)", "np.exp(rng.uniform(np.log(low), np.log(high), N))"
        )
    },
    fails=[draws_all_factors_alike],
    message=(
        "The logarithm of the factor is drawn uniformly. That is a fine idea, as 2 and 1/2 are then"
        " equally likely; the contract asks for the factor itself."
    ),
)

zoom.misconception(
    "zoom_ignores_the_seed",
    replace=seedless("    rng = np.random.default_rng(seed)\n" + ZOOM_START),
    fails=[zooms_by_the_seed],
    message="The seed has no effect.",
    hint="The skeleton's rng obeys the seed; draw from it.",
)

zoom.misconception(
    "zooms_into_floats",
    replace={ZOOM_START: "    images = images.astype(float)\n" + ZOOM_START},
    fails=[zooms_into_a_new_array],
    message="The new images are float64, whatever the old ones were.",
)

zoom.misconception(
    "zooms_about_the_centre_of_a_square",
    replace={MIDDLES: "middle_row, middle_column = (W - 1) / 2, (W - 1) / 2"},
    fails=[zooms_images_that_are_not_square],
    message="The centre is right for square images only.",
    hint="Rows have their middle at (H - 1) / 2, columns at (W - 1) / 2.",
)
