"""Reading grids: headers in every disguise, hierarchies, numbers, helper sheets, and what is passed over."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from support.books import book

from toolkit import reports
from toolkit.compute import compute
from toolkit.excel.read import read_workbook
from toolkit.model import Appendix, Kind, Row, Rule, State, Workbook
from toolkit.problems import ToolkitError

Cells = list[list[object]]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Workbook]:
    def go(*lines: str, edit: Callable[[Worksheet], object] = lambda _: None, **more: str) -> Workbook:
        path = book(tmp_path / "a.xlsx", "\n".join(lines), **more)  # type: ignore[arg-type]  only texts are passed
        made = openpyxl.load_workbook(path)
        edit(made.worksheets[0])
        made.save(path)
        return read_workbook(path)

    return go


def grid(workbook: Workbook) -> Appendix:
    return workbook.appendices[0]


def roles(workbook: Workbook) -> dict[str, str]:
    return {column.role: column.heading for column in grid(workbook).columns if column.role != "period"}


def codes(workbook: Workbook) -> list[tuple[str, str]]:
    return [(p.code, str(p.place).partition("!")[2] or str(p.place)) for p in workbook.problems]


# --- headers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Đơn vị tính (ĐVT)", "unit"), ("Ghi chú (nguyên nhân)", "note"),
        ("STT", "stt"), ("TT", "stt"), ("Số TT", "stt"), ("ĐVT", "unit"), ("Đơn vị\ntính", "unit"), ("don vi tinh", "unit"),
        ("Chỉ tiêu Nghị quyết", "target"), ("KẾ HOẠCH NĂM", "target"), ("Chi tiêu giao", "target"),
        ("Thực hiện", "actual"), ("Kết quả thực hiện", "actual"), ("Ước thực hiện", "actual"), ("Thưc hiện", "actual"),
        ("% so với chỉ tiêu nghị quyết", "percent"), ("% so chi tiêu nghị quyết", "percent"), ("Tỷ lệ (%)", "percent"),
        ("TH/KH (%)", "percent"), ("Cùng kỳ", "prior"), ("Thực hiện cùng kỳ năm trước", "prior"),
        ("% so với cùng kỳ", "prior_percent"), ("So với cùng kỳ (%)", "prior_percent"),
        ("Tăng, giảm so với cùng kỳ (%)", "prior_percent"), ("Ghi chú", "note"), ("Ghi chép", "note"), ("Mã", "key"),
        ("Cách tính", "rule"), ("Chiều", "direction"), ("Cách gộp", "merge"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_heading_is_known_by_its_words(read, heading: str, role: str, form: str) -> None:
    numeric = role in ("target", "actual", "percent", "prior", "prior_percent")
    said = unicodedata.normalize(form, heading)

    def put(sheet: Worksheet) -> None:
        sheet["C1"] = said

    found = roles(read("Nội dung|2023|x", f"Mở lớp|5|{'6' if numeric else 'chữ'}", edit=put))
    assert found.get(role) == unicodedata.normalize("NFC", said.replace("\n", " "))


def test_growth_is_told_from_share(read) -> None:
    assert grid(read("Nội dung|2023|Tăng, giảm so với cùng kỳ (%)", "A|5|6")).growth
    assert not grid(read("Nội dung|2023|% so với cùng kỳ", "A|5|6")).growth


@pytest.mark.parametrize(
    "label",
    ["Nội dung", "Chỉ tiêu", "Tên chỉ tiêu", "Nội dung chỉ tiêu", "Danh mục", "Danh mục chỉ tiêu", "Nội dung/Chỉ tiêu"],
)
def test_chi_tieu_heads_the_names_or_the_figures(read, label: str) -> None:
    found = roles(read(f"STT|{label}|Chỉ tiêu giao|Thực hiện", "1|Mở lớp bồi dưỡng|5|6"))
    assert (found["label"], found["target"]) == (label, "Chỉ tiêu giao")


def test_two_columns_called_chi_tieu(read) -> None:
    found = grid(read("STT|Chỉ tiêu|Chỉ tiêu|Thực hiện", "1|Mở lớp bồi dưỡng|5|6", "2|Kết nạp đảng viên|10|8"))
    assert [column.role for column in found.columns] == ["stt", "label", "target", "actual"]


def two_rows(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)
    sheet["A1"] = "PHỤ LỤC"
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "KẾT QUẢ NĂM 2023"
    for column, heading in enumerate(
        ["STT", "Nội dung", "ĐVT", "Chỉ tiêu", "Thực hiện qua các năm", None, "Thực hiện"], 1
    ):
        sheet.cell(3, column, heading)
    sheet.merge_cells("E3:F3")
    for letter in "ABCDG":
        sheet[f"{letter}4"] = None
        sheet.merge_cells(f"{letter}3:{letter}4")


def test_a_header_of_two_merged_rows_below_a_title(read) -> None:
    found = grid(read("STT|Nội dung|ĐVT|Chỉ tiêu|2021|2022|Thực hiện", "1|A|Lớp|5|1|2|3", edit=two_rows))
    assert found.periods == ("2021", "2022")
    assert found.title == ("PHỤ LỤC", "KẾT QUẢ NĂM 2023")
    assert found.header_rows == (3, 4)
    assert [c.over for c in found.columns if c.role == "period"] == ["Thực hiện qua các năm"] * 2
    assert [str(row.place) for row in found.rows] == ["PHỤ LỤC!A5"]


def three_rows(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    for column, heading in enumerate(["STT", "Nội dung", "Chỉ tiêu", "Thực hiện", None, None, "Ghi chú"], 1):
        sheet.cell(1, column, heading)
    sheet.merge_cells("D1:F1")
    sheet["D2"], sheet["F2"] = "Năm 2022", "Năm 2023"
    sheet.merge_cells("D2:E2")
    for letter in "ABCG":
        sheet[f"{letter}3"] = None
        sheet.merge_cells(f"{letter}1:{letter}3")


def test_a_header_of_three_merged_rows(read) -> None:
    found = grid(read("a|b|c|Quý I|Quý II|Quý III|d", "1|Mở lớp|5|1|2|3|", edit=three_rows))
    assert found.header_rows == (1, 2, 3)
    assert found.periods == ("Quý I", "Quý II", "Quý III")
    assert [(row.label, row.target.figure.value, [f.value for f in row.values]) for row in found.rows] == [
        ("Mở lớp", 5, [1, 2, 3])
    ]


@pytest.mark.parametrize("numbers", ["1|2|3|4|5", "(1)|(2)|(3)|(4)|(5)", "A|B|1|2|3"])
def test_a_row_that_numbers_the_columns_is_no_data(read, numbers: str) -> None:
    found = grid(read("STT|Nội dung|ĐVT|2022|2023", numbers, "1|Mở lớp|Lớp|5|6"))
    assert [row.label for row in found.rows] == ["Mở lớp"]


def test_a_header_repeated_at_a_page_break_is_no_data(read) -> None:
    head = "STT|Nội dung|ĐVT|2022|2023"
    found = grid(read(head, "1|Mở lớp|Lớp|5|6", head, "2|Kết nạp|ĐV|7|8"))
    assert [row.label for row in found.rows] == ["Mở lớp", "Kết nạp"]


def test_sub_headings_of_three_rows_that_are_not_merged(read) -> None:
    found = grid(
        read(
            "TT|Chỉ tiêu|ĐVT|Kế hoạch|Thực hiện||||% so với kế hoạch", "||||Năm 2023||Năm 2024|",
            "||||Quý I|Quý II|Quý I|Quý II|", "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)", "1|Thu ngân sách|tỷ|100|1|2|3|4|10",
        )
    )  # fmt: skip
    assert found.header_rows == (1, 2, 3)
    assert [row.label for row in found.rows] == ["Thu ngân sách"]
    assert found.periods == tuple(
        f"Thực hiện Năm {year} Quý {quarter}" for year in (2023, 2024) for quarter in ("I", "II")
    )


@pytest.mark.parametrize("numbers", ["1|2|3|4|5", "(1)|(2)|(3)|(4)|(5)"])
def test_a_header_repeated_with_its_column_numbers_is_no_data(read, numbers: str) -> None:
    head = ("STT|Nội dung|ĐVT|2022|2023", numbers)
    found = grid(read(*head, "1|Mở lớp|Lớp|5|6", *head, "2|Kết nạp|ĐV|7|8"))
    assert [row.label for row in found.rows] == ["Mở lớp", "Kết nạp"]


def test_a_table_of_other_columns_further_down_is_an_appendix_of_its_own(read) -> None:
    workbook = read(
        "STT|Nội dung|ĐVT|Chỉ tiêu|Thực hiện", "1|Mở lớp|Lớp|10|12", "", "B. Bảng hai|",
        "STT|Nội dung|ĐVT|2021|2022|Thực hiện", "1|Kết nạp|ĐV|3|4|7", "|Ghi chú: số liệu đến 31/12|",
    )  # fmt: skip
    first, second = workbook.appendices
    assert [(row.label, row.target.figure.value, row.actual.value) for row in first.rows] == [("Mở lớp", 10, 12)]
    assert [(row.label, [f.value for f in row.values], row.actual.value) for row in second.rows] == [
        ("Kết nạp", [3, 4], 7)
    ]
    assert (first.title, first.footer, second.title) == ((), (), ("B. Bảng hai",))
    assert second.footer == ("Ghi chú: số liệu đến 31/12",)


def test_an_amount_under_a_comparison_is_not_the_comparison(read) -> None:
    def join(sheet: Worksheet) -> None:
        sheet.merge_cells("D1:E1")

    head = ("Nội dung|Cùng kỳ|Thực hiện|Tăng, giảm so với cùng kỳ|", "|||Số lượng|Tỷ lệ %")
    workbook = read(*head, "Số vụ|80|100|20|25", edit=join)
    assert grid(workbook).rows[0].prior_percent.value == 25
    assert grid(workbook).growth
    assert codes(workbook) == [("PL224", "D2")]


def test_periods_that_add_up_those_before_them_are_not_counted_twice(read) -> None:
    workbook = read("Nội dung|Quý I|Quý II|6 tháng|Quý III|9 tháng|Quý IV|Cả năm", "Mở lớp|1|2|3|3|6|4|10")
    assert grid(workbook).periods == ("Quý I", "Quý II", "Quý III", "Quý IV")
    assert codes(workbook) == [("PL227", "D1"), ("PL227", "F1")]


@pytest.mark.parametrize(
    ("heads", "periods"),
    [
        ("Tháng 1|Tháng 2|Tháng 3|Quý I|Tháng 4|Tháng 5|Tháng 6|Quý II|6 tháng",
         "Tháng 1|Tháng 2|Tháng 3|Tháng 4|Tháng 5|Tháng 6"),
        ("Quý I|T1|T2|T3|Quý II|T4|T5|T6|Thực hiện", "T1|T2|T3|T4|T5|T6"),
        ("Năm 2023|6 tháng đầu năm 2024|6 tháng cuối năm 2024|Năm 2024|Thực hiện",
         "Năm 2023|6 tháng đầu năm 2024|6 tháng cuối năm 2024"),
        ("2021|2022|2023|2021-2023|2024|2025|Thực hiện", "2021|2022|2023|2024|2025"),
        ("Tháng 4|Tháng 5|Lũy kế tháng 5|Thực hiện", "Tháng 4|Tháng 5|Lũy kế tháng 5"),
        ("Tháng 4|Từ tháng 5 đến tháng 6|Quý II|Thực hiện", "Tháng 4|Từ tháng 5 đến tháng 6"),
        ("Quý I/2024|Quý II/2024|6 tháng 2025|Thực hiện", "Quý I/2024|Quý II/2024|6 tháng 2025"),
    ],
)  # fmt: skip
def test_a_period_that_others_make_up_is_none_wherever_it_stands(read, heads: str, periods: str) -> None:
    found = grid(read(f"Nội dung|{heads}", "A|" + "|".join("1" for _ in heads.split("|"))))
    assert found.periods == tuple(periods.split("|"))


@pytest.mark.parametrize(
    ("heads", "spanning"),
    [
        ("Tháng 1|Tháng 2|Tháng 3|Quý I", "Quý I"), ("Quý I|Quý II|6 tháng", "6 tháng"), ("2021|2022|Lũy kế", "Lũy kế"),
        ("Quý I|Quý II|Quý III|Quý IV|Cả năm", "Cả năm"), ("2021|2022|2023", ""), ("2020|2021|2022|6 tháng 2023", ""),
        ("Tháng 1|Tháng 2|Tháng 3|Quý I|Thực hiện", ""), ("2021|2022|2023|Giai đoạn 2021-2023", "Giai đoạn 2021-2023"),
        ("2021|2022|2023|3 năm", "3 năm"), ("2021|2022|Giai đoạn 2016-2020", ""),
    ],
)  # fmt: skip
def test_a_period_that_spans_the_others_is_thuc_hien(read, heads: str, spanning: str) -> None:
    found = grid(read(f"Nội dung|{heads}", "A|" + "|".join("12345"[: heads.count("|") + 1])))
    assert found.spanning == spanning


def test_a_lone_thuc_hien_of_a_period_is_thuc_hien(read) -> None:
    assert roles(read("Nội dung|ĐVT|Thực hiện quý I/2024", "A|Lớp|5"))["actual"] == "Thực hiện quý I/2024"


def test_one_period_of_two_years_beside_a_comparison_is_last_year_s_and_this_year_s(read) -> None:
    head = "Nội dung|Kế hoạch|Thực hiện 6 tháng 2022|Thực hiện 6 tháng 2023|% so với cùng kỳ"
    row = grid(read(head, "A|10|4|5|125")).rows[0]
    assert (row.prior.value, row.actual.value, row.values) == (4, 5, ())


def test_thuc_hien_of_two_years_beside_a_comparison(read) -> None:
    def join(sheet: Worksheet) -> None:
        sheet.merge_cells("C1:E1")

    head = ("Nội dung|Thực hiện năm 2022|Năm 2023||", "||Kế hoạch|Thực hiện|So với cùng kỳ (%)")
    row = grid(read(*head, "A|100|110|121|121", edit=join)).rows[0]
    assert (row.prior.value, row.target.figure.value, row.actual.value, row.values) == (100, 110, 121, ())


def test_target_and_thuc_hien_under_each_year(read) -> None:
    def join(sheet: Worksheet) -> None:
        sheet.merge_cells("C1:E1")
        sheet.merge_cells("F1:H1")

    head = ("STT|Nội dung|Năm 2022|||Năm 2023||", "||Kế hoạch|Thực hiện|% TH/KH|Kế hoạch|Thực hiện|% TH/KH")
    workbook = read(*head, "1|A|100|110|110|120|130|108,33", edit=join)
    row = grid(workbook).rows[0]
    assert (row.target.figure.value, row.actual.value, row.prior.value) == (120, 130, 110)
    assert row.percent.value == Decimal("108.33")
    assert codes(workbook) == [("PL223", "C2"), ("PL224", "E2")]
    plain = grid(read("Nội dung|Năm 2021|Năm 2022|Kết quả", "|Thực hiện|Thực hiện|", "Mở lớp|1|2|3"))
    assert (len(plain.periods), plain.rows[0].actual.value) == (2, 3)


def test_of_two_targets_the_one_the_percentage_names_counts(read) -> None:
    head = "Nội dung|Chỉ tiêu nhiệm kỳ|Chỉ tiêu năm 2023|Thực hiện năm 2023|% so với chỉ tiêu {}"
    for named, target, other in (("năm", 20, "B1"), ("nhiệm kỳ", 100, "C1")):
        workbook = read(head.format(named), "A|100|20|25|")
        assert grid(workbook).rows[0].target.figure.value == target
        assert codes(workbook) == [("PL223", other)]


@pytest.mark.parametrize(
    ("head", "target", "actual", "prior"),
    [
        ("KH 2025|Thực hiện 2025|Thực hiện 2024", 10, 20, 30),
        ("KH 2025|Năm 2025|Năm 2024", 10, 20, 30),
        ("KH 2025|Ước TH 6 tháng 2025|TH 6 tháng 2024", 10, 20, 30),
        ("KH năm 2025|Ước thực hiện|Thực hiện 2024", 10, 20, 30),
        ("Kế hoạch|Ước thực hiện|Thực hiện 2024", 10, 20, 30),
        ("Thực hiện 2024|KH 2025|Thực hiện 2025", 20, 30, 10),
        ("KH 2026|Thực hiện 2025|Thực hiện 2024", None, 20, 30),
        ("Thực hiện 2024|Thực hiện 2025|KH 2026", None, 20, 10),
        ("2025|2024|2023", None, 10, 20),
    ],
)
def test_years_tell_this_year_s_figure_from_last_year_s(
    read, head: str, target: int | None, actual: int | None, prior: int | None
) -> None:
    row = grid(read(f"Nội dung|{head}", "A|10|20|30")).rows[0]
    assert (row.target.figure.value, row.actual.value, row.prior.value) == (target, actual, prior)


@pytest.mark.parametrize(
    ("heads", "prior", "actual", "left"),
    [
        ("TH 2023|TH 2024|KH 2025|Ước TH 2025", "TH 2024", "Ước TH 2025", "B"),
        ("Năm 2022|Năm 2023|Năm 2024|Kế hoạch 2025|Thực hiện 2025", "Năm 2024", "Thực hiện 2025", "BC"),
        ("TH 2023|TH 2024|KH 2025|Thực hiện", "TH 2024", "Thực hiện", "B"),
        ("TH năm 2023|TH năm 2024|KH 2025|TH 6 tháng 2025", None, "TH 6 tháng 2025", "BC"),
    ],
)
def test_years_that_lead_up_to_a_plan_are_no_periods(
    read, heads: str, prior: str | None, actual: str, left: str
) -> None:
    workbook = read(f"Nội dung|{heads}", "Thu|80|90|100|110|120")
    found = roles(workbook)
    assert (found.get("prior"), found["actual"], grid(workbook).periods) == (prior, actual, ())
    assert codes(workbook) == [("PL224", f"{column}1") for column in left]


def test_years_of_a_term_go_up_and_are_periods(read) -> None:
    assert grid(read("Nội dung|Năm 2024|Năm 2025", "A|10|20")).periods == ("Năm 2024", "Năm 2025")
    term = grid(read("Nội dung|Chỉ tiêu đến 2026|2024|2025", "A|40|10|20"))
    assert (term.periods, term.rows[0].target.figure.value) == (("2024", "2025"), 40)


def test_of_blocks_of_two_years_the_later_one_counts(read) -> None:
    found = read(
        "Nội dung|Năm 2024|||Năm 2025||", "|KH|TH|%|KH|TH|%", "Thu|100|110|110|120|126|105"
    )  # fmt: skip
    row = grid(found).rows[0]
    assert (row.target.figure.value, row.actual.value, row.percent.value, row.prior.value) == (120, 126, 105, 110)
    assert codes(found) == [("PL223", "B2"), ("PL224", "D2")]


def test_of_periods_of_two_years_those_of_the_later_count(read) -> None:
    found = read(
        "Nội dung|Tháng 6||Lũy kế 6 tháng||% so với cùng kỳ", "|Năm 2024|Năm 2025|Năm 2024|Năm 2025|",
        "Vụ cháy|5|4|30|28|93,33",
    )  # fmt: skip
    row = grid(found).rows[0]
    assert (row.prior.value, row.actual.value) == (30, 28)
    assert [figure.value for figure in row.values] == [4]
    assert grid(found).periods == ("Tháng 6 Năm 2025",)


@pytest.mark.parametrize("head", ["Quý I|6 tháng|9 tháng", "3 tháng|6 tháng|9 tháng"])
def test_periods_from_the_start_of_the_year_on_are_not_added_up(read, head: str) -> None:
    spanned = grid(read(f"Nội dung|ĐVT|{head}", "Kết nạp|đảng viên|20|45|70"))
    assert (spanned.rows[0].actual.value, spanned.partial) == (70, True)
    running = read(f"Nội dung|ĐVT|{head}|Thực hiện", "Kết nạp|đảng viên|20|45|70|")
    assert grid(running).running
    assert [(row.rule, row.actual) for row in compute(running).appendices[0].indicators] == [(Rule.LAST, 70)]


def test_a_stock_is_its_closing_figure(read) -> None:
    found = read("Nội dung|ĐVT|Đầu kỳ|Tăng|Giảm|Cuối kỳ", "Đảng viên|người|100|10|4|106")
    assert (grid(found).rows[0].actual.value, grid(found).periods) == (106, ())
    assert codes(found) == [("PL224", f"{column}1") for column in "CDE"]
    alone = grid(read("Nội dung|ĐVT|Cuối kỳ", "Đảng viên|người|106"))
    assert (alone.rows[0].actual.value, alone.periods) == (106, ())
    assert grid(read("Nội dung|ĐVT|Giữa kỳ|Cuối kỳ", "Đảng viên|người|100|106")).periods == ("Giữa kỳ", "Cuối kỳ")


@pytest.mark.parametrize(
    ("heads", "spanning"),
    [("Tuần 1|Tuần 2|Tháng 5", "Tháng 5"), ("Đợt I|Đợt II|Năm 2025", "Năm 2025"), ("Đợt 1|Đợt 2|Đợt 3", "")],
)
def test_parts_that_no_calendar_tells_are_spanned_by_a_stretch_of_it(read, heads: str, spanning: str) -> None:
    assert grid(read(f"Nội dung|{heads}", "A|1|2|3")).spanning == spanning


def test_figures_up_to_a_day_are_not_added_up(read) -> None:
    head = "Chỉ tiêu|ĐVT|Chỉ tiêu Đại hội|Kết quả đến 31/12/2024|Ước thực hiện đến 2025|So với NQ (%)"
    (row,) = compute(read(head, "Kết nạp|người|1000|800|1100|110")).appendices[0].indicators
    assert (row.actual, row.rule, row.percent) == (1100, Rule.LAST, 110)
    assert not grid(read("Nội dung|Từ tháng 1 đến tháng 3|Từ tháng 4 đến tháng 6", "A|1|2")).running


def test_an_amount_beside_a_share_of_one_comparison_is_passed_over(read) -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.merge_cells("D1:E1")

    lines = ("Nội dung|Năm 2024|Năm 2025|So sánh 2025/2024|", "|||Tăng, giảm|Tỷ lệ %", "Thu|100|110|10|110")
    workbook = read(*lines, edit=merged)
    assert roles(workbook)["prior_percent"] == "Tỷ lệ %"
    assert codes(workbook) == [("PL224", "D2")]
    assert not grid(workbook).growth
    signs = read("Nội dung|Cùng kỳ|Thực hiện|+/-|%", "Thu|100|110|10|110")
    assert (grid(signs).periods, roles(signs)["prior_percent"], codes(signs)) == ((), "%", [("PL224", "D1")])


def test_a_unit_said_in_the_headings_of_all_figures(read) -> None:
    assert grid(read("Nội dung|Kế hoạch (%)|Thực hiện (%)", "Hộ nghèo|3|2,5")).rows[0].is_rate
    assert grid(read("Nội dung|Kế hoạch (tấn)|Thực hiện (tạ)", "Lúa|3|2")).rows[0].unit == ""


@pytest.mark.parametrize(
    ("heads", "role", "heading"),
    [
        ("STT|Lĩnh vực|ĐVT|Kế hoạch|Thực hiện", "label", "Lĩnh vực"), ("STT|Tên đơn vị|Giao|Đạt", "label", "Tên đơn vị"),
        ("STT|Chỉ số|ĐVT|Tỉnh giao|Thực hiện", "target", "Tỉnh giao"), ("STT|Lĩnh vực|Nội dung|KH|TH", "label", "Nội dung"),
        ("STT|Nội dung|ĐVT|Giao năm 2025|Thực tế", "actual", "Thực tế"), ("STT|Nội dung|ĐVT|KH|Số thực hiện", "actual", "Số thực hiện"),
        ("STT|Nội dung|ĐVT|Số cùng kỳ|TH", "prior", "Số cùng kỳ"), ("STT|Nội dung|ĐVT|KH|KQTH", "actual", "KQTH"),
    ],
)  # fmt: skip
def test_headings_in_other_words(read, heads: str, role: str, heading: str) -> None:
    row = "|".join("1" if name == "STT" else "a b" if name in ("ĐVT", "Nội dung", "Lĩnh vực", "Tên đơn vị", "Chỉ số") else "5"
                   for name in heads.split("|"))  # fmt: skip
    assert roles(read(heads, row))[role] == heading


def test_a_share_beside_what_was_done(read) -> None:
    assert roles(read("Nội dung|KH|Thực hiện|Kết quả (%)", "A|5|6|120"))["percent"] == "Kết quả (%)"


def test_estimates_are_written_short(read) -> None:
    found = roles(read("Nội dung|DT năm|TH|TH/DT (%)|DT (ha)", "Thu|10|11|110|5"))
    assert (found["target"], found["percent"]) == ("DT năm", "TH/DT (%)")


def test_what_was_given_and_what_was_reached(read) -> None:
    tasks = grid(read("STT|Nhiệm vụ|Số lượng giao|Số lượng hoàn thành|Tỷ lệ (%)", "1|Rà soát|10|9|90")).rows[0]
    assert (tasks.target.figure.value, tasks.actual.value, tasks.percent.value) == (10, 9, 90)
    found = grid(read("Nội dung|ĐVT|Giao|Đạt|Tỷ lệ (%)", "Kết nạp|người|50|60|120"))
    assert (found.rows[0].target.figure.value, found.rows[0].actual.value, found.periods) == (50, 60, ())
    assert grid(read("Nội dung|ĐVT|Đạt|Chưa đạt", "Đơn vị|xã|5|6")).periods == ("Đạt", "Chưa đạt")


def test_last_month_and_this_month_are_periods(read) -> None:
    head = "Nội dung|KH 2025|TH tháng trước|Ước tháng này|Lũy kế từ đầu năm|So với tháng trước"
    found = grid(read(head, "Thu|120|10|11|52|110"))
    assert (found.periods, found.rows[0].actual.value) == (("TH tháng trước", "Ước tháng này"), 52)


def test_a_target_of_the_year_after_is_told_and_left_out(read) -> None:
    workbook = read("Nội dung|KH 2025|Thực hiện 2025|KH 2026", "A|10|20|30")
    assert grid(workbook).rows[0].target.figure.value == 10
    assert codes(workbook) == [("PL229", "D1")]


def test_sub_headings_under_headings_that_are_not_merged(read) -> None:
    head = ("STT|Nội dung|ĐVT|KH 2025|Thực hiện||So sánh (%)||", "||||6 tháng đầu năm|Cả năm|KH|Cùng kỳ|")
    found = grid(read(*head, "1|Thu ngân sách|tỷ|100|40|90|90|105|"))
    assert [column.role for column in found.columns] == [
        "stt", "label", "unit", "target", "period", "actual", "percent", "prior_percent"
    ]  # fmt: skip
    assert [c.over for c in found.columns if c.role in ("period", "actual")] == ["Thực hiện"] * 2


@pytest.mark.parametrize(
    "heading",
    [
        "Nội dung thực hiện năm 2026",
        "Tên chỉ tiêu, nhiệm vụ",
        "Nhiệm vụ",
        "CHỈ TIÊU, NHIỆM VỤ",
        "Danh mục chỉ tiêu báo cáo",
    ],
)
def test_other_headings_of_the_names(read, heading: str) -> None:
    found = grid(read(f"TT|{heading}|Đơn vị|Kế hoạch năm|Quý I|Quý II", "1|Mở lớp|lớp|9|5|6"))
    assert [column.role for column in found.columns] == ["stt", "label", "unit", "target", "period", "period"]
    assert (found.rows[0].label, found.rows[0].unit) == ("Mở lớp", "lớp")


@pytest.mark.parametrize(
    ("head", "actual"),
    [
        ("Nội dung|KH năm|Q.I|Q.II|TH 2026", "TH 2026"), ("Nội dung|KH 2026|Ước TH 2026|Q1|Q2", "Ước TH 2026"),
        ("Nội dung|KH|Quý I/2026|Quý II/2026|2026", "2026"), ("Nội dung|KH 2026|2025|Quý I|Quý II", ""),
        ("Nội dung|KH|Quý I/2026|Quý II/2026|2025", ""),
    ],
)  # fmt: skip
def test_a_year_beside_its_quarters_is_thuc_hien(read, head: str, actual: str) -> None:
    columns = grid(read(head, "Mở lớp|9|5|6|11")).columns
    assert next((column.heading for column in columns if column.role == "actual"), "") == actual


@pytest.mark.parametrize("heading", ["2025", "TH 2025", "Thực hiện năm 2025", "Năm 2025"])
def test_the_year_before_the_target_s_beside_parts_of_it_is_last_year_s_figure(read, heading: str) -> None:
    for head in (f"Nội dung|{heading}|KH năm 2026|Quý I|Quý II", f"Nội dung|{heading}|KH 2026|6T/2026|TH 2026"):
        found = grid(read(head, "Mở lớp|9|5|6|11"))
        assert (found.rows[0].prior.value, found.column("prior").heading) == (9, heading)
    years = grid(read("Nội dung|KH 2026|2024|2025|2026", "Mở lớp|9|5|6|11"))
    assert years.periods == ("2024", "2025", "2026")


def test_an_empty_column_of_another_heading_is_no_period(read) -> None:
    found = grid(read("Nội dung|Quý I|Giải pháp|Quý II", "Mở lớp|5||6"))
    assert found.periods == ("Quý I", "Quý II")


def test_a_section_below_the_header_is_no_further_heading(read) -> None:
    lines = ("STT|CHỈ TIÊU, NHIỆM VỤ|ĐVT|Chỉ tiêu giao|Quý I|Quý II", "I|CÔNG TÁC TỔ CHỨC||||", "1|Mở lớp|lớp|9|5|6")
    found = grid(read(*lines))
    assert [(row.label, row.section, [f.value for f in row.values]) for row in found.rows] == [
        ("CÔNG TÁC TỔ CHỨC", "", [None, None]), ("Mở lớp", "CÔNG TÁC TỔ CHỨC", [5, 6])
    ]  # fmt: skip


def test_last_year_s_figure_beside_a_target_of_this_year(read) -> None:
    row = grid(read("Nội dung|TH năm 2024|KH năm 2025|TH 6T/2025|Ước TH năm 2025", "A|8|10|4|9")).rows[0]
    assert (row.prior.value, row.target.figure.value, row.actual.value) == (8, 10, 9)
    assert [figure.value for figure in row.values] == [4]


def test_a_comparison_that_is_no_share_is_passed_over_and_said(read) -> None:
    workbook = read("Nội dung|Kế hoạch|Thực hiện|Tăng (+), giảm (-)", "A|10|9|-1")
    assert [column.role for column in grid(workbook).columns] == ["label", "target", "actual"]
    assert codes(workbook) == [("PL224", "D1")]


@pytest.mark.parametrize(
    ("heading", "cells"), [("Văn bản giao", ("NQ 05", "KH 12/2023")), ("Ngày giao", ("5/1/2023", "20/2/2023"))]
)
def test_a_column_of_decisions_or_days_is_no_period(read, heading: str, cells: tuple[str, str]) -> None:
    workbook = read(
        f"STT|Nội dung|Chỉ tiêu|{heading}|2022|2023", f"1|Mở lớp|5|'{cells[0]}'|2|3", f"2|Hội nghị|4|'{cells[1]}'|1|2"
    )
    assert grid(workbook).periods == ("2022", "2023")
    assert codes(workbook) == [("PL236", "D1")]


def test_units_may_be_the_rows(read) -> None:
    found = roles(read("STT|Đơn vị|Chỉ tiêu|Thực hiện", "1|Huyện A|5|6", "2|Huyện B|7|8"))
    assert (found["label"], found["target"]) == ("Đơn vị", "Chỉ tiêu")


def test_without_a_header_it_says_what_was_looked_for(read) -> None:
    with pytest.raises(ToolkitError) as caught:
        read("Một|Hai", "1|2")
    assert caught.value.problem.code == "PL201"
    assert "Một | Hai" in str(caught.value.problem.values["near"])


def test_an_empty_workbook(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(ToolkitError) as caught:
        read_workbook(tmp_path / "a.xlsx")
    assert caught.value.problem.code == "PL202"


# --- hierarchy ------------------------------------------------------------------------------------------------------

TREE = [
    ("I", "CÔNG TÁC A", ""), ("1", "Nhóm một", ""), ("1.1", "Bậc ba", "5"), ("a", "Bậc bốn", "5"), ("", "- Gạch", "5"),
    ("", "+ Cộng", "5"), ("2", "Nhóm hai", "5"), ("II", "CÔNG TÁC B", ""), ("1", "Cuối", "5"),
]  # fmt: skip


def test_levels_from_stt_and_bullets(read) -> None:
    found = grid(read("STT|Nội dung|2023", *("|".join(line) for line in TREE)))
    assert [row.level for row in found.rows] == [0, 1, 2, 3, 4, 5, 1, 0, 1]
    assert [row.kind for row in found.rows][:3] == [Kind.SECTION, Kind.GROUP, Kind.INDICATOR]
    assert found.rows[5].path == ("CÔNG TÁC A", "Nhóm một", "Bậc ba", "Bậc bốn", "Gạch")
    assert (found.rows[8].section, found.rows[8].section_stt) == ("CÔNG TÁC B", "II")


def test_numbers_with_letters_and_numbers_that_repeat_their_section(read) -> None:
    lines = ("A|Phần|", "A.1|Một|5", "a|Hai|5", "A.2|Ba|5", "2a|Bốn|5", "3|Năm|5", "i|Sáu|5", "ii|Bảy|5")
    found = grid(read("STT|Nội dung|2023", *lines))
    assert [row.parent for row in found.rows] == [None, 0, 1, 0, 3, 0, 5, 5]


@pytest.mark.parametrize("line", ["-|Tổ chức", "|- Tổ chức", "- Tổ chức|", "|–  Tổ chức"])
def test_a_bullet_may_stand_in_stt_or_in_the_text(read, line: str) -> None:
    row = grid(read("STT|Nội dung|2023", "1|Cha|5", f"{line}|5")).rows[1]
    assert (row.label, row.bullet, row.parent) == ("Tổ chức", "-", 0)


def test_levels_from_indentation_alone(read) -> None:
    found = grid(read("Nội dung|2023", "Cha|", "'    Con|5", "'        Cháu|5", "Khác|5"))
    assert [row.parent for row in found.rows] == [None, 0, 1, None]


def test_rows_without_a_mark_belong_to_the_numbered_row_above(read) -> None:
    found = grid(read("STT|Nội dung|2023", "1|Tổng số|104", "|Đánh giá|104", "|- Tốt|90", "2|Khác|1"))
    assert [row.parent for row in found.rows] == [None, 0, 1, None]


def test_a_heading_without_a_number_stands_over_numbered_rows(read) -> None:
    def join(sheet: Worksheet) -> None:
        for row in (2, 4):
            sheet.merge_cells(f"A{row}:C{row}")

    for mark in ("I. ", ""):
        lines = ("STT|Nội dung|2023", f"{mark}CÔNG TÁC ĐẢNG||", "1|Mở lớp|5", f"{mark}DÂN VẬN||", "1|Mô hình|6")
        for found in (grid(read(*lines)), grid(read(*lines, edit=join))):
            told = [(row.section, row.label, row.level) for row in found.rows if row.kind is Kind.INDICATOR]
            assert told == [("CÔNG TÁC ĐẢNG", "Mở lớp", 1), ("DÂN VẬN", "Mô hình", 1)]


def in_bold(*cells: str) -> Callable[[Worksheet], None]:
    def make(sheet: Worksheet) -> None:
        for cell in cells:
            sheet[cell].font = Font(bold=True)

    return make


def test_bold_rows_head_the_others_where_nothing_else_tells(read) -> None:
    lines = ("Nội dung|2023", "Công tác tổ chức|", "Kết nạp|5", "Tổng thu|9", "Thu A|6", "Thu B|3")
    found = grid(read(*lines, edit=in_bold("A2", "A4")))
    assert [(row.label, row.section, row.parent) for row in found.rows] == [
        ("Công tác tổ chức", "", None), ("Kết nạp", "Công tác tổ chức", 0), ("Tổng thu", "Công tác tổ chức", 0),
        ("Thu A", "Công tác tổ chức", 2), ("Thu B", "Công tác tổ chức", 2),
    ]  # fmt: skip
    numbered = grid(read("STT|Nội dung|2023", "1|Kết nạp|5", "2|Xóa tên|6", edit=in_bold("B2")))
    assert [row.parent for row in numbered.rows] == [None, None]


def test_parts_do_not_keep_bold_rows_from_heading_the_others(read) -> None:
    lines = ("Nội dung|2023", "Công tác tổ chức|", "Kết nạp|5", "Trong đó: nữ|2", "Xóa tên|1")
    found = grid(read(*lines, edit=in_bold("A2")))
    assert [(row.label, row.parent, row.part) for row in found.rows] == [
        ("Công tác tổ chức", None, False), ("Kết nạp", 0, False), ("Trong đó: nữ", 1, True), ("Xóa tên", 0, False)
    ]  # fmt: skip


def test_a_label_merged_over_several_rows_or_in_several_columns(read) -> None:
    def join(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    found = grid(read("STT|Nội dung|ĐVT|2023", "1|Diện tích|ha|5", "||%|6", edit=join))
    assert [(row.stt, row.label, row.unit, row.parent) for row in found.rows] == [
        ("1", "Diện tích", "ha", None), ("1", "Diện tích", "%", None)
    ]  # fmt: skip
    found = grid(read("STT|Nội dung||2023", "1|Kết nạp||5", "||Nữ|2", edit=lambda sheet: sheet.merge_cells("B1:C1")))
    assert [(row.label, row.parent) for row in found.rows] == [("Kết nạp", None), ("Nữ", 0)]


def test_a_unit_merged_over_several_rows(read) -> None:
    found = grid(read("Nội dung|ĐVT|2023", "A|người|5", "B||6", edit=lambda sheet: sheet.merge_cells("B2:B3")))
    assert [row.unit for row in found.rows] == ["người", "người"]


@pytest.mark.parametrize("sign", ['"', "''", "nt", "-nt-", "“", "như trên", "”"])
def test_a_sign_for_the_same_unit_again(read, sign: str) -> None:
    lines = ("A|ha|5", "- B||6", "- C||7", "D|-|8")

    def put(sheet: Worksheet) -> None:
        sheet["B3"], sheet["B4"] = sign, sign

    assert [row.unit for row in grid(read("Nội dung|ĐVT|2023", *lines, edit=put)).rows] == ["ha", "ha", "ha", ""]


@pytest.mark.parametrize(
    ("unit", "label", "rate"),
    [
        ("Tỷ lệ %", "A", True), ("(%)", "A", True), ("phần trăm", "A", True), ("tỉ lệ", "A", True), ("điểm %", "A", False),
        ("", "Tỷ lệ % hộ nghèo", True), ("", "Tỷ lệ hộ nghèo (%)", True), ("", "Tỷ lệ (%) hộ nghèo", True),
        ("", "Tỷ lệ giảm nghèo", False), ("tấn", "Tỷ lệ hao hụt (%)", False),
    ],
)  # fmt: skip
def test_what_makes_a_rate(read, unit: str, label: str, rate: bool) -> None:
    assert grid(read("Nội dung|ĐVT|2023", f"{label}|{unit}|5")).rows[0].is_rate is rate


def test_a_target_in_percent_makes_a_rate_and_is_doubted_of_a_count(read) -> None:
    workbook = read(
        "Nội dung|ĐVT|Chỉ tiêu|2023", "Tỷ lệ hộ nghèo||5%|4", "Xã đạt chuẩn|xã|100%|12", "Lớp|Lớp|95%|'90%'"
    )
    assert [row.is_rate for row in grid(workbook).rows] == [True, False, False]
    assert codes(workbook) == [("PL234", "C3")]


def test_figures_without_a_label_are_said(read) -> None:
    assert codes(read("STT|Nội dung|2023", "1|Mở lớp|5", "2||6")) == [("PL225", "B3")]


def test_a_figure_in_another_unit_than_its_row_is_not_used(read) -> None:
    workbook = read("Nội dung|ĐVT|2023", "Thu|triệu đồng|'81,3 tỷ'", "Chi||'81,3 tỷ'", "Vay|tỷ đồng|'81,3 tỷ'")
    assert [(row.unit, row.values[0].value, row.values[0].state) for row in grid(workbook).rows] == [
        ("triệu đồng", None, State.DAMAGED), ("tỷ", Decimal("81.3"), State.NUMBER),
        ("tỷ đồng", Decimal("81.3"), State.NUMBER),
    ]  # fmt: skip
    assert codes(workbook) == [("PL226", "C2")]


@pytest.mark.parametrize(("value", "code"), [(0.95, '"≥ "0%'), (95, '"≥ "0'), (0.95, '"từ "0%" trở lên"')])
def test_a_bound_that_the_format_of_a_target_adds(read, value: float, code: str) -> None:
    def put(sheet: Worksheet) -> None:
        sheet["C2"] = value
        sheet["C2"].number_format = code

    target = grid(read("Nội dung|ĐVT|Chỉ tiêu|2023", "A|%||96", edit=put)).rows[0].target
    assert (target.figure.value, target.direction) == (95, ">=")


def test_a_formula_over_its_row_that_nobody_calculated(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        sheet = made.add_worksheet("PL")
        sheet.write_row(0, 0, ["Nội dung", "Chỉ tiêu", "2022", "2023", "Thực hiện", "% so với chỉ tiêu"])
        sheet.write_row(1, 0, ["A", 100, 40, 60])
        sheet.write_formula("E2", "=SUM(C2:D2)")  # stored as 0
        sheet.write_formula("F2", "=E2/B2*100")
    workbook = read_workbook(tmp_path / "a.xlsx")
    row = grid(workbook).rows[0]
    assert (row.actual.value, row.percent.value, codes(workbook)) == (None, None, [])


def test_a_direction_against_the_target_is_doubted(read) -> None:
    workbook = read("Nội dung|Chỉ tiêu|2023|Chiều", "A|≤ 3|2|>=", "B|≤ 3|2|giảm")
    assert [row.target.direction for row in grid(workbook).rows] == [">=", "<="]
    assert codes(workbook) == [("PL233", "D2")]


def test_a_range_for_a_period_is_doubted(read) -> None:
    workbook = read("Nội dung|ĐVT|2022|2023", "Mở lớp|lớp|3-5|4")
    assert [figure.value for figure in grid(workbook).rows[0].values] == [3, 4]
    assert codes(workbook) == [("PL230", "C2")]


def test_a_number_for_a_unit_is_doubted(read) -> None:
    assert codes(read("Nội dung|ĐVT|Chỉ tiêu|2023", "Mở lớp|10|12|12", "Kết nạp|ĐV|5|6")) == [("PL228", "B2")]


def test_trong_do_marks_parts(read) -> None:
    found = grid(
        read("STT|Nội dung|2023", "1|Đảng viên|30", "|Trong đó:|", "|- Nữ|10", "|- Trong đó: dân tộc|5", "2|B|1")
    )
    assert [row.part for row in found.rows] == [False, True, True, True, False]
    assert found.rows[2].parent == 0


def test_trong_do_may_stand_before_the_first_part(read) -> None:
    found = grid(read("STT|Nội dung|2023", "1|Thu ngân sách|30", "|Trong đó: Thu nội địa|20", "|- Thu khác|9", "2|B|1"))
    assert [row.part for row in found.rows] == [False, True, True, False]
    assert [row.parent for row in found.rows] == [None, 0, 0, None]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("(ĐVT: tỷ đồng)", "tỷ đồng"),
        ("Đơn vị: Triệu đồng", "Triệu đồng"),
        ("Đơn vị: UBND xã A", ""),
        ("Đơn vị tính: ha", "ha"),
    ],
)
def test_a_unit_said_once_for_the_whole_grid(read, line: str, unit: str) -> None:
    def say(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["B1"] = line

    found = grid(read("Nội dung|2023|2024", "Doanh thu|5|6", "Tỷ lệ lãi (%)|7|8", edit=say))
    assert [row.unit for row in found.rows] == [unit, "%"]


def test_notes_and_signatures_below_are_no_data(read) -> None:
    lines = ("STT|Nội dung|2023", "1|Mở lớp|5", "|Ghi chú: số liệu đến 30/6|", "|NGƯỜI LẬP BIỂU|")
    found = grid(read(*lines))
    assert [row.label for row in found.rows] == ["Mở lớp"]
    assert found.footer == ("Ghi chú: số liệu đến 30/6", "NGƯỜI LẬP BIỂU")


HEAD = "STT|Nội dung|ĐVT|2022|2023"


@pytest.mark.parametrize(
    ("between", "footer", "title"),
    [
        (("PHỤ LỤC 2: VĂN HÓA",), (), ("PHỤ LỤC 2: VĂN HÓA",)),
        (("|Ghi chú: số sơ bộ", "|||TM. BAN THƯỜNG VỤ", "ĐẢNG ỦY XÃ", "Biểu số 2"), ("Ghi chú: số sơ bộ", "TM. BAN THƯỜNG VỤ"), ("ĐẢNG ỦY XÃ", "Biểu số 2")),
        (("|||KT. CHỦ TỊCH",), ("KT. CHỦ TỊCH",), ()),
    ],
)  # fmt: skip
def test_a_table_of_the_same_columns_follows_below_a_title_or_signatures(read, between, footer, title) -> None:
    workbook = read("PHỤ LỤC 1", HEAD, "1|Mở lớp|lớp|5|6", "2|Kết nạp|người|7|8", *between, HEAD, "1|Gia đình|hộ|1|2")
    first, second = workbook.appendices
    assert ([row.label for row in first.rows], first.footer) == (["Mở lớp", "Kết nạp"], footer)
    assert ([(row.label, row.values[1].value) for row in second.rows], second.title) == ([("Gia đình", 2)], title)
    assert codes(workbook) == []


@pytest.mark.parametrize("between", [(), ("PHỤ LỤC 1",), ("Phụ lục 1 (tiếp theo)",), ("Trang 2",)])
def test_a_header_repeated_at_a_page_break_begins_no_other_table(read, between) -> None:
    workbook = read("PHỤ LỤC 1", HEAD, "1|Mở lớp|lớp|5|6", *between, HEAD, "2|Kết nạp|người|7|8")
    (found,) = workbook.appendices
    assert [row.label for row in found.rows if row.values[0].value is not None] == ["Mở lớp", "Kết nạp"]


def test_names_of_those_who_sign_are_no_data(read) -> None:
    lines = ("Nội dung|ĐVT|2022|2023", "Mở lớp|Lớp|5|6", "|||An Giang, ngày 05 tháng 02 năm 2024")
    workbook = read(*lines, "NGƯỜI LẬP BIỂU|||THỦ TRƯỞNG", "(Ký, ghi rõ họ tên)", "Lê Văn Mẫu|||Trần Thị Thử")
    assert [row.label for row in grid(workbook).rows] == ["Mở lớp"]
    assert (len(grid(workbook).footer), codes(workbook)) == (6, [])


def test_who_signs_beside_the_notes_is_no_data(read) -> None:
    lines = (
        "Nội dung|ĐVT|2022|2023",
        "Mở lớp|Lớp|5|6",
        "|||Kiên Giang, ngày 25 tháng 7 năm 2023",
        "NGƯỜI LẬP BIỂU|||KT. CHỦ TỊCH",
    )
    workbook = read(*lines)
    assert [row.label for row in grid(workbook).rows] == ["Mở lớp"]
    assert (len(grid(workbook).footer), codes(workbook)) == (3, [])


# --- numbers --------------------------------------------------------------------------------------------------------


def one(
    read: Callable[..., Workbook], value: object, number_format: str = "General"
) -> tuple[Row, list[tuple[str, str]]]:
    def put(sheet: Worksheet) -> None:
        sheet["C2"].value = value  # type: ignore[assignment]  any value Excel may hold
        sheet["C2"].number_format = number_format

    workbook = read("Nội dung|ĐVT|2022|2023", "Mở lớp|Lớp||7", edit=put)
    return grid(workbook).rows[0], codes(workbook)


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (5, "General", "5"), (98.49, "General", "98.49"), (0.1 + 0.2, "General", "0.3"), (0.9849, "0.00%", "98.49"),
        (1, "0%", "100"), (0, "General", "0"), ("7.400", "@", "7400"), ("1.905", "@", "1905"), ("98,49", "@", "98.49"),
        ("97,11%", "@", "97.11"), ("81.326 tỷ", "@", "81326"), ("1 234 567", "@", "1234567"), (-3, "General", "-3"),
        ("-3,5", "@", "-3.5"), (1234567, '#,##0" đồng"', "1234567"), ("05", "@", "5"),
    ],
)  # fmt: skip
def test_every_form_of_a_number(read, value: object, number_format: str, expected: str) -> None:
    row, found = one(read, value, number_format)
    assert row.values[0].value == Decimal(expected)
    assert found == []


@pytest.mark.parametrize("value", ["-", "x", "…", "–", " ", "..."])
def test_every_form_of_nothing(read, value: str) -> None:
    row, found = one(read, value)
    assert (row.values[0].value, row.values[0].state, found) == (None, State.BLANK, [])


@pytest.mark.parametrize(
    ("value", "number_format", "code"),
    [
        ("#REF!", "General", "PL211"), ("=A1+1", "General", "PL212"), (45000, "dd/mm/yyyy", "PL213"),
        (True, "General", "PL214"), ("1,234", "@", "PL215"), ("chưa có", "@", "PL216"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_damaged_and_said(read, value: object, number_format: str, code: str) -> None:
    row, found = one(read, value, number_format)
    assert (row.values[0].value, row.values[0].state) == (None, State.DAMAGED)
    assert found == [(code, "C2")]


def test_a_foreign_decimal_sign_is_read_with_a_warning(read) -> None:
    row, found = one(read, "98.49", "@")
    assert (row.values[0].value, found) == (Decimal("98.49"), [("PL217", "C2")])


def test_a_damaged_percentage_is_only_a_warning(read) -> None:
    workbook = read("Nội dung|Chỉ tiêu|2023|% so với chỉ tiêu", "A|5|6|đạt rồi")
    assert codes(workbook) == [("PL218", "D2")]


@pytest.mark.parametrize(
    ("target", "value", "direction", "strict"),
    [
        ("≥ 95", "95", ">=", False), ("từ 95% trở lên", "95", ">=", False), ("dưới 3%", "3", "<=", True),
        ("trên 80%", "80", ">=", True), ("không quá 5", "5", "<=", False), ("98", "98", None, False),
        ("tối thiểu 10", "10", ">=", False), ("Từ 700 đảng viên trở lên", "700", ">=", False),
        ("ít hơn 10", "10", "<=", True), ("dưới hoặc bằng 4", "4", "<=", False), ("không lớn hơn 4", "4", "<=", False),
        ("> = 90", "90", ">=", False), ("< = 5", "5", "<=", False), ("đạt và vượt 90%", "90", ">=", False),
        ("nhiều hơn 5", "5", ">=", True), ("không nhỏ hơn 9", "9", ">=", False),
    ],
)  # fmt: skip
def test_a_target_s_words_give_its_direction(
    read, target: str, value: str, direction: str | None, strict: bool
) -> None:
    row = grid(read("Nội dung|Chỉ tiêu giao|2023", f"A|{target}|5")).rows[0]
    assert (row.target.figure.value, row.target.direction, row.target.strict) == (Decimal(value), direction, strict)


@pytest.mark.parametrize(
    ("said", "direction"), [("<=", "<="), ("≥", ">="), ("Giảm", "<="), ("càng cao càng tốt", ">=")]
)
def test_the_chieu_column(read, said: str, direction: str) -> None:
    assert grid(read("Nội dung|Chỉ tiêu giao|2023|Chiều", f"A|5|5|{said}")).rows[0].target.direction == direction


def test_what_is_not_understood_is_said(read) -> None:
    assert codes(read("Nội dung|Chỉ tiêu giao|2023|Chiều", "A|5|5|ngang")) == [("PL219", "D2")]
    assert codes(read("Nội dung|Chỉ tiêu giao|2023", "A|không có|5")) == [("PL222", "B2")]


def test_a_range(read) -> None:
    target = grid(read("Nội dung|Chỉ tiêu giao|2023", "A|80 - 85%|5")).rows[0].target
    assert (target.figure.value, target.figure.upper) == (80, 85)


def test_a_rate_without_its_percent_format_is_doubted(read) -> None:
    workbook = read("Nội dung|ĐVT|Chỉ tiêu|2022|2023", "A|%|95|0,9849|98,65")
    assert codes(workbook) == [("PL220", "D2")]
    assert codes(read("Nội dung|ĐVT|Chỉ tiêu|2022|2023", "Đạt|%|0,9|98|97")) == [("PL220", "C2")]
    assert codes(read("Nội dung|ĐVT|2022|2023", "A|%|0,96|5,77")) == []


def test_a_value_hidden_under_a_merge_is_reported(tmp_path: Path) -> None:
    import zipfile

    path = book(tmp_path / "a.xlsx", "Nội dung|2022|2023\nA|5|6")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                merge = b'</sheetData><mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>'
                data = data.replace(b"</sheetData>", merge)
            made.writestr(name, data)
    assert codes(read_workbook(tmp_path / "b.xlsx")) == [("PL221", "C2")]


# --- sheets ---------------------------------------------------------------------------------------------------------


def test_several_appendices_and_sheets_passed_over(read) -> None:
    def more(sheet: Worksheet) -> None:
        made = sheet.parent
        assert made is not None
        made.copy_worksheet(sheet).title = "PHỤ LỤC 2"
        made.create_sheet("Nháp")["A1"] = "linh tinh"
        made.create_sheet("Ẩn")["A1"] = "bí mật"
        made["Ẩn"].sheet_state = "veryHidden"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    workbook = read("Nội dung|2023|2024", "A|5|6", edit=more)
    assert [appendix.sheet for appendix in workbook.appendices] == ["PHỤ LỤC", "PHỤ LỤC 2"]
    assert codes(workbook) == [("PL206", "PHỤ LỤC"), ("PL207", "PHỤ LỤC"), ("PL204", "Nháp"), ("PL203", "Ẩn")]


def test_thong_tin_in_its_many_forms(tmp_path: Path) -> None:
    import datetime

    path = book(
        tmp_path / "a.xlsx", "Nội dung|2023\nA|5", info={"Cơ quan:": "ĐẢNG ỦY", "SỐ": "161", "Ngày": "x", "": ""}
    )
    made = openpyxl.load_workbook(path)
    sheet = made["Thông tin"]
    sheet["B3"] = datetime.date(2023, 7, 25)
    for row, (key, text) in enumerate([("Nơi nhận", "- A,"), (None, "- B."), ("Mục khác", "chữ")], 4):
        sheet.cell(row, 1, key)
        sheet.cell(row, 2, text)
    made.save(path)
    assert {entry.key: entry.text for entry in read_workbook(path).info} == {
        "co_quan": "ĐẢNG ỦY", "so": "161", "ngay": "25/07/2023", "noi_nhan": "- A,\n- B.", "muc_khac": "chữ",
    }  # fmt: skip


def test_helper_sheets_may_have_longer_names(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        "Nội dung|2023\nA|5",
        info={"Cơ quan": "ĐẢNG ỦY"},
        figures="Mã|Nội dung|Giá trị|Cùng kỳ\nDT|Thu|5|4",
    )
    made = openpyxl.load_workbook(path)
    made["Thông tin"].title, made["Số liệu"].title = "THÔNG TIN CHUNG", "Số liệu khác"
    made.save(path)
    found = read_workbook(path)
    assert ([entry.key for entry in found.info], [entry.key for entry in found.figures]) == (["co_quan"], ["DT"])
    assert len(found.appendices) == 1


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("5/2/2025", []), ("ngày … tháng 02 năm 2025", []), ("tháng 02 năm 2025", []), ("…", []),
        ("31/2/2025", [("PL235", "B1")]), ("45693", [("PL235", "B1")]),
    ],
)  # fmt: skip
def test_a_day_of_issue_that_is_none_is_doubted_and_printed_as_typed(
    tmp_path: Path, day: str, found: list[tuple[str, str]]
) -> None:
    data = book(tmp_path / "a.xlsx", "Nội dung|2023\nA|5", info={"Ngày": day})
    assert codes(read_workbook(data)) == found
    outcome = reports.fill(data)
    assert outcome.written
    assert [problem.code for problem in outcome.problems if problem.code == "PL423"] == []


def test_thong_tin_with_numbered_lines(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", "Nội dung|2023\nA|5", info={"STT": "Mục", "1": "Cơ quan", "2": "Kỳ báo cáo"})
    made = openpyxl.load_workbook(path)
    for row, text in enumerate(["Nội dung", "ĐẢNG ỦY", "Quý I"], 1):
        made["Thông tin"].cell(row, 3, text)
    made.save(path)
    found = {entry.key: entry.text for entry in read_workbook(path).info}
    assert found == {"co_quan": "ĐẢNG ỦY", "ky_bao_cao": "Quý I"}


def test_so_lieu(read) -> None:
    figures = "Mã|Nội dung|Giá trị|Đơn vị|Cùng kỳ\nDT|Doanh thu|81.326|tỷ đồng|70.000\n|Nộp ngân sách|20.331,5|tỷ đồng|"
    entries = read("Nội dung|2023", "A|5", figures=figures).figures
    assert [(e.key, e.figure.value, e.unit, e.prior.value) for e in entries] == [
        ("DT", Decimal(81326), "tỷ đồng", Decimal(70000)),
        ("nop_ngan_sach", Decimal("20331.5"), "tỷ đồng", None),
    ]


def test_so_lieu_that_is_no_number_for_sure(read) -> None:
    figures = "Mã|Nội dung|Giá trị\nA|Hai nghĩa|'1,234'\nB|Bằng chữ|ba mươi\nC|Chưa tính|=1+1\nD|Có đơn vị|'81.326 tỷ'"
    workbook = read("Nội dung|2023", "A|5", figures=figures)
    assert [(e.figure.value, e.figure.text, e.unit) for e in workbook.figures] == [
        (None, "", ""), (None, "ba mươi", ""), (None, "", ""), (81326, "81.326 tỷ", "tỷ")
    ]  # fmt: skip
    assert codes(workbook) == [("PL215", "C2"), ("PL212", "C4")]


def test_so_lieu_without_values_is_passed_over_aloud(read) -> None:
    assert [code for code, _ in codes(read("Nội dung|2023", "A|5", figures="Mã|Ghi\nDT|x"))] == ["PL204"]


def test_text_in_an_old_font_is_decoded(read) -> None:
    def old(sheet: Worksheet) -> None:
        sheet["A2"] = "KÕt n¹p ®¶ng viªn"
        sheet["A2"].font = Font(name=".VnTime")
        sheet["A3"] = "Keát naïp ñaûng vieân"
        sheet["A3"].font = Font(name="VNI-Times")

    found = grid(read("Nội dung|2023", "A|5", "B|6", edit=old))
    assert [row.label for row in found.rows] == ["Kết nạp đảng viên"] * 2


# --- disguises ------------------------------------------------------------------------------------------------------

PLAIN = [
    ["STT", "Nội dung", "Đơn vị tính", "Chỉ tiêu", "2022", "2023", "Thực hiện", "Ghi chú"],
    ["I", "CÔNG TÁC A", "", "", "", "", "", ""],
    ["1", "Mở lớp", "Lớp", "5", "2", "4", "6", "vượt"],
    ["2", "Kết nạp", "ĐV", "10", "3", "4", "7", ""],
]


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    order=st.permutations([2, 3, 6, 7]),
    down=st.integers(0, 4),
    right=st.integers(0, 3),
    upper=st.booleans(),
    decomposed=st.booleans(),
    page_break=st.booleans(),
)
def test_a_disguise_does_not_change_the_appendix(
    tmp_path_factory: pytest.TempPathFactory, *, order: list[int], down: int, right: int, upper: bool, decomposed: bool,
    page_break: bool,
) -> None:  # fmt: skip
    columns = [0, 1, order[0], order[1], 4, 5, order[2], order[3]]
    lines = [[line[column] for column in columns] for line in PLAIN]
    head = [text.upper() if upper else text for text in lines[0]]
    head = [unicodedata.normalize("NFD", text) for text in head] if decomposed else head
    lines = [head, *lines[1:3], *([head] if page_break else []), *lines[3:]]
    shifted = [""] * down + ["|".join([""] * right + line) for line in lines]
    path = tmp_path_factory.mktemp("g") / "a.xlsx"
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for number, line in enumerate(shifted, 1):
        for column, text in enumerate(line.split("|"), 1):
            if text:
                sheet.cell(number, column, int(text) if text.isdigit() and column > right + 1 else text)
    made.save(path)
    found = [
        (row.kind, row.level, row.stt, row.label, row.unit, row.target.figure.value, [f.value for f in row.values],
         row.actual.value, row.note)
        for row in grid(read_workbook(path)).rows
    ]  # fmt: skip
    assert found == [
        (Kind.SECTION, 0, "I", "CÔNG TÁC A", "", None, [None, None], None, ""),
        (Kind.INDICATOR, 1, "1", "Mở lớp", "Lớp", 5, [2, 4], 6, "vượt"),
        (Kind.INDICATOR, 1, "2", "Kết nạp", "ĐV", 10, [3, 4], 7, ""),
    ]


def test_years_beside_a_target_of_the_last_are_what_was_before_and_the_last_stands_for_all_rows(read) -> None:
    head = "Nội dung|ĐVT|Kế hoạch năm 2024|Năm 2022|Năm 2023|Năm 2024|% so với kế hoạch"
    rows = ["Lượt khám|lượt|1.250|1.086|1.194|1.287|102,96", "Ca mổ|ca|210|178|194|215|102,38"]
    rows += ["Giường bệnh|giường|145|131|138|146|100,69", "Ca sốt xuất huyết|ca||2.318|1.476|894|"]
    found = compute(read(head, *rows)).appendices[0].indicators
    assert [(row.rule, row.actual) for row in found[2:]] == [(Rule.LAST, 146), (Rule.LAST, 894)]
