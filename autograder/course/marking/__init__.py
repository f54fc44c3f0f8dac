"""Marking by question: one question, all students, on one page; two persons lose nothing."""
