"""Cleans what was handed in, so that nbgrader can copy and read it."""
