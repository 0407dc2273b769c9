"""Claims by their own arithmetic and claims by figures, of one document, brought together so that nothing is told twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from toolkit.claims.model import Claim, Verdict
from toolkit.numbers import decimals_of, round_half_up

_SCALES = (Decimal(1), Decimal(1000), Decimal("0.001"))  # 92,1 tỷ of a row in triệu
_Spot = tuple[str, int, int]


def join(own: Iterable[Claim], tied: Iterable[Claim]) -> list[Claim]:
    """All claims, with one for each number that both ways checked to the same end: the arithmetic, with the figure's key and cells.

    Where a figure says what a number should be, arithmetic done with a number that a figure proves wrong has no say; nor has
    another place that tells it otherwise where the figure proves it. A number whose arithmetic cannot be known but which a figure stands behind is told by the figure alone.
    """
    by_spot = {_spot(claim): claim for claim in tied}
    wrong = {
        (claim.place.part, claim.place.paragraph, claim.printed)
        for claim in by_spot.values() if claim.verdict is Verdict.INCONSISTENT
    }  # fmt: skip
    proved = {
        (claim.place.part, claim.place.paragraph, claim.printed)
        for claim in by_spot.values() if claim.verdict is not Verdict.INCONSISTENT
    }  # fmt: skip
    attributes = {
        (claim.place.part, claim.place.paragraph, claim.printed): claim.fact.rpartition(".")[2]
        for claim in by_spot.values() if claim.verdict is not Verdict.INCONSISTENT and claim.fact is not None
    }  # fmt: skip
    joined: list[Claim] = []
    used: set[_Spot] = set()
    for claim in own:
        other = by_spot.get(_spot(claim))
        if other is None:
            if not _beside_the_point(claim, attributes):
                joined.append(claim)
        elif _explained(claim, other, wrong) or _misread(claim, other, proved):
            continue
        elif claim.verdict is not Verdict.NOT_CHECKABLE:
            same = _agree(claim, other)
            both = same and other.verdict is Verdict.INCONSISTENT
            vi, en = (f"{claim.vi}; {other.vi}", f"{claim.en}; {other.en}") if both else (claim.vi, claim.en)
            joined.append(replace(claim, fact=other.fact, cells=other.cells, vi=vi, en=en))
            if same:
                used.add(_spot(other))
    return [*joined, *(claim for spot, claim in by_spot.items() if spot not in used)]


def _explained(claim: Claim, other: Claim, wrong: set[tuple[str, int, Decimal | None]]) -> bool:
    """True where arithmetic fails on a number that the figures judge, because it was done with one they prove wrong."""
    if claim.verdict is not Verdict.INCONSISTENT:
        return False
    if claim.kind == "twice" and other.verdict is Verdict.CONSISTENT:
        return True
    place = claim.place
    return any((place.part, place.paragraph, number) in wrong for number in claim.numbers if number != other.printed)


def _misread(claim: Claim, other: Claim, proved: set[tuple[str, int, Decimal | None]]) -> bool:
    """True where arithmetic fails on numbers each of which is what its figure says: they were never told as its parts."""
    if claim.verdict is not Verdict.INCONSISTENT or other.verdict is Verdict.INCONSISTENT or claim.kind == "direction":
        return False
    place = claim.place
    rest = [number for number in claim.numbers if number != other.printed]
    beside = range(place.paragraph, place.paragraph + (len(rest) if claim.kind == "total" else 0) + 1)  # bullets
    return bool(rest) and all(
        any((place.part, at, number * scale) in proved for at in beside for scale in _SCALES) for number in rest
    )


def _beside_the_point(claim: Claim, attributes: dict[tuple[str, int, Decimal | None], str]) -> bool:
    """True for a judging word held to a target and a figure of another time, neither of which it judges."""
    place = claim.place
    told = {attributes.get((place.part, place.paragraph, number)) for number in claim.numbers}
    return (
        claim.kind == "direction"
        and claim.verdict is Verdict.INCONSISTENT
        and "chi_tieu" in told
        and _of_past(told - {"chi_tieu"})
    )


def _of_past(attributes: set[str | None]) -> bool:
    """True for nothing but figures of another time."""
    return bool(attributes) and all(each == "cung_ky" or (each or "").startswith("ky[") for each in attributes)


def _spot(claim: Claim) -> _Spot:
    return claim.place.part, claim.place.paragraph, claim.place.start


def _agree(claim: Claim, other: Claim) -> bool:
    """True where the figure adds nothing to what the arithmetic says: it holds, or both say the same number is wrong."""
    if other.verdict is not Verdict.INCONSISTENT:
        return True
    if claim.verdict is not Verdict.INCONSISTENT or claim.expected is None or other.expected is None:
        return False
    digits = max(0, *(decimals_of(number) for number in (claim.printed, other.printed) if number is not None))
    return round_half_up(claim.expected, digits) == round_half_up(other.expected, digits)
