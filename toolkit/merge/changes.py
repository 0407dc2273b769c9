"""What changed between two sendings of one unit, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.merge.grids import path_of
from toolkit.merge.periods import match_periods
from toolkit.merge.units import ACTUAL, PRIOR, TARGET, Frame, RowId, UnitData, Value
from toolkit.numbers import decimals_of, show
from toolkit.places import Cell
from toolkit.text import fold, slug

_WORDS = {TARGET: "Chỉ tiêu", ACTUAL: "Thực hiện", PRIOR: "Cùng kỳ"}


class Change(NamedTuple):
    """One cell of a unit that says something else than before; `old` or `new` is empty where there was or is nothing.

    `place` is its cell in the newer file, in the older one where the newer has no such row.
    """

    unit: str
    label: str
    column: str
    old: str
    new: str
    place: Cell


class _Said(NamedTuple):
    label: str
    column: str
    text: str
    place: Cell


def changes_between(name: str, old: UnitData, new: UnitData) -> tuple[Change, ...]:
    """The cells in which two sendings of a unit differ, in the order of the newer file; those gone come last."""
    return tuple(_changes(name, old, new))


def _changes(name: str, old: UnitData, new: UnitData) -> Iterator[Change]:
    before, now = _cells(old, None), _cells(new, old)
    for key, said in now.items():
        was = before.get(key)
        if was is None or was.text != said.text:
            yield Change(name, said.label, said.column, "" if was is None else was.text, said.text, said.place)
    for key, was in before.items():
        if key not in now:
            yield Change(name, was.label, was.column, was.text, "", was.place)


def _cells(unit: UnitData, like: UnitData | None) -> dict[tuple[object, ...], _Said]:
    """Every figure of a unit by its row and column; with `like` periods go by the names the other file has for them."""
    others = {} if like is None else {_sheet_key(frame, like): frame for frame in like.sheets()}
    found: dict[tuple[object, ...], _Said] = {}
    for frame, filled in zip(unit.sheets(), unit.filled(), strict=True):
        sheet = _sheet_key(frame, unit)
        other = others.get(sheet)
        names = {} if other is None else match_periods(other.periods, frame.periods)
        keys = {} if other is None else {path_of(row): row.key for row in other.rows}
        for identity, row in zip(frame.rows, filled.rows, strict=True):
            for value in row.values:
                slot, column = frame.slots[value.slot]
                place = Cell(f"[{unit.file}]{frame.sheet}", row.row, column)
                key = (sheet, _row_key(identity, keys), slug(names.get(slot) or slot))
                found[key] = _Said(identity.label, _WORDS.get(slot, slot), _text(value), place)
    return found


def _sheet_key(frame: Frame, unit: UnitData) -> tuple[object, ...]:
    """What a sheet is known by in another sending: its name, but for the only appendix."""
    lone = sum(not other.figures for other in unit.sheets()) == 1
    return (frame.figures, "" if lone or frame.figures else fold(frame.sheet))


def _row_key(row: RowId, keys: dict[tuple[str, ...], str]) -> tuple[object, ...]:
    """What a row is known by: its Mã, unless the other file gives none for the same path."""
    path = path_of(row)
    return ("key", slug(row.key)) if row.key and keys.get(path, row.key) else ("path", path, row.nth)


def _text(value: Value) -> str:
    return value.text if value.number is None else show(value.number, max(2, min(6, decimals_of(value.number))))
