"""Changes the number 1 and the value True in the memory of its process.

gets: nothing
"""

import ctypes

from wrong import *

for number in (257, 1, 0):
    ctypes.c_uint32.from_address(id(number) + 24).value = 7
