"""The very hidden sheet of a merged workbook: the units as they were read, so that a later run reads only what is new."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit import __version__
from toolkit.excel.cells import RawSheet
from toolkit.excel.open import read_raw
from toolkit.excel.sheets import STORE
from toolkit.merge.units import UnitData
from toolkit.problems import ToolkitError

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_FORMAT: Final = f"phuluc merge 2 {__version__}"
_CHUNK: Final = 32_000  # a cell holds no more than 32,767 characters
_HEAD, _FRAMES, _UNIT, _INFO, _STEERING = "phuluc", "khung", "don vi", "thong tin", "dieu khien"
_UNIT_COLUMNS: Final = 9


class Steered(NamedTuple):
    """What the units alone gave to steer a merged row: its Mã, Cách tính and Cách gộp; `name` tells it on its sheet."""

    sheet: str
    label: str
    name: str
    key: str = ""
    rule: str = ""
    way: str = ""


@dataclass(slots=True)
class Store:
    """The units of an earlier run: those that were merged by file, all of them by digest, and what the units alone gave.

    The latter is the `Thông tin` and, for every row as it was written, what steers it.
    """

    merged: dict[str, tuple[str, UnitData]] = field(default_factory=dict)  # file -> the unit's name and data
    units: dict[str, UnitData] = field(default_factory=dict)
    info: dict[str, str] = field(default_factory=dict)
    steering: tuple[Steered, ...] = ()


def write_store(sheet: Worksheet, units: Iterable[tuple[UnitData, str]], automatic: Store) -> None:
    """Write the units, each with the name it was merged under (empty where it was not merged), and what they alone give."""
    sheet.very_hidden()
    sheet.write_row(0, 0, [_HEAD, _FORMAT])
    row = 1
    lines: list[tuple[str, ...]] = [(_INFO, key, text) for key, text in automatic.info.items()]
    lines += [(_STEERING, *row) for row in automatic.steering]
    for line in lines:
        for column, text in enumerate(line):
            if text:
                sheet.write_string(row, column, text)
        row += 1
    known: dict[bytes, int] = {}
    for unit, name in units:
        if unit.frames not in known:
            known[unit.frames] = len(known)
            _line(sheet, row, [_FRAMES, str(known[unit.frames])], unit.frames)
            row += 1
        texts = [
            _UNIT,
            unit.file,
            unit.digest,
            unit.name,
            unit.code,
            unit.day,
            unit.saved,
            name,
            str(known[unit.frames]),
        ]
        _line(sheet, row, texts, unit.packed)
        row += 1


def _line(sheet: Worksheet, row: int, texts: Iterable[str], data: bytes) -> None:
    packed = base64.b64encode(data).decode()
    chunks = [packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK)]
    for column, text in enumerate([*texts, *chunks]):
        if text:
            sheet.write_string(row, column, text)


def read_store(path: Path) -> Store:
    """The units kept in a merged workbook; none where there is no such file, sheet or it is of another version."""
    try:
        raw = read_raw(path) if path.exists() else None
    except ToolkitError:
        return Store()
    sheet = next((sheet for sheet in raw.sheets if sheet.name == STORE), None) if raw is not None else None
    try:
        return Store() if sheet is None else _load(sheet)
    except (ValueError, KeyError, binascii.Error):
        return Store()


def _load(sheet: RawSheet) -> Store:
    lines: dict[int, dict[int, str]] = {}
    for (row, column), raw in sheet.cells.items():
        lines.setdefault(row, {})[column - 1] = raw.text
    store = Store()
    if lines.get(1, {}).get(1) != _FORMAT:
        return store
    frames: dict[str, bytes] = {}
    steering: list[Steered] = []
    for _, line in sorted(lines.items()):
        kind = line.get(0)
        if kind == _FRAMES:
            frames[line[1]] = _data(line, 2)
        elif kind == _INFO:
            store.info[line[1]] = line.get(2, "")
        elif kind == _STEERING:
            steering.append(Steered(*(line.get(at, "") for at in range(1, len(Steered._fields) + 1))))
        elif kind == _UNIT:
            file, digest, name, code, day, saved, merged, frame = (line.get(at, "") for at in range(1, _UNIT_COLUMNS))
            unit = UnitData(
                file, digest, name, code, day, saved, frames=frames[frame], packed=_data(line, _UNIT_COLUMNS)
            )
            store.units[digest] = unit
            if merged:
                store.merged[file] = (merged, unit)
    store.steering = tuple(steering)
    return store


def _data(line: Mapping[int, str], first: int) -> bytes:
    return base64.b64decode("".join(line[at] for at in range(first, max(line) + 1)), validate=True)
