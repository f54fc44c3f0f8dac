"""Raises, prints and names what would clear the terminal of whoever reads it.

gets: nothing
"""

import sys

EVIL = "\x1b[2J\x1b]0;mine\x07\u202e\x9b31m\r\n\x00"


class Odd(Exception):
    pass


Odd.__name__ = Odd.__qualname__ = EVIL
Odd.__module__ = EVIL


def dropout_forward(x, dropout_param):
    print(EVIL)
    print(EVIL, file=sys.stderr)
    raise Odd(EVIL)


def dropout_backward(dout, cache):
    print(EVIL, flush=True)
    import os

    os._exit(1)
