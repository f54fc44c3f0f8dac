"""Runs each notebook with the reference, and makes a page of what came out."""
