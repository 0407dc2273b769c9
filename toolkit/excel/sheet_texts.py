"""A sheet's texts by place, as a reader sees them: merged areas show theirs in every cell they cover."""

from __future__ import annotations

from toolkit.excel.cells import Content, RawCell, RawSheet
from toolkit.hints import Final
from toolkit.places import Sheet
from toolkit.problems import ToolkitError
from toolkit.text import clean

# Merged areas that matter to a header are small, and few.
_WIDEST_MERGE: Final = 20_000
_MOST_MERGED: Final = 300_000


class Texts:
    """A sheet's texts by place, merged areas showing their text in every cell they cover."""

    def __init__(self, sheet: RawSheet) -> None:
        self.sheet = sheet
        self.last_row = next(reversed(sheet.cells), (0, 0))[0]
        self.rows: dict[int, dict[int, str]] = {}
        for (row, column), cell in sheet.cells.items():
            text = shown_text(cell)
            if text:
                self.rows.setdefault(row, {})[column] = text
        self.covers: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        self._merged = 0
        self.covered: dict[int, list[int]] = {}  # row -> its columns under merged areas
        for area in sheet.merges:
            if (area[2] - area[0]) * (area[3] - area[1]) <= _WIDEST_MERGE:
                self._cover(area)

    def _cover(self, area: tuple[int, int, int, int]) -> None:
        columns = range(area[1], area[3] + 1)
        self._merged += (area[2] - area[0] + 1) * len(columns)
        if self._merged > _MOST_MERGED:
            what = f"{len(self.sheet.merges):,} merged areas"
            raise ToolkitError("PL120", Sheet(self.sheet.name), file=self.sheet.name, what=what)
        for row in range(area[0], area[2] + 1):
            self.covers.update({(row, column): area for column in columns})
            self.covered.setdefault(row, []).extend(columns)

    def at(self, row: int, column: int) -> str:
        """The text shown at a cell."""
        area = self.covers.get((row, column))
        if area is not None:
            row, column = area[0], area[1]
        return self.rows.get(row, {}).get(column, "")


def shown_text(cell: RawCell) -> str:
    """What a heading cell says: a year typed as a number is a text here."""
    if cell.content is Content.NUMBER and cell.number is not None:
        return format(cell.number, "f") if cell.number == cell.number.to_integral_value() else ""
    return clean(cell.text) if cell.content in (Content.TEXT, Content.DATE) else ""
