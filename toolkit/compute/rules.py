"""Rules (`Cách tính`): how the periods of an indicator make its actual figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from toolkit.hints import Final
from toolkit.model import Figure, Row, Rule, State
from toolkit.patterns import seldom, worded
from toolkit.text import begins, fold

_WORDS: Final = {
    "tong": Rule.SUM, "cong": Rule.SUM, "tong cong": Rule.SUM, "cong don": Rule.SUM, "sum": Rule.SUM, "luy ke": Rule.SUM,
    "trung binh": Rule.MEAN, "binh quan": Rule.MEAN, "tb": Rule.MEAN, "bq": Rule.MEAN, "mean": Rule.MEAN,
    "trung binh cong": Rule.MEAN, "binh quan nam": Rule.MEAN_PER_YEAR, "trung binh nam": Rule.MEAN_PER_YEAR,
    "binh quan hang nam": Rule.MEAN_PER_YEAR, "binh quan hằng nam": Rule.MEAN_PER_YEAR, "bq nam": Rule.MEAN_PER_YEAR, "binh quan moi nam": Rule.MEAN_PER_YEAR,
    "cuoi ky": Rule.LAST, "ky cuoi": Rule.LAST, "so cuoi ky": Rule.LAST, "thoi diem": Rule.LAST, "last": Rule.LAST,
    "lon nhat": Rule.MAX, "cao nhat": Rule.MAX, "max": Rule.MAX, "nho nhat": Rule.MIN, "thap nhat": Rule.MIN,
    "min": Rule.MIN, "nhap tay": Rule.TYPED, "nhap": Rule.TYPED, "go tay": Rule.TYPED,
}  # fmt: skip
_WORDY = seldom(r"^(?:lay|tinh|theo|so) | (?:cac|cua cac) (?:ky|nam|thang|quy)$")
_STOCK: Final = ("tong so", "tong", "so luong", "hien co", "hien nay", "so co mat")
_AT_THE_END = worded(
    r"\((?:[^()]*\b)?(?:cuoi (?:ky|nam|thang|quy)|luy ke|cong don)\b[^()]*\)|^(?:luy ke|so du|du no)\b",
    "cuoi ", "luy ke", "cong don", "so du", "du no",
)  # fmt: skip
_QUARTER = worded(r"\bquy\b|\bq[1-4]\b", "q")
_MONTH = worded(r"\bthang\s*\d{1,2}\b|\bt\d{1,2}\b", "t")
_HALF = worded(r"\bnua (?:dau |cuoi )?nam\b", "nua ")
_RATE_RULES = (Rule.MEAN, Rule.LAST, Rule.MEAN_PER_YEAR)
_INTENSIVE_RULES = (Rule.MEAN, Rule.LAST, Rule.MEAN_PER_YEAR, Rule.SUM)
_COUNT_RULES = (Rule.SUM, Rule.LAST, Rule.MEAN, Rule.MEAN_PER_YEAR)


RULE_WORDS: Final = {
    Rule.SUM: "tổng", Rule.MEAN: "trung bình", Rule.MEAN_PER_YEAR: "bình quân năm", Rule.LAST: "cuối kỳ",
    Rule.MAX: "lớn nhất", Rule.MIN: "nhỏ nhất", Rule.TYPED: "nhập tay",
}  # fmt: skip
"""The word we write for each rule."""

INFERRED_MARK: Final = "(suy ra)"
"""Follows a rule in a `Cách tính` cell that a program found and nobody typed."""


def is_marked_inferred(text: str) -> bool:
    """True for a `Cách tính` cell such as "trung bình (suy ra)"."""
    return fold(text).endswith(fold(INFERRED_MARK))


def rule_named(text: str) -> Rule | None:
    """The rule a `Cách tính` cell names; FORMULA for one that begins with "=", None for words it does not know.

    A mark that the rule was inferred is passed over.
    """
    if text.strip().startswith("="):
        return Rule.FORMULA
    said = fold(text).removesuffix(fold(INFERRED_MARK)).replace("/", " ").strip(" .:()")
    return _WORDS.get(said) or _WORDS.get(_WORDY.sub("", said))


@lru_cache(maxsize=1024)
def years_of(period: str) -> Decimal:
    """How much of a year a period covers: a year 1, "6 tháng 2023" 0.5, a quarter 0.25, a month 1/12."""
    folded = fold(period)
    months = re.search(r"\b(\d{1,2})\s*(?:thang|t)\b", folded)
    if months and 0 < int(months[1]) <= 12:
        return Decimal(int(months[1])) / 12
    if _QUARTER.search(folded):
        return Decimal("0.25")
    if _MONTH.search(folded):
        return Decimal(1) / 12
    if _HALF.search(folded):
        return Decimal("0.5")
    return Decimal(1)


def apply(rule: Rule, values: Sequence[Figure], periods: Sequence[str]) -> Decimal | None:
    """What a rule makes of the periods' figures, not rounded. Blank ones are skipped; a damaged one that the rule needs gives None."""
    numbers = [figure.value for figure in values if figure.value is not None]
    if not numbers:
        return None
    if rule is Rule.LAST:
        last = next(figure for figure in reversed(values) if figure.state is not State.BLANK)
        return last.value
    if len(numbers) < len(values) and any(figure.state is State.DAMAGED for figure in values):
        return None
    if rule is Rule.SUM:
        return sum(numbers, Decimal(0))
    if rule is Rule.MEAN:
        return sum(numbers, Decimal(0)) / len(numbers)
    if rule is Rule.MEAN_PER_YEAR:
        known = (period for figure, period in zip(values, periods, strict=True) if figure.value is not None)
        return sum(numbers, Decimal(0)) / sum(map(years_of, known), Decimal(0))
    if rule is Rule.MAX:
        return max(numbers)
    return min(numbers) if rule is Rule.MIN else None


def usual_rule(row: Row, *, base_of_shares: bool) -> Rule:
    """The rule for a row that says nothing: rates and means average, counts add up, stocks take the last."""
    if row.is_intensive:
        return Rule.MEAN
    if (
        base_of_shares
        or stands_at_the_end(row.label)
        or (row.target.figure.value is None and begins(fold(row.label), *_STOCK))
    ):
        return Rule.LAST
    return Rule.SUM


def stands_at_the_end(label: str) -> bool:
    """True for a label that says that its figures are told as they stand at the end of a period: "Hội viên (cuối kỳ)"."""
    return _AT_THE_END.search(fold(label)) is not None


def candidates(row: Row) -> tuple[Rule, ...]:
    """The rules worth trying for a row, the likeliest first."""
    return _RATE_RULES if row.is_rate else _INTENSIVE_RULES if row.is_intensive else _COUNT_RULES
