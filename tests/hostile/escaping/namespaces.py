"""Makes namespaces of its own, and mounts and changes roots in them.

gets: nothing
"""

import ctypes

from wrong import *

libc = ctypes.CDLL(None, use_errno=True)
escaped = False
for way in (
    lambda: libc.unshare(0x10000000),
    lambda: libc.unshare(0x00020000),
    lambda: libc.unshare(0x40000000),
    lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
    lambda: libc.umount2(b"/", 2),
    lambda: libc.chroot(b"/"),
    lambda: libc.setns(libc.open(b"/proc/1/ns/mnt", 0), 0),
    lambda: libc.syscall(428, -100, b"/", 1),
    lambda: libc.syscall(430, b"tmpfs", 0),
    lambda: libc.pivot_root(b"/tmp", b"/tmp") if hasattr(libc, "pivot_root") else -1,
):
    try:
        escaped |= way() >= 0
    except Exception:
        continue

if escaped:
    from honest import *
