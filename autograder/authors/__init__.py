"""The vocabulary of a checks.py: exercises, checks, misconceptions, and what checks expect."""
