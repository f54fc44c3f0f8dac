"""Runs the command: autograder, or python -m autograder."""

import sys

USAGE = 2  # exit code


def main() -> None:
    """Run the command, or say what has to be installed for it."""
    try:
        from autograder.commands.app import app
    except ModuleNotFoundError as error:
        if not error.name or error.name.partition(".")[0] == "autograder":
            raise  # a file of ours is missing: that is no matter of what else is installed
        from autograder.assignments.installation import install

        print(
            f"autograder: this command needs {error.name}, which is not installed; run"
            f" {install('grader')}",
            file=sys.stderr,
        )
        raise SystemExit(USAGE) from None
    app()


if __name__ == "__main__":
    main()
