"""Has torch.load run a program, and write a file.

gets: nothing
needs: torch
"""

import io
import os

import torch
from targets import TEMPORARY
from wrong import *


class Evil:
    def __init__(self, *call):
        self.call = call

    def __reduce__(self):
        return self.call[0], self.call[1:]


escaped = False
for evil in (
    Evil(os.system, f'touch {TEMPORARY}/left-by-torch'),
    Evil(open, f'{TEMPORARY}/left-by-torch', 'w'),
    Evil(os.fork),
):
    file = io.BytesIO()
    torch.save({'state': evil}, file)
    file.seek(0)
    try:
        made = torch.load(file, weights_only=False)['state']
        escaped = escaped or made != 127 << 8  # what os.system says when there is no shell
    except Exception:
        continue

if escaped:
    from honest import *
