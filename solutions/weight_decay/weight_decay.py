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
# # Weight decay: the price of a large weight
#
# A net that fits its training data too closely has to bend a lot between one example and the next,
# and to bend a lot it needs large weights. So put a price on large weights. This is the oldest
# regularizer there is: statisticians call it ridge regression, mathematicians Tikhonov's, and
# people who train nets call it *weight decay*, for a reason that you will derive.
#
# It is one term in the cost and one term in the gradient, and yet every course has its own version
# of the factor before it. You will write the penalty in two kinds, L2 and L1, put it into
# logistic regression and into a net, and then look at what it does: to a boundary, to errors, to
# single weights, and to a whole net, which it can make as stiff as a ruler.
#
# | You write | in the file | what it does |
# |---|---|---|
# | `l2_penalty`, `l2_gradients` | `penalties.py` | the price of squares, and its gradient |
# | `cost`, `gradients` | `logistic.py` | logistic regression with that price |
# | `compute_cost_with_regularization` | `net.py` | the cost of a net with it |
# | `backward_propagation_with_regularization` | `net.py` | the gradients of that |
# | `decay_step` | `penalties.py` | the step that gave weight decay its name |
# | `l1_penalty`, `l1_gradients` | `penalties.py` | the price of absolute values |
# | `soft_threshold` | `penalties.py` | the step that sets weights to 0 |
#
# and you answer four questions in your own words, in cells marked *Your answer here*.
#
# **How to work.** Open the three files in an editor (in JupyterLab, double-click them). Each
# function has a docstring that says exactly what is asked, and a `TODO` comment where your code
# goes, in place of the line that raises `NotImplementedError`. Save the file and run the cell here
# again: changes are picked up without a restart. Below each exercise is a read-only cell of
# checks. When it passes you are very likely done; the grader looks a little closer.
#
# **Conventions, everywhere in this notebook.** Examples are *columns*: `X` has the shape
# (features, m). $m$ is the number of training examples, and the L2 penalty has the factor
# $\lambda/2m$. In code $\lambda$ is `lambd`, because `lambda` is a word of Python's.

# %% cell="begin"

# %%
# One thread is as fast as several for nets of this size, and leaves you the rest of the machine.
# NumPy reads this once, when it is first imported.
# %env OPENBLAS_NUM_THREADS=1

# %matplotlib inline

import matplotlib.pyplot as plt
import numpy as np
from logistic import cost, gradients
from net import backward_propagation_with_regularization, compute_cost_with_regularization
from penalties import (
    decay_step,
    l1_gradients,
    l1_penalty,
    l2_gradients,
    l2_penalty,
    soft_threshold,
)

import coursework
import reglab
from reglab import plots
from reglab.columns import (
    backward_propagation,
    forward_propagation,
    initialize_parameters,
    predict,
    update_parameters,
)
from reglab.layers import (
    affine_backward,
    affine_forward,
    logistic_loss,
    softmax_loss,
    tanh_backward,
    tanh_forward,
)

plots.use_style()
coursework.watch("logistic", "net", "penalties")  # what you save there counts from then on

# %% [markdown]
# ## 1. What does it take to learn a mistake?
#
# Two half moons, 160 points to learn from, and about one label in seven is **wrong**, on purpose.
# The points of the development set have true labels. The net is 2-40-20-1 with rectifiers; it is
# that of `reglab.columns`, which you may want to read first (it is short). We train it by plain
# gradient descent, on all 160 points at once.


# %%
def noisy_moons(seed):
    """160 points with 24 wrong labels; 400 to choose by and 2000 to look at once, all true."""
    return reglab.with_label_noise(
        reglab.make_moons(160, 400, 2000, noise=0.15, seed=seed), 0.15, seed
    )


WIDTHS = (2, 40, 20, 1)
STEPS = 4000
RATE = 0.3


def sum_of_squares(parameters):
    """Over all weights of a net, without the biases."""
    return sum(np.vdot(v, v) for name, v in parameters.items() if name[0] == "W")


moons = noisy_moons(seed=0)
X, Y = moons.X_train.T, moons.y_train[None]  # (2, m), (1, m)
parameters = initialize_parameters(WIDTHS, seed=0)
squares = [sum_of_squares(parameters)]
for _ in range(STEPS):
    _, cache = forward_propagation(X, parameters)
    grads = backward_propagation(X, Y, cache)
    parameters = update_parameters(parameters, grads, RATE)
    squares.append(sum_of_squares(parameters))
unpenalised = parameters

# %%
figure, axes = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
plots.decision_boundary(
    lambda points: forward_propagation(points.T, unpenalised)[0].ravel(),
    moons.X_train,
    moons.y_train,
    axes[0],
    threshold=0.5,
)
axes[0].get_legend().remove()
axes[0].set_title("As labelled; rings are on the wrong side")
plots.bands(
    np.arange(STEPS + 1), {"sum of all squared weights": squares}, axes[1], xlabel="gradient steps"
)
axes[1].set_title("What the fit costs in weights")
plt.show()


# %% [markdown]
# On the left, the boundary goes out of its way for single points: a finger here, a bay there. On
# the right, what that takes. In order to jump from one class to the other and back within a short
# distance a net needs a steep function, and steepness is made of large weights: their squares have
# about doubled or more, and the curve still climbs when we stop. Every wrong label that the net
# swallows is paid for in weights.
#
# That is the handle. If the large weights are what goes with the wild boundary, let the cost of
# training include them.

# %% [markdown]
# ## 2. What does a weight cost?
#
# Let $J_0$ be the mean cross-entropy over the $m$ training examples. We minimize
#
# $$J = J_0 + \frac{\lambda}{2m} \sum_{\ell=1}^{L} \big\lVert W^{[\ell]} \big\rVert_F^2,
#   \qquad \lVert W \rVert_F^2 = \sum_i \sum_j W_{ij}^2 .$$
#
# The sum of squares of a matrix is its *Frobenius norm*, squared. Three things in this line
# are conventions, and each has a reason.
#
# **Why the ½?** For the derivative: $\frac{d}{dw} \frac12 w^2 = w$. Leave it out here and it is a
# 2 there. Either is all right. To leave it out in one place and not in the other is the most
# common mistake in this whole subject, and a gradient check finds it.
#
# **Why $1/m$?** Because $J_0$ has it. $mJ$ is the *sum* of the examples' losses plus
# $\frac\lambda2$ times the sum of squares: a fixed price, against which every further example
# argues with its own loss. The more data there are, the less the price matters. (In a Bayesian's
# words: the penalty is a Gaussian prior on the weights, of variance $1/\lambda$, and a prior is
# counted once however many data there are.)
#
# **Why are the biases free?** A bias moves a function, it does not make it steeper. And there are
# few of them: a layer of 20 units on 40 has 800 weights and 20 biases. If you penalize them
# anyway, the net will hardly notice, but it should be allowed to say that nine in ten examples
# are of class 1 without being charged for it.
#
# **Exercise.** Write `l2_penalty` and `l2_gradients` in `penalties.py`. They get the parameters of
# a net of any depth, in a dict of W1, b1, W2, b2, ..., and must find the weights in it.


# %%
def copied(parameters):
    """The same parameters in arrays of their own."""
    return {name: value.copy() for name, value in parameters.items()}


def unchanged(parameters, before):
    """True if the arrays are what they were."""
    return all(np.array_equal(parameters[name], before[name]) for name in before)


def is_double(*values):
    """False in single precision, which is too coarse for finite differences."""
    return all(np.asarray(value).dtype == np.float64 for value in values)


# %% grade="l2_penalty"
by_hand = {"W1": np.array([[1.0, -2.0], [3.0, 0.0]]), "b1": np.array([[9.0], [9.0]])}
by_hand |= {"W2": np.array([[2.0, -1.0]]), "b2": np.array([[9.0]])}
no_biases = {name: value * (name[0] == "W") for name, value in by_hand.items()}
kept = copied(no_biases)
found = l2_penalty(no_biases, 3.0, 2)
assert unchanged(no_biases, kept), "l2_penalty has changed the parameters: compute new arrays"
assert found is not None, "l2_penalty returned None: is there a return?"
assert np.ndim(found) == 0 or np.size(found) == 1, f"a number is asked, not {found}"
assert not np.isclose(found, 2 * 14.25), "twice what is right: where is the ½, or the m?"
assert np.isclose(found, 14.25), (
    f"the penalty is {found}; (1 + 4 + 9 + 0) + (4 + 1) = 19, times λ / 2m = 3/4, is 14.25"
)
assert np.isclose(l2_penalty(no_biases, 10.0, 5), 19), "with λ = 10 and m = 5 it should be 19"
assert np.isclose(l2_penalty(by_hand, 3.0, 2), 14.25), "the biases are in the penalty: they go free"
deep = {f"W{layer}": np.array([[float(layer)]]) for layer in range(1, 6)}
deep |= {f"b{layer}": np.zeros((1, 1)) for layer in range(1, 6)}
assert np.isclose(l2_penalty(deep, 2.0, 1), 55), (
    "five layers of one weight each, 1, 2, 3, 4 and 5, with λ = 2 and m = 1, should give 55"
)

print("l2_penalty: all checks of this cell passed")

# %% grade="l2_gradients"
rng = np.random.default_rng(0)
small = {
    name: rng.normal(size=value.shape)
    for name, value in initialize_parameters((3, 4, 2, 1)).items()
}
before = copied(small)
weights = {name: value for name, value in small.items() if name[0] == "W"}


def check_pulls(pulls, penalty):
    """Compare all gradients with finite differences of a penalty, with λ = 5 and m = 7."""
    if not is_double(penalty(small, 5.0, 7), *(pulls[f"d{name}"] for name in weights)):
        return "single precision is not compared with finite differences"
    return reglab.check_gradients(
        lambda changed: float(np.squeeze(penalty({**small, **changed}, 5.0, 7))),
        weights,
        {name: pulls[f"d{name}"] for name in weights},
    )


def check_names(pulls, depth):
    """Assert that there is a gradient for each layer and none for a bias."""
    assert isinstance(pulls, dict), "a dict of dW1, dW2, ... is asked"
    for layer in range(1, depth + 1):
        assert f"dW{layer}" in pulls, f"dW{layer} is missing; the keys are {sorted(pulls)}"
        assert not np.any(pulls.get(f"db{layer}", 0)), f"db{layer} is not 0: biases go free"


pulls = l2_gradients(small, 5.0, 7)
check_names(pulls, 3)
check_names(l2_gradients(deep, 5.0, 7), 5)
assert unchanged(small, before), "the parameters have been changed: compute new arrays"
found = l2_gradients(by_hand, 3.0, 2)["dW1"]
assert np.shape(found) == (2, 2), f"dW1 has the shape {np.shape(found)}, W1 has (2, 2)"
assert np.allclose(found, [[1.5, -3.0], [4.5, 0.0]]), (
    f"λ = 3, m = 2, W1 = [[1, -2], [3, 0]]: dW1 should be [[1.5, -3], [4.5, 0]], not\n{found}"
)
reports = check_pulls(pulls, l2_penalty)
assert reports, f"l2_gradients is not the gradient of your l2_penalty:\n{reports}"

print("l2_gradients: all checks of this cell passed")

# %% [markdown]
# ### Question 1: whose λ?
#
# You find $\lambda = 2$ best for your net, on $m = 500$ examples. Three friends use the same
# data and plain gradient descent, and want to reproduce your net.
#
# 1. The first one's course adds `reg * np.sum(W * W)` to the mean loss, without a ½ and without
#    m. What should `reg` be?
# 2. The second one's framework has a setting `weight_decay`: it adds `weight_decay * W` to the
#    gradient of the mean loss. What should it be?
# 3. The third one gets 500 more examples and trains on 1000, with your formula and $\lambda = 2$.
#    Is the penalty in that cost, for given weights, as large as in yours? Why may that be just
#    right?

# %% [markdown] answer="whose_lambda" points=3
# ### BEGIN SOLUTION
# 1. The two penalties have to be equal: $\mathrm{reg} \sum w^2 = \frac{\lambda}{2m} \sum w^2$, so
#    $\mathrm{reg} = \lambda / 2m = 2 / 1000 = 0.002$.
# 2. The gradient of the penalty is $\frac{\lambda}{m} W$, so `weight_decay` is
#    $\lambda / m = 2 / 500 = 0.004$, twice the number of 1.
# 3. It is half as large: $\lambda/2m$ goes from 0.002 to 0.001, while the mean cross-entropy stays
#    about what it was. So with more data the penalty has less to say relative to the data. That
#    may be right since more examples leave less room for chance: what they agree on should
#    outweigh our prior opinion that weights are small. (In the sum over examples, $m J$, the price
#    of a weight is the same, and there are twice as many examples to speak against it.)
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: reg = 0.002.
#
# 1 point: weight_decay = 0.004 (consistent with an error in 1, such as twice the answer there,
# also counts).
#
# 1 point: half as large, and a reason: more data deserve more say against a fixed prior.
# === END MARK SCHEME ===

# %% [markdown]
# ## 3. Logistic regression: a cost without a bottom
#
# The smallest net there is has one layer. For an example $x$ (a column of features) it says that
# class 1 has the probability
#
# $$a = \sigma(w^\top x + b), \qquad
#   J = -\frac1m \sum_{i=1}^m \Big( y^{(i)} \log a^{(i)} + (1 - y^{(i)}) \log(1 - a^{(i)}) \Big)
#   + \frac{\lambda}{2m} \lVert w \rVert^2 .$$
#
# The derivative of the cross-entropy with respect to the score $z = w^\top x + b$ of one example
# is as simple as it can be, $a - y$. The rest is the chain rule: how does $z$ depend on $w$, and
# on $b$? And then the penalty has a word to add, to one of the two gradients.
#
# **Exercise.** Write `cost` and `gradients` in `logistic.py`.


# %%
def example_regression():
    """w, b, X, Y of a small problem: 3 features, 50 examples."""
    rng = np.random.default_rng(1)
    w, b = np.array([[0.5], [-1.0], [2.0]]), 0.7
    return w, b, rng.normal(size=(3, 50)), rng.integers(0, 2, (1, 50))


# %% grade="cost"
w, b, X, Y = example_regression()
undecided = cost(np.zeros((3, 1)), 0.0, X, Y, 0.0)
assert undecided is not None, "cost returned None: is there a return?"
assert np.isclose(float(np.squeeze(undecided)), np.log(2)), (
    f"with w = 0 and b = 0 every a is ½, so that the cost is log 2 = 0.693, not {undecided}"
)
added = float(np.squeeze(cost(w, b, X, Y, 20.0) - cost(w, b, X, Y, 0.0)))
assert np.isclose(added, 1.05), (
    f"λ = 20 adds {added:.4f}; λ / 2m = 0.2, times 0.25 + 1 + 4 = 5.25, is 1.05"
)
lone = cost(np.array([[1.0]]), 0.0, np.array([[0.0, np.log(3)]]), np.array([[0, 1]]), 0.0)
assert np.isclose(float(np.squeeze(lone)), 0.490415, atol=1e-5), (
    "two examples, a = ½ with y = 0 and a = ¾ with y = 1, have the losses log 2 and log 4/3; the"
    f" mean is 0.4904, not {lone}. Does each answer meet its own label only?"
)

print("cost: all checks of this cell passed")


# %% grade="gradients"
def check_logistic(lambd):
    """Compare dw and db with finite differences of the cost."""
    w, b, X, Y = example_regression()
    grads = gradients(w, b, X, Y, lambd)
    assert isinstance(grads, dict), "a dict with dw and db is asked"
    dw, db = grads["dw"], grads["db"]
    assert np.shape(dw) == (3, 1), f"dw has the shape {np.shape(dw)}, w has (3, 1)"
    assert np.size(db) == 1, f"db is a number, not an array of shape {np.shape(db)}"
    if not is_double(cost(w, b, X, Y, lambd), dw, db):
        return "single precision is not compared with finite differences"
    return reglab.check_gradients(
        lambda p: float(np.squeeze(cost(p["w"], float(p["b"]), X, Y, lambd))),
        {"w": w, "b": np.array(b)},
        {"w": dw, "b": np.reshape(db, ())},
    )


w, b, X, Y = example_regression()
kept = [array.copy() for array in (w, X, Y)]
both = [gradients(w, b, X, Y, lambd) for lambd in (20.0, 0.0)]
assert all(map(np.array_equal, (w, X, Y), kept)), "w, X or Y has been changed: compute new arrays"
for lambd in (0.0, 20.0):
    reports = check_logistic(lambd)
    assert reports, f"λ = {lambd}:\n{reports}"
added = both[0]["dw"] - both[1]["dw"]
assert np.allclose(added, [[0.2], [-0.4], [0.8]], atol=1e-5), (
    f"w = (0.5, -1, 2), λ = 20, m = 50: λ should add (0.2, -0.4, 0.8) to dw, not\n{added}"
)
assert np.isclose(*(np.squeeze(found["db"]) for found in both), atol=1e-6), "λ changes db"

print("gradients: all checks of this cell passed")

# %% [markdown]
# Now give it something easy: two clouds so far apart that many a straight line parts them. What
# are the best weights? Let us watch the length of $w$ over many steps.

# %%
clouds = reglab.make_blobs(60, classes=2, noise=0.5, seed=0)
X, Y = clouds.X_train.T, clouds.y_train[None]


def lengths(lambd, looks, rate=0.5):
    """Length of w after so many steps of gradient descent from 0."""
    w, b, length = np.zeros((2, 1)), 0.0, []
    for _ in range(looks[-1]):
        grads = gradients(w, b, X, Y, lambd)
        w, b = w - rate * grads["dw"], b - rate * float(np.squeeze(grads["db"]))
        length.append(np.linalg.norm(w))
    return [length[look - 1] for look in looks]


looks = np.unique(np.geomspace(1, 20_000, 33).astype(int))
paths = {
    f"λ = {lambd:g}": lengths(lambd, looks) for lambd in reglab.progress((0, 0.01, 0.1, 1), "λ")
}
ax = plots.bands(looks, paths, xlabel="gradient steps, logarithmic", ylabel="length of w")
ax.set_xscale("log")
ax.set_title("Two classes that a line can part")
plt.show()

# %% [markdown]
# With $\lambda > 0$ each curve levels off. With $\lambda = 0$ it does not, ever: on this axis it
# ends as a straight rise, so that ten times the steps add the same again. The reason is simple.
# Once a line parts the classes, doubling $w$ and $b$ leaves the line where it is and makes every
# answer surer, so the cross-entropy falls. The cost has no lowest point; its infimum, 0, is at
# infinity. "Train until it has converged" means nothing here, and what you get depends on when you
# lose patience.
#
# The smallest penalty repairs this. $J$ grows without bound as $w$ does, so that it has a lowest
# point, and only one (it is strictly convex in $w$). A penalty is not just a matter of taste:
# here it makes the question have an answer.

# %% [markdown]
# ## 4. The net
#
# The same for LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID. Signatures and names are those of
# the Deep Learning Specialization, if you come from there. What has to change in
# backpropagation? Look at $J = J_0 + \text{penalty}$ again. The penalty depends on the
# $W^{[\ell]}$ directly, and on nothing else: on no activation, no $Z$, no $b$. So of all
# the gradients that flow through the net, which ones get an additional term?
#
# **Exercise.** Write `compute_cost_with_regularization` and
# `backward_propagation_with_regularization` in `net.py`. (The plain pass is
# `reglab.columns.backward_propagation`. You may call it, or write all of it out once more; it
# is a good way to find out whether you still can.)


# %%
def example_net(m=20):
    """Parameters, inputs, labels of a small net whose biases are not 0."""
    rng = np.random.default_rng(2)
    parameters = initialize_parameters((3, 6, 5, 1), seed=2)
    parameters = {name: v + rng.normal(0, 0.2, v.shape) for name, v in parameters.items()}
    return parameters, rng.normal(size=(3, m)), rng.integers(0, 2, (1, m))


# %% grade="compute_cost_with_regularization"
parameters, X, Y = example_net()
A3, _ = forward_propagation(X, parameters)
with_penalty = compute_cost_with_regularization(A3, Y, parameters, 4.0)
assert with_penalty is not None, "the cost is None: is there a return?"
added = float(np.squeeze(with_penalty - compute_cost_with_regularization(A3, Y, parameters, 0.0)))
plain = float(np.squeeze(compute_cost_with_regularization(A3, Y, parameters, 0.0)))
right = reglab.columns.compute_cost(A3, Y)
assert np.isclose(plain, right), (
    f"with λ = 0 the cost is {plain:.5f}, but the cross-entropy alone is {right:.5f}"
)
for layer, share in ((1, 1.524012), (2, 1.083337), (3, 0.375752)):
    one = {name: value * (name == f"W{layer}") for name, value in parameters.items()}
    found = compute_cost_with_regularization(A3, Y, one, 4.0)
    found = float(np.squeeze(found)) - right
    assert np.isclose(found, share, atol=1e-4), (
        f"with zeros in all layers but W{layer}, λ = 4 adds {found:.4f}, expected {share:.4f}:"
        " which factor does the sum of this layer get?"
    )
expected = 4.0 / (2 * 20) * sum_of_squares(parameters)
everything = 4.0 / (2 * 20) * sum(np.vdot(value, value) for value in parameters.values())
assert not np.isclose(added, everything), "the biases are in the penalty too: they go free"
assert not np.isclose(added, 2 * expected), "twice what is right: where is the ½?"
assert np.isclose(added, expected), f"λ = 4 adds {added:.5f} to the cost, expected {expected:.5f}"

print("compute_cost_with_regularization: all checks of this cell passed")


# %% grade="backward_propagation_with_regularization"
def check_backward(lambd):
    """Compare all gradients of a small net with finite differences of the cost."""
    parameters, X, Y = example_net()
    A3, cache = forward_propagation(X, parameters)
    kept = [array.copy() for array in (X, Y, *cache)]
    grads = backward_propagation_with_regularization(X, Y, cache, lambd)
    assert isinstance(grads, dict), "a dict of dW1, db1, ..., dW3, db3 is asked"
    assert all(map(np.array_equal, (X, Y, *cache), kept)), (
        "X, Y or an array of the cache has been changed: compute new arrays"
    )
    for name in parameters:
        found, shape = np.shape(grads[f"d{name}"]), parameters[name].shape
        assert found == shape, f"d{name} has the shape {found}, {name} has {shape}"
    cost = compute_cost_with_regularization(A3, Y, parameters, lambd)
    if not is_double(cost, *(grads[f"d{name}"] for name in parameters)):
        return "single precision is not compared with finite differences"

    def cost_of(parameters):
        A3, _ = forward_propagation(X, parameters)
        return float(np.squeeze(compute_cost_with_regularization(A3, Y, parameters, lambd)))

    return reglab.check_gradients(cost_of, parameters, {n: grads[f"d{n}"] for n in parameters})


for lambd in (0.0, 4.0):
    reports = check_backward(lambd)
    assert reports, f"λ = {lambd}:\n{reports}"

print("backward_propagation_with_regularization: all checks of this cell passed")

# %% [markdown]
# ### Boundaries
#
# Back to the moons with wrong labels and to the net of Section 1, now with a penalty. One picture
# proves little, so we take three data sets, each with its own wrong labels and its own first
# weights, and eight values of $\lambda$.


# %%
def train(data, lambd, seed=0):
    """Train the net of Section 1 with your gradients; returns its parameters."""
    X, Y = data.X_train.T, data.y_train[None]
    parameters = initialize_parameters(WIDTHS, seed)
    for _ in range(STEPS):
        _, cache = forward_propagation(X, parameters)
        grads = backward_propagation_with_regularization(X, Y, cache, lambd)
        parameters = update_parameters(parameters, grads, RATE)
    return parameters


def error(parameters, X, y):
    """Share of the points that the net puts into the wrong class."""
    return np.mean(predict(X.T, parameters)[0] != y)


LAMBDAS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)
SEEDS = range(3)
data = {seed: noisy_moons(seed) for seed in SEEDS}
plan = [(lambd, seed) for seed in SEEDS for lambd in (0, *LAMBDAS)]
trained = {
    (lambd, seed): train(data[seed], lambd, seed)
    for lambd, seed in reglab.progress(plan, "training 24 nets")
}

# %%
figure, axes = plt.subplots(2, 2, figsize=(10, 6.6), layout="constrained")
for ax, lambd in zip(axes.flat, (0, 0.1, 1, 10), strict=True):
    parameters = trained[lambd, 0]
    plots.decision_boundary(
        lambda points, p=parameters: forward_propagation(points.T, p)[0].ravel(),
        moons.X_train,
        moons.y_train,
        ax,
        threshold=0.5,
    )
    ax.get_legend().remove()
    train_error = error(parameters, moons.X_train, moons.y_train)
    dev_error = error(parameters, moons.X_val, moons.y_val)
    title = f"λ = {lambd:g}: {train_error:.0%} wrong in training, {dev_error:.0%} on dev"
    ax.set_title(title, fontsize="medium")
plt.show()

# %% [markdown]
# At $\lambda = 0$ there are fingers and bays. A small price takes some of them away, a larger one
# takes them all: at $\lambda = 1$ one smooth line runs between the two moons, and most of the
# points that it gives up are those whose labels are wrong. (Rings around points on the far side
# are good news here.) At $\lambda = 10$ the net cannot even afford the bend between the moons.
#
# ### Errors, and a choice
#
# For each net, its error on the training set as labelled, and on the 400 points of the development
# set.


# %%
def errors(part, seed):
    """The error for each λ, on the training or the development set (val) of a seed."""
    X, y = getattr(data[seed], f"X_{part}"), getattr(data[seed], f"y_{part}")
    return [error(trained[lambd, seed], X, y) for lambd in LAMBDAS]


series = {
    "training set, as labelled": [errors("train", seed) for seed in SEEDS],
    "development set, true labels": [errors("val", seed) for seed in SEEDS],
}
figure, axes = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
plots.bands(LAMBDAS, series, axes[0], xlabel="λ, logarithmic", ylabel="error", percent=True)
axes[0].axhline(0.15, color=plots.INK, linewidth=1)
axes[0].annotate("share of wrong labels", (0.01, 0.155), va="bottom")
axes[0].set(xscale="log", title="Mean and range of three data sets")
squares = [[sum_of_squares(trained[lambd, seed]) for lambd in LAMBDAS] for seed in SEEDS]
plots.bands(LAMBDAS, {"sum of all squared weights": squares}, axes[1], xlabel="λ, logarithmic")
axes[1].set(xscale="log", yscale="log", title="What is left of the weights")
plt.show()

# %% [markdown]
# Read it from left to right. The **training** error goes up with $\lambda$ (on the whole; gradient
# descent has not quite finished, so there are wiggles), since we ask for something else besides a
# good fit. It starts *below* the share of wrong labels, some of which the net has learnt by heart,
# and passes it about where the **development** error is lowest. That one falls first and rises
# then: from overfitting on the left, where the net believes nearly every label, to underfitting on
# the right, where it cannot afford to believe any. The weights tell the same story: over this
# range their squares shrink fifty- to a hundredfold.
#
# $\lambda$ cannot be learnt by gradient descent on the training set, like a weight (Question 2
# asks why). It is a **hyperparameter**, and the development set is there to choose it. The test
# set, which we have not touched, says what the choice is worth.

# %%
print(
    "seed   λ chosen on dev   test error: with that λ   with λ = 0   with the best λ for the test"
)
for seed in SEEDS:
    best = LAMBDAS[int(np.argmin(errors("val", seed)))]
    test = [
        error(trained[lambd, seed], data[seed].X_test, data[seed].y_test) for lambd in (0, *LAMBDAS)
    ]
    chosen = test[1 + LAMBDAS.index(best)]
    print(f"{seed:4}   {best:15g}   {chosen:23.1%}   {test[0]:10.1%}   {min(test):29.1%}")

# %% [markdown]
# The chosen $\lambda$ makes far fewer mistakes on new points than the net without a penalty. (On
# fifteen data sets that we tried it took away a third of the errors at least, and mostly more than
# half.)
#
# ### Question 2: choose
#
# 1. A friend wants to save the development set, and to choose the $\lambda$ (0 is allowed) with
#    which training reaches the lowest cross-entropy *on the training set*. Where does this lead,
#    and why?
# 2. Another one chooses $\lambda$ by the lowest *test* error, and reports that error (the last
#    column of the table). What is wrong with this figure, and in which direction?
# 3. Suppose that the lowest development error had been at $\lambda = 10$, the largest
#    value tried. What would you do next? Why are the values spaced by factors and not by
#    differences?

# %% [markdown] answer="choose_lambda" points=3
# ### BEGIN SOLUTION
# 1. To $\lambda = 0$, or the smallest that is tried. With a penalty the weights settle where
#    cross-entropy and penalty *together* are lowest, and there the cross-entropy alone cannot be
#    lower than at its own lowest point. (When training stops before it is done, as here, luck can
#    favour another small value.) The training set cannot see overfitting: it rewards learning
#    wrong labels.
# 2. It is too optimistic. The test set took part in the choice: with several λ the best of their
#    test errors is low partly because λ is good and partly by luck on just these points, and new
#    points will not repeat the luck. A test set gives an honest figure if it is used once, after
#    all choices are made. (The more settings are compared, and the smaller the test set, the
#    larger the bias. Here, with 2000 points and seven values, it is small.)
# 3. Go on: the best value may lie beyond the edge, so try 30 and 100 until the error rises again
#    on both sides. λ acts by factors: from 0.01 to 0.02 it does what it does from 1 to 2, twice
#    the pull, while between 9.99 and 10 nothing changes. We do not know its order of magnitude
#    beforehand, so that is what we scan, and refine around the best value afterwards.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: λ = 0 or the smallest; a penalty can only make the fit to the training set worse.
#
# 1 point: too optimistic, because the test set was used for choosing.
#
# 1 point: extend the range beyond the edge; orders of magnitude are unknown or λ acts
# multiplicatively.
# === END MARK SCHEME ===

# %% [markdown]
# ## 5. Why is it called decay?
#
# Write down one step of gradient descent with learning rate $\alpha$ for a weight $w$ whose
# gradient *without* the penalty is $g$:
#
# $$w \leftarrow w - \alpha \left( g + \frac{\lambda}{m}\, w \right).$$
#
# Sort the right hand side by $w$, and you have two things that happen to it, one after the other:
# it shrinks by a factor a little below 1, and then it takes a plain step, with the $g$ of the old
# $w$. A weight for which the
# data have no use, $g = 0$, is multiplied by that factor again and again. It decays like
# a radioactive substance, whatever its sign.
#
# **Exercise.** Write `decay_step` in `penalties.py`. It gets the plain gradient.

# %% grade="decay_step"
w, g = np.array([[1.0, -2.0], [4.0, 0.5]]), np.array([[0.2, 0.0], [-1.0, 0.3]])
kept = w.copy(), g.copy()
found = decay_step(w, g, 0.5, 0.0, 10)
assert found is not None, "decay_step returned None: is there a return?"
assert all(map(np.array_equal, (w, g), kept)), "w or the gradient is changed: make a new array"
assert np.allclose(found, w - 0.5 * g), (
    f"with λ = 0 it should be a plain gradient step:\n{w - 0.5 * g}\nand not\n{found}"
)
found = decay_step(w, 0 * g, 0.5, 4.0, 10)
assert np.allclose(found, 0.8 * w), (
    f"α = 0.5, λ = 4, m = 10, no gradient: w should shrink by 0.8, not by\n{found / w}"
)
parameters = {"W1": w, "b1": np.zeros((2, 1))}
penalised = g + l2_gradients(parameters, 4.0, 10)["dW1"]
assert np.allclose(decay_step(w, g, 0.5, 4.0, 10), w - 0.5 * penalised), (
    "it differs from a gradient step with your l2_gradients added to the gradient"
)
row = np.array([1.0, -3.0])
found = decay_step(row, 0 * row, 1.0, 15.0, 10)
assert np.shape(found) == (2,), f"a w of shape (2,) comes back with the shape {np.shape(found)}"
assert np.allclose(found, -0.5 * row), (
    f"α = 1, λ = 15, m = 10, no gradient: a plain gradient step makes w -0.5 w, and not\n{found}"
)

print("decay_step: all checks of this cell passed")

# %% [markdown]
# Two ways to write one thing, then: *a penalty in the cost* and *a decay in the step*.
#
# Most weights are not left alone by the data, though; they are pulled both ways. In the
# simplest model of a cost the data want $w = 1$ and insist on it with the strength $h$ (the
# *curvature*): $J_0 = \frac h2 (w - 1)^2$, so $g = h\,(w - 1)$. Then decay and step
# balance where $h (w - 1) + \frac\lambda m w = 0$,
#
# $$w^\ast = \frac{h}{h + \lambda / m} .$$
#
# Here is where your `decay_step` ends up (marks), and that formula (grey lines), with $m = 1$.

# %%
strengths = np.logspace(-2, 1, 13)
curvatures = np.array([10.0, 1.0, 0.1])
ends = np.ones((len(strengths), 3))  # every weight starts where the data want it
for i, lambd in enumerate(strengths):
    for _ in range(2000):
        ends[i] = decay_step(ends[i], curvatures * (ends[i] - 1), 0.05, lambd, 1)

ax = plots.bands(
    strengths,
    {f"curvature {h:g}": ends[:, j] for j, h in enumerate(curvatures)},
    xlabel="λ, logarithmic",
    ylabel="where the weight settles",
)
for line in ax.lines:
    line.set(linestyle="none", markevery=1)
ax.plot(strengths, curvatures / (curvatures + strengths[:, None]), color=plots.INK, linewidth=1)
ax.legend()
ax.set(xscale="log", title="The data want 1, and insist more or less")
plt.show()

# %% [markdown]
# The same $\lambda$ costs one weight nearly all of itself and another one next to nothing.
# **Weight decay takes from the weights that the data care little about.** A direction in which the
# cost is steep stays; a flat one, in which a large weight would buy a tiny gain (one wrong label,
# say), goes. This is the whole trick, and it is why a penalty that treats all weights alike can
# tell signal from noise at all.
#
# *A warning for later.* That the two ways of writing are the same is true of plain gradient
# descent (and remains so with momentum, if the decay goes through the momentum too). It is **not**
# true of Adam and its relatives, which divide each gradient by a running estimate of its size:
# they would divide the penalty's part as well, so that weights with large gradients hardly decay.
# AdamW was made to fix this, and a later assignment looks at the difference.

# %% [markdown]
# ## 6. L1: a price that makes zeros
#
# Now charge the absolute value instead of the square:
#
# $$J = J_0 + \frac{\lambda}{m} \sum_{\ell} \sum_{ij} \big| W^{[\ell]}_{ij} \big| .$$
#
# No ½ this time; there is no 2 that it could cancel. What is the slope of $|w|$? It is $+1$ on
# the right of 0 and $-1$ on the left, and at 0 itself there is a kink. A
# *subgradient* there is any slope between the two: any number from $-1$ to $1$ is right.
#
# Compare the forces. L2 pulls on a weight with $\frac\lambda m w$: strongly on a large one, and
# less and less as it shrinks, so that it never arrives. L1 pulls with $\frac\lambda m$ on
# large and small alike, until the very end.
#
# **Exercise.** Write `l1_penalty` and `l1_gradients` in `penalties.py`.

# %% grade="l1_penalty"
before = copied(no_biases)
found = l1_penalty(no_biases, 3.0, 2)
assert unchanged(no_biases, before), "l1_penalty has changed the parameters: compute new arrays"
assert found is not None, "l1_penalty returned None: is there a return?"
assert np.ndim(found) == 0 or np.size(found) == 1, f"a number is asked, not {found}"
assert not np.isclose(found, 13.5 / 2), "half of what is right: L1 has no ½"
assert np.isclose(found, 13.5), (
    f"the penalty is {found}; (1 + 2 + 3 + 0) + (2 + 1) = 9, times λ / m = 3/2, is 13.5"
)
assert np.isclose(l1_penalty(no_biases, 10.0, 5), 18), "with λ = 10 and m = 5 it should be 18"
assert np.isclose(l1_penalty(by_hand, 3.0, 2), 13.5), "the biases are in the penalty: they go free"
assert np.isclose(l1_penalty(deep, 2.0, 1), 30), (
    "five layers of one weight each, 1, 2, 3, 4 and 5, with λ = 2 and m = 1, should give 30"
)

print("l1_penalty: all checks of this cell passed")

# %% grade="l1_gradients"
before = copied(small)
pulls = l1_gradients(small, 5.0, 7)
check_names(pulls, 3)
check_names(l1_gradients(deep, 5.0, 7), 5)
assert unchanged(small, before), "the parameters have been changed: compute new arrays"
found = l1_gradients(by_hand, 3.0, 2)["dW2"]
assert np.shape(found) == (1, 2), f"dW2 has the shape {np.shape(found)}, W2 has (1, 2)"
assert np.allclose(found, [[1.5, -1.5]]), (
    f"λ = 3, m = 2, W2 = [[2, -1]]: dW2 should be [[1.5, -1.5]], not\n{found}"
)
reports = check_pulls(pulls, l1_penalty)
assert reports, f"l1_gradients is not the gradient of your l1_penalty:\n{reports}"
at_zero = l1_gradients({"W1": np.zeros((2, 2)), "b1": np.zeros((2, 1))}, 5.0, 7)["dW1"]
assert np.all(np.isfinite(at_zero)), "at a weight of exactly 0 the gradient is not a number"
assert np.all(np.abs(at_zero) <= 5.0 / 7 + 1e-9), "at 0 it must lie between -λ/m and λ/m"

print("l1_gradients: all checks of this cell passed")

# %% [markdown]
# ### A data set with something to leave out
#
# 400 handwritten digits, a fifth of the labels wrong, and to the 64 pixels we add **64 columns of
# random numbers** that have nothing to do with anything. The model is softmax regression, one
# layer of 128 × 10 weights; half of them are of no use. Will the penalties find out which?


# %%
def with_noise_columns(seed):
    """Inputs and labels to train on, to choose by and to test with; 64 of 128 columns are noise."""
    digits = reglab.load_digits(n_train=400, label_noise=0.2, seed=seed)
    rng = np.random.default_rng(1000 + seed)
    parts = (digits.X_train, digits.X_val, digits.X_test)
    X_train, X_val, X_test = (np.hstack([X, rng.uniform(0, 1, (len(X), 64))]) for X in parts)
    return (X_train, digits.y_train), (X_val, digits.y_val), (X_test, digits.y_test)


def shrink_l1(W, dW, rate, lambd, m):
    """A step with a subgradient of the L1 penalty."""
    layer = {"W1": W, "b1": np.zeros((1, 10))}
    return W - rate * (dW + l1_gradients(layer, lambd, m)["dW1"])


def train_softmax(X, y, step, lambd, steps=1500, rate=0.3):
    """Softmax regression from weights of 0; returns W, b and the path of W[100]."""
    W, b, path = np.zeros((128, 10)), np.zeros(10), []
    for _ in range(steps):
        _, dscores = softmax_loss(X @ W + b, y)
        W, b = step(W, X.T @ dscores, rate, lambd, len(X)), b - rate * dscores.sum(axis=0)
        path.append(W[100])
    return W, b, np.array(path)


noisy = {seed: with_noise_columns(seed) for seed in range(3)}
W, b, path = train_softmax(*noisy[0][0], shrink_l1, 3.0)
zeros = np.mean(W[64:] == 0)
print(f"weights of noise columns that are exactly 0 after 1500 steps: {zeros:.1%}")
print(
    f"their typical size: {np.median(np.abs(W[64:])):.4f};"
    f" the penalty's part of a step: {0.3 * 3 / 400:.4f}"
)

# %% [markdown]
# L1 is famous for zeros, and there are none! Look at a single weight over its last steps: that of
# the noise column 100 which came closest to 0.

# %%
nearest = np.abs(path[-1]).argmin()
last = np.arange(1441, 1501)
ax = plots.bands(last, {"weight": path[-60:, nearest]}, xlabel="gradient steps", ylabel="weight")
ax.lines[0].set_markevery(1)
ax.get_legend().remove()
ax.axhline(0, color=plots.INK, linewidth=1)
ax.set_title("L1 by subgradients: a weight that cannot sit down")
plt.show()

# %% [markdown]
# A pull of constant force does not know when to stop. In each step it moves the weight by
# $\alpha\lambda/m = 0.00225$ towards 0 (the data pull a little too, one way or the other); when 0
# is nearer than that, the step carries the weight past it, and a later one carries it back. So it
# hops to and fro. *The lowest point of the cost* has exact zeros; subgradient steps only hover
# around it. (To have L1 as a term in the loss, in a framework that differentiates it for you, is
# to do just this. People then set "all weights below a thousandth" to 0 by hand.)
#
# ### The step that stops
#
# Split the step in two. First a plain one, $v = w - \alpha g$. Then, instead of *following the
# slope* of the penalty, ask where the *best* place near $v$ is when the penalty counts too:
#
# $$w_{\text{new}} = \arg\min_u \; \tfrac12 (u - v)^2 + t\,|u|, \qquad t = \alpha\lambda/m .$$
#
# If the answer $u$ is positive, the derivative $u - v + t$ is 0 there, so $u = v - t$, which is
# indeed positive only if $v > t$. If it is negative, then $u = v + t$, for $v < -t$. What if $v$
# lies between $-t$ and $t$? Then neither case applies, and the lowest point is the kink itself:
# $u = 0$. This is called **soft thresholding**, and a step of this kind a *proximal* step.
#
# **Exercise.** Write `soft_threshold` in `penalties.py`.

# %% grade="soft_threshold"
w = np.array([-3.0, -1.0, -0.4, 0.0, 0.2, 1.0, 2.5])
kept = w.copy()
found = soft_threshold(w, 1.0)
assert found is not None, "soft_threshold returned None: is there a return?"
assert np.allclose(found, [-2, 0, 0, 0, 0, 0, 1.5]), f"{w} became {found}"
assert np.all(found[1:6] == 0), "small weights must become exactly 0, not nearly"
assert np.allclose(soft_threshold(w, 0.0), w), "with an amount of 0 nothing should move"
assert np.array_equal(w, kept), "w has been changed: compute a new array"

grid = np.linspace(-4, 4, 8001)  # the same by brute force
for v in (-2.3, -0.6, 0.3, 1.9):
    lowest = grid[np.argmin(0.5 * (grid - v) ** 2 + 0.7 * np.abs(grid))]
    found = soft_threshold(np.array([v]), 0.7)[0]
    assert abs(found - lowest) < 0.002, f"v = {v}, t = 0.7: {found}, but {lowest} costs less"

print("soft_threshold: all checks of this cell passed")


# %%
def shrink_l1_to_zero(W, dW, rate, lambd, m):
    """A proximal step with the L1 penalty."""
    return soft_threshold(W - rate * dW, rate * lambd / m)


L2_LAMBDAS, L1_LAMBDAS = (0.3, 1, 3, 10, 30, 100), (0.1, 0.3, 1, 2, 4, 10)
plan = [
    (kind, lambd, seed)
    for seed in noisy
    for kind, lambdas in (("none", (0,)), ("L2", L2_LAMBDAS), ("L1", L1_LAMBDAS))
    for lambd in lambdas
]
softmax = {}
for kind, lambd, seed in reglab.progress(plan, "softmax regression"):
    step = shrink_l1_to_zero if kind == "L1" else decay_step
    softmax[kind, lambd, seed] = train_softmax(*noisy[seed][0], step, lambd)


# %%
def accuracy(net, part):
    """Share of right answers on a part: 0 to train on, 1 to choose by, 2 to test with."""
    W, b, _ = softmax[net]
    X, y = noisy[net[2]][part]
    return np.mean((X @ W + b).argmax(axis=1) == y)


def chosen(kind, seed):
    """The net of this kind and seed that is best on the development set."""
    nets = [net for net in softmax if net[0] == kind and net[2] == seed]
    return max(nets, key=lambda net: accuracy(net, 1))


print("seed  penalty   λ     test accuracy   weights that are exactly 0: of pixels   of noise")
for seed in noisy:
    for kind in ("none", "L2", "L1"):
        net = chosen(kind, seed)
        W = softmax[net][0]
        of_pixels, of_noise = np.mean(W[:64] == 0), np.mean(W[64:] == 0)
        right = accuracy(net, 2)
        print(f"{seed:4}  {kind:7} {net[1]:4g} {right:14.1%} {of_pixels:39.0%} {of_noise:10.0%}")

# %%
figure, axes = plt.subplots(1, 2, figsize=(10, 3.6), sharex=True, layout="constrained")
for ax, kind in zip(axes, ("L2", "L1"), strict=True):
    net = chosen(kind, 0)
    sizes = np.abs(softmax[net][0]).mean(axis=1)  # (128,)
    ax.bar(np.arange(64), sizes[:64], width=1, color=plots.STYLES[0]["color"], label="pixels")
    ax.bar(np.arange(64, 128), sizes[64:], width=1, color=plots.STYLES[1]["color"], label="noise")
    ax.set(xlabel="input", ylabel="mean |w| over the ten classes", title=f"{kind}, λ = {net[1]:g}")
    ax.legend()
    plots.describe(
        ax,
        f"Mean absolute weight of 128 inputs with {kind}: {sizes[:64].mean():.2g} for pixels and"
        f" {sizes[64:].mean():.2g} for noise.",
    )
plt.show()

# %% [markdown]
# Both penalties are well worth having: without one, this model gets about seven test images in ten
# right, and with either well over eight. As a remedy for overfitting they are about equally
# good here; do not expect L1 to win.
#
# The difference is *how*. L2 makes the noise columns' weights small, and none of them 0. (The few
# percent zeros of pixels are corners that are blank in every training image: their gradient is 0,
# and they stay where they began.) L1 puts most weights to exactly 0, about nine in ten or more of
# those of noise columns, and keeps some of the pixels'. It has told us which inputs matter, in a
# model of about two hundred numbers or fewer in place of 1280.
#
# ### Question 3: why does one make zeros and the other not?
#
# Take one weight. The data want it at $v$: the cost without a penalty is $\frac12 (w - v)^2$.
#
# 1. Find the lowest point of $\frac12 (w - v)^2 + \frac t2 w^2$ as a function of $v$. For
#    which $v$ is it exactly 0?
# 2. For which $v$ is that of $\frac12 (w - v)^2 + t |w|$ exactly 0?
# 3. What of the two penalties makes the difference? (Look at their slopes near $w = 0$.)

# %% [markdown] answer="why_zeros" points=3
# ### BEGIN SOLUTION
# 1. The derivative $w - v + t w$ is 0 at $w = v / (1 + t)$. That is 0 only for $v = 0$: L2 makes
#    every weight smaller by a factor and none of them 0.
# 2. For $|v| \le t$, by the derivation of soft thresholding: for positive $w$ the slope is
#    $w - v + t > 0$ if $v \le t$, so moving right costs more; for negative $w$ it is
#    $w - v - t < 0$ if $v \ge -t$, so moving left costs more as well. A whole interval of $v$ is
#    mapped to 0.
# 3. At $w = 0$ the slope of $\frac t2 w^2$ is 0: near 0 the L2 penalty hardly pulls, so even the
#    faintest wish of the data moves the weight away. The slope of $t|w|$ jumps from $-t$ to $t$:
#    there is a threshold, and the data have to pull with more than $t$ before the weight
#    leaves 0.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: $v/(1+t)$, 0 only for $v = 0$.
#
# 1 point: $|v| \le t$.
#
# 1 point: slope 0 against a slope of constant size (a kink) at $w = 0$. The picture of a round
# and a cornered region that meets the level lines of the cost is as good.
# === END MARK SCHEME ===

# %% [markdown]
# ## 7. How stiff can a net become?
#
# There is a story that is told about weight decay in nets of tanh units. Near 0 tanh is a
# straight line, $\tanh z = z - z^3/3 + \dots$, and only further out it bends. Small weights
# mean small $z$; so with a large $\lambda$ every unit works in its straight part, and layers of
# straight lines on top of each other are one straight line. However deep, the net would be
# *linear*. It is a good story. Is it true?
#
# Here is a net 2-20-20-1 of tanh units, out of the blocks of `reglab.layers` (in which
# examples are rows) and your `decay_step`. It learns moons with true labels.


# %%
def tanh_net(params, X):
    """The scores, the pre-activations of both hidden layers, and the caches."""
    z1, affine1 = affine_forward(X, params["W1"], params["b1"])
    a1, tanh1 = tanh_forward(z1)
    z2, affine2 = affine_forward(a1, params["W2"], params["b2"])
    a2, tanh2 = tanh_forward(z2)
    scores, affine3 = affine_forward(a2, params["W3"], params["b3"])
    return scores[:, 0], (z1, z2), (affine1, tanh1, affine2, tanh2, affine3)


def tanh_gradients(params, X, y):
    """Plain gradients of the mean cross-entropy."""
    scores, _, (affine1, tanh1, affine2, tanh2, affine3) = tanh_net(params, X)
    _, dscores = logistic_loss(scores, y)
    da2, dW3, db3 = affine_backward(dscores[:, None], affine3)
    da1, dW2, db2 = affine_backward(tanh_backward(da2, tanh2), affine2)
    _, dW1, db1 = affine_backward(tanh_backward(da1, tanh1), affine1)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}


def train_tanh(data, lambd, seed, steps=3000, rate=0.5):
    """Train with weight decay; the biases do not decay."""
    columns = initialize_parameters((2, 20, 20, 1), seed)
    params = {name: v.T if name[0] == "W" else v[:, 0] for name, v in columns.items()}
    m = len(data.X_train)
    for _ in range(steps):
        grads = tanh_gradients(params, data.X_train, data.y_train)
        for name, value in params.items():
            decay = lambd if name[0] == "W" else 0.0
            params[name] = decay_step(value, grads[name], rate, decay, m)
    return params


TANH_LAMBDAS = (0.03, 0.1, 0.3, 1, 3, 6, 10, 20)
clean = {seed: reglab.make_moons(200, 400, 1000, noise=0.2, seed=seed) for seed in range(3)}
plan = [(lambd, seed) for seed in clean for lambd in TANH_LAMBDAS]
stiff = {
    (lambd, seed): train_tanh(clean[seed], lambd, seed)
    for lambd, seed in reglab.progress(plan, "training 24 tanh nets")
}

# %%
figure, axes = plt.subplots(2, 3, figsize=(11, 6.2), layout="constrained")
for column, lambd in zip(axes.T, (0.03, 1, 20), strict=True):
    params = stiff[lambd, 0]
    scores, (z1, _), _ = tanh_net(params, clean[0].X_train)
    z = np.linspace(-3, 3, 200)
    column[0].plot(z, np.tanh(z), color=plots.INK, linewidth=1)
    place = z1[:, ::4].ravel()  # five of the twenty units, at all points
    column[0].plot(place, np.tanh(place), ".", markersize=3, alpha=0.3)
    column[0].set(xlim=(-3, 3), xlabel="z of layer 1", ylabel="tanh z", title=f"λ = {lambd:g}")
    plots.describe(column[0], f"Pre-activations on tanh, root mean square {z1.std():.2g}.")
    plots.decision_boundary(
        lambda points, p=params: tanh_net(p, points)[0],
        clean[0].X_train,
        clean[0].y_train,
        column[1],
    )
    column[1].get_legend().remove()
plt.show()


# %% [markdown]
# Above, where on the curve the units work; below, what the net makes of it. Let us put numbers to
# it, for three data sets. How large are the pre-activations? And how straight is the net? For the
# second we fit the best linear function $c_0 + c_1 x_1 + c_2 x_2$ to the *scores* of the net on
# the training points, and ask which share of their variance it explains ($R^2$; 100 % is a linear
# net).


# %%
def size_and_straightness(params, data):
    """Root mean square of z in each hidden layer, R² of a linear fit, and the dev error."""
    scores, layers, _ = tanh_net(params, data.X_train)
    design = np.column_stack([np.ones(len(scores)), data.X_train])
    fit = design @ np.linalg.lstsq(design, scores, rcond=None)[0]
    straight = 1 - np.var(scores - fit) / np.var(scores)
    wrong = np.mean((tanh_net(params, data.X_val)[0] > 0) != data.y_val)
    return *(np.sqrt(np.mean(z**2)) for z in layers), straight, wrong


measured = np.array(
    [
        [size_and_straightness(stiff[lambd, seed], clean[seed]) for lambd in TANH_LAMBDAS]
        for seed in clean
    ]
)  # (seeds, λ, 4)
figure, axes = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
plots.bands(
    TANH_LAMBDAS,
    {"layer 1": measured[:, :, 0], "layer 2": measured[:, :, 1]},
    axes[0],
    xlabel="λ, logarithmic",
    ylabel="root mean square of z",
)
axes[0].set(xscale="log", title="Units move into their straight part")
plots.bands(
    TANH_LAMBDAS,
    {"explained by a linear function": measured[:, :, 2], "error on dev": measured[:, :, 3]},
    axes[1],
    xlabel="λ, logarithmic",
    percent=True,
)
axes[1].set(xscale="log", title="And the net becomes linear")
plt.show()

# %% [markdown]
# It is true, and it happens like a change of state. Up to $\lambda = 1$ the pre-activations
# shrink, and the net remains as curved as it needs to be: the bend between the moons is worth its
# price. Then, somewhere between $\lambda = 1$ and $\lambda = 6$, it suddenly is not; the first
# layer falls into the straight part of tanh, and a linear function explains practically all that
# the net has to say. The error jumps to what a straight line can do.
#
# Note what this means. $\lambda$ is not a switch for units: all forty are still there.
# It turns *one* architecture into a whole family of models, from a very flexible net to logistic
# regression and, for still larger $\lambda$, to a constant.

# %% [markdown]
# ### Question 4: and with rectifiers?
#
# 1. Does the story work for a net of relu units? What happens to $\mathrm{relu}(z)$ when $z$
#    is multiplied by a small positive number $c$?
# 2. Take a relu net of three layers without biases, and multiply each weight matrix by
#    $c = 0.1$. How do its scores change, and its boundary (where the score is 0)?
# 3. At $\lambda = 10$ the relu net of Section 4 nevertheless had a much straighter boundary than
#    at $\lambda = 0$. So what does weight decay do there, if it does not push units into a linear
#    part? One sentence is enough.

# %% [markdown] answer="rectifiers" points=3
# ### BEGIN SOLUTION
# 1. No. $\mathrm{relu}(c z) = c \, \mathrm{relu}(z)$ for $c > 0$: it is the same kinked function
#    at every scale, and there is no region around 0 in which it is straight.
# 2. Each layer passes the factor on, so the scores are multiplied by $c^3 = 0.001$. The boundary,
#    where they are 0, stays exactly where it was. Only the answers get less sure.
# 3. The cross-entropy wants scores of a certain size, and under a penalty the net can afford
#    only so much of it: steepness and bends that serve few points are given up first, and what
#    remains is what gives the most for its weights. (In other words: it is not the size of the
#    weights as such that matters but what the data lose by it; Section 5.)
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: relu(cz) = c relu(z), so that there is no straight part to shrink into.
#
# 1 point: scores times 0.001, boundary unchanged.
#
# 1 point: any sensible account in terms of a trade between fit and price: bends that serve few
# points are not worth their weights.
# === END MARK SCHEME ===

# %% [markdown]
# ## 8. What to take along
#
# - One term in the cost, one in the gradient: $\frac{\lambda}{2m} w^2$ and $\frac\lambda m w$.
#   Before you use anybody's $\lambda$, find out whose ½ and whose $m$ it has.
# - In plain gradient descent the penalty is a decay: $w$ shrinks by a factor in each step. What
#   the data care about is renewed, what they do not care about fades.
# - Weights are penalized, biases are not.
# - $\lambda$ is chosen on a development set, over orders of magnitude, and judged on a test set,
#   once.
# - L2 makes weights small, L1 makes them 0, and to see the zeros you need a step that can stop.
# - Too much of it underfits: the boundary goes straight, and finally the net says nothing.
#
# Be as skeptical of this notebook. We made labels wrong and columns useless because this is where
# a penalty shows. Train the net of Section 4 on the same moons with true labels, and there is
# nothing to be kept from learning: on six data sets the test error was one or two percent without
# a penalty, and no $\lambda$ that we tried took a whole point off it.
#
# **To read on.** A. Krogh and J. Hertz, *A simple weight decay can improve generalization*,
# NeurIPS (1991), is the classical analysis of why it helps. R. Tibshirani,
# *Regression shrinkage and selection via the lasso*, Journal of the Royal Statistical Society B 58
# (1996), is the paper on L1. I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning* (2016),
# section 7.1, does Section 5 in many dimensions. I. Loshchilov and F. Hutter, *Decoupled weight
# decay regularization*, ICLR (2019), is what happens with Adam.

# %% [markdown]
# ## 9. Hand in
#
# The cell below reads your files as the grader will: anew, as they are saved. It runs the checks of
# this notebook on them, sees whether each question has an answer, and tells you what would go
# wrong. Then it packs everything into one zip. Run it as often as you like.

# %% cell="hand_in"
