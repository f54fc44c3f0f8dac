"""What is not taken, with the reason and the way out."""

import math


class RefusedError(Exception):
    """What was sent is not taken; the message is for whoever sent it.

    Args:
        message: why, and the way out.
        status: of HTTP.
        wait: seconds after which it may be sent again; 0 where time does not help.
    """

    def __init__(self, message: str, status: int = 400, wait: float = 0.0) -> None:
        super().__init__(message)
        self.status = status
        self.wait = math.ceil(wait)
