"""Prose tied to the rows of a workbook by its wording: what ties, what is wrong, and where nothing is said."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from support.books import book
from support.computed import computed
from support.tiescore import FOLDER

from toolkit import reports
from toolkit.claims import Verdict, numbers_in
from toolkit.claims.ties.compare import compare, resembles
from toolkit.claims.ties.known import known_rows
from toolkit.claims.ties.prose_ties import ProseTies
from toolkit.claims.ties.told import WORKBOOK
from toolkit.model import Computed, Workbook
from toolkit.passages import text_passages
from toolkit.tieout.tie import coverage, prose_ties

GRID = """
STT | Nội dung | ĐVT | Chỉ tiêu | 2022 | 2023 | Thực hiện | Cùng kỳ
I | XÂY DỰNG ĐẢNG
1 | Kết nạp đảng viên mới | đảng viên | 1.200 | 500 | 453 | 953 | 1.000
2 | Chi bộ ấp sinh hoạt đúng quy định | % | 95 | 96,4 | 97,6 | 97 |
3 | Thu ngân sách trên địa bàn | tỷ đồng | 80.000 | 40.000 | 41.326 | 81.326 | 72.826
4 | Hộ nghèo đa chiều được hỗ trợ nhà ở | hộ | 400 | 150 | 162 | 312 |
"""


def ties(text: str) -> ProseTies:
    appendix = computed(GRID)
    made = ProseTies(known_rows(Computed(Workbook("a.xlsx", (appendix.appendix,)), (appendix,))), WORKBOOK)
    made.found = list(made.claims(text_passages(text.splitlines()), {}))  # type: ignore[attr-defined]
    return made


def told(text: str) -> list[tuple[str, str, str]]:
    """(printed, key, verdict) of each tied number."""
    found = ties(text).found  # type: ignore[attr-defined]
    return [(text[c.place.start : c.place.end], str(c.fact).rpartition(".")[2], c.verdict.value) for c in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Toàn tỉnh kết nạp được 953 đảng viên mới.", [("953", "thuc_hien")]),
        ("Năm 2022 kết nạp 500 đảng viên mới.", [("500", 'ky["2022"]')]),
        ("Kết nạp 953/1.200 đảng viên mới, đạt 79,42% chỉ tiêu.", [("953", "thuc_hien"), ("1.200", "chi_tieu"), ("79,42", "ty_le")]),
        ("Kết nạp đảng viên mới: 953 đảng viên, giảm 4,7% so với cùng kỳ.", [("953", "thuc_hien"), ("4,7", "tang_cung_ky")]),
        ("Tỷ lệ chi bộ ấp sinh hoạt đúng quy định đạt 97% (chỉ tiêu 95%).", [("97", "thuc_hien"), ("95", "chi_tieu")]),
        ("Thu ngân sách trên địa bàn 81,3 nghìn tỷ đồng.", [("81,3", "thuc_hien")]),
        ("Thu ngân sách trên địa bàn đạt trên 81.000 tỷ đồng.", [("81.000", "thuc_hien")]),
    ],
)  # fmt: skip
def test_a_number_ties_to_the_attribute_its_words_name(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(printed, key) for printed, key, verdict in told(text) if verdict == "consistent"] == wanted


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Toàn tỉnh kết nạp được 935 đảng viên mới.", "935"),
        ("Năm 2022 kết nạp đảng viên mới 503 đảng viên.", "503"),
        ("Kết nạp đảng viên mới 953 đảng viên, đạt 79,61% chỉ tiêu.", "79,61"),
        ("Thu ngân sách trên địa bàn 83.126 tỷ đồng.", "83.126"),
        ("Tỷ lệ chi bộ ấp sinh hoạt đúng quy định đạt 98%.", "98"),
        ("Kết nạp 1.000 đảng viên mới, đạt 79,42% chỉ tiêu.", "1.000"),  # last year's figure left in
        ("Dịch vụ, du lịch và xuất khẩu giữ đà đã giúp thu ngân sách trên địa bàn đạt 81.362 tỷ đồng.", "81.362"),
    ],
)
def test_a_number_that_differs_from_the_one_figure_it_can_mean_is_wrong(text: str, wrong: str) -> None:
    claims = [claim for claim in ties(text).found if claim.verdict is Verdict.INCONSISTENT]  # type: ignore[attr-defined]
    assert [text[claim.place.start : claim.place.end] for claim in claims] == [wrong]
    (claim,) = claims
    assert claim.kind == ("stale" if wrong == "1.000" else "tied")
    assert claim.fact
    assert claim.cells
    assert claim.expected != claim.printed
    assert claim.cells[0] in claim.message("vi")


@pytest.mark.parametrize(
    "text",
    [
        "Kết nạp đảng viên mới là đoàn viên, công nhân trong doanh nghiệp tư nhân: 120 đảng viên.",  # narrowed
        "Phấn đấu kết nạp 1.500 đảng viên mới.",  # still to come
        "Năm 2019 kết nạp 480 đảng viên mới.",  # a period the workbook does not have
        "Trong đó, kết nạp 55 đảng viên mới.",  # a part
        "Mở 12 lớp bồi dưỡng cho 935 học viên.",  # another thing
        "Ngày 15/3/2023, Nghị quyết số 12-NQ/TU về kết nạp đảng viên mới.",  # no figures
        "Kết nạp khoảng 900 đảng viên mới.",  # loosely said
    ],
)
def test_where_another_meaning_is_possible_nothing_is_alarmed(text: str) -> None:
    assert [found for found in told(text) if found[2] == "inconsistent"] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Kết nạp 953 đảng viên mới, vượt chỉ tiêu đề ra.", ["vượt"]),
        ("Kết nạp 953 đảng viên mới, chưa đạt chỉ tiêu.", []),
        ("Thu ngân sách trên địa bàn đạt 81.326 tỷ đồng, chưa đạt kế hoạch giao.", ["chưa đạt"]),
        ("Thu ngân sách trên địa bàn đạt 81.326 tỷ đồng, vượt dự toán.", []),
        ("Kết nạp 953 đảng viên mới, công tác bồi dưỡng vượt chỉ tiêu.", []),  # another thing
        ("Kết nạp 953 đảng viên mới, vượt chỉ tiêu 900 đảng viên.", []),  # a number of its own
    ],
)
def test_a_word_that_judges_is_held_to_the_sheet(text: str, wrong: list[str]) -> None:
    claims = [claim for claim in ties(text).found if claim.kind == "direction"]  # type: ignore[attr-defined]
    assert [text[claim.place.start : claim.place.end] for claim in claims] == wrong
    assert all("PHỤ LỤC!" in claim.message("vi") for claim in claims)


OFFICES = """
STT | Nội dung | ĐVT | Chỉ tiêu | Quý I | Quý II | Quý III | Thực hiện | Cùng kỳ
I | Y TẾ
1 | Số ca mắc sốt xuất huyết | ca | | 312 | 584 | 1.207 | 2.103 | 2.466
2 | Tỷ lệ bao phủ bảo hiểm y tế | % | 95 | 94,12 | 94,63 | 95,08 | 95,08 | 93,75
3 | Hồ sơ thủ tục hành chính tiếp nhận trực tuyến | hồ sơ | 9.000 | 2.140 | 2.315 | 2.408 | 6.863 | 6.120
4 | Giới thiệu đoàn viên ưu tú cho Đảng | đồng chí | 500 | 104 | 128 | 134 | 366 | 341
II | NÔNG NGHIỆP
1 | Tổng đàn lợn | con | 420.000 | 388.200 | 402.600 | 417.300 | 417.300 | 371.500
2 | Số hộ nghèo | hộ | | 7.815 | 7.102 | 6.094 | 6.094 | 8.240
3 | Tỷ lệ hộ nghèo | % | | 2,04 | 1,81 | 1,58 | 1,58 | 2,2
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sốt xuất huyết: ghi nhận 2.103 trường hợp.", "2.103 thuc_hien consistent"),
        ("Độ bao phủ BHYT đạt 95,08% dân số.", "95,08 thuc_hien consistent"),
        ("Tiếp nhận qua mạng 6.863 hồ sơ TTHC, tăng 12,14% so với 9 tháng năm 2024.",
         "6.863 thuc_hien consistent; 12,14 tang_cung_ky consistent"),
        ("Đàn heo có 417,3 nghìn con (cùng kỳ 371,5 nghìn con).", "417,3 thuc_hien consistent; 371,5 cung_ky consistent"),
        ("Giới thiệu 366 đoàn viên ưu tú cho Đảng.", "366 thuc_hien consistent"),  # no "thiếu"
        ("Còn 6.094 hộ nghèo, chiếm tỷ lệ 1,58%.", "6.094 thuc_hien consistent; 1,58 thuc_hien consistent"),
        ("Đàn heo hiện có 371.500 con.", "371.500 thuc_hien stale"),
        ("Đã tiếp nhận trực tuyến 2.315 hồ sơ TTHC.", "2.315 thuc_hien stale"),
        ("Quý II tiếp nhận trực tuyến 2.315 hồ sơ TTHC.", '2.315 ky["Quý II"] consistent'),
        ("Đàn heo của huyện Tân Phú có 37.500 con.", ""),
        ("Bình quân mỗi tháng tiếp nhận trực tuyến 763 hồ sơ TTHC.", "763 thuc_hien / 9 consistent"),
        ("Bình quân mỗi tháng tiếp nhận trực tuyến 412 hồ sơ TTHC.", ""),
        ("Tổng đàn lợn (không kể lợn con theo mẹ) có 417.300 con.", "417.300 thuc_hien consistent"),
        ("Có 6.094 hộ nghèo (cùng kỳ 8.240 hộ), riêng quý II còn 7.102 hộ; so với cùng kỳ (8.240 hộ) giảm 26,04%.",
         '6.094 thuc_hien consistent; 8.240 cung_ky consistent; 7.102 ky["Quý II"] consistent; 8.240 cung_ky consistent; 26,04 tang_cung_ky consistent'),
        ("Độ bao phủ BHYT của học sinh đạt 95,8%.", ""),
        ("Đàn heo hiện có 471.300 con.", "471.300 thuc_hien inconsistent"),
        ("Sốt xuất huyết ghi nhận 2.466 ca của cùng kỳ năm trước.", "2.466 cung_ky consistent"),
    ],
)  # fmt: skip
def test_names_shortened_and_figures_in_other_scales(text: str, wanted: str, tmp_path: Path) -> None:
    grid = OFFICES.strip()
    made = prose_ties(reports.read(book(tmp_path / "a.xlsx", grid, info={"ky_bao_cao": "9 tháng năm 2025"})))
    found = made.claims(text_passages([text]), {})
    assert "; ".join(
        f"{text[c.place.start : c.place.end]} {str(c.fact).rpartition('.')[2]} "
        + (c.kind if c.kind == "stale" else c.verdict.value)
        for c in found
    ) == wanted  # fmt: skip


def test_nothing_depends_on_the_order_of_a_set(tmp_path: Path) -> None:
    grid = OFFICES.strip()
    data = book(tmp_path / "a.xlsx", grid, info={"ky_bao_cao": "9 tháng năm 2025"})
    lines = (FOLDER / "13-ky-truoc.txt").read_text("utf-8").partition("===")[2]
    (tmp_path / "a.txt").write_text(lines.replace("{", "").replace("}", ""), "utf-8")
    given = [
        subprocess.run([sys.executable, "-m", "toolkit.cli.phuluc", "check", tmp_path / "a.txt", data, "--json"],
                       capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=False).stdout
        for seed in ("1", "2", "3")
    ]  # fmt: skip
    assert given[0] == given[1] == given[2] != ""


def test_rows_with_one_label_are_told_apart_by_the_label_above(tmp_path: Path) -> None:
    grid = "STT|Nội dung|ĐVT|Thực hiện\n1|Kiểm tra chuyên đề|||\n-|Tổ chức đảng|tổ chức|66\n2|Giám sát chuyên đề|||\n-|Tổ chức đảng|tổ chức|79"
    made = ProseTies(known_rows(reports.read(book(tmp_path / "a.xlsx", grid))), WORKBOOK)
    text = "Kiểm tra chuyên đề - Tổ chức đảng: 66 tổ chức; Giám sát chuyên đề - Tổ chức đảng: 77 tổ chức."
    found = list(made.claims(text_passages([text]), {}))
    assert [(claim.verdict, claim.expected) for claim in found] == [
        (Verdict.CONSISTENT, Decimal(66)), (Verdict.INCONSISTENT, Decimal(79)),
    ]  # fmt: skip


def test_what_no_cell_supports_and_what_is_never_mentioned_are_counted() -> None:
    text = "Kết nạp 953 đảng viên mới. Mở 12 lớp bồi dưỡng."
    made = ties(text)
    problems = {problem.code: problem.message() for problem in coverage(made, {}, text_passages([text]))}
    assert set(problems) == {"PL563", "PL564"}
    assert problems["PL563"].startswith("3 trong 4 chỉ tiêu")
    assert "12 lớp bồi dưỡng (¶1)" in problems["PL564"]


def test_a_person_reads_the_first_few_of_a_list_and_a_machine_all() -> None:
    text = " ".join(f"Mở {count} lớp bồi dưỡng." for count in range(30, 50))
    (note,) = (each for each in coverage(ties(text), {}, text_passages([text])) if each.code == "PL564")
    assert note.message().count("lớp") == 12
    assert note.message().endswith("; …")
    assert str(note.as_json()["message"]).count("lớp") == 20


@pytest.mark.parametrize(
    ("printed", "figure", "wanted"),
    [
        ("953", "953", "consistent"), ("953", "954", "inconsistent"), ("79,4%", "79.4167", "consistent"),
        ("79,41%", "79.4167", "rounding"), ("79,43%", "79.4167", "inconsistent"), ("trên 950", "953", "consistent"),
        ("trên 960", "953", "inconsistent"), ("gần 960", "953", "consistent"), ("1,2 nghìn", "1190", "consistent"),
        ("khoảng 950", "953", "consistent"), ("80-85%", "82", "consistent"), ("80-85%", "86", "inconsistent"),
    ],
)  # fmt: skip
def test_the_digits_printed_decide(printed: str, figure: str, wanted: str) -> None:
    (number,) = numbers_in(printed)
    assert compare(number, Decimal(figure)).value == wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [("953", "935", True), ("953", "955", True), ("953", "95", False), ("1905", "195", True), ("12", "13", False),
     ("953", "626", False), ("79.42", "79.61", False), ("79.42", "79.41", True)],
)  # fmt: skip
def test_a_slip_of_the_pen_is_known_by_its_digits(one: str, other: str, wanted: bool) -> None:
    assert resembles(Decimal(one), Decimal(other)) is wanted


def test_a_note_is_about_the_row_told_where_it_is_referred_to() -> None:
    text = "Toàn tỉnh kết nạp 953 đảng viên mới¹ theo đúng quy trình.\n¹ Năm 2022: 500, năm 2023: 435."
    found = ties(text).found  # type: ignore[attr-defined]
    assert [(str(claim.printed), str(claim.expected)) for claim in found if claim.verdict is Verdict.INCONSISTENT] == [
        ("435", "453")
    ]
