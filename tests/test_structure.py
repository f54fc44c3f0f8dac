"""The shape of the project: who imports whom, and facts that stand in two places."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from autograder.loading import find_assignments, load_assignment

ROOT = Path(__file__).parents[1]

# A module may import those of its own line and of the lines above it.
LAYERS = (
    ("reglab", "autograder", "autograder.worker", "autograder.paths", "autograder.results"),
    ("autograder.encodings",),
    (
        "autograder.importing",
        "autograder.checks",
        "autograder.hiding",
        "autograder.misconceptions",
        "autograder.intake",
    ),
    ("autograder.confinement", "autograder.probes", "autograder.chance"),
    ("autograder.expect", "autograder.assignment", "autograder.subject"),
    ("autograder.loading", "autograder.reference", "autograder.diagnosis", "autograder.clock"),
    ("autograder.rehearsal", "autograder.fingerprint"),
    ("autograder.draws", "autograder.submission"),
    ("autograder.checking",),
    ("autograder.grading",),
    ("autograder.verdicts",),
    ("autograder.verify", "autograder.judge", "autograder.feedback", "autograder.release"),
    (
        "autograder.plugin",
        "autograder.sample_class",
        "autograder.recording",
        "autograder.notebooks",
    ),
    ("autograder.course",),
    ("autograder.terminal", "autograder.score_table"),
    ("autograder.options",),
    ("autograder.authoring",),
    ("autograder.cli",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

FILES = sorted([*ROOT.glob("reglab/**/*.py"), *ROOT.glob("autograder/**/*.py")])


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def rank_of(module):
    while module:
        if module in RANK:
            return RANK[module]
        module = module.rpartition(".")[0]
    return None


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            modules = {name_of(file) for file in FILES}
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules else node.module


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_point_one_way(path):
    own = rank_of(name_of(path))
    upward = [
        module
        for module in imports(path)
        if module.split(".")[0] in ("reglab", "autograder") and rank_of(module) > own
    ]
    assert upward == []


def test_every_module_of_the_engine_has_a_place_in_the_layers():
    placed = {name for names in LAYERS for name in names}
    top = {path.stem for path in ROOT.glob("autograder/*.py")} - {"__init__"}
    assert {f"autograder.{name}" for name in top} <= placed


@pytest.mark.parametrize("path", sorted(ROOT.glob("autograder/worker/*.py")), ids=name_of)
def test_the_worker_knows_numpy_reglab_and_the_standard_library_only(path):
    allowed = {"numpy", "reglab"} | sys.stdlib_module_names
    for module in imports(path):
        assert module.startswith("autograder.worker") or module.split(".")[0] in allowed


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


def test_the_conda_environment_and_the_project_ask_for_the_same():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    plain = {entry for entry in conda if isinstance(entry, str)} - {"pip"}
    wanted = {*project()["dependencies"], f"python{project()['requires-python']}"}
    wanted |= {d for d in project()["optional-dependencies"]["dev"] if d.startswith("pytest")}
    assert plain == wanted
    assert {"pip": ["-e ."]} in conda


def test_every_direct_dependency_is_pinned_within_its_bounds():
    pinned = dict(pins())
    extras = [d for group in project()["optional-dependencies"].values() for d in group]
    for dependency in [*project()["dependencies"], *extras]:
        name, lower = re.match(r"([\w-]+)>=([\d.]+)", dependency).groups()
        version = pinned[name.lower()]
        assert [int(n) for n in version.split(".")[:2]] >= [int(n) for n in lower.split(".")[:2]]


def extras():
    return {*project()["optional-dependencies"]} - {"dev"}


def test_what_an_assignment_needs_is_an_extra_of_its_name():
    needed = {
        name
        for assignment in find_assignments(ROOT / "solutions")
        for name in load_assignment(ROOT / "solutions" / assignment).needs
    }
    assert needed <= extras()


@pytest.mark.parametrize("extra", sorted(extras()))
def test_make_installs_an_extra_when_it_is_asked_to_and_ci_asks(extra):
    makefile = (ROOT / "Makefile").read_text()
    assert f"\n{extra.upper()} ?= 0\n" in makefile
    assert f"\n.venv/with-{extra}: .venv/ready\n\t@$(INSTALL) -e '.[{extra}]' " in makefile
    targets = [line for line in makefile.splitlines() if "##" in line and ": .venv/" in line]
    assert targets
    assert all("$(WITH)" in line for line in targets)
    assert f"\nmake setup {extra.upper()}=1" in (ROOT / ".ci" / "run").read_text()


def test_the_extra_of_a_package_asks_for_that_package():
    for extra in extras():
        (wanted,) = project()["optional-dependencies"][extra]
        assert re.match(r"[\w-]+", wanted)[0] == extra
