"""The parts of a Word template around its text: styles, settings, headers, footnotes, relationships, properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONT: Final = "Times New Roman"
_ZIP_DATE: Final = (2020, 1, 1, 0, 0, 0)
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Millimetres of HD 36: top, bottom, left, right.
_MARGINS: Final = (20, 20, 30, 15)


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph around ready runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{inside}{content}</w:p>"


def package(title: str, body: str, notes: Sequence[str]) -> bytes:
    """The bytes of a document with this body and these footnotes, numbered from 1; the same content, the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml"), core=True),
        "docProps/core.xml": _core(title),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("footnotes", "footnotes.xml"),
            ("header", "header1.xml"), ("header", "header2.xml"),
        ),
        "word/document.xml": _document(body),
        "word/footnotes.xml": _footnotes(notes),
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


def _document(body: str) -> str:
    top, bottom, left, right = (twips(margin) for margin in _MARGINS)
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>'
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" '
        f'w:left="{left}" w:header="{twips(10)}" w:footer="{twips(10)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
        "</w:body></w:document>"
    )


_SPACE: Final = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'


def _footnotes(notes: Sequence[str]) -> str:
    """The notes, after the two separators that Word asks for."""
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    space = '<w:spacing w:before="0" w:after="0"/>'
    written = "".join(
        f'<w:footnote w:id="{number}">{paragraph(mark + _SPACE + note, "FootnoteText")}</w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    return (
        f'<w:footnotes xmlns:w="{W}" xmlns:r="{R}">'
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("<w:r><w:separator/></w:r>", "", space)}</w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0">'
        f"{paragraph('<w:r><w:continuationSeparator/></w:r>', '', space)}</w:footnote>{written}</w:footnotes>"
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
    return f'<w:hdr xmlns:w="{W}" xmlns:r="{R}">{paragraph(content, "Header")}</w:hdr>'


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
