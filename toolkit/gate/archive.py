"""A zip archive before it is unpacked: its directory, the beginnings of its parts, and how much XML it holds.

Parts of usual size are unpacked once, when they are looked at, and held for whoever reads the file.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator, Sequence

from toolkit.gate import limits
from toolkit.gate.directory import DEFLATED, STORED, USUAL_FLAGS, Entry, plain_directory
from toolkit.hints import IO, TYPE_CHECKING, Final
from toolkit.patterns import seldom
from toolkit.problems import ToolkitError
from toolkit.records import NamedTuple

if TYPE_CHECKING:
    import zipfile

_ENTRY_SIGNATURE: Final = b"PK\x01\x02"
_LOCAL_HEADER: Final = 30
_LOCAL_SIGNATURE: Final = b"PK\x03\x04"
_HEAD: Final = 4096
_CHUNK: Final = 1 << 20
_BEGINS_AS_XML: Final = seldom(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff|<\0|\0<")
_BEFORE_ROOT: Final = seldom(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT: Final = seldom(rb"<[^!?\s]")
_ENCODING: Final = seldom(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
# How nearly all begin: a root right after a line that says it is UTF-8.
_USUAL: Final = frozenset(
    b'<?xml version="1.0" encoding="%b"%b%b' % (encoding, standalone, space)
    for encoding in (b"UTF-8", b"utf-8")
    for standalone in (b"", b' standalone="yes"', b' standalone="no"')
    for space in (b"", b" ")
)
# Encodings in which a declaration cannot hide: in all of them "<!DOCTYPE" is spelt as in ASCII, or in UTF-16.
_KNOWN_ENCODINGS: Final = seldom(rb"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)


def bad_archive() -> type[Exception]:
    """What `zipfile` raises for what is no archive; it is loaded only where something was raised."""
    import zipfile

    return zipfile.BadZipFile


def damaged() -> tuple[type[Exception], ...]:
    """What reading a damaged archive may raise."""
    return (
        bad_archive(), zlib.error, NotImplementedError, EOFError, ValueError, KeyError, RuntimeError,
        OSError,
    )  # fmt: skip


class Member(NamedTuple):
    """A part of an archive: what it holds, the bytes it is kept as, how (0 as it is, 8 deflated), and its CRC-32."""

    content: bytes
    packed: bytes
    method: int
    crc: int


class Parts:
    """The parts of an archive by name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive: zipfile.ZipFile | None = None
        self._held: dict[str, bytes] = {}
        self._room = limits.MOST_HELD
        self.entries: Sequence[Entry] = plain_directory(data) or self._listed()
        self.names = [entry.filename for entry in self.entries]
        self._by_name = {entry.filename: entry for entry in self.entries}

    def read(self, name: str) -> bytes:
        """What a part holds. Raises what `zipfile` does for one that is damaged, KeyError for one that is not there."""
        held = self._held.get(name)
        if held is None and name in self._by_name:
            held = self._whole(self._by_name[name])
        return self._by_library().read(name) if held is None else held

    def head(self, entry: Entry) -> bytes:
        """How a part begins, or the whole of it where it is held."""
        whole = self._whole(entry)
        if whole is not None:
            self._held[entry.filename] = whole
            self._room -= len(whole)
            return whole
        with self.stream(entry) as stream:
            return stream.read(_HEAD)

    def stream(self, entry: Entry) -> IO[bytes]:
        """A part to be read piece by piece."""
        return self._by_library().open(entry.filename)

    def members(self) -> Iterator[tuple[str, Member]]:
        """Every part with its name, folders left out. Raises PL511 for one that is damaged."""
        for entry in self.entries:
            name = entry.filename
            if name.endswith("/"):
                continue
            try:
                content = self.read(name)
            except damaged() as error:
                raise ToolkitError("PL511", part=name, reason=str(error)) from None
            start = self._start(entry)
            yield name, Member(content, self._data[start : start + entry.compress_size], entry.compress_type, entry.CRC)

    def _by_library(self) -> zipfile.ZipFile:
        if self._archive is None:
            import zipfile

            self._archive = zipfile.ZipFile(io.BytesIO(self._data))
        return self._archive

    def _listed(self) -> tuple[Entry, ...]:
        """The entries as the library lists them."""
        return tuple(
            Entry(
                entry.filename, entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437", "replace"),
                entry.flag_bits, entry.compress_type, entry.CRC, entry.compress_size, entry.file_size, entry.header_offset,
            )
            for entry in self._by_library().infolist()
        )  # fmt: skip

    def _start(self, entry: Entry) -> int:
        """Where the bytes of a part begin. Raises `struct.error` where its own header is cut off."""
        sizes = entry.header_offset + _LOCAL_HEADER - 4
        name, extra = struct.unpack_from("<HH", self._data, sizes)
        return entry.header_offset + _LOCAL_HEADER + int(name) + int(extra)

    def _whole(self, entry: Entry) -> bytes | None:
        """What a part of usual size holds; None for one in which anything is not as its directory says."""
        if entry.file_size > min(limits.SMALL_PART, self._room) or entry.flag_bits & ~USUAL_FLAGS:
            return None
        at, name = entry.header_offset, entry.spelled
        start = at + _LOCAL_HEADER
        if self._data[at : at + 4] != _LOCAL_SIGNATURE or self._data[start : start + len(name)] != name:
            return None
        try:
            size = struct.unpack_from("<H", self._data, start - 4)[0]
            start = self._start(entry)
            plain = self._data[start : start + entry.compress_size]
            if len(plain) != entry.compress_size:
                return None
            if entry.compress_type == DEFLATED:
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
                plain = unpacker.decompress(plain, entry.file_size + 1)
                if not unpacker.eof or unpacker.unused_data:
                    return None
        except (struct.error, zlib.error):
            return None
        good = size == len(name) and len(plain) == entry.file_size and zlib.crc32(plain) == entry.CRC
        return plain if good else None


def check_count(name: str, data: bytes) -> None:
    """Raise PL120 for an archive of too many entries, before its directory is read."""
    count = data.count(_ENTRY_SIGNATURE)
    if count > 4 * limits.MOST_ENTRIES:  # an archive stored inside has a directory of its own
        raise ToolkitError("PL120", name, file=name, what=f"{count:,} entries")


def check_entries(name: str, entries: Sequence[Entry], size: int) -> None:
    """Raise PL120, PL121 or PL122 for an archive whose directory says what no Office file says."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.MOST_ENTRIES:
        raise ToolkitError("PL120", name, file=name, what=f"{len(entries):,} entries")
    if total > limits.MOST_UNPACKED or any(entry.file_size > limits.MOST_PART for entry in entries):
        raise ToolkitError("PL120", name, file=name, what=f"{total:,} bytes unpacked")
    packed = min(size, sum(entry.compress_size for entry in entries))
    if total > limits.RATIO_FROM and total > limits.MOST_RATIO * max(1, packed):
        raise ToolkitError("PL121", name, file=name, ratio=total // max(1, packed))
    names = {entry.filename.replace("\\", "/").lower() for entry in entries}
    if len(names) != len(entries) or _overlap(entries):
        raise ToolkitError("PL122", name, file=name)
    for entry in entries:
        if entry.flag_bits & 1 or entry.compress_type not in (STORED, DEFLATED):
            raise ToolkitError("PL122", name, file=name)


def check_document(name: str, entries: Sequence[Entry], size: int) -> None:
    """Raise PL120 for a document that would not fit in memory with all its parts."""
    total = sum(entry.file_size for entry in entries)
    if total > limits.MOST_DOCUMENT + 2 * size:
        raise ToolkitError("PL120", name, file=name, what=f"{total:,} bytes unpacked")


def _overlap(entries: Sequence[Entry]) -> bool:
    """Whether two entries share bytes of the file, so that little data is unpacked many times."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _LOCAL_HEADER + len(entry.filename) + entry.compress_size
    return False


def check_xml(name: str, parts: Parts) -> None:
    """Raise PL123 for a part that declares a document type, PL120 for more tags than can be read in good time.

    What is XML is told by how a part begins: its name is for the sender to choose.
    """
    markup = 0
    for entry in parts.entries:
        head = parts.head(entry)
        declared, _, rest = head.partition(b"?>")
        root = rest.lstrip()
        if declared not in _USUAL or root[:1] != b"<" or not root[1:2].isalpha():
            if not _BEGINS_AS_XML.match(head):
                continue
            declares = _declares(head[:_HEAD], whole=entry.file_size <= _HEAD)
            if declares is None:
                declares = _declares(parts.read(entry.filename), whole=True)
            if declares:
                raise ToolkitError("PL123", name, file=name, part=entry.filename)
        if entry.file_size > limits.SMALL_PART:
            markup += _markup(parts, entry)
            if markup > limits.MOST_MARKUP or entry.file_size > limits.MOST_XML:
                what = f"{entry.filename}: {entry.file_size:,} bytes, {markup:,} tags"
                raise ToolkitError("PL120", name, file=name, what=what)


def _declares(head: bytes, *, whole: bool) -> bool | None:
    """Whether a part declares a document type or hides what it declares; None where its root is not yet seen."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        little = head.startswith((b"\xff\xfe", b"<\0"))
        head = (
            head[: len(head) // 2 * 2]
            .decode("utf-16-le" if little else "utf-16-be", "replace")
            .encode()
            .lstrip(b"\xef\xbb\xbf")
        )
    head = head.removeprefix(b"\xef\xbb\xbf")
    encoding = _ENCODING.match(head)
    if encoding and not _KNOWN_ENCODINGS.fullmatch(encoding[1]):
        return True
    start = _BEFORE_ROOT.match(head)
    rest = head[start.end() :] if start else head
    if rest[:2] == b"<!":
        return True
    return False if whole or _ROOT.match(rest) else None


def _markup(parts: Parts, entry: Entry) -> int:
    """How many tags and attributes a part has at most, counted without parsing it."""
    found = 0
    with parts.stream(entry) as stream:
        while chunk := stream.read(_CHUNK):
            chunk = chunk.replace(b"\0", b"")  # half of a letter in UTF-16
            found += chunk.count(b"<") - chunk.count(b"</") + chunk.count(b'="') + chunk.count(b"='")
    return found
