"""The sheets beside an appendix: `Thông tin`, `Số liệu`, the list of problems, and what could not be placed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from toolkit.excel.texts import LONGEST
from toolkit.excel.write.figures import content_of
from toolkit.excel.write.looks import fit_row
from toolkit.excel.write.styles import Styles, number_format, text_look
from toolkit.model import Figure, FigureEntry, InfoEntry
from toolkit.places import Area, Cell
from toolkit.problems import Problem, Severity

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SEVERITY_WORDS: Final = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "ghi chú"}
_FIGURE_HEADINGS: Final = (("Mã", 26), ("Nội dung", 60), ("Giá trị", 16), ("Đơn vị", 16), ("Cùng kỳ", 16))
_MOST_LINKS: Final = 60_000
TEXT: Final = {"border": 1, "text_wrap": True, "align": "left"}


def close(workbook: Workbook) -> None:
    """Finish a workbook. A temporary folder that is full is an `OSError` like that of any other disk."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(*getattr(error.args[0], "args", ())) from None


def write_head(sheet: Worksheet, headings: Iterable[tuple[str, float]], styles: Styles, row: int = 0) -> None:
    """One row of headings with their widths, frozen and repeated on every printed page."""
    for column, (text, width) in enumerate(headings):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, text, styles.header())
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def write_text(sheet: Worksheet, row: int, column: int, text: str, styles: Styles, **look: object) -> None:
    """A bordered text cell; never a formula, whatever it begins with. A message too long for a cell is cut with a mark."""
    sheet.write_string(row, column, shortened(text), styles(**text_look(text, {**TEXT, **look})))


def shortened(text: str) -> str:
    """A text as long as a cell takes it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2]} …"


def write_info(
    sheet: Worksheet, entries: Sequence[InfoEntry], styles: Styles, explained: Mapping[str, str] | None = None
) -> None:
    """`Thông tin`: key and value, and beside them what each key is for where that is explained."""
    headings = [("Mục", 24), ("Nội dung", 70), *([("Giải thích", 60)] if explained else [])]
    write_head(sheet, headings, styles)
    for row, entry in enumerate(entries, 1):
        write_text(sheet, row, 0, entry.label, styles)
        write_text(sheet, row, 1, entry.text, styles, num_format="@")
        if explained:
            write_text(sheet, row, 2, explained.get(entry.key, ""), styles, italic=True, font_color="#595959")


def write_figures(
    sheet: Worksheet, entries: Sequence[FigureEntry], styles: Styles, links: Mapping[Cell, str] | None = None
) -> None:
    """`Số liệu`: the other figures the prose needs. `links` gives the formulas of those that come from another sheet."""
    write_head(sheet, _FIGURE_HEADINGS, styles)
    for row, entry in enumerate(entries, 1):
        write_text(sheet, row, 0, entry.key, styles)
        write_text(sheet, row, 1, entry.label, styles)
        _figure(sheet, row, 2, entry.figure, styles, links or {})
        write_text(sheet, row, 3, entry.unit, styles, align="center")
        _figure(sheet, row, 4, entry.prior, styles, links or {})


def _figure(sheet: Worksheet, row: int, column: int, figure: Figure, styles: Styles, links: Mapping[Cell, str]) -> None:
    link = links.get(figure.cell) if figure.cell is not None else None
    if link and figure.value is not None:
        look = styles(border=1, align="right", num_format=number_format(figure.value))
        sheet.write_formula(row, column, link, look, float(figure.value))
        return
    content = content_of(figure)
    if content.number is None:
        text = figure.text if figure.value is None else content.text
        write_text(sheet, row, column, text, styles, num_format="@")
    else:
        sheet.write_number(row, column, content.number, styles(border=1, align="right", num_format=content.format))


def write_problems(
    sheet: Worksheet, problems: Sequence[Problem], find: Callable[[Cell], tuple[str, int, int] | None], styles: Styles
) -> None:
    """The problems, the worst first, each with a link to the cell of this workbook it is about.

    `find` gives the sheet, row and column (from 0) that show a cell of the source, None where nothing does.
    """
    write_head(sheet, (("Mức", 11), ("Mã lỗi", 9), ("Ô", 26), ("Vấn đề", 90), ("Gợi ý", 60)), styles)
    link = styles(border=1, font_color="#0563C1", underline=1)
    for row, problem in enumerate(problems, 1):
        bold = problem.severity is Severity.ERROR
        fit_row(sheet, row, [(problem.message("vi"), 90), (problem.hint("vi") or "", 60)])
        write_text(sheet, row, 0, SEVERITY_WORDS[problem.severity], styles, bold=bold)
        write_text(sheet, row, 1, problem.code, styles)
        place = problem.place.first if isinstance(problem.place, Area) else problem.place
        target = find(place) if isinstance(place, Cell) else None
        if target is None or row > _MOST_LINKS:
            write_text(sheet, row, 2, str(problem.place or ""), styles)
        else:
            name, at_row, at_column = target
            address = Cell(name, at_row + 1, at_column + 1).address
            quoted = name.replace("'", "''")
            sheet.write_url(row, 2, f"internal:'{quoted}'!{address}", link, f"{name}!{address}")
        write_text(sheet, row, 3, problem.message("vi"), styles)
        write_text(sheet, row, 4, problem.hint("vi") or "", styles, italic=True)
    if not problems:
        sheet.write_string(1, 3, "Không có vấn đề nào.", styles(italic=True))


def write_rest(sheet: Worksheet, rows: Iterable[Sequence[str]], styles: Styles) -> None:
    """Texts that found no place in a grid, a row each, as they stood."""
    sheet.set_column(0, 20, 24)
    for number, row in enumerate(rows):
        fit_row(sheet, number, [(text, 24) for text in row] or [("", 24)])
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, text, styles(**text_look(text, {"text_wrap": True})))
