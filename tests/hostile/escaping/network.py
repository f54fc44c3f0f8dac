"""Calls the listener on loopback, by TCP, UDP, and a Unix socket with an abstract name.

gets: nothing
"""

import socket

from targets import PORT
from wrong import *

escaped = False
for way in (
    lambda: socket.create_connection(("127.0.0.1", PORT), timeout=1).send(b"x"),
    lambda: socket.create_connection(("::1", PORT), timeout=1),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", PORT)),
    lambda: socket.socket(socket.AF_UNIX).connect(f"\0reglab-{PORT}"),
    lambda: socket.create_server(("127.0.0.1", 0)),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
