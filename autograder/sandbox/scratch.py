"""The folders that submissions may write to, as they are made and removed by the grader."""

from pathlib import Path

from autograder.sandbox.namespaces import SCRATCH, sizes_tmpfs
from autograder.worker.scratch import SPACE, Scratch, empty


class ScratchFolders:
    """As many as processes can be at work at once: whatever comes then waits for one to end.

    Where bwrap can limit their size, each is a file system of its own in memory, that ends with
    the zygote. Elsewhere they are folders on a disk.

    Args:
        place: the folder to make them in, if they are on a disk.
        number: how many.
        bwrap: whether the zygote is inside bwrap's namespaces.
    """

    def __init__(self, place: Path, number: int, *, bwrap: bool) -> None:
        names = [str(name) for name in range(number)]
        self._bwrap = bwrap
        self._sized = bwrap and sizes_tmpfs()
        self._on_disk = [] if self._sized else [place / name for name in names]
        for folder in self._on_disk:
            folder.mkdir(mode=0o700, parents=True)
        if not self._sized:
            place.chmod(0o711)  # a user of its own must get through
        shown = SCRATCH if bwrap else place
        self.inside = Scratch([str(shown / name) for name in names], removable=self._sized)

    def options(self) -> list[str]:
        """Those that have bwrap mount the folders."""
        if self._sized:
            mount = ["--perms", "0700", "--size", str(SPACE), "--tmpfs"]
            return [word for folder in self.inside.folders for word in (*mount, folder)]
        pairs = zip(map(str, self._on_disk), self.inside.folders, strict=True)
        return [word for pair in pairs for word in ("--bind", *pair)]

    def empty(self) -> None:
        """Remove what is left in them; nobody may be at work there."""
        for folder in self._on_disk:
            if folder.is_dir():
                empty(str(folder))


def what_can_be_written(*, bwrap: bool) -> str:
    """What a process may do with files, in words."""
    if bwrap and sizes_tmpfs():
        return "each process may write and remove files in a folder of its own"
    return (
        "each process may write files in a folder of its own, and remove none: install bubblewrap"
        " 0.7 or newer"
    )
