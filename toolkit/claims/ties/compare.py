"""A printed number against a figure: the digits printed decide how near is near enough."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.number import Number
from toolkit.numbers import decimals_of, round_half_up

# How far below a figure "trên" and above it "gần" may stay, as parts of it.
_NEAR: Final = Decimal("0.1")
_LEAST_DIGITS: Final = 3
_SWAPPED: Final = 2  # the digits of so short a number are swapped, but hardly changed
_ABOUT: Final = Decimal("0.05")


def compare(printed: Number, figure: Decimal, *, scale: Decimal = Decimal(1)) -> Verdict:
    """Whether a printed number tells a figure that counts in units of `scale`.

    A figure may be printed with fewer digits, rounded half-up (CONSISTENT) or cut (ROUNDING), or with more digits than
    the sheet has, when rounding them gives the sheet's. "Trên", "gần", "khoảng" are held to their side and to a tenth.
    """
    value = figure * scale
    if printed.upper is not None:
        return Verdict.CONSISTENT if printed.value <= value <= printed.upper else Verdict.INCONSISTENT
    if printed.bound:
        return Verdict.CONSISTENT if _within(printed, value) else Verdict.INCONSISTENT
    return min((_exact(reading, printed.step, value, figure, scale) for reading in (printed.value, *printed.alternatives)),
               key=list(Verdict).index)  # fmt: skip


def _exact(reading: Decimal, step: Decimal, value: Decimal, figure: Decimal, scale: Decimal) -> Verdict:
    away = abs(reading - abs(value)) if reading >= 0 else abs(reading - value)
    if away * 2 <= step and (away == 0 or step != 1 or figure != figure.to_integral_value()):
        return Verdict.CONSISTENT
    own = decimals_of(figure)
    if step < scale.scaleb(-own) and own and round_half_up(reading / scale, own) == abs(figure):
        return Verdict.CONSISTENT
    return Verdict.ROUNDING if 0 < abs(value) - reading < step else Verdict.INCONSISTENT


def _within(printed: Number, value: Decimal) -> bool:
    low, high = value * (1 - _NEAR), value * (1 + _NEAR)
    said, half = printed.value, printed.step / 2
    match printed.bound:
        case ">" | ">=":
            return low <= said <= value + (half if printed.bound == ">=" else 0)
        case "<" | "<=" | "≲":
            return value - half <= said <= high
        case "ước":
            return abs(said - value) <= half
    return abs(said - value) <= max(half, abs(value) * _ABOUT)


def resembles(printed: Decimal, figure: Decimal) -> bool:
    """True where a number looks like a figure with a slip of the pen: of three digits or more, one wrong, missing, added or two swapped; of two, swapped."""
    zeros = _zeros(printed)
    return _are_like(digits_of(printed) + zeros, digits_of(figure)) or (
        bool(zeros) and _are_like(digits_of(printed), digits_of(figure))
    )


def _zeros(printed: Decimal) -> str:
    """The zeros printed at the end behind the decimal sign: "3,50"."""
    exponent = printed.as_tuple().exponent
    return "0" * (-exponent - decimals_of(printed)) if isinstance(exponent, int) and exponent < 0 else ""


def _are_like(one: str, other: str) -> bool:
    """True for two rows of digits with one wrong, missing or added, or two swapped."""
    if min(len(one), len(other)) < _LEAST_DIGITS or one == other:
        return len(one) == len(other) == _SWAPPED and one == other[::-1] != other
    if len(one) == len(other):
        away = [at for at in range(len(one)) if one[at] != other[at]]
        swapped = len(away) == 2 and one[away[0]] == other[away[1]] and one[away[1]] == other[away[0]]
        return len(away) == 1 or swapped
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def likenesses(value: Decimal) -> frozenset[str]:
    """Marks of which two numbers that are equal, or resemble each other, have one in common."""
    digits = digits_of(value)
    return frozenset(
        ["".join(sorted(digits)) + "~", digits, *(digits[:at] + digits[at + 1 :] for at in range(len(digits)))]
    )


def is_swapped(printed: Decimal, figure: Decimal) -> bool:
    """True where a number is a figure with two digits side by side swapped, which chance hardly does."""
    one, other = digits_of(printed), digits_of(figure)
    away = [at for at in range(len(one)) if one[at : at + 1] != other[at : at + 1]]
    return (
        len(one) == len(other)
        and len(away) == 2
        and away[1] == away[0] + 1
        and one[away[0]] == other[away[1]]
        and one[away[1]] == other[away[0]]
    )


@lru_cache(maxsize=16384)
def digits_of(value: Decimal) -> str:
    """The digits of a number with two decimals at most."""
    return format(round_half_up(abs(value), min(2, decimals_of(value))).normalize(), "f").replace(".", "")
