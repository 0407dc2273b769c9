"""Filters that say how an indicator stands: to its target, and to the same period of last year."""

from __future__ import annotations

from decimal import Decimal

from toolkit.facts.rows import POINTS
from toolkit.facts.subjects import IndicatorSubject, Value
from toolkit.hints import Final
from toolkit.model import Indicator, Judgement
from toolkit.numbers import round_half_up, show
from toolkit.phrases.filters import (
    Operand,
    attribute_of,
    decimal_of,
    filter_as,
    indicator_of,
    number_of,
    row_of,
    sentence,
    value_of,
)
from toolkit.phrases.numbers import kem_don_vi
from toolkit.phrases.words import with_unit
from toolkit.text import is_percent

_HUNDRED: Final = Decimal(100)


@filter_as('dat_chi_tieu("nghị quyết")', (0, 1))
def dat_chi_tieu(operand: Operand, *given: Value) -> Operand:
    """How far the target is reached: "đạt 79,42% chỉ tiêu".

    In words where a share says nothing: a target of zero or below, or one that is a ceiling.
    """
    row = indicator_of(operand, "dat_chi_tieu")
    target = given[0].text if given else "chỉ tiêu"
    return sentence(_reached(row.indicator, target), attribute_of(row, "ty_le"))


def _reached(indicator: Indicator, target: str) -> str:
    percent, judgement, asked = indicator.percent, indicator.judgement, indicator.row.target
    if percent is None or percent < 0 or asked.direction == "<=" or (asked.figure.value or 0) < 0:
        return "" if judgement is None else f"{_VERDICTS[judgement]} {target}"
    if judgement is Judgement.MISSED and percent < _HUNDRED <= round_half_up(percent):
        return f"đạt gần 100% {target}"
    return f"đạt {show(percent)}% {target}"


_VERDICTS: Final = {Judgement.EXCEEDED: "vượt", Judgement.MET: "đạt", Judgement.MISSED: "chưa đạt"}


@filter_as('vuot("nghị quyết")', (0, 1))
def vuot(operand: Operand, *given: Value) -> Operand:
    """By how much the target is exceeded or missed: "vượt 20% chỉ tiêu", "còn thiếu 247 đảng viên so với chỉ tiêu"."""
    row = indicator_of(operand, "vuot")
    target = given[0].text if given else "chỉ tiêu"
    gap = attribute_of(row, "chenh_lech")
    return sentence(_distance(row.indicator, gap, target), gap)


def _distance(indicator: Indicator, gap: Value, target: str) -> str:
    judgement = indicator.judgement
    if judgement is None:
        return ""
    size = abs(gap.value) if isinstance(gap.value, Decimal) else Decimal(0)
    amount = "" if round_half_up(size) == 0 else with_unit(show(size), gap.unit)
    if judgement is Judgement.MET or not amount:
        return f"{_VERDICTS[judgement]} {target}"
    if indicator.row.target.direction == "<=":
        side = "cao hơn" if judgement is Judgement.MISSED else "thấp hơn"
        return f"{_VERDICTS[judgement]} {target}, {side} {amount} so với mức giao"
    if judgement is Judgement.MISSED:
        return f"còn thiếu {amount} so với {target}"
    percent = indicator.percent
    if indicator.row.is_rate or percent is None or round_half_up(percent) <= _HUNDRED:
        return f"vượt {amount} so với {target}"
    return f"vượt {show(percent - _HUNDRED)}% {target}"


@filter_as('danh_gia_cau("chỉ tiêu đề ra")', (0, 1))
def danh_gia_cau(operand: Operand, *given: Value) -> Operand:
    """The judgement as a phrase: "vượt chỉ tiêu đề ra"."""
    row = indicator_of(operand, "danh_gia_cau")
    judgement = row.indicator.judgement
    target = given[0].text if given else "chỉ tiêu đề ra"
    return sentence("" if judgement is None else f"{_VERDICTS[judgement]} {target}", attribute_of(row, "danh_gia"))


def change(now: Decimal | None, before: Decimal | None, unit: str, than: str) -> str:
    """How a figure changed: "tăng 11,67% so với cùng kỳ"; figures in percent change by points.

    By its amount where a share says nothing: when the earlier figure is zero or one of them negative. Empty when
    either is blank.
    """
    if now is None or before is None:
        return ""
    if now == before:
        return f"bằng {than}"
    gap = abs(now - before)
    if is_percent(unit):
        amount, size = f"{show(gap)} {POINTS}", gap
    elif before > 0 and now >= 0:
        size = gap / before * _HUNDRED
        amount = f"{show(size)}%"
    else:
        amount, size = with_unit(show(gap), unit), gap
    if round_half_up(size) == 0:
        return f"xấp xỉ {than}"
    return f"{'tăng' if now > before else 'giảm'} {amount} so với {than}"


@filter_as('tang_giam("cùng kỳ năm trước")', (0, 1))
def tang_giam(operand: Operand, *given: Value) -> Operand:
    """The change on the same period of last year; empty where there is no earlier figure."""
    row = row_of(operand, "tang_giam", "cung_ky", "so_cung_ky", "tang_cung_ky", "lech_cung_ky")
    than = given[0].text if given else "cùng kỳ"
    now, before, growth = (attribute_of(row, name) for name in ("thuc_hien", "cung_ky", "tang_cung_ky"))
    unit = "%" if row.is_rate else now.unit
    if before.value is None and isinstance(growth.value, Decimal):
        # Only the percentage was typed: the change is what it says.
        return sentence(change(growth.value + _HUNDRED, _HUNDRED, "", than), growth)
    return sentence(change(decimal_of(now), decimal_of(before), unit, than), attribute_of(row, "lech_cung_ky"))


@filter_as('so_voi(x.ky["2021"], "năm 2021")', (2, 2))
def so_voi(operand: Operand, before: Value, than: Value) -> Operand:
    """The change on another figure."""
    value, number = number_of(operand, "so_voi")
    _, earlier = number_of(before, "so_voi")
    rate = value.subject is not None and value.subject.is_rate and value.attribute != "lech_cung_ky"
    return sentence(change(number, earlier, "%" if rate else value.unit, than.text), value, before)


@filter_as("ket_qua")
def ket_qua(operand: Operand) -> Operand:
    """The whole result in a line: figure with unit, how far the target is reached, change on last year."""
    row = row_of(operand, "ket_qua")
    actual = attribute_of(row, "thuc_hien")
    if actual.value is None:
        return actual
    parts = [value_of(kem_don_vi(actual), "ket_qua")]
    if isinstance(row, IndicatorSubject):
        parts.append(value_of((vuot if row.is_rate else dat_chi_tieu)(row), "ket_qua"))
    parts.append(value_of(tang_giam(row), "ket_qua"))
    return sentence(", ".join(part.text for part in parts if part.text), *parts)
