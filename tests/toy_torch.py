"""A small assignment that needs PyTorch: fit(x, y, lr, steps) in lines.py."""

from importlib.util import find_spec
from pathlib import Path

import pytest

needs_torch = pytest.mark.skipif(
    find_spec("torch") is None, reason="needs torch, which is not installed: make setup TORCH=1"
)

REFERENCE = '''"""Straight lines, fitted by PyTorch."""

import numpy as np
import torch


def fit(x, y, lr, steps):
    """Weights of a linear model of x (N, D) and y (N,), after steps of gradient descent from 0."""
    ### BEGIN SOLUTION
    model = torch.nn.Linear(x.shape[1], 1, bias=False, dtype=torch.float64)
    torch.nn.init.zeros_(model.weight)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        error = model(torch.from_numpy(x))[:, 0] - torch.from_numpy(y)
        (error**2).mean().backward()
        optimizer.step()
    return model.weight.detach().numpy()[0]
    ### END SOLUTION


def dropped(n, seed):
    """What dropout makes of n ones in training, after torch.manual_seed(seed)."""
    ### BEGIN SOLUTION
    torch.manual_seed(seed)
    return torch.nn.functional.dropout(torch.ones(n), 0.5).numpy()
    ### END SOLUTION
'''

CHECKS = '''import numpy as np

from autograder.authors.exercise import Exercise

from autograder.authors.exercise import Failed
from autograder.authors.expectations import expect_close

fit = Exercise("fit", module="lines", needs=("torch",))
dropped = Exercise("dropped", module="lines", needs=("torch",))


@fit.check(points=2)
def descends(submission, reference, rng):
    """After three steps the weights are those of gradient descent."""
    x, y = rng.normal(size=(8, 3)), rng.normal(size=8)
    w = np.zeros(3)
    for _ in range(3):
        w -= 0.1 * 2 * x.T @ (x @ w - y) / 8
    expect_close(submission.fit(x, y, 0.1, 3), w, "fit(x, y, 0.1, 3)")


@dropped.check(points=1)
def draws_what_torch_draws(submission, reference, rng):
    """The seed decides which ones are dropped."""
    for n in (5, 1000, 100_000):
        if not np.array_equal(submission.dropped(n, 231), reference.dropped(n, 231)):
            raise Failed(f"with n = {n} others are dropped than by torch")
'''

MISCONCEPTIONS = """from checks import descends, fit

fit.misconception(
    "adds_gradients_up",
    replace={"        optimizer.zero_grad()\\n": ""},
    fails=[descends],
    message="The gradients of earlier steps are never cleared.",
)
"""


def write_lines(folder: Path) -> Path:
    """Write the assignment below a solutions folder, and give its own."""
    lines = folder / "lines"
    lines.mkdir(parents=True)
    (lines / "checks.py").write_text(CHECKS)
    (lines / "misconceptions.py").write_text(MISCONCEPTIONS)
    (lines / "lines.py").write_text(REFERENCE)
    return lines
