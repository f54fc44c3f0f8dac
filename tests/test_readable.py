"""Folders are shown without the packages that are installed in them."""

import sysconfig
from pathlib import Path

import pytest

from autograder.sandbox import readable
from autograder.sandbox.readable import (
    package_folders,
    package_places,
    place,
    standard_library,
    system_folders,
    without,
)


@pytest.fixture
def prefix(tmp_path):
    """A Python below a folder that a link leads to, and a file elsewhere."""
    for file in ("lib/python/json.py", "lib/python/site-packages/secret.py", "lib/libm.so"):
        path = tmp_path / "real" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to("real")
    return tmp_path / "link"


def names(paths, prefix):
    return {str(path.relative_to(prefix.resolve())) for path in paths}


def test_all_but_the_hidden_folder_is_given_by_its_outermost_paths(prefix):
    hidden = {prefix.resolve() / "lib/python/site-packages"}
    found = without(prefix / "lib", hidden)
    assert names(found, prefix) == {"lib/libm.so", "lib/python/json.py"}


def test_a_folder_without_anything_hidden_is_given_as_a_whole(prefix):
    assert list(without(prefix / "lib", {Path("/nowhere")})) == [prefix.resolve() / "lib"]


def test_a_hidden_folder_gives_nothing_and_neither_does_what_is_below_it(prefix):
    hidden = {prefix.resolve() / "lib"}
    assert list(without(prefix / "lib", hidden)) == []
    assert list(without(prefix / "lib" / "python", hidden)) == []


@pytest.mark.parametrize("target", ["python/site-packages", "../../elsewhere", ".."])
def test_a_link_gives_no_right_to_what_it_leads_to(prefix, target):
    (prefix / "lib" / "link").symlink_to(target)
    hidden = {prefix.resolve() / "lib/python/site-packages"}
    found = without(prefix / "lib", hidden)
    assert names(found, prefix) == {"lib/libm.so", "lib/python/json.py"}


def test_a_path_is_found_under_the_name_of_the_folder_that_shows_it(prefix, monkeypatch):
    monkeypatch.setattr(readable, "system_folders", lambda: (prefix / "lib",))
    real = prefix.resolve() / "lib/python/site-packages"
    monkeypatch.setattr(readable, "package_folders", lambda: frozenset({real}))
    readable._named.cache_clear()
    try:
        assert place(real) == prefix / "lib/python/site-packages"
        assert place(prefix.parent / "elsewhere") == prefix.parent / "elsewhere"
        assert package_places() == [prefix / "lib/python/site-packages"]
    finally:
        readable._named.cache_clear()


def test_the_packages_of_this_python_are_hidden_and_its_standard_library_is_not():
    hidden = package_folders()
    site = Path(sysconfig.get_path("purelib")).resolve()
    assert site in hidden or not any(site.is_relative_to(f.resolve()) for f in system_folders())
    for folder in standard_library():
        assert not any(folder.is_relative_to(secret) for secret in hidden)
        shown = list(without(folder, hidden))
        assert {folder / "json", folder / "os.py"} <= set(shown) or shown == [folder]
