"""Impossible keep_probs that students accept, and possible ones that they refuse."""

from checks import forward
from checks_dials import (
    a_dial_of_1_is_off_beside_others,
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
HOW_MANY = "How many keep_probs does a net of L layers have?"

for name, replace, message, hint in (
    (
        "nan_let_through",
        {RANGE: "        if keep_prob <= 0 or keep_prob > 1:\n"},
        "NaN is accepted: it is neither at most 0 nor above 1, since every comparison with NaN is"
        " false.",
        "Ask whether the number is in the range, and refuse it when it is not.",
    ),
    (
        "zero_let_through",
        {RANGE: "        if not 0 <= keep_prob <= 1:\n"},
        "A keep_prob of 0 is accepted, and units are then divided by 0.",
        "",
    ),
    (
        "above_one_let_through",
        {RANGE: "        if not keep_prob > 0:\n"},
        "A keep_prob above 1 is accepted. It keeps all units and makes them smaller.",
        "",
    ),
    (
        "only_the_first_dial_checked",
        {EACH: EACH.replace("enumerate(keep_probs)", "enumerate(keep_probs[:1])")},
        "Only the first keep_prob is checked.",
        "",
    ),
    (
        "length_not_checked",
        {
            LENGTH: "    keep_probs = list(keep_probs)[:layers]\n"
            "    keep_probs += [1.0] * (layers - len(keep_probs))\n"
        },
        "A list that is too short or too long is accepted.",
        HOW_MANY,
    ),
    (
        "asserts_instead_of_raising",
        {
            LENGTH: "    assert len(keep_probs) == layers\n",
            RANGE + EACH.splitlines(keepends=True)[2]: "        assert 0 < keep_prob <= 1\n",
        },
        "Impossible keep_probs raise AssertionError. Assertions can be switched off (python -O),"
        " and the docstring says ValueError.",
        "raise ValueError(...)",
    ),
    (
        "clips_instead_of_raising",
        {EACH: "    keep_probs = np.clip(np.nan_to_num(keep_probs, nan=1.0), 1e-3, 1.0)\n"},
        "Impossible keep_probs raise no error. Perhaps they are replaced by possible ones.",
        "A wrong keep_prob that nobody notices costs days: refuse it.",
    ),
    (
        "no_refusal",
        {LENGTH: "    keep_probs = [*keep_probs, *[1.0] * layers][:layers]\n", EACH: ""},
        "All keep_probs are accepted.",
        "Which numbers can be a probability of keeping, and how many are there?",
    ),
):
    forward.misconception(
        name,
        replace=replace,
        fails=[refuses_what_cannot_be_a_dial, refuses_it_wherever_it_stands],
        message=message,
        hint=hint,
    )

forward.misconception(
    "negative_let_through",
    replace={RANGE: "        if keep_prob == 0 or not keep_prob <= 1:\n"},
    fails=[refuses_it_wherever_it_stands],
    message="A negative keep_prob is accepted.",
    hint="The range has two ends.",
)
forward.misconception(
    "too_many_let_through",
    replace={LENGTH: LENGTH.replace("!=", "<") + "    keep_probs = keep_probs[:layers]\n"},
    fails=[refuses_it_wherever_it_stands],
    message="A list that is too long is accepted; the keep_probs at its end have no effect.",
    hint=HOW_MANY,
)
forward.misconception(
    "one_refused",
    replace={RANGE: "        if not 0 < keep_prob < 1:\n"},
    fails=[a_dial_of_1_is_off_beside_others],
    message="A keep_prob of 1.0 is refused. It turns dropout off in a layer.",
    hint="The range is above 0 and at most 1.",
)
