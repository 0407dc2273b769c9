"""A sheet as an appendix: header, rows, hierarchy, figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.columns import EXAMPLE_MARK, JUDGEMENT_MARK
from toolkit.excel.cells import Content, RawCell, RawSheet
from toolkit.excel.figure import figure_of, target_of
from toolkit.excel.header import Header, Texts, find_header
from toolkit.excel.hierarchy import Marker, is_part, marker_of, only_part, parents
from toolkit.model import NO_FIGURE, Appendix, Column, Figure, Kind, Row, State, Target
from toolkit.numbers import BLANK_MARKS
from toolkit.places import Area, Cell, Sheet, column_number
from toolkit.problems import Problem
from toolkit.text import clean, fold

_FOOT = re.compile(
    r"^(?:ghi chu|nguon|nguoi lap|noi nhan|t/m|tm\.|k/t|kt\.|t/l|tl\.|\*|luu|thu truong|chu tich|bi thu|truong ban|"
    r"ngay \.*\d*.*thang|.*ngay \d+ thang \d+ nam \d{4})"
)
# "Đơn vị: …" alone may name the office.
_COMMON_UNIT = re.compile(
    r"^\(?(?:(?:đơn vị tính|đvt)\s*:\s*([^\d()]+?)|đơn vị\s*:\s*([^:()]*\b(?:đồng|usd|tấn|ha|kg|người)|%))\)?$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\$?\b([A-Z]{1,3})\$?(\d+)\b(?::\$?([A-Z]{1,3})\$?(\d+)\b)?")
_STRING = re.compile(r'"[^"]*"')
_WIDEST = 200
_VALUE_ROLES = ("target", "period", "actual", "percent", "prior", "prior_percent")


@dataclass(slots=True)
class _Draft:
    """One row under way."""

    number: int
    marker: Marker
    raw_label: str
    bold: bool
    filled: bool
    unit: str


def read_grid(sheet: RawSheet, problems: list[Problem]) -> Appendix | None:
    """The appendix on a sheet; None when it has no recognisable header. What is doubtful is added to `problems`."""
    texts = Texts(sheet)
    header = find_header(sheet, texts)
    return None if header is None else _Grid(sheet, texts, header, problems).read()


class _Grid:
    def __init__(self, sheet: RawSheet, texts: Texts, header: Header, problems: list[Problem]) -> None:
        self.sheet = sheet
        self.texts = texts
        self.header = header
        self.problems = problems
        self.by_role: dict[str, Column] = {}
        for column in header.columns:
            self.by_role.setdefault(column.role, column)
        self.periods = [column for column in header.columns if column.role == "period"]
        self.value_columns = {column.number for column in header.columns if column.role in _VALUE_ROLES}
        self.first_column = min(column.number for column in header.columns)
        self.examples = 0
        self.common_unit = "" if "unit" in self.by_role else self._said_above()

    def read(self) -> Appendix:
        drafts = [draft for number in self._data_rows() if (draft := self._draft(number)) is not None]
        drafts, foot = self._cut_foot(drafts)
        rows = self._rows(drafts)
        for column in self.header.ignored:
            place = Cell(self.sheet.name, self.header.bottom, column.number)
            self.problems.append(
                Problem("PL223", place, {"column": column.heading, "used": self.by_role["target"].heading})
            )
        for column in self.header.passed_over:
            place = Cell(self.sheet.name, self.header.bottom, column.number)
            self.problems.append(Problem("PL224", place, {"column": column.heading}))
        self._report_hidden_values(drafts)
        if self.examples:
            self.problems.append(Problem("PL209", Sheet(self.sheet.name), {"count": self.examples}))
        title = [line for number in sorted(self.texts.rows) if number < self.header.top for line in self._line(number)]
        below = [line for number in foot for line in self._line(number)]
        return Appendix(
            self.sheet.name,
            tuple(rows),
            tuple(column.heading for column in self.periods),
            self.header.columns,
            tuple(title),
            tuple(below),
            tuple(range(self.header.top, self.header.bottom + 1)),
            self.header.growth,
            self.header.spanning,
            self.header.partial,
        )

    def _said_above(self) -> str:
        """The unit that a line above the header gives for the whole grid: "(ĐVT: tỷ đồng)"."""
        above = (text for row in range(1, self.header.top) for text in self.texts.rows.get(row, {}).values())
        return next((clean(found[1] or found[2]) for text in above if (found := _COMMON_UNIT.match(clean(text)))), "")

    # --- which rows are data ------------------------------------------------------------------------------------

    def _data_rows(self) -> Iterable[int]:
        """Rows below the header, without column numbers and without the header's repeats at page breaks."""
        headings = {column.number: fold(column.heading) for column in self.header.columns}
        skip = 0
        numbers = sorted({row for row, _ in self.sheet.cells if row > self.header.bottom})
        for number in numbers:
            if number <= skip:
                continue
            cells = self.texts.rows.get(number, {})
            if self._repeats(number, headings):
                skip = number + self.header.bottom - self.header.top
                skip = max((n for n in range(number, skip + 1) if not self._has_data(n)), default=number)
                continue
            if number <= self.header.bottom + 2 and _numbers_columns(list(cells.values())):
                continue
            if cells or any((number, column.number) in self.sheet.cells for column in self.header.columns):
                yield number

    def _repeats(self, number: int, headings: dict[int, str]) -> bool:
        label = self.by_role["label"].number
        said = fold(self.texts.at(number, label))
        top = fold(self.texts.at(self.header.top, label))
        if not said or said not in (headings[label], top):
            return False
        same = sum(fold(self.texts.at(number, column)) in (text, fold(self.texts.at(self.header.top, column)))
                   for column, text in headings.items())  # fmt: skip
        return same * 2 >= len(headings)

    def _has_data(self, number: int) -> bool:
        label = self.by_role["label"].number
        own = self.texts.rows.get(number, {}).get(label, "")
        return bool(own) and fold(own) != fold(self.by_role["label"].heading)

    def _raw(self, number: int, role: str) -> RawCell | None:
        column = self.by_role.get(role)
        return None if column is None else self.sheet.cells.get((number, column.number))

    def _waits(self, number: int, raw: RawCell | None) -> bool:
        """True for a formula that has nothing to show yet: it has no result and uses only cells of its row that hold no figure."""
        if raw is None or not raw.formula or raw.number is not None or clean(raw.text):
            return False
        used = list(_cells_in(raw.formula, number))
        return bool(used) and not any(self._holds_figure(number, column) for column in used)

    def _holds_figure(self, number: int, column: int) -> bool:
        raw = self.sheet.cells.get((number, column))
        if raw is None or column not in self.value_columns:
            return False
        return not self._waits(number, raw) if raw.formula else raw.number is not None or bool(clean(raw.text))

    def _text(self, number: int, role: str) -> str:
        raw = self._raw(number, role)
        if raw is None:
            return ""
        if role == "rule" and raw.formula and raw.content in (Content.ERROR, Content.UNCALCULATED):
            return f"= {raw.formula}"  # Excel took "= XS + TOT" for a formula of its own
        if role == "note" and f'"{JUDGEMENT_MARK}"' in raw.formula:
            return ""  # the judgement in words, computed anew wherever it is shown
        if raw.number is not None and not raw.text:
            return format(raw.number.normalize(), "f")
        return raw.text

    def _draft(self, number: int) -> _Draft | None:
        stt, label = self._text(number, "stt"), self._text(number, "label")
        raw = self._raw(number, "label")
        marker = marker_of(stt, label, raw.indent if raw else 0)
        if fold(marker.label).startswith(fold(EXAMPLE_MARK)):
            self.examples += 1
            return None
        filled = any(
            cell is not None and (cell.number is not None or clean(cell.text) or cell.formula)
            for column in self.header.columns
            if column.role in _VALUE_ROLES
            for cell in [self.sheet.cells.get((number, column.number))]
            if not self._waits(number, cell)
        )
        if not marker.label and not filled:
            return None
        bold = bool(raw and raw.bold)
        return _Draft(number, marker, label, bold, filled, clean(self._text(number, "unit")))

    def _cut_foot(self, drafts: list[_Draft]) -> tuple[list[_Draft], list[int]]:
        """Notes and signatures below the grid are not data."""
        last = max((i for i, d in enumerate(drafts) if (d.filled or d.unit) and not self._signs(d)), default=-1)
        end = last + 1
        for index in range(last + 1, len(drafts)):
            draft = drafts[index]
            if _FOOT.match(fold(draft.marker.label)) or not (draft.marker.stt or draft.marker.bullet):
                break
            end = index + 1
        for index in range(end):
            draft = drafts[index]
            if not draft.filled and _FOOT.match(fold(draft.marker.label)) and not any(d.filled for d in drafts[index:]):
                end = index
                break
        known = {draft.number for draft in drafts[:end]}
        after = max(known, default=self.header.bottom)
        return drafts[:end], [number for number in sorted(self.texts.rows) if number > after]

    def _signs(self, draft: _Draft) -> bool:
        """True for a row of names, dates and titles of those who sign: no figure, and no label but such words."""
        if draft.unit or draft.marker.stt or draft.marker.bullet:
            return False
        cells = (self.sheet.cells.get((draft.number, number)) for number in self.value_columns)
        texts = [
            clean(cell.text) for cell in cells if cell is not None and (cell.number is not None or clean(cell.text))
        ]
        worded = bool(texts) and all(_FOOT.match(fold(text)) or not re.search(r"\d", text) for text in texts)
        return (
            worded
            and all(text not in BLANK_MARKS for text in texts)
            and (not draft.marker.label or _FOOT.match(fold(draft.marker.label)) is not None)
        )

    def _line(self, number: int) -> list[str]:
        cells = self.texts.rows.get(number, {})
        return [clean(text) for _, text in sorted(cells.items()) if clean(text)]

    # --- rows ---------------------------------------------------------------------------------------------------

    def _rows(self, drafts: list[_Draft]) -> list[Row]:
        markers = [draft.marker for draft in drafts]
        heads = parents(markers)
        rows: list[Row] = []
        depths: list[int] = []
        listed: set[int] = set()  # rows whose children are parts from "trong đó" on
        sectioned = any(marker.heads_section for marker in markers)
        for index, draft in enumerate(drafts):
            parent = heads[index]
            part = is_part(draft.raw_label)
            if parent is not None and only_part(rows[parent].label):
                part, parent = True, rows[parent].parent
            part = part or (parent is not None and parent in listed)
            if part and parent is not None:
                listed.add(parent)
            depth = (
                depths[parent] + 1 if parent is not None else 0 if draft.marker.heads_section else int(sectioned or 1)
            )
            depths.append(depth)
            rows.append(self._row(draft, parent, depth, part, rows))
        return rows

    def _row(self, draft: _Draft, parent: int | None, depth: int, part: bool, rows: list[Row]) -> Row:
        number = draft.number
        cells = {c.role: Cell(self.sheet.name, number, c.number) for c in self.header.columns if c.role != "period"}
        above = rows[parent] if parent is not None else None
        path = () if above is None else (*above.path, above.label)
        row = Row(
            Kind.INDICATOR, Cell(self.sheet.name, number, self.first_column), draft.marker.label, draft.marker.stt,
            draft.marker.bullet, depth,
            "" if above is None else above.section or (above.label if _heads(above) else ""),
            "" if above is None else above.section_stt or (above.stt if _heads(above) else ""),
            path, parent, part, draft.bold, draft.unit, note=clean(self._text(number, "note")),
            key=clean(self._text(number, "key")), rule_text=clean(self._text(number, "rule")),
            direction_text=clean(self._text(number, "direction")), merge_text=clean(self._text(number, "merge")),
            cells=cells,
        )  # fmt: skip
        if not draft.filled and not (draft.unit or row.rule_text):
            kind = Kind.SECTION if draft.marker.heads_section else Kind.GROUP
            return replace(row, kind=kind, values=tuple(Figure(cell=self._cell(number, c)) for c in self.periods))
        row = self._with_figures(row, number)
        if not row.unit and (_in_percent(row) or row.label.endswith("(%)")):
            row = replace(row, unit="%")
        elif not row.unit:
            row = replace(row, unit=self.common_unit)
        self._check_scale(row)
        return row

    def _cell(self, number: int, column: Column) -> Cell:
        return Cell(self.sheet.name, number, column.number)

    def _with_figures(self, row: Row, number: int) -> Row:
        found = {}
        values = tuple(
            figure_of(self.sheet.cells.get((number, c.number)), self._cell(number, c), self.problems)
            for c in self.periods
        )
        typed = any(value.state is not State.BLANK for value in values)
        for role in ("actual", "percent", "prior", "prior_percent"):
            column = self.by_role.get(role)
            if column is not None:
                needed = role == "prior" or (role == "actual" and not typed)
                raw = self._raw(number, role)
                if raw is not None and (self._waits(number, raw) or (not needed and _follows(raw, number))):
                    raw = None
                found[role] = figure_of(raw, self._cell(number, column), self.problems, needed=needed)
        target = Target()
        column = self.by_role.get("target")
        if column is not None:
            at = row.cells.get("direction")
            raw = self._raw(number, "target")
            target = target_of(raw, self._cell(number, column), row.direction_text, at, self.problems)
        return replace(
            row, target=target, values=values, actual=found.get("actual", NO_FIGURE),
            percent=found.get("percent", NO_FIGURE), prior=found.get("prior", NO_FIGURE),
            prior_percent=found.get("prior_percent", NO_FIGURE),
        )  # fmt: skip

    def _check_scale(self, row: Row) -> None:
        """A rate of 0,98 among rates of 98 was typed without its percent format."""
        if not row.is_rate:
            return
        values = [f for f in (*row.values, row.actual) if f.value is not None]
        small = [f for f in values if f.value is not None and 0 < f.value <= 1 and not f.percent]
        big = sorted(f.value for f in (*values, row.target.figure) if f.value is not None and f.value > 2)
        if small and big:
            middle = big[len(big) // 2]
            for f in small:
                if f.value is not None and middle / 2 < f.value * 100 < middle * 2:
                    self.problems.append(Problem("PL220", f.cell, {"value": f.value}))

    def _report_hidden_values(self, drafts: list[_Draft]) -> None:
        """Values under a merged area that nobody sees."""
        rows = {draft.number for draft in drafts}
        for first_row, first, last_row, last in self.sheet.merges:
            if first_row not in rows or (last_row - first_row) * (last - first) > 10_000:
                continue
            area = Area(Cell(self.sheet.name, first_row, first), Cell(self.sheet.name, last_row, last))
            for row in range(first_row, last_row + 1):
                for column in range(first, last + 1):
                    hidden = self.sheet.cells.get((row, column))
                    if (
                        hidden
                        and (row, column) != (first_row, first)
                        and (hidden.number is not None or clean(hidden.text))
                    ):
                        text = hidden.text or hidden.number
                        place = Cell(self.sheet.name, row, column)
                        self.problems.append(Problem("PL221", place, {"text": text, "area": area}))


def _cells_in(formula: str, row: int) -> Iterator[int]:
    """The columns of the cells a formula uses, nothing where it uses any outside its row."""
    found = [match.groups() for match in _REFERENCE.finditer(_STRING.sub("", formula))]
    if "!" in formula or any(int(line) != row for _, first, _, last in found for line in (first, last) if line):
        return
    for start, _, end, _ in found:
        low, high = column_number(start), column_number(end or start)
        yield from range(low, min(high, low + _WIDEST) + 1)


def _follows(raw: RawCell, row: int) -> bool:
    """True for a formula over its own row whose result was not stored: whatever it would show is computed anyway."""
    return raw.content is Content.UNCALCULATED and any(True for _ in _cells_in(raw.formula, row))


def _heads(row: Row) -> bool:
    return row.level == 0


def _in_percent(row: Row) -> bool:
    figures = [f for f in (*row.values, row.actual, row.target.figure) if f.value is not None]
    return bool(figures) and sum(f.percent for f in figures) * 2 > len(figures)


def _numbers_columns(texts: list[str]) -> bool:
    """True for the row "1 2 3 …", "(1) (2) …" or "A B C …" that numbers the columns."""
    bare = [re.sub(r"[()\s]", "", text).split("=")[0] for text in texts]
    if len(bare) < 3:
        return False
    numbers = [int(text) for text in bare if text.isdigit()]
    letters = [text for text in bare if len(text) == 1 and text.isalpha()]
    in_order = len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))
    return (
        len(numbers) + len(letters) == len(bare)
        and (in_order or len(letters) == len(bare))
        and (not numbers or numbers[0] <= 3)
    )
