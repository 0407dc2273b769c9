"""A workbook's sheets as bare cells: what every way of reading delivers and the grid reader works on.

Only cells that exist are kept. Text is already Unicode (old font encodings decoded run by run) but otherwise as typed.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from toolkit.problems import Problem
from toolkit.records import NamedTuple, field, record


class Content(Enum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ERROR = "error"  # #REF!, #N/A, ...: `text` holds it
    DATE = "date"  # a number with a date format: `text` holds dd/mm/yyyy, `number` the serial
    UNCALCULATED = "uncalculated"  # a formula whose result was never stored


class RawCell(NamedTuple):
    """One cell. `number` is set for NUMBER and DATE, to 15 significant digits; `text` for the others.

    `format` is the number format code ("General", "0.00%"); `formula` is the formula without its "=", "" without one.
    """

    content: Content
    text: str = ""
    number: Decimal | None = None
    format: str = "General"
    formula: str = ""
    bold: bool = False
    indent: int = 0


@record(frozen=True, slots=True)
class RawSheet:
    """One sheet. `cells` is keyed by (row, column) from 1, in row order; `merges` are (row, column, last row, last column).

    `unread` is how many cells there are in a sheet too large to be read; 0 for one that was read.
    """

    name: str
    cells: dict[tuple[int, int], RawCell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    widths: dict[int, float] = field(default_factory=dict)
    unread: int = 0


@record(frozen=True, slots=True)
class RawWorkbook:
    """All sheets in the workbook's order. `complete` is False where formulas, formats and fonts could not be seen."""

    source: str
    sheets: tuple[RawSheet, ...]
    complete: bool = True
    problems: tuple[Problem, ...] = ()
