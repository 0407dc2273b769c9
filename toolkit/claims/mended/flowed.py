"""What was there first, came, went and is there now, whatever words tell it: "đầu năm 412 học viên, vào 187, ra 206; hiện có 339 học viên"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.one_digit import exchanged, holds
from toolkit.claims.binding.roles import is_target
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Sentence
from toolkit.claims.numbers.units import alike
from toolkit.claims.verdicts import Verdicts

_FOUR = 4  # figures: first, came, went, now
_LEAST = 3  # digits
_FIRST = pattern(r"(?<![^\W_])(?:đầu|cuối|trước)(?![^\W_])")
_NOW = pattern(r"(?<![^\W_])(?:cuối|hiện|hiện nay|đến nay|còn)(?![^\W_])")


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The figures of a passage that two exchanged digits keep from being what was there first with what came and without what went."""
    known = Verdicts(told)
    for index, sentence in enumerate(sentences):
        for near in ([sentence], sentences[max(0, index - 1) : index + 1]):
            marks = [(each, mark) for each in near for mark in each.marks if mark.symbol == "Q"]
            numbers = [mark.number for _, mark in marks]
            if len(marks) != _FOUR or not all(
                number.unit and alike(numbers[0].unit, number.unit) for number in numbers
            ):
                continue
            if any(not number.exact or number.start in known.places for number in numbers):
                continue
            if any(is_target(each, mark) for each, mark in marks) or len(digits_of(numbers[3])) < _LEAST:
                continue
            if not (_FIRST.search(lead(*marks[0])) and _NOW.search(lead(*marks[3]))):
                continue
            check = Check(tuple(numbers[:3]), _kept, "{} + {} - {}")
            if not holds(numbers[3], check) and _is_exchanged(numbers):
                yield claim(marks[3][0], numbers[3], "total", judge(numbers[3], check))
                break


def _is_exchanged(numbers: Sequence[Number]) -> bool:
    """True where two digits of one of the four that changed places make them hold."""
    first, came, went, now = (number.value for number in numbers)
    off = now - (first + came - went)
    signs = (1, 1, -1, -1)
    return any(
        sign * (Decimal(meant) * number.step - number.value) == off
        for number, sign in zip(numbers, signs, strict=True)
        for meant in exchanged(digits_of(number))
    )


def _kept(spans: Sequence[Span]) -> Span:
    first, came, went = spans
    return Span(first.low + came.low - went.high, first.high + came.high - went.low)
