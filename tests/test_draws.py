import numpy as np
import pytest

from autograder.grading.draws import Draws

SEED = [3, 1, 4]


def inputs(rng):
    return [
        rng.standard_normal((2, 3)),
        rng.integers(9, size=4),
        rng.uniform(0.5, 2.0),
        rng.choice([-1.0, 1.0], (3,)),
    ]


def equal(a, b):
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


@pytest.fixture
def draws():
    draws = Draws(SEED)
    inputs(draws.generator())
    return draws


def test_the_first_generator_and_each_later_one_draw_what_numpys_would():
    draws = Draws(SEED)
    for _ in range(3):
        assert equal(inputs(draws.generator()), inputs(np.random.default_rng(SEED)))


def test_what_is_given_again_can_be_changed_without_harm(draws):
    draws.generator().standard_normal((2, 3))[:] = 0
    assert equal(inputs(draws.generator()), inputs(np.random.default_rng(SEED)))


def test_beyond_what_was_noted_the_numbers_go_on(draws):
    again, numpys = draws.generator(), np.random.default_rng(SEED)
    inputs(again), inputs(numpys)
    assert again.random() == numpys.random()
    assert again.random() == numpys.random()


@pytest.mark.parametrize("before", range(4))
def test_another_question_leaves_the_notes_and_gets_numpys_answer(draws, before):
    again, numpys = draws.generator(), np.random.default_rng(SEED)
    for rng in (again, numpys):
        for name in ("standard_normal", "integers")[:before]:
            getattr(rng, name)(
                *([(2, 3)] if name == "standard_normal" else [9]),
                **({} if name == "standard_normal" else {"size": 4}),
            )
    assert again.gamma(2.0) == numpys.gamma(2.0)
    assert again.standard_normal() == numpys.standard_normal()


def test_shuffling_in_place_is_never_taken_from_the_notes():
    draws = Draws(SEED)
    for _ in range(2):
        rng, numpys = draws.generator(), np.random.default_rng(SEED)
        ours, theirs = np.arange(9), np.arange(9)
        rng.shuffle(ours), numpys.shuffle(theirs)
        assert np.array_equal(ours, theirs)
        assert rng.random() == numpys.random()
