"""A figure measured by a target: what share of it is reached, and by how much it is exceeded."""

from __future__ import annotations

from dataclasses import replace

from toolkit.claims.binding.arithmetic import distance, excess, ratio
from toolkit.claims.binding.verify import Check
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark


def of(num: Mark, den: Mark) -> Check:
    """Num in percent of den."""
    return Check((num.number, fixed(den)), ratio, "{} / {} x 100")


def fixed(den: Mark) -> Number:
    """A target's number: a rate or a whole number set as target was never rounded."""
    settled = den.symbol == "P" or den.number.decimals == 0
    return replace(den.number, fixed=True, bound="") if settled else den.number


def over(num: Mark, den: Mark) -> list[Check]:
    """How far num exceeds den: in percent, and in points where both are rates."""
    both = (num.number, fixed(den))
    checks = [Check(both, excess, "{} / {} x 100 - 100")]
    if num.symbol == "P":
        checks.insert(0, Check(both, distance, "{} - {}"))
    return checks
