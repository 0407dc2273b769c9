"""Figures that no words bind: called wrong where one slip makes them fit and chance hardly would, left in peace elsewhere."""

from __future__ import annotations

from random import Random

import pytest

from toolkit.claims import Verdict, check
from toolkit.passages import text_passages

WRONG = [
    ("Đã chi trợ cấp cho 6.318 người với 131,4 tỷ đồng. Năm 2023 số người hưởng là 7.026 người, như vậy nay giảm {} người.", "780", "708"),
    ("Mức hài lòng ở bộ phận một cửa 88,23%, nhích lên 2,08 điểm phần trăm; lần đo trước đạt {}%.", "86,51", "86,15"),
    ("Vốn về huyện 426 tỷ đồng nhưng mới ra khỏi kho bạc 97 tỷ đồng, tương đương {}% số được giao.", "28,2", "22,8"),
    ("Tỷ suất chết thô giảm 0,21‰, lần trước là 15,84‰ và lần này là {}‰.", "15,36", "15,63"),
]  # fmt: skip


def alarms(text: str) -> list[str]:
    return [claim.vi for claim in check(text_passages([text])) if claim.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("text", "wrong", "right"), WRONG)
def test_a_slip_is_seen_by_the_arithmetic_around_it(text: str, wrong: str, right: str) -> None:
    (said,) = alarms(text.format(wrong))
    assert f"nhưng ghi {wrong}" in said
    assert not alarms(text.format(right))


def test_unrelated_figures_are_hardly_ever_called_wrong() -> None:
    dice = Random(7)
    called = 0
    for _ in range(400):
        one, two, three, four = (dice.randrange(1000, 9999) for _ in range(4))
        called += bool(
            alarms(f"Trong tháng tiếp {one} lượt; gọi điện {two} lượt, gửi thư {three} lượt, đến nhà {four} lượt.")
        )
    assert called <= 4
