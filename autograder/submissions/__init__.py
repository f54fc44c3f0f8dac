"""Reads what a student handed in: as bytes, once."""
