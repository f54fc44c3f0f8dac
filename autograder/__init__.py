"""The vocabulary of those who write assignments, each name with this one address.

Nothing else of the engine is imported here, so that a checks.py needs NumPy alone.
"""

from autograder.authors.exercise import Exercise, Failed
from autograder.authors.expectations import (
    constant,
    expect,
    expect_array,
    expect_close,
    expect_number,
    expect_unchanged,
    kind_of,
)
from autograder.authors.messages import Message, listed
from autograder.authors.sample import Sample
from autograder.authors.statistics import (
    FALSE_FAILURE,
    Measured,
    coins_needed,
    expect_coin_for_each,
    expect_rate,
    is_rate,
    is_same_rate,
    measured_rate,
)

__all__ = [
    "FALSE_FAILURE",
    "Exercise",
    "Failed",
    "Measured",
    "Message",
    "Sample",
    "coins_needed",
    "constant",
    "expect",
    "expect_array",
    "expect_close",
    "expect_coin_for_each",
    "expect_number",
    "expect_rate",
    "expect_unchanged",
    "is_rate",
    "is_same_rate",
    "kind_of",
    "listed",
    "measured_rate",
]
