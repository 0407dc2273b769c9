"""Phrases: what a clerk would write, for every kind of indicator, and nothing half empty."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.reportdata import appendix, computed, sample

from toolkit.expressions import Result, Scope, TemplateProblem, parse
from toolkit.facts import Facts
from toolkit.facts.rows import POINTS
from toolkit.numbers import read, show
from toolkit.phrases import change, join
from toolkit.phrases.words import (
    in_words,
    long_date,
    lower_first,
    read_day,
    scale_of,
    title_case,
    two_digits,
    with_unit,
)

SCOPE = Scope(Facts(sample()))


def said(source: str) -> str:
    return parse(source).evaluate(SCOPE).text


def row(target: str, actual: str, *, unit: str = "người", prior: str = "", source: str = "x | ket_qua") -> Result:
    grid = f"x|1|Chỉ tiêu này|{unit}|{target}|||{actual}|{prior}|"
    return parse(source).evaluate(Scope(Facts(computed(appendix(grid)))))


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "không"), ("5", "năm"), ("10", "mười"), ("11", "mười một"), ("14", "mười bốn"), ("15", "mười lăm"),
        ("20", "hai mươi"), ("21", "hai mươi mốt"), ("24", "hai mươi tư"), ("25", "hai mươi lăm"), ("55", "năm mươi lăm"),
        ("100", "một trăm"), ("101", "một trăm linh một"), ("105", "một trăm linh năm"), ("110", "một trăm mười"),
        ("111", "một trăm mười một"), ("121", "một trăm hai mươi mốt"), ("1000", "một nghìn"),
        ("1005", "một nghìn không trăm linh năm"), ("1050", "một nghìn không trăm năm mươi"),
        ("7261", "bảy nghìn hai trăm sáu mươi mốt"), ("10000", "mười nghìn"), ("1000000", "một triệu"),
        ("2000300", "hai triệu không nghìn ba trăm"), ("1000000000", "một tỷ"), ("1000000001", "một tỷ không trăm linh một"),
        ("81326000000000", "tám mươi mốt nghìn ba trăm hai mươi sáu tỷ"), ("-3", "âm ba"), ("79.42", "bảy mươi chín phẩy bốn mươi hai"),
        ("0.5", "không phẩy năm"), ("2.05", "hai phẩy không năm"), ("1.005", "một phẩy không một"),
    ],
)  # fmt: skip
def test_numbers_in_words(number: str, words: str) -> None:
    # Both ways of passing over empty thousands are heard; the shorter is written here.
    assert in_words(Decimal(number)) == words.replace("không nghìn ba trăm", "ba trăm")


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**15))
def test_words_have_no_double_spaces_and_no_digits(number: int) -> None:
    words = in_words(Decimal(number))
    assert words == " ".join(words.split())
    assert not re.search(r"\d", words)


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1))
def test_two_numbers_never_have_the_same_words(one: int, other: int) -> None:
    assert (in_words(Decimal(one)) == in_words(Decimal(other))) is (one == other)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("5", "05"),
        ("0", "0"),
        ("9", "09"),
        ("10", "10"),
        ("1200", "1.200"),
        ("-5", "-05"),
        ("5.5", "5,5"),
        ("5.0", "05"),
    ],
)
def test_two_digits(number: str, shown: str) -> None:
    assert two_digits(Decimal(number)) == shown


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        ("953", "Đảng viên", "953 đảng viên"), ("98,58", "%", "98,58%"), ("98,58", "% ", "98,58%"), ("5", "%/năm", "5%/năm"),
        ("12", "HTX", "12 HTX"), ("95%", "%", "95%"), ("81.326 tỷ đồng", "tỷ đồng", "81.326 tỷ đồng"), ("5", "", "5"),
        ("", "lớp", ""), ("91", "Tỷ lệ", "91%"), ("9,77", "Triệu đồng/người/tháng", "9,77 triệu đồng/người/tháng"),
    ],
)  # fmt: skip
def test_units(number: str, unit: str, shown: str) -> None:
    assert with_unit(number, unit) == shown


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/7/2023", (25, 7, 2023)), ("05-02-2026", (5, 2, 2026)), ("ngày 05 tháng 02 năm 2026", (5, 2, 2026)),
        ("Kiên Giang, ngày 25 tháng 7 năm 2023", (25, 7, 2023)), ("2023-07-25", (25, 7, 2023)), ("25.7.2023", (25, 7, 2023)),
        ("2023-07-25 00:00:00", (25, 7, 2023)), ("31/4/2023", None), ("29/2/2024", (29, 2, 2024)), ("29/2/2023", None),
        ("tháng 7 năm 2023", None), ("", None), ("13/13/2023", None), ("0/1/2023", None), ("29/02/1900", None),
    ],
)  # fmt: skip
def test_days(text: str, day: tuple[int, int, int] | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("target", "unit", "shown"),
    [
        ("từ 95% trở lên", "%", "từ 95% trở lên"), ("từ 95 trở lên", "%", "từ 95% trở lên"), ("≥ 95", "%", "≥ 95%"),
        ("từ 5 trở lên", "Lớp", "từ 5 lớp trở lên"), ("trên 500 đảng viên", "Đảng viên", "trên 500 đảng viên"),
        ("trên 500", "Đảng viên", "trên 500 đảng viên"), ("80-85%", "%", "80-85%"), ("tối thiểu 5", "m", "tối thiểu 5 m"),
    ],
)  # fmt: skip
def test_a_target_in_words_has_its_unit_once(target: str, unit: str, shown: str) -> None:
    assert row(target, "5", unit=unit, source="x.chi_tieu | kem_don_vi").text == shown


def test_the_official_date_has_zeros_where_the_rule_wants_them() -> None:
    assert long_date(5, 2, 2026) == "ngày 05 tháng 02 năm 2026"
    assert long_date(9, 3, 2026) == "ngày 09 tháng 3 năm 2026"
    assert long_date(10, 10, 2026) == "ngày 10 tháng 10 năm 2026"


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("tỷ đồng", (9, "đồng")), ("Triệu đồng", (6, "đồng")), ("nghìn tỷ đồng", (12, "đồng")), ("ngàn đồng", (3, "đồng")),
        ("đồng", (0, "đồng")), ("triệu ha", (6, "ha")), ("tỉ đồng", (9, "đồng")), ("", (0, "")), ("tỷ", (9, "")),
        ("tỷ lệ", (9, "lệ")),
    ],
)  # fmt: skip
def test_scales(unit: str, scale: tuple[int, str]) -> None:
    assert scale_of(unit) == (scale if unit != "tỷ lệ" else (0, "tỷ lệ"))


def test_letters() -> None:
    assert lower_first("Đảng viên") == "đảng viên"
    assert lower_first("HĐND các cấp") == "HĐND các cấp"
    assert lower_first("") == ""
    assert title_case("ĐẢNG ỦY KHỐI") == "Đảng Ủy Khối"
    assert title_case("học tập và làm theo HCM") == "Học Tập Và Làm Theo HCM"


def test_lists() -> None:
    assert join([]) == ""
    assert join(["a"]) == "a"
    assert join(["a", "b"]) == "a và b"
    assert join(["a", "b", "c"]) == "a, b và c"
    assert join(["a, b", "c"]) == "a, b; c"
    assert join(["79,42%", "c"]) == "79,42% và c"


# --- change ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "unit", "phrase"),
    [
        ("953", "900", "người", "tăng 5,89% so với cùng kỳ"), ("900", "953", "người", "giảm 5,56% so với cùng kỳ"),
        ("5", "5", "người", "bằng cùng kỳ"), ("0", "0", "người", "bằng cùng kỳ"), ("0", "5", "vụ", "giảm 100% so với cùng kỳ"),
        ("5", "0", "Vụ", "tăng 5 vụ so với cùng kỳ"), ("-5", "10", "tỷ đồng", "giảm 15 tỷ đồng so với cùng kỳ"),
        ("10", "-5", "tỷ đồng", "tăng 15 tỷ đồng so với cùng kỳ"), ("-3", "-5", "tỷ đồng", "tăng 2 tỷ đồng so với cùng kỳ"),
        ("92.7", "91.5", "%", "tăng 1,2 điểm % so với cùng kỳ"), ("91.5", "92.7", "%", "giảm 1,2 điểm % so với cùng kỳ"),
        ("91.501", "91.5", "%", "xấp xỉ cùng kỳ"), ("100000.1", "100000", "người", "xấp xỉ cùng kỳ"), ("5", "0", "", "tăng 5 so với cùng kỳ"),
        ("5", "0", "%", "tăng 5 điểm % so với cùng kỳ"), (None, "5", "vụ", ""), ("5", None, "vụ", ""),
    ],
)  # fmt: skip
def test_change(now: str | None, before: str | None, unit: str, phrase: str) -> None:
    figures = [None if text is None else Decimal(text) for text in (now, before)]
    assert change(figures[0], figures[1], unit, "cùng kỳ") == phrase


_FIGURES = st.none() | st.decimals(-100000, 100000, places=3)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(_FIGURES, _FIGURES, st.sampled_from(["%", "người", ""]))
def test_a_change_is_never_negative_nor_half_empty(now: Decimal | None, before: Decimal | None, unit: str) -> None:
    phrase = change(now, before, unit, "cùng kỳ")
    if now is None or before is None:
        assert phrase == ""
        return
    said = re.fullmatch(r"(?:bằng|xấp xỉ) cùng kỳ|(tăng|giảm) ([\d.,]+)(%| điểm %| người|) so với cùng kỳ", phrase)
    assert said is not None, phrase
    if said[1]:
        assert (said[1] == "tăng") is (now > before)
        assert read(said[2]).value != 0


# --- sentences about an indicator -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "unit", "reached", "distance"),
    [
        ("1.200", "953", "đảng viên", "đạt 79,42% chỉ tiêu", "còn thiếu 247 đảng viên so với chỉ tiêu"),
        ("5", "6", "lớp", "đạt 120% chỉ tiêu", "vượt 20% chỉ tiêu"),
        ("5", "5", "lớp", "đạt 100% chỉ tiêu", "đạt chỉ tiêu"),
        ("30.000", "29.999", "người", "đạt gần 100% chỉ tiêu", "còn thiếu 1 người so với chỉ tiêu"),
        ("30.000", "30.001", "người", "đạt 100% chỉ tiêu", "vượt 1 người so với chỉ tiêu"),
        ("98", "98,58", "%", "đạt 100,59% chỉ tiêu", "vượt 0,58 điểm % so với chỉ tiêu"),
        ("98", "97,68", "%", "đạt 99,67% chỉ tiêu", "còn thiếu 0,32 điểm % so với chỉ tiêu"),
        ("98", "98", "%", "đạt 100% chỉ tiêu", "đạt chỉ tiêu"),
        ("≤ 3", "2", "%", "vượt chỉ tiêu", "vượt chỉ tiêu, thấp hơn 1 điểm % so với mức giao"),
        ("≤ 3", "4,5", "%", "chưa đạt chỉ tiêu", "chưa đạt chỉ tiêu, cao hơn 1,5 điểm % so với mức giao"),
        ("≤ 3", "3", "%", "đạt chỉ tiêu", "đạt chỉ tiêu"),
        ("dưới 3%", "3", "%", "chưa đạt chỉ tiêu", "chưa đạt chỉ tiêu"),
        ("0", "3", "vụ", "vượt chỉ tiêu", "vượt 3 vụ so với chỉ tiêu"),
        ("0", "0", "vụ", "đạt chỉ tiêu", "đạt chỉ tiêu"),
        ("10", "-5", "tỷ đồng", "chưa đạt chỉ tiêu", "còn thiếu 15 tỷ đồng so với chỉ tiêu"),
        ("10", "0", "lớp", "đạt 0% chỉ tiêu", "còn thiếu 10 lớp so với chỉ tiêu"),
        ("", "5", "lớp", "", ""),
        ("10", "", "lớp", "", ""),
    ],
)  # fmt: skip
def test_how_an_indicator_stands(target: str, actual: str, unit: str, reached: str, distance: str) -> None:
    assert row(target, actual, unit=unit, source="x | dat_chi_tieu").text == reached
    assert row(target, actual, unit=unit, source="x | vuot").text == distance
    assert row(target, actual, unit=unit, source="x | vuot").blank is (distance == "")


_TYPED = st.sampled_from(["", "0", "5", "1.200", "98,5", "≤ 3", "dưới 3", "≥ 95", "0,001"])


@settings(deadline=None, derandomize=True, max_examples=300)
@given(_TYPED, _TYPED, _TYPED, st.sampled_from(["%", "người", "", "HTX"]))
def test_no_phrase_is_ever_half_empty(target: str, actual: str, prior: str, unit: str) -> None:
    actual, prior = (text.lstrip("≤≥ dưới") for text in (actual, prior))
    for name in ("ket_qua", "dat_chi_tieu", "vuot", "tang_giam", "danh_gia_cau"):
        text = row(target, actual, unit=unit, prior=prior, source=f"x | {name}").text
        assert text == text.strip()
        assert "  " not in text
        for hole in (" %", "None", ", ,", ",,", "tăng -", "giảm -", "đạt chỉ tiêu chỉ tiêu", "vượt  "):
            assert hole not in text.replace(POINTS, ""), text
        assert not text.startswith(",")
        assert not text.endswith(",")


def test_a_typed_share_of_last_year_is_enough_to_say_the_change() -> None:
    from dataclasses import replace

    told = computed(appendix("x|1|Chỉ tiêu|lớp|5|||6||"))
    indicator = replace(told.appendices[0].indicators[0], prior_percent=Decimal("112.5"))
    changed = replace(told, appendices=(replace(told.appendices[0], rows=(indicator,)),))
    assert parse("x | tang_giam").evaluate(Scope(Facts(changed))).text == "tăng 12,5% so với cùng kỳ"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("khong.chi_tieu | kem_don_vi", "0 đơn vị"),
        ("ngheo.chi_tieu | kem_don_vi", "≤ 3%"),
        ("kndv.ty_le | kem_don_vi", "79,42%"),
        ("ht_tot.chenh_lech | kem_don_vi", "1,5 điểm %"),
        ("kndv.ky['2021'] | kem_don_vi", "500 đảng viên"),
        ("ghi_nhan", "chưa có"),
        ("ghi_nhan | viet_hoa", "CHƯA CÓ"),
        ("thong_tin.noi_nhan", "- Như trên;\n- Lưu VP."),
        ("thong_tin.noi_nhan | don_dong", "- Như trên; - Lưu VP."),
        ("thong_tin.noi_nhan | gach_dau_dong", "- Như trên;\n- Lưu VP."),
        ('"Như trên; - Các ban ; Lưu VP." | gach_dau_dong', "- Như trên,\n- Các ban,\n- Lưu VP."),
        ('"Như trên" | gach_dau_dong', "- Như trên"),
        ("von | ty | kem_don_vi", "201.465 tỷ đồng"),
        ("von | ty | dong", "201.465.000.000.000 đồng"),
        ("(von + von) | kem_don_vi", "402.930 tỷ đồng"),
        ("kndv.thuc_hien | so(0) | kem_don_vi", "953 đảng viên"),
        ("muc('II').chi_tieu | lay(2) | viet_hoa | danh_sach", "TỶ LỆ HỘ NGHÈO và KỶ LUẬT ĐẢNG VIÊN"),
        ("muc('II').chi_tieu | danh_sach", "Tỷ lệ hộ nghèo; Kỷ luật đảng viên; Đơn vị, tổ chức mới; Chưa báo cáo; Đủ số, đúng hạn"),
        ("chi_tieu | sap_xep('ty_le') | lay(1) | danh_sach('vuot')", "Tỷ lệ hộ nghèo (vượt chỉ tiêu, thấp hơn 1 điểm % so với mức giao)"),
        ("'1' ~ none", "1"),
    ],
)  # fmt: skip
def test_filters_in_a_row(source: str, text: str) -> None:
    assert said(source) == text


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("von | dat_chi_tieu", "PL411"), ("kndv.chi_tieu | tang_giam", "PL411"), ("muc | so", "PL411"),
        ("kndv | danh_sach", "PL411"), ("kndv | so(1.5)", "PL410"), ("kndv | so(7)", "PL410"), ("chi_tieu | lay(-1)", "PL410"),
        ("kndv | so_voi(900)", "PL410"), ("chi_tieu | danh_sach('x')", "PL407"), ("chi_tieu | sap_xep('x')", "PL407"),
        ("kndv | dong", "PL411"), ("1000000000000000000 | bang_chu", "PL411"), ("kndv.cung_ky | phan_tram", "PL422"),
        ("thong_tin.co_quan | nam", "PL423"), ("phu_luc | viet_hoa_dau | so", "PL411"), ("kndv | ket_qua | so", "PL411"),
    ],
)  # fmt: skip
def test_a_filter_that_does_not_fit(source: str, code: str) -> None:
    with pytest.raises(TemplateProblem) as raised:
        said(source)
    assert raised.value.code == code


@settings(deadline=None, derandomize=True)
@given(st.decimals(-(10**12), 10**12, places=4), st.integers(0, 4))
def test_digits_are_those_of_the_number_writer(number: Decimal, digits: int) -> None:
    text = parse(f"({format(number, 'f')}) | so({digits})").evaluate(SCOPE).text
    assert text == show(number, digits)
