"""Packs feedback and scores as the system of the course takes them."""
