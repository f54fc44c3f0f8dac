"""The grading engine: it knows no assignment by name."""
