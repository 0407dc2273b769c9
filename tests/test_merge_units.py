"""What merging takes of one unit's workbook, and that it survives the way between processes."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path

from support.books import book

from toolkit.excel.unit import read_unit
from toolkit.places import Cell, File

GRID = """
STT | Nội dung | ĐVT | Chỉ tiêu | 2022 | 6T 2023 | Thực hiện | Mã | Cách gộp
I   | CÔNG TÁC | | | | | | |
1   | Kết nạp  | đảng viên | ≥ 10 | 4 | 7,5 | | kn |
2   | Tỷ lệ    | % | 95 | 96 | '#x' | | | bình quân gia quyền theo [kn]
"""


def test_a_unit_survives_pickling(tmp_path: Path) -> None:
    path = book(tmp_path / "an-bien.xlsx", GRID, info={"Cơ quan": "Huyện ủy An Biên", "Ngày": "5/7/2023"},
                figures="Mã | Nội dung | Giá trị | Đơn vị\nvon | Vốn | 1.905 | tỷ đồng")  # fmt: skip
    unit = pickle.loads(pickle.dumps(read_unit(path)))
    assert (unit.file, unit.name, unit.day, unit.failed) == ("an-bien.xlsx", "Huyện ủy An Biên", "2023-07-05", False)
    assert unit.content().info["co_quan"] == ("Cơ quan", "Huyện ủy An Biên")
    grid, figures = unit.sheets()
    filled, other = unit.filled()
    assert grid.periods == ("2022", "6T 2023")
    assert grid.slots == (("2022", 5), ("6T 2023", 6), ("target", 4), ("actual", 7))
    assert [row.label for row in grid.rows] == ["CÔNG TÁC", "Kết nạp", "Tỷ lệ"]
    assert [row.row for row in filled.rows] == [2, 3, 4]
    joined, rate = grid.rows[1], grid.rows[2]
    assert joined.path == ("CÔNG TÁC", "Kết nạp")
    assert (joined.key, joined.direction, rate.rate, rate.way) == ("kn", ">=", True, "bình quân gia quyền theo [kn]")
    assert {grid.slots[v.slot][0]: v.number for v in filled.rows[1].values} == {
        "2022": Decimal(4), "6T 2023": Decimal("7.5"), "target": Decimal(10),
    }  # fmt: skip
    assert [v for v in filled.rows[2].values if v.damaged] == [(1, None, "#x", True)]
    assert (figures.figures, figures.rows[0].key, other.rows[0].values[0].number) == (True, "von", Decimal(1905))
    assert Cell("[an-bien.xlsx]PHỤ LỤC", 4, 6) in [problem.place for problem in unit.problems()]


def test_a_file_that_cannot_be_read_comes_back_as_failed(tmp_path: Path) -> None:
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"no workbook")
    unit = read_unit(path)
    assert (unit.failed, unit.sheets(), unit.filled()) == (True, (), ())
    assert [(problem.code, problem.place) for problem in unit.problems()] == [("PL106", File("hong.xlsx"))]
    assert [problem.code for problem in read_unit(tmp_path / "khong-co.xlsx").problems()] == ["PL100"]
