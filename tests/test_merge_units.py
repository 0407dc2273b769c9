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
    (grid, figures), info = unit.content()
    assert info["co_quan"] == ("Cơ quan", "Huyện ủy An Biên")
    assert grid.periods == ("2022", "6T 2023")
    assert [row.id.label for row in grid.rows] == ["CÔNG TÁC", "Kết nạp", "Tỷ lệ"]
    joined, rate = grid.rows[1], grid.rows[2]
    assert joined.id.path == ("CÔNG TÁC", "Kết nạp")
    assert (joined.id.key, joined.id.direction, rate.id.rate) == ("kn", ">=", True)
    assert [(v.slot, v.column, v.number) for v in joined.values] == [
        ("target", 4, Decimal(10)), ("2022", 5, Decimal(4)), ("6T 2023", 6, Decimal("7.5")),
    ]  # fmt: skip
    assert [(v.slot, v.number, v.text, v.damaged) for v in rate.values][-1] == ("6T 2023", None, "#x", True)
    assert rate.id.way == "bình quân gia quyền theo [kn]"
    assert (figures.figures, figures.rows[0].id.key, figures.rows[0].values[0].number) == (True, "von", Decimal(1905))
    assert Cell("[an-bien.xlsx]PHỤ LỤC", 4, 6) in [problem.place for problem in unit.problems()]


def test_a_file_that_cannot_be_read_comes_back_as_failed(tmp_path: Path) -> None:
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"no workbook")
    unit = read_unit(path)
    assert (unit.failed, unit.content()) == (True, ((), {}))
    assert [(problem.code, problem.place) for problem in unit.problems()] == [("PL106", File("hong.xlsx"))]
    assert [problem.code for problem in read_unit(tmp_path / "khong-co.xlsx").problems()] == ["PL100"]
