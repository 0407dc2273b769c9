"""What a printed number may stand for: closed intervals of `Decimal`, and arithmetic on them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from toolkit.claims.numbers.number import Number

_FAR = Decimal(10) ** 30
_IN_SIGHT = Decimal("1.25")  # nobody writes "trên 60%" of 84%
_TELLING, _NEXT = (
    100,
    2,
)  # grains from which a hedge only says that it was rounded, "hơn 87.560 tấn", and to how many of them
_HALF = Decimal("0.5")
_OPEN = Decimal("0.9999999")  # the upper end itself is rounded up


@dataclass(frozen=True, slots=True)
class Span:
    """All values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: Span) -> Span:
        """The quotient of two spans of values that are not negative; a divisor near zero gives anything."""
        if other.low <= 0:
            return Span(-_FAR, _FAR)
        return Span(
            self.low / (other.low if self.low < 0 else other.high),
            self.high / (other.low if self.high > 0 else other.high),
        )

    def times(self, factor: int) -> Span:
        """The span with both ends multiplied by a positive whole number."""
        return Span(self.low * factor, self.high * factor)

    def minus(self, amount: int) -> Span:
        """The span moved down."""
        return Span(self.low - amount, self.high - amount)

    def meets(self, other: Span) -> bool:
        """True where the two have a value in common."""
        return self.low <= other.high and other.low <= self.high


def point(value: Decimal) -> Span:
    """The span of one value."""
    return Span(value, value)


def grain(number: Number) -> Decimal:
    """What one unit of the last digit that is not zero stands for: 100 for 8.500, 1 for 81.326."""
    exponent = number.value.normalize().as_tuple().exponent
    return max(Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0), number.step)


def operand(number: Number, *, cut: bool = False) -> Span:
    """What a number stands for in a computation: rounded half-up, or `cut`; hedges widen it."""
    value = number.value
    if number.upper is not None:
        return Span(value - number.step * _HALF, number.upper + number.step * _HALF)
    if number.bound:
        return _hedged(number, value)
    if number.exact or number.fixed:
        return point(value)
    if cut:
        return Span(value, value + number.step * _OPEN)
    return Span(value - number.step * _HALF, value + number.step * _HALF * _OPEN)


def _hedged(number: Number, value: Decimal) -> Span:
    size = grain(number)
    if number.bound in (">", ">="):
        return Span(value, value + size)
    if number.bound in ("<", "<=", "≲"):
        return Span(value - size, value)
    if number.bound == "~":
        return Span(value - size, value + size)
    return Span(value - number.step, value + number.step)


def said(number: Number, *, cut: bool = False) -> Span:
    """Which true values allow to print the number: [v - u/2, v + u/2] half-up, [v, v + u) cut; a hedge opens a side."""
    step, value = number.step, number.value
    if number.upper is not None:
        return Span(value - step, number.upper + step)
    size = grain(number)
    finely = value >= size * _TELLING
    if number.bound == ">":
        return Span(value, value + size * _NEXT if finely else value * _IN_SIGHT)
    if number.bound == ">=":
        return Span(value, _FAR)
    if number.bound in ("<", "<="):
        return Span(-_FAR, value + step * _HALF)
    if number.bound == "≲":
        return Span(value - size * _NEXT if finely else value * Decimal("0.9"), value)
    if number.bound == "~":
        reach = max(size, value * Decimal("0.05"))
        return Span(value - reach, value + reach)
    if number.bound:
        return Span(value - step, value + step)
    if number.exact:
        return point(value)
    if cut:
        return Span(value, value + step * _OPEN)
    return Span(value - step * _HALF, value + step * _HALF * _OPEN)
