"""Gives types and functions names of ten million letters.

gets: nothing
"""

NAME = "n" * 10_000_000


def dropout_forward(x, dropout_param):
    raise type(NAME, (Exception,), {})(NAME)


def dropout_backward(dout, cache):
    return type(NAME, (), {})()


dropout_forward.__name__ = dropout_forward.__qualname__ = NAME
