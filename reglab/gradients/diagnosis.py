"""The likely cause of a wrong gradient, in one sentence."""

import reglab.gradients.factors as factors
import reglab.gradients.places as places
from reglab.gradients.case import Case, count

PATTERNS = (
    factors.zeros,
    places.kinks_only,
    factors.float32,
    factors.small_errors,
    factors.keep_probability,
    factors.constant,
    places.transposed,
    factors.penalty,
    places.other_rows,
    factors.no_effect,
    factors.signs,
    places.one_element,
    factors.factor_of_wrong,
    places.few_lines,
)
"""Functions of a case that return a sentence, or an empty string; the most specific come first."""


def diagnose(case: Case) -> str:
    """Sentence of the first pattern that explains all wrong elements, without a full stop."""
    sentences = (pattern(case) for pattern in PATTERNS)
    otherwise = f"no simple pattern in {count(int(case.wrong.sum()))}; see .plot()"
    if case.dx.size == 1:
        otherwise = "not to be seen in a single number; check a case with more elements"
    return next((sentence for sentence in sentences if sentence), otherwise)
