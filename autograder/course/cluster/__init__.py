"""Grades a class on many machines, through Dask."""
