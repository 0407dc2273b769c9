"""Slips of the hand: one digit mistaken, lost or doubled, two digits that changed places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from toolkit.claims.binding.verify import Check, Outcome, judge
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.intervals import operand, point
from toolkit.claims.numbers.number import Number

_DIGITS = "0123456789"
_LEAST = 3  # digits a figure must have for a slip in it to be no chance
_MOST_OPERANDS = 12
_LESS, _MORE, POINTS = Decimal("0.66"), Decimal("1.5"), 5
_ALMOST = Decimal("0.98")
_WIDE = 2  # how much further than its rounding a figure is looked at closely


def variants(digits: str) -> Iterator[str]:
    """What the digits may have been before one slip of the hand."""
    for at, digit in enumerate(digits):
        yield from (digits[:at] + other + digits[at + 1 :] for other in _DIGITS if other != digit)
        if len(digits) > 1:
            yield digits[:at] + digits[at + 1 :]
        yield digits[:at] + digit + digits[at:]
    for one, other in combinations(range(len(digits)), 2):
        if digits[one] != digits[other]:
            swapped = list(digits)
            swapped[one], swapped[other] = digits[other], digits[one]
            yield "".join(swapped)


def slipped(number: Number, other: Number) -> bool:
    """True where two printed figures of one kind are one slip apart."""
    same = number.decimals == other.decimals and number.scale == other.scale
    return same and len(digits_of(number)) >= _LEAST and digits_of(other) in set(variants(digits_of(number)))


def makes(numbers: Sequence[Number], whole: Decimal) -> bool:
    """True where figures make the whole once a slip in one of them is mended."""
    over = sum((number.value for number in numbers), Decimal(0)) - whole
    meant = [(number, (number.value - over) / number.step) for number in numbers]
    return any(
        0 < value == value.to_integral_value() and str(int(value)) in set(variants(digits_of(number)))
        for number, value in meant
    )


def is_slip(printed: Number, check: Check, *, least: int = _LEAST, own: int = _LEAST) -> bool:
    """True where the statement holds once a slip in one of its figures is mended.

    Figures of fewer than `least` digits are left as they are, and so is all where the printed one has fewer than `own`:
    with them it would hold by chance.
    """
    numbers = (printed, *check.operands)
    if len(numbers) > _MOST_OPERANDS or len(digits_of(printed)) < own:
        return False
    spread = check.compute([operand(number) for number in check.operands])
    reach = (spread.high - spread.low + printed.step) * _WIDE
    exact = [point(number.value) for number in check.operands]
    for index, number in enumerate(numbers):
        if len(digits_of(number)) < least or number.upper is not None:
            continue
        for value in _mended(number):
            if index:
                off = check.compute([*exact[: index - 1], point(value), *exact[index:]]).low - printed.value
            else:
                off = spread.low - value
            if abs(off) <= reach and _holds(numbers, index, value, check):
                return True
    return False


def credible(printed: Number, outcome: Outcome) -> bool:
    """True where a printed figure is near what a reading gives, or a slip from it: further off the reading is wrong and not the figure."""
    rate = printed.percent or printed.points
    if near(printed.value, outcome.expected, rate=rate) or is_slip(printed, outcome.check):
        return True
    return mistyped(printed.value / printed.scale, outcome.expected / printed.scale)


def mistyped(printed: Decimal, expected: Decimal) -> bool:
    """True where one slip of the hand makes the one figure of the other, rounded to the digits printed."""
    if _moved(printed, expected):
        return True
    digits = -int(printed.as_tuple().exponent)
    one, other = (str(int(abs(each).scaleb(digits).to_integral_value(ROUND_HALF_UP))) for each in (printed, expected))
    if len(one) < len(other) and len(one) > 1 and one in set(variants(other)):
        return True
    return len(one) > 1 and one == other[::-1] if len(one) < _LEAST else other in set(variants(one))


def _moved(printed: Decimal, expected: Decimal) -> bool:
    """True where the comma stands a place or two too far: "745,0" for 74,5 and "7,3" for 73,2."""
    told = printed.normalize()
    if len(told.as_tuple().digits) < 2:
        return False
    step = Decimal(1).scaleb(int(told.as_tuple().exponent)) / 2
    return any(abs(abs(expected).scaleb(places) - told) <= step for places in (-2, -1, 1, 2))


def near(printed: Decimal, expected: Decimal, *, rate: bool) -> bool:
    """True where a figure is at most half as much again as another, or a rate a few points from it."""
    if expected < 0:
        return printed * _ALMOST <= -expected <= printed / _ALMOST  # the other way, by as much
    return printed * _LESS <= expected <= printed * _MORE or (rate and abs(expected - printed) <= POINTS)


def _holds(numbers: Sequence[Number], index: int, value: Decimal, check: Check) -> bool:
    mended = replace(numbers[index], value=value, alternatives=())
    printed, *operands = [mended if at == index else each for at, each in enumerate(numbers)]
    return judge(printed, replace(check, operands=tuple(operands))).verdict is not Verdict.INCONSISTENT


def _mended(number: Number) -> Iterator[Decimal]:
    digits = digits_of(number)
    found = dict.fromkeys((*variants(digits), *_longer(digits)))
    return (Decimal(each) * number.step for each in found if int(each))


def _longer(digits: str) -> Iterator[str]:
    """What the digits may have been before one was lost, or before the comma moved."""
    for at in range(1, len(digits) + 1):
        yield from (digits[:at] + lost + digits[at:] for lost in _DIGITS)


def digits_of(number: Number) -> str:
    """The digits of a figure without those for its unit, sign and groups: "9842" of 98,42%."""
    return str(int((number.value / number.step).to_integral_value()))
