"""The numbers of prose: what they say, and which digits are no figures."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from toolkit.claims import Number, numbers_in


def shown(number: Number) -> str:
    """A number in short: hedge, value, upper end, percent or unit."""
    upper = "" if number.upper is None else f"..{number.upper.normalize():f}"
    unit = "%" if number.percent else "pt" if number.points else number.unit
    return f"{number.bound}{number.value.normalize():f}{upper} {unit}".strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kết nạp 7.400 đảng viên, đạt 98,49% chỉ tiêu", ["7400 đảng viên", "98.49 %"]),
        ("đạt 98.49% và 85,43 %; 1.062 người; 1 234 hộ", ["98.49 %", "85.43 %", "1062 người", "1234 hộ"]),
        ("1,2 nghìn tỷ đồng, 81.326 tỉ đồng, 3,5 triệu ha", ["1200000000000 đồng", "81326000000000 đồng", "3500000 ha"]),
        ("năng suất 65,5 tạ/ha; 10,4 triệu đồng/người/tháng", ["65.5 tạ/ha", "10400000 đồng/người/tháng"]),
        ("có 80 - 85% chi bộ, từ 15 đến 20% đảng viên", ["80..85 %", "15..20 %"]),
        ("trên 2,5 tỷ đồng, gần 5.000 đảng viên, khoảng 30 hộ", [">2500000000 đồng", "≲5000 đảng viên", "~30 hộ"]),
        ("từ 30% đảng viên trở lên, dưới 3% hộ", [">=30 %", "<3 %"]),
        ("hai mươi lăm đảng viên, mười lăm chi bộ và ba tổ chức đảng", ["25 đảng viên", "15 chi bộ", "3 tổ chức đảng"]),
        ("05 (năm) tổ chức đảng; một số cán bộ; trong năm hộ nghèo giảm", ["5 tổ chức đảng"]),
        ("tăng 2,11 điểm phần trăm, cao hơn 0,5 điểm %", ["2.11 pt", "0.5 pt"]),
        ("120ha lúa, 500 m2 nhà, 50kg gạo", ["120 ha", "500 m2", "50 kg"]),
        ("tăng từ 120 đến 150", ["120", "150"]),
        ("4 tỷ 250 triệu đồng; 98 tỷ 410 triệu 225 nghìn đồng", ["4250000000 đồng", "98410225000 đồng"]),
        ("1 triệu 250 nghìn lượt khách, 5 tỷ 12 đơn vị", ["1250000 lượt khách", "5000000000 đồng", "12 đơn vị"]),
        ("( gần 30 hộ )", ["≲30 hộ"]),
    ],
)  # fmt: skip
def test_what_a_number_says(text: str, expected: list[str]) -> None:
    assert [shown(number) for number in numbers_in(text) if number.figure] == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ngày 05 tháng 02 năm 2026", {"date", "year"}),
        ("ngày 28-3-2022 và 30/6/2023, 6/7/2018", {"date"}),
        ("quý I/2024, tháng 12/2023", {"date"}),
        ("giai đoạn 2020 - 2025, nhiệm kỳ 2020-2025, năm 2021", {"year", "date"}),
        ("Số 161-BC/ĐUK", {"document"}),
        ("Nghị quyết số 04, Chỉ thị 05, Quy định số 37-QĐ/TW, 15-NQ/TU", {"document"}),
        ("Nghị định số 30/2020/NĐ-CP", {"document"}),
        ("khóa 13, Hội nghị lần thứ 3, Điều 5", {"ordinal"}),
        ("lúc 7h30 và 14 giờ 30 phút", {"time", "code"}),
        ("dịch Covid-19", {"code"}),
        ("6 tháng đầu năm, 5 năm thực hiện", {"period"}),
        ("1.2. Kết quả", {"mark"}),
        ("(1) Đảng bộ A; (2) Đảng bộ B", {"mark"}),
        ("điện thoại 0297.3862.123", {"phone", "code"}),
    ],
)
def test_digits_that_are_no_figures(text: str, why: set[str]) -> None:
    found = numbers_in(text)
    assert found
    assert {number.why for number in found} <= why


def test_offsets_are_those_of_the_text_as_it_stands() -> None:
    text = unicodedata.normalize("NFD", "Tổng\u00a0số  là 1.200\u00a0đảng viên, đạt 79,42 %")
    first, second = numbers_in(text)
    assert text[first.start : first.end] == "1.200"
    assert unicodedata.normalize("NFC", text[first.begin : first.stop]) == "1.200\u00a0đảng viên"
    assert text[second.start : second.stop] == "79,42 %"
    text = "Thu 4 tỷ 250 triệu đồng ( kế hoạch 5 tỷ đồng )"
    compound, plan = numbers_in(text)
    assert text[compound.start : compound.stop] == "4 tỷ 250 triệu đồng"
    assert text[plan.start : plan.stop] == "5 tỷ đồng"


def test_a_whole_count_is_exact_and_a_measure_is_not() -> None:
    people, money, rate = numbers_in("12 đảng viên, 12 tỷ đồng, 12%")
    assert people.exact
    assert not money.exact
    assert money.step == Decimal(10) ** 9
    assert not rate.exact


def test_doubtful_digits_keep_both_readings() -> None:
    (number,) = numbers_in("1,234 tấn")
    assert {number.value, *number.alternatives} == {Decimal("1.234"), Decimal(1234)}
