"""One example for each kind of picture. `make docs` shows it with its code; see make.py."""

import matplotlib.pyplot as plt
import numpy as np
from gallery_net import initial_params, net_loss, trained

import reglab
from reglab import plots


def training_curves():
    """Training curves: the mean over three seeds as a line, lowest to highest as a band."""
    runs = {
        f"{share:.0%} of the labels wrong": [trained(share, seed).history for seed in range(3)]
        for share in (0.0, 0.3)
    }
    ax = plots.training_curves(runs, "val_accuracy")
    ax.set_title("Three seeds each")


def bands():
    """Anything against a setting."""
    rates = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
    rng = np.random.default_rng(0)
    accuracy = 0.95 - 0.5 * rates**2 + rng.normal(0, 0.01, (5, 6))
    plots.bands(
        rates,
        {"five seeds": accuracy, "one seed": 0.9 - 0.3 * rates},
        xlabel="share of wrong labels",
        ylabel="accuracy",
        percent=True,
    )


def decision_boundary():
    """What a net says in every point of the plane, and which points it gets wrong."""
    data = reglab.with_label_noise(reglab.make_moons(noise=0.2), 0.1)
    solver = reglab.Solver(
        net_loss, net_loss, initial_params(2, 200, 2), data, learning_rate=1e-2, verbose=False
    )
    solver.train(epochs=60)
    ax = plots.decision_boundary(
        lambda X: net_loss(solver.params, X), data.X_train, data.y_train, classes=("upper", "lower")
    )
    ax.set_title("One label in ten is wrong")


def decision_boundary_of_spirals():
    """More than two classes."""
    data = reglab.make_spirals(classes=3)
    solver = reglab.Solver(
        net_loss, net_loss, initial_params(2, 100, 3), data, learning_rate=1e-2, verbose=False
    )
    solver.train(60)
    plots.decision_boundary(lambda X: net_loss(solver.params, X), data.X_train, data.y_train)


def histograms():
    """Outlined histograms over the same bins."""
    samples = {f"spread {s}": np.random.default_rng(0).normal(0, s, 5000) for s in (0.5, 1, 2)}
    plots.histograms(samples, xlabel="value")


def activation_histograms():
    """Activations by layer: with weights that are too small, they die out."""
    rng = np.random.default_rng(0)
    x, layers = rng.normal(size=(500, 200)), {}
    for depth in range(1, 6):
        x = np.maximum(0, x @ rng.normal(0, 0.085, (200, 200)))
        layers[f"layer {depth}"] = x
    plots.layer_histograms(layers, xlabel="activation")


def weight_histograms():
    """Weights by layer, of a trained net."""
    params = trained(0.3, 0).params
    plots.layer_histograms({name: params[name] for name in ("W1", "W2")}, xlabel="weight")


def filters():
    """What each unit of a first layer looks for."""
    params = initial_params(64, 32, 10)
    params["W1"] *= 0.1  # so that what was learnt outweighs the noise at the start
    data = reglab.load_digits(n_train=1000, label_noise=0)
    solver = reglab.Solver(net_loss, net_loss, params, data, learning_rate=3e-3, verbose=False)
    solver.train(epochs=20)
    plots.filters(solver.params["W1"], columns=8)


def colour_filters():
    """Filters that see three colours."""
    x, y = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9))
    rng = np.random.default_rng(0)
    waves = [
        np.cos(3 * (a * x + b * y)) * np.exp(-2 * (x**2 + y**2))
        for a, b in rng.normal(size=(10, 2))
    ]
    plots.filters(np.einsum("nhw,nc->nchw", np.array(waves), rng.normal(size=(10, 3))))


def gradient_heat_map():
    """Where a gradient is wrong: here a row, a column and a sign."""
    rng = np.random.default_rng(0)
    x, dout = rng.normal(size=(10, 16)), rng.normal(size=(10, 16))
    dx = dout * np.cos(x)
    dx[4] *= 1.01
    dx[:, 12] = 0
    dx[0, 3] *= -1
    reglab.check_gradient(np.sin, x, dout, dx).plot()


def predictions():
    """Answers of a net and how sure it is; wrong ones are framed."""
    solver = trained(0.3, 1)
    X, y = solver.data.X_test[:16], solver.data.y_test[:16]
    plots.predictions(X, solver.scores(solver.params, X), y)


def images():
    """Images under their labels; those that are wrong on purpose are framed."""
    digits = reglab.load_digits()
    wrong = digits.y_train != digits.y_train_clean
    plots.images(digits.X_train[:24], digits.y_train[:24].astype(str), wrong[:24])


def matrices():
    """Matrices side by side, on one scale: here what dropout does."""
    x = reglab.load_digits().X_train[:30]
    rng = np.random.default_rng(0)
    masks = rng.random((500, *x.shape)) < 0.5
    panels = {"x": x, "one mask": 2 * x * masks[0], "mean of 500": (2 * x * masks).mean(axis=0)}
    plots.matrices(panels, xlabel="64 units", ylabel="30 examples")


def loss_surface():
    """Two parameters: the paths of two optimisers in a narrow valley."""

    def loss(w):
        return 0.5 * w[0] ** 2 + 8 * w[1] ** 2

    paths = {}
    for label, optimizer in (
        ("SGD", reglab.SGD(0.11)),
        ("momentum", reglab.SGD(0.03, momentum=0.85)),
    ):
        params, path = {"w": np.array([-4.0, 1.0])}, []
        for _ in range(40):
            path.append(params["w"].copy())
            optimizer.step(params, {"w": params["w"] * [1, 16]})
        paths[label] = path
    plots.loss_surface(loss, paths, verbose=False)


def loss_surface_of_a_net():
    """Many parameters: the plane in which two runs from the same start move most."""
    data = reglab.load_digits(label_noise=0)
    paths = {}
    for name in ("sgd", "adam"):
        params = initial_params(64, 32, 10)
        rate = 0.3 if name == "sgd" else 3e-3
        solver = reglab.Solver(
            net_loss, net_loss, params, data, optimizer=name, learning_rate=rate, verbose=False
        )
        paths[name] = [params]
        for _ in range(12):
            solver.train(epochs=1)
            paths[name].append({key: value.copy() for key, value in solver.params.items()})
    plots.loss_surface(
        lambda p: net_loss(p, data.X_train, data.y_train)[0], paths, resolution=25, verbose=False
    )


def one_of_your_own():
    """A figure drawn by hand: `use_style()` gives it the same look, and it gets words as well."""
    _, ax = plt.subplots(figsize=(6, 3), layout="constrained")
    x = np.linspace(-3, 3, 200)
    ax.plot(x, np.maximum(0, x), label="relu")
    ax.plot(x, np.tanh(x), label="tanh")
    ax.set(xlabel="input", ylabel="output", title="Two activations")
    ax.legend()


EXAMPLES = (
    training_curves,
    bands,
    decision_boundary,
    decision_boundary_of_spirals,
    activation_histograms,
    weight_histograms,
    histograms,
    filters,
    colour_filters,
    gradient_heat_map,
    predictions,
    images,
    matrices,
    loss_surface,
    loss_surface_of_a_net,
    one_of_your_own,
)
