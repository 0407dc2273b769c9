"""Importing: the appendix of a report, ours or anybody's, is its grid again, and nothing of it is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from support.books import book
from support.grids import GRIDS, indicators, sample

from toolkit import reports
from toolkit.model import Kind
from toolkit.tables import text_tables

# openpyxl says of the data bars that it will drop them when it saves.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*/so-lieu.xlsx"))


def imported(document: Path, folder: Path) -> Path:
    made = folder / "lay-ra.xlsx"
    made.unlink(missing_ok=True)
    reports.import_workbook(document, made)
    return made


@pytest.mark.parametrize("data", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_report_of_an_example_gives_its_grid_back(data: Path, tmp_path: Path) -> None:
    made = imported(data.with_name("bao-cao.docx"), tmp_path)
    wanted = indicators(data, without=("sheet", "rule_source"))
    assert indicators(made, without=("sheet", "rule_source")) == wanted


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=GRIDS.filter(lambda grid: "#REF" not in grid))  # an Excel error is not printed
def test_any_word_appendix_gives_its_grid_back(grid: str, tmp_path: Path) -> None:
    data = book(tmp_path / "so-lieu.xlsx", grid)
    document = tmp_path / "phu-luc.docx"
    document.unlink(missing_ok=True)
    reports.make_appendix(data, document)
    made = imported(document, tmp_path)
    assert indicators(made, without=("rule_source",)) == indicators(data, without=("rule_source",))


def table(document: object, rows: list[str]) -> object:
    cells = [line.split("|") for line in rows]
    made = document.add_table(len(cells), len(cells[0]))  # type: ignore[attr-defined]  python-docx's document
    for row, texts in zip(made.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text.strip()
    return made


def test_pages_of_one_table_are_joined_and_another_table_is_kept(tmp_path: Path) -> None:
    document = Document()
    table(document, ["ĐẢNG BỘ TỈNH A | ĐẢNG CỘNG SẢN VIỆT NAM", "Số 05-BC/ĐU | ngày 02 tháng 3 năm 2026"])
    document.add_paragraph("Lời văn của báo cáo.")
    document.add_paragraph("PHỤ LỤC II")
    document.add_paragraph("KẾT QUẢ THỰC HIỆN")
    head = "STT | Nội dung | ĐVT | Chỉ tiêu | 2024 | 2025 | Thực hiện"
    table(document, [head, "I | TỔ CHỨC | | | | |", "1 | Kết nạp | đảng viên | 1.200 | 500 | 453 | 953"])
    document.add_paragraph("")
    document.add_paragraph("- 2 -")
    document.add_paragraph("PHỤ LỤC II (tiếp theo)")
    table(document, [head.replace("Chỉ tiêu", "Chi tiêu"), "2 | Chi bộ đạt chuẩn | % | 95 | 96,5 | 97,5 | 97"])
    document.add_paragraph("Trang 3/3")
    table(document, ["3 | Lớp bồi dưỡng | lớp | 25 | 12 | 13 | 25"])
    document.save(tmp_path / "bao-cao.docx")  # python-docx puts a joined table right after the other one
    made = imported(tmp_path / "bao-cao.docx", tmp_path)
    rows = sample(made)
    assert [(row.kind, row.stt, row.label) for row in rows] == [
        (Kind.SECTION, "I", "TỔ CHỨC"), (Kind.INDICATOR, "1", "Kết nạp"), (Kind.INDICATOR, "2", "Chi bộ đạt chuẩn"),
        (Kind.INDICATOR, "3", "Lớp bồi dưỡng"),
    ]  # fmt: skip
    shown = openpyxl.load_workbook(made)
    assert shown.sheetnames == ["PHỤ LỤC II", "Vấn đề", "Chưa xếp được"]
    kept = {cell.value for line in shown["Chưa xếp được"].iter_rows() for cell in line if cell.value}
    assert {"ĐẢNG BỘ TỈNH A", "Số 05-BC/ĐU"} <= kept
    assert shown["PHỤ LỤC II"]["A1"].value == "PHỤ LỤC II"
    numbers = [cell.value for line in shown["PHỤ LỤC II"].iter_rows(min_row=5) for cell in line]
    assert 953 in numbers
    assert 96.5 in numbers
    assert "tổng (suy ra)" in numbers
    assert "trung bình (suy ra)" in numbers


def test_what_does_not_tie_is_a_comment_and_exit_code_1(tmp_path: Path) -> None:
    lines = ["PHỤ LỤC", "", "STT\tNội dung\tĐVT\tChỉ tiêu\tThực hiện qua các năm\t\tThực hiện\t% so với chỉ tiêu",
             "\t\t\t\t2024\t2025\t\t", "1\tKết nạp\tngười\t1.200\t500\t453\t955\t79,58", "", "PHỤ LỤC", ""]  # fmt: skip
    text = tmp_path / "bang.txt"
    text.write_text("\n".join(lines), "utf-8")
    command = [
        sys.executable,
        "-m",
        "toolkit.cli.phuluc",
        "import",
        str(text),
        "-o",
        str(tmp_path / "ra.xlsx"),
        "--lang",
        "vi",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, encoding="utf-8")
    assert done.returncode == 1
    assert "PL301" in done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "ra.xlsx")["PHỤ LỤC"]
    comments = [cell.comment.text for line in sheet.iter_rows() for cell in line if cell.comment]
    assert any("955" in text and "953" in text for text in comments)
    assert "Thực hiện qua các năm" in {cell.value for line in sheet.iter_rows() for cell in line}


def test_a_heading_over_columns_of_a_text_reaches_over_them() -> None:
    [made] = text_tables(["a\tb\t\tc", "\t1\t2\t"])
    assert [(cell.text, cell.columns) for cell in made.cells if cell.row == 1] == [("a", 1), ("b", 2), ("c", 1)]


def test_a_document_without_an_appendix_is_refused(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Không có bảng nào.")
    document.save(tmp_path / "b.docx")
    with pytest.raises(reports.ToolkitError) as refused:
        reports.import_workbook(tmp_path / "b.docx", tmp_path / "c.xlsx")
    assert refused.value.problem.code in ("PL201", "PL202")
    assert not (tmp_path / "c.xlsx").exists()


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"\xff\x00\x81abc")
    with pytest.raises(reports.ToolkitError) as refused:
        reports.import_workbook(tmp_path / "b.txt", tmp_path / "c.xlsx")
    assert refused.value.problem.code == "PL113"


def test_figures_of_three_decimals_of_a_report_of_ours_are_those_it_was_filled_with(tmp_path: Path) -> None:
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (
        ["STT", "Nội dung", "ĐVT", "Chỉ tiêu", "2022", "2023", "Thực hiện"],
        [1, "Lãi", "tỷ đồng", 5, 2.125, 3.125, 5.25],
        [2, "Vốn", "tỷ đồng", 5000, 2125, 3125, 5250],
    ):
        sheet.append(row)
    data, document = tmp_path / "a.xlsx", tmp_path / "a.docx"
    made.save(data)
    reports.make_appendix(data, document)
    back = imported(document, tmp_path)
    assert indicators(back, without=("sheet", "rule_source")) == indicators(data, without=("sheet", "rule_source"))
    values = [row["values"] for row in indicators(back)]
    assert values == [{"2022": "2.125", "2023": "3.125"}, {"2022": "2125", "2023": "3125"}]


def test_a_unit_that_only_the_cells_say_has_a_column_in_the_appendix(tmp_path: Path) -> None:
    grid = "STT|Nội dung|Chỉ tiêu|2022|2023|Thực hiện\n1|Doanh thu|90.000 tỷ|40.326 tỷ|41.000 tỷ|81.326 tỷ\n2|Mở lớp|5|2|3|5"
    data = book(tmp_path / "a.xlsx", grid)
    for name in ("b.xlsx", "b.docx"):
        reports.make_appendix(data, tmp_path / name)
    for back in (tmp_path / "b.xlsx", imported(tmp_path / "b.docx", tmp_path)):
        assert [row["unit"] for row in indicators(back)] == ["tỷ", ""]
