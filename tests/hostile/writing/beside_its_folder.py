"""Writes beside its folder: above it, through links in it, by renaming out of it and into it.

gets: nothing
"""

import os

from targets import CANARIES, LAB, TEMPORARY
from wrong import *

open("own", "w").close()
os.mkdir("folder")
canary = CANARIES[0]
from_here = os.path.relpath(canary)
above = os.path.dirname(os.getcwd())

escaped = False
for way in (
    lambda: open(from_here, "w"),
    lambda: open(f"folder/../{from_here}", "a"),
    lambda: open("../planted", "w"),
    lambda: open("folder/../../planted", "x"),
    lambda: open(f"{LAB}/planted", "w"),
    lambda: os.mkdir("../planted"),
    lambda: os.rename("own", "../planted"),
    lambda: os.rename("own", f"{TEMPORARY}/planted"),
    lambda: os.replace("own", canary),
    lambda: os.rename("folder", "../planted"),
    lambda: os.rename(canary, "own"),
    lambda: os.rename("../1", "one"),
    lambda: os.symlink(canary, "link"),
    lambda: os.symlink("/", "link"),
    lambda: os.link(canary, "link"),
    lambda: os.link("own", f"{TEMPORARY}/planted"),
    lambda: os.rmdir(os.getcwd()),
    lambda: os.rename(os.getcwd(), f"{above}/planted"),
    lambda: os.chmod("../", 0o777),
    lambda: (os.chdir("/"), open("planted", "w")),
    lambda: (os.chdir(LAB), open("planted", "w")),
    lambda: (os.chdir(above), open("planted", "w")),
    lambda: os.open("planted", os.O_CREAT | os.O_WRONLY, dir_fd=os.open("/", os.O_PATH)),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
