"""The ledger (`sổ nguồn`): the record inside a filled report of what each field showed and from which cells.

It is a custom XML part. Everything stands in element text, because LibreOffice drops attributes there: one `dau` element
for the report as a whole, `o` elements for its fields, and `goc` elements for the parts as they were filled, each
holding JSON. The parts as filled are what a later run compares a hand-edited report with. Where the workbook was merged from
others, `ng` elements say which cells of those stand behind each of its own.
"""

from __future__ import annotations

import json
import zlib
from binascii import a2b_base64, b2a_base64
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring as quote
from xml.parsers import expat

from toolkit.gate import Member, limits
from toolkit.hints import Any, Final
from toolkit.memory import MOST, Memory
from toolkit.records import NamedTuple, field, record
from toolkit.word.controls import LEDGER_NS, STORE_ID, field_id
from toolkit.word.package import Package
from toolkit.word.xml import content, refuse_type
from toolkit.word.zipped import deflate, sum_of_stream

STEERING: Final = "dieu_khien"
"""In `extra`: for each appendix row that has them, its Mã, Cách tính, Chiều and Cách gộp, which no table shows."""

_ROOT: Final = "so_nguon"
_STREAM: Final = b"\x78\x01"  # what a zlib stream begins with
_SUM: Final = 4  # bytes at the end of one, its checksum
_CHUNK: Final = 1_000_000  # a safe parser refuses text nodes of 10 MB
_ROWS: Final = 1_000
_MOST: Final = limits.MOST_DOCUMENT  # what the parts as filled may unpack to, all together
_MOST_RATIO: Final = 1_032  # no deflated byte stands for more
_ORIGINS: Final = 20_000  # units' cells in one element
_LONGEST_TEXT: Final = 8_000_000


DISPUTED: Final = "disputed"
"""What a ledger calls the fields that were changed on both sides."""


UNUSED: Final = "unused"
"""How often a changed template has fields that never stood in the report."""


class Entry(NamedTuple):
    """What one field showed when it was last filled.

    `identity` is the expression that gives it again; `cells` the workbook cells behind it ("PHỤ LỤC!J31"); `rule` the
    rule of the actual figure; `value` the figure before rounding as a plain decimal string, None for a text; `day` the
    day (yyyy-mm-dd) since which it has shown this.
    """

    identity: str
    shown: str
    cells: tuple[str, ...] = ()
    rule: str | None = None
    value: str | None = None
    label: str = ""
    day: str = ""
    times: int = 1


@record(slots=True)
class Ledger:
    """The entries of a report by field id, with what was filled from what."""

    workbook: str = ""
    template: str = ""
    template_hash: str = ""
    day: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    base: dict[str, bytes] = field(default_factory=dict)  # part name -> its XML as last filled
    extra: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, tuple[str, ...]] = field(default_factory=dict)  # cell of a merged workbook -> the units' cells

    def disputed(self) -> Container[str]:
        """The fields that were changed on both sides and have shown what was typed since."""
        held = self.extra.get(DISPUTED, ())
        return held if isinstance(held, list) else ()

    def behind(self, cells: Iterable[str]) -> tuple[str, ...]:
        """The cells, and after them the units' cells that they were merged from."""
        own = tuple(cells)
        return tuple(dict.fromkeys((*own, *(origin for cell in own for origin in self.origins.get(cell, ())))))

    def to_member(self, package: Package) -> Member:
        """The ledger as its custom XML part in a package, whose filled parts are not deflated a second time."""
        head = {
            "workbook": self.workbook, "template": self.template, "template_hash": self.template_hash,
            "day": self.day, **self.extra,
        }  # fmt: skip
        pieces = [
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
            b'<pl:%b xmlns:pl="%b"><pl:dau>%b</pl:dau>' % (_ROOT.encode(), LEDGER_NS.encode(), _text(head)),
        ]
        rows = list(self.entries.values())
        pieces += [b"<pl:o>%b</pl:o>" % _entries(rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS)]
        pieces += [b"<pl:ng>%b</pl:ng>" % _text(chunk) for chunk in self._used_origins()]
        plain = sum(map(len, pieces))
        for part, xml in self.base.items():
            member = package.member(part) if package.parts.get(part) is xml else deflate(xml)
            packed = b2a_base64(_STREAM + member.packed + sum_of_stream(xml).to_bytes(_SUM, "big"), newline=False)
            for at in range(0, len(packed), _CHUNK):
                pieces.append(b'<pl:goc>[%b,"%b"]</pl:goc>' % (_text(part), packed[at : at + _CHUNK]))
        pieces.append(f"</pl:{_ROOT}>".encode())
        return deflate(b"".join(pieces), plain)

    def _used_origins(self) -> Iterator[list[list[Any]]]:
        """The origins of the cells that the entries name, in chunks."""
        chunk: list[list[Any]] = []
        size = 0
        used = dict.fromkeys(cell for entry in self.entries.values() for cell in entry.cells) if self.origins else {}
        for cell in used:
            if cell in self.origins:
                chunk.append([cell, self.origins[cell]])
                size += len(self.origins[cell])
                if size >= _ORIGINS:
                    yield chunk
                    chunk, size = [], 0
        if chunk:
            yield chunk

    def store(self, package: Package) -> None:
        """Write the ledger into a package, in place of the one it holds or under a free name."""
        member = self.to_member(package)
        package.put(find(package) or package.add_custom_xml(member.content, STORE_ID), member)


_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _text(value: object) -> bytes:
    return content(_JSON.encode(value).encode("utf-8", "surrogatepass"))


def _entries(rows: Sequence[Entry]) -> bytes:
    """What `_text` gives for entries. What they were filled from is the same in the reports of many units."""
    ends: dict[tuple[str, int], bytes] = {}
    told = []
    for identity, shown, cells, rule, value, label, day, times in rows:
        end = ends.get((day, times))
        if end is None:
            end = ends[day, times] = b"%b,%d]" % (_QUOTED[day], times)
        figure = b"null" if value is None else quote(value).encode("utf-8", "surrogatepass")
        text = quote(shown).encode("utf-8", "surrogatepass")
        told.append(b",".join((_QUOTED[identity], text, _LISTED[cells], _QUOTED[rule], figure, _QUOTED[label], end)))
    return content(b"[[%b]" % b",[".join(told))


def _quoted(text: str | None) -> bytes:
    return b"null" if text is None else quote(text).encode("utf-8", "surrogatepass")


def _listed(texts: tuple[str, ...]) -> bytes:
    return b"[%b]" % b",".join(map(_quoted, texts))


_QUOTED: Final = Memory(_quoted, 4 * MOST)
_LISTED: Final = Memory(_listed)


def find(package: Package) -> str | None:
    """The name of the part that holds the ledger, None for a document that is no report of ours."""
    return next(
        (
            name
            for name, data in package.parts.items()
            if name.startswith("customXml/item") and LEDGER_NS.encode() in data[:400] and _ROOT.encode() in data[:400]
        ),
        None,
    )


def load(package: Package) -> Ledger | None:
    """The ledger of a report, None for a document that has none or one that cannot be read."""
    name = find(package)
    if name is None:
        return None
    try:
        return _parse(_children(package.parts[name]), package)
    except (ValueError, TypeError, LookupError, RecursionError, zlib.error, expat.ExpatError):
        return None


def _children(xml: bytes) -> Iterator[tuple[str, str]]:
    """The elements right below a root, each as its name without prefix and its own text. A ValueError for a DTD."""
    found: list[tuple[str, list[str]]] = []
    depth = 0

    def opened(name: str, _: object) -> None:
        nonlocal depth
        depth += 1
        if depth == 2:
            found.append((name.rpartition(":")[2], []))

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    def told(text: str) -> None:
        if depth == 2:
            found[-1][1].append(text)

    parser = expat.ParserCreate()
    parser.buffer_text, parser.buffer_size = True, _CHUNK
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = opened, closed, told
    parser.StartDoctypeDeclHandler = refuse_type
    parser.Parse(xml, True)
    return ((name, "".join(texts)) for name, texts in found)


def _parse(children: Iterable[tuple[str, str]], package: Package) -> Ledger:
    ledger = Ledger()
    packed: dict[str, list[str]] = {}
    for name, text in children:
        if len(text) > _LONGEST_TEXT:
            raise ValueError("a text of the ledger is longer than any this program writes")
        held = json.loads(text or "null")
        if name == "dau" and isinstance(held, Mapping):
            head = dict(held)
            ledger.workbook, ledger.template = head.pop("workbook", ""), head.pop("template", "")
            ledger.template_hash, ledger.day = head.pop("template_hash", ""), head.pop("day", "")
            ledger.extra = head
            _check_steering(head.get(STEERING, {}))
        elif name == "o" and isinstance(held, list):
            for identity, shown, cells, rule, value, label, day, times in held:
                "".join((shown, label, day, rule or "", value or ""))  # a TypeError where one is no text
                ledger.entries[field_id(identity)] = Entry(
                    identity, shown, tuple(map(str, cells)), rule, value, label, day, int(times)
                )
        elif name == "ng" and isinstance(held, list):
            ledger.origins |= {str(cell): tuple(map(str, behind)) for cell, behind in held}
        elif name == "goc" and isinstance(held, list):
            packed.setdefault(held[0], []).append(held[1])
    room = _MOST
    for part, chunks in packed.items():
        stream = a2b_base64("".join(chunks))
        untouched = part in package.parts and package.member(part).packed == memoryview(stream)[len(_STREAM) : -_SUM]
        ledger.base[part] = package.parts[part] if untouched else _unpacked(stream, room)
        room -= len(ledger.base[part])
    return ledger


def _unpacked(packed: bytes, room: int) -> bytes:
    """What was packed; a ValueError where it would take more room, which is found out before it does."""
    size, rest, unpacker = 0, packed, zlib.decompressobj()
    while len(packed) * _MOST_RATIO > room and rest and not unpacker.eof:
        size += len(unpacker.decompress(rest, _CHUNK))
        rest = unpacker.unconsumed_tail
        if size > room:
            raise ValueError(size)
    return zlib.decompress(packed, bufsize=max(size, 16_384))


def _check_steering(steering: Any) -> None:
    """Raise a TypeError where the steering of rows is not what a ledger of ours holds."""
    if not isinstance(steering, dict) or not all(
        isinstance(row, list) and len(row) == 4 and all(isinstance(text, str) for text in row)
        for row in steering.values()
    ):
        raise TypeError(STEERING)
