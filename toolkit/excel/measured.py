"""What columns of figures are to each other by their arithmetic: a share of another, its change, the sum or the last of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from toolkit.compute.numbers import Agreement, agreement
from toolkit.excel.cells import RawSheet
from toolkit.excel.figure import figure_of
from toolkit.hints import Final
from toolkit.model import Column, Figure
from toolkit.places import Cell
from toolkit.records import NamedTuple

ENOUGH: Final = 3
"""So many rows at least tell what a column is by its figures."""
_HUNDRED: Final = Decimal(100)
_MOST_PERIODS: Final = 24
_MOST_ROWS: Final = 120

Figures = Mapping[int, Mapping[int, Figure]]
"""By column and row, the figures that are there."""


class Fit(NamedTuple):
    """In how many rows a relation holds, of those in which all its figures are there."""

    held: int = 0
    told: int = 0

    @property
    def most(self) -> bool:
        """True where it holds in two rows of three, and in enough of them."""
        return self.held >= ENOUGH and 3 * self.held >= 2 * self.told

    @property
    def few(self) -> bool:
        """True where enough rows tell, and it holds in less than half of them."""
        return self.told >= ENOUGH and 2 * self.held < self.told


def figures_of(sheet: RawSheet, columns: Iterable[Column], rows: Sequence[int]) -> Figures:
    """The figures of some columns in the first of some rows; what is no number is left out, and said when the rows are read."""
    made: dict[int, dict[int, Figure]] = {}
    for column in columns:
        cells = ((row, sheet.cells.get((row, column.number))) for row in rows[:_MOST_ROWS])
        found = (
            (row, figure_of(raw, Cell(sheet.name, row, column.number), [])) for row, raw in cells if raw is not None
        )
        made[column.number] = {row: figure for row, figure in found if figure.value is not None}
    return made


def share_fit(figures: Figures, parts: Sequence[int], whole: int, share: int, *, change: bool = False) -> Fit:
    """How far a column says what share of another one some columns are: one of them, or their sum, last or mean.

    With `change` it may as well say by how much they grew.
    """
    held = told = 0
    for row, typed in figures[share].items():
        base = figures[whole].get(row)
        made = list(_made(figures, parts, row))
        if base is None or not base.value or not made:
            continue
        told += 1
        shares = [value / base.value * _HUNDRED for value in made]
        meant = [*shares, *(value - _HUNDRED for value in shares)] if change else shares
        held += any(agreement(typed, value) is not Agreement.DIFFERS for value in meant)
    return Fit(held, told)


def rule_fit(figures: Figures, parts: Sequence[int], result: int) -> Fit:
    """How far a column is the sum, the last or the mean of others, where at least two of them have a figure."""
    held = told = 0
    for row, typed in figures[result].items():
        if sum(row in figures[part] for part in parts) > 1:
            told += 1
            held += any(agreement(typed, value) is not Agreement.DIFFERS for value in _made(figures, parts, row))
    return Fit(held, told)


def sum_fit(figures: Figures, parts: Sequence[int], result: int) -> Fit:
    """How far a column is the sum of others."""
    held = told = 0
    for row, typed in figures[result].items():
        values = [figures[part][row].value for part in parts if row in figures[part]]
        if len(values) > 1:
            told += 1
            held += sum((value for value in values if value is not None), Decimal(0)) == typed.value
    return Fit(held, told)


def runs(columns: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Neighbouring columns, two at least, the longest first."""
    few = columns[:_MOST_PERIODS]
    spans = sorted(combinations(range(len(few) + 1), 2), key=lambda span: (span[0] - span[1], span))
    return (tuple(few[first:end]) for first, end in spans if end - first > 1)


def _made(figures: Figures, parts: Sequence[int], row: int) -> Iterator[Decimal]:
    """What the figures of a row may make: the one there is, else their sum, the last one, their mean."""
    values = [value for part in parts if (at := figures[part].get(row)) is not None and (value := at.value) is not None]
    if values:
        total = sum(values, Decimal(0))
        yield total
        if len(values) > 1:
            yield values[-1]
            yield total / len(values)
