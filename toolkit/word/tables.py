"""The tables of a document as plain grids: merged cells, content controls, tracked changes and page splits seen through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from toolkit.hints import TYPE_CHECKING
from toolkit.records import replace
from toolkit.tables import Table, TableCell
from toolkit.text import clean, whole_number
from toolkit.word.blocks import controls, describe
from toolkit.word.package import Package
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_P, _TBL, _TR, _TC, _PROPERTIES = w("p"), w("tbl"), w("tr"), w("tc"), w("tcPr")
_DROPPED = frozenset({w("del"), w("moveFrom")})
_R, _VAL = w("r"), w("val")
_BOLD, _INDENT = f"{w('rPr')}/{w('b')}", f"{w('pPr')}/{w('ind')}"
_INNER, _CELL = frozenset({_TBL}), frozenset({_TC})
# How many paragraphs above a table may be its title lines.
_TITLE_LINES = 8
# The twips that make one step of indentation.
_STEP = 100
# Word itself allows 63 columns; a cell that says it spans a billion spans no more than this.
_MOST_COLUMNS = 200


def read_tables(package: Package) -> list[Table]:
    """The tables of the document's body in order, nested ones after the one that holds them."""
    tables: list[Table] = []
    above: list[Element] = []  # the paragraphs since the last table
    tree = package.tree(package.main)
    numbers = {paragraph: number for number, paragraph in enumerate(tree.iter(_P), 1)}
    for element in _blocks(tree):
        if element.tag == _P:
            above.append(element)
            if tables and not tables[-1].below[_TITLE_LINES:]:
                tables[-1].below += _lines([element])
            continue
        for number, table in enumerate([element, *element.iter(_TBL)]):
            if number and table is element:
                continue
            made = _table(table, numbers)
            if table is element:
                made.title = [*islice(_lines(reversed(above)), _TITLE_LINES)][::-1]
            tables.append(made)
        above = []
    return tables


def _lines(paragraphs: Iterable[Element]) -> Iterator[str]:
    """What the paragraphs say that say anything."""
    return filter(str.strip, map(_text, paragraphs))


def _blocks(node: Element) -> Iterator[Element]:
    """Paragraphs and outermost tables in order, through content controls and tracked insertions."""
    for child in node:
        if child.tag in (_P, _TBL):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _DROPPED:
            yield from _blocks(child)


def below(node: Element, wanted: str, stop: frozenset[str]) -> Iterator[Element]:
    """The nearest descendants of a kind, through content controls but not through what `stop` names."""
    for child in node:
        if child.tag == wanted:
            yield child
        elif isinstance(child.tag, str) and child.tag not in stop and child.tag not in _DROPPED:
            yield from below(child, wanted, stop)


def _table(table: Element, numbers: Mapping[Element, int]) -> Table:
    made = Table()
    made.grid = tuple(whole_number(column.get(w("w"))) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
    open_: dict[int, tuple[int, int]] = {}  # column -> (index in cells, last row reached)
    number = 0
    for row in below(table, _TR, _CELL):
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            continue
        number += 1
        column = 1 + _size(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
        for cell in below(row, _TC, frozenset()):
            properties = cell.find(_PROPERTIES)
            inside = list(below(cell, _P, _INNER))
            span = 1 if properties is None else _size(properties.find(w("gridSpan")), 1)
            merge = None if properties is None else properties.find(w("vMerge"))
            if merge is not None and merge.get(w("val")) != "restart" and column in open_:
                index, _ = open_[column]
                above = made.cells[index]
                text = "\n".join(filter(None, (above.text, _cell_text(inside))))
                reach = number - above.row + 1
                made.cells[index] = replace(above, text=text, rows=reach)
                open_[column] = (index, number)
            else:
                first = inside[0] if inside else None
                place = 0 if first is None else numbers.get(first, 0)
                made.cells.append(
                    TableCell(
                        number, column, _cell_text(inside), 1, span, _bold(cell), _indent(first), _field(cell), place
                    )
                )
                open_[column] = (len(made.cells) - 1, number)
            column += span
    return made


def _cell_text(paragraphs: Iterable[Element]) -> str:
    return "\n".join(_lines(paragraphs))


def _text(paragraph: Element) -> str:
    return "\n".join(filter(None, (clean(line) for line in describe(paragraph).text.split("\n"))))


def _indent(paragraph: Element | None) -> int:
    """How many steps a cell's first paragraph is moved in."""
    moved = None if paragraph is None else paragraph.find(_INDENT)
    twips = None if moved is None else moved.get(w("left")) or moved.get(w("start"))
    return max(0, min(20, whole_number(twips) // _STEP))


def _field(cell: Element) -> str:
    """The name of the first field of ours in a cell."""
    return next((control.name for control in controls(cell)), "")


def _bold(cell: Element) -> bool:
    bold = False
    for run in cell.iter(_R):
        if "".join(map(str, run.itertext())).strip():
            mark = run.find(_BOLD)
            if mark is None or mark.get(_VAL) in ("0", "false"):
                return False
            bold = True
    return bold


def _size(node: Element | None, default: int) -> int:
    text = "" if node is None else node.get(w("val")) or ""
    return min(whole_number(text[:9], default), _MOST_COLUMNS) if text.isdecimal() else default
