"""Runs the command: autograder, or python -m autograder."""

import sys

USAGE = 2  # exit code


def main() -> None:
    """Run the command, or say what has to be installed for it."""
    try:
        from autograder.commands.app import app

        app()
    except ModuleNotFoundError as error:
        from autograder.assignments.installation import install, is_required

        if not error.name or not is_required(error.name.partition(".")[0]):
            raise  # a file of ours is missing, or somebody's own package
        print(
            f"autograder: this command needs {error.name}, which is not installed; run"
            f" {install('grader')}",
            file=sys.stderr,
        )
        raise SystemExit(USAGE) from None


if __name__ == "__main__":
    main()
