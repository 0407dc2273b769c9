"""Random appendices as text tables, and what must be the same after a round trip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from toolkit import reports
from toolkit.excel.read import read_workbook
from toolkit.model import Row

KEPT = (
    "sheet", "key", "section", "stt", "level", "label", "unit", "target", "direction", "values", "rule", "rule_source", "actual",
    "percent", "points", "prior", "prior_percent", "judgement",
)  # fmt: skip


def indicators(path: Path, *, without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """What `show` says of every indicator, without places and what was typed."""
    shown = reports.show(path).as_json("vi")
    return [
        {key: {**row, "sheet": appendix["sheet"]}[key] for key in KEPT if key not in without}
        for appendix in shown["appendices"]
        for row in appendix["indicators"]
    ]


def sample(path: Path) -> tuple[Row, ...]:
    """The rows of the first appendix as read."""
    return read_workbook(path).appendices[0].rows


_NUMBERS = st.one_of(
    st.integers(0, 12).map(str),
    st.integers(100, 99_999).map(lambda n: f"{n:,}".replace(",", ".")),
    st.integers(0, 9_999).map(lambda n: f"{n // 100},{n % 100:02d}"),
)
_VALUES = st.one_of(
    _NUMBERS, _NUMBERS, _NUMBERS, st.sampled_from(["", "-", "x", "80-85", "trên 95", "'1,234'", "12 tỷ", "#REF"])
)
_TARGETS = st.one_of(st.just(""), _NUMBERS, st.sampled_from(["≥ 95", "dưới 3%", "từ 95% trở lên", "0", "80-85"]))
_LABELS = st.sampled_from(
    ["Đảng viên", "Quần chúng", "Tổng số tổ chức", "Kết nạp", "Số lớp bồi dưỡng", "Tỷ lệ hộ dùng nước sạch", "Trong đó: nữ",
     "3 công trình", "Vốn (tỷ đồng)", "Hoàn thành & vượt <mức>", "Hòa giải", "Tổng cộng"]
)  # fmt: skip
_RULES = st.sampled_from(
    ["", "", "", "tổng", "trung bình", "bình quân năm", "cuối kỳ", "lớn nhất", "nhỏ nhất", "nhập tay"]
)
_MARKS = st.sampled_from(
    [("I", ""), ("1", ""), ("1.1", ""), ("2", ""), ("", "- "), ("", "+ "), ("", ""), ("-", ""), ("a", "")]
)


@st.composite
def _row(draw: st.DrawFn, periods: int) -> str:
    stt, bullet = draw(_MARKS)
    label = draw(_LABELS)
    if stt == "I":
        return " | ".join([stt, label.upper(), *[""] * (periods + 5)])
    unit = draw(st.sampled_from(["%", "lớp", "", "đảng viên"]))
    values = [draw(_VALUES) for _ in range(periods)]
    typed = draw(st.sampled_from(["", "", "98,5", "120"]))
    note = draw(st.sampled_from(["", "", "Đạt", "theo kế hoạch"]))
    return " | ".join([stt, bullet + label, unit, draw(_TARGETS), *values, typed, note, draw(_RULES)])


@st.composite
def _grid(draw: st.DrawFn) -> str:
    periods = draw(st.integers(1, 5))
    names = ["2020", "2021", "2022", "2023", "6 tháng 2024"][:periods]
    head = " | ".join(["STT", "Nội dung", "ĐVT", "Chỉ tiêu", *names, "Thực hiện", "Ghi chú", "Cách tính"])
    rows = draw(st.lists(_row(periods), min_size=1, max_size=12))
    first = " | ".join(["1", "Số cuộc kiểm tra", "cuộc", "12", *["3"] * periods, "", "", ""])
    return "\n".join([head, first, *rows])


GRIDS = _grid()
