"""Never comes back from its import, while eight threads keep both cores busy.

gets: nothing
"""

import hashlib
import threading


def burn():
    while True:
        hashlib.sha256(bytes(1 << 20))


threads = [threading.Thread(target=burn) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
