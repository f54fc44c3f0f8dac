"""The best epoch of a training."""

from collections.abc import Mapping
from typing import Any

WATCHED = ("objective", "train_loss", "train_accuracy", "val_loss", "val_accuracy")


class Best:
    """The best epoch so far, and the state of the net after it.

    Args:
        watch: the field of History that decides; low losses and high accuracies are good.
        min_delta: smallest improvement that counts.

    Attributes:
        epoch: the best one so far, 0 at first.
        state: state_dict of the net after this epoch.
    """

    def __init__(self, watch: str, min_delta: float) -> None:
        if watch not in WATCHED:
            raise ValueError(f"watch must be one of {', '.join(WATCHED)}, not {watch!r}")
        self.watch, self.min_delta = watch, min_delta
        self.epoch, self.state = 0, dict[str, Any]()
        self._score = float("-inf")

    def compare(self, epoch: int, row: list[float], net: Any) -> None:
        """Compare an epoch with the best one; its row has the order of WATCHED."""
        value = row[WATCHED.index(self.watch)]
        score = value if self.watch.endswith("accuracy") else -value
        if score > self._score + self.min_delta:
            self.epoch, self._score, self.state = epoch, score, net.state_dict()

    def why_stopped(self, epoch: int) -> str:
        """A message that explains why training stopped after this epoch."""
        return (
            f"stopped after epoch {epoch}: {self.watch} has not improved for "
            f"{epoch - self.epoch} epochs; the weights are those of epoch {self.epoch}"
        )

    def state_dict(self) -> dict[str, Any]:
        """Epoch, score and state of the net, which is never changed in place."""
        return {"epoch": self.epoch, "score": self._score, "state": self.state}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Restore a state from state_dict."""
        self.epoch, self._score, self.state = state["epoch"], state["score"], state["state"]
