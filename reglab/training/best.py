"""The best epoch so far, and when it is time to stop."""

from collections.abc import Mapping
from typing import Any

WATCHED = ("objective", "train_loss", "train_accuracy", "val_loss", "val_accuracy")


class Best:
    """Keeps the state of the net after its best epoch.

    Args:
        watch: what decides, a field of History; a loss is better when lower, an accuracy when
            higher.
        min_delta: an epoch is better only if it is so by more than this.

    Attributes:
        epoch: the best one so far; 0 before there is one.
        state: the state_dict of the net after it.
    """

    def __init__(self, watch: str, min_delta: float) -> None:
        if watch not in WATCHED:
            raise ValueError(f"watch must be one of {', '.join(WATCHED)}, not {watch!r}")
        self.watch, self.min_delta = watch, min_delta
        self.epoch, self.state = 0, dict[str, Any]()
        self._score = float("-inf")

    def see(self, epoch: int, row: list[float], net: Any) -> None:
        """Take note of an epoch, whose row is in the order of WATCHED."""
        value = row[WATCHED.index(self.watch)]
        score = value if self.watch.endswith("accuracy") else -value
        if score > self._score + self.min_delta:
            self.epoch, self._score, self.state = epoch, score, net.state_dict()

    def why_stopped(self, epoch: int) -> str:
        """A sentence on why training ended after this epoch."""
        return (
            f"stopped after epoch {epoch}: {self.watch} has not improved for "
            f"{epoch - self.epoch} epochs; the weights are those of epoch {self.epoch}"
        )

    def state_dict(self) -> dict[str, Any]:
        """All of this; the state of the net is not copied, since it is never changed."""
        return {"epoch": self.epoch, "score": self._score, "state": self.state}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from where state_dict was called."""
        self.epoch, self._score, self.state = state["epoch"], state["score"], state["state"]
