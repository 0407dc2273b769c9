"""Loosely told parts that are more than their whole, each at the least it can be: `gần 640 tỷ đồng, trong đó hơn 410 tỷ đồng … và gần 320 tỷ đồng`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.lists import goes_on, read
from toolkit.claims.binding.parts import NET, OVERLAP, PARTS_OF, is_part, label_of, mixed
from toolkit.claims.binding.roles import is_step
from toolkit.claims.binding.stages import at_once
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.model import Claim
from toolkit.claims.numbers.intervals import operand, said
from toolkit.claims.numbers.sketch import Mark, Sentence

_FIRM = ("", "ước")
_MOST = Decimal("1.5")  # times its whole: further off they are parts of something else


def find(sentence: Sentence, totals: Sequence[Mark], begin: tuple[int, int]) -> Iterator[Claim]:
    """The claim on the nearest whole that is less than the parts announced at a place, where it or they are told loosely."""
    for total in totals:
        if total.symbol != "Q" or not total.number.unit or not total.number.value or is_step(sentence, total):
            continue
        for listing in read(sentence, total, *begin)[:1]:
            parts = [item.mark for item in listing.items if is_part(sentence, total, item.mark, strict=True)]
            if len(parts) > 1 and _exceed(total, parts) and _apart(sentence, total, parts):
                outcome = judge(total.number, total_of([mark.number for mark in parts]))
                yield claim(sentence, total.number, "total", outcome)
                return


def _exceed(total: Mark, parts: Sequence[Mark]) -> bool:
    if all(mark.number.bound in _FIRM for mark in (total, *parts)) or total.number.bound in (">", ">="):
        return False
    least = sum(said(mark.number).low for mark in parts)
    most = max(said(total.number).high, operand(total.number).high)
    return most < least <= most * _MOST


def _apart(sentence: Sentence, total: Mark, parts: Sequence[Mark]) -> bool:
    """True for parts of one breath, none of which may be in another."""
    labels = [label_of(sentence, mark, total) for mark in parts]
    told = PARTS_OF.search(sentence.between(total, parts[0])) and ";" not in sentence.between(parts[0], parts[-1])
    if not told or goes_on(sentence, parts[-1].at) or at_once(labels):
        return False
    if any(mixed(sentence, *pair) for pair in pairwise(parts)):
        return False
    return not (OVERLAP.search(" ".join(labels)) or NET.search(sentence.text))
