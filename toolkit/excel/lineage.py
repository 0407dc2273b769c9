"""The lineage of a merged workbook: how it is laid out, and the units' cells behind each merged one.

`Nguồn số liệu` holds the units' figures, `Ô nguồn` at the same places the cells they stand in. With few units each has
a column and each merged figure a line; with many it is the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from toolkit.excel.cells import RawSheet, RawWorkbook
from toolkit.excel.sheets import LINEAGE, SOURCES
from toolkit.places import Cell, column_letters, column_number

ACROSS_MARK: Final = "Mã"
DOWN_MARK: Final = "Đơn vị"
HEADINGS: Final = (ACROSS_MARK, "Nội dung", "Cột", "Đơn vị tính", "Cách gộp")
_MOST_ACROSS: Final = 250
_REFERENCE = re.compile(rf"\$?'?{re.escape(LINEAGE)}'?[!.]\$?([A-Z]{{1,3}})\$?(\d+)(?::\$?([A-Z]{{1,3}})\$?(\d+))?")
_PLACE = re.compile(r"(.+)!([A-Z]{1,3})(\d{1,7})")


class Layout(NamedTuple):
    """Where the units and lines of a lineage sheet stand; `across` is True where each unit has a column."""

    units: int
    across: bool

    def at(self, line: int, unit: int) -> tuple[int, int]:
        """Row and column, from 0, of a unit's figure."""
        return (line + 2, unit + len(HEADINGS)) if self.across else (unit + len(HEADINGS), line + 2)

    def span(self, line: int) -> str:
        """All units' figures of a line, as a formula names them."""
        (row, column), (last_row, last) = self.at(line, 0), self.at(line, self.units - 1)
        return f"'{LINEAGE}'!{column_letters(column + 1)}{row + 1}:{column_letters(last + 1)}{last_row + 1}"


def layout_for(units: int, lines: int) -> Layout:
    """The layout that fits a sheet and is read best: a column a unit as long as they are few."""
    return Layout(units, units <= _MOST_ACROSS or lines + 2 > 16_384)


def read_origins(raw: RawWorkbook) -> Mapping[Cell, tuple[Cell, ...]]:
    """For each cell whose formula reaches into the lineage, the units' cells; empty for a workbook without one."""
    sources = next((sheet for sheet in raw.sheets if sheet.name == SOURCES), None)
    if sources is None:
        return {}
    across = _text(sources, 1, 1) == ACROSS_MARK
    found: dict[Cell, tuple[Cell, ...]] = {}
    for sheet in raw.sheets:
        for (row, column), cell in sheet.cells.items():
            if LINEAGE in cell.formula:
                behind = tuple(dict.fromkeys(_behind(cell.formula, sources, across=across)))
                if behind:
                    found[Cell(sheet.name, row, column)] = behind
    return found


def _behind(formula: str, sources: RawSheet, *, across: bool) -> Iterator[Cell]:
    for first, top, last, bottom in _REFERENCE.findall(formula):
        columns = range(column_number(first), column_number(last or first) + 1)
        for row in range(int(top), int(bottom or top) + 1):
            for column in columns:
                place = _PLACE.fullmatch(_text(sources, row, column))
                if place:
                    file = _text(sources, 2, column) if across else _text(sources, row, 2)
                    yield Cell(f"[{file}]{place[1]}", int(place[3]), column_number(place[2]))


def _text(sheet: RawSheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return "" if cell is None else cell.text
