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
# # Starter: how sure should a label be?
#
# A one-hot label tells a net that all but one of the classes are impossible. In this notebook you
# make labels that are a little less sure of themselves, and see what a net is asked for then.
#
# **How to work.** Open `labels.py` in an editor. The function there has a docstring that says
# exactly what is asked, and a `TODO` comment where your code goes, in place of the line that
# raises `NotImplementedError`. Save the file and run the cell here again: changes are picked up
# without a restart.

# %% cell="begin"

# %%
# %matplotlib inline

import matplotlib.pyplot as plt
import numpy as np
from labels import smooth_labels

import coursework

coursework.watch("labels")  # what you save there counts from then on

# %% [markdown]
# ## 1. A part for everybody
#
# **Exercise.** Write `smooth_labels` in `labels.py`. Of each label $y$ over $C$ classes a part
# $\epsilon$ is taken, and shared among all classes alike, that of the label included.

# %% grade="smooth_labels"
y = np.eye(4)[[2, 0]]  # (2, 4): two examples, of the classes 2 and 0
smooth = smooth_labels(y, 0.1)
assert smooth is not None, "smooth_labels returns None: is there a return?"
assert smooth.shape == y.shape, f"the labels have the shape {smooth.shape}, y has {y.shape}"
assert np.allclose(smooth.sum(axis=1), 1), f"the rows add up to {smooth.sum(axis=1)}, not to 1"
assert np.allclose(smooth_labels(y, 0), y), "with eps = 0 the labels must stay as they are"

print("smooth_labels: all checks of this cell passed")

# %% [markdown]
# ## 2. What is asked of the net now?
#
# Here is the cross-entropy of one example with ten classes, as the score of its own class grows
# and those of the others stay at 0.

# %%
score = np.linspace(-2, 12, 141)
scores = np.zeros((141, 10))  # (points of the curve, classes)
scores[:, 0] = score
log_probs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))  # (141, 10)
fig, ax = plt.subplots()
for eps, line in ((0.0, "-"), (0.1, "--"), (0.3, ":")):
    loss = -log_probs @ smooth_labels(np.eye(10)[:1], eps)[0]
    ax.plot(score, loss, line, label=f"eps = {eps}")
ax.set(
    title="A label that leaves room for doubt can be satisfied",
    xlabel="score of the right class",
    ylabel="cross-entropy (nats)",
)
ax.legend()
plt.show()

# %% [markdown]
# ### Question: why smooth labels?
#
# Two of the curves have a lowest point, and one has none. Which, and what does that mean for the
# weights of a net that is trained for very long?

# %% [markdown] answer="why_smooth" points=2
# ### BEGIN SOLUTION
# Without smoothing the loss falls for ever: a probability of 1 needs a score that is infinite,
# so the weights can always grow a little and win by it. With $\epsilon > 0$ the best score is
# finite, and beyond it the loss rises again, which holds the weights back.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point: the curve of eps = 0 falls for ever. 1 point: so nothing there stops the weights from
# growing, while smoothed labels do.
# === END MARK SCHEME ===

# %% [markdown]
# ## 3. Hand in
#
# The cell below reads your files as the grader will: anew, as they are saved. It runs the checks of
# this notebook on them, sees whether each question has an answer, and tells you what would go
# wrong. Then it packs everything into one zip. Run it as often as you like.

# %% cell="hand_in"
