"""Maps the canaries as tensors, to read them and to write into them.

gets: nothing
needs: torch
"""

import torch
from targets import CANARIES, GRADEBOOK, REFERENCE
from wrong import *

escaped = False
for path in (*CANARIES, GRADEBOOK, REFERENCE, '/etc/passwd', '/dev/shm/left'):
    for shared in (True, False):
        try:
            tensor = torch.from_file(path, shared=shared, size=8, dtype=torch.uint8)
            tensor[:] = 0
            escaped = True
        except Exception:
            continue
    try:
        torch.load(path, mmap=True)
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
