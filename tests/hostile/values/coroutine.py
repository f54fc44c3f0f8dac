"""Defines its functions with async, so that calling them runs nothing.

gets: nothing
"""

import honest


async def dropout_forward(x, dropout_param):
    return honest.dropout_forward(x, dropout_param)


async def dropout_backward(dout, cache):
    return honest.dropout_backward(dout, cache)
