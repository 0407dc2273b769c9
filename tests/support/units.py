"""Workbooks of subordinate units, each in its own disorder, all of one grid."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from support.books import book

from toolkit.excel.read import read_workbook
from toolkit.text import _TCVN3, slug

ORDERLY = """
STT | Nội dung                          | ĐVT       | Chỉ tiêu | 2021 | 2022 | 6 tháng 2023 | Mã  | Cách gộp
I   | CÔNG TÁC XÂY DỰNG ĐẢNG            |           |          |      |      |              |     |
1   | Kết nạp đảng viên                 | đảng viên | 20       | 4    | 6    | 3            | kn  |
2   | Tổ chức cơ sở đảng hoàn thành     | %         | 90       | 91   | 92,5 | 93           |     | bình quân gia quyền theo [tc]
3   | Số tổ chức cơ sở đảng             | tổ chức   |          | 10   | 10   | 12           | tc  |
II  | PHÁT TRIỂN KINH TẾ                |           |          |      |      |              |     |
1   | Vốn đầu tư xây dựng cơ bản        | tỷ đồng   | 100      | 20,5 | 30   | 15,25        |     |
2   | Tỷ lệ hộ nghèo đa chiều           | %         | 3        | 4,1  | 3,5  | 3            |     |
"""
# Rows in another order, a section renamed, labels slightly other, periods under other names, millions for billions.
DISORDERLY = """
STT | Nội dung                          | ĐVT        | Chỉ tiêu | Năm 2021 | Năm 2022 | 6T 2023 | Mã | Cách gộp
I   | Phát triển kinh tế                |            |          |          |          |         |    |
1   | Tỉ lệ hộ nghèo đa chiều           | %          | 3        | 5        | 4,5      | 4       |    |
    |                                   |            |          |          |          |         |    |
2   | Vốn đâu tư xây dưng cơ  bản       | triệu đồng | 50.000   | 10.500   | 10.000   | 5.000   |    |
II  | Công tác xây dựng Đảng            |            |          |          |          |         |    |
1   | Số tổ chức cơ sở đảng             | tổ chức    |          | 20       | 30       | 20      |    |
2   | Kết nạp  Đảng viên                | đảng viên  | 10       | 2        | 1        | 0       |    |
3   | Tổ chức cơ sở đảng hoàn thành     | %          | 90       | 97       | 98       | 99      |    |
"""


def unit(
    path: Path, name: str, grid: str = ORDERLY, *, day: str = "5/7/2023", info: Mapping[str, str] | None = None,
    figures: str = "",
) -> Path:  # fmt: skip
    """One unit's workbook."""
    return book(path, grid, info={"Cơ quan": name, "Ngày": day, **(info or {})}, figures=figures)


# --- five units of one real grid ----------------------------------------------------------------------------------

_EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "kien-giang-2023" / "so-lieu.xlsx"
_PERIODS = (
    ("2020", "2021", "2022", "6 tháng 2023"), ("Năm 2020", "Năm 2021", "Năm 2022", "6T 2023"),
    ("2020", "2021", "2022", "6 tháng đầu năm 2023"), ("TH 2020", "TH 2021", "TH 2022", "TH 6 tháng 2023"),
    ("2020", "2021", "2022", "6 tháng/2023"),
)  # fmt: skip
UNIT_NAMES = ("Đảng bộ Sở Y tế", "Đảng bộ Bưu điện", "Đảng bộ Kho bạc", "Đảng bộ Cảng cá", "Đảng bộ Điện lực")


class GridRow(NamedTuple):
    """A row of the example as these units have it: its label under its heads, what it is measured in, its figures."""

    path: tuple[str, ...]
    stt: str
    bullet: str
    unit: str
    values: tuple[Decimal | None, ...]


def example_rows() -> list[GridRow]:
    """The rows of the published grid."""
    appendix = read_workbook(_EXAMPLE).appendices[0]
    return [
        GridRow((*row.path, row.label), row.stt, row.bullet, row.unit, tuple(figure.value for figure in row.values))
        for row in appendix.rows
    ]


def five_units(folder: Path) -> tuple[list[Path], dict[tuple[str, ...], list[Decimal | None]]]:
    """Workbooks of five units, each in its own disorder, and the sums that follow for the rows that are counted.

    The second has its parts in another order, blank rows and decomposed Vietnamese; the third is set in an old font; the
    fourth has other headings, no STT and percent formats; the fifth has a formula without a result and a row less.
    """
    rows = example_rows()
    sums: dict[tuple[str, ...], list[Decimal | None]] = {}
    paths = []
    for at, name in enumerate(UNIT_NAMES):
        path = folder / f"{slug(name)}.xlsx"
        paths.append(path)
        _write_unit(path, name, at, rows, sums)
    return paths, sums


def _write_unit(
    path: Path, name: str, at: int, rows: list[GridRow], sums: dict[tuple[str, ...], list[Decimal | None]]
) -> None:  # fmt: skip
    import openpyxl
    from openpyxl.styles import Font

    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = "PHỤ LỤC" if at != 3 else "Biểu 1"
    heads = [
        "STT",
        "Nội dung",
        "Đơn vị tính" if at != 3 else "ĐVT",
        *_PERIODS[at],
        "Ghi chú" if at != 3 else "Ghi chép",
    ]
    page.cell(1, 1, f"BIỂU SỐ LIỆU CỦA {name.upper()}")
    for column, text in enumerate(heads, 1):
        page.cell(3, column, text)
    number = 3
    counted = 0
    for row in _reordered(rows) if at == 1 else rows:
        number += 2 if at == 1 and row.stt.isdigit() else 1
        mark = f"{row.bullet} " if row.bullet and not row.stt else ""
        label = page.cell(number, 2, _said(mark + row.path[-1], at))
        if at == 2 and label.value != mark + row.path[-1]:
            label.font = Font(name=".VnTime")
        page.cell(number, 1, row.stt or None)
        page.cell(number, 3, row.unit or None)
        whole = not row.unit.startswith("%")
        counted += whole and any(value is not None for value in row.values)
        total = sums.setdefault(row.path, [None] * len(row.values)) if whole else None
        for period, value in enumerate(row.values):
            if value is None:
                continue
            cell = page.cell(number, 4 + period)
            if at == 4 and counted == 3 and whole and period == 0:
                cell.value = "=SUM(A900:A901)"  # saved without its result
                continue
            own = value * (at + 1) if whole else value
            cell.value = float(own) / 100 if at == 3 and not whole else float(own)
            cell.number_format = "0.00%" if at == 3 and not whole else "General"
            if total is not None:
                total[period] = (total[period] or Decimal(0)) + own
    info = made.create_sheet("Thông tin")
    for line, (key, text) in enumerate((("Cơ quan", name), ("Ngày", f"{at + 1}/7/2023")), 1):
        info.cell(line, 1, key)
        info.cell(line, 2, text)
    made.save(path)


def _reordered(rows: list[GridRow]) -> list[GridRow]:
    """The parts of the grid in the opposite order."""
    parts: list[list[GridRow]] = []
    for row in rows:
        if len(row.path) == 1:
            parts.append([])
        parts[-1].append(row)
    return [row for part in reversed(parts) for row in part]


def _said(text: str, at: int) -> str:
    if at == 1:
        return unicodedata.normalize("NFD", text)
    if at == 2 and text != text.upper():
        return "".join(_OLD.get(letter, letter) for letter in text)
    return text.upper() if at == 3 and len(text) > 40 else text


_OLD = {letter: chr(code) for code, letter in _TCVN3.items() if len(letter) == 1 and not unicodedata.combining(letter)}
