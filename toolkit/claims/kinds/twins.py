"""Two totals whose parts are told two by two: `12 lớp với 480 học viên, trong đó 5 lớp A (210 học viên), 7 lớp B (270 học viên)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.stretches import end_of
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import alike


def find(sentence: Sentence, totals: Sequence[Mark], low: int, depth: int, *, sure: bool) -> Iterator[Claim]:
    """Both totals where one of them is the sum of its parts, so that the parts are all: then the other must be, too.

    Where the words say that all parts are told, `sure`, the sums need only be near.
    """
    high = end_of(sentence, low, depth)
    told = [mark for mark in sentence.marks if low <= mark.at < high and mark.symbol == "Q" and mark.depth <= depth + 1]
    quantities = [*totals, *_paired(sentence, low, depth)]
    quantities = [total for total in quantities if total.symbol == "Q" and total.number.unit and not total.number.bound]
    for one, other in combinations(quantities, 2):
        parts = [[mark for mark in told if _is_of(total, mark)] for total in (one, other)]
        if one.number.unit == other.number.unit or not _in_turn(*parts) or _apiece((one, other), parts):
            continue
        sums = [total_of([mark.number for mark in marks]) for marks in parts]
        outcomes = [judge(total.number, check) for total, check in zip((one, other), sums, strict=True)]
        slipped = any(is_slip(total.number, each.check) for total, each in zip((one, other), outcomes, strict=True))
        holds = slipped or any(outcome.verdict is not Verdict.INCONSISTENT for outcome in outcomes)
        for total, outcome in zip((one, other), outcomes, strict=True):
            share = outcome.share_of(total.number)
            if holds or (sure and Decimal("0.5") < share < 2):
                yield claim(sentence, total.number, "total", outcome)
        return


def _apiece(totals: Sequence[Mark], parts: Sequence[Sequence[Mark]]) -> bool:
    """True where so many of each kind at what each costs make one of the totals: "55 suất, tổng 28 triệu đồng, trong đó 10 suất 1,25 triệu đồng, …"."""
    summed = sum((one.number.value * other.number.value for one, other in zip(*parts, strict=True)), Decimal(0))
    return summed in [total.number.value for total in totals]


def _paired(sentence: Sentence, low: int, depth: int) -> list[Mark]:
    """The two figures of different things that a slash joins before a list: "264 vụ/512 bị cáo, trong đó …"."""
    before = [mark for mark in sentence.marks if mark.at < low and mark.depth <= depth and mark.symbol == "Q"][-2:]
    if len(before) < 2 or ";" in sentence.text[before[0].at : low] or sentence.between(*before).strip() != "/":
        return []
    return before[::-1] if not alike(before[0].number.unit, before[1].number.unit) else []


def _is_of(total: Mark, part: Mark) -> bool:
    """True where a figure counts what a total counts: "12 lớp" of "84 lớp tập huấn"."""
    return part.number.unit != "" and f"{total.number.unit} ".startswith(f"{part.number.unit} ")


def _in_turn(ones: Sequence[Mark], others: Sequence[Mark]) -> bool:
    """True where figures of the two kinds follow each other by turns, each as often as the other."""
    if len(ones) != len(others) or len(ones) < 2:
        return False
    order = sorted([*((mark.at, 0) for mark in ones), *((mark.at, 1) for mark in others)])
    kinds = [kind for _, kind in order]
    return kinds == [kinds[0], 1 - kinds[0]] * len(ones)
