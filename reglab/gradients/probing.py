"""The structure of a function, found by moving half of the groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.differences import Differences
from reglab.gradients.structure import Structure, candidates, none

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Mask

PROBE = 128
"""Size of a probe in steps, which shows couplings above 1e-12."""

MOST_PROBES = 6


def structure_of(differences: Differences, rng: np.random.Generator) -> Structure:
    """The structure with most groups that agrees with a probe.

    One probe finds a coupling of many groups. It may miss a coupling of few groups, so `confirmed`
    checks wrong elements once more.
    """
    x, center = differences.x, differences.center
    for tries, structure in enumerate(candidates(x.shape, center.shape)):
        if tries == MOST_PROBES:
            break
        moving = rng.random(structure.groups) < 0.5
        moving[:2] = True, False
        out = differences.f(x + structure.over_x(PROBE * moving) * differences.step)
        if np.all((out == center) | structure.over_out(moving, center.ndim)):
            return structure
    return none(x.shape)


def confirmed(
    differences: Differences, numeric: Array, wrong: Mask, rng: np.random.Generator
) -> bool:
    """True if some wrong elements have the same slope when they move alone."""
    if differences.structure.groups == 1:
        return True
    alone = replace(differences, structure=none(numeric.shape))
    for i in rng.permutation(np.flatnonzero(wrong))[:5]:
        slopes = alone.slopes(np.array([[i]]))
        slack = 2 * (slopes.gap + slopes.noise) + 1e-3 * np.abs(slopes.central)
        if not np.abs(slopes.central - numeric.flat[i]) <= slack:
            return False
    return True
