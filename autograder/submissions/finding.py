"""Finds a student's work among what was handed in, whatever its files are called."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from autograder.submissions.asked import Asked
from autograder.submissions.code_cells import may_define, with_cells
from autograder.submissions.definitions import Definitions, definitions, worked_on
from autograder.submissions.encodings import module_in_utf8
from autograder.submissions.handed_in import HandedIn
from autograder.submissions.helpers import helpers
from autograder.submissions.notebook_cells import Cells
from autograder.submissions.reading import SubmittedFiles, short
from autograder.submissions.remains import notes_on_unread, work_may_be_in
from autograder.submissions.sources import Source, distinct, find_sources, imported_by

MAX_CHOICES = 5

MUST_CHOOSE = "a person must choose"


@dataclass(frozen=True)
class _Taken:
    """What is graded as one module.

    Attributes:
        text: its text; None where there is none, or a person must choose.
        used: the sources that it may be, the taken one first.
        notes: what is to be said of them.
        choices: the texts that may each be meant, by their paths.
        spare: the texts that were passed over, likewise.
        waits: by exercise, why a person must look.
    """

    text: bytes | None = None
    used: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    choices: Mapping[str, bytes] = field(default_factory=dict)
    spare: Mapping[str, bytes] = field(default_factory=dict)
    waits: Mapping[str, str] = field(default_factory=dict)


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
    sources = find_sources(handed, notebooks, asked)
    remains = work_may_be_in(handed, notebooks, asked, sources.values())
    search = _Search(handed, notebooks, asked, sources, remains)
    taken = {
        module: search.find(module, (chosen or {}).get(module, "")) for module in asked.modules
    }
    modules = {module: t.text for module, t in taken.items() if t.text is not None}
    used = [source.file for t in taken.values() for source in t.used]
    roots = [str(PurePosixPath(file).parent) for file in used if file not in notebooks]
    more, odd = helpers(handed, asked, roots, {source.file for source in sources.values()})
    notes = [note for t in taken.values() for note in t.notes]
    return SubmittedFiles(
        more | modules,
        asked.modules,
        tuple(dict.fromkeys([*notes, *odd, *notes_on_unread(handed, asked)])),
        {module: t.choices for module, t in taken.items() if t.choices},
        {module: t.spare for module, t in taken.items() if t.spare},
        {exercise: why for t in taken.values() for exercise, why in t.waits.items()},
        remains,
    )


def find_in_file(handed: HandedIn, asked: Asked) -> SubmittedFiles:
    """The modules of a submission that is one file: those that it bears the name of or defines."""
    (path,) = handed.files
    text, encoding = module_in_utf8(handed.files[path])
    found = definitions(text.decode("utf-8-sig", "replace"))
    stem = PurePosixPath(path).stem
    defined = [
        m for m, names in asked.functions.items() if not found.lines.keys().isdisjoint(names)
    ]
    modules = [stem] if stem in asked.modules else defined or [asked.modules[0]]
    notes = _read_as(Source(path, path, text, encoding, found))
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
        told = f"{short(chosen)} was graded as {module}.py, as was chosen."
        if chosen in self.sources:
            source = self.sources[chosen]
            return _Taken(source.text, (source,), (told, *_read_as(source)))
        taken = self._find(module)
        if chosen in taken.spare:
            return _Taken(taken.spare[chosen], taken.used, (told,))
        return taken

    def _find(self, module: str) -> _Taken:
        """What is graded as a module where nobody has chosen."""
        named = self.sources.get(f"{module}.py")
        work = self._work(module)
        own = work(named) if named else set()
        brought = imported_by([named]) if named and own else set()
        others = [s for s in self.sources.values() if s is not named and work(s)]
        others = [s for s in others if _first_name(s.file) not in brought]
        others = [s for s in others if not s.is_old] or ([] if own else others)
        more = distinct([s for s in others if work(s) - own], named if own else None)
        if len(more) == 1 and not own:
            return self._with_cells(module, self._renamed(module, more[0]), more[0])
        if more:
            return self._choice(module, ([named] if named and own else []) + more)
        if named is None:
            return self._with_cells(module, _Taken(), None)
        spare = distinct(others, named)[: MAX_CHOICES - 1]
        said = tuple(
            f"{short(s.path)} was not graded, because {module}.py was handed in."
            for s in spare
            if s.path not in self.asked.files  # it was, as what it is
        )
        few = {source.path: source.text for source in spare}
        taken = _Taken(named.text, (named, *spare), said + _read_as(named), spare=few)
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
            "utf-8-sig", "replace"
        )
        for path, notebook in self.notebooks.items():
            text, names = with_cells(
                base, missing, notebook, self.asked, module, careful=bool(written)
            )
            if names:
                told = f"{', '.join(names)}: taken from a cell of {short(path)}"
                why = f"{told}, and what else it needs may stand there: a person must look."
                taken = replace(
                    taken,
                    text=text.encode(),
                    notes=(*taken.notes, f"{told}; write it into {module}.py."),
                    waits={**taken.waits, **dict.fromkeys(names, why)},
                )
                base, written = text, {*written, *names}
                missing = [name for name in missing if name not in names]
        if source and source.path == f"{module}.py":
            taken = replace(taken, spare={**taken.spare, **self._in_cells(module, source)})
        return self._nowhere(module, taken, source, missing) if missing else taken

    def _in_cells(self, module: str, source: Source) -> Mapping[str, bytes]:
        """A module with functions of cells in the place of its own, by where they stand."""
        base = source.text.decode("utf-8-sig", "replace")
        written = sorted(self._work(module)(source))
        found: dict[str, bytes] = {}
        for path, notebook in self.notebooks.items():
            if len(found) == MAX_CHOICES or not any(
                may_define(name, notebook, self.asked) for name in written
            ):
                continue
            text, names = with_cells(base, written, notebook, self.asked, module, careful=True)
            if names and definitions(text).lines != source.found.lines:
                found[f"{path}, cells"] = text.encode()
        return found

    def _nowhere(
        self, module: str, taken: _Taken, source: Source | None, missing: Sequence[str]
    ) -> _Taken:
        """What is said of functions that were found nowhere: all that was tried."""
        whole = len(missing) == len(self.asked.functions[module])
        names = "its functions" if whole else " or ".join(missing)
        said = (
            f"{module}.py {self._state(module, source, missing)}, and no other file, zip or"
            f" notebook cell that was handed in defines {names}."
        )
        places = ", ".join(map(short, self.remains))
        where = f" The work may be in {places}: a person must look." if places else ""
        lost = [name for name in missing if source is None or name not in source.found.lines]
        if source and lost and (own := self._own_functions(module, source)):
            where += f" {short(source.path)} defines {own}: a person must look."
        for path, notebook in self.notebooks.items():
            if any(may_define(name, notebook, self.asked) for name in missing):
                where += f" A cell of {short(path)} seems to define it: a person must look."
        if where:
            waits = dict.fromkeys(missing, f"{said}{where}")
            return replace(taken, waits={**taken.waits, **waits})
        return replace(taken, notes=(*taken.notes, said))

    def _state(self, module: str, source: Source | None, missing: Sequence[str]) -> str:
        if source is None:
            why = self.handed.unread.get(f"{module}.py")
            return f"could not be read ({why})" if why else "was not handed in"
        skeleton = self._skeleton(module)
        if skeleton and source.found.all_lines == skeleton.all_lines:
            return "is as it was released"
        if not source.text.strip():
            return "is empty"
        has = [name for name in missing if name in source.found.lines]
        return f"has {' and '.join(has)} as released" if has else f"has no {' or '.join(missing)}"

    def _own_functions(self, module: str, source: Source) -> str:
        """The functions and classes of a text that nobody asked for, a few of them."""
        skeleton = self._skeleton(module)
        known = {*self.asked.functions[module], *(skeleton.lines if skeleton else ())}
        own = [name for name in source.found.functions if name not in known]
        return ", ".join(own[:MAX_CHOICES])

    def _renamed(self, module: str, source: Source) -> _Taken:
        must = f"The file must be called {module}.py."
        if source.file != source.path:
            must = f"Hand in {module}.py itself, in one piece."
        elif PurePosixPath(source.path).name == f"{module}.py":
            must = "The file must lie beside the notebook."
        named = self.sources.get(f"{module}.py")
        state = self._state(module, named, self.asked.functions[module])
        if source.file == f"{module}.py":
            state = "holds the markers of an unfinished merge"
        graded = f"{short(source.path)} was graded as {module}.py"
        said = (f"{graded}, which {state}. {must}", *_read_as(source))
        if PurePosixPath(source.file).suffix.lower() in (".py", ".pyw"):
            return _Taken(source.text, (source,), said)
        why = f"{graded}, and may hold more than code: a person must look."
        waits = dict.fromkeys(self.asked.functions[module], why)
        return _Taken(source.text, (source,), said, waits=waits)

    def _choice(self, module: str, sources: Sequence[Source]) -> _Taken:
        few = {source.path: source.text for source in sources[:MAX_CHOICES]}
        why = f"{len(sources)} files that differ may be meant as {module}.py: {MUST_CHOOSE}."
        waits = dict.fromkeys(self.asked.functions[module], why)
        return _Taken(used=tuple(sources), choices=few, waits=waits)


def _first_name(path: str) -> str:
    """The name by which what stands in a file is imported from beside it, up to its first dot."""
    return PurePosixPath(path).parts[0].removesuffix(".py")


def _read_as(source: Source) -> tuple[str, ...]:
    if not source.encoding:
        return ()
    return (f"{short(source.path)} was read as {source.encoding}; Python asks for UTF-8.",)
