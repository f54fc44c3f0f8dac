"""Learning-rate schedules: their values, and that the Solver follows them."""

import numpy as np
import pytest

from reglab import Dataset, FullyConnectedNet, Solver, schedules

X, Y = np.random.default_rng(0).normal(size=(10, 4)), np.arange(10) % 3
DATA = Dataset(X_train=X, y_train=Y, X_val=X, y_val=Y)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (schedules.constant(), [1, 1, 1, 1, 1]),
        (schedules.exponential(0.5), [1, 1, 0.5, 0.25, 1 / 1024]),
        (schedules.step(2, 0.1), [1, 1, 1, 0.1, 1e-5]),
        (schedules.cosine(2, lowest=0.2), [1, 0.2 + 0.4 * (1 + np.sqrt(0.5)), 0.6, 0.2, 0.2]),
        (schedules.warmup(4), [0, 0.125, 0.25, 0.5, 1]),
        (schedules.warmup(1, schedules.exponential(0.5)), [0, 0.5, 1, 0.5, 1 / 512]),
    ],
)
def test_factors_after_no_half_one_two_and_ten_epochs(schedule, expected):
    assert [schedule(epoch) for epoch in (0, 0.5, 1, 2, 10)] == pytest.approx(expected)


class Spy:
    """Notes the learning rate of every step."""

    def __init__(self):
        self.learning_rate, self.seen = 0.1, []

    def step(self, params, grads):
        self.seen.append(self.learning_rate)


def test_the_solver_follows_the_schedule_step_by_step():
    spy, asked = Spy(), []
    net = FullyConnectedNet((), 4, 3)
    schedule = lambda epoch: asked.append(epoch) or 1 - epoch / 4  # noqa: E731  one line says it
    Solver(net, DATA, optimizer=spy, schedule=schedule, batch_size=4, verbose=False).train(2)
    assert asked == pytest.approx([0, 0.4, 0.8, 1, 1.4, 1.8])
    assert spy.seen == pytest.approx([0.1 * (1 - epoch / 4) for epoch in asked])


def test_a_schedule_needs_something_to_schedule():
    class Rateless:
        def step(self, params, grads):
            pass

    with pytest.raises(TypeError, match="schedule needs an optimizer with a learning_rate"):
        Solver(
            FullyConnectedNet((), 4, 3), DATA, optimizer=Rateless(), schedule=schedules.constant()
        )
