"""What the claims of a document have proved or called wrong, by the figures that are told in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from toolkit.claims.binding.telling import Telling
from toolkit.claims.binding.verify import Check, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.units import factor

_Place = tuple[str, int, int]


class Proofs:
    """The figures `told` in a document in the light of the claims `found` on them; `proved` and `wrong` are their identities."""

    def __init__(self, told: Sequence[Telling], found: Sequence[Claim]) -> None:
        holding, broken = _judged(found, Verdict.CONSISTENT, Verdict.ROUNDING), _judged(found, Verdict.INCONSISTENT)
        self.proved = {id(each) for each in told if each.place in holding}
        self.wrong = {id(each) for each in told if each.place in broken}
        self._by_place = {each.place: each for each in told}
        self._broken: dict[_Place, list[Claim]] = defaultdict(list)
        for claim in found:
            if claim.verdict is Verdict.INCONSISTENT:
                for start in {claim.place.start or 0, *(each.start for each in _operands(claim))}:
                    self._broken[claim.place.part, claim.place.paragraph, start].append(claim)

    def is_slip_of(self, one: Telling, other: Telling) -> bool:
        """True where what is called wrong with a figure would hold with the other in its place, or no one can tell."""
        value = other.value / factor(one.unit)
        for claim in self._broken.get(one.place, ()):
            judged = self._by_place.get((claim.place.part, claim.place.paragraph, claim.place.start or 0))
            if judged is None or not isinstance(claim.basis, Check):
                return True
            printed = replace(judged.mark.number, value=value) if judged is one else judged.mark.number
            operands = (
                replace(each, value=value) if each.start == one.place[2] else each for each in claim.basis.operands
            )
            check = replace(claim.basis, operands=tuple(operands))
            if judge(printed, check).verdict is not Verdict.INCONSISTENT:
                return True
        return False


def _judged(claims: Sequence[Claim], *verdicts: Verdict) -> frozenset[_Place]:
    """Where the figures stand whose arithmetic was judged so: part, paragraph and character."""
    return frozenset(
        (claim.place.part, claim.place.paragraph, at)
        for claim in claims
        if claim.verdict in verdicts and claim.place.start is not None
        for at in (*range(claim.place.start, claim.place.end or 0), *(each.start for each in _operands(claim)))
    )


def _operands(claim: Claim) -> tuple[Number, ...]:
    return claim.basis.operands if isinstance(claim.basis, Check) else ()
