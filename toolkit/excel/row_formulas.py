"""Formulas over the cells of their own row: which have nothing to show yet, and which show what is computed anyway."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache

from toolkit.excel.cells import Content, RawCell, RawSheet
from toolkit.patterns import seldom
from toolkit.places import column_number
from toolkit.text import clean

_REFERENCE = seldom(r"\$?\b([A-Z]{1,3})\$?(\d+)\b(?::\$?([A-Z]{1,3})\$?(\d+)\b)?")
_STRING = seldom(r'"[^"]*"')
_LONGEST = 8_192  # characters, as in Excel


class RowFormulas:
    """The formulas of a table whose figures stand in `columns`."""

    def __init__(self, sheet: RawSheet, columns: AbstractSet[int]) -> None:
        self._sheet = sheet
        self._columns = columns
        self._holding: dict[tuple[int, int], bool] = {}

    def wait(self, row: int, raw: RawCell | None) -> bool:
        """True for a formula that has nothing to show yet: it has no result and uses only cells of its row that hold no figure."""
        if raw is None or not raw.formula or raw.number is not None or clean(raw.text):
            return False
        used = _spans_in(raw.formula, row)
        return bool(used) and not any(
            self._holds_figure(row, column)
            for column in self._columns
            if any(low <= column <= high for low, high in used)
        )

    def follows(self, row: int, raw: RawCell) -> bool:
        """True for a formula over its own row whose result was not stored, or stored as 0 by a program that does not calculate.

        Whatever it would show is computed anyway.
        """
        used = _spans_in(raw.formula, row) if raw.formula else ()
        if raw.content is Content.UNCALCULATED or not used:
            return bool(used)
        if raw.number != 0 or "-" in raw.formula:
            return False
        return any(low <= column <= high for column in self._figures.get(row, ()) for low, high in used)

    @cached_property
    def _figures(self) -> Mapping[int, Sequence[int]]:
        """The columns of each row's cells that hold another number than 0, in the table and beside it."""
        found: dict[int, list[int]] = defaultdict(list)
        for (row, column), cell in self._sheet.cells.items():
            if cell.number:
                found[row].append(column)
        return found

    def _holds_figure(self, row: int, column: int) -> bool:
        raw = self._sheet.cells.get((row, column))
        if raw is None:
            return False
        if not raw.formula:
            return raw.number is not None or bool(clean(raw.text))
        if (row, column) not in self._holding:
            self._holding[row, column] = False  # while it is looked at: formulas in a circle hold nothing
            self._holding[row, column] = not self.wait(row, raw)
        return self._holding[row, column]


@lru_cache(maxsize=1024)
def _spans_in(formula: str, row: int) -> tuple[tuple[int, int], ...]:
    """The first and last columns of the cells a formula uses, none in two spans; empty where it uses any outside its row."""
    if "!" in formula or len(formula) > _LONGEST:
        return ()
    found = {match.groups() for match in _REFERENCE.finditer(_STRING.sub("", formula))}
    if any(int(line) != row for _, first, _, last in found for line in (first, last) if line):
        return ()
    spans: list[tuple[int, int]] = []
    for low, high in sorted((column_number(start), column_number(end or start)) for start, _, end, _ in found):
        if spans and low <= spans[-1][1] + 1:
            spans[-1] = spans[-1][0], max(high, spans[-1][1])
        else:
            spans.append((low, high))
    return tuple(spans)
