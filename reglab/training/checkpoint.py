"""Nested dicts and lists of arrays in one file, written so that a crash loses nothing."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = "reglab checkpoint 1"


def save(path: Path, tree: Any) -> None:
    """Write a tree to a file. A file that is there stays whole until the new one is.

    Args:
        path: of the file, usually with the suffix .npz; missing folders are made.
        tree: dicts with string keys, lists, arrays, numbers, strings, None.
    """
    arrays: dict[str, NDArray[Any]] = {}

    def keep(array: NDArray[Any]) -> str:
        name = f"array{len(arrays)}"
        arrays[name] = array
        return name

    text = json.dumps({"format": FORMAT, "tree": _to_json(tree, keep)})
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("wb") as file:
            np.savez(file, json=np.array(text), **arrays)  # type: ignore[arg-type]  # no allow_pickle
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def load(path: Path) -> Any:
    """The tree that was saved, with tuples as lists.

    Raises:
        ValueError: the file is something else, or damaged.
    """
    from zipfile import BadZipFile  # takes longer to import than all of reglab

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            content = json.loads(str(archive["json"]))
            if content["format"] == FORMAT:
                return _from_json(content["tree"], archive)
    except (BadZipFile, EOFError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is not a checkpoint of a Solver, or is damaged") from error
    raise ValueError(f"{path} is a {content['format']!r}, and {FORMAT!r} is what is read here")


def _to_json(tree: Any, keep: Callable[[NDArray[Any]], str]) -> Any:
    if isinstance(tree, np.ndarray | np.generic):
        if tree.dtype.hasobject:
            raise TypeError("an array of Python objects cannot be saved in a checkpoint")
        return {"array": keep(np.asarray(tree)), "scalar": isinstance(tree, np.generic)}
    if isinstance(tree, dict):
        if not all(isinstance(key, str) for key in tree):
            raise TypeError(f"only string keys can be saved in a checkpoint, not {list(tree)}")
        return {"dict": {key: _to_json(value, keep) for key, value in tree.items()}}
    if isinstance(tree, list | tuple):
        return [_to_json(value, keep) for value in tree]
    if tree is None or isinstance(tree, bool | int | float | str):
        return tree
    raise TypeError(f"{type(tree).__name__} cannot be saved in a checkpoint")


def _from_json(tree: Any, archive: Any) -> Any:
    if isinstance(tree, list):
        return [_from_json(value, archive) for value in tree]
    if not isinstance(tree, dict):
        return tree
    if "dict" in tree:
        return {key: _from_json(value, archive) for key, value in tree["dict"].items()}
    array = archive[tree["array"]]
    return array[()] if tree["scalar"] else array


class Checkpoint:
    """A file that holds the state of one Solver, and says which.

    Args:
        path: of the file.
        settings: what must be equal for a state to be of use, as text by name.
        resume: whether to go on from the file, if there is one.
        every: epochs from one writing to the next.

    Attributes:
        state: what was in the file, or None.

    Raises:
        FileExistsError: there is a file, and resume is false.
        ValueError: the file is damaged, or was made with other settings.
    """

    def __init__(
        self, path: str | Path, settings: dict[str, str], resume: bool, every: int
    ) -> None:
        self.path, self.settings, self.every = Path(path), settings, every
        self._saved = 0
        self.state: Any = None
        if not self.path.exists():
            return
        if not resume:
            raise FileExistsError(
                f"{path} holds a training that would be overwritten: pass resume=True to go on "
                "from it, or delete it, or choose another name"
            )
        content = load(self.path)
        for name, now in settings.items():
            then = content["settings"].get(name)
            if then != now:
                raise ValueError(
                    f"{path} was made with {name} = {then}, and here it is {now}: give the same "
                    "settings to go on from it, or choose another name"
                )
        self.state = content["state"]

    def save(self, epoch: int, state: Callable[[], Any], *, last: bool = False) -> None:
        """Put the state after an epoch in the place of the one in the file, when it is time.

        Args:
            epoch: which has just ended.
            state: state() makes the state.
            last: whether it is always time, because there may be no other.
        """
        if epoch > self._saved and (last or epoch % self.every == 0):
            save(self.path, {"settings": self.settings, "state": state()})
            self._saved = epoch
