"""Grades a submission: checks in, findings, credit and causes out."""
