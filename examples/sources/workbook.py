"""Workbooks as a clerk would build them: an appendix sheet or more, `Thông tin` and `Số liệu`.

Figures are written down as they are printed in Vietnamese; a plain number becomes a numeric cell that shows just those
digits, anything with a sign or a word stays text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT: Final = "Times New Roman"
_PLAIN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_INDENT: Final = "    "

Value = str | int | float | date


@dataclass(frozen=True, slots=True)
class Grid:
    """One appendix sheet.

    `header` holds the rows of the heading; an empty text goes on the heading above it, or left of it in the first row.
    `rows` are the lines of the grid as printed, cells parted by `|`. With `as_text` every figure is typed as text.
    A label that begins with four spaces for each step is indented that far.
    """

    sheet: str
    title: Sequence[str]
    header: Sequence[Sequence[str]]
    widths: Sequence[float]
    rows: str
    bold: frozenset[str] = frozenset()
    footer: Sequence[str] = ()
    as_text: bool = False
    label: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `Số liệu`: the value and the prior figure as printed."""

    key: str
    label: str
    value: str
    unit: str = ""
    prior: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its grids, `Thông tin`, `Số liệu`, and the day it was last saved."""

    title: str
    day: date
    grids: Sequence[Grid]
    info: Mapping[str, str | date]
    figures: Sequence[Entry | str] = field(default=())


def build(book: Book) -> bytes:
    """The bytes of the workbook; the same book gives the same bytes."""
    stream = io.BytesIO()
    file = xlsxwriter.Workbook(stream, {"in_memory": True})
    file.set_properties({"title": book.title, "author": "", "created": datetime.combine(book.day, datetime.min.time())})
    file.formats[0].set_font_name(FONT)
    file.formats[0].set_font_size(12)
    styles = _Styles(file)
    for grid in book.grids:
        _grid(file.add_worksheet(grid.sheet), grid, styles)
    _info(file.add_worksheet("Thông tin"), book.info, styles)
    if book.figures:
        _figures(file.add_worksheet("Số liệu"), book.figures, styles)
    file.close()
    return stream.getvalue()


def typed(text: str) -> tuple[Value, str]:
    """What a clerk's cell holds for a printed text, and its number format: "98,5" is 98.5 shown with one decimal."""
    if not _PLAIN.fullmatch(text):
        return text, "@" if text else "General"
    whole, _, fraction = text.partition(",")
    shown = ("#,##0" if "." in whole else "0") + ("." + "0" * len(fraction) if fraction else "")
    plain = whole.replace(".", "")
    return (float(f"{plain}.{fraction}") if fraction else int(plain)), shown


class _Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, file: xlsxwriter.Workbook) -> None:
        self._file = file
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **look: object) -> Format:
        look = {"font_name": FONT, "font_size": 12, "valign": "vcenter", **look}
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._file.add_format(look)
        return self._made[key]


def _grid(sheet: Worksheet, grid: Grid, styles: _Styles) -> None:
    """Title, heading, rows and closing lines of one appendix."""
    last = len(grid.widths) - 1
    for column, width in enumerate(grid.widths):
        sheet.set_column(column, column, width)
    for row, line in enumerate(grid.title):
        look = styles(bold=True, align="center", text_wrap=True, font_size=14 if row == 0 else 13)
        sheet.merge_range(row, 0, row, last, line, look)
        if "\n" in line:
            sheet.set_row(row, 36)
    top = len(grid.title) + 1
    _header(sheet, grid.header, top, styles)
    row = top + len(grid.header)
    sheet.freeze_panes(row, grid.label + 1)
    sheet.repeat_rows(top, row - 1)
    for line in grid.rows.strip("\n").splitlines():
        _row(sheet, row, line.split("|"), grid, styles)
        row += 1
    for line in grid.footer:
        row += 1
        sheet.write_string(row, grid.label, line, styles(italic=True))
    _page(sheet)


def _page(sheet: Worksheet) -> None:
    """A4, as wide as the sheet."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)


def _header(sheet: Worksheet, header: Sequence[Sequence[str]], top: int, styles: _Styles) -> None:
    """The heading: a text reaches right over empty cells of the first row, and down over empty cells below it."""
    look = styles(bold=True, align="center", text_wrap=True, border=1, bg_color="#E7E6E6")
    height, width = len(header), len(header[0])
    for row in range(height):
        sheet.set_row(top + row, 34 if row == 0 else 30)
        for column in range(width):
            text = header[row][column]
            if not text:
                continue
            right, bottom = column, row
            if row + 1 < height and header[row + 1][column]:
                while right + 1 < width and not header[row][right + 1] and header[row + 1][right + 1]:
                    right += 1
            else:
                while bottom + 1 < height and not header[bottom + 1][column]:
                    bottom += 1
            if (right, bottom) == (column, row):
                sheet.write_string(top + row, column, text, look)
            else:
                sheet.merge_range(top + row, column, top + bottom, right, text, look)


def _row(sheet: Worksheet, row: int, cells: Sequence[str], grid: Grid, styles: _Styles) -> None:
    """One line of the grid, as high as its longest text needs."""
    bold = cells[0].strip() in grid.bold or cells[grid.label].strip() in grid.bold
    lines = max(-(-len(text) // max(1, round(0.95 * width))) for text, width in _wrapped(cells, grid))
    sheet.set_row(row, 17 * max(1, lines))
    for column, printed in enumerate(cells):
        text = printed.strip()
        look: dict[str, object] = {"border": 1, "bold": bold, "align": "center"}
        value: Value = text
        if column == grid.label:
            look |= {"align": "left", "text_wrap": True}
            if steps := (len(printed) - len(printed.lstrip())) // len(_INDENT):
                look["indent"] = steps
        elif grid.as_text:
            look |= {"num_format": "@", "text_wrap": True}
        else:
            value, look["num_format"] = typed(text)
            look["text_wrap"] = isinstance(value, str)
        if column < grid.label and len(text) > 4:
            look |= {"align": "left", "text_wrap": False}  # a line without a label runs on over the empty cell
        _write(sheet, row, column, value, styles(**look))


def _wrapped(cells: Sequence[str], grid: Grid) -> Iterator[tuple[str, float]]:
    """The texts of a line that may need several lines, each with the width it has in characters."""
    for column, (text, width) in enumerate(zip(cells, grid.widths, strict=True)):
        if column >= grid.label:
            yield text, width


def _write(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, str):
        if value:
            sheet.write_string(row, column, value, look)
        else:
            sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, value, look)


def _info(sheet: Worksheet, info: Mapping[str, str | date], styles: _Styles) -> None:
    _page(sheet)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    look = styles(bold=True, align="center", border=1, bg_color="#E7E6E6")
    for column, text in enumerate(("Mục", "Nội dung")):
        sheet.write_string(0, column, text, look)
    for row, (key, value) in enumerate(info.items(), 1):
        sheet.write_string(row, 0, key, styles(border=1))
        shown = "dd/mm/yyyy" if isinstance(value, date) else "@"
        _write(sheet, row, 1, value, styles(border=1, text_wrap=True, align="left", num_format=shown))


def _figures(sheet: Worksheet, figures: Sequence[Entry | str], styles: _Styles) -> None:
    """The sheet of other figures; a plain text between the entries is a heading over the lines that follow."""
    _page(sheet)
    sheet.repeat_rows(0)
    noted = any(isinstance(entry, Entry) and entry.note for entry in figures)
    headings = ("Mã", "Nội dung", "Giá trị", "Đơn vị", "Cùng kỳ") + (("Ghi chú",) if noted else ())
    for column, (text, width) in enumerate(zip(headings, (28, 66, 14, 26, 14, 44), strict=False)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, styles(bold=True, align="center", border=1, bg_color="#E7E6E6"))
    sheet.freeze_panes(1, 0)
    for row, entry in enumerate(figures, 1):
        if isinstance(entry, str):
            sheet.write_string(row, 1, entry, styles(bold=True))
            continue
        texts = (entry.key, entry.label, entry.value, entry.unit, entry.prior, entry.note)[: len(headings)]
        for column, text in enumerate(texts):
            value, shown = typed(text) if column in (2, 4) else (text, "@")
            align = "center" if column in (2, 3, 4) else "left"
            _write(sheet, row, column, value, styles(border=1, num_format=shown, align=align, text_wrap=True))
