"""Raises and returns things whose texts are a hundred million letters long.

gets: nothing
"""


class Giant(Exception):
    def __str__(self):
        return "giant " * 20_000_000

    __repr__ = __format__ = __str__


def dropout_forward(x, dropout_param):
    raise Giant


def dropout_backward(dout, cache):
    return Giant()
