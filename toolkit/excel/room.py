"""How much of a workbook is read: what exceeds it is passed over and said, or refused, before it costs time and memory."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from toolkit.excel.cells import RawSheet
from toolkit.excel.sheets import is_ours
from toolkit.gate import limits
from toolkit.hints import Final
from toolkit.places import Sheet
from toolkit.problems import ToolkitError
from toolkit.records import replace

_MOST_SEARCHED: Final = 20_000
_MOST_ROWS: Final = 6_500
_MOST_FIGURES: Final = 65_000
_MOST_TABLES: Final = 100


class SheetRoom:
    """How many cells may still be read of a workbook's sheets, those our own verbs wrote counted apart.

    `refused` is True once there was no room for one.
    """

    def __init__(self, most: int) -> None:
        self.refused = False
        self._left = {True: limits.MOST_KEPT_CELLS, False: most}

    def holds(self, sheet: str, cells: int) -> bool:
        """Whether a sheet of so many cells is read; what is counted once is taken."""
        ours = is_ours(sheet)
        if cells > self._left[ours]:
            self.refused = True
            return False
        self._left[ours] -= cells
        return True


class TableRoom:
    """How many tables, rows and figures a workbook's appendices may still have. Raises PL120 for more."""

    def __init__(self) -> None:
        self._left = {"rows": _MOST_ROWS, "figures": _MOST_FIGURES, "tables": _MOST_TABLES}

    def take(self, sheet: str, **counts: int) -> None:
        """Count what a sheet or a table has more of."""
        for what, count in counts.items():
            self._left[what] -= count
            if self._left[what] < 0:
                raise ToolkitError("PL120", Sheet(sheet), file=sheet, what=f"{count:,} {what}")


def top_of(sheet: RawSheet) -> RawSheet:
    """The part of a sheet in which a header is looked for: all of it, but for a very large one."""
    if len(sheet.cells) <= _MOST_SEARCHED:
        return sheet
    return replace(sheet, cells=dict(islice(sheet.cells.items(), _MOST_SEARCHED)))


def rows_of(cells: Mapping[tuple[int, int], object]) -> int:
    """How many rows hold anything."""
    return len({row for row, _ in cells})
