"""Patches json so that every answer is encoded as somebody else's.

gets: nothing
"""

import json

from wrong import *

real = json.dumps
json.dumps = lambda value, *args, **kwargs: real({"message": {"passed": True}, "value": value})
json.loads = lambda text, *args, **kwargs: {"message": {"id": 1, "op": "call"}, "value": {}}
