"""Wrong claims of a passage that its other claims make idle: what is proved elsewhere, or told wrong already."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from toolkit.claims.model import Claim, Verdict

_PROVED = (Verdict.CONSISTENT, Verdict.ROUNDING)
_THREE = 3
_WHOLE = 100  # percent


def without_idle(told: Sequence[Claim]) -> list[Claim]:
    """The claims without them."""
    left = list(told)
    for rule in (_once, _said_twice, _proved_by_more, _shares_told, _proved_by_shares):
        idle = {id(each) for each in rule([each for each in left if each.verdict is Verdict.INCONSISTENT], left)}
        left = [each for each in left if id(each) not in idle]
    return left


def _once(wrong: Sequence[Claim], told: Sequence[Claim]) -> list[Claim]:
    """A wrong total where the same figures are told to be wrong at what is left over, further on."""
    last: dict[tuple[Decimal, ...], Claim] = {}
    totals = sorted((each for each in wrong if each.kind == "total"), key=lambda each: each.place.start)
    last.update({tuple(sorted(each.numbers)): each for each in totals})
    return [each for each in totals if last[tuple(sorted(each.numbers))].place != each.place]


def _said_twice(wrong: Sequence[Claim], told: Sequence[Claim]) -> list[Claim]:
    """A direction that is wrong where the change itself is called wrong."""
    changes = {each.place.start for each in wrong if each.kind == "change"}
    return [each for each in wrong if each.kind == "direction" and each.place.start in changes]


def _shares_told(wrong: Sequence[Claim], told: Sequence[Claim]) -> list[Claim]:
    """A sum of shares that is wrong because one of them is called wrong itself, or that are proved to be of a told whole."""
    proved = [each for each in told if each.verdict in _PROVED and each.kind == "share"]
    found = []
    for claim in (each for each in wrong if each.kind == "hundred"):
        low, high = claim.place.start, claim.place.end or 0
        inside = [[each for each in same if low <= each.place.start < high] for same in (wrong, proved)]
        if any(each.kind != "hundred" for each in inside[0]) or len(inside[1]) == len(claim.numbers):
            found.append(claim)
    return found


def _proved_by_shares(wrong: Sequence[Claim], told: Sequence[Claim]) -> list[Claim]:
    """A wrong total of which every part has its share and one that holds: the total is right, the parts not all."""
    shares = {each.numbers[1:3]: each for each in told if each.kind == "share"}
    found = []
    for claim in (each for each in wrong if each.kind == "total"):
        total, *parts = claim.numbers
        beside = [shares.get((part, total)) for part in parts]
        proved = [each for each in beside if each is not None and each.verdict in _PROVED]
        if None not in beside and sum(each.printed or 0 for each in proved) == _WHOLE:
            continue  # they are all
        if sum(each.numbers[1] for each in proved) > total or (None not in beside and proved):
            found.append(claim)
    return found


def _proved_by_more(wrong: Sequence[Claim], told: Sequence[Claim]) -> list[Claim]:
    """A wrong difference of which all figures stand in arithmetic of more figures that holds: "18.420 … thêm 1.215, giảm 864, còn 18.771"."""
    proved = [frozenset(each.numbers) for each in told if each.verdict in _PROVED and len(each.numbers) > _THREE]
    sums = [each for each in wrong if each.kind in ("change", "total")]
    return [each for each in sums if any(frozenset(each.numbers) < figures for figures in proved)]
