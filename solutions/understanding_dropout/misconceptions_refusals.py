"""Impossible keep_probs that students let through, and possible ones that they refuse."""

from checks import (
    a_dial_of_1_is_off_beside_others,
    forward,
    is_the_plain_net_at_1,
    refuses_it_wherever_it_stands,
    refuses_what_cannot_be_a_dial,
)

LENGTH = """    if len(keep_probs) != layers:
        raise ValueError(f"{layers} layers need {layers} keep_probs, not {len(keep_probs)}")
"""
RANGE = "        if not 0 < keep_prob <= 1:\n"
EACH = """    for layer, keep_prob in enumerate(keep_probs):
        if not 0 < keep_prob <= 1:
            raise ValueError(f"keep_probs[{layer}] must be in (0, 1], not {keep_prob}")
"""

forward.misconception(
    "nan_let_through",
    replace={RANGE: "        if keep_prob <= 0 or keep_prob > 1:\n"},
    fails=[refuses_what_cannot_be_a_dial, refuses_it_wherever_it_stands],
    message=(
        "NaN is let through: it is neither at most 0 nor above 1, since every comparison with NaN"
        " is false."
    ),
    hint="Ask whether the number is in the range, and refuse when it is not.",
)

forward.misconception(
    "zero_let_through",
    replace={RANGE: "        if not 0 <= keep_prob <= 1:\n"},
    fails=[refuses_what_cannot_be_a_dial, refuses_it_wherever_it_stands],
    message="A keep_prob of 0 is let through, and then divided by.",
)

forward.misconception(
    "above_one_let_through",
    replace={RANGE: "        if not keep_prob > 0:\n"},
    fails=[refuses_what_cannot_be_a_dial, refuses_it_wherever_it_stands],
    message="A keep_prob above 1 is let through. It keeps all units and makes them smaller.",
)

forward.misconception(
    "negative_let_through",
    replace={RANGE: "        if keep_prob == 0 or not keep_prob <= 1:\n"},
    fails=[refuses_it_wherever_it_stands],
    message="A negative keep_prob is let through.",
    hint="The range has two ends.",
)

forward.misconception(
    "one_refused",
    replace={RANGE: "        if not 0 < keep_prob < 1:\n"},
    fails=[is_the_plain_net_at_1, a_dial_of_1_is_off_beside_others],
    message="A keep_prob of 1.0 is refused. It is how dropout is turned off in a layer.",
    hint="The range is above 0 and at most 1.",
)

forward.misconception(
    "only_the_first_dial_checked",
    replace={EACH: EACH.replace("enumerate(keep_probs)", "enumerate(keep_probs[:1])")},
    fails=[refuses_what_cannot_be_a_dial, refuses_it_wherever_it_stands],
    message="Only the first keep_prob is checked.",
)

forward.misconception(
    "length_not_checked",
    replace={
        LENGTH: "    keep_probs = list(keep_probs)[:layers]\n"
        "    keep_probs += [1.0] * (layers - len(keep_probs))\n"
    },
    fails=[refuses_what_cannot_be_a_dial, refuses_it_wherever_it_stands],
    message="A list that is too short or too long is let through.",
    hint="How many keep_probs does a net of L layers have?",
)

forward.misconception(
    "too_many_let_through",
    replace={LENGTH: LENGTH.replace("!=", "<") + "    keep_probs = keep_probs[:layers]\n"},
    fails=[refuses_it_wherever_it_stands],
    message="A list that is too long is let through; what is left over has no effect.",
    hint="How many keep_probs does a net of L layers have?",
)

forward.misconception(
    "asserts_instead_of_raising",
    replace={
        LENGTH: "    assert len(keep_probs) == layers\n",
        RANGE + EACH.splitlines(keepends=True)[2]: "        assert 0 < keep_prob <= 1\n",
    },
    fails=[refuses_what_cannot_be_a_dial, refuses_it_wherever_it_stands],
    message=(
        "Impossible keep_probs raise AssertionError. Assertions can be switched off (python -O),"
        " and the contract says ValueError."
    ),
    hint="raise ValueError(...)",
)

forward.misconception(
    "clips_instead_of_raising",
    replace={EACH: "    keep_probs = np.clip(np.nan_to_num(keep_probs, nan=1.0), 1e-3, 1.0)\n"},
    fails=[refuses_what_cannot_be_a_dial, refuses_it_wherever_it_stands],
    message="Impossible keep_probs are quietly replaced by possible ones.",
    hint="A dial that is silently wrong costs days: refuse it.",
)

forward.misconception(
    "no_refusal",
    replace={LENGTH: "    keep_probs = [*keep_probs, *[1.0] * layers][:layers]\n", EACH: ""},
    fails=[refuses_what_cannot_be_a_dial, refuses_it_wherever_it_stands],
    message="Nothing is refused.",
    hint="Which numbers can be a probability of keeping, and how many are there?",
)
