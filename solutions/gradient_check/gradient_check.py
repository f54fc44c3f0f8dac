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
# # Gradient checks: how do you know that your backward pass is right?
#
# A wrong forward pass usually gives itself away: the numbers look odd, somebody sees it. A wrong
# *backward* pass hides. The loss still falls, the net still learns, only a little worse than it
# could, and nobody ever finds out what was lost.
#
# In this notebook you build the instrument that finds out. It measures a gradient instead of
# computing it, and everything that you derive on paper can be held against it. Then you
# learn where the instrument itself can be trusted: it has a best setting, a blind spot, and two
# kinds of places where it cries wolf. And then there are five backward passes to be
# investigated.
#
# | You write | in the file | what it does |
# |---|---|---|
# | `relative_error` | `numerical.py` | says how far two arrays are apart |
# | `numerical_gradient` | `numerical.py` | measures the gradient of a function with one value |
# | `numerical_gradient_array` | `numerical.py` | measures the gradient of a layer |
# | `gradient_check_n` | `checking.py` | checks all gradients of a net, with one number |
# | `wrong_elements` | `checking.py` | says where a gradient is wrong |
# | `fixed_backward` | `suspects.py` | puts right what was wrong |
#
# and you answer four questions in your own words, in cells marked *Your answer here*.
#
# **How to work.** Open the three files in an editor (in JupyterLab, double-click them). Each
# function has a docstring that says exactly what is asked, and `TODO` comments where your code
# goes, in place of the line that raises `NotImplementedError`. Save the file and run the cell
# here again: changes are picked up without a restart. Below each exercise is a read-only cell of
# checks. When it passes you are very likely done; the grader looks a little closer.

# %% cell="begin"

# %%
# One thread is as fast as several for arrays of this size, and leaves you the rest of the machine.
# NumPy reads this once, when it is first imported.
# %env OPENBLAS_NUM_THREADS=1

# %matplotlib inline

from functools import partial

import matplotlib.pyplot as plt
import numpy as np
from checking import gradient_check_n, wrong_elements
from numerical import numerical_gradient, numerical_gradient_array, relative_error
from suspects import SUSPECTS, fixed_backward

import coursework
import reglab
from reglab import plots
from reglab.columns import (
    backward_propagation,
    compute_cost,
    dictionary_to_vector,
    forward_propagation,
    gradients_to_vector,
    initialize_parameters,
    predict,
    sigmoid,
    update_parameters,
    vector_to_dictionary,
)
from reglab.layers import dropout_forward

plots.use_style()
coursework.watch("checking", "numerical", "suspects")  # what you save there counts from then on

# %% [markdown]
# ## 1. Which of these nets has a bug?
#
# Here are 200 points of two interlocked moons, and a net of three layers that is to tell them
# apart. `reglab.columns` has its parts ready: `forward_propagation` and `compute_cost`
# on the way up, `backward_propagation` on the way down. Examples are columns, so `X` has
# the shape (2, 200).
#
# Four people train this net from the same start. One uses the right gradients. The other three
# have each made a mistake in the backward pass. Their names are hidden: can you tell
# from the curves who is who?


# %%
def right(X, Y, cache):
    return backward_propagation(X, Y, cache)


def no_relu(X, Y, cache):
    """Passes the gradient through the first relu as if it were not there."""
    gradients, W2 = backward_propagation(X, Y, cache), cache[6]
    dZ1 = W2.T @ gradients["dZ2"]
    dW1, db1 = dZ1 @ X.T / X.shape[1], dZ1.mean(axis=1, keepdims=True)
    return gradients | {"dW1": dW1, "db1": db1}


def twice(X, Y, cache):
    """Has a factor too many in the second layer."""
    gradients = backward_propagation(X, Y, cache)
    return gradients | {"dW2": 2 * gradients["dW2"]}


def frozen(X, Y, cache):
    """Never gets to the first layer."""
    gradients = backward_propagation(X, Y, cache)
    return gradients | {"dW1": 0 * gradients["dW1"], "db1": 0 * gradients["db1"]}


BACKWARD = {"right": right, "no_relu": no_relu, "twice": twice, "frozen": frozen}


def moons(seed):
    """Training and validation points as columns."""
    data = reglab.make_moons(seed=seed)
    return data.X_train.T, data.y_train[None], data.X_val.T, data.y_val[None]


def train(backward, seed, steps=1500):
    """The cost after each step, and the share of validation points that are read correctly."""
    X, Y, X_val, Y_val = moons(seed)
    parameters, costs = initialize_parameters((2, 20, 10, 1), seed), []
    for _ in range(steps):
        AL, cache = forward_propagation(X, parameters)
        costs.append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, backward(X, Y, cache), 0.3)
    return costs, np.mean(predict(X_val, parameters) == Y_val)


order = ("twice", "frozen", "right", "no_relu")
runs = {f"net {i}": train(BACKWARD[name], seed=4) for i, name in enumerate(order, start=1)}
ax = plots.bands(
    np.arange(1, 1501),
    {name: costs for name, (costs, _) in runs.items()},
    xlabel="step",
    ylabel="cost (nats)",
)
ax.set(ylim=(0, 0.7), title="One right gradient and three wrong ones")
plt.show()
for name, (_, accuracy) in runs.items():
    print(f"{name}: {accuracy:.1%} of the validation points are right")

# %% [markdown]
# All four learn. If you saw any of these curves alone you would not suspect a thing. (Net 3 is
# the right one. Look at `order` for the others.)
#
# There is no mystery in it. To go downhill it is enough that a small step makes an angle of less
# than 90° with the direction of steepest descent, and with a bug in the gradient it often still
# does. So **a falling loss is no evidence that the gradient is right**. We need a witness that
# knows nothing of the chain rule.

# %% [markdown]
# ## 2. When are two numbers the same?
#
# Before we measure anything: how shall we compare a measured gradient with a computed one? They
# will never agree to the last digit. A difference of 0.001 means nothing between 1000 and
# 1000.001, and everything between 0.001 and 0.002. So we relate it to the size of the two:
#
# $$\mathrm{error}(x, y) = \frac{|x - y|}{\max(10^{-8},\ |x| + |y|)} .$$
#
# It lies between 0 and 1, it does not care about units, and it treats the two alike. The maximum
# in the denominator is there for gradients that are exactly zero on both sides, as they are
# behind every unit that is switched off: 0/0 would be NaN, and such elements are in perfect
# agreement. Of a whole array we report the **largest** error. A mean would bury one wrong element
# under a thousand right ones.
#
# **Exercise.** Write `relative_error` in `numerical.py`.

# %% grade="relative_error"
for x, y, expected, why in (
    (3.0, 3.0, 0.0, "they are equal"),
    (1.0, 3.0, 0.5, "2 / (1 + 3)"),
    (3.0, 1.0, 0.5, "the order does not matter"),
    (-1.0, -3.0, 0.5, "nor do two minus signs"),
    (2.0, -2.0, 1.0, "opposite signs"),
    (0.0, 0.0, 0.0, "zero and zero agree"),
    (np.array([1000.0, 1.0]), np.array([1001.0, 1.5]), 0.2, "the second element is the worst"),
    (np.array([[1.0, 0.0], [2.0, 5.0]]), np.array([[1.0, 0.0], [2.0, -5.0]]), 1.0, "a wrong sign"),
):
    error = relative_error(x, y)
    assert np.isclose(error, expected), (
        f"relative_error({x}, {y}) is {error}, expected {expected}: {why}"
    )

print("relative_error: all checks of this cell passed")

# %% [markdown]
# ## 3. How do you measure a slope?
#
# A derivative is the limit of a difference quotient. Stop before the limit, and you have a
# measurement:
#
# $$f'(x) \approx \frac{f(x + h) - f(x)}{h}
#   \qquad\text{or}\qquad
#   f'(x) \approx \frac{f(x + h) - f(x - h)}{2h} .$$
#
# The first is called **one-sided**, the second **central**. How far off are they? Write down the
# Taylor series on either side,
#
# $$f(x \pm h) = f(x) \pm h f'(x) + \frac{h^2}{2} f''(x) \pm \frac{h^3}{6} f'''(x) + \dots$$
#
# The one-sided quotient is $f'(x) + \frac{h}{2} f''(x) + \dots$, so its error shrinks with $h$.
# In the central one the even terms are the same on both sides and drop out, and
#
# $$\frac{f(x + h) - f(x - h)}{2h} = f'(x) + \frac{h^2}{6} f'''(x) + \dots$$
#
# Its error shrinks with $h^2$. Make $h$ ten times smaller, and you get two more correct digits
# instead of one, for the same number of evaluations (well, almost: the one-sided quotient can use
# the same $f(x)$ for all elements).
#
# For $f(x) = x^3$ you can do it exactly: the central quotient is $3x^2 + h^2$, and nothing
# else. Remember this one, it makes a good check.
#
# **Exercise.** Write `numerical_gradient` in `numerical.py`, with central differences.
#
# - Move *one* element at a time. What has to happen to it before you go on to the next?
# - `x` may have any shape. `for i in np.ndindex(x.shape)` gives you all index tuples, and `x[i]`
#   is then one element.
# - `x` belongs to the caller, and may hold integers. What is an integer 3 plus 0.00001, if it has
#   to stay an integer?

# %% grade="numerical_gradient"
rng = np.random.default_rng(0)
x = rng.normal(size=7)
original = x.copy()
dx = numerical_gradient(lambda x: float(np.sum(x**3 + x**2)), x, 1e-5)
assert dx.shape == x.shape, f"dx has the shape {dx.shape}, x has {x.shape}"
slope = 3 * x**2 + 2 * x
assert relative_error(dx, slope) < 1e-6, (
    f"at x = {x} the gradient of sum(x ** 3 + x ** 2) is\n{slope}\nand you measured\n{dx}"
)
assert np.allclose(x, original, rtol=0, atol=1e-9), "after the call x is no longer what it was"

dx = numerical_gradient(lambda x: np.sum(x**3), x, 0.1)
assert relative_error(dx, 3 * x**2 + 0.1**2) < 1e-6, (
    "with h = 0.1 the central differences of sum(x ** 3) are 3 x ** 2 + 0.01; these are not. "
    "Does your function use the h that it is given? Does it go as far to the left as to the right?"
)

matrix = rng.normal(size=(3, 4))
dx = numerical_gradient(lambda x: np.sum(x) ** 2, matrix, 0.5)
assert np.allclose(dx, 2 * matrix.sum()), (
    f"every element of the gradient of sum(x) ** 2 is {2 * matrix.sum():.4f}, whatever h is; you "
    f"measured\n{dx}\nIs an element put back before the next one is moved?"
)

dx = numerical_gradient(lambda x: np.sum(x**2), np.array([1, 2, 3]), 1e-4)
assert np.allclose(dx, [2, 4, 6]), f"at the integers 1, 2, 3 sum(x ** 2) has 2, 4, 6, not {dx}"

print("numerical_gradient: all checks of this cell passed")

# %% [markdown]
# This function knows nothing of the chain rule. It costs two evaluations for every element of
# `x`, which makes it useless for training (a million parameters, two million forward passes, one
# step) and unbeatable as a witness.

# %% [markdown]
# ## 4. How small should the step be?
#
# The error of the central difference shrinks with $h^2$. So why not take $h = 10^{-13}$ and be
# done? Let us see. The function is the cost of a logistic regression with 8 weights, whose
# gradient we know in closed form. We run $h$ from $10^{-1}$ down to $10^{-13}$, for eight random
# problems.
#
# For the one-sided quotient we need no second function. We hand yours a function
# that refuses to be moved to the left, $\tilde f(p) = 2 f(\max(p, x))$. Then
# $\tilde f(x + h) - \tilde f(x - h) = 2 f(x + h) - 2 f(x)$, and division by $2h$ does the rest.


# %%
class LogisticProblem:
    """A random logistic regression: its cost, and the true gradient, at its weights w."""

    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        self.X, self.y = rng.normal(size=(50, 8)), rng.integers(0, 2, 50)
        self.w = rng.normal(size=8)
        self.true = self.X.T @ (sigmoid(self.X @ self.w) - self.y) / 50

    def cost(self, w):
        """In the precision of w."""
        z = self.X.astype(w.dtype) @ w
        return np.mean(np.logaddexp(0, z) - self.y.astype(w.dtype) * z)

    def cost_in_float32(self, w):
        return self.cost(w.astype(np.float32))


def central(f, x, h):
    return numerical_gradient(f, x, h)


def one_sided(f, x, h):
    return numerical_gradient(lambda p: 2 * f(np.maximum(p, x)), x, h)


STEPS = np.logspace(-1, -13, 25)
PROBLEMS = [LogisticProblem(seed) for seed in range(8)]
OFF_BY = "size of the error / size of the gradient"


def off_by(measured, true):
    """The length of the error, as a share of the length of the true gradient."""
    return np.linalg.norm(measured - true) / np.linalg.norm(true)


def sweep(method, cost="cost"):
    """Errors by problem and step, shape (8, 25)."""
    runs = [[off_by(method(getattr(p, cost), p.w, h), p.true) for h in STEPS] for p in PROBLEMS]
    return np.array(runs)


errors = {"one-sided": sweep(one_sided), "central": sweep(central)}
ax = plots.bands(STEPS, errors, xlabel="step h", ylabel=OFF_BY)
ax.set(xscale="log", yscale="log", title="Eight problems: mean and range of the error")
plt.show()


# %%
def slope(errors, low, high):
    """By which power of h the error goes, between two steps; the median problem."""
    within = np.abs(np.log(STEPS / np.sqrt(low * high))) < 1.01 * np.log(high / low) / 2
    return np.polyfit(np.log(STEPS[within]), np.log(np.median(errors, axis=0)[within]), 1)[0]


for name, low in (("one-sided", 1e-6), ("central", 1e-4)):
    best = np.exp(np.log(errors[name]).mean(axis=0))
    print(
        f"{name:<10} error goes with h to the power {slope(errors[name], low, 1e-2):5.2f} on the "
        f"right, {slope(errors[name], 1e-13, 1e-9):5.2f} on the left; "
        f"best at h = {STEPS[best.argmin()]:.0e}: {best.min():.0e}"
    )

# %% [markdown]
# Two V's. On their right-hand branches is what Taylor promised: slope 1 for the one-sided
# quotient, slope 2 for the central one. On the left something else is at work, and the
# smaller the step, the worse it gets.
#
# It is **rounding**. A float64 carries 16 digits, so $f(x+h)$ and $f(x-h)$ are each known up to
# about $\varepsilon\,|f|$, with $\varepsilon \approx 10^{-16}$. The closer the two points are,
# the more of their leading digits agree, and these are gone when you subtract: what is left is a
# small difference with the rounding error of two large numbers. Division by $2h$ magnifies it to
#
# $$\text{rounding} \approx \frac{\varepsilon\,|f|}{h}, \qquad \text{in sum:}\quad
#   \frac{\varepsilon\,|f|}{h} + \frac{h^2}{6}\,|f'''| .$$
#
# The first term falls with $h$, the second one rises, and the sum is smallest where the two are
# about equal: $h \approx \varepsilon^{1/3} \approx 10^{-5}$, with an error of about
# $\varepsilon^{2/3} \approx 10^{-10}$. That is why everybody's default is $h = 10^{-5}$. (For the
# one-sided quotient the balance is another one; it is yours in Question 1.)
#
# **And in single precision?** Same problems, same steps, but the cost is computed in float32,
# which carries 7 digits.

# %%
errors["central, float32"] = sweep(central, "cost_in_float32")
shown = {name: errors[name] for name in ("central", "central, float32")}
ax = plots.bands(STEPS, shown, xlabel="step h", ylabel=OFF_BY)
ax.set(xscale="log", yscale="log", title="The same cost in double and in single precision")
plt.show()
best = np.exp(np.log(errors["central, float32"]).mean(axis=0))
print(f"float32: best at h = {STEPS[best.argmin()]:.0e}: {best.min():.0e}")
print("float32: error at h = 1e-05, median:", f"{np.median(errors['central, float32'][:, 8]):.0e}")

# %% [markdown]
# The whole left branch has moved up by nine orders of magnitude. The best step is now near
# $10^{-2}$, where four digits are right, and with the step that everybody uses hardly more than
# one is left. Below $10^{-7}$ nothing is left at all. Adding $h$ to a float32 near 1 does not
# change it, so most of the measured gradients are zero, an error of 1; and where a small weight
# does move, the rounding of the cost is divided by a tiny $h$, which is worse. **Check gradients
# in float64**, even if you train in float32.

# %% [markdown]
# ### Question 1: read the V
#
# 1. Derive the best step and the best error of the *one-sided* difference from its two error
#    terms, up to constant factors. Do they agree with the picture?
# 2. For $f(x) = 3x^2 - x$, what does the right-hand branch of the central difference look like?
# 3. Your friend checks a gradient with central differences and $h = 10^{-5}$, gets a relative
#    error of $3 \cdot 10^{-3}$, and tries $h = 10^{-9}$ "to be more accurate". Now the error is
#    $3 \cdot 10^{-3}$ again, up to noise in the fourth digit. What do you tell them about their
#    gradient, and about their idea?

# %% [markdown] answer="read_the_v" points=3
# ### BEGIN SOLUTION
# 1. Truncation is about $\frac{h}{2}|f''|$, rounding about $\varepsilon |f| / h$. Their sum is
#    smallest where they are about equal (or: set the derivative
#    $\frac12 |f''| - \varepsilon |f| / h^2$ to zero), so $h^2 \approx \varepsilon$:
#    $h \approx \varepsilon^{1/2} \approx 10^{-8}$, and the error there is about
#    $\varepsilon^{1/2} \approx 10^{-8}$ as well. In the picture the one-sided curve has its
#    lowest point near $3 \cdot 10^{-8}$ to $10^{-7}$, with an error of some $4 \cdot 10^{-8}$:
#    right up to the factors that we left out.
# 2. There is none. $f''' = 0$, so the central difference is exact for every $h$, and only the
#    rounding branch is left: the larger $h$, the better (until $f(x \pm h)$ itself gets large).
# 3. That the gradient is wrong. If it were right, an error of $3 \cdot 10^{-3}$ would have to
#    come from the measurement, and then it would change with $h$, by the two slopes of the V. It
#    does not change, so it is a difference between the two gradients. (A kink could cause it as
#    well, see Section 6, but not at $10^{-9}$ still, unless $x$ sits right on it.) The idea is
#    bad all the same: at $10^{-9}$ rounding is $10^4$ times as large as at $10^{-5}$. To be more
#    accurate go towards the bottom of the V, not to the smallest $h$.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: $h \approx \varepsilon^{1/2}$ and error $\approx \varepsilon^{1/2}$, from balancing
# $h$ against $\varepsilon / h$.
#
# 1 point: no truncation error at all, because the third derivative is 0 (half a point for "slope
# 2").
#
# 1 point: an error that does not depend on $h$ is a wrong gradient, and a smaller step makes
# rounding worse. Half a point for each.
# === END MARK SCHEME ===

# %% [markdown]
# ## 5. And a layer, with many outputs?
#
# A layer returns an array, and there is no "the gradient" of an array. But in backpropagation we
# never need the gradient of the layer's output. We need the gradient of the *loss*, and what the
# layer gets from above is $\partial L / \partial \mathrm{out}$, called `df` or `dout`. By the
# chain rule
#
# $$\frac{\partial L}{\partial x_i} =
#   \sum_j \frac{\partial L}{\partial \mathrm{out}_j}\,\frac{\partial\,\mathrm{out}_j}{\partial x_i}
#   \approx \sum_j \mathrm{df}_j\,\frac{f_j(x + h e_i) - f_j(x - h e_i)}{2h},$$
#
# where $e_i$ moves element $i$ alone. So it is the same measurement as before, with a weighted
# sum of differences instead of one.
#
# **Exercise.** Write `numerical_gradient_array` in `numerical.py`.
#
# A trap on the way: a layer that does nothing (dropout in test mode, say) may return its argument
# itself, not a copy. What happens to the first output when you move the input again for the
# second?

# %% grade="numerical_gradient_array"
rng = np.random.default_rng(1)
x, A = rng.normal(size=(4, 3)), rng.normal(size=(3, 5))
df = rng.normal(size=(4, 5))
original = x.copy()
dx = numerical_gradient_array(lambda x: np.tanh(x) @ A, x, df, 1e-5)
assert dx.shape == x.shape, f"dx has the shape {dx.shape}, x has {x.shape}"
expected = (df @ A.T) * (1 - np.tanh(x) ** 2)
assert relative_error(dx, expected) < 1e-6, (
    f"for tanh(x) @ A the gradient is\n{expected}\nand you measured\n{dx}\nIs df in it?"
)
assert np.allclose(x, original, rtol=0, atol=1e-9), "after the call x is no longer what it was"

dx = numerical_gradient_array(lambda x: (x @ A) ** 2, x, df, 0.5)
assert relative_error(dx, 2 * (df * (x @ A)) @ A.T) < 1e-6, (
    "squares have no third derivative, so the measurement is exact even with h = 0.5; yours is not"
)
df = rng.normal(size=x.shape)
assert np.allclose(numerical_gradient_array(lambda x: x, x, df, 1e-5), df), (
    "the gradient of a layer that does nothing is df; is your first output still what it was when "
    "you subtract the second?"
)

print("numerical_gradient_array: all checks of this cell passed")

# %% [markdown]
# ## 6. Where does a slope not exist?
#
# The formula with its $h^2$ was for smooth functions. Relu is not smooth: it has a kink at 0.
# Here is what your function measures there.

# %%
x = np.linspace(-1, 1, 401)
series = {
    f"h = {h:g}": [numerical_gradient(lambda v: np.maximum(v[0], 0), np.array([at]), h)[0]
                   for at in x]
    for h in (0.5, 0.2, 0.01)
}  # fmt: skip
ax = plots.bands(x, series, xlabel="x", ylabel="measured slope of relu")
ax.set_title("A ramp where there should be a step")
plt.show()

# %% [markdown]
# Wherever $|x| < h$ the two points lie on different sides of the kink, and the quotient is a
# mixture of both slopes. It is not *inaccurate*, it is the answer to another question; and it
# looks exactly like a bug. Exactly at 0 the measured slope is ½, and no backward pass says that.
#
# How often does this happen in a net? Take the one from Section 1, 281 parameters and 200
# points. Each parameter moves up to $30 \times 200$ inputs of relus at once, and if a single one
# of them changes sign between $-h$ and $+h$, that element of the gradient is measured across a
# kink. We can look: a relu is on or off, and we compare the pattern on both sides.


# %%
class MoonsNet:
    """The cost of a net of three layers on the moons, as a function of all its parameters."""

    def __init__(self, seed):
        self.X, self.Y, _, _ = moons(seed)
        self.parameters = initialize_parameters((2, 20, 10, 1), seed)
        rng = np.random.default_rng(seed)
        for name in ("b1", "b2", "b3"):
            self.parameters[name] = rng.normal(0, 0.1, self.parameters[name].shape)
        self.theta = dictionary_to_vector(self.parameters)  # (281, 1)
        _, cache = forward_propagation(self.X, self.parameters)
        self.true = gradients_to_vector(backward_propagation(self.X, self.Y, cache))

    def forward(self, theta):
        return forward_propagation(self.X, vector_to_dictionary(theta, self.parameters))

    def cost(self, theta):
        return compute_cost(self.forward(theta)[0], self.Y)

    def pattern(self, theta):
        """Which relus are on: all units of both hidden layers, for all points."""
        Z1, _, _, _, Z2, *_ = self.forward(theta)[1]
        return np.concatenate([Z1, Z2]) > 0

    def crosses(self, h):
        """For each parameter, whether some relu is on at one end of its step and off at the other.

        Returns:
            bool array of shape (281, 1).
        """
        ends = ((self.theta + h * e, self.theta - h * e) for e in np.eye(281)[:, :, None])
        crossed = [(self.pattern(up) != self.pattern(down)).any() for up, down in ends]
        return np.array(crossed)[:, None]


net = MoonsNet(seed=0)
crossed = net.crosses(1e-3)
measured = numerical_gradient(net.cost, net.theta, 1e-3)
elementwise = np.abs(measured - net.true) / np.maximum(1e-8, np.abs(measured) + np.abs(net.true))
ax = plots.histograms(
    {
        "no relu switches": np.log10(elementwise[~crossed] + 1e-14),
        "some relu switches": np.log10(elementwise[crossed] + 1e-14),
    },
    bins=40,
    xlabel="log10 of the relative error",
    ylabel="share of the parameters",
)
ax.set_title("The same net, the same step, h = 0.001")
plt.show()

# %% [markdown]
# Two populations that hardly meet. All of these gradients are right. Where no relu switches, the
# measurement confirms most of them to eight digits or more (those on the far left to the last
# bit). Where one does, it reports errors of parts in a thousand, of percents, and worse. How does
# this depend on the step?

# %%
KINK_STEPS = np.logspace(-1, -5, 9)
shares = [
    [MoonsNet(seed).crosses(h).mean() for h in KINK_STEPS]
    for seed in reglab.progress(range(3), "counting kinks")
]
ax = plots.bands(
    KINK_STEPS, {"parameters that cross a kink": shares}, xlabel="step h", ylabel="share of 281"
)
ax.set(xscale="log", ylim=(0, 1), title="Three nets: mean and range")
plt.show()

# %% [markdown]
# With $h = 0.1$ most measurements go across some kink; at $10^{-5}$ hardly any does. For small
# steps the share is roughly proportional to $h$, to the number of points and to the number of
# relus in the way. So here is a second reason for a small step, and a few rules:
#
# - When a check fails in a few elements, **repeat it with a step ten times smaller**. The number
#   of elements that cross a kink goes down with the step. A bug stays.
# - Check with **few examples**. A gradient that is right for 5 examples is hardly ever wrong for
#   5000, and there are a thousand times fewer kinks to trip over.
# - **Move away from special points.** In a net whose biases and inputs are all zero, every relu
#   sits on its kink. Check at random parameters, not at the initial ones.

# %% [markdown]
# ### Question 2: three in a thousand
#
# You check the gradient of a net with relus and max pooling, 10 000 parameters, batch of 100,
# $h = 10^{-4}$. It agrees to seven digits, except in 30 elements, where the relative errors go
# from $10^{-3}$ to 0.4. A colleague says "kinks, forget about it". Describe one or two
# experiments that tell kinks from a bug, and what each would show in either case. Then name a bug
# that would escape anyone who waves off 30 elements in 10 000.

# %% [markdown] answer="three_in_a_thousand" points=2
# ### BEGIN SOLUTION
# Measure those 30 again with a smaller step, $10^{-5}$ or $10^{-6}$. If it was kinks, nearly all
# of them now agree (the number falls in proportion to $h$: from 30 to about 3, to none). With a
# bug the same 30 stay wrong, by the same amount. Or: another batch, or fewer examples. Kinks then
# turn up in other elements, and fewer of them; a bug stays in its place. Or measure the two
# one-sided slopes: at a kink they differ, and the computed gradient should equal one of them (or
# lie between); at a smooth point with a bug they agree with each other and not with the gradient.
# Or look where the 30 are: all in one row, one bias, one class would be a bug.
#
# Bugs that touch few elements: those of one class or one bias vector; a loop that stops one short
# and leaves out the last row or the border of an image; a repeated index that is counted once, as
# in an embedding; ties; padding.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: an experiment whose outcome differs (smaller step, other or fewer examples, one-sided
# slopes), with what it shows in both cases.
#
# 1 point: a plausible bug that touches only a few elements.
# === END MARK SCHEME ===

# %% [markdown]
# ## 7. What if the function is not the same twice?
#
# Dropout draws a mask whenever it is called (`p` is the probability of *keeping* a unit). Your
# function calls `f` twice for every element and subtracts, and it takes for granted that nothing
# has changed but the one element. Below is a layer of dropout and tanh, measured in three ways:
# with a new mask in every call, with a mask that is fixed by a seed, and with dropout turned off.

# %%
rng = np.random.default_rng(2)
x, df = rng.normal(size=(6, 8)), rng.normal(size=(6, 8))
WAYS = {
    "a new mask every time": {"p": 0.5, "mode": "train"},
    "one mask, by its seed": {"p": 0.5, "mode": "train", "seed": 3},
    "dropout turned off": {"p": 0.5, "mode": "test"},
}


def dropout_error(param, h):
    """How far the measured gradient is from the true one, for the mask of a first call."""
    out, _ = dropout_forward(x, param)
    true = df * (out / x) * (1 - np.tanh(out) ** 2)
    dx = numerical_gradient_array(lambda x: np.tanh(dropout_forward(x, param)[0]), x, df, h)
    return off_by(dx, true)


MASK_STEPS = np.logspace(-1, -7, 13)
series = {
    way: [[dropout_error(param, h) for h in MASK_STEPS] for _ in range(3)]
    for way, param in WAYS.items()
}
ax = plots.bands(MASK_STEPS, series, xlabel="step h", ylabel=OFF_BY)
ax.set(xscale="log", yscale="log", title="Three ways of checking a layer with dropout")
plt.show()

# %% [markdown]
# With a new mask each time the error is not small, not even 100 %. It is more than ten times the
# gradient at $h = 0.1$, and *grows* as $1/h$: the two masks differ, so $f(x + h) - f(x - h)$ is a
# difference of order 1 however small the step, and it is divided by $2h$.
#
# With the same mask on both sides dropout is an ordinary layer and the V is back. So either **fix
# the seed**, which checks dropout along with all the rest, or **turn it off**, which checks all
# the rest; then dropout's own backward pass has not been looked at. The same goes for whatever
# else draws random numbers in a forward pass: augmentation, noise, sampling, shuffling.

# %% [markdown]
# ## 8. The gradients of a whole net, in one number?
#
# A net has many arrays of parameters. We line them all up in one long column
# $\theta$, `dictionary_to_vector` does it, and treat the cost as a function $J(\theta)$ of that
# column. Every element gets its central difference, and the two columns are compared by their
# lengths:
#
# $$\mathrm{difference} = \frac{\lVert \mathrm{grad} - \mathrm{gradapprox} \rVert}
#   {\lVert \mathrm{grad} \rVert + \lVert \mathrm{gradapprox} \rVert} .$$
#
# Here the signs and the small elements cause no trouble, because no element is divided by its own
# size. (That is a strength, and a weakness as we shall see.)
#
# **Exercise.** Write `gradient_check_n` in `checking.py`. The functions that it needs are
# imported there already.
#
# **Coming from Coursera?** Three helpers have another form there: `dictionary_to_vector` returns a
# pair, `vector_to_dictionary` takes `theta` alone, and `forward_propagation_n` returns the cost.
# Code from there runs with one line instead of its imports of `testCases`, `public_tests` and
# `gc_utils`:
#
# ```python
# from reglab.coursera import *
# ```
#
# One thing is asked here that is not asked there: 0 against 0 is no difference.


# %% grade="gradient_check_n"
def small_net(seed, *widths, examples=6):
    """Parameters, X, Y and the true gradients of a net, at a point without symmetries."""
    rng = np.random.default_rng(seed)
    parameters = initialize_parameters(widths, seed)
    for name in parameters:
        if name.startswith("b"):
            parameters[name] = rng.normal(0, 0.5, parameters[name].shape)
    X, Y = rng.normal(size=(widths[0], examples)), rng.integers(0, 2, (1, examples))
    _, cache = forward_propagation(X, parameters)
    gradients = backward_propagation(X, Y, cache)
    return parameters, {f"d{name}": gradients[f"d{name}"] for name in parameters}, X, Y


parameters, gradients, X, Y = small_net(0, 4, 5, 3, 1)
try:
    difference = gradient_check_n(parameters, gradients, X, Y)
except (ImportError, NameError, TypeError, ValueError) as error:
    raise AssertionError(
        f"{error}\nIs your code from Coursera? Then take out its imports of testCases, "
        "public_tests and gc_utils, and write one line below the other imports of checking.py:\n"
        "from reglab.coursera import *"
    ) from error
assert difference < 1e-6, (
    f"these gradients are right, and the difference is {difference}; it is 1 if gradapprox is zero "
    "or has the wrong sign. Are the two costs different, and which is subtracted?"
)

halves = {name: value / 2 for name, value in gradients.items()}
difference = gradient_check_n(parameters, halves, X, Y)
assert np.isclose(difference, 1 / 3, rtol=1e-4), (
    f"for gradients of half the size the difference is 1/3, not {difference}"
)
for name in gradients:
    spoiled = {**gradients, name: -gradients[name]}
    true, delta = gradients_to_vector(gradients), 2 * np.linalg.norm(gradients[name])
    expected = delta / (2 * np.linalg.norm(true))
    difference = gradient_check_n(parameters, spoiled, X, Y)
    assert np.isclose(difference, expected, rtol=1e-4, atol=1e-7), (
        f"with the wrong sign of {name} the difference is {expected:.6f}, not {difference:.6f}"
    )

smooth = small_net(1, 4, 1)  # no relu, no kink
ratio = gradient_check_n(*smooth, 0.2) / gradient_check_n(*smooth, 0.1)
assert 3.5 < ratio < 4.5, (
    "half the epsilon should make the error of central differences about four times smaller, not "
    f"{ratio:.2f} times. Is epsilon used, and does theta move up as well as down?"
)

print("gradient_check_n: all checks of this cell passed")

# %% [markdown]
# Now for the four people of Section 1. Their nets all learn; let us put their gradients to the
# test, at the parameters they started from (with biases moved away from zero) and on 20 points.

# %%
print(f"{'':<10}difference, for five starts")
for name, backward in BACKWARD.items():
    found = []
    for seed in range(5):
        parameters, _, _, _ = small_net(seed, 2, 20, 10, 1)
        X, Y, _, _ = moons(seed)
        X, Y = X[:, :20], Y[:, :20]
        _, cache = forward_propagation(X, parameters)
        found.append(gradient_check_n(parameters, backward(X, Y, cache), X, Y))
    print(f"{name:<10}{'  '.join(f'{value:.0e}' for value in found)}")

# %% [markdown]
# No doubt any more. The right gradients are below $10^{-8}$, the wrong ones above $10^{-2}$,
# and there is nothing between. As a rule of thumb, with $\varepsilon = 10^{-7}$: below $10^{-6}$
# is fine, above $10^{-3}$ is a bug, and what lies between deserves a second look (at kinks
# first).
#
# **How small a mistake does it see?** Spoil a *single* one of the 281 elements, by a share from
# one part in $10^{10}$ to 100 %, and look at the difference.

# %%
parameters, gradients, X, Y = small_net(1, 2, 20, 10, 1, examples=20)
middle = np.argsort(np.abs(gradients["dW2"]), axis=None)[150]  # of middling size
SIZES = np.logspace(-10, 0, 11)


def difference_with_error(size, epsilon):
    """The difference if one element of dW2 is too large by that share of itself."""
    spoiled = gradients["dW2"].copy()
    spoiled.flat[middle] *= 1 + size
    return gradient_check_n(parameters, {**gradients, "dW2": spoiled}, X, Y, epsilon)


series = {
    f"epsilon = {epsilon:.0e}": [difference_with_error(size, epsilon) for size in SIZES]
    for epsilon in (1e-5, 1e-7, 1e-9)
}
ax = plots.bands(SIZES, series, xlabel="error of that one element", ylabel="difference")
ax.set(xscale="log", yscale="log", title="One wrong element among 281")
plt.show()

# %% [markdown]
# From right to left the difference falls in proportion to the error, until it meets a floor: the
# error of the measurement itself, which is the V of Section 4 again. $10^{-5}$ has a lower floor
# than the $10^{-7}$ which is customary with this formula, and $10^{-9}$ a much higher one.
#
# Note where the line *starts*. An element that is wrong by 100 % gives a difference of about a
# hundredth. In a net with a million parameters of the same kind the two lengths are sixty times
# as large, so the difference would be sixty times smaller, in the grey zone between our two
# thresholds. **One number for everything is a good alarm and a bad detective.** For detective
# work we need to look at every element.

# %% [markdown]
# ## 9. Where is it wrong?
#
# So back to elements. Take the relative error of each, and call it wrong if it is above, say, one
# in ten thousand? Here is a layer that subtracts the mean of each row, and a loss that adds up
# all its outputs. These are zero in sum, always, so the true gradient is exactly 0. A good
# backward pass says 0, or $10^{-17}$. What does the measurement say?

# %%
rng = np.random.default_rng(4)
x, df = rng.normal(10, 3, (5, 6)), np.ones((5, 6))
measured = numerical_gradient_array(lambda x: x - x.mean(axis=1, keepdims=True), x, df)
dx = np.zeros((5, 6))
print("largest measured element:", np.abs(measured).max())
print("relative error:          ", relative_error(dx, measured))

# %% [markdown]
# Rounding again. It is noise of less than $10^{-9}$, compared with nothing, and the relative
# error makes several percent of it. This is no rarity: a bias in front of batch normalization has
# a gradient of zero for the same reason, and every course forum has a thread about "my gradient
# check fails for `b1`". So a useful criterion needs two tolerances, a relative one for what has a
# size, and an absolute one for what has none:
#
# $$\text{wrong} \iff |\mathrm{dx} - n| > \mathrm{atol} + \mathrm{rtol}\,(|\mathrm{dx}| + |n|),$$
#
# where $n$ is the measured gradient. And one more thing: `nan > tolerance` is false, whatever the
# tolerance is, so a gradient that is NaN all over would pass. It is a famous way of having a
# check that never fails.
#
# **Exercise.** Write `wrong_elements` in `checking.py`.

# %% grade="wrong_elements"
assert not wrong_elements(lambda x: x - x.mean(axis=1, keepdims=True), x, df, dx).any(), (
    "noise next to a gradient of zero is not an error: where is atol?"
)
rng = np.random.default_rng(5)
x, df = rng.normal(size=(6, 7)), rng.uniform(0.5, 2, (6, 7))
dx = df * (1 - np.tanh(x) ** 2)
wrong = wrong_elements(np.tanh, x, df, dx)
assert wrong.shape == x.shape, f"the mask has the shape {wrong.shape}, x has {x.shape}"
assert wrong.dtype == bool, f"the mask has the dtype {wrong.dtype}, not bool"
assert not wrong.any(), "this gradient is right, and elements of it are called wrong"

spoiled = dx.copy()
spoiled[0, :3] *= -1
spoiled[2] *= 1.01
spoiled[:, 5] = 0
spoiled[4, 1] = np.nan
expected = spoiled != dx
found = wrong_elements(np.tanh, x, df, spoiled)
assert np.array_equal(found, expected), (
    f"wrong are\n{expected.astype(int)}\nand you found\n{found.astype(int)}"
)

x = np.array([0.3, -0.4, 0.5])
sizes = np.array([1e-3, 1.0, 1e5])
dx = sizes * np.cos(x)
found = wrong_elements(lambda x: sizes * np.sin(x), x, np.ones(3), dx * [1.1, 1, 1])
assert np.array_equal(found, [True, False, False]), (
    f"of gradients of the sizes {sizes} only the first is wrong, by 10 %, and you found {found}: "
    "the tolerance of an element goes with its own size"
)
for factor, wrong in ((1.21, False), (1.24, True)):  # 0.21 < 0.1 (1.21 + 1), 0.24 > 0.1 (1.24 + 1)
    found = wrong_elements(np.sin, x, np.ones(3), factor * np.cos(x), rtol=0.1)
    assert np.array_equal(found, [wrong] * 3), (
        f"with rtol = 0.1 and a dx that is {factor} times too large, wrong is {wrong}; you found "
        f"{found}. Do you use rtol, and both |dx| and |n|?"
    )

print("wrong_elements: all checks of this cell passed")

# %% [markdown]
# ## 10. Which of the five is it?
#
# In `suspects.py` are five layers with a forward and a backward pass each. All forward passes are
# right. Some of the backward passes are not. Do not read them yet; let the instrument speak
# first. Light squares are where `wrong_elements` has found something.


# %%
def clues(name, given, seed=0):
    """An input, the gradient of a backward pass for it, and what is wrong with that."""
    rng = np.random.default_rng(seed)
    forward, _ = SUSPECTS[name]
    x = rng.uniform(0.2, 1.8, (5, 8)) * rng.choice([-1, 1], (5, 8))
    out, cache = forward(x)
    dout = rng.normal(size=out.shape)
    dx = given(dout, cache)
    return x, dx, wrong_elements(lambda x: forward(x)[0], x, dout, dx)


found = {name: clues(name, backward)[2] for name, (_, backward) in SUSPECTS.items()}
plots.matrices(
    {name: wrong.astype(float) for name, wrong in found.items()},
    xlabel="8 columns",
    ylabel="5 rows",
)
plt.show()
for name, wrong in found.items():
    print(f"{name:<12} {wrong.sum():2} of {wrong.size} elements are wrong")

# %% [markdown]
# Two are innocent, three are not, and each of the three leaves a pattern of its own. **The
# pattern is the best clue you have.** A row, a column, a border: somebody's loop or index. All
# elements with one sign of `x`: somebody forgot a case. Everywhere by the same factor: a
# constant. Everywhere and by no factor: the formula.
#
# Two more clues: which elements of `x` are the wrong ones, and how does the given gradient
# compare with the measured one there? Use this cell for your own investigation.

# %%
name = "shrink"
x, dx, wrong = clues(name, SUSPECTS[name][1])
print("x where the gradient is wrong:", np.round(np.sort(x[wrong]), 2))
print("x where it is right:          ", np.round(np.sort(x[~wrong]), 2))

# %% [markdown]
# **Exercise.** Now read the three, find out what is wrong, and write `fixed_backward` in
# `suspects.py`: it returns the true gradient for every one of the five. Leave the five pairs
# themselves as they are.
#
# For `windows`, a hint about NumPy rather than about calculus: what does `a[[0, 0, 0]] += 1` do
# to `a[0]`? Try it.

# %% grade="fixed_backward"
for name in SUSPECTS:
    for seed in (1, 2):
        _, _, wrong = clues(name, partial(fixed_backward, name), seed)
        assert not wrong.any(), (
            f"{name}: {wrong.sum()} of {wrong.size} elements are wrong, namely\n{wrong.astype(int)}"
        )

print("fixed_backward: all checks of this cell passed")

# %% [markdown]
# ### Question 3: close the files
#
# 1. For each of the three guilty backward passes: what is the mistake, in one sentence, and how
#    does it lead to just this pattern? (For `windows`: why are the outermost columns right?)
# 2. Somebody tests `shrink_backward` with `x = np.random.rand(5, 8)`, and it passes. Why? What
#    does that teach about test inputs?

# %% [markdown] answer="close_the_files" points=3
# ### BEGIN SOLUTION
# 1. `shrink`: for $x < -1$ the output is $x + 1$, whose slope is 1 as well, but only $x > 1$
#    is let through. So the elements with $x < -1$ are wrong, they get 0. Fixed:
#    `np.abs(x) > 1`.
#
#    `softmax`: the output $j$ depends on all scores of its row, and only the diagonal
#    $\partial\,\mathrm{out}_i/\partial x_i = o_i (1 - o_i)$ has been kept. The terms
#    $-o_i o_j\,\mathrm{dout}_j$ for $j \ne i$ are missing, in every element, so everything is
#    wrong, by no common factor. (It would be right for elementwise sigmoids.)
#
#    `windows`: an element of $x$ goes into up to three windows, and its gradient is the sum of
#    what comes back from them. `dx[:, columns] += dout` with a repeated index does not add up:
#    NumPy computes `dx[:, columns] + dout` and then assigns, and of several assignments to one
#    place the last one stays. The first and the last column occur in a single window, so there
#    the one is all there is. Fixed with `np.add.at`, or with a loop over the three places in the
#    window.
# 2. Uniform numbers from 0 to 1 never leave $-1 < x < 1$, where output and gradient are 0.
#    Neither the wrong case nor even a right nonzero gradient has been seen. Test inputs must
#    reach every branch: both signs, both sides of every threshold, and more than one example.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 2 points: the three mistakes, each with how it leads to its pattern (two of three: 1 point;
# without the patterns: 1 point).
#
# 1 point: between 0 and 1 neither branch with a slope is reached; inputs must reach every branch.
# === END MARK SCHEME ===

# %% [markdown]
# ## 11. Can something wrong pass the check?
#
# One more layer. It is to do what `standardize` does: give every *example*, every row of `x`, the
# mean 0 and the variance 1, whatever the other examples of the batch are.


# %%
def layer_norm_forward(x):
    std = np.sqrt(x.var(axis=0) + 1e-5)
    out = (x - x.mean(axis=0)) / std
    return out, (out, std)


def layer_norm_backward(dout, cache):
    out, std = cache
    return (dout - dout.mean(axis=0) - out * (dout * out).mean(axis=0)) / std


rng = np.random.default_rng(6)
x, dout = rng.normal(3, 2, (6, 8)), rng.normal(size=(6, 8))
out, cache = layer_norm_forward(x)
dx = layer_norm_backward(dout, cache)
measured = numerical_gradient_array(lambda x: layer_norm_forward(x)[0], x, dout)
wrong = wrong_elements(lambda x: layer_norm_forward(x)[0], x, dout, dx)
print(
    f"{wrong.sum()} of {wrong.size} elements are wrong, relative error",
    relative_error(dx, measured),
)

# %% [markdown]
# Spotless. And yet it is wrong, in every number that it returns: `axis=0` takes the mean over the
# *examples*. This is batch normalization, not layer normalization. The backward pass is the
# derivative of that, with the same slip, and the two fit together perfectly.
#
# The check asks one question: is the backward pass the derivative of the forward pass? It
# cannot know which forward pass you *wanted*. To find that out you have to ask the forward pass
# itself, about properties that it must have. Two of them:

# %%
alone = np.concatenate([layer_norm_forward(x[i : i + 1])[0] for i in range(len(x))])
figure, axes = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
rows = np.arange(len(x))
for ax, values, title, ylabel in (
    (axes[0], out.mean(axis=1), "Property 1: every row has the mean 0", "mean of the row"),
    (
        axes[1],
        np.abs(out - alone).max(axis=1),
        "Property 2: the other rows do not matter",
        "largest change if it is alone",
    ),
):
    ax.bar(rows, values, color=plots.STYLES[0]["color"])
    ax.axhline(0, color=plots.INK, linewidth=1)
    ax.set(xlabel="row of x", ylabel=ylabel, title=title)
    plots.describe(ax, f"Bars, one for each row: {np.round(values, 2).tolist()}; all should be 0.")
plt.show()

# %% [markdown]
# All bars should be zero. Neither test needs a derivative, and each convicts the layer at
# once.

# %% [markdown]
# ### Question 4: what the check cannot see
#
# 1. In `forward` a student computes the mean squared error with `.sum()` in place of `.mean()`,
#    and in `backward` its exact derivative. Does the gradient check pass? Name a test that
#    catches the mistake.
# 2. Find a *property* that a correct softmax must have, such that a test of it needs neither a
#    derivative nor a second implementation. Name a wrong softmax that it catches.

# %% [markdown] answer="what_it_cannot_see" points=2
# ### BEGIN SOLUTION
# 1. It passes: the backward pass is the derivative of the forward pass. Tests that catch it: the
#    loss of a batch that holds everything twice must be the same; or a case computed by hand; or
#    the loss for errors that are all 1 must be 1, whatever the batch size.
# 2. Every row sums to 1 and all elements are positive (this catches one that normalizes the whole
#    matrix or the columns, or forgets the division). Adding a constant to a row of scores changes
#    nothing (catches $x_i / \sum x$ and $e^{x}/(1 + \sum e^x)$). The result for a row does not
#    depend on the other rows. The order of the scores is kept. Scores of 1000 give no NaN
#    (catches the one that does not subtract the maximum).
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: it passes; and a test of the value itself that depends on the batch size, or by hand.
#
# 1 point: a true property of softmax and a wrong one that it catches.
# === END MARK SCHEME ===

# %% [markdown]
# ## 12. What to take along
#
# - A falling loss proves nothing. A gradient check takes a minute.
# - Central differences, float64, $h = 10^{-5}$. Smaller is not better: rounding waits on the
#   other side of the V.
# - Few examples, random parameters, no dropout or a fixed seed. At a kink the measurement is
#   wrong, not the gradient; repeat it with a smaller step.
# - Compare element by element, relative *and* absolute, and mind the NaN. Then look at the
#   pattern.
# - The check says that two functions belong together, never that they are the right two. Ask the
#   forward pass for its properties as well.
#
# **Is there a way round the V?** For functions that can be evaluated at complex numbers, there
# is. Take a step in the imaginary direction:
#
# $$f(x + ih) = f(x) + i h f'(x) - \frac{h^2}{2} f''(x) - \dots, \qquad\text{so}\qquad
#   f'(x) \approx \frac{\mathrm{Im}\, f(x + ih)}{h} .$$
#
# There is no subtraction, so nothing cancels, and $h$ can be as small as you like.

# %%
x = 0.7
true = np.exp(np.sin(x)) * np.cos(x)
for h in (1e-2, 1e-5, 1e-10, 1e-200):
    complex_step = np.exp(np.sin(x + 1j * h)).imag / h
    print(f"h = {h:.0e}   relative error {relative_error(complex_step, true):.0e}")

# %% [markdown]
# Why doesn't everybody do this? Because most code breaks under it: `abs`, `max`, comparisons and
# every relu mean something else for complex numbers, or nothing. But where it works it is the
# best witness there is; the tests of this very assignment use it.
#
# **To read on.** A. Griewank and A. Walther, *Evaluating Derivatives* (SIAM, 2008), on how
# frameworks compute gradients without deriving or measuring them. W. Squire and G. Trapp, *Using
# complex variables to estimate derivatives of real functions*, SIAM Review 40 (1998), three pages
# on the trick above. W. Press and others, *Numerical Recipes*, section 5.7, on the best step. The
# notes of Stanford's cs231n, *Neural Networks Part 3*, have a list of practical advice on
# gradient checks that this notebook agrees with.

# %% [markdown]
# ## 13. Hand in
#
# The cell below reads your files as the grader will: anew, as they are saved. It runs the checks of
# this notebook on them, sees whether each question has an answer, and tells you what would go
# wrong. Then it packs everything into one zip. Run it as often as you like.

# %% cell="hand_in"
