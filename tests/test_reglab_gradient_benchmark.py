"""The benchmark of gradient checks is sound: so are its layers and the loop it compares with."""

import numpy as np
import pytest
from benchmarks import gradient_cases as cases
from benchmarks.gradient_detection import detection
from benchmarks.gradient_speed import drawn, loop


def test_the_detection_table_meets_its_goals_on_one_seed():
    rows = {row.what: row for row in detection(1)}
    assert len(rows) == 7
    assert all(row.met for what, row in rows.items() if "map" not in what), rows


@pytest.mark.parametrize("layer", cases.LAYERS, ids=lambda layer: layer.__name__)
def test_its_gradients_agree_with_the_loop(layer):
    case = drawn(layer)
    numeric = loop(case.f, case.x.copy(), case.df)
    np.testing.assert_allclose(case.dx, numeric, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("layer", [cases.relu, cases.max_pool])
def test_at_kinks_they_lie_within_their_bounds(layer, seed):
    case = layer(np.random.default_rng(seed))
    assert np.all((case.low <= case.dx) & (case.dx <= case.high))
