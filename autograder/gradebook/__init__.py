"""Wires the grader into nbgrader: one file a stage, set up in config.py."""
