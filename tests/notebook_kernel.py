"""A real kernel in a folder, as a student's notebook has one."""

import os
import sys
from contextlib import contextmanager

from jupyter_client.manager import start_new_kernel

OURS = [path for path in sys.path if path.endswith(("/site-packages", "/dist-packages"))]


class Session:
    """A running kernel."""

    def __init__(self, client):
        self._client = client

    def run(self, code):
        """Run a cell; its output and its error, as "Name: text", or ""."""
        said, error = [], []

        def hear(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                said.append(content["text"])
            elif message["msg_type"] == "error":
                error.append(f"{content['ename']}: {content['evalue']}")

        self._client.execute_interactive(code, output_hook=hear, timeout=120)
        return "".join(said), "".join(error)


@contextmanager
def kernel(folder, **environment):
    """A kernel whose working directory is the folder, while the block runs."""
    env = {**os.environ, "MPLBACKEND": "Agg", "IPYTHONDIR": str(folder / ".ipython")}
    env.pop("JPY_SESSION_NAME", None)
    manager, client = start_new_kernel(cwd=str(folder), env=env | environment)
    try:
        yield Session(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
