"""What merging needs of one unit's workbook, small enough to be sent between processes and kept by the ten thousand."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from toolkit.places import Area, Cell, File, Place, Sheet
from toolkit.problems import Problem

TARGET, ACTUAL, PRIOR = "target", "actual", "prior"
"""The slots of a row beside its periods, whose slots are their names."""

_LEVEL: Final = 6


class RowId(NamedTuple):
    """All that tells a row of a grid but its figures and where it stands.

    `path` holds the labels of the rows above it, outermost first, and its own; `nth` counts rows of one and the same
    path. `group` is True for a row without figures. `rule` names the rule of the actual, `rule_text` what was typed.
    """

    path: tuple[str, ...]
    key: str = ""
    unit: str = ""
    nth: int = 0
    group: bool = False
    section: bool = False
    rate: bool = False
    stt: str = ""
    bullet: str = ""
    level: int = 0
    part: bool = False
    bold: bool = False
    rule: str = ""
    rule_text: str = ""
    direction: str = ""
    strict: bool = False
    direction_text: str = ""
    way: str = ""

    @property
    def label(self) -> str:
        """The row's own label."""
        return self.path[-1] if self.path else ""


class Value(NamedTuple):
    """One figure of a unit: `number` is None where the cell is damaged or holds what cannot be added, as `text` says.

    `column` is its column on the unit's sheet, from 1.
    """

    slot: str
    column: int
    number: Decimal | None
    text: str = ""
    damaged: bool = False


class UnitRow(NamedTuple):
    """A row of a unit: what it is, its sheet row, its figures (blank ones left out) and its note."""

    id: RowId
    row: int
    values: tuple[Value, ...] = ()
    note: str = ""


class UnitSheet(NamedTuple):
    """One appendix of a unit, or with `figures` its `Số liệu` sheet."""

    sheet: str
    periods: tuple[str, ...]
    rows: tuple[UnitRow, ...]
    headings: tuple[tuple[str, str], ...] = ()  # role -> heading, periods left out
    title: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    growth: bool = False
    figures: bool = False


@dataclass(frozen=True, slots=True)
class UnitData:
    """A unit's workbook as merging takes it; `packed` holds its sheets, `Thông tin` and problems.

    `name` is its `Cơ quan` (empty where it does not say), `day` its `Ngày` and `saved` when the workbook was last
    saved, both as yyyy-mm-dd… or empty. `digest` tells its content. `failed` is True for a file that could not be read.
    """

    file: str
    digest: str
    name: str = ""
    code: str = ""
    day: str = ""
    saved: str = ""
    failed: bool = False
    packed: bytes = b""

    def content(self) -> tuple[tuple[UnitSheet, ...], Mapping[str, tuple[str, str]]]:
        """The sheets and the `Thông tin` (key -> label and text)."""
        loaded = self._load()
        return tuple(_sheet(sheet) for sheet in loaded["sheets"]), {
            key: (label, text) for key, label, text in loaded["info"]
        }

    def problems(self) -> Iterator[Problem]:
        """What was found in the workbook, each place with the unit's file in brackets."""
        for code, place, values in self._load()["problems"]:
            yield Problem(code, placed(_place(place), self.file), {name: _value(value) for name, value in values})

    def _load(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(zlib.decompress(self.packed))
        return loaded


def placed(place: Place | None, file: str) -> Place | None:
    """A place of another workbook, named as Excel names it: "[an-bien.xlsx]PHỤ LỤC!G12"."""
    if isinstance(place, Cell):
        return Cell(f"[{file}]{place.sheet}", place.row, place.column)
    if isinstance(place, Area):
        first, last = placed(place.first, file), placed(place.last, file)
        return Area(first, last) if isinstance(first, Cell) and isinstance(last, Cell) else File(file)
    return Sheet(f"[{file}]{place.sheet}") if isinstance(place, Sheet) else File(file)


def pack(sheets: Sequence[UnitSheet], info: Sequence[tuple[str, str, str]], problems: Sequence[Problem]) -> bytes:
    """The packed content of a unit."""
    content = {
        "sheets": [_plain_sheet(sheet) for sheet in sheets],
        "info": list(info),
        "problems": [
            [problem.code, _plain_place(problem.place), [[name, _plain_value(v)] for name, v in problem.values.items()]]
            for problem in problems
        ],
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


# --- figures and places as JSON ---------------------------------------------------------------------------------------


def _plain_sheet(sheet: UnitSheet) -> list[Any]:
    rows = []
    for row in sheet.rows:
        values = [
            [v.slot, v.column, None if v.number is None else str(v.number), v.text, v.damaged] if v.text or v.damaged
            else [v.slot, v.column, str(v.number)]
            for v in row.values
        ]  # fmt: skip
        rows.append([_short(row.id), row.row, values, row.note])
    return [sheet.sheet, sheet.periods, rows, sheet.headings, sheet.title, sheet.footer, sheet.growth, sheet.figures]


def _short(row: RowId) -> list[Any]:
    """The fields of a row up to the last one that says something."""
    fields = list(row)
    while fields and not fields[-1]:
        fields.pop()
    return fields


def _sheet(packed: Sequence[Any]) -> UnitSheet:
    name, periods, rows, headings, title, footer, growth, figures = packed
    return UnitSheet(
        name, tuple(periods), tuple(_row(row) for row in rows), tuple((role, text) for role, text in headings),
        tuple(title), tuple(footer), growth, figures,
    )  # fmt: skip


def _row(packed: Sequence[Any]) -> UnitRow:
    fields, number, values, note = packed
    return UnitRow(RowId(tuple(fields[0]), *fields[1:]), number, tuple(map(_figure, values)), note)


def _figure(packed: Sequence[Any]) -> Value:
    slot, column, number, *rest = packed
    return Value(slot, column, None if number is None else Decimal(number), *rest)


def _plain_place(place: Place | None) -> list[Any] | None:
    if isinstance(place, Cell):
        return [place.sheet, place.row, place.column]
    if isinstance(place, Area):
        return [place.first.sheet, place.first.row, place.first.column, place.last.row, place.last.column]
    return [place.sheet] if isinstance(place, Sheet) else None


def _place(packed: Sequence[Any] | None) -> Place | None:
    if packed is None:
        return None
    if len(packed) == 1:
        return Sheet(packed[0])
    first = Cell(*packed[:3])
    return first if len(packed) == 3 else Area(first, Cell(packed[0], packed[3], packed[4]))


def _plain_value(value: object) -> object:
    return [str(value)] if isinstance(value, Decimal) else value if isinstance(value, int) else str(value)


def _value(packed: object) -> object:
    return Decimal(packed[0]) if isinstance(packed, list) else packed
