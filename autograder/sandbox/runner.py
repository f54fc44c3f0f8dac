"""Subjects for the checks of an assignment: the reference first, submissions afterwards.

Whoever runs checks need not know more of the sandbox than this.
"""

import sys
from collections.abc import Mapping, Set

from autograder.assignments.assignment import Assignment
from autograder.assignments.reference import LocalModule
from autograder.authors.exercise import Check, Exercise
from autograder.authors.subject import Subject
from autograder.sandbox.call_recording import Recorder
from autograder.sandbox.clock import Clock
from autograder.sandbox.sandbox import Sandbox, keep_memory
from autograder.sandbox.submission import Submission
from autograder.sandbox.texts import Texts


class Runner:
    """Runs submissions of one assignment in confined processes.

    First the checks of every exercise are run on the subject that ``record`` gives, then ``start``
    is called, then ``open``, from any thread.

    Args:
        assignment: what was to be written.
        bwrap: whether submissions are confined by bwrap as well.
    """

    def __init__(self, assignment: Assignment, *, bwrap: bool) -> None:
        self._assignment = assignment
        self._bwrap = bwrap
        self._recorders: dict[str, Recorder] = {}

    def record(self, exercise: Exercise, reference: LocalModule) -> Subject:
        """The reference as a subject. What is asked of it is later asked of submissions at once."""
        probes = self._assignment.probes(exercise.module)
        recorder = Recorder(exercise, reference, self._assignment.exercises, probes)
        self._recorders[exercise.name] = recorder
        return recorder

    def start(self) -> None:
        """End the recording and prepare the sandbox."""
        keep_memory()
        self._recordings = {name: found.recording() for name, found in self._recorders.items()}
        self._sandbox = self._prepared()

    def begin_anew(self, first: int) -> None:
        """Prepare another sandbox, after this process was copied; first numbers its processes."""
        self._original = self._sandbox  # which must not be removed with its copy
        self._sandbox = self._prepared(first)

    def _prepared(self, first: int = 0) -> Sandbox:
        assignment = self._assignment
        return Sandbox(
            bwrap=self._bwrap,
            recorded={name: recording.calls for name, recording in self._recordings.items()},
            library=self._library(),
            allowed=(*assignment.settings.packages, *assignment.needs),
            packages=self._packages(),
            first=first,
        )

    def open(
        self, exercise: Exercise, sources: Mapping[str, bytes], clock: Clock, lost: Set[Check]
    ) -> Submission:
        """A submission as a subject of an exercise's checks; its code runs when it is asked.

        Args:
            exercise: whose checks are run.
            sources: text of every module that was handed in.
            clock: the submission's time.
            lost: the checks that did not pass in earlier exercises.
        """
        stand_ins = {name: self._assignment.stand_in(name) for name in exercise.stand_ins}
        return Submission(
            exercise,
            self._assignment.exercises,
            Texts(
                sources,
                stand_ins,
                self._assignment.probes(exercise.module),
                frozenset(self._assignment.modules),
                self._assignment.imports,
            ),
            self._sandbox,
            clock,
            lost,
            self._recordings[exercise.name],
        )

    def close(self) -> None:
        """Remove the sandbox."""
        self._sandbox.close()

    def _packages(self) -> list[str]:
        """Modules to load once for all submissions: what the reference took of its packages.

        Packages put off loading a part of themselves until the first step of a training, and
        that part may take seconds.
        """
        needs = (*filter(None, [self._assignment.settings.library]), *self._assignment.needs)
        taken = [name for name in sys.modules if name.partition(".")[0] in needs]
        return [*needs, *(name for name in taken if name not in needs)]

    def _library(self) -> dict[str, bytes]:
        """The students' library as files beside a submission."""
        name = self._assignment.settings.library
        return {f"{name}/{path}": data for path, data in self._assignment.library().items()}
