"""Wrong claims of a sentence that its other claims make idle: what is proved elsewhere, or told wrong already."""

from __future__ import annotations

from decimal import Decimal

from toolkit.claims.model import Claim, Verdict

_PROVED = (Verdict.CONSISTENT, Verdict.ROUNDING)
_THREE = 3

_Found = dict[tuple[int, str], Claim]


def without_idle(found: _Found) -> None:
    """Take them out of the claims of a sentence, by place and kind."""
    _once(found)
    _said_twice(found)
    _proved_by_more(found)
    _shares_told(found)
    _proved_by_shares(found)


def _said_twice(found: _Found) -> None:
    """Take out a direction that is wrong where the change itself is called wrong."""
    for start, kind in [key for key in found if key[1] == "direction" and (key[0], "change") in found]:
        if all(found[start, each].verdict is Verdict.INCONSISTENT for each in (kind, "change")):
            del found[start, kind]


def _shares_told(found: _Found) -> None:
    """Take out a sum of shares that is wrong because one of them is called wrong itself, or that are proved to be of a told whole."""
    wrong = [key for key, claim in found.items() if claim.verdict is Verdict.INCONSISTENT]
    proved = [key for key, claim in found.items() if claim.verdict in _PROVED and claim.kind == "share"]
    for key in [key for key in wrong if key[1] == "hundred"]:
        place = found[key].place
        inside = [[kind for start, kind in keys if place.start <= start < (place.end or 0)] for keys in (wrong, proved)]
        if any(kind != "hundred" for kind in inside[0]) or len(inside[1]) == len(found[key].numbers):
            del found[key]


def _proved_by_shares(found: _Found) -> None:
    """Take out a wrong total of which every part has its share and one that holds: the total is right, the parts not all."""
    shares = {claim.numbers[1:3]: claim.verdict for claim in found.values() if claim.kind == "share"}
    for key, claim in list(found.items()):
        if claim.kind == "total" and claim.verdict is Verdict.INCONSISTENT:
            total, *parts = claim.numbers
            told = [shares.get((part, total)) for part in parts]
            overlap = sum(part for part, verdict in zip(parts, told, strict=True) if verdict in _PROVED) > total
            if overlap or (None not in told and any(verdict in _PROVED for verdict in told)):
                del found[key]


def _proved_by_more(found: _Found) -> None:
    """Take out a wrong difference of which all figures stand in arithmetic of more figures that holds: "18.420 … thêm 1.215, giảm 864, còn 18.771"."""
    proved = [
        frozenset(each.numbers) for each in found.values() if each.verdict in _PROVED and len(each.numbers) > _THREE
    ]
    for key, claim in list(found.items()):
        wrong = claim.verdict is Verdict.INCONSISTENT and claim.kind in ("change", "total")
        if wrong and any(frozenset(claim.numbers) < each for each in proved):
            del found[key]


def _once(found: _Found) -> None:
    """Take out a wrong total where the same figures are told to be wrong at what is left over, further on."""
    wrong = [
        (key, found[key]) for key in sorted(found) if key[1] == "total" and found[key].verdict is Verdict.INCONSISTENT
    ]
    told: dict[tuple[Decimal, ...], tuple[int, str]] = {}
    for key, claim in wrong:
        figures = tuple(sorted(claim.numbers))
        if figures in told:
            del found[told[figures]]
        told[figures] = key
