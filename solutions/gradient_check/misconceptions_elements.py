"""The wrong versions of wrong_elements that students write."""

from autograder import Misconception

NUMERIC = "numerical_gradient_array(f, x, df)"
ALLOWED = "atol + rtol * (np.abs(dx) + np.abs(numeric))"
WRONG = "~np.isfinite(dx) | (np.abs(dx - numeric) > allowed)"


def marks(name, edits, loses, says, hint=""):
    return Misconception(name, "wrong_elements", edits, loses, says, hint)


MISCONCEPTIONS = (
    marks(
        "marks_what_is_right",
        {WRONG: "np.abs(dx - numeric) <= allowed"},
        (
            "marks_nothing_in_a_right_gradient",
            "marks_what_is_wrong",
            "forgives_noise_around_zero",
        ),
        "The mask is the wrong way round: it is True where dx is right.",
    ),
    marks(
        "marks_forget_df",
        {NUMERIC: "numerical_gradient_array(f, x, np.ones_like(df))"},
        ("marks_nothing_in_a_right_gradient", "marks_what_is_wrong"),
        "df is not handed on.",
    ),
    marks(
        "only_what_is_too_large",
        {WRONG: "~np.isfinite(dx) | (dx - numeric > allowed)"},
        ("marks_what_is_wrong",),
        "Only elements that are too large are marked: the difference has no absolute value.",
    ),
    marks(
        "whole_rows_marked",
        {
            WRONG: "(~np.isfinite(dx) | (np.abs(dx - numeric) > allowed)).any(axis=-1,"
            " keepdims=True) | np.zeros(np.shape(x), bool)"
        },
        ("marks_what_is_wrong",),
        "A row is marked as a whole if one of its elements is wrong.",
    ),
    marks(
        "all_or_nothing",
        {
            WRONG: "np.full(np.shape(x), (~np.isfinite(dx) | (np.abs(dx - numeric) > allowed))"
            ".any())"
        },
        ("marks_what_is_wrong",),
        "All elements are marked as soon as one of them is wrong.",
    ),
    marks(
        "no_absolute_tolerance",
        {ALLOWED: "rtol * (np.abs(dx) + np.abs(numeric))"},
        ("forgives_noise_around_zero",),
        "Without atol nothing is forgiven next to 0, not even rounding.",
    ),
    marks(
        "no_relative_tolerance",
        {ALLOWED: "atol"},
        ("judges_each_element_by_its_own_size",),
        "Without rtol, large elements are called wrong for the rounding of the measurement.",
    ),
    marks(
        "relative_to_the_largest_element",
        {ALLOWED: "atol + rtol * np.nanmax(np.abs(dx) + np.abs(numeric))"},
        ("judges_each_element_by_its_own_size",),
        "What is forgiven is a share of the largest element, so errors in small ones are missed.",
    ),
    marks(
        "nan_passes",
        {WRONG: "np.abs(dx - numeric) > allowed"},
        ("marks_what_is_no_number",),
        "Elements that are NaN or infinite are not marked: no comparison with NaN is true.",
    ),
    marks(
        "infinity_passes",
        {WRONG: "~(np.abs(dx - numeric) <= allowed)"},
        ("marks_what_is_no_number",),
        "Infinite elements are not marked: they are allowed to be off by infinity.",
    ),
    marks(
        "two_dimensional_x_only",
        {
            NUMERIC: "numerical_gradient_array(lambda v: f(np.reshape(v, (len(x), -1))),"
            " np.reshape(x, (len(x), -1)), df)[tuple(np.indices(x.shape)[:2])]"
        },
        ("looks_at_layers_of_any_shape",),
        "x is taken for a matrix.",
    ),
)
