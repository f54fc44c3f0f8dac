"""Grading where others run it: what Gradescope and a student's own repository are given.

What runs there imports no more than grading itself, and so no nbgrader.
"""
