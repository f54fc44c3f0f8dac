"""Raises an exception whose text is half a letter, escape codes and a script.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    raise ValueError("\ud800 \x1b[2J\x1b]0;owned\x07 <script>alert(1)</script> [bold red]{{ 7 * 7 }} \u202e\0\r\n")
