"""Columns that the data brought to a table or took from it, and columns that a person has changed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.text import whole_number
from toolkit.word.blocks import FIELD_MARK, describe
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_ASKED: Final = 20  # rows looked at for one that tells its columns apart
_BEFORE_BORDERS: Final = frozenset(w(name) for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge"))
_TBL, _TR, _TC, _P = w("tbl"), w("tr"), w("tc"), w("p")


Steps = Sequence[tuple[str, int, int, int, int]]
"""As SequenceMatcher tells them: what becomes of a stretch of columns, from where to where before and after."""


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
    for kind, low, high, start, end in _steps(before, after):
        if kind in ("equal", "replace") and high - low == end - start:
            pairs.update(zip(range(low, high), range(start, end), strict=True))
    return pairs


def _steps(before: Sequence[Element], after: Sequence[Element]) -> Steps:
    """From the cells of a row to those of the same row elsewhere; of as many cells only fields at another place tell of other columns."""
    was, now = ([describe(cell).shape for cell in cells] for cells in (before, after))
    steps: Steps = list(SequenceMatcher(None, was, now, autojunk=False).get_opcodes())
    if len(was) != len(now) or any(
        kind == "equal" and low != start and FIELD_MARK in "".join(was[low:high]) for kind, low, high, start, _ in steps
    ):
        return steps
    return [("equal", 0, len(was), 0, len(now))]


def _steps_of(rows: Sequence[Rows]) -> list[Steps]:
    """What leads from the columns of each row as it was filled to those it has now: rows of as many cells go alike."""
    alike: dict[tuple[int, int], list[Rows]] = {}
    sizes = [(len(cells_of(row.base)), len(cells_of(row.new))) for row in rows]
    for size, row in zip(sizes, rows, strict=True):
        alike.setdefault(size, []).append(row)
    found = {}
    for size, group in alike.items():
        telling = _telling(group)
        found[size] = _steps(cells_of(telling.base), cells_of(telling.new))
    return [found[size] for size in sizes]


def _telling(rows: Sequence[Rows]) -> Rows:
    """A row that tells its columns apart."""
    return max(rows[:_ASKED], key=lambda row: len({describe(cell).shape for cell in (*row.base, *row.new)}))


def differ(rows: Sequence[Rows]) -> bool:
    """True where the new fill has other columns than the last one had."""
    return any([kind for kind, *_ in steps] != ["equal"] for steps in _steps_of(rows))


def follow_columns(rows: Sequence[Rows], gone: Mapping[Element, Element]) -> Element | None:
    """Give a table the columns of the new fill, with its widths; where columns were changed by hand, or something was written
    where one goes, nothing is changed and that row or cell comes back.

    `gone` gives rows that the data no longer has as they were filled. The rows as they were filled change with the table, so
    that cell stands beside cell again.
    """
    other = next((row.mine for row in rows if len(cells_of(row.base)) != len(cells_of(row.mine))), None)
    if other is not None:
        return other
    steps = _steps_of(rows)
    tables = [next(element.iterancestors(_TBL)) for element in rows[0]]
    own = [element for element in tables[1].iterchildren(_TR) if all(element is not row.mine for row in rows)]
    widest = max(range(len(rows)), key=lambda at: (len(cells_of(rows[at].new)), len(cells_of(rows[at].base))))
    size, more = len(cells_of(rows[widest].base)), len(cells_of(rows[widest].new)) - len(cells_of(rows[widest].base))
    known: list[tuple[Element | None, Element, Steps]] = [
        (row.base, row.mine, step) for row, step in zip(rows, steps, strict=True)
    ]
    known += [(gone.get(element), element, steps[widest]) for element in own if len(cells_of(element)) == size]
    for base, mine, step in known:
        edited = _edited(base, mine, step)
        if edited is not None:
            return edited
    for element in own:
        if len(cells_of(element)) == size:
            _apply(element, steps[widest], None)
        else:
            _stretch(element, more)
    for row, step in zip(rows, steps, strict=True):
        for target in (row.base, row.mine):
            _apply(target, step, row.new)
        for cell, wanted in zip(cells_of(row.mine), cells_of(row.new), strict=True):
            _span_as(cell, wanted)
        for cell, beside in pairwise(cells_of(row.mine)):
            _border_as(beside, cell)
    grids = [table.find(w("tblGrid")) for table in tables]
    if grids[1] is not None and grids[2] is not None:
        tables[1].replace(grids[1], deepcopy(grids[2]))
    return None


def _edited(base: Element | None, mine: Element, steps: Steps) -> Element | None:
    """A row whose cells were put elsewhere by hand, or its first cell that goes and shows something else than it was filled with."""
    was, are = [] if base is None else cells_of(base), cells_of(mine)
    if len(was) == len(are) and [kind for kind, *_ in _steps(was, are)] != ["equal"]:
        return mine
    before = [describe(cell).text.strip() for cell in was] if len(was) == len(are) else [""] * len(are)
    gone = (at for kind, low, high, *_ in steps if kind in ("delete", "replace") for at in range(low, high))
    return next((are[at] for at in gone if describe(are[at]).text.strip() not in ("", before[at])), None)


def _apply(row: Element, steps: Steps, new: Element | None) -> None:
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


def _border_as(cell: Element, like: Element) -> None:
    """Give a cell that leaves its borders to the table those of another, for LibreOffice writes them into each cell."""
    properties, theirs = cell.find(w("tcPr")), like.find(f"{w('tcPr')}/{w('tcBorders')}")
    if properties is None or theirs is None or properties.find(w("tcBorders")) is not None:
        return
    before = [node for node in properties if node.tag in _BEFORE_BORDERS]
    properties.insert(properties.index(before[-1]) + 1 if before else 0, deepcopy(theirs))


def _stretch(row: Element, more: int) -> None:
    """Let the widest cell of a row span more columns, or less."""
    spans = [(whole_number(node.get(w("val"))), node) for node in row.iterfind(f"{_TC}/{w('tcPr')}/{w('gridSpan')}")]
    if spans and more:
        size, node = max(spans, key=lambda span: span[0])
        node.set(w("val"), str(max(1, size + more)))


def fit(row: Element, rows: Sequence[Rows]) -> None:
    """Give a new row the columns and widths that a person has left in the table or put there."""
    like = [known for known in rows if len(cells_of(known.new)) == len(cells_of(row))]
    if not like:
        return
    known = _telling(like)
    base, mine, new = (cells_of(element) for element in known)
    for before, after in ((new, base), (base, mine)):
        steps = _steps(before, after)
        if any(kind == "replace" and high - low != end - start for kind, low, high, start, end in steps):
            return
        _apply(row, [step for step in steps if step[0] in ("insert", "delete")], None)
    for cell, wanted in zip(cells_of(row), mine, strict=True):
        width, theirs = cell.find(f"{w('tcPr')}/{w('tcW')}"), wanted.find(f"{w('tcPr')}/{w('tcW')}")
        if width is not None and theirs is not None:
            width.attrib.update(theirs.attrib)
        _border_as(cell, wanted)
