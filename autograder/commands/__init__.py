"""The command autograder, and what it prints."""
