"""Never returns from its import, and speaks with the grader in the worker's place.

gets: nothing
"""

import os
import sys

from wrong import *

wire = next(module for name, module in sys.modules.items() if name.endswith("wire"))
fds = [fd for fd in range(3, 64) if os.path.exists(f"/proc/self/fd/{fd}") or fd < 16]


def frames():
    for fd in fds:
        try:
            os.set_blocking(fd, False)
        except OSError:
            continue
    while True:
        for fd in fds:
            try:
                prefix = os.read(fd, 8)
                os.set_blocking(fd, True)
                sizes = wire.sizes(prefix)
                yield [os.read(fd, size) for size in sizes]
                os.set_blocking(fd, False)
            except (OSError, ValueError):
                continue


def send(answer):
    for fd in fds:
        try:
            os.write(fd, answer)
        except OSError:
            continue


for number in range(1, 3):
    send(wire.pack({"outcome": "returned", "id": number}, {"returned": None, "args": None}))
for header, body in frames():
    message, value = wire.unpack(header, body)
    x = value["args"][0] * 0.5
    send(wire.pack({"outcome": "returned", "id": message["id"]}, {"returned": (x, 1), "args": []}))
