"""The appendix as a Word table: a repeated two-row header, rows that do not split, widths that fit the page.

The XML is built as text, one pass over the rows, so that thousands of rows cost what their characters cost. Every
shown figure goes through the caller's `cell`, which wraps it as a field; the grid itself is fixed text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolkit.facts import Fact
from toolkit.facts.rows import (
    JUDGEMENT_WORDS,
    period_fact,
    row_fact,
)
from toolkit.facts.subjects import quoted
from toolkit.headings import ShownColumn, indent_of, shown_columns
from toolkit.hints import Final
from toolkit.model import ComputedAppendix, Group, Indicator, Kind, State
from toolkit.records import NamedTuple
from toolkit.word.layout import Layout, lay_out, lines_in
from toolkit.word.xml import escape, run

CellMaker = Callable[[str, str, str, Fact | None], bytes]
"""`cell(identity, text, rpr, fact)`: the run-level XML of a field that shows the text in the given `w:rPr`."""

_TEXT_ROLES: Final = frozenset(("stt", "label", "unit", "note"))
_ATTRIBUTES: Final = {
    "stt": "stt", "label": "noi_dung", "unit": "don_vi", "note": "ghi_chu", "target": "chi_tieu", "actual": "thuc_hien",
    "percent": "ty_le", "prior": "cung_ky", "prior_percent": "so_cung_ky",
}  # fmt: skip
_MOST_PIECES: Final = 4_000
# The gap above and below the text of a cell, in twips.
_GAP: Final = 20
# A header row higher than this (in twips) would leave no room on the page for what it heads.
_HIGHEST: Final = 3000
# Cells are made by the hundred in each report: twice as fast as by their class's own call.
_NEW: Final = tuple.__new__
# How far each step of the hierarchy below an indicator's first level moves the label, in twips.
_STEP: Final = 113
_ROW: Final = b"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_CELL_END: Final = b"</w:p></w:tc>"


class _Shown(NamedTuple):
    """What one cell shows: the fact's attribute, the text, and the fact; an empty text shows nothing."""

    attribute: str
    text: str
    fact: Fact | None = None


_NOTHING: Final = _Shown("", "")


def appendix_table(
    appendix: ComputedAppendix,
    cell: CellMaker,
    *,
    font: str = "Times New Roman",
    size_half_points: int = 22,
    width_twips: int = 14287,
) -> list[bytes]:
    """The `w:tbl` XML of an appendix in pieces, with computed figures and every one of them a field.

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
        # The label's cell is opened without its paragraph, which each row moves in by its level.
        self._opening = [
            (_cell(width) + ("" if column.role == "label" else _paragraph(column.align, layout.size))).encode()
            for column, width in zip(columns, layout.widths, strict=True)
        ]
        self._label_ppr: dict[tuple[int, bool], bytes] = {}

    def xml(self, appendix: ComputedAppendix, shown: Sequence[list[_Shown]]) -> list[bytes]:
        """The whole table; `shown` is used up, so that of a large table little is held twice."""
        made: list[bytes] = []
        has_stt = "stt" in {column.role for column in self.columns}
        pieces = [text.encode() for text in (self._properties(), *self._header())]
        for row, cells in zip(appendix.rows, shown, strict=True):
            if isinstance(row, Group) and row.row.kind is Kind.SECTION:
                pieces += self._section_row(row, has_stt)
            else:
                self._row(row, cells, has_stt, pieces)
            cells.clear()
            if len(pieces) > _MOST_PIECES:
                made.append(b"".join(pieces))
                pieces.clear()
        return [*made, *pieces, b"</w:tbl>"]

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

    def _row(self, row: Indicator | Group, cells: Sequence[_Shown], has_stt: bool, pieces: list[bytes]) -> None:
        """Append the row of an indicator or a group that is no section."""
        source = row.row
        if isinstance(row, Group):
            look = "i" if source.bullet else "b"
        else:
            look = "b" if source.bold or source.kind is Kind.SECTION else ""
        rpr = self._rpr[look]
        pieces.append(_ROW)
        for column, (attribute, text, fact), opening in zip(self.columns, cells, self._opening, strict=True):
            pieces.append(opening)
            if column.role == "label":
                pieces += self._label(row, rpr, has_stt)
                if text:
                    pieces.append(self.cell(f"{row.key}.noi_dung", text, rpr, fact))
            elif text:
                pieces.append(self.cell(f"{row.key}.{attribute}", text, rpr, fact))
            pieces.append(_CELL_END)
        pieces.append(b"</w:tr>")

    def _section_row(self, row: Group, has_stt: bool) -> Iterator[bytes]:
        """A section heads the grid across all columns right of its numeral."""
        rpr = self._rpr["b"]
        first = 1 if has_stt and self.columns[0].role == "stt" else 0
        count = len(self.columns) - first
        yield _ROW
        if first:
            yield f"{_cell(self.layout.widths[0])}{_paragraph('center', self.layout.size, keep=True)}".encode()
            if row.row.stt:
                yield self.cell(f"{row.key}.stt", row.row.stt, rpr, None)
            yield _CELL_END
        grid = f'<w:gridSpan w:val="{count}"/>' if count > 1 else ""
        opening = (
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(self.layout.widths[first:])}" w:type="dxa"/>{grid}'
            f'<w:vAlign w:val="center"/></w:tcPr>{_paragraph("left", self.layout.size, keep=True)}'
        )
        yield opening.encode()
        if not first and row.row.stt:
            yield self.cell(f"{row.key}.stt", row.row.stt, rpr, None)
            yield run(". ", rpr).encode()
        if row.row.label:
            yield self.cell(f"{row.key}.noi_dung", row.row.label, rpr, None)
        yield _CELL_END
        yield b"</w:tr>"

    def _label(self, row: Indicator | Group, rpr: str, has_stt: bool) -> Iterator[bytes]:
        """The start of the label's paragraph, up to the label: moved in by its level, its bullet before it."""
        source = row.row
        place = (indent_of(source), isinstance(row, Group))
        ppr = self._label_ppr.get(place)
        if ppr is None:
            made = _paragraph("left", self.layout.size, keep=place[1], left=_STEP * place[0])
            ppr = self._label_ppr[place] = made.encode()
        yield ppr
        if source.bullet and source.bullet != source.stt:
            yield run(f"{source.bullet} ", rpr).encode()
        elif source.stt and not has_stt:
            fact = row_fact(row, "stt") if isinstance(row, Indicator) else None
            yield self.cell(f"{row.key}.stt", source.stt, rpr, fact)
            yield run(" " if source.stt[-1] in ".)-+" else ". ", rpr).encode()


def _figure(row: Indicator | Group, column: ShownColumn) -> _Shown:
    """What a row shows in a column; a row without figures has no facts."""
    role = column.role
    if role == "period":
        typed = row.row.values[column.period : column.period + 1]
        if not typed or typed[0].state is State.BLANK:
            return _NOTHING
        fact = period_fact(row, column.period, column.name, quoted(column.name))
        return _NEW(_Shown, (fact.attribute, fact.shown, fact if isinstance(row, Indicator) else None))
    attribute = _ATTRIBUTES[role]
    if isinstance(row, Group):
        return _Shown(attribute, getattr(row.row, role)) if role in _TEXT_ROLES else _NOTHING
    if role == "note" and not row.row.note and row.judgement is not None:
        judged = row_fact(row, "danh_gia")
        return _Shown("danh_gia|viet_hoa_dau", JUDGEMENT_WORDS[row.judgement].capitalize(), judged)
    if role == "prior_percent" and column.growth and row.prior_share is not None:
        attribute = "tang_cung_ky"
    found = row_fact(row, attribute)
    return _NEW(_Shown, (attribute, "" if found is None else found.shown, found))


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


def _cell(width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'


def _paragraph(align: str, size: int, *, keep: bool = False, left: int = 0) -> str:
    """The start of a cell's paragraph; nothing is left to the document's own styles, the paragraph mark neither."""
    together = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr>{together}<w:spacing w:before="{_GAP}" w:after="{_GAP}" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="{left}" w:right="0" w:firstLine="0"/><w:jc w:val="{align}"/>'
        f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:pPr>'
    )
