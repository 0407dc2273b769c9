"""Two counts told together again and again, "22 vụ, 26 đối tượng … khởi tố 16 vụ, 18 bị can; xử phạt 2 vụ, 2 đối tượng; điều tra 4 vụ, 6 đối tượng".

Where the one column adds up to its whole, the couples are its parts, and the other column must add up as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.one_digit import one_digit
from toolkit.claims.binding.roles import is_prior, is_step
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import alike
from toolkit.claims.verdicts import Verdicts

_REACH = 3  # sentences
_MOST = 12  # couples of one stretch
_LEAST = 10  # what the whole of the column that holds must be
_SKIPPED = 2
_BESIDE = pattern(rf"(?: {W}){{0,2}}(?:,| ?/ ?| với| gồm| và)(?: {W}){{0,2}} ?")
_Couple = tuple[Sentence, Mark, Mark]


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The wholes of a column that one mistaken digit keeps from its parts, where the column beside it holds."""
    known = Verdicts(told)
    said: set[int] = set()
    couples = [couple for each in sentences for couple in _couples(each)]
    for at, whole in enumerate(couples):
        for parts in _runs(couples, at):
            missed = _missed(whole, parts)
            if missed is None:
                continue
            numbers = [mark.number for mark in missed]
            check = total_of(numbers[1:])
            idle = any(number.told in known.accused or number.start in said for number in numbers)
            if not idle and one_digit(numbers[0], check):
                said |= {number.start for number in numbers}
                yield claim(whole[0], numbers[0], "total", judge(numbers[0], check))
            break


def _missed(whole: _Couple, parts: Sequence[_Couple]) -> list[Mark] | None:
    """The column that does not add up where the other does; None where none does or both do."""
    columns = [[whole[1], *(part[1] for part in parts)], [whole[2], *(part[2] for part in parts)]]
    held = [_adds_up(column) for column in columns]
    return columns[held.index(False)] if any(held) and not all(held) else None


def _couples(sentence: Sentence) -> Iterator[_Couple]:
    """Two counts side by side of units that are no parts of each other."""
    for one, other in pairwise(sentence.marks):
        if (
            _plain(sentence, one) and _plain(sentence, other) and one.depth == other.depth
            and not alike(one.number.unit, other.number.unit) and _BESIDE.fullmatch(sentence.between(one, other))
        ):  # fmt: skip
            yield sentence, one, other


def _plain(sentence: Sentence, mark: Mark) -> bool:
    number = mark.number
    return (
        mark.symbol == "Q"
        and number.exact
        and bool(number.unit)
        and not is_step(sentence, mark)
        and not is_prior(sentence, mark)
    )


def _runs(couples: Sequence[_Couple], at: int) -> Iterator[Sequence[_Couple]]:
    """The couples behind one, of its first unit, that may be its parts: the most first."""
    whole = couples[at]
    after = [each for each in couples[at + 1 : at + _MOST] if alike(each[1].number.unit, whole[1].number.unit)]
    for size in range(len(after), 1, -1):
        for first in range(min(_SKIPPED, len(after) - size + 1)):
            yield after[first : first + size]


def _adds_up(column: Sequence[Mark]) -> bool:
    whole, *parts = (mark.number.value for mark in column)
    return whole >= _LEAST and sum(parts, Decimal(0)) == whole
