"""How a service is asked to end."""

import asyncio
import contextlib
import signal


def when_asked(stop: asyncio.Event | None = None) -> asyncio.Event:
    """An event that is set when the process is asked to end.

    Args:
        stop: the event; a new one when None.
    """
    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(ValueError, RuntimeError):  # in a thread of a test
            loop.add_signal_handler(name, stop.set)
    return stop
