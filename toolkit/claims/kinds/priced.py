"""Means with both of their figures behind them, and what things of several prices come to: `84 nhà (mỗi nhà 50 triệu đồng) và 42 nhà (mỗi nhà 25 triệu đồng)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.claims.binding.arithmetic import product
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.kinds.products import quotient, with_ratio
from toolkit.claims.model import Claim
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence, W
from toolkit.claims.numbers.units import alike, factor


def find(sentence: Sentence) -> Iterator[Claim]:
    """The means of the sentence that stand before their quotient, and the totals of things that have a price each."""
    yield from _divided(sentence)
    yield from _together(sentence)


def _divided(sentence: Sentence) -> Iterator[Claim]:
    """`mỗi chi bộ có 13,5 đảng viên (2.700 đảng viên/200 chi bộ)`: the mean with what all have over how many they are behind it."""
    for match in _QUOTIENT.finditer(sentence.text):
        rate, total, count = (sentence.at(match.start(name)).number for name in ("rate", "total", "count"))
        unit = rate.unit.partition("/")[0]
        if not total.unit or not count.unit or alike(total.unit, count.unit) or not alike(unit, total.unit):
            continue
        by = factor(total.unit) / factor(unit)
        printed = replace(rate, unit=f"{unit}/{count.unit}")
        outcome = judge(printed, Check((total, count), quotient(by), with_ratio("{} / {}", by)))
        yield claim(sentence, rate, "average", outcome)


_QUOTIENT = pattern(rf"(?P<rate>Q)(?:/{W})?(?: {W}){{0,3}} ?\((?P<total>Q) ?[/:] ?(?P<count>Q)\)")


def _together(sentence: Sentence) -> Iterator[Claim]:
    """`84 nhà (mỗi nhà 50 triệu đồng) và 42 nhà (mỗi nhà 25 triệu đồng), tổng kinh phí 5,25 tỷ đồng`: what things of several prices come to."""
    priced = [
        (count, rate)
        for count, rate in zip(sentence.marks, sentence.marks[1:], strict=False)
        if count.symbol == rate.symbol == "Q" and count.number.exact and rate.depth == count.depth + 1
        and _EACH_OF.fullmatch(sentence.between(count, rate) + rate.number.unit.partition("/")[1])
    ]  # fmt: skip
    total = (
        next((mark for mark in sentence.marks[priced[-1][1].rank + 1 :] if mark.symbol == "Q"), None)
        if priced
        else None
    )
    if total is None or len(priced) < _SEVERAL or total.number.bound or not _ALL_TOLD.search(lead(sentence, total)):
        return
    units = {rate.number.unit.partition("/")[0] for _, rate in priced}
    if len(units) != 1 or not alike(next(iter(units)), total.number.unit):
        return
    numbers = [each.number for pair in priced for each in pair]
    by = factor(next(iter(units))) / factor(total.number.unit)

    def compute(spans: Sequence[Span]) -> Span:
        parts = [product(pair) for pair in zip(spans[::2], spans[1::2], strict=True)]
        return Span(sum(part.low for part in parts) * by, sum(part.high for part in parts) * by)

    fixed = [replace(number, fixed=number.decimals == 0) for number in numbers]
    yield claim(
        sentence,
        total.number,
        "product",
        judge(total.number, Check(tuple(fixed), compute, " + ".join(["{} x {}"] * len(priced)))),
    )


_SEVERAL = 2
_EACH_OF = pattern(rf"(?: {W}){{0,4}} \((?:(?:mỗi|một) {W}(?: {W}){{0,2}} |(?:{W} ){{0,3}}(?=/$)/)")
_ALL_TOLD = pattern(r"(?<![^\W_])(?:tổng|cộng)(?![^\W_])")
