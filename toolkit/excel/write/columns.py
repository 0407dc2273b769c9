"""Where each column of an appendix stands on a sheet under way, and which source column it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from toolkit.columns import ROLE
from toolkit.headings import STEERING, ShownColumn, shown_columns
from toolkit.model import ComputedAppendix
from toolkit.numbers import show
from toolkit.places import column_letters

_WIDTHS: Final = {
    "stt": 6.0, "label": 46.0, "unit": 10.0, "target": 12.0, "period": 11.0, "actual": 12.0, "percent": 13.0,
    "prior": 12.0, "prior_percent": 13.0, "note": 15.0, "key": 14.0, "rule": 20.0, "direction": 8.0, "merge": 22.0,
}  # fmt: skip
_LONGEST_LABEL: Final = 60
# A table of more columns than this takes narrower ones, so that it prints in a type one can read.
_CROWDED: Final = 12
_CROWDED_LABEL: Final = 38
_NARROW: Final = {"period": 8.5, "target": 9.0, "actual": 10.0, "percent": 10.5, "note": 11.0, "unit": 9.0}


@dataclass(frozen=True, slots=True)
class Placed:
    """One column on the sheet: its role, its heading and the one above, its 0-based number, letter and width.

    `period` is the index of its period; `steers` is True for the columns right of the printed table.
    """

    role: str
    heading: str
    over: str
    number: int
    letter: str
    width: float
    period: int = 0
    steers: bool = False
    growth: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one sheet. `shown` counts those inside the printed table."""

    placed: tuple[Placed, ...]
    shown: int

    def of(self, role: str) -> Placed | None:
        """The first column of a role."""
        return next((column for column in self.placed if column.role == role), None)

    def letter(self, role: str) -> str:
        """The letter of a role's column; "" where there is none."""
        column = self.of(role)
        return "" if column is None else column.letter

    @property
    def periods(self) -> tuple[Placed, ...]:
        """The period columns in order."""
        return tuple(column for column in self.placed if column.role == "period")


def place_columns(appendix: ComputedAppendix, *, steering: tuple[str, ...] | None = None) -> Columns:
    """The columns of an appendix: those a report shows, then those that steer the computing.

    `steering` names the roles of the latter; by default those that some row needs, so that reading the sheet again
    gives the same rules and directions.
    """
    shown = shown_columns(appendix)
    extra = _needed(appendix) if steering is None else steering
    columns = [*shown, *(ShownColumn(role, ROLE[role].heading) for role in extra)]
    crowded = len(shown) > _CROWDED
    widths = {**_WIDTHS, "label": _label_width(appendix, _CROWDED_LABEL if crowded else _LONGEST_LABEL)}
    if crowded:
        widths |= _NARROW
    return Columns(
        tuple(
            Placed(
                column.role, column.heading, column.over, number, column_letters(number + 1),
                max(widths[column.role], _figures_width(appendix, column)), column.period, number >= len(shown),
                column.growth,
            )
            for number, column in enumerate(columns)
        ),
        len(shown),
    )  # fmt: skip


def _label_width(appendix: ComputedAppendix, most: int) -> float:
    """Room for the labels as far as the page has it; the usual width for a grid still to be filled."""
    longest = max((len(row.row.label) for row in appendix.rows), default=int(_WIDTHS["label"]))
    return max(_WIDTHS["label"] - 12, min(most, longest + 4))


def _figures_width(appendix: ComputedAppendix, column: ShownColumn) -> float:
    """Room for the longest figure of a column, which may be bold: a cell too narrow for its number shows none of it."""
    longest = 0
    for indicator in appendix.indicators:
        row = indicator.row
        value = {
            "target": row.target.figure.value, "actual": indicator.actual, "prior": indicator.prior,
            "period": row.values[column.period].value if column.period < len(row.values) else None,
        }.get(column.role)  # fmt: skip
        longest = max(longest, 0 if value is None else len(show(value)))
    return longest * 1.15 + 1


def _needed(appendix: ComputedAppendix) -> tuple[str, ...]:
    rows = [row.row for row in appendix.rows]
    needed = {
        "key": any(row.key for row in rows),
        "rule": any(indicator.rule for indicator in appendix.indicators),
        "direction": any(row.direction_text or row.target.direction for row in rows),
        "merge": any(row.merge_text for row in rows),
    }
    return tuple(role for role in STEERING if needed[role])


def source_columns(appendix: ComputedAppendix, columns: Columns) -> Mapping[int, int]:
    """For each column of the source grid (from 1), its 0-based column on the sheet under way."""
    found: dict[int, int] = {}
    period = 0
    by_role = {column.role: column.number for column in reversed(columns.placed)}
    by_period = {column.period: column.number for column in columns.periods}
    for column in appendix.appendix.columns:
        if column.role == "period":
            if period in by_period:
                found[column.number] = by_period[period]
            period += 1
        elif column.role in by_role:
            found.setdefault(column.number, by_role[column.role])
    return found
