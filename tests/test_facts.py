"""Facts by key: unique tails, diacritics, what is ambiguous or unknown, and the list of all of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.reportdata import appendix, computed, figures, info, sample

from toolkit.expressions import Scope, parse
from toolkit.facts import Facts, TemplateProblem
from toolkit.facts.rows import Fact
from toolkit.facts.subjects import IndicatorSubject, Value
from toolkit.places import Cell

FACTS = Facts(sample())

GRID = """
      | I  | Xây dựng Đảng       |     |    |    |    |      |      |
      | 1  |  Đánh giá tổ chức   |     |    |    |    |      |      |
      |    |   Hoàn thành tốt    | %   | 90 | 91 | 92 | 91,5 | 90   | cao
      |    |   Chưa hoàn thành   | %   | ≤ 3|    |    | 2    |      |
      | 2  |  Đánh giá đảng viên |     |    |    |    |      |      |
      |    |   Hoàn thành tốt    | %   | 80 | 81 | 79 | 80   |      |
      |    |   5 không 3 sạch    | hộ  | 10 |    |    | 12   |      |
KN.01 | 3  |  Kết nạp            | ĐV  | 10 | 4  | 5  | 9    | 8    |
      | 4  |  Chưa có số         |     |    |    |    |      |      |
      | 5  |  Trùng tên          | lớp | 1  |    |    | 1    |      |
      | 5  |  Trùng tên          | lớp | 2  |    |    | 2    |      |
"""
OTHER = Facts(computed(appendix(GRID), figures=figures("von|Vốn|5|tỷ đồng|4"), info=info(co_quan="A")))


def fact(facts: Facts, key: str, attribute: str) -> Fact:
    value = facts.one(key).get(attribute)
    assert isinstance(value, Value)
    return value.facts[0]


def code(facts: Facts, key: str) -> tuple[str, str]:
    with pytest.raises(TemplateProblem) as raised:
        facts.one(key)
    values = raised.value.values
    return raised.value.code, str(values.get("near", values.get("candidates", "")))


@pytest.mark.parametrize("facts", [FACTS, OTHER], ids=["sample", "other"])
def test_every_listed_fact_is_what_its_key_and_attribute_give(facts: Facts) -> None:
    listed = list(facts.all())
    assert len(listed) > 80
    for listed_fact in listed:
        source = f"{listed_fact.key}.{listed_fact.attribute}" if listed_fact.attribute else listed_fact.key
        result = parse(source).evaluate(Scope(facts))
        assert (result.value, result.text) == (listed_fact.value, listed_fact.shown), source
        assert result.facts == (listed_fact,)
        assert parse(result.identity).evaluate(Scope(facts)) == result


@pytest.mark.parametrize("facts", [FACTS, OTHER], ids=["sample", "other"])
def test_listed_keys_are_distinct(facts: Facts) -> None:
    names = [(listed.key, listed.attribute) for listed in facts.all()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("danh_gia_to_chuc.hoan_thanh_tot", "91.5"), ("xay_dung_dang.danh_gia_to_chuc.hoan_thanh_tot", "91.5"),
        ("Đánh giá đảng viên.Hoàn thành tốt", "80"), ("chua_hoan_thanh", "2"), ("KN.01", "9"), ("kn_01", "9"),
        ("ket_nap", "9"), ("xay_dung_dang.ket_nap", "9"), ("5_khong_3_sach", "12"), ("xay_dung_dang.trung_ten_2", "2"),
    ],
)  # fmt: skip
def test_any_unique_tail_works(key: str, value: str) -> None:
    assert fact(OTHER, key, "thuc_hien").value == Decimal(value)


def test_a_part_is_also_known_without_its_trong_do() -> None:
    lines = """
      | 1  |  Thu ngân sách           | tỷ | 90 |    |    | 91   |      |
      |    |   Trong đó: Thu nội địa  | tỷ | 50 |    |    | 60   |      |
    """
    known = Facts(computed(appendix(lines)))
    for key in ("trong_do_thu_noi_dia", "thu_noi_dia", "thu_ngan_sach.thu_noi_dia"):
        assert fact(known, key, "thuc_hien").shown == "60"


def test_a_key_that_begins_with_a_digit_works_in_a_tag() -> None:
    for source in ("5_khong_3_sach", "danh_gia_dang_vien.5_khong_3_sach.thuc_hien", "5_không_3_sạch | kem_don_vi"):
        result = parse(source).evaluate(Scope(OTHER))
        assert result.value == Decimal(12) or result.text == "12 hộ"
        assert parse(result.identity).evaluate(Scope(OTHER)) == result
    assert parse('"5_khong" ~ 1.5').evaluate(Scope(OTHER)).text == "5_khong1,5"


def test_decomposed_letters_are_the_same_key() -> None:
    import unicodedata

    source = unicodedata.normalize("NFD", "Kết_nạp.thực_hiện")
    assert parse(source).evaluate(Scope(OTHER)).text == "9"


def test_unknown_and_ambiguous_keys_name_what_they_could_be() -> None:
    assert code(OTHER, "hoan_thanh_tot") == (
        "PL405", "danh_gia_to_chuc.hoan_thanh_tot, danh_gia_dang_vien.hoan_thanh_tot",
    )  # fmt: skip
    found, near = code(OTHER, "ket_nap_dang_vien")
    assert (found, "kn_01" in near) == ("PL403", True)
    assert code(OTHER, "qqqqqqqqq")[0] == "PL404"
    assert code(OTHER, "")[0] in ("PL403", "PL404")


def test_a_row_nobody_has_reported_yet_is_blank_and_not_unknown() -> None:
    for source in ("chua_co_so", "chua_co_so.thuc_hien", "chua_co_so | dat_chi_tieu", "chua_co_so.ky['2021']"):
        result = parse(source).evaluate(Scope(OTHER))
        assert (result.text, result.blank) == ("", True)
    assert parse("chua_co_so.noi_dung").evaluate(Scope(OTHER)).text == "Chưa có số"
    assert "chua_co_so" not in [item.key for item in parse("chi_tieu").items(Scope(OTHER))]


def test_a_fact_knows_its_cells_its_place_and_its_rule() -> None:
    reached = fact(OTHER, "danh_gia_to_chuc.hoan_thanh_tot", "ty_le")
    assert [cell.address for cell in reached.cells] == ["E7", "F7", "D7"]
    assert (reached.unit, reached.rule, reached.label) == ("%", "sum", "Hoàn thành tốt")
    assert reached.shown == "101,67"
    assert reached.value is not None
    assert reached.value != Decimal("101.67")
    actual = fact(OTHER, "danh_gia_to_chuc.hoan_thanh_tot", "thuc_hien")
    assert actual.place == Cell("PHỤ LỤC", 7, 7)
    assert fact(OTHER, "von", "cung_ky").place == Cell("Số liệu", 2, 5)
    assert [cell.address for cell in fact(OTHER, "von", "so_cung_ky").cells] == ["C2", "E2"]
    assert [cell.address for cell in fact(OTHER, "chua_hoan_thanh", "chi_tieu").cells] == ["D8"]


def test_sections_without_a_heading_of_their_own() -> None:
    flat = Facts(computed(appendix("a|1|Một|lớp|2|||3||\nb|2|Hai|lớp|2|||1||")))
    (whole,) = flat.sections()
    assert (whole.key, whole.label) == ('phu_luc("PHỤ LỤC").ngoai_muc', "")
    assert parse(f"{whole.key}.so_dat").evaluate(Scope(flat)).text == "1"
    grouped = Facts(computed(appendix("|1|Nhóm một||||||\na||  Một|lớp|2|||3||\nb|2|Hai|lớp|2|||1||")))
    assert [section.label for section in grouped.sections()] == ["", "Nhóm một"]
    assert [m.key for m in grouped.sections()[1].members] == ["a"]


def test_a_section_that_carries_a_figure_is_a_section_and_an_indicator() -> None:
    from dataclasses import replace

    from toolkit.model import Kind

    made = appendix("s|I|Tổng số lớp|lớp|5|||6||\na|1| Lớp một|lớp|3|||2||")
    head = made.rows[0]
    rows = (replace(head, row=replace(head.row, kind=Kind.SECTION)), made.rows[1])
    facts = Facts(computed(replace(made, rows=rows)))
    scope = Scope(facts)
    assert parse("s.thuc_hien").evaluate(scope).text == "6"
    assert parse('muc("I").so_chi_tieu').evaluate(scope).text == "2"
    (section,) = parse("muc").items(scope)
    assert section.key == 'muc("s")'
    inner = scope.loop("m", (section,), 0)
    assert [item.key for item in parse("m.chi_tieu").items(inner)] == ["s", "a"]
    assert parse(parse("m.so_vuot").evaluate(inner).identity).evaluate(scope).text == "1"


def test_every_indicator_is_in_exactly_one_section() -> None:
    for facts in (FACTS, OTHER):
        found = [member.key for section in facts.sections() for member in section.members]
        assert found == [row.key for row in facts.indicators]


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(0, 2)), min_size=1, max_size=12))
def test_keys_of_any_hierarchy_find_their_own_row(rows: list[tuple[str, int]]) -> None:
    grid = "\n".join(
        f"|{'I' if depth == 0 else 1}|{' ' * depth}Dòng {name}|x|1|||{at}||" for at, (name, depth) in enumerate(rows)
    )
    facts = Facts(computed(appendix(grid)))
    for row in facts.indicators:
        found = facts.one(row.key)
        assert isinstance(found, IndicatorSubject)
        assert found.indicator is row.indicator
        assert parse(f"{row.key}.thuc_hien").evaluate(Scope(facts)).value == row.indicator.actual
