"""Wrong factors of the L2 penalty and of its gradient, which students write in every module.

Each is told by what stands in the code in place of the right factor, the message, and the hint.
"""

PENALTY_FACTORS = {  # in place of lambd / (2 * m)
    "without_a_half": (
        "lambd / m",
        "The factor is λ / m instead of λ / (2m): the ½ is missing.",
        "With the ½ the derivative is λ / m · w, without a 2.",
    ),
    "not_divided_by_m": (
        "lambd / 2",
        "The penalty is not divided by the number of examples.",
        "m is the number of examples, which are the columns of X and Y.",
    ),
    "times_m": (
        "lambd / 2 * m",
        "The penalty is multiplied by m instead of divided by it. Perhaps it says λ / 2 * m, which"
        " is (λ / 2) times m.",
        "Python evaluates / and * from left to right. Put the divisor in parentheses: λ / (2 * m).",
    ),
}

GRADIENT_FACTORS = {  # in place of lambd / m * w
    "doubled": (
        "2 * lambd / m * {w}",
        "The gradient of the penalty is 2λ / m · w, as if the penalty had no factor ½.",
        "The 2 of the derivative of w² and the ½ cancel.",
    ),
    "halved": (
        "lambd / (2 * m) * {w}",
        "The gradient of the penalty is λ / (2m) · w: the 2 of the derivative of w² is missing.",
        "What is the derivative of w² / 2?",
    ),
    "not_divided_by_m": (
        "lambd * {w}",
        "The gradient of the penalty is λ w: it is not divided by the number of examples.",
        "What is divided in the penalty is divided in its gradient.",
    ),
    "of_l1": (
        "lambd / m * np.sign({w})",
        "This is the gradient of the L1 penalty: it has the same size for every weight.",
        "What is the derivative of w² / 2?",
    ),
    "divided_twice": (
        "lambd / m**2 * {w}",
        "The gradient of the penalty is divided by m twice, perhaps by its own m and again, inside"
        " the brackets of the mean, by that of the mean.",
        "",
    ),
    "subtracted": (
        "-lambd / m * {w}",
        "The gradient of the penalty has the wrong sign, so a step would make the weights grow.",
        "The minus sign is in the step, not in the gradient.",
    ),
}
