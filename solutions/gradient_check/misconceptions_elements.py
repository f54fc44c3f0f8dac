"""The wrong versions of wrong_elements that students write."""

from checks_elements import (
    elements,
    forgives_noise_around_zero,
    judges_each_element_by_its_own_size,
    keeps_to_the_tolerances,
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
    replace={WRONG: "np.isfinite(dx) & (np.abs(dx - numeric) <= allowed)"},
    fails=[marks_nothing_in_a_right_gradient, marks_what_is_wrong],
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
    fails=[marks_what_is_wrong, judges_each_element_by_its_own_size],
    message="All elements are marked as soon as one of them is wrong.",
)
elements.misconception(
    "compared_by_isclose",
    replace={WRONG: "~np.isclose(dx, numeric, rtol=rtol, atol=atol)"},
    fails=[keeps_to_the_tolerances],
    message="np.isclose allows atol + rtol * |n|, about half of atol + rtol * (|dx| + |n|).",
)
elements.misconception(
    "tolerances_of_its_own",
    replace={NUMERIC: NUMERIC + "\n    rtol, atol = 1e-4, 1e-7"},
    fails=[keeps_to_the_tolerances],
    message="rtol and atol have no effect: the tolerances are always 1e-4 and 1e-7.",
)
elements.misconception(
    "no_absolute_tolerance",
    replace={ALLOWED: "rtol * (np.abs(dx) + np.abs(numeric))"},
    fails=[forgives_noise_around_zero, keeps_to_the_tolerances],
    message="Without atol, elements close to 0 are marked because of rounding errors.",
)
elements.misconception(
    "no_relative_tolerance",
    replace={ALLOWED: "atol"},
    fails=[keeps_to_the_tolerances, judges_each_element_by_its_own_size],
    message="rtol has next to no effect, so large elements are marked because of rounding errors.",
)
elements.misconception(
    "relative_to_the_largest_element",
    replace={ALLOWED: "atol + 2 * rtol * np.max(np.abs(numeric))"},
    fails=[keeps_to_the_tolerances, judges_each_element_by_its_own_size],
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

elements.equivalent(
    "wrong = ~np.isfinite(dx) | (np.abs(dx - numeric) > allowed)",
    "wrong = ~np.isfinite(allowed) | (np.abs(dx - numeric) > allowed)",
    why="The tolerance is finite where dx and the measured gradient are.",
)
elements.equivalent(
    "wrong = ~np.isfinite(dx) | (np.abs(dx - numeric) > allowed)",
    "wrong = ~np.isfinite(dx) | (np.abs(dx - numeric) >= allowed)",
    why="A difference that is the tolerance to the last digit does not occur.",
)
