"""Programs that do nothing of what early_stopping asks for."""

from cheap import Program

SAME = """import numpy as np


def random_flip(images, seed, chance=0.5):
    return {out}


def random_shift(images, seed, largest=1):
    return {out}


def random_rotation(images, seed, low=-15.0, high=15.0):
    return {out}


def random_zoom(images, seed, low=0.8, high=1.2):
    return {out}
"""
STOPPING = """import copy


class EarlyStopping:
    def __init__(self, patience=10, min_delta=0.0):
        self.best_loss, self.best_epoch, self.best_params = float("inf"), 0, None

    def step(self, dev_loss, params):
        {step}


def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    {loop}
"""
SPLIT = """def train_dev_test_split(X, y, dev=0.2, test=0.2, seed=0):
    return {out}
"""
LATEST = (
    "self.best_loss = dev_loss; self.best_epoch += 1; self.best_params = copy.deepcopy(params);"
    " return False"
)


def program(name, *, out="images.copy()", step="return False", loop="return []",
            parts="X, y, X[:0], y[:0], X[:0], y[:0]", **may_pass):  # fmt: skip
    files = {
        "augmenting.py": SAME.format(out=out),
        "stopping.py": STOPPING.format(step=step, loop=loop),
        "splitting.py": SPLIT.format(out=parts),
    }
    return Program(name, files, may_pass)


LABELS, ALONE = "keeps_labels_with_their_examples", "leaves_the_data_alone"
PROGRAMS = [
    program("images_as_they_are"),
    program("the_very_images", out="images", step="return None", loop="return None"),
    program("all_black", out="np.zeros_like(images)", step="return True"),
    program(
        "always_mirrored", out="images[:, :, ::-1].copy()", random_flip=("mirrors_left_and_right",)
    ),
    program(
        "the_latest_is_the_best",
        step=LATEST,
        loop="return [dev_loss(params) for _ in range(max_epochs)]",
        EarlyStopping=(
            "keeps_the_first_epoch",
            "takes_any_parameters",
            "watches_one_training_each",
        ),
    ),
    program(
        "trains_to_the_end",
        loop="return [(train_one_epoch(params), dev_loss(params))[1] for _ in range(max_epochs)]",
        train_with_early_stopping=("stops_at_max_epochs", "returns_a_loss_for_each_epoch"),
    ),
    program(
        "the_same_three_times",
        parts="X, y, X, y, X, y",
        train_dev_test_split=(LABELS, ALONE),
    ),
    program(
        "cut_in_order",
        parts="X[20:], y[20:], X[:10], y[:10], X[10:20], y[10:20]",
        train_dev_test_split=("puts_each_example_into_one_part", LABELS, ALONE),
    ),
]
