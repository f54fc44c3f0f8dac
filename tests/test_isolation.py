import pytest

from autograder.sandbox import self_test as isolation
from autograder.sandbox.self_test import (
    PROPERTIES,
    Isolation,
    IsolationRefusedError,
    probe,
    require_isolation,
)


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
    monkeypatch.setattr(isolation, "has_bwrap", lambda: False)
    monkeypatch.setattr(isolation, "Sandbox", _open_sandbox)
    monkeypatch.setattr(isolation, "BURN_SECONDS", 2.0)
    found = probe.__wrapped__()
    assert set(found.missing) == set(PROPERTIES) - {"time", "output"}


def _open_sandbox(**arguments):
    sandbox = isolation_sandbox(**arguments)
    confine = sandbox._kit / "autograder" / "worker" / "confine.py"
    nothing = "\n\nConfinement.apply = lambda self, job, keep, folder: None\n"
    confine.write_text(confine.read_text() + nothing)
    return sandbox


isolation_sandbox = isolation.Sandbox
