"""A number of a passage, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from toolkit.claims.numbers.normal import Normal
from toolkit.claims.numbers.units import is_counted


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a passage as it is printed. Offsets are code points into the passage's text, end exclusive.

    `start:end` covers the digits (or the words), `begin:stop` also the hedge before and the percent sign, scale and
    unit after. `value` is the figure with its scale ("1,2 nghìn" is 1200), `decimals` the digits printed after the
    decimal sign, `scale` what a printed one stands for. `bound` is how loosely it is said: "" exact, ">" and ">="
    (trên, hơn, từ … trở lên), "<" and "<=", "≲" (gần), "~" (khoảng), "ước". `upper` is the other end of a range.
    `alternatives` are other readings of the digits ("1,234"). `fixed` is set on a
    figure that was decided and never rounded, as a target. `why` says why it is no figure: "date", "year",
    "period", "document", "ordinal", "time", "phone", "code", "mark"; "" for a figure.
    """

    start: int
    end: int
    begin: int
    stop: int
    printed: str
    value: Decimal
    decimals: int = 0
    scale: Decimal = Decimal(1)
    unit: str = ""
    percent: bool = False
    points: bool = False
    bound: str = ""
    upper: Decimal | None = None
    alternatives: tuple[Decimal, ...] = ()
    in_words: bool = False
    fixed: bool = False
    why: str = ""

    @property
    def figure(self) -> bool:
        """True for a figure: not a date, a document's number, an ordinal or the like."""
        return not self.why

    @property
    def told(self) -> Decimal:
        """The figure without its scale word: 4,25 of "4,25 tỷ"."""
        return self.value / self.scale

    @property
    def step(self) -> Decimal:
        """What one unit of the last printed digit stands for."""
        return self.scale.scaleb(-self.decimals)

    @property
    def exact(self) -> bool:
        """True for a whole number of things counted, or one in words, which stands for itself and was never rounded."""
        plain = self.decimals == 0 and self.scale == 1 and not self.bound and self.upper is None
        return plain and not self.percent and not self.points and (self.in_words or is_counted(self.unit))


@dataclass(frozen=True, slots=True)
class Token:
    """A number and where it stands in the normal text: digits at `low:high`, with hedge and unit `begin:stop`."""

    number: Number
    low: int
    high: int
    begin: int
    stop: int


def token_at(view: Normal, at: tuple[int, int, int, int], fields: dict[str, object]) -> Token:
    """The token whose digits, hedge and unit stand at `low, high, begin, stop` of the normal text, its number with these fields."""
    low, high, begin, stop = at
    start, end = view.span(low, high)
    number = Number(
        start=start, end=end, begin=view.span(begin, high)[0], stop=view.span(low, stop)[1], printed=view.source[start:end], **fields  # type: ignore[arg-type]
    )  # fmt: skip
    return Token(number, low, high, begin, stop)
