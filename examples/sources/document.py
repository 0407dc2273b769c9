"""Word templates from plain text: the official page of a Party document, its parts and real footnotes.

One line of the text is one paragraph. What a line begins with says what it is: `=` a part's title in the middle, `#`
and `##` headings, `|` a row of a table whose first row is its heading, anything else running text. Inside a line `*…*`
is italic and `^[…]^` a footnote. The head, the signatures and the appendix stand around the text by themselves.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONT: Final = "Times New Roman"
_ZIP_DATE: Final = (2020, 1, 1, 0, 0, 0)
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Millimetres of HD 36: top, bottom, left, right; the head and the signatures stand in columns of 77 and 88 mm.
_MARGINS: Final = (20, 20, 30, 15)
_COLUMNS: Final = (77, 88)

_INLINE = re.compile(r"\^\[(.*?)\]\^|(?<![\w*])\*(?! )([^*]+)\*")
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


@dataclass(slots=True)
class Template:
    """A template being written; `notes` gathers its footnotes."""

    title: str
    notes: list[str] = field(default_factory=list)

    def build(self, text: str) -> bytes:
        """The bytes of the template whose running text this is."""
        body = _head() + "".join(self._blocks(text.strip().splitlines())) + _signature()
        body += _paragraph(_run("{{ phu_luc }}"))
        parts = {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(("officeDocument", "word/document.xml"), core=True),
            "docProps/core.xml": _core(self.title),
            "word/_rels/document.xml.rels": _relations(
                ("styles", "styles.xml"), ("settings", "settings.xml"), ("footnotes", "footnotes.xml"),
                ("header", "header1.xml"), ("header", "header2.xml"),
            ),
            "word/document.xml": _document(body),
            "word/footnotes.xml": _footnotes(self.notes),
            "word/header1.xml": _header(_PAGE_NUMBER),
            "word/header2.xml": _header(""),
            "word/settings.xml": _SETTINGS,
            "word/styles.xml": _styles(),
        }  # fmt: skip
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, xml in parts.items():
                entry = zipfile.ZipInfo(name, _ZIP_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, _XML + xml)
        return stream.getvalue()

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
            return _paragraph(self._runs(rest), style)
        return _paragraph(self._runs(line), "BodyText")

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


def _paragraph(content: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{inside}{content}</w:p>"


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
    return _paragraph(_pieces(text, look), "", "<w:keepNext/>" * keep + space + '<w:jc w:val="center"/>')


_SPACE: Final = _paragraph("", "", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')


def _rule(side: float) -> str:
    """A solid line, in from both sides of its column by millimetres."""
    edge = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    space = '<w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/>'
    return _paragraph("", "", f'{edge}{space}<w:ind w:left="{twips(side)}" w:right="{twips(side)}"/>')


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
    return _paragraph(_pieces(text, _look(12, bold=heading)), "", space + align)


def _head() -> str:
    """Who issues the report, its number, place and date, then its type and subject."""
    left = (
        _centred("{{ thong_tin.co_quan_cap_tren }}", _look(14))
        + _centred("{{ thong_tin.co_quan }}", _look(14, bold=True))
        + _centred("*", _look(14))
        + _centred("Số {{ thong_tin.so }}-{{ thong_tin.ky_hieu }}", _look(14))
    )
    right = (
        _centred("ĐẢNG CỘNG SẢN VIỆT NAM", _look(15, bold=True))
        + _rule(7)
        + _centred("{{ thong_tin.dia_danh }}, {{ thong_tin.ngay }}", _look(14, italic=True), before=18)
    )
    return (
        _table(left, right)
        + _centred("{{ thong_tin.ten_loai }}", _look(16, bold=True), before=24, keep=True)
        + _centred("{{ thong_tin.trich_yeu }}", _look(14, bold=True))
        + _SPACE
    )


def _signature() -> str:
    """Recipients on the left, who signs on the right."""
    left = _paragraph(_run("Nơi nhận:", _look(14, underline=True)), "") + _paragraph(
        _pieces("{{ thong_tin.noi_nhan }}", _look(12)), ""
    )
    right = (
        _centred("{{ thong_tin.quyen_han_ky }}", _look(14, bold=True))
        + _centred("{{ thong_tin.chuc_vu }}", _look(14))
        + _centred("{{ thong_tin.nguoi_ky }}", _look(14, bold=True), before=84)
    )
    gap = _paragraph("", "", '<w:keepNext/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="exact"/>')
    return gap + _table(left, right)


# --- parts of the package -------------------------------------------------------------------------------------------


def _document(body: str) -> str:
    top, bottom, left, right = (twips(margin) for margin in _MARGINS)
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>'
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" '
        f'w:left="{left}" w:header="{twips(10)}" w:footer="{twips(10)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
        "</w:body></w:document>"
    )


def _footnotes(notes: list[str]) -> str:
    """The notes, after the two separators that Word asks for."""
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    space = '<w:spacing w:before="0" w:after="0"/>'
    written = "".join(
        f'<w:footnote w:id="{number}">{_paragraph(mark + _run(" ") + note, "FootnoteText")}</w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    return (
        f'<w:footnotes xmlns:w="{W}" xmlns:r="{R}">'
        f'<w:footnote w:type="separator" w:id="-1">{_paragraph("<w:r><w:separator/></w:r>", "", space)}</w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0">'
        f"{_paragraph('<w:r><w:continuationSeparator/></w:r>', '', space)}</w:footnote>{written}</w:footnotes>"
    )


_PAGE_NUMBER: Final = "".join(
    f"<w:r>{piece}</w:r>"
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)


def _header(content: str) -> str:
    return f'<w:hdr xmlns:w="{W}" xmlns:r="{R}">{_paragraph(content, "Header")}</w:hdr>'


_SETTINGS: Final = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)


def _styles() -> str:
    """The few styles of a report: running text 14, lines exactly 18 points, 6 points before each paragraph."""
    fonts = "".join(f' w:{script}="{_FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    lines = '<w:spacing w:before="120" w:after="0" w:line="360" w:lineRule="exact"/>'
    indent = f'<w:ind w:firstLine="{twips(10)}"/>'

    def style(key: str, name: str, ppr: str, rpr: str = "") -> str:
        based = '<w:basedOn w:val="Normal"/>'
        look = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
            f"<w:pPr>{ppr}</w:pPr>{look}</w:style>"
        )

    bold = "<w:b/><w:bCs/>"
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/><w:sz w:val="28"/>'
        '<w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + style("BodyText", "Body Text", f'{lines}{indent}<w:jc w:val="both"/>')
        + style("Title", "Title", f'<w:keepNext/>{lines}<w:jc w:val="center"/>', bold)
        + style("Heading1", "heading 1", f'<w:keepNext/>{lines}{indent}<w:jc w:val="both"/><w:outlineLvl w:val="0"/>', bold)
        + style("Heading2", "heading 2", f'<w:keepNext/>{lines}{indent}<w:jc w:val="both"/><w:outlineLvl w:val="1"/>', bold)
        + style("Header", "header", '<w:jc w:val="center"/>')
        + style("FootnoteText", "footnote text", '<w:jc w:val="both"/>', '<w:sz w:val="22"/><w:szCs w:val="22"/>')
        + '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
    )  # fmt: skip


def _relations(*targets: tuple[str, str], core: bool = False) -> str:
    rows = [(f"{R}/{kind}", target) for kind, target in targets]
    if core:
        rows.append((f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _content_types() -> str:
    parts = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/footnotes.xml": f"{_WORD}.footnotes+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/word/header2.xml": f"{_WORD}.header+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator><dc:language>vi-VN</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
    )
