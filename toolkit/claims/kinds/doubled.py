"""A multiple in words between the two figures it compares: `260 ha, gấp đôi năm trước (130 ha)`, `bằng một nửa cùng kỳ (48 đơn)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.verify import said_claim, shown
from toolkit.claims.model import Claim
from toolkit.claims.numbers.hedges import fits
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Sentence, W
from toolkit.numbers import show

_TIMES = {
    canon(words): Decimal(times)
    for words, times in (
        ("gấp đôi", "2"), ("gấp hai", "2"), ("gấp ba", "3"), ("gấp bốn", "4"), ("gấp năm", "5"), ("gấp rưỡi", "1.5"),
        ("bằng một nửa", "0.5"), ("bằng nửa", "0.5"), ("giảm một nửa", "0.5"), ("giảm nửa", "0.5"),
    )
}  # fmt: skip
_SHAPE = pattern(
    rf"(?P<now>Q)(?: {W}){{0,7}}, (?:(?:tăng|chỉ|đã|cao|nhiều|tức|cũng) ){{0,2}}"
    rf"(?:(?P<hedge>gần|chưa đến|chưa tới|hơn|trên|quá|khoảng|xấp xỉ) )?(?P<words>gấp (?:đôi|rưỡi|(?:hai|ba|bốn|năm)(?= lần))|(?:bằng|giảm) (?:một )?nửa)(?: lần)?"
    rf"(?: so với| so)? (?:{W} ){{0,4}}(?:cùng kỳ|năm trước|năm ngoái|kỳ trước|nhiệm kỳ trước|năm học trước|Y)(?: {W}){{0,3}} \((?:{W} ){{0,2}}(?P<before>Q)(?: {W}){{0,3}}\)"
)
_AROUND, _IN_SIGHT, _CLOSE = Decimal("0.15"), Decimal("1.4"), Decimal("0.75")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The multiples in words of the sentence by the figure before them and the earlier one in the bracket behind."""
    for match in _SHAPE.finditer(sentence.text):
        now, before = sentence.at(match.start("now")), sentence.at(match.start("before"))
        if (
            now.number.bound
            or not before.number.value
            or now.number.unit != before.number.unit
            or not same_kind(now, before)
            or any(is_step(sentence, each) or is_target(sentence, each) for each in (now, before))
            or is_prior(sentence, now)
        ):
            continue
        yield _claim(sentence, match, now.number, before.number)


def _claim(sentence: Sentence, match: re.Match[str], now: Number, before: Number) -> Claim:
    times = now.value / before.value
    told, hedge = _TIMES[match["words"]], match["hedge"] or ""
    holds = fits(times, told, hedge, below=_CLOSE, above=_IN_SIGHT, around=_AROUND)
    where = match.start("hedge" if hedge else "words"), match.end("words")
    mixed = now.scale != before.scale
    formula = f"{shown(now, scaled=mixed)} / {shown(before, scaled=mixed)} = {show(times, 2)}"
    return said_claim(sentence, where, "multiple", (now.told, before.told), formula, holds=holds)
