"""The Dockerfile agrees with what it builds from; .ci/dockerfile runs its steps."""

import re
import tomllib
from pathlib import Path

import pytest
from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "where-it-runs.md"


@pytest.fixture(scope="module")
def steps(tmp_path_factory):
    copy = tmp_path_factory.mktemp("docker")  # for the parser opens its file to write
    (copy / "Dockerfile").write_bytes((ROOT / "Dockerfile").read_bytes())
    return [(s["instruction"], s["value"]) for s in DockerfileParser(str(copy)).structure]


def values(steps, kind):
    return [value for found, value in steps if found == kind]


def test_the_base_has_a_python_that_is_claimed(steps):
    (base,) = values(steps, "FROM")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    version = re.fullmatch(r"python:(3\.\d+)-slim", base)[1]
    assert f"Programming Language :: Python :: {version}" in project["classifiers"]


def test_it_installs_what_confines_and_what_its_steps_call(steps):
    apt = next(value for value in values(steps, "RUN") if "apt-get install" in value)
    assert {"bubblewrap", "git", "make"} <= set(apt.split())


def test_submissions_are_not_graded_as_root(steps):
    kinds = [kind for kind, _ in steps]
    assert values(steps, "USER") == ["grader"]
    assert kinds.index("USER") < kinds.index("COPY") < kinds.index("CMD")


def test_its_targets_are_those_of_make(steps):
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    called = re.findall(r"make (\w+)", " ".join(values(steps, "RUN")))
    called += re.findall(r'"make", "(\w+)"', " ".join(values(steps, "CMD")))
    assert called == ["setup", "grade"]
    assert set(called) <= targets


def test_no_submission_and_no_gradebook_is_copied_into_the_image():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {"course", "dist", ".venv", ".git"} <= set(ignored)


def test_the_page_mounts_what_the_image_works_in_with_the_options_that_confinement_needs(steps):
    text = (ROOT / "Dockerfile").read_text()
    (folder,) = values(steps, "WORKDIR")
    options = set(re.findall(r"--security-opt \S+", text))
    assert len(options) == 2
    for page in (text, PAGE.read_text()):
        assert f":{folder}/course" in page
        assert options <= set(re.findall(r"--security-opt \S+", page))
    written = (ROOT / "docs/confinement.md").read_text()
    assert all(option in written for option in options)


def test_every_step_is_one_that_ci_knows_how_to_run(steps):
    script = (ROOT / ".ci/dockerfile").read_text()
    assert all(f'kind == "{kind}"' in script for kind, _ in steps)
