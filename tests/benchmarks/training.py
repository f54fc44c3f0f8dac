"""Training side by side with torch and scikit-learn, on one thread each, as ratios.

Run with ``python -m tests.benchmarks.training``. Times are CPU times, so that a busy machine
disturbs them less; each ratio is one of medians over rounds in which the two take turns. The limit
is what the operations of the step's products take at the best speed of this machine, and its bytes
at that of a copy: machine.py.
"""

import os

# BLAS and OpenMP read these once, when they are loaded.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import importlib.util
import itertools
import statistics
import time
import warnings
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.table import Table

from reglab import Dataset, FullyConnectedNet, Solver, load_digits

from .machine import least

ROUNDS = 7


@dataclass(frozen=True)
class Case:
    """One comparison: a net, its training data, and how much faster it is to be.

    p is the probability of keeping a hidden unit.
    """

    data: Dataset
    hidden_dims: tuple[int, ...]
    batch_size: int
    epochs: int
    p: float = 1.0
    dtype: type = np.float32

    @property
    def steps(self):
        return self.epochs * -(-len(self.data.X_train) // self.batch_size)

    @property
    def widths(self):
        return self.data.X_train.shape[1], *self.hidden_dims, 10

    @property
    def limit(self):
        """Seconds below which no step comes, whoever makes it.

        A product of matrices forward and two backward, one in the first layer; Adam reads a weight,
        its gradient and its two means, and writes all but the gradient, which was written before.
        """
        sizes = [d * m for d, m in itertools.pairwise(self.widths)]
        operations = 2 * self.batch_size * (3 * sum(sizes) - sizes[0])
        moved = 8 * sum(sizes) * np.dtype(self.dtype).itemsize
        return least(moved, operations, self.dtype)

    @property
    def name(self):
        dropout = f", dropout p = {self.p}" if self.p < 1 else ""
        return f"{'-'.join(map(str, self.widths))}{dropout}, {np.dtype(self.dtype)}"


def reglab_fit(case):
    """The Solver, which measures nothing after an epoch because the others do not either."""
    net = FullyConnectedNet(
        case.hidden_dims, case.data.X_train.shape[1], p=case.p, dtype=case.dtype
    )
    options = {"num_train_samples": 0, "num_val_samples": 0, "verbose": False}
    Solver(net, case.data, batch_size=case.batch_size, **options).train(case.epochs)


def torch_fit(case):
    """The eager loop of torch's tutorials."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    dtype = {np.float32: torch.float32, np.float64: torch.float64}[case.dtype]
    layers, width = [], case.data.X_train.shape[1]
    for hidden in case.hidden_dims:
        layers += [nn.Linear(width, hidden), nn.ReLU()]
        layers += [nn.Dropout(1 - case.p)] if case.p < 1 else []
        width = hidden
    net = nn.Sequential(*layers, nn.Linear(width, 10)).to(dtype)
    optimizer, loss_function = torch.optim.Adam(net.parameters(), lr=1e-3), nn.CrossEntropyLoss()
    X = torch.from_numpy(case.data.X_train).to(dtype)
    y = torch.from_numpy(case.data.y_train)
    net.train()
    for _ in range(case.epochs):
        for batch in torch.randperm(len(X)).split(case.batch_size):
            optimizer.zero_grad()
            loss_function(net(X[batch]), y[batch]).backward()
            optimizer.step()


def sklearn_fit(case, as_given=False):
    """MLPClassifier without its penalty and without early stopping."""
    from sklearn.neural_network import MLPClassifier

    classifier = MLPClassifier(
        case.hidden_dims,
        alpha=0,
        batch_size=case.batch_size,
        max_iter=case.epochs,
        tol=0,
        n_iter_no_change=case.epochs + 1,
        random_state=0,
    )
    X = case.data.X_train if as_given else case.data.X_train.astype(case.dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it has not converged is meant
        classifier.fit(X, case.data.y_train)


def sklearn_as_given(case):
    """The same in float64, because the images are, where our net takes its own default."""
    sklearn_fit(case, as_given=True)


def cpu_seconds(fit, case):
    start = time.process_time()
    fit(case)
    return time.process_time() - start


def microseconds_a_step(fit, case):
    """Medians of ours and theirs, run in turn after one round that is not counted."""
    rounds = [(cpu_seconds(reglab_fit, case), cpu_seconds(fit, case)) for _ in range(ROUNDS + 1)]
    return [1e6 / case.steps * statistics.median(times) for times in zip(*rounds[1:], strict=True)]


def like_mnist(examples):
    """Random images: a step takes as long whatever they show."""
    rng = np.random.default_rng(0)
    X, y = rng.random((examples, 784)), rng.integers(0, 10, examples)
    return Dataset(X_train=X, y_train=y, X_val=X[:0], y_val=y[:0])


def comparisons():
    digits = load_digits(n_train=1000, label_noise=0)
    small = {"data": digits, "hidden_dims": (256, 256), "batch_size": 50, "epochs": 15}
    large = {"data": like_mnist(6000), "hidden_dims": (512,) * 3, "batch_size": 100, "epochs": 1}
    yield "torch", torch_fit, 2.0, Case(**small, p=0.5)
    yield "torch", torch_fit, 2.0, Case(**small, p=0.8)
    yield "sklearn", sklearn_fit, 1.8, Case(**small)
    yield "sklearn", sklearn_fit, 1.8, Case(**small, dtype=np.float64)
    yield "sklearn", sklearn_as_given, 1.8, Case(**small)
    yield "torch", torch_fit, 1.0, Case(**large, p=0.5)
    yield "torch", torch_fit, 1.3, Case(**large)


def main():
    table = Table("net, Adam", "µs a step", "limit", "against", "µs", "ratio", "goal", "met")
    for package, fit, goal, case in comparisons():
        if importlib.util.find_spec(package) is None:
            table.add_row(case.name, "", "", package, "not installed", "", f"{goal}", "skipped")
            continue
        ours, theirs = microseconds_a_step(fit, case)
        ratio = theirs / ours
        met = "yes" if ratio >= goal else "NO"
        against = f"{package}, float64" if fit is sklearn_as_given else package
        limit = f"{1e6 * case.limit:.0f}"
        row = (f"{ours:.0f}", limit, against, f"{theirs:.0f}", f"{ratio:.2f}", f"{goal}", met)
        table.add_row(case.name, *row)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
