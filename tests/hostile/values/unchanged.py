"""Returns what it is given.

gets: dropout_forward 1, dropout_backward 2
"""

def dropout_forward(x, dropout_param):
    return x, dropout_param


def dropout_backward(dout, cache):
    return dout
