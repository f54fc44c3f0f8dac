"""A run over a class."""
