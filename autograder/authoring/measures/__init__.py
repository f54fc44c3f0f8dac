"""Measures how an assignment judges what its author did not write down: see measuring."""
