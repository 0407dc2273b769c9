"""Statements that one mistaken digit, or two that changed places, has made wrong, and how likely a figure is such by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.verify import Check, judge
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.intervals import point
from toolkit.claims.numbers.number import Number

_DIGITS = "0123456789"


def changed(number: Number) -> Iterator[Number]:
    """The number with one digit replaced, or two of them exchanged, in all ways."""
    for each in one_off(digits_of(number)):
        yield replace(number, value=Decimal(each) * number.step, alternatives=())


def one_off(digits: str) -> list[str]:
    """The figures of as many digits with one of them replaced, or two exchanged."""
    found = {digits[:at] + other + digits[at + 1 :] for at in range(len(digits)) for other in _DIGITS}
    return [each for each in sorted({*found, *exchanged(digits)} - {digits}) if each[0] != "0"]


def exchanged(digits: str) -> list[str]:
    """The figures that two digits make that changed places."""
    found = {
        digits[:one] + digits[other] + digits[one + 1 : other] + digits[one] + digits[other + 1 :]
        for one, other in combinations(range(len(digits)), 2)
    }
    return [each for each in sorted(found - {digits}) if each[0] != "0"]


def holds(printed: Number, check: Check) -> bool:
    """True where the printed figure is what the check gives, rounded or cut."""
    return judge(printed, check).verdict is not Verdict.INCONSISTENT


def one_digit(printed: Number, check: Check) -> bool:
    """True where one digit of the printed figure, or of an operand, makes it hold."""
    given = made(check)
    if any(abs(each.value - given) <= 2 * printed.step and holds(each, check) for each in changed(printed)):
        return True
    return any(
        abs(made(other) - printed.value) <= 2 * printed.step and holds(printed, other) for other in _mended(check)
    )


def chance(printed: Number, checks: Sequence[Check]) -> Decimal:
    """Of all figures with as many digits as the printed one, how many are one digit away from holding by one of the checks."""
    size = len(digits_of(printed))
    found: set[str] = set()
    for check in checks:
        given = round(made(check) / printed.step)
        if given > 0:
            found |= {digits_of(each) for each in changed(replace(printed, value=given * printed.step))}
        found |= {str(round(made(other) / printed.step)) for other in _mended(check)}
    return Decimal(sum(len(each) == size and each[0] != "-" for each in found)) / (9 * Decimal(10) ** (size - 1))


def _mended(check: Check) -> Iterator[Check]:
    """The check with one digit of one operand replaced, in all ways."""
    for at, number in enumerate(check.operands):
        for each in changed(number):
            yield replace(check, operands=(*check.operands[:at], each, *check.operands[at + 1 :]))


def made(check: Check) -> Decimal:
    """What the operands of a check give as they are printed."""
    return check.compute([point(each.value) for each in check.operands]).low
