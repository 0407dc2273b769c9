"""One appendix on a sheet: title, two-row header, rows with live formulas, and what makes it print well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from toolkit.excel.texts import LONGEST
from toolkit.excel.write.columns import Columns, Placed, place_columns, source_columns
from toolkit.excel.write.figures import BLANK, Content, content_of, target_content
from toolkit.excel.write.formulas import judgement_formula, share_formula
from toolkit.excel.write.live import Live, added
from toolkit.excel.write.looks import fit_row, judge_cells, print_area, show_digits, write_header, write_title
from toolkit.excel.write.rows import label_text, steering_text, stt_text
from toolkit.excel.write.styles import Styles, number_format, text_look
from toolkit.facts.rows import JUDGEMENT_WORDS
from toolkit.headings import indent_of
from toolkit.model import ComputedAppendix, Figure, Group, Indicator, Kind, Row, Rule
from toolkit.places import Area, Cell
from toolkit.problems import Problem, Severity
from toolkit.text import slug, whole_number

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_UNNAMED: Final = "PHỤ LỤC"
_ALIGN: Final = {"stt": "center", "unit": "center", "note": "center", "label": "left"}
_COMMENT: Final = {"author": "phuluc", "font_name": "Times New Roman", "font_size": 10, "x_scale": 2.2, "y_scale": 1.4}


@dataclass(frozen=True, slots=True)
class Written:
    """Where an appendix went: its columns, the first and last data row (from 0), and the new row of each source row (from 1)."""

    sheet: str
    columns: Columns
    first: int
    last: int
    rows: Mapping[int, int]
    source: Mapping[int, int]

    def cell(self, place: Cell) -> tuple[int, int] | None:
        """The row and column (from 0) that show a cell of the source; None where the sheet does not show it."""
        row, column = self.rows.get(place.row), self.source.get(place.column)
        return None if row is None or column is None else (row, column)


class GridWriter:
    """Writes one appendix. With `typed` the actual and percent columns hold the typed figures instead of formulas.

    `links` gives the formulas of figures that come from another sheet, by their source cells.
    """

    def __init__(
        self, sheet: Worksheet, appendix: ComputedAppendix, styles: Styles, *, typed: bool = False,
        steering: tuple[str, ...] | None = None, problems: Iterable[Problem] = (),
        links: Mapping[Cell, str] | None = None,
    ) -> None:  # fmt: skip
        self.sheet = sheet
        self.appendix = appendix
        self.styles = styles
        self.typed = typed
        self.columns = place_columns(appendix, steering=steering)
        self.problems = problems
        self.links = links or {}
        self.has_stt = self.columns.of("stt") is not None
        self.rows: dict[int, int] = {}
        self.by_key: dict[str, int] = {}
        self.live = Live(appendix, self.columns, self.by_key)
        self._formats: dict[tuple[object, ...], Format] = {}

    def write(self, attached: str = "") -> Written:
        """Write the whole sheet; `attached` is the line that says what the appendix goes with, "" for none."""
        source = self.appendix.appendix
        top = write_title(self.sheet, source.title or (_UNNAMED,), attached, self.columns.shown, self.styles)
        first = write_header(self.sheet, self.columns, top, self.styles)
        for number, row in enumerate(self.appendix.rows, first):
            self.rows[row.row.place.row] = number
            self.by_key.setdefault(slug(row.key.replace(".", " ")), number + 1)
        sums = self.live.sums()
        for number, row in enumerate(self.appendix.rows, first):
            self._row(number, row, sums)
        last = first + len(self.appendix.rows) - 1
        label = self.columns.of("label")
        for number, line in enumerate(source.footer, last + 2):
            self.sheet.write_string(number, label.number if label else 0, line, self.styles.note())
        written = Written(
            self.sheet.get_name(), self.columns, first, last, self.rows, source_columns(self.appendix, self.columns)
        )
        if last >= first:
            judge_cells(self.sheet, self.columns, first, last, self.styles)
            show_digits(self.sheet, self.columns, first, last, self.styles)
        print_area(self.sheet, self.columns, max(first, last + len(source.footer) + 1 if source.footer else last))
        self._comment(written)
        return written

    # --- rows ---------------------------------------------------------------------------------------------------

    def _row(self, number: int, row: Indicator | Group, sums: Mapping[Cell, tuple[Cell, ...]]) -> None:
        source = row.row
        section = source.kind is Kind.SECTION
        bold = section or source.bold or (isinstance(row, Group) and not source.bullet)
        self._height(number, source, bold, across=section and isinstance(row, Group))
        for column in self.columns.placed:
            role = column.role
            if role == "stt":
                self._text(number, column, stt_text(source), bold)
            elif role == "label":
                self._text(number, column, label_text(source, self.has_stt), bold, indent_of(source))
            elif role == "unit":
                self._text(number, column, source.unit, bold)
            elif role == "note":
                self._note(number, column, row, bold)
            elif column.steers:
                self._text(number, column, steering_text(row, role), False)
            elif role == "period":
                self._period(number, column, row, sums, bold)
            elif role == "target":
                self._figure(number, column, source.target.figure, target_content(source.target.figure), bold)
            elif isinstance(row, Indicator):
                self._computed(number, column, row, bold)
            else:
                self._content(number, column, BLANK, bold)

    def _height(self, number: int, row: Row, bold: bool, *, across: bool) -> None:
        """Make room for a long label; a section's reaches over the whole table."""
        label = self.columns.of("label")
        if label is None:
            return
        width = label.width
        if across and self.columns.shown - label.number > 1:
            self.sheet.merge.append([number, label.number, number, self.columns.shown - 1])
            width = sum(column.width for column in self.columns.placed[label.number : self.columns.shown])
        texts = [(row.label, width - 2 * indent_of(row))]
        texts += [(text, column.width) for role, text in (("unit", row.unit), ("note", row.note))
                  if (column := self.columns.of(role)) is not None]  # fmt: skip
        fit_row(self.sheet, number, texts, bold=bold)

    def _format(self, column: Placed, bold: bool, shown: str = "", indent: int = 0, risky: bool = False) -> Format:
        key = (column.role, column.steers, bold, shown, indent, risky)
        made = self._formats.get(key)
        if made is None:
            look: dict[str, object] = {"border": 1, "align": _ALIGN.get(column.role, "right")}
            if column.steers:
                look |= {"align": "left", "font_color": "#595959", "font_size": 11}
            if bold:
                look["bold"] = True
            if shown:
                look["num_format"] = shown
            else:
                look["text_wrap"] = True
            if indent or look["align"] == "right":
                look["indent"] = indent or 1
            made = self._formats[key] = self.styles(**text_look("=" if risky else "", look))
        return made

    def _text(self, number: int, column: Placed, text: str, bold: bool, indent: int = 0) -> None:
        if not text:
            self.sheet.write_blank(number, column.number, None, self._format(column, bold))
        elif column.role == "stt" and text.isdecimal() and text == str(whole_number(text)):
            self.sheet.write_number(number, column.number, int(text), self._format(column, bold, "0"))
        else:
            risky = text[0] in "=+-@"
            self.sheet.write_string(number, column.number, text, self._format(column, bold, "", indent, risky))

    def _content(self, number: int, column: Placed, content: Content, bold: bool) -> None:
        if content.number is not None:
            made = self._format(column, bold, content.format)
            self.sheet.write_number(number, column.number, content.number, made)
        else:
            self._text(number, column, content.text, bold)

    def _figure(self, number: int, column: Placed, figure: Figure, content: Content, bold: bool) -> None:
        """A figure as it was typed, or as the formula that brings it from another sheet."""
        link = self.links.get(figure.cell) if figure.cell is not None and self.links else None
        if link and figure.value is not None:
            self._formula(number, column, link, figure.value, bold)
        else:
            self._content(number, column, content, bold)

    def _formula(self, number: int, column: Placed, formula: str, value: Decimal, bold: bool) -> None:
        made = self._format(column, bold, number_format(value))
        self.sheet.write_formula(number, column.number, formula, made, float(value))

    def _period(
        self, number: int, column: Placed, computed: Indicator | Group, sums: Mapping[Cell, tuple[Cell, ...]], bold: bool
    ) -> None:  # fmt: skip
        row = computed.row
        figure = row.values[column.period] if column.period < len(row.values) else Figure()
        formula = self.live.period(computed, column)
        if formula and figure.value is not None:
            self._formula(number, column, f"={formula}", figure.value, bold)
            return
        linked = figure.cell in self.links
        parts = sums.get(figure.cell) if figure.cell is not None and not linked else None
        content = content_of(figure)
        if parts and figure.value is not None and content.number is not None:
            total = added([f"{column.letter}{self.rows[part.row] + 1}" for part in parts])
            if total:
                self._formula(number, column, f"={total}", figure.value, bold)
                return
        self._figure(number, column, figure, content, bold)

    def _computed(self, number: int, column: Placed, row: Indicator, bold: bool) -> None:
        """Actual, percent, last year's figure or the change on it."""
        role, source = column.role, row.row
        if self.typed:
            self._content(number, column, content_of(getattr(source, role)), bold)
            return
        if role == "prior":
            self._figure(number, column, source.prior, content_of(source.prior), bold)
            return
        if role == "actual":
            formula = self.live.actual(row, number)
            if formula and row.actual is not None:
                self._formula(number, column, formula, row.actual, bold)
            elif row.rule is Rule.TYPED or row.actual is None:
                self._figure(number, column, source.actual, content_of(source.actual), bold)
            else:
                self._content(number, column, Content(float(row.actual), number_format(row.actual)), bold)
            return
        value = row.percent if role == "percent" else row.prior_percent
        whole = self.live.whole(number, row, "target" if role == "percent" else "prior")
        actual = self.columns.letter("actual")
        if value is None or not whole or not actual:
            stated = role == "prior_percent" and row.prior_percent is None
            self._content(number, column, content_of(source.prior_percent) if stated else BLANK, bold)
            return
        growth = column.growth and role == "prior_percent"
        value = value - 100 if growth else value
        self._formula(number, column, share_formula(f"{actual}{number + 1}", whole, growth=growth), value, bold)

    def _note(self, number: int, column: Placed, row: Indicator | Group, bold: bool) -> None:
        source = row.row
        actual = self.columns.letter("actual")
        whole = self.live.whole(number, row, "target") if isinstance(row, Indicator) and row.judgement else ""
        if source.note or not isinstance(row, Indicator) or row.judgement is None or not whole or self.typed:
            self._text(number, column, source.note, bold)
            return
        word = JUDGEMENT_WORDS[row.judgement].capitalize()
        if not actual or source.target.figure.upper is not None:
            self._text(number, column, word, bold)
            return
        formula = judgement_formula(f"{actual}{number + 1}", whole, source.target)
        self.sheet.write_formula(number, column.number, formula, self._format(column, bold), word)

    # --- comments -----------------------------------------------------------------------------------------------

    def _comment(self, written: Written) -> None:
        """Each doubt at the cell it is about, several in one comment."""
        texts: dict[tuple[int, int], list[str]] = defaultdict(list)
        for problem in self.problems:
            place = problem.place.first if isinstance(problem.place, Area) else problem.place
            if isinstance(place, Cell) and place.sheet == self.appendix.appendix.sheet:
                at = written.cell(place)
                if at is not None and problem.severity is not Severity.NOTE:
                    texts[at].append(f"{problem.code}: {problem.message('vi')}")
        for (row, column), lines in sorted(texts.items()):
            self.sheet.write_comment(row, column, "\n".join(lines)[:LONGEST], dict(_COMMENT))
