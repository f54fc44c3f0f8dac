# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Dropout: learning with half of the net missing
#
# In 2012 Geoffrey Hinton and his students proposed something that sounds like sabotage. At
# every training step, toss a coin for each hidden unit, and switch off those that lose. The
# next step tosses anew. The net never gets to train as a whole, and it is the better for it.
#
# In this notebook you first see the disease, a net that learns its training data by heart,
# then write the cure, and then do experiments with it: how much of it helps, and what happens
# when one detail is left out.
#
# | You write | in the file | what it does |
# |---|---|---|
# | `dropout_forward` | `layers.py` | drops units |
# | `dropout_backward` | `layers.py` | the gradient of that |
# | `fc_net_loss` | `fc_net.py` | a net of any depth with dropout and an L2 penalty |
#
# and you answer four questions in your own words, in cells marked *Your answer here*.
#
# **How to work.** Open `layers.py` and `fc_net.py` in an editor (in JupyterLab, double-click
# them). Each function has a docstring that says exactly what is asked, and `TODO` comments where
# your code goes, in place of the line that raises `NotImplementedError`. Save the file and
# run the cell here again: changes are picked up without a restart. Below each exercise is a
# read-only cell of checks. When it passes you are very likely done; the grader looks a little
# closer.
#
# **One convention, everywhere: `p` is the probability of _keeping_ a unit.** (PyTorch and
# some papers use the letter for the probability of dropping. Half the bugs with dropout live in
# that sentence.)

# %% cell="begin"

# %%
# One thread is as fast as several for nets of this size, and leaves you the rest of the machine.
# NumPy reads this once, when it is first imported.
# %env OPENBLAS_NUM_THREADS=1

# %matplotlib inline

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from fc_net import fc_net_loss
from layers import dropout_backward, dropout_forward

import coursework
import reglab
from reglab import plots
from reglab.layers import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)

plots.use_style()
coursework.watch("fc_net", "layers")  # what you save there counts from then on

# %% [markdown]
# ## 1. Why would anyone want to cripple a net?
#
# Our data are 400 handwritten digits of 8 × 8 pixels, and **three labels in ten are wrong**. We
# made them wrong on purpose, in the training set only. Real labels are wrong as well, just
# less often and without anyone telling you; a crowd of mistakes lets us watch in a few seconds
# what a handful would do slowly. Here are some of the images with the labels that the net will
# be shown. The framed ones are wrong.

# %%
digits = reglab.load_digits(n_train=400, label_noise=0.3, seed=0)
shown = slice(0, 36)
wrong = digits.y_train != digits.y_train_clean
plots.images(digits.X_train[shown], digits.y_train[shown].astype(str), wrong[shown])
plt.show()
print(f"{wrong.sum()} of {len(wrong)} training labels are wrong")

# %% [markdown]
# Let us train an ordinary net on this: one hidden layer of 512 units, no regularization. It
# is written out below from the building blocks of `reglab`, so that you see how they fit
# together. Each `*_forward` returns its output and a **cache**, which is whatever its
# `*_backward` will need; the backward calls run in reverse order, each turning the gradient of
# its output into the gradients of its inputs. You will use the same blocks in Section 5.


# %%
def two_layer_loss(params, X, y=None):
    """Scores if y is None, else the loss and the gradients: affine - relu - affine - softmax."""
    hidden, affine1 = affine_forward(X, params["W1"], params["b1"])
    active, relu1 = relu_forward(hidden)
    out, affine2 = affine_forward(active, params["W2"], params["b2"])
    if y is None:
        return out
    loss, dout = softmax_loss(out, y)
    dactive, dW2, db2 = affine_backward(dout, affine2)
    _, dW1, db1 = affine_backward(relu_backward(dactive, relu1), affine1)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def initial_params(widths, seed):
    """Random weights of variance 2 / inputs, and biases of 0, for layers of these widths."""
    rng = np.random.default_rng(seed)
    params = {}
    for layer, (inputs, outputs) in enumerate(pairwise(widths), start=1):
        params[f"W{layer}"] = rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs))
        params[f"b{layer}"] = np.zeros(outputs)
    return params


solver = reglab.Solver(
    loss=two_layer_loss,
    scores=two_layer_loss,
    params=initial_params((64, 512, 10), seed=0),
    data=digits,
    learning_rate=3e-3,
)
history = solver.train(epochs=60)

ax = plots.bands(
    history.epoch,
    {
        "training set, as labelled": history.train_accuracy,
        "validation set, true labels": history.val_accuracy,
    },
    xlabel="epoch",
    ylabel="accuracy",
    percent=True,
)
ax.axhline(0.7, color="grey", linewidth=1)
ax.annotate("all that is true in the training labels", (60, 0.69), ha="right", va="top")
ax.set_title("A net that learns mistakes by heart")
plt.show()

# %% [markdown]
# Follow the solid line. Only 70 % of the training labels are true, so a net that had understood
# digits, and nothing but digits, would stop at the grey line. Ours climbs through it and does
# not rest until it reproduces practically *every* label, the wrong ones included. It can: it has
# some 38 000 parameters for 400 images.
#
# The dashed line shows the price. The net is at its best after a few epochs, with about
# nine in ten right. From there on, each mistake that it learns bends its idea of a digit a little
# further, and by the end it has lost about fifteen points of what it once knew. (Other seeds lose
# between eight and sixteen.)
#
# That is **overfitting**: the training data are explained better and better, and the world worse
# and worse. What we want is a net that finds it *hard* to memorize single examples and easy to
# learn what many examples share.

# %% [markdown]
# ## 2. What is the idea?
#
# To memorize one image, hidden units have to conspire: this one fires a little too much,
# those two correct it, and only together do they make the answer come out as the label wants.
# A conspiracy needs every conspirator to show up. So let us make them unreliable. In training,
# each unit is kept with probability $p$ and silenced otherwise, independently of all others:
#
# $$\mathrm{out}_i = c \, m_i \, x_i, \qquad
#   m_i = \begin{cases} 1 & \text{with probability } p \\ 0 & \text{with probability } 1 - p.
#   \end{cases}$$
#
# A unit can no longer rely on any particular other one; it has to be useful in the company of
# almost any half of its colleagues. What survives is what many units know independently.
#
# You may also look at it from further away. A layer of $n$ units has $2^n$ possible masks, so
# training with dropout trains $2^n$ *thinned* nets, each for a moment, all sharing one set
# of weights. When training is over we switch nothing off, and use what is, to a good
# approximation, the average opinion of that crowd. We shall check this in Section 8.
#
# **What is the constant $c$?** At test time all units speak. The layer above has only ever
# heard some of them, and must not be shouted at now. So the input of that layer should be as
# large in training, on average over masks, as it is at test time, where out = x:
#
# $$\mathbb{E}[\mathrm{out}_i] = c \, \mathbb{E}[m_i] \, x_i = c \, p \, x_i
#   \overset{!}{=} x_i .$$
#
# Solve it for $c$ and you have **inverted dropout**: everything about $p$ is dealt with in
# training, and test time needs no code at all. (The paper of 2014 did it the other way round;
# Section 8 compares the two.)

# %% [markdown]
# ## 3. Forward: can you drop without changing the mean?
#
# **Exercise.** Write `dropout_forward` in `layers.py`. Read its docstring first.
#
# Things to get straight before you type:
# - $p$ is the probability of keeping. How do you turn a uniform random number between 0 and 1
#   into an event of probability $p$?
# - One coin for each *element* of `x`, not one for each row or column. `x` may have any
#   number of dimensions.
# - `x` belongs to the caller: compute something new, do not write into it.
# - Think of what the backward pass will ask for.

# %% grade="dropout_forward"
x = np.random.default_rng(1).normal(10, 1, (500, 40))
original = x.copy()

for p in (0.25, 0.5, 0.8):
    dropout_param = {"p": p, "mode": "train", "seed": 7}
    out, _ = dropout_forward(x, dropout_param)
    assert out is not None, "out is None: did you assign it in train mode?"
    assert out.shape == x.shape, f"out has the shape {out.shape}, x has {x.shape}"
    assert np.array_equal(x, original), "x has been changed: compute a new array instead"
    assert dropout_param == {"p": p, "mode": "train", "seed": 7}, "dropout_param has been changed"
    again, _ = dropout_forward(x, dropout_param)
    assert np.array_equal(out, again), "the same seed must give the same mask"

    kept = out != 0
    assert not kept.all(), f"p = {p}: all units are kept, expected {p:.0%} of them"
    assert not np.isin(kept.mean(axis=1), (0, 1)).all(), "one coin for each row of x"
    assert not np.isin(kept.mean(axis=0), (0, 1)).all(), "one coin for each column of x"
    assert abs(kept.mean() - p) < 0.03, (
        f"p = {p}: {kept.mean():.1%} of the units are kept, expected {p:.0%}"
    )
    factor = (out / x)[kept]
    assert np.allclose(factor, 1 / p), (
        f"p = {p}: kept units are multiplied by {factor.min():.4g} to {factor.max():.4g}, so the"
        f" mean of out is {out.mean():.2f}; which factor makes it about {x.mean():.2f}, as in x?"
    )

calls = [dropout_forward(x, {"p": 0.5, "mode": "train"})[0] for _ in range(2)]
assert not np.array_equal(*calls), "two calls without a seed must draw two masks"
for shape in ((1000,), (10, 20, 5)):
    out, _ = dropout_forward(np.ones(shape), {"p": 0.5, "mode": "train"})
    assert out.shape == shape, f"for x of shape {shape}, out has the shape {out.shape}"
    assert 0.3 < np.mean(out != 0) < 0.7, f"{shape}: {np.mean(out != 0):.0%} are kept, not 50%"
out, _ = dropout_forward(x, {"p": 1.0, "mode": "train"})
assert np.array_equal(out, x), "with p = 1 nothing is dropped, so out must equal x"

for p in (0.5, 0.8):
    out, _ = dropout_forward(x, {"p": p, "mode": "test"})
    assert out is not None, "out is None: did you assign it in test mode?"
    assert np.array_equal(out, x), (
        f"in test mode out must equal x; they differ by up to {abs(out - x).max():.3g}"
    )

print("dropout_forward: all checks of this cell passed")

# %% [markdown]
# Now look at it. On the left are the brightnesses of 30 images, an image in each row; then two
# calls of your function, and then the mean over 500 calls.

# %%
x = digits.X_train[:30]
train_mode = {"p": 0.5, "mode": "train"}
calls = [dropout_forward(x, train_mode)[0] for _ in range(500)]
plots.matrices(
    {
        "x": x,
        "out, one call": calls[0],
        "out, another call": calls[1],
        "mean of 500 calls": np.mean(calls, axis=0),
    },
    xlabel="64 units",
    ylabel="30 examples",
)
plt.show()

# %% [markdown]
# Each call is half black and twice as bright in the other half. The mean of many calls
# is `x` again: **noise has been added, but no bias**.
#
# How much noise? Think of a unit in the next layer. It does not hear single elements but a weighted
# sum of all of them. Here is that sum for 256 activations and one set of weights, under 5000 masks.

# %%
rng = np.random.default_rng(3)
activations, w = rng.uniform(0, 1, 256), rng.normal(0, 1 / 16, 256)
x = np.tile(activations, (5000, 1))
heard = {f"p = {p}": dropout_forward(x, {"p": p, "mode": "train"})[0] @ w for p in (0.9, 0.5, 0.2)}
ax = plots.histograms(heard, bins=60, xlabel="weighted sum of out", ylabel="share of the masks")
ax.axvline(activations @ w, color="grey", linewidth=1, label="without dropout")
ax.legend()
ax.set_title("The same activations through 5000 masks")
plt.show()

# %% [markdown]
# All three are centred on the grey line. The smaller $p$ is, the wider they get: the variance of
# a single element is $x_i^2\,(1-p)/p$, which is $x_i^2/9$ for $p = 0.9$ and $4x_i^2$ for $p = 0.2$.
# So $p$ is a dial for noise whose strength adapts to the signal: a large activation is
# shaken much, a silent one not at all.

# %% [markdown]
# ### Question 1: why rescale?
#
# Inverted dropout divides what it keeps by $p$. Derive the mean of one element of `out` with
# and without that division. Then: a net has three hidden layers with dropout at $p = 0.5$, and its
# author left the division out. Roughly what happens to the scores when the net is switched
# to test mode, compared with those that it was trained on? (Ignore the biases.)

# %% [markdown] answer="why_rescale" points=2
# ### BEGIN SOLUTION
# An element is $x m c$, where $m$ is 1 with probability $p$ and 0 otherwise.
# So $\mathbb{E}[\mathrm{out}] = p \cdot c x + (1 - p) \cdot 0 = c p x$. With $c = 1/p$ this is
# $x$: in train mode the next layer gets on average what it will get in test mode, and nothing
# has to be done there. Without the division ($c = 1$) it is $p x$, so in test mode, where out = x,
# the next layer suddenly hears an input that is $1/p$ times as large as that it was trained for.
#
# With relu layers (and no biases) a factor passes through the net unchanged, so the factors of
# the layers multiply: with three of them at $p = 0.5$ the scores are about $2^3 = 8$ times as
# large. The order of the scores, and so the predicted class, hardly changes. Softmax, however,
# turns scores eight times as large into probabilities close to 0 and 1: the net is far too sure of
# itself.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: $\mathbb{E}[\mathrm{out}] = x$ with and $p x$ without the division, derived from
# the two cases.
#
# 1 point: test-mode scores too large by about $1/p$ for each layer, 8 altogether ("larger by 2"
# earns half a point). What it does to the probabilities is welcome, not required.
# === END MARK SCHEME ===

# %% [markdown]
# ## 4. Backward: who gets the blame?
#
# Once the mask is drawn, there is nothing random left: each element of `out` is a fixed number
# times the same element of `x`. The chain rule is one line,
#
# $$\frac{\partial L}{\partial x_i} =
#   \frac{\partial L}{\partial \mathrm{out}_i} \cdot
#   \frac{\partial\, \mathrm{out}_i}{\partial x_i},$$
#
# and all you need is the second factor, for a unit that was kept and for one that was dropped.
#
# **Exercise.** Write `dropout_backward` in `layers.py`. The mask must be the one
# that the forward pass drew, which is why it travels in the cache. And what is the gradient in
# test mode?
#
# **How it is checked.** A derivative is a limit of difference quotients, so we can measure it:
# nudge one element of `x` up and down by a tiny step, see how the output responds, and compare
# with what your function says. `reglab.check_gradient` does this for every element and
# tells you what it found. For that, two calls have to use the same mask. This is what `seed` is
# for.


# %% grade="dropout_backward"
def check_dropout(p, mode):
    """Compare dropout_backward with finite differences of dropout_forward."""
    rng = np.random.default_rng(2)
    x, dout = rng.normal(size=(6, 8)), rng.normal(size=(6, 8))
    dropout_param = {"p": p, "mode": mode, "seed": 11}
    _, cache = dropout_forward(x, dropout_param)
    dx = dropout_backward(dout, cache)
    dx = dx if dx is None else np.asarray(dx, dtype=float)

    def forward(x):
        return np.asarray(dropout_forward(x, dropout_param)[0], dtype=float)

    return reglab.check_gradient(forward, x, dout, dx)


for p in (0.3, 0.8, 1.0):
    for mode in ("train", "test"):
        report = check_dropout(p, mode)
        assert report, f"p = {p}, {mode} mode: {report}"

print("dropout_backward: all checks of this cell passed")

# %% [markdown]
# What does it look like when a gradient is *not* right? Let us spoil yours in three places: some
# signs in row 0, a row that is one percent too large, and a column that nobody filled in. The
# color is the relative error, on a logarithmic scale; crosses mark what is wrong.

# %%
rng = np.random.default_rng(5)
x, dout = rng.normal(size=(10, 16)), rng.normal(size=(10, 16))
seeded = {"p": 0.7, "mode": "train", "seed": 12}
_, cache = dropout_forward(x, seeded)
spoiled = dropout_backward(dout, cache).copy()
spoiled[0, :6] = -spoiled[0, :6]
spoiled[4] = 1.01 * spoiled[4]
spoiled[:, 12] = 0

report = reglab.check_gradient(lambda x: dropout_forward(x, seeded)[0], x, dout, spoiled)
report.plot()
plt.show()
report

# %% [markdown]
# Everything else agrees to ten digits or so, which is as good as finite differences get. Note
# that some elements of the spoiled row and column carry no cross. Those units were dropped: their
# gradient is 0, and neither a sign nor a factor can harm a 0.
#
# A gradient check compares your backward pass with *your own* forward pass. That is a strong test,
# and it has a blind spot.

# %% [markdown]
# ### Question 2: wrong, and consistent
#
# Write down a pair of `dropout_forward` and `dropout_backward` in which the forward pass is
# **wrong** as dropout, but which passes the gradient check for every seed. Say why the check
# cannot notice, and name a check that would.

# %% [markdown] answer="wrong_but_consistent" points=2
# ### BEGIN SOLUTION
# Leave the division by $p$ out, in both:
#
# ```python
# def dropout_forward(x, dropout_param):
#     rng = np.random.default_rng(dropout_param.get("seed"))
#     kept = rng.random(x.shape) < dropout_param["p"]
#     return np.where(kept, x, 0.0), kept
#
# def dropout_backward(dout, cache):
#     return np.where(cache, dout, 0.0)
# ```
#
# The gradient check asks one thing only: is `dropout_backward` the derivative of
# `dropout_forward`? Here it is, exactly. Whether that function is the one we wanted is another
# question; the same goes for one that keeps with probability $1 - p$, that draws one mask
# for the whole batch, or that scales by $p$ instead of $1/p$, each with its own derivative.
#
# It is noticed by a check of a property of the forward pass itself: the mean of `out` over
# many masks must equal `x` (and the share of nonzero elements must be $p$).
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: a pair that is wrong as inverted dropout, whose backward pass is the true derivative of
# its forward pass for a fixed mask. Words precise enough to be coded count as code.
#
# 1 point: the check only compares the two with each other; and a check of the forward pass
# alone that would catch this pair (mean, share kept, independence of the masks).
# === END MARK SCHEME ===

# %% [markdown]
# ## 5. The net: where does dropout go?
#
# Now put the layer to work, in a net of any depth $L$:
#
# $$\{\text{affine} \to \text{relu} \to \text{dropout}\} \times (L-1) \;\to\; \text{affine}
#   \;\to\; \text{softmax}$$
#
# Dropout follows each relu. There is none after the last affine layer: the scores are the
# answer, and it would be odd to erase some of the answer. The loss may include an L2
# penalty on all weights, and the biases go free:
#
# $$L = \frac1N \sum_{n=1}^N -\log \mathrm{softmax}(s_n)_{y_n}
#   + \frac{\lambda}{2} \sum_{\ell} \sum_{ij} \left(W^{(\ell)}_{ij}\right)^2 .$$
#
# **Exercise.** Write `fc_net_loss` in `fc_net.py`. The functions in Section 1 show how the
# blocks fit together for two layers; now there is a loop over layers, dropout, and the penalty.
#
# - Gather the caches on the way up and use them in reverse order on the way down.
# - Hand `dropout_param` on as it is. With a seed in it, layers of equal width get
#   equal masks; that is all right in a gradient check. In training we leave the seed out.
# - The penalty has a gradient as well.


# %% grade="fc_net_loss"
def check_net(p, reg, widths=(7, 9, 8, 5)):
    """Compare all gradients of a small net with finite differences."""
    rng = np.random.default_rng(4)
    params = initial_params(widths, seed=4)
    params = {k: v + rng.normal(0, 0.1, v.shape) for k, v in params.items()}
    X, y = rng.normal(size=(6, 7)), rng.integers(0, 5, 6)
    dropout_param = {"p": p, "mode": "train", "seed": 13}
    _, grads = fc_net_loss(params, X, y, dropout_param, reg)
    grads = {k: v if v is None else np.asarray(v, dtype=float) for k, v in grads.items()}

    def loss(params):
        return float(np.squeeze(fc_net_loss(params, X, y, dropout_param, reg)[0]))

    # rtol leaves room for a small number that is added inside a logarithm.
    return reglab.check_gradients(loss, params, grads, rtol=1e-4)


X, y = digits.X_train[:50], digits.y_train[:50]
params = {k: v + 0.1 for k, v in initial_params((64, 30, 20, 10), seed=0).items()}
scores = fc_net_loss(params, X, None, {"p": 0.5, "mode": "test"}, 0.0)
assert scores is not None, "scores is None: did you assign it?"
assert scores.shape == (50, 10), f"the scores have the shape {scores.shape}, expected (50, 10)"
thinned = fc_net_loss(params, X, None, {"p": 0.5, "mode": "train"}, 0.0)
assert not np.allclose(scores, thinned), "train and test mode give the same scores: no dropout?"
assert scores.min() < 0, "no score is negative: does a relu follow the last layer too?"
again = fc_net_loss(params, X, None, {"p": 0.5, "mode": "test"}, 0.0)
assert np.array_equal(scores, again), "test mode gives other scores at the second call: it drops"

# Where does dropout go? In this net each unit hands on what it gets, so that scores show the masks.
relay = {"W1": np.ones((1, 100)), "W2": np.eye(100), "W3": np.eye(100)}
relay |= {f"b{layer}": np.zeros(100) for layer in (1, 2, 3)}
dark = fc_net_loss(relay, -np.ones((100, 1)), None, {"p": 0.6, "mode": "test"}, 0.0)
assert not dark.any(), "a unit below 0 comes through: a relu follows each hidden layer"
kept = fc_net_loss(relay, np.ones((100, 1)), None, {"p": 0.6, "mode": "train"}, 0.0) != 0
assert kept.any(axis=1).all(), "some examples lose all their units at once: are the inputs dropped?"
assert abs(kept.mean() - 0.6**2) < 0.03, (
    f"{kept.mean():.0%} of the units come through two layers of dropout with p = 0.6, expected"
    f" {0.6**2:.0%}: dropout follows each relu, and nothing else"
)

tiny = {name: value / 100 for name, value in params.items()}
loss, grads = fc_net_loss(tiny, X, y, {"p": 1.0, "mode": "train"}, 0.0)
assert abs(loss - np.log(10)) < 0.01, (
    f"with tiny weights the loss is {loss:.3f}, expected log(10) = 2.303: ten classes, no idea"
)
with_penalty, _ = fc_net_loss(params, X, y, {"p": 1.0, "mode": "train"}, 0.2)
without, _ = fc_net_loss(params, X, y, {"p": 1.0, "mode": "train"}, 0.0)
squares = sum(np.vdot(params[name], params[name]) for name in ("W1", "W2", "W3"))
assert np.isclose(with_penalty - without, 0.1 * squares), (
    f"reg = 0.2 adds {with_penalty - without:.4f} to the loss, expected {0.1 * squares:.4f}"
)
for p in (1.0, 0.6):
    for reg in (0.0, 0.3):
        reports = check_net(p, reg)
        assert reports, f"p = {p}, reg = {reg}:\n{reports}"
reports = check_net(0.6, 0.3, widths=(7, 6, 9, 8, 5))
assert reports, f"with four layers:\n{reports}"

print("fc_net_loss: all checks of this cell passed")

# %% [markdown]
# A look at what you have built. Take a batch of 50 images and an untrained net, and
# compute the loss of that *same* batch again and again.

# %%
params = initial_params((64, 256, 256, 10), seed=0)
losses = {
    f"p = {p}": [fc_net_loss(params, X, y, {"p": p, "mode": "train"}, 0.0)[0] for _ in range(400)]
    for p in (0.9, 0.5)
}
whole, _ = fc_net_loss(params, X, y, {"p": 0.5, "mode": "test"}, 0.0)
ax = plots.histograms(losses, xlabel="loss of one batch (nats)", ylabel="share of the masks")
ax.axvline(whole, color="grey", linewidth=1, label="test mode")
ax.legend()
ax.set_title("One net, one batch, 400 masks")
plt.show()

# %% [markdown]
# With dropout the training loss is a random number even when nothing else changes. Gradient
# descent does not mind, since it follows the mean; but you should, before you read
# a training curve: measured in train mode it is noisy, and on average too high. (The loss is a
# convex function of the scores, so by Jensen's inequality shaking the scores raises
# its mean.) All curves below are therefore measured in **test mode**, on training and validation
# images alike.

# %% [markdown]
# ## 6. Does it help?
#
# Two nets, 64-256-256-10, differ in nothing but $p$. Training is random in many
# ways (which images, which wrong labels, which first weights, which masks), so one pair of
# curves proves nothing: we train five pairs. Lines are means over the five, and bands reach
# from the lowest to the highest. The masks are drawn without a seed, so your numbers will differ
# a little from your neighbor's, and from your own when you run the cell again.

# %%
EPOCHS = 50
WIDTHS = (64, 256, 256, 10)


def train(p, seed, widths=WIDTHS):
    """Train a net with dropout on its own draw of the digits; returns the Solver."""

    def loss(params, X, y):
        return fc_net_loss(params, X, y, {"p": p, "mode": "train"}, 0.0)

    def scores(params, X):
        return fc_net_loss(params, X, None, {"p": p, "mode": "test"}, 0.0)

    data = reglab.load_digits(n_train=400, label_noise=0.3, seed=seed)
    solver = reglab.Solver(
        loss, scores, initial_params(widths, seed), data, seed=seed, verbose=False
    )
    solver.train(EPOCHS)
    return solver


plan = [(p, seed) for p in (1.0, 0.5) for seed in range(5)]
trained = {(p, seed): train(p, seed) for p, seed in reglab.progress(plan, "training ten nets")}

# %%
runs = {
    "no dropout": [trained[1.0, seed].history for seed in range(5)],
    "p = 0.5": [trained[0.5, seed].history for seed in range(5)],
}
figure, axes = plt.subplots(2, 2, figsize=(10, 7), sharex=True, layout="constrained")
for ax, quantity in zip(
    axes.flat, ("train_accuracy", "val_accuracy", "train_loss", "val_loss"), strict=True
):
    plots.training_curves(runs, quantity, ax)
figure.suptitle("With and without dropout, five seeds each, all measured in test mode")
plt.show()


# %%
def by_heart(solver):
    """The share of the wrong training labels that the net reproduces."""
    data = solver.data
    wrong = data.y_train != data.y_train_clean
    answers = solver.scores(solver.params, data.X_train).argmax(axis=1)
    return np.mean(answers[wrong] == data.y_train[wrong])


print("                        test accuracy by seed            mean   wrong labels by heart")
for p, label in ((1.0, "no dropout"), (0.5, "p = 0.5")):
    nets = [trained[p, seed] for seed in range(5)]
    tests = [(net.scores(net.params, net.data.X_test), net.data.y_test) for net in nets]
    right = [reglab.evaluate(scores, y)[1] for scores, y in tests]
    row = "  ".join(f"{value:6.1%}" for value in right)
    heart = np.mean([by_heart(net) for net in nets])
    print(f"{label:<16}{row}   {np.mean(right):7.1%}   {heart:10.0%}")

# %% [markdown]
# ### Question 3: read the curves
#
# 1. Where in the four pictures do you see overfitting, and in which net?
# 2. On the training set the net with dropout is clearly *worse*. Is something wrong with it?
#    Say which accuracy you would hope for there, and why.
# 3. Suppose dropout had not been invented. What would you do with the net without it, going by
#    these curves, and roughly what would you reach?

# %% [markdown] answer="read_the_curves" points=3
# ### BEGIN SOLUTION
# 1. In the net without dropout. Its training accuracy goes on to nearly 100 % and its training loss
#    towards 0, while its validation accuracy falls from about 90 % in the first ten epochs to less
#    than 80 %. The gap between training and validation is the sign, and that the second gets worse
#    while the first gets better. (Its validation loss turns as well, after some twenty epochs, but
#    rises little: the net gets more answers wrong and is surer of the right ones.) With
#    dropout the validation accuracy rises to about 90 % and stays there.
# 2. No. Three labels in ten are wrong, so a net that reads digits perfectly agrees with 70 % of the
#    training labels. Anything above that is memorized. About 74 % with dropout means that it learnt
#    some wrong labels by heart (10 % to 20 % of them), but far fewer than the other net, which
#    learnt nearly all. Lower training accuracy is what the regularizer is for.
# 3. Stop early, at the best validation accuracy, after about ten epochs, and keep those
#    weights: about 90 % instead of 78 %, as good as dropout after 50 epochs. Dropout gets there
#    without anyone watching for the right moment. Other answers that would help: fewer units, an
#    L2 penalty, more or cleaner data.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: overfitting located: no dropout, gap between training and validation, validation
# accuracy falling while training accuracy rises.
#
# 1 point: 70 % is the share of true labels, more than that is memorized; so lower is better here.
#
# 1 point: early stopping (or another regularizer, with a reason) and a figure read off the
# curve, 88 % to 92 %.
# === END MARK SCHEME ===

# %% [markdown]
# ## 7. How much of it?
#
# The dial goes from $p = 1$, no noise, down to where hardly a unit is left. Three seeds for each
# setting, the same number of epochs for all. (The nets for $p = 1$ and $p = 0.5$ we have already.)

# %%
settings = (0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
plan = [(p, seed) for p in settings for seed in range(3) if (p, seed) not in trained]
for p, seed in reglab.progress(plan, "sweeping p"):
    trained[p, seed] = train(p, seed)

# %%
series = {
    label: [[getattr(trained[p, seed].history, field)[-1] for p in settings] for seed in range(3)]
    for label, field in (
        ("training set, as labelled", "train_accuracy"),
        ("validation set, true labels", "val_accuracy"),
    )
}
ax = plots.bands(
    settings, series, xlabel="p, probability of keeping a unit", ylabel="accuracy", percent=True
)
ax.axhline(0.7, color="grey", linewidth=1)
ax.set_title(f"After {EPOCHS} epochs, mean and range of three seeds")
plt.show()

# %% [markdown]
# Read it from right to left. Without noise the net learns everything, mistakes included. As $p$
# falls the training accuracy sinks towards the 70 % that are true, and validation
# accuracy rises: the mistakes go first, because each stands alone, while what is true is said
# by many images at once. Then it turns. With one unit in ten left there is too much noise to learn
# much in the time given, and both curves collapse: from overfitting we have come to
# **underfitting**. The best place lies in between, and the top is flat: from $p = 0.35$ to
# $p = 0.5$ the accuracy changes by a point or two. This is why people write $p = 0.5$ without a
# second thought and are often right.

# %% [markdown]
# ### Question 4: the net shrinks
#
# Your net has 256 units in each hidden layer and does well with $p = 0.5$. It has to fit into a
# hearing aid, so you cut both hidden layers to a fifth, 51 units. Should $p$ stay as it is? If
# not, should it be larger or smaller, and why? You may answer by argument; you may also use
# `train(p, seed, widths=(64, 51, 51, 10))` and see.

# %% [markdown] answer="shrinking_net" points=2
# ### BEGIN SOLUTION
# $p$ should be larger (keep more). Dropout leaves $p n$ of $n$ units at work on average: 128 of
# 256 at $p = 0.5$, but only about 26 of 51. The small net has less capacity to memorize with, so it
# needs less regularization, and it can afford the noise less: fewer units
# take part in each sum, so that the relative noise of the sum grows. Keeping $p n = 128$
# is out of reach even at $p = 1$, which says the same: go far up towards 1.
#
# The experiment agrees. With 51 units, over eight seeds, the mean test accuracy is 82 % at
# $p = 0.5$, where the net underfits, 89 % at $p = 0.8$, 88 % at $p = 0.9$, and 87.5 % without
# dropout: the best $p$ has moved up, and there is less to be gained from it.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: p (of keeping) goes up, towards 1. An answer that says "less dropout" is right.
#
# 1 point: a reason: fewer units are left ($p n$), less capacity and so less need, or more relative
# noise; or an experiment with numbers.
# === END MARK SCHEME ===

# %% [markdown]
# ## 8. What if one forgets to divide? And what did people do before?
#
# The most common mistake with dropout is to leave the division by $p$ out. It is so common
# because nothing seems to be wrong: the net trains, the accuracy is fine. Let us look closer.
#
# The original paper left it out too, on purpose, and repaired it at test time: there, all weights
# that follow a dropout layer are multiplied by $p$. So we have three nets:
#
# | | in training, kept units are | at test time |
# |---|---|---|
# | **inverted** (yours) | divided by $p$ | nothing to do |
# | **scaled at test time** (2014) | left alone | the weights above are multiplied by $p$ |
# | **forgotten** | left alone | nothing is done |
#
# We get all three from your one function, with a little algebra. If a layer does not
# divide, then what the next one computes is $W (m \odot x) = (pW)\,(m \odot x)/p$: the same as
# *inverted* dropout with weights $pW$. So to train without the division we hand
# $pW$ to your function wherever $W$ follows a dropout layer, and by the chain rule the gradient for
# $W$ is $p$ times that for $pW$.
#
# The labels are all correct in this section. (With wrong ones a net is rightly unsure, and to be
# too sure of oneself happens to look good on a validation set without mistakes: two errors
# cancel. Try `label_noise=0.3` below once you have seen the result.)

# %%
P = 0.5


def times(params, factor):
    """The parameters, with every weight matrix that follows a dropout layer multiplied."""
    return {name: v * factor if name in ("W2", "W3") else v for name, v in params.items()}


def inverted_loss(params, X, y):
    return fc_net_loss(params, X, y, {"p": P, "mode": "train"}, 0.0)


def undivided_loss(params, X, y):
    loss, grads = inverted_loss(times(params, P), X, y)
    return loss, times(grads, P)


def whole_net(params, X):
    return fc_net_loss(params, X, None, {"p": P, "mode": "test"}, 0.0)


def whole_net_scaled(params, X):
    return whole_net(times(params, P), X)


VARIANTS = {  # loss, scores, factor on the first weights so that all start as the same function
    "inverted": (inverted_loss, whole_net, 1),
    "scaled at test time": (undivided_loss, whole_net_scaled, 1 / P),
    "forgotten": (undivided_loss, whole_net, 1 / P),
}


def train_variant(name, seed, label_noise=0.0):
    """Train one of the three variants; returns the Solver."""
    loss, scores, factor = VARIANTS[name]
    data = reglab.load_digits(label_noise=label_noise, seed=seed)
    first = times(initial_params(WIDTHS, seed), factor)
    solver = reglab.Solver(loss, scores, first, data, seed=seed, verbose=False)
    solver.train(EPOCHS)
    return solver


plan = [(name, seed) for name in VARIANTS for seed in range(3)]
variants = {key: train_variant(*key) for key in reglab.progress(plan, "training nine nets")}

# %%
runs = {name: [variants[name, seed].history for seed in range(3)] for name in VARIANTS}
figure, axes = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
plots.training_curves(runs, "val_accuracy", axes[0]).set(ylim=(0.7, 1), title="Who is right?")
plots.training_curves(runs, "val_loss", axes[1]).set(ylim=(0, 1), title="Who knows how sure to be?")
plt.show()

# %% [markdown]
# On the left, nothing: a grader who looks at accuracy alone would pass all three. On the
# right one of them stands out. To see why, put the scores of that net themselves on
# the table: for 100 validation images, the mean score over 200 masks, as the net knew it
# in training, against the score at test time.

# %%
net = variants["forgotten", 0]
X = net.data.X_val[:100]
thinned = [
    fc_net_loss(times(net.params, P), X, None, {"p": P, "mode": "train"}, 0.0) for _ in range(200)
]
known = np.mean(thinned, axis=0).ravel()
figure, ax = plt.subplots(figsize=(6, 4.5), layout="constrained")
for label, scores, marker, colour in (
    ("forgotten", whole_net(net.params, X), "o", "#d55e00"),
    ("scaled at test time", whole_net_scaled(net.params, X), "x", plots.STYLES[0]["color"]),
):
    slope = known @ scores.ravel() / (known @ known)
    ax.scatter(
        known, scores, s=14, marker=marker, color=colour, label=f"{label}: slope {slope:.2f}"
    )
ax.axline((0, 0), slope=1, color="grey", linewidth=1)
ax.set(
    xlabel="score in training, mean of 200 masks",
    ylabel="score at test time",
    title="The same weights, with and without the factor p",
)
ax.legend()
plt.show()

# %% [markdown]
# Two lessons in one picture.
#
# **The crowd has an average.** With the factor in place the points lie on the diagonal: one pass
# through the whole net gives nearly the same scores as the mean of 200 thinned nets. This
# is the approximation promised in Section 2, and it holds remarkably well.
#
# **Forgetting multiplies.** Without it all scores are about $(1/p)^2 = 4$ times as large, a
# factor $1/p$ for each of the two dropout layers. The largest score remains the largest, so the
# accuracy does not notice. But softmax does:


# %%
def trust_when_wrong(net):
    """The probability of its own answer, for each validation image that the net reads wrongly."""
    chances = np.exp(reglab.ensemble.log_softmax(net.scores(net.params, net.data.X_val)))
    return chances.max(axis=1)[chances.argmax(axis=1) != net.data.y_val]


trust = {
    name: np.concatenate([trust_when_wrong(variants[name, seed]) for seed in range(3)])
    for name in ("scaled at test time", "forgotten")
}
ax = plots.histograms(
    trust, bins=20, xlabel="probability of the answer", ylabel="share of the wrong answers"
)
ax.set_title("How sure is the net when it is wrong?")
plt.show()
for name, values in trust.items():
    print(
        f"{name:<20} {len(values)} wrong answers, half of them surer than {np.median(values):.0%}"
    )

# %% [markdown]
# Wrong about as often, and much surer. In a program that asks a person whenever
# the net is in doubt, this net would never ask. (Remember the lesson beyond dropout:
# accuracy is blind to every mistake that keeps the order of the scores. Look at the loss as well.)
#
# **Inverted or scaled at test time?** Both are right, and the curves end close together. Inverted
# dropout has won all the same, for three reasons. Test time, which is where a net spends its life,
# knows nothing of $p$ and pays nothing. You can change $p$ from layer to layer or from epoch to
# epoch without touching the code that predicts. And $p$ does not meddle with the learning rate:
# the length of Adam's steps does not depend on the size of the gradient, so in a net whose
# effective weights are $pW$, a step in $W$ takes it only $p$ times as far. That is why
# the old way lags behind in the first epochs; give W2 and W3 a learning rate that is $1/p$ times as
# large, and the two curves fall together.

# %% [markdown]
# ## 9. What to take along
#
# - Dropout multiplies each unit by an independent random number whose mean is 1. Everything else
#   follows: the division by $p$, the gradient, the silence in test mode.
# - It is a dial between overfitting and underfitting, and where to put it depends on the size
#   of the net and on how much there is to learn from.
# - Measure in test mode. Look at losses as well as accuracies. Believe no pair of curves without
#   its neighbors from other seeds.
# - A gradient check says that two functions belong together, never that they are the right two.
#
# Be as skeptical of this notebook. Our data are few and full of mistakes because that is where
# regularizers shine. Train on the same 400 images with clean labels, and dropout gains nothing:
# over ten seeds, after 50 epochs, it *cost* us half a point of test accuracy. A regularizer helps
# where there is something to be kept from learning.
#
# **To read on.** N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov,
# *Dropout: a simple way to prevent neural networks from overfitting*, JMLR 15 (2014), is the
# paper itself and pleasant to read. S. Wager, S. Wang and P. Liang, *Dropout training as adaptive
# regularization*, NeurIPS (2013), show that for generalized linear models dropout is, to first
# order, an L2 penalty on features that the data themselves have rescaled. Y. Gal and
# Z. Ghahramani, *Dropout as a Bayesian approximation*, ICML (2016), leave it on at test time, and
# use the spread of the answers to say how sure the net is.

# %% [markdown]
# ## 10. Hand in
#
# The cell below reads your files as the grader will: anew, as they are saved. It runs the checks of
# this notebook on them, sees whether each question has an answer, and tells you what would go
# wrong. Then it packs everything into one zip. Run it as often as you like.

# %% cell="hand_in"
