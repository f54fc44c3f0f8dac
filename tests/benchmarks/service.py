"""A class that asks the check service: ``python -m tests.benchmarks.service [REQUESTS] [SECONDS]``.

The real server on loopback, 200 students, and requests spread over the time by chance; a fifth of
them is hostile. As a ratio: a process of `autograder grade` for each request.
"""

import argparse
import itertools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))  # where pytest finds it too

from serving import fetch, served

from autograder.assignments.assignment import version_source
from autograder.assignments.layout import Layout
from autograder.course.serving.people import tokens_of
from tests.benchmarks.classes import DROPOUT
from tests.hostile.attacks import attacks

REPOSITORY = Path(__file__).parents[2]
STUDENTS = 200
AT_ONCE = 64  # threads that send; more requests than that would wait here
SEED = 0
PROCESSES = 3  # of autograder grade, to compare with

SETTINGS = """id = "bench"
library = "reglab"
packages = ["numpy", "matplotlib", "tqdm"]
[serve]
show = "all"
tries = 1000
"""


@dataclass(frozen=True)
class Request:
    """One request.

    Attributes:
        kind: "right", "wrong" or "hostile".
        modules: texts by name.
        said: a sentence that the answer must have.
    """

    kind: str
    modules: dict[str, str]
    said: str = ""


@dataclass(frozen=True)
class Answered:
    """A request and what came of it."""

    request: Request
    seconds: float
    status: int
    answer: dict[str, object]

    @property
    def is_wrong(self) -> bool:
        """Whether an honest request has another answer than it should."""
        if self.request.kind == "hostile" or self.status != 200:
            return False
        full = self.answer["score"] == self.answer["points"]
        said = self.request.said in json.dumps(self.answer, ensure_ascii=False)
        return full != (self.request.kind == "right") or not said


def requests() -> Iterator[Request]:
    """Of five, three right ones, a wrong one and a hostile one; no two are the same text."""
    right = {module: DROPOUT.source(module) for module in DROPOUT.modules}
    hostile = [attack for attack in attacks() if not attack.impossible]
    for i in itertools.count():
        ending = f"\n# request {i}\n"
        request = Request("right", right)
        if i % 5 == 3:
            mistake = DROPOUT.misconceptions[i // 5 % len(DROPOUT.misconceptions)]
            module = DROPOUT.module_of(mistake)
            changed = {**right, module: version_source(DROPOUT, mistake)}
            request = Request("wrong", changed, str(mistake.message))
        elif i % 5 == 4:
            attack = hostile[i // 5 % len(hostile)]
            request = Request("hostile", {**right, attack.module: attack.text})
        modules = {name: text + ending for name, text in request.modules.items()}
        yield Request(request.kind, modules, request.said)


def course(root: Path) -> Layout:
    """The dropout assignment, released, and a roster."""
    for part in ("solutions", "assignments"):
        shutil.copytree(REPOSITORY / part / "dropout", root / part / "dropout")
    (root / "course.toml").write_text(SETTINGS)
    return Layout(root)


def send(address: str, token: str, request: Request) -> Answered:
    """Send a request, and wait for its answer."""
    body = json.dumps({"modules": request.modules}).encode()
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    start = time.perf_counter()
    status, _, said = fetch(f"{address}api/check/dropout", body, headers)
    return Answered(request, time.perf_counter() - start, status, json.loads(said))


def run(address: str, tokens: list[str], count: int, seconds: float) -> list[Answered]:
    """Send requests at times that were drawn."""
    times = np.sort(np.random.default_rng(SEED).uniform(0, seconds, count))
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = []
        for at, number, request in zip(times, itertools.count(), requests(), strict=False):
            time.sleep(max(0.0, start + at - time.perf_counter()))
            sent.append(pool.submit(send, address, tokens[number % len(tokens)], request))
        return [one.result() for one in sent]


def memory() -> float:
    """MiB of the service and its sandboxes."""
    (server,) = [p for p in psutil.Process().children() if "serve" in p.cmdline()]
    processes = [server, *server.children(recursive=True)]
    return sum(process.memory_info().rss for process in processes) / (1 << 20)


def alone(root: Path) -> float:
    """Median seconds of a process of `autograder grade` that grades one submission."""
    taken = []
    for number, request in zip(range(PROCESSES), requests(), strict=False):
        folder = root / f"alone-{number}"
        folder.mkdir()
        for name, text in request.modules.items():
            (folder / f"{name}.py").write_text(text)
        command = [sys.executable, "-m", "autograder", "grade", "dropout", str(folder)]
        start = time.perf_counter()
        subprocess.run([*command, "--no-cache"], cwd=root, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> int:
    """The exit status is 1 where an answer was wrong or the service failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.service", description=__doc__)
    parser.add_argument("requests", nargs="?", type=int, default=2000)
    parser.add_argument("seconds", nargs="?", type=float, default=600)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        layout = course(Path(folder))
        made = tokens_of(layout).make(f"student-{number:03}" for number in range(STUDENTS))
        tokens = list(made.values())
        with served(layout, "--jobs", "2") as address:
            for request in itertools.islice(requests(), 5):  # the grader starts
                send(address, tokens[0], request)
            before = memory()
            answered = run(address, tokens, asked.requests, asked.seconds)
            after = memory()
        process = alone(layout.root)
    return report(answered, before, after, process)


def report(answered: list[Answered], before: float, after: float, process: float) -> int:
    """Print what came of it."""
    console = Console()
    table = Table("requests", "number", "median s", "95 % s", "most s", "statuses")
    for kind in ("right", "wrong", "hostile"):
        some = [one for one in answered if one.request.kind == kind]
        taken = [one.seconds for one in some]
        quantiles = (f"{np.quantile(taken, q):.2f}" for q in (0.5, 0.95, 1.0))
        statuses = Counter(one.status for one in some)
        told = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
        table.add_row(kind, str(len(some)), *quantiles, told)
    console.print(table)
    failed = [one for one in answered if one.status >= 500]
    wrong = [one for one in answered if one.is_wrong]
    honest = statistics.median(o.seconds for o in answered if o.request.kind != "hostile")
    console.print(f"{len(failed)} answers of 500 or more, {len(wrong)} wrong answers")
    console.print(f"memory {before:.0f} MiB before, {after:.0f} MiB after")
    console.print(
        f"honest requests: median {honest:.2f} s; a process of autograder grade each:"
        f" {process:.2f} s, {process / honest:.0f} times as much"
    )
    for one in wrong[:5]:
        console.print(one.request.said, str(one.answer)[:2000], markup=False)
    return int(bool(failed or wrong))


if __name__ == "__main__":
    sys.exit(main())
