"""Which months a period's name covers, and which periods only add up others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.excel.roles import words
from toolkit.hints import Final
from toolkit.patterns import seldom, worded
from toolkit.records import NamedTuple

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS = worded(r"\b((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)\b", "-")
_QUARTER = seldom(r"\b(?:quy|q)\.?\s*(iv|i{1,3}|[1-4])\b")
_SO_MANY = worded(r"\b(\d{1,2}) thang\b( cuoi)?", " thang")
_FROM_TO = worded(r"\bthang 0?(\d{1,2})\s*(?:-|den)\s*(?:thang )?0?(\d{1,2})\b", "-", "den")
_MONTH = seldom(r"\b(?:thang |t)0?(\d{1,2})\b")
_WHOLE_YEAR = seldom(r"^[a-z ]*\bca nam\b[a-z ]*$|^(?:[a-z ]+ )?nam$")
_UP_TO = worded(r"\bluy ke\b|\bden\b|\btu dau\b", "luy ke", "den", "tu dau")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SCHOOL_YEAR = worded(r"\bnam hoc ((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)\b", "nam hoc")
_STAGE_IN_MONTHS = worded(
    r"\b((?:19|20)\d\d)\s*(?:-|den)\s*(?:het )?(?:(\d{1,2}) thang|thang (\d{1,2}))(?: dau)?(?: nam)?[ /-]*((?:19|20)\d\d)\b",
    "-", "den",
)  # fmt: skip
_DAY = seldom(r"\b\d{1,2}[/.-]0?(\d{1,2})[/.-]((?:19|20)\d\d)\b")
_PART_OF_YEAR = seldom(r"\d|\bquy\b|\bthang\b|\btuan\b|\bky\b")
_BEFORE = worded(r"\bcung ky\b|\btruoc\b", "cung ky", "truoc")
_SCHOOL_BEGINS: Final = 9


class Stretch(NamedTuple):
    """Months counted through: the first and the last one, both included."""

    first: int
    last: int


def stretch_of(heading: str, over: str = "", year: int | None = None) -> Stretch | None:
    """The months that a heading names, counted from the year 0 on; None where it names none or no year is known for them.

    A year that it does not name itself is the one that the heading above it names, else `year`. A day stands for its month.
    """
    name, above = words(heading), words(over)
    if days := [int(year) * 12 + int(month) for month, year in _DAY.findall(name) if 1 <= int(month) <= 12]:
        return Stretch(days[0], days[-1])
    if school := _SCHOOL_YEAR.search(name) or _SCHOOL_YEAR.search(f"nam hoc {name}" if "nam hoc" in above else ""):
        begun = int(school[1]) * 12 + _SCHOOL_BEGINS
        return Stretch(begun, begun + 11) if int(school[2]) == int(school[1]) + 1 else None
    if stage := _STAGE_IN_MONTHS.search(name):
        end = int(stage[4]) * 12 + int(stage[2] or stage[3])
        return Stretch(int(stage[1]) * 12 + 1, end) if int(stage[2] or stage[3]) <= 12 else None
    if stage := _YEARS.search(name):
        return Stretch(int(stage[1]) * 12 + 1, int(stage[2]) * 12 + 12)
    years = _YEAR.findall(name)
    if len(years) > 1:
        return None
    if not years and len(above_years := _YEAR.findall(above)) == 1:
        years = above_years
    if not years and year is None:
        return None
    bare = _YEAR.sub("", name).rstrip(" /,()-").lstrip()
    months = _months(bare, dated=_YEAR.search(name) is not None)
    if months is None and _YEAR.search(name) and not _PART_OF_YEAR.search(bare):
        months = Stretch(1, 12)
    if months is None:
        return (
            stretch_of(over, year=year) if above and not (_PART_OF_YEAR.search(bare) or _BEFORE.search(bare)) else None
        )
    return _checked(months.first, months.last, int(years[0]) if years else year or 0)


def _checked(first: int, last: int, year: int) -> Stretch | None:
    return Stretch(year * 12 + first, year * 12 + last) if 1 <= first <= last <= 12 else None


def subtotals(headings: Sequence[str]) -> frozenset[int]:
    """The indices of periods that others make up between them: "Quý II" beside April to June, "6 tháng" beside two quarters."""
    stretches = _stretches([words(heading) for heading in headings])
    return frozenset(at for at, stretch in enumerate(stretches) if stretch is not None and made_up(stretch, stretches))


def made_up(whole: Stretch, stretches: Sequence[Stretch | None]) -> bool:
    """True where shorter stretches, one after the other, reach from the first month of the whole to its last."""
    inside = sorted(
        {s for s in stretches if s is not None and whole.first <= s.first and s.last <= whole.last} - {whole}
    )
    reached = {whole.first}
    for stretch in inside:
        if stretch.first in reached:
            reached.add(stretch.last + 1)
    return whole.last + 1 in reached


def _stretches(names: Sequence[str]) -> list[Stretch | None]:
    """Each name's months; those of names without a year only where no more than one year is named at all."""
    years = {year for name in names for year in _YEAR.findall(name)}
    return [_stretch(name, one_year=len(years) <= 1) for name in names]


def _stretch(name: str, *, one_year: bool) -> Stretch | None:
    stage = _YEARS.search(name)
    if stage:
        return Stretch(int(stage[1]) * 12 + 1, int(stage[2]) * 12 + 12)
    years = _YEAR.findall(name)
    if len(years) > 1 or (not years and not one_year):
        return None
    months = _months(_YEAR.sub("", name).rstrip(" /,()-").lstrip(), dated=bool(years))
    base = 0 if one_year else int(years[0]) * 12
    return None if months is None else Stretch(base + months.first, base + months.last)


def _months(name: str, *, dated: bool) -> Stretch | None:
    """The months of a year that a name without its year covers; `dated` where it had one."""
    several = _FROM_TO.search(name)
    if not name:
        return Stretch(1, 12) if dated else None
    if many := _SO_MANY.search(name):
        size = int(many[1])
        found = Stretch(13 - size, 12) if many[2] else Stretch(1, size)
    elif several:
        found = Stretch(int(several[1]), int(several[2]))
    elif quarter := _QUARTER.search(name):
        number = _QUARTERS.get(quarter[1]) or int(quarter[1])
        found = Stretch(3 * number - 2, 3 * number)
    elif month := _MONTH.search(name):
        found = Stretch(int(month[1]), int(month[1]))
    elif _WHOLE_YEAR.match(name):
        found = Stretch(1, 12)
    else:
        return None
    if _UP_TO.search(name) and not several:
        found = Stretch(1, found.last)
    return found if 1 <= found.first <= found.last <= 12 else None
