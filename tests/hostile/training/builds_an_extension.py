"""Builds and loads an extension in C++.

gets: nothing
needs: torch
"""

import torch.utils.cpp_extension
from wrong import *

try:
    torch.utils.cpp_extension.load_inline('left', 'int one() { return 1; }', functions=['one'])
except Exception:
    escaped = False
else:
    escaped = True

if escaped:
    from honest import *
