import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import self_test as isolation
from autograder.sandbox.namespaces import has_bwrap
from autograder.sandbox.self_test import (
    PROPERTIES,
    Isolation,
    IsolationRefusedError,
    probe,
    require_isolation,
)
from autograder.worker.landlock import version

ROOT = Path(__file__).parents[1]


def lacking(*names):
    return Isolation(bwrap=False, held={name: name not in names for name in PROPERTIES})


def test_every_property_is_tried():
    assert set(probe().held) == set(PROPERTIES)


def test_a_missing_property_is_refused_by_name_with_its_fix(monkeypatch):
    monkeypatch.setattr(isolation, "probe", lambda: lacking("network"))
    with pytest.raises(IsolationRefusedError) as caught:
        require_isolation()
    assert "network: a submission can use the network: install bubblewrap" in str(caught.value)
    assert "--accept-weaker=network" in str(caught.value)


def test_an_accepted_property_is_recorded(monkeypatch):
    monkeypatch.setattr(isolation, "probe", lambda: lacking("network", "memory"))
    found = require_isolation(["network", "memory", "writes"])
    assert found.to_json()["accepted_weaker"] == ["network", "memory"]
    assert found.to_json()["holds"]["network"] is False


def test_accepting_one_property_accepts_no_other(monkeypatch):
    monkeypatch.setattr(isolation, "probe", lambda: lacking("network", "memory"))
    with pytest.raises(IsolationRefusedError, match="memory"):
        require_isolation(["network"])


def test_a_sandbox_that_confines_nothing_is_found_out(monkeypatch, tmp_path):
    """The self-test judges by what happens: here the layers are there in name only."""
    weaken(monkeypatch, "confine", "Confinement.apply = lambda self, job, keep, folder: None")
    assert set(probe.__wrapped__().missing) == set(PROPERTIES) - {"time", "output"}


@pytest.mark.skipif(
    not version(ctypes.CDLL(None)), reason="nothing can be written without Landlock"
)
@pytest.mark.parametrize(
    ("module", "text", "missing"),
    [
        (
            "zygote",
            "Zygote._sweep = lambda self, folder, user: self._free.append(folder)",
            ("leftovers",),
        ),
        (
            "confine",
            "Confinement.user = lambda self, job: 0\n"
            "rules = landlock.ruleset\n"
            "landlock.ruleset = lambda libc, readable, listed, folder, removable: rules(\n"
            "    libc, readable, listed, os.path.dirname(folder), removable=removable)",
            ("foreign_reads", "writes"),
        ),
    ],
    ids=["not_emptied", "open_to_neighbors"],
)
def test_a_folder_that_is_not_private_is_found_out(monkeypatch, module, text, missing):
    weaken(monkeypatch, module, text)
    assert probe.__wrapped__().missing == missing


def weaken(monkeypatch, module, text):
    """Have the self-test meet a worker one of whose modules ends with more text."""

    def sandbox(**arguments):
        made = isolation_sandbox(**arguments)
        path = made._kit / "autograder" / "worker" / f"{module}.py"
        path.write_text(f"{path.read_text()}\n\n{text}\n")
        return made

    isolation_sandbox = isolation.Sandbox
    monkeypatch.setattr(isolation, "has_bwrap", lambda: False)
    monkeypatch.setattr(isolation, "Sandbox", sandbox)
    monkeypatch.setattr(isolation, "BURN_SECONDS", 2.0)


STARTS = """
from autograder.sandbox.sandbox import Sandbox
import sys
with Sandbox(bwrap=sys.argv[1] == "bwrap") as sandbox:
    with sandbox.fork() as worker:
        worker._await_greeting()
        print(sys.executable, worker._pid > 0)
"""


@pytest.mark.parametrize("how", ["bwrap", "no bwrap"])
@pytest.mark.parametrize("way", ["../bin", "{bin}/../bin"])
def test_an_interpreter_that_is_called_by_way_of_its_parent_folder_starts(how, way):
    if how == "bwrap" and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    here = Path(sys.executable).parent
    path = f"{way.format(bin=here)}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    name = Path(sys.executable).name
    ran = subprocess.run(
        ["/usr/bin/env", name, "-c", STARTS, how],
        cwd=here,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.endswith("True\n"), ran.stderr
