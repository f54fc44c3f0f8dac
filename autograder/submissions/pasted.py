"""Pictures that stand in a text itself, as Colab pastes them."""

import re
from collections.abc import Mapping
from typing import Any

_DATA = re.compile(r"data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=]++)")
_TAG = re.compile(r"<img\b[^<>]{0,300}?(attachment:pasted-\d+\.\w+)[^<>]{0,300}+>")


def without_pasted(text: str, attachments: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A markdown text with its pasted pictures made attachments, and all attachments."""
    found = dict(attachments)

    def attach(match: re.Match[str]) -> str:
        name = f"pasted-{len(found) + 1}.{match[1].removeprefix('image/')}"
        found[name] = {match[1]: match[2]}
        return f"attachment:{name}"

    return _TAG.sub(r"![](\1)", _DATA.sub(attach, text)), found
