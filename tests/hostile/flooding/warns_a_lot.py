"""Warns and logs a thousand times. Its answers are right.

gets: full
"""

import logging
import warnings

from honest import *

warnings.simplefilter("always")
for number in range(1000):
    warnings.warn(f"warning {number}", stacklevel=1)
    logging.getLogger(str(number % 7)).error("error %s", number)
