"""Files are fetched once, checked, resumed, and when they cannot be had, the message helps."""

import hashlib
import sys

import numpy as np
import pytest
from file_server import serving

from reglab.data.downloads import BLOCK, DownloadError, RemoteFile, cache_folder, fetch

CONTENT = np.random.default_rng(0).bytes(300_000)


def remote(server, content=CONTENT, name="data.bin", mirrors=()):
    """A RemoteFile with the true hash of the content, on this server."""
    urls = (*mirrors, server.url(name))
    return RemoteFile(name, urls, hashlib.sha256(content).hexdigest(), len(content))


@pytest.fixture
def server():
    with serving({"data.bin": CONTENT}) as running:
        yield running


@pytest.fixture
def nowhere():
    """An address of this machine where nobody answers."""
    with serving({}) as gone:
        return gone.url("data.bin")


def test_a_file_is_downloaded_once(server, tmp_path):
    first = fetch(remote(server), tmp_path, progress=False)
    assert first.read_bytes() == CONTENT
    assert fetch(remote(server), tmp_path) == first
    assert server.requests == [("data.bin", None)]
    assert [path.name for path in tmp_path.iterdir()] == ["data.bin"]


def test_a_broken_download_goes_on_where_it_broke_off(server, tmp_path):
    server.breaks = [2 * BLOCK + 9]
    assert fetch(remote(server), tmp_path, progress=False).read_bytes() == CONTENT
    assert [wanted for _, wanted in server.requests] == [None, f"bytes={2 * BLOCK}-"]


def test_a_later_call_goes_on_where_an_earlier_one_gave_up(server, tmp_path):
    server.breaks = [BLOCK, 2 * BLOCK]
    with pytest.raises(DownloadError, match=r"The next try continues after 0\.2 MB"):
        fetch(remote(server), tmp_path, progress=False)
    assert fetch(remote(server), tmp_path, progress=False).read_bytes() == CONTENT
    assert server.requests[-1] == ("data.bin", f"bytes={3 * BLOCK}-")


def test_a_server_that_cannot_resume_sends_everything_again(tmp_path):
    with serving({"data.bin": CONTENT}, ranges=False) as server:
        server.breaks = [2 * BLOCK]
        assert fetch(remote(server), tmp_path, progress=False).read_bytes() == CONTENT
        assert [wanted for _, wanted in server.requests] == [None, f"bytes={2 * BLOCK}-", None]


def test_a_server_that_does_not_say_how_much_there_is_loses_nothing_when_it_breaks_off(tmp_path):
    with serving({"data.bin": CONTENT}, lengths=False) as server:
        server.breaks = [2 * BLOCK]
        assert fetch(remote(server), tmp_path, progress=False).read_bytes() == CONTENT
        assert [wanted for _, wanted in server.requests] == [None, f"bytes={2 * BLOCK}-"]


@pytest.mark.parametrize("length", [1000, len(CONTENT), len(CONTENT) + 5])
def test_a_spoiled_part_is_thrown_away(server, tmp_path, length):
    (tmp_path / "data.bin.part").write_bytes(b"x" * length)
    assert fetch(remote(server), tmp_path, progress=False).read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["data.bin"]


def test_a_spoiled_file_in_the_cache_is_fetched_again(server, tmp_path):
    (tmp_path / "data.bin").write_bytes(b"something else")
    assert fetch(remote(server), tmp_path, progress=False).read_bytes() == CONTENT


def test_another_file_than_the_published_one_is_refused(server, tmp_path):
    server.files["data.bin"] = CONTENT[:-1] + b"!"
    with pytest.raises(DownloadError, match="hash"):
        fetch(remote(server), tmp_path, progress=False)
    assert list(tmp_path.iterdir()) == []
    assert len(server.requests) == 1


def test_the_next_mirror_is_asked_when_one_fails(server, nowhere, tmp_path):
    mirrors = (nowhere, server.url("missing"))
    assert fetch(remote(server, mirrors=mirrors), tmp_path, progress=False).read_bytes() == CONTENT


def test_offline_the_message_names_the_file_the_reason_and_the_ways_out(nowhere, tmp_path):
    file = RemoteFile("data.bin", (nowhere,), "0" * 64, 170_498_071)
    with pytest.raises(DownloadError) as caught:
        fetch(file, tmp_path, progress=False)
    text = str(caught.value)
    for part in ("data.bin (170.5 MB)", nowhere, "offline", str(tmp_path), "REGLAB_CACHE"):
        assert part in text
    assert isinstance(caught.value, OSError)


def test_a_file_that_was_put_into_the_cache_by_hand_needs_no_network(nowhere, tmp_path):
    (tmp_path / "data.bin").write_bytes(CONTENT)
    file = RemoteFile("data.bin", (nowhere,), hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert fetch(file, tmp_path) == tmp_path / "data.bin"


def test_the_bar_counts_the_bytes_that_are_missing(server, tmp_path, capsys):
    server.breaks = [3 * BLOCK]
    fetch(remote(server), tmp_path)
    shown = capsys.readouterr()
    assert "data.bin" in shown.out
    assert "0.00/300k" in shown.out
    assert "0.00/103k" in shown.out
    assert shown.out.rpartition("\r")[2].strip() == ""
    assert shown.err == ""


def test_the_cache_is_the_folder_given_or_the_variable_or_the_systems(monkeypatch, tmp_path):
    monkeypatch.setenv("REGLAB_CACHE", str(tmp_path / "variable"))
    assert cache_folder(tmp_path / "given") == tmp_path / "given"
    assert cache_folder() == tmp_path / "variable"
    monkeypatch.delenv("REGLAB_CACHE")
    assert cache_folder().name == "reglab"


def test_without_pooch_the_message_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pooch", None)
    file = RemoteFile("data.bin", ("http://127.0.0.1/",), "0" * 64, 1)
    with pytest.raises(DownloadError, match=r"^Downloads need .* pip install pooch$"):
        fetch(file, tmp_path)


def test_without_tqdm_files_are_fetched_in_silence(server, monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert fetch(remote(server), tmp_path).read_bytes() == CONTENT
    assert capsys.readouterr() == ("", "")
