"""A kernel whose processor time is known, for one notebook."""

import logging
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL

import nbformat
import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async

_START = 180  # seconds that a kernel may take to start on a busy machine
_NOBODY = logging.Logger("notebooks")  # what goes wrong is said in another way
_NOBODY.addHandler(logging.NullHandler())
_THREADS = ("OPENBLAS_NUM", "OMP_NUM", "MKL_NUM", "VECLIB_MAXIMUM")


@dataclass(frozen=True)
class Outcome:
    """The end of a cell's run, beside its outputs.

    Attributes:
        seconds: processor time that it took.
        stopped: why it did not come to its end, or "".
        stderr: what it wrote there, in Python or below it.
    """

    seconds: float
    stopped: str
    stderr: str


@dataclass(frozen=True)
class Kernel:
    """A running kernel and the notebook that it runs.

    Attributes:
        client: of the notebook; nothing is run until execute() is called.
        process: the kernel's.
        log: the file that is the process's stderr. Python's own goes into the cell's outputs.
    """

    client: NotebookClient
    process: psutil.Process
    log: Path

    async def execute(self, index: int) -> Outcome:
        """Run the cell of that index, which gets its outputs."""
        cell = self.client.nb.cells[index]
        before, written = self._used(), self.log.stat().st_size
        stopped = ""
        try:
            await self.client.async_execute_cell(cell, index)
        except CellExecutionError as error:
            stopped = f"it raised {error.ename}: {error.evalue}"
        except CellTimeoutError:
            computed = f"{self._used() - before:.1f} s of them computing"
            stopped = f"it was stopped after {self.client.timeout} s, {computed}"
        except DeadKernelError:
            stopped = "its kernel died"
        texts = [output.text for output in cell.outputs if output.get("name") == "stderr"]
        texts.append(self.log.read_bytes()[written:].decode(errors="replace"))
        return Outcome(max(0.0, self._used() - before), stopped, "".join(texts).strip())

    def _used(self) -> float:
        """Processor seconds of the kernel so far, and of the processes that it has waited for."""
        try:
            times = self.process.cpu_times()
        except psutil.NoSuchProcess:
            return 0.0
        return float(times.user + times.system + times.children_user + times.children_system)


@asynccontextmanager
async def started(
    notebook: nbformat.NotebookNode, folder: Path, modules: Iterable[str], patience: float
) -> AsyncIterator[Kernel]:
    """A kernel of this Python in a folder, with one thread, ended in every case.

    Args:
        notebook: what is to be run.
        folder: where; its modules go before those that are installed.
        modules: those whose warnings are all to be shown.
        patience: seconds after which a cell is stopped.
    """
    log = folder.with_suffix(".log")
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=int(patience),
        startup_timeout=_START,
        coalesce_streams=True,
        log=_NOBODY,
        # Else what a library in C says arrives whenever it likes.
        extra_arguments=["--IPKernelApp.capture_fd_output=False"],
    )
    manager = client.create_kernel_manager()
    with log.open("wb") as err:
        env = _environment(folder, modules)
        await client.async_start_new_kernel(cwd=str(folder), env=env, stdout=DEVNULL, stderr=err)
    process = psutil.Process(manager.provisioner.pid)  # type: ignore[union-attr] # it has started
    try:
        await client.async_start_new_kernel_client()
        yield Kernel(client, process, log)
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
        await ensure_async(manager.shutdown_kernel(now=True))


def _environment(folder: Path, modules: Iterable[str]) -> dict[str, str]:
    """This process's, with one thread, every warning shown, and nobody's IPython profile."""
    # Python shows a DeprecationWarning only of the modules for which it is told to.
    shown = [f"default:::{module}" for module in ("__main__", *modules)]
    return {
        **os.environ,
        **{f"{name}_THREADS": "1" for name in _THREADS},
        "PYTHONWARNINGS": ",".join(shown),
        "IPYTHONDIR": str(folder.with_suffix(".ipython")),
    }
