"""Two ways of reading .xlsx give the same cells, and the wrong answers that libraries give in silence are not given."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from support.books import book
from support.office import convert, needs_office

from toolkit.excel import via_calamine
from toolkit.excel.cells import Content, RawCell
from toolkit.excel.dates import day_text, is_date_format
from toolkit.excel.open import read_raw
from toolkit.excel.read import assemble

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/so-lieu.xlsx"))
HEAD = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1:A1"/><sheetData>'
)


def raw(tmp_path: Path, rows: str) -> dict[tuple[int, int], RawCell]:
    """The cells of a sheet given as its XML rows."""
    source = book(tmp_path / "goc.xlsx", "a|b\n1|2")
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as made:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = f"{HEAD}{rows}</sheetData></worksheet>".encode()
            made.writestr(name, data)
    return read_raw(path).sheets[0].cells


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_both_ways_give_the_same_sheets_and_the_same_appendices(path: Path) -> None:
    fast, slow = read_raw(path), read_raw(path, "openpyxl")
    for one, other in zip(fast.sheets, slow.sheets, strict=True):
        assert one.cells == other.cells
        assert (one.name, set(one.merges), one.hidden) == (other.name, set(other.merges), other.hidden)
        assert (one.hidden_rows, one.hidden_columns) == (other.hidden_rows, other.hidden_columns)
    assert assemble(fast).appendices == assemble(slow).appendices


VALUES = st.one_of(
    st.integers(-(10**9), 10**9), st.decimals(-9999, 9999, places=3).map(float), st.booleans(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=12).filter(
        lambda text: not text.startswith("=") and text.strip() == text),
)  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=50)
@given(cells=st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 12)), VALUES, min_size=1, max_size=30))
def test_both_ways_agree_on_any_workbook(
    tmp_path_factory: pytest.TempPathFactory, cells: dict[tuple[int, int], object]
) -> None:
    folder = tmp_path_factory.mktemp("raw")
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    with xlsxwriter.Workbook(folder / "b.xlsx") as other:
        page = other.add_worksheet("Sheet")
        for (row, column), value in cells.items():
            sheet.cell(row, column).value = value  # type: ignore[assignment]  any value a cell may hold
            if isinstance(value, str):
                page.write_string(row - 1, column - 1, value)
            else:
                page.write(row - 1, column - 1, value)
    made.save(folder / "a.xlsx")
    for name in ("a.xlsx", "b.xlsx"):
        fast, slow = read_raw(folder / name), read_raw(folder / name, "openpyxl")
        assert fast.sheets[0].cells == slow.sheets[0].cells


def test_formulas_with_and_without_their_results(tmp_path: Path) -> None:
    cells = raw(
        tmp_path,
        '<row><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>"a"</f><v>a</v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="F1"><f t="shared" si="0"/><v>7</v></c></row>',
    )
    assert [(cell.content, cell.text, cell.number) for cell in cells.values()] == [
        (Content.NUMBER, "", Decimal(2)), (Content.UNCALCULATED, "", None), (Content.TEXT, "a", None),
        (Content.TEXT, "", None), (Content.ERROR, "#DIV/0!", None), (Content.NUMBER, "", Decimal(7)),
    ]  # fmt: skip
    assert all(cell.formula for cell in cells.values())


def test_a_lying_dimension_cuts_nothing_and_rows_may_come_in_any_order(tmp_path: Path) -> None:
    cells = raw(tmp_path, '<row r="9"><c r="D9"><v>4</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>')
    assert list(cells) == [(2, 2), (9, 4)]


def test_cells_without_an_address_follow_each_other(tmp_path: Path) -> None:
    assert list(raw(tmp_path, "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")) == [
        (1, 1), (1, 2), (2, 1),
    ]  # fmt: skip


def test_texts_in_every_way_they_are_stored(tmp_path: Path) -> None:
    cells = raw(
        tmp_path,
        '<row><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>'
        '<c r="B1" t="inlineStr"><is><r><t>một </t></r><r><rPr><rFont val=".VnTime"/></rPr><t>x</t></r>'
        "<rPh><t>đọc</t></rPh></is></c>"
        '<c r="C1" t="inlineStr"><is><t>dòng_x000D_hai</t></is></c><c r="D1" t="b"><v>1</v></c></row>',
    )
    assert [cell.text for cell in cells.values()] == [" a ", "một x", "dòng\rhai", "TRUE"]


@pytest.mark.parametrize(
    ("serial", "text"),
    [("45000", "15/03/2023"), ("1", "01/01/1900"), ("60", "60"), ("-5", "-5"), ("2958466", "2958466")],
)
def test_days_and_what_is_none(serial: str, text: str) -> None:
    assert day_text(Decimal(serial)) == text


def test_days_counted_from_1904() -> None:
    assert day_text(Decimal(43538), from_1904=True) == "15/03/2023"


def test_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    import datetime

    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    sheet["A1"] = datetime.date(2023, 3, 15)
    made.save(tmp_path / "a.xlsx")
    for reader in ("fast", "openpyxl"):
        assert [c.text for c in read_raw(tmp_path / "a.xlsx", reader).sheets[0].cells.values()] == ["15/03/2023"]


def test_runs_in_old_and_new_fonts_are_decoded_each_by_its_own(tmp_path: Path) -> None:
    cells = raw(
        tmp_path,
        '<row><c r="A1" t="inlineStr"><is><r><rPr><rFont val=".VnTime"/></rPr><t>KÕt n¹p </t></r>'
        '<r><rPr><rFont val="VNI-Times"/></rPr><t>ñaûng </t></r><r><t>viên</t></r></is></c></row>',
    )
    assert cells[1, 1].text == "Kết nạp đảng viên"


@pytest.mark.parametrize(
    ("code", "day"),
    [("dd/mm/yyyy", True), ("General", False), ("0.00%", False), ('0" đồng"', False), ("[Red]0", False), ("h:mm", True),
     ('#,##0.00 "d"', False), ("@", False), ("[$-42A]dd mmmm yyyy", True)],
)  # fmt: skip
def test_which_formats_show_a_day(code: str, day: bool) -> None:
    assert is_date_format(code) is day


def test_numbers_lose_their_float_noise_and_nothing_else(tmp_path: Path) -> None:
    cells = raw(tmp_path, "<row><c><v>0.30000000000000004</v></c><c><v>98.49</v></c><c><v>1E3</v></c></row>")
    assert [cell.number for cell in cells.values()] == [Decimal("0.3"), Decimal("98.49"), Decimal(1000)]


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_kinds_are_read_by_their_values_with_a_warning(tmp_path: Path, kind: str) -> None:
    source = book(tmp_path / "a.xlsx", "Nội dung|ĐVT|2022|2023\nMở lớp|Lớp|5|6,5\nKết nạp|ĐV|1.200|")
    found = read_raw(convert(source, kind, tmp_path / "office"))
    assert [problem.code for problem in found.problems] == ["PL134"]
    wanted = [[f.value for f in row.values] for row in assemble(read_raw(source)).appendices[0].rows]
    assert [[f.value for f in row.values] for row in assemble(found).appendices[0].rows] == wanted


@needs_office
def test_rates_whose_percent_format_cannot_be_seen_are_doubted(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        sheet, share = made.add_worksheet("PHỤ LỤC"), made.add_format({"num_format": "0.00%"})
        sheet.write_row(0, 0, ("Nội dung", "ĐVT", "Chỉ tiêu", "2022", "2023"))
        sheet.write_row(1, 0, ("Hộ đạt chuẩn", "%", 0.9, 0.8241, "0,5%"), share)
        sheet.write_row(2, 0, ("Hộ mới", "hộ", 1, 1, 0))
    assert [p.code for p in assemble(read_raw(tmp_path / "a.xlsx")).problems] == []
    found = assemble(read_raw(convert(tmp_path / "a.xlsx", "xls", tmp_path / "office")))
    assert [(p.code, str(p.place)) for p in found.problems[1:]] == [("PL220", "PHỤ LỤC!D2"), ("PL220", "PHỤ LỤC!C2")]


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_cells_of_other_kinds_keep_their_addresses_where_the_sheet_begins_further_on(tmp_path: Path, kind: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        sheet = made.add_worksheet("PHỤ LỤC")
        for column, text in enumerate(("STT", "Nội dung", "ĐVT"), 2):
            sheet.merge_range(3, column, 4, column, text)
        sheet.merge_range(3, 5, 3, 6, "Thực hiện các năm")
        sheet.write_row(4, 5, (2022, 2023))
        sheet.merge_range(3, 7, 4, 7, "Chỉ tiêu")
        sheet.write_row(5, 2, (1, "Mở lớp", "lớp", 5, 6, 12))
    found = read_raw(convert(tmp_path / "a.xlsx", kind, tmp_path / "office"))
    source = read_raw(tmp_path / "a.xlsx").sheets[0].cells
    assert {at: cell.number or cell.text for at, cell in found.sheets[0].cells.items()} == {
        at: cell.number or cell.text for at, cell in source.items()
    }
    (row,) = assemble(found).appendices[0].rows
    assert [(str(f.cell), f.value) for f in (*row.values, row.target.figure)] == [
        ("PHỤ LỤC!F6", 5), ("PHỤ LỤC!G6", 6), ("PHỤ LỤC!H6", 12),
    ]  # fmt: skip


def test_a_broken_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    from toolkit.problems import ToolkitError

    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 2000)
    with pytest.raises(ToolkitError) as caught:
        read_raw(path)
    assert caught.value.problem.code == "PL108"


@pytest.mark.parametrize(
    ("stderr", "reason"),
    [
        ("Traceback (most recent call last):\n  File x\npython_calamine.ZipError: no central directory", "no central directory"),
        ("thread panicked\nnote: run with\npyo3_runtime.PanicException: no entry found for key", "no entry found for key"),
        ("memory allocation of 68719476736 bytes failed\n  31: main\n  32: _start", "memory allocation of 68719476736 bytes failed"),
        ("  31: main\n  32: _start\n", "?"),
        ("", "?"),
    ],
)  # fmt: skip
def test_why_a_file_of_another_kind_is_refused(stderr: str, reason: str) -> None:
    assert via_calamine._reason(stderr.encode()) == reason


def test_an_ods_without_its_parts_is_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    path = tmp_path / "a.ods"
    path.write_bytes(made.getvalue())
    from toolkit.problems import ToolkitError

    with pytest.raises(ToolkitError) as caught:
        read_raw(path)
    assert caught.value.problem.code == "PL108"
