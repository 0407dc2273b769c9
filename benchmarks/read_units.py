"""Reading the workbooks of many units, 60 rows each, against openpyxl (values and formulas) and bare python-calamine.

Ours goes through the gate and gives each cell with its number format, formula and merged areas; before timing it is checked
that percent formats, merged headers and formulas without a stored result are told. openpyxl loads each file twice, since one
load gives either values or formulas; calamine gives values alone.
"""

from __future__ import annotations

import gc
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Line, compare, need
from toolkit.excel.cells import Content, RawWorkbook
from toolkit.excel.open import read_raw

UNITS, ROWS, CHUNK = 1000, 60, 20
LABELS = (
    "STT",
    "Nội dung",
    "Đơn vị tính",
    "Chỉ tiêu",
    "2021",
    "2022",
    "2023",
    "6 tháng 2024",
    "Thực hiện",
    "Tỷ lệ",
    "Ghi chú",
)


def first_unit() -> bytes:
    """A unit's workbook: a header of two rows with merged cells, numbers, percent formats, formulas with and without results."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("PHỤ LỤC")
        head, share = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "0.00%"})
        sheet.merge_range(0, 0, 0, 10, "PHỤ LỤC", head)
        for column, label in enumerate(LABELS):
            if not 4 <= column <= 7:
                sheet.merge_range(2, column, 3, column, label, head)
            else:
                sheet.write(3, column, label, head)
        sheet.merge_range(2, 4, 2, 7, "Thực hiện qua các năm", head)
        for row in range(4, 4 + ROWS):
            sheet.write_row(row, 0, (row - 3, f"Chỉ tiêu thứ {row - 3} của đơn vị", "đảng viên", 500 + row))
            sheet.write_row(row, 4, [100 + row * 3 + column for column in range(4)])
            sheet.write_formula(row, 8, f"=SUM(E{row + 1}:H{row + 1})", None, "" if row % 20 == 4 else 4 * row)
            sheet.write(row, 9, 0.5 + row / 200, share)
        info = book.add_worksheet("Thông tin")
        info.write_row(0, 0, ("Cơ quan", "Đảng bộ số 1"))
        info.write_row(1, 0, ("Ngày", "25/7/2024"))
    return stream.getvalue()


def write_units(folder: Path, count: int) -> list[Path]:
    """So many workbooks, each with figures of its own."""
    with zipfile.ZipFile(io.BytesIO(first_unit())) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    paths = []
    for unit in range(count):
        figures = re.sub(r'(<c r="[E-H]\d+"><v>)(\d+)', lambda m, unit=unit: f"{m[1]}{int(m[2]) + unit}", parts[sheet])
        made = {**parts, sheet: figures.replace("<v></v></c>", "</c>")}
        path = folder / f"don-vi-{unit:04}.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, xml in made.items():
                archive.writestr(name, xml)
        paths.append(path)
    return paths


def check(raw: RawWorkbook) -> None:
    """Stop where what a report needs was not told."""
    grid = raw.sheets[0]
    contents = [cell.content for cell in grid.cells.values()]
    if (
        contents.count(Content.UNCALCULATED) != ROWS // 20
        or sum("%" in cell.format for cell in grid.cells.values()) != ROWS
        or (3, 5, 3, 8) not in grid.merges
    ):
        raise SystemExit("percent formats, merged headers or missing results were not told")


def by_us(paths: list[Path]) -> None:
    """Every value with its formula, its format and what else a report needs."""
    for path in paths:
        read_raw(path)


def by_openpyxl(paths: list[Path]) -> None:
    """Every value and every formula."""
    import openpyxl

    for path in paths:
        for values in (True, False):
            for sheet in openpyxl.load_workbook(path, data_only=values).worksheets:
                for row in sheet.iter_rows():
                    for cell in row:
                        _ = cell.value


def by_calamine(paths: list[Path]) -> None:
    """Every value."""
    import python_calamine

    for path in paths:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def lines(*, quick: bool) -> Iterator[Line]:
    """Two lines; times are those of one workbook."""
    need("openpyxl", "python-calamine", "xlsxwriter")
    units = 100 if quick else UNITS
    with tempfile.TemporaryDirectory() as name:
        paths = write_units(Path(name), units)
        check(read_raw(paths[-1]))

        def turns() -> Iterator[list[Path]]:
            while True:
                yield from (paths[at : at + CHUNK] for at in range(0, units, CHUNK))

        for peer, theirs, wanted in (("openpyxl, both", by_openpyxl, 0.1), ("python-calamine", by_calamine, 3.0)):
            ours, other = turns(), turns()
            gc.collect()
            gc.freeze()  # what the peers before have left is looked through by neither side
            yield compare(
                f"read a unit's workbook, {units:,} of them", lambda ours=ours: by_us(next(ours)),
                peer, lambda theirs=theirs, other=other: theirs(next(other)), wanted=wanted, each=CHUNK,
                rounds=units // CHUNK - 1,
            )  # fmt: skip
