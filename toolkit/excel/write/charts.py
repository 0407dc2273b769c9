"""The sheet of native charts: percent of target by section with the line of 100%, and the periods of a chosen indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.excel.sheets import CHARTS
from toolkit.excel.write.grid import Written
from toolkit.excel.write.styles import FONT, NUMBER_FORMATS, Styles, number_format
from toolkit.model import ComputedAppendix, Indicator
from toolkit.text import first_words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_MOST_BARS: Final = 40
_MOST_CHARTS: Final = 40
_CHART_COLUMN: Final = 5
_FACE: Final = {"name": FONT, "size": 10}
_BAR_FILL: Final = {"pattern": "wide_upward_diagonal", "fg_color": "#2F75B5", "bg_color": "#DDEBF7"}


class _Bar(NamedTuple):
    label: str
    cell: str
    value: float


def write_charts(
    workbook: Workbook, sheet: Worksheet, made: Sequence[tuple[ComputedAppendix, Written]], styles: Styles
) -> None:
    """Fill the sheet: tables that follow the appendix cells on the left, their charts on the right."""
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 4, 12)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    row = 0
    drawn = 0
    for appendix, written in made:
        for title, bars in _sections(appendix, written):
            if drawn < _MOST_CHARTS:
                row = _percent_chart(workbook, sheet, row, title, bars, styles)
                drawn += 1
    for appendix, written in made:
        if drawn < _MOST_CHARTS + len(made) and len(written.columns.periods) > 1:
            row = _period_chart(workbook, sheet, row, appendix, written, styles)
            drawn += 1
    if not drawn:
        sheet.write_string(0, 0, "Không có chỉ tiêu giao và không có nhiều kỳ để vẽ biểu đồ.", styles(italic=True))


def _reference(sheet: str, letter: str, row: int) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!${letter}${row + 1}"


def _sections(appendix: ComputedAppendix, written: Written) -> list[tuple[str, list[_Bar]]]:
    """Section by section the indicators that have a percent of target."""
    letter = written.columns.letter("percent")
    found: dict[str, list[_Bar]] = {}
    for row in appendix.indicators:
        if not letter or row.percent is None:
            continue
        title = row.row.section or (appendix.appendix.title or (appendix.appendix.sheet,))[0]
        bars = found.setdefault(title, [])
        if len(bars) < _MOST_BARS:
            place = written.rows[row.row.place.row]
            bars.append(_Bar(_name(row), _reference(written.sheet, letter, place), float(row.percent)))
    return list(found.items())


def _name(row: Indicator) -> str:
    return first_words(row.row.label, 50)


def _percent_chart(
    workbook: Workbook, sheet: Worksheet, row: int, title: str, bars: Sequence[_Bar], styles: Styles
) -> int:
    """One section's table and chart; the row below them."""
    shown = styles(num_format=NUMBER_FORMATS[2], border=1)
    for column, text in enumerate((title, "% chỉ tiêu", "Mốc 100%")):
        sheet.write_string(row, column, text, styles.header())
    first = row + 1
    for number, bar in enumerate(bars, first):
        sheet.write_string(number, 0, bar.label, styles(border=1, text_wrap=True))
        sheet.write_formula(number, 1, f"={bar.cell}", shown, bar.value)
        sheet.write_number(number, 2, 100, styles(border=1, num_format=NUMBER_FORMATS[0]))
    last = first + len(bars) - 1
    chart = workbook.add_chart({"type": "column"})
    labels = [CHARTS, first, 0, last, 0]
    chart.add_series(
        {
            "name": "% so với chỉ tiêu", "categories": labels, "values": [CHARTS, first, 1, last, 1],
            "pattern": _BAR_FILL, "border": {"color": "#1F4E78"}, "gap": 60,
            "data_labels": {"value": True, "num_format": NUMBER_FORMATS[2], "font": _FACE},
        }
    )  # fmt: skip
    line = workbook.add_chart({"type": "line"})
    line.add_series(
        {
            "name": "Mốc 100%", "categories": labels, "values": [CHARTS, first, 2, last, 2],
            "line": {"color": "#C00000", "width": 1.75, "dash_type": "dash"},
        }
    )  # fmt: skip
    chart.combine(line)
    return _place(sheet, chart, row, f"% so với chỉ tiêu: {first_words(title, 70)}", last)


def _period_chart(
    workbook: Workbook, sheet: Worksheet, row: int, appendix: ComputedAppendix, written: Written, styles: Styles
) -> int:
    """The periods of the indicator chosen from a list in the first cell, and their chart."""
    rows = [
        indicator
        for indicator in appendix.indicators
        if any(figure.value is not None for figure in indicator.row.values)
    ]
    label = written.columns.letter("label")
    if not rows or not label:
        return row
    source = _reference(written.sheet, label, written.first)
    area = f"{source}:${label}${written.last + 1}"
    chosen = rows[0]
    choices = f"={area}"
    sheet.write_string(row, 0, "Chọn chỉ tiêu ở ô dưới", styles.header())
    sheet.write_string(row, 1, "Thực hiện", styles.header())
    at = written.rows[chosen.row.place.row]
    sheet.write_formula(
        row + 1, 0, f"={_reference(written.sheet, label, at)}", styles(border=1, bold=True, bg_color="#FFF2CC", text_wrap=True),
        chosen.row.label,
    )  # fmt: skip
    sheet.data_validation(row + 1, 0, row + 1, 0, {"validate": "list", "source": choices, "ignore_blank": True})
    first = row + 2
    for number, column in enumerate(written.columns.periods, first):
        sheet.write_string(number, 0, column.heading, styles(border=1, align="right"))
        values = f"{_reference(written.sheet, column.letter, written.first)}:${column.letter}${written.last + 1}"
        figure = chosen.row.values[column.period]
        value = 0.0 if figure.value is None else float(figure.value)
        look = styles(
            border=1, num_format=number_format(figure.value) if figure.value is not None else NUMBER_FORMATS[0]
        )
        sheet.write_formula(number, 1, f"=INDEX({values},MATCH($A${row + 2},{area},0))", look, value)
    last = first + len(written.columns.periods) - 1
    chart = workbook.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": [CHARTS, row + 1, 0], "categories": [CHARTS, first, 0, last, 0], "values": [CHARTS, first, 1, last, 1],
            "line": {"color": "#1F4E78", "width": 2.25}, "marker": {"type": "square", "size": 7},
            "data_labels": {"value": True, "position": "above", "font": _FACE},
        }
    )  # fmt: skip
    return _place(sheet, chart, row, "Qua các kỳ", last)


def _place(sheet: Worksheet, chart: Chart, row: int, title: str, last: int) -> int:
    """Set the chart beside its table; the first free row below both."""
    chart.set_title({"name": _no_reference(title), "name_font": {"name": FONT, "size": 12}, "overlay": False})
    chart.set_x_axis({"num_font": _FACE})
    chart.set_y_axis({"num_font": _FACE, "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": _FACE})
    chart.set_size({"width": 760, "height": 340})
    sheet.insert_chart(row, _CHART_COLUMN, chart, {"object_position": 2})
    return max(last + 2, row + 18)


def _no_reference(title: str) -> str:
    """A title that xlsxwriter does not take for a reference to a cell, as it does any text such as "Hoan hô!A1"."""
    return re.sub(r"!(?=\$?[A-Z]+\$?\d)", "! ", title)
