"""Columns that the data brought to a table or took from it, and columns that a person has changed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.word.blocks import describe
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_ASKED: Final = 20  # rows looked at for one that tells its columns apart
_TBL, _TR, _TC, _P = w("tbl"), w("tr"), w("tc"), w("p")


class Rows(NamedTuple):
    """One row of a table as it was filled, as it is and as the new fill has it."""

    base: Element
    mine: Element
    new: Element


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, without those of tables inside it."""
    return list(row.iterchildren(_TC))


def paired(before: Sequence[Element], after: Sequence[Element]) -> dict[int, int]:
    """Which cell of a row is which of the same row elsewhere: those that show the same fields or words, and those between."""
    pairs: dict[int, int] = {}
    for kind, low, high, start, end in _opcodes(before, after):
        if kind in ("equal", "replace") and high - low == end - start:
            pairs.update(zip(range(low, high), range(start, end), strict=True))
    return pairs


def _opcodes(before: Sequence[Element], after: Sequence[Element]) -> list[tuple[str, int, int, int, int]]:
    if len(before) == len(after):
        return [("equal", 0, len(before), 0, len(after))]
    was, now = ([describe(cell).shape for cell in cells] for cells in (before, after))
    return list(SequenceMatcher(None, was, now, autojunk=False).get_opcodes())


def differ(rows: Sequence[Rows]) -> bool:
    """True where the new fill has other columns than the last one had."""
    return any(len(cells_of(row.base)) != len(cells_of(row.new)) for row in rows)


def follow_columns(rows: Sequence[Rows]) -> bool:
    """Give a table the columns of the new fill, with its widths; False, and nothing changed, where columns were changed by hand.

    The rows as they were filled change with it, so that cell stands beside cell again.
    """
    if any(len(cells_of(row.base)) != len(cells_of(row.mine)) for row in rows):
        return False
    steps = [_opcodes(cells_of(row.base), cells_of(row.new)) for row in rows]
    if any(_has_edit(row, step) for row, step in zip(rows, steps, strict=True)):
        return False
    tables = [next(element.iterancestors(_TBL)) for element in rows[0]]
    own = [element for element in tables[1].iterchildren(_TR) if all(element is not row.mine for row in rows)]
    widest = max(range(len(rows)), key=lambda at: (len(cells_of(rows[at].new)), len(cells_of(rows[at].base))))
    size = len(cells_of(rows[widest].base))
    for element in own:
        if len(cells_of(element)) == size:
            _apply(element, steps[widest], None)
    for row, step in zip(rows, steps, strict=True):
        for target in (row.base, row.mine):
            _apply(target, step, row.new)
        for cell, wanted in zip(cells_of(row.mine), cells_of(row.new), strict=True):
            _span_as(cell, wanted)
    grids = [table.find(w("tblGrid")) for table in tables]
    if grids[1] is not None and grids[2] is not None:
        tables[1].replace(grids[1], deepcopy(grids[2]))
    return True


def _has_edit(row: Rows, steps: Sequence[tuple[str, int, int, int, int]]) -> bool:
    """True where a cell that goes shows something else than it was filled with."""
    base, mine = cells_of(row.base), cells_of(row.mine)
    gone = (index for kind, low, high, *_ in steps if kind in ("delete", "replace") for index in range(low, high))
    return any(describe(base[index]).text != describe(mine[index]).text for index in gone)


def _apply(row: Element, steps: Sequence[tuple[str, int, int, int, int]], new: Element | None) -> None:
    """Take cells out of a row and put those of the new row, or empty ones, in."""
    cells = cells_of(row)
    source = None if new is None else cells_of(new)
    for kind, low, high, start, end in reversed(steps):
        if kind == "equal":
            continue
        anchor = cells[low - 1] if low else None
        made = [_empty(cells[max(0, low - 1)]) if source is None else deepcopy(source[at]) for at in range(start, end)]
        for cell in made if anchor is not None else reversed(made):
            if anchor is None:
                cells[0].addprevious(cell)
                cells.insert(0, cell)
            else:
                anchor.addnext(cell)
                anchor = cell
        for cell in cells_of(row)[low + len(made) : high + len(made)]:
            row.remove(cell)


def _empty(cell: Element) -> Element:
    """A cell like another, with nothing in it."""
    made = deepcopy(cell)
    for child in list(made)[1:] if made.find(w("tcPr")) is not None else list(made):
        made.remove(child)
    made.append(made.makeelement(_P, {}))
    return made


def _span_as(cell: Element, wanted: Element) -> None:
    """Give a cell the width of another and as many columns of the grid."""
    properties, theirs = cell.find(w("tcPr")), wanted.find(w("tcPr"))
    if properties is None or theirs is None:
        return
    for name in ("tcW", "gridSpan"):
        for node in properties.findall(w(name)):
            properties.remove(node)
    for node in reversed([found for name in ("tcW", "gridSpan") for found in theirs.findall(w(name))]):
        properties.insert(0, deepcopy(node))


def fit(row: Element, rows: Sequence[Rows]) -> None:
    """Give a new row the columns and widths that a person has left in the table or put there."""
    like = [known for known in rows if len(cells_of(known.base)) == len(cells_of(known.new)) == len(cells_of(row))]
    if not like:
        return
    known = max(like[:_ASKED], key=lambda known: len({describe(cell).shape for cell in cells_of(known.base)}))
    base, mine = cells_of(known.base), cells_of(known.mine)
    steps = _opcodes(base, mine)
    if any(kind == "replace" and high - low != end - start for kind, low, high, start, end in steps):
        return
    _apply(row, [step for step in steps if step[0] in ("insert", "delete")], None)
    for cell, wanted in zip(cells_of(row), mine, strict=True):
        width, theirs = cell.find(f"{w('tcPr')}/{w('tcW')}"), wanted.find(f"{w('tcPr')}/{w('tcW')}")
        if width is not None and theirs is not None:
            width.attrib.update(theirs.attrib)
