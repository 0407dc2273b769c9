"""What makes a sheet read and print well: title, header, page, colours that also tell in black and white."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from toolkit.excel.write.columns import Columns, Placed
from toolkit.excel.write.styles import NUMBER_FORMATS, Styles
from toolkit.text import fold

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LINE_HEIGHT: Final = 17
"""Points that one line of text needs."""

_MOST_JUDGED: Final = 6  # decimals
_MOST_LINES: Final = 24
_FOOTER: Final = '&C&"Times New Roman,Regular"&11&P/&N'


def fit_row(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]], *, bold: bool = False) -> None:
    """Make a row as high as its texts need, each given with the width it has in characters of the default font."""
    lines = max(_lines_in(text, width, bold) for text, width in texts)
    if lines > 1:
        sheet.set_row(row, LINE_HEIGHT * min(_MOST_LINES, lines))


@lru_cache(maxsize=1_024)
def _lines_in(text: str, width: float, bold: bool) -> int:
    """How many lines a text takes in so many characters."""
    share, room = 103 if bold else 92, int(100 * max(1, width))
    return sum(max(1, -(-len(line) * share // room)) for line in text.split("\n"))


def write_title(sheet: Worksheet, lines: Sequence[str], attached: str, width: int, styles: Styles) -> int:
    """The lines above the grid, centred over the printed table, then a blank row; the number of rows they take."""
    shown = [*lines, *([attached] if attached else [])]
    for row, line in enumerate(shown):
        folded = fold(line)
        aside = folded.startswith(("(kem theo", "kem theo", "(don vi tinh", "don vi tinh", "dvt"))
        look: dict[str, object] = {"align": "center", "text_wrap": True, "font_size": 14 if row == 0 else 13}
        look |= {"italic": True, "font_size": 12} if aside else {"bold": True}
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", styles(**look))
        sheet.write_string(row, 0, line, styles(**look))
        sheet.set_row(row, LINE_HEIGHT * (1 + line.count("\n")) + 3)
    return len(shown) + bool(shown)


def write_header(sheet: Worksheet, columns: Columns, top: int, styles: Styles) -> int:
    """One header row, or two where columns share a heading above their own; the first row below it.

    Freezes the header and repeats it on every printed page; sets widths, paper and print area.
    """
    spans = [(over, list(group)) for over, group in groupby(columns.placed, key=lambda column: column.over)]
    two = any(over for over, _ in spans)
    upper, lower = styles.header(), styles.header(font_size=11, italic=True)
    for column in columns.placed:
        sheet.set_column(column.number, column.number, column.width)
    for over, group in spans:
        for column in group:
            look = lower if column.steers else upper
            first = over if column is group[0] else ""
            if over:
                sheet.write_string(top, column.number, first, look)
            else:
                sheet.write_string(top, column.number, column.heading, look)
                if two:
                    sheet.merge.append([top, column.number, top + 1, column.number])
        if over and len(group) > 1:
            sheet.merge.append([top, group[0].number, top, group[-1].number])
    if two:
        for column in columns.placed:
            look = lower if column.steers else upper
            sheet.write_string(top + 1, column.number, column.heading if column.over else "", look)
    bottom = top + two
    lines = max(_lines(column) for column in columns.placed)
    for row in range(top, bottom + 1):
        sheet.set_row(row, LINE_HEIGHT * max(1, -(-lines // (1 + two))) + 4)
    _set_page(sheet, columns, top, bottom)
    return bottom + 1


def _lines(column: Placed) -> int:
    """How many lines a heading takes in its column, on the safe side."""
    return max(1, -(-len(column.heading) * 12 // (10 * max(1, int(column.width)))))


def _set_page(sheet: Worksheet, columns: Columns, top: int, bottom: int) -> None:
    label = columns.of("label")
    sheet.freeze_panes(bottom + 1, 0 if label is None else label.number + 1)
    sheet.repeat_rows(top, bottom)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.set_footer(_FOOTER)
    sheet.hide_gridlines(2)
    sheet.set_default_row(LINE_HEIGHT)


def print_area(sheet: Worksheet, columns: Columns, last: int) -> None:
    """Print the table without the columns that steer the computing."""
    sheet.print_area(0, 0, last, columns.shown - 1)


def judge_cells(sheet: Worksheet, columns: Columns, first: int, last: int, styles: Styles) -> None:
    """Vượt is bold on light green, chưa đạt bold italic on light red with a mark, đạt plain: told apart without colour too."""
    actual, target = columns.letter("actual"), columns.letter("target")
    percent = columns.of("percent")
    if percent is not None:
        sheet.conditional_format(
            first, percent.number, last, percent.number,
            {
                "type": "data_bar", "bar_solid": True, "bar_color": "#BDD7EE", "min_type": "num", "min_value": 0,
                "max_type": "num", "max_value": 200, "bar_border_color": "#9BC2E6", "data_bar_2010": True,
            },
        )  # fmt: skip
    if not actual or not target:
        return
    row = first + 1
    digits = _judged_digits(f"${target}{row}")
    got, wanted = f"ROUND(${actual}{row},{digits})", f"ROUND(${target}{row},{digits})"
    direction = columns.letter("direction")
    less = f'LEFT(${direction}{row},1)="<"' if direction else "FALSE"
    strict = f'OR(${direction}{row}="<",${direction}{row}=">")' if direction else "FALSE"
    known = f"ISNUMBER(${actual}{row}),ISNUMBER(${target}{row})"
    better = f"IF({less},{got}<{wanted},{got}>{wanted})"
    worse = f"OR(IF({less},{got}>{wanted},{got}<{wanted}),AND({strict},{got}={wanted}))"
    exceeded = styles.bare(bold=True, bg_color="#E2EFDA")
    missed = styles.bare(bold=True, italic=True, bg_color="#FBE5D6")
    for role in ("actual", "note"):
        column = columns.of(role)
        if column is None:
            continue
        for condition, look in ((better, exceeded), (worse, missed)):
            criteria = {"type": "formula", "criteria": f"=AND({known},{condition})", "format": look}
            sheet.conditional_format(first, column.number, last, column.number, criteria)


def _judged_digits(target: str) -> str:
    """How many digits a figure is judged by, worked out in the sheet: two, or all that a target of more has."""
    found = str(_MOST_JUDGED)
    for digits in range(_MOST_JUDGED - 1, 1, -1):
        found = f"IF(ROUND({target},{digits})={target},{digits},{found})"
    return found


def show_digits(sheet: Worksheet, columns: Columns, first: int, last: int, styles: Styles) -> None:
    """Computed cells show the digits they have after a change too: none, one or two after the comma."""
    for role in ("percent", "prior_percent", "actual"):
        column = columns.of(role)
        if column is None:
            continue
        at = f"${column.letter}{first + 1}"
        for digits, shown in enumerate(NUMBER_FORMATS):
            same = f"ROUND({at},2)=ROUND({at},{digits})"
            criteria = f"=AND(ISNUMBER({at}),{same})"
            look = {"type": "formula", "criteria": criteria, "format": styles.bare(num_format=shown)}
            sheet.conditional_format(first, column.number, last, column.number, look)
