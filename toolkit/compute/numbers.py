"""Comparing what was typed with what follows from the figures, by the digits that were typed."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from toolkit.model import Figure
from toolkit.numbers import cut, decimals_of, round_half_up


class Agreement(Enum):
    """How a typed figure stands to the computed one."""

    SAME = "same"
    CUT = "cut"  # off by less than one unit of the last printed digit: cut instead of rounded
    DIFFERS = "differs"


def agreement(typed: Figure, computed: Decimal) -> Agreement:
    """Whether a typed figure is the computed one as far as its digits go; whole results have no slack."""
    if typed.value is None:
        return Agreement.SAME
    if typed.value == computed:
        return Agreement.SAME
    digits = max(typed.decimals if not decimals_of(typed.value) else 0, decimals_of(typed.value))
    if digits > 6:  # a calculated cell of full precision
        return Agreement.SAME if abs(typed.value - computed) < Decimal("0.000001") else Agreement.DIFFERS
    if round_half_up(computed, digits) == typed.value:
        return Agreement.SAME
    if decimals_of(computed) > digits and abs(typed.value - computed) < Decimal(1).scaleb(-digits):
        return Agreement.CUT
    if typed.decimals < digits and round_half_up(computed, typed.decimals) == round_half_up(
        typed.value, typed.decimals
    ):
        return Agreement.SAME
    return Agreement.DIFFERS


def is_cut(typed: Decimal, computed: Decimal, digits: int) -> bool:
    """True when the typed figure is the computed one with its further digits cut off."""
    return cut(computed, digits) == typed
