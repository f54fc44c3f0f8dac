"""The wrong versions of wrong_elements that students write."""

from checks_elements import (
    elements,
    forgives_noise_around_zero,
    judges_each_element_by_its_own_size,
    looks_at_layers_of_any_shape,
    marks_nothing_in_a_right_gradient,
    marks_what_is_no_number,
    marks_what_is_wrong,
)

NUMERIC = "numerical_gradient_array(f, x, df)"
ALLOWED = "atol + rtol * (np.abs(dx) + np.abs(numeric))"
WRONG = "~np.isfinite(dx) | (np.abs(dx - numeric) > allowed)"

elements.misconception(
    "marks_what_is_right",
    replace={WRONG: "np.abs(dx - numeric) <= allowed"},
    fails=[marks_nothing_in_a_right_gradient, marks_what_is_wrong, forgives_noise_around_zero],
    message="The mask is inverted: it is True where dx is right.",
)
elements.misconception(
    "marks_forget_df",
    replace={NUMERIC: "numerical_gradient_array(f, x, np.ones_like(df))"},
    fails=[marks_nothing_in_a_right_gradient, marks_what_is_wrong],
    message="df is not passed to numerical_gradient_array.",
)
elements.misconception(
    "only_what_is_too_large",
    replace={WRONG: "~np.isfinite(dx) | (dx - numeric > allowed)"},
    fails=[marks_what_is_wrong],
    message="Only elements that are too large are marked: the difference has no absolute value.",
)
elements.misconception(
    "whole_rows_marked",
    replace={
        WRONG: "(~np.isfinite(dx) | (np.abs(dx - numeric) > allowed)).any(axis=-1,"
        " keepdims=True) | np.zeros(np.shape(x), bool)"
    },
    fails=[marks_what_is_wrong],
    message="The whole row is marked if one of its elements is wrong.",
)
elements.misconception(
    "all_or_nothing",
    replace={
        WRONG: "np.full(np.shape(x), (~np.isfinite(dx) | (np.abs(dx - numeric) > allowed)).any())"
    },
    fails=[marks_what_is_wrong],
    message="All elements are marked as soon as one of them is wrong.",
)
elements.misconception(
    "no_absolute_tolerance",
    replace={ALLOWED: "rtol * (np.abs(dx) + np.abs(numeric))"},
    fails=[forgives_noise_around_zero],
    message="Without atol, elements close to 0 are marked because of rounding errors.",
)
elements.misconception(
    "no_relative_tolerance",
    replace={ALLOWED: "atol"},
    fails=[judges_each_element_by_its_own_size],
    message="Without rtol, large elements are marked because of rounding errors.",
)
elements.misconception(
    "relative_to_the_largest_element",
    replace={ALLOWED: "atol + rtol * np.nanmax(np.abs(dx) + np.abs(numeric))"},
    fails=[judges_each_element_by_its_own_size],
    message="The tolerance depends on the largest element, so errors in small elements are missed.",
)
elements.misconception(
    "nan_passes",
    replace={WRONG: "np.abs(dx - numeric) > allowed"},
    fails=[marks_what_is_no_number],
    message="Elements that are NaN or infinite are not marked: no comparison with NaN is true.",
)
elements.misconception(
    "infinity_passes",
    replace={WRONG: "~(np.abs(dx - numeric) <= allowed)"},
    fails=[marks_what_is_no_number],
    message="Infinite elements are not marked, because their tolerance is infinite.",
)
elements.misconception(
    "two_dimensional_x_only",
    replace={
        NUMERIC: "numerical_gradient_array(lambda v: f(np.reshape(v, (len(x), -1))),"
        " np.reshape(x, (len(x), -1)), df)[tuple(np.indices(x.shape)[:2])]"
    },
    fails=[looks_at_layers_of_any_shape],
    message="The code is only right if x is a matrix.",
)
