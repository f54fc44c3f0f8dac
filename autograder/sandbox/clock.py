"""The time of a submission."""

from dataclasses import dataclass

from autograder.authors.messages import Message
from autograder.authors.subject import NoAnswer

SUBMISSION_SECONDS = 120.0


@dataclass
class Clock:
    """The time that a submission has left, over all its calls.

    Attributes:
        seconds: time in all.
        used: time spent in calls so far.
        lost: calls that were ended at their limit so far.
    """

    seconds: float = SUBMISSION_SECONDS
    used: float = 0.0
    lost: int = 0

    def limit(self, seconds: float) -> float:
        """The time that the next call may take: a fifth, once a call did not end in time.

        Raises:
            NoAnswer: none is left.
        """
        if self.used >= self.seconds:
            raise NoAnswer(
                Message(
                    "Not judged: this submission has used up its {seconds:.0f} s.",
                    seconds=self.seconds,
                ),
                "An earlier call took very long. Look for a loop that does not end.",
                observed="TimeUp",
            )
        return min(seconds / 5 if self.lost else seconds, self.seconds - self.used)
