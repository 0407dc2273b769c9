"""Percent of target, percentage points, and the change on the same period of the year before."""

from __future__ import annotations

from decimal import Decimal

from toolkit.model import Figure, Judgement, Row, Target
from toolkit.numbers import decimals_of, round_half_up, show
from toolkit.records import NamedTuple

_HUNDRED = Decimal(100)


def percent_of(actual: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Actual / whole in percent: half of it is Decimal("50"). None when either is missing or the whole is zero. Not rounded."""
    if actual is None or whole is None or whole == 0:
        return None
    return actual / whole * _HUNDRED


def points_of(row: Row, actual: Decimal | None) -> Decimal | None:
    """Actual - target in percentage points for an indicator in percent; None for any other and where either is blank."""
    target = row.target.figure.value
    if not row.is_rate or actual is None or target is None:
        return None
    return actual - target


def stated_share(row: Row, *, growth: bool) -> Decimal | None:
    """What a typed comparison says the actual is of last year's figure, in percent; a change of 8,2 is Decimal("108.2").

    None without one, and for the change of a rate, which is in points.
    """
    typed = row.prior_percent
    changed = growth or typed.lead in ("tang", "giam") or typed.text.lstrip()[:1] in ("+", "-", "−")
    if typed.value is None or (changed and row.is_rate):
        return None
    return typed.value if not changed else _HUNDRED + (-typed.value if typed.lead == "giam" else typed.value)


def judge(actual: Decimal | None, target: Target) -> Judgement | None:
    """Whether the target was exceeded, met or missed, by the figures as printed: two decimals, more where the target has more.

    Under "<=" less is better. A strict bound (trên, dưới) is missed when it is only reached. A range is met between its
    ends. None without an actual or a target, and for a target of zero that does not say its direction.
    """
    wanted = target.figure.value
    if actual is None or wanted is None or (wanted == 0 and target.direction is None):
        return None
    upper = wanted if target.figure.upper is None else target.figure.upper
    got, low, high = (round_half_up(value, judged_digits(target)) for value in (actual, wanted, upper))
    if low <= got <= high:
        return Judgement.MISSED if target.strict and got == low else Judgement.MET
    better = got < low if target.direction == "<=" else got > high
    return Judgement.EXCEEDED if better else Judgement.MISSED


def judged_digits(target: Target) -> int:
    """How many decimals count when a figure is held against a target: two, more where the target itself has more."""
    ends = (target.figure.value, target.figure.upper)
    return max([2, *(decimals_of(end) for end in ends if end is not None)])


class Form(NamedTuple):
    """One thing that a typed percentage may mean: its value, not rounded, and how it is computed."""

    value: Decimal
    formula: str


def forms_of(actual: Decimal, whole: Decimal, typed: Figure, *, rate: bool) -> tuple[Form, ...]:
    """What a typed percentage may mean, the likeliest first: a share, points, or growth; by its lead word where it has one.

    `rate` is True for figures in percent, whose distance is in points. The whole is not zero.
    """
    now, base = show(actual), show(whole)
    share = Form(actual / whole * _HUNDRED, f"{now} / {base}")
    growth = Form(share.value - _HUNDRED, f"{now} / {base} - 100%")
    decline = Form(-growth.value, f"100% - {now} / {base}")
    above, below = Form(actual - whole, f"{now} - {base}"), Form(whole - actual, f"{base} - {now}")
    if typed.lead in ("tang", "vuot"):
        return (above, growth) if rate else (growth,)
    if typed.lead in ("giam", "hut", "thieu"):
        return (below, decline) if rate else (decline,)
    return (share, above) if rate else (share,)


def growth_of(actual: Decimal, whole: Decimal) -> Form:
    """The change in percent."""
    return forms_of(actual, whole, Figure(lead="tang"), rate=False)[0]
