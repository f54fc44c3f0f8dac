"""The two cells of a notebook that release writes: the first finds the files, the last hands in.

A master says where they stand, and leaves them empty::

    # %% cell="begin"

    # %% cell="hand_in"
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from autograder.assignments.assignment import Assignment
from autograder.authors.exercise import AuthorError
from autograder.release.master import Cell

_BEGIN = '''\
# Run this cell first. It finds the files of this assignment wherever the notebook is opened, and
# follows {files} from then on: a change counts as soon as you have saved it.
import sys{imports}
from pathlib import Path


def nearby(name):
    """What has this name beside the notebook, above it, or where Colab and Kaggle keep files."""
    homes = [Path(globals().get("__vsc_ipynb_file__", "x")).parent, Path()]
    homes += [Path("/content"), Path("/content/drive/MyDrive"), Path("/kaggle/input")]
    below = [path for home in homes for at in ("", "*/", "*/*/") for path in home.glob(at + name)]
    return below + [path for home in Path.cwd().parents[:2] for path in home.glob(name)]


found = [path.parents[1] for path in nearby("coursework/beginning.py")]
found += [path / "{name}" for path in nearby("{name}*.zip")]  # Python imports from a zip as well
sys.path += [str(path.absolute()) for path in found]
try:
    import coursework
except ImportError:
{otherwise}
coursework.begin({arguments})
'''

_ASK = """\
raise FileNotFoundError(f"Upload {name}.zip to {{Path.cwd()}} and run this cell again.") from None
"""

_FETCH = """\
try:
    data = urllib.request.urlopen({address}, timeout=60).read()
    Path("{name}.zip").write_bytes(data)
    sys.path.append(str(Path("{name}.zip/{name}").absolute()))
    import coursework
except (OSError, ImportError):
    {ask}"""

_HAND_IN = """\
# Save the notebook, then run this cell. It reads your files anew, runs the checks on them, and
# writes {name}-handin.zip, the one file that you hand in. At grading your files can import each
# other, Python's standard library, {packages}.
import coursework

coursework.hand_in(
    "{name}",
    functions={{
{functions}
    }},
    packages={allowed},
)
"""


def generate(cell: Cell, assignment: Assignment) -> Cell:
    """A cell with the text that release writes into it; any other cell as it is.

    Raises:
        AuthorError: there is no such cell, or it has a text of its own or another role.
    """
    name = cell.options.get("cell")
    if name is None:
        return cell
    if name not in _CELLS:
        raise AuthorError(f"{cell.where}: there is no cell {name!r}; there are {', '.join(_CELLS)}")
    if cell.source.strip() or cell.kind != "code":
        raise AuthorError(
            f"{cell.where}: release writes this cell; leave it an empty code cell, and put your own"
            " lines into another"
        )
    return replace(cell, source=_CELLS[name](assignment).rstrip("\n"))


def _begin(assignment: Assignment) -> str:
    name, settings = assignment.name, assignment.settings
    files = [f"{module}.py" for module in assignment.modules]
    address = settings.zip_address.replace("{assignment}", name)
    ask = _ASK.format(name=name)
    otherwise = _FETCH.format(name=name, address=json.dumps(address), ask=ask) if address else ask
    arguments = [json.dumps(name), f"files={json.dumps(files)}"]
    arguments += [f"library={json.dumps(settings.library)}"] if settings.library else []
    arguments += [f"address={json.dumps(address)}"] if address else []
    return _BEGIN.format(
        name=name,
        files=listed(files),
        imports="\nimport urllib.request" if address else "",
        otherwise=_indented(otherwise),
        arguments=_folded(arguments),
    )


def _hand_in(assignment: Assignment) -> str:
    functions = [f'        "{e.name}": "{e.module}.py",' for e in assignment.exercises]
    return _HAND_IN.format(
        name=assignment.name,
        packages=listed(assignment.imports),
        functions="\n".join(functions),
        allowed=json.dumps(list(assignment.imports)),
    )


def listed(names: Iterable[str]) -> str:
    """Names as they stand in a sentence: "numpy, matplotlib and tqdm"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.rstrip("\n").split("\n"))


def _folded(arguments: Iterable[str]) -> str:
    """The arguments of a call, one a line where they are too long for one."""
    whole = ", ".join(arguments)
    return whole if len(whole) < 80 else "\n    " + ",\n    ".join(arguments) + ",\n"


_CELLS: Mapping[str, Callable[[Assignment], str]] = {"begin": _begin, "hand_in": _hand_in}
