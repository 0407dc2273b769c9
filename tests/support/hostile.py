"""Bombs: small files that ask for much. Each is built from bytes, so that nothing large is kept with the tests."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

SHEET_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEADINGS = ("Nội dung", "Chỉ tiêu", "Thực hiện")


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return made.getvalue()


def _relations(*entries: tuple[str, str, str]) -> bytes:
    lines = "".join(f'<Relationship Id="{i}" Type="{_RELS}/{kind}" Target="{target}"/>' for i, kind, target in entries)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


def _types(overrides: dict[str, str]) -> bytes:
    lines = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{lines}</Types>'
    ).encode()


def workbook(
    sheet: bytes, *, strings: bytes = b"", styles: bytes = b"", sheets: int = 1, more: bytes = b"", names: str = ""
) -> bytes:
    """A workbook whose sheets are all this one part."""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, sheets + 1))
    parts = {
        "[Content_Types].xml": _types({"xl/workbook.xml": _SHEET_TYPE + "sheet.main+xml"}),
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET_NS}" xmlns:r="{_RELS}"><sheets>{listed}</sheets>{names}</workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    parts |= {"xl/sharedStrings.xml": strings} if strings else {}
    parts |= {"xl/styles.xml": styles} if styles else {}
    parts |= {"xl/more.xml": more} if more else {}
    return archive(parts)


def sheet(rows: bytes, *, before: bytes = b"", after: bytes = b"", headed: bool = True) -> bytes:
    """A sheet of these rows below a header that is read."""
    head = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in _HEADINGS).encode() if headed else b""
    data = b"<row>" + head + b"</row>" + rows
    return b'<worksheet xmlns="%s">%s<sheetData>%s</sheetData>%s</worksheet>' % (SHEET_NS.encode(), before, data, after)


def document(body: bytes, *, root: bytes = b"", parts: dict[str, bytes] | None = None) -> bytes:
    """A Word document of this body."""
    return archive(
        {
            "[Content_Types].xml": _types({"word/document.xml": _WORD_TYPE + "document.main+xml"}),
            "_rels/.rels": _relations(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": b'<w:document xmlns:w="%s"%s><w:body>%s</w:body></w:document>'
            % (W_NS.encode(), root, body),
            **(parts or {}),
        }
    )


def paragraph(text: str) -> bytes:
    """A paragraph that says this."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def overlapping(data: bytes, copies: int) -> bytes:
    """The archive with one entry listed again and again under other names, its bytes not repeated."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        entries = source.infolist()
        largest = max(entries, key=lambda entry: entry.file_size)
        start = source.start_dir
    directory = b""
    names = [entry.filename for entry in entries] + [f"xl/x{n}.xml" for n in range(copies)]
    for name, entry in zip(names, [*entries, *[largest] * copies], strict=True):
        said = name.encode()
        directory += struct.pack(
            "<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, 0, entry.compress_type, 0, 33, entry.CRC, entry.compress_size,
            entry.file_size, len(said), 0, 0, 0, 0, 0, entry.header_offset,
        ) + said  # fmt: skip
    count = len(names)
    return data[:start] + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), start, 0)


def _cells(rows: int, columns: int, content: str) -> bytes:
    from toolkit.places import column_letters

    names = [column_letters(number) for number in range(1, columns + 1)]
    return "".join(
        f'<row r="{row}">' + "".join(content.format(at=f"{name}{row}") for name in names) + "</row>"
        for row in range(2, rows + 2)
    ).encode()


def row(*cells: str) -> bytes:
    return ("<row>" + "".join(cells) + "</row>").encode()


def workbooks() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each workbook bomb by name."""
    words = "từ ngữ " * 4_500
    one = row('<c r="A2" t="inlineStr"><is><t>Mở lớp</t></is></c>', '<c r="B2"><v>5</v></c>', '<c r="C2"><v>6</v></c>')
    yield "flat", lambda: workbook(sheet(one), more=b"\0" * 190_000_000)
    yield "flat, tag upon tag", lambda: workbook(sheet(b"<row/>" * 15_000_000))
    yield "overlapping", lambda: overlapping(workbook(sheet(one), more=zlib.compress(b"a" * 10) + b"b" * 9_000_000), 60)
    yield "too many entries", lambda: archive({f"x{n}.xml": b"<x/>" for n in range(60_000)})
    yield "far cells", lambda: workbook(sheet(one + row('<c r="XFD1048576"><v>2</v></c>')))
    yield "row 2000000000", lambda: workbook(sheet(one + b'<row r="2000000000"><c><v>1</v></c></row>'))
    yield (
        "lying count",
        lambda: workbook(
            sheet(one), strings=f'<sst xmlns="{SHEET_NS}" count="4000000000" uniqueCount="4000000000"/>'.encode()
        ),
    )
    yield (
        "one long string in many cells",
        lambda: workbook(
            sheet(row(*['<c t="s"><v>0</v></c>'] * 12_000)),
            strings=f'<sst xmlns="{SHEET_NS}"><si><t>{"ă b" * 3_000_000}</t></si></sst>'.encode(),
        ),
    )
    yield (
        "long strings in many rows",
        lambda: workbook(
            sheet(
                b"".join(row(f'<c t="s"><v>{n}</v></c>', "<c><v>1</v></c>", "<c><v>2</v></c>") for n in range(3_000))
            ),
            strings=f'<sst xmlns="{SHEET_NS}">{"".join(f"<si><t>{n} {words}</t></si>" for n in range(3_000))}</sst>'.encode(),
        ),
    )
    yield "wide merge", lambda: workbook(sheet(one, after=b'<mergeCells><mergeCell ref="A1:XFD500"/></mergeCells>'))
    yield (
        "many merges",
        lambda: workbook(
            sheet(
                one,
                after=b"<mergeCells>"
                + b"".join(b'<mergeCell ref="A%d:Z%d"/>' % (n, n + 700) for n in range(3, 200_000, 2))
                + b"</mergeCells>",
            )
        ),
    )
    yield "styled empty cells", lambda: workbook(sheet(_cells(100_000, 100, '<c r="{at}" s="1"/>')))
    yield "very many cells", lambda: workbook(sheet(_cells(150_000, 10, '<c r="{at}"><v>1</v></c>')))
    yield "many cells, no header", lambda: workbook(sheet(_cells(40_000, 10, '<c r="{at}"><v>1</v></c>'), headed=False))
    yield (
        "many words, no header",
        lambda: workbook(
            sheet(
                _cells(20_000, 10, '<c r="{at}" t="inlineStr"><is><t>Kết quả {at} năm 2020</t></is></c>'), headed=False
            )
        ),
    )
    yield (
        "very many strings",
        lambda: workbook(
            sheet(one), strings=f'<sst xmlns="{SHEET_NS}">{"<si><t>a</t></si>" * 5_000_000}</sst>'.encode()
        ),
    )
    yield (
        "one part as many sheets",
        lambda: workbook(sheet(_cells(2_000, 10, '<c r="{at}"><v>1</v></c>')), sheets=4_000),
    )
    yield "deep", lambda: workbook(sheet(b"<x>" * 200_000 + b"</x>" * 200_000))
    yield (
        "many attributes",
        lambda: workbook(sheet(b"<row " + b" ".join(b'a%d="1"' % n for n in range(1_000_000)) + b"/>")),
    )
    yield (
        "many columns",
        lambda: workbook(
            sheet(one, before=b"<cols>" + b'<col min="1" max="1000" width="9" hidden="1"/>' * 200_000 + b"</cols>")
        ),
    )
    yield (
        "many formats",
        lambda: workbook(
            sheet(one),
            styles=f'<styleSheet xmlns="{SHEET_NS}"><cellXfs>{"<xf/>" * 3_000_000}</cellXfs></styleSheet>'.encode(),
        ),
    )
    yield "digits without end", lambda: workbook(sheet(row(f'<c r="A2"><v>{"9" * 5_000_000}</v></c>')))
    yield "a header upon a header", lambda: workbook(
        sheet(b"".join(row('<c t="inlineStr"><is><t>Nội dung</t></is></c>', '<c t="inlineStr"><is><t>Ghi chú</t></is></c>') for _ in range(50_000)), headed=False)
    )  # fmt: skip
    yield (
        "headings without end",
        lambda: workbook(
            sheet(row(*['<c t="inlineStr"><is><t>Nội dung năm 2020</t></is></c>'] * 16_000) * 20, headed=False)
        ),
    )


def documents() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each document bomb by name."""
    text = paragraph("{{ thong_tin.co_quan }}")
    yield "flat", lambda: document(text, parts={"word/media/a.bin": b"\0" * 190_000_000})
    yield "tiny paragraphs", lambda: document(b"<w:p/>" * 15_000_000)
    yield "fewer tiny paragraphs", lambda: document(b"<w:p/>" * 1_600_000)
    yield "paragraphs of one letter", lambda: document(paragraph("a") * 600_000)
    yield "deep", lambda: document(b"<w:p>" * 200_000 + b"</w:p>" * 200_000)
    yield (
        "many attributes",
        lambda: document(b"<w:p " + b" ".join(b'a%d="1"' % n for n in range(800_000)) + b"/>" + text),
    )
    yield (
        "many prefixes",
        lambda: document(text * 1_000, root=b"".join(b' xmlns:a%d="b%d"' % (n, n) for n in range(100_000))),
    )
    yield "one long text", lambda: document(paragraph("a " * 30_000_000))
    yield "long text", lambda: document(paragraph("ă " * 2_500_000))
    yield "openings without end", lambda: document(paragraph("{{ " * 2_000_000))
    yield "tags without end", lambda: document(paragraph("{{ a }}" * 200_000))
    yield (
        "tags in runs",
        lambda: document(b"<w:p>" + b"<w:r><w:t>{{ thong_tin.co_quan }}</w:t></w:r>" * 60_000 + b"</w:p>"),
    )
    yield (
        "tables in tables",
        lambda: document(b"<w:tbl><w:tr><w:tc>" * 60 + text + b"<w:p/></w:tc></w:tr></w:tbl>" * 60),
    )
    yield (
        "wide cells",
        lambda: document(
            b"<w:tbl>"
            + b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr>' * 10_000
            + b"</w:tbl>"
        ),
    )
    yield (
        "a large table",
        lambda: document(
            b"<w:tbl>"
            + (b"<w:tr>" + (b"<w:tc>" + paragraph("Kết quả năm 2020") + b"</w:tc>") * 10 + b"</w:tr>") * 8_000
            + b"</w:tbl>"
        ),
    )
    yield "headers of tables", lambda: document(
        (b"<w:tbl><w:tr>" + b"".join(b"<w:tc>" + paragraph(t) + b"</w:tc>" for t in ("Nội dung", "Chỉ tiêu", "Thực hiện")) + b"</w:tr></w:tbl><w:p/>") * 10_000
    )  # fmt: skip
    for name, ledger in ledgers():
        yield f"ledger: {name}", lambda ledger=ledger: document(text, parts={"customXml/item1.xml": ledger()})


def ledgers() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Ledgers that unpack to much."""
    import base64
    import json

    from toolkit.word.controls import LEDGER_NS

    def made(*nodes: str) -> bytes:
        return f'<pl:so_nguon xmlns:pl="{LEDGER_NS}"><pl:dau>{{}}</pl:dau>{"".join(nodes)}</pl:so_nguon>'.encode()

    def packed(content: bytes) -> str:
        return (
            f"<pl:goc>{json.dumps(['word/document.xml', base64.b64encode(zlib.compress(content)).decode()])}</pl:goc>"
        )

    yield "zeros", lambda: made(packed(b"\0" * 400_000_000))
    yield "lists", lambda: made(f"<pl:o>[{'[],' * 2_000_000}[]]</pl:o>")
    yield "nested", lambda: made(f"<pl:o>{'[' * 100_000}{']' * 100_000}</pl:o>")
    yield (
        "tiny paragraphs",
        lambda: made(
            packed(
                b'<w:document xmlns:w="%s"><w:body>' % W_NS.encode() + b"<w:p/>" * 3_000_000 + b"</w:body></w:document>"
            )
        ),
    )


def templates() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Templates that work without end."""
    letters = "abcdefghijklmnopqrst"

    def body(*lines: str) -> bytes:
        return document(b"".join(map(paragraph, lines)))

    for depth in (3, 20):
        yield (
            f"{depth} loops nested",
            lambda depth=depth: body(
                *(f"{{% for {x} in chi_tieu %}}" for x in letters[:depth]), "{{ a }}", *["{% endfor %}"] * depth
            ),
        )
    yield (
        "loops that print nothing",
        lambda: body(
            *(f"{{% for {x} in chi_tieu %}}" for x in letters[:5]),
            "{% if 1 == 2 %}",
            "a",
            "{% endif %}",
            *["{% endfor %}"] * 5,
        ),
    )
    yield "conditions a thousand deep", lambda: body(*["{% if 1 == 1 %}"] * 1_000, "a", *["{% endif %}"] * 1_000)
    yield (
        "lists joined again and again",
        lambda: body(
            *["{% for x in chi_tieu %}"] * 2,
            "{{ " + " ~ ".join(["chi_tieu | danh_sach"] * 40) + " }}",
            *["{% endfor %}"] * 2,
        ),
    )
    yield "lists in conditions", lambda: body(
        *["{% for x in chi_tieu %}"] * 2, "{% if " + " ~ ".join(["(chi_tieu | sap_xep('thuc_hien') | danh_sach)"] * 15) + " %}", "a", "{% endif %}",
        *["{% endfor %}"] * 2,
    )  # fmt: skip
    yield (
        "loops filtered by lists",
        lambda: body(
            *["{% for x in chi_tieu if (chi_tieu | danh_sach) == 'a' %}", "{% endfor %}"] * 500,
        ),
    )
    yield "texts that double", lambda: body("{{ " + "('" + "a" * 400 + "' ~ " * 1 + "'" + "b" * 400 + "') }}")
    yield "the appendix a thousand times", lambda: body(*["{{ phu_luc }}"] * 1_000)
    yield "ten thousand tags", lambda: body(*["{{ thong_tin.co_quan }}"] * 10_000)
