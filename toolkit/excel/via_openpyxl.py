"""The second way of reading .xlsx, through openpyxl: slower, independent, and the measure of the fast one."""

from __future__ import annotations

import io
import warnings
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from toolkit.excel.cells import Content, RawCell, RawSheet, RawWorkbook
from toolkit.excel.dates import day_text, is_date_format
from toolkit.numbers import from_float
from toolkit.places import File
from toolkit.problems import ToolkitError
from toolkit.text import decode_legacy, is_legacy_font

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook


def read_xlsx(data: bytes, name: str) -> RawWorkbook:
    """The sheets of an .xlsx that has passed the gate, values and formulas together. Raises PL108 when openpyxl cannot read it."""
    try:
        formulas, values = _load(data, values=False), _load(data, values=True)
        sheets = tuple(
            _sheet(formulas[title], values[title], formulas.epoch.year == 1904)
            for title in formulas.sheetnames
            if hasattr(formulas[title], "merged_cells")
        )
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        TypeError,
        KeyError,
        ValueError,
        IndexError,
        AttributeError,
        OSError,
    ) as error:
        raise ToolkitError("PL108", File(name), file=name, reason=str(error)) from None
    return RawWorkbook(name, sheets)


def _load(data: bytes, *, values: bool) -> Workbook:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values, rich_text=not values)


def _sheet(formulas: Any, values: Any, from_1904: bool) -> RawSheet:
    cells: dict[tuple[int, int], RawCell] = {}
    for at, cell in sorted(formulas._cells.items()):
        made = _cell(cell, values._cells.get(at), from_1904)
        if made is not None:
            cells[at] = made
    merges = tuple((area.min_row, area.min_col, area.max_row, area.max_col) for area in formulas.merged_cells.ranges)
    rows = frozenset(number for number, row in formulas.row_dimensions.items() if row.hidden)
    columns: set[int] = set()
    widths: dict[int, float] = {}
    for column in formulas.column_dimensions.values():
        low, high = column.min or 0, column.max or 0
        for number in range(low, (low if high - low > 1_000 else high) + 1):
            if column.hidden:
                columns.add(number)
            if column.width and column.customWidth:
                widths[number] = float(column.width)
    hidden = formulas.sheet_state != "visible"
    return RawSheet(formulas.title, cells, merges, hidden, rows, frozenset(columns), widths)


def _cell(cell: Any, cached: Any, from_1904: bool) -> RawCell | None:
    formula = ""
    value, kind = cell.value, cell.data_type
    if kind == "f":
        formula = str(getattr(value, "text", value) or "=").removeprefix("=") or "="
        value, kind = (None, "n") if cached is None else (cached.value, cached.data_type)
        if value is None:
            return _made(Content.UNCALCULATED, cell, formula=formula)
    if value is None:
        return None
    if kind == "b" or isinstance(value, bool):
        return _made(Content.BOOLEAN, cell, "TRUE" if value else "FALSE", formula=formula)
    if kind == "e":
        return _made(Content.ERROR, cell, str(value), formula=formula)
    if kind == "d" or (kind == "n" and is_date_format(cell.number_format)):
        serial = _serial(value, from_1904)
        return _made(Content.DATE, cell, day_text(serial, from_1904=from_1904), serial, formula)
    if kind == "n":
        return _made(Content.NUMBER, cell, "", from_float(float(value)), formula)
    return _made(Content.TEXT, cell, _text(value, cell), formula=formula)


def _serial(value: Any, from_1904: bool) -> Decimal:
    from openpyxl.utils import datetime as days

    if isinstance(value, int | float):
        return from_float(float(value))
    epoch = days.CALENDAR_MAC_1904 if from_1904 else days.CALENDAR_WINDOWS_1900
    to_excel: Any = days.to_excel
    return from_float(float(to_excel(value, epoch)))


def _text(value: Any, cell: Any) -> str:
    """The text of a cell; runs in an old font are decoded, and the whole where the cell itself is set in one."""
    font = cell.font.name or ""
    if isinstance(value, str):
        return decode_legacy(value, font) if is_legacy_font(font) else value
    pieces = []
    for run in value:
        name = font if isinstance(run, str) else (run.font.rFont or "")
        text = run if isinstance(run, str) else run.text
        pieces.append(decode_legacy(text, name) if is_legacy_font(name) else text)
    return "".join(pieces)


def _made(content: Content, cell: Any, text: str = "", number: Decimal | None = None, formula: str = "") -> RawCell:
    indent = int(cell.alignment.indent or 0) if cell.alignment else 0
    return RawCell(content, text, number, cell.number_format, formula, bool(cell.font.b), indent)
