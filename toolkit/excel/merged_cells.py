"""Values under merged areas, which nobody sees."""

from __future__ import annotations

from collections.abc import Container, Iterator

from toolkit.excel.cells import RawSheet
from toolkit.hints import Final
from toolkit.places import Area, Cell
from toolkit.problems import Problem
from toolkit.text import clean

_WIDEST: Final = 10_000


def hidden_values(sheet: RawSheet, rows: Container[int]) -> Iterator[Problem]:
    """A problem (PL221) for each value that lies under a merged area beginning in one of the rows, its first cell aside."""
    for first_row, first, last_row, last in sheet.merges:
        if first_row not in rows or (last_row - first_row) * (last - first) > _WIDEST:
            continue
        area = Area(Cell(sheet.name, first_row, first), Cell(sheet.name, last_row, last))
        for row in range(first_row, last_row + 1):
            for column in range(first, last + 1):
                hidden = sheet.cells.get((row, column))
                if hidden is None or (row, column) == (first_row, first):
                    continue
                if hidden.number is not None or clean(hidden.text):
                    values = {"text": hidden.text or hidden.number, "area": area}
                    yield Problem("PL221", Cell(sheet.name, row, column), values)
