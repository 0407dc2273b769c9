"""Names of periods: "6T 2023", "6 tháng đầu năm 2023" and "6 tháng 2023" are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from toolkit.text import fold, slug

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_MONTHS = re.compile(r"(?<![\w])(\d{1,2})\s*(?:thang|th|t)\b\.?")
_MONTH = re.compile(r"\b(?:thang|th|t)\.?\s*(\d{1,2})\b")
_QUARTER = re.compile(r"\b(?:quy|qui|q)\.?\s*(iv|iii|ii|i|[1-4])\b")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LAST = re.compile(r"\bcuoi\b")
_HALF = re.compile(r"\bnua\s+(dau|cuoi)?\s*nam\b")
_LEFT = re.compile(r"\b(?:nam|dau|cuoi|ca|uoc|thuc hien|th|ket qua|so lieu|so|ky)\b|[^\w]+")
_MONTHS_OF_YEAR: Final = 12


class Period(NamedTuple):
    """A period by its sense: `months` long, ending with month `end` of `year` (0 where no year is named)."""

    year: int
    end: int
    months: int


@lru_cache(maxsize=4096)
def period_of(name: str) -> Period | None:
    """What a period's name means; None for one that is no year, half, quarter or month."""
    rest = fold(name).replace("-", " ")
    years = set(_YEAR.findall(rest))
    if len(years) > 1:
        return None
    year = int(next(iter(years))) if years else 0
    rest = _YEAR.sub(" ", rest)
    quarter, months, month, half = _QUARTER.search(rest), _MONTHS.search(rest), _MONTH.search(rest), _HALF.search(rest)
    if quarter:
        number = _ROMAN.get(quarter[1]) or int(quarter[1])
        found, length, end = quarter, 3, 3 * number
    elif half:
        found, length, end = half, 6, 12 if half[1] == "cuoi" else 6
    elif months:
        length = int(months[1])
        found, end = months, _MONTHS_OF_YEAR if _LAST.search(rest) else length
    elif month:
        found, length, end = month, 1, int(month[1])
    elif year or re.search(r"\bca nam\b", rest):
        return None if _LEFT.sub("", rest) else Period(year, _MONTHS_OF_YEAR, _MONTHS_OF_YEAR)
    else:
        return None
    said = _LEFT.sub("", rest[: found.start()] + " " + rest[found.end() :])
    return None if said or not 0 < length <= _MONTHS_OF_YEAR or end > _MONTHS_OF_YEAR else Period(year, end, length)


def match_periods(ours: Sequence[str], theirs: Sequence[str]) -> Mapping[str, str | None]:
    """For each of their periods the one of ours that means the same; None where there is none or more than one might.

    A name without a year matches one with a year where only one of the kind is there on either side.
    """
    found: dict[str, str | None] = {}
    free = list(ours)
    for name in theirs:
        same = next((own for own in free if slug(own) == slug(name)), None)
        if same is not None:
            found[name] = same
            free.remove(same)
    meant = Counter(filter(None, map(period_of, theirs)))
    for exact in (True, False):
        for name in theirs:
            period = period_of(name)
            if name in found or period is None or meant[period] > 1:
                continue
            fitting = [own for own in free if _fits(period, period_of(own), exact=exact)]
            kind = [other for other in theirs if other not in found and _fits(period, period_of(other), exact=False)]
            if len(fitting) == 1 and (exact or len(kind) == 1):
                found[name] = fitting[0]
                free.remove(fitting[0])
    return {name: found.get(name) for name in theirs}


def _fits(one: Period, two: Period | None, *, exact: bool) -> bool:
    if two is None or one[1:] != two[1:]:
        return False
    return one.year == two.year if exact else one.year == two.year or not (one.year and two.year)


def place_for(periods: Sequence[str], name: str) -> int:
    """Where a period belongs among others that follow each other in time; at the end where that cannot be told."""
    period = period_of(name)
    known = [period_of(other) for other in periods]
    if period is None or any(other is None or not other.year for other in known) or not period.year:
        return len(periods)
    return next((at for at, other in enumerate(known) if other is not None and other > period), len(periods))
