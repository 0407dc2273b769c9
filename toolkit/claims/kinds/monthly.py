"""Means of a month over a span that is only named: `cả năm giải quyết 1.836 vụ, bình quân mỗi tháng 153 vụ`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.clauses import lead, reaches
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.kinds.products import quotient, with_ratio
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import alike, factor

_MONTH = canon("tháng")
_MEAN = pattern(r"^ ?(?:bình quân|trung bình)(?P<month> (?:mỗi|một|hằng|hàng) tháng)?(?: [^\W\dA-Z_]+){0,2} $")
_SPAN = pattern(
    r"(?<![^\W_])(?:(?P<months>Y) tháng|(?P<half>sáu tháng)|(?P<quarter>(?:trong|cả) quý|quý [ivx]+|quý Y)|(?:cả|trong|toàn) năm|năm Y)(?![^\W_])"
)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The means of a month by what a year, a quarter or so many months came to."""
    for mark in sentence.marks:
        told = _MEAN.search(lead(sentence, mark)) if mark.symbol == "Q" and not mark.number.bound else None
        unit, slash, each = mark.number.unit.partition("/")
        if told is None or not unit or (each if slash else (told["month"] or "").split(" ")[-1]) != _MONTH:
            continue
        total = _total(sentence, mark, unit)
        months = _months(sentence, total) if total else None
        if total is None or months is None:
            continue
        by = factor(total.number.unit) / factor(unit)
        span = Number(0, 0, 0, 0, "", months, fixed=True)
        outcome = judge(mark.number, Check((total.number, span), quotient(by), with_ratio("{} / {}", by)))
        if outcome.verdict is not Verdict.INCONSISTENT or credible(mark.number, outcome):
            yield claim(sentence, mark.number, "average", outcome)


def _total(sentence: Sentence, mark: Mark, unit: str) -> Mark | None:
    """The only figure before a mean that can be what all months made."""
    like = [
        each for each in sentence.marks[: mark.rank]
        if each.symbol == "Q" and each.number.unit and alike(each.number.unit, unit) and not each.number.bound
    ]  # fmt: skip
    if len(like) != 1 or like[0].depth > mark.depth or not reaches(sentence, like[0], mark):
        return None
    other = is_prior(sentence, like[0]) or is_step(sentence, like[0]) or is_target(sentence, like[0])
    return None if other else like[0]


def _months(sentence: Sentence, total: Mark) -> Decimal | None:
    """How many months the span has that is named before a figure; None where none is."""
    spans = list(_SPAN.finditer(sentence.text, 0, total.at))
    if not spans:
        return None
    if spans[-1]["months"]:
        return sentence.at(spans[-1].start("months")).number.value
    return Decimal(6 if spans[-1]["half"] else 3 if spans[-1]["quarter"] else 12)
