"""Rows of units are found again among thousands without comparing each with each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.books import book

from toolkit.excel.write.live import added
from toolkit.merge import match, nearby
from toolkit.merge.grids import Grid, MergedRow, _is_below
from toolkit.merge.labels import Alike, compare
from toolkit.merge.nearby import Nearby
from toolkit.merge.units import Frame, RowId
from toolkit.reports import merge

WORDS = (
    "Kết nạp",
    "kêt nạp",
    "đảng viên",
    "mới",
    "số",
    "lượng",
    "các",
    "lớp",
    "lớp học",
    "mở",
    "Mỡ",
    "hộ",
    "nghèo",
    "giảm",
    "2020",
)
LABELS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)


@given(st.lists(LABELS, max_size=20), LABELS)
def test_nothing_that_may_be_the_same_is_passed_over(labels: list[str], wanted: str) -> None:
    found = Nearby(labels).of(wanted)
    assert found == sorted(found)
    assert {index for index, label in enumerate(labels) if compare(wanted, label) is not Alike.OTHER} <= {*found}


def test_what_would_take_too_long_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = [f"Chỉ tiêu số {number} của lĩnh vực" for number in range(200)]
    assert len(Nearby(labels).of("Chỉ tiêu số 7 của các lĩnh vực")) > 1
    monkeypatch.setattr(nearby, "_MOST_COMPARED", 100)
    assert Nearby(labels).of("Chỉ tiêu số 7 của các lĩnh vực") == [7]  # an idle word more needs no looking
    monkeypatch.setattr(nearby, "_MOST_FOUND", 0)
    assert Nearby(labels).of("Chỉ tiêu số 7 của các lĩnh vực") == []


def test_units_that_have_no_row_in_common(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two units of two hundred rows each, all of them alike: few pairs are compared, and every row is there, said."""
    head = "STT|Nội dung|ĐVT|Chỉ tiêu|Thực hiện"
    paths = [
        book(
            tmp_path / f"{n}.xlsx", "\n".join([head, *(f"{i}|{word} thứ {i} trong năm|Lớp|9|5" for i in range(1, 201))])
        )
        for n, word in enumerate(("Mở các lớp bồi dưỡng", "Tổ chức hội nghị tập huấn"))
    ]
    compared = []
    monkeypatch.setattr(match, "compare", lambda one, two: compared.append(1) or compare(one, two))
    outcome = merge(paths, tmp_path / "gop.xlsx", workers=1)
    assert outcome.made is not None
    assert outcome.made.rows == 400
    assert sum(problem.code == "PL604" for problem in outcome.problems) == 200
    assert len(compared) < 200 * 2 * 41


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=30))
def test_added_rows_stand_behind_those_below_their_parent(drawn: list[tuple[int, bool]]) -> None:
    """As if each had been put at once where the last row below its parent ends."""
    grid = Grid(Frame("A", (), (), (), ()))
    first = [grid.add(RowId(("a",)), None, added=False)]
    for at in range(4):
        first.append(grid.add(RowId(("a", str(at))), first[at // 2], added=False))
    expected, made = [*first], [*first]
    for number, (at, settles) in enumerate(drawn):
        parent = made[at] if at < len(made) else None
        row = grid.add(RowId(("b", str(number))), parent, added=True)
        end = len(expected) if parent is None else expected.index(parent) + 1
        while parent is not None and end < len(expected) and _is_below(expected[end], parent):
            end += 1
        expected.insert(end, row)
        made.append(row)
        if settles:
            grid.settle()
    grid.settle()
    assert grid.rows == expected


def test_a_key_that_no_other_row_has() -> None:
    grid = Grid(Frame("A", (), (), (), ()))
    rows: list[MergedRow] = []
    for path in (("Kinh tế", "Thu"), ("Xã hội", "Thu"), ("Xã hội", "Chi")):
        rows.append(grid.add(RowId(path), None, added=False))
    assert [grid.suggested_key(row) for row in rows] == ["kinh_te_thu", "xa_hoi_thu", "chi"]
    assert grid.with_key("Chi") is rows[2]
    assert grid.with_key("Thu") is None


@pytest.mark.parametrize(
    "numbers", [[2, 3], [2, 3, 4], [*range(2, 62, 2)], [*range(2, 1_402, 2)], [*range(5, 400), 402]]
)
def test_a_sum_names_every_cell_it_adds(numbers: list[int]) -> None:
    formula = added([f"C{number}" for number in numbers])
    named = [
        number
        for first, last in re.findall(r"C(\d+)(?::C(\d+))?", formula)
        for number in range(int(first), int(last or first) + 1)
    ]
    assert named == numbers
    assert max(arguments.count(",") for arguments in re.findall(r"\(([^()]*)\)", formula) or [""]) < 255


def test_more_cells_than_a_formula_holds() -> None:
    assert added([f"C{number}" for number in range(2, 6_000, 2)]) == ""
