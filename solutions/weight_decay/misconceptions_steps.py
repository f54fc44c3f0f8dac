"""The wrong versions of the two steps that students write: weight decay and soft thresholding."""

from checks_steps import (
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

SHRINK = "(1 - learning_rate * lambd / m) * w"
DECAY = f"    return {SHRINK} - learning_rate * gradient\n"
SOFT = "    return np.sign(w) * np.maximum(np.abs(w) - amount, 0)\n"

decay.misconception(
    "decay_without_learning_rate",
    replace={DECAY: "    return (1 - lambd / m) * w - learning_rate * gradient\n"},
    fails=[decays_by_the_right_factor],
    message="The factor is 1 - λ/m: the learning rate is missing in it.",
    hint="The penalty's gradient is multiplied by the learning rate like any other.",
)

decay.misconception(
    "decay_not_divided_by_m",
    replace={DECAY: "    return (1 - learning_rate * lambd) * w - learning_rate * gradient\n"},
    fails=[decays_by_the_right_factor],
    message="The factor is 1 - αλ: the number of examples is missing in it.",
)

decay.misconception(
    "decay_halved",
    replace={
        DECAY: "    return (1 - learning_rate * lambd / (2 * m)) * w - learning_rate * gradient\n"
    },
    fails=[decays_by_the_right_factor],
    message="The factor is 1 - αλ/2m: that is the factor of the penalty, not of its gradient.",
    hint="What is the derivative of w² / 2?",
)

decay.misconception(
    "decay_doubled",
    replace={
        DECAY: "    return (1 - 2 * learning_rate * lambd / m) * w - learning_rate * gradient\n"
    },
    fails=[decays_by_the_right_factor],
    message=(
        "The factor is 1 - 2αλ/m. Either the ½ of the penalty is forgotten, or the decay is there"
        " twice: as a factor and in the gradient."
    ),
    hint="The gradient that is given is without the penalty, and the factor is all of it.",
)

decay.misconception(
    "weights_grow",
    replace={DECAY: "    return (1 + learning_rate * lambd / m) * w - learning_rate * gradient\n"},
    fails=[decays_by_the_right_factor],
    message="The factor is greater than 1, so that weights grow.",
    hint="Gradient descent subtracts the penalty's gradient too.",
)

decay.misconception(
    "factor_never_negative",
    replace={
        DECAY: "    return max(0.0, 1 - learning_rate * lambd / m) * w - learning_rate * gradient\n"
    },
    fails=[decays_arrays_of_any_shape],
    message=(
        "The factor is kept from becoming negative. A gradient step has no such limit; that it"
        " overshoots where αλ/m > 1 tells you that the learning rate is too large."
    ),
)

decay.misconception(
    "no_decay",
    replace={DECAY: "    return w - learning_rate * gradient\n"},
    fails=[decays_by_the_right_factor],
    message="λ has no effect: this is a step without a penalty.",
)

decay.misconception(
    "decay_of_the_sign",
    replace={DECAY: "    return w - learning_rate * (gradient + lambd / m * np.sign(w))\n"},
    fails=[decays_by_the_right_factor],
    message="Weights lose an amount, not a share: this is a step with the L1 penalty.",
)

decay.misconception(
    "uphill",
    replace={DECAY: f"    return {SHRINK} + learning_rate * gradient\n"},
    fails=[steps_against_the_gradient],
    message="The gradient is added, so that the step goes uphill.",
)

decay.misconception(
    "step_without_learning_rate",
    replace={DECAY: f"    return {SHRINK} - gradient\n"},
    fails=[steps_against_the_gradient],
    message="The gradient is not multiplied by the learning rate.",
)

decay.misconception(
    "decays_after_the_step",
    replace={
        DECAY: "    return (1 - learning_rate * lambd / m) * (w - learning_rate * gradient)\n"
    },
    fails=[equals_the_gradient_step],
    message="The step is taken first and its result shrinks, so that the gradient shrinks as well.",
    hint="Only the old w is multiplied by the factor.",
)

decay.misconception(
    "decays_rows_only",
    replace={
        DECAY: f"    return np.stack([{SHRINK.replace('w', 'row')} for row in np.atleast_2d(w)])"
        " - learning_rate * gradient\n"
    },
    fails=[decays_arrays_of_any_shape],
    message="A vector comes back as a matrix.",
    hint="NumPy's operators work element by element in any shape.",
)

decay.misconception(
    "steps_in_place",
    replace={DECAY: "    w -= learning_rate * (gradient + lambd / m * w)\n    return w\n"},
    fails=[leaves_w_alone],
    message="The caller's w itself is changed: -= and *= write into the array.",
    hint="Compute a new array.",
)

soft.misconception(
    "hard_threshold",
    replace={SOFT: "    return w * (np.abs(w) > amount)\n"},
    fails=[moves_large_weights_towards_zero],
    message=(
        "Small weights become 0, but the others stay where they were: this is hard thresholding."
    ),
    hint="Soft thresholding moves every weight.",
)

soft.misconception(
    "subtracts_whatever_the_sign",
    replace={SOFT: "    return np.where(np.abs(w) > amount, w - amount, 0.0)\n"},
    fails=[moves_large_weights_towards_zero],
    message="The amount is subtracted from negative weights too, which moves them away from 0.",
    hint="Which way is 0 from a negative weight?",
)

soft.misconception(
    "negative_weights_vanish",
    replace={SOFT: "    return np.maximum(w - amount, 0)\n"},
    fails=[moves_large_weights_towards_zero],
    message="Every negative weight becomes 0, however large it is.",
    hint="Treat |w|, and give the sign back.",
)

soft.misconception(
    "sign_is_lost",
    replace={SOFT: "    return np.maximum(np.abs(w) - amount, 0)\n"},
    fails=[moves_large_weights_towards_zero],
    message="The result is never negative: the sign of w is not given back.",
)

soft.misconception(
    "shrinks_in_proportion",
    replace={SOFT: "    return np.where(np.abs(w) > amount, (1 - amount) * w, 0.0)\n"},
    fails=[moves_large_weights_towards_zero],
    message="Weights shrink by a factor, as in weight decay, where they should move by an amount.",
)

soft.misconception(
    "goes_past_zero",
    replace={SOFT: "    return w - amount * np.sign(w)\n"},
    fails=[stops_at_zero],
    message=(
        "A weight smaller than the amount goes past 0 and comes out on the other side: this is a"
        " plain subgradient step."
    ),
    hint="Nobody goes past 0.",
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
    message="The loops are written for matrices.",
    hint="NumPy's functions work element by element in any shape.",
)

soft.misconception(
    "thresholds_in_place",
    replace={SOFT: "    w[np.abs(w) <= amount] = 0.0\n    return w - amount * np.sign(w)\n"},
    fails=[thresholds_a_copy],
    message="Small weights are set to 0 in the caller's own array.",
    hint="Compute a new array, or begin with w.copy().",
)
