"""Shares of so many things, of which all but one are what a whole count gives: `52 người: nữ 21,51%, tái cử 32,7%, dưới 40 tuổi 17,3%`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from toolkit.claims.binding.slips import digits_of, variants
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.kinds.dealt import groups
from toolkit.claims.kinds.whole_number import of_count
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS

_HUNDRED = Decimal(100)
_LEAST = 12  # members of whom shares are told
_CHANCE = Decimal("0.005")  # that percentages of something else fit the count
_FEW = Decimal("0.2")  # of all percentages: those that whole counts give


def find(sentence: Sentence) -> Iterator[Claim]:
    """The one share of a list that no whole number of the members gives, where all others are such."""
    for group in groups(sentence):
        for base in _bases(sentence, group[0]):
            wrong = [mark for mark in group if not _fits(mark.number, base)]
            chance = _HUNDRED
            for mark in group:
                chance *= 1 if mark in wrong else base.number.value * mark.number.step / _HUNDRED
            if len(wrong) == 1 and len(group) > 2 and chance <= _CHANCE * _HUNDRED and _mended(wrong[0].number, base):
                nearest = wrong[0].number.value * base.number.value / _HUNDRED
                check = of_count(nearest.to_integral_value(ROUND_HALF_UP), base)
                yield claim(sentence, wrong[0].number, "whole_number", judge(wrong[0].number, check))
                break


def _bases(sentence: Sentence, first: Mark) -> Sequence[Mark]:
    """The counts told before a list, here or in the sentence before, the nearest first."""
    told = [*(mark for each in sentence.earlier[-1:] for mark in each.marks), *sentence.marks[: first.rank]]
    return [
        mark for mark in reversed(told)
        if mark.symbol == "Q" and mark.number.exact and mark.number.value >= _LEAST and mark.number.unit not in DURATIONS
    ]  # fmt: skip


def _fits(number: Number, base: Mark) -> bool:
    """True where a whole count of the members, rounded, is that percentage of them."""
    nearest = (number.value * base.number.value / _HUNDRED).to_integral_value(ROUND_HALF_UP)
    return nearest > 0 and judge(number, of_count(nearest, base)).verdict is Verdict.CONSISTENT


def _mended(number: Number, base: Mark) -> bool:
    """True where a slip explains the percentage, and few percentages would have fitted."""
    if base.number.value * number.step / _HUNDRED > _FEW:
        return False
    counts = range(1, int(base.number.value) + 1)
    meant = {(count * _HUNDRED / base.number.value).quantize(number.step, ROUND_HALF_UP) for count in counts}
    return not {str(int(each / number.step)) for each in meant}.isdisjoint(variants(digits_of(number)))
