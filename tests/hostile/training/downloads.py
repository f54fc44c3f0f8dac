"""Downloads through torch.hub, from the listener.

gets: nothing
needs: torch
"""

import torch
from targets import PORT, TEMPORARY
from wrong import *

escaped = False
url = f'http://127.0.0.1:{PORT}/model.pth'
for way in (
    lambda: torch.hub.load_state_dict_from_url(url, progress=False),
    lambda: torch.hub.download_url_to_file(url, f'{TEMPORARY}/left', progress=False),
    lambda: torch.hub.load('pytorch/vision', 'resnet18', trust_repo=True),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
