"""Lists that are over: what is said after one is said of its total, "90 huy chương: vàng 12, bạc 31, đồng 47; tăng 20%"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from toolkit.claims.binding.lists import Listing, read
from toolkit.claims.binding.stretches import openings
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import judge
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS

_KEY = "closed lists", 0
_NEAREST = 2  # figures before a list that may be its total


@dataclass(frozen=True, slots=True)
class Closed:
    """A list that tells all parts of a total: the total (in the unit of its parts), the ranks of the parts, the last part."""

    total: Mark
    ranks: frozenset[int]
    last: Mark


def closed_lists(sentence: Sentence) -> Sequence[Closed]:
    """The lists of the sentence that add up, or that are nothing but a list of parts right behind their total."""
    if _KEY not in sentence.known:
        found = [
            closed for low, depth, trigger in openings(sentence) if trigger != "some"
            if (closed := _at(sentence, low, depth, trigger)) is not None
        ]  # fmt: skip
        sentence.known[_KEY] = found
    return cast("Sequence[Closed]", sentence.known[_KEY])


def _at(sentence: Sentence, low: int, depth: int, trigger: str) -> Closed | None:
    outer = depth - 1 if trigger == "(" else depth
    before = [mark for mark in reversed(sentence.marks) if mark.at < low and mark.depth <= outer and mark.symbol == "Q"]
    for total in before[:_NEAREST]:
        if ";" in sentence.text[total.at : low] or total.number.unit in DURATIONS:
            break
        for listing in read(sentence, total, low, depth):
            if parts := _parts(total, listing):
                unit = parts[-1].number.unit or total.number.unit
                told = replace(total, number=replace(total.number, unit=unit))
                return Closed(told, frozenset(part.rank for part in parts), parts[-1])
    return None


def _parts(total: Mark, listing: Listing) -> Sequence[Mark]:
    """The parts where they make the total, or are plainly meant to; none elsewhere."""
    for marks in listing.choices():
        if judge(total.number, total_of([mark.number for mark in marks])).verdict is not Verdict.INCONSISTENT:
            return marks
    marks = tuple(item.mark for item in listing.items)
    summed = sum((mark.number.value for mark in marks), Decimal(0))
    plain = listing.pure and listing.opens and not listing.overlaps
    return marks if plain and total.number.value <= summed * 2 and summed <= total.number.value * 2 else ()


def is_over(sentence: Sentence, part: Mark, mark: Mark) -> bool:
    """True for a part of a list that ended at a semicolon before a number: it is no longer spoken of."""
    return any(
        part.rank in closed.ranks and closed.last.at < mark.at and ";" in sentence.text[closed.last.at : mark.at]
        for closed in closed_lists(sentence)
    )
