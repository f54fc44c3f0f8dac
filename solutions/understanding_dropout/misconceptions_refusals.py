"""Impossible keep_probs that students let through, and possible ones that they refuse."""

from autograder import Misconception

LENGTH = """    if len(keep_probs) != layers:
        raise ValueError(f"{layers} layers need {layers} keep_probs, not {len(keep_probs)}")
"""
RANGE = "        if not 0 < keep_prob <= 1:\n"
EACH = """    for layer, keep_prob in enumerate(keep_probs):
        if not 0 < keep_prob <= 1:
            raise ValueError(f"keep_probs[{layer}] must be in (0, 1], not {keep_prob}")
"""

REFUSES = ("refuses_what_cannot_be_a_dial", "refuses_it_wherever_it_stands")


def forward(name, edits, loses, says, hint=""):
    return Misconception(name, "forward_with_keep_probs", edits, loses, says, hint)


MISCONCEPTIONS = (
    forward(
        "nan_let_through",
        {RANGE: "        if keep_prob <= 0 or keep_prob > 1:\n"},
        REFUSES,
        "NaN is let through: it is neither at most 0 nor above 1, since every comparison with NaN"
        " is false.",
        "Ask whether the number is in the range, and refuse when it is not.",
    ),
    forward(
        "zero_let_through",
        {RANGE: "        if not 0 <= keep_prob <= 1:\n"},
        REFUSES,
        "A keep_prob of 0 is let through, and then divided by.",
    ),
    forward(
        "above_one_let_through",
        {RANGE: "        if not keep_prob > 0:\n"},
        REFUSES,
        "A keep_prob above 1 is let through. It keeps all units and makes them smaller.",
    ),
    forward(
        "negative_let_through",
        {RANGE: "        if keep_prob == 0 or not keep_prob <= 1:\n"},
        ("refuses_it_wherever_it_stands",),
        "A negative keep_prob is let through.",
        "The range has two ends.",
    ),
    forward(
        "one_refused",
        {RANGE: "        if not 0 < keep_prob < 1:\n"},
        ("is_the_plain_net_at_1", "a_dial_of_1_is_off_beside_others"),
        "A keep_prob of 1.0 is refused. It is how dropout is turned off in a layer.",
        "The range is above 0 and at most 1.",
    ),
    forward(
        "only_the_first_dial_checked",
        {EACH: EACH.replace("enumerate(keep_probs)", "enumerate(keep_probs[:1])")},
        REFUSES,
        "Only the first keep_prob is checked.",
    ),
    forward(
        "length_not_checked",
        {
            LENGTH: "    keep_probs = list(keep_probs)[:layers]\n"
            "    keep_probs += [1.0] * (layers - len(keep_probs))\n"
        },
        REFUSES,
        "A list that is too short or too long is let through.",
        "How many keep_probs does a net of L layers have?",
    ),
    forward(
        "too_many_let_through",
        {LENGTH: LENGTH.replace("!=", "<") + "    keep_probs = keep_probs[:layers]\n"},
        ("refuses_it_wherever_it_stands",),
        "A list that is too long is let through; what is left over has no effect.",
        "How many keep_probs does a net of L layers have?",
    ),
    forward(
        "asserts_instead_of_raising",
        {
            LENGTH: "    assert len(keep_probs) == layers\n",
            RANGE + EACH.splitlines(keepends=True)[2]: "        assert 0 < keep_prob <= 1\n",
        },
        REFUSES,
        "Impossible keep_probs raise AssertionError. Assertions can be switched off (python -O),"
        " and the contract says ValueError.",
        "raise ValueError(...)",
    ),
    forward(
        "clips_instead_of_raising",
        {EACH: "    keep_probs = np.clip(np.nan_to_num(keep_probs, nan=1.0), 1e-3, 1.0)\n"},
        REFUSES,
        "Impossible keep_probs are quietly replaced by possible ones.",
        "A dial that is silently wrong costs days: refuse it.",
    ),
    forward(
        "no_refusal",
        {LENGTH: "    keep_probs = [*keep_probs, *[1.0] * layers][:layers]\n", EACH: ""},
        REFUSES,
        "Nothing is refused.",
        "Which numbers can be a probability of keeping, and how many are there?",
    ),
)
