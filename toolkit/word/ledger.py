"""The ledger (`sổ nguồn`): the record inside a filled report of what each field showed and from which cells.

It is a custom XML part. Everything stands in element text, because LibreOffice drops attributes there: one `dau` element
for the report as a whole, `o` elements for its fields, and `goc` elements for the parts as they were filled, each
holding JSON. The parts as filled are what a later run compares a hand-edited report with.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from toolkit.problems import ToolkitError
from toolkit.records import record
from toolkit.word.controls import LEDGER_NS, STORE_ID, field_id
from toolkit.word.package import Package
from toolkit.word.xml import escape

STEERING: Final = "dieu_khien"
"""In `extra`: for each appendix row that has them, its Mã, Cách tính, Chiều and Cách gộp, which no table shows."""

_ROOT: Final = "so_nguon"
_CHUNK: Final = 1_000_000  # a safe parser refuses text nodes of 10 MB
_ROWS: Final = 1_000


@record(frozen=True, slots=True)
class Entry:
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
    count: int = 1


@dataclass(slots=True)
class Ledger:
    """The entries of a report by field id, with what was filled from what."""

    workbook: str = ""
    template: str = ""
    template_hash: str = ""
    day: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    base: dict[str, bytes] = field(default_factory=dict)  # part name -> its XML as last filled
    extra: dict[str, Any] = field(default_factory=dict)

    def record(self, entry: Entry) -> None:
        """Add a field; a field shown several times is one entry with its count."""
        name = field_id(entry.identity)
        known = self.entries.get(name)
        if known is None:
            self.entries[name] = entry
        else:
            self.entries[name] = Entry(
                known.identity, known.shown, known.cells, known.rule, known.value, known.label, known.day,
                known.count + 1,
            )  # fmt: skip

    def to_xml(self) -> bytes:
        """The ledger as its custom XML part."""
        head = {
            "workbook": self.workbook, "template": self.template, "template_hash": self.template_hash,
            "day": self.day, **self.extra,
        }  # fmt: skip
        lines = [
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
            f'<pl:{_ROOT} xmlns:pl="{LEDGER_NS}"><pl:dau>{_text(head)}</pl:dau>',
        ]
        rows = [(e.identity, e.shown, e.cells, e.rule, e.value, e.label, e.day, e.count) for e in self.entries.values()]
        lines += [f"<pl:o>{_text(rows[at : at + _ROWS])}</pl:o>" for at in range(0, len(rows), _ROWS)]
        for part, xml in self.base.items():
            packed = base64.b64encode(zlib.compress(xml, 1)).decode()
            chunks = [packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK)]
            lines += [f"<pl:goc>{_text([part, chunk])}</pl:goc>" for chunk in chunks]
        lines.append(f"</pl:{_ROOT}>")
        return "".join(lines).encode()

    def store(self, package: Package) -> None:
        """Write the ledger into a package, in place of the one it holds or under a free name."""
        name = find(package)
        if name:
            package.parts[name] = self.to_xml()
        else:
            package.add_custom_xml(self.to_xml(), STORE_ID)


def _text(value: object) -> str:
    return escape(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


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
        return _parse(package.tree(name))
    except (ValueError, TypeError, KeyError, zlib.error, ToolkitError):
        return None


def _parse(root: Iterable[Any]) -> Ledger:
    ledger = Ledger()
    packed: dict[str, list[str]] = {}
    for node in root:
        if not isinstance(node.tag, str):
            continue
        content = json.loads(node.text or "null")
        if node.tag.endswith("}dau") and isinstance(content, Mapping):
            head = dict(content)
            ledger.workbook, ledger.template = head.pop("workbook", ""), head.pop("template", "")
            ledger.template_hash, ledger.day = head.pop("template_hash", ""), head.pop("day", "")
            ledger.extra = head
        elif node.tag.endswith("}o") and isinstance(content, list):
            for identity, shown, cells, rule, value, label, day, count in content:
                entry = Entry(identity, shown, tuple(cells), rule, value, label, day, count)
                ledger.entries[field_id(identity)] = entry
        elif node.tag.endswith("}goc") and isinstance(content, list):
            packed.setdefault(content[0], []).append(content[1])
    ledger.base = {part: zlib.decompress(base64.b64decode("".join(chunks))) for part, chunks in packed.items()}
    return ledger
