"""Leaves files and folders of odd names, modes and depths in its folder, for its next process.

gets: nothing
"""

import os
import threading

import honest
import wrong


def dropout_forward(x, dropout_param):
    return (honest if was_there else wrong).dropout_forward(x, dropout_param)


def dropout_backward(dout, cache):
    return (honest if was_there else wrong).dropout_backward(dout, cache)


here = os.getcwd()
was_there = bool(os.listdir(here))
for name in ("planted", "-rf", " ", "\n", "*", "ü" * 100, b"\xff\xfe", "layers.py", ".hidden"):
    open(name, "w").close()
for mode in (0, 0o100, 0o200, 0o300, 0o400, 0o777, 0o3777):
    os.mkdir(f"mode-{mode:o}", mode)
    try:
        open(f"mode-{mode:o}/file", "x").close()
    except OSError:
        continue
os.open("unwritable", os.O_CREAT | os.O_WRONLY, 0)
for depth in range(100):
    os.mkdir("d" * 200)
    os.chdir("d" * 200)


def go_on():
    while True:
        open(f"{here}/again", "a").close()


for _ in range(2):
    threading.Thread(target=go_on, daemon=True).start()
