"""A grid to be filled in: empty cells with drop-downs, checked numbers, and formulas that follow the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.compute.rules import RULE_WORDS
from toolkit.excel.write.columns import Columns, Placed, place_columns
from toolkit.excel.write.figures import Content
from toolkit.excel.write.formulas import chosen_rule_formula, rule_formula, share_formula
from toolkit.excel.write.helpers import write_head, write_text
from toolkit.excel.write.looks import fit_row, judge_cells, print_area, show_digits, write_header, write_title
from toolkit.excel.write.styles import NUMBER_FORMATS, Styles, text_look
from toolkit.model import ComputedAppendix, Rule

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NOT_YET: Final = " "
"""The stored result of a formula that has nothing to show yet: a text, so that no reader takes it for uncalculated."""

_DIRECTIONS: Final = (">=", "<=", ">", "<")
_EXAMPLE: Final = {"italic": True, "font_color": "#7F7F7F"}


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row as it is handed out: what each role says, and the figures of an example's periods; other cells are empty.

    `heads` is True for a row without figures, which has no formulas. With `rule` the actual follows that rule, else
    the one chosen in the row. `example` rows only show how to fill the grid.
    """

    cells: Mapping[str, str | float | Content]
    values: Sequence[float] = ()
    example: bool = False
    heads: bool = False
    bold: bool = False
    indent: int = 0
    rule: Rule | None = None


class Form:
    """The grid of a workbook to be filled in, under way."""

    def __init__(
        self, sheet: Worksheet, appendix: ComputedAppendix, styles: Styles, *, steering: tuple[str, ...]
    ) -> None:
        self.sheet = sheet
        self.periods = appendix.appendix.periods
        self.styles = styles
        self.columns: Columns = place_columns(appendix, steering=steering)

    def write(self, title: Sequence[str], rows: Sequence[FormRow], footer: Iterable[str] = ()) -> None:
        """Write the whole sheet."""
        top = write_title(self.sheet, title, "", self.columns.shown, self.styles)
        first = write_header(self.sheet, self.columns, top, self.styles)
        for number, row in enumerate(rows, first):
            self._row(number, row)
        last = first + len(rows) - 1
        label = self.columns.of("label")
        for number, line in enumerate(footer, last + 2):
            self.sheet.write_string(number, label.number if label else 0, line, self.styles.note())
        if not rows:
            return
        self._validate(first, last)
        judge_cells(self.sheet, self.columns, first, last, self.styles)
        show_digits(self.sheet, self.columns, first, last, self.styles)
        print_area(self.sheet, self.columns, last)

    def _row(self, number: int, row: FormRow) -> None:
        """One row: what is given, else empty cells and formulas."""
        label = self.columns.of("label")
        if label is not None and (text := row.cells.get("label")):
            fit_row(self.sheet, number, [(str(text), label.width - 2 * row.indent)], bold=row.bold)
        for column in self.columns.placed:
            formula = "" if row.heads else self._formula(column, number + 1, row.rule)
            given = row.values[column.period] if column.role == "period" and row.values else row.cells.get(column.role)
            if formula:
                self.sheet.write_formula(number, column.number, formula, self._look(column, row), NOT_YET)
            else:
                self._cell(number, column, given, row)

    def _cell(self, number: int, column: Placed, given: str | float | Content | None, row: FormRow) -> None:
        shown = ""
        if isinstance(given, Content):
            given, shown = (given.text, "") if given.number is None else (given.number, given.format)
        look = self._look(column, row, shown, str(given or ""))
        if isinstance(given, int | float):
            self.sheet.write_number(number, column.number, given, look)
        elif given:
            self.sheet.write_string(number, column.number, given, look)
        else:
            self.sheet.write_blank(number, column.number, None, look)

    def _look(self, column: Placed, row: FormRow, shown: str = "", text: str = "") -> object:
        look: dict[str, object] = {"border": 1, **(_EXAMPLE if row.example else {})}
        if column.role in ("label", "note", "key", "rule", "merge"):
            look |= {"align": "left", "text_wrap": True}
        elif column.role in ("stt", "unit", "direction"):
            look["align"] = "center"
        else:
            computed = column.role in ("actual", "percent", "prior_percent")
            look |= {"align": "right", "num_format": shown or (NUMBER_FORMATS[2] if computed else "[$-42A]General")}
        if column.role in ("stt", "rule", "key", "direction"):
            look["num_format"] = "@"
        if row.bold and not column.steers:
            look["bold"] = True
        if row.indent and column.role == "label":
            look["indent"] = row.indent
        return self.styles(**text_look(text, look))

    def _formula(self, column: Placed, row: int, rule: Rule | None) -> str:
        periods, letter = self.columns.periods, self.columns.letter
        if column.role == "actual" and periods:
            cells = f"{periods[0].letter}{row}:{periods[-1].letter}{row}"
            if rule is not None:
                return rule_formula(rule, cells, self.periods)
            return chosen_rule_formula(cells, self.periods, f"{letter('rule')}{row}", f"{letter('unit')}{row}")
        if column.role in ("percent", "prior_percent"):
            whole = letter("target" if column.role == "percent" else "prior")
            if whole and letter("actual"):
                return share_formula(f"{letter('actual')}{row}", f"{whole}{row}", growth=column.growth)
        return ""

    def _validate(self, first: int, last: int) -> None:
        for column in self.columns.placed:
            area = (first, column.number, last, column.number)
            if column.role in ("period", "prior") or (column.role == "actual" and not self.periods):
                self.sheet.data_validation(
                    *area,
                    {
                        "validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15,
                        "error_type": "warning", "error_title": "Không phải số",
                        "error_message": "Ô này cần một con số. Kỳ chưa có số liệu thì để trống. Vẫn giữ nội dung vừa gõ?",
                    },
                )  # fmt: skip
            elif column.role == "rule":
                self._choice(area, list(RULE_WORDS.values()),
                             "Cách tính", "Cách lấy Thực hiện từ các kỳ. Bỏ trống: tỷ lệ lấy trung bình, số lượng lấy tổng.")  # fmt: skip
            elif column.role == "direction":
                self._choice(area, list(_DIRECTIONS), "Chiều", ">= càng nhiều càng tốt; <= càng ít càng tốt.")

    def _choice(self, area: tuple[int, int, int, int], words: list[str], title: str, message: str) -> None:
        self.sheet.data_validation(
            *area,
            {
                "validate": "list", "source": words, "ignore_blank": True, "input_title": title, "input_message": message,
                "error_type": "warning", "error_title": title,
                "error_message": "Không có trong danh sách. Có thể gõ công thức theo mã như = XS + TOT. Vẫn giữ?",
            },
        )  # fmt: skip


def write_guide(sheet: Worksheet, lines: Iterable[tuple[str, str]], styles: Styles) -> None:
    """The sheet that says where to type what."""
    write_head(sheet, (("Ở đâu", 24), ("Cách điền", 110)), styles)
    for row, (where, how) in enumerate(lines, 1):
        write_text(sheet, row, 0, where, styles, bold=True)
        write_text(sheet, row, 1, how, styles)
        if len(how) > 100:
            sheet.set_row(row, 34)
