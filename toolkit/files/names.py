"""Names of files that any system takes."""

from __future__ import annotations

import re
from typing import Final

from toolkit.text import clean

_LONGEST: Final = 180  # bytes: systems take 255, and an ending, a number and a backup's name are added
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)


def safe_name(text: str, *, otherwise: str) -> str:
    """A text as the name of a file on any system, without an ending; what no system takes becomes a hyphen.

    Vietnamese letters stay. `otherwise` is the name of a text that holds nothing a name could be made of.
    """
    name = _REFUSED.sub("-", clean(text)).strip(" .~$-")
    while len(name.encode()) > _LONGEST:
        name = name[:-1].rstrip(" .-")
    if not name:
        return otherwise
    return f"{name}_" if _DEVICE.fullmatch(name.partition(".")[0]) else name
