"""What the notebook of an assignment needs around the work itself: to begin, and to hand in.

It travels in every student's zip and needs Python alone. The first cell calls begin, the last
hand_in; in between watch has every saved change of the student's modules followed.
"""

from coursework.beginning import begin as begin
from coursework.handing_in import hand_in as hand_in
from coursework.watching import watch as watch

__all__ = ["begin", "hand_in", "watch"]
