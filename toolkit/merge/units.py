"""What merging needs of one unit's workbook, small enough to be sent between processes and kept by the ten thousand."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

from toolkit.places import Area, Cell, File, Place, Sheet
from toolkit.problems import Problem

TARGET, ACTUAL, PRIOR = "target", "actual", "prior"
"""The slots of a row beside its periods, whose slots are their names."""

_LEVEL: Final = 6
_MOST: Final = 100_000_000


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
    """One figure of a unit, in the slot of this index of its sheet's frame.

    `number` is None where the cell is damaged or holds what cannot be added, as `text` says.
    """

    slot: int
    number: Decimal | None
    text: str = ""
    damaged: bool = False


class Frame(NamedTuple):
    """One sheet of a unit without its figures: many units share it. With `figures` it is the `Số liệu` sheet.

    `slots` names the columns that hold figures, each with its number on the sheet, from 1: "target", "actual",
    "prior" and the periods. `label` is the column of the rows' names, `apart` are the periods
    that thực hiện is not made of.
    """

    sheet: str
    periods: tuple[str, ...]
    slots: tuple[tuple[str, int], ...]
    rows: tuple[RowId, ...]
    headings: tuple[tuple[str, str], ...] = ()  # role -> heading, periods left out
    growth: bool = False
    figures: bool = False
    label: int = 1
    apart: tuple[str, ...] = ()


class UnitRow(NamedTuple):
    """What one row of a frame holds in one unit: its sheet row, its figures (blank ones left out) and its note."""

    row: int
    values: tuple[Value, ...] = ()
    note: str = ""


class Filled(NamedTuple):
    """The figures of one sheet of a unit, a row for each of its frame, and the lines above and below the grid."""

    rows: tuple[UnitRow, ...]
    title: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


class Content(NamedTuple):
    """What a unit's sheets hold, its `Thông tin` (key -> label and text), and its problems with its file in brackets."""

    filled: tuple[Filled, ...]
    info: dict[str, tuple[str, str]]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class UnitData:
    """A unit's workbook as merging takes it: `frames` and `packed` hold its sheets, `Thông tin` and problems.

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
    frames: bytes = b""
    packed: bytes = b""

    def sheets(self) -> tuple[Frame, ...]:
        """The frames of its sheets."""
        return tuple(map(_frame, _unpacked(self.frames)))

    def content(self) -> Content:
        """All that stands in it beside its frames."""
        plain = _unpacked(self.packed)
        problems = (
            Problem(code, placed(_place(place), self.file), {name: _value(value) for name, value in values})
            for code, place, values in plain["problems"]
        )
        info = {key: (label, text) for key, label, text in plain["info"]}
        return Content(tuple(map(_filled, plain["sheets"])), info, tuple(problems))

    def filled(self) -> tuple[Filled, ...]:
        """What stands in each of its sheets, in the order of the frames."""
        return self.content().filled

    def problems(self) -> tuple[Problem, ...]:
        """What was found in the workbook."""
        return self.content().problems


def placed(place: Place | None, file: str) -> Place | None:
    """A place of another workbook, named as Excel names it: "[an-bien.xlsx]PHỤ LỤC!G12"."""
    if isinstance(place, Cell):
        return Cell(_bracketed(file, place.sheet), place.row, place.column)
    if isinstance(place, Area):
        first, last = placed(place.first, file), placed(place.last, file)
        return Area(first, last) if isinstance(first, Cell) and isinstance(last, Cell) else File(file)
    return Sheet(_bracketed(file, place.sheet)) if isinstance(place, Sheet) else File(file)


@lru_cache(maxsize=256)
def _bracketed(file: str, sheet: str) -> str:
    return f"[{file}]{sheet}"


def pack_frames(frames: Sequence[Frame]) -> bytes:
    """The frames of a unit, packed; equal frames give equal bytes."""
    return _packed([[*frame[:3], [_short(row) for row in frame.rows], *frame[4:]] for frame in frames])


def pack(sheets: Sequence[Filled], info: Sequence[tuple[str, str, str]], problems: Sequence[Problem]) -> bytes:
    """The rest of a unit's content, packed."""
    listed = [
        [problem.code, _plain_place(problem.place), [[name, _plain_value(v)] for name, v in problem.values.items()]]
        for problem in problems
    ]
    return _packed({"sheets": [_plain_filled(sheet) for sheet in sheets], "info": list(info), "problems": listed})


# --- as JSON ----------------------------------------------------------------------------------------------------------


def _packed(content: object) -> bytes:
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


def _unpacked(packed: bytes) -> Any:
    unpacker = zlib.decompressobj()
    plain = unpacker.decompress(packed, _MOST)
    if unpacker.unconsumed_tail:
        raise ValueError(len(packed))
    return json.loads(plain)


def _short(row: RowId) -> list[Any]:
    """The fields of a row up to the last one that says something."""
    fields = list(row)
    while fields and not fields[-1]:
        fields.pop()
    return fields


def _frame(plain: Sequence[Any]) -> Frame:
    sheet, periods, slots, rows, headings, growth, figures, label, apart = plain
    ids = tuple(RowId(tuple(row[0]), *row[1:]) for row in rows)
    pairs = tuple((name, column) for name, column in slots)
    named = tuple((role, text) for role, text in headings)
    return Frame(sheet, tuple(periods), pairs, ids, named, growth, figures, label, tuple(apart))


def _plain_filled(sheet: Filled) -> list[Any]:
    """A sheet's figures column by column, which packs in half the bytes; what is no plain figure stands apart."""
    notes = [[at, row.note] for at, row in enumerate(sheet.rows) if row.note]
    columns: dict[int, list[str]] = {}
    odd = []
    for at, row in enumerate(sheet.rows):
        for value in row.values:
            if value.number is None or value.text or value.damaged:
                number = None if value.number is None else str(value.number)
                odd.append([at, value.slot, number, value.text, value.damaged])
            else:
                columns.setdefault(value.slot, [""] * len(sheet.rows))[at] = str(value.number)
    steps = [row.row - before for before, row in zip((0, *(row.row for row in sheet.rows)), sheet.rows, strict=False)]
    joined = [[slot, "|".join(texts)] for slot, texts in sorted(columns.items())]
    return [steps, notes, joined, odd, sheet.title, sheet.footer]


def _filled(plain: Sequence[Any]) -> Filled:
    steps, notes, columns, odd, title, footer = plain
    values: list[list[Value]] = [[] for _ in steps]
    for slot, joined in columns:
        for at, text in enumerate(joined.split("|")):
            if text:
                values[at].append(Value(slot, Decimal(text)))
    for at, slot, number, text, damaged in odd:
        values[at].append(Value(slot, None if number is None else Decimal(number), text, damaged))
    said = dict(notes)
    rows = (
        UnitRow(number, tuple(sorted(found, key=_slot)), said.get(at, ""))
        for at, (number, found) in enumerate(zip(accumulate(steps), values, strict=True))
    )
    return Filled(tuple(rows), tuple(title), tuple(footer))


def _slot(value: Value) -> int:
    return value.slot


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
