"""The shipped templates: made by their script, and a decent report of any appendix."""

from __future__ import annotations

import io
import re
import runpy
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.computed import computed, figure

from toolkit.facts import Facts
from toolkit.model import Computed, ComputedAppendix, FigureEntry, InfoEntry, Judgement, Workbook
from toolkit.places import Cell
from toolkit.problems import Problem
from toolkit.profiles import choose_profile, with_form
from toolkit.word.compile import Template, compile_template
from toolkit.word.fill import fill
from toolkit.word.xml import w

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
NAMES = ("bao-cao.docx", "bao-cao-nha-nuoc.docx")

SAMPLE = """
    STT | Nội dung            | ĐVT       | Chỉ tiêu | 2021 | 2022 | Thực hiện | %        | Cùng kỳ | % cùng kỳ
    I   | CÔNG TÁC ĐẢNG VIÊN  |           |          |      |      |           |          |         |
    1   | Kết nạp đảng viên   | đảng viên | 1.200    | 453  | 500  | 953       | 79,4167  | 800     | 119,125
    2   | Dự sinh hoạt lệ     | %         | 95       | 96   | 97   | 96,24     | 101,3053 | 97      | 99,2165
    3   | Chất lượng          |           |          |      |      |           |          |         |
        | - Hoàn thành tốt    | %         | 80       |      |      | 80        | 100      |         |
    II  | CÔNG TÁC DÂN VẬN    |           |          |      |      |           |          |         |
    1   | Số mô hình          | mô hình   |          | 5    | 7    | 12        |          |         |
    2   | Số lớp              | lớp       | 4        |      |      |           |          |         |
    3   | Số đơn vị vi phạm   | đơn vị    | 0        | 0    | 0    | 0         |          |         |
"""
INFO = {
    "co_quan_cap_tren": "Đảng bộ tỉnh A", "co_quan": "Đảng ủy Khối", "so": "9", "ky_hieu": "BC/ĐUK",
    "dia_danh": "A", "ngay": "5/2/2024", "ten_loai": "Báo cáo", "trich_yeu": "Kết quả công tác\nnăm 2023",
    "ky_bao_cao": "Năm 2023", "quyen_han_ky": "T/M Ban Thường vụ", "chuc_vu": "Bí thư", "nguoi_ky": "Nguyễn Văn A",
    "noi_nhan": "- Như trên,\n- Lưu VT.", "mau": "Đảng",
}  # fmt: skip


@cache
def template(name: str) -> Template:
    return compile_template((TEMPLATES / name).read_bytes(), name)


def report(
    *appendices: ComputedAppendix, info: Mapping[str, str] = INFO, figures: Sequence[FigureEntry] = ()
) -> tuple[etree._Element, tuple[Problem, ...]]:
    """The body of the report in the shipped template that the workbook's form asks for, and its problems."""
    entries = tuple(InfoEntry(key, key, text) for key, text in info.items())
    source = Workbook("a.xlsx", tuple(a.appendix for a in appendices), entries, tuple(figures))
    told = Computed(with_form(source), appendices)
    filled = fill(template(choose_profile(source).template), Facts(told), workbook="a.xlsx")
    return filled.package.tree(filled.package.main), filled.problems


def text_of(node: etree._Element) -> str:
    pieces = {w("t"): lambda piece: piece.text or "", w("br"): lambda _: "\n", w("tab"): lambda _: "\t"}
    return "".join(pieces[piece.tag](piece) for piece in node.iter(*pieces))


def lines(body: etree._Element) -> list[str]:
    """The paragraphs of the report without those of the appendix."""
    tables = list(body.iter(w("tbl")))
    grids = [table for table in tables if table.find(f"{w('tblPr')}/{w('tblBorders')}") is not None]
    inside = {paragraph for grid in grids for paragraph in grid.iter(w("p"))}
    return [text_of(paragraph) for paragraph in body.iter(w("p")) if paragraph not in inside]


def said(*appendices: ComputedAppendix, info: Mapping[str, str] = INFO, **more: Sequence[FigureEntry]) -> list[str]:
    body, problems = report(*appendices, info=info, **more)
    assert problems == ()
    return [line for line in lines(body) if line]


def test_the_shipped_templates_are_what_the_script_makes(tmp_path: Path) -> None:
    make = runpy.run_path(str(TEMPLATES / "make.py"))["main"]
    make(tmp_path)
    first = {name: (tmp_path / name).read_bytes() for name in NAMES}
    make(tmp_path)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == first[name]
        made, shipped = (zipfile.ZipFile(io.BytesIO(data)) for data in (first[name], (TEMPLATES / name).read_bytes()))
        assert {part: made.read(part) for part in made.namelist()} == {p: shipped.read(p) for p in shipped.namelist()}


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_the_official_one(name: str) -> None:
    root = template(name).package.tree("word/document.xml")
    section = root.find(f"{w('body')}/{w('sectPr')}")
    margins = section.find(w("pgMar"))
    sides = {side: round(int(margins.get(w(side))) / 56.69) for side in ("top", "bottom", "left", "right", "header")}
    assert sides == {"top": 20, "bottom": 20, "left": 30, "right": 15, "header": 10}
    assert (section.find(w("pgSz")).get(w("w")), section.find(w("pgSz")).get(w("h"))) == ("11906", "16838")
    assert section.find(w("titlePg")) is not None


@pytest.mark.parametrize("name", NAMES)
def test_one_font_and_one_language_throughout(name: str) -> None:
    package = template(name).package
    fonts = package.tree("word/styles.xml").find(f".//{w('rFonts')}")
    assert {fonts.get(w(part)) for part in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert package.tree("word/styles.xml").find(f".//{w('lang')}").get(w("val")) == "vi-VN"
    assert all(b"rFonts" not in package.parts[part] for part in package.parts if part.startswith("word/header"))


def test_the_party_head() -> None:
    found = said(computed(SAMPLE))
    head = ["ĐẢNG BỘ TỈNH A", "ĐẢNG ỦY KHỐI", "*", "Số 09-BC/ĐUK", "ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert found[:8] == [*head, "A, ngày 05 tháng 02 năm 2024", "BÁO CÁO", "Kết quả công tác\nnăm 2023"]
    assert "-----" not in found


def test_the_newer_party_rules_want_dashes_under_the_subject() -> None:
    found = said(computed(SAMPLE), info={**INFO, "ngay": "27/5/2026"})
    assert found[7:9] == ["Kết quả công tác\nnăm 2023", "-----"]


def test_the_state_head() -> None:
    state = {"mau": "Nhà nước", "co_quan": "UBND TỈNH A", "so": "161", "ky_hieu": "BC-UBND", "ngay": "5/12/2024"}
    assert said(computed(SAMPLE), info=state)[:7] == [
        "UBND TỈNH A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 161/BC-UBND",
        "ngày 05 tháng 12 năm 2024", "BÁO CÁO", "kết quả thực hiện các chỉ tiêu",
    ]  # fmt: skip


def test_a_symbol_typed_with_the_number_is_not_said_twice() -> None:
    assert "Số 161-BC/ĐUK" in said(computed(SAMPLE), info={**INFO, "so": "161-BC/ĐUK"})
    assert "Số       -BC/ĐUK" in said(computed(SAMPLE), info={"ky_hieu": "BC/ĐUK"})


def test_the_sections_say_what_was_exceeded_met_and_missed() -> None:
    found = said(computed(SAMPLE))
    start = found.index("I. KẾT QUẢ CHUNG") + 1
    assert found[start - 2 : found.index("III. CHỈ TIÊU CHƯA ĐẠT")] == [
        "Tổng hợp số liệu năm 2023 tại Phụ lục kèm theo, kết quả đạt được như sau:",
        "I. KẾT QUẢ CHUNG",
        "Trong 05 chỉ tiêu được giao có 01 chỉ tiêu vượt, 01 chỉ tiêu đạt, 01 chỉ tiêu chưa đạt, 02 chỉ tiêu chưa đủ "
        "căn cứ để đánh giá; tỷ lệ chỉ tiêu đạt và vượt là 40%.",
        "II. KẾT QUẢ CỤ THỂ",
        "1. CÔNG TÁC ĐẢNG VIÊN",
        "Trong 03 chỉ tiêu được giao có 01 chỉ tiêu vượt, 01 chỉ tiêu đạt, 01 chỉ tiêu chưa đạt.",
        "- Vượt chỉ tiêu: Dự sinh hoạt lệ: 96,24%, vượt 1,24 điểm % so với chỉ tiêu, giảm 0,76 điểm % so với cùng kỳ.",
        "- Đạt chỉ tiêu: Chất lượng: hoàn thành tốt 80%.",
        "- Chưa đạt chỉ tiêu: Kết nạp đảng viên: 953 đảng viên, đạt 79,42% chỉ tiêu, tăng 19,13% so với cùng kỳ.",
        "2. CÔNG TÁC DÂN VẬN",
        "Trong 02 chỉ tiêu được giao có 02 chỉ tiêu chưa đủ căn cứ để đánh giá.",
        "- Kết quả khác: Số mô hình: 12 mô hình; Số đơn vị vi phạm: 0 đơn vị.",
        "- Chưa có số liệu: Số lớp.",
    ]


def test_what_was_missed_is_listed() -> None:
    found = said(computed(SAMPLE))
    start = found.index("III. CHỈ TIÊU CHƯA ĐẠT")
    assert found[start + 1 : start + 4] == [
        "Còn 01 chỉ tiêu chưa đạt, gồm:",
        "- Kết nạp đảng viên: 953 đảng viên (chỉ tiêu 1.200), còn thiếu 247 đảng viên so với chỉ tiêu.",
        "Trên đây là báo cáo kết quả công tác năm 2023./.",
    ]


def test_the_list_of_what_was_missed_is_short() -> None:
    rows = "\n".join(f"{n} | Chỉ tiêu số {n} | 100 | {n} | {n}" for n in range(40, 0, -1))
    found = said(computed(f"STT | Nội dung | Chỉ tiêu | Thực hiện | %\n{rows}"))
    start = found.index("Còn 40 chỉ tiêu chưa đạt; những chỉ tiêu đạt thấp nhất, gồm:") + 1
    assert found[start] == "- Chỉ tiêu số 1: 1 (chỉ tiêu 100), còn thiếu 99 so với chỉ tiêu;"
    assert found[start + 19] == "- Chỉ tiêu số 20: 20 (chỉ tiêu 100), còn thiếu 80 so với chỉ tiêu."
    assert found[start + 20].startswith("Trên đây")


def test_nothing_missed_is_said() -> None:
    found = said(computed("STT | Nội dung | Chỉ tiêu | Thực hiện | %\n1 | Số lớp | 4 | 5 | 125"))
    assert "Không có chỉ tiêu chưa đạt." in found
    assert "- Vượt chỉ tiêu: Số lớp: 5, vượt 25% chỉ tiêu." in found


def test_targets_that_no_figure_answers_yet_are_not_called_met() -> None:
    found = said(computed("STT | Nội dung | Chỉ tiêu | Thực hiện\n1 | Số lớp | 4 |\n2 | Số buổi | 6 |"))
    assert "Trong 02 chỉ tiêu được giao có 02 chỉ tiêu chưa đủ căn cứ để đánh giá." in found
    assert "- Chưa có số liệu: Số lớp; Số buổi." in found
    assert "Không có chỉ tiêu chưa đạt." not in found


def test_a_flat_list_without_targets_needs_no_headings_of_sections() -> None:
    found = said(computed("Nội dung | Năm 2024 | Thực hiện\nSố lớp | 4 | 4\nSố học viên | 90 | 90"), info={})
    start = found.index("I. KẾT QUẢ CHUNG")
    assert found[start - 1 : start + 5] == [
        "Tổng hợp số liệu tại Phụ lục kèm theo, kết quả đạt được như sau:",
        "I. KẾT QUẢ CHUNG",
        "Báo cáo tổng hợp 02 nội dung, không có chỉ tiêu được giao để so sánh.",
        "II. KẾT QUẢ CỤ THỂ",
        "- Kết quả: Số lớp: 4; Số học viên: 90.",
        "Trên đây là báo cáo kết quả thực hiện các chỉ tiêu./.",
    ]
    assert "III. CHỈ TIÊU CHƯA ĐẠT" not in found


def test_rows_outside_the_sections_come_under_a_heading_of_their_own() -> None:
    found = said(computed("STT | Nội dung | Thực hiện\n1 | Số lớp | 4\nI | CÔNG TÁC KHÁC |\n1 | Số buổi | 3"))
    assert [line for line in found if line[:2] in ("1.", "2.")] == ["1. Các chỉ tiêu chung", "2. CÔNG TÁC KHÁC"]


def test_a_group_is_named_once_and_not_where_its_heading_does_it() -> None:
    grid = (
        "STT | Nội dung | Thực hiện\nI | ĐÀO TẠO |\n1 | Lớp học |\n | - Mở mới | 4\n | - Hà Nội | 90\n2 | Hội nghị | 3"
    )
    assert "- Kết quả: Lớp học: mở mới 4; Hà Nội 90; Hội nghị: 3." in said(computed(grid))
    alone = "STT | Nội dung | Thực hiện\n1 | Lớp học |\n | - Số lớp mở mới | 4\n | - Học viên | 90"
    assert "- Kết quả: Số lớp mở mới: 4; Học viên: 90." in said(computed(alone))


@pytest.mark.parametrize("of_which", ["Trong đó", "Tr.đó"])
def test_parts_follow_their_whole_and_a_name_that_says_its_unit_follows_the_number(of_which: str) -> None:
    grid = """
        STT | Nội dung              | ĐVT       | Thực hiện
        I   | THU VÀ KIỂM TRA       |           |
        1   | Thu ngân sách         | tỷ đồng   | 1.250
            | - Trong đó: Thu nội địa | tỷ đồng | 900
        2   | Kiểm tra định kỳ      |           |
            | - Tổ chức đảng        | tổ chức   | 3
            | - Đảng viên           | đảng viên | 9
        3   | Hộ nghèo              | hộ        | 12
    """.replace("Trong đó", of_which)
    assert (
        "- Kết quả: Thu ngân sách: 1.250 tỷ đồng, trong đó thu nội địa 900 tỷ đồng; Kiểm tra định kỳ: 3 tổ chức đảng; "
        "9 đảng viên; 12 hộ nghèo."
    ) in said(computed(grid))


def test_other_figures_are_listed() -> None:
    entries = [
        FigureEntry("dt", "Doanh thu", figure("14.531,44"), "tỷ đồng", figure("13.013"), Cell("Số liệu", 2, 3)),
        FigureEntry("tn", "Thu nhập bình quân", figure("9,77"), "triệu đồng", place=Cell("Số liệu", 3, 3)),
    ]
    found = said(computed(SAMPLE), figures=entries)
    at = found.index("Một số kết quả khác") + 1
    assert found[at : at + 2] == [
        "- Doanh thu: 14.531,44 tỷ đồng, tăng 11,67% so với cùng kỳ;",
        "- Thu nhập bình quân: 9,77 triệu đồng.",
    ]


def test_what_has_no_target_and_no_figure_is_listed_and_long_lists_are_cut() -> None:
    head = "STT | Nội dung | ĐVT | Thực hiện | Cùng kỳ\n"
    found = said(computed(head + "1 | Kết nạp | ĐV | | 90\n2 | Chuyển sinh hoạt | ĐV | | 12"))
    assert "- Chưa có số liệu: Kết nạp; Chuyển sinh hoạt." in found
    found = said(computed(head + "\n".join(f"{n} | Việc {n} | ĐV | {n} | " for n in range(1, 40))))
    results = next(line for line in found if line.startswith("- Kết quả:"))
    assert results.endswith("; Việc 15: 15 ĐV và một số nội dung khác tại Phụ lục.")


def test_percent_is_percent_however_its_unit_is_written() -> None:
    head = "STT | Nội dung | ĐVT | Chỉ tiêu | Thực hiện | Cùng kỳ\n"
    found = said(computed(head + "1 | Nước sạch | phần trăm | 95 | 96,5 | 94\n2 | Đào tạo | Tỷ lệ (%) | 70 | 68 | 66"))
    assert (
        "- Vượt chỉ tiêu: Nước sạch: 96,5%, vượt 1,5 điểm % so với chỉ tiêu, tăng 2,5 điểm % so với cùng kỳ." in found
    )
    assert "- Đào tạo: 68% (chỉ tiêu 70%), còn thiếu 2 điểm % so với chỉ tiêu." in found


def test_a_target_below_zero_is_told_in_words() -> None:
    head = "STT | Nội dung | ĐVT | Chỉ tiêu | Thực hiện\n"
    grid = computed(head + "1 | Cân đối ngân sách | tỷ đồng | -50 | -72,5")
    found = said(replace(grid, rows=(replace(grid.rows[0], judgement=Judgement.MISSED),)))
    assert "- Chưa đạt chỉ tiêu: Cân đối ngân sách: -72,5 tỷ đồng, chưa đạt chỉ tiêu." in found


def test_a_long_list_of_a_section_is_cut_and_says_so() -> None:
    head = "STT | Nội dung | ĐVT | Chỉ tiêu | Thực hiện | %\n"
    grid = head + "\n".join(f"{at} | Việc {at} | lớp | 5 | 6 | 120" for at in range(1, 19))
    body, _ = report(computed(grid))
    (told,) = [text_of(p) for p in body.iter(w("p")) if text_of(p).startswith("- Vượt chỉ tiêu:")]
    assert told.endswith("Việc 15: 6 lớp, vượt 20% chỉ tiêu và 3 chỉ tiêu khác tại Phụ lục.")


def test_other_figures_that_are_blank_are_passed_over() -> None:
    entries = (
        FigureEntry("a", "Doanh thu", figure("5"), "tỷ đồng"),
        FigureEntry("b", "Lợi nhuận", figure(""), "tỷ đồng"),
    )
    body, _ = report(computed(SAMPLE), figures=entries)
    assert "Doanh thu: 5 tỷ đồng." in text_of(body)
    assert "Lợi nhuận" not in text_of(body)


def test_several_appendices_follow_one_another() -> None:
    body, problems = report(computed(SAMPLE), computed(SAMPLE.replace("CÔNG TÁC", "MẢNG")))
    assert problems == ()
    assert len([line for line in lines(body) if line.startswith("PHỤ LỤC")]) == 2


def test_recipients_and_signer_stand_side_by_side() -> None:
    body, _ = report(computed(SAMPLE))
    cells = next(row for row in body.iter(w("tr")) if text_of(row).startswith("Nơi nhận:")).findall(w("tc"))
    assert [text_of(cell) for cell in cells] == [
        "Nơi nhận:- Như trên,\n- Lưu VT.", "T/M BAN THƯỜNG VỤBÍ THƯNguyễn Văn A",
    ]  # fmt: skip


def test_recipients_between_semicolons_have_a_line_each() -> None:
    body, _ = report(computed(SAMPLE), info={**INFO, "noi_nhan": "Thường trực Tỉnh ủy; Các ban đảng; Lưu VP"})
    assert "Nơi nhận:- Thường trực Tỉnh ủy,\n- Các ban đảng,\n- Lưu VP." in text_of(body)


def test_an_appendix_without_figures_is_not_counted() -> None:
    body, _ = report()
    assert "Phụ lục chưa có số liệu." in text_of(body)


def test_every_figure_of_the_sections_is_a_field() -> None:
    body, _ = report(computed(SAMPLE), info={**INFO, "so": "161"})
    for control in list(body.iter(w("sdt"))):
        control.getparent().remove(control)
    outside = [line for line in lines(body) if re.search(r"\d", line)]
    assert outside == []


HOLES = re.compile(
    r"đạt %|đạt chỉ tiêu:? [;.]|tăng -|giảm -|thiếu -|vượt -|\(\)|: [,;.]|: $|, [,;.]|; [.;]| [,;.]|  |None|nan|\{|\}"
)
NUMBERS = st.sampled_from(["", "-", "0", "1", "95", "100", "1.905", "98,49", "-3", "0,004"])
ROW = st.tuples(
    st.sampled_from(["I", "1", ""]), st.sampled_from(["Số lớp", "- Đảng viên", "+ Khá", "THU NGÂN SÁCH"]),
    st.sampled_from(["", "%", "lớp", "tỷ đồng"]), NUMBERS, NUMBERS, NUMBERS,
)  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=80)
@given(st.lists(ROW, min_size=1, max_size=8), st.sets(st.sampled_from(sorted(INFO))))
def test_no_appendix_leaves_a_hole_in_a_sentence(rows: list[tuple[str, ...]], keys: set[str]) -> None:
    grid = "\n".join(" | ".join(row) for row in rows)
    appendix = computed(f"STT | Nội dung | ĐVT | Chỉ tiêu | Thực hiện | Cùng kỳ\n{grid}")
    found = said(appendix, info={key: text for key, text in INFO.items() if key in keys})
    text = [line for line in found[found.index("I. KẾT QUẢ CHUNG") - 1 :] if "./." not in line]
    assert [line for line in text if HOLES.search(line)] == []
