"""Runs student code in confined processes, one for each exercise, and tests the confinement."""
