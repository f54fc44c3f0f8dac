"""What is allowed of the installed packages, told from their metadata."""

import numpy
import pytest

from autograder.sandbox.allowed import allowed_packages, entries, requirement


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder of installed packages that Python knows."""
    monkeypatch.syspath_prepend(str(tmp_path))
    allowed_packages.cache_clear()
    yield tmp_path
    allowed_packages.cache_clear()


def install(site, name, *files, requires=(), record=True):
    """Install a distribution with empty files."""
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    lines = [f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {text}" for text in requires)]
    (info / "METADATA").write_text("Metadata-Version: 2.1\n" + "\n".join(lines) + "\n")
    for file in files:
        path = site / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    if record:
        own = [*files, f"{info.name}/METADATA", f"{info.name}/RECORD", "../../bin/tool"]
        (info / "RECORD").write_text("".join(f"{file},sha256=x,0\n" for file in own))


def allowed(*names, **options):
    return set(allowed_packages(names, **options))


def test_a_package_is_allowed_with_all_that_it_requires_and_nothing_else(site):
    install(site, "one", "one/__init__.py", requires=["Two_B>=1", "absent"])
    install(site, "two-b", "two.py", "two.libs/lib.so", requires=["three ; python_version > '3'"])
    install(site, "three", "three/__init__.py", requires=["one"])
    install(site, "other", "other/__init__.py")
    found = allowed_packages(("one",))
    assert found["one"] == site / "one"
    metadata = {"one-1.0.dist-info", "two_b-1.0.dist-info", "three-1.0.dist-info"}
    assert set(found) == {"one", "two.py", "two.libs", "three", *metadata}


def test_what_only_an_extra_requires_is_allowed_where_the_extra_is_asked_for(site):
    install(site, "plain", "plain.py", requires=["more; extra == 'all'"])
    install(site, "asks", "asks.py", requires=["plain[ALL]"])
    install(site, "more", "more.py")
    assert "more.py" not in allowed("plain")
    assert {"plain.py", "more.py"} <= allowed("asks")


def test_a_package_may_come_from_a_distribution_of_another_name(site):
    install(site, "scikit-something", "sksomething/__init__.py")
    assert "sksomething" in allowed("sksomething.inner")


def test_a_shared_folder_is_allowed_in_parts(site):
    install(site, "a", "shared/a/__init__.py", "a.py", "__pycache__/a.cpython-311.pyc")
    install(site, "b", "shared/b/__init__.py", "b.py", "__pycache__/b.cpython-311.pyc")
    found = {entry for entry in allowed("a") if not entry.endswith(".dist-info")}
    assert found == {"shared/a", "a.py", "__pycache__/a.cpython-311.pyc"}


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_a_folder_that_is_a_package_of_one_is_allowed_as_a_whole(site, names):
    install(site, "a", "shared/a.py", "a.py")
    install(site, "b", "shared/__init__.py", "b.py")
    found = {entry for entry in allowed(*names) if not entry.endswith(".dist-info")}
    assert found == {"shared", "a.py", "b.py"}


def test_a_distribution_without_a_list_of_files_is_found_by_its_name(site):
    install(site, "old", "old/__init__.py", record=False)
    install(site, "flat", "flat.py", "flat.cpython-311.so", record=False)
    assert allowed("old", "flat") == {"old", "flat.py", "flat.cpython-311.so"}


def test_what_is_never_allowed_is_not_allowed_to_who_requires_it(site):
    install(site, "helper", "helper.py", requires=["library"])
    install(site, "library", "library/__init__.py", "library_more.py")
    found = allowed("helper", "library", without=frozenset({"library"}))
    assert "helper.py" in found
    assert "library" not in found


@pytest.mark.parametrize("name", ["nothing_of_this_name", "sys", ""])
def test_what_is_not_installed_is_left_out(name):
    assert allowed_packages((name,)) == {}


def test_files_outside_and_those_that_python_runs_at_its_start_are_left_out():
    assert entries(
        ["../../bin/x", "/etc/x", "x/../../y", "x.pth", "x/__init__.py", "x/y/z.py"]
    ) == {"x"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("numpy", ("numpy", set())),
        ("Python_Dateutil>=2.7", ("python-dateutil", set())),
        ("toolkit[one, Two]==13.0; platform_system == 'Linux'", ("toolkit", {"one", "two"})),
        ('more (>=2) ; extra == "asked"', ("more", set())),
        ('more ; python_version < "4" and extra == "other"', None),
        ("name @ https://example.org/name.whl", ("name", set())),
    ],
)
def test_a_requirement_is_a_name_and_extras(text, found):
    assert requirement(text, {"asked"}) == (found and (found[0], frozenset(found[1])))


def test_the_packages_of_the_course_are_among_those_of_this_python():
    found = allowed_packages(("numpy",))
    assert found["numpy"].samefile(numpy.__path__[0])
    assert "pytest" not in found
