"""Loads an assignment: its exercises, reference, wrong versions, and library."""
