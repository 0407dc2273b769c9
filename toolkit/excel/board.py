"""The columns of a grid while it is settled what they are: their roles so far, their times, and what is not added up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.columns import ACTUAL, PERCENT, PERIOD, PRIOR_PERCENT, TARGET
from toolkit.excel.measured import Figures, Fit, share_fit
from toolkit.excel.roles import PASSED_OVER, words
from toolkit.excel.spans import years_in
from toolkit.excel.stretches import Stretch, stretch_of
from toolkit.hints import Final
from toolkit.model import Column
from toolkit.patterns import seldom
from toolkit.records import replace
from toolkit.text import fold

_TERM = seldom(r"\b(?:den|nhiem ky|giai doan|dai hoi|nghi quyet(?!.*\bhdnd))\b")
_AGAINST = re.compile(r"\s*/\s*(?=[a-z])|\bso (?:voi )?|\bvoi\b")
YEAR: Final = 12
"""So many months."""


class Board:
    """The columns under way. `spare` were passed over for their years, `targets` and `shares` for others of their kind.

    `apart` are the numbers of the periods that thực hiện is not made of, `measured` is the one period that the target is held
    against where it is no more than that, `replaced` is True where another column than at first is thực hiện, and `growth` where
    the comparison with last year tells changes and not shares.
    """

    def __init__(self, columns: Sequence[Column], figures: Figures, spare: Sequence[Column]) -> None:
        self.columns = list(columns)
        self.figures = figures
        self.spare = [replace(c, role=PASSED_OVER) for c in spare if c.role not in (TARGET.name, PRIOR_PERCENT.name)]
        self.targets = [column for column in spare if column.role == TARGET.name]
        self.shares = [column for column in spare if column.role == PRIOR_PERCENT.name]
        self.apart: set[int] = set()
        self.growth = False
        self.measured: Column | None = None
        self.replaced = False
        self.year = _year_of(columns)

    def first(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role == role), None)

    def periods(self) -> list[Column]:
        """The columns that are periods."""
        return [column for column in self.columns if column.role == PERIOD.name]

    def give(self, column: Column, role: str) -> None:
        """Give a column a role, a spare one a place among the others."""
        self.apart.discard(column.number)
        rest = [one for one in self.columns if one.number != column.number]
        self.columns = sorted([*rest, replace(column, role=role)], key=lambda one: one.number)
        self.spare = [one for one in self.spare if one.number != column.number]

    def time(self, column: Column) -> Stretch | None:
        """The months a column is of; None where its headings do not say."""
        return stretch_of(column.heading, column.over, self.year)

    def is_year_before(self, column: Column, now: Column | None) -> bool:
        """True for a column of the months of another one, a year before."""
        time = None if now is None else self.time(now)
        return time is not None and self.time(column) == Stretch(time.first - YEAR, time.last - YEAR)

    def named(self, heading: Column) -> Column | None:
        """The one column of figures whose time is the one that the heading of a share begins with: "T6/KH", "9T/2024 với KH"."""
        said = words(f"{heading.over} {heading.heading}" if heading.over else heading.heading)
        led = _AGAINST.split(said)[0].strip()
        time = stretch_of(led, year=self.year) if led and led != said else None
        found = [c for c in self.columns if c.role in (PERIOD.name, ACTUAL.name) and time and self.time(c) == time]
        return found[0] if len(found) == 1 else None

    def share(self, parts: Sequence[int], whole: Column, share: Column) -> Fit:
        """How far a column says what share of another one some columns are."""
        return share_fit(self.figures, parts, whole.number, share.number)

    def holds(self, whole: Column, part: Column) -> bool:
        """True where the time of one column lies in that of another one and is not all of it."""
        outer, inner = self.time(whole), self.time(part)
        return outer is not None and inner is not None and outer != inner and within(inner, outer)

    def take(self, column: Column) -> None:
        """Make a column thực hiện; what was so before is a period."""
        former = self.first(ACTUAL.name)
        if former is not None:
            self.give(former, PERIOD.name)
        self.replaced = former is not None and former.number != column.number
        self.give(column, ACTUAL.name)

    def now(self) -> Column | None:
        """Thực hiện, or the period that the share of the target is of by its figures or its heading."""
        return self.first(ACTUAL.name) or self.measured or self.told_by_percent()

    def told_by_percent(self) -> Column | None:
        """The column of figures that the heading of the share of the target names."""
        percent = self.first(PERCENT.name)
        return None if percent is None else self.named(percent)


def may_be_for(target: Column | None, time: Stretch | None) -> bool:
    """True where a target, if there is one, may be for the year that a time ends in: it names that one, or none and no term."""
    if target is None:
        return True
    said = f"{target.over} {target.heading}"
    if not years_in(fold(said)):
        return not _TERM.search(words(said))
    return time is not None and (time.last - 1) // YEAR == only_year(target)


def only_year(target: Column) -> int | None:
    """The year that a target is for; None for one of a term."""
    said = f"{target.over} {target.heading}"
    years = years_in(fold(said))
    return int(years[0]) if len(years) == 1 and not _TERM.search(words(said)) else None


def _year_of(columns: Sequence[Column]) -> int:
    """The year that headings without one are of: the target's, where it is for one, else the last one that a heading names.

    Nought where none does: then all are of one year.
    """
    target = next((column for column in columns if column.role == TARGET.name), None)
    if target is not None and (year := only_year(target)) is not None:
        return year
    counted = (column for column in columns if column.role in (PERIOD.name, ACTUAL.name))
    named = {year for column in counted for year in years_in(fold(f"{column.over} {column.heading}"))}
    return int(max(named)) if named else 0


def within(part: Stretch, whole: Stretch) -> bool:
    """True for months that are all among others."""
    return whole.first <= part.first and part.last <= whole.last
