"""Opens the sockets that lead to the kernel, the hypervisor and the neighbours.

gets: nothing
"""

import socket

from wrong import *

escaped = False
for way in (
    lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0),
    lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0),
    lambda: socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET, 0),
    lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
