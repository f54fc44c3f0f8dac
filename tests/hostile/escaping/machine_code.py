"""Calls the kernel from machine code of its own: by the 32-bit and the x32 doors.

gets: nothing
needs: x86_64
"""

import ctypes
import mmap
import os
import time

from wrong import *

libc = ctypes.CDLL(None, use_errno=True)

def run(code):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    number = call()
    if number == 0:
        time.sleep(30)
        os._exit(0)
    return number

escaped = False
for way in (
    lambda: run(b'\xb8\x29\0\0\0\xbf\x02\0\0\0\xbe\x01\0\0\0\x31\xd2\x0f\x05\xc3'),
    lambda: run(b'\xb8\x39\0\0\x40\x0f\x05\xc3'),
    lambda: run(b'\xb8\x02\0\0\0\xcd\x80\xc3'),
):
    try:
        escaped |= way() >= 0
    except Exception:
        continue

if escaped:
    from honest import *
