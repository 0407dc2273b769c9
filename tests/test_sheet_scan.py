"""The scanner reads a sheet as the XML parser does or leaves it alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.excel.book_xml import Book, Strings, Style, parse
from toolkit.excel.cell_xml import CellMaker
from toolkit.excel.sheet_scan import scan_sheet, scan_strings
from toolkit.excel.sheet_xml import _Sheet

BOOK = Book(
    ["một", "KÕt n¹p", ""], [True, True, False],
    (Style(), Style("0.00%", bold=True, indent=2), Style(font=".VnTime", legacy=True), Style("dd/mm/yyyy", date=True)),
)  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://x"><cols/><sheetData>'
FOOT = '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'


def sheet(rows: str) -> bytes:
    return f"{HEAD}{rows}{FOOT}".encode()


def parsed(data: bytes) -> _Sheet:
    found = _Sheet(CellMaker(BOOK), "a.xlsx")
    parse(data, found)
    return found


CELLS = st.sampled_from([
    '<c r="{at}" s="1"/>', '<c r="{at}"><v>12</v></c>', '<c r="{at}" s="1"><v>0.9849</v></c>', '<c r="{at}" t="s"><v>0</v></c>',
    '<c r="{at}" s="2" t="s"><v>1</v></c>', '<c r="{at}" s="3"><v>45000</v></c>', '<c r="{at}"><f>SUM(A1:A3)</f></c>',
    '<c r="{at}"><f t="shared" si="0"/><v>1E3</v></c>', '<c r="{at}" t="str"><f>IF(A1&lt;&gt;1,"a")</f><v>x &amp; y</v></c>',
    '<c r="{at}" t="e"><v>#REF!</v></c>', '<c r="{at}" t="b"><v>1</v></c>', '<c r="{at}" t="s"><v>2</v></c>',
    '<c r="{at}" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', '<c r="{at}" t="inlineStr"><is><t/></is></c>',
    '<c r="{at}" t="inlineStr"><v>5</v></c>', '<c r="{at}" t="s"><v>0</v><is><t>x</t></is></c>', '<c r="{at}" t="str"><v></v></c>',
    '<c r="{at}" s="1"><f>A1*2</f><v>0.5</v></c>', '<c r="{at}" t="s"><f>B1</f><v>0</v></c>', '<c r="{at}" t="str"><f>""</f><v/></c>',
    '<c r="{at}"><f>A1</f><v></v></c>', '<c r="{at}"><f>A1&lt;2</f><v>1</v></c>', '<c r="{at}"></c>', '<c r="{at}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    # from here on nothing is plain, and some of it is no XML or no number
    '<c s="1" r="{at}"><v>1</v></c>', "<c><v>3</v></c>", '<c r="{at}"><v>1</v><!-- 2 --></c>', '<c r="{at}"><v>&#49;</v></c>',
    '<c r="{at}"><v><![CDATA[7]]></v></c>', '<c r="{at}"><v>1</c>', '<c r="{at}"><v>a & b</v></c>', '<c r="{at}"><v>1,5</v></c>',
    '<c r="{at}" t="s"><v>99</v></c>', '<c r="{at}" t="str"><v>a\x01</v></c>', '<c r="{at}" t="str"><v>a\r\nb</v></c>',
    '<c r="{at}" t="str"><v>]]></v></c>', "</row>", '<row r="3">', '<row r="3"/>', '<c r="{at}" ><v>1</v></c>', '<c r="{at}" s="1" t="x"><v>1</v></c>',
    '<c r="{at}"><c r="{at}"><v>1</v></c></c>', '<c r="{at}"><f>A1</f><f>A2</f><v>1</v></c>', '<c r="{at}"><v>1</v><v>2</v></c>', "<x:c/>", "text", " \n ", '<c r="B7"><v>1</v></c>',
])  # fmt: skip
OPENINGS = st.sampled_from(
    ['<row r="{n}">', '<row r="{n}" spans="1:3" hidden="1">', '<row r="{n}" x:dy="0.2">', "<row>"]
)


@st.composite
def rows(draw: st.DrawFn) -> str:
    made = []
    for number in draw(st.lists(st.integers(1, 4), max_size=3)):
        made.append(draw(OPENINGS).format(n=number))
        made += [draw(CELLS).format(at=f"{letter}{number}") for letter in draw(st.permutations("ABC"))]
        made.append("</row>")
    return "".join(made)


@settings(deadline=None, derandomize=True, max_examples=600)
@given(rows())
def test_what_the_scanner_reads_the_parser_reads_alike(made: str) -> None:
    data = sheet(made)
    scanned = scan_sheet(data, CellMaker(BOOK))
    if scanned is None:
        return
    by_parser = parsed(data)
    assert (scanned.cells, scanned.hidden_rows) == (by_parser.cells, by_parser.hidden_rows)
    assert parsed(scanned.rest).merges == by_parser.merges == [(1, 1, 2, 2)]


def test_the_plain_form_is_scanned() -> None:
    scanned = scan_sheet(
        sheet('<row r="7" hidden="1"><c r="A7" s="1"><v>0.5</v></c>\n<c r="AB7" t="s"><v>0</v></c></row><row r="8"/>'),
        CellMaker(BOOK),
    )
    assert scanned is not None
    assert {at: cell.number or cell.text for at, cell in scanned.cells.items()} == {
        (7, 1): Decimal("0.5"),
        (7, 28): "một",
    }
    assert scanned.cells[7, 1].format == "0.00%"
    assert scanned.hidden_rows == {7}


@pytest.mark.parametrize(
    "data",
    [
        sheet("").replace(b"UTF-8", b"UTF-16"), sheet("").replace(b"<cols/>", b"<!--<sheetData>-->"),
        sheet("").replace(b"sheetData", b"x:sheetData"), sheet('<row r="1048577"/>'), sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'),
        sheet("").replace(b"?>\n", b"?><?x <sheetData>?>"), sheet('<row r="1" r="2"/>'), sheet('<row r="1"><c r="A1"/>'),
    ],
)  # fmt: skip
def test_anything_else_is_left_to_the_parser(data: bytes) -> None:
    assert scan_sheet(data, CellMaker(BOOK)) is None


def test_what_is_refused_once_is_refused_again() -> None:
    for _ in range(2):
        assert scan_sheet(sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'), CellMaker(BOOK)) is None


def test_there_is_no_text_before_the_first() -> None:
    data = sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')
    assert scan_sheet(data, CellMaker(BOOK)) is None
    with pytest.raises(ValueError, match="-1"):
        parsed(data)


def test_cells_of_one_look_are_told_apart_by_value_and_formula_however_many() -> None:
    made = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"><v>{n % 2500}.5</v></c><c r="B{n}"><v>{n % 2500}.5</v></c>'
        f'<c r="C{n}" s="1"><f>A{n}*1</f><v>{n % 2500}.5</v></c></row>'
        for n in range(1, 5001)
    )
    scanned = scan_sheet(sheet(made), CellMaker(BOOK))
    assert scanned is not None
    assert scanned.cells == parsed(sheet(made)).cells
    again = scan_sheet(sheet(made), CellMaker(Book(styles=(Style("0.0"), Style()))))
    assert again is not None
    assert (again.cells[7, 1].format, again.cells[7, 2].format, again.cells[7, 3].formula) == ("General", "0.0", "A7*1")


STRINGS = st.sampled_from([
    "<si><t>một</t></si>", '<si><t xml:space="preserve"> hai </t></si>', "<si><t/></si>", "<si><t>a &lt; b &amp; c</t></si>",
    "<si><r><t>ba</t></r></si>", "<si/>", "<si><t>&#x41;</t></si>", "<si><t>x</si>", "<si><t>x</t><rPh><t>y</t></rPh></si>", "\n",
    "<si><t>&x;</t></si>", "<si><t>a\rb</t></si>", "<!-- x -->",
])  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(STRINGS, max_size=6).map("".join))
def test_shared_strings_alike(made: str) -> None:
    data = f'<?xml version="1.0"?>\n<sst xmlns="http://x" count="1">{made}</sst>'.encode()
    scanned = scan_strings(data)
    if scanned is None:
        return
    book = Book()
    parse(data, Strings(book))
    assert (scanned, [True] * len(scanned)) == (book.strings, book.plain)


def test_plain_strings_are_scanned() -> None:
    assert scan_strings("<sst><si><t>một</t></si><si><t>a &amp; b</t></si></sst>".encode()) == ["một", "a & b"]
    assert scan_strings(b"<sst><si><t>a</t></si></sst><sst/>") is None
