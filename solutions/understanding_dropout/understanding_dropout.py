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
# # Understanding dropout: what is it that one trains?
#
# You know how to drop units. This notebook asks what that *does*. Where should how much be
# dropped? Why does the cost no longer fall, and how do you find a bug in a program whose cost is
# a random number? Which function does gradient descent go downhill on, if the ground moves at
# every step? And when training is over and there are more thinned nets than atoms in the sea,
# which of them do you ask?
#
# For one kind of model, linear regression, the answers can be written down to the last factor.
# We do that, check it by throwing dice, and then look how far it carries in a real net.
#
# | You write | in the file | what it does |
# |---|---|---|
# | `forward_with_keep_probs` | `keep_probs.py` | a net with a dial for every layer |
# | `training_curve` | `crowd.py` | trains, and measures J with dropout on or off |
# | `expected_dropout_loss` | `regression.py` | what dropout minimizes, in closed form |
# | `dropout_regression_weights` | `regression.py` | the weights that this gives |
# | `average_of_sampled_nets` | `crowd.py` | the mean opinion of many thinned nets |
#
# and you answer four questions in your own words, in cells marked *Your answer here*.
#
# **How to work.** Open the three files in an editor. Each function has a docstring that says
# exactly what is asked, and `TODO` comments where your code goes, in place of the line that raises
# `NotImplementedError`. Save the file and run the cell here again: changes are picked up without
# a restart. Below each exercise is a read-only cell of checks. When it passes you are very likely
# done; the grader looks a little closer.
#
# **One convention, everywhere: keep_prob, or $p$, is the probability of _keeping_ a unit.** Nets
# have their examples in columns here, as in the Deep Learning Specialization: $X$ has the shape
# $(n_0, m)$, and $W^{[l]}$ the shape $(n_l, n_{l-1})$. (Regression, in Section 3, has them in
# rows.)

# %% cell="begin"

# %%
# One thread is as fast as several for nets of this size, and leaves you the rest of the machine.
# NumPy reads this once, when it is first imported.
# %env OPENBLAS_NUM_THREADS=1

# %matplotlib inline

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from crowd import average_of_sampled_nets, training_curve
from keep_probs import backward_with_keep_probs, forward_with_keep_probs
from regression import dropout_regression_weights, expected_dropout_loss

import coursework
import reglab
from reglab import plots
from reglab.columns import compute_cost, forward_propagation, initialize_parameters

plots.use_style()
coursework.watch("crowd", "keep_probs", "regression")  # what you save there counts from then on

# %% [markdown]
# ## 1. One dial, or one for every layer?
#
# Here is a small net: three inputs, hidden layers of 7, 7, 3 and 2 units, one output. Its second
# weight matrix joins seven units with seven and holds nearly half of all the weights. If this
# net learns anything by heart, that is where it has room to do so. Why should the layer of two
# units near the end suffer the same noise?
#
# So let every layer have its own probability of keeping. Some rules of thumb:
#
# - **Lower where the weight matrix is large**, since that is where there is most to memorize with.
#   A matrix between two layers is thinned from both sides: a unit dropped below it silences a
#   column, a unit dropped above it a row.
# - **Near 1 at the input**, or exactly 1. A dropped hidden unit is one opinion among many. A
#   dropped input is a fact that nobody can look up any more.
# - **1.0 means off.** Nothing is dropped, nothing is rescaled.
# - **Nothing at the output.** The output is the answer.
#
# For our net that could be

# %%
WIDTHS = (3, 7, 7, 3, 2, 1)
KEEP_PROBS = (1.0, 0.7, 0.5, 0.7, 1.0)  # input, then hidden layers 1, 2, 3, 4

sizes = [units * inputs for inputs, units in pairwise(WIDTHS)]
figure, ax = plt.subplots(figsize=(6, 3.2), layout="constrained")
bars = ax.bar([f"W{layer}" for layer in range(1, 6)], sizes, color=plots.STYLES[0]["color"])
ax.bar_label(bars, color=plots.INK)
ax.set(ylabel="weights", title="Where a 3-7-7-3-2-1 net has its weights")
plots.describe(ax, f"Bars: the weight matrices W1 to W5 hold {sizes} weights.")
plt.show()

# %% [markdown]
# **Exercise.** Write `forward_with_keep_probs` in `keep_probs.py`. It is to work for any number of
# layers, so there will be a loop. Things to get straight first:
#
# - `keep_probs[0]` belongs to the input, `keep_probs[l]` to hidden layer `l`. Which is the last
#   one?
# - Each layer passes on what is left after *its* dropout; the next one computes with that.
# - Which numbers can be a probability of keeping, if one divides by it? Refuse all others with a
#   `ValueError` **before** anything is computed. A dial that is silently wrong costs days. Think
#   of 0, of 1.0, of 1.2, of a list that is too short, and of NaN, which is neither too small nor
#   too large.
# - Layers 1 and 2 of our net are equally wide. Do they drop the same units in yours?
#
# The function also returns what each layer passed on. That is all that the backward pass needs,
# which you find ready-made below it in the same file. Why does it need no masks?

# %% grade="forward_with_keep_probs"
rng = np.random.default_rng(1)
X, Y = rng.normal(size=(3, 4000)), rng.integers(0, 2, (1, 4000))
parameters = {name: v + 0.2 for name, v in initialize_parameters(WIDTHS, seed=1).items()}

AL, activations = forward_with_keep_probs(X, parameters, [1.0] * 5)
assert AL is not None, "AL is None: did you assign it?"
assert AL.shape == (1, 4000), f"AL has the shape {AL.shape}, expected (1, 4000)"
assert len(activations) == 5, f"there are {len(activations)} activations, expected A0, ..., A4"
assert np.allclose(AL, forward_propagation(X, parameters)[0]), (
    "with all keep_probs at 1.0 this is the plain net, but AL differs from it"
)
# With positive weights and inputs relu silences nobody, so each 0 is a unit that was dropped.
positive = {name: np.abs(value) + 0.1 for name, value in parameters.items()}
ones, dials = np.ones((3, 4000)), (0.9, 0.7, 0.5, 0.8, 0.6)
AL, activations = forward_with_keep_probs(ones, positive, dials, seed=5)
below = ones
for layer, (A, keep_prob) in enumerate(zip(activations, dials, strict=True)):
    before = below
    if layer > 0:  # what the layer had before its own dropout, given what it got
        before = np.maximum(0, positive[f"W{layer}"] @ below + positive[f"b{layer}"])
    assert np.shape(A) == before.shape, f"A{layer} has the shape {np.shape(A)}, not {before.shape}"
    kept, below = A != 0, A
    assert abs(kept.mean() - keep_prob) < 0.03, (
        f"layer {layer}: {kept.mean():.1%} of the units are kept, expected {keep_prob:.0%}"
    )
    assert np.allclose(A[kept], before[kept] / keep_prob), (
        f"layer {layer}: kept units are not those before dropout, divided by {keep_prob}"
    )
    assert len({tuple(column) for column in kept.T}) > 2, (
        f"layer {layer}: all examples have the same mask, or all units of one share a coin"
    )
    per_unit = kept.mean(axis=1)
    assert np.ptp(per_unit) < 0.1, f"layer {layer}: the units are kept at the rates {per_unit}"
assert np.allclose(AL, 1 / (1 + np.exp(-positive["W5"] @ below - positive["b5"]))), (
    "AL is not linear - sigmoid of the last activations (the output is never dropped)"
)
A1, A2 = activations[1] != 0, activations[2] != 0
assert abs(np.mean(A1 & A2) - 0.7 * 0.5) < 0.03, "layers 1 and 2 drop the same units"

for seed in (0, 5):
    AL, masks = forward_with_keep_probs(ones, positive, dials, seed=seed)
    again, _ = forward_with_keep_probs(ones, positive, dials, seed=seed)
    _, others = forward_with_keep_probs(ones, positive, dials, seed=seed + 1)
    assert np.array_equal(AL, again), f"two calls with seed {seed} must have the same masks"
    assert not np.array_equal(masks[0] != 0, others[0] != 0), (
        f"seeds {seed} and {seed + 1} must have different masks"
    )
_, masks = forward_with_keep_probs(ones, positive, dials)
_, others = forward_with_keep_probs(ones, positive, dials)
assert not np.array_equal(masks[0] != 0, others[0] != 0), "without a seed each call has new masks"

_, (A0, A1) = forward_with_keep_probs(
    ones, {k: positive[k] for k in ("W1", "b1", "W2", "b2")}, (1, 0.5)
)
assert np.array_equal(A0, ones), "a keep_prob of 1 keeps its layer as it is, beside others too"
assert abs(np.mean(A1 != 0) - 0.5) < 0.03, "with two layers, keep_probs[1] is that of the last one"

nonsense = {
    "0": (1.0, 0.7, 0.0, 0.7, 1.0),
    "1.2": (1.0, 0.7, 1.2, 0.7, 1.0),
    "NaN": (1.0, 0.7, np.nan, 0.7, 1.0),
    "-0.5 first": (-0.5, 0.7, 0.5, 0.7, 1.0),
    "one too few": (1.0, 0.7, 0.5, 0.7),
    "one too many": (1.0, 0.7, 0.5, 0.7, 1.0, 1.0),
}
for what, keep_probs in nonsense.items():
    try:
        forward_with_keep_probs(X, parameters, keep_probs)
    except ValueError as error:
        print(f"{what + ':':<13}{error}")
    else:
        raise AssertionError(f"keep_probs with {what} must raise ValueError")

few, labels = X[:, :30], Y[:, :30]
AL, activations = forward_with_keep_probs(few, parameters, KEEP_PROBS, seed=5)
gradients = backward_with_keep_probs(AL, activations, labels, parameters, KEEP_PROBS)
if AL.dtype == np.float64:  # a difference of costs needs its digits
    reports = reglab.check_gradients(
        lambda parameters: compute_cost(
            forward_with_keep_probs(few, parameters, KEEP_PROBS, seed=5)[0], labels
        ),
        parameters,
        {name: gradients[f"d{name}"] for name in parameters},
    )
    assert reports, f"your forward pass and the given backward pass do not fit:\n{reports}"

print("forward_with_keep_probs: all checks of this cell passed")

# %% [markdown]
# Look at it. Each column is one of 30 examples on its way through the four hidden layers. What is
# black in the first layer was silenced by relu or by dropout; compare the two rows of pictures.

# %%
for title, keep_probs in (("dropout off", [1.0] * 5), ("dropout on", KEEP_PROBS)):
    _, activations = forward_with_keep_probs(X[:, :30], parameters, keep_probs, seed=0)
    panels = {f"A{layer}, {title}": activations[layer] for layer in range(1, 5)}
    plots.matrices(panels, xlabel="30 examples", ylabel="units of the layer")
    plt.show()

# %% [markdown]
# Now the warning about narrow layers. A layer of $n$ units falls silent altogether, for one
# example, with probability $(1-p)^n$. Then the net answers without having seen that example:
# nothing passes but the biases, and its training step teaches nothing to the layers below. Let us
# count how often that happens, with the same $p$ everywhere and the positive weights of
# the check above, with which relu silences nobody.


# %%
def silent(keep_prob, seed):
    """For each layer, the share of the examples for which none of its units was kept."""
    _, activations = forward_with_keep_probs(ones, positive, [keep_prob] * 5, seed)
    return [np.mean(~A.any(axis=0)) for A in activations]


series = {f"p = {p}": [silent(p, seed) for seed in range(5)] for p in (0.5, 0.8, 0.95)}
ax = plots.bands(range(5), series, xlabel="layer", ylabel="silent for an example", percent=True)
names = ["input"] + [f"hidden {layer}" for layer in range(1, 5)]
ax.set_xticks(range(5), [f"{name}\n{n} units" for name, n in zip(names, WIDTHS, strict=False)])
ax.set_title("How often does a whole layer fall silent? Five seeds")
plt.show()

# %% [markdown]
# At $p = 0.5$ a layer of two units is gone for one example in four, and one of seven for fewer
# than one in a hundred. Wide layers can afford dropout, narrow ones cannot. That is the second
# reason for `KEEP_PROBS` as we chose them: 1.0 for the layer of two.

# %% [markdown]
# ### Question 1: choose the dials
#
# A net for images of 28 × 28 pixels has the widths 784-1024-1024-16-10. Give its four keep_probs,
# with a reason for each. Then: someone suggests to put a dial of 0.9 on the ten outputs as well,
# since "it can hardly do harm". What harm does it do?

# %% [markdown] answer="choose_the_dials" points=2
# ### BEGIN SOLUTION
# For example (0.9, 0.5, 0.5, 0.9 or 1.0).
#
# - Input 0.8 to 1.0: pixels have neighbors that say nearly the same, so a few may go, but each is
#   a fact that cannot be had elsewhere.
# - Hidden layers 1 and 2 about 0.5: W2 with its million weights lies between them, and W1 (800 000)
#   below the first; both layers are so wide that hundreds of units remain.
# - The layer of 16 units 0.9 or more, or off: the matrices beside it are small, it is a bottleneck,
#   and all that the net knows of an image must pass through it.
#
# A dropped output is a class that the net may not name (or, dropped before the softmax, a score
# that is set to 0 whatever the image shows). One time in ten that would be the right class, and the
# cost would blame all weights for something that they did not do. Dropout makes units
# replaceable, and an output is not.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: input near or at 1, the two wide layers lowest, the narrow one near or at 1, with
# reasons (size of the matrix, width, input).
#
# 1 point: the output is the answer itself: nobody can stand in for it, and the cost punishes the
# net for the mask.
# === END MARK SCHEME ===

# %% [markdown]
# ## 2. Why does J not fall?
#
# The first thing that one learns about gradient descent is to plot the cost: if J rises,
# something is wrong. With dropout this thermometer is broken. At each iteration you measure
# *another* net, and whether J rises or falls says more about the coins than about your program.
#
# There is a way out. Train with dropout as ever, but **measure with dropout off**: a second
# forward pass with all keep_probs at 1, for no other purpose than to write down J.
#
# **Exercise.** Write `training_curve` in `crowd.py`, on top of `forward_with_keep_probs` and of
# `backward_with_keep_probs`. Its docstring fixes the details, so that everybody's curves agree:
#
# - J is measured *before* the step.
# - Iteration $i$ draws its masks with `seed + i`. What happens if it is `seed`, every time?
# - The gradients belong to the pass that trains, whichever net was measured.

# %% grade="training_curve"
rng = np.random.default_rng(2)
X = rng.normal(size=(3, 200))
Y = (X[:1] * X[1:2] > 0).astype(int)
parameters = initialize_parameters((3, 20, 20, 1), seed=2)
before = {name: value.copy() for name, value in parameters.items()}
off, on = (1.0, 1.0, 1.0), (1.0, 0.8, 0.5)

costs, trained = training_curve(X, Y, parameters, off, 0.2, 60)
assert costs is not None, "costs is None: did you fill the list?"
assert np.size(costs) == 60, f"costs has the shape {np.shape(costs)}, expected (60,)"
costs = np.ravel(costs)
assert trained.keys() == parameters.keys(), "trained must have the keys of parameters"
assert all(np.array_equal(parameters[k], before[k]) for k in before), (
    "the caller's parameters have been changed"
)
assert np.isclose(costs[0], compute_cost(forward_propagation(X, parameters)[0], Y)), (
    f"the first cost is {costs[0]:.4f}; it must be J of the parameters given, before any step"
)
assert (np.diff(costs) < 0).all(), "without dropout and with this learning rate J falls steadily"
# Two steps by hand, without dropout and with it.
for dials in (off, on):
    stepped = parameters
    for i in range(2):
        AL, activations = forward_with_keep_probs(X, stepped, dials, seed=7 + i)
        gradients = backward_with_keep_probs(AL, activations, Y, stepped, dials)
        stepped = {name: W - 0.2 * gradients[f"d{name}"] for name, W in stepped.items()}
    _, trained = training_curve(X, Y, parameters, dials, 0.2, 2, seed=7)
    assert all(np.allclose(trained[name], stepped[name]) for name in stepped), (
        f"keep_probs = {dials}: two steps do not lead where seeds 7 and 8 lead"
    )

trained_by = {}
for monitor in (None, 1):
    costs, trained_by[monitor] = training_curve(X, Y, parameters, on, 0.2, 60, monitor, seed=7)
    AL, _ = forward_with_keep_probs(X, parameters, on if monitor is None else off, seed=7)
    costs = np.ravel(costs)
    assert np.isclose(costs[0], compute_cost(AL, Y)), (
        f"monitor_keep_prob = {monitor}: the first cost is {costs[0]:.4f},"
        f" expected {compute_cost(AL, Y):.4f}"
    )
assert all(np.allclose(trained_by[None][k], trained_by[1][k]) for k in before), (
    "measuring J must not change what is trained"
)
costs, _ = training_curve(X, Y, parameters, on, 0.0, 5)
assert len(set(np.ravel(costs))) == 5, (
    "with a learning rate of 0 J is that of five thinned nets, but some of yours are the same:"
    " draw new masks in every iteration"
)
costs, _ = training_curve(X, Y, parameters, on, 0.0, 5, 1)
assert np.allclose(costs, compute_cost(forward_propagation(X, parameters)[0], Y)), (
    "with a learning rate of 0 and monitor_keep_prob = 1, J is that of the whole net each time"
)
costs, _ = training_curve(X, Y, parameters, on, 0.0, 5, 0.6)
AL, _ = forward_with_keep_probs(X, parameters, [0.6] * 3, seed=4)
assert np.isclose(costs[4], compute_cost(AL, Y)), (
    "with monitor_keep_prob = 0.6 the last cost is not that of seed 4 with all keep_probs 0.6"
)
print("training_curve: all checks of this cell passed")

# %% [markdown]
# Our data in this section are points in space, about 0.75 from the origin in class 0 and about 1.5
# in class 1: a shell within a shell. We use a 3-20-20-1 net. (Our 3-7-7-3-2-1 net was good for
# drawing, and is bad for training: its layer of two relus is easily dead for all examples, with
# dropout on or off, and then J stays at $\ln 2 \approx 0.693$, which is the cost of having no idea.
# Try it.)


# %%
def shells(m, seed):
    """Points in space, shape (3, m), in an inner shell (label 0) and an outer one (label 1)."""
    rng = np.random.default_rng(seed)
    Y = (np.arange(m) % 2)[None]
    X = rng.normal(size=(3, m))
    X *= np.where(Y == 1, 1.5, 0.75) / np.linalg.norm(X, axis=0)
    return X + rng.normal(0, 0.15, (3, m)), Y


def curves(keep_probs, monitor_keep_prob, learning_rate=0.2, iterations=200, seeds=5):
    """J in each iteration for several runs, each with data, weights and masks of its own."""
    runs = []
    for seed in range(seeds):
        X, Y = shells(400, seed)
        parameters = initialize_parameters((3, 20, 20, 1), seed)
        costs, _ = training_curve(
            X, Y, parameters, keep_probs, learning_rate, iterations, monitor_keep_prob, 1000 * seed
        )
        runs.append(costs)
    return np.array(runs)


def uphill(runs):
    """The share of the steps after which J was higher than before, over all runs."""
    return np.mean(np.diff(runs, axis=1) > 0)


measured = {"masks on": curves(on, None), "dropout off": curves(on, 1)}
figure, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True, layout="constrained")
for ax, number in zip(axes, (1, 5), strict=True):
    plots.bands(
        range(200),
        {f"J with {how}": runs[:number] for how, runs in measured.items()},
        ax,
        xlabel="iteration",
        ylabel="J (nats)" if number == 1 else "",
    )
axes[0].set_title("One run, measured twice")
axes[1].set_title("Five runs, mean and range")
plt.show()
for how, runs in measured.items():
    print(f"{how:<12} {uphill(runs):6.1%} of the steps lead uphill")

# %% [markdown]
# It is the same run, and the same weights at every iteration; only the measuring differs. With the
# masks on, nearly every second step leads uphill. With dropout off the curve comes
# down almost without a bump. (Almost: the step follows the gradient of a thinned net, and
# what is good for that one need not be good for all. A guarantee it is not.)
#
# Note also that the jagged curve lies *higher*. That is no accident. J is a convex function of the
# net's last score, so shaking the score raises J on average (Jensen's inequality), and the thinned
# nets are each a little worse than the whole.
#
# **A thermometer is for finding fevers.** Let us make one: a learning rate that is 25 times as
# large. Look for it with the masks on first, and then with dropout off altogether, in training
# and in measuring.

# %%
table = {}
figure, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True, layout="constrained")
for ax, keep_probs, title in ((axes[0], on, "Masks on"), (axes[1], off, "Dropout off")):
    series = {}
    for rate in (0.2, 5.0):
        runs = curves(keep_probs, None, learning_rate=rate)
        series[f"learning rate {rate}"] = runs
        table[title, rate] = uphill(runs)
    plots.bands(range(200), series, ax, xlabel="iteration", ylabel="J (nats)").set(title=title)
    ax.set_ylim(0, 1.5)
plt.show()
for (title, rate), share in table.items():
    print(f"{title:<12} learning rate {rate}: {share:6.1%} of the steps lead uphill")

# %% [markdown]
# With the masks on, both curves go uphill about as often: going by the bumps, you could not tell
# that anything has been changed. With dropout off the healthy run goes downhill at every single
# step, so that any bump is an alarm, and here are plenty. Most runs with the large rate end
# nowhere near the others. Hence the old advice: **run your program with all keep_probs at 1 first,
# see J fall at every step, and turn dropout on only then.**
#
# (The left picture seems to say that with dropout the large rate is the better one. On these data
# that happens to be so: measured with dropout off, those runs do end lower, and they do better
# on new points. But it is not the bumps that tell you.)

# %% [markdown]
# ### Question 2: read the thermometer
#
# 1. A friend measures J with `monitor_keep_prob=1` and reports: "It falls smoothly to 0.01. Dropout
#    cures overfitting, so my net does not overfit." What is wrong with the conclusion, and what
#    should be measured instead?
# 2. Another friend sets `monitor_keep_prob=1` and, to save time, computes the gradients from *that*
#    pass too. The curve looks better than ever. What has been trained?

# %% [markdown] answer="read_the_thermometer" points=2
# ### BEGIN SOLUTION
# 1. J is measured on the training examples. That it is small says that the net fits them, which a
#    net that overfits does best of all. With dropout off in measuring, J tells whether the
#    program works. Whether the net generalizes, only examples can tell that it was not trained
#    on: measure the cost or the accuracy of a dev set, with dropout off as well, and compare the
#    two.
# 2. The whole net, without any dropout: the thinned net was computed and thrown away. All that
#    dropout was to prevent is back, and the curve is smooth because it is that of plain gradient
#    descent.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: training cost says nothing about overfitting; measure on examples held out.
#
# 1 point: training took place without dropout (the gradients are those of the whole net).
# === END MARK SCHEME ===

# %% [markdown]
# ## 3. Which hill are we walking down?
#
# The ground moves at every step, and yet training arrives somewhere. Gradient descent with noisy
# gradients follows their *mean*, and the mean of the gradients is the gradient of the mean. So
# what dropout minimizes is the **expected** cost over all masks,
#
# $$\bar J(w) = \mathbb{E}_D\big[J(w; D)\big].$$
#
# For a deep net nobody can write this down. For linear regression one can, and it is worth every
# line. Take one example $x$ (a row) with target $y$, drop its inputs, and call
# $z = \sum_j D_j x_j w_j$ what the model then says, where $D_j$ is $1/p$ with probability $p$ and 0
# otherwise. For any random number $z$ (add and subtract its mean inside the square)
#
# $$\mathbb{E}\big[(z - y)^2\big] = \big(\mathbb{E}[z] - y\big)^2 + \mathrm{Var}[z].$$
#
# The first term is what you would have without dropout, since inverted dropout leaves the mean
# alone. The second is new. The $D_j$ are independent, so their variances add:
#
# $$\mathrm{Var}[z] = \sum_j w_j^2 \, x_j^2 \; \mathrm{Var}[D_j].$$
#
# One thing is left for you: the variance of a number that is $1/p$ with probability $p$ and 0
# otherwise. Use $\mathrm{Var}[D] = \mathbb{E}[D^2] - \mathbb{E}[D]^2$, and check that it is 0 at
# $p = 1$ and 1 at $p = 0.5$.
#
# **Exercise.** Write `expected_dropout_loss` in `regression.py`. Mind the factors: the loss is
# *half* the *mean* of the squares, and so is all that comes of it. Nothing is drawn at random.

# %% grade="expected_dropout_loss"
# One input of 3, one weight of 2, one target of 5. At p = 1/2 the model says 12 or 0, each half
# of the time, so the expected loss is (49 + 25) / 2 / 2.
loss = expected_dropout_loss(np.array([2.0]), np.array([[3.0]]), np.array([5.0]), 0.5)
assert loss is not None, "the loss is None: did you assign it?"
assert np.size(loss) == 1, f"the loss must be a number, not an array of shape {np.shape(loss)}"
assert np.isclose(loss, 18.5), f"by hand it is 18.5, you have {loss}"

# Two inputs: four masks, and each can be written out.
w, X, y, p = np.array([1.0, -2.0]), np.array([[3.0, 0.5], [1.0, 2.0]]), np.array([1.0, -2.0]), 0.8
by_hand = 0.0
for first, chance_1 in ((1 / p, p), (0, 1 - p)):
    for second, chance_2 in ((1 / p, p), (0, 1 - p)):
        answers = X @ (w * [first, second])
        by_hand += chance_1 * chance_2 * np.mean((answers - y) ** 2) / 2
loss = expected_dropout_loss(w, X, y, p)
assert np.isclose(loss, by_hand), f"over all four masks the mean is {by_hand:.6f}, not {loss}"
plain = np.mean((X @ w - y) ** 2) / 2
assert np.isclose(expected_dropout_loss(w, X, y, 1.0), plain), "at keep_prob = 1 nothing is added"
added = [expected_dropout_loss(w, X, y, p) - plain for p in (0.2, 0.5)]
assert np.isclose(added[0], 4 * added[1]), (
    f"the variance of the mask is 4 at p = 0.2 and 1 at p = 0.5, but you add {added}"
)
print("expected_dropout_loss: all checks of this cell passed")

# %% [markdown]
# Two inputs could be written out. With five inputs and forty examples there are $2^{200}$ masks,
# so we throw dice: draw masks, compute the loss of each, and see whether their mean goes where your
# formula says. The formula knows nothing of the dice, nor the dice of the formula.


# %%
def regression_data(m, scales, seed, noise=0.5):
    """Independent inputs of these sizes, all equally important, and a noisy target."""
    rng = np.random.default_rng(seed)
    causes = rng.normal(size=(m, len(scales)))
    return causes * scales, causes.sum(axis=1) + rng.normal(0, noise, m)


def sampled_losses(w, X, y, keep_prob, number, seed):
    """The loss under each of so many masks; every input of every example has its own coin."""
    rng = np.random.default_rng(seed)
    D = (rng.random((number, *X.shape)) < keep_prob) / keep_prob  # (number, m, n)
    return np.mean(((X * D) @ w - y) ** 2, axis=1) / 2


NUMBER = 10_000
X, y = regression_data(40, np.ones(5), seed=0)
w = np.linspace(0.2, 1.4, 5)
losses = np.array([sampled_losses(w, X, y, 0.5, NUMBER, seed) for seed in range(5)])
formula, plain = (expected_dropout_loss(w, X, y, p) for p in (0.5, 1.0))

figure, axes = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
plots.histograms(
    {"10 000 masks": losses[0]}, axes[0], xlabel="loss of one mask", ylabel="share of the masks"
)
so_far = np.arange(1, NUMBER + 1)
shown = np.unique(np.geomspace(1, NUMBER, 60).astype(int)) - 1
means = np.cumsum(losses, axis=1) / so_far
plots.bands(
    so_far[shown], {"mean so far": means[:, shown]}, axes[1],
    xlabel="masks", ylabel="mean of their losses",
)  # fmt: skip
axes[1].set_xscale("log")
axes[0].axvline(formula, color=plots.STYLES[1]["color"], label="your formula")
axes[0].axvline(plain, color=plots.INK, linestyle=":", label="without dropout")
axes[1].axhline(formula, color=plots.STYLES[1]["color"], label="your formula")
axes[1].axhline(plain, color=plots.INK, linestyle=":", label="without dropout")
for ax in axes:
    ax.legend()
axes[1].set_title("Mean and range of five seeds")
plt.show()
for number in (10, 100, 1000, NUMBER):
    off_by = np.abs(means[:, number - 1] / formula - 1).max()
    print(f"after {number:>6} masks the worst of five runs is {off_by:7.3%} off")

# %% [markdown]
# Single masks scatter widely. Their mean has only one place to go, and it is not the loss without
# dropout. What lies between the two lines is a **penalty**, and it has the form of L2: squared
# weights, each with a strength of its own. Dropout is a regularizer in the plain old sense of the
# word, at least here.

# %% [markdown]
# ## 4. How does it differ from ridge regression?
#
# Ridge regression (which is L2 for linear regression) adds $\frac{\lambda}{2} \sum_j w_j^2$, with
# one $\lambda$ for all. Dropout gives each weight its own, in proportion to the mean square of
# its input. Both are quadratic in $w$, so both have their minimum where a linear system says.
#
# **Exercise.** Differentiate your expected loss with respect to $w_j$, set it to zero, and solve
# for $w$ in `dropout_regression_weights`. The mean over examples is on both sides of the
# equation, so you may multiply by $m$ and forget it, if you do so everywhere. Which elements of
# $X^\top X$ does the penalty touch?

# %% grade="dropout_regression_weights"
X, y = regression_data(60, np.array([0.5, 1.0, 3.0]), seed=4)
w = dropout_regression_weights(X, y, 1.0)
assert w is not None, "w is None: did you assign it?"
assert np.size(w) == 3, f"w has the shape {np.shape(w)}, expected (3,)"
assert np.allclose(np.ravel(w), np.linalg.lstsq(X, y)[0]), (
    "at keep_prob = 1 these are least squares weights"
)
for p in (0.3, 0.8):
    w = np.ravel(dropout_regression_weights(X, y, p))
    slope = reglab.numerical_gradient(lambda w, p=p: expected_dropout_loss(w, X, y, p), w)
    assert np.allclose(slope, 0, atol=1e-6), (
        f"p = {p}: at your w the expected loss still has the slope {np.round(slope, 4)}"
    )
print("dropout_regression_weights: all checks of this cell passed")

# %% [markdown]
# First, is it true that training with masks arrives there? We train with a new mask at each
# step, in steps that grow smaller, and look how far the weights are from your closed form, and how
# far from least squares.


# %%
def descend(X, y, keep_prob, steps, seed):
    """Gradient descent with a new mask at every step; returns all weights, shape (steps, n)."""
    rng = np.random.default_rng(seed)
    w, path = np.zeros(X.shape[1]), []
    for step in range(steps):
        dropped = X * (rng.random(X.shape) < keep_prob) / keep_prob
        w = w - 0.1 / (1 + step / 50) * dropped.T @ (dropped @ w - y) / len(X)
        path.append(w)
    return np.array(path)


series = {"dropout, closed form": [], "least squares": []}
for seed in range(5):
    X, y = regression_data(60, np.ones(5), seed)
    path = descend(X, y, 0.5, 3000, seed)
    for label, p in (("dropout, closed form", 0.5), ("least squares", 1.0)):
        goal = dropout_regression_weights(X, y, p)
        series[label].append(np.linalg.norm(path - goal, axis=1) / np.linalg.norm(goal))
ax = plots.bands(
    range(1, 3001), series, xlabel="step", ylabel="relative distance of w from ...", percent=True
)
ax.set(xscale="log", title="Training with masks, p = 0.5, five seeds")
plt.show()

# %% [markdown]
# It goes to your formula and stays about half a weight away from least squares. (About half: if
# the columns of $X$ are nearly orthogonal, what is left of a weight is just $p$. Can you see that
# from the linear system?)
#
# Now ridge against dropout. Five inputs matter equally for the target, but their *sizes* range
# from 0.1 to 10, as if somebody had noted one length in metres and another in millimetres. For each
# we plot the weight times the size of the input: what it contributes to the answer. The truth
# is 1 for each. Ridge gets $\lambda = (1-p)/p$, so that both treat an input of size 1 alike.


# %%
def ridge_weights(X, y, lam):
    """The minimum of half the mean square plus lam / 2 times the sum of squared weights."""
    m, n = X.shape
    return np.linalg.solve(X.T @ X / m + lam * np.eye(n), X.T @ y / m)


P = 0.7
SIZES = np.array([0.1, 0.3, 1.0, 3.0, 10.0])
found = {"least squares": [], "dropout, p = 0.7": [], "ridge": []}
for seed in range(20):
    X, y = regression_data(60, SIZES, seed)
    found["least squares"].append(SIZES * dropout_regression_weights(X, y, 1.0))
    found["dropout, p = 0.7"].append(SIZES * dropout_regression_weights(X, y, P))
    found["ridge"].append(SIZES * ridge_weights(X, y, (1 - P) / P))
ax = plots.bands(SIZES, found, xlabel="size of the input", ylabel="weight × size")
ax.set(xscale="log", title="What is left of equal contributions, 20 seeds")
plt.show()

# %% [markdown]
# Ridge asks how large a *number* a weight is. A small input needs a large weight to be heard, and
# ridge all but silences it, while the largest input goes free. Dropout asks how much of the
# *answer* would be missing if the input were gone. It shrinks all five alike, to about $p$ of
# what they were. Change the units, and only one of the two changes its mind:

# %%
X, y = regression_data(60, np.ones(5), seed=0)
units = np.array([1000.0, 1, 1, 1, 1])  # the first column in millimetres now, not in metres
for name, fit in (
    ("ridge", lambda X: ridge_weights(X, y, (1 - P) / P)),
    ("dropout", lambda X: dropout_regression_weights(X, y, P)),
):
    change = np.abs((X * units) @ fit(X * units) - X @ fit(X)).max()
    print(f"{name:<8} the predictions change by up to {change:.1e}")

# %% [markdown]
# ### Question 3: the rare word
#
# In a program that sorts letters, each input says whether a certain word occurs, 1 or 0. The word
# "the" occurs in nearly all letters, "refund" in one of a hundred, and where it does it settles the
# matter.
#
# 1. Compare how strongly ridge and dropout penalize the weight of "refund" and that of "the".
# 2. Someone standardises all inputs first (mean 0, mean square 1). What is then the difference
#    between ridge and dropout for linear regression, and which $\lambda$ corresponds to
#    $p = 0.8$?

# %% [markdown] answer="rare_word" points=3
# ### BEGIN SOLUTION
# 1. Ridge penalizes both alike: $\frac{\lambda}{2} w^2$. Dropout multiplies $w_j^2$ with the mean
#    of $x_{ij}^2$, which for a word is how often it occurs: about 1 for "the" and 0.01 for
#    "refund". So the penalty on "refund" is a hundred times weaker, and its weight may grow
#    large. That is what one wants of a word that is rare and telling. (One could call it
#    dangerous as well: with few occurrences the weight is learnt from little evidence.)
# 2. None: all mean squares are 1, so the penalty is $\frac{1}{2}\frac{1-p}{p} \sum_j w_j^2$,
#    which is ridge with $\lambda = (1-p)/p = 0.2/0.8 = 0.25$ (with the loss as half the mean of
#    the squares).
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: ridge treats both alike, dropout weighs by the mean square, i.e. the frequency.
#
# 1 point: hence "refund" is penalized about a hundred times less than "the".
#
# 1 point: after standardising they are the same, with $\lambda = 0.25$ (half a point for a formula
# without the number, or for another convention that is stated).
# === END MARK SCHEME ===

# %% [markdown]
# ## 5. Where do the weights go?
#
# "The net cannot rely on any one input, since it may be gone, so it has to spread its weights."
# That is how dropout is usually explained. Is it so? Here are eight inputs that all report the
# same hidden quantity, some with little noise and some with much, as eight thermometers on one
# wall. We measure the norm of the weights, the largest share that one input has of them, and what
# becomes of the error when one thermometer breaks and reads 0: the worst case of the eight.


# %%
def largest_share(W):
    """For each unit (a row), the share of its largest weight in the sum of all their sizes."""
    sizes = np.abs(np.atleast_2d(W))
    return sizes.max(axis=1) / sizes.sum(axis=1)


def thermometers(m, seed):
    """Eight noisy reports X of one quantity, a target y that is noisy too, and the quantity."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(size=m)
    X = truth[:, None] + np.linspace(0.2, 1, 8) * rng.normal(size=(m, 8))
    return X, truth + rng.normal(0, 0.3, m), truth


def errors(w, X, truth):
    """The mean squared error with all inputs, and the worst with one of them broken."""
    broken = [np.mean((np.delete(X, j, 1) @ np.delete(w, j) - truth) ** 2) for j in range(8)]
    return np.mean((X @ w - truth) ** 2), max(broken)


settings = (0.3, 0.4, 0.5, 0.65, 0.8, 0.9, 1.0)
norms, shares, whole, worst = (np.zeros((10, len(settings))) for _ in range(4))
for seed in range(10):
    X, y, _ = thermometers(100, seed)
    X_test, _, truth = thermometers(2000, seed + 100)
    for i, p in enumerate(settings):
        w = dropout_regression_weights(X, y, p)
        norms[seed, i], shares[seed, i] = np.linalg.norm(w), largest_share(w)[0]
        whole[seed, i], worst[seed, i] = errors(w, X_test, truth)

figure, axes = plt.subplots(1, 3, figsize=(12, 3.8), layout="constrained")
AXIS = "p, probability of keeping"
plots.bands(settings, {"norm of w": norms}, axes[0], xlabel=AXIS)
plots.bands(settings, {"largest share": shares}, axes[1], xlabel=AXIS, percent=True)
axes[1].axhline(1 / 8, color=plots.INK, linestyle=":", label="all alike")
axes[1].legend()
plots.bands(
    settings, {"one input broken, the worst": worst, "all inputs": whole}, axes[2],
    xlabel=AXIS, ylabel="error on new data",
)  # fmt: skip
figure.suptitle("Regression on eight thermometers, ten seeds")
plt.show()

# %% [markdown]
# Read from right to left. The norm shrinks, as it does under any L2. And the weights *spread*:
# least squares puts something between a quarter and two thirds of its trust into a single
# thermometer, as chance will have it, and the smaller $p$ is, the closer they come to an equal
# share for each. The last picture shows what this buys. With all thermometers in place, a little
# dropout makes hardly a difference. Break one, and the model trained with $p = 0.8$ loses
# much less, on average half as much or less. It has been through this before.
#
# Now a net, where no formula helps. It is to tell digits from 5 to 9 from those below. It has 40
# hidden units, dropout among them, and we look at the weights with which the output listens to
# these units.


# %%
def digits(seed, n_train=400, flipped=0.0):
    """Images of digits in columns and whether each is 5 or more; (X, Y, X_test, Y_test).

    A share of the training labels is flipped.
    """
    data = reglab.load_digits(n_train, label_noise=0, seed=seed)
    Y, Y_test = (data.y_train >= 5)[None].astype(int), (data.y_test >= 5)[None].astype(int)
    wrong = np.random.default_rng(seed).random(Y.shape) < flipped
    return data.X_train.T, np.where(wrong, 1 - Y, Y), data.X_test.T, Y_test


settings = (0.2, 0.4, 0.6, 0.8, 1.0)
plan = [(i, seed) for i in range(len(settings)) for seed in range(5)]
norms, shares = np.zeros((5, len(settings))), np.zeros((5, len(settings)))
for i, seed in reglab.progress(plan, "training 25 nets"):
    X, Y, _, _ = digits(seed)
    parameters = initialize_parameters((64, 40, 1), seed)
    _, trained = training_curve(X, Y, parameters, (1.0, settings[i]), 0.5, 250, seed=1000 * seed)
    norms[seed, i] = np.linalg.norm(trained["W2"])
    shares[seed, i] = largest_share(trained["W2"])[0]

figure, axes = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained")
plots.bands(settings, {"norm of W2": norms}, axes[0], xlabel=AXIS).set_ylim(0)
plots.bands(settings, {"largest share": shares}, axes[1], xlabel=AXIS, percent=True).set_ylim(0)
axes[1].axhline(1 / 40, color=plots.INK, linestyle=":", label="all alike")
axes[1].legend(loc="lower right")
figure.suptitle("How the output listens to 40 hidden units, five seeds")
plt.show()

# %% [markdown]
# From $p = 1$ to $p = 0.2$ the loudest of the 40 units loses some quarter to a half of its
# share: the weights spread here as well. The norm, however, hardly moves until $p$ is small. A net
# is not a regression. Its other layer can grow while this one shrinks, and training stopped long
# before the minimum. **"Dropout spreads weights" carries over; "dropout is L2" is true word by word
# only where we derived it.**

# %% [markdown]
# ## 6. Whom do we ask in the end?
#
# A net with $n$ hidden units has $2^n$ thinned nets, and we have trained them all a little. The
# honest way to use them is to ask many and average what they say. The usual way is to ask the
# whole net once, with dropout off, and to trust that it stands for the average. (For plain
# dropout one has to multiply the weights by $p$ for this: hence the name **weight scaling**.
# Inverted dropout has done so in training.)
#
# **Exercise.** Write `average_of_sampled_nets` in `crowd.py`. The average is one of
# *probabilities*.

# %% grade="average_of_sampled_nets"
X, Y, X_test, Y_test = digits(seed=0)
parameters = initialize_parameters((64, 10, 10, 1), seed=0)
dials = (0.9, 0.5, 0.7)
average = average_of_sampled_nets(X, parameters, dials, 1, seed=3)
assert average is not None, "the average is None: did you assign it?"
assert average.shape == (1, 400), f"it has the shape {average.shape}, expected (1, 400)"
assert np.allclose(average, forward_with_keep_probs(X, parameters, dials, seed=3)[0]), (
    "with one sample, it is what the net with that seed says"
)
first, second = (forward_with_keep_probs(X, parameters, dials, seed=s)[0] for s in (3, 4))
average = average_of_sampled_nets(X, parameters, dials, 2, seed=3)
assert np.allclose(average, (first + second) / 2), "two samples: seeds 3 and 4, half and half"
third = forward_with_keep_probs(X, parameters, dials, seed=5)[0]
average = average_of_sampled_nets(X, parameters, dials, 3, seed=3)
assert np.allclose(average, (first + second + third) / 3), (
    "three samples: seeds 3, 4 and 5, with equal weights"
)
average = average_of_sampled_nets(X, parameters, (1.0, 1.0, 1.0), 5)
assert np.allclose(average, forward_propagation(X, parameters)[0]), (
    "with dropout off all nets agree, and their average is the whole net"
)
print("average_of_sampled_nets: all checks of this cell passed")

# %% [markdown]
# We train five nets 64-60-60-1 with $p = 0.5$ in both hidden layers, on 400 digits of which one
# label in five is wrong, and ask the new digits of the test set: one thinned net, averages of 3,
# 10, 30 and 100, and the whole net.

# %%
DIALS = (1.0, 0.5, 0.5)
NUMBERS = (1, 3, 10, 30, 100)
cost, wrong = {}, {}
for name in ("average of thinned nets", "whole net, once"):
    cost[name], wrong[name] = np.zeros((5, len(NUMBERS))), np.zeros((5, len(NUMBERS)))
for seed in reglab.progress(range(5), "training and asking"):
    X, Y, X_test, Y_test = digits(seed, flipped=0.2)
    parameters = initialize_parameters((64, 60, 60, 1), seed)
    _, trained = training_curve(X, Y, parameters, DIALS, 0.3, 400, seed=1000 * seed)
    for i, number in enumerate(NUMBERS):
        crowd = average_of_sampled_nets(X_test, trained, DIALS, number, seed=10_000)
        once, _ = forward_propagation(X_test, trained)
        for name, AL in zip(cost, (crowd, once), strict=True):
            cost[name][seed, i] = compute_cost(AL, Y_test)
            wrong[name][seed, i] = np.mean((AL > 0.5) != Y_test)

figure, axes = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
plots.bands(NUMBERS, cost, axes[0], xlabel="thinned nets asked", ylabel="test cross-entropy (nats)")
plots.bands(
    NUMBERS, wrong, axes[1], xlabel="thinned nets asked", ylabel="wrong answers", percent=True
)
for ax in axes:
    ax.set_xscale("log")
    ax.set_xticks(NUMBERS, [str(number) for number in NUMBERS])
figure.suptitle("Asking the crowd, or its stand-in; five seeds")
plt.show()
for name in cost:
    print(f"{name:<24} {'':>6}" + "".join(f"{number:>8}" for number in NUMBERS))
    print(f"{'':<24} cost  " + "".join(f"{v:8.3f}" for v in cost[name].mean(axis=0)))
    print(f"{'':<24} wrong " + "".join(f"{v:8.1%}" for v in wrong[name].mean(axis=0)))

# %% [markdown]
# A single thinned net is clearly the worst adviser. Ten of them are much better than one, and
# between ten and a hundred there is little left to gain: the error of a mean falls with the root of
# the number, and soon other errors matter more. The whole net, asked once, gives about as many
# right answers as a hundred thinned ones, for a hundredth of the work. That is why nearly everybody
# uses it.
#
# In cross-entropy it is even ahead of the crowd here, but make no rule of that. An average of
# probabilities is less sure of itself than those who were asked. Our nets have seen wrong labels
# and are less sure than they should be on a test set without any, so the surer one
# is rewarded. With clean training labels (`flipped=0.0`) it is the crowd that is ahead, for most
# seeds. And one thing the crowd has to offer that its stand-in has not: its members *disagree*, and
# how much they do says how sure to be.

# %% [markdown]
# ### Question 4: when is the stand-in exact?
#
# 1. Take logistic regression, $\sigma(w \cdot x + b)$, with dropout on its inputs. Show that the
#    average over all masks of the **scores** (before the sigmoid) is exactly the score of the
#    whole net. Is the average of the **probabilities** then that of the whole net?
# 2. Why does the first argument fail for a net with a hidden layer of relus and dropout on its
#    inputs?

# %% [markdown] answer="exact_stand_in" points=2
# ### BEGIN SOLUTION
# 1. The score of a thinned net is $\sum_j w_j D_j x_j + b$, linear in $D$, and
#    $\mathbb{E}[D_j] = 1$ for inverted dropout; so its mean is $w \cdot x + b$. The probability
#    is not linear in the score: in general $\mathbb{E}[\sigma(z)] \neq \sigma(\mathbb{E}[z])$.
#    Where $\mathbb{E}[z] > 0$ the average of the probabilities is as a rule closer to 1/2, since
#    the sigmoid flattens above. (The whole net's probability is the *geometric* mean of the
#    crowd's, made to sum to 1 over the two classes.)
# 2. Between the mask and the score there is a relu now, and
#    $\mathbb{E}[\mathrm{relu}(z)] \neq \mathrm{relu}(\mathbb{E}[z])$ wherever some masks make $z$
#    positive and others negative; then the mean is larger. So the score of the whole net is only
#    close to the mean of the scores.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: linearity and $\mathbb{E}[D] = 1$ for the scores; the sigmoid is not linear, so not for
# the probabilities.
#
# 1 point: the relu is a nonlinearity between mask and score; mean and relu cannot change places.
# === END MARK SCHEME ===

# %% [markdown]
# ## 7. What to take along
#
# - Every layer has its dial. Low where a wide layer feeds a large matrix, near 1 at the input and
#   in narrow layers, none at the output. And refuse what cannot be a dial.
# - With dropout J is a random number. To find bugs, turn dropout off; to watch training, measure
#   with it off.
# - Dropout minimizes the expected loss. For linear regression that is an L2 penalty in which each
#   weight counts in proportion to the mean square of its input, and so it does not care for units.
# - Weights spread, and what is spread can be lost in part.
# - The whole net stands for the crowd: exactly where all is linear, and well enough elsewhere.
#
# Be skeptical of this notebook, too. Its regression has independent coins for every element and no
# other source of noise, its nets are small and trained for a few hundred steps. Change the seeds,
# and see what stays.
#
# **To read on.** S. Wager, S. Wang and P. Liang, *Dropout training as adaptive regularization*,
# NeurIPS (2013), carry Section 3 over to logistic regression, where the answer is approximate and
# more interesting. P. Baldi and P. Sadowski, *Understanding dropout*, NeurIPS (2013), ask how
# well the whole net stands for the crowd. N. Srivastava and others, *Dropout: a simple way to
# prevent neural networks from overfitting*, JMLR 15 (2014), do Section 3 in their section 9.1 and
# Section 6 in their section 7.5. Y. Gal and Z. Ghahramani, *Dropout as a Bayesian approximation*,
# ICML (2016), make use of the disagreement.

# %% [markdown]
# ## 8. Hand in
#
# The cell below reads your files as the grader will: anew, as they are saved. It runs the checks of
# this notebook on them, sees whether each question has an answer, and tells you what would go
# wrong. Then it packs everything into one zip. Run it as often as you like.

# %% cell="hand_in"
