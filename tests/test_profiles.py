"""The official forms: which rule set holds for a document, and the facts each one states."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.model import InfoEntry, Workbook
from toolkit.profiles import FORM_KEY, choose, choose_profile, day_of, profiles, with_form


def workbook(**info: str) -> Workbook:
    return Workbook("a.xlsx", info=tuple(InfoEntry(key, key, text) for key, text in info.items()))


@pytest.mark.parametrize(
    ("form", "day", "name"),
    [
        ("", None, "dang-hd05"),
        ("Đảng", date(2023, 7, 25), "dang-hd36"),
        ("Đảng", date(2026, 5, 26), "dang-hd36"),
        ("Đảng", date(2026, 5, 27), "dang-hd05"),
        ("mẫu Đảng", date(1999, 1, 1), "dang-hd36"),
        ("Nhà nước", date(2023, 7, 25), "nha-nuoc-nd30"),
        ("nha nuoc", date(2026, 12, 31), "nha-nuoc-nd30"),
        ("Nhà nước", date(2019, 1, 1), "nha-nuoc-nd30"),
        ("NĐ 30", None, "nha-nuoc-nd30"),
        ("Hướng dẫn 36-HD/VPTW", date(2026, 12, 1), "dang-hd36"),
        ("HD 05", date(2020, 1, 1), "dang-hd05"),
        ("Mẫu dạng bảng", None, "dang-hd05"),
    ],
)
def test_the_form_and_the_day_choose(form: str, day: date | None, name: str) -> None:
    assert choose(form, day).name == name


@pytest.mark.parametrize(
    ("info", "family"),
    [
        ({"co_quan": "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH"}, "dang"),
        ({"co_quan": "ỦY BAN NHÂN DÂN TỈNH A"}, "nha_nuoc"),
        ({"co_quan": "Sở Tài chính"}, "nha_nuoc"),
        ({"co_quan": "CẤP ỦY CƠ SỞ"}, "dang"),
        ({"co_quan": "Chi bộ cơ sở Sở Y tế"}, "dang"),
        ({"ky_hieu": "BC-UBND"}, "nha_nuoc"),
        ({"so": "161-BC/ĐUK"}, "dang"),
        ({"so": "161/BC-SKH"}, "nha_nuoc"),
        ({"mau": "Nhà nước", "co_quan": "ĐẢNG ỦY KHỐI"}, "nha_nuoc"),
        ({"mau": "mau-nha-nuoc.docx", "co_quan": "ĐẢNG ỦY KHỐI"}, "dang"),
        ({}, "dang"),
    ],
)
def test_the_issuer_chooses_where_the_form_is_not_said(info: dict[str, str], family: str) -> None:
    assert choose_profile(workbook(**info)).family == family


def test_the_date_of_the_workbook_counts() -> None:
    assert choose_profile(workbook(mau="Đảng", ngay="25/07/2023")).short == "HD 36"
    assert choose_profile(workbook(mau="Đảng", ngay="ngày 01 tháng 6 năm 2026")).short == "HD 05"


def test_a_template_can_ask_for_the_rule_set() -> None:
    told = with_form(workbook(ngay="25/07/2023"))
    assert [(entry.key, entry.text) for entry in told.info][-1] == (FORM_KEY, "HD 36")
    assert with_form(told) == told


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/7/2023", date(2023, 7, 25)),
        ("25-07-2023", date(2023, 7, 25)),
        ("2023-07-25", date(2023, 7, 25)),
        ("Kiên Giang, ngày 05 tháng 02 năm 2026", date(2026, 2, 5)),
        ("31/2/2024", None),
        ("tháng 7 năm 2023", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("form", "number", "symbol", "pieces"),
    [
        ("Đảng", "161", "BC/ĐUK", "161-BC/ĐUK"),
        ("Đảng", "161", "-BC/ĐUK", "161-BC/ĐUK"),
        ("Đảng", "5", "BC/ĐUK", "05-BC/ĐUK"),
        ("Đảng", "161-BC/ĐUK", "", "161-BC/ĐUK"),
        ("Nhà nước", "161", "/BC-UBND", "161/BC-UBND"),
        ("Nhà nước", "9", "", "09"),
    ],
)
def test_numbers_of_documents(form: str, number: str, symbol: str, pieces: str) -> None:
    assert "".join(choose(form).number(number, symbol)) == pieces


def test_each_day_has_one_rule_set_of_a_family() -> None:
    for day in (date(2021, 1, 1), date(2026, 5, 26), date(2026, 5, 27), date(2030, 1, 1)):
        for family in {profile.family for profile in profiles()}:
            assert len([p for p in profiles() if p.family == family and p.holds_on(day)]) == 1


def test_the_facts_of_the_party_form() -> None:
    old, new = choose("HD 36"), choose("HD 05")
    assert (old.page.top, old.page.bottom, old.page.left, old.page.right) == (20, 20, 30, 15)
    assert (old.subject_rule, new.subject_rule) == ("", "-----")
    assert (new.star, new.number_prefix, new.number_join) == (True, "Số ", "-")
    assert new.authority == {"on_behalf": "T/M", "instead": "K/T", "by_order": "T/L"}
    assert new.elements["head"].size == 15
    assert not new.elements["position"].bold
    assert (new.template, new.appendix_name(1, 1), new.appendix_name(2, 3)) == ("bao-cao.docx", "PHỤ LỤC", "PHỤ LỤC 2")


def test_the_facts_of_the_state_form() -> None:
    state = choose("Nhà nước")
    assert 30 <= state.page.left <= 35
    assert 15 <= state.page.right <= 20
    assert state.head_lines == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert (state.star, state.number_prefix, state.number_join) == (False, "Số: ", "/")
    assert state.authority["on_behalf"] == "TM."
    assert state.elements["position"].bold
    assert state.page.appendix_numbering == "own"
    assert state.appendix_name(4, 9) == "Phụ lục IV"
