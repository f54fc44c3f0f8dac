"""Hostile submissions get what they must and harm nobody, with bwrap and without it."""

import sys

import pytest
from hostile.attacks import FAMILIES, attacks
from hostile.lab import Lab

from autograder.sandbox import has_bwrap

ATTACKS = attacks()
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines submissions")


@pytest.fixture(scope="module", params=[True, False], ids=["with_bwrap", "without_bwrap"])
def lab(request):
    if request.param and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    with Lab(bwrap=request.param) as lab:
        assert lab.problems_at_start == []
        yield lab


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_gets_what_it_must_and_harms_nobody(lab, attack):
    if attack.impossible:
        pytest.skip(attack.impossible)
    assert lab.run(attack).problems == ()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_says_what_it_tries_and_what_it_must_get(attack):
    assert attack.tries.endswith(".")
    assert attack.gets


def test_there_are_at_least_ninety_attacks_on_modules_and_some_in_every_family():
    assert len(ATTACKS) >= 90
    assert {attack.path.parent.name for attack in ATTACKS} == set(FAMILIES)
