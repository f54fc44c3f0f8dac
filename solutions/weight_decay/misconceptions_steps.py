"""The wrong versions of the two steps that students write: weight decay and soft thresholding."""

from checks_steps import (
    SIGN,
    decay,
    decays_arrays_of_any_shape,
    decays_by_the_right_factor,
    equals_the_gradient_step,
    leaves_w_alone,
    moves_large_weights_towards_zero,
    soft,
    steps_against_the_gradient,
    stops_at_zero,
    thresholds_a_copy,
    thresholds_arrays_of_any_shape,
)

FACTOR = "(1 - learning_rate * lambd / m)"
STEP = "learning_rate * gradient"
DECAY = f"    return {FACTOR} * w - {STEP}\n"
SOFT = "    return np.sign(w) * np.maximum(np.abs(w) - amount, 0)\n"
ANY_SHAPE = "NumPy's functions and operators work element by element in any shape."

for name, factor, message, hint in (
    (
        "decay_without_learning_rate",
        "(1 - lambd / m)",
        "The factor is 1 - λ/m: the learning rate is missing in it.",
        "The penalty's gradient is multiplied by the learning rate like any other.",
    ),
    (
        "decay_not_divided_by_m",
        "(1 - learning_rate * lambd)",
        "The factor is 1 - αλ: the number of examples is missing in it.",
        "",
    ),
    (
        "decay_halved",
        "(1 - learning_rate * lambd / (2 * m))",
        "The factor is 1 - αλ/2m: λ/2m belongs to the penalty, not to its gradient.",
        "What is the derivative of w² / 2?",
    ),
    (
        "decay_doubled",
        "(1 - 2 * learning_rate * lambd / m)",
        "The factor is 1 - 2αλ/m. Either the ½ of the penalty is forgotten, or the decay is there"
        " twice: as a factor and in the gradient.",
        "The given gradient is without the penalty, and the factor is the whole decay.",
    ),
    (
        "weights_grow",
        "(1 + learning_rate * lambd / m)",
        "The factor is greater than 1, so that weights grow.",
        "Gradient descent subtracts the penalty's gradient too.",
    ),
    (
        "decay_by_lambda_alone",
        "(1 - lambd)",
        "The factor is 1 - λ: the learning rate and the number of examples are missing in it.",
        "The penalty's gradient is λ/m · w, and it is multiplied by the learning rate.",
    ),
):
    decay.misconception(
        name,
        replace={FACTOR: factor},
        fails=[decays_by_the_right_factor],
        message=message,
        hint=hint,
    )

decay.misconception(
    "no_decay",
    replace={FACTOR: "1"},
    fails=[decays_by_the_right_factor, equals_the_gradient_step, decays_arrays_of_any_shape],
    message="λ has no effect: this is a step without a penalty.",
    reason="A plain gradient step is no weight decay; the decay is what is asked.",
)
decay.misconception(
    "decay_of_the_sign",
    replace={DECAY: "    return w - learning_rate * (gradient + lambd / m * np.sign(w))\n"},
    fails=[decays_by_the_right_factor],
    message="Each weight loses the same amount, not the same share: this is a step with L1.",
)
decay.misconception(
    "factor_never_negative",
    replace={FACTOR: f"max(0.0, {FACTOR})"},
    fails=[decays_arrays_of_any_shape],
    message="The factor is never negative. A gradient step has no such limit: if αλ/m > 1 it goes"
    " past 0, because the learning rate is too large.",
)
decay.misconception(
    "uphill",
    replace={f"- {STEP}": f"+ {STEP}"},
    fails=[steps_against_the_gradient],
    message="The gradient is added, so the step makes the loss larger.",
)
decay.misconception(
    "step_without_learning_rate",
    replace={STEP: "gradient"},
    fails=[steps_against_the_gradient],
    message="The gradient is not multiplied by the learning rate.",
)
decay.misconception(
    "gradient_divided_by_m",
    replace={STEP: "learning_rate * gradient / m"},
    fails=[steps_against_the_gradient],
    message="The gradient of the loss is divided by m, but it is that of the mean already.",
)
decay.misconception(
    "decays_after_the_step",
    replace={DECAY: f"    return {FACTOR} * (w - {STEP})\n"},
    fails=[equals_the_gradient_step],
    message="The step is taken first and its result shrinks, so that the gradient shrinks as well.",
    hint="Only the old w is multiplied by the factor.",
)
decay.misconception(
    "decays_rows_only",
    replace={f"{FACTOR} * w": f"np.stack([{FACTOR} * row for row in np.atleast_2d(w)])"},
    fails=[decays_arrays_of_any_shape],
    message="A vector comes back as a matrix.",
    hint=ANY_SHAPE,
)
decay.misconception(
    "steps_in_place",
    replace={DECAY: "    w -= learning_rate * (gradient + lambd / m * w)\n    return w\n"},
    fails=[leaves_w_alone],
    message="The caller's w itself takes the step.",
    hint="-= and *= write into the array itself. Compute a new one.",
)

for name, moved, message, hint in (
    (
        "hard_threshold",
        "w * (np.abs(w) > amount)",
        "Small weights become 0, but the others do not move: this is hard thresholding.",
        "Soft thresholding moves every weight.",
    ),
    (
        "subtracts_whatever_the_sign",
        "np.where(np.abs(w) > amount, w - amount, 0.0)",
        "The amount is subtracted from negative weights too, which moves them away from 0.",
        SIGN,
    ),
    (
        "negative_weights_vanish",
        "np.maximum(w - amount, 0)",
        "Every negative weight becomes 0, however large it is.",
        "Shrink |w|, then give the result the sign of w.",
    ),
    (
        "sign_is_lost",
        "np.maximum(np.abs(w) - amount, 0)",
        "The result is never negative: it has lost the sign of w.",
        "",
    ),
    (
        "shrinks_in_proportion",
        "np.where(np.abs(w) > amount, (1 - amount) * w, 0.0)",
        "Weights shrink by a factor, as in weight decay, but they should move by an amount.",
        "",
    ),
):
    soft.misconception(
        name,
        replace={SOFT: f"    return {moved}\n"},
        fails=[moves_large_weights_towards_zero],
        message=message,
        hint=hint,
    )

soft.misconception(
    "goes_past_zero",
    replace={SOFT: "    return w - amount * np.sign(w)\n"},
    fails=[stops_at_zero],
    message="A weight smaller than the amount goes past 0 and gets the other sign: this is a plain"
    " subgradient step.",
    hint="No weight goes past 0.",
)
soft.misconception(
    "small_weights_stay",
    replace={SOFT: "    return np.where(np.abs(w) > amount, w - amount * np.sign(w), w)\n"},
    fails=[stops_at_zero],
    message="Weights no larger than the amount stay as they are, but they should become 0.",
)
soft.misconception(
    "thresholds_two_dimensions_only",
    replace={
        SOFT: "    w_new = np.zeros(w.shape)\n"
        "    for i in range(w.shape[0]):\n"
        "        for j in range(w.shape[1]):\n"
        "            w_new[i, j] = np.sign(w[i, j]) * max(abs(w[i, j]) - amount, 0)\n"
        "    return w_new\n"
    },
    fails=[thresholds_arrays_of_any_shape],
    message="It works for matrices only.",
    hint=ANY_SHAPE,
)
soft.misconception(
    "thresholds_in_place",
    replace={SOFT: "    w[np.abs(w) <= amount] = 0.0\n    return w - amount * np.sign(w)\n"},
    fails=[thresholds_a_copy],
    message="Small weights are set to 0 in the caller's own array.",
    hint="Compute a new array, or begin with w.copy().",
)
