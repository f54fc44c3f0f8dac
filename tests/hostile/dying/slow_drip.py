"""Takes just less than the time that a call may take, call after call.

gets: at most 6
"""

import time

from honest import *


def dropout_forward(x, dropout_param, real=dropout_forward):
    time.sleep(0.6)
    return real(x, dropout_param)
