"""Roles of columns by the words of their headings."""

from __future__ import annotations

import pytest

from toolkit.excel.roles import role_by_words

# role -> headings, each after the heading above it: "above > own"
HEADINGS = {
    "target": (
        "KH",
        "KH năm",
        "KH năm 2025",
        "Kế hoạch 2025",
        "KH2025",
        "CT giao",
        "Chỉ tiêu năm 2023",
        "Chỉ tiêu (%)",
        "NQ giao",
        "Nghị quyết Đại hội",
        "Dự toán năm",
        "Dự toán 2025",
        "Mục tiêu đến 2025",
        "Chỉ tiêu được giao",
        "Kế hoạch > Tỉnh giao",
        "Chỉ tiêu > Cả nhiệm kỳ",
        "Chỉ tiêu",
    ),
    "actual": (
        "TH",
        "Ước TH",
        "Kết quả đạt được",
        "Đã thực hiện",
        "Kết quả (%)",
        "Thực hiện (%)",
    ),
    "period": (
        "Ước TH năm 2025",
        "TH 6 tháng",
        "TH năm 2024",
        "TH2024",
        "Thực hiện > 2021",
        "Thực hiện qua các năm > 6 tháng đầu năm 2023",
        "6T/2023",
        "Quý I",
        "Q.I",
        "T1",
        "Thực hiện > Quý 2",
        "Luỹ kế từ đầu năm",
        "Lũy kế",
        "Thực hiện lũy kế",
        "Thực hiện tháng 6",
        "Ước tháng 6",
        "Kết quả thực hiện đến 30/6/2023",
    ),
    "percent": (
        "So với KH",
        "% KH",
        "% so KH",
        "Tỷ lệ %",
        "Tỷ lệ (%)",
        "TL %",
        "Tỉ lệ đạt",
        "Tỷ lệ đạt KH (%)",
        "% thực hiện",
        "% TH/KH",
        "TH/KH",
        "TH 2025/KH 2025",
        "Thực hiện so với kế hoạch (%)",
        "So sánh (%) > So với KH",
        "So sánh (%) > KH",
        "So sánh (%) > TH/KH năm",
        "So với (%) > Kế hoạch năm",
        "Mức độ hoàn thành (%)",
        "Hoàn thành (%)",
        "Tỷ lệ hoàn thành kế hoạch",
        "Đạt (%)",
        "% hoàn thành",
        "% đạt được so với chỉ tiêu Nghị quyết",
        "So với chỉ tiêu",
        "So với nghị quyết (%)",
        "Tỷ lệ so với chỉ tiêu (%)",
        "% đạt so với NQ",
    ),
    "prior_percent": (
        "So với (%) > Cùng kỳ",
        "So với (%) > Năm 2024",
        "So sánh (%) > So với cùng kỳ",
        "So sánh > 2025/2024",
        "So sánh TH 2025/TH 2024 (%)",
        "% so với cùng kỳ",
        "So với CK (%)",
        "Tăng/giảm so với cùng kỳ",
        "% tăng, giảm",
        "Tăng (+), giảm (-) so với cùng kỳ (%)",
        "Tốc độ tăng (%)",
        "% so với năm 2022",
    ),
    "passed over": (
        "Tăng (+), giảm (-)",
        "Chênh lệch",
        "Tăng/giảm (+/-) so với KH",
    ),
    "prior": (
        "Cùng kỳ 2023",
        "TH cùng kỳ",
        "Thực hiện cùng kỳ năm 2023",
        "Cùng kỳ năm trước",
        "CK năm trước",
    ),
    "note": (
        "Ghi chú",
        "Đánh giá",
        "Ghi chép",
    ),
    "unit": (
        "Đơn vị tính",
        "ĐVT",
        "Đ.V.T",
        "Đ. vị tính",
        "Đ.vị tính",
    ),
    "stt": (
        "STT",
        "T.T",
        "Số TT",
    ),
    "label": (
        "Nội dung",
        "Các chỉ tiêu chủ yếu",
        "Tên chỉ tiêu",
    ),
    "": ("Huyện A",),
    "rule": ("Cách tính",),
    "key": (
        "Mã số",
        "Mã chỉ tiêu",
    ),
    "direction": ("Chiều hướng",),
}


@pytest.mark.parametrize(("role", "heading"), [(role, heading) for role, said in HEADINGS.items() for heading in said])
def test_a_heading_tells_its_role(role: str, heading: str) -> None:
    over, _, own = heading.rpartition(" > ")
    assert role_by_words(own, over) == role


@pytest.mark.parametrize("heading", ["Chỉ tiêu kinh tế - xã hội", "Chỉ tiêu xã hội năm 2025", "Mục tiêu"])
def test_a_column_of_words_under_chi_tieu_holds_the_names(heading: str) -> None:
    assert role_by_words(heading, texty=True) == "label"
    assert role_by_words(heading, texty=True, other_label=True) == "target"
