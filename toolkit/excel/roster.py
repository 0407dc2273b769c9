"""Reading a roster: which units should send, their codes and days due."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from toolkit.excel.cells import RawCell, RawSheet, RawWorkbook
from toolkit.excel.info import INFO_SHEET
from toolkit.excel.open import read_raw
from toolkit.merge.roster import Expected
from toolkit.phrases.words import read_day
from toolkit.places import Cell
from toolkit.problems import Problem, ToolkitError
from toolkit.text import clean, fold

HEADS: Final = {
    "ten don vi": "name", "don vi": "name", "ten co quan": "name", "co quan": "name", "ma": "code", "ma don vi": "code",
    "ma so": "code", "han nop": "due", "han": "due", "thoi han": "due", "han gui": "due", "thoi han nop": "due",
    "ngay nop": "due",
}  # fmt: skip


def read_roster(path: Path) -> tuple[tuple[Expected, ...], tuple[Problem, ...]]:
    """The units of a roster, with what is doubtful in it. Raises PL628 when it has no column `Tên đơn vị`."""
    found = find_roster(read_raw(path))
    if found is None:
        raise ToolkitError("PL628", path.name, file=path.name)
    return _entries(*found)


def find_roster(raw: RawWorkbook) -> tuple[RawSheet, int, dict[str, int]] | None:
    """The sheet of a workbook that is a roster, the row that heads it and the column of each role; None where none is."""
    for sheet in raw.sheets:
        found = None if sheet.hidden or fold(sheet.name).startswith(INFO_SHEET) else _header_of(sheet)
        if found is not None:
            return sheet, *found
    return None


def _header_of(sheet: RawSheet) -> tuple[int, dict[str, int]] | None:
    rows: dict[int, dict[str, int]] = {}
    for (row, column), raw in sheet.cells.items():
        role = HEADS.get(fold(raw.text).strip(" .:()*"))
        if role:
            rows.setdefault(row, {}).setdefault(role, column)
    return next(((row, roles) for row, roles in sorted(rows.items()) if "name" in roles), None)


def _entries(sheet: RawSheet, top: int, roles: dict[str, int]) -> tuple[tuple[Expected, ...], tuple[Problem, ...]]:
    found, problems = [], []
    for row in sorted({row for row, _ in sheet.cells if row > top}):
        said = {role: _said(sheet.cells.get((row, column))) for role, column in roles.items()}
        if not said["name"]:
            continue
        day = read_day(said.get("due", ""))
        due = f"{day[2]:04d}-{day[1]:02d}-{day[0]:02d}" if day else ""
        if said.get("due") and not due:
            place = Cell(sheet.name, row, roles["due"])
            problems.append(Problem("PL630", place, {"unit": said["name"], "text": said["due"]}))
        found.append(Expected(said["name"], said.get("code", ""), due, Cell(sheet.name, row, roles["name"])))
    return tuple(found), tuple(problems)


def _said(raw: RawCell | None) -> str:
    if raw is None:
        return ""
    return format(raw.number.normalize(), "f") if raw.number is not None and not raw.text else clean(raw.text)
