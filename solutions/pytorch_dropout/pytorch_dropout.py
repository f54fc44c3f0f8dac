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
# # Dropout in PyTorch: one letter and three switches
#
# PyTorch has dropout ready for you. It has the layers, the gradients and the optimizers as well,
# and a net that trains is twenty lines. What is left to learn?
#
# The things that PyTorch cannot know and therefore leaves to you:
#
# | | what it decides | what happens when you get it wrong |
# |---|---|---|
# | the letter `p` | how much is dropped | the net drops 90 % where you meant 10 % |
# | `train()` / `eval()` | whether anything is dropped | a net that answers differently each time |
# | `no_grad()` | whether a backward pass is prepared | memory that fills up |
# | `zero_grad()` | whose gradient a step goes down | steps that nobody asked for |
#
# None of these mistakes raises an error. The program runs, a number comes out, and it is a little
# wrong, or wrong on some days. In this notebook you write the twenty lines so that they are
# right, and then break each of them on purpose to see what it looks like.
#
# | You write | in the file | what it does |
# |---|---|---|
# | `keep_to_drop` | `mlp.py` | from the probability of keeping to that of dropping |
# | `DropoutMLP` | `mlp.py` | a net with three hidden layers and dropout |
# | `train_one_epoch` | `training.py` | one pass over the training data |
# | `evaluate` | `training.py` | loss and accuracy, with nothing left behind |
#
# and you answer four questions in your own words, in cells marked *Your answer here*.
#
# **How to work.** Open `mlp.py` and `training.py` in an editor. Each docstring says exactly what is
# asked, and a `TODO` shows where your code goes, in place of the line that raises
# `NotImplementedError`. Save the file and run the cell here again: changes are picked up without a
# restart. Below each exercise is a read-only cell of checks. When it passes you are very likely
# done; the grader looks a little closer, also at nets of other sizes.
#
# **One convention, and it is not that of the other assignments: PyTorch's `p` is the probability
# of _dropping_ a unit.** Where we mean keeping, we write `keep_prob`.

# %% cell="begin"

# %%
# %matplotlib inline

import weakref
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import torch
from mlp import DropoutMLP, keep_to_drop
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from training import evaluate, train_one_epoch

import coursework
import reglab
from reglab import plots
from reglab.data import downloads

plots.use_style()
coursework.watch("mlp", "training")  # what you save there counts from then on
# One thread is as fast as several for nets of this size, and leaves you the rest of the machine.
torch.set_num_threads(1)

# %% [markdown]
# ## 1. The data
#
# The net that you are going to write has 784 inputs, for images of 28 × 28 pixels: the size of
# **MNIST**, the digits on which dropout was first shown. MNIST has to be fetched from the network
# (12 MB, once). Without it we take the digits that ship with `reglab` and scale their
# 8 × 8 pixels up. The cell says which of the two you have.
#
# There are **1000 training images, and three labels in ten are wrong.** We made them so: this way
# a few seconds show what a large net does with what it should not learn. The images by which
# we judge have true labels only.

# %%
N_TRAIN, LABEL_NOISE = 1000, 0.3
downloads.TIMEOUT = 5  # seconds without an answer, after which we go on without MNIST
try:
    reglab.load_mnist(N_TRAIN, 1000)
    SOURCE = "MNIST"
except reglab.DownloadError:
    SOURCE = "the digits that ship with reglab, scaled up to 28 x 28 pixels"


def load_images(seed):
    """Training, validation and test images (N, 1, 28, 28) with their labels, as TensorDatasets."""
    if SOURCE == "MNIST":
        data = reglab.load_mnist(N_TRAIN, 1000, label_noise=LABEL_NOISE, seed=seed)
    else:
        data = reglab.load_digits(N_TRAIN, label_noise=LABEL_NOISE, seed=seed)
    parts = []
    for X, y in (
        (data.X_train, data.y_train),
        (data.X_val, data.y_val),
        (data.X_test[:1000], data.y_test[:1000]),
    ):
        side = round(X.shape[1] ** 0.5)
        images = torch.tensor(X, dtype=torch.float32).reshape(-1, 1, side, side)
        images = nn.functional.interpolate(images, size=(28, 28), mode="bilinear")
        parts.append((images, torch.tensor(y)))
    mean, spread = parts[0][0].mean(), parts[0][0].std()
    return [TensorDataset((images - mean) / spread, y) for images, y in parts]


train_set, val_set, test_set = load_images(seed=0)
print("The images are", SOURCE + ".")
print(f"{len(train_set)} to train on, {len(val_set)} to look at meanwhile, {len(test_set)} to test")
images, labels = train_set[:24]
pixels = (images - images.min()) / (images.max() - images.min())
plots.images(pixels[:, 0].numpy(), [str(int(y)) for y in labels], np.zeros(24, bool))
plt.show()

# %% [markdown]
# The titles are the labels that the net will be told. You will find some that are wrong.
#
# A `TensorDataset` holds images and labels side by side; a `DataLoader` hands them out in
# **batches**, pairs `(x, y)`. Here is the first of a loader with batches of 300. Note how many are
# in the last one.

# %%
loader = DataLoader(train_set, batch_size=300)
x, y = next(iter(loader))
print("x:", tuple(x.shape), x.dtype, "  y:", tuple(y.shape), y.dtype)
print("sizes of the batches:", [len(y) for _, y in loader])

# %% [markdown]
# ## 2. A letter: keep or drop?
#
# In the paper of 2014, in TensorFlow 1, in the course notes from which many of us learnt it, and in
# the other assignments of `reglab`, dropout has a parameter that says with which probability a
# unit is **kept**. In PyTorch, in Keras and in Flax it says with which probability it is
# **dropped**. So "dropout of 0.8" may mean either, and no library can find out which you meant:
# both are perfectly good probabilities.
#
# Look at what `nn.Dropout` does to a matrix of ones.

# %%
torch.manual_seed(0)
x = torch.ones(30, 40)
panels = {f"nn.Dropout(p={p})": nn.Dropout(p)(x).numpy() for p in (0.2, 0.5, 0.8)}
plots.matrices(panels, xlabel="40 units", ylabel="30 examples")
plt.show()
for title, out in panels.items():
    print(
        f"{title}: {np.mean(out == 0):.0%} are 0, the others {out.max():.4g}, mean {out.mean():.2f}"
    )

# %% [markdown]
# With `p=0.8` four units in five are gone. Those that remain are divided by $1 - p$, so that the
# mean stays where it was: this is inverted dropout, and `nn.Dropout` does all of it. Whoever
# divides by `keep_prob` once more, out of habit, has done it twice.
#
# **Exercise.** Write `keep_to_drop` in `mlp.py`. It is one subtraction, and a look at whether what
# came can be a `keep_prob` at all. (A function of its own for one subtraction? It has a
# name, and the name is what you read when you look for the mistake at midnight.)

# %% grade="keep_to_drop"
for keep_prob, right in ((0.75, 0.25), (0.9, 0.1), (1.0, 0.0)):
    drop_prob = keep_to_drop(keep_prob)
    assert drop_prob is not None, "nothing is returned"
    assert abs(drop_prob - right) < 1e-9, (
        f"keep_prob = {keep_prob} gives {drop_prob:.4g}, expected {right}"
    )
for wrong in (-0.1, 0.0, 1.25):
    try:
        keep_to_drop(wrong)
    except ValueError as error:
        print(f"keep_prob = {wrong} is refused: {error}")
    else:
        raise AssertionError(f"keep_prob = {wrong} must raise a ValueError")

print("keep_to_drop: all checks of this cell passed")

# %% [markdown]
# ### Question 1: a paper from 2014
#
# A paper says: *"we use dropout with $p = 0.8$ on the inputs and $p = 0.5$ on the hidden units"*,
# and in that paper $p$ keeps. A reader writes `nn.Dropout(p=0.8)` and `nn.Dropout(p=0.5)`.
#
# 1. What share of the inputs does the net get to see, and what share was meant? A kept input is
#    multiplied by what, and should be multiplied by what?
# 2. A single element $x_i$ becomes random with mean $x_i$. How many times as large as intended is
#    its variance?
# 3. The hidden layers are right by accident. Why does that make the mistake harder to find?

# %% [markdown] answer="a_paper_from_2014" points=2
# ### BEGIN SOLUTION
# 1. PyTorch drops with probability 0.8, so the net sees 20 % of the inputs where 80 % were meant.
#    What is left is divided by $1 - 0.8$, that is multiplied by 5, instead of by $1/0.8 = 1.25$.
# 2. With keep probability $k$ the element is $x_i/k$ with probability $k$ and 0 otherwise. The mean
#    of its square is $x_i^2/k$, so its variance is $x_i^2 (1/k - 1)$: $4 x_i^2$ for $k = 0.2$
#    instead of $0.25\, x_i^2$ for $k = 0.8$, 16 times as much.
# 3. Keeping one half and dropping one half are the same thing. Whoever tries out the code with 0.5,
#    or reads only the hidden layers, sees what the paper says; and nothing fails in the rest
#    either, the net just learns more slowly and less. A test should use another value than 0.5.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: 20 % for 80 %, and a factor of 5 for 1.25.
#
# 1 point: the variance 16 times as large (half a point for the formula with a slip), and that with
# 0.5 both readings agree, so that the usual value hides the mistake.
# === END MARK SCHEME ===

# %% [markdown]
# ## 3. The net: who knows of the dropout?
#
# $$\{\text{linear} \to \text{relu} \to \text{dropout}\} \times 3 \;\to\; \text{linear}$$
#
# with 784-512-512-512-10 units, or any other `sizes`. No dropout after the output: the scores are
# the answer, and it would be odd to erase some of it. No softmax either, since
# `cross_entropy`, which will come after, takes scores and has a softmax of its own. Two of them
# would not raise an error, only learn badly.
#
# An `nn.Module` is more than a function. Whatever module you assign to an attribute of `self`
# is *registered*: `parameters()` will find its weights, and `train()` and `eval()` will reach its
# dropout. That works for layers in an `nn.Sequential` or an `nn.ModuleList` as well, and **not**
# for layers in a plain Python list.
#
# Dropout in PyTorch comes in two forms. `nn.Dropout(p)` is a module, so it is told of the mode
# by `train()` and `eval()`. `nn.functional.dropout(x, p)` is a function and knows nothing: it drops
# whenever it is called, unless you say `training=self.training`. Both are fine. You may also
# draw your own masks.
#
# **Exercise.** Write `DropoutMLP` in `mlp.py`: `__init__`, which makes the layers, and `forward`.
# Images come as `(N, 1, 28, 28)`, and a linear layer wants rows. And think of nets of other
# depths: loop over `sizes`.

# %% grade="DropoutMLP"
net = DropoutMLP()
images, labels = train_set[:50]
scores = net(images)
assert scores is not None, "forward returns nothing"
assert isinstance(scores, torch.Tensor), f"forward returns a {type(scores).__name__}, not scores"
assert scores.shape == (50, 10), f"the scores have the shape {tuple(scores.shape)}"
assert scores.requires_grad, "the scores have no history: nothing could be trained"
for sizes, right in (
    ((784, 512, 512, 512, 10), 932_362),
    ((784, 6, 5, 4), 4_769),
    ((784, 3), 2_355),
):
    net = DropoutMLP(0.0, sizes)
    net.eval()(images).log_softmax(dim=1)[:, 0].sum().backward()
    found = sum(parameter.numel() for parameter in net.parameters())
    assert found == right, f"{sizes}: parameters() gives {found} numbers, of {right}"
    for parameter in net.parameters():
        assert parameter.grad is not None, f"{sizes}: a parameter gets no gradient"

net = DropoutMLP(drop_prob=0.3, sizes=(784, 2000, 10)).eval()
scores = net(images)
assert torch.equal(net(images), scores), "in eval mode, two calls give different scores"
assert torch.allclose(net(images.flatten(1)), scores), "rows of 784 numbers give other scores"
assert (scores.exp().sum(dim=1) - 1).abs().max() > 0.01, "they are log-probabilities, not scores"
assert (scores.sum(dim=1) - 1).abs().max() > 0.01, "they are probabilities: a softmax at the end?"
assert scores.min() < 0, "no score is below 0: is there a relu or a sigmoid at the end?"
both_ways = net(images) + net(-images)
linear = torch.allclose(both_ways, 2 * net(0 * images), atol=1e-4)
assert not linear, "the whole net is one linear function: is there a relu?"


def net_of_ones(drop_prob, *sizes):
    """A net in which each unit is the mean of those below: without dropout, ones give ones."""
    net = DropoutMLP(drop_prob, sizes)
    net(torch.zeros(2, sizes[0]))
    matrices = {n * m: 1 / n for n, m in pairwise(sizes)}
    for parameter in net.parameters():
        nn.init.constant_(parameter, matrices.get(parameter.numel(), 0.0))
    return net


# Of K units, each dropped with probability p, the mean has the variance p / (1 - p) / K.
torch.manual_seed(1)
ones, units = torch.ones(2000, 20), 500
for drop_prob in (0.3, 0.8):
    net = net_of_ones(drop_prob, 20, units, 2)
    with torch.no_grad():
        whole, first, second = net.eval()(ones)[0, 0], net.train()(ones)[:, 0], net(ones)[:, 0]
    assert (first != second).any(), "in train mode, every call drops the same units, or none"
    assert first.std() > 1e-5, "all examples of a batch drop the same units"
    assert (first != 0).all(), "in train mode scores are 0: are they dropped, or whole examples?"
    mean, right = (first.mean() / whole).item(), drop_prob / (1 - drop_prob)
    assert abs(mean - 1) < 0.05, (
        f"drop_prob = {drop_prob}: on average a score in train mode is {mean:.2f} times that in"
        " eval mode. By what are kept units divided, and when?"
    )
    noise = units * first.var().item()
    assert noise < 10 * right, "more noise than hidden units make: are inputs dropped as well?"
    assert abs(noise / right - 1) < 0.2, (
        f"drop_prob = {drop_prob} drops {noise / (1 + noise):.0%} of the hidden units"
    )

net = net_of_ones(0.5, 20, 300, 200, 2)
with torch.no_grad():
    noise = net.train()(ones)[:, 0].var().item()
assert abs(noise / (1 / 300 + 1 / 200) - 1) < 0.2, (
    f"two hidden layers give the scores a variance of {noise:.4f}, and not 1/300 + 1/200 = 0.0083:"
    " does dropout stand after each hidden layer, and nowhere else?"
)
print("DropoutMLP: all checks of this cell passed")

# %% [markdown]
# Here is what one image gets from the untrained net: the score of one class in 500 passes. In train
# mode each pass asks another **thinned** net, of which there are $2^{1536}$. In eval mode
# one net answers, the whole one, and always the same.

# %%
torch.manual_seed(2)
net = DropoutMLP(drop_prob=0.5)
with torch.no_grad():
    one = train_set[0][0][None]
    thinned = torch.cat([net.train()(one) for _ in range(500)])[:, 3]
    whole = net.eval()(one)[0, 3]
ax = plots.histograms(
    {"train mode, 500 passes": thinned.numpy()}, xlabel="score of the class 3", ylabel="share"
)
ax.axvline(whole, color="grey", linewidth=1.5, label="eval mode")
ax.legend()
ax.set_title("One image, one net, two modes")
plt.show()

# %% [markdown]
# ## 4. Training: three lines whose order matters
#
# For each batch PyTorch needs to be told three things, and in this order:
#
# 1. forget the old gradients,
# 2. compute the new ones (`backward`, of the loss of this batch),
# 3. take a step (`step`, of the optimizer).
#
# The first is there because `backward` does not *set* the gradient of a parameter, it **adds** to
# what is there. That is useful at times (a batch too large for memory can be had in pieces), and it
# means that without the first line the step after batch $k$ goes along
#
# $$g_1 + g_2 + \dots + g_k \qquad\text{instead of}\qquad g_k .$$
#
# **What should the epoch return?** The mean loss of its examples. Say the batches have $n_1,
# n_2, \dots$ examples and the mean losses $\ell_1, \ell_2, \dots$ Then the mean over all examples
# is
#
# $$\frac{\sum_b n_b\, \ell_b}{\sum_b n_b}, \qquad\text{and not}\qquad
#   \frac{1}{B}\sum_{b=1}^B \ell_b ,$$
#
# unless all batches have one size. With 1000 images in batches of 300, each image of the last
# batch would count three times as much in the second formula.
#
# **Exercise.** Write `train_one_epoch` in `training.py`. Mind the mode: somebody may have left
# the model in eval mode. And return a number: a loss that is still a tensor drags along
# everything from which it was computed.


# %% grade="train_one_epoch"
class Witness(nn.Module):
    """Passes x on, and notes what it sees: the mode, and whether anything is recorded."""

    def __init__(self):
        super().__init__()
        self.modes, self.recorded = [], []

    def forward(self, x):
        self.modes.append(self.training)
        self.recorded.append(x.requires_grad)
        return x


def toy_data():
    """A little problem: 22 examples with 5 features and 3 classes."""
    torch.manual_seed(3)
    return TensorDataset(4 * torch.randn(22, 5), torch.randint(0, 3, (22,)))


def toy_model():
    """A linear model, always with the same weights, and a witness behind it."""
    torch.manual_seed(4)
    return nn.Sequential(nn.Linear(5, 3), Witness())


def toy_epoch(older=0.0, **how):
    """A model that came in eval mode, what it should be, what it returned and what it should."""
    model, twin = toy_model().eval(), toy_model()
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, older)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    returned = train_one_epoch(model, DataLoader(toy_data(), batch_size=8, **how), optimizer)
    lost = []  # of each example, by hand
    for features, classes in DataLoader(toy_data(), batch_size=8, **how):
        log_chances = twin(features).log_softmax(dim=1)
        each = -log_chances[torch.arange(len(classes)), classes]
        slopes = torch.autograd.grad(each.mean(), list(twin.parameters()))
        with torch.no_grad():
            for parameter, slope in zip(twin.parameters(), slopes, strict=True):
                parameter -= 0.1 * slope
        lost += each.tolist()
    return model, twin, returned, np.mean(lost)


model, twin, returned, right = toy_epoch()
assert model[1].modes, "the model was never asked for its scores"
assert all(model[1].modes), "a model that comes in eval mode must be trained in train mode"
for found, wanted, before in zip(
    model.parameters(), twin.parameters(), toy_model().parameters(), strict=True
):
    assert not torch.equal(found, before), "nothing has moved: backward, and then a step"
    assert torch.allclose(found, wanted, atol=1e-5), (
        f"after three batches a parameter is\n{found.data}\nand should be\n{wanted.data}"
    )
assert returned is not None, "nothing is returned"
assert not isinstance(returned, (tuple, list, dict)), "one number is asked for: the mean loss"
assert not isinstance(returned, torch.Tensor), "the loss is a tensor: loss.item() is the number"
assert abs(returned - right) < 1e-4, (
    f"the mean loss of the examples is {right:.5f}, returned was {returned:.5f}"
)
model, twin, _, _ = toy_epoch(older=1.0)
for found, wanted in zip(model.parameters(), twin.parameters(), strict=True):
    assert torch.allclose(found, wanted, atol=1e-5), "older gradients have an effect on the steps"
_, _, returned, right = toy_epoch(drop_last=True)
assert abs(returned - right) < 1e-4, (
    f"for a loader that gives 16 of 22 examples, their mean loss is {right:.5f}, not {returned:.5f}"
)
print("train_one_epoch: all checks of this cell passed")

# %% [markdown]
# ### Question 2: without `zero_grad`
#
# 1. Suppose that the gradient hardly changes from batch to batch, $g_1 \approx g_2 \approx \dots
#    \approx g$. How far has plain gradient descent with the rate $\eta$ moved after $B$ batches,
#    with and without clearing? What would you see in the first epochs?
# 2. Why does a net often still learn something without it? Which learning rate would you find
#    yourself choosing?
# 3. A colleague clears the gradients *between* `backward` and `step`. What happens then?

# %% [markdown] answer="without_zero_grad" points=2
# ### BEGIN SOLUTION
# 1. With clearing it has moved $\eta B g$. Without, step $k$ goes along $k g$, so the way is $\eta
#    (1 + 2 + \dots + B)\, g = \eta \frac{B (B + 1)}{2}\, g$, which is $(B+1)/2$ times as far; and
#    it keeps growing, as there is no end to the sum. The loss falls fast at first and then swings
#    or blows up, because the steps go on in the old direction after the minimum has been passed.
# 2. The sum of past gradients is a direction too: momentum without friction, $v_k = v_{k-1} + g_k$
#    with no factor below 1. With a small enough rate it goes downhill for a while. One would choose
#    a rate that is smaller by about the number of batches, and wonder why the
#    best rate depends on how long one trains.
# 3. The step finds no gradients (None, or zeros) and nothing moves: the loss stays what it was.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: step $k$ uses the sum, about $B/2$ times as far after $B$ batches (the order is enough);
# swings or diverges.
#
# 1 point: an argument for the second part (momentum that never fades, a smaller rate), and for the
# third: no movement at all.
# === END MARK SCHEME ===

# %% [markdown]
# ## 5. Evaluation: leave no trace
#
# To measure a net, we want all its units (eval mode), and no preparations for a backward pass that
# will never come (`no_grad`). These two have nothing to do with each other, though they usually
# come together:
#
# | | dropout | gradients are recorded |
# |---|---|---|
# | `model.train()` | on | as before |
# | `model.eval()` | **off** | as before |
# | `with torch.no_grad():` | as before | **no** |
#
# And we want to be able to do it at any time, in the middle of training or long after it.
# So a good `evaluate` gives the model back in the mode in which it came. One that always ends
# in eval mode switches off the dropout of whoever trains on; one that always ends in train
# mode makes a finished net random. Both have happened to many.
#
# **Exercise.** Write `evaluate` in `training.py`. As in training, every example counts the
# same, whatever batch it is in.


# %% grade="evaluate"
class ToyNet(nn.Module):
    """A linear model with a dropout that would be noticed."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(5)
        self.linear, self.witness, self.dropout = nn.Linear(5, 3), Witness(), nn.Dropout(p=0.9)

    def forward(self, x):
        return self.witness(self.linear(self.dropout(x)))


toys, model = toy_data(), ToyNet()
answers = model.linear(toys.tensors[0]).log_softmax(dim=1).detach()
losses = -answers[torch.arange(22), toys.tensors[1]].numpy()
hits = (answers.argmax(dim=1) == toys.tensors[1]).numpy()
for came, given in ((True, 22), (False, 22), (True, 14)):
    model.witness = Witness()
    model.train(came)
    returned = evaluate(model, DataLoader(toys, batch_size=8, sampler=range(given)))
    assert returned is not None, "nothing is returned"
    assert np.shape(returned) == (2,), "two values are asked for: loss, accuracy"
    assert model.witness.modes, "the model was never asked for its scores"
    assert not any(model.witness.modes), "a batch was evaluated in train mode"
    assert not any(model.witness.recorded), "the scores have a history: what switches that off?"
    assert torch.is_grad_enabled(), "gradients have been switched off for everybody, and for good"
    assert model.training == model.dropout.training == came, (
        f"the model came with training = {came}, and is given back with {model.training}, its"
        f" dropout with {model.dropout.training}"
    )
    loss, accuracy = returned
    right_loss, right_accuracy = losses[:given].mean(), hits[:given].mean()
    swapped = abs(loss - right_accuracy) < 1e-4 and abs(accuracy - right_loss) < 1e-4
    assert not swapped, "the loss comes first, and then the accuracy"
    assert abs(loss - right_loss) < 1e-4, (
        f"for a loader that gives {given} of 22 examples the loss is {loss:.5f}, expected"
        f" {right_loss:.5f}"
    )
    assert abs(accuracy - right_accuracy) < 1e-6, (
        f"for a loader that gives {given} of 22 examples the accuracy is {accuracy:.4f}, expected"
        f" {right_accuracy:.4f}"
    )
print("evaluate: all checks of this cell passed")

# %% [markdown]
# ## 6. With and without, on 1000 images
#
# Now put it together. A net of 932 362 numbers meets 1000 images, three in ten of them with a
# wrong label. One pair of curves proves nothing, so we train three pairs: each seed has its
# own images, its own wrong labels, its own first weights.
#
# We note three things after each epoch: the loss that `train_one_epoch` returned, and what
# `evaluate` says of the training and of the validation images.

# %%
EPOCHS = 24


def train(drop_prob, seed, epochs=EPOCHS):
    """Train a DropoutMLP; returns it, and for each epoch the numbers by name."""
    train_set, val_set, _ = load_images(seed)
    torch.manual_seed(seed)
    net = DropoutMLP(drop_prob=drop_prob)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    batches = DataLoader(train_set, batch_size=100, shuffle=True)
    course = []
    for _ in range(epochs):
        returned = train_one_epoch(net, batches, optimizer)
        train_loss, train_accuracy = evaluate(net, DataLoader(train_set, batch_size=500))
        val_loss, val_accuracy = evaluate(net, DataLoader(val_set, batch_size=500))
        course.append((returned, train_loss, train_accuracy, val_loss, val_accuracy))
    names = ("returned", "train_loss", "train_accuracy", "val_loss", "val_accuracy")
    return net, dict(zip(names, np.transpose(course), strict=True))


without = [train(0.0, seed) for seed in reglab.progress(range(3), "without dropout")]

# %%
with_dropout = [train(0.5, seed) for seed in reglab.progress(range(3), "with dropout")]

# %%
runs = {"without dropout": without, "drop_prob = 0.5": with_dropout}
epochs = np.arange(1, EPOCHS + 1)
figure, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True, layout="constrained")
for ax, quantity, title in (
    (axes[0], "train_accuracy", "training images, as labelled"),
    (axes[1], "val_accuracy", "validation images, true labels"),
):
    series = {label: [course[quantity] for _, course in some] for label, some in runs.items()}
    plots.bands(epochs, series, ax, xlabel="epoch", ylabel="accuracy in eval mode", percent=True)
    ax.set_title(title)
axes[0].axhline(1 - LABEL_NOISE, color="grey", linewidth=1)
axes[0].annotate("all that is true", (1, 0.71), ha="left", va="bottom")
plt.show()
for label, some in runs.items():
    tests = [
        evaluate(net, DataLoader(load_images(seed)[2], batch_size=500))[1]
        for seed, (net, _) in enumerate(some)
    ]
    print(f"{label:<16} test accuracy by seed: " + "  ".join(f"{right:.1%}" for right in tests))

# %% [markdown]
# Only 70 % of the training labels are true. The net without dropout climbs past that line, which it
# can only do by learning wrong labels by heart, and the more of these it knows, the worse it
# reads digits that it has not seen. The net with dropout stops at the line, and what it knows is
# what the images have in common.
#
# (On the digits that ship with `reglab`, over thirteen seeds, validation accuracy ended between 76
# % and 86 % without dropout and between 92 % and 97 % with it. Of the wrong labels the first had
# learnt between 48 % and 68 %, the second between 1 % and 4 %.)
#
# Now another look at the net with dropout: all three losses in one picture.

# %%
series = {
    label: [course[quantity] for _, course in with_dropout]
    for label, quantity in (
        ("returned by train_one_epoch", "returned"),
        ("training images, evaluate", "train_loss"),
        ("validation images, evaluate", "val_loss"),
    )
}
ax = plots.bands(epochs, series, xlabel="epoch", ylabel="cross-entropy (nats)")
ax.set_title("Three losses of the net with dropout, three seeds")
plt.show()

# %% [markdown]
# ### Question 3: a training loss above the validation loss
#
# "Overfitting means that the training loss is *below* the validation loss", somebody says. "Yours
# is far above it, so your code must be wrong." Is it?
#
# 1. Give two reasons why the loss that `train_one_epoch` returns lies above the one that
#    `evaluate` gives for the *same* images. Which of the two remains late in training?
# 2. Why is even the latter above the validation loss here?
# 3. Which two of the three curves would you compare to see whether a net overfits?

# %% [markdown] answer="loss_above_loss" points=2
# ### BEGIN SOLUTION
# 1. It is measured in train mode, that is of thinned nets, which know less than the whole one
#    (the loss is convex in the scores, so noise in them raises its mean). And it is an average over
#    the epoch, in which the net was still getting better: the early batches were answered by
#    a worse net. The second reason fades as the curve flattens; the first stays as long as there is
#    dropout.
# 2. Three training labels in ten are wrong. A net that reads digits well gets those wrong, and pays
#    for it. The validation labels are all true.
# 3. The two from `evaluate`: same mode, same weights. (Better still, with labels of the same
#    quality; their course tells more than their distance: overfitting is when the validation
#    loss rises while the training loss falls.)
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: dropout is on in the one and off in the other; the one is a mean over the epoch; the
# first remains.
#
# 1 point: wrong labels in the training set only; compare the two that are measured in eval mode.
# === END MARK SCHEME ===

# %% [markdown]
# **And if `keep_prob` had been handed on?** You want a little dropout, `keep_prob = 0.9`. One
# net is made with `keep_to_drop(0.9)`, the other with `0.9` as it is.

# %%
keep_prob = 0.9
handed = {
    "p = keep_to_drop(0.9)": keep_to_drop(keep_prob),
    "p = 0.9, handed on": keep_prob,
}
series = {
    label: [train(p, seed, epochs=12)[1]["val_accuracy"] for seed in range(2)]
    for label, p in reglab.progress(handed.items(), "keep or drop")
}
ax = plots.bands(
    np.arange(1, 13), series, xlabel="epoch", ylabel="validation accuracy", percent=True
)
ax.axhline(0.1, color="grey", linewidth=1)
ax.annotate("guessing", (12, 0.03), ha="right")
ax.set_ylim(0, 1)
ax.set_title("The same number in two languages")
plt.show()

# %% [markdown]
# No error, no warning: a net that learns next to nothing in twelve epochs. With one unit in ten
# left in each of three layers, hardly anything of an image gets through. You would blame the
# learning rate, the data, the weather.

# %% [markdown]
# ## 7. What if `eval()` is forgotten?
#
# Take the trained net with dropout, and measure its accuracy on the validation images: once
# as it should be, and a hundred times in train mode. (Your `evaluate` does not make this mistake,
# so here it is by hand.)


# %%
def in_train_mode(net, images, passes):
    """Scores of a net whose eval() was forgotten: (passes, N, classes)."""
    net.train()
    with torch.no_grad():
        return torch.stack([net(images) for _ in range(passes)])


torch.manual_seed(6)
net, _ = with_dropout[0]
_, val_set, _ = load_images(seed=0)
images, labels = val_set.tensors
forgotten = in_train_mode(net, images, passes=100)
measured = (forgotten.argmax(dim=2) == labels).float().mean(dim=1)
_, accuracy = evaluate(net, DataLoader(val_set, batch_size=500))
ax = plots.histograms(
    {"eval() forgotten, 100 evaluations": 100 * measured.numpy()},
    bins=20,
    xlabel="accuracy on the same images (%)",
    ylabel="share of the evaluations",
)
ax.axvline(100 * accuracy, color="grey", linewidth=1.5, label="evaluate")
ax.set_ylim(top=1.3 * ax.get_ylim()[1])
ax.legend(loc="upper left")
ax.set_title("The same net, the same images")
plt.show()
print(f"evaluate: {accuracy:.1%}, and {evaluate(net, DataLoader(val_set, 64))[1]:.1%} once more")
print(f"eval() forgotten: from {measured.min():.1%} to {measured.max():.1%}")

# %% [markdown]
# Practically all of the hundred are too low, and they do not agree with each other. With one
# evaluation you see a number that is a few points too small, with nothing to tell you so: this is
# how the mistake gets into reports. Two evaluations of the same net give it away at once.
#
# How much is lost depends on the dropout. The weights of a net know nothing of `p`, so we can put
# the same weights into nets with other drop probabilities.

# %%
drop_probs = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9)
accuracies = []
for drop_prob in drop_probs:
    copy = DropoutMLP(drop_prob=drop_prob)
    copy.load_state_dict(net.state_dict())
    answers = in_train_mode(copy, images, passes=20).argmax(dim=2)
    accuracies.append((answers == labels).float().mean(dim=1).numpy())
ax = plots.bands(
    drop_probs,
    {"eval() forgotten, 20 evaluations": np.transpose(accuracies)},
    xlabel="p, probability of DROPPING a unit",
    ylabel="validation accuracy",
    percent=True,
)
ax.axhline(accuracy, color="grey", linewidth=1, label="evaluate")
ax.legend()
ax.set_title("The price of a forgotten eval()")
plt.show()
averaged = (forgotten.softmax(dim=2).mean(dim=0).argmax(dim=1) == labels).float().mean()
print(f"evaluate: {accuracy:.1%}; the hundred passes at p = 0.5, averaged: {averaged:.1%}")

# %% [markdown]
# With little dropout one hardly notices; with much of it the net is ruined. In between lies the
# usual 0.5, where it costs a few points (four to six on the digits that ship, over thirteen seeds).
#
# The last line shows a curious thing. *Averaged*, the hundred noisy answers are about as good as
# the one that `evaluate` gives. Each comes from another thinned net, and a crowd of these knows
# about as much as the whole net, which is what makes eval mode such a good bargain: one pass for a
# hundred. (Some leave dropout on deliberately, as the spread of the answers
# says something of how sure the net is. Gal and Ghahramani, whom you find below, tell why.)

# %% [markdown]
# ## 8. What if `no_grad()` is forgotten?
#
# Nothing is wrong with the numbers then. What it costs is memory. Whenever a parameter that wants
# gradients takes part in a computation, PyTorch keeps what a backward pass will need: the
# input of each linear layer, the output of each relu, the mask of each dropout. We can count it,
# since PyTorch lets us stand by when something is put away.


# %%
class Memory:
    """Counts the bytes that are kept for a backward pass, the parameters themselves left out.

    Used as `with memory.watch(): ...`; megabytes() says how much is still kept.
    """

    def __init__(self, net):
        self.own = {p.data_ptr() for p in net.parameters()}
        self.kept = weakref.WeakSet()

    def watch(self):
        return torch.autograd.graph.saved_tensors_hooks(self.keep, lambda box: box.tensor)

    def keep(self, tensor):
        box = nn.Module()  # any object that can be referred to weakly
        box.tensor = tensor.detach()
        self.kept.add(box)
        return box

    def megabytes(self):
        sizes = {box.tensor.data_ptr(): box.tensor.nbytes for box in self.kept}
        return sum(n for where, n in sizes.items() if where not in self.own) / 1e6


def kept_after(count, training, recording):
    """Megabytes that are kept after one pass of so many images."""
    net = DropoutMLP(drop_prob=0.5).train(training)
    memory = Memory(net)
    with torch.set_grad_enabled(recording), memory.watch():
        scores = net(torch.zeros(count, 784))
        kept = memory.megabytes()
    del scores
    return kept


counts = (100, 500, 1000, 2000)
series = {
    "train mode": [kept_after(n, True, True) for n in counts],
    "eval mode": [kept_after(n, False, True) for n in counts],
    "eval mode, no_grad": [kept_after(n, False, False) for n in counts],
}
ax = plots.bands(counts, series, xlabel="images in one batch", ylabel="kept (MB)")
ax.set_title("What is kept for a backward pass")
plt.show()
for label, kept in series.items():
    print(f"{label:<20} {1000 * kept[-1] / counts[-1]:5.2f} kB for each image")

# %% [markdown]
# In eval mode that is, for `nn.Dropout`, $784 + 3 \cdot 512$ numbers of four bytes for each image,
# 9.28 kB; in train mode the masks and what they made of the activations come on top. (It may be
# more or less for you if you wrote your net in another style.) The weights take
# 3.7 MB, so with a batch of 400 images the bookkeeping needs as much as the net itself. A
# convolutional net with large images needs hundreds of times that, and it is how one
# runs out of memory in an evaluation, of all places.
#
# It gets worse when something holds on to it. Normally all this is given back as soon as
# the scores are. But add up **losses as tensors**, and each of them keeps the whole history of
# its batch.

# %%
torch.manual_seed(7)
net = DropoutMLP().eval()
images, labels = torch.randn(1000, 784), torch.randint(0, 10, (1000,))


def kept_over_batches(recording, as_number):
    """Megabytes that are kept after each of ten batches, while losses are added up."""
    memory, total, course = Memory(net), 0.0, []
    with torch.set_grad_enabled(recording), memory.watch():
        for rows in range(0, 1000, 100):
            mean = nn.functional.cross_entropy(net(images[rows : rows + 100]), labels[rows:][:100])
            total = total + (mean.item() if as_number else mean)
            del mean
            course.append(memory.megabytes())
    return course


series = {
    "total += loss": kept_over_batches(recording=True, as_number=False),
    "total += loss.item()": kept_over_batches(recording=True, as_number=True),
    "total += loss, no_grad": kept_over_batches(recording=False, as_number=False),
}
ax = plots.bands(np.arange(1, 11), series, xlabel="batch", ylabel="still kept (MB)")
ax.set_title("Ten batches of 100 images, losses added up")
plt.show()

# %% [markdown]
# The first line climbs by the same amount with every batch, and would climb until the memory
# is full; the other two lie on the axis. Under `no_grad` there is nothing to hold on to, and
# `item()` takes the number and lets go of the rest.

# %% [markdown]
# ### Question 4: which switch?
#
# For each of the following, say which line is missing or too many, and what it does to the numbers
# and to the memory.
#
# 1. A server loads a trained net with `load_state_dict` and answers requests under
#    `torch.no_grad()`. The same image gets different answers.
# 2. A script calls `model.eval()` and then goes through 10 000 images, collecting the scores in a
#    list. It runs out of memory; on 1000 images its numbers were right.
# 3. A net is evaluated after each epoch by a function that calls `model.eval()` and
#    `torch.no_grad()`. From the second epoch on, its training accuracy in train mode equals that
#    in eval mode, and it overfits as if it had no dropout.

# %% [markdown] answer="which_switch" points=3
# ### BEGIN SOLUTION
# 1. `model.eval()` is missing. A new module starts in train mode, and `load_state_dict` does not
#    change that; `no_grad` has nothing to do with dropout. The answers are noisy and on average
#    less accurate. Memory is fine.
# 2. `no_grad` (or `inference_mode`, or `detach` on what is collected) is missing. Each score in
#    the list holds on to all activations of its batch. The numbers are right: recording does not
#    change them.
# 3. The mode is not given back: after the evaluation the model stays in eval mode, and the training
#    function does not call `model.train()`. So there is dropout in the first epoch only, and the
#    net trains like one without. The remedy: note `model.training` and restore it in the
#    evaluation, or call `model.train()` at the start of each epoch, best both. Memory is fine.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point for each part: half a point for the line, half a point for what it does.
# === END MARK SCHEME ===

# %% [markdown]
# ## 9. What to take along
#
# - In PyTorch `p` drops. Convert where numbers come in, by a function with a name, and test with
#   another value than 0.5.
# - Register layers: attributes, `nn.Sequential`, `nn.ModuleList`. What is not registered is neither
#   trained nor switched.
# - Clear, backward, step. `backward` adds.
# - `train()` and `eval()` switch dropout; `no_grad()` switches bookkeeping. You want both in an
#   evaluation, and things afterwards as they were before.
# - A mean over batches is not a mean over examples.
# - Evaluate twice. Two different numbers for one net are the cheapest alarm there is.
#
# Be as skeptical of this notebook: three wrong labels in ten are a gift to any regularizer. With
# true labels, `LABEL_NOISE = 0.0` in Section 1, the difference between the two nets is far
# smaller; try it.
#
# **To read on.** N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov,
# *Dropout: a simple way to prevent neural networks from overfitting*, JMLR 15 (2014), Section 6.1
# for MNIST. PyTorch's own notes on *Autograd mechanics* say what is recorded and when, and
# tell the ways to switch it off apart. Y. Gal and Z. Ghahramani, *Dropout as a Bayesian
# approximation*, ICML (2016), leave dropout on in the end.

# %% [markdown]
# ## 10. Hand in
#
# The cell below reads your files as the grader will: anew, as they are saved. It runs the checks of
# this notebook on them, sees whether each question has an answer, and tells you what would go
# wrong. Then it packs everything into one zip. Run it as often as you like.

# %% cell="hand_in"
