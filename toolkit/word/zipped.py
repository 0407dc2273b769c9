"""A document as the zip archive it is kept in: each part deflated once, and not again while it stays what it is."""

from __future__ import annotations

from collections.abc import Iterable
from struct import pack

from toolkit.gate import Member
from toolkit.hints import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    import zlib

    _CODED: int
else:
    try:
        from isal import isal_zlib as zlib

        _CODED = zlib.Z_DEFAULT_STRATEGY
    except ImportError:
        import zlib

        _CODED = zlib.Z_HUFFMAN_ONLY  # what is Base64 holds no repetitions worth looking for

LEVEL: Final = 2
"""What both make quickly: a document part is a quarter larger than at zlib's usual 6."""

_DEFLATED: Final = 8
_VERSION: Final = 20  # what it takes to read a deflated entry
_FIRST_DAY: Final = (1 << 5) | 1  # 1 January 1980
_UTF8: Final = 0x800


def deflate(content: bytes, plain: int | None = None) -> Member:
    """A part with its deflated bytes; what follows the first `plain` bytes is coded by itself, as text of another kind."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(memoryview(content)[:plain])
    if plain is not None:
        packed += packer.flush(zlib.Z_SYNC_FLUSH)
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, strategy=_CODED)
        packed += packer.compress(memoryview(content)[plain:])
    return Member(content, packed + packer.flush(), _DEFLATED, zlib.crc32(content))


def sum_of_stream(content: bytes) -> int:
    """The checksum at the end of a zlib stream that holds the content."""
    return zlib.adler32(content)


def write_archive(stream: BinaryIO, members: Iterable[tuple[str, Member]]) -> None:
    """Write an archive of named members; it holds no dates, so equal members are equal bytes."""
    at, directory = 0, []
    for name, (content, packed, method, crc) in members:
        encoded = name.encode()
        told = pack(
            "<HHHHHLLLHH", _VERSION, 0 if name.isascii() else _UTF8, method, 0, _FIRST_DAY, crc, len(packed),
            len(content), len(encoded), 0,
        )  # fmt: skip
        stream.writelines((b"PK\3\4", told, encoded, packed))
        directory.append(pack("<4sH", b"PK\1\2", _VERSION) + told + pack("<HHHLL", 0, 0, 0, 0, at) + encoded)
        at += 4 + len(told) + len(encoded) + len(packed)
    stream.writelines(directory)
    size = sum(map(len, directory))
    stream.write(pack("<4sHHHHLLH", b"PK\5\6", 0, 0, len(directory), len(directory), size, at, 0))
