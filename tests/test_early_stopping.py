"""The assignment on early stopping and augmentation: what is special about its reference."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import real

from autograder.assignments.library import hidden_files
from autograder.authors.exercise import Failed
from autograder.submissions.reading import SubmittedFiles

FOLDER = Path(__file__).parents[1] / "solutions" / "early_stopping"
REGLAB = Path(__file__).parents[1] / "reglab"
ASSIGNMENT = real.assignment("early_stopping")
pytestmark = pytest.mark.xdist_group("early_stopping")


def module(name):
    return SimpleNamespace(**runpy.run_path(str(FOLDER / f"{name}.py")))


splitting, stopping, augmenting = map(module, ("splitting", "stopping", "augmenting"))
shared = module("common_images")


@pytest.mark.parametrize("seed", range(20))
def test_a_split_deals_out_each_class(seed):
    rng = np.random.default_rng(seed)
    y = rng.integers(-2, 4, 300)
    dev, test = rng.uniform(0.05, 0.45, 2)
    parts = splitting.train_dev_test_split(np.arange(300), y, dev, test, seed)
    assert sorted(np.concatenate(parts[::2])) == list(range(300))
    for examples, labels in zip(parts[::2], parts[1::2], strict=True):
        assert np.array_equal(y[examples], labels)
    for label in np.unique(y):
        n = np.sum(y == label)
        assert abs(np.sum(parts[3] == label) - dev * n) <= 0.5
        assert abs(np.sum(parts[5] == label) - test * n) <= 0.5


@pytest.mark.parametrize(("dev", "test", "sizes"), [(0, 0.3, (4, 0, 2)), (0.3, 0, (4, 2, 0))])
def test_a_part_with_a_share_of_0_is_empty(dev, test, sizes):
    X = np.zeros((6, 2, 2), np.float32)
    parts = splitting.train_dev_test_split(X, np.zeros(6, np.int16), dev, test)
    assert tuple(map(len, parts[::2])) == tuple(map(len, parts[1::2])) == sizes
    assert all(part.shape[1:] == (2, 2) for part in parts[::2])
    assert {part.dtype for part in parts} == {np.dtype(np.float32), np.dtype(np.int16)}


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_a_handful_of_examples_is_split(n):
    parts = splitting.train_dev_test_split(np.arange(n), np.arange(n), 0.2, 0.2)
    assert sorted(np.concatenate(parts[::2])) == list(range(n))


def by_definition(losses, patience, min_delta):
    """Best epoch and stop, straight from the words of the docstring."""
    best_epoch, best_loss, improving, stop = 1, np.inf, [], 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
            improving.append(epoch)
        last = range(epoch - patience + 1, epoch + 1)
        if epoch >= patience and not set(last) & set(improving):
            stop = epoch
            break
    return best_epoch, best_loss, stop


@pytest.mark.parametrize("seed", range(40))
def test_early_stopping_does_what_its_docstring_says(seed):
    rng = np.random.default_rng(seed)
    losses = rng.integers(0, 12, 40) / 4 - 0.05 * np.arange(40).round()
    losses[rng.random(40) < 0.15] = np.nan
    patience, min_delta = int(rng.integers(1, 6)), float(rng.choice([0.0, 0.25, 0.5]))
    watcher, params, stop = stopping.EarlyStopping(patience, min_delta), {"W": np.zeros(3)}, 0
    for epoch, loss in enumerate(losses, start=1):
        params["W"][:] = epoch
        if watcher.step(loss, params):
            stop = epoch
            break
    params["W"][:] = -1
    found = watcher.best_epoch, watcher.best_loss, stop
    assert found == by_definition(losses, patience, min_delta)
    assert np.all(watcher.best_params["W"] == watcher.best_epoch)


def test_a_net_is_restored_where_the_caller_looks():
    params = {"W": np.zeros(2)}
    weights = params["W"]

    def train_one_epoch(params):
        params["W"] += 1

    losses = stopping.train_with_early_stopping(
        train_one_epoch, lambda p: (p["W"][0] - 4) ** 2, params, stopping.EarlyStopping(3), 50
    )
    assert losses == [9, 4, 1, 0, 1, 4, 9]
    assert params["W"] is weights
    assert np.array_equal(weights, [4, 4])


def blob(H, W, row, column):
    """A bump that is smooth enough for bilinear interpolation."""
    i, j = np.indices((H, W))
    return np.exp(-((i - row) ** 2 + (j - column) ** 2) / 8)[None]


def centre_of_mass(image):
    i, j = np.indices(image.shape)
    return np.array([np.sum(i * image), np.sum(j * image)]) / image.sum()


@pytest.mark.parametrize("degrees", [17.0, 90.0, -33.0, 140.0])
def test_a_blob_turns_about_the_centre(degrees):
    H, W = 41, 45
    out = augmenting.random_rotation(blob(H, W, 13, 28), 0, degrees, degrees)[0]
    place = complex(28 - (W - 1) / 2, (H - 1) / 2 - 13) * np.exp(1j * np.deg2rad(degrees))
    expected = (H - 1) / 2 - place.imag, (W - 1) / 2 + place.real
    np.testing.assert_allclose(centre_of_mass(out), expected, atol=2e-3)


@pytest.mark.parametrize("factor", [0.6, 1.0, 1.5])
def test_a_blob_moves_away_from_the_centre_by_the_factor(factor):
    H, W = 41, 45
    out = augmenting.random_zoom(blob(H, W, 16, 26), 0, factor, factor)[0]
    expected = 20 + factor * (16 - 20), 22 + factor * (26 - 22)
    np.testing.assert_allclose(centre_of_mass(out), expected, atol=2e-2)
    mass = out.sum() / blob(H, W, 16, 26).sum()
    assert abs(mass - factor**2) < 0.02


def test_shifts_and_flips_lose_nothing_that_stays_inside():
    images = np.zeros((500, 9, 9))
    images[:, 3:6, 3:5] = np.random.default_rng(0).random((500, 3, 2))
    moved = augmenting.random_shift(images, 1, 3)
    flipped = augmenting.random_flip(images, 1)
    for out in (moved, flipped):
        np.testing.assert_allclose(out.sum(axis=(1, 2)), images.sum(axis=(1, 2)))
    by = np.round([centre_of_mass(out > 0) - centre_of_mass(old > 0) for out, old in
                   zip(moved, images, strict=True)])  # fmt: skip
    assert set(map(tuple, by)) == {(i, j) for i in range(-3, 4) for j in range(-3, 4)}


def test_the_test_of_uniformity_believes_what_is_uniform_and_nothing_else():
    rng = np.random.default_rng(0)
    for _ in range(200):
        shared.expect_uniform(rng.uniform(-20, 40, 1500), -20, 40, "Angles", "")
    with pytest.raises(Failed, match="equally likely"):
        shared.expect_uniform(rng.triangular(-20, 10, 40, 1500), -20, 40, "Angles", "")
    with pytest.raises(Failed, match="drawn where"):
        shared.expect_uniform(rng.uniform(-40, 40, 1500), -20, 40, "Angles", "")


def with_wrong(name):
    """The module that a misconception is about, with it."""
    wrong = next(m for m in ASSIGNMENT.misconceptions if m.name == name)
    exercise = ASSIGNMENT.exercise(wrong.exercise)
    text = ASSIGNMENT.source(exercise.module)
    for old, new in wrong.replace.items():
        text = text.replace(old, new)
    return {exercise.module: text}


@pytest.fixture
def grade(graders):
    def graded(texts):
        files = {m: texts.get(m, ASSIGNMENT.source(m)).encode() for m in ASSIGNMENT.modules}
        return graders("early_stopping").grade_files(SubmittedFiles(files, ASSIGNMENT.modules))

    return graded


@pytest.mark.parametrize(
    ("name", "cost"),
    [
        ("turns_the_other_way", 1),
        ("flips_upside_down", 2),
        ("counts_epochs_from_0", 1),
        ("dev_and_test_overlap", 1),
        ("shallow_copy", 2),
        ("returns_whether_to_go_on", 1),
        ("is_called_itself", 1),
        ("takes_the_loss_for_an_accuracy", 1),
        ("first_epoch_not_kept", 1),
        ("stops_one_epoch_late", 1),
        ("measures_before_it_trains", 1),
        ("degrees_taken_for_radians", 1),
        ("zooms_the_other_way", 2),
    ],
)
def test_a_small_mistake_costs_little(grade, name, cost):
    assert ASSIGNMENT.points - grade(with_wrong(name)).score == cost


def test_a_loop_is_judged_without_the_students_own_early_stopping(grade):
    text = ASSIGNMENT.source("stopping").replace("improved = dev_loss <", "improved = dev_loss >")
    loop = grade({"stopping": text}).exercise("train_with_early_stopping")
    assert loop.score == loop.points


def test_students_get_a_reglab_without_what_they_are_to_write():
    hidden = {path.as_posix() for path in hidden_files(REGLAB, ASSIGNMENT.hides)}
    assert hidden == {"data/splitting.py"}
