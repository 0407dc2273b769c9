"""What is more than can be gone through in good time is passed over and said, or refused, and never read by halves in silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hostile
from support.books import book
from support.office import convert, needs_office

from toolkit import numbers
from toolkit.claims.binding.lists import Listing
from toolkit.claims.find import check as find_claims
from toolkit.claims.numbers.normal import normal
from toolkit.claims.numbers.sketch import Mark
from toolkit.claims.numbers.tokens import numbers_in
from toolkit.excel.cells import Content, RawCell, RawSheet
from toolkit.excel.open import read_raw
from toolkit.excel.row_formulas import RowFormulas
from toolkit.gate import has_piece_over
from toolkit.merge.labels import Alike, compare
from toolkit.passages import Passage
from toolkit.problems import ToolkitError
from toolkit.reports import check, fill, show
from toolkit.text import clean, fold
from toolkit.tieout.document import Document
from toolkit.word import prose, tables
from toolkit.word.blocks import describe
from toolkit.word.package import Package

GRID = "Nội dung|Chỉ tiêu|Thực hiện\nMở lớp|5|6"
PLAIN = "Họ tên|Tuổi|Quê\n" + "\n".join(f"Người {n}|{20 + n}|Xã {n}" for n in range(30))


def sheets(path: Path, **grids: str) -> Path:
    """A workbook of several sheets."""
    import openpyxl

    made = openpyxl.Workbook()
    del made["Sheet"]
    for name, grid in grids.items():
        page = made.create_sheet(name.replace("_", " "))
        for line in grid.splitlines():
            page.append([int(text) if text.isdecimal() else text for text in line.split("|")])
    made.save(path)
    return path


def codes_of(path: Path) -> list[str]:
    try:
        return [problem.code for problem in show(path).problems]
    except ToolkitError as error:
        return [problem.code for problem in error.problems]


def rows(count: int, start: int = 2) -> bytes:
    return "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>Việc {row}</t></is></c><c r="B{row}"><v>5</v></c></row>'
        for row in range(start, start + count)
    ).encode()


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that small files go beyond."""
    monkeypatch.setattr("toolkit.gate.limits.MOST_CELLS", 60)
    monkeypatch.setattr("toolkit.excel.room._MOST_SEARCHED", 20)
    monkeypatch.setattr("toolkit.excel.room._MOST_ROWS", 15)
    monkeypatch.setattr("toolkit.excel.room._MOST_FIGURES", 25)


@pytest.mark.usefixtures("narrow")
def test_a_sheet_of_too_many_cells_is_passed_over_and_the_appendix_read(tmp_path: Path) -> None:
    path = sheets(tmp_path / "a.xlsx", PHỤ_LỤC=GRID, Danh_sách=PLAIN)
    shown = show(path)
    assert [(p.code, str(p.place), p.values["count"]) for p in shown.problems] == [("PL205", "Danh sách", 93)]
    assert shown.computed is not None
    assert [appendix.appendix.sheet for appendix in shown.computed.appendices] == ["PHỤ LỤC"]


@needs_office
@pytest.mark.parametrize("kind", ["ods", "xls"])
@pytest.mark.usefixtures("narrow")
def test_so_is_one_of_an_older_kind(tmp_path: Path, kind: str) -> None:
    path = convert(sheets(tmp_path / "a.xlsx", PHỤ_LỤC=GRID, Danh_sách=PLAIN), kind, tmp_path / "office")
    assert codes_of(path) == ["PL134", "PL205"]


@pytest.mark.usefixtures("narrow")
def test_where_nothing_else_is_a_sheet_of_too_many_cells_is_refused(tmp_path: Path) -> None:
    assert codes_of(book(tmp_path / "a.xlsx", PLAIN)) == ["PL120", "PL205"]


def test_the_cells_of_all_sheets_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.gate.limits.MOST_CELLS", 10)
    path = sheets(tmp_path / "a.xlsx", A=GRID, B=GRID)
    assert [sheet.unread for sheet in read_raw(path).sheets] == [0, 10]


def test_a_sheet_out_of_the_plain_form_is_counted_by_its_tags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.gate.limits.MOST_ELEMENTS", 100)
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(rows(40) + b"<!-- -->")))
    assert codes_of(tmp_path / "a.xlsx") == ["PL120", "PL205"]
    (tmp_path / "b.xlsx").write_bytes(hostile.workbook(hostile.sheet(rows(10) + b"<!-- -->")))
    assert codes_of(tmp_path / "b.xlsx") == []


@pytest.mark.parametrize("strings", ["<si><t>a</t></si>", "<si><r><t>a</t></r></si>"])
def test_too_many_strings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, strings: str) -> None:
    monkeypatch.setattr("toolkit.gate.limits.MOST_ELEMENTS", 100)
    table = f'<sst xmlns="{hostile.SHEET_NS}">{strings * 200}</sst>'.encode()
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(rows(1)), strings=table))
    assert codes_of(tmp_path / "a.xlsx") == ["PL120"]


@pytest.mark.usefixtures("narrow")
def test_a_search_for_a_header_that_is_given_up_is_said(tmp_path: Path) -> None:
    path = sheets(tmp_path / "a.xlsx", PHỤ_LỤC=GRID, Khác="\n".join(PLAIN.splitlines()[:10]))
    assert [(p.code, str(p.place), p.values["row"]) for p in show(path).problems] == [("PL210", "Khác", 7)]
    assert codes_of(book(tmp_path / "b.xlsx", "\n".join(PLAIN.splitlines()[:10]))) == ["PL201", "PL210"]


def test_rows_that_look_like_headers_and_are_none_are_said(tmp_path: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>Nội dung</t></is></c><c t="inlineStr"><is><t>Ghi chú</t></is></c></row>'
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(row.encode() * 300, headed=False)))
    assert codes_of(tmp_path / "a.xlsx") == ["PL201", "PL210"]


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize(("count", "codes"), [(12, []), (20, ["PL120"])])
def test_an_appendix_of_too_many_rows_is_refused_whole(tmp_path: Path, count: int, codes: list[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(rows(count))))
    assert codes_of(tmp_path / "a.xlsx") == codes


def test_tables_without_end_on_one_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.excel.room._MOST_TABLES", 3)
    tables = "\n".join(f"STT|Nội dung|Đơn vị tính|Việc {n}|Năm {2000 + n}\n1|Mở lớp|Lớp|5|6" for n in range(5))
    assert codes_of(book(tmp_path / "a.xlsx", tables)) == ["PL120"]


def test_columns_without_end(tmp_path: Path) -> None:
    heads = "".join(
        f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("Nội dung", *map(str, range(1500, 2100)))
    )
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(f"<row>{heads}</row>".encode(), headed=False)))
    assert codes_of(tmp_path / "a.xlsx") == ["PL120"]


def test_one_long_string_in_very_many_cells(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(
        hostile.workbook(
            hostile.sheet(b"<row>" + b'<c t="s"><v>0</v></c>' * 2_000 + b"</row>"),
            strings=f'<sst xmlns="{hostile.SHEET_NS}"><si><t>{"ă" * 100_000}</t></si></sst>'.encode(),
        )
    )
    assert codes_of(tmp_path / "a.xlsx") == ["PL120"]


def test_formulas_that_use_each_other_are_gone_through_once(tmp_path: Path) -> None:
    """In a circle, or each over all that stand before it, which has two to the thirtieth ways through."""
    heads = ["Nội dung", *(f"Tháng {n} năm {year}" for year in (2020, 2021, 2022) for n in range(1, 11))]
    row = '<c t="inlineStr"><is><t>{}</t></is></c>'
    letters = [chr(66 + n) if n < 25 else f"A{chr(40 + n)}" for n in range(30)]
    over = "".join(f'<c r="{at}3"><f>SUM(B3:{letters[max(0, n - 1)]}3)</f></c>' for n, at in enumerate(letters))
    ring = "".join(f'<c r="{at}4"><f>SUM(B4:AE4)</f></c>' for at in letters)
    rows_ = [map(row.format, heads), (row.format("Mở lớp"), over), (row.format("Trồng cây"), ring)]
    sheet = "".join(f'<row r="{number}">{"".join(cells)}</row>' for number, cells in enumerate(rows_, 2))
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(sheet.encode(), headed=False)))
    assert codes_of(tmp_path / "a.xlsx") == []  # none holds a figure yet


SENTENCE = "Kết nạp 5 đảng viên, đạt 50% chỉ tiêu 10 đảng viên. "


@pytest.mark.parametrize("ending", [".docx", ".txt"])
@pytest.mark.parametrize(("lines", "times"), [(20, 1), (1, 12)])
def test_more_prose_than_can_be_tied_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, lines: int, times: int
) -> None:
    monkeypatch.setattr("toolkit.gate.limits.MOST_PROSE", 800)
    monkeypatch.setattr("toolkit.gate.limits.LONGEST_PARAGRAPH", 500)
    path = tmp_path / f"a{ending}"
    text = SENTENCE * times
    path.write_bytes(
        hostile.document(hostile.paragraph(text) * lines) if ending == ".docx" else (text + "\n").encode() * lines
    )
    with pytest.raises(ToolkitError) as caught:
        check(path)
    assert caught.value.problem.code == "PL120"
    if ending == ".docx":
        report = fill(book(tmp_path / "a.xlsx", GRID), template=path, output=tmp_path / "b.docx")
        assert [problem.code for problem in report.problems if problem.code == "PL570"] == ["PL570"]


@pytest.mark.parametrize(("limit", "most"), [("MOST_NUMBERS", 8), ("MOST_NUMBERS_AT_ONCE", 2)])
def test_more_numbers_than_can_be_tied_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(hostile.document(hostile.paragraph(SENTENCE) * 3))
    assert check(path).summary  # nine numbers, three in each paragraph
    monkeypatch.setattr(f"toolkit.gate.limits.{limit}", most)
    with pytest.raises(ToolkitError) as caught:
        check(path)
    assert caught.value.problem.code == "PL120"
    report = fill(book(tmp_path / "a.xlsx", GRID), template=path, output=tmp_path / "b.docx")
    assert [problem.code for problem in report.problems if problem.code == "PL570"] == ["PL570"]


@pytest.mark.parametrize("sign", ["9", "a", "ă", ".", "(", "_", "%"])
def test_a_run_longer_than_any_in_prose_means_nothing(sign: str) -> None:
    text = f"Kết nạp 5 đảng viên {sign * 200}, mở 6 lớp"
    assert len(normal(text).text) == len(text)
    assert [number.printed for number in numbers_in(text)] == ["5", "6"]


def test_words_before_a_number_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes the text apart again."""
    taken: list[str] = []
    real = numbers._leading_word

    def watched(text: str) -> tuple[str, str]:
        taken.append(text)
        return real(text)

    monkeypatch.setattr(numbers, "_leading_word", watched)
    assert numbers.read("từ " * 10_000 + "5").doubt is numbers.Doubt.NOT_A_NUMBER
    assert len(taken) < 20
    assert numbers.read("phấn đấu đạt từ không dưới 95%").value == 95


def test_labels_longer_than_any_are_the_same_or_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.merge.labels.likeness", lambda *_: pytest.fail("compared letter by letter"))
    long = "kết nạp đảng viên " * 200
    assert compare(long, long.upper()) is Alike.SAME
    assert compare(long, f"{long} mới") is Alike.OTHER


def test_lists_without_end_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may be the parts of each figure before it, and may end at each figure after it."""
    tried: list[tuple[Mark, ...]] = []
    real = Listing.choices

    def watched(listing: Listing) -> Iterator[tuple[Mark, ...]]:
        for choice in real(listing):
            tried.append(choice)
            yield choice

    monkeypatch.setattr(Listing, "choices", watched)
    find_claims([Passage("body", 1, "gồm: 5 lớp; " * 60)])
    assert 0 < len(tried) < 3_000


def test_marks_piled_on_a_letter_are_brought_into_order_thirty_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it takes to order them is their number squared."""
    lengths: list[int] = []
    real = unicodedata.normalize

    def watched(form: str, text: str) -> str:
        runs = (list(run) for marks, run in groupby(text, unicodedata.combining) if marks)
        lengths.append(max(map(len, runs), default=0))
        return real(form, text)

    with monkeypatch.context() as patched:
        patched.setattr(unicodedata, "normalize", watched)
        for marks in ("\u0301\u0323", "\u05b0\u05b1", "\u0323\u05b0"):
            piled = f"a{marks * 5_000} 5"
            assert len(clean(piled)) < 40
            assert fold(piled).endswith(" 5")
            assert [number.printed for number in numbers_in(piled)] == ["5"]
    assert max(lengths) <= 31
    assert clean("ế" * 3_000) == "ế" * 3_000


def test_rows_of_very_unlike_lengths(tmp_path: Path) -> None:
    """One row of very many cells above very many rows of one: what is kept is what is there, not the rectangle around it."""
    row = b"<w:tr>%s</w:tr>"
    cell = b"<w:tc>" + hostile.paragraph("Việc") + b"</w:tc>"
    table = b"<w:tbl>" + row % (cell * 5_000) + row % cell * 5_000 + b"</w:tbl>"
    (tmp_path / "a.docx").write_bytes(hostile.document(table))
    tables = Document.open(tmp_path / "a.docx").tables()
    assert sum(map(len, tables[0].lines())) == 10_000


class Counted(dict[tuple[int, int], RawCell]):
    """Cells that count how often one is looked for."""

    asked = 0

    def get(self, *key: object) -> RawCell | None:  # type: ignore[override]  all forms of the dict's own at once
        self.asked += 1
        return super().get(*key)  # type: ignore[call-overload, no-any-return]  likewise


@pytest.mark.parametrize("stored", [None, Decimal(0)])
def test_a_formula_that_names_one_span_again_and_again(stored: Decimal | None) -> None:
    """A thousand cells, each of whose formulas names the whole of its row four hundred times: the row has two cells."""
    content = Content.UNCALCULATED if stored is None else Content.NUMBER
    cells = Counted(
        ((row, column), RawCell(content, number=stored, formula="+".join([f"A{row}:XFD{row}"] * 400)))
        for row in range(2, 502)
        for column in (2, 3)
    )
    formulas = RowFormulas(RawSheet("A", cells=cells), {2, 3})
    assert {formulas.wait(row, cell) for (row, _), cell in cells.items()} == {stored is None}
    assert {formulas.follows(row, cell) for (row, _), cell in cells.items()} == {stored is None}
    assert cells.asked <= 4 * len(cells)


def test_formats_longer_than_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked for in a format takes its length squared, so no more of it is looked at than Excel takes."""
    formats = "".join(f'<numFmt numFmtId="{n + 200}" formatCode="{n}{"[" * 20_000}"/>' for n in range(20))
    looks = "".join(f'<xf numFmtId="{n + 200}"/>' for n in range(20))
    styles = (
        f'<styleSheet xmlns="{hostile.SHEET_NS}"><numFmts>{formats}</numFmts><cellXfs>{looks}</cellXfs></styleSheet>'
    )
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(rows(3)), styles=styles.encode()))
    lengths: list[int] = []
    monkeypatch.setattr("toolkit.excel.book_xml.is_date_format", lambda code: bool(lengths.append(len(code))))
    assert codes_of(tmp_path / "a.xlsx") == []
    assert lengths == [255] * 20


def test_a_tag_without_end(tmp_path: Path) -> None:
    row = b"<row " + b" ".join(b'a%d="1"' % number for number in range(120_000)) + b"/>"
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(rows(3) + row)))
    assert codes_of(tmp_path / "a.xlsx") == ["PL120", "PL205"]


def test_prose_is_read_as_far_as_it_may_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.gate.limits.MOST_NUMBERS", 8)
    (tmp_path / "a.docx").write_bytes(hostile.document(hostile.paragraph(SENTENCE) * 500))
    read: list[object] = []
    monkeypatch.setattr(prose, "describe", lambda paragraph: read.append(paragraph) or describe(paragraph))
    with pytest.raises(ToolkitError) as caught:
        check(tmp_path / "a.docx")
    assert caught.value.problem.code == "PL120"
    assert len(read) == 3  # of three numbers each


def test_only_what_stands_near_a_table_is_read_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = b"".join(b"<w:tc>" + hostile.paragraph(t) + b"</w:tc>" for t in ("Nội dung", "Chỉ tiêu", "Thực hiện"))
    row = b"".join(b"<w:tc>" + hostile.paragraph(t) + b"</w:tc>" for t in ("Mở lớp", "5", "6"))
    lines = [hostile.paragraph(f"Dòng {n}") for n in range(500)]
    body = b"".join([*lines, b"<w:tbl><w:tr>", head, b"</w:tr><w:tr>", row, b"</w:tr></w:tbl>", *lines])
    read: list[object] = []
    monkeypatch.setattr(tables, "describe", lambda paragraph: read.append(paragraph) or describe(paragraph))
    (found,) = tables.read_tables(Package.read(hostile.document(body)))
    assert found.title == [f"Dòng {n}" for n in range(492, 500)]
    assert found.below == [f"Dòng {n}" for n in range(9)]
    assert len(read) == 6 + 8 + 9


def test_a_sheet_of_cells_that_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.workbook(hostile.sheet(hostile.row('<c r="A2" t="str"><v> </v></c>'), headed=False)))
    with pytest.raises(ToolkitError) as caught:
        show(path)
    assert caught.value.problem.code == "PL201"
    assert caught.value.problem.values["near"] == "-"


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(2, 20))
def test_a_long_piece_is_found_wherever_it_stands(lengths: list[int], limit: int) -> None:
    xml = b"".join(b"<" + b"x" * length for length in lengths)
    assert has_piece_over(xml, limit) is (max(lengths) + 1 > limit)
