"""The tables of a document as plain grids: merged cells, content controls, tracked changes and page splits seen through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.text import clean
from toolkit.word.blocks import describe
from toolkit.word.package import Package
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_P, _TBL, _TR, _TC = w("p"), w("tbl"), w("tr"), w("tc")
_DROPPED = frozenset({w("del"), w("moveFrom")})
# How many paragraphs above a table may be its title lines.
_TITLE_LINES = 8


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its text (paragraphs and line breaks as new lines), where it begins and how far it reaches, from 1."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    bold: bool = False


@dataclass(slots=True)
class WordTable:
    """One table. `title` holds the paragraphs between what stood before and the table, the nearest last; `below` the next ones."""

    cells: list[GridCell] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    grid: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """How many grid columns it has."""
        return max((cell.column + cell.columns - 1 for cell in self.cells), default=0)

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rows - 1 for cell in self.cells), default=0)


def read_tables(package: Package) -> list[WordTable]:
    """The tables of the document's body in order, nested ones after the one that holds them."""
    tables: list[WordTable] = []
    lines: list[str] = []
    for element in _blocks(package.tree(package.main)):
        if element.tag == _P:
            text = _text(element)
            if text.strip():
                lines.append(text)
                if tables and not tables[-1].below[_TITLE_LINES:]:
                    tables[-1].below.append(text)
            continue
        for number, table in enumerate([element, *element.iter(_TBL)]):
            if number and table is element:
                continue
            made = _table(table)
            made.title = lines[-_TITLE_LINES:] if table is element else []
            tables.append(made)
        lines = []
    return tables


def _blocks(node: Element) -> Iterator[Element]:
    """Paragraphs and outermost tables in order, through content controls and tracked insertions."""
    for child in node:
        if child.tag in (_P, _TBL):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _DROPPED:
            yield from _blocks(child)


def _below(node: Element, wanted: str, stop: frozenset[str]) -> Iterator[Element]:
    """The nearest descendants of a kind, through content controls but not through what `stop` names."""
    for child in node:
        if child.tag == wanted:
            yield child
        elif isinstance(child.tag, str) and child.tag not in stop | _DROPPED:
            yield from _below(child, wanted, stop)


def _table(table: Element) -> WordTable:
    made = WordTable()
    made.grid = tuple(int(column.get(w("w")) or 0) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
    open_: dict[int, tuple[int, int]] = {}  # column -> (index in cells, last row reached)
    number = 0
    for row in _below(table, _TR, frozenset({_TC})):
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            continue
        number += 1
        column = 1 + _size(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
        for cell in _below(row, _TC, frozenset()):
            properties = cell.find(w("tcPr"))
            span = 1 if properties is None else _size(properties.find(w("gridSpan")), 1)
            merge = None if properties is None else properties.find(w("vMerge"))
            if merge is not None and merge.get(w("val")) != "restart" and column in open_:
                index, _ = open_[column]
                above = made.cells[index]
                text = "\n".join(filter(None, (above.text, _cell_text(cell))))
                made.cells[index] = GridCell(
                    above.row, above.column, text, number - above.row + 1, above.columns, above.bold
                )
                open_[column] = (index, number)
            else:
                text = _cell_text(cell)
                made.cells.append(GridCell(number, column, text, 1, span, _bold(cell)))
                open_[column] = (len(made.cells) - 1, number)
            column += span
    return made


def _cell_text(cell: Element) -> str:
    paragraphs = (_text(paragraph) for paragraph in _below(cell, _P, frozenset({_TBL})))
    return "\n".join(text for text in paragraphs if text.strip())


def _text(paragraph: Element) -> str:
    return "\n".join(filter(None, (clean(line) for line in describe(paragraph).text.split("\n"))))


def _bold(cell: Element) -> bool:
    runs = [run for run in cell.iter(w("r")) if "".join(map(str, run.itertext())).strip()]
    marks = [run.find(f"{w('rPr')}/{w('b')}") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(w("val")) not in ("0", "false") for mark in marks)


def _size(node: Element | None, default: int) -> int:
    text = "" if node is None else node.get(w("val")) or ""
    return int(text) if text.isdigit() else default
