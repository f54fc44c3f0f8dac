"""Runs the visible checks with modules that are loaded anew, as they are loaded for grading.

Its main() runs in a new Python, in a folder that holds what is handed in. It reads what is to be
done from a file, and writes what happened line by line, so that something is known also of a run
that had to be stopped.
"""

import builtins
import contextlib
import importlib
import io
import json
import linecache
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from coursework.problems import describe, place_of
from coursework.unusable import Unusable

JOB, RESULTS = "job.json", "results.jsonl"

_MOST = 400  # characters of a message


class OwnFiles:
    """Finds the student's modules, and has their imports see the packages of the course alone.

    A package that is not among them is an object that complains when it is used.

    Args:
        folder: where the modules lie.
        allowed: top-level names that may be imported.
    """

    def __init__(self, folder: Path, allowed: Sequence[str]) -> None:
        self._folder = folder
        self._allowed = frozenset(allowed)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The module of that name in the folder."""
        file = self._folder / f"{name}.py"
        if path is not None or not file.is_file():
            return None
        return spec_from_file_location(name, file, loader=_Loader(name, str(file), self._import))

    def _import(self, name: str, *others: Any, **more: Any) -> Any:
        top = name.partition(".")[0]
        level = others[3] if len(others) > 3 else more.get("level", 0)
        if level or top in self._allowed or (self._folder / f"{top}.py").is_file():
            return __import__(name, *others, **more)
        return Unusable(f"{name} is not there when this is graded.", name=name)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, file: str, importer: Callable[..., Any]) -> None:
        super().__init__(name, file)
        self._importer = importer

    def exec_module(self, module: ModuleType) -> None:
        names = {**vars(builtins), "__import__": self._importer}
        module.__dict__["__builtins__"] = names
        code = compile(Path(self.path).read_bytes(), self.path, "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 - as an import does


def run(job: Mapping[str, Any], folder: Path, tell: Callable[[Mapping[str, Any]], None]) -> None:
    """Load the modules, and run the checks one by one.

    Args:
        job: "modules" with the names that each must define, "allowed" and "checks".
        folder: where the modules lie, and the working directory.
        tell: gets what happened: {"module", "problem"}, and {"check", "problem"} after
            {"check", "begins"}.
    """
    with _own_files(folder, job["allowed"]):
        for name, problem in _load_all(job["modules"], folder).items():
            tell({"module": name, "problem": problem})
        for check in job["checks"]:
            tell({"check": check["name"], "begins": True})
            tell({"check": check["name"], "problem": _run_check(check, folder)})


@contextlib.contextmanager
def _own_files(folder: Path, allowed: Sequence[str]) -> Iterator[None]:
    """Modules of the folder, fresh, while the block runs; those of before come back."""
    own = {path.stem for path in folder.glob("*.py")}
    before = {name: sys.modules.pop(name) for name in own if name in sys.modules}
    finder = OwnFiles(folder, allowed)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in own:
            sys.modules.pop(name, None)
        sys.modules.update(before)


def _load_all(modules: Mapping[str, Sequence[str]], folder: Path) -> dict[str, str]:
    """Load the modules; what is wrong with each, and "" where nothing is.

    One that cannot be loaded is replaced by one that says so when something of it is used, so
    that it does not cost the modules that import it.
    """
    problems = {name: _load(name, wanted, folder) for name, wanted in modules.items()}
    for name in [name for name in problems if name not in sys.modules]:
        sys.modules[name] = _StandIn(name, problems[name])
    for name, module in [(n, sys.modules[n]) for n in problems]:
        if isinstance(module, _StandIn):  # perhaps it only failed because of another one
            del sys.modules[name]
            problems[name] = _load(name, modules[name], folder)
            sys.modules.setdefault(name, _StandIn(name, problems[name]))
    return problems


class _StandIn(ModuleType):
    """A module that cannot be loaded."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name)
        self._problem = problem

    def __getattr__(self, name: str) -> Unusable:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unusable(self._problem)


def _load(name: str, wanted: Sequence[str], folder: Path) -> str:
    try:
        with _silence():
            module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            return f"{name}.py is missing."
        return describe(error, folder / f"{name}.py")
    except (Exception, SystemExit) as error:  # whatever a student's file may raise
        return describe(error, folder / f"{name}.py")
    lacks = [one for one in wanted if not hasattr(module, one)]
    told = f"{name}.py does not define {' and '.join(lacks)}." if lacks else ""
    for one in lacks:
        setattr(module, one, Unusable(told))
    return told


def _run_check(check: Mapping[str, str], folder: Path) -> str:
    names: dict[str, Any] = {"__name__": "__main__"}
    file = f"<the checks of {check['name']}>"
    source = check["source"]
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    try:
        with _silence():
            exec(check["above"], names)  # noqa: S102 - the student's own notebook
            exec(compile(source, file, "exec"), names)  # noqa: S102
    except (Exception, SystemExit) as error:
        return _sentence(error, file, folder)
    return ""


def _sentence(error: BaseException, file: str, folder: Path) -> str:
    text = str(error).strip()
    if isinstance(error, NotImplementedError):
        return text or "it is still to be written"
    if isinstance(error, AssertionError):
        inner = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
        text = text or (f"this does not hold: {inner[-1].line}" if inner else "a check failed")
    elif isinstance(error, NameError):
        text = f"{text} in the cells above it, as they were saved"
    elif not isinstance(error, ImportError):
        text = f"{type(error).__name__}: {text}"
    path, line = place_of(error, folder / "any.py")
    where = f" ({Path(path).name}, line {line})" if line else ""
    return (text if len(text) <= _MOST else f"{text[:_MOST]} …") + where


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    void = io.StringIO()
    with contextlib.redirect_stdout(void), contextlib.redirect_stderr(void):
        yield


def main() -> None:
    """Do the job of this folder."""
    folder = Path.cwd()
    job = json.loads((folder / JOB).read_text(encoding="utf-8"))
    with (folder / RESULTS).open("a", encoding="utf-8") as results:

        def tell(what: Mapping[str, Any]) -> None:
            results.write(f"{json.dumps(what)}\n")
            results.flush()

        run(job, folder, tell)
