"""All benchmarks, one after the other, each in a process of its own: ``make bench``.

``python -m tests.benchmarks grading layers`` runs those two only.
"""

import subprocess
import sys

BENCHMARKS = {
    "grading": "the engine: submissions a second, a large class, recorded calls",
    "course": "the whole of make grade against nbgrader alone",
    "before": "the whole of a course run, against an earlier commit",
    "service": "200 students who ask the check service, a fifth of them hostile",
    "cluster": "a class on Dask's workers, against the engine alone",
    "soak": "2000 submissions, a third of them hostile",
    "gradients": "gradient checks: what they find, and how fast",
    "layers": "layers against PyTorch",
    "training": "training against PyTorch and scikit-learn",
    "imports": "import reglab against import numpy",
}


def main() -> int:
    """The exit status is 1 where a benchmark could not be run to its end."""
    chosen = sys.argv[1:] or list(BENCHMARKS)
    failed = []
    for name in chosen:
        print(f"\n{name}: {BENCHMARKS[name]}", flush=True)
        ended = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False)
        failed += [name] if ended.returncode else []
    if failed:
        print(f"Not run to its end: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
