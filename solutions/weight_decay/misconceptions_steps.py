"""The wrong versions of the two steps that students write: weight decay and soft thresholding."""

from autograder import Misconception

SHRINK = "(1 - learning_rate * lambd / m) * w"
DECAY = f"    return {SHRINK} - learning_rate * gradient\n"
SOFT = "    return np.sign(w) * np.maximum(np.abs(w) - amount, 0)\n"


def decay(name, step, loses, says, hint=""):
    return Misconception(name, "decay_step", {DECAY: f"    {step}\n"}, loses, says, hint)


def soft(name, step, loses, says, hint=""):
    return Misconception(name, "soft_threshold", {SOFT: step}, loses, says, hint)


MISCONCEPTIONS = (
    decay(
        "decay_without_learning_rate",
        "return (1 - lambd / m) * w - learning_rate * gradient",
        ("decays_by_the_right_factor",),
        "The factor is 1 - λ/m: the learning rate is missing in it.",
        "The penalty's gradient is multiplied by the learning rate like any other.",
    ),
    decay(
        "decay_not_divided_by_m",
        "return (1 - learning_rate * lambd) * w - learning_rate * gradient",
        ("decays_by_the_right_factor",),
        "The factor is 1 - αλ: the number of examples is missing in it.",
    ),
    decay(
        "decay_halved",
        "return (1 - learning_rate * lambd / (2 * m)) * w - learning_rate * gradient",
        ("decays_by_the_right_factor",),
        "The factor is 1 - αλ/2m: that is the factor of the penalty, not of its gradient.",
        "What is the derivative of w² / 2?",
    ),
    decay(
        "decay_doubled",
        "return (1 - 2 * learning_rate * lambd / m) * w - learning_rate * gradient",
        ("decays_by_the_right_factor",),
        "The factor is 1 - 2αλ/m. Either the ½ of the penalty is forgotten, or the decay is there"
        " twice: as a factor and in the gradient.",
        "The gradient that is given is without the penalty, and the factor is all of it.",
    ),
    decay(
        "weights_grow",
        "return (1 + learning_rate * lambd / m) * w - learning_rate * gradient",
        ("decays_by_the_right_factor",),
        "The factor is greater than 1, so that weights grow.",
        "Gradient descent subtracts the penalty's gradient too.",
    ),
    decay(
        "factor_never_negative",
        "return max(0.0, 1 - learning_rate * lambd / m) * w - learning_rate * gradient",
        ("decays_arrays_of_any_shape",),
        "The factor is kept from becoming negative. A gradient step has no such limit; that it"
        " overshoots where αλ/m > 1 tells you that the learning rate is too large.",
    ),
    decay(
        "no_decay",
        "return w - learning_rate * gradient",
        ("decays_by_the_right_factor",),
        "λ has no effect: this is a step without a penalty.",
    ),
    decay(
        "decay_of_the_sign",
        "return w - learning_rate * (gradient + lambd / m * np.sign(w))",
        ("decays_by_the_right_factor",),
        "Weights lose an amount, not a share: this is a step with the L1 penalty.",
    ),
    decay(
        "uphill",
        f"return {SHRINK} + learning_rate * gradient",
        ("steps_against_the_gradient",),
        "The gradient is added, so that the step goes uphill.",
    ),
    decay(
        "step_without_learning_rate",
        f"return {SHRINK} - gradient",
        ("steps_against_the_gradient",),
        "The gradient is not multiplied by the learning rate.",
    ),
    decay(
        "decays_after_the_step",
        "return (1 - learning_rate * lambd / m) * (w - learning_rate * gradient)",
        ("equals_the_gradient_step",),
        "The step is taken first and its result shrinks, so that the gradient shrinks as well.",
        "Only the old w is multiplied by the factor.",
    ),
    decay(
        "decays_rows_only",
        f"return np.stack([{SHRINK.replace('w', 'row')} for row in np.atleast_2d(w)])"
        " - learning_rate * gradient",
        ("decays_arrays_of_any_shape",),
        "A vector comes back as a matrix.",
        "NumPy's operators work element by element in any shape.",
    ),
    decay(
        "steps_in_place",
        "w -= learning_rate * (gradient + lambd / m * w)\n    return w",
        ("leaves_w_alone",),
        "The caller's w itself is changed: -= and *= write into the array.",
        "Compute a new array.",
    ),
    soft(
        "hard_threshold",
        "    return w * (np.abs(w) > amount)\n",
        ("moves_large_weights_towards_zero",),
        "Small weights become 0, but the others stay where they were: this is hard thresholding.",
        "Soft thresholding moves every weight.",
    ),
    soft(
        "subtracts_whatever_the_sign",
        "    return np.where(np.abs(w) > amount, w - amount, 0.0)\n",
        ("moves_large_weights_towards_zero",),
        "The amount is subtracted from negative weights too, which moves them away from 0.",
        "Which way is 0 from a negative weight?",
    ),
    soft(
        "negative_weights_vanish",
        "    return np.maximum(w - amount, 0)\n",
        ("moves_large_weights_towards_zero",),
        "Every negative weight becomes 0, however large it is.",
        "Treat |w|, and give the sign back.",
    ),
    soft(
        "sign_is_lost",
        "    return np.maximum(np.abs(w) - amount, 0)\n",
        ("moves_large_weights_towards_zero",),
        "The result is never negative: the sign of w is not given back.",
    ),
    soft(
        "shrinks_in_proportion",
        "    return np.where(np.abs(w) > amount, (1 - amount) * w, 0.0)\n",
        ("moves_large_weights_towards_zero",),
        "Weights shrink by a factor, as in weight decay, where they should move by an amount.",
    ),
    soft(
        "goes_past_zero",
        "    return w - amount * np.sign(w)\n",
        ("stops_at_zero",),
        "A weight smaller than the amount goes past 0 and comes out on the other side: this is a"
        " plain subgradient step.",
        "Nobody goes past 0.",
    ),
    soft(
        "thresholds_two_dimensions_only",
        "    w_new = np.zeros(w.shape)\n"
        "    for i in range(w.shape[0]):\n"
        "        for j in range(w.shape[1]):\n"
        "            w_new[i, j] = np.sign(w[i, j]) * max(abs(w[i, j]) - amount, 0)\n"
        "    return w_new\n",
        ("thresholds_arrays_of_any_shape",),
        "The loops are written for matrices.",
        "NumPy's functions work element by element in any shape.",
    ),
    soft(
        "thresholds_in_place",
        "    w[np.abs(w) <= amount] = 0.0\n    return w - amount * np.sign(w)\n",
        ("thresholds_a_copy",),
        "Small weights are set to 0 in the caller's own array.",
        "Compute a new array, or begin with w.copy().",
    ),
)
