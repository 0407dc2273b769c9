"""The appendix as a Word table: a repeated two-row header, rows that do not split, widths that fit the page.

The XML is built as text, one pass over the rows, so that thousands of rows cost what their characters cost. Every
shown figure goes through the caller's `cell`, which wraps it as a field; the grid itself is fixed text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from toolkit.facts import Fact
from toolkit.facts.rows import (
    JUDGEMENT_WORDS,
    actual_text,
    number_text,
    period_fact,
    row_fact,
    target_text,
    typed_text,
)
from toolkit.facts.subjects import quoted
from toolkit.headings import ShownColumn, indent_of, shown_columns
from toolkit.model import ComputedAppendix, Figure, Group, Indicator, Kind
from toolkit.word.layout import Layout, lay_out, lines_in
from toolkit.word.xml import escape, run

CellMaker = Callable[[str, str, str, Fact | None], str]
"""`cell(identity, text, rpr, fact)`: the run-level XML of a field that shows the text in the given `w:rPr`."""

# The gap above and below the text of a cell, in twips.
_GAP: Final = 20
# A header row higher than this (in twips) would leave no room on the page for what it heads.
_HIGHEST: Final = 3000
# How far each step of the hierarchy below an indicator's first level moves the label, in twips.
_STEP: Final = 113


class _Shown(NamedTuple):
    """What one cell shows: the fact's attribute and the text; an empty text shows nothing."""

    attribute: str
    text: str


def appendix_table(
    appendix: ComputedAppendix,
    cell: CellMaker,
    *,
    font: str = "Times New Roman",
    size_half_points: int = 22,
    width_twips: int = 14287,
) -> str:
    """The `w:tbl` XML of an appendix, with computed figures and every one of them a field.

    `size_half_points` is the largest type size to use: many or wide columns take a smaller one. `width_twips` is the
    width between the page's margins; the table fills it exactly.
    """
    columns = shown_columns(appendix)
    shown = [[_figure(row, column) for column in columns] for row in appendix.rows]
    layout = lay_out(appendix, columns, width_twips, size_half_points, _texts(appendix, columns, shown))
    return _Table(columns, layout, font, cell).xml(appendix, shown)


def _texts(
    appendix: ComputedAppendix, columns: tuple[ShownColumn, ...], shown: Sequence[Sequence[_Shown]]
) -> list[list[str]]:
    """What the indicators show, column by column; other rows do not count for a column's width."""
    rows = [cells for row, cells in zip(appendix.rows, shown, strict=True) if isinstance(row, Indicator)]
    return [[cells[index].text for cells in rows] for index in range(len(columns))]


class _Table:
    """One table under way: the fixed XML of its cells is made once and shared by all rows."""

    def __init__(self, columns: tuple[ShownColumn, ...], layout: Layout, font: str, cell: CellMaker) -> None:
        self.columns = columns
        self.layout = layout
        self.cell = cell
        name = escape(font)
        fonts = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
        size = f'<w:sz w:val="{layout.size}"/><w:szCs w:val="{layout.size}"/>'
        self._rpr = {
            look: f"<w:rPr>{fonts}{marks}{size}</w:rPr>"
            for look, marks in (
                ("", ""),
                ("b", "<w:b/><w:bCs/>"),
                ("i", "<w:i/><w:iCs/>"),
                ("bi", "<w:b/><w:bCs/><w:i/><w:iCs/>"),
            )
        }
        self._opening = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            for width in layout.widths
        ]
        self._ppr = [_paragraph(column.align, layout.size) for column in columns]
        self._label_ppr: dict[tuple[int, bool], str] = {}

    def xml(self, appendix: ComputedAppendix, shown: Sequence[Sequence[_Shown]]) -> str:
        """The whole table."""
        has_stt = "stt" in {column.role for column in self.columns}
        rows = (self._row(row, cells, has_stt) for row, cells in zip(appendix.rows, shown, strict=True))
        return "".join((self._properties(), *self._header(), *rows, "</w:tbl>"))

    def _properties(self) -> str:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        side = self.layout.side
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.layout.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(self.layout.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
            f'<w:tblLook w:val="0620"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    # --- header -------------------------------------------------------------------------------------------------

    def _header(self) -> Iterator[str]:
        """One header row, or two where columns share a heading above their own."""
        spans = list(_spans(self.columns))
        two = any(over for over, _ in spans)
        upper, lower = [], []
        top, bottom, whole = 1, 1, 1  # lines in the upper row, in the lower one, and in cells through both
        at = 0
        for over, size in spans:
            columns = self.columns[at : at + size]
            widths = self.layout.widths[at : at + size]
            if over:
                upper.append(self._head_cell(over, sum(widths), span=size))
                top = max(top, lines_in(over, sum(widths), self.layout))
                bottom = max(
                    bottom, *(lines_in(c.heading, w, self.layout) for c, w in zip(columns, widths, strict=True))
                )
                lower += [self._head_cell(c.heading, w) for c, w in zip(columns, widths, strict=True)]
            elif two:
                whole = max(whole, lines_in(columns[0].heading, widths[0], self.layout))
                upper.append(self._head_cell(columns[0].heading, widths[0], merge="restart"))
                lower.append(self._head_cell("", widths[0], merge="continue"))
            else:
                upper.append(self._head_cell(columns[0].heading, widths[0]))
            at += size
        # A cell through both rows does not make them higher where they are repeated, so their height is said.
        yield self._head_row(upper, top if two else 0)
        if two:
            yield self._head_row(lower, max(bottom, whole - top))

    def _head_row(self, cells: list[str], lines: int) -> str:
        height = min(_HIGHEST, lines * self.layout.size * 12 + 2 * _GAP)
        said = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if lines else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{said}<w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _head_cell(self, text: str, width: int, *, span: int = 1, merge: str = "") -> str:
        grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        merged = {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}.get(merge, "")
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{merged}<w:vAlign w:val="center"/></w:tcPr>'
            f"{_paragraph('center', self.layout.size, keep=True)}{run(text, self._rpr['b']) if text else ''}</w:p></w:tc>"
        )

    # --- rows ---------------------------------------------------------------------------------------------------

    def _row(self, row: Indicator | Group, cells: Sequence[_Shown], has_stt: bool) -> str:
        source = row.row
        if isinstance(row, Group):
            look = "b" if source.kind is Kind.SECTION or not source.bullet else "i"
        else:
            look = "b" if source.bold or source.kind is Kind.SECTION else ""
        if isinstance(row, Group) and source.kind is Kind.SECTION:
            return self._section_row(row, has_stt)
        rpr = self._rpr[look]
        pieces = ["<w:tr><w:trPr><w:cantSplit/></w:trPr>"]
        for column, shown, opening, ppr in zip(self.columns, cells, self._opening, self._ppr, strict=True):
            pieces.append(opening)
            if column.role == "label":
                pieces.append(self._label(row, rpr, has_stt))
            else:
                pieces.append(ppr)
                if shown.text:
                    fact = _fact(row, column, shown.attribute)
                    pieces.append(self.cell(f"{row.key}.{shown.attribute}", shown.text, rpr, fact))
            pieces.append("</w:p></w:tc>")
        pieces.append("</w:tr>")
        return "".join(pieces)

    def _section_row(self, row: Group, has_stt: bool) -> str:
        """A section heads the grid across all columns right of its numeral."""
        rpr = self._rpr["b"]
        first = 1 if has_stt and self.columns[0].role == "stt" else 0
        count = len(self.columns) - first
        pieces = ["<w:tr><w:trPr><w:cantSplit/></w:trPr>"]
        if first:
            pieces += [self._opening[0], _paragraph("center", self.layout.size, keep=True)]
            if row.row.stt:
                pieces.append(self.cell(f"{row.key}.stt", row.row.stt, rpr, None))
            pieces.append("</w:p></w:tc>")
        grid = f'<w:gridSpan w:val="{count}"/>' if count > 1 else ""
        pieces.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(self.layout.widths[first:])}" w:type="dxa"/>{grid}'
            f'<w:vAlign w:val="center"/></w:tcPr>{_paragraph("left", self.layout.size, keep=True)}'
        )
        if not first and row.row.stt:
            pieces += [self.cell(f"{row.key}.stt", row.row.stt, rpr, None), run(". ", rpr)]
        pieces.append(self.cell(f"{row.key}.noi_dung", row.row.label, rpr, None) if row.row.label else "")
        pieces.append("</w:p></w:tc></w:tr>")
        return "".join(pieces)

    def _label(self, row: Indicator | Group, rpr: str, has_stt: bool) -> str:
        """The label's paragraph without its end: moved in by its level, its bullet before it."""
        source = row.row
        place = (indent_of(source), isinstance(row, Group))
        ppr = self._label_ppr.get(place)
        if ppr is None:
            ppr = self._label_ppr[place] = _paragraph("left", self.layout.size, keep=place[1], left=_STEP * place[0])
        lead = ""
        if source.bullet and source.bullet != source.stt:
            lead = run(f"{source.bullet} ", rpr)
        elif source.stt and not has_stt:
            lead = self._said(row, "stt", source.stt, rpr)
            lead += run(" " if source.stt[-1] in ".)-+" else ". ", rpr)
        return ppr + lead + (self._said(row, "noi_dung", source.label, rpr) if source.label else "")

    def _said(self, row: Indicator | Group, attribute: str, text: str, rpr: str) -> str:
        fact = row_fact(row, attribute) if isinstance(row, Indicator) else None
        return self.cell(f"{row.key}.{attribute}", text, rpr, fact)


def _figure(row: Indicator | Group, column: ShownColumn) -> _Shown:
    """What a row shows in a column."""
    source = row.row
    role = column.role
    if role == "stt":
        return _Shown("stt", source.stt)
    if role == "label":
        return _Shown("noi_dung", source.label)
    if role == "unit":
        return _Shown("don_vi", source.unit)
    if role == "note":
        if source.note or isinstance(row, Group) or row.judgement is None:
            return _Shown("ghi_chu", source.note)
        return _Shown("danh_gia|viet_hoa_dau", JUDGEMENT_WORDS[row.judgement].capitalize())
    if role == "period":
        figures = source.values
        typed = figures[column.period] if column.period < len(figures) else Figure()
        return _Shown(f"ky[{quoted(column.name)}]", typed_text(typed))
    if isinstance(row, Group):
        return _Shown(role, "")
    if role == "target":
        return _Shown("chi_tieu", target_text(source))
    if role == "prior_percent":
        value = row.prior_share
        if value is None or not column.growth:
            return _Shown("so_cung_ky", typed_text(source.prior_percent) if value is None else number_text(value))
        return _Shown("tang_cung_ky", number_text(value - 100))
    if role == "actual":
        return _Shown("thuc_hien", actual_text(row))
    values = {"percent": ("ty_le", row.percent), "prior": ("cung_ky", row.prior)}
    attribute, value = values[role]
    return _Shown(attribute, number_text(value))


def _fact(row: Indicator | Group, column: ShownColumn, attribute: str) -> Fact | None:
    """The fact behind what an indicator shows in a column; a row without figures has none."""
    if not isinstance(row, Indicator):
        return None
    if column.role == "period":
        return period_fact(row, column.period, column.name, quoted(column.name))
    return row_fact(row, attribute.partition("|")[0])


def _spans(columns: tuple[ShownColumn, ...]) -> Iterator[tuple[str, int]]:
    """The headings above the columns' own, each with how many columns it covers; "" covers one."""
    index = 0
    while index < len(columns):
        over = columns[index].over
        end = index + 1
        while over and end < len(columns) and columns[end].over == over:
            end += 1
        yield over, end - index
        index = end


def _paragraph(align: str, size: int, *, keep: bool = False, left: int = 0) -> str:
    """The start of a cell's paragraph; nothing is left to the document's own styles, the paragraph mark neither."""
    together = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr>{together}<w:spacing w:before="{_GAP}" w:after="{_GAP}" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="{left}" w:right="0" w:firstLine="0"/><w:jc w:val="{align}"/>'
        f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:pPr>'
    )
