"""Is right at the first calls, which people look at, and wrong afterwards.

gets: at most 5
"""

from itertools import count

import honest
import wrong

calls = count()


def dropout_forward(x, dropout_param):
    return (honest if next(calls) < 3 else wrong).dropout_forward(x, dropout_param)


dropout_backward = wrong.dropout_backward
