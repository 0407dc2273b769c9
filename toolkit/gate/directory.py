"""The directory of a zip archive, read by itself where it is in the plain form that Office programs write.

Loading `zipfile` and having it list a few archives is a fortieth of a short command. It stays the measure: what is plain is
listed as it lists it, and anything else is left to it.
"""

from __future__ import annotations

from struct import unpack_from

from toolkit.hints import Final
from toolkit.records import NamedTuple

STORED: Final = 0
DEFLATED: Final = 8
USUAL_FLAGS: Final = 0x80E  # how it was deflated, sizes after the data, names in UTF-8
UTF8: Final = 0x800
_HEAD: Final = 46
_END: Final = 22
_LOCATOR: Final = 20
_NEWEST: Final = 63  # version of the format, as far as it is understood
_WIDE: Final = 0xFFFF_FFFF  # in a larger archive the number stands elsewhere


class Entry(NamedTuple):
    """A part of an archive as its directory says, by the names that `zipfile.ZipInfo` has; `spelled` is its name in bytes."""

    filename: str
    spelled: bytes
    flag_bits: int
    compress_type: int
    CRC: int
    compress_size: int
    file_size: int
    header_offset: int


def plain_directory(data: bytes) -> tuple[Entry, ...] | None:
    """The entries of an archive in the order of its directory; None where that is not plain."""
    end = len(data) - _END
    if end < 0 or data[end : end + 4] != b"PK\5\6" or data[max(0, end - _LOCATOR) : end].startswith(b"PK\6\7"):
        return None
    disk, first, here, count, size, at, comment = unpack_from("<HHHHLLH", data, end + 4)
    if disk or first or comment or here != count or at + size != end:
        return None
    entries = []
    while at < end:
        if data[at : at + 4] != b"PK\1\2" or at + _HEAD > end:
            return None
        (
            version, _, flags, method, _, _, crc, packed, plain, name_size, extra, note, on_disk, _, _, offset,
        ) = unpack_from("<BBHHHHLLLHHHHHLL", data, at + 6)  # fmt: skip
        spelled = data[at + _HEAD : at + _HEAD + name_size]
        if extra or note or on_disk or version > _NEWEST or flags & ~USUAL_FLAGS or _WIDE in (packed, plain, offset):
            return None
        if method not in (STORED, DEFLATED) or not (name := _name(spelled, flags)):
            return None
        entries.append(Entry(name, spelled, flags, method, crc, packed, plain, offset))
        at += _HEAD + name_size
    return tuple(entries) if at == end and len(entries) == count else None


def _name(spelled: bytes, flags: int) -> str:
    """A part's name; empty for one that is not plain."""
    if not spelled.isascii() and not flags & UTF8:
        return ""
    try:
        name = spelled.decode()
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in name or "\\" in name else name
