"""Columns that might have one role, told apart by their years and by one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from toolkit.columns import ACTUAL, LABEL, TARGET
from toolkit.excel.roles import names_actual, words
from toolkit.model import Column
from toolkit.records import replace
from toolkit.text import fold

UNITS: Final = frozenset({"don vi", "ten don vi", "dia phuong", "dia ban"})
"""Headings of a column of units' names, which heads the rows where nothing else does."""
_REACHED: Final = ("dat", "da dat", "so dat", "da lam", "da thuc hien")


def settle_label(columns: list[Column], texty: Mapping[int, bool]) -> list[Column]:
    """Where nothing else heads the names, a column of units' names does: "STT, Đơn vị, Chỉ tiêu, Thực hiện"."""
    if any(column.role == LABEL.name for column in columns):
        return columns
    units = [c for c in columns if fold(c.heading) in UNITS and texty[c.number]]
    rest = [column for column in columns if column not in units[:1]]
    return sorted([*rest, replace(units[0], role=LABEL.name)], key=lambda c: c.number) if units else columns


def settle_actual(columns: list[Column]) -> list[Column]:
    """A lone "Thực hiện quý I/2024" is thực hiện itself and not one period of several, and so is "Đạt" beside a target."""
    if any(column.role == ACTUAL.name for column in columns):
        return columns
    periods = [column for column in columns if column.role == "period"]
    led = [column for column in periods if names_actual(column.heading)]
    reached = [column for column in periods if words(column.heading) in _REACHED]
    if len(reached) == 1 and any(column.role == TARGET.name for column in columns):
        led = reached
    elif len(periods) > 1:
        led = []
    if led:
        return [replace(column, role=ACTUAL.name) if column is led[0] else column for column in columns]
    return columns
