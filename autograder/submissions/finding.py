"""Finds a student's work among what was handed in, whatever its files are called."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from autograder.submissions.asked import Asked
from autograder.submissions.code_cells import files_in_cells, with_cells
from autograder.submissions.definitions import (
    Definitions,
    definitions,
    sides_of_a_merge,
    worked_on,
)
from autograder.submissions.encodings import module_in_utf8
from autograder.submissions.handed_in import HandedIn
from autograder.submissions.helpers import helpers
from autograder.submissions.notebook_cells import Cells, read_cells
from autograder.submissions.reading import SubmittedFiles
from autograder.submissions.remains import work_may_be_in

MAX_CHOICES = 5
MAX_BYTES = 1 << 20  # of one module

_LONGEST = 100  # characters of a path in a sentence
_NO_TEXT = frozenset({".png", ".jpg", ".jpeg", ".gif", ".npz", ".npy", ".pkl", ".pt", ".pdf"})


@dataclass(frozen=True)
class Source:
    """A text that defines what is asked for.

    Attributes:
        path: where it stands; a cell is named within its notebook.
        text: as Python reads it.
        encoding: how it was written; "" for plain UTF-8.
        found: what it defines.
    """

    path: str
    text: bytes
    encoding: str
    found: Definitions


@dataclass(frozen=True)
class _Taken:
    """What is graded as one module."""

    text: bytes | None = None
    path: str = ""
    notes: tuple[str, ...] = ()
    choices: Mapping[str, bytes] = field(default_factory=dict)
    spare: Mapping[str, bytes] = field(default_factory=dict)
    waits: str = ""


def notebooks_in(handed: HandedIn) -> dict[str, Cells]:
    """The cells of every notebook that was handed in, by its path; saved checkpoints last."""
    paths = [p for p in handed.files if ".ipynb" in p.lower() or p.lower().endswith(".json")]
    found = {p: read_cells(handed.files[p]) for p in sorted(paths, key=_is_checkpoint)}
    return {path: cells for path, cells in found.items() if cells is not None}


def find_work(
    handed: HandedIn,
    notebooks: Mapping[str, Cells],
    asked: Asked,
    chosen: Mapping[str, str] | None = None,
) -> SubmittedFiles:
    """The modules of a submission.

    The file of the right name is taken if it was worked on. If it is missing or untouched, any
    other text that defines what is asked for is meant, and then the cells of a notebook. Where
    several texts may be meant, none is taken and a person chooses.

    Args:
        handed: all that was handed in.
        notebooks: the notebooks in it.
        asked: what the assignment asks for.
        chosen: what a person chose already: a path, by module.
    """
    sources = _sources(handed, notebooks, asked)
    understood = {path.partition(", ")[0] for path in sources}
    remains = work_may_be_in(handed, notebooks, asked, understood)
    search = _Search(handed, notebooks, asked, sources, remains)
    taken = {
        module: search.find(module, (chosen or {}).get(module, "")) for module in asked.modules
    }
    modules = {module: t.text for module, t in taken.items() if t.text is not None}
    roots = [str(PurePosixPath(t.path).parent) for t in taken.values() if t.path in handed.files]
    more, odd = helpers(handed, asked, roots, {path.partition(", ")[0] for path in _used(taken)})
    notes = [note for t in taken.values() for note in t.notes] + list(odd)
    return SubmittedFiles(
        more | modules,
        asked.modules,
        tuple(dict.fromkeys(notes)),
        {module: t.choices for module, t in taken.items() if t.choices},
        {module: t.spare for module, t in taken.items() if t.spare},
        {module: t.waits for module, t in taken.items() if t.waits},
        remains,
    )


def _used(taken: Mapping[str, "_Taken"]) -> Iterator[str]:
    for one in taken.values():
        yield from (one.path, *one.choices)


def find_in_file(handed: HandedIn, asked: Asked) -> SubmittedFiles:
    """The modules of a submission that is one file: those that it bears the name of or defines."""
    (path,) = handed.files
    text, encoding = module_in_utf8(handed.files[path])
    found = definitions(text.decode("utf-8", "replace"))
    stem = PurePosixPath(path).stem
    defined = [
        m for m, names in asked.functions.items() if not found.lines.keys().isdisjoint(names)
    ]
    modules = [stem] if stem in asked.modules else defined or [asked.modules[0]]
    notes = _read_as(Source(path, text, encoding, found))
    return SubmittedFiles(dict.fromkeys(modules, text), tuple(modules), notes)


@dataclass(frozen=True)
class _Search:
    """A search for the modules of one submission."""

    handed: HandedIn
    notebooks: Mapping[str, Cells]
    asked: Asked
    sources: Mapping[str, Source]
    remains: tuple[str, ...]

    def find(self, module: str, chosen: str) -> _Taken:
        """What is graded as a module."""
        if chosen in self.sources:
            source = self.sources[chosen]
            told = f"{_short(chosen)} was graded as {module}.py, as was chosen."
            return _Taken(source.text, source.path, (told, *_read_as(source)))
        named = self.sources.get(f"{module}.py")
        work = self._work(module)
        own = work(named) if named else set()
        others = [s for s in self.sources.values() if s is not named and work(s)]
        more = _distinct([s for s in others if work(s) - own], named if own else None)
        if len(more) == 1 and not own:
            return self._with_cells(module, _renamed(module, more[0], named), more[0])
        if more:
            return _choice(module, ([named] if named and own else []) + more)
        if named is None:
            return self._with_cells(module, _Taken(), None)
        spare = _distinct(others, named)[: MAX_CHOICES - 1]
        said = tuple(
            f"{_short(s.path)} was not graded, because {module}.py was handed in." for s in spare
        )
        few = {source.path: source.text for source in spare}
        taken = _Taken(named.text, named.path, said + _read_as(named), spare=few)
        return self._with_cells(module, taken, named)

    def _work(self, module: str) -> Callable[[Source], set[str]]:
        """The functions of a module that a student wrote into a text."""
        functions = self.asked.functions[module]
        skeleton = self._skeleton(module)

        def work(source: Source) -> set[str]:
            found = source.found
            if source.path != f"{module}.py":  # elsewhere, an import is only a use
                found = Definitions(found.lines)
            elif any(f"{star}.py" in self.handed.files for star in found.stars):
                return set(functions)
            return {name for name in functions if worked_on(found, skeleton, name)}

        return work

    def _skeleton(self, module: str) -> Definitions | None:
        text = self.asked.skeletons.get(module)
        return None if text is None else definitions(text)

    def _with_cells(self, module: str, taken: _Taken, source: Source | None) -> _Taken:
        """What was taken for a module, with functions of a notebook's cells where it lacks them."""
        written = self._work(module)(source) if source else set()
        missing = [name for name in self.asked.functions[module] if name not in written]
        base = (taken.text or self.asked.skeletons.get(module, "").encode()).decode(
            "utf-8", "replace"
        )
        for path, notebook in self.notebooks.items():
            if not missing:
                return taken
            text, names = with_cells(base, missing, notebook, self.asked)
            if names:
                said = (
                    f"{', '.join(names)}: taken from a cell of {_short(path)}; write it into"
                    f" {module}.py."
                )
                return replace(taken, text=text.encode(), notes=(*taken.notes, said))
        if written or not missing:
            return taken
        return self._nowhere(module, taken, missing)

    def _nowhere(self, module: str, taken: _Taken, missing: Sequence[str]) -> _Taken:
        """What is said where no work was found: all that was tried."""
        state = "is as it was released" if taken.text is not None else "was not handed in"
        if f"{module}.py" in self.handed.unread:
            state = f"could not be read ({self.handed.unread[f'{module}.py']})"
        said = (
            f"{module}.py {state}, and no other file, zip or notebook cell that was handed in"
            f" defines {' or '.join(missing)}."
        )
        waits = ""
        if self.remains:
            places = ", ".join(map(_short, self.remains))
            waits = f"{said} The work may be in {places}: a person must look."
        return replace(taken, notes=(*taken.notes, said), waits=waits)


def _sources(handed: HandedIn, notebooks: Mapping[str, Cells], asked: Asked) -> dict[str, Source]:
    """Every text that defines what is asked for, and every file of a right name."""
    names = {name for functions in asked.functions.values() for name in functions}
    wanted = re.compile("|".join(map(re.escape, sorted(names))) or r"\Z.")
    own = {f"{module}.py" for module in asked.modules}
    found: dict[str, Source] = {}
    for path, data in handed.files.items():
        kind = PurePosixPath(path).suffix.lower()
        if path in notebooks or kind in _NO_TEXT or len(data) > MAX_BYTES:
            continue
        text, encoding = module_in_utf8(data)
        if path in own or wanted.search(text.decode("utf-8", "replace")):
            found |= _both_sides(path, text, encoding)
    for path, written in files_in_cells(notebooks).items():
        found[path] = Source(path, written.encode(), "", definitions(written))
    checkpoints = {path for path in found if _is_checkpoint(path)}
    useful = {p for p in found.keys() - checkpoints if names & found[p].found.lines.keys()}
    return {p: s for p, s in found.items() if p not in checkpoints or not useful}


def _both_sides(path: str, text: bytes, encoding: str) -> dict[str, Source]:
    """A text as a source; both of its sides where a merge was left unfinished."""
    whole = text.decode("utf-8", "replace")
    sides = sides_of_a_merge(whole)
    if sides is None:
        return {path: Source(path, text, encoding, definitions(whole))}
    named = zip(("first", "second"), sides, strict=True)
    return {
        f"{path}, {which} side of the merge": Source(
            f"{path}, {which} side of the merge", side.encode(), encoding, definitions(side)
        )
        for which, side in named
    }


def _distinct(sources: Sequence[Source], named: Source | None) -> list[Source]:
    """The sources that differ from each other and from the named one in more than comments."""
    seen = [named.found.all_lines] if named else []
    found = []
    for source in sources:
        if source.found.all_lines not in seen:
            seen.append(source.found.all_lines)
            found.append(source)
    return found


def _renamed(module: str, source: Source, named: Source | None) -> _Taken:
    state = "is as it was released" if named else "was not handed in"
    must = f"The file must be called {module}.py."
    if PurePosixPath(source.path).name == f"{module}.py":
        must = "The file must lie beside the notebook."
    elif ", cell " in source.path:
        must = f"Hand in {module}.py itself as well."
    said = f"{_short(source.path)} was graded as {module}.py, which {state}. {must}"
    return _Taken(source.text, source.path, (said, *_read_as(source)))


def _choice(module: str, sources: Sequence[Source]) -> _Taken:
    few = {source.path: source.text for source in sources[:MAX_CHOICES]}
    waits = f"{len(sources)} files that differ may be meant as {module}.py: a person must choose."
    return _Taken(choices=few, waits=waits)


def _read_as(source: Source) -> tuple[str, ...]:
    if not source.encoding:
        return ()
    return (f"{_short(source.path)} was read as {source.encoding}; Python asks for UTF-8.",)


def _short(path: str) -> str:
    return path if len(path) <= _LONGEST else f"…{path[-_LONGEST:]}"


def _is_checkpoint(path: str) -> bool:
    return ".ipynb_checkpoints" in PurePosixPath(path).parts or "-checkpoint." in path
