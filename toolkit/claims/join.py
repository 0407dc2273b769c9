"""Claims by their own arithmetic and claims by figures, of one document, brought together so that nothing is told twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from toolkit.claims.model import Claim, Verdict

_Spot = tuple[str, int, int]


def join(own: Iterable[Claim], tied: Iterable[Claim]) -> list[Claim]:
    """All claims, with one for each number that both ways checked to the same end: the arithmetic, with the figure's key and cells.

    A number whose arithmetic cannot be known but which a figure stands behind is told by the figure alone.
    """
    by_spot = {_spot(claim): claim for claim in tied}
    joined: list[Claim] = []
    used: set[_Spot] = set()
    for claim in own:
        other = by_spot.get(_spot(claim))
        if other is None:
            joined.append(claim)
        elif claim.verdict is not Verdict.NOT_CHECKABLE:
            joined.append(replace(claim, fact=other.fact, cells=other.cells))
            if _agree(claim, other):
                used.add(_spot(other))
    return [*joined, *(claim for spot, claim in by_spot.items() if spot not in used)]


def _spot(claim: Claim) -> _Spot:
    return claim.place.part, claim.place.paragraph, claim.place.start


def _agree(claim: Claim, other: Claim) -> bool:
    """True where the figure adds nothing to what the arithmetic says: it holds, or both say the same number is wrong."""
    if other.verdict is not Verdict.INCONSISTENT:
        return True
    return claim.verdict is Verdict.INCONSISTENT and claim.expected == other.expected
