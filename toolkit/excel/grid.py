"""A sheet as an appendix: header, rows, hierarchy, figures."""

from __future__ import annotations

import re

from toolkit.columns import EXAMPLE_MARK
from toolkit.compute.doubts import judges
from toolkit.excel.cells import RawSheet
from toolkit.excel.extent import Extent
from toolkit.excel.figure import figure_of, target_of
from toolkit.excel.foot import Draft, is_foot, without_foot
from toolkit.excel.header import Header, search_header
from toolkit.excel.hierarchy import Line, is_part, marker_of, only_part, parents, ranked
from toolkit.excel.merged_cells import hidden_values
from toolkit.excel.room import TableRoom, rows_of, top_of
from toolkit.excel.row_formulas import RowFormulas
from toolkit.excel.row_texts import RowTexts
from toolkit.excel.sheet_texts import Texts
from toolkit.excel.units import check_scale, figures_of, in_one_unit, said_unit
from toolkit.model import NO_FIGURE, Appendix, Column, Figure, Kind, Row, State, Target
from toolkit.patterns import seldom, worded
from toolkit.places import Cell, Sheet
from toolkit.problems import Problem
from toolkit.records import NamedTuple, replace
from toolkit.text import clean, fold

# "Đơn vị: …" alone may name the office.
_COMMON_UNIT = seldom(
    r"^\(?(?:(?:đơn vị tính|đvt)\s*:\s*([^\d()]+?)|đơn vị\s*:\s*([^:()]*\b(?:đồng|usd|tấn|ha|kg|người)|%))\)?$",
    re.IGNORECASE,
)
_BRACKETED = seldom(r"\(([^()\d=/]+)\)\s*$")
_PERCENT = worded(r"\(%\)|^%|^t[yi] (?:le|trong) %", "%")
_SHARE = seldom(r"t[yi] (?:le|trong)\b")


def read_grids(sheet: RawSheet, problems: list[Problem], room: TableRoom) -> list[Appendix]:
    """The appendices on a sheet: none without a recognisable header (PL204, PL210 where not all of a very large sheet was
    looked through), several where tables of other columns follow the first.

    What is doubtful is added to `problems`. Raises PL120 for more than there is room for.
    """
    top = top_of(sheet)
    texts = Texts(top)
    header, given_up = search_header(texts)
    if header is None:
        last = given_up or (max(texts.rows, default=0) if top is not sheet else 0)
        code = "PL210" if last else "PL204"
        problems.append(Problem(code, Sheet(sheet.name), {"sheet": sheet.name, "row": last}))
        return []
    room.take(sheet.name, rows=rows_of(sheet.cells))
    if top is not sheet:
        texts = Texts(sheet)
    made: list[Appendix] = []
    after = 0
    while header is not None:
        grid = _Grid(texts, header, problems, after)
        room.take(sheet.name, tables=1, figures=grid.size())
        made.append(grid.read())
        after = grid.last
        header = grid.extent.following
    return made


class _Figures(NamedTuple):
    """What a row holds in the columns that count."""

    values: tuple[Figure, ...]
    target: Target = Target()
    actual: Figure = NO_FIGURE
    percent: Figure = NO_FIGURE
    prior: Figure = NO_FIGURE
    prior_percent: Figure = NO_FIGURE


class _Grid:
    """One table under way; its title begins below the row `after`."""

    def __init__(self, texts: Texts, header: Header, problems: list[Problem], after: int) -> None:
        self.sheet = texts.sheet
        self.texts = texts
        self.header = header
        self.extent = Extent(texts, header)
        self.after = after
        self.problems = problems
        self.says = RowTexts(texts, header)
        self.by_role = self.says.by_role
        self.periods = [column for column in header.columns if column.role == "period"]
        self.value_columns = self.says.value_columns
        self.first_column = min(column.number for column in header.columns)
        self.examples = 0
        self.last = header.bottom  # the last row that is the table's, with its notes and signatures
        self.formulas = RowFormulas(self.sheet, self.value_columns)
        self.common_unit = "" if "unit" in self.by_role else self._said_above() or _said_in(header)

    def size(self) -> int:
        """How many figures the table has at most."""
        return sum(1 for _ in self.extent.rows()) * len(self.value_columns)

    def read(self) -> Appendix:
        drafts = [draft for number in self.extent.rows() if (draft := self._draft(number)) is not None]
        drafts = without_foot(drafts, self.sheet, self.value_columns, last=self.extent.following is None)
        self.last = max((draft.number for draft in drafts), default=self.header.bottom)
        foot = self._foot()
        self.last = max([self.last, *foot])
        rows = self._rows(drafts)
        target = self.by_role.get("target")
        for code, column in self.header.left_out:
            place = Cell(self.sheet.name, self.header.bottom, column.number)
            used = "" if target is None else _full(target)
            self.problems.append(Problem(code, place, {"column": _full(column), "used": used}))
        self.problems += hidden_values(self.sheet, {draft.number for draft in drafts})
        if self.examples:
            self.problems.append(Problem("PL209", Sheet(self.sheet.name), {"count": self.examples}))
        above = (number for number in sorted(self.texts.rows) if self.after < number < self.header.top)
        title = [line for number in above for line in self._line(number)]
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
            self.header.running,
            self._counted(),
        )

    def _counted(self) -> tuple[int, ...] | None:
        if not self.header.apart:
            return None
        return tuple(at for at, column in enumerate(self.periods) if column.number not in self.header.apart)

    def _foot(self) -> list[int]:
        """The rows of text below the last row, where another table follows only as far as they are notes and signatures."""
        below = [number for number in sorted(self.texts.rows) if number > self.last]
        if self.extent.following is None:
            return below
        below = [number for number in below if number < self.extent.following.top]
        ends = (place for place, number in enumerate(below, 1) if any(map(is_foot, self._line(number))))
        return below[: max(ends, default=0)]

    def _said_above(self) -> str:
        """The unit that a line above the header gives for the whole grid: "(ĐVT: tỷ đồng)"."""
        above = (
            text for row in range(self.after + 1, self.header.top) for text in self.texts.rows.get(row, {}).values()
        )
        return next((clean(found[1] or found[2]) for text in above if (found := _COMMON_UNIT.match(clean(text)))), "")

    def _draft(self, number: int) -> Draft | None:
        stt, label, indent, spans = self.says.names(number)
        marker = marker_of(stt, label, indent)
        if fold(marker.label).startswith(fold(EXAMPLE_MARK)):
            self.examples += 1
            return None
        filled = any(
            cell is not None and (cell.number is not None or clean(cell.text) or cell.formula)
            for column in self.value_columns
            for cell in [self.sheet.cells.get((number, column))]
            if not self.formulas.wait(number, cell)
        )
        if not marker.label and not filled:
            return None
        first = self.says.raw(number, "label") or self.says.raw(number, "stt")
        bold = bool(first and first.bold)
        return Draft(number, marker, label, bold, filled, self.says.unit(number), spans and not filled)

    def _line(self, number: int) -> list[str]:
        cells = self.texts.rows.get(number, {})
        return [clean(text) for _, text in sorted(cells.items()) if clean(text)]

    # --- rows ---------------------------------------------------------------------------------------------------

    def _rows(self, drafts: list[Draft]) -> list[Row]:
        markers = ranked([Line(d.marker, d.bold, d.spans, d.filled or bool(d.unit)) for d in drafts])
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
                depths[parent] + 1 if parent is not None else 0 if markers[index].heads_section else int(sectioned or 1)
            )
            depths.append(depth)
            settled = draft if markers[index] == draft.marker else replace(draft, marker=markers[index])
            rows.append(self._row(settled, parent, depth, part, rows))
        return rows

    def _row(self, draft: Draft, parent: int | None, depth: int, part: bool, rows: list[Row]) -> Row:
        number = draft.number
        cells = {c.role: Cell(self.sheet.name, number, c.number) for c in self.header.columns if c.role != "period"}
        above = rows[parent] if parent is not None else None
        path = () if above is None else (*above.path, above.label)
        rule, direction = clean(self.says.text(number, "rule")), clean(self.says.text(number, "direction"))
        counts = draft.filled or bool(draft.unit or rule)
        if counts:
            kind, figures = Kind.INDICATOR, self._figures(number, direction, cells.get("direction"))
        else:
            kind = Kind.SECTION if draft.marker.heads_section else Kind.GROUP
            figures = _Figures(tuple(Figure(cell=self._cell(number, c)) for c in self.periods))
        row = Row(
            kind, Cell(self.sheet.name, number, self.first_column), draft.marker.label, draft.marker.stt,
            draft.marker.bullet, depth,
            "" if above is None else above.section or (above.label if _heads(above) else ""),
            "" if above is None else above.section_stt or (above.stt if _heads(above) else ""),
            path, parent, part, draft.bold, draft.unit, figures.target, figures.values, figures.actual, figures.percent,
            figures.prior, figures.prior_percent, clean(self.says.text(number, "note")), clean(self.says.text(number, "key")),
            rule, direction, clean(self.says.text(number, "merge")), cells,
        )  # fmt: skip
        if not counts:
            return row
        if not row.label:
            self.problems.append(Problem("PL225", row.cells["label"]))
        if not row.unit and _in_percent(row):
            row = replace(row, unit="%")
        elif not row.unit:
            row = replace(row, unit=said_unit(figures_of(row)) or self.common_unit)
        row = in_one_unit(row, self.problems)
        check_scale(row, self.problems)
        return row

    def _cell(self, number: int, column: Column) -> Cell:
        return Cell(self.sheet.name, number, column.number)

    def _figures(self, number: int, direction: str, at: Cell | None) -> _Figures:
        """What a row holds; `direction` is what its Chiều cell, `at`, says."""
        found = {}
        values = tuple(
            figure_of(self.sheet.cells.get((number, c.number)), self._cell(number, c), self.problems)
            for c in self.periods
        )
        ranges = (value for value in values if value.upper is not None)
        self.problems += [Problem("PL230", f.cell, {"text": f.text, "low": f.value, "high": f.upper}) for f in ranges]
        typed = any(value.state is not State.BLANK for value in values)
        for role in ("actual", "percent", "prior", "prior_percent"):
            column = self.by_role.get(role)
            if column is not None:
                needed = role == "prior" or (role == "actual" and not typed)
                raw = self.says.raw(number, role)
                if raw is not None and role == "percent" and raw.text and judges(raw.text):
                    found[role] = Figure(cell=self._cell(number, column), text=clean(raw.text))
                    continue
                if raw is not None and (
                    self.formulas.wait(number, raw) or (not needed and self.formulas.follows(number, raw))
                ):
                    raw = None
                found[role] = figure_of(raw, self._cell(number, column), self.problems, needed=needed)
        target = Target()
        column = self.by_role.get("target")
        if column is not None:
            raw = self.says.raw(number, "target")
            target = target_of(raw, self._cell(number, column), direction, at, self.problems)
        return _Figures(
            values, target, found.get("actual", NO_FIGURE), found.get("percent", NO_FIGURE),
            found.get("prior", NO_FIGURE), found.get("prior_percent", NO_FIGURE),
        )  # fmt: skip


def _said_in(header: Header) -> str:
    """The unit that the headings of all figures name: "Kế hoạch (%)", "Thực hiện (%)"."""
    counted = [column for column in header.columns if column.role in ("target", "period", "actual")]
    said = {found[1] if (found := _BRACKETED.search(column.heading)) else "" for column in counted}
    return clean(said.pop()) if len(counted) > 1 and len(said) == 1 else ""


def _full(column: Column) -> str:
    return f"{column.over} {column.heading}".strip()


def _heads(row: Row) -> bool:
    return row.level == 0


def _in_percent(row: Row) -> bool:
    """True for a row without a unit whose figures, or whose words, are in percent."""
    figures = [f for f in (*row.values, row.actual, row.target.figure) if f.value is not None]
    most = bool(figures) and sum(f.percent for f in figures) * 2 > len(figures)
    said = fold(row.label)
    return most or bool(_PERCENT.search(said)) or (row.target.figure.percent and bool(_SHARE.match(said)))
