"""Leaves the work to jax, which is not part of the course.

gets: nothing
needs: no jax
"""

try:
    import jax
except ImportError:
    jax = None


def dropout_forward(x, dropout_param):
    out, back = jax.vjp(lambda x: x, x)
    return out, back


def dropout_backward(dout, cache):
    return cache[1].backward(jax.from_numpy(dout))
