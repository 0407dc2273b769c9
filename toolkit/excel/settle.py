"""Columns that might have one role, told apart by their years and by one another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from toolkit.columns import ACTUAL, LABEL, PERCENT, PERIOD, PRIOR, PRIOR_PERCENT
from toolkit.excel.roles import names_actual, names_period
from toolkit.model import Column
from toolkit.text import fold

UNITS: Final = frozenset({"don vi", "ten don vi", "dia phuong", "dia ban"})
"""Headings of a column of units' names, which heads the rows where nothing else does."""

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def settle_label(columns: list[Column], texty: Mapping[int, bool]) -> list[Column]:
    """Where nothing else heads the names, a column of units' names does: "STT, Đơn vị, Chỉ tiêu, Thực hiện"."""
    if any(column.role == LABEL.name for column in columns):
        return columns
    units = [c for c in columns if fold(c.heading) in UNITS and texty[c.number]]
    rest = [column for column in columns if column not in units[:1]]
    return sorted([*rest, replace(units[0], role=LABEL.name)], key=lambda c: c.number) if units else columns


def settle_last_year(columns: list[Column]) -> list[Column]:
    """Beside thực hiện of a year and a comparison with last year, the one period called thực hiện of the year before."""
    by_role = {column.role: column for column in columns}
    actual, compared = by_role.get(ACTUAL.name), by_role.get(PRIOR_PERCENT.name)
    if actual is None or compared is None or PRIOR.name in by_role:
        return columns
    named = _YEAR.findall(fold(f"{actual.over} {actual.heading}"))
    before = [
        column for column in columns
        if column.role == PERIOD.name and names_actual(column.heading) and named and _YEAR.findall(fold(column.heading)) == [str(int(named[-1]) - 1)]
    ]  # fmt: skip
    return [replace(c, role=PRIOR.name) if len(before) == 1 and c is before[0] else c for c in columns]


def settle_actual(columns: list[Column]) -> list[Column]:
    """A lone "Thực hiện quý I/2024" is thực hiện itself and not one period of several."""
    if any(column.role == ACTUAL.name for column in columns):
        return columns
    periods = [column for column in columns if column.role == "period"]
    led = [column for column in periods if names_actual(column.heading)]
    if len(periods) == 1 and led:
        return [replace(column, role=ACTUAL.name) if column is led[0] else column for column in columns]
    return columns


def settle_blocks(found: list[Column], rest: list[Column]) -> tuple[list[Column], list[Column]]:
    """Of columns called thực hiện under a year each, the last year's is thực hiện and the one before it cùng kỳ.

    Where one stands under no year, it is thực hiện and the others are periods. What is neither joins the rest.
    """
    called = [c for c in found if c.role in (ACTUAL.name, PERIOD.name) and _is_bare_actual(c)]
    years = {column.number: _year_over(column) for column in called}
    blocks = [column for column in called if years[column.number]]
    if len(blocks) < 2 or len(set(years.values())) < len(called):
        return found, rest
    plain = next((column for column in called if not years[column.number]), None)
    if plain is not None:
        roles = {column.number: ACTUAL.name if column is plain else PERIOD.name for column in called}
        return [replace(column, role=roles.get(column.number, column.role)) for column in found], rest
    last = max(years.values())
    prior = "" if any(column.role == PRIOR.name for column in found) else PRIOR.name
    roles = {n: {last: ACTUAL.name, last - 1: prior}.get(year, "") for n, year in years.items()}
    for role in (PERCENT.name, PRIOR_PERCENT.name):
        told = [column for column in (*found, *rest) if column.role == role]
        if any(_year_over(column) == last for column in told):
            roles.update({column.number: role if _year_over(column) == last else "" for column in told})
    every = [replace(c, role=roles.get(c.number, c.role)) for c in (*found, *(c for c in rest if c.number in roles))]
    kept = sorted((column for column in every if column.role), key=lambda column: column.number)
    numbers = {column.number for column in kept}
    return kept, [*(c for c in rest if c.number not in numbers), *(c for c in every if not c.role and c not in rest)]


def _is_bare_actual(column: Column) -> bool:
    return names_actual(column.heading) and not names_period(column.heading)


def _year_over(column: Column) -> int:
    """The one year of the heading above a column, 0 where it names none or several."""
    found = _YEAR.findall(fold(column.over))
    return int(found[0]) if len(found) == 1 else 0
