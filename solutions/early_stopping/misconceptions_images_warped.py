"""Wrong versions of random_rotation and random_zoom that students write."""

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
from misconceptions_images import OUTSIDE

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
HALF = (
    "The centre is half a pixel off: the H rows are at 0 to H - 1, so their middle is (H - 1) / 2."
)
SWAPPED = "Rows and columns are swapped, which transposes the image."
ROUNDED = "Places are rounded to the nearest pixel."
PLACES = "Give look_up the places between pixels as they are; it interpolates."
LET_SEE = "Let look_up see the places that lie outside."
SQUARE = "The centre is right for square images only."
CENTRES = "Rows have their middle at (H - 1) / 2, columns at (W - 1) / 2."

rotation.misconception(
    "turns_the_other_way",
    replace={
        ROWS: ROWS.replace("+ c * np.sin", "- c * np.sin"),
        COLUMNS: COLUMNS.replace("- r * np.sin", "+ r * np.sin"),
    },
    fails=[turns_counter_clockwise],
    message="By a positive angle, images turn clockwise.",
    hint="The place that a new pixel comes from turns the other way than the image; and rows grow"
    " downwards.",
)
rotation.misconception(
    "degrees_taken_for_radians",
    replace={ANGLE: "angle = rng.uniform(low, high, N)[:, None, None]"},
    fails=[turns_by_right_angles],
    message="The angle is in degrees, but np.cos and np.sin take radians.",
)
rotation.misconception(
    "turns_about_the_corner",
    replace={MIDDLE: "middle, centre = 0, 0"},
    fails=[turns_by_right_angles],
    message="Images turn about their upper left corner.",
    hint="Count rows and columns from the centre, turn, and add the centre again.",
)
rotation.misconception(
    "centre_half_a_pixel_off",
    replace={MIDDLE: "middle, centre = H / 2, W / 2"},
    fails=[turns_by_right_angles],
    message=HALF,
)
rotation.misconception(
    "rows_and_columns_mixed_up",
    replace={
        ROWS: ROWS.replace("rows = middle", "columns = middle"),
        COLUMNS: COLUMNS.replace("columns = centre", "rows = centre"),
    },
    fails=[an_angle_of_0_changes_nothing, turns_by_right_angles],
    message=SWAPPED,
)
rotation.misconception(
    "nearest_pixel",
    replace={COLUMNS: COLUMNS + "    rows, columns = np.rint(rows), np.rint(columns)\n"},
    fails=[turns_by_any_angle],
    message=ROUNDED,
    hint=PLACES,
)
rotation.misconception(
    "places_cut_off",
    replace={
        COLUMNS: COLUMNS + "    rows = np.round(rows, 9).astype(int)\n"
        "    columns = np.round(columns, 9).astype(int)\n"
    },
    fails=[turns_by_any_angle],
    message="Places are cut to whole numbers.",
    hint=PLACES,
)
rotation.misconception(
    "drawn_out_corners",
    replace={
        COLUMNS: COLUMNS + "    rows, columns = rows.clip(0, H - 1), columns.clip(0, W - 1)\n"
    },
    fails=[turns_0_into_the_corners],
    message=OUTSIDE,
    hint=LET_SEE,
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
    fails=[turns_by_right_angles, turns_counter_clockwise, draws_all_angles_alike],
    message="Angles are drawn from -high to high, and low has no effect.",
    hint="With low = high every image turns by just this angle.",
)
rotation.misconception(
    "angles_in_steps",
    replace={
        ANGLE: ANGLE.replace(
            "rng.uniform(low, high, N)", "rng.permutation(np.linspace(low, high, N))"
        )
    },
    fails=[draws_all_angles_alike],
    message="The angles are spaced evenly and dealt out, not drawn, so each image gets what the"
    " others have left.",
    hint="rng.uniform draws any number between two bounds.",
)
rotation.misconception(
    "normal_angles",
    replace={
        ANGLE: ANGLE.replace("uniform(low, high", "normal((low + high) / 2, (high - low) / 6")
    },
    fails=[draws_all_angles_alike],
    message="Angles near the middle are drawn more often than others, as from a normal"
    " distribution.",
)
rotation.misconception(
    "centre_of_a_square",
    replace={MIDDLE: "middle, centre = (H - 1) / 2, (H - 1) / 2"},
    fails=[turns_images_that_are_not_square],
    message=SQUARE,
    hint=CENTRES,
)
zoom.misconception(
    "zooms_the_other_way",
    replace={
        ZOOM_ROWS: ZOOM_ROWS.replace(") / zoom", ") * zoom"),
        ZOOM_COLUMNS: ZOOM_COLUMNS.replace(") / zoom", ") * zoom"),
    },
    fails=[enlarges_and_shrinks_about_the_centre],
    message="A factor of 2 makes images half as large. The code computes the place that an old"
    " pixel goes to, not the place that a new pixel comes from.",
)
zoom.misconception(
    "zooms_about_the_corner",
    replace={MIDDLES: "middle_row, middle_column = 0, 0"},
    fails=[enlarges_and_shrinks_about_the_centre],
    message="Images grow from their upper left corner.",
    hint="Count rows and columns from the centre, divide, and add the centre again.",
)
zoom.misconception(
    "zooms_half_a_pixel_off",
    replace={MIDDLES: "middle_row, middle_column = H / 2, W / 2"},
    fails=[enlarges_and_shrinks_about_the_centre],
    message=HALF,
)
zoom.misconception(
    "zooms_to_the_nearest_pixel",
    replace={ZOOM_COLUMNS: ZOOM_COLUMNS + "    rows, columns = np.rint(rows), np.rint(columns)\n"},
    fails=[enlarges_and_shrinks_about_the_centre],
    message=ROUNDED,
    hint=PLACES,
)
zoom.misconception(
    "zoom_swaps_rows_and_columns",
    replace={
        ZOOM_ROWS: ZOOM_ROWS.replace("rows = ", "columns = "),
        ZOOM_COLUMNS: ZOOM_COLUMNS.replace("columns = ", "rows = "),
    },
    fails=[a_factor_of_1_changes_nothing, enlarges_and_shrinks_about_the_centre],
    message=SWAPPED,
)
zoom.misconception(
    "drawn_out_edges",
    replace={
        ZOOM_COLUMNS: ZOOM_COLUMNS
        + "    rows, columns = rows.clip(0, H - 1), columns.clip(0, W - 1)\n"
    },
    fails=[shrinks_into_0],
    message=OUTSIDE,
    hint=LET_SEE,
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
    message="Rows and columns have different factors, which makes digits wide or narrow.",
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
    message="The logarithm of the factor is drawn uniformly, which makes 2 and 1/2 equally"
    " likely. The docstring asks for a uniform factor.",
)
zoom.misconception(
    "zooms_about_the_centre_of_a_square",
    replace={MIDDLES: "middle_row, middle_column = (W - 1) / 2, (W - 1) / 2"},
    fails=[zooms_images_that_are_not_square],
    message=SQUARE,
    hint=CENTRES,
)

SEEDED = "    rng = np.random.default_rng(seed)\n"
for exercise, name, start, check in (
    (rotation, "rotation_ignores_the_seed", ROTATION_START, turns_by_the_seed),
    (zoom, "zoom_ignores_the_seed", ZOOM_START, zooms_by_the_seed),
):
    exercise.misconception(
        name,
        replace={SEEDED + start: SEEDED.replace("seed", "") + start},
        fails=[check],
        message="The seed has no effect.",
        hint="The skeleton's rng obeys the seed; draw from it.",
    )
for exercise, name, start, check in (
    (rotation, "turns_into_floats", ROTATION_START, turns_into_a_new_array),
    (zoom, "zooms_into_floats", ZOOM_START, zooms_into_a_new_array),
):
    exercise.misconception(
        name,
        replace={start: "    images = images.astype(float)\n" + start},
        fails=[check],
        message="The new images are float64 for any dtype of the given ones.",
    )
