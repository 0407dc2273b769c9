"""What may add up to what: checks of totals and means, units that go together, numbers that are no parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.claims.binding.arithmetic import add, mean
from toolkit.claims.binding.verify import Check
from toolkit.claims.numbers.normal import canon
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import MEASURES, alike, factor, sums_to

_PERSONS = frozenset(map(canon, ("người", "đồng chí", "đ/c", "trường hợp")))


def total_of(numbers: Sequence[Number]) -> Check:
    """The check of a total by its parts."""
    return Check(tuple(numbers), add, " + ".join("{}" for _ in numbers))


def mean_of(numbers: Sequence[Number]) -> Check:
    """The check of a mean by what it is the mean of."""
    return Check(tuple(numbers), mean, "(" + " + ".join("{}" for _ in numbers) + f") / {len(numbers)}")


def halves(sentence: Sentence) -> set[int]:
    """The numbers that stand in a fraction and are no parts."""
    return {
        sentence.at(at).rank
        for match in re.finditer(r"Q ?/ ?Q", sentence.text)
        for at in (match.start(), match.end() - 1)
    }


def unit_fits(total: str, part: str, *, strict: bool) -> bool:
    """True where a figure of one unit can be a part of a total of the other; `strict` wants the same name."""
    if total in MEASURES and part in MEASURES and factor(total) != factor(part):
        return False  # metres are no parts of kilometres until they are converted
    if strict:
        near = not part or part.startswith(total + " ") or (total in MEASURES and alike(total, part))
        return total == part or near or part in total.split(", ") or (part in _PERSONS and alike(total, part))
    return sums_to(total, part)


def is_rate(sentence: Sentence, mark: Mark) -> bool:
    """True for a price or a yield: "23.047 đồng/USD"."""
    behind = sentence.after(mark) if mark in sentence.marks else ""
    return "/" in mark.number.unit or (behind.startswith("/") and not behind.startswith("/Q") and bool(behind[1:]))
