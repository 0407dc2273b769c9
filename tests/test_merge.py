"""Merging units' workbooks: which rows are one, how figures become one, what is said, and what the output holds."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.books import book
from support.grids import GRIDS
from support.office import convert, needs_office
from support.units import DISORDERLY, ORDERLY, example_rows, five_units, unit

from toolkit import reports
from toolkit.excel.open import read_raw
from toolkit.excel.unit import read_unit
from toolkit.outcomes.merge import Merged
from toolkit.problems import ToolkitError

HEAD = "STT | Nội dung | ĐVT | Chỉ tiêu | 2022 | 2023 | Mã | Cách gộp"


def grid(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows])


def merge(folder: Path, *grids: str, **settings: Any) -> tuple[Merged, dict[str, dict[str, Any]]]:
    """The outcome of merging grids, and the indicators of the merged workbook by their labels."""
    paths = [unit(folder / f"don-vi-{at}.xlsx", f"Xã số {at}", text) for at, text in enumerate(grids, 1)]
    outcome = reports.merge(paths, folder / "tong-hop.xlsx", workers=1, **settings)
    return outcome, shown(folder / "tong-hop.xlsx")


def shown(path: Path) -> dict[str, dict[str, Any]]:
    return {
        row["label"]: row for sheet in reports.show(path).as_json("vi")["appendices"] for row in sheet["indicators"]
    }


def show_rows(path: Path) -> list[dict[str, Any]]:
    return [row for sheet in reports.show(path).as_json("vi")["appendices"] for row in sheet["indicators"]]


def codes(outcome: Merged) -> list[str]:
    return [problem.code for problem in outcome.problems]


def told(outcome: Merged, code: str) -> str:
    return " | ".join(f"{p.place}: {p.message()} / {p.hint()}" for p in outcome.problems if p.code == code)


# --- figures ------------------------------------------------------------------------------------------------------


def test_two_units_in_disorder(tmp_path: Path) -> None:
    outcome, rows = merge(tmp_path, ORDERLY, DISORDERLY)
    assert list(rows) == [
        "Kết nạp đảng viên", "Tổ chức cơ sở đảng hoàn thành", "Số tổ chức cơ sở đảng", "Vốn đầu tư xây dựng cơ bản",
        "Tỷ lệ hộ nghèo đa chiều",
    ]  # fmt: skip
    assert rows["Kết nạp đảng viên"]["values"] == {"2021": "6", "2022": "7", "6 tháng 2023": "3"}
    assert rows["Kết nạp đảng viên"]["target"] == "30"
    assert rows["Tổ chức cơ sở đảng hoàn thành"]["values"]["2021"] == "95"  # (91 x 10 + 97 x 20) / 30
    assert rows["Tổ chức cơ sở đảng hoàn thành"]["target"] == "90"
    assert rows["Vốn đầu tư xây dựng cơ bản"]["values"]["6 tháng 2023"] == "20.25"
    assert rows["Tỷ lệ hộ nghèo đa chiều"]["values"]["2021"] is None
    assert rows["Tỷ lệ hộ nghèo đa chiều"]["target"] == "3"
    assert codes(outcome) == ["PL607", "PL613"]
    assert outcome.as_json("vi")["units"] == 2


def test_the_ways_of_merging(tmp_path: Path) -> None:
    def unit_of(a: int, weight: int) -> str:
        ways = ["tổng", "Trung bình", "bình quân gia quyền theo [dv]", "BÌNH QUÂN GIA QUYỀN THEO dv", "lớn nhất",
                "nhỏ nhất", "không gộp"]  # fmt: skip
        rows = [
            f"{at} | Chỉ số {'abcdefg'[at]} bậc | điểm | 5 | {a} | {a + at} | | {way}" for at, way in enumerate(ways)
        ]
        return grid(*rows, f"9 | Số đảng viên | người | | {weight} | {weight} | dv | ")

    _, rows = merge(tmp_path, unit_of(10, 1), unit_of(20, 3))
    found = {label: row["values"]["2022"] for label, row in rows.items()}
    assert found == {
        "Chỉ số a bậc": "30", "Chỉ số b bậc": "15", "Chỉ số c bậc": "17.5", "Chỉ số d bậc": "17.5", "Chỉ số e bậc": "20",
        "Chỉ số f bậc": "10", "Chỉ số g bậc": None, "Số đảng viên": "4",
    }  # fmt: skip
    assert [row["target"] for row in rows.values()] == ["10", "5", "5", "5", "5", "5", None, None]


def test_unknown_ways_and_weights_are_problems(tmp_path: Path) -> None:
    text = grid(
        "1 | Lớp bồi dưỡng | lớp | | 3 | 4 | | cộng hết",
        "2 | Đạt chuẩn | % | | 50 | 60 | | bình quân gia quyền theo [XYZ]",
    )
    outcome, rows = merge(tmp_path, text, text)
    assert sorted(codes(outcome)) == ["PL608", "PL610"]
    assert "bình quân gia quyền theo [MÃ]" in told(outcome, "PL608")
    assert "[xyz]" in told(outcome, "PL610")
    assert [row["values"]["2022"] for row in rows.values()] == [None, None]
    assert outcome.failed


def test_different_targets_of_a_rate_are_reported(tmp_path: Path) -> None:
    one = grid("1 | Đạt chuẩn | % | 90 | 50 | 60 | | trung bình")
    outcome, rows = merge(tmp_path, one, one.replace("90", "95"))
    assert rows["Đạt chuẩn"]["target"] is None
    assert "90 đến 95" in told(outcome, "PL615")


def test_a_missing_weight_leaves_the_rate_out(tmp_path: Path) -> None:
    one = grid(
        "1 | Đạt chuẩn | % | | 50 | 60 | | bình quân gia quyền theo dv", "2 | Đảng viên | người | | 5 | 5 | dv |"
    )
    outcome, rows = merge(tmp_path, one, one.replace("50", "70").replace("| 5 | 5 |", "| | 5 |"))
    assert rows["Đạt chuẩn"]["values"] == {"2022": "50", "2023": "60"}
    assert "Xã số 2 (2022)" in told(outcome, "PL618")


def test_blank_is_skipped_and_said_once_for_an_indicator(tmp_path: Path) -> None:
    one = grid("1 | Lớp | lớp | 5 | 3 | 4 | |", "2 | Cuộc | cuộc | | 1 | 1 | |")
    outcome, rows = merge(tmp_path, one, grid("1 | Lớp | lớp | 5 | 3 | | |"), one)
    assert rows["Lớp"]["values"] == {"2022": "9", "2023": "8"}
    assert codes(outcome).count("PL611") == 2
    assert "1/3 đơn vị không có số: Xã số 2 (2023)" in told(outcome, "PL611")


def test_damaged_cells_are_left_out_and_never_zero(tmp_path: Path) -> None:
    one = grid("1 | Lớp | lớp | 5 | 3 | 4 | |")
    outcome, rows = merge(
        tmp_path, one, grid("1 | Lớp | lớp | 5 | 'mười' | 4 | |"), grid("1 | Lớp | lớp | 5 | =A9*2 | 4 | |")
    )
    assert rows["Lớp"]["values"] == {"2022": "3", "2023": "12"}
    assert {"PL216", "PL212", "PL612"} <= set(codes(outcome))
    assert "[don-vi-2.xlsx]PHỤ LỤC!E2" in told(outcome, "PL612")
    assert "[don-vi-3.xlsx]PHỤ LỤC!E2" in told(outcome, "PL612")


def test_a_rate_that_may_lack_its_percent_format_is_left_out(tmp_path: Path) -> None:
    one = grid("1 | Đạt | % | 90 | 80 | 70 | | trung bình")
    outcome, rows = merge(tmp_path, one, one.replace("| 80 |", "| 0,6 |"))
    assert rows["Đạt"]["values"] == {"2022": "80", "2023": "70"}
    assert "[don-vi-2.xlsx]PHỤ LỤC!E2 “0,6”" in told(outcome, "PL612")


def test_square_metres_are_square_metres_however_they_are_written(tmp_path: Path) -> None:
    one = grid("1 | Đất ở | m2 | | 30 | 40 | |")
    outcome, rows = merge(tmp_path, one, one.replace("| m2 |", "| m² |"), one.replace("| m2 | | 30 |", "| ha | | 1 |"))
    assert rows["Đất ở"]["values"]["2022"] == "10060"
    assert "PL614" not in codes(outcome)


def test_a_measure_that_cannot_be_converted_is_left_out(tmp_path: Path) -> None:
    outcome, rows = merge(tmp_path, grid("1 | Hỗ trợ | hộ | | 3 | 4 | |"), grid("1 | Hỗ trợ | người | | 30 | 40 | |"),
                          grid("1 | Hỗ trợ | hộ | | 1 | 1 | |"))  # fmt: skip
    assert rows["Hỗ trợ"]["values"] == {"2022": "4", "2023": "5"}
    assert "[don-vi-2.xlsx]PHỤ LỤC!E2 “người”" in told(outcome, "PL614")


def test_an_actual_without_its_periods_is_not_lost_in_silence(tmp_path: Path) -> None:
    head = "STT | Nội dung | ĐVT | 2022 | 2023 | Thực hiện"
    outcome, rows = merge(
        tmp_path, grid("1 | Lớp | lớp | 3 | 4 | 7", head=head), grid("1 | Lớp | lớp | 3 | 4 | 7", head=head),
        grid("1 | Lớp | lớp | | | 12", head=head),
    )  # fmt: skip
    assert rows["Lớp"]["actual"] == "14"
    assert "[don-vi-3.xlsx]PHỤ LỤC!F2 “12”" in told(outcome, "PL616")


def test_actuals_alone_are_merged(tmp_path: Path) -> None:
    head = "STT | Nội dung | ĐVT | Chỉ tiêu | Thực hiện | Cùng kỳ"
    text = grid("1 | Lớp | lớp | 10 | 12 | 8", "2 | Đạt | % | 90 | 95 | 91", head=head)
    outcome, rows = merge(tmp_path, text, text)
    assert (rows["Lớp"]["actual"], rows["Lớp"]["prior"], rows["Lớp"]["target"]) == ("24", "16", "20")
    assert (rows["Đạt"]["actual"], rows["Đạt"]["prior"], rows["Đạt"]["target"]) == (None, None, "90")
    assert codes(outcome) == ["PL607"]


# --- rows ---------------------------------------------------------------------------------------------------------


def test_a_key_matches_whatever_the_label(tmp_path: Path) -> None:
    one = grid("1 | Kết nạp đảng viên | đảng viên | | 3 | 4 | kn |", "2 | Lớp | lớp | | 1 | 1 | |")
    outcome, rows = merge(
        tmp_path, one, one, grid("1 | Phát triển Đảng | đảng viên | | 5 | 6 | KN |", "2 | Lớp | lớp | | 1 | 1 | |")
    )
    assert rows["Kết nạp đảng viên"]["values"] == {"2022": "11", "2023": "14"}
    assert "Phát triển Đảng" in told(outcome, "PL609")


def test_a_key_that_another_row_s_label_contradicts_is_asked_about(tmp_path: Path) -> None:
    one = grid("1 | Mở lớp | lớp | | 3 | 4 | 1 |", "2 | Tin, bài | tin | | 5 | 6 | 2 |")
    own = grid("1 | Tin, bài | tin | | 50 | 60 | 1 |", "2 | Mở lớp | lớp | | 30 | 40 | 2 |")
    outcome, _ = merge(tmp_path, one, own, one)
    totals = [row["values"]["2022"] for row in show_rows(tmp_path / "tong-hop.xlsx")]
    assert totals == ["6", "10", "50", "30"]
    assert "[don-vi-2.xlsx]PHỤ LỤC!B2" in told(outcome, "PL605")
    assert "[don-vi-2.xlsx]PHỤ LỤC!B3" in told(outcome, "PL605")


def test_doubt_is_asked_and_the_answer_settles_it(tmp_path: Path) -> None:
    one = grid("1 | Kết nạp đảng viên | người | | 3 | 4 | |", "2 | Lớp | lớp | | 1 | 1 | |")
    other = grid("1 | Kết nạp đoàn viên | người | | 5 | 6 | |", "2 | Lớp | lớp | | 1 | 1 | |")
    outcome, rows = merge(tmp_path, one, one, other)
    assert rows["Kết nạp đảng viên"]["values"]["2022"] == "6"
    assert rows["Kết nạp đoàn viên"]["values"]["2022"] == "5"
    said = told(outcome, "PL605")
    assert all(
        part in said for part in ("[don-vi-3.xlsx]PHỤ LỤC!B2", "[don-vi-1.xlsx]PHỤ LỤC!B2", "“ket_nap_dang_vien”")
    )
    answered = other.replace("6 | |", "6 | ket_nap_dang_vien |")
    outcome, rows = merge(tmp_path, one, one, answered)
    assert rows["Kết nạp đảng viên"]["values"]["2022"] == "11"
    assert not outcome.failed


def test_a_slip_of_typing_is_taken_and_said(tmp_path: Path) -> None:
    one = grid("1 | Số lớp bồi dưỡng chính trị | lớp | | 3 | 4 | |")
    outcome, rows = merge(tmp_path, one, one, grid("1 | Số lớp bồi dưỡngg chính trị | lớp | | 5 | 6 | |"))
    assert rows["Số lớp bồi dưỡng chính trị"]["values"]["2022"] == "11"
    assert codes(outcome) == ["PL603"]


def test_a_row_only_some_have_becomes_a_row_of_its_own(tmp_path: Path) -> None:
    one = grid(
        "I | XÂY DỰNG ĐẢNG | | | | | |",
        "1 | Lớp | lớp | | 3 | 4 | |",
        "II | KINH TẾ | | | | | |",
        "1 | Vốn | tỷ đồng | | 1 | 2 | |",
    )
    more = one.replace("II | KINH", "2 | Hội nghị trực tuyến | cuộc | | 7 | 8 | |\nII | KINH")
    outcome, rows = merge(tmp_path, one, more, one, one, more)
    assert list(rows) == ["Lớp", "Hội nghị trực tuyến", "Vốn"]
    assert rows["Hội nghị trực tuyến"]["values"]["2022"] == "14"
    assert rows["Hội nghị trực tuyến"]["section"] == "XÂY DỰNG ĐẢNG"
    assert "Xã số 2" in told(outcome, "PL604")
    assert "Xã số 5" in told(outcome, "PL604")


def test_equal_labels_under_other_heads_stay_apart(tmp_path: Path) -> None:
    one = grid("1 | Tiếp thu nghị quyết | | | | | |", "- | Đảng viên | người | | 1 | 1 | |", "- | Quần chúng | người | | 2 | 2 | |",
               "2 | Khen thưởng | | | | | |", "- | Đảng viên | người | | 10 | 10 | |", "- | Quần chúng | người | | 20 | 20 | |")  # fmt: skip
    lines = one.splitlines()
    turned = "\n".join([lines[0], *lines[4:], *lines[1:4]])
    paths = [unit(tmp_path / f"{at}.xlsx", f"Xã {at}", text) for at, text in enumerate((one, turned), 1)]
    reports.merge(paths, tmp_path / "gop.xlsx", workers=1)
    rows = reports.show(tmp_path / "gop.xlsx").as_json("vi")["appendices"][0]["indicators"]
    assert [row["values"]["2022"] for row in rows] == ["2", "4", "20", "40"]


def test_two_rows_of_one_key_in_a_unit(tmp_path: Path) -> None:
    one = grid("1 | Lớp | lớp | | 3 | 4 | L |", "2 | Cuộc | cuộc | | 1 | 1 | C |")
    outcome, rows = merge(tmp_path, one, one, grid("1 | Lớp | lớp | | 3 | 4 | L |", "2 | Cuộc | cuộc | | 1 | 1 | L |"))
    assert rows["Lớp"]["values"]["2022"] == "9"
    assert "[don-vi-3.xlsx]PHỤ LỤC!B3" in told(outcome, "PL606")


def test_units_that_differ_in_a_steering_column(tmp_path: Path) -> None:
    one = grid("1 | Đạt | % | | 50 | 60 | | trung bình")
    outcome, rows = merge(tmp_path, one, one, one.replace("trung bình", "lớn nhất"))
    assert rows["Đạt"]["values"]["2022"] == "50"
    assert "lớn nhất; trung bình" in told(outcome, "PL617")


def test_a_period_of_its_own(tmp_path: Path) -> None:
    one = grid("1 | Lớp | lớp | | 3 | 4 | |")
    other = one.replace("| 2022 | 2023 |", "| Giai đoạn trước | 2023 |")
    outcome, rows = merge(tmp_path, one, one, other)
    assert rows["Lớp"]["values"] == {"2022": "6", "2023": "12", "Giai đoạn trước": "3"}
    assert "Xã số 3" in told(outcome, "PL619")
    assert "1/3 đơn vị không có số: Xã số 3 (2022)" in told(outcome, "PL611")


def test_other_figures_are_merged_by_their_key(tmp_path: Path) -> None:
    one, two = "Mã | Nội dung | Giá trị | Đơn vị\nvon | Vốn | 1.905 | tỷ đồng\nnoi | Nơi họp | 'Rạch Giá' |", ""
    two = one.replace("1.905", "95").replace("Rạch Giá", "Hà Tiên")
    text = grid("1 | Lớp | lớp | | 3 | 4 | |")
    paths = [unit(tmp_path / f"{at}.xlsx", f"Xã {at}", text, figures=f) for at, f in enumerate((one, two), 1)]
    outcome = reports.merge(paths, tmp_path / "gop.xlsx", workers=1)
    figures = {entry["key"]: entry["value"] for entry in reports.show(tmp_path / "gop.xlsx").as_json("vi")["figures"]}
    assert figures["von"] == "2000"
    assert not figures.get("noi")
    assert "Hà Tiên" in told(outcome, "PL620")


def test_equal_rows_on_two_sheets_stay_with_their_sheets(tmp_path: Path) -> None:
    import openpyxl

    paths = []
    for name, sheets in (("a", {"Quý I": 1, "Quý II": 10}), ("b", {"Quý II": 20, "Quý I": 2})):
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for title, value in sheets.items():
            page = made.create_sheet(title)
            page.append(["STT", "Nội dung", "ĐVT", "2022", "2023"])
            page.append([1, "Lớp", "lớp", value, value])
        made.create_sheet("Thông tin").append(["Cơ quan", f"Xã {name}"])
        paths.append(tmp_path / f"{name}.xlsx")
        made.save(paths[-1])
    outcome = reports.merge(paths, tmp_path / "gop.xlsx", workers=1)
    found = reports.show(tmp_path / "gop.xlsx").as_json("vi")["appendices"]
    assert {sheet["sheet"]: sheet["indicators"][0]["values"]["2022"] for sheet in found} == {
        "Quý I": "3",
        "Quý II": "30",
    }
    assert codes(outcome) == []


# --- files and roster ---------------------------------------------------------------------------------------------

PLAIN = grid("1 | Lớp | lớp | | 3 | 4 | |")


def roster(path: Path, *lines: str) -> Path:
    return book(path, "\n".join(["TT | Tên đơn vị | Mã | Hạn nộp", *lines]), sheet="Danh sách")


def test_the_roster_says_who_sent(tmp_path: Path) -> None:
    folder = tmp_path / "don-vi"
    folder.mkdir()
    unit(folder / "a.xlsx", "Đảng ủy xã An Bình", PLAIN, day="1/7/2023")
    unit(folder / "b.xlsx", "ĐẢNG ỦY XÃ BÌNH AN", PLAIN, day="20/7/2023")
    unit(folder / "c1.xlsx", "Đảng ủy xã Cửa Cạn", PLAIN, day="1/7/2023")
    unit(folder / "c2.xlsx", "Đảng ủy xã Cửa Cạn", PLAIN.replace("| 3 |", "| 5 |"), day="2/7/2023")
    unit(folder / "x.xlsx", "Công ty Cổ phần Xi măng", PLAIN)
    unit(folder / "n.xlsx", "Đảng ủy xã Ninh Hoà Đông", PLAIN)
    (folder / "hong.xlsx").write_bytes(b"PK hong")
    (folder / "~$a.xlsx").write_bytes(b"owner")
    listed = roster(
        tmp_path / "ds.xlsx", "1 | Đảng ủy xã An Bình | AB | 10/7/2023", "2 | Đảng ủy xã Bình An | | 10/7/2023",
        "3 | Đảng ủy xã Cửa Cạn | | 10/7/2023", "4 | Đảng ủy xã Dương Tơ | | hôm nào", "5 | Đảng ủy xã Ninh Hòa Đôngg | |",
        "6 | Đảng ủy xã Dương Tơ | |",
    )  # fmt: skip
    outcome = reports.merge(sorted(folder.iterdir()), tmp_path / "gop.xlsx", roster=listed, workers=1)
    found = outcome.as_json("vi")
    assert found["missing"] == ["Đảng ủy xã Dương Tơ"]
    assert found["late"] == ["Đảng ủy xã Bình An"]
    assert found["duplicates"] == ["Đảng ủy xã Cửa Cạn"]
    assert found["unknown"] == ["Công ty Cổ phần Xi măng"]
    assert found["units"] == 5
    categories = {entry["file"]: entry["category"] for entry in found["files"]}
    assert categories == {
        "a.xlsx": "merged", "b.xlsx": "merged", "c2.xlsx": "merged", "n.xlsx": "merged", "x.xlsx": "merged",
        "c1.xlsx": "replaced", "hong.xlsx": "unreadable", "~$a.xlsx": "skipped",
    }  # fmt: skip
    assert {"PL602", "PL621", "PL622", "PL623", "PL625", "PL629", "PL630", "PL631", "PL632"} <= set(codes(outcome))
    assert shown(tmp_path / "gop.xlsx")["Lớp"]["values"]["2022"] == "17"
    assert [(c["old"], c["new"]) for c in found["changes"]] == [("3", "5")]


def test_a_name_near_one_of_the_roster_is_asked_about(tmp_path: Path) -> None:
    path = unit(tmp_path / "a.xlsx", "Đảng ủy xã Bình An 2", PLAIN, day="")
    listed = roster(tmp_path / "ds.xlsx", "1 | Đảng ủy xã Bình An 1 | | 1/7/2023", "2 | An Bình | A | 1/7/2023")
    outcome = reports.merge([path], tmp_path / "gop.xlsx", roster=listed, workers=1)
    assert "Đảng ủy xã Bình An 1" in told(outcome, "PL626")
    path = unit(tmp_path / "a.xlsx", "An Bình", PLAIN, day="")
    outcome = reports.merge([path], tmp_path / "gop.xlsx", roster=listed, workers=1)
    assert "1/7/2023" in told(outcome, "PL627")


def test_a_roster_without_names_is_refused(tmp_path: Path) -> None:
    path = unit(tmp_path / "a.xlsx", "An Bình", PLAIN)
    with pytest.raises(ToolkitError) as refused:
        reports.merge(
            [path], tmp_path / "gop.xlsx", roster=book(tmp_path / "ds.xlsx", "TT | Số điện thoại\n1 | 2"), workers=1
        )
    assert refused.value.problem.code == "PL628"


def test_sent_twice_is_noticed_without_a_roster(tmp_path: Path) -> None:
    paths = [
        unit(tmp_path / "a.xlsx", "An Bình", PLAIN, day="1/7/2023"),
        unit(tmp_path / "b.xlsx", "AN BÌNH", PLAIN, day="3/7/2023"),
    ]
    (tmp_path / "c.xlsx").write_bytes(paths[1].read_bytes())
    outcome = reports.merge([*paths, tmp_path / "c.xlsx"], tmp_path / "gop.xlsx", workers=1)
    found = outcome.as_json("vi")
    assert {entry["file"]: (entry["category"], entry["used"]) for entry in found["files"]} == {
        "a.xlsx": ("replaced", "b.xlsx"), "b.xlsx": ("merged", None), "c.xlsx": ("same", "b.xlsx"),
    }  # fmt: skip
    assert {"PL623", "PL638"} <= set(codes(outcome))


def test_nothing_tells_which_sending_is_newer(tmp_path: Path) -> None:
    import openpyxl

    paths = [
        unit(tmp_path / "a.xlsx", "An Bình", PLAIN),
        unit(tmp_path / "b.xlsx", "An Bình", PLAIN.replace("| 3 |", "| 5 |")),
    ]
    for path in paths:  # saved at one and the same moment
        made = openpyxl.load_workbook(path)
        made.properties.modified = None
        made.save(path)
    other = unit(tmp_path / "c.xlsx", "", PLAIN)
    _same_moment(*paths)
    outcome = reports.merge([*paths, other], tmp_path / "gop.xlsx", workers=1)
    assert {"PL624", "PL601"} <= set(codes(outcome))
    assert outcome.as_json("vi")["units"] == 1


def _same_moment(*paths: Path) -> None:
    import re
    import zipfile

    for path in paths:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["docProps/core.xml"] = re.sub(
            rb"<dcterms:modified.*?</dcterms:modified>", b"", parts["docProps/core.xml"]
        )
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)


def test_a_copy_of_an_unnamed_file_counts_once(tmp_path: Path) -> None:
    first = unit(tmp_path / "a.xlsx", "", PLAIN)
    (tmp_path / "b.xlsx").write_bytes(first.read_bytes())
    outcome = reports.merge([first, tmp_path / "b.xlsx"], tmp_path / "gop.xlsx", workers=1)
    assert outcome.as_json("vi")["units"] == 1
    assert {"PL601", "PL638"} <= set(codes(outcome))
    assert shown(tmp_path / "gop.xlsx")["Lớp"]["values"]["2022"] == "3"


def test_nothing_to_merge(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"hong")
    with pytest.raises(ToolkitError) as refused:
        reports.merge([tmp_path / "a.xlsx"], tmp_path / "gop.xlsx", workers=1)
    assert {problem.code for problem in refused.value.problems} == {"PL106", "PL602", "PL635"}
    assert not (tmp_path / "gop.xlsx").exists()


def test_the_output_is_never_an_input(tmp_path: Path) -> None:
    paths = [unit(tmp_path / f"{name}.xlsx", name, PLAIN) for name in ("An", "Bình")]
    before = paths[0].read_bytes()
    with pytest.raises(ToolkitError) as refused:
        reports.merge(paths, paths[0], workers=1)
    assert refused.value.problem.code == "PL545"
    assert paths[0].read_bytes() == before


def test_a_unit_s_workbook_is_no_roster(tmp_path: Path) -> None:
    path = unit(tmp_path / "a.xlsx", "An Bình", PLAIN)
    with pytest.raises(ToolkitError) as refused:
        reports.merge([path], tmp_path / "gop.xlsx", roster=unit(tmp_path / "b.xlsx", "Bình An", PLAIN), workers=1)
    assert refused.value.problem.code == "PL628"


# --- running again ------------------------------------------------------------------------------------------------


def test_a_later_run_reads_only_what_changed(tmp_path: Path) -> None:
    paths = [unit(tmp_path / f"{name}.xlsx", f"Xã {name}", PLAIN) for name in ("a", "b", "c")]
    out = tmp_path / "gop.xlsx"
    first = reports.merge(paths, out, workers=1).as_json("vi")
    assert (first["read"], first["reused"], first["changes"]) == (3, 0, [])
    before = out.read_bytes()
    again = reports.merge([*paths, out], out, workers=1).as_json("vi")
    assert (again["read"], again["reused"]) == (0, 3)
    assert out.read_bytes() == before
    unit(paths[1], "Xã b", PLAIN.replace("| 3 |", "| 30 |"))
    outcome = reports.merge(paths, out, workers=1)
    changed = outcome.as_json("vi")
    assert (changed["read"], changed["reused"]) == (1, 2)
    assert changed["changes"] == [
        {"unit": "Xã b", "label": "Lớp", "column": "2022", "old": "3", "new": "30", "place": "[b.xlsx]PHỤ LỤC!E2"}
    ]
    assert "PL633" in codes(outcome)
    assert (tmp_path / "gop.bak.xlsx").read_bytes() == before
    assert shown(out)["Lớp"]["values"]["2022"] == "36"
    fresh = tmp_path / "moi.xlsx"
    reports.merge(paths, fresh, workers=1)
    assert shown(fresh) == shown(out)
    assert "PL634" in codes(reports.merge(paths[:2], out, workers=1))


def test_a_file_without_a_grid_stays_set_aside_when_units_are_merged_again(tmp_path: Path) -> None:
    paths = [
        unit(tmp_path / "mot.xlsx", "Xã một"),
        book(tmp_path / "hai.xlsx", "báo cáo gửi sau", info={"Cơ quan": "Xã hai"}),
    ]
    for _ in range(2):
        outcome = reports.merge(paths, tmp_path / "tong-hop.xlsx", workers=1)
        assert outcome.as_json("vi")["units"] == 1
        assert [str(p.place) for p in outcome.problems if p.code == "PL602"] == ["hai.xlsx"]


def test_what_was_typed_into_the_merged_workbook_stays(tmp_path: Path) -> None:
    import openpyxl

    paths = [
        unit(tmp_path / f"{name}.xlsx", f"Xã {name}", PLAIN, info={"Cơ quan cấp trên": "HUYỆN ỦY AN BIÊN"})
        for name in "ab"
    ]
    out = tmp_path / "gop.xlsx"
    reports.merge(paths, out, workers=1)
    info = reports.show(out).as_json("vi")["info"]
    assert (info["co_quan"], info["ngay"]) == ("HUYỆN ỦY AN BIÊN", "")
    made = openpyxl.load_workbook(out)
    page = made["Thông tin"]
    cells = {page.cell(row, 1).value: page.cell(row, 2) for row in range(2, page.max_row + 1)}
    cells["Ngày"].value = "25/7/2023"
    made.save(out)
    reports.merge(paths, out, workers=1)
    assert reports.show(out).as_json("vi")["info"]["ngay"] == "25/7/2023"


def test_ways_and_keys_typed_into_the_merged_workbook_stay(tmp_path: Path) -> None:
    import openpyxl

    text = grid("1 | Đạt chuẩn | % | 90 | 50 | 60 | |", "2 | Số trường học | trường | | 10 | 10 | |")
    paths = [unit(tmp_path / f"{at}.xlsx", f"Xã {at}", text.replace("50", f"{at}0")) for at in (5, 6)]
    out = tmp_path / "gop.xlsx"
    assert codes(reports.merge(paths, out, workers=1)) == ["PL607"]
    made = openpyxl.load_workbook(out)
    page = made["PHỤ LỤC"]
    heads = {cell.value: cell.column for row in page.iter_rows(max_row=5) for cell in row if cell.value}
    rows = {cell.value: cell.row for cell in page["B"] if cell.value}
    page.cell(rows["Đạt chuẩn"], heads["Cách gộp"], "bình quân gia quyền theo [TH]")
    page.cell(rows["Số trường học"], heads["Mã"], "th")
    made.save(out)
    for _ in range(2):
        outcome = reports.merge(paths, out, workers=1)
        assert codes(outcome) == []
        assert shown(out)["Đạt chuẩn"]["values"] == {"2022": "55", "2023": "60"}


def test_rows_of_one_label_keep_their_rules_when_merged_again(tmp_path: Path) -> None:
    """Rows that are read under other heads than they were written under are still told apart."""
    head = "STT | Nội dung | ĐVT | Chỉ tiêu | 2020 | Cách tính"
    texts = [
        grid("1 | Cuộc | cuộc | | 3 |", "1.1 | Đảng viên | lớp | | 4 | tổng", " | Đảng viên | lớp | | 8 | lớn nhất",
             " | + Đảng viên | lớp | | 7 | tổng", head=head),
        grid("1 | Cuộc | cuộc | | 3 |", " | + Đảng viên | | | 0 |", "2 | Kết nạp | % | | 2 | tổng",
             " | + Đảng viên | % | | 2 | lớn nhất", head=head),
    ]  # fmt: skip
    paths = [unit(tmp_path / f"{at}.xlsx", f"Xã {at}", text) for at, text in enumerate(texts)]
    out = tmp_path / "gop.xlsx"
    reports.merge(paths, out, workers=1)
    before = out.read_bytes()
    reports.merge(paths, out, workers=1)
    assert out.read_bytes() == before


@pytest.mark.parametrize("inserted", [False, True])
def test_a_way_typed_for_one_of_several_rows_of_a_label_stays_there(tmp_path: Path, inserted: bool) -> None:
    import openpyxl

    text = grid("1 | Tổ chức đảng | | | | | |", "- | Hoàn thành tốt | % | | 50 | 60 | |", "2 | Đảng viên | | | | | |",
                "- | Hoàn thành tốt | % | | 70 | 80 | |", "- | Hoàn thành tốt | % | | 90 | 90 | |")  # fmt: skip
    paths = [unit(tmp_path / f"{at}.xlsx", f"Xã {at}", text) for at in (1, 2)]
    out = tmp_path / "gop.xlsx"
    reports.merge(paths, out, workers=1)
    made = openpyxl.load_workbook(out)
    page = made["PHỤ LỤC"]
    heads = {cell.value: cell.column for row in page.iter_rows(max_row=5) for cell in row if cell.value}
    rows = [cell.row for cell in page["B"] if cell.value and "Hoàn thành tốt" in cell.value]
    page.cell(rows[1], heads["Cách gộp"], "trung bình")
    if inserted:
        page.insert_rows(rows[0])
        page.cell(rows[0], 2, "Họp báo")
    made.save(out)
    for _ in range(2):
        reports.merge(paths, out, workers=1)
        found = reports.show(out).as_json("vi")["appendices"][0]["indicators"]
        assert [row["values"]["2022"] for row in found] == [None, "70", None]


def test_what_is_typed_over_the_merged_figures_is_told_and_own_lines_of_so_lieu_stay(tmp_path: Path) -> None:
    import openpyxl

    text = grid("1 | Đạt chuẩn | % | 90 | 50 | 60 | |", "2 | Số trường học | trường | | 10 | 10 | |")
    figures = "Mã | Nội dung | Giá trị | Đơn vị\nvon | Vốn | 5 | tỷ đồng"
    paths = [unit(tmp_path / f"{at}.xlsx", f"Xã {at}", text, figures=figures) for at in (5, 6)]
    out = tmp_path / "gop.xlsx"
    reports.merge(paths, out, workers=1)
    made = openpyxl.load_workbook(out)
    page = made["PHỤ LỤC"]
    rows = {cell.value: cell.row for cell in page["B"] if cell.value}
    page.cell(rows["Đạt chuẩn"], 5, 55)
    last = page.max_row + 1
    for column, value in enumerate((3, "Số thư viện", "thư viện", None, 4, 5), 1):
        page.cell(last, column, value)
    for line in (
        ("dan_so", "Dân số", 1905.5, "nghìn người"),
        ("mat_do", "Mật độ dân số", "=1905/2", "người/km2"),
        ("hop", "Nơi họp", "Hội trường"),
    ):
        made["Số liệu"].append(line)
    made.save(out)
    outcome = reports.merge(paths, out, workers=1)
    assert sorted(code for code in codes(outcome) if code != "PL607") == ["PL640", "PL641", "PL642"]
    assert "Số thư viện; còn ở gop.bak.xlsx" in told(outcome, "PL640")
    assert f"E{rows['Đạt chuẩn']} = 55" in told(outcome, "PL641")
    assert "=1905/2" in told(outcome, "PL642")
    for _ in range(2):
        kept = {entry["key"]: entry["value"] for entry in reports.show(out).as_json("vi")["figures"]}
        assert kept == {"von": "10", "dan_so": "1905.5", "mat_do": None, "hop": "Hội trường"}
        assert codes(reports.merge(paths, out, workers=1)) == ["PL607"]


# --- properties ---------------------------------------------------------------------------------------------------


def test_the_order_of_the_files_changes_nothing(tmp_path: Path) -> None:
    texts = [ORDERLY, DISORDERLY, ORDERLY.replace("20,5", "7"), DISORDERLY.replace("Kết nạp  ", "Phát triển "), ORDERLY]
    paths = [unit(tmp_path / f"{at}.xlsx", f"Xã {at}", text) for at, text in enumerate(texts)]
    outputs = []
    for at in range(3):
        random.Random(at).shuffle(paths)
        out = tmp_path / str(at) / "gop.xlsx"
        out.parent.mkdir()
        reports.merge(paths, out, workers=1)
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1] == outputs[2]


def test_sums_are_conserved_whatever_the_rows_order(tmp_path: Path) -> None:
    chance = random.Random(7)
    labels = [f"Chỉ tiêu {word} năm" for word in ("lúa", "ngô", "tôm", "muối", "rừng", "biển", "điện")]
    totals = dict.fromkeys(labels, Decimal(0))
    texts = []
    for _ in range(8):
        rows = []
        for label in chance.sample(labels, len(labels)):
            value = Decimal(chance.randrange(1, 100_000)) / 100
            totals[label] += value
            rows.append(f"- | {label} | tấn | | {str(value).replace('.', ',')} | | |")
            if chance.random() < 0.3:
                rows.append(" | ")
        texts.append(grid(*rows))
    _, rows = merge(tmp_path, *texts)
    assert {label: Decimal(row["values"]["2022"]) for label, row in rows.items()} == totals


def test_one_unit_merged_is_itself_and_once_more(tmp_path: Path) -> None:
    path = unit(tmp_path / "a.xlsx", "Xã An", ORDERLY)
    once, twice = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    reports.merge([path], once, workers=1)
    reports.merge([once], twice, workers=1)

    def kept(data: Path) -> list[dict[str, Any]]:
        rows = reports.show(data).as_json("vi")["appendices"][0]["indicators"]
        return [
            {key: value for key, value in row.items() if key not in ("place", "typed", "rule_source", "note")}
            for row in rows
        ]

    assert kept(path) == kept(once) == kept(twice)


def test_more_figures_than_a_sheet_should_hold_go_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, rows = merge(tmp_path, ORDERLY, DISORDERLY)
    monkeypatch.setattr("toolkit.excel.merging.MOST_LIVE", 5)
    outcome, figures = merge(tmp_path, ORDERLY, DISORDERLY)
    assert {label: (row["values"], row["actual"]) for label, row in figures.items()} == {
        label: (row["values"], row["actual"]) for label, row in rows.items()
    }
    assert "tong-hop.nguon.csv" in told(outcome, "PL636")
    lines = (tmp_path / "tong-hop.nguon.csv").read_text("utf-8-sig").splitlines()
    assert "Xã số 1,don-vi-1.xlsx,PHỤ LỤC,E3,kn,Kết nạp đảng viên,2021,đảng viên,4" in lines


def test_units_as_read_go_on_several_sheets_and_only_as_many_as_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [unit(tmp_path / f"{name}.xlsx", f"Xã {name}", PLAIN) for name in "abcd"]
    size = len(read_unit(paths[0]).packed) * 4 // 3
    monkeypatch.setattr("toolkit.excel.store.MOST_ON_SHEET", 2 * size + 8)
    out = tmp_path / "gop.xlsx"
    reports.merge(paths, out, workers=1)
    assert [sheet.name for sheet in read_raw(out, store=True).sheets][:2] == ["_phuluc", "_phuluc 2"]
    assert not any(sheet.name.startswith("_phuluc") for sheet in read_raw(out).sheets)
    outcome = reports.merge(paths, out, workers=1)
    assert (outcome.as_json("vi")["reused"], codes(outcome)) == (4, [])
    monkeypatch.setattr("toolkit.excel.store.MOST_KEPT", 3 * size + 8)
    outcome = reports.merge(paths, out, workers=1)
    assert "1/4 đơn vị" in told(outcome, "PL639")
    assert reports.merge(paths, out, workers=1).as_json("vi")["reused"] == 3
    monkeypatch.setattr("toolkit.gate.limits.MOST_KEPT_CELLS", 25)
    assert "2/4 đơn vị" in told(reports.merge(paths, out, workers=1), "PL639")


# --- from the report to the unit ----------------------------------------------------------------------------------


def test_a_report_from_the_merged_workbook_is_traced_to_the_units(tmp_path: Path) -> None:
    merge(tmp_path, ORDERLY, DISORDERLY)
    report = tmp_path / "bao-cao.docx"
    for _ in range(2):
        outcome = reports.fill(
            tmp_path / "tong-hop.xlsx", template=reports.template_folder() / "phu-luc.docx", output=report
        )
        assert not outcome.failed
    numbers = {number.key: number.cells for number in reports.trace(report).numbers}
    assert numbers['kn.ky["2021"]'] == (
        "PHỤ LỤC!E6", "[don-vi-1.xlsx]PHỤ LỤC!E3", "[don-vi-2.xlsx]PHỤ LỤC!E8",
    )  # fmt: skip
    behind = numbers["kn.thuc_hien"]
    assert behind[:3] == ("PHỤ LỤC!E6", "PHỤ LỤC!F6", "PHỤ LỤC!G6")
    assert len(behind) == 9
    # A weighted mean comes from the rates and from the weights.
    assert "[don-vi-2.xlsx]PHỤ LỤC!E7" in numbers['to_chuc_co_so_dang_hoan_thanh.ky["2021"]']


# --- as a program, and in LibreOffice -----------------------------------------------------------------------------


def test_the_columns_have_room_for_the_sums(tmp_path: Path) -> None:
    one = grid("1 | Thu ngân sách | triệu đồng | 9.000.000 | 4.000.000,25 | 5.000.000 | |")
    merge(tmp_path, *[one] * 12)
    widths = read_raw(tmp_path / "tong-hop.xlsx").sheets[0].widths
    assert widths[5] > len("48.000.003") + 1
    assert widths[7] > len("108.000.003") + 1


def test_the_command(tmp_path: Path) -> None:
    folder = tmp_path / "đơn vị"
    folder.mkdir()
    unit(folder / "a.xlsx", "Xã An", PLAIN)
    unit(folder / "b.xlsx", "Xã Bình", PLAIN)
    out = tmp_path / "tổng hợp.xlsx"
    done = phuluc("merge", folder, "-o", out, "--json", "--lang", "en", "--jobs", "1")
    found = json.loads(done.stdout)
    assert (done.returncode, found["units"], found["missing"], found["duplicates"]) == (0, 2, [], [])
    (folder / "c.xlsx").write_bytes(b"hong")
    done = phuluc("merge", folder / "*.xlsx", "-o", out, "--lang", "vi", "--jobs", "1")
    assert done.returncode == 1
    assert "3 tệp: 2 đã gộp, 1 không đọc được." in done.stdout
    assert "đọc 1 tệp, dùng lại 2" in done.stdout
    assert "PL602" in done.stderr
    assert phuluc("merge", folder, "-o", tmp_path / "x.xls").returncode == 2
    assert phuluc("merge", "-o", out).returncode == 2


def phuluc(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "toolkit.cli.phuluc", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@needs_office
def test_the_formulas_give_the_stored_figures(tmp_path: Path) -> None:
    """LibreOffice forgets what was stored and calculates again."""
    ways = ("trung bình", "bình quân gia quyền theo tc", "lớn nhất", "nhỏ nhất")
    texts = [
        text + "\n".join(["", *(f"{at} | Chỉ số thứ {'abcd'[at]} | điểm | 5 | {n} | {n * 3},25 | {n - 1} | | {way}"
                                for at, way in enumerate(ways)), "9 | Chỉ số thứ e | điểm | | 'hỏng' | 1 | | |"])
        for n, text in ((2, ORDERLY.rstrip()), (7, DISORDERLY.rstrip()), (5, ORDERLY.rstrip()))
    ]  # fmt: skip
    merge(tmp_path, *texts)
    calculated = convert(_without_results(tmp_path / "tong-hop.xlsx"), "xlsx", tmp_path / "lo")
    expected, found = shown(tmp_path / "tong-hop.xlsx"), shown(calculated)
    figures = ("target", "values", "actual", "percent")
    assert {label: [row[name] for name in figures] for label, row in found.items()} == {
        label: [row[name] for name in figures] for label, row in expected.items()
    }
    # The lineage survives the other program, too.
    origins = reports.read(calculated).workbook.origins
    assert {str(cell) for cell in origins} == {
        str(cell) for cell in reports.read(tmp_path / "tong-hop.xlsx").workbook.origins
    }


def _without_results(path: Path) -> Path:
    """The workbook with every formula's stored result gone."""
    bare = path.with_name("chua-tinh.xlsx")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            data = archive.read(name)
            copy.writestr(
                name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data) if name.startswith("xl/worksheets/") else data
            )
    return bare


def test_five_units_of_the_published_grid(tmp_path: Path) -> None:
    paths, sums = five_units(tmp_path)
    outcome = reports.merge(paths, tmp_path / "gop.xlsx", workers=1)
    appendix = reports.read(tmp_path / "gop.xlsx").workbook.appendices[0]
    assert [(*row.path, row.label) for row in appendix.rows] == [row.path for row in example_rows()]
    assert appendix.periods == ("2020", "2021", "2022", "6 tháng 2023")
    for row in appendix.rows:
        expected = sums.get((*row.path, row.label))
        if expected is not None:
            assert [figure.value for figure in row.values] == expected, row.label
        elif not row.is_rate:
            assert not any(figure.value for figure in row.values)
    assert not {"PL603", "PL604", "PL605", "PL606", "PL614", "PL619"} & set(codes(outcome))
    assert "[dang_bo_dien_luc.xlsx]PHỤ LỤC!D14" in told(outcome, "PL612")


@given(texts=st.lists(GRIDS, min_size=2, max_size=3), chance=st.randoms(use_true_random=False))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_later_run_gives_what_a_fresh_one_does(texts: list[str], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [unit(folder / f"{at}.xlsx", f"Xã {at}", text) for at, text in enumerate(texts)]
        out, fresh = folder / "gop.xlsx", folder / "moi.xlsx"
        reports.merge(paths, out, workers=1)
        changed = chance.randrange(len(paths))
        unit(paths[changed], f"Xã {changed}", chance.choice(texts))
        later = reports.merge(paths, out, workers=1)
        anew = reports.merge(paths, fresh, workers=1)
        assert _bare(reports.show(out).as_json("vi")) == _bare(reports.show(fresh).as_json("vi"))
        about_this_run = {"PL633", "PL634"}
        assert [p for p in later.problems if p.code not in about_this_run] == list(anew.problems)


def _bare(found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "source": "", "problems": [p for p in found["problems"] if p["code"] != "PL208"]}
