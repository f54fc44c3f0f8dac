"""What each misconception costs of its own exercise: one mistake costs its own points."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.assignments.assignment import Assignment
from autograder.authoring.versions import Proof

HALF = 0.5  # of an exercise: above it, the author gives a reason


@dataclass(frozen=True)
class Share:
    """The price of a misconception.

    Attributes:
        name: of the exercise and the misconception: "dropout_forward/no_rescale".
        cost: points of its exercise that it loses.
        points: of its exercise.
        reason: that its author gave for a high price.
        where: file and line of its declaration.
    """

    name: str
    cost: float
    points: float
    reason: str
    where: str

    @property
    def share(self) -> float:
        """The part of the exercise that it costs."""
        return self.cost / self.points

    @property
    def fault(self) -> str:
        """What there is to fix, in one sentence; "" if nothing."""
        told = f"{self.where}: {self.name} costs {self.cost:g} of {self.points:g} points"
        if self.share > HALF and not self.reason:
            return f"{told}, more than half: make it cost its own points, or say why in reason="
        if self.share <= HALF and self.reason:
            return f"{told}, so that it needs no reason="
        return ""


def shares_of(assignment: Assignment, proofs: Sequence[Proof]) -> tuple[Share, ...]:
    """The price of every misconception that was graded, the dearest first."""
    cost = {proof.name: proof.cost for proof in proofs if proof.kind == "misconception"}
    shares = [
        Share(
            name, cost[name], assignment.exercise(wrong.exercise).points, wrong.reason, wrong.where
        )
        for wrong in assignment.misconceptions
        for name in [f"{wrong.exercise}/{wrong.name}"]
        if name in cost
    ]
    return tuple(sorted(shares, key=lambda share: -share.share))
