"""What the order of a report and of the sheet tell of a number that its words alone leave open."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import book

from toolkit import reports
from toolkit.claims import Verdict
from toolkit.passages import text_passages
from toolkit.tieout.tie import joined, prose_ties

GRID = """Nội dung | ĐVT | Kế hoạch | Quý I | Quý II | Thực hiện | Cùng kỳ
Lượt tư vấn học nghề cho lao động trẻ | lượt | 1.500 | 742 | 861 | 1.603 | 1.388
Thư viện, phòng đọc cơ sở mở cửa phục vụ | lượt bạn đọc | 9.000 | 4.218 | 5.127 | 9.345 | 8.706
Giải bóng đá thiếu niên nhi đồng | trận | 40 | 18 | 25 | 43 | 36
Tỷ lệ thôn có sân tập thể thao | % | 80 | 81,2 | 83,5 | 83,5 | 78,9"""
BEFORE = "Tư vấn học nghề cho 1.603 lượt lao động trẻ."
AFTER = "Giải bóng đá thiếu niên nhi đồng diễn ra 43 trận."


def alarms(folder: Path, *lines: str) -> dict[str, str]:
    """The numbers called wrong with the figure each should tell."""
    ties = prose_ties(reports.read(book(folder / "so-lieu.xlsx", GRID)))
    passages = list(text_passages(lines))
    claims = joined(passages, ties.claims(passages, {}))
    texts = {passage.number: passage.text for passage in passages}
    return {
        texts[claim.place.paragraph][claim.place.start : claim.place.end]: claim.formula.split()[0]
        for claim in claims
        if claim.verdict is Verdict.INCONSISTENT
    }


@pytest.mark.parametrize(
    ("middle", "wrong"),
    [
        ("Các phòng đọc ở xã đón 9.345 lượt bạn đọc.", {}),
        ("Các phòng đọc ở xã đón 9.435 lượt bạn đọc.", {"9.435": "9.345"}),  # two digits swapped
        ("Các phòng đọc ở xã đón 8.706 lượt bạn đọc.", {"8.706": "9.345"}),  # last year's
        ("Các phòng đọc ở xã đón 8.706 lượt bạn đọc vào cùng kỳ năm trước.", {}),
        ("Các phòng đọc ở xã đón 2.150 lượt bạn đọc thiếu nhi.", {}),  # of a part, and like none
    ],
)
def test_a_number_between_two_rows_told_is_of_the_row_between_them(
    middle: str, wrong: dict[str, str], tmp_path: Path
) -> None:
    assert alarms(tmp_path, BEFORE, middle, AFTER) == wrong


def test_the_same_words_elsewhere_in_the_report_are_left_open(tmp_path: Path) -> None:
    assert alarms(tmp_path, "Các phòng đọc ở xã đón 9.435 lượt bạn đọc.", BEFORE, AFTER) == {}


def test_arithmetic_that_fails_on_figures_all_of_which_are_the_sheets_was_none(tmp_path: Path) -> None:
    text = "Thôn có sân tập thể thao đạt 83,5%, cao hơn mức 78,9% của cùng kỳ và vượt kế hoạch đề ra (80%)."
    assert alarms(tmp_path, text) == {}
    assert alarms(tmp_path, text.replace("83,5", "85,3")) == {"85,3": "83,5"}
