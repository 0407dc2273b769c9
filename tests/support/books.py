"""Workbooks from text tables, for tests that begin with a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.numbers import Doubt, read


def book(
    path: Path, grid: str, *, info: Mapping[str, str] | None = None, figures: str = "", sheet: str = "PHỤ LỤC"
) -> Path:
    """An .xlsx: the grid's first line are the headings; plain Vietnamese numbers become numeric cells.

    A text in single quotes stays a text; "=…" is a formula without a stored result; `figures` is the `Số liệu` sheet.
    """
    import openpyxl

    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = sheet
    _fill(page, grid)
    if figures:
        _fill(made.create_sheet("Số liệu"), figures)
    if info:
        page = made.create_sheet("Thông tin")
        for row, (key, text) in enumerate(info.items(), 1):
            page.cell(row, 1, key)
            page.cell(row, 2, text)
    made.save(path)
    return path


def _fill(page: object, grid: str) -> None:
    for row, line in enumerate(grid.strip().splitlines(), 1):
        for column, text in enumerate(line.split("|"), 1):
            value = _value(text.strip(), row == 1)
            if value is not None:
                cell = page.cell(row, column, value)  # type: ignore[attr-defined]  openpyxl's worksheet, imported lazily
                if text.strip().startswith("'"):
                    cell.data_type = "s"


def _value(text: str, heading: bool) -> object:
    if not text:
        return None
    if text.startswith("'"):
        return text.strip("'")
    reading = read(text)
    plain = reading.value is not None and not (reading.unit or reading.percent or reading.comparator or reading.lead)
    if heading or not plain or reading.doubt in (Doubt.FOREIGN, Doubt.RANGE):
        return text
    return float(reading.value) if reading.value is not None and reading.decimals else int(reading.value or 0)
