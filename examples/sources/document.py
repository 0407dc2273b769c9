"""Word templates from plain text: the official page of a Party document, its parts and real footnotes.

One line of the text is one paragraph. What a line begins with says what it is: `=` a part's title in the middle, `#`
and `##` headings, `|` a row of a table whose first row is its heading, anything else running text. Inside a line `*…*`
is italic and `^[…]^` a footnote. The head, the signatures and the appendix stand around the text by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from sources.package import package, paragraph, twips

# The head and the signatures stand in columns of this many millimetres.
_COLUMNS: Final = (77, 88)

_INLINE = re.compile(r"\^\[(.*?)\]\^|(?<![\w*])\*(?! )([^*]+)\*")
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")


@dataclass(slots=True)
class Template:
    """A template being written; `notes` gathers its footnotes."""

    title: str
    notes: list[str] = field(default_factory=list)

    def build(self, text: str) -> bytes:
        """The bytes of the template whose running text this is."""
        body = _head() + "".join(self._blocks(text.strip().splitlines())) + _signature()
        return package(self.title, body + paragraph(_run("{{ phu_luc }}")), self.notes)

    def _blocks(self, lines: list[str]) -> Iterator[str]:
        """Paragraphs, and each run of lines with `|` as one table."""
        for tabular, group in groupby(lines, key=lambda line: line.startswith("|")):
            if tabular:
                yield _grid([line[1:].split("|") for line in group])
            else:
                yield from map(self._line, group)

    def _line(self, line: str) -> str:
        """One line of the text as a paragraph."""
        mark, _, rest = line.partition(" ")
        style = {"=": "Title", "#": "Heading1", "##": "Heading2"}.get(mark)
        if style:
            return paragraph(self._runs(rest), style)
        return paragraph(self._runs(line), "BodyText")

    def _runs(self, text: str) -> str:
        """A line's runs, with its footnotes put aside."""
        runs, position = [], 0
        for match in _INLINE.finditer(text):
            runs.append(_pieces(text[position : match.start()]))
            if match[1] is None:
                runs.append(_pieces(match[2], "<w:i/><w:iCs/>"))
            else:
                self.notes.append(_pieces(match[1]))
                reference = f'<w:footnoteReference w:id="{len(self.notes)}"/>'
                runs.append(f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{reference}</w:r>')
            position = match.end()
        return "".join([*runs, _pieces(text[position:])])


# --- runs, paragraphs, tables ---------------------------------------------------------------------------------------


def _run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _pieces(text: str, look: str = "") -> str:
    """A text as runs, each tag of the template whole in one of its own."""
    return "".join(_run(piece, look) for piece in _TAG.split(text))


def _look(size: int, *, bold: bool = False, italic: bool = False, underline: bool = False) -> str:
    """Run properties; the size is in points."""
    return (
        "<w:b/><w:bCs/>" * bold
        + "<w:i/><w:iCs/>" * italic
        + f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
        + '<w:u w:val="single"/>' * underline
    )


def _centred(text: str, look: str, before: int = 0, *, keep: bool = False) -> str:
    space = f'<w:spacing w:before="{20 * before}" w:after="0"/>'
    return paragraph(_pieces(text, look), "", "<w:keepNext/>" * keep + space + '<w:jc w:val="center"/>')


_SPACE: Final = paragraph("", "", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')


def _rule(side: float) -> str:
    """A solid line, in from both sides of its column by millimetres."""
    edge = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    space = '<w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/>'
    return paragraph("", "", f'{edge}{space}<w:ind w:left="{twips(side)}" w:right="{twips(side)}"/>')


def _table(left: str, right: str) -> str:
    """A borderless table of two columns that stays on one page."""
    widths = [twips(width) for width in _COLUMNS]
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for width, content in zip(widths, (left, right), strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _grid(rows: list[list[str]]) -> str:
    """A bordered table: the first row is the heading, a row of one text is a statement of the template."""
    widths = [twips(165 - 26 * (len(rows[0]) - 1)), *[twips(26)] * (len(rows[0]) - 1)]
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    written = []
    for number, row in enumerate(rows):
        texts = [*row, *[""] * (len(widths) - len(row))]
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{_cell(text, heading=number == 0, left=column == 0)}</w:tc>"
            for column, (width, text) in enumerate(zip(widths, texts, strict=True))
        )
        repeated = "<w:tblHeader/>" if number == 0 else ""
        written.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>")
    return (
        f'{_SPACE}<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>{_SPACE}"
    )


def _cell(text: str, *, heading: bool, left: bool) -> str:
    space = '<w:spacing w:before="40" w:after="40"/>'
    align = '<w:jc w:val="center"/>' if heading or not left else ""
    return paragraph(_pieces(text, _look(12, bold=heading)), "", space + align)


def _head() -> str:
    """Who issues the report, its number, place and date, then its type and subject."""
    left = (
        _centred("{{ thong_tin.co_quan_cap_tren }}", _look(14))
        + _centred("{{ thong_tin.co_quan }}", _look(14, bold=True))
        + _centred("*", _look(14))
        + _centred('Số {{ thong_tin.so | mac_dinh("      ") }}-{{ thong_tin.ky_hieu }}', _look(14))
    )
    right = (
        _centred("ĐẢNG CỘNG SẢN VIỆT NAM", _look(15, bold=True))
        + _rule(7)
        + _centred("{{ thong_tin.dia_danh }}, {{ thong_tin.ngay | ngay_dai }}", _look(14, italic=True), before=18)
    )
    return (
        _table(left, right)
        + _centred("{{ thong_tin.ten_loai }}", _look(16, bold=True), before=24, keep=True)
        + _centred("{{ thong_tin.trich_yeu }}", _look(14, bold=True))
        + _SPACE
    )


def _signature() -> str:
    """Recipients on the left, who signs on the right."""
    left = paragraph(_run("Nơi nhận:", _look(14, underline=True)), "") + paragraph(
        _pieces("{{ thong_tin.noi_nhan }}", _look(12)), ""
    )
    right = (
        _centred("{{ thong_tin.quyen_han_ky }}", _look(14, bold=True))
        + _centred("{{ thong_tin.chuc_vu }}", _look(14))
        + _centred("{{ thong_tin.nguoi_ky }}", _look(14, bold=True), before=84)
    )
    gap = paragraph("", "", '<w:keepNext/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="exact"/>')
    return gap + _table(left, right)
