"""What shares of one whole make: whether it is 100, and the claim that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.claims.binding.arithmetic import add
from toolkit.claims.binding.verify import excerpt, place_of, shown
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span, point, said
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.numbers import show

_HUNDRED = Decimal(100)


def at_last(sentence: Sentence, marks: Sequence[Mark], verdict: Verdict) -> Claim:
    """The claim that shares told in several sentences make 100, at the last of them."""
    last = marks[-1].number
    return replace(
        claim_of(sentence, marks, verdict),
        place=place_of(sentence, last.start, last.stop),
        excerpt=excerpt(sentence, last.start, last.stop),
    )


def verdict_of(numbers: Sequence[Number]) -> Verdict:
    """Whether the shares, each rounded or cut as printed, make 100."""
    finest = max(number.decimals for number in numbers)
    if len(numbers) > 2:  # "40%, 50,5%, 9,5%": a zero not written
        numbers = [replace(number, decimals=number.decimals or finest) for number in numbers]
    half = add([_printed(number) for number in numbers])
    cut = add([_printed(number, cut=True) for number in numbers])
    if half.low <= _HUNDRED <= half.high:
        return Verdict.CONSISTENT
    return Verdict.ROUNDING if cut.low <= _HUNDRED <= cut.high else Verdict.INCONSISTENT


def _printed(number: Number, *, cut: bool = False) -> Span:
    """What a share may be; none at all is none."""
    return said(number, cut=cut) if number.value else point(number.value)


def claim_of(sentence: Sentence, group: Sequence[Mark], verdict: Verdict) -> Claim:
    """The claim that the shares make 100; its place covers the whole list."""
    numbers = [mark.number for mark in group]
    total = sum((number.value for number in numbers), Decimal(0))
    formula = " + ".join(shown(number).rstrip("%") for number in numbers) + f" = {show(total, 2)}"
    off = show(abs(total - _HUNDRED), 2)
    vi, en = f"{formula}, khớp với 100", f"{formula}, agrees with 100"
    if verdict is Verdict.ROUNDING:
        vi, en = f"{formula}; các tỷ lệ đã cắt bớt, chưa làm tròn", f"{formula}; the shares are cut, not rounded"
    elif verdict is Verdict.INCONSISTENT:
        more = total > _HUNDRED
        vi = f"{formula}, không bằng 100 ({'thừa' if more else 'thiếu'} {off})"
        en = f"{formula}, not 100 ({off} too {'much' if more else 'little'})"
    start, end = min(numbers[0].start, numbers[-1].start), numbers[-1].stop
    return Claim(
        place_of(sentence, start, end), excerpt(sentence, start, end), "hundred", verdict,
        tuple(number.value for number in numbers), formula, _HUNDRED, total, vi=vi, en=en,
    )  # fmt: skip
