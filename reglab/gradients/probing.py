"""Which structure a function has: move half of the groups and see that the others stay put."""

from collections.abc import Callable

import numpy as np

from reglab.gradients.differences import Array, Differences
from reglab.gradients.structure import Structure, candidates, declared, none

PROBE = 2.0**-10
"""Step of a probe relative to max(1, |x|): what couples the groups by more than 1e-12 shows."""

MOST_PROBES = 6


def structure_of(
    f: Callable[[Array], Array], x: Array, centre: Array, wanted: str, rng: np.random.Generator
) -> Structure:
    """The declared structure, or for "auto" the one with most groups that a probe does not refute.

    One probe sees any coupling of many groups. It may miss one of a few, so nobody is blamed
    before `holds` has had a look.
    """
    if wanted != "auto":
        return declared(wanted, x.shape, centre.shape)
    for tries, structure in enumerate(candidates(x.shape, centre.shape)):
        if tries == MOST_PROBES:
            break
        moving = rng.permutation(structure.groups) < structure.groups // 2
        moved = x.copy()
        part = structure.split_x(moved)
        part[moving] += PROBE * np.maximum(1.0, np.abs(part[moving]))
        out, before = structure.split_out(f(moved)), structure.split_out(centre)
        if np.array_equal(out[~moving], before[~moving]):
            return structure
    return none(x.shape)


def holds(differences: Differences, numeric: Array, wrong: Array, rng: np.random.Generator) -> bool:
    """Whether some elements that look wrong have, moved alone, the slope that was measured."""
    if differences.structure.groups == 1:
        return True
    alone = Differences(
        differences.f, differences.x, differences.df, differences.centre, none(numeric.shape)
    )
    for i in rng.permutation(np.flatnonzero(wrong))[:5]:
        slopes = alone.slopes(np.array([[i]]))
        slack = 2 * (slopes.gap + slopes.noise) + 1e-3 * np.abs(slopes.central)
        if not np.abs(slopes.central - numeric.flat[i]) <= slack:
            return False
    return True
