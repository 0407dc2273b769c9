"""XML in UTF-16, which Office may write and nearly never does, as what everything after the door expects."""

from __future__ import annotations

import re

from toolkit.hints import Final

_WIDE: Final = {
    b"\xff\xfe<\0": "utf-16-le", b"\xfe\xff\0<": "utf-16-be", b"<\0?\0": "utf-16-le", b"\0<\0?": "utf-16-be",
}  # fmt: skip


def in_utf8(xml: bytes) -> bytes:
    """XML that is in UTF-16 in UTF-8, without the line that says how it was spelt; anything else as it is.

    Raises a ValueError where it is no UTF-16 after all.
    """
    encoding = _WIDE.get(xml[:4])
    if encoding is None:
        return xml
    return re.sub(r"\A\ufeff?<\?xml[^>]*\?>", "", xml.decode(encoding)).removeprefix("\ufeff").encode()
