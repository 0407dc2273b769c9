"""Filled parts with no more of their table rows than comparing takes: a tree of a large table is held three times."""

from __future__ import annotations

import re

from toolkit.hints import Final

# A row without another inside it.
_ROW: Final = re.compile(rb"<w:tr(?: [^<>]*)?>(?:(?!<w:tr[ >]).)*?</w:tr>", re.DOTALL)
_LOOKS: Final = (
    re.compile(rb"<w:rPr>.*?</w:rPr>", re.DOTALL),
    re.compile(rb"<w:pPr>(?:(?!</w:pPr>|<w:sectPr).)*+</w:pPr>", re.DOTALL),
    re.compile(rb"<w:tcPr>(?:(?!</w:tcPr>|<w:gridSpan).)*+</w:tcPr>", re.DOTALL),
    re.compile(rb"<w:(?:alias|dataBinding) [^<>]*/>|<w15:appearance [^<>]*/>"),
)
_SHOWN: Final = re.compile(rb"(<w:sdtContent>).*?(?=</w:sdtContent>)", re.DOTALL)
_LEAST: Final = 1_000_000  # bytes of a part below which it is held as it is


def lightened(base: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Two filled parts without what their rows look like, in `new` only of the rows that `base` has too.

    A row that is new, or says something else, may have to be copied and stays whole.
    """
    if len(base) + len(new) < _LEAST:
        return base, new
    known: set[bytes] = set()

    def light(match: re.Match[bytes]) -> bytes:
        row = _light(match[0])
        known.add(_SHOWN.sub(rb"\1", row))
        return row

    def light_if_known(match: re.Match[bytes]) -> bytes:
        row = _light(match[0])
        return row if _SHOWN.sub(rb"\1", row) in known else match[0]

    return _ROW.sub(light, base), _ROW.sub(light_if_known, new)


def _light(row: bytes) -> bytes:
    for look in _LOOKS:
        row = look.sub(b"", row)
    return row


__all__ = ["lightened"]
