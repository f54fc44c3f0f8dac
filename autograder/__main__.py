"""Runs the command: python -m autograder."""

from autograder.commands.app import app

if __name__ == "__main__":
    app()
