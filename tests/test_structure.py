"""The shape of the project: who imports whom, and facts that stand in two places."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from autograder.assignments.loading import find_assignments, load_assignment

ROOT = Path(__file__).parents[1]

# A room may import those of the lines below its own, and the last line what it likes.
FLOORS = (
    ("commands",),
    ("authoring",),
    ("course",),
    ("gradebook",),
    ("release",),
    ("grading",),
    ("sandbox",),
    ("assignments", "submissions"),
    ("authors",),
    ("worker",),
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}

PACKAGES = ("reglab", "coursework", "autograder")
FILES = sorted(path for package in PACKAGES for path in ROOT.glob(f"{package}/**/*.py"))
ENGINE = [
    path
    for path in FILES
    if path.is_relative_to(ROOT / "autograder")
    and not path.is_relative_to(ROOT / "autograder" / "authoring" / "starter")
]


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in FILES}


def room_of(module):
    return module.split(".")[1] if module.startswith("autograder.") else ""


def imports(path):
    """Dotted names of all that a file imports, within functions as well; not for type checkers."""
    waiting = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


@pytest.mark.parametrize("path", ENGINE, ids=name_of)
def test_rooms_are_imported_from_above_only(path):
    own = room_of(name_of(path))
    if own not in LEVEL:  # autograder itself, and the way to its command
        return
    used = {room_of(module) for module in imports(path)} - {own, ""}
    assert sorted(room for room in used if LEVEL[room] <= LEVEL[own]) == []


def test_every_module_of_the_engine_stands_in_a_room():
    folder = ROOT / "autograder"
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", "__main__"}
    assert {path.parent.name for path in folder.glob("*/__init__.py")} == set(LEVEL)


def test_no_module_imports_itself_through_others():
    uses = {name: {m for m in imports(path) if m in MODULES} for name, path in MODULES.items()}
    done, open_ = set(), []

    def visit(module):
        assert module not in open_, " -> ".join([*open_[open_.index(module) :], module])
        if module not in done:
            open_.append(module)
            for used in sorted(uses[module] - {module}):
                visit(used)
            done.add(open_.pop())

    for module in sorted(uses):
        visit(module)


@pytest.mark.parametrize("path", sorted(ROOT.glob("autograder/worker/*.py")), ids=name_of)
def test_the_worker_knows_numpy_and_the_standard_library_only(path):
    allowed = {"numpy"} | sys.stdlib_module_names
    for module in imports(path):
        assert module.startswith("autograder.worker") or module.split(".")[0] in allowed


@pytest.mark.parametrize("path", sorted(ROOT.glob("coursework/*.py")), ids=name_of)
def test_what_a_notebook_begins_with_needs_python_alone(path):
    for module in imports(path):
        assert module.split(".")[0] in {"coursework", "google"} | sys.stdlib_module_names


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_engine_and_the_library_know_no_assignment(path):
    assert "solutions." not in " ".join(imports(path))


def pins():
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, version = line.partition("==")
            yield re.sub(r"[-_.]+", "-", name).lower(), version


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def extras():
    return project()["optional-dependencies"]


def packages():
    """Extras that are a package an assignment may need, each of that package's name."""
    return sorted(
        extra
        for extra, wanted in extras().items()
        if [re.match(r"[\w-]+", line)[0] for line in wanted] == [extra]
    )


def test_what_a_student_needs_is_three_packages():
    assert [re.match(r"\w+", line)[0] for line in project()["dependencies"]] == [
        "numpy",
        "matplotlib",
        "tqdm",
    ]


def test_the_conda_environment_and_the_project_ask_for_the_same():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    plain = {entry for entry in conda if isinstance(entry, str)} - {"pip"}
    wanted = {*project()["dependencies"], *extras()["grader"], *extras()["data"]}
    wanted |= {f"python{project()['requires-python']}"}
    wanted |= {d for d in extras()["dev"] if d.startswith("pytest")}
    by_pip = {d for d in wanted if d.startswith("copydetect")}  # not known to conda-forge
    assert plain == wanted - by_pip
    assert {"pip": ["-e .[grader,data]"]} in conda


def test_make_installs_what_its_targets_use():
    makefile = (ROOT / "Makefile").read_text()
    assert "$(INSTALL) -e '.[grader,data]' && touch $@" in makefile
    assert "$(INSTALL) -e '.[dev]' && touch $@" in makefile
    assert "reglab[grader,data,docs,postgres,dask]" in extras()["dev"]


def test_every_direct_dependency_is_pinned_within_its_bounds():
    pinned = dict(pins())
    asked = [line for group in extras().values() for line in group]
    for dependency in [*project()["dependencies"], *asked]:
        if dependency.startswith("reglab["):
            continue
        name, lower = re.match(r"([\w-]+)>=([\d.]+)", dependency).groups()
        version = pinned[name.lower()]
        assert [int(n) for n in version.split(".")[:2]] >= [int(n) for n in lower.split(".")[:2]]


def test_what_an_assignment_needs_is_an_extra_of_its_name():
    needed = {
        name
        for assignment in find_assignments(ROOT / "solutions")
        for name in load_assignment(ROOT / "solutions" / assignment).needs
    }
    assert needed <= {*packages()}


@pytest.mark.parametrize("extra", packages())
def test_make_installs_an_extra_when_it_is_asked_to_and_ci_asks(extra):
    makefile = (ROOT / "Makefile").read_text()
    assert f"\n{extra.upper()} ?= 0\n" in makefile
    assert f"\n.venv/with-{extra}: .venv/ready\n\t@$(INSTALL) -e '.[{extra}]' " in makefile
    targets = [line for line in makefile.splitlines() if "##" in line and ": .venv/" in line]
    assert targets
    assert all("$(WITH)" in line for line in targets)
    assert f"\nstep make setup {extra.upper()}=1" in (ROOT / ".ci" / "run").read_text()


def test_the_engine_does_not_name_the_library():
    named = [
        path.relative_to(ROOT)
        for path in sorted((ROOT / "autograder").rglob("*.*"))
        if path.suffix != ".pyc" and "reglab" in path.read_text(encoding="utf-8").lower()
    ]
    assert named == []


def test_the_claimed_versions_are_those_that_the_pins_were_tested_with():
    claimed = re.findall(r"Python :: (3\.\d+)", " ".join(project()["classifiers"]))
    tested = re.findall(r"3\.\d+", (ROOT / "constraints.txt").read_text().splitlines()[0])
    assert claimed == tested
