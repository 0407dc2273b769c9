"""What a report says, read from its XML in the simplest way, as a measure for how the program reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "tcPr", "trPr", "tblPr", "tblGrid", "sdtPr")
}
_MARKS = {
    W + name
    for name in ("highlight", "commentReference", "footnoteReference", "bookmarkStart", "smartTag", "hyperlink")
}
_TRACKED = {W + name for name in ("ins", "del", "moveFrom", "moveTo")}
BARE = "rsidDel"  # what marks a run whose control was dropped, with the field's name


@dataclass
class Piece:
    """A stretch of text; `name` of the field it shows, `bare` where that field's control was dropped, `copy` in a second copy."""

    text: str
    name: str = ""
    bare: bool = False
    copy: bool = False


@dataclass
class Told:
    """What a paragraph or row says, and the marks that people left in it."""

    pieces: list[Piece] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All it says."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> str:
        """What it says besides figures, fields by their names."""
        return "".join(piece.name or piece.text for piece in self.pieces)

    @property
    def looks(self) -> list[str]:
        """Those of its marks that go with it where the data takes it away and nobody wrote anything into it."""
        return [mark for mark in self.marks if mark.startswith(("highlight", "bookmark", "smartTag", "hyperlink"))]

    @property
    def conditional(self) -> bool:
        """True for what stands in the report only while a condition holds."""
        return "Có điều kiện" in self.text


@dataclass
class Row:
    """A row of a table: the key of the indicator it shows, "" for any other."""

    key: str
    cells: list[str]
    told: Told
    heads: bool = False

    @property
    def pieces(self) -> list[Piece]:
        """What it says."""
        return self.told.pieces

    @property
    def text(self) -> str:
        """What it says, cell by cell."""
        return "|".join(self.cells)

    @property
    def pinned(self) -> list[str]:
        """What people left in it besides words."""
        return [mark for mark in self.told.marks if mark not in self.told.looks]


@dataclass
class Table:
    """A table: which one of the template's, by its first heading, and its rows."""

    kind: str
    rows: list[Row]


def paragraphs(tree: Element) -> list[Told]:
    """The paragraphs outside tables, those of text boxes after the one that shows the box."""
    return [_tell(node) for node in tree.iter(W + "p") if next(node.iterancestors(W + "tbl"), None) is None]


def tables(tree: Element) -> list[Table]:
    """The tables, with the rows of each."""
    return [_table(node) for node in tree.iter(W + "tbl")]


def _table(node: Element) -> Table:
    rows = [_row(row) for row in node.iter(W + "tr")]
    kind = next((row.cells[0] for row in rows if not row.key and row.cells), "")
    return Table(kind, rows)


def _row(row: Element) -> Row:
    cells = [_tell(cell) for cell in row.iter(W + "tc")]
    told = Told([p for c in cells for p in c.pieces], [m for c in cells for m in c.marks])
    names = [piece.name for piece in told.pieces if piece.name]
    key = names[0].removeprefix("pl:").partition(".")[0] if names else ""
    return Row(key, [cell.text for cell in cells], told, row.find(f".//{W}tblHeader") is not None)


def _tell(node: Element) -> Told:
    told = Told()
    for piece in _pieces(node, "", told, False):
        told.pieces.append(piece)
    merged: list[Piece] = []
    for piece in told.pieces:
        if merged and (merged[-1].name, merged[-1].bare) == (piece.name, piece.bare) and (piece.bare or not piece.name):
            merged[-1].text += piece.text
        else:
            merged.append(piece)
    told.pieces = merged
    return told


def _pieces(node: Element, name: str, told: Told, copy: bool) -> Iterator[Piece]:
    for child in node:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        if tag in _MARKS or (tag == W + "rPr" and child.find(W + "highlight") is not None):
            told.marks.append(
                f"{tag.rpartition('}')[2] if tag != W + 'rPr' else 'highlight'} {child.get(W + 'id', '')}"
            )
        if tag in _TRACKED:
            told.marks.append(f"{tag.rpartition('}')[2]} {child.get(W + 'id')} {_deleted(child)}")
        if tag in _GONE or tag.endswith("}txbxContent"):
            continue
        if tag == W + "t":
            bare = next((run.get(W + BARE) for run in child.iterancestors(W + "r")), None)
            yield Piece(child.text or "", name or bare or "", bool(bare) and not name, copy)
        elif tag in (W + "tab", W + "br"):
            yield Piece("\t" if tag == W + "tab" else "\n", name, False, copy)
        elif tag == W + "sdt" and not name:
            yield from _control(child, told, copy)
        else:
            yield from _pieces(child, name, told, copy)


def _control(control: Element, told: Told, copy: bool) -> Iterator[Piece]:
    properties = control.find(W + "sdtPr")
    assert properties is not None
    names = [properties.find(W + kind) for kind in ("tag", "alias")]
    name = next((node.get(W + "val", "") for node in names if node is not None), "")
    binding = properties.find(W + "dataBinding")
    if not name and binding is not None:
        name = binding.get(W + "xpath", "").partition("'")[2].rpartition("'")[0]
    copy = copy or next((True for node in control.iterancestors() if str(node.tag).endswith("}Fallback")), False)
    before = len(told.marks)
    inside = list(_pieces(control.find(W + "sdtContent"), name, told, copy))
    told.marks[before:] = dict.fromkeys(told.marks[before:])  # a look counts once, in however many runs
    if inside or next(control.iter(f"{W}del", f"{W}moveFrom"), None) is None:
        yield Piece("".join(piece.text for piece in inside), name, False, copy)


def _deleted(node: Element) -> str:
    return "".join(text.text or "" for text in node.iter(W + "delText")) if node.tag == W + "del" else ""
