"""The very hidden sheets of a merged workbook: the units as they were read, so that a later run reads only what is new.

There is one sheet, but for so many units that it would be too large to be read again.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit import __version__
from toolkit.excel.cells import RawSheet
from toolkit.excel.open import read_raw
from toolkit.excel.sheets import STORE
from toolkit.gate import limits
from toolkit.merge.units import UnitData
from toolkit.problems import ToolkitError

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_FORMAT: Final = f"phuluc merge 3 {__version__}"
_CHUNK: Final = 32_000  # a cell holds no more than 32,767 characters
MOST_ON_SHEET: Final = 60_000_000  # characters; the gate lets no larger parts of XML in than twice that
MOST_KEPT: Final = 4 * MOST_ON_SHEET
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


def how_many_fit(units: Iterable[UnitData]) -> int:
    """How many of the units, from the first, can be kept so that they are read again."""
    sizes = [len(unit.packed) * 4 // 3 for unit in units]
    cells = accumulate(_UNIT_COLUMNS + size // _CHUNK + 1 for size in sizes)
    return sum(
        size <= MOST_KEPT and count <= limits.MOST_KEPT_CELLS
        for size, count in zip(accumulate(sizes), cells, strict=True)
    )


def write_store(
    add: Callable[[str], Worksheet], units: Iterable[tuple[UnitData, str]], automatic: Store
) -> None:  # fmt: skip
    """Write the units, each with the name it was merged under (empty where it was not merged), and what they alone give.

    `add` makes a sheet of a name.
    """
    pages = _Pages(add)
    pages.put([_HEAD, _FORMAT])
    for key, text in automatic.info.items():
        pages.put([_INFO, key, text])
    for row in automatic.steering:
        pages.put([_STEERING, *row])
    known: dict[bytes, int] = {}
    for unit, name in units:
        if unit.frames not in known:
            known[unit.frames] = len(known)
            pages.put([_FRAMES, str(known[unit.frames])], unit.frames)
        said = (unit.file, unit.digest, unit.name, unit.code, unit.day, unit.saved, name, str(known[unit.frames]))
        pages.put([_UNIT, *said], unit.packed)


class _Pages:
    """Lines on very hidden sheets."""

    def __init__(self, add: Callable[[str], Worksheet]) -> None:
        self._add = add
        self._count = 0
        self._turn()

    def _turn(self) -> None:
        self._count += 1
        self._sheet = self._add(STORE if self._count == 1 else f"{STORE} {self._count}")
        self._sheet.very_hidden()
        self._row = self._size = 0

    def put(self, texts: Iterable[str], data: bytes = b"") -> None:
        """Write a line: some texts, then the data in pieces that fit a cell."""
        packed = base64.b64encode(data).decode()
        if self._size > MOST_ON_SHEET - len(packed):
            self._turn()
        self._size += len(packed)
        pieces = [packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK)]
        for column, text in enumerate([*texts, *pieces]):
            if text:
                self._sheet.write_string(self._row, column, text)
        self._row += 1


def read_store(path: Path) -> Store:
    """The units kept in a merged workbook; none where there is no such file, sheet or it is of another version."""
    try:
        sheets = read_raw(path, store=True).sheets if path.exists() else ()
        return _load(sheets) if sheets else Store()
    except (ToolkitError, ValueError, KeyError, binascii.Error):
        return Store()


def _load(sheets: Sequence[RawSheet]) -> Store:
    lines: dict[tuple[int, int], dict[int, str]] = {}
    for page, sheet in enumerate(sheets):
        for (row, column), raw in sheet.cells.items():
            lines.setdefault((page, row), {})[column - 1] = raw.text
    store = Store()
    if lines.get((0, 1), {}).get(1) != _FORMAT:
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
