"""Files that are large but let in, and texts that are long in one way: what they cost is bounded by how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from support.hostile import SHEET_NS, W_NS, document, paragraph, row, sheet, workbook

LONG_TEXTS = {
    "digits": "9", "numbers": "5 ", "dots": ".", "steps": "5.", "lists": "5, ", "brackets": "(", "closed brackets": "(5) ",
    "per cent": "5% ", "per cents": "%", "fractions": "1/2 ", "ranges": "5-6 ", "years": "năm 2020 ", "parts": "trong đó 5 ",
    "rises": "tăng 5% ", "targets": "đạt 50% chỉ tiêu 10, ", "units": "5 lớp, 6 lớp, ", "totals": "tổng số 10, trong đó nam 5, nữ 5; ",
    "comparisons": "so với năm 2020 ", "letters": "ă", "words": "từ ngữ ", "quotes": "“5 ", "clauses": "Kết nạp 5 đảng viên, đạt 50% chỉ tiêu 10 đảng viên, ",
    "colons": "5: ", "dates": "01/02/2020 ", "spelt numbers": "hai mươi lăm ", "thousands": "12.345.678", "spaced thousands": "12 345 678 ",
    "tags": "{{ a }} ", "openings": "{% ", "filters": "{{ a | b | c }}",
}  # fmt: skip


def workbooks() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each workbook by name."""
    one = row('<c r="A2" t="inlineStr"><is><t>Mở lớp</t></is></c>', '<c r="B2"><v>5</v></c>', '<c r="C2"><v>6</v></c>')
    yield (
        "formats within bounds",
        lambda: workbook(
            sheet(one),
            styles=f'<styleSheet xmlns="{SHEET_NS}"><cellXfs>{"<xf/>" * 900_000}</cellXfs></styleSheet>'.encode(),
        ),
    )
    yield (
        "strings within bounds",
        lambda: workbook(sheet(one), strings=f'<sst xmlns="{SHEET_NS}">{"<si><t>a</t></si>" * 490_000}</sst>'.encode()),
    )
    yield (
        "defined names",
        lambda: workbook(
            sheet(one),
            names="".join(map('<definedName name="a{}">S1!$A$1</definedName>'.format, range(800_000))).join(
                ("<definedNames>", "</definedNames>")
            ),
        ),
    )
    for tag, inside in (
        ("conditionalFormatting", b'<cfRule type="expression" priority="1"><formula>A1&gt;1</formula></cfRule>'),
        ("dataValidation", b"<formula1>1</formula1>"),
        ("hyperlink", b""),
    ):
        yield (
            f"{tag} again and again",
            lambda tag=tag, inside=inside: workbook(
                sheet(one, after=b'<%s sqref="A1:XFD1048576">%s</%s>' % (tag.encode(), inside, tag.encode()) * 300_000)
            ),
        )
    for name, text in {
        "digits": "9" * 32_000, "digits and spaces": "9 " * 16_000, "dots": "." * 32_000, "thousands": "9.999" * 6_000,
        "spaces": f"9{' ' * 31_000}x", "brackets": "(" * 32_000, "bounds": "từ " * 10_000, "per cent": "%" * 32_000,
        "ranges": "9-" * 16_000, "steps": "1." * 16_000,
    }.items():  # fmt: skip
        yield (
            f"cells of {name}",
            lambda text=text: workbook(
                sheet(row(*['<c t="s"><v>0</v></c>'] * 3) * 300),
                strings=f'<sst xmlns="{SHEET_NS}"><si><t xml:space="preserve">{text}</t></si></sst>'.encode(),
            ),
        )
    yield (
        "results of nothing over whole rows",
        lambda: workbook(
            sheet(
                b"".join(
                    row(
                        f'<c t="inlineStr"><is><t>Việc {n}</t></is></c>',
                        *[f"<c><f>SUM(D{n}:XFD{n})</f><v>0</v></c>"] * 2,
                    )
                    for n in range(2, 6_400)
                )
            )
        ),
    )
    yield (
        "a chain of formulas",
        lambda: workbook(
            sheet(
                b"".join(
                    row(
                        f'<c t="inlineStr"><is><t>Việc {n}</t></is></c>',
                        f"<c><f>C{n - 1}+1</f></c>",
                        f"<c><f>B{n}+C{n - 1}</f></c>",
                    )
                    for n in range(2, 6_400)
                )
            )
        ),
    )
    yield "an appendix as large as may be", _largest


def _largest() -> bytes:
    heads = (
        "STT",
        "Nội dung",
        "Đơn vị tính",
        "Chỉ tiêu",
        *map(str, range(2015, 2022)),
        "Thực hiện",
        "% so với chỉ tiêu",
    )
    rows = [row(*(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in heads))]
    for number in range(1, 6_400):
        texts = (("1", "1.1", "-", "+")[number % 4], f"Chỉ tiêu số {number} của lĩnh vực {number % 37}", "Người")
        values = [(number * 7 + year * 13) % 900 for year in range(7)]
        figures = (sum(values) + number % 3, *values, sum(values), 100)
        rows.append(row(*(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts),
                         *(f"<c><v>{figure}</v></c>" for figure in figures)))  # fmt: skip
    return workbook(sheet(b"".join(rows), headed=False))


def documents() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each document by name."""
    text = paragraph("{{ thong_tin.co_quan }}")
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="a{0}"/><w:tag w:val="pl:a{0}"/><w:id w:val="{0}"/></w:sdtPr><w:sdtContent>'
        "<w:r><w:t>5</w:t></w:r></w:sdtContent></w:sdt>"
    )
    yield (
        "controls in one paragraph",
        lambda: document(b"<w:p>" + "".join(map(control.format, range(100_000))).encode() + b"</w:p>"),
    )
    yield (
        "controls in paragraphs",
        lambda: document("".join(f"<w:p>{control.format(n)}</w:p>" for n in range(100_000)).encode()),
    )
    yield "controls in controls", lambda: document(
        b"<w:p>" + b"<w:sdt><w:sdtContent>" * 100 + paragraph("5") + b"</w:sdtContent></w:sdt>" * 100 + b"</w:p>"
    )  # fmt: skip
    yield (
        "notes without end",
        lambda: document(
            b"".join(b'<w:p><w:r><w:footnoteReference w:id="%d"/></w:r></w:p>' % n for n in range(100_000)),
            parts={
                "word/footnotes.xml": b'<w:footnotes xmlns:w="%s">' % W_NS.encode()
                + b"".join(b'<w:footnote w:id="%d">%s</w:footnote>' % (n, paragraph("5 lớp")) for n in range(100_000))
                + b"</w:footnotes>"
            },
        ),
    )
    yield "bookmarks", lambda: document(
        b"<w:p>" + b"".join(b'<w:bookmarkStart w:id="%d" w:name="a%d"/><w:bookmarkEnd w:id="%d"/>' % (n, n, n) for n in range(150_000)) + b"</w:p>"
    )  # fmt: skip
    yield "boxes in boxes", lambda: document(
        b"<w:p><w:r><w:pict><w:txbxContent>" * 40 + text + b"</w:txbxContent></w:pict></w:r></w:p>" * 40
    )  # fmt: skip
    for name, text_ in LONG_TEXTS.items():
        yield f"prose of {name}", lambda text_=text_: document(paragraph(text_ * (49_000 // len(text_))) * 16)


def templates() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each template by name."""

    def body(*lines: str) -> bytes:
        return document(b"".join(map(paragraph, lines)))

    yield "a million tags", lambda: body("{{ thong_tin.co_quan }}" * 1_000_000)
    yield "three hundred thousand loops", lambda: body(*["{% for x in chi_tieu %}", "{% endfor %}"] * 140_000)
    yield "loops that are not ended", lambda: body(*["{% for x in chi_tieu %}"] * 100_000)
    yield "filters upon filters", lambda: body("{{ a" + " | phan_tram" * 20_000 + " }}")
    yield "brackets in a tag", lambda: body("{{ " + "(" * 20_000 + "a" + ")" * 20_000 + " }}")
    yield "items of items", lambda: body("{{ a" + "['b']" * 20_000 + " }}")
    yield "negations", lambda: body("{% if " + "not " * 20_000 + "a %}", "b", "{% endif %}")
