"""Uses objects and partial functions in the place of functions. Its answers are right.

gets: full
"""

import functools

import honest


class Forward:
    def __call__(self, x, dropout_param, rest=None):
        return honest.dropout_forward(x, dropout_param)


dropout_forward = Forward()
dropout_backward = functools.partial(honest.dropout_backward)
