"""Wrong answers that other readers give in silence: here each is the right one or is told, seen from outside the program."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from support import hostile
from support.books import book
from test_gate import repack, strict

from toolkit.cli.console import run
from toolkit.cli.phuluc import Group

HEADS = ["STT", "Nội dung", "Đơn vị tính", "Chỉ tiêu", "2021", "2022", "Thực hiện"]
ROWS = [[1, "Kết nạp", "ĐV", 10, 4, 5, 9], [2, "Mở lớp", "Lớp", 5, 2, 4, 6]]
RIGHT = [("10", "4", "5", "9"), ("5", "2", "4", "6")]
SHEET = "xl__worksheets__sheet1.xml"


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], dict[str, Any]]:
    def show(path: Path) -> dict[str, Any]:
        with pytest.raises(SystemExit):
            run(Group(), ["show", str(path), "--json"])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return show


def figures(shown: dict[str, Any]) -> list[tuple[str | None, ...]]:
    rows = shown["appendices"][0]["indicators"]
    return [(row["target"], *row["values"].values(), row["actual"]) for row in rows]


def told(shown: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem["code"], problem["place"]) for problem in shown["problems"]]


def made(path: Path, change: Callable[[Any], object] | None = None, rows: list[list[Any]] = ROWS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "PL"
    for row in [HEADS, *rows]:
        sheet.append(row)
    if change is not None:
        change(sheet)
    book.save(path)
    return path


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> Path:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET.replace("__", "/"))
    path.write_bytes(repack(path.read_bytes(), **{SHEET: change(xml)}))
    return path


def test_strict_open_xml(tmp_path: Path, shown: Callable[[Path], dict[str, Any]]) -> None:
    path = made(tmp_path / "a.xlsx")
    path.write_bytes(strict(path.read_bytes()))
    assert (figures(shown(path)), told(shown(path))) == (RIGHT, [("PL133", "a.xlsx")])


def test_error_cells(tmp_path: Path, shown: Callable[[Path], dict[str, Any]]) -> None:
    rows = [[1, "A", "ĐV", 10, "#REF!", 5, 9], [2, "B", "ĐV", "#N/A", 2, 4, 6], [3, "C", "ĐV", 5, 2, 4, "#DIV/0!"]]
    found = shown(made(tmp_path / "a.xlsx", rows=rows))
    assert told(found) == [("PL211", "PL!E2"), ("PL211", "PL!D3"), ("PL218", "PL!G4")]
    assert figures(found) == [("10", None, "5", None), (None, "2", "4", "6"), ("5", "2", "4", "6")]


def test_formulas_without_a_result(tmp_path: Path, shown: Callable[[Path], dict[str, Any]]) -> None:
    rows = [[1, "A", "ĐV", 10, 4, "=4+1", "=E2+F2"], [2, "B", "ĐV", "=2+3", 2, 4, 6]]
    found = shown(made(tmp_path / "a.xlsx", rows=rows))
    assert told(found) == [("PL212", "PL!F2"), ("PL212", "PL!D3")]
    assert figures(found) == [("10", "4", None, None), (None, "2", "4", "6")]


@pytest.mark.parametrize(("value", "problems"), [(0, [("PL212", "PL!F2")]), (5, [])])
def test_results_of_a_program_that_does_not_calculate(
    tmp_path: Path, shown: Callable[[Path], dict[str, Any]], value: int, problems: list[tuple[str, str]]
) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("PL")
        for number, row in enumerate([HEADS, *ROWS]):
            sheet.write_row(number, 0, row)
        sheet.write_formula("F2", "=2+3", None, value)
    found = shown(tmp_path / "a.xlsx")
    assert told(found) == problems
    assert figures(found) == ([("10", "4", None, None), RIGHT[1]] if problems else RIGHT)


def rows_turned_round(xml: bytes) -> bytes:
    rows = re.findall(rb"<row.*?</row>", xml, re.DOTALL)
    return xml.replace(b"".join(rows), b"".join(reversed(rows)))


def cells_turned_round(xml: bytes) -> bytes:
    return re.sub(
        rb"(<row[^>]*>)(.*?)(</row>)",
        lambda row: row[1] + b"".join(reversed(re.findall(rb"<c .*?</c>", row[2], re.DOTALL))) + row[3],
        xml,
        flags=re.DOTALL,
    )


ORDERS = {
    "a dimension that lies": lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', xml),
    "rows out of order": rows_turned_round,
    "cells out of order": cells_turned_round,
}


@pytest.mark.parametrize("order", ORDERS)
def test_what_a_sheet_says_of_itself_is_not_trusted(
    tmp_path: Path, shown: Callable[[Path], dict[str, Any]], order: str
) -> None:
    found = shown(rewritten(made(tmp_path / "a.xlsx"), ORDERS[order]))
    assert (figures(found), told(found)) == (RIGHT, [])


@pytest.mark.parametrize("mark", [b"", b"<!-- -->"])
@pytest.mark.parametrize(
    "row",
    [b'<row r="2"><c r="D2"><v>99</v></c></row>', b'<row r="9"><c r="D9"><v>1</v></c><c r="D9"><v>2</v></c></row>'],
)
def test_a_cell_that_stands_twice(
    tmp_path: Path, shown: Callable[[Path], dict[str, Any]], row: bytes, mark: bytes
) -> None:
    end = b"</sheetData>"
    path = rewritten(made(tmp_path / "a.xlsx"), lambda xml: xml.replace(end, row + mark + end))
    assert told(shown(path)) == [("PL108", "a.xlsx")]


def test_values_under_merged_areas(tmp_path: Path, shown: Callable[[Path], dict[str, Any]]) -> None:
    merge = b'<mergeCells count="1"><mergeCell ref="D2:E3"/></mergeCells>'
    path = rewritten(made(tmp_path / "a.xlsx"), lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + merge))
    found = shown(path)
    assert figures(found) == RIGHT
    assert told(found) == [("PL221", "PL!E2"), ("PL221", "PL!D3"), ("PL221", "PL!E3")]


@pytest.mark.parametrize("day", [-5, 60, 45000, 45000.5, 2958466, 10**15])
def test_days_where_numbers_belong(tmp_path: Path, shown: Callable[[Path], dict[str, Any]], day: float) -> None:
    def change(sheet: Any) -> None:
        sheet["E2"] = day
        sheet["E2"].number_format = "dd/mm/yyyy"

    found = shown(made(tmp_path / "a.xlsx", change))
    assert told(found) == [("PL213", "PL!E2")]
    assert figures(found) == [("10", None, "5", None), RIGHT[1]]


def test_days_counted_from_1904(tmp_path: Path, shown: Callable[[Path], dict[str, Any]]) -> None:
    def change(sheet: Any) -> None:
        sheet.parent.epoch = CALENDAR_MAC_1904
        sheet.parent.create_sheet("Thông tin").append(["Ngày", datetime.date(2023, 3, 15)])

    assert shown(made(tmp_path / "a.xlsx", change))["info"] == {"ngay": "15/03/2023"}


def test_a_text_longer_than_a_cell_holds(tmp_path: Path, shown: Callable[[Path], dict[str, Any]]) -> None:
    row = '<row><c t="s"><v>0</v></c><c><v>5</v></c><c><v>6</v></c></row>'
    strings = f'<sst xmlns="{hostile.SHEET_NS}"><si><t>{"ă" * 40_000}</t></si></sst>'
    (tmp_path / "a.xlsx").write_bytes(hostile.workbook(hostile.sheet(row.encode()), strings=strings.encode()))
    found = shown(tmp_path / "a.xlsx")
    assert told(found) == [("PL232", "S1!A2")]
    assert len(found["appendices"][0]["indicators"][0]["label"]) == 32_767


@pytest.mark.parametrize("text", ["9" * 26, f"0,{'3' * 30}", ".".join(["999"] * 10)])
def test_a_text_of_more_digits_than_arithmetic_keeps_is_no_number(
    tmp_path: Path, shown: Callable[[Path], dict[str, Any]], text: str
) -> None:
    path = book(tmp_path / "a.xlsx", f"Nội dung|Chỉ tiêu|Thực hiện\nMở lớp|5|{text}")
    assert told(shown(path)) == [("PL216", "PHỤ LỤC!C2")]
