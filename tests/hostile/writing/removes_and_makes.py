"""Makes and removes files in four threads, so that nobody can count them.

gets: dropout_forward full, dropout_backward nothing
"""

import os
import threading

from honest import *


def dropout_backward(dout, cache):
    def churn(thread):
        for number in range(10**6):
            path = f"{thread}-{number % 150}-{number}"
            open(path, "w").close()
            os.remove(path)

    threads = [threading.Thread(target=churn, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    raise RuntimeError("removed, and all of them counted")
