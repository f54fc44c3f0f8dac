"""Runs student code: one confined process for each exercise, and how well it is held."""
