"""The blank workbook: nothing in it is data, and filling it in is all that a report needs."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from support.office import convert, needs_office

from toolkit import reports
from toolkit.excel.write.blank import ROWS
from toolkit.kinds import KINDS, usual_periods
from toolkit.problems import Severity

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def blank(folder: Path, **options: object) -> Path:
    made = folder / "so-lieu.xlsx"
    reports.new_workbook(made, year=2026, **options)  # type: ignore[arg-type]  options as the function names them
    return made


def fill_in(path: Path) -> list[str]:
    """Type a section and three rows over and below the examples, as a clerk would; the period headings."""
    book = openpyxl.load_workbook(path)
    sheet = book["PHỤ LỤC"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "STT")
    heads = {
        sheet.cell(row, column).value: column
        for row in (top, top + 1)
        for column in range(1, sheet.max_column + 1)
        if sheet.cell(row, column).value
    }
    periods = [
        name
        for name, column in heads.items()
        if heads["Chỉ tiêu"] < column < heads["Thực hiện"] and name != "Thực hiện qua các kỳ"
    ]
    lines = [
        ("I", "CÔNG TÁC TỔ CHỨC", "", None, [], ""),
        (1, "Kết nạp đảng viên", "đảng viên", 100, [20, 25, 30, 35], ""),
        (2, "Đảng viên dự học tập", "%", "≥ 95", [98.5, 99, 97.5, 99], ""),
        (3, "Tổng số chi bộ", "chi bộ", None, [12, 12, 13, 14], "cuối kỳ"),
    ]
    for number, (stt, label, unit, target, values, rule) in enumerate(lines, top + 2):
        row = {"STT": stt, "Nội dung": label, "Đơn vị tính": unit, "Chỉ tiêu": target, "Cách tính": rule}
        row |= dict(zip(periods, values, strict=False)) if values else dict.fromkeys(periods)
        for name, value in row.items():
            sheet.cell(number, heads[name]).value = value or None
    info = book["Thông tin"]
    for row in range(2, 20):
        if info.cell(row, 1).value == "Cơ quan":
            info.cell(row, 2).value = "ĐẢNG ỦY XÃ A"
    book.save(path)
    return periods


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_workbook_holds_no_figures(kind: str, tmp_path: Path) -> None:
    shown = reports.show(blank(tmp_path, kind=kind))
    assert {(p.code, p.severity) for p in shown.problems} == {("PL208", Severity.NOTE), ("PL209", Severity.NOTE)}
    assert shown.computed is not None
    appendix = shown.computed.appendices[0]
    assert appendix.rows == ()
    assert appendix.appendix.periods == usual_periods(kind, 2026).periods
    assert shown.computed.workbook.figures == ()


def test_a_half_year_has_its_quarters() -> None:
    assert usual_periods("6 tháng", 2026) == ("6 tháng đầu năm 2026", ("Quý I", "Quý II"), True)
    assert usual_periods("9 tháng", 2026).periods == ("Quý I", "Quý II", "Quý III")


def test_filling_it_in_is_all_a_report_needs(tmp_path: Path) -> None:
    data = blank(tmp_path, periods=("2023", "2024", "2025", "6 tháng 2026"))
    assert fill_in(data) == ["2023", "2024", "2025", "6 tháng 2026"]
    shown = reports.show(data)
    assert shown.computed is not None
    first, second, third = shown.computed.appendices[0].indicators
    assert (first.actual, first.percent) == (Decimal(110), Decimal(110))
    assert (second.actual, second.row.target.direction) == (Decimal("98.5"), ">=")
    assert third.actual == 14
    assert first.row.section == "CÔNG TÁC TỔ CHỨC"
    assert all(problem.severity is Severity.NOTE for problem in shown.problems), shown.problems
    outcome = reports.fill(data)
    assert outcome.written
    assert outcome.filled > 10


@needs_office
def test_its_formulas_compute_what_the_toolkit_computes(tmp_path: Path) -> None:
    data = blank(tmp_path, periods=("2023", "2024", "2025", "6 tháng 2026"))
    fill_in(data)
    calculated = convert(data, "xlsx", tmp_path / "moi")
    shown = reports.show(calculated)
    assert shown.computed is not None
    for row in shown.computed.appendices[0].indicators:
        assert row.row.actual.value is not None
        assert abs(row.row.actual.value - (row.actual or 0)) < Decimal("0.000001"), row.row.label
    assert not [problem for problem in shown.problems if problem.severity is not Severity.NOTE]


def test_lists_and_checks_stand_on_every_row(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(blank(tmp_path))
    sheet = book["PHỤ LỤC"]
    found = {validation.type: validation for validation in sheet.data_validations.dataValidation}
    assert {"list", "decimal"} == set(found)
    lists = [v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert '"tổng,trung bình,bình quân năm,cuối kỳ,lớn nhất,nhỏ nhất,nhập tay"' in lists
    assert all(v.error for v in sheet.data_validations.dataValidation)
    assert all(not page.protection.sheet for page in book)
    rows = next(iter(found["decimal"].sqref.ranges))
    assert rows.max_row - rows.min_row + 1 == ROWS


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    data = blank(tmp_path)
    with pytest.raises(reports.ToolkitError) as refused:
        blank(tmp_path)
    assert refused.value.problem.code == "PL550"
    assert data.exists()


def test_the_command_gives_equal_files_and_says_what_to_do_next(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        command = [
            sys.executable,
            "-m",
            "toolkit.cli.phuluc",
            "new",
            str(tmp_path / name),
            "--periods",
            "2024, 2025",
            "--lang",
            "vi",
        ]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True, encoding="utf-8")
        assert "fill-report" in done.stdout
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_uncalculated_formula_over_other_rows_is_still_reported(tmp_path: Path) -> None:
    data = blank(tmp_path, periods=("2024", "2025"))
    book = openpyxl.load_workbook(data)
    sheet = book["PHỤ LỤC"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "STT")
    sheet.cell(top + 2, 1).value, sheet.cell(top + 2, 2).value = 1, "Vốn đầu tư"
    for column in range(4, 7):
        sheet.cell(top + 2, column).value = None
    sheet.cell(top + 2, 7).value = f"=G{top + 5}*2"
    book.save(data)
    assert "PL212" in {problem.code for problem in reports.show(data).problems}
