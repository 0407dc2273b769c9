"""The formatted appendix workbook: read again it is the same appendix, its formulas are live, its texts stay texts."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from support.books import book
from support.grids import GRIDS, indicators, sample
from support.office import convert, needs_office

from toolkit import reports
from toolkit.compute import compute
from toolkit.excel.read import read_workbook
from toolkit.excel.write.book import write_book

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*/so-lieu.xlsx"))
# openpyxl says of the data bars that it will drop them when it saves.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
KIEN_GIANG = next(path for path in EXAMPLES if "kien-giang" in str(path))


def appendix(data: Path, folder: Path) -> Path:
    made = folder / "phu-luc.xlsx"
    made.unlink(missing_ok=True)
    reports.make_appendix(data, made)
    return made


@pytest.mark.parametrize("data", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_appendix_of_an_example_reads_as_the_example(data: Path, tmp_path: Path) -> None:
    made = appendix(data, tmp_path)
    assert indicators(made) == indicators(data)
    first, second = reports.show(data).as_json("vi"), reports.show(made).as_json("vi")
    assert second["info"] == first["info"]
    assert [{**f, "place": ""} for f in second["figures"]] == [{**f, "place": ""} for f in first["figures"]]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=GRIDS)
def test_any_appendix_reads_as_its_data(grid: str, tmp_path: Path) -> None:
    data = book(tmp_path / "so-lieu.xlsx", grid)
    made = appendix(data, tmp_path)
    assert indicators(made) == indicators(data)


def test_the_same_data_give_the_same_bytes() -> None:
    computed = reports.read(KIEN_GIANG)
    assert write_book(computed, day="2023-07-25") == write_book(computed, day="2023-07-25")


def test_a_large_appendix_is_the_same_whether_held_or_written_as_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = appendix(KIEN_GIANG, tmp_path)
    held = indicators(made)
    monkeypatch.setattr("toolkit.excel.write.book._HELD_ROWS", 10)
    streamed = appendix(KIEN_GIANG, tmp_path)
    with zipfile.ZipFile(streamed) as archive:
        assert "inlineStr" in archive.read("xl/worksheets/sheet1.xml").decode()
    assert indicators(streamed) == held


@needs_office
def test_a_changed_figure_goes_through_every_formula(tmp_path: Path) -> None:
    """Change one period cell, let LibreOffice calculate, and compare with computing the changed data."""
    made = appendix(KIEN_GIANG, tmp_path)
    changed = openpyxl.load_workbook(made)
    sheet = changed["PHỤ LỤC"]
    row = next(cell.row for cell in sheet["B"] if cell.value == "- Chuyển đến")
    assert str(sheet[f"E{row - 1}"].value).startswith("=")
    sheet[f"E{row}"] = 283
    changed.save(tmp_path / "sua.xlsx")
    again = convert(tmp_path / "sua.xlsx", "xlsx", tmp_path / "moi")
    shown = read_workbook(again).appendices[0]
    computed = compute(read_workbook(again))
    rows = {r.row.label: r for r in computed.appendices[0].indicators}
    assert rows["Chuyển đến"].actual == Decimal(283 + 133 + 179 + 93)
    assert rows["Tiếp nhận và chuyển sinh hoạt đảng"].row.values[0].value == Decimal(283 + 449)
    typed = {r.label: r.actual.value for r in shown.rows}
    for label, indicator in rows.items():
        if indicator.actual is not None and indicator.rule_source and typed.get(label) is not None:
            assert abs(typed[label] - indicator.actual) < Decimal("0.000001"), label
    assert rows["Chuyển đến"].row.actual.value == Decimal(688)


@needs_office
def test_every_cached_result_is_what_an_office_program_calculates(tmp_path: Path) -> None:
    made = appendix(KIEN_GIANG, tmp_path)
    again = convert(made, "xlsx", tmp_path / "moi")
    cached, live = (openpyxl.load_workbook(path, data_only=True)["PHỤ LỤC"] for path in (made, again))
    for line in cached.iter_rows():
        for cell in line:
            other = live[cell.coordinate].value
            if isinstance(cell.value, int | float):
                assert other == pytest.approx(cell.value, abs=1e-9), cell.coordinate
            elif cell.value:
                assert other == cell.value, cell.coordinate


def test_the_periods_of_a_formula_over_keys_are_live(tmp_path: Path) -> None:
    grid = """
    STT | Nội dung | ĐVT | 2023 | 2024 | Thực hiện | Mã | Cách tính
    1 | Xuất sắc | người | 1 | 2 | | XS |
    2 | Tốt | người | 2 | 4 | | TOT |
    3 | Cộng | người | | | | C | = XS + TOT
    4 | Tỷ lệ | % | | | | | = XS / C * 100
    """
    made = appendix(book(tmp_path / "so-lieu.xlsx", grid), tmp_path)
    sheet = openpyxl.load_workbook(made).worksheets[0]
    label = {cell.value: cell.row for cell in sheet["B"]}
    first = label["Xuất sắc"]
    assert sheet[f"D{label['Cộng']}"].value == f"=ROUND(D{first}+D{first + 1},2)"
    assert sheet[f"E{label['Tỷ lệ']}"].value == f"=ROUND(E{first}/E{first + 2}*100,2)"
    shown = openpyxl.load_workbook(made, data_only=True).worksheets[0]
    assert [shown[f"{column}{label['Tỷ lệ']}"].value for column in "DE"] == [33.33, 33.33]


def test_texts_stay_texts(tmp_path: Path) -> None:
    grid = """
    STT | Nội dung | ĐVT | Chỉ tiêu | 2023 | 2024 | Ghi chú
    1 | '=HYPERLINK("http://x","y")' | '@SUM(A1)' | 10 | 4 | 5 | '=cmd!A1'
    2 | '+1+1' | lớp | 10 | 4 | 5 | 'http://example.invalid'
    """
    made = appendix(book(tmp_path / "so-lieu.xlsx", grid), tmp_path)
    sheet = openpyxl.load_workbook(made)["PHỤ LỤC"]
    texts = {cell.value: cell for line in sheet.iter_rows() for cell in line if cell.data_type == "s"}
    assert '=HYPERLINK("http://x","y")' in texts
    assert "=cmd!A1" in texts
    assert "@SUM(A1)" in texts
    assert texts["=cmd!A1"].quotePrefix
    with zipfile.ZipFile(made) as archive:
        sheet_xml = archive.read("xl/worksheets/sheet1.xml").decode()
        relations = [name for name in archive.namelist() if "sheet1.xml.rels" in name]
        assert all("example.invalid" not in archive.read(name).decode() for name in relations)
    assert "<hyperlink" not in sheet_xml
    formulas = re.findall(r"<f>(.*?)</f>", sheet_xml)
    assert formulas
    assert not any("HYPERLINK" in text or "cmd" in text for text in formulas)


def test_the_sheet_is_set_for_printing_and_carries_its_doubts(tmp_path: Path) -> None:
    made = appendix(KIEN_GIANG, tmp_path)
    workbook = openpyxl.load_workbook(made)
    assert workbook.sheetnames == ["PHỤ LỤC", "Biểu đồ", "Vấn đề", "Thông tin", "Số liệu"]
    sheet = workbook["PHỤ LỤC"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$6:$7"
    assert sheet.freeze_panes == "C8"
    assert sheet.print_area == "'PHỤ LỤC'!$A$1:$K$66"
    assert "(Kèm theo Báo cáo số 161-BC/ĐUK ngày 25 tháng 7 năm 2023)" in {cell.value for cell in sheet["A"]}
    errors = [problem for problem in reports.show(KIEN_GIANG).problems if problem.severity == 0]
    commented = {c.coordinate: c.comment.text for line in sheet.iter_rows() for c in line if c.comment}
    assert all(any(error.code in text for text in commented.values()) for error in errors)
    assert len(workbook["Biểu đồ"]._charts) == 5
    links = [cell.hyperlink.location for cell in workbook["Vấn đề"]["C"] if cell.hyperlink]
    assert "'PHỤ LỤC'!J34" in links
    assert workbook.properties.title.startswith("PHỤ LỤC")


def test_words_around_a_number_are_shown_by_its_format(tmp_path: Path) -> None:
    grid = """
    Nội dung | ĐVT | Chỉ tiêu | 2023 | 2024
    Tỷ lệ hộ nghèo | % | dưới 3% | 3,1 | 2,5
    Vốn đầu tư | | ≥ 1.000 | 81.326 tỷ | 500 tỷ
    """
    made = appendix(book(tmp_path / "so-lieu.xlsx", grid), tmp_path)
    shown = sample(made)
    assert [row.target.figure.text for row in shown] == ["dưới 3%", "≥ 1.000"]
    assert [row.target.direction for row in shown] == ["<=", ">="]
    assert shown[0].target.strict
    assert not shown[1].target.strict
    assert shown[1].values[0].text == "81.326 tỷ"
    assert shown[1].values[0].value == 81326


def test_ods_and_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(reports.ToolkitError) as refused:
        reports.make_appendix(KIEN_GIANG, tmp_path / "phu-luc.ods")
    assert refused.value.problem.code == "PL549"


def test_the_word_appendix_has_fields_and_a_ledger(tmp_path: Path) -> None:
    made = tmp_path / "phu-luc.docx"
    outcome = reports.make_appendix(KIEN_GIANG, made)
    assert outcome.rows == 59
    shown: dict[str, Any] = reports.trace(made, "79,42").as_json("vi")["numbers"][0]
    assert shown["cells"] == ["PHỤ LỤC!E33", "PHỤ LỤC!F33", "PHỤ LỤC!G33", "PHỤ LỤC!H33", "PHỤ LỤC!D33"]
    before = made.read_bytes()
    reports.make_appendix(KIEN_GIANG, made)
    assert made.read_bytes() == before
    assert zipfile.ZipFile(BytesIO(before)).testzip() is None


@needs_office
def test_colours_judge_by_all_the_digits_of_a_target(tmp_path: Path) -> None:
    grid = "STT|Nội dung|ĐVT|Chỉ tiêu|2022|2023|Thực hiện\n1|A|kg|0,124|0,1|0,021|0,121\n2|B|kg|0,12|0,1|0,021|0,121"
    made = appendix(book(tmp_path / "a.xlsx", grid), tmp_path)
    document = openpyxl.load_workbook(made)
    sheet = document.worksheets[0]
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules if rule.formula]
    missed = next(
        rule.formula[0]
        for rule in rules
        if ">" in rule.formula[0] and rule.formula[0].startswith("AND(ISNUMBER") and "OR(IF" in rule.formula[0]
    )
    first = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == "A")
    for row in (first, first + 1):
        sheet.cell(row, 30).value = "=" + re.sub(rf"(\$[A-Z]+){first}\b", rf"\g<1>{row}", missed)
    document.save(tmp_path / "b.xlsx")
    lines = convert(tmp_path / "b.xlsx", "csv", tmp_path / "office").read_text("utf-8", "replace").splitlines()
    judged = [line.rpartition(",")[2] for line in lines if "TRUE" in line or "FALSE" in line]
    assert judged == ["TRUE", "FALSE"]  # 0,121 falls short of 0,124, and is 0,12 as printed
