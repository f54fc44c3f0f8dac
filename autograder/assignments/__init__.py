"""Loads an assignment: its exercises, its reference, its wrong versions, and the students' library."""
