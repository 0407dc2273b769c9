"""The real appendix of 2023: its computed figures, and exactly what does not tie in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.outcomes.outcome import JsonObject
from toolkit.problems import Severity
from toolkit.reports import show

WORKBOOK = Path(__file__).parent.parent / "examples" / "kien-giang-2023" / "so-lieu.xlsx"

# label, unit's first period, rule, actual, percent
COMPUTED = [
    ("Đảng viên", "mean", "98.58", "100.59"),
    ("Quần chúng", "mean", "90.61", "100.68"),
    ("Đảng viên viết bản cam kết tu dưỡng, rèn luyện, phấn đấu hàng năm", "mean", "99.86", "99.86"),
    ("Nhận thức về Đảng", "sum", "20", "80"),
    ("Bồi dưỡng lý luận chính trị dành cho đảng viên mới", "sum", "12", "48"),
    ("Tập huấn lớp cấp ủy", "sum", "6", "120"),
    ("Tỉ lệ đảng viên dự sinh hoạt lệ", "mean", "96.07", "101.13"),
    ("Chỉ tiêu nghị quyết", "sum", "953", "79.42"),
    ("Chỉ tiêu tinh giao", "sum", "953", "76.85"),
    ("Chỉ tiêu phấn đấu", "sum", "953", "76.24"),
    ("Tiếp nhận và chuyển sinh hoạt đảng", "sum", "1905", None),
    ("Chuyển đến", "sum", "588", None),
    ("Chuyển đi", "sum", "1317", None),
    ("Xóa tên và khai trừ đảng", "sum", "41", None),
    ("Xóa tên", "sum", "23", None),
    ("Kiểm tra, giám sát", "sum", "5744", None),
    ("Tỷ lệ đảng viên được kiểm tra, giám sát hàng năm", "mean_per_year", "30.49", "101.63"),
    ("Mỗi cơ quan, đơn vị có mô hình dân vận khéo được công nhận cấp cơ sở", "mean", "85.57", "106.96"),
    ("Tập hợp đối tượng vào tổ chức", "mean", "99.96", "111.07"),
    ("Tổng số đảng viên", "last", "7571", None),
    ("Đánh giá chất lượng đảng viên", "typed", "97.24", None),
]


@pytest.fixture(scope="module")
def shown() -> JsonObject:
    return show(WORKBOOK).as_json("vi")


@pytest.mark.parametrize(("label", "rule", "actual", "percent"), COMPUTED)
def test_computed(shown: JsonObject, label: str, rule: str, actual: str, percent: str | None) -> None:
    row = next(row for row in shown["appendices"][0]["indicators"] if row["label"] == label)
    assert (row["rule"], row["actual"], row["percent"]) == (rule, actual, percent)


def test_the_grid_is_read_whole(shown: JsonObject) -> None:
    appendix = shown["appendices"][0]
    assert appendix["periods"] == ["2020", "2021", "2022", "6 tháng 2023"]
    assert len(appendix["indicators"]) == 47
    assert {row["section"] for row in appendix["indicators"]} == {
        "CÔNG TÁC GIÁO DỤC CHÍNH TRỊ TƯ TƯỞNG",
        "CÔNG TÁC TỔ CHỨC CƠ SỞ ĐẢNG",
        "CÔNG TÁC KIỂM TRA, GIÁM SÁT",
        "CÔNG TÁC DÂN VẬN VÀ CÁC ĐOÀN THỂ",
    }


def test_exactly_the_true_errors_are_errors() -> None:
    errors = {(p.code, str(p.place)) for p in show(WORKBOOK).problems if p.severity is Severity.ERROR}
    assert errors == {
        ("PL301", "PHỤ LỤC!I12"),  # 99,68; the mean is 99,52
        ("PL301", "PHỤ LỤC!I31"),  # 96,24; the mean is 96,07
        ("PL302", "PHỤ LỤC!J33"),  # 79,61; 953 / 1.200 is 79,42
        ("PL321", "PHỤ LỤC!I37"),  # 558 for 588
        ("PL321", "PHỤ LỤC!G39"),  # 12 for 10
        ("PL323", "PHỤ LỤC!G54:G57"),  # shares that make 102,31
    }


def test_the_culprits_carry_the_value_that_would_tie() -> None:
    found = {str(p.place): p.values for p in show(WORKBOOK).problems if p.code == "PL321"}
    assert {place: (str(v["typed"]), str(v["value"]), v["count"]) for place, v in found.items()} == {
        "PHỤ LỤC!I37": ("558", "588", 3),
        "PHỤ LỤC!G39": ("12", "10", 3),
    }


def test_what_a_culprit_explains_and_what_was_only_cut_are_notes() -> None:
    notes = {(p.code, str(p.place)) for p in show(WORKBOOK).problems if p.severity is Severity.NOTE}
    assert notes == {
        ("PL332", "PHỤ LỤC!I39"),  # 39, ties once G39 is corrected
        ("PL333", "PHỤ LỤC!J12"),
        ("PL333", "PHỤ LỤC!J31"),
        ("PL331", "PHỤ LỤC!I54"),  # 95,32
        ("PL331", "PHỤ LỤC!J54"),  # 105,91
        ("PL331", "PHỤ LỤC!J60"),  # 111,06
        ("PL335", "PHỤ LỤC!I45"),  # 30,49 is the mean per year, and its siblings are means
    }


def test_composites_are_kept_with_a_warning() -> None:
    warnings = {(p.code, str(p.place)) for p in show(WORKBOOK).problems if p.severity is Severity.WARNING}
    assert warnings == {("PL312", "PHỤ LỤC!I21"), ("PL312", "PHỤ LỤC!I26")}
