"""What is asked of suspects.py: the true gradient of each of the five layers."""

import numpy as np

from autograder import Exercise, Failed, Message, expect, expect_close

fixed = Exercise("fixed_backward", module="suspects")


def inputs(rng, *shape):
    """As many elements between any two of -3, -2, ..., 3, and none close to them."""
    floors = np.resize(np.arange(-3, 3), int(np.prod(shape)))
    return rng.uniform(0.1, 0.9, shape) + rng.permutation(floors).reshape(shape)


def true_standardize(x, dout):
    """Through the Jacobian of each row."""
    n = x.shape[1]
    std = np.sqrt(x.var(axis=1) + 1e-5)
    out = (x - x.mean(axis=1, keepdims=True)) / std[:, None]
    jacobians = (np.eye(n) - (1 + out[:, :, None] * out[:, None, :]) / n) / std[:, None, None]
    return np.einsum("nj,nji->ni", dout, jacobians)


def true_softmax(x, dout):
    """Through the Jacobian of each row."""
    out = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
    jacobians = out[:, :, None] * np.eye(x.shape[1]) - out[:, :, None] * out[:, None, :]
    return np.einsum("nj,nji->ni", dout, jacobians)


def true_softsign(x, dout):
    return dout / (1 + np.abs(x)) ** 2


def true_shrink(x, dout):
    return np.where((x > 1) | (x < -1), dout, 0.0)


def true_windows(x, dout):
    dx = np.zeros(x.shape)
    for w in range(x.shape[1] - 2):
        dx[:, w : w + 3] += dout[:, w]
    return dx


TRUE = {
    "standardize": true_standardize,
    "softsign": true_softsign,
    "shrink": true_shrink,
    "softmax": true_softmax,
    "windows": true_windows,
}
GUILTY = ("shrink", "softmax", "windows")


def question(rng, name, rows, columns):
    """X and dout for a suspect."""
    x = inputs(rng, rows, columns)
    shape = (rows, columns - 2, 3) if name == "windows" else x.shape
    return x, rng.standard_normal(shape)


def expect_true(submission, rng, name, rows, columns, hint):
    x, dout = question(rng, name, rows, columns)
    what = Message("For x of shape {shape}, the gradient of {name}", shape=x.shape, name=name)
    expect_close(submission.fixed(name, x, dout), TRUE[name](x, dout), what, hint)


@fixed.check(points=1)
def lets_the_innocent_go(submission, reference, rng):
    """The gradients of standardize and softsign, which were right, are still right."""
    for name in ("standardize", "softsign"):
        hint = Message("{name} was right before. What does your function return for it?", name=name)
        expect_true(submission, rng, name, 4, 7, hint)


@fixed.check(points=1)
def fixes_shrink(submission, reference, rng):
    """The gradient of shrink is right, for every x."""
    hint = "What is the slope of the soft threshold below -1, from -1 to 1, and above 1?"
    expect_true(submission, rng, "shrink", 4, 7, hint)


@fixed.check(points=2)
def fixes_softmax(submission, reference, rng):
    """The gradient of softmax is right: every output depends on all scores of its row."""
    hint = "d out_j / d x_i is out_i (1 - out_i) for j = i, and -out_i out_j otherwise."
    expect_true(submission, rng, "softmax", 4, 7, hint)


@fixed.check(points=2)
def fixes_windows(submission, reference, rng):
    """The gradient of windows is right: it adds what comes back from all windows."""
    hint = "An element that is in three windows gets three contributions."
    expect_true(submission, rng, "windows", 4, 7, hint)


@fixed.check(points=1, hidden=True)
def fixes_them_at_any_shape(submission, reference, rng):
    """A gradient that is right for one shape is right for others too."""
    hint = "Is the shape of the example in the notebook a constant in your code?"
    for name in fixed_ones(submission, rng):
        for rows, columns in ((1, 9), (6, 3), (11, 12)):
            expect_true(submission, rng, name, rows, columns, hint)
    for name in ("softsign", "shrink"):  # these two take any shape
        x = inputs(rng, 2, 3, 4)
        dout = rng.standard_normal(x.shape)
        if is_true(submission, rng, name):
            what = Message(
                "For x of shape {shape}, the gradient of {name}", shape=x.shape, name=name
            )
            expect_close(submission.fixed(name, x, dout), TRUE[name](x, dout), what, hint)


@fixed.check(points=1, hidden=True)
def leaves_dout_and_cache_alone(submission, reference, rng):
    """No gradient writes into dout or into the cache."""
    fixed_ones(submission, rng)
    hint = "Operators such as *= write into the array itself."
    for name in TRUE:
        x, dout = question(rng, name, 4, 7)
        before, after = submission.given(name, x, dout), submission.given_afterwards(name, x, dout)
        whole = all(isinstance(some, list) and some for some in (before, after))
        expect(whole, Message("{name} gave no answer.", name=name))
        dout_stays = np.array_equal(after[0], dout)
        changed = "" if same(before[1:], after[1:]) else "cache"
        changed = changed if dout_stays else "dout"
        message = Message(
            "The gradient of {name} changes {what}.", name=name, what=Message(changed)
        )
        expect(not changed, message, hint, observed=changed)


def same(some, others):
    """Whether two lists hold the same arrays."""
    pairs = zip(some, others, strict=False)
    return len(some) == len(others) and all(np.array_equal(*pair) for pair in pairs)


def fixed_ones(submission, rng):
    """The suspects whose gradients are right; one of the guilty at least, or nothing is earned."""
    right = [name for name in TRUE if is_true(submission, rng, name)]
    some = any(name in GUILTY for name in right)
    expect(some, "None of the wrong backward passes is fixed.")
    return right


def is_true(submission, rng, name):
    """True for a gradient that is right for one x; where it is not, another check has said so."""
    try:
        expect_true(submission, rng, name, 4, 7, "")
    except Failed:
        return False
    return True
