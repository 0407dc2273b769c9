"""Each kind of claim in short notation: a sentence, and its claims as "kind verdict printed"."""

from __future__ import annotations

import pytest

from toolkit.claims import Verdict, check
from toolkit.passages import Passage, text_passages

SHORT = {Verdict.CONSISTENT: "ok", Verdict.ROUNDING: "cut", Verdict.INCONSISTENT: "BAD", Verdict.NOT_CHECKABLE: "?"}


def told(text: str) -> list[str]:
    """The claims of a text, "kind verdict printed"."""
    passages = text_passages(text.splitlines())
    texts = {passage.number: passage.text for passage in passages}
    return [
        f"{claim.kind} {SHORT[claim.verdict]} {texts[claim.place.paragraph][claim.place.start : claim.place.end]}"
        for claim in check(passages)
    ]


CASES = {
    "Kết nạp 953 đảng viên, đạt 79,42% chỉ tiêu (1.200 đảng viên).": ["target ok 79,42"],
    "Kết nạp 953 đảng viên, đạt 79,61% chỉ tiêu (1.200 đảng viên).": ["target BAD 79,61"],
    "Đã kết nạp 107/80 đảng viên mới, vượt 33,7%.": ["over cut 33,7"],
    "Đã kết nạp 953 đảng viên/1.200 đảng viên (đạt 79,61%).": ["ratio BAD 79,61"],
    "Chỉ tiêu giao 1.200 đảng viên; đã kết nạp 953 đảng viên, đạt 79,61%.": ["target BAD 79,61"],
    "Toàn Đảng bộ có 7.400 đảng viên, trong đó 3.200 đảng viên nữ, chiếm 44,24%.": ["share BAD 44,24"],
    "Tỷ lệ đạt 97,11% (chỉ tiêu 95%), vượt 2,11%.": ["over ok 2,11"],
    "Tổng thu ngân sách 30.196 tỷ đồng, đạt 41,47% so với chỉ tiêu nhiệm kỳ.": ["target ? 41,47"],
    "Có 15/19 tiêu chí đạt chuẩn nông thôn mới.": ["fraction ? 15"],
    "Kết nạp 302 đảng viên, tăng 15,1% so với năm 2022 (267 đảng viên).": ["change BAD 15,1"],
    "Năm 2022 kết nạp 267 đảng viên, năm 2023 kết nạp 302 đảng viên, tăng 45 đảng viên (13,11%).": [
        "change BAD 45",
        "change ok 13,11",
    ],
    "Tỷ lệ hộ nghèo giảm từ 5,2% xuống còn 4,1%, giảm 1,3 điểm %.": ["direction ok 4,1", "change BAD 1,3"],
    "Số tổ chức cơ sở đảng từ 104 tăng lên 99.": ["direction BAD 99"],
    "Thu đạt 1.250 tỷ đồng, bằng 116,4% so với cùng kỳ, tăng 16,4%.": ["change ? 116,4", "change ok 16,4"],
    "Toàn tỉnh hiện còn 12.450 hộ nghèo, giảm 1.230 hộ, tương ứng 8,99%.": ["change ok 8,99"],
    "Kết nạp 953/1.200 đảng viên, còn thiếu 237 đảng viên.": ["short BAD 237"],
    "Xuất khẩu tăng 1,7 lần so với cùng kỳ.": ["multiple ? 1,7"],
    "Tổ chức 33 lớp, gồm 20 lớp nhận thức về Đảng và 12 lớp đảng viên mới với 2.482 học viên.": ["total BAD 33"],
    "Tiếp nhận 49 đơn (06 đơn tố cáo tổ chức đảng, 43 đơn tố cáo đảng viên).": ["total ok 49"],
    "Thu ngân sách 1.250 tỷ đồng, trong đó thu nội địa 1.520 tỷ đồng.": ["part BAD 1.520"],
    "Mở 20 lớp nhận thức về Đảng và 12 lớp đảng viên mới, tổng cộng 33 lớp.": ["total BAD 33"],
    "Xếp loại: xuất sắc 20,5%, tốt 70,2%, hoàn thành 8,2%, không hoàn thành 2,1%.": [
        "hundred BAD 20,5%, tốt 70,2%, hoàn thành 8,2%, không hoàn thành 2,1%"
    ],
    "Trong tổng số 104 tổ chức cơ sở đảng được đánh giá, có 79,04% hoàn thành tốt nhiệm vụ.": [
        "whole_number BAD 79,04"
    ],
    "Giao thông nội đồng làm được 96,8 km, vượt kế hoạch 120 km.": ["direction BAD vượt"],
    "Tỷ lệ đảng viên được kiểm tra đạt 35,7%, chưa đạt chỉ tiêu Nghị quyết (30%).": ["direction BAD chưa đạt"],
    "Xuất khẩu lao động 212/250 người, vượt chỉ tiêu.": ["fraction ? 212", "direction BAD vượt"],
    "Số vụ cháy giảm so với cùng kỳ: 6 vụ, năm ngoái 4 vụ.": ["direction BAD giảm"],
    "Hộ nghèo giảm còn 8,2%, vượt chỉ tiêu đề ra (8,5%).": [],
    "Diện tích lúa 285.430 ha, năng suất 72,5 tạ/ha, sản lượng 2.169.368 tấn.": ["product BAD 2.169.368"],
    "Tặng 350 suất quà, mỗi suất trị giá 500 nghìn đồng, tổng trị giá 175 triệu đồng.": ["product ok 175"],
    "Chi phí 84 triệu đồng, tức 0,84 tỷ đồng.": ["twice BAD 0,84"],
    "Giải quyết 79.835 hồ sơ, trong đó đúng hạn 79.214 hồ sơ, quá hạn 612 hồ sơ.": ["total BAD 612"],
    "Trong 38 xã, có 14 xã loại tốt, 11 xã loại khá và 14 xã loại trung bình.": ["total BAD 38"],
    "Hội nghị có 150 đại biểu, trong đó 45 đại biểu nữ, 98 đại biểu có trình độ đại học.": [],
    "Dự toán 8.627 tỷ đồng, thu 4.512 tỷ đồng, đạt 52,3%; chi 3.100 tỷ đồng, đạt 40% dự toán.": [
        "target ok 52,3",
        "target ? 40",
    ],
    "Quỹ có vốn điều lệ 120 tỷ đồng, đã bảo lãnh 38.400 triệu đồng, bằng 23% vốn điều lệ.": ["share BAD 23"],
    "Giải ngân được 2.985,4/5.344,8 tỷ đồng, đạt 57,8% kế hoạch.": ["ratio BAD 57,8"],
    "Xảy ra 268 vụ, giảm 32 vụ (268/300 vụ, giảm 12,67%).": ["change ok 32", "change BAD 12,67"],
    "Tỷ lệ hộ nghèo bình quân giảm 1,2%/năm, từ 6,5% năm 2020 xuống còn 2,9% năm 2023.": ["direction ok 2,9"],
    "Vốn đầu tư 15.380 tỷ đồng, bằng 82,5% kế hoạch (vốn nhà nước 8.520 tỷ đồng, vốn khác 6.860 tỷ đồng).": [
        "total ok 15.380",
        "target ? 82,5",
    ],
    "Xảy ra 121 vụ, làm chết 101 người, bị thương 41 người; so với cùng kỳ tăng 7 vụ (+6,1%), tăng 7 người chết (8,4%), "
    "giảm 8 người bị thương (-16,3%).": ["change ok 6,1", "change BAD 8,4", "change ok 16,3"],
    "Vượt 0,58 điểm % so với chỉ tiêu là tốt; có 98,58% đảng viên dự học, vượt 0,85 điểm % so với chỉ tiêu 98%.": [
        "over ? 0,58",
        "over BAD 0,85",
    ],
    "Có 324/590 trường đạt chuẩn, đạt tỷ lệ 55,4% (trong đó, có 71/179 trường mầm non, đạt tỷ lệ 39,7%).": [
        "ratio BAD 55,4",
        "ratio ok 39,7",
    ],
    "Công nhận 18 trường, gồm 9 trường mức 1, 3 trường mức 1 sau 5 năm và 6 trường mức 2.": ["total ok 18"],
    "Phấn đấu giảm 12 hộ nghèo; có 98% hộ dùng điện, 95% hộ dùng nước sạch.": [],
    "Tỷ lệ bình quân 97,11% (năm 2020 đạt 99,04%, năm 2021 đạt 98,07%, năm 2022 đạt 94,23%).": ["average ok 97,11"],
}


@pytest.mark.parametrize("sentence", CASES)
def test_a_kind_of_claim(sentence: str) -> None:
    assert told(sentence) == CASES[sentence]


def test_a_total_and_the_note_it_points_to() -> None:
    text = "Tổ chức 32 lớp có 2.481 đồng chí tham gia⁴, đạt yêu cầu.\n⁴ 20 lớp có 1635 người tham gia; 12 lớp có 847 người."
    assert told(text) == ["total ok 32", "total BAD 2.481"]
    body = Passage("body", 1, "Có 39 đảng viên bị kỷ luật.", references=((26, "footnotes", "1"),))
    note = Passage("footnotes", 1, "Khiển trách 26 đảng viên, cảnh cáo 10 đảng viên, khai trừ 04 đảng viên.", note="1")
    (found,) = check([body, note])
    assert (found.kind, found.verdict, found.expected) == ("total", Verdict.INCONSISTENT, 40)


def test_a_total_and_the_bullets_below() -> None:
    assert told("Toàn tỉnh có 7.400 hộ nghèo, gồm:\n- Thành thị 4.200 hộ.\n- Nông thôn 3.100 hộ.") == [
        "total BAD 7.400"
    ]


def test_a_table_is_left_alone() -> None:
    assert told("Kết nạp\tđạt 953/1.200 đảng viên (79,61%)") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2. Tàu cập cảng: 318; hàng bốc dỡ: {} tấn.", ["twice BAD {}"]),
        ("2. Tàu cập cảng năm 2022: {} tấn.", []),
        ("3. Thợ lặn thuê ngoài: {}.", []),
    ],
)
def test_a_line_of_an_appendix_is_held_to_the_prose(line: str, found: list[str]) -> None:
    prose = "Trong kỳ có 318 lượt tàu cập cảng, bốc dỡ 48.215 tấn hàng."
    for figure in ("48.251", "48.512"):
        lines = f"{prose}\nPhụ lục 1\n{line.format(figure)}"
        assert told(lines) == [each.format(figure) for each in found]
    assert not told(f"{prose}\nPhụ lục 1\n{line.format('48.215')}")


def test_a_line_says_another_figure_of_just_what_the_prose_tells() -> None:
    lines = "Trong kỳ kết nạp 138 đoàn viên mới.\nPhụ lục\n- Kết nạp đoàn viên mới: {} đoàn viên."
    assert told(lines.format(139)) == ["twice BAD 139"]
    assert not told(lines.format(138))
    assert not told(lines.format(412))


def test_a_figure_told_twice_with_its_digits_turned() -> None:
    text = "Toàn ngành thực hiện 4.216 ca phẫu thuật.\nCác bệnh viện đã thực hiện 4.126 ca phẫu thuật."
    assert told(text) == ["twice BAD 4.126"]
    assert told("Năm 2022 thực hiện 4.216 ca mổ.\nNăm 2023 thực hiện 4.126 ca mổ.") == []


def test_prose_against_a_grid_line_of_the_text() -> None:
    row = "5\tTỷ lệ đảng viên hoàn thành tốt nhiệm vụ\t%\t90\t97,24"
    prose = "Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên đạt {}%, tăng so với trước."
    assert told(f"{prose.format('97,24')}\n{row}") == ["twice ok 97,24"]
    assert told(f"{prose.format('97,42')}\n{row}") == ["twice BAD 97,42"]
    spaced = f"{prose.format('97,42')}\n{row}".replace(" ", "\u00a0")
    assert told(spaced) == ["twice BAD 97,42"]


def test_both_languages_tell_both_numbers() -> None:
    (found,) = check(text_passages(["Đã kết nạp 953/1.200 đảng viên (đạt 79,61%)."]))
    assert found.message("vi") == "953 / 1.200 x 100 = 79,42%, nhưng ghi 79,61% (thừa 0,19)"
    assert found.message("en") == "953 / 1.200 x 100 = 79,42%, but 79,61% is printed (0,19 too much)"
