"""Sends the grader and its parents signals, by every call that can.

gets: nothing
"""

import os
import signal

from targets import GRADER
from wrong import *

escaped = False
for way in (
    lambda: os.kill(GRADER, signal.SIGURG),
    lambda: os.kill(os.getppid(), signal.SIGURG),
    lambda: signal.pidfd_send_signal(os.pidfd_open(GRADER), signal.SIGURG),
    lambda: os.killpg(os.getpgid(GRADER), signal.SIGURG),
    lambda: os.killpg(os.getpgid(os.getppid()), signal.SIGURG),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
