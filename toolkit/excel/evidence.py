"""What the periods of a grid are, by what its headings say of the time and by the arithmetic of its figures.

The words of the headings give a first reading. It stands where the typed percentages and totals bear it out, or where there
are none; else the reading that they do bear out is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from toolkit.columns import ACTUAL, PERCENT, PERIOD, PRIOR, PRIOR_PERCENT, TARGET
from toolkit.excel.measured import ENOUGH, Figures, Fit, rule_fit, runs, share_fit, sum_fit
from toolkit.excel.roles import PASSED_OVER, words
from toolkit.excel.spans import is_running, years_in
from toolkit.excel.stretches import Stretch, made_up, stretch_of
from toolkit.model import Column
from toolkit.patterns import seldom
from toolkit.records import NamedTuple, replace
from toolkit.text import fold

_TERM = seldom(r"\b(?:den|nhiem ky|giai doan|dai hoi|nghi quyet)\b")
_AGAINST = re.compile(r"\s*/\s*(?=[a-z])|\bso (?:voi )?|\bvoi\b")
_YEAR = 12


class Settled(NamedTuple):
    """Columns with the roles that the evidence gives them, and the numbers of the periods that thực hiện is not made of."""

    columns: tuple[Column, ...]
    apart: frozenset[int] = frozenset()


def settle_by_evidence(columns: Sequence[Column], figures: Figures) -> Settled:
    """The columns as their times and figures have them; `figures` are those of every column with a role."""
    return _Evidence(columns, figures).settled()


class _Evidence:
    def __init__(self, columns: Sequence[Column], figures: Figures) -> None:
        self.columns = list(columns)
        self.figures = figures
        self.apart: set[int] = set()
        self.year = _year_of(columns)
        self.measured: Column | None = None  # the period that the target is held against, where it is no more than that

    def settled(self) -> Settled:
        self._measure_by_target()
        self._part_by_time()
        self._make_up()
        self._compare_with_before()
        return Settled(tuple(self.columns), frozenset(self.apart))

    # --- what is there ------------------------------------------------------------------------------------------

    def _first(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)

    def _periods(self) -> list[Column]:
        return [column for column in self.columns if column.role == PERIOD.name]

    def _counted(self) -> list[int]:
        return [column.number for column in self._periods() if column.number not in self.apart]

    def _give(self, number: int, role: str) -> None:
        self.columns = [replace(c, role=role) if c.number == number else c for c in self.columns]

    def _time(self, column: Column) -> Stretch | None:
        return stretch_of(column.heading, column.over, self.year)

    def _named(self, heading: Column) -> Column | None:
        """The one column of figures whose time is the one that the heading of a share begins with: "T6/KH", "9T/2024 với KH"."""
        said = words(f"{heading.over} {heading.heading}" if heading.over else heading.heading)
        led = _AGAINST.split(said)[0].strip()
        time = stretch_of(led, year=self.year) if led and led != said else None
        found = [c for c in (*self._periods(), *_some(self._first(ACTUAL.name))) if time and self._time(c) == time]
        return found[0] if len(found) == 1 else None

    # --- what is measured by the target -------------------------------------------------------------------------

    def _measure_by_target(self) -> None:
        """Take for thực hiện the column, or for its parts the run of periods, that the percentages are of."""
        target, percent, actual = map(self._first, (TARGET.name, PERCENT.name, ACTUAL.name))
        periods = self._periods()
        if target is None or percent is None or len(periods) + (actual is not None) < 2:
            return
        now = [actual.number] if actual else [column.number for column in periods]
        own = self._share(now, target, percent)
        named = self._named(percent)
        if own.told < ENOUGH:
            if named is not None and actual is None:
                self._take(named)
            return
        singles = {c: self._share([c.number], target, percent) for c in (*_some(actual), *periods)}
        best = max(singles, key=lambda c: (singles[c].held, c is named, c.number))
        if not own.few:
            if actual is None and singles[best].most and singles[best].held == own.held:
                self.measured = best
                if any(self._holds(best, other) for other in periods):
                    self._take(best)
            return
        if singles[best].most:
            self._take(best)
            return
        found = {run: self._share(run, target, percent) for run in runs([c.number for c in periods])}
        made = max(found, key=lambda run: found[run].held, default=())
        if actual is None and made and found[made].most:
            self.apart |= {column.number for column in periods if column.number not in made}

    def _holds(self, whole: Column, part: Column) -> bool:
        """True where the time of one column lies in that of another one and is not all of it."""
        times = self._time(whole), self._time(part)
        return times[0] is not None and times[1] is not None and times[0] != times[1] and _within(times[1], times[0])

    def _share(self, parts: Sequence[int], whole: Column, share: Column) -> Fit:
        return share_fit(self.figures, parts, whole.number, share.number)

    def _take(self, column: Column) -> None:
        former = self._first(ACTUAL.name)
        if former is not None:
            self._give(former.number, PERIOD.name)
        self._give(column.number, ACTUAL.name)

    # --- what adds up -------------------------------------------------------------------------------------------

    def _part_by_time(self) -> None:
        """Periods outside the time of thực hiện, or inside that of another period, are no parts of it."""
        times = {column.number: time for column in self._periods() if (time := self._time(column)) is not None}
        actual = self._first(ACTUAL.name)
        whole = None if actual is None else self._time(actual)
        if whole is not None:
            inside = {number for number, time in times.items() if _within(time, whole) and time != whole}
            self.apart |= times.keys() - (inside if len(inside) > 1 or len(times) == 1 else set())
        elif actual is None and not is_running(self.columns):
            left = {number: time for number, time in times.items() if number not in self.apart}
            self.apart |= set(_overlapping(left))

    def _make_up(self) -> None:
        """Where thực hiện is typed, the run of periods that makes it up in most rows are its parts."""
        actual = self._first(ACTUAL.name)
        if actual is None or len(self._periods()) < 2:
            return
        counted = self._counted()
        every = [column.number for column in self._periods()]
        if len(counted) > 1 and not rule_fit(self.figures, counted, actual.number).few:
            return
        found = {run: sum_fit(self.figures, run, actual.number) for run in runs(every)}
        best = max(found, key=lambda run: found[run].held, default=())
        if best and found[best].most:
            self.apart = set(every) - set(best)

    # --- last year ----------------------------------------------------------------------------------------------

    def _compare_with_before(self) -> None:
        """Find the column that thực hiện is compared with; a comparison of two others is passed over."""
        share = self._first(PRIOR_PERCENT.name)
        if self._first(PRIOR.name) is not None:
            return
        now = self._now()
        others = [c for c in self._periods() if c is not now and (c.number in self.apart or now in self.columns)]
        if share is not None and now is not None:
            named = self._named(share)
            fits = {c: share_fit(self.figures, [now.number], c.number, share.number, change=True) for c in others}
            best = max(fits, key=lambda c: fits[c].held, default=None)
            if best is not None and fits[best].most:
                self._set_before(best)
                return
            if (named is not None and named is not now) or self._compares_others(share, others):
                self._give(share.number, PASSED_OVER)
                return
        before = self._year_before(now, others)
        if before is not None:
            self._set_before(before)

    def _now(self) -> Column | None:
        """Thực hiện, or the period that the share of the target is of by its figures or its heading."""
        actual, percent = self._first(ACTUAL.name), self._first(PERCENT.name)
        if actual is not None:
            return actual
        return self.measured or (self._named(percent) if percent is not None else None)

    def _set_before(self, column: Column) -> None:
        self.apart.discard(column.number)
        self._give(column.number, PRIOR.name)

    def _compares_others(self, share: Column, others: Sequence[Column]) -> bool:
        pairs = ((one, other) for one in others for other in others if one is not other)
        return any(
            share_fit(self.figures, [one.number], other.number, share.number, change=True).most for one, other in pairs
        )

    def _year_before(self, now: Column | None, others: Iterable[Column]) -> Column | None:
        """The one period of the same months a year before."""
        time = None if now is None else self._time(now)
        if time is None:
            return None
        before = Stretch(time.first - _YEAR, time.last - _YEAR)
        found = [column for column in others if self._time(column) == before]
        return found[0] if len(found) == 1 else None


def _some(column: Column | None) -> tuple[Column, ...]:
    return () if column is None else (column,)


def _year_of(columns: Sequence[Column]) -> int | None:
    """The year that headings without one are of: the target's, where it is for one, else the one of all headings that name one."""
    target = next((column for column in columns if column.role == TARGET.name), None)
    said = "" if target is None else f"{target.over} {target.heading}"
    years = years_in(fold(said))
    if len(years) == 1 and not _TERM.search(words(said)):
        return int(years[0])
    named = {
        year
        for c in columns
        if c.role in (PERIOD.name, ACTUAL.name)
        for year in years_in(fold(f"{c.over} {c.heading}"))
    }
    return int(max(named)) if named else None


def _within(part: Stretch, whole: Stretch) -> bool:
    return whole.first <= part.first and part.last <= whole.last


def _overlapping(times: Mapping[int, Stretch]) -> Collection[int]:
    """Of periods that share months those that lie within another one which they do not make up."""
    every = list(times.values())
    return [
        number
        for number, time in times.items()
        if any(_within(time, other) and time != other and not made_up(other, every) for other in every)
    ]
