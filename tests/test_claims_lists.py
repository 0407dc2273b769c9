"""Lists of parts in every dress: one that adds up is never called wrong, and a total that is off is."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.claims import Verdict, check
from toolkit.numbers import show
from toolkit.passages import text_passages

_THINGS = {
    "hộ": ("trồng trọt", "chăn nuôi", "buôn bán"),
    "đơn": ("khiếu nại", "tố cáo", "kiến nghị"),
    "công trình": ("giao thông", "thủy lợi", "điện"),
    "văn bản": ("kế hoạch", "công văn", "thông báo"),
    "doanh nghiệp": ("TNHH", "cổ phần", "tư nhân"),
    "câu lạc bộ": ("thơ", "bóng chuyền", "dưỡng sinh"),
}
_DRESSES = {
    "bracket": "Có {total} {unit} ({bare}), vượt kế hoạch.",
    "gồm": "Có {total} {unit}, gồm {before}.",
    "gồm, bare": "Có {total} {unit}, gồm: {bare}.",
    "claims between": "Có {total} {unit}, tăng so với cùng kỳ, bao gồm: {clauses}.",
    "colon": "Có {total} {unit}: {before}.",
    "chia ra": "Có {total} {unit}, chia ra: {behind}.",
    "next sentence": "Có {total} {unit}. Cụ thể: {clauses}.",
    "bullets": "Có {total} {unit}, gồm:\n- {lines}",
    "note": "Có {total} {unit}¹.\n¹ {bare}.",
    "last": "Có {before}, tổng cộng {total} {unit}.",
    "last, clauses": "Đã có {clauses}; cộng {total} {unit}.",
}


def _text(dress: str, unit: str, parts: list[int], total: int) -> str:
    told = [(label, show(Decimal(part))) for label, part in zip(_THINGS[unit], parts, strict=False)]
    behind = [f"{label} {part} {unit}" for label, part in told]
    before = [f"{part} {unit} {label}" for label, part in told]
    return _DRESSES[dress].format(
        total=show(Decimal(total)), unit=unit, bare=", ".join(f"{label} {part}" for label, part in told), behind=", ".join(behind),
        before=", ".join(before[:-1]) + " và " + before[-1], clauses="; ".join(behind), lines="\n- ".join(behind),
    )  # fmt: skip


def _wrong(text: str) -> list[str]:
    return [claim.vi for claim in check(text_passages(text.splitlines())) if claim.verdict is Verdict.INCONSISTENT]


@given(
    st.sampled_from(sorted(_DRESSES)),
    st.sampled_from(sorted(_THINGS)),
    st.lists(st.integers(2, 900), min_size=3, max_size=3),
)
def test_a_list_that_adds_up_is_right(dress: str, unit: str, parts: list[int]) -> None:
    text = _text(dress, unit, parts, sum(parts))
    assert _wrong(text) == [], text


@given(
    st.sampled_from(sorted(_DRESSES)), st.sampled_from(sorted(_THINGS)), st.lists(st.integers(10, 900), min_size=3, max_size=3),
    st.integers(1, 30),
)  # fmt: skip
def test_a_total_that_is_off_is_wrong(dress: str, unit: str, parts: list[int], off: int) -> None:
    total = sum(parts) + off
    assume(total not in {parts[0] + parts[1], parts[1] + parts[2]})
    text = _text(dress, unit, parts, total)
    assert _wrong(text), text


def test_what_came_and_went_since_is_no_part() -> None:
    text = "Huyện đoàn có 37 cơ sở đoàn¹.\n¹ Từ đầu nhiệm kỳ lập mới 03 cơ sở đoàn, giải thể 13 chi đoàn, bàn giao 06 tổ chức đoàn."
    assert _wrong(text) == []
    assert _wrong(text.replace("giải thể 13", "tại xã 13").replace("bàn giao 06", "tại chợ 06"))
