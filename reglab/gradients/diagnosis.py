"""What is probably wrong with a gradient, in one sentence."""

import reglab.gradients.factors as factors
import reglab.gradients.places as places
from reglab.gradients.case import Case, count

PATTERNS = (
    factors.zeros,
    places.kinks_only,
    factors.float32,
    factors.nearly,
    factors.keep_probability,
    factors.constant,
    places.transposed,
    factors.penalty,
    places.other_rows,
    factors.silent,
    factors.signs,
    places.one_element,
    factors.of_the_wrong,
    places.few_lines,
)
"""Each says what it recognizes, or nothing; the more telling ones come first."""


def diagnose(case: Case) -> str:
    """One sentence without a full stop: the first pattern that explains every wrong element."""
    sentences = (pattern(case) for pattern in PATTERNS)
    otherwise = f"no simple pattern in {count(int(case.wrong.sum()))}; look at .plot()"
    return next((sentence for sentence in sentences if sentence), otherwise)
