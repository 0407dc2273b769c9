"""How likely the digits of two figures are to be those of one: rounded, cut, a slip of the hand apart, near, in odds against chance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from toolkit.claims.binding.slips import variants
from toolkit.claims.binding.telling import Telling
from toolkit.claims.numbers.intervals import operand, said
from toolkit.claims.numbers.units import factor

NEAR, APART = math.log(2.5), -3.0
_FAR = math.log(0.1)
_SWAP, _FAR_SWAP, _COMMA, _MISTAKEN = 0.3, 0.03, 0.1, 0.3  # how often an error is one of these


def size_odds(one: Telling, other: Telling) -> float:
    """What the sizes of two figures say of their being one, in odds."""
    low, high = sorted((one.value, other.value))
    return NEAR if low * 4 >= high * 3 else _FAR if low * 2 >= high else APART


def is_near(one: Telling, other: Telling) -> bool:
    """True for two figures of one unit, the lesser at least three quarters of the greater, that do not tell the same."""
    alone = not one.unit or not other.unit or one.unit == other.unit or one.kind != "count"
    return alone and size_odds(one, other) == NEAR and not agree(one, other)


def significant(value: Decimal) -> str:
    """The digits of a value without zeros at its ends."""
    return "".join(map(str, value.normalize().as_tuple().digits))


def _is_loose(one: Telling) -> bool:
    return one.mark.number.bound not in ("", "ước")


def _digits(one: Telling, step: Decimal) -> str:
    return str(int((one.value / step).to_integral_value()))


def roundings(one: Telling) -> Iterator[tuple[str, str, int]]:
    """The figure as it may be printed with fewer digits, itself last."""
    digits, size = significant(one.value), one.value.adjusted()
    for count in range(1, len(digits)):
        for way in (ROUND_DOWN, ROUND_UP):
            less = one.value.quantize(Decimal(1).scaleb(size - count + 1), way)
            yield one.kind, significant(less), less.adjusted()
    yield one.kind, digits, size


def slip_keys(one: Telling) -> Iterator[tuple[str, ...]]:
    """What figures a slip of the hand apart have in common."""
    digits, step = _digits(one, one.step), str(one.step.normalize())
    if len(significant(one.value)) < 2 or _is_loose(one):
        return
    yield one.kind, step, "turned", "".join(sorted(digits))
    yield one.kind, "comma", significant(one.value)
    yield one.kind, step, "one", digits
    for at in range(len(digits)):
        less = digits[:at] + digits[at + 1 :]
        yield one.kind, step, "other", f"{digits[:at]}?{digits[at + 1 :]}"
        yield one.kind, step, "one", less


def slip_odds(one: Telling, other: Telling) -> float | None:
    """The odds of one slip of the hand between two figures against chance; None where none is, or chance does as well."""
    if _is_loose(one) or _is_loose(other):
        return None
    step = max(one.step, other.step)
    first, second = _digits(one, step), _digits(other, step)
    told = first.rstrip("0"), second.rstrip("0")
    if min(map(len, told)) < 2 or first == second:
        return None
    space = 9 * 10.0 ** (max(map(len, told)) - 1)
    size = len(first)
    if told[0] == told[1]:
        return math.log(_COMMA * space / 4) if min(map(len, told)) > 2 else None
    differ = [at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b] if size == len(second) else []
    if len(differ) == 2 and sorted(first) == sorted(second):
        if differ[1] - differ[0] == 1:
            return math.log(_SWAP * space / (size - 1))
        return math.log(_FAR_SWAP * space * 2 / ((size - 1) * (size - 2)))
    if len(differ) == 1 or (max(size, len(second)) > 3 and one.unit == other.unit and first in set(variants(second))):
        odds = math.log(_MISTAKEN * space / (11 * size))
        return odds if odds > 1 else None
    return None


def agree(one: Telling, other: Telling) -> bool:
    """True where two figures may tell the same, each as printed: rounded, cut, hedged."""
    first, second = one.mark.number, other.mark.number
    if one.value == other.value:
        return True
    if one.step == other.step and not (first.bound or second.bound or first.alternatives or second.alternatives):
        return False
    mine, theirs = factor(one.unit), factor(other.unit)
    if {each * mine for each in (first.value, *first.alternatives)} & {
        each * theirs for each in (second.value, *second.alternatives)
    }:
        return True
    return any(
        told.low * size <= held.high * its and held.low * its <= told.high * size
        for told, size, held, its in (
            (said(first), mine, operand(second), theirs),
            (said(second), theirs, operand(first), mine),
            (said(first, cut=True), mine, operand(second), theirs),
        )
    )
