"""What the notebook of an assignment needs around the work itself: to begin, and to hand in.

It travels in every student's zip and needs Python alone. Its first cell calls begin, its last
hand_in; between them every saved change of the student's modules is followed.
"""

from coursework.beginning import begin as begin
from coursework.handing_in import hand_in as hand_in

__all__ = ["begin", "hand_in"]
