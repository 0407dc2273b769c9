"""Results that programs without a calculator of their own put in the place of a formula's."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.excel.cells import Content, RawSheet
from toolkit.records import replace


def without_placeholders(sheets: Sequence[RawSheet]) -> tuple[RawSheet, ...]:
    """The sheets of a workbook that is to be calculated when it is opened, its formulas UNCALCULATED where all of them say 0.

    Such a 0 was never the result of anything; where any formula has another result, all are taken for what they say.
    """
    if not _all_zero(sheets):
        return tuple(sheets)
    return tuple(
        replace(
            sheet,
            cells={
                at: cell._replace(content=Content.UNCALCULATED, number=None) if cell.formula else cell
                for at, cell in sheet.cells.items()
            },
        )
        for sheet in sheets
    )


def _all_zero(sheets: Sequence[RawSheet]) -> bool:
    """Whether there are formulas and each of them has 0 as its result."""
    found = False
    for sheet in sheets:
        for cell in sheet.cells.values():
            if cell.formula:
                if cell.number != 0 or cell.content is not Content.NUMBER:
                    return False
                found = True
    return found
