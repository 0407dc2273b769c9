"""The lineage sheets: every unit's figure for every merged one, and beside them the cells they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.excel.lineage import DOWN_MARK, HEADINGS, Layout
from toolkit.excel.write.helpers import TEXT, shortened, write_text
from toolkit.excel.write.looks import fit_row
from toolkit.excel.write.styles import RISKY, Styles, number_format, text_look
from toolkit.merge.folded import Source
from toolkit.places import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS: Final = (14, 46, 14, 14, 32)
_UNIT_WIDTH: Final = 16
_FILE: Final = "Tệp"


class Line(NamedTuple):
    """One merged figure: its key, label, column, unit of measure and way, and each unit's figure by the unit's index."""

    texts: tuple[str, str, str, str, str]
    sources: Mapping[int, Source]


def write_lineage(
    figures: Worksheet, cells: Worksheet, lines: Sequence[Line], units: Sequence[tuple[str, str]], layout: Layout,
    styles: Styles,
) -> None:  # fmt: skip
    """Write both sheets; `units` are the units' names and files."""
    for sheet in (figures, cells):
        _page(sheet, layout, styles)
    if layout.across:
        _across(figures, cells, lines, units, layout, styles)
    else:
        _down(figures, cells, lines, units, layout, styles)


def _page(sheet: Worksheet, layout: Layout, styles: Styles) -> None:
    head = len(HEADINGS)
    if layout.across:
        sheet.freeze_panes(2, 3)
        sheet.repeat_rows(0, 1)
        sheet.repeat_columns(0, 2)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(head, head + layout.units, _UNIT_WIDTH)
    else:
        sheet.freeze_panes(head, 2)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 16_383, _UNIT_WIDTH)
    sheet.set_row(0, 36 if layout.across else None)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.hide_gridlines(2)


def _across(
    figures: Worksheet, cells: Worksheet, lines: Sequence[Line], units: Sequence[tuple[str, str]], layout: Layout,
    styles: Styles,
) -> None:  # fmt: skip
    looks = _Looks(styles)
    head, small = styles.header(), styles.header(font_size=10, italic=True)
    for sheet in (figures, cells):
        for column, text in enumerate(HEADINGS):
            sheet.write_string(0, column, text, head)
            sheet.write_string(1, column, _FILE if column == len(HEADINGS) - 1 else "", small)
        for index, (name, file) in enumerate(units, len(HEADINGS)):
            sheet.write_string(0, index, name, head)
            sheet.write_string(1, index, file, small)
    for number, line in enumerate(lines):
        for sheet in (figures, cells):
            fit_row(sheet, number + 2, zip(line.texts, _WIDTHS, strict=True))
            for column, text in enumerate(line.texts):
                sheet.write_string(number + 2, column, shortened(text), looks.text(text))
        for unit in range(len(units)):
            _cell(figures, cells, *layout.at(number, unit), line.sources.get(unit), looks)


def _down(
    figures: Worksheet, cells: Worksheet, lines: Sequence[Line], units: Sequence[tuple[str, str]], layout: Layout,
    styles: Styles,
) -> None:  # fmt: skip
    looks = _Looks(styles)
    head = styles.header(font_size=11)
    for sheet in (figures, cells):
        for row, heading in enumerate(HEADINGS):
            sheet.write_string(row, 0, DOWN_MARK if row == 0 else "", head)
            sheet.write_string(row, 1, _FILE if row == 0 else heading, head)
            for column, line in enumerate(lines, 2):
                sheet.write_string(row, column, line.texts[row], head)
    for index, (name, file) in enumerate(units):
        for sheet in (figures, cells):
            write_text(sheet, index + len(HEADINGS), 0, name, styles)
            write_text(sheet, index + len(HEADINGS), 1, file, styles)
        for number, line in enumerate(lines):
            _cell(figures, cells, *layout.at(number, index), line.sources.get(index), looks)


class _Looks:
    """The looks of the cells, each made once."""

    def __init__(self, styles: Styles) -> None:
        self.plain = styles(border=1, align="right")
        self.wrapped, self.risky = (styles(**text_look(text, TEXT)) for text in ("", RISKY[0]))
        self.address = styles(border=1, font_size=10)
        self.styles = styles
        self.numbers: dict[str, Format] = {}

    def text(self, text: str) -> Format:
        """The look of a text."""
        return self.risky if text.startswith(RISKY) else self.wrapped

    def number(self, value: Decimal) -> Format:
        """The look of a figure with the digits it has."""
        shown = number_format(value)
        if shown not in self.numbers:
            self.numbers[shown] = self.styles(border=1, align="right", num_format=shown)
        return self.numbers[shown]


def _cell(figures: Worksheet, cells: Worksheet, row: int, column: int, source: Source | None, looks: _Looks) -> None:
    if source is None:
        figures.write_blank(row, column, None, looks.plain)
        cells.write_blank(row, column, None, looks.plain)
        return
    if source.number is None:
        write_text(figures, row, column, source.text, looks.styles, italic=True, font_color="#C00000")
    else:
        figures.write_number(row, column, float(source.number), looks.number(source.number))
    cells.write_string(row, column, str(Cell(source.sheet, source.row, source.column)), looks.address)
