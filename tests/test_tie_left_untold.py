"""Numbers that only miss a figure of the row they must be about."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import book

from toolkit import reports
from toolkit.claims import Verdict
from toolkit.passages import text_passages
from toolkit.tieout.tie import prose_ties

QUARTERS = """TT | Nội dung | ĐVT | Kế hoạch | Quý I | Quý II | Quý III | Quý IV | Thực hiện
1 | Doanh số cho vay | tỷ đồng | 1.388 | 298,5 | 372,2 | 365,8 | 353,4 | 1.389,9
2 | Học sinh, sinh viên có hoàn cảnh khó khăn | tỷ đồng | 48 | 9,6 | 5,8 | 19,3 | 14,7 | 49,4
3 | Cầu dân sinh nông thôn | cầu | 60 | 14 | 17 | 18 | 14 | 63
4 | Vụ hòa giải thành | vụ | 90 | 20 | 21 | 24 | 23 | 88
5 | Gạch nung các loại | 1.000 viên | 61.500 | 14.210 | 15.330 | 16.110 | 15.872 | 61.522

6 | Vốn đầu tư toàn xã hội | tỷ đồng | | 2.617 | 2.711 | 2.805 | 2.914 | 11.047
- | Vốn nhà nước | tỷ đồng | | 781 | 790 | 802 | 835 | 3.208
- | Vốn ngoài nhà nước | tỷ đồng | | 1.594 | 1.663 | 1.732 | 1.801 | 6.790
- | Vốn đầu tư trực tiếp nước ngoài | tỷ đồng | | 242 | 258 | 271 | 278 | 1.049"""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Nhu cầu của học sinh, sinh viên tăng cao: quý III cho vay 13,9 tỷ đồng.", ["13,9"]),
        ("Nhu cầu của học sinh, sinh viên tăng cao: quý III cho vay 19,3 tỷ đồng.", []),
        ("Doanh số cho vay quý II là 372,2 tỷ đồng, quý IV cho vay 365,8 tỷ đồng.", ["365,8"]),
        ("Doanh số cho vay quý II là 372,2 tỷ đồng, quý cuối năm cho vay 353,4 tỷ đồng.", []),
        ("Xây dựng 60 cầu dân sinh ở nông thôn.", ["60"]),
        ("Kế hoạch giao 60 cầu dân sinh ở nông thôn.", []),
        ("Quý III không hòa giải thành 3 vụ.", []),
        (
            "Vốn đầu tư toàn xã hội 11.047 tỷ đồng, khu vực dân doanh góp 1.732 tỷ đồng, vốn nhà nước 3.208 tỷ đồng, vốn trực tiếp nước ngoài 1.049 tỷ đồng.",
            ["1.732"],
        ),
        (
            "Vốn đầu tư toàn xã hội 11.047 tỷ đồng, khu vực dân doanh góp 6.790 tỷ đồng, vốn nhà nước 3.208 tỷ đồng, vốn trực tiếp nước ngoài 1.049 tỷ đồng.",
            [],
        ),
        (
            "Xây dựng 63 cầu dân sinh. Trong năm có 1.049 tỷ đồng vốn đầu tư trực tiếp nước ngoài, vốn nhà nước 3.028 tỷ đồng.",
            ["3.028"],
        ),
        ("Vụ hòa giải thành cả năm là 88 vụ. Thi đua quý III được 21 vụ.", ["21"]),
        ("Vụ hòa giải thành cả năm là 88 vụ. Thi đua quý III được 24 vụ.", []),
        ("Gạch nung được 61,5 triệu viên.", []),
    ],
)
def test_what_only_misses_a_figure_of_its_row_is_wrong(text: str, wrong: list[str], tmp_path: Path) -> None:
    made = prose_ties(reports.read(book(tmp_path / "a.xlsx", QUARTERS, info={"ky_bao_cao": "năm 2025"})))
    claims = [c for c in made.claims(text_passages([text]), {}) if c.verdict is Verdict.INCONSISTENT]
    assert [text[c.place.start : c.place.end].split()[0] for c in claims] == wrong
