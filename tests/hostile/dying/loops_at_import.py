"""Loops for ever while it is imported.

gets: nothing
"""

while True:
    pass
