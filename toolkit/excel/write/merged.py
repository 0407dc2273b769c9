"""The merged workbook: a standard workbook whose figures are live formulas over the lineage, with who has sent and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, Final

from toolkit.compute import compute
from toolkit.excel.lineage import Layout, layout_for
from toolkit.excel.sheets import CHANGES, FIGURES, INFO, LINEAGE, PROBLEMS, RECEIVED, SOURCES
from toolkit.excel.store import Store, write_store
from toolkit.excel.write.columns import place_columns
from toolkit.excel.write.grid import GridWriter
from toolkit.excel.write.helpers import close, write_figures, write_head, write_info, write_problems, write_text
from toolkit.excel.write.lineage import Line, write_lineage
from toolkit.excel.write.looks import fit_row
from toolkit.excel.write.styles import FONT, SIZE, Styles
from toolkit.merge.changes import Change
from toolkit.merge.folded import Source
from toolkit.merge.grids import Grid, MergedRow
from toolkit.merge.result import Merging
from toolkit.merge.roster import MERGED, REPLACED, SAME, SKIPPED, UNCLEAR, UNREADABLE, Received, Turnout, shown_day
from toolkit.merge.units import ACTUAL, PRIOR, TARGET
from toolkit.merge.ways import Way
from toolkit.model import Appendix, Computed, ComputedAppendix, FigureEntry, InfoEntry, Workbook
from toolkit.places import Cell
from toolkit.problems import Problem

if TYPE_CHECKING:
    import xlsxwriter

STEERING: Final = ("key", "rule", "direction", "merge")
_SLOTS: Final = {TARGET: "Chỉ tiêu", ACTUAL: "Thực hiện", PRIOR: "Cùng kỳ"}
_FIGURE_COLUMNS: Final = {"key": 1, "label": 2, ACTUAL: 3, PRIOR: 5}
_CATEGORY_WORDS: Final = {
    MERGED: "đã gộp", REPLACED: "lần nộp cũ", SAME: "trùng tệp khác", UNCLEAR: "chưa rõ lần nào mới nhất",
    UNREADABLE: "không đọc được", SKIPPED: "tệp tạm",
}  # fmt: skip
_HELD_CELLS: Final = 200_000
_NO_DAY: Final = datetime(2000, 1, 1)
Sources = Mapping[tuple[int, str], Mapping[int, Source]]


@dataclass(slots=True)
class MergedBook:
    """A merged workbook before it is written: the model with the cells its figures will stand in."""

    merging: Merging
    computed: Computed
    places: Mapping[int, tuple[str, int, Mapping[str, int]]]  # number of a row -> sheet, sheet row, column of each slot

    def place_of(self, grid: Grid, row: MergedRow, slot: str) -> Cell | None:
        """The merged cell of a row's slot, of its label where it has none."""
        del grid
        sheet, number, columns = self.places[row.number]
        return Cell(sheet, number, columns.get(slot) or columns.get("label", 2))


def lay_out(merging: Merging, source: str, info: Sequence[InfoEntry], own: Sequence[FigureEntry] = ()) -> MergedBook:
    """The merged workbook computed, every figure with the cell it will stand in; `own` are further lines of `Số liệu`."""
    appendices: list[Appendix] = []
    places: dict[int, tuple[str, int, Mapping[str, int]]] = {}
    for grid in merging.plan.grids:
        if grid.figures:
            continue
        usual = _usually(merging, grid)
        final = merging.appendix(grid, *usual)
        first, numbers = _where(compute(Workbook(source, (final,))).appendices[0])
        if (first, numbers) != usual:
            final = merging.appendix(grid, first, numbers)
        columns = tuple(replace(c, number=numbers[c.heading if c.role == "period" else c.role]) for c in final.columns)
        appendices.append(replace(final, columns=columns))
        for at, row in enumerate(grid.rows):
            places[row.number] = (grid.sheet, first + at, numbers)
    listed = [row for grid in merging.plan.grids if grid.figures for row in grid.rows]
    for number, row in enumerate(listed, 2):
        places[row.number] = (FIGURES, number, _FIGURE_COLUMNS)
    kept = [_moved(entry, number) for number, entry in enumerate(own, len(listed) + 2)]
    workbook = Workbook(source, tuple(appendices), tuple(info), (*merging.figures(FIGURES), *kept))
    return MergedBook(merging, compute(workbook), places)


def _moved(entry: FigureEntry, row: int) -> FigureEntry:
    columns = _FIGURE_COLUMNS
    figure, prior = (
        replace(figure, cell=None if figure.cell is None else Cell(FIGURES, row, columns[slot]))
        for figure, slot in ((entry.figure, ACTUAL), (entry.prior, PRIOR))
    )
    return replace(entry, figure=figure, prior=prior, place=Cell(FIGURES, row, columns[ACTUAL]))


def _usually(merging: Merging, grid: Grid) -> tuple[int, dict[str, int]]:
    """Where the rows and columns of an appendix stand when its header has one row and shows all of its columns."""
    columns = merging.columns(grid)
    named = [column.heading if column.role == "period" else column.role for column in columns]
    title = merging.folded.common.get((grid.number, "title")) or ("",)
    return len(title) + 3, {name: number for number, name in enumerate([*named, *STEERING], 1)}


def _where(draft: ComputedAppendix) -> tuple[int, dict[str, int]]:
    """The first data row of an appendix as `GridWriter` writes it, and the column of each role and period, from 1."""
    columns = place_columns(draft, steering=STEERING)
    numbers = {
        draft.appendix.periods[column.period] if column.role == "period" else column.role: column.number + 1
        for column in columns.placed
    }
    title = len(draft.appendix.title or ("",)) + 1
    return title + (2 if any(column.over for column in columns.placed) else 1) + 1, numbers


class _Lines:
    """The lines of the lineage and the formulas over them."""

    def __init__(self, book: MergedBook, sources: Sources, units: int) -> None:
        self.book = book
        self.lines: list[Line] = []
        self.numbers: dict[tuple[int, str], int] = {}
        merging = book.merging
        for grid in merging.plan.grids:
            for row in grid.rows:
                for slot in merging.slots(grid, row):
                    found = sources.get((row.number, slot))
                    if found:
                        self.numbers[row.number, slot] = len(self.lines)
                        self.lines.append(Line(self._texts(row, slot), found))
        self.layout: Layout = layout_for(units, len(self.lines))

    def _texts(self, row: MergedRow, slot: str) -> tuple[str, str, str, str, str]:
        choice = self.book.merging.choices[row.number]
        way = self.book.merging.way(row, slot)
        said = choice.text if slot != TARGET and choice.text else way.value
        return row.key, row.label, _SLOTS.get(slot, slot), row.unit, said

    def formulas(self) -> dict[Cell, str]:
        """The formula of each merged cell that has a figure."""
        merging = self.book.merging
        made: dict[Cell, str] = {}
        for grid in merging.plan.grids:
            for row in grid.rows:
                for slot in merging.slots(grid, row):
                    cell = self.book.place_of(grid, row, slot)
                    formula = self._formula(row, slot)
                    if cell is not None and formula and merging.value(row, slot) is not None:
                        made[cell] = formula
        return made

    def _formula(self, row: MergedRow, slot: str) -> str:
        line = self.numbers.get((row.number, slot))
        if line is None:
            return ""
        span = self.layout.span(line)
        way = self.book.merging.way(row, slot)
        if way is Way.WEIGHTED:
            base = self.book.merging.choices[row.number].base
            weights = None if base is None else self.numbers.get((base.number, slot))
            if weights is None:
                return ""
            by = self.layout.span(weights)
            return f"=SUMPRODUCT({span},{by})/SUMPRODUCT(--ISNUMBER({span}),{by})"
        name = {Way.SUM: "SUM", Way.MEAN: "AVERAGE", Way.MAX: "MAX", Way.MIN: "MIN", Way.COMMON: "MAX"}.get(way)
        return f"={name}({span})" if name else ""


def write_merged(
    stream: BinaryIO, book: MergedBook, turnout: Turnout, problems: Sequence[Problem], changes: Sequence[Change], sources: Sources | None,
    kept: Iterable[Received], automatic: Store,
) -> None:  # fmt: skip
    """Write the merged workbook; equal data give equal bytes. Without `sources` the totals are figures, not formulas.

    `kept` are the units a later run need not read again; `automatic` holds what the units alone give, so that it can tell
    what somebody typed.
    """
    from toolkit.excel.write.workbook import new_book

    merged = turnout.merged
    lines = None if sources is None else _Lines(book, sources, len(merged))
    cells = 0 if lines is None else len(lines.lines) * len(merged)
    held = sources is not None and cells <= _HELD_CELLS
    workbook = new_book(stream, held=held)
    workbook.set_calc_mode("auto")
    styles = Styles(workbook)
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(SIZE)
    _describe(workbook, book.computed, max(one.unit.saved[:10] for one in merged))
    links = {} if lines is None else lines.formulas()
    for appendix in book.computed.appendices:
        sheet = workbook.add_worksheet(appendix.appendix.sheet)
        GridWriter(sheet, appendix, styles, steering=STEERING, problems=_own(problems), links=links).write()
    write_info(workbook.add_worksheet(INFO), book.computed.workbook.info, styles)
    if book.computed.workbook.figures:
        write_figures(workbook.add_worksheet(FIGURES), book.computed.workbook.figures, styles, links)
    names = {appendix.appendix.sheet for appendix in book.computed.appendices}
    write_problems(workbook.add_worksheet(PROBLEMS), problems, lambda cell: _found(cell, names), styles)
    _write_turnout(workbook.add_worksheet(RECEIVED), turnout, styles)
    if changes:
        _write_changes(workbook.add_worksheet(CHANGES), changes, styles)
    if lines is not None:
        units = [(one.name, one.unit.file) for one in merged]
        figures, addresses = workbook.add_worksheet(LINEAGE), workbook.add_worksheet(SOURCES)
        write_lineage(figures, addresses, lines.lines, units, lines.layout, styles)
    as_read = ((one.unit, one.name if one.category == MERGED else "") for one in kept)
    write_store(workbook.add_worksheet, as_read, automatic)
    close(workbook)


def _own(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of the merged sheets themselves, for comments."""
    return tuple(p for p in problems if not (isinstance(p.place, Cell) and p.place.sheet.startswith("[")))


def _found(cell: Cell, names: Iterable[str]) -> tuple[str, int, int] | None:
    return (cell.sheet, cell.row - 1, cell.column - 1) if cell.sheet in names else None


def _describe(workbook: xlsxwriter.Workbook, computed: Computed, day: str) -> None:
    """Title, period and office; the day is the one on which the last of the units was saved, so that equal data stay equal."""
    info = {entry.key: entry.text for entry in computed.workbook.info}
    titles = [line for appendix in computed.appendices for line in appendix.appendix.title]
    workbook.set_properties(
        {"title": " ".join(titles[:3]), "subject": info.get("ky_bao_cao", ""), "company": info.get("co_quan", ""),
         "author": info.get("co_quan", ""), "created": datetime.fromisoformat(day) if day else _NO_DAY}
    )  # fmt: skip


def _write_turnout(sheet: xlsxwriter.worksheet.Worksheet, turnout: Turnout, styles: Styles) -> None:
    heads = (
        ("Đơn vị", 44),
        ("Mã", 12),
        ("Hạn nộp", 12),
        ("Tình hình", 26),
        ("Ngày nộp", 12),
        ("Tệp", 40),
        ("Dùng tệp", 40),
    )
    write_head(sheet, heads, styles)
    rows = [*_turnout_rows(turnout)]
    for number, texts in enumerate(rows, 1):
        fit_row(sheet, number, [(text, width) for text, (_, width) in zip(texts, heads, strict=True)])
        bold = not texts[5] or "muộn" in texts[3]
        for column, text in enumerate(texts):
            write_text(sheet, number, column, text, styles, **({"bold": True} if bold else {}))
    if turnout.received or turnout.missing:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)


def _turnout_rows(turnout: Turnout) -> Iterator[tuple[str, str, str, str, str, str, str]]:
    for entry in turnout.missing:
        yield entry.name, entry.code, shown_day(entry.due), "chưa nộp", "", "", ""
    for one in turnout.received:
        words = [_CATEGORY_WORDS[one.category]]
        if one.late:
            words.append("nộp muộn")
        if turnout.roster and one.category == MERGED and one.expected is None:
            words.append("ngoài danh sách")
        due = shown_day(one.expected.due) if one.expected else ""
        code = one.expected.code if one.expected else one.unit.code
        yield one.name, code, due, ", ".join(words), shown_day(one.unit.day), one.unit.file, one.used


def _write_changes(sheet: xlsxwriter.worksheet.Worksheet, changes: Sequence[Change], styles: Styles) -> None:
    heads = (("Đơn vị", 36), ("Nội dung", 60), ("Cột", 16), ("Số cũ", 16), ("Số mới", 16), ("Ô", 44))
    write_head(sheet, heads, styles)
    for number, change in enumerate(changes, 1):
        fit_row(sheet, number, [(change.unit, 36), (change.label, 60), (str(change.place), 44)])
        for column, text in enumerate(
            (change.unit, change.label, change.column, change.old, change.new, str(change.place))
        ):
            write_text(sheet, number, column, text, styles, **({"align": "right"} if column in (3, 4) else {}))
