"""The time of a submission."""

import math
from dataclasses import dataclass, field

from autograder.authors.messages import Message
from autograder.authors.subject import CannotLoad, NoAnswer

SUBMISSION_SECONDS = 120.0
HANGING_SECONDS = 20.0  # of those, in calls that did not end


@dataclass
class Clock:
    """The time that a submission has left, over all its calls.

    What it waited for a processor is no time of its own.

    Attributes:
        seconds: time in all.
        used: time spent in calls so far.
        ran: time that it computed, of what it used: the rest it slept, or waited for the grader.
        hanging: time spent in calls that were ended at their limit.
        cannot_load: what was said of each module whose import did not end.
        longest: the most that one call may take, where that is less than an exercise allows.
    """

    seconds: float = SUBMISSION_SECONDS
    used: float = 0.0
    ran: float = 0.0
    hanging: float = 0.0
    cannot_load: dict[str, CannotLoad] = field(default_factory=dict)
    longest: float = math.inf

    def limit(self, seconds: float) -> float:
        """The time that the next call may take: a fifth, once a call did not end in time.

        Raises:
            NoAnswer: none is left.
        """
        limit = HANGING_SECONDS if self.hanging >= HANGING_SECONDS else self.seconds
        if self.used >= limit:
            raise NoAnswer(
                Message("Not judged: this submission has used up its {limit:.0f} s.", limit=limit),
                "An earlier call took very long. Look for a loop that does not end.",
                observed="TimeUp",
            )
        seconds = min(seconds, self.longest)
        return min(seconds / 5 if self.hanging else seconds, self.seconds - self.used)
