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
# # Dropout in a whole net: four lines forward, two lines back
#
# Dropout is a few lines of code that are easy to get nearly right. In this notebook you put them
# where they belong, into a net of three layers, and follow them through the backward pass. There
# are only two input features here, so that at the end you can *see* what the net has come to
# believe: as a picture of the plane.
#
# | You write | in the file | what it does |
# |---|---|---|
# | `forward_propagation_with_dropout` | `network.py` | the net with dropout in both hidden layers |
# | `backward_propagation_with_dropout` | `network.py` | its gradients, given the masks |
#
# and you answer four questions in your own words, in cells marked *Your answer here*.
#
# **How to work.** Open `network.py` in an editor (in JupyterLab, double-click it). Each function
# has a docstring that says exactly what is asked, and a `TODO` comment where your code goes, in
# place of the line that raises `NotImplementedError`. Save the file and run the cell here again:
# changes are picked up without a restart. Below each exercise is a read-only cell of checks. When
# it passes you are very likely done; the grader looks a little closer.
#
# **Two conventions, everywhere.** `keep_prob` is the probability of _keeping_ a unit. And
# examples are **columns**: `X` has the shape (features, examples), and in the matrix `A1` of a
# hidden layer a row is a unit and a column an example. (Many libraries have examples in rows.
# Whoever knows which of the two is meant has half of all shape errors behind them.)

# %% cell="begin"

# %%
# One thread is as fast as several for nets of this size, and leaves you the rest of the machine.
# NumPy reads this once, when it is first imported.
# %env OPENBLAS_NUM_THREADS=1

# %matplotlib inline

from itertools import product

import matplotlib.pyplot as plt
import numpy as np
from network import backward_propagation_with_dropout, forward_propagation_with_dropout

import coursework
import reglab
from reglab import columns, plots

plots.use_style()
coursework.watch("network")  # what you save there counts from then on

# %% [markdown]
# ## 1. What does overfitting look like from above?
#
# Two crescents, a hundred points, and **one label in ten is wrong** (in the training set only; we
# know which, the net does not). `reglab.make_moons` gives an example a row, as most libraries do,
# so we transpose it, once, here.


# %%
def moons(seed):
    """A hundred points of two crescents to train on, a tenth of them with the wrong label."""
    data = reglab.make_moons(n_train=100, noise=0.2, seed=seed)
    return reglab.with_label_noise(data, 0.1, seed)


def in_columns(X, y):
    """X of shape (m, n0) and y of shape (m,) as (n0, m) and (1, m)."""
    return X.T, y[None, :]


data = moons(seed=0)
X, Y = in_columns(data.X_train, data.y_train)
print(f"X has the shape {X.shape}: {X.shape[0]} features, {X.shape[1]} examples")
print(f"Y has the shape {Y.shape}; {np.sum(data.y_train != data.y_train_clean)} labels are wrong")

# %% [markdown]
# The net is LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID, with 64 and 32 hidden units:
#
# $$A^{[1]} = \mathrm{relu}(W^{[1]} X + b^{[1]}), \quad
#   A^{[2]} = \mathrm{relu}(W^{[2]} A^{[1]} + b^{[2]}), \quad
#   A^{[3]} = \sigma(W^{[3]} A^{[2]} + b^{[3]}),$$
#
# and $A^{[3]}$, of shape (1, m), holds the probability of class 1 for each example.
# The cost is the cross-entropy, averaged over the examples,
# $J = -\frac1m \sum_j \left[ y_j \log a_j + (1 - y_j) \log (1 - a_j) \right]$.
# `reglab.columns` has this net without dropout. We train it by plain gradient descent.

# %%
WIDTHS = (2, 64, 32, 1)
LEARNING_RATE = 0.7
STEPS = 2500


def train_plainly(data, seed, steps=STEPS):
    """Parameters of a net that was trained without any regularization."""
    X, Y = in_columns(data.X_train, data.y_train)
    parameters = columns.initialize_parameters(WIDTHS, seed)
    for _ in range(steps):
        _, cache = columns.forward_propagation(X, parameters)
        gradients = columns.backward_propagation(X, Y, cache)
        parameters = columns.update_parameters(parameters, gradients, LEARNING_RATE)
    return parameters


def accuracy(parameters, X, y):
    """The share of right answers; X has an example a row."""
    return np.mean(columns.predict(X.T, parameters)[0] == y)


def draw(parameters, ax, title):
    """What the net believes of each point of the plane, and the points it was trained on."""
    plots.decision_boundary(
        lambda points: columns.forward_propagation(points.T, parameters)[0].ravel(),
        data.X_train,
        data.y_train,
        ax,
        threshold=0.5,
    )
    ax.set_title(title)
    ax.get_legend().set_visible(False)


after = {steps: train_plainly(data, seed=0, steps=steps) for steps in (150, STEPS)}
figure, axes = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
for ax, (steps, parameters) in zip(axes, after.items(), strict=True):
    draw(parameters, ax, f"after {steps} steps")
handles, labels = axes[0].get_legend_handles_labels()
figure.legend(handles, labels, loc="outside lower center", ncols=3)
plt.show()
for steps, parameters in after.items():
    on_train = accuracy(parameters, data.X_train, data.y_train)
    on_test = accuracy(parameters, data.X_test, data.y_test)
    print(
        f"after {steps:4} steps: {on_train:.1%} on the training set, {on_test:.1%} on the test set"
    )

# %% [markdown]
# On the left a net that has seen the crescents. On the right the same net, later, with inlets or
# islands that are there for the sake of a few points. The points with a ring are on the wrong
# side, and if their label is wrong, that is where they *should* be. After all those steps
# the net has learnt many of the wrong labels by heart, and on the test set, a thousand points with
# true labels, it has become worse.
#
# An island takes teamwork. One relu unit makes one straight fold in the plane, and it
# takes several folds to fence in a single point. If the members of such a team could not count on
# each other, no island would come about. That is what we are going to arrange.

# %% [markdown]
# ## 2. Four steps, on paper
#
# Take one example and a layer of four units, whose relus gave $a = [1, 2, 3, 4]$, and
# `keep_prob = 0.8`. Dropout in its "inverted" form goes in four steps:
#
# | step | | |
# |---|---|---|
# | **draw** | a uniform random number for each unit | $[0.93,\ 0.41,\ 0.88,\ 0.07]$ |
# | **threshold** | which of them keep their unit? | $d = [0, 1, 0, 1]$ |
# | **apply** | multiply by the mask | $[0, 2, 0, 4]$ |
# | **rescale** | divide by `keep_prob` | $[0, 2.5, 0, 5]$ |
#
# The last step is there, as one reads everywhere, "so that the sum stays the same". Does it? The
# sum was 10, and now it is 7.5.
#
# There are only $2^4 = 16$ masks. Let us try them all. A mask that keeps $k$ of the four units has
# the probability $0.8^k \cdot 0.2^{4-k}$.

# %%
KEEP = 0.8
a = np.array([1, 2, 3, 4])
every_mask = np.array(list(product((0, 1), repeat=4)))  # (16, 4)
chance = np.prod(np.where(every_mask == 1, KEEP, 1 - KEEP), axis=1)  # (16,)
sums = every_mask @ a / KEEP
possible = np.unique(sums)
chances = np.array([chance[np.isclose(sums, value)].sum() for value in possible])

_, ax = plt.subplots(figsize=(7, 3.8), layout="constrained")
ax.bar(possible, chances, width=0.6, color=plots.STYLES[0]["color"])
ax.axvline(10, color=plots.INK, linestyle="--", linewidth=1.5, label="the sum without dropout")
ax.plot(
    chance @ sums, 0.2, "D", color=plots.STYLES[1]["color"], label="mean of all masks, by chance"
)
ax.set(
    xlabel="sum of the four units after dropout",
    ylabel="probability",
    title="[1, 2, 3, 4] through all its 16 masks",
)
ax.legend()
plots.describe(
    ax,
    "Bars: the probability of each possible sum, from 0 to 12.5. The highest, 41 %, is at 12.5; "
    "the one at 10 has 10 %. The mean is 10.",
)
plt.show()
print(f"mean of the sum: {chance @ sums:.4f}, most likely sum: {sums[chance.argmax()]}")
print(f"masks that leave it at exactly 10: {every_mask[np.isclose(sums, 10)].tolist()}")
print(f"their probability: {chance[np.isclose(sums, 10)].sum():.1%}")

# %% [markdown]
# So the sum is *not* preserved. Exactly one of the sixteen masks leaves it at 10, about one time
# in ten; the likeliest sum is 12.5, where all four are kept. What is preserved is the **mean**:
# over all masks, weighted by their probabilities, it is 10 to the last digit. For each unit,
#
# $$\mathbb{E}\left[\frac{d_i\, a_i}{\mathrm{keep\_prob}}\right]
#   = \frac{\mathrm{keep\_prob} \cdot a_i + (1 - \mathrm{keep\_prob}) \cdot 0}{\mathrm{keep\_prob}}
#   = a_i ,$$
#
# and a mean of sums is the sum of the means. How far a *single* mask takes you from the mean is
# another question, and depends on how many units share the sum. Here is the same vector, repeated
# 1, 10 and 100 times, and its sum relative to that without dropout.

# %%
rng = np.random.default_rng(0)
relative = {}
for copies in (1, 10, 100):
    how_many_kept = rng.binomial(copies, KEEP, (20_000, 4))  # of the ones, the twos, ...
    relative[f"{4 * copies} units"] = how_many_kept @ a / KEEP / (10 * copies)
ax = plots.histograms(
    relative, bins=48, xlabel="sum after dropout / sum before", ylabel="share of the masks"
)
ax.axvline(1, color=plots.INK, linewidth=1, linestyle="--")
ax.set_title("Many units make the sum nearly certain")
plt.show()
for name, values in relative.items():
    print(f"{name:>9}: mean {values.mean():.3f}, standard deviation {values.std():.1%}")

# %% [markdown]
# Each time there are ten times as many units, the spread falls to a third, as $1/\sqrt{n}$. In a
# layer of a few hundred units one mask already gives nearly the right sum, which is why people
# say "preserved" and are hardly ever caught.

# %% [markdown]
# ### Question 1: preserved, and not preserved
#
# 1. With `keep_prob = 0.5` and $a = [1, 2, 3, 4]$: what is the sum after dropout for the mask
#    $[1, 0, 0, 1]$, and what for $[0, 1, 0, 1]$? For which masks is it preserved exactly?
# 2. A colleague wants the sum to be right every time, and divides by the share of units that the
#    mask happened to keep, in place of `keep_prob`. Is the sum then preserved? Name a mask that
#    makes trouble.

# %% [markdown] answer="preserved_or_not" points=2
# ### BEGIN SOLUTION
# 1. $(1 + 4)/0.5 = 10$, so here the sum is preserved; $(2 + 4)/0.5 = 12$, where it is not. It is
#    preserved exactly when what is kept sums to $0.5 \cdot 10 = 5$: for $[1, 0, 0, 1]$ and
#    $[0, 1, 1, 0]$, two masks of sixteen.
# 2. No. Dividing by the share kept preserves the sum only if all units are equal. The mask $[0,
#    0, 0, 1]$ keeps a quarter and makes $4 \cdot 4 = 16$ of it; $[1, 0, 0, 0]$ makes 4. And the
#    mask that keeps nothing divides 0 by 0. (With many units the two divisors are nearly the
#    same. But the units of an example would then no longer be independent, for each depends on
#    how many others were kept.)
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: 10 and 12, and both masks whose kept values sum to 5 (half a point if only one of the
# two).
#
# 1 point: no, with a counterexample in numbers, or the mask that keeps nothing.
# === END MARK SCHEME ===

# %% [markdown]
# ## 3. Forward: where do the four steps go?
#
# After each relu, and nowhere else:
#
# $$X \to \text{linear} \to \text{relu} \to \textbf{dropout} \to
#   \text{linear} \to \text{relu} \to \textbf{dropout} \to
#   \text{linear} \to \text{sigmoid} \to A^{[3]}.$$
#
# Not on $X$: of two features there is none to spare. Not on $A^{[3]}$: it is the answer.
#
# **Exercise.** Write `forward_propagation_with_dropout` in `network.py`. Read its docstring first.
#
# Things to get straight before you type:
# - How many random numbers does a layer of $n$ units need for $m$ examples? (Each unit of each
#   example is dropped on its own. The four steps above were for *one* column.)
# - You need a number that is smaller than another with probability `keep_prob`.
# - What the next layer is given goes into the cache as `A1` and `A2`, and the masks as `D1` and
#   `D2`. The line that makes the cache is written already.
# - `rng` obeys the seed. Draw both masks from it, one after the other.

# %% grade="forward_propagation_with_dropout"
rng = np.random.default_rng(6)
X_check = rng.normal(size=(3, 200))
parameters = columns.initialize_parameters((3, 120, 80, 1), seed=1)
parameters = {name: value + rng.normal(0, 0.1, value.shape) for name, value in parameters.items()}
before = {"X": X_check.copy(), **{name: value.copy() for name, value in parameters.items()}}
CLOSE = {"rtol": 1e-4, "atol": 1e-4}

without, plain = columns.forward_propagation(X_check, parameters)
A3, cache = forward_propagation_with_dropout(X_check, parameters, 1.0)
assert A3 is not None, "A3 is None: did you assign it?"
assert np.shape(A3) == (1, 200), f"A3 has the shape {np.shape(A3)}, expected (1, 200)"
Z1, D1, A1, _, _, Z2, D2, A2, _, _, Z3, _, _, _ = cache
for D, layer in ((D1, 1), (D2, 2)):
    assert D is not None, f"D{layer} of the cache is None"
    assert np.all(D), (
        f"with keep_prob = 1, D{layer} is 0 at {np.mean(np.equal(D, 0)):.0%} of the units;"
        f" it should be 1 at a unit that is kept"
    )
for name, found, expected in (
    ("Z1, W1 X + b1,", Z1, plain[0]),
    ("A1, relu(Z1),", A1, plain[1]),
    ("Z2, W2 A1 + b2,", Z2, plain[4]),
    ("A2, relu(Z2),", A2, plain[5]),
    ("Z3, W3 A2 + b3,", Z3, plain[8]),
    ("A3, the sigmoid of Z3,", A3, without),
):
    assert np.allclose(found, expected, **CLOSE), (
        f"with keep_prob = 1, {name} differs from that of the net without dropout"
        f" by up to {abs(found - expected).max():.3g}"
    )

for keep_prob, times in ((0.3, 10 / 3), (0.8, 1.25)):
    A3, cache = forward_propagation_with_dropout(X_check, parameters, keep_prob, seed=5)
    Z1, D1, A1, _, _, Z2, D2, A2, _, _, Z3, _, _, _ = cache
    for D, Z, A, layer in ((D1, Z1, A1, 1), (D2, Z2, A2, 2)):
        here = f"keep_prob = {keep_prob}, layer {layer}: "
        assert np.shape(D) == Z.shape, f"{here}D has the shape {np.shape(D)}, expected {Z.shape}"
        assert np.isin(D, (0, 1)).all(), f"{here}D holds {np.unique(D)[:3]}, expected 0 and 1"
        D = np.equal(D, 1)
        whole = "kept" if D.all() else "dropped"
        assert 0 < np.mean(D) < 1, f"{here}all of it is {whole}"
        assert (D[:, :1] != D).any(), f"{here}one mask is used for all examples"
        assert (D[:1] != D).any(), f"{here}one coin is used for all units of an example"
        assert (D[:, :100] != D[:, 100:]).any(), f"{here}both halves of the batch have one mask"
        spread = [np.std(D.sum(axis=axis)) for axis in (0, 1)]
        assert min(spread) > 1, (
            f"{here}each line of D keeps the same number: toss a coin for each unit"
        )
        kept = np.mean(D)
        assert abs(kept - keep_prob) < 0.03, f"{here}{kept:.1%} is kept, expected {keep_prob:.0%}"
        assert not A[~D].any(), f"{here}A is not 0 at the units that were dropped"
        factor = A.sum() / np.maximum(Z, 0)[D].sum()
        assert np.isclose(factor, times, **CLOSE), (
            f"{here}A is {factor:.4g} times relu(Z) at the kept units, expected"
            f" {times:.4g}: then the mean over all masks is relu(Z)"
        )
    assert np.allclose(Z1, plain[0], **CLOSE), "Z1 is not W1 X + b1: is something done to X?"
    assert np.allclose(Z2, parameters["W2"] @ A1 + parameters["b2"], **CLOSE), (
        "Z2 is not W2 A1 + b2 with the A1 of the cache: which A1 did layer 2 get?"
    )
    assert np.allclose(Z3, parameters["W3"] @ A2 + parameters["b3"], **CLOSE), (
        "Z3 is not W3 A2 + b3 with the A2 of the cache: which A2 did layer 3 get?"
    )
    assert np.allclose(A3, columns.sigmoid(Z3), **CLOSE), "A3 is not the sigmoid of Z3"
    assert not np.array_equal(D1[:80], D2), "D1 and D2 are made of the same random numbers"
    drawn = [
        forward_propagation_with_dropout(X_check, parameters, keep_prob, seed=seed)[1][1]
        for seed in range(5)
    ]
    assert len({int(np.sum(D)) for D in drawn}) > 1, (
        f"keep_prob = {keep_prob}: five masks keep equally many units: toss a coin for each unit"
    )
    for seed in (5, 0):
        one, again = (
            forward_propagation_with_dropout(X_check, parameters, keep_prob, seed=seed)[0]
            for _ in range(2)
        )
        assert np.array_equal(one, again), f"two calls with seed {seed} draw different masks"
    assert not np.array_equal(A3, one), "seeds 5 and 0 give the same masks"
    one, other = (
        forward_propagation_with_dropout(X_check, parameters, keep_prob)[0] for _ in range(2)
    )
    assert not np.array_equal(one, other), "without a seed every call must draw new masks"

assert {"X", *parameters} == set(before), "parameters has got other entries: leave it as it is"
for name, value in {"X": X_check, **parameters}.items():
    assert np.array_equal(value, before[name]), f"{name} was changed: compute new arrays"

print("forward_propagation_with_dropout: all checks of this cell passed")

# %% [markdown]
# A look into the cache. A column is one of 30 examples, a row one of the first 16 units of layer
# 1. On the left what the relu gave; then the mask; then what layer 2 is given; and last the mean
# of `A1` over 500 calls.

# %%
parameters = columns.initialize_parameters(WIDTHS, seed=0)
some = X[:, :30]
_, cache = forward_propagation_with_dropout(some, parameters, 0.5, seed=0)
Z1, D1, A1 = (array[:16] for array in cache[:3])
calls = [forward_propagation_with_dropout(some, parameters, 0.5, seed=s) for s in range(500)]
plots.matrices(
    {
        "relu(Z1)": np.maximum(Z1, 0),
        "D1": D1 * np.max(A1),
        "A1": A1,
        "mean A1, 500 calls": np.mean([called[1][2][:16] for called in calls], axis=0),
    },
    xlabel="30 examples",
    ylabel="16 units",
)
plt.show()

# %% [markdown]
# The first three belong to one call: `A1` is the first picture, seen through the second, and
# twice as bright. Whole rows and whole columns do not go dark together: each unit of each example
# tosses a coin of its own. The mean of many calls is the first picture again.
#
# (Would layer 2 look the same? Not quite. It is given a different `A1` in each call, and a relu
# bends: the mean of $\mathrm{relu}(Z)$ over many noisy $Z$ is never less than the relu of their
# mean. The four steps keep the mean of a layer *given what the layer was given*.)

# %% [markdown]
# ## 4. Backward: the same masks again
#
# Take the chain apart at one unit of layer 2. Let $r = \mathrm{relu}(z)$ be what the relu gave
# and $a = d\, r / \mathrm{keep\_prob}$ what dropout made of it. The mask has been drawn; in the
# backward pass it is a constant like any other. So
#
# $$\frac{\partial J}{\partial r} = \frac{\partial J}{\partial a} \cdot
#   \frac{\partial a}{\partial r}, \qquad \frac{\partial J}{\partial z} =
#   \frac{\partial J}{\partial r} \cdot \mathrm{relu}'(z),$$
#
# and you know how $a$ depends on $r$ for a unit that was kept, and for one that was dropped. That
# is two more lines for each hidden layer. The rest is what you know:
#
# | on the way back through | from | to |
# |---|---|---|
# | sigmoid and cross-entropy | | $dZ^{[3]} = A^{[3]} - Y$ |
# | $Z = W A + b$, for $W$ | $dZ$ | $dW = \frac1m\, dZ A^{\mathsf T}$ |
# | $Z = W A + b$, for $b$ | $dZ$ | $db = \frac1m \sum_j dZ_j$, summed over the examples |
# | $Z = W A + b$, for the layer below | $dZ$ | $W^{\mathsf T} dZ$ |
# | dropout, then relu | that | `dA`, then `dZ` |
#
# **Exercise.** Write `backward_propagation_with_dropout`. Mind what the docstring says of `dA1` and
# `dA2`: they are the gradients *before* dropout, $\partial / \partial r$. And mind the factor
# $1/m$: it is in `dW` and `db`, and nowhere else.
#
# **How it is checked.** By nudging each parameter up and down and watching the cost. For that,
# both costs have to be computed with the same masks, and so the check hands over a seed.


# %% grade="backward_propagation_with_dropout"
def check_network(keep_prob, widths):
    """Compare the gradients of a small net with finite differences of its cost."""
    rng = np.random.default_rng(3)
    parameters = columns.initialize_parameters(widths, seed=3)
    parameters = {k: v + rng.normal(0, 0.1, v.shape) for k, v in parameters.items()}
    X, Y = rng.normal(size=(widths[0], 6)), rng.integers(0, 2, (1, 6))
    A3, cache = forward_propagation_with_dropout(X, parameters, keep_prob, seed=8)
    given = [np.array(array) for array in (X, Y, *cache)]
    forward_propagation_with_dropout(X, parameters, keep_prob)  # its masks are none of our business
    gradients = backward_propagation_with_dropout(X, Y, cache, keep_prob)
    for array, then in zip((X, Y, *cache), given, strict=True):
        assert np.array_equal(array, then), "X, Y or an array of the cache was changed"
    for name, value in parameters.items():
        found = np.shape(gradients[f"d{name}"])
        assert found == value.shape, f"d{name} has the shape {found}, and {name} {value.shape}"
    if gradients["dW1"].dtype != np.float64:
        print("Finite differences need float64, so these gradients are not compared here.")
        return True, gradients, cache, A3 - Y
    report = reglab.check_gradients(
        lambda p: columns.compute_cost(
            forward_propagation_with_dropout(X, p, keep_prob, seed=8)[0], Y
        ),
        parameters,
        {name: gradients[f"d{name}"] for name in parameters},
    )
    return report, gradients, cache, A3 - Y


for keep_prob, widths in ((1.0, (4, 9, 7, 1)), (0.6, (4, 9, 7, 1)), (0.8, (3, 6, 8, 1))):
    report, gradients, cache, error = check_network(keep_prob, widths)
    Z1, D1, _, _, _, Z2, D2, _, W2, _, _, _, W3, _ = cache
    assert np.allclose(gradients["dZ3"], error), "dZ3 is A3 - Y, without a factor 1/m"
    for layer, D, Z, W in (("1", D1, Z1, W2), ("2", D2, Z2, W3)):
        da, dz = gradients[f"dA{layer}"], gradients[f"dZ{layer}"]
        back = W.T @ gradients[f"dZ{int(layer) + 1}"]
        assert np.shape(da) == Z.shape, (
            f"dA{layer} has the shape {np.shape(da)}, expected {Z.shape}"
        )
        assert not da[np.equal(D, 0)].any(), f"dA{layer} is not 0 at units that were dropped"
        assert da[np.equal(D, 1) & (back != 0)].all(), f"dA{layer} is 0 at units that were kept"
        assert np.allclose(dz, da * (Z > 0)), f"dZ{layer} is not dA{layer} times the relu's slope"
    assert report, f"keep_prob = {keep_prob}:\n{report}"

print("backward_propagation_with_dropout: all checks of this cell passed")

# %% [markdown]
# Follow one mask through both passes. The three pictures are of layer 2, its 32 units by 30
# examples: the mask, and the sizes of `dA2` and `dZ2`.

# %%
_, cache = forward_propagation_with_dropout(some, parameters, 0.5, seed=0)
gradients = backward_propagation_with_dropout(some, Y[:, :30], cache, 0.5)
top = np.abs(gradients["dA2"]).max()
plots.matrices(
    {
        "D2": cache[6] * top,
        "size of dA2": np.abs(gradients["dA2"]),
        "size of dZ2": np.abs(gradients["dZ2"]),
    },
    xlabel="30 examples",
    ylabel="32 units",
)
plt.show()

# %% [markdown]
# What is dark in the mask stays dark: a unit that had no say bears no blame, and for this example
# its weights do not move. `dZ2` is darker still, since the relu closes some more. What is left is
# one thinned net for each column, and each column trains its own.

# %% [markdown]
# ### Question 2: which masks?
#
# 1. In the check above, leave the seed out, so that each call draws new masks. The check then
#    refuses or fails, although your gradients are right. Why?
# 2. Somebody writes a backward pass that draws its masks anew, with the same `keep_prob`, in
#    place of those in the cache. "On average they are the same masks." Take a net in which *one*
#    unit decides: $a = d\,r/\mathrm{keep\_prob}$, $J = \frac12 (a - y)^2$. What is the mean of
#    the gradient $\partial J / \partial r$ with the right mask, and what with a new one, $d'$?
#    (Use that $d^2 = d$.)

# %% [markdown] answer="which_masks" points=2
# ### BEGIN SOLUTION
# 1. A difference quotient compares two costs that should differ in one parameter alone. With new
#    masks in each call they are costs of two different nets, and differ by far more than the tiny
#    step could bring about; divided by the step, that is enormous. With the masks held fixed the
#    cost is an ordinary function of the parameters, and its derivative is what the backward pass
#    gives.
# 2. With $k$ for keep_prob, the right gradient is $(d r/k - y)\, d/k = d\,r/k^2 - d\,y/k$. Its
#    mean is $r/k - y$. With a new mask it is $(d r/k - y)\, d'/k$, and since $d$ and $d'$ are
#    independent its mean is $(r - y)$. They are not the same: $d$ and $d'$ agree on average, but
#    the *product* of $d$ with itself is not that with a stranger. (The wrong one is the gradient
#    of the net without dropout in the mean, and blames units for what others did. In a deep net
#    even that is lost.)
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: two calls with different masks are different functions; their difference is not due to
# the step.
#
# 1 point: means r/k - y and r - y, or one example in numbers that shows the two to differ. Half a
# point for "the error belongs to the units that were there", without the means.
# === END MARK SCHEME ===

# %% [markdown]
# ## 5. Nothing, L2, dropout: three views of the plane
#
# Now train with your functions. `keep_prob = 1` is the ordinary net, `lambd` adds
# $\frac{\lambda}{m} W$ to each $dW$, the gradient of the L2 penalty $\frac{\lambda}{2m} \sum
# W^2$. All three nets start from the same weights and take the same number of steps; only one
# thing differs at a time. In each step the masks come from a seed of their own, so that you get
# the same picture when you run the cell again.


# %%
def train(data, keep_prob=1.0, lambd=0.0, seed=0):
    """Parameters of a net that was trained with dropout or an L2 penalty."""
    X, Y = in_columns(data.X_train, data.y_train)
    parameters = columns.initialize_parameters(WIDTHS, seed)
    for step in range(STEPS):
        masks = STEPS * seed + step
        _, cache = forward_propagation_with_dropout(X, parameters, keep_prob, masks)
        gradients = backward_propagation_with_dropout(X, Y, cache, keep_prob)
        for name in ("W1", "W2", "W3"):
            gradients[f"d{name}"] = gradients[f"d{name}"] + lambd / X.shape[1] * parameters[name]
        parameters = columns.update_parameters(parameters, gradients, LEARNING_RATE)
    return parameters


SEEDS = range(5)
METHODS = {
    "nothing": {},
    "L2, lambd = 0.5": {"lambd": 0.5},
    "dropout, keep_prob = 0.5": {"keep_prob": 0.5},
}
sets = {seed: moons(seed) for seed in SEEDS}
plan = [(name, seed) for name in METHODS for seed in SEEDS]
trained = {
    (name, seed): train(sets[seed], seed=seed, **METHODS[name])
    for name, seed in reglab.progress(plan, "training fifteen nets")
}

# %%
figure, axes = plt.subplots(1, 3, figsize=(13, 4), layout="constrained", sharey=True)
for ax, name in zip(axes, METHODS, strict=True):
    draw(trained[name, 0], ax, name)
handles, labels = axes[0].get_legend_handles_labels()
figure.legend(handles, labels, loc="outside lower center", ncols=3)
plt.show()

# %% [markdown]
# One picture is one draw of the data. Here are the numbers for five: five sets of crescents, with
# labels spoiled anew and other first weights. "By heart" is the share of the *wrong* training
# labels that the net reproduces.


# %%
def by_heart(parameters, data):
    """The share of the wrong training labels that the net gives as its answer."""
    wrong = data.y_train != data.y_train_clean
    return accuracy(parameters, data.X_train[wrong], data.y_train[wrong])


print(f"{'':<26}test accuracy by seed                     mean   training   by heart")
for name in METHODS:
    nets = [(trained[name, seed], sets[seed]) for seed in SEEDS]
    tests = [accuracy(net, s.X_test, s.y_test) for net, s in nets]
    trainings = np.mean([accuracy(net, s.X_train, s.y_train) for net, s in nets])
    hearts = np.mean([by_heart(net, s) for net, s in nets])
    row = "  ".join(f"{value:6.1%}" for value in tests)
    print(f"{name:<26}{row}   {np.mean(tests):6.1%}   {trainings:8.1%}   {hearts:8.0%}")

# %% [markdown]
# ### Question 3: read the pictures
#
# 1. Describe the difference between the first boundary and the other two. Which net is right
#    about the points with a ring?
# 2. The training accuracy of the nets with dropout is *lower*. Which training accuracy would you
#    hope for, and what does the column "by heart" say?
# 3. What does L2 make expensive, and what dropout? Say for each why it removes islands.

# %% [markdown] answer="read_the_boundaries" points=3
# ### BEGIN SOLUTION
# 1. Without regularization the boundary has inlets or islands around single points; with L2 or
#    dropout it is one simple curve between the crescents, or nearly so. Most ringed points carry
#    a wrong label, so the net that has them on the "wrong" side is right about them. In the first
#    picture fewer have a ring: that net has learnt more of the mistakes.
# 2. About 90 %, for one label in ten is wrong; a little less where the crescents overlap. Far
#    above that, labels have been memorized. The net without regularization reproduces about seven
#    in ten of the wrong labels, with dropout it is about three in ten, with L2 one or two.
# 3. L2 makes large weights expensive, and a boundary that turns sharply needs steep slopes, that
#    is, large weights. Dropout makes it expensive to depend on particular units: an island needs
#    several units at once, and as soon as one of them is missing the cost of its point jumps.
#    What many units agree upon, the crescents, survives both.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: islands or inlets against a smooth curve; ringed points are mostly mislabelled.
#
# 1 point: about 90 % (88 % to 90 %), more is memorized; the wrong labels are learnt without
# regularization and to a much smaller part with it.
#
# 1 point: large weights (steepness) against dependence on particular units (teamwork), each with
# a word on why islands go. Half a point for one of them.
# === END MARK SCHEME ===

# %% [markdown]
# ## 6. Which net gives the answer?
#
# In training, `keep_prob = 0.5`. For an answer we call the same function with `keep_prob = 1`:
# all units, nothing divided, nothing random. `columns.predict` is exactly that. What if one
# forgets? Here is the net that was trained with dropout, asked for its opinion of each point of
# the plane.

# %%
net = trained["dropout, keep_prob = 0.5", 0]
figure, axes = plt.subplots(1, 2, figsize=(10, 4), layout="constrained", sharey=True)
for ax, keep_prob in zip(axes, (0.5, 1.0), strict=True):

    def opinion(points, keep_prob=keep_prob):
        return forward_propagation_with_dropout(points.T, net, keep_prob)[0].ravel()

    plots.decision_boundary(opinion, data.X_train, data.y_train, ax, threshold=0.5, resolution=120)
    ax.set_title(f"evaluated with keep_prob = {keep_prob}")
    ax.get_legend().set_visible(False)
plt.show()

# %% [markdown]
# Along the boundary the left net does not know its own mind: every point is judged by a jury of
# its own, drawn by lot. Ask again and the speckles are elsewhere. Let us ask two hundred times,
# for the accuracy on the thousand test points.

# %%
X_test, Y_test = in_columns(data.X_test, data.y_test)
asked = [
    np.mean((forward_propagation_with_dropout(X_test, net, 0.5)[0] > 0.5) == Y_test)
    for _ in range(200)
]
whole = accuracy(net, data.X_test, data.y_test)
ax = plots.histograms(
    {"keep_prob = 0.5": asked}, bins=20, xlabel="test accuracy", ylabel="share of 200 evaluations"
)
ax.axvline(whole, linestyle="--", color=plots.STYLES[1]["color"], label="keep_prob = 1")
ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:g}%")
ax.legend(loc="upper left")
ax.set_title("One net, one test set, two hundred evaluations")
plt.show()

print("with keep_prob = 1, against the mean and the range of 200 evaluations with 0.5:")
for seed in SEEDS:
    net, data_here = trained["dropout, keep_prob = 0.5", seed], sets[seed]
    X_here, Y_here = in_columns(data_here.X_test, data_here.y_test)
    passes = [
        np.mean((forward_propagation_with_dropout(X_here, net, 0.5)[0] > 0.5) == Y_here)
        for _ in range(200)
    ]
    whole = accuracy(net, data_here.X_test, data_here.y_test)
    low, high = min(passes), max(passes)
    print(f"  seed {seed}: {whole:.1%}   {np.mean(passes):.1%}   ({low:.1%} to {high:.1%})")

# %% [markdown]
# With the masks left on the accuracy is lower on average, on most data sets, by up to three
# points. And it is another number each time: sometimes, by luck, a better one. A grader who is
# handed predictions made that way will say that they are not reproducible, and be right.
#
# **Every number that is meant to describe the net is computed with `keep_prob = 1`**: accuracies,
# costs, pictures, on training and test set alike. The masks belong to training. The division by
# `keep_prob` is what makes this so convenient: nothing has to be rescaled afterwards.

# %% [markdown]
# ## 7. How much of it?
#
# From 1, where nothing is dropped, down to 0.1, where each example sees about six units of layer
# 1 and three of layer 2.

# %%
settings = (0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0)
FEW = range(3)
known = {0.5: "dropout, keep_prob = 0.5", 1.0: "nothing"}
swept = {(keep_prob, seed): trained[known[keep_prob], seed] for keep_prob in known for seed in FEW}
plan = [(keep_prob, seed) for keep_prob in settings for seed in FEW]
plan = [setting for setting in plan if setting not in swept]
for keep_prob, seed in reglab.progress(plan, "sweeping keep_prob"):
    swept[keep_prob, seed] = train(sets[seed], keep_prob, seed=seed)

# %%
series = {
    label: [
        [
            accuracy(swept[keep_prob, seed], getattr(sets[seed], X), getattr(sets[seed], y))
            for keep_prob in settings
        ]
        for seed in FEW
    ]
    for label, X, y in (
        ("training set, as labelled", "X_train", "y_train"),
        ("test set, true labels", "X_test", "y_test"),
    )
}
ax = plots.bands(
    settings, series, xlabel="keep_prob, probability of keeping", ylabel="accuracy", percent=True
)
ax.axhline(0.9, color=plots.INK, linewidth=1)
ax.set_title("Mean and range of three seeds, all measured with keep_prob = 1")
plt.show()

# %% [markdown]
# The training accuracy climbs towards the right, through the grey line of 90 %, where all
# that there is to learn has been learnt. The test accuracy is best in the middle, where the
# training accuracy is near that line. On the far left hardly a unit is there to learn with, and
# both fall: **underfitting**. Where exactly the best place lies depends on the net and on the
# data, and is found as one finds any hyperparameter: on data that are neither those trained on
# nor those tested on.

# %% [markdown]
# ## 8. A seed in the wrong place
#
# Suppose the seed is not an argument but a line inside the function, `rng =
# np.random.default_rng(1)`. It is done often, in course work above all, so that everybody's
# numbers can be compared. All checks of gradients pass. Let us train like that, and note two
# costs on the way: $J$ as the training loop sees it, masks on, and $J$ with `keep_prob = 1`.


# %%
def watch(data, seed, new_masks):
    """Train at keep_prob = 0.5; returns the parameters, and both costs every 50 steps."""
    X, Y = in_columns(data.X_train, data.y_train)
    parameters = columns.initialize_parameters(WIDTHS, seed)
    seen, true = [], []
    for step in range(STEPS):
        masks = STEPS * seed + step if new_masks else 1
        A3, cache = forward_propagation_with_dropout(X, parameters, 0.5, masks)
        if step % 50 == 0:
            whole, _ = forward_propagation_with_dropout(X, parameters, 1.0)
            seen.append(columns.compute_cost(A3, Y))
            true.append(columns.compute_cost(whole, Y))
        gradients = backward_propagation_with_dropout(X, Y, cache, 0.5)
        parameters = columns.update_parameters(parameters, gradients, LEARNING_RATE)
    return parameters, seen, true


LABELS = {True: "new masks in every step", False: "the same masks in every step"}
plan = [(new, seed) for new in LABELS for seed in FEW]
watched = {
    (new, seed): watch(sets[seed], seed, new)
    for new, seed in reglab.progress(plan, "training six nets")
}

# %%
figure, axes = plt.subplots(1, 2, figsize=(10, 4), layout="constrained", sharey=True)
for ax, which, title in ((axes[0], 1, "as seen, masks on"), (axes[1], 2, "with keep_prob = 1")):
    costs = {label: [watched[new, seed][which] for seed in FEW] for new, label in LABELS.items()}
    plots.bands(np.arange(0, STEPS, 50), costs, ax, xlabel="step", ylabel="training cost J (nats)")
    ax.set(title=title, ylim=(0, 2))
plt.show()
print("accuracy with keep_prob = 1              training     test")
for new, label in LABELS.items():
    nets = [(watched[new, seed][0], sets[seed]) for seed in FEW]
    on_train = np.mean([accuracy(net, s.X_train, s.y_train) for net, s in nets])
    on_test = np.mean([accuracy(net, s.X_test, s.y_test) for net, s in nets])
    print(f"{label:<38} {on_train:10.1%} {on_test:8.1%}")

# %% [markdown]
# ### Question 4: a cost too good to be true
#
# With the same masks in every step the cost on the left falls to almost nothing, lower than any
# other in this notebook. On the right is the same net.
#
# 1. What has the net with the same masks learnt? (What does example 17 look like to it, in each
#    step?)
# 2. Why does a gradient check not notice? Name one number that a careful person would have printed
#    during training, and that gives it away at once.

# %% [markdown] answer="seed_inside" points=2
# ### BEGIN SOLUTION
# 1. Example 17 meets the same set of units in every step: it has a thinned net of its own, and
#    units never have to do without each other. The mask is a kind of name tag for the example:
#    even the wrong labels are easily learnt by heart, since hardly two examples share their set
#    of units. It is no noise any more but a fixed part of the input. With keep_prob = 1 all tags
#    are gone, every unit speaks for every example, and the net faces sums that it was never
#    trained on.
# 2. For fixed masks the cost is an ordinary function and the gradients are its true derivatives;
#    the check even requires fixed masks. What gives it away is the cost or the accuracy with
#    keep_prob = 1, even on the training set; or D1, printed in two steps.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: each example always has the same thinned net, so that there is nothing to adapt to and
# much to memorize by; the whole net was never trained.
#
# 1 point: the gradients are right for those masks; J or accuracy at keep_prob = 1 (or comparing the
# masks of two steps).
# === END MARK SCHEME ===

# %% [markdown]
# ## 9. What to take along
#
# - Four steps, in each hidden layer, for each unit of each example: draw, threshold, apply,
#   rescale.
# - The rescaling keeps the *mean* of a sum, not the sum. With many units the two are nearly the
#   same.
# - The backward pass uses the masks of its forward pass, and divides as it did.
# - New masks in every step, the same ones in a gradient check, none at all in evaluation.
# - A training cost with the masks on describes a crowd of thinned nets. The net you will hand out
#   is the one with `keep_prob = 1`; look at that one.
#
# **To read on.** N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov,
# *Dropout: a simple way to prevent neural networks from overfitting*, JMLR 15 (2014). P. Baldi
# and P. Sadowski, *Understanding dropout*, NeurIPS (2013), work out what averages a net with
# `keep_prob = 1` stands for.

# %% [markdown]
# ## 10. Hand in
#
# The cell below reads your files as the grader will: anew, as they are saved. It runs the checks of
# this notebook on them, sees whether each question has an answer, and tells you what would go
# wrong. Then it packs everything into one zip. Run it as often as you like.

# %% cell="hand_in"
