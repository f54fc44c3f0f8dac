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
# # Knowing when to stop, and inventing data
#
# The two cheapest regularizers there are need no change of the net at all. The first is to stop
# training in time. The second is to have more data, and where none are to be had, to make some: a
# digit that has moved by a pixel is another image of the same digit.
#
# Both sound like kitchen wisdom. Both have a catch. "In time" has to be measured on images that
# the net does not learn from, by a rule that is not fooled by a bump, and the net must come back
# as it was *then*. And not every change of an image leaves what it shows: turn a 6 upside down.
#
# | You write | in the file | what it does |
# |---|---|---|
# | `train_dev_test_split` | `splitting.py` | three parts, each with its share of each class |
# | `EarlyStopping` | `stopping.py` | says when to stop, and keeps the best parameters |
# | `train_with_early_stopping` | `stopping.py` | the loop that listens to it |
# | `random_flip`, `random_shift` | `augmenting.py` | mirrors images, moves them |
# | `random_rotation`, `random_zoom` | `augmenting.py` | turns them, makes them larger or smaller |
#
# and you answer four questions in your own words, in cells marked *Your answer here*.
#
# **How to work.** Open the three files in an editor (in JupyterLab, double-click them). Each
# function has a docstring that says exactly what is asked, and `TODO` comments where your code
# goes, in place of the line that raises `NotImplementedError`. Save the file and run the cell
# here again: changes are picked up without a restart. Below each exercise is a read-only cell of
# checks. When it passes you are very likely done; the grader looks a little closer, at other
# shapes and at the odd cases that the docstrings mention.

# %% cell="begin"

# %%
# One thread is as fast as several for nets of this size, and leaves you the rest of the machine.
# NumPy reads this once, when it is first imported.
# %env OPENBLAS_NUM_THREADS=1

# %matplotlib inline

from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
from augmenting import random_flip, random_rotation, random_shift, random_zoom
from splitting import train_dev_test_split
from stopping import EarlyStopping, train_with_early_stopping

import coursework
import reglab
from reglab import plots

plots.use_style()
coursework.watch("augmenting", "splitting", "stopping")  # what you save there counts from then on

# %% [markdown]
# ## 1. Who may look at what?
#
# A net learns from the **training set**. We learn from the **development set** (dev for short;
# others say validation set): when to stop, which $\lambda$, which augmentation. And nobody learns
# anything from the **test set** until the very end, so that there is one number left in the world
# that no one has tried to please.
#
# How large should the parts be, and who goes where? At random, but not entirely. Suppose that one
# class is rare and the dev set small. Then chance decides how many of its examples the dev set
# has, and you will choose between two nets by who was lucky with them. A **stratified** split
# deals out each class by itself, as one deals out cards: of every class the share `dev` goes to
# the dev set and the share `test` to the test set.
#
# **Exercise.** Write `train_dev_test_split` in `splitting.py`. Read its docstring first.
#
# - Work with *indices* into `X`, not with `X` itself. The skeleton turns your three lists of
#   indices into the six arrays, so examples and labels cannot come apart.
# - Every example in exactly one part. An example that is in two of them is the worst bug of this
#   notebook: nothing crashes, and all results get better.
# - A part that is lined up class by class makes for batches of one class. Shuffle in the end.

# %% grade="train_dev_test_split"
X = np.arange(500)[:, None] * np.ones(3)  # the example number i has the features i, i, i
y = np.random.default_rng(1).permutation(np.repeat([0, 1, 2], [300, 150, 50]))
parts = train_dev_test_split(X, y, 0.2, 0.3, 7)
assert len(parts) == 6, "six arrays are returned"
sizes = [len(part) for part in parts]
assert sizes == [250, 250, 100, 100, 150, 150], f"the parts have the sizes {sizes}"
everybody = np.concatenate(parts[::2])[:, 0].astype(int)
assert len(set(everybody)) == 500, "some example is missing, and another one in two parts"
for name, examples, labels in zip(("train", "dev", "test"), parts[::2], parts[1::2], strict=True):
    assert np.array_equal(y[examples[:, 0].astype(int)], labels), (
        f"{name}: the labels are not those of the examples"
    )
    found = np.bincount(labels, minlength=3) / len(labels)
    assert np.allclose(found, [0.6, 0.3, 0.1]), f"{name}: classes have the shares {found}"
    neighbours = np.mean(labels[1:] == labels[:-1])
    assert neighbours < 0.7, f"{name}: {neighbours:.0%} of the neighbours are of one class"
again, other = (train_dev_test_split(X, y, 0.2, 0.3, seed) for seed in (7, 8))
assert np.array_equal(parts[0], again[0]), "the same seed must give the same parts"
assert not np.array_equal(parts[0], other[0]), "another seed must give other parts"
assert {*parts[2][:, 0]} != {*other[2][:, 0]}, "another seed must choose other examples for dev"
labels = train_dev_test_split(X[:, 0], y - 1, 0.2, 0.3, 7)[3]
found = np.bincount(labels + 1, minlength=3).tolist()
assert found == [60, 30, 10], f"of the labels -1, 0 and 1, {found} are in dev, not 60, 30 and 10"
X_dev, y_dev = train_dev_test_split(X, y, 0.0, 0.3, 7)[2:4]
shapes = np.shape(X_dev), np.shape(y_dev)
assert shapes == ((0, 3), (0,)), f"with dev = 0 the dev set is empty, but has the shapes {shapes}"

print("train_dev_test_split: all checks of this cell passed")

# %% [markdown]
# What does it buy us? Here are 180 digits, of which 18 are nines, and a dev set of 30. We split
# 400 times and count the nines in the dev set; once with your function, and once without strata,
# which is what your function does when we tell it that all images are of one class.

# %%
few = np.repeat(np.arange(10), 18)
numbers, one_class = np.arange(len(few)), np.zeros(len(few), dtype=int)
nines = {
    label: [
        np.sum(few[train_dev_test_split(numbers, strata, 1 / 6, 1 / 6, seed)[2]] == 9)
        for seed in range(400)
    ]
    for label, strata in (("stratified", few), ("not stratified", one_class))
}
figure, ax = plt.subplots(figsize=(6, 3.4), layout="constrained")
for label, style, shift in zip(nines, plots.STYLES, (-0.2, 0.2), strict=False):
    count = np.bincount(nines[label], minlength=10) / 400
    ax.bar(np.arange(len(count)) + shift, count, 0.4, color=style["color"], label=label)
ax.set(xlabel="nines in a dev set of 30", ylabel="share of 400 splits", xticks=range(10))
ax.set_title("Three in thirty are nines. How many did you get?")
ax.legend()
plots.describe(ax, "Bars: stratified always 3; not stratified anything from 0 to about 8.")
plt.show()

# %% [markdown]
# Without strata some dev sets have no nine at all. A net that has never heard of nines would look
# perfect on them.
#
# **Our data** in the first half of this notebook: all 1797 digits that come with `reglab`, 8 × 8
# pixels, labelled by a tired crowd that gets **three labels in ten wrong**. (We made them wrong
# on purpose, so that we can watch in seconds what a few mistakes do slowly.) We split them by
# your function: about 400 to train on, 700 each for dev and test. The labels of train and dev are
# the crowd's; for the test set we pay an expert, and have true ones.

# %%
clean = reglab.load_digits(n_train=1700, label_noise=0.0)
PIXELS = np.concatenate([clean.X_train, clean.X_val, clean.X_test])  # (1797, 64), 0 to 1
TRUTH = np.concatenate([clean.y_train, clean.y_val, clean.y_test])  # (1797,)


def crowd(seed, share):
    """The labels of a crowd that gets this share of them wrong."""
    rng = np.random.default_rng([seed, 1])
    labels, wrong = TRUTH.copy(), rng.permutation(len(TRUTH))[: round(share * len(TRUTH))]
    labels[wrong] = (labels[wrong] + rng.integers(1, 10, len(wrong))) % 10
    return labels


def draw(seed, wrong=0.3):
    """Three parts of the digits, train and dev as the crowd has labelled them."""
    labels = crowd(seed, wrong)
    parts = train_dev_test_split(np.arange(len(TRUTH)), labels, 0.39, 0.39, seed)
    train, y_train, dev, y_dev, test, _ = parts
    return SimpleNamespace(
        X_train=PIXELS[train], y_train=y_train,
        X_dev=PIXELS[dev], y_dev=y_dev, y_dev_true=TRUTH[dev],
        X_test=PIXELS[test], y_test=TRUTH[test],
    )  # fmt: skip


data = draw(0)
print(len(data.X_train), "images to train on,", len(data.X_dev), "dev,", len(data.X_test), "test")

# %% [markdown]
# ### Question 1: thirteen people
#
# 1. You train 50 nets with different settings, take the one with the best dev accuracy, and
#    report that dev accuracy. In which direction is the figure off, why, and what should you
#    report?
# 2. The 1797 digits were written by 13 people, each of whom wrote some 14 of each digit. Your
#    split deals out single images. For which use of the net is the test accuracy then too good to
#    be true, and how would you split for that use?

# %% [markdown] answer="thirteen_people" points=2
# ### BEGIN SOLUTION
# 1. It is too high. Each dev accuracy is the true accuracy of that net plus a bit of luck with
#    these particular images, and who takes the largest of 50 takes the luck along with the skill.
#    The dev set has been used for a decision, so it can no longer judge it. Report the accuracy
#    of the chosen net on the test set, looked at once. (The smaller the dev set, and the more
#    settings were tried, the larger the error.)
# 2. If the net is to read the hand of people whom it has never seen. With single images dealt
#    out, every writer is in the training set, so that the test set asks "have you learnt how
#    these thirteen write?" To learn what strangers may expect, split by writer: all images of a
#    writer in one part, say nine writers to train on, two for dev and two for test. (If only
#    these thirteen people will ever use it, the split by image is the right one.) In general the
#    dev and the test set should look like what the net will meet later.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: too high (optimistic), because the best of many is partly the luckiest; the test set,
# once.
#
# 1 point: new writers; split by writer, so that no writer is in two parts.
# === END MARK SCHEME ===

# %% [markdown]
# ## 2. What does overfitting look like from the dev set?
#
# Let us train a net, 64-256-256-10, for 100 epochs, and after each of them write down everything
# that might tell us when to stop. The loop is written out here, since you are going to write the
# next one. Three times, with other images, labels and first weights each time.

# %%
EPOCHS = 100
RATE = 5e-4
SEEDS = (0, 1, 2)


def new_net(seed, l2=0.0):
    """An untrained net; l2 / 2 times the sum of all squared weights is added to its loss."""
    return reglab.FullyConnectedNet((256, 256), l2=l2, seed=seed)


def one_epoch(net, optimizer, X, y, rng, augment=None):
    """Every training image once, in batches of 50; augment(images, rng) may change a batch."""
    order = rng.permutation(len(X))
    for start in range(0, len(X), 50):
        batch = order[start : start + 50]
        images = X[batch]
        if augment is not None:
            images = augment(images.reshape(-1, 8, 8), rng).reshape(-1, 64)
        _, grads = net.loss(images, y[batch])
        optimizer.step(net.params, grads)


def weight_norm(params):
    """The root of the sum of all squared weights, biases left out."""
    return np.sqrt(sum(np.sum(w**2) for name, w in params.items() if name.startswith("W")))


def measure(net, data):
    """Losses (in nats), errors (0 to 1), and the size of the weights."""
    train_loss, train_right = reglab.evaluate(net.scores(data.X_train), data.y_train)
    scores = net.scores(data.X_dev)
    dev_loss, dev_right = reglab.evaluate(scores, data.y_dev)
    return {
        "train loss": train_loss, "train error": 1 - train_right,
        "dev loss": dev_loss, "dev error": 1 - dev_right,
        "dev loss, true labels": reglab.evaluate(scores, data.y_dev_true)[0],
        "test accuracy": reglab.evaluate(net.scores(data.X_test), data.y_test)[1],
        "weight norm": weight_norm(net.params),
    }  # fmt: skip


def watch(seed):
    """Train for all of the epochs; returns the curves, by name."""
    data, net, optimizer = draw(seed), new_net(seed), reglab.Adam(RATE)
    rng, rows = np.random.default_rng(seed), []
    for _ in range(EPOCHS):
        one_epoch(net, optimizer, data.X_train, data.y_train, rng)
        rows.append(measure(net, data))
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


curves = [watch(seed) for seed in reglab.progress(SEEDS, "training three nets")]

# %%
epochs = np.arange(1, EPOCHS + 1)
figure, axes = plt.subplots(1, 3, figsize=(13, 3.8), layout="constrained")
for ax, what, percent in ((axes[0], "error", True), (axes[1], "loss", False)):
    series = {
        f"{part} set, as labelled": [run[f"{part} {what}"] for run in curves]
        for part in ("train", "dev")
    }
    unit = "" if percent else " (nats)"
    plots.bands(epochs, series, ax, xlabel="epoch", ylabel=what + unit, percent=percent)
axes[0].axhline(0.3, color=plots.INK, linewidth=1)
axes[0].annotate("the crowd's own errors", (EPOCHS, 0.31), ha="right", color=plots.INK)
norms = {"all weights": [run["weight norm"] for run in curves]}
plots.bands(epochs, norms, axes[2], xlabel="epoch", ylabel="weight norm")
figure.suptitle("Three nets, mean and range")
plt.show()

# %% [markdown]
# On the left, the training error falls and falls. A reader who knew digits perfectly would
# disagree with the crowd three times in ten, so at the grey line all that is true has been
# learnt; what the net learns below it are single mistakes, by heart. The dev error knows nothing
# of this. It falls quickly for some ten epochs, rests, and then **turns**: from there on each
# mistake that is learnt costs a little of what was understood.
#
# The loss in the middle says the same, and says it more clearly. An error counts images, and one
# image in 700 makes it jump; the loss is smooth. That is why the dev *loss* is what one usually
# watches.
#
# And on the right is what happens inside: the weights grow, slowly at first and without end. Keep
# this picture in mind; it will turn out that stopping early and keeping weights small are nearly
# the same thing.

# %% [markdown]
# ## 3. When exactly?
#
# "Stop when the dev loss rises" is no rule yet. Look at this curve:

# %%
bumpy = np.array(
    [2.0, 1.4, 1.1, 1.15, 1.0, 0.9, 0.95, 0.97, 0.85, 0.86, 0.9, 0.88, 0.93, 0.99, 1.1]
)
ax = plots.bands(np.arange(1, 16), {"dev loss": bumpy}, xlabel="epoch", ylabel="dev loss (nats)")
ax.set_title("When would you have stopped?")
plt.show()

# %% [markdown]
# Whoever stops at the first rise stops at epoch 4, and a quarter of a nat was still to be had. So
# we have **patience**: we stop when so many epochs *in a row* have brought no improvement. An
# improvement is measured against the best loss so far, not against the epoch before (or a curve
# that rises with little dips would go on for ever), and it must be larger than **`min_delta`**,
# if we do not want to wait for crumbs.
#
# By then we are `patience` epochs past the best one. So the parameters of the best epoch have to
# be kept, and this is where most implementations break. The optimizer changes the arrays *in
# place*. Whoever keeps `params` itself holds a second name for the very arrays that will be
# changed next; and `dict(params)` copies the dict and not the arrays in it.
#
# **Exercise.** Write the class `EarlyStopping` in `stopping.py`. Its docstring fixes what is easy
# to leave open: what a tie is, what NaN is (training does go wrong at times), and what there is
# to give back if nothing ever improves. Two hints:
#
# - Every comparison with NaN is false. `a < b` and `not a >= b` are two different questions.
# - Count on paper first: with `patience=2` and the curve above, which call returns `True`?


# %% grade="EarlyStopping"
def stop_of(losses, patience, min_delta=0.0):
    """Show the losses to an EarlyStopping; where it stops (0 for never), and the object itself."""
    stopping, params = EarlyStopping(patience, min_delta), {"W1": np.zeros((2, 3))}
    for epoch, now in enumerate(losses, start=1):
        params["W1"][:] = epoch  # in place, as an optimizer does it
        if stopping.step(now, params):
            return epoch, stopping
    params["W1"][:] = -1
    return 0, stopping


said = EarlyStopping(3).step(2.0, {"W1": np.zeros((2, 3))})
assert not isinstance(said, (tuple, list, str)), f"step returned {said!r}: True or False is asked"
assert not said, "after one epoch step says stop: True is for stop, False for go on"
for patience, right in ((1, 4), (2, 8), (3, 12), (6, 15), (7, 0)):
    epoch, stopping = stop_of(bumpy, patience)
    assert epoch == right, f"patience = {patience}: stopped after epoch {epoch}, expected {right}"
_, stopping = stop_of(bumpy, 20)
assert stopping.best_epoch == 9, f"best_epoch is {stopping.best_epoch}, expected 9"
assert stopping.best_loss == 0.85, f"best_loss is {stopping.best_loss}, expected 0.85"
kept = stopping.best_params["W1"]
assert np.all(kept != -1), "best_params changed when the caller changed the arrays: copy them"
assert np.all(kept == 9), f"best_params are those of epoch {kept[0, 0]:g}, expected epoch 9"
_, stopping = stop_of([-1.0, -2.0, -1.5], 20)
assert stopping.best_epoch == 2, f"best_epoch is {stopping.best_epoch}; losses may be negative"
_, stopping = stop_of([1.0, 2.0], 20)
assert stopping.best_epoch == 1, (
    f"nothing is better than epoch 1, yet {stopping.best_epoch} is best"
)
assert stopping.best_params is not None, "the parameters of the first epoch are not kept"
_, stopping = stop_of([3.0, 2.0, 1.9], 20, min_delta=0.25)
assert stopping.best_epoch == 2, "with min_delta = 0.25 a loss that falls by 0.1 is no improvement"
_, stopping = stop_of([3.0, 2.0, 2.1], 20, min_delta=0.25)
assert stopping.best_epoch == 2, "with min_delta = 0.25 a loss that rises by 0.1 is no improvement"
_, stopping = stop_of([2.0, 1.9, 1.8, 1.7], 20, min_delta=0.25)
assert stopping.best_epoch == 4, "0.1 is no improvement, but three times 0.1 is: best_loss stays"
epoch, _ = stop_of([2.0, 1.0, 1.0, 1.0], 2)
assert epoch == 4, "an equal loss is no improvement"
epoch, stopping = stop_of([2.0, np.nan, 1.0, np.nan, np.nan], 2)
assert (epoch, stopping.best_epoch) == (5, 3), "NaN is no improvement, and 1.0 is one after it"

print("EarlyStopping: all checks of this cell passed")

# %% [markdown]
# Now let it loose on the three curves of Section 2. They are complete, so we can replay them and
# see what each patience would have cost, and what it would have found.

# %%
stops = (1, 2, 3, 5, 10, 20, 40)
found = {patience: [stop_of(run["dev loss"], patience) for run in curves] for patience in stops}
print("patience   stopped after epoch   best epoch        test accuracy there")
for patience, results in found.items():
    ends = [epoch or EPOCHS for epoch, _ in results]
    bests = [stopping.best_epoch for _, stopping in results]
    right = [run["test accuracy"][best - 1] for run, best in zip(curves, bests, strict=True)]
    row = "  ".join(f"{value:6.1%}" for value in right)
    print(f"{patience:>6}     {ends!s:<20}  {bests!s:<16}  {row}")
final = "  ".join(f"{run['test accuracy'][-1]:6.1%}" for run in curves)
print(f"{'after all epochs':<52} {final}")

# %%
run, patience = curves[0], 10
epoch, stopping = stop_of(run["dev loss"], patience)
ax = plots.bands(epochs, {"dev loss": run["dev loss"]}, xlabel="epoch", ylabel="dev loss (nats)")
top = run["dev loss"].max()
for x, y, text in ((stopping.best_epoch, top, "best"), (epoch, 0.95 * top, "stop")):
    ax.axvline(x, color=plots.INK, linewidth=1)
    ax.annotate(f" {text}: epoch {x}", (x, y), va="top", color=plots.INK)
ax.set_title(f"One curve, and what a patience of {patience} makes of it")
plt.show()

# %% [markdown]
# Any patience of a few epochs finds nearly the same place, for the curve is smooth and has one
# valley. A long patience costs epochs and little else, because we keep the best parameters and
# not the last ones. A short one can be caught by a bump. So when in doubt, be patient: ten epochs
# here, or what you can afford.

# %% [markdown]
# ## 4. The loop that listens
#
# **Exercise.** Write `train_with_early_stopping` in `stopping.py`: train, measure, ask; and in
# the end put the best parameters back. It is given two functions and knows nothing of nets. The
# parameters are a dict of arrays that the caller's net uses as well, so the best ones must be
# written *into that dict*. And there are two ways out of the loop.


# %% grade="train_with_early_stopping"
def count_epochs(losses, patience, max_epochs):
    """Train a make-believe net, whose weights count its epochs, with these dev losses."""
    params, calls = {"W1": np.zeros((2, 2)), "b1": np.zeros(2)}, []

    def one_more(params):
        calls.append("trained")
        for array in params.values():
            array += 1

    def next_loss(params):
        return losses[int(params["W1"][0, 0]) - 1]

    stopping = EarlyStopping(patience)
    returned = train_with_early_stopping(one_more, next_loss, params, stopping, max_epochs)
    return returned, params, len(calls)


for patience, most, trained, best in ((2, 15, 8, 6), (1, 15, 4, 3), (9, 8, 8, 6), (9, 15, 15, 9)):
    returned, params, calls = count_epochs(bumpy, patience, most)
    case = f"patience = {patience}, max_epochs = {most}"
    assert calls == trained, f"{case}: {calls} epochs were trained, expected {trained}"
    assert not isinstance(returned, tuple), f"{case}: {len(returned)} values came back, not a list"
    assert list(returned) == list(bumpy[:trained]), (
        f"{case}: {len(returned)} losses came back, expected those of {trained} epochs"
    )
    for name, array in params.items():
        assert np.all(array == best), (
            f"{case}: afterwards {name} is that of epoch {array.flat[0]:g}; epoch {best} was best"
        )

print("train_with_early_stopping: all checks of this cell passed")

# %% [markdown]
# And now the real thing. `net.params` is the dict; to write into its arrays is to change the net.


# %%
def train_until_stopped(seed, rate=RATE, patience=10):
    """A net trained with early stopping, the stopping, and how many epochs it took."""
    data, net, optimizer = draw(seed), new_net(seed), reglab.Adam(rate)
    rng, stopping = np.random.default_rng(seed), EarlyStopping(patience)
    losses = train_with_early_stopping(
        lambda params: one_epoch(net, optimizer, data.X_train, data.y_train, rng),
        lambda params: reglab.evaluate(net.scores(data.X_dev), data.y_dev)[0],
        net.params,
        stopping,
        EPOCHS,
    )
    return measure(net, data), stopping, len(losses)


stopped = [train_until_stopped(seed) for seed in SEEDS]
print("seed   epochs   best epoch   test accuracy   after all 100 epochs")
for seed, (result, stopping, took), run in zip(SEEDS, stopped, curves, strict=True):
    print(
        f"{seed:>3} {took:>8} {stopping.best_epoch:>10} {result['test accuracy']:>15.1%}"
        f" {run['test accuracy'][-1]:>19.1%}"
    )

# %% [markdown]
# A quarter of the epochs, and some ten points more of test accuracy. (Over twelve other seeds it
# was never less than eight.) There is hardly a better bargain in this course.
#
# **What should be watched?** Here is what you get if the curves of Section 2 are watched by
# another number. The last row is a luxury: the same dev images with *true* labels.

# %%
names = ("train loss", "dev error", "dev loss", "dev loss, true labels")
print(f"{'watched':<24} best epoch         test accuracy there")
for name in names:
    bests = [stop_of(run[name], 10)[1].best_epoch for run in curves]
    right = [run["test accuracy"][best - 1] for run, best in zip(curves, bests, strict=True)]
    print(f"{name:<24} {bests!s:<18} " + "  ".join(f"{value:6.1%}" for value in right))

figure, ax = plt.subplots(figsize=(6.5, 3.8), layout="constrained")
series = {name: [run[name] for run in curves] for name in names[2:]}
plots.bands(epochs, series, ax, xlabel="epoch", ylabel="loss (nats)")
ax.set_title("The same answers against two sets of labels")
plt.show()

# %% [markdown]
# ### Question 2: too good a dev set
#
# The training loss never stops, which is no surprise. The dev *error* finds a place not far from
# that of the dev *loss*. But with true labels, which ought to be the best judge, the dev loss has
# its minimum much later, where the net usually reads *fewer* digits correctly already.
#
# 1. Explain. (What does a net that has learnt from this crowd answer if it is honest, and how
#    sure may it be? What does cross-entropy charge for being right and unsure?)
# 2. Your employer has money to have 700 labels checked by experts. Would you spend it on the dev
#    set or on the test set? Suppose it goes to the dev set: what would you watch then?

# %% [markdown] answer="too_good_a_dev_set" points=2
# ### BEGIN SOLUTION
# 1. Three of the labels that it sees in ten are wrong. A net that has understood that gives the
#    right digit about 70 % and the others the rest, and pays $-\log 0.7 = 0.36$ nats for each
#    right answer when the labels are true. When it begins to learn single labels by heart, it
#    gets surer everywhere. For the many images that it still reads correctly that is a gain
#    against true labels, and this gain outweighs for a long time what the growing number of wrong
#    answers costs. Against the crowd's labels there is no such gain: whoever is surer than 70 %
#    pays for it in three cases of ten. The loss measures two things, who is right and how sure
#    one should be, and with other labels than in training the second one is measured against
#    another world.
# 2. On the test set: it is there to tell the truth in the end. The dev set should be labelled
#    like the training set, if the loss is watched. With a clean dev set, watch the error (or the
#    accuracy), which does not depend on how sure the net is; its minimum is where it should be.
#    Spending it on the dev set and watching the error is as good an answer, if the reason is
#    given.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: the loss also measures confidence: an honest net is about 70 % sure, true labels reward
# it for becoming surer, and that hides the growing number of errors.
#
# 1 point: test set, with a reason; or dev set, with the error watched instead of the loss.
# === END MARK SCHEME ===

# %% [markdown]
# ## 5. Why does it help at all?
#
# Nothing in the net has changed, and no penalty was added. Why should stopping in the middle be
# better than arriving? Look at the simplest landscape there is, a bowl whose axes are the
# directions $i$, steep where $h_i$ is large and flat where it is small:
#
# $$J(w) = \tfrac12 \sum_i h_i\,(w_i - w_i^*)^2 .$$
#
# A steep direction is one in which many training examples agree; in a flat one the data hardly
# say anything, and $w_i^*$ is mostly noise. Gradient descent with the rate $\eta$ from $w = 0$
# moves each $w_i$ by $-\eta h_i (w_i - w_i^*)$, so that what is missing shrinks by the factor
# $(1-\eta h_i)$ in each step. With L2 instead, the minimum of
# $J(w) + \frac{\lambda}{2}\sum_i w_i^2$ is where $h_i (w_i - w_i^*) + \lambda w_i = 0$. So
#
# $$w_i^{\text{stopped at } t} = \left(1 - (1 - \eta h_i)^t\right) w_i^* , \qquad
#   w_i^{\text{L2}} = \frac{h_i}{h_i + \lambda}\, w_i^* .$$
#
# Each direction arrives at some share of its goal. Draw the two shares.

# %%
h = np.logspace(-4, 0.5, 200)
eta = 0.1
figure, ax = plt.subplots(figsize=(7, 3.8), layout="constrained")
for t, style in zip((10, 100, 1000), plots.STYLES, strict=False):
    colour, lam = style["color"], 1 / (eta * t)
    label = f"stopped after {t} steps"
    ax.plot(h, 1 - (1 - eta * h) ** t, color=colour, linestyle="-", label=label)
    ax.plot(h, h / (h + lam), color=colour, linestyle="--", label=f"L2 with λ = 1 / ηt = {lam:g}")
ax.set(xscale="log", xlabel="steepness h", ylabel="share of the way to w*")
ax.set_title("Two ways to let through what is steep")
ax.legend(fontsize=9)
plots.describe(ax, "Three pairs of S-shaped curves against h, stopping and L2 close together.")
plt.show()

# %% [markdown]
# The same picture twice. Both let pass what is steep and hold back what is flat; the border lies
# at $h = \lambda$ for L2, and at $h \approx 1/\eta t$ for stopping. (For small $h$ the shares are
# $\eta t h$ and $h/\lambda$; they are equal if
#
# $$\lambda = \frac{1}{\eta\, t} .$$
#
# In between the two shares differ by about a fifth at most.) So **a few epochs are a large
# $\lambda$, and many epochs a small one**. Training without a stop runs through all values of
# $\lambda$, from large to small, and early stopping picks the best on the way.
#
# A real net is no bowl, and it does not start at 0. Stopping keeps the weights near *where they
# started*, L2 keeps them near 0. But the kinship is close enough to be put to the test.

# %% [markdown]
# ## 6. A small study: what does each cost?
#
# To choose $\lambda$ we have to train a net for each value that we try, to the end, and take the
# one with the lowest dev loss. To choose the number of epochs we train once. Three seeds each; we
# count every epoch that is trained.

# %%
LAMBDAS = (0.003, 0.01, 0.03, 0.1)


def train(seed, lam, rate=RATE, epochs=EPOCHS):
    """A net trained for just so many epochs with an L2 penalty; what is measured in the end."""
    data, net, optimizer = draw(seed), new_net(seed, lam), reglab.Adam(rate)
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        one_epoch(net, optimizer, data.X_train, data.y_train, rng)
    return measure(net, data)


plan = [(seed, lam) for seed in SEEDS for lam in LAMBDAS]
penalised = {key: train(*key) for key in reglab.progress(plan, "twelve nets with L2")}

# %%
print("test accuracy by seed      " + "".join(f"{seed:>8}" for seed in SEEDS) + "   epochs trained")
for lam in LAMBDAS:
    row = "".join(f"{penalised[seed, lam]['test accuracy']:8.1%}" for seed in SEEDS)
    print(f"  L2, λ = {lam:<18}{row}{EPOCHS:>14}")
chosen = {seed: min(LAMBDAS, key=lambda lam: penalised[seed, lam]["dev loss"]) for seed in SEEDS}
row = "".join(f"{penalised[seed, chosen[seed]]['test accuracy']:8.1%}" for seed in SEEDS)
print(f"  L2, λ chosen on dev       {row}{EPOCHS * len(LAMBDAS):>14}   λ = {chosen}")
row = "".join(f"{result['test accuracy']:8.1%}" for result, _, _ in stopped)
print(f"  early stopping            {row}{np.mean([took for *_, took in stopped]):>14.0f}")
row = "".join(f"{run['test accuracy'][-1]:8.1%}" for run in curves)
print(f"  neither                   {row}{EPOCHS:>14}")

figure, axes = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
for ax, quantity, percent in ((axes[0], "test accuracy", True), (axes[1], "weight norm", False)):
    values = [[penalised[seed, lam][quantity] for lam in LAMBDAS] for seed in SEEDS]
    plots.bands(LAMBDAS, {"L2, trained fully": values}, ax, xlabel="λ", ylabel=quantity,
                percent=percent)  # fmt: skip
    mean = np.mean([result[quantity] for result, _, _ in stopped])
    ax.axhline(mean, color=plots.STYLES[1]["color"], linestyle="--", label="early stopping")
    ax.set_xscale("log")
    ax.legend()
figure.suptitle("One run with a stop, against one for each λ")
plt.show()

# %% [markdown]
# The chosen $\lambda$ and the stop reach about the same accuracy, a point or two apart, now this
# one ahead and now that. But the first took 400 epochs, and the second some 25. (And four values
# are a coarse grid. Two settings, with four values each, would be sixteen runs.) On the right you
# see the difference in kind: L2 pulls the weights far below where they started, while the stop
# leaves them near it.
#
# So why does anybody still use L2? One reason is in what follows.
#
# Somebody finds that the learning rate could be larger, and changes nothing else. Let us see what
# becomes of three ways to regularize: **a fixed number of epochs**, one that was good at our
# rate; **early stopping**, which looks anew; and **L2** with the $\lambda$ from above, trained
# fully.

# %%
RATES = (RATE, 2 * RATE, 4 * RATE)
LAMBDA = 0.03
FIXED = int(np.median([stopping.best_epoch for _, stopping, _ in stopped]))

ways = {f"{FIXED} epochs": {}, "early stopping": {}, f"L2, λ = {LAMBDA}": {}}
fixed, early, l2 = ways.values()
for seed, rate in reglab.progress([(seed, rate) for seed in SEEDS for rate in RATES], "rates"):
    fixed[seed, rate] = train(seed, 0.0, rate, FIXED)
    early[seed, rate] = train_until_stopped(seed, rate)[0]
    l2[seed, rate] = penalised[seed, LAMBDA] if rate == RATE else train(seed, LAMBDA, rate)

# %%
figure, axes = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
for ax, quantity, percent in ((axes[0], "train loss", False), (axes[1], "test accuracy", True)):
    series = {
        way: [[runs[seed, rate][quantity] for rate in RATES] for seed in SEEDS]
        for way, runs in ways.items()
    }
    unit = "" if percent else " (nats)"
    plots.bands(RATES, series, ax, xlabel="learning rate", ylabel=quantity + unit, percent=percent)
    ax.set_xscale("log")
    ax.set_xticks(RATES, [f"{rate:g}" for rate in RATES])
    ax.minorticks_off()
figure.suptitle("Only the learning rate was changed")
plt.show()

# %% [markdown]
# Look at the left picture. For the net with L2 the training loss at the end is nearly the same at
# every rate: the penalty has changed *what* is minimized, and once the optimizer has arrived, it
# no longer matters how it got there. For the fixed number of epochs it matters a lot. A larger
# rate gets further in as many epochs, so that whoever improves the optimizer has, without a word,
# turned the regularizer down. Early stopping looks anew each time, so it adapts to this. But its
# training loss is that of a training that was broken off: it is wherever it happened to be, and
# nobody can tell from it whether the optimizer is any good.
#
# (In the right picture all three lose a little at the largest rate, the fixed number of epochs
# usually most. How the weights got there is not entirely forgotten.)

# %% [markdown]
# ### Question 3: one knob for one job
#
# A steering wheel that also worked the brakes would be hard to drive with, however good both
# were. To build a classifier there are (at least) two jobs: (a) make the training loss small, by
# a better optimizer, a larger net, longer training; (b) make the gap between training and dev
# small, by regularization or more data.
#
# 1. Which of the two jobs does early stopping do? Which does L2? Use the left picture.
# 2. A colleague stops early, at a training loss of 1.2 nats, and asks whether a better optimizer
#    would help. Why can she hardly find out, and how would you, with L2?
# 3. For all that: name a situation in which you would use early stopping and not L2. What does
#    the study above say about it?

# %% [markdown] answer="one_knob_for_one_job" points=3
# ### BEGIN SOLUTION
# 1. Early stopping does both at once, against each other: it keeps the gap small *by* not making
#    the training loss small. There is one number, the epoch, that decides how well the training
#    set is fitted and how strongly the net is regularized. L2 does (b) only: it changes the
#    objective, and the optimizer can still be asked to minimize that as well as possible; in the
#    picture its final training loss does not depend on the learning rate. These are two knobs
#    that can be turned independently (orthogonal).
# 2. Her training loss is high because she stopped. If the optimizer were better, it would come to
#    the same place sooner and be stopped there. So neither the training loss nor the dev loss
#    tells "the optimizer is bad" from "the stop was early". With L2: switch the regularizer off
#    or fix $\lambda$, train until the objective (loss plus penalty) no longer falls, and compare
#    the optimizers by it. When that is in order, tune $\lambda$ on the dev set.
# 3. When a run is expensive and nobody can afford one for each $\lambda$ (or for each pair of
#    settings): the stop took some 25 epochs where L2 with four values took 400, for about the
#    same test accuracy. Or when there is no time to tune anything; and beside any other
#    regularizer, as a safety net.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: stopping mixes fitting and regularizing, L2 does only the second; something from the
# picture.
#
# 1 point: a stopped training says nothing about the optimizer; with L2 train to convergence and
# compare the objective.
#
# 1 point: cost: one run instead of one for each value, with the numbers of the study.
# === END MARK SCHEME ===

# %% [markdown]
# ## 7. A net that cannot bear a pixel
#
# The rest of this notebook is about data. **From here on all labels are true.** With them, 400
# images are enough for a net that reads 95 or 96 of 100 test digits. Very good! Now we move all
# test images by one pixel. No one would even notice.


# %%
def train_augmented(seed, augment, epochs=40):
    """A net trained on true labels, each batch changed by augment(images, rng)."""
    data, net, optimizer = draw(seed, wrong=0.0), new_net(seed), reglab.Adam(1e-3)
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        one_epoch(net, optimizer, data.X_train, data.y_train, rng, augment)
    return net, data


def answers(net, images):
    """The digits that the net reads, for images of shape (N, 8, 8)."""
    return net.predict(images.reshape(-1, 64))


def moved_by_hand(images, down, right):
    """All images moved by one pixel at most, the same way."""
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    return wide[:, 1 - down : 9 - down, 1 - right : 9 - right]


plain = {seed: train_augmented(seed, None) for seed in SEEDS}
net, data = plain[SEEDS[0]]
test = data.X_test.reshape(-1, 8, 8)
grid = np.array([
    [np.mean(answers(net, moved_by_hand(test, down, right)) == data.y_test) for right in (-1, 0, 1)]
    for down in (-1, 0, 1)
])  # fmt: skip
figure, ax = plt.subplots(figsize=(4.2, 3.6), layout="constrained")
picture = ax.imshow(grid, vmin=0, vmax=1, cmap="viridis")
for (i, j), value in np.ndenumerate(grid):
    ax.text(
        j, i, f"{value:.0%}", ha="center", va="center", color="black" if value > 0.6 else "white"
    )
ax.set(xticks=range(3), xticklabels=["left", "stays", "right"], yticks=range(3))
ax.set_yticklabels(["up", "stays", "down"])
ax.set_title("Test accuracy when all images\nmove by one pixel")
plots.describe(ax, f"A 3 by 3 grid: {grid[1, 1]:.0%} in the middle, {grid.min():.0%} at worst.")
plt.show()

# %% [markdown]
# It falls apart. We never told the net that a digit remains the same digit when it moves; all it
# knows is 64 numbers in a row, and for those one pixel is a different world. We can tell it in
# one way only: by showing it. So let us move the *training* images, by chance, anew in every
# epoch, and leave their labels as they are. That is **data augmentation**: a change that we know
# to leave the label alone, turned into data.
#
# **Exercise.** Write `random_flip` and `random_shift` in `augmenting.py`.
#
# - Images come as an array of shape `(N, H, W)`. Axis 0 counts images; do not flip that one.
# - Each image has a draw of its own. What comes in at the edge is 0, the paper; `np.roll` would
#   bring back what has left on the other side.
# - New arrays, please. The training set will be asked for again in the next epoch.

# %% grade="random_flip"
images = np.random.default_rng(2).uniform(0.1, 1, (200, 8, 8))
original = images.copy()
flipped = random_flip(images, 3)
assert flipped is not None, "out is None"
assert flipped.shape == images.shape, f"images {images.shape} came back as {flipped.shape}"
assert np.array_equal(images, original), "the images given have been changed: make new ones"
same, mirrored = ((flipped == choice).all(axis=(1, 2)) for choice in (images, images[:, :, ::-1]))
assert (same | mirrored).all(), (
    "some images are neither as they were nor mirrored left to right: which axis did you reverse?"
)
assert 60 < mirrored.sum() < 140, (
    f"{mirrored.sum()} of 200 images were mirrored, about 100 expected"
)
together = np.mean(mirrored[::2] == mirrored[1::2])
assert 0.2 < together < 0.8, f"{together:.0%} of neighbors have one fate, expected about 50%"
counts = {int((random_flip(images, seed) != images).any(axis=(1, 2)).sum()) for seed in range(9)}
assert len(counts) > 1, f"exactly {counts} of 200 images are mirrored, whatever the seed"
share = (random_flip(images, 4, 0.9) != images).any(axis=(1, 2)).mean()
assert share > 0.75, f"with chance = 0.9, {share:.0%} of the images were mirrored"
assert np.array_equal(random_flip(images, 3), flipped), "the same seed must give the same images"
rng = np.random.default_rng(5)
assert not np.array_equal(random_flip(images, rng), random_flip(images, rng)), (
    "with a Generator each call draws anew"
)
print("random_flip: all checks of this cell passed")

# %% grade="random_shift"
shifted = random_shift(images, 3, 1)
assert shifted is not None, "out is None"
assert shifted.shape == images.shape, f"images {images.shape} came back as {shifted.shape}"
assert np.array_equal(images, original), "the images given have been changed: make new ones"
moves = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
known = np.array(
    [(shifted == moved_by_hand(images, *move)).all(axis=(1, 2)) for move in moves]
)  # (9, 200)
assert known.any(axis=0).all(), (
    "some images did not move by one pixel at most with 0 coming in: did something come back?"
)
counts = dict(zip(moves, known.sum(axis=1).tolist(), strict=True))
assert min(counts.values()) > 3, f"of 200 images, so many moved (down, right) by each: {counts}"
assert random_shift((9 * images).astype(np.uint8), 3).dtype == np.uint8, "keep the dtype"
assert np.array_equal(random_shift(images, 3, 1), shifted), "the same seed, the same images"
wide = random_shift(images[:, :5], 3)
assert wide.shape == (200, 5, 8), f"images of 5 x 8 pixels came back as {wide.shape[1:]}"

print("random_shift: all checks of this cell passed")

# %%
rng = np.random.default_rng(0)
some = data.X_train[:8].reshape(-1, 8, 8)
shown = np.concatenate(
    [some, *(random_shift(some, rng, 1) for _ in range(2)), random_flip(some, rng)]
)
rows = ("given", "shift", "shift", "flip")
plots.images(shown, [row for row in rows for _ in some], np.zeros(len(shown)), columns=8)
plt.show()

# %% [markdown]
# Now train with it: the only change is one argument.

# %%
shift_net, _ = train_augmented(SEEDS[0], lambda images, rng: random_shift(images, rng, 1))
for label, some_net in (("trained on the images as they are", net), ("with shifts", shift_net)):
    right = {0: [], 1: [], 2: []}  # by the number of directions in which the images move
    for down, across in moves:
        now = answers(some_net, moved_by_hand(test, down, across)) == data.y_test
        right[abs(down) + abs(across)].append(now.mean())
    stays, along, diagonal = (np.mean(values) for values in right.values())
    print(
        f"{label:<34}{stays:.1%} in place, {along:.1%} one pixel along, {diagonal:.1%} diagonally"
    )

# %% [markdown]
# From less than half to about nine in ten, from the same 400 images. On images that do not move
# it is worse by a few points: it has to know nine times as much with as many weights, and in as
# many epochs. There is no augmentation for nothing, so take those that the world will ask for.

# %% [markdown]
# ## 8. Turning and zooming: where does a pixel come from?
#
# A shift by whole pixels moves numbers about. To turn an image we have to ask what is *between*
# the pixels.
#
# The beginner's way is forwards: take each old pixel, turn its place, and put its value there.
# That place is hardly ever a pixel, and some new pixels are hit twice and others never. So one
# goes **backwards**: for each pixel of the *new* image, compute the place in the *old* one that
# it comes from, and look up what is there, interpolating between the four neighbors. No holes,
# each pixel is asked once. `look_up(images, rows, columns)` is given to you; **you compute the
# places**.
#
# Measured from the centre, let $(x, y)$ be a new pixel, $x$ to the right and $y$ *upwards*. If
# the image is turned counter-clockwise by $\theta$, the pixel comes from where the opposite turn
# takes it:
#
# $$x' = x\cos\theta + y\sin\theta, \qquad y' = -x\sin\theta + y\cos\theta .$$
#
# And if everything gets $z$ times as large, it comes from $(x/z,\ y/z)$. Three things stand
# between these formulas and your code, and nearly everybody falls over one of them:
#
# - rows grow *downwards*, so that the row, from the centre, is $-y$;
# - the centre of 8 rows, which are numbered 0 to 7, is at 3.5, which is not 8 / 2;
# - `np.cos` wants radians.
#
# **Exercise.** Write `random_rotation` and `random_zoom` in `augmenting.py`.

# %% grade="random_rotation"
images = np.random.default_rng(2).uniform(0.1, 1, (50, 7, 7))
original = images.copy()
still = random_rotation(images, 3, 0, 0)
assert still.shape == images.shape, f"images {images.shape} came back as {still.shape}"
assert np.allclose(still, images), "an angle of 0 must change nothing"
assert np.array_equal(images, original), "the images given have been changed: make new ones"
quarter, true = random_rotation(images, 3, 90, 90), np.rot90(images, 1, axes=(1, 2))
inside = (slice(None), slice(1, -1), slice(1, -1))
assert not np.allclose(quarter[inside], np.rot90(images, -1, axes=(1, 2))[inside]), (
    "by 90 degrees, the images turned clockwise: rows grow downwards"
)
assert np.allclose(quarter[inside], true[inside]), (
    "by 90 degrees, the images must be those of np.rot90: radians? the centre, (H - 1) / 2?"
)
corner = random_rotation(np.ones((5, 9, 9)), 3, 45, 45)[:, 0, 0]
assert np.all(corner == 0), f"by 45 degrees, the corners are {corner[0]:.2g}; 0 must come in"
ramps = np.tile(np.arange(9.0) - 4, (500, 9, 1)) + 10  # grows to the right by 1 in each column
turned = random_rotation(ramps, 3, -20, 40)
slope = turned[:, 4, 5] - turned[:, 4, 4] + 1j * (turned[:, 3, 4] - turned[:, 4, 4])
assert np.allclose(np.abs(slope), 1), "give look_up the places between pixels, not rounded ones"
angles = np.degrees(np.angle(slope))
assert len(set(angles.round(6))) > 400, "each image needs an angle of its own"
assert -20.01 < angles.min() < -15, f"the smallest angle is {angles.min():.1f}, expected about -20"
assert 35 < angles.max() < 40.01, f"the largest angle is {angles.max():.1f}, expected about 40"
assert np.array_equal(random_rotation(ramps, 3, -20, 40), turned), "the same seed, the same images"
wide = random_rotation(images[:, :4], 3, 180, 180)[:, 1:-1, 1:-1]
assert np.allclose(wide, images[:, 2:0:-1, -2:0:-1]), "4 x 7 pixels: the centre, (W - 1) / 2?"
assert random_rotation((9 * images).astype(np.uint8), 3).dtype == np.uint8, "keep the dtype"

print("random_rotation: all checks of this cell passed")

# %% grade="random_zoom"
still = random_zoom(images, 3, 1, 1)
assert still.shape == images.shape, f"images {images.shape} came back as {still.shape}"
assert np.allclose(still, images), "a factor of 1 must change nothing"
assert np.array_equal(images, original), "the images given have been changed: make new ones"
twice = random_zoom(images, 3, 2, 2)
assert np.allclose(twice[:, 1::2, 1::2], images[:, 2:5, 2:5]), (
    "with a factor of 2, pixels 1, 3, 5 must be the old pixels 2, 3, 4: the centre? / or *?"
)
small = random_zoom(np.ones((5, 9, 9)), 3, 0.5, 0.5)
assert np.all(small[:, 0] == 0), "with a factor of 0.5, 0 must come in around the image"
zoomed = random_zoom(ramps, 3, 0.8, 1.6)
step = random_zoom(ramps[:1], 3, 1.25, 1.25)[0, 4, 4:6] @ [-1, 1]
assert np.isclose(step, 0.8), "give look_up the places between pixels, not rounded ones"
tall = random_zoom(ramps.swapaxes(1, 2), 3, 0.8, 1.6).swapaxes(1, 2)
assert np.allclose(tall, zoomed), "rows and columns need the same factor, and a seed the same ones"
factors = 1 / (zoomed[:, 4, 5] - zoomed[:, 4, 4])
assert len(set(factors.round(6))) > 400, "each image needs a factor of its own"
assert 0.799 < factors.min() < 0.84, f"the smallest factor is {factors.min():.3f}, not about 0.8"
assert 1.56 < factors.max() < 1.601, f"the largest factor is {factors.max():.3f}, not about 1.6"
wide = random_zoom(images[:, :5], 3, 2, 2)
assert np.allclose(wide[:, ::2, 1::2], images[:, 1:4, 2:5]), "5 x 7 pixels: the centre?"
assert random_zoom((9 * images).astype(np.uint8), 3).dtype == np.uint8, "keep the dtype"

print("random_zoom: all checks of this cell passed")

# %% [markdown]
# Would you like to see where your functions look? Hand them an image whose brightness *is* the
# row number, and another with the column number: what comes back are the places themselves.

# %%
digit = data.X_train[data.y_train == 4][:1].reshape(1, 8, 8)
row_numbers, column_numbers = (numbers[None].astype(float) for numbers in np.indices((8, 8)))
changes = {
    "turned by 25 degrees": lambda images: random_rotation(images, 0, 25, 25),
    "zoomed by 0.75": lambda images: random_zoom(images, 0, 0.75, 0.75),
}
figure, axes = plt.subplots(1, 4, figsize=(12, 3.3), layout="constrained")
for (name, change), (left, right) in zip(changes.items(), (axes[:2], axes[2:]), strict=True):
    rows, columns = change(row_numbers)[0], change(column_numbers)[0]
    inside = change(np.ones((1, 8, 8)))[0] > 0.999
    left.imshow(digit[0], cmap="gray_r", vmin=0, vmax=1)
    left.plot(columns[inside], rows[inside], ".", color=plots.STYLES[1]["color"], markersize=5)
    left.set_title("the places that are looked up")
    right.imshow(change(digit)[0], cmap="gray_r", vmin=0, vmax=1)
    right.set_title(name)
for ax in axes:
    ax.set(xticks=[], yticks=[])
plots.describe(figure, "A four with a grid of dots, turned clockwise, and what comes of it.")
plt.show()

# %% [markdown]
# The grid of places turns the *other* way, and for an image that shrinks it is *wider* than the
# image. That is the backward view. The outermost places are missing: they lie outside, where the
# paper is 0.
#
# ## 9. What does which augmentation teach?
#
# Five nets on the same images: one trained with none of the changes, three with one kind each,
# and one with all three, one after the other. (That one hardly ever sees an image twice, so it
# gets four times as many epochs.) And four test sets: as it is, and changed in each of the three
# ways.

# %%
ONE_KIND = {
    "shift": lambda images, rng: random_shift(images, rng, 1),
    "rotation": lambda images, rng: random_rotation(images, rng, -25, 25),
    "zoom": lambda images, rng: random_zoom(images, rng, 0.75, 1.25),
}


def all_three(images, rng):
    """One after the other."""
    for change in ONE_KIND.values():
        images = change(images, rng)
    return images


plan = [(name, seed) for name in ONE_KIND for seed in SEEDS]
nets = {("nothing", seed): plain[seed] for seed in SEEDS}
for name, seed in reglab.progress(plan, "nine nets"):
    nets[name, seed] = train_augmented(seed, ONE_KIND[name])

# %%
for seed in reglab.progress(SEEDS, "three nets for longer"):
    nets["all three", seed] = train_augmented(seed, all_three, epochs=160)

# %%
TESTS = {"as they are": lambda images, rng: images}
TESTS |= dict(zip(("moved", "turned", "zoomed"), ONE_KIND.values(), strict=True))


def accuracy(net, data, change, seed=99):
    """On test images that are changed like this."""
    images = change(data.X_test.reshape(-1, 8, 8), np.random.default_rng(seed))
    return np.mean(answers(net, images) == data.y_test)


taught = ("nothing", *ONE_KIND, "all three")
table = np.array([
    [np.mean([accuracy(*nets[name, seed], change) for seed in SEEDS]) for change in TESTS.values()]
    for name in taught
])  # fmt: skip
figure, ax = plt.subplots(figsize=(6.5, 4), layout="constrained")
ax.imshow(table, vmin=0.3, vmax=1, cmap="viridis", aspect="auto")
for (i, j), value in np.ndenumerate(table):
    ax.text(
        j, i, f"{value:.0%}", ha="center", va="center", color="black" if value > 0.7 else "white"
    )
ax.set(xticks=range(len(TESTS)), xticklabels=list(TESTS), yticks=range(len(taught)))
ax.set_yticklabels(taught)
ax.set(xlabel="test images", ylabel="training images changed by")
ax.set_title("Accuracy, mean of three seeds")
plots.describe(ax, "; ".join(
    f"{name}: " + ", ".join(f"{t} {v:.0%}" for t, v in zip(TESTS, row, strict=True))
    for name, row in zip(taught, table, strict=True)
))  # fmt: skip
plt.show()

# %% [markdown]
# Read a row to see what a net can do, and a column to see what helps against it. What was
# practised is mastered: of the four upper nets, the one that has met a kind of change bears it
# best, by far. And it does not carry over: who has learnt to bear rotations or zooms falls over a
# shift nearly like everybody else, and who has learnt shifts is *worse* at rotations than who has
# learnt nothing. A net does not conclude from one invariance to another. It learns those that it
# is shown.
#
# The last net is the only one that nothing throws: about nine in ten, whatever we do to the
# images. On those that stay as they are it pays for that with a few points, and with its long
# training.

# %% [markdown]
# ## 10. Which changes leave the label alone?
#
# Not all do. Here are three that are popular with photographs: mirroring, turning upside down,
# and turning by any angle. We train with each of them, and then test on ordinary, upright digits.


# %%
def upside_down(images, rng):
    """Half of the images turned by 180 degrees."""
    half = rng.random(len(images)) < 0.5
    return np.where(half[:, None, None], random_rotation(images, rng, 180, 180), images)


def any_angle(images, rng):
    """Turned by any angle."""
    return random_rotation(images, rng, -180, 180)


DOUBTFUL = {"mirrored": random_flip, "upside down": upside_down, "any angle": any_angle}
plan = [(name, seed) for name in DOUBTFUL for seed in SEEDS]
for name, seed in reglab.progress(plan, "nine nets"):
    nets[name, seed] = train_augmented(seed, DOUBTFUL[name])


# %%
def confusion(name):
    """How often the nets of this name take digit i for digit j, as shares: (10, 10)."""
    counts = np.zeros((10, 10))
    for seed in SEEDS:
        net, data = nets[name, seed]
        np.add.at(counts, (data.y_test, net.predict(data.X_test)), 1)
    return counts / counts.sum(axis=1, keepdims=True)


before = confusion("nothing")
figure, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
for name, style, offset in zip(DOUBTFUL, plots.STYLES, (-0.27, 0, 0.27), strict=False):
    lost = np.diag(before) - np.diag(confusion(name))
    ax.bar(np.arange(10) + offset, lost, 0.26, color=style["color"], label=name)
ax.axhline(0, color=plots.INK, linewidth=1)
ax.yaxis.set_major_formatter(lambda value, _: f"{100 * value:g}")
ax.set(xticks=range(10), xlabel="digit", ylabel="points of accuracy lost")
ax.set_title("What three augmentations cost each digit")
ax.legend()
plots.describe(
    ax, "Bars by digit; any angle costs by far the most, above all 8 and 9, and 0 nearly nothing."
)
plt.show()

print("share of the test digits     6 read as 9   9 read as 6   accuracy on all")
for name in ("nothing", "rotation", *DOUBTFUL):
    table = confusion(name)
    overall = np.mean([accuracy(*nets[name, seed], TESTS["as they are"]) for seed in SEEDS])
    print(f"  {name:<26} {table[6, 9]:>8.1%} {table[9, 6]:>13.1%} {overall:>15.1%}")

# %%
rng = np.random.default_rng(1)
sixes, nines = (data.X_train[data.y_train == digit][:6].reshape(-1, 8, 8) for digit in (6, 9))
turned = random_rotation(sixes, rng, 180, 180)
shown = np.concatenate([turned, nines])
titles = ["6, turned"] * 6 + ["9"] * 6
plots.images(shown, titles, np.zeros(12), columns=6)
plt.show()

# %% [markdown]
# Turning by any angle costs by far the most. The 0, which looks much the same from all sides,
# loses little, the 8 and the 9 some twenty points or more. And see the sixes and nines in the
# table: hardly ever does a net take one for the other, until images are turned upside down in
# training.
#
# The last picture shows why. The upper row are sixes that a net trained with `upside_down` is
# told to call 6; the lower row it is to call 9. An augmentation is a claim about the world, "this
# does not change what it is", and where the claim is false it is label noise of our own making.
#
# A rotation by 25 degrees at most is a different thing: it makes no six into a nine.

# %% [markdown]
# ### Question 4: claims about the world
#
# 1. Explain the numbers for 6 and 9 in the table. Mirroring turns no 6 into a 9, and costs
#    accuracy all the same: give two different reasons why it may.
# 2. Which of *mirror left to right*, *turn by any angle*, *shift*, *zoom* would you use for (a)
#    aerial photographs in which cars are to be found, (b) chest X-rays in which an enlarged heart
#    is to be found, (c) road signs? One reason each where you would not.

# %% [markdown] answer="claims_about_the_world" points=2
# ### BEGIN SOLUTION
# 1. A 6 that is turned by 180 degrees looks like a 9, and by any angle often enough something
#    like it. With `upside_down` or `any_angle` the net is shown such images with the label 6, and
#    hardly different ones with the label 9. So it can no longer use what tells the two apart,
#    which is where the loop is, and confuses them; without the augmentation it practically never
#    does. Mirroring: first, some digits come to look like others (a mirrored 2 is much like a 5
#    or an S, a mirrored 7 or 3 is nothing that is written anywhere), which is label noise again.
#    Second, the net must learn twice as many kinds of images with the same weights, data and
#    epochs, half of which the test set never asks for.
# 2. (a) All four: from above there is no up and no left. (Zoom within what the height of the
#    flight allows.) (b) Shift, zoom a little, perhaps; *not* mirrored, for the heart is on the
#    left, and a heart on the right is a finding of its own; and not by any angle, since patients
#    stand upright. Zoom with care: the size of the heart is the question. (c) Shift, zoom, small
#    turns; not mirrored (turn left becomes turn right, letters are spoilt), and not by any angle
#    (arrows; 6 and 9 on speed limits).
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: 6 and 9: the same picture gets both labels; mirroring: one reason for false labels (2
# and 5), one for wasted capacity or training on images that never come.
#
# 1 point: (a) all, (b) no mirror (no free turns), (c) no mirror, no free turns; with reasons. Two
# of three right earn the point.
# === END MARK SCHEME ===

# %% [markdown]
# ## 11. What to take along
#
# - Split by class, at random, into parts that share nothing. Choose on dev, look at test once.
# - Early stopping: patience, min_delta, a *copy* of the best parameters, and a plan for NaN. One
#   run does it.
# - It regularizes because flat directions, in which the data say little, are learnt last. A few
#   epochs are a large $\lambda$.
# - It also breaks training off, so it mixes two jobs. When you must know whether the optimizer is
#   at its end, use another regularizer, and train to the end.
# - Augmentation teaches an invariance by showing it. It teaches that one and no other; it costs a
#   little elsewhere; and it is a claim about the world that may be false.
#
# Be as skeptical of this notebook. Three labels in ten are wrong in the first half, because that
# is where stopping shines: with clean labels our net hardly gets worse after its best epoch, and
# stopping saves time and little else. And what is small here (64 pixels, 400 images) makes a
# pixel's shift look more terrible than in a photograph.
#
# **To read on.** L. Prechelt, *Early stopping - but when?*, in *Neural Networks: Tricks of the
# Trade* (1998), compares rules for stopping. C. Bishop, *Regularization and complexity control in
# feed-forward networks*, ICANN (1995), has the argument of Section 5. P. Simard, D. Steinkraus
# and J. Platt, *Best practices for convolutional neural networks applied to visual document
# analysis*, ICDAR (2003), is where shifted and distorted digits made their name. L. Taylor and G.
# Nitschke, *Improving deep learning with generic data augmentation*, SSCI (2018), measure which
# changes help with photographs.

# %% [markdown]
# ## 12. Hand in
#
# The cell below reads your files as the grader will: anew, as they are saved. It runs the checks of
# this notebook on them, sees whether each question has an answer, and tells you what would go
# wrong. Then it packs everything into one zip. Run it as often as you like.

# %% cell="hand_in"
