"""Two counts told together again and again, "22 vụ, 26 đối tượng … khởi tố 16 vụ, 18 bị can; xử phạt 2 vụ, 2 đối tượng; điều tra 4 vụ, 6 đối tượng".

So are fractions ("41/58 trường; mầm non 13/18 …") and counts with how they moved ("46 tổ chức (tăng 3), gồm 28 đảng bộ (tăng 2) …").
Where the one column adds up to its whole, the couples are its parts, and the other column must add up as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.one_digit import made
from toolkit.claims.binding.roles import is_prior, is_step, verb_of
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import alike
from toolkit.claims.verdicts import Verdicts

_REACH = 3  # sentences
_MOST = 12  # couples of one stretch
_LEAST, _TWO, _FAR = (
    10,
    20,
    100,
)  # what the whole of the column that holds must be, of two parts, of every second couple
_SKIPPED = 2
_BESIDE = pattern(rf"(?: {W}){{0,2}}(?:,| ?/ ?| với| gồm| và)?(?: {W}){{0,2}} ?")
_MOVED = pattern(r"[^()]*\((?:tăng|giảm)(?: thêm)? ")
_FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class _Couple:
    """Two figures told together, and what joins them: a fraction, the verb of the second, or nothing but their places."""

    sentence: Sentence
    one: Mark
    other: Mark
    joined: str = ""

    @property
    def unit(self) -> str:
        """What the couple counts."""
        return self.one.number.unit or (self.other.number.unit if self.joined == _FRACTION else "")


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The wholes of a column that one slip keeps from their parts, where the column beside it holds.

    Of fractions those that count nothing may be left out, so that the wholes told are not all.
    """
    known = Verdicts(told)
    said: set[int] = set()
    couples = [couple for each in sentences for couple in _couples(each)]
    for at, whole in enumerate(couples):
        for parts, least in _runs(couples, at) if whole.one.number.start not in said else ():
            held = _held(whole, parts, least)
            if all(held):
                said |= {each.one.number.start for each in parts}
                break
            if not any(held):
                continue
            missed = _column(whole, parts, held.index(False))
            numbers = [mark.number for mark in missed]
            check = total_of(numbers[1:])
            idle = any(number.told in known.accused or number.start in said for number in numbers)
            idle = idle or (whole.joined == _FRACTION and held[0] and made(check) < numbers[0].value)
            if not idle and is_slip(numbers[0], check, least=1, own=1):
                said |= {number.start for number in numbers}
                yield claim(whole.sentence, numbers[0], "total", judge(numbers[0], check))
            break


def _held(whole: _Couple, parts: Sequence[_Couple], least: int) -> tuple[bool, bool]:
    """Whether the parts make the whole in each column; in none where they are not joined as it is, or what holds is small."""
    if len({each.joined for each in (whole, *parts)}) > 1:
        return False, False
    one, other = (_adds_up(_column(whole, parts, index)) for index in (0, 1))
    return one and (other or whole.one.number.value >= least), other and (one or whole.other.number.value >= least)


def _column(whole: _Couple, parts: Sequence[_Couple], index: int) -> list[Mark]:
    return [(each.one, each.other)[index] for each in (whole, *parts)]


def _couples(sentence: Sentence) -> Iterator[_Couple]:
    """Two counts side by side of units that are no parts of each other, fractions, and counts with their step in brackets."""
    divided = {one.rank: other for one, other in fractions(sentence)}
    for one, other in pairwise(sentence.marks):
        if not (_plain(one) and _plain(other)):
            continue
        if divided.get(one.rank) is other and "/" in sentence.between(one, other):
            yield _Couple(sentence, one, other, _FRACTION)
        elif not one.number.unit or _is_apart(sentence, one):
            continue
        elif other.depth == one.depth + 1 and _MOVED.fullmatch(sentence.between(one, other)):
            yield _Couple(sentence, one, other, str(verb_of(sentence, other)))
        elif (
            other.number.unit and one.depth == other.depth and not alike(one.number.unit, other.number.unit)
            and not _is_apart(sentence, other) and _BESIDE.fullmatch(sentence.between(one, other))
        ):  # fmt: skip
            yield _Couple(sentence, one, other)


def _plain(mark: Mark) -> bool:
    return mark.symbol == "Q" and mark.number.exact


def _is_apart(sentence: Sentence, mark: Mark) -> bool:
    return is_step(sentence, mark) or is_prior(sentence, mark)


def _runs(couples: Sequence[_Couple], at: int) -> Iterator[tuple[Sequence[_Couple], int]]:
    """The couples behind one, of its first unit, that may be its parts, the most first, and how large their whole must be; then every second of them."""
    whole = couples[at]
    after = [
        each
        for each in couples[at + 1 : at + _MOST]
        if bool(each.joined) is bool(whole.joined)
        and (alike(each.unit, whole.unit) or each.unit in whole.unit.split(", "))
    ]
    for like, least in ((after, _LEAST), (after[1::2], _FAR)):
        for size in range(len(like), 1, -1):
            for first in range(min(_SKIPPED, len(like) - size + 1)):
                yield like[first : first + size], least if size > 2 else max(least, _TWO)


def _adds_up(column: Sequence[Mark]) -> bool:
    whole, *parts = (mark.number.value for mark in column)
    return sum(parts, Decimal(0)) == whole
