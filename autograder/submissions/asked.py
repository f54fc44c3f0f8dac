"""What an assignment asks students to hand in, as plain data."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field

_KIT = "coursework"  # with which notebooks begin and hand in; it lies in every student's zip


@dataclass(frozen=True)
class Asked:
    """The files that an assignment asks for, as they were released.

    Attributes:
        functions: the functions and classes that students write, by module.
        skeletons: text of each module as released; a module that was never released is missing.
        cells: source of every cell that was released.
        notebooks: names of the released notebooks, such as "dropout.ipynb".
        taken: names that other modules of a submission cannot have, beside those of Python.
        library: the students' library, a copy of which they may hand in; "" for none.
        private: device and inode of files that no submission may bring under another name.
    """

    functions: Mapping[str, tuple[str, ...]]
    skeletons: Mapping[str, str] = field(default_factory=dict)
    cells: Set[str] = frozenset()
    notebooks: tuple[str, ...] = ()
    taken: Collection[str] = ()
    library: str = ""
    private: Set[tuple[int, int]] = frozenset()

    @property
    def brought(self) -> frozenset[str]:
        """Packages of which students got a copy: it may be handed in, and is nobody's work."""
        return frozenset({_KIT, self.library} - {""})

    def is_brought(self, path: str, files: Collection[str]) -> bool:
        """True for a file of such a copy: in a folder of that name that is a package.

        Args:
            path: of the file.
            files: paths of all that was handed in.
        """
        parts = path.split("/")
        folders = ("/".join(parts[:n]) for n, part in enumerate(parts, 1) if part in self.brought)
        return any(f"{folder}/__init__.py" in files for folder in folders)

    @property
    def modules(self) -> tuple[str, ...]:
        """Names of the modules, without ".py"."""
        return tuple(self.functions)

    @property
    def files(self) -> tuple[str, ...]:
        """Names of all files that are asked for."""
        return (*(f"{module}.py" for module in self.modules), *self.notebooks)
