"""Hostile submissions beside torch: what it has loaded and can do breaks no confinement."""

import sys

import pytest
from hostile.attacks import FAMILIES, TRAINING, attacks
from hostile.lab import Lab
from toy_torch import needs_torch
from turns import part

from autograder.sandbox.namespaces import has_bwrap

SOME = {  # of each family, those that lean most on the process that they run in
    "lying": ("own_memory", "patched_wire", "reads_the_reference"),
    "shortcuts": ("a_tape", "guesses_the_seed"),
    "state": ("changes_x", "leaves_a_mark_in_shared_pages", "leaves_posix_memory"),
    "dying": ("memory", "segfault_in_train_mode", "recursion_in_c"),
    "flooding": ("huge_array", "forged_handles", "writes_garbage"),
    "values": ("array_interface", "evil_cache", "objects"),
    "escaping": (
        "devices",
        "fork_bomb",
        "kernel_doors",
        "network",
        "threads_left_running",
        "writes",
    ),
    "forging": (
        "giant_integer_through_a_probe",
        "replaces_a_probe",
        "takes_the_name_of_the_probes",
    ),
    "telling": ("the_code_of_the_probes", "what_the_collector_knows"),
    "writing": ("beside_its_folder", "fills_the_disk", "hides_what_it_removed"),
}
AGAINST_TORCH = attacks([TRAINING])
ATTACKS = (
    *(attack for attack in attacks() if attack.path.stem in SOME[attack.path.parent.name]),
    *AGAINST_TORCH,
)
WAYS = [
    pytest.param(bwrap, id=name, marks=pytest.mark.xdist_group(f"hostile_torch_{name}"))
    for bwrap, name in ((True, "with_bwrap"), (False, "without_bwrap"))
]
TRIED = [
    pytest.param(way.values[0], attack, id=f"{way.id}-{attack.name}", marks=way.marks)
    for later, way in enumerate(WAYS)
    for attack in part(ATTACKS, len(WAYS), later=later)
]
pytestmark = [
    needs_torch,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines submissions"),
]


@pytest.fixture(scope="module", params=WAYS)
def lab(request):
    if request.param and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    with Lab(bwrap=request.param, packages=("torch", "torch._dynamo")) as lab:
        assert lab.problems_at_start == []
        yield lab


@pytest.mark.parametrize(("lab", "attack"), TRIED, indirect=["lab"], scope="module")
def test_an_attack_gets_what_it_must_and_harms_nobody(lab, attack):
    if attack.impossible:
        pytest.skip(attack.impossible)
    assert lab.run(attack).problems == ()


def test_what_a_submission_does_to_torch_is_gone_with_it(lab):
    by_name = {attack.path.stem: attack for attack in AGAINST_TORCH}
    for name in ("spoils_the_packages", "honest_training"):
        assert lab.run(by_name[name]).problems == ()


def test_attacks_of_every_family_are_among_them():
    assert {attack.path.parent.name for attack in ATTACKS} == {*FAMILIES, TRAINING}
    assert {attack.path.stem for attack in ATTACKS} >= {n for names in SOME.values() for n in names}
