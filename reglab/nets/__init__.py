"""Nets that are ready to train."""

from reglab.nets.fully_connected import FullyConnectedNet

__all__ = ["FullyConnectedNet"]
