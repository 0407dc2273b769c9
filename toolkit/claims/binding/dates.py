"""When a figure is told of: the year, month or quarter that leads to it."""

from __future__ import annotations

from decimal import Decimal

from toolkit.claims.binding.clauses import FIGURES
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

_COMPARED = pattern(
    r"(?:so với|so sánh|giá|giá cố định|so|cùng kỳ|bằng)(?: cùng kỳ| thực hiện)?(?: năm| tháng| quý)? $"
)
_INSIDE = pattern(r"(?<![^\W_])(?:trong đó|riêng|bao gồm|gồm)(?![^\W_])")
_PERIOD = pattern(r"(?:tháng|quý) $")


def period_of(sentence: Sentence, mark: Mark) -> tuple[str, Decimal, str] | None:
    """The year, month or quarter that leads to the number, with the words between: ("năm", 2022, "kết nạp")."""
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol in FIGURES:
            return None
        if other.symbol == "Y":
            if _COMPARED.search(sentence.text[max(0, other.at - 30) : other.at]) or _INSIDE.search(
                sentence.between(other, mark)
            ):
                return None
            named = _PERIOD.search(sentence.text, max(0, other.at - 8), other.at)
            kind = "năm" if other.number.value >= 1900 else named[0].strip() if named else ""
            words = " ".join(sentence.between(other, mark).strip(" :,(").split())
            return (kind, other.number.value, words) if kind else None
    return None
