"""What the claims found so far say of the figures of a passage."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.claims.binding.verify import Check
from toolkit.claims.model import Claim, Verdict


class Verdicts:
    """What the claims of a passage have judged: places of their figures, and figures they were measured by."""

    def __init__(self, told: Sequence[Claim]) -> None:
        judged = [each for each in told if each.verdict is not Verdict.NOT_CHECKABLE and not _only_compares(each)]
        self.places = {each.place.start for each in judged}
        self.figures = {number for each in judged for number in each.numbers}
        self.proved = {number for each in judged if each.verdict is not Verdict.INCONSISTENT for number in each.numbers}
        self.accused = {number for each in judged if each.verdict is Verdict.INCONSISTENT for number in each.numbers}
        self.wrong = {each.place.start for each in judged if each.verdict is Verdict.INCONSISTENT}
        checks = [each.basis for each in judged if isinstance(each.basis, Check)]
        self.used = {(each.compute, frozenset(number.start for number in each.operands)) for each in checks}

    def took(self, check: Check) -> bool:
        """True for a relation of figures that another figure tells."""
        return (check.compute, frozenset(number.start for number in check.operands)) in self.used


def _only_compares(claim: Claim) -> bool:
    """True for a claim that says no more than which of two figures is the larger."""
    return claim.kind == "direction" and claim.verdict is Verdict.CONSISTENT
