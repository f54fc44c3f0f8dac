"""Hostile submissions get what they must and harm nobody, with bwrap and without it.

Each attack is tried in one of the two ways, and after the next commit in the other: see turns.py.
`python -m tests.hostile` tries all of them in either.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import processes
from hostile.attacks import FAMILIES, Attack, attacks
from hostile.lab import Lab
from hostile.witnesses import Witnesses
from turns import part

from autograder.sandbox.namespaces import has_bwrap

ATTACKS = attacks()
WAYS = [
    pytest.param(bwrap, id=name, marks=pytest.mark.xdist_group(f"hostile_{name}"))
    for bwrap, name in ((True, "with_bwrap"), (False, "without_bwrap"))
]
TRIED = [
    pytest.param(way.values[0], attack, id=f"{way.id}-{attack.name}", marks=way.marks)
    for later, way in enumerate(WAYS)
    for attack in part(ATTACKS, len(WAYS), later=later)
]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines submissions")


@pytest.fixture(scope="module", params=WAYS)
def lab(request):
    if request.param and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    with Lab(bwrap=request.param) as lab:
        assert lab.problems_at_start == []
        assert lab.grader.isolation.bwrap == request.param
        yield lab


@pytest.mark.parametrize(("lab", "attack"), TRIED, indirect=["lab"], scope="module")
def test_an_attack_gets_what_it_must_and_harms_nobody(lab, attack):
    if attack.impossible:
        pytest.skip(attack.impossible)
    assert lab.run(attack).problems == ()


def test_every_attack_says_what_it_tries_and_what_it_must_get():
    for attack in ATTACKS:
        assert attack.tries.endswith("."), attack.name
        assert attack.gets, attack.name


def test_there_are_attacks_of_every_family():
    assert {attack.path.parent.name for attack in ATTACKS} == set(FAMILIES)


def test_a_score_that_an_attack_must_not_get_is_found(lab):
    text = '"""Is honest.\n\ngets: dropout_forward 3, at most 18\n"""\nfrom honest import *\n'
    first, second = lab.run(Attack(Path("lying/honest.py"), text)).problems
    assert first == "got 12 of 12 in dropout_forward, must get dropout_forward 3"
    assert second == "got 19 of 19 in all, must get at most 18"


def test_a_secret_in_the_output_is_found(lab):
    secret = lab._witnesses.canaries["classmate"].secret
    text = f'"""Tells.\n\ngets: nothing\n"""\nraise ValueError("{secret}")\n'
    problems = lab.run(Attack(Path("lying/tells.py"), text)).problems
    assert problems == ("the canary classmate is in the output",)


@pytest.fixture
def witnesses(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "PATIENCE", 0.1)
    witnesses = Witnesses(tmp_path, tmp_path / "submitted" / "mallory")
    yield witnesses
    witnesses.close()


def call(witnesses, kind):
    with socket.socket(socket.AF_INET, kind) as caller:
        caller.connect(("127.0.0.1", witnesses.ears.port))
        caller.send(b"x")


def call_by_name(witnesses):
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(f"\0reglab-{witnesses.ears.port}")


@pytest.mark.parametrize("name", ["beside", "classmate", "gradebook", "temporary"])
@pytest.mark.parametrize(
    "deed",
    [
        lambda path: path.write_bytes(b"trodden on"),
        lambda path: path.chmod(0o600),
        lambda path: path.touch(),
        lambda path: path.rename(path.with_name("gone")),
        lambda path: path.with_name("link").hardlink_to(path),
    ],
    ids=["writes", "changes_the_mode", "changes_the_time", "renames", "links"],
)
def test_a_touched_canary_is_noticed(witnesses, tmp_path, name, deed):
    canary = witnesses.canaries[name]
    assert canary.untouched
    deed(canary.path)
    assert list(witnesses.damage()) == [f"the canary {name} was touched"]
    for left in (canary.path.with_name("gone"), canary.path.with_name("link")):
        left.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda w: call(w, socket.SOCK_STREAM), "the listener has heard something"),
        (lambda w: call(w, socket.SOCK_DGRAM), "the listener has heard something"),
        (call_by_name, "the listener has heard something"),
        (lambda w: os.kill(os.getpid(), signal.SIGURG), "the grader has got a signal"),
        (lambda w: (w._folder / "planted").mkdir(), "these files were left"),
        (lambda w: None, None),
    ],
    ids=["tcp", "udp", "unix", "signal", "file", "nothing"],
)
def test_what_a_witness_sees_is_told(witnesses, deed, words):
    deed(witnesses)
    told = list(witnesses.damage())
    assert told == [] if words is None else (len(told) == 1 and told[0].startswith(words))


def test_a_process_that_is_left_is_noticed_and_so_is_its_orphan(witnesses):
    script = "sleep 60 & echo $!; exec sleep 60"
    with subprocess.Popen(["/bin/sh", "-c", script], stdout=subprocess.PIPE) as parent:
        orphan = int(parent.stdout.readline())
        assert "2 processes are left" in list(witnesses.damage())
        parent.kill()
    assert list(witnesses.damage()) == ["1 processes are left"]
    os.kill(orphan, signal.SIGKILL)


def test_a_descriptor_that_is_left_open_is_noticed(witnesses):
    fd = os.dup(0)
    assert list(witnesses.damage()) == ["1 descriptors are left open"]
    os.close(fd)
