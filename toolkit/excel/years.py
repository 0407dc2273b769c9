"""Columns told apart by their years: last year's figure from this year's, this year's target from the next one's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from toolkit.columns import ACTUAL, PERCENT, PERIOD, PRIOR, PRIOR_PERCENT, TARGET
from toolkit.excel.roles import PASSED_OVER, names_actual, words
from toolkit.model import Column
from toolkit.text import fold

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_TERM = re.compile(r"\b(?:den|nhiem ky|giai doan|dai hoi)\b")


def settle_target(
    found: list[Column], others: Sequence[Column]
) -> tuple[list[Column], tuple[Column, ...], tuple[Column, ...]]:
    """The columns with one target at most; the targets it was preferred to; and those of the year after the figures.

    `others` are the targets besides the first, which is among `found`. The target that the
    percentage names counts, then that of the figures' year, then the last one.
    """
    every = [*(column for column in found if column.role == TARGET.name), *others]
    rest = [column for column in found if column.role != TARGET.name]
    figures = [_years(column) for column in rest if column.role in (PERIOD.name, ACTUAL.name)]
    told = set().union(*figures) if all(figures) else set()
    newest = max(map(int, told), default=0)
    later = [
        column for column in every
        if len(told) in (1, 2) and _years(column) == [str(newest + 1)] and not _TERM.search(words(column.heading))
    ]  # fmt: skip
    left = [column for column in every if column not in later]
    if not left:
        return rest, (), tuple(later)
    percent = next((column for column in found if column.role == PERCENT.name), None)
    named = set(fold(percent.heading).split()) if percent else set()
    chosen = max(
        left, key=lambda c: (len(named & set(fold(c.heading).split())), _years(c) == [str(newest)], c.number)
    )  # fmt: skip
    kept = sorted([*rest, chosen], key=lambda column: column.number)
    return kept, tuple(column for column in left if column is not chosen), tuple(later)


def settle_prior(columns: list[Column], *, annual: bool = False) -> list[Column]:
    """Two columns of one period in two years are last year's and this year's figure.

    So they are beside a comparison with last year, beside a target of the later year or (`annual`) the next, and where the
    later year comes first: the years of a term go up. A single earlier year beside a target or an estimate of the year is last year's too.
    """
    periods = [column for column in columns if column.role == PERIOD.name]
    target = next((_years(c) for c in columns if c.role == TARGET.name), [])
    years = [_years(column) for column in periods]
    if any(column.role == PRIOR.name for column in columns):
        return columns
    actual = next((column for column in columns if column.role == ACTUAL.name), None)
    if actual is not None:
        estimate = words(actual.heading).startswith("uoc ")
        lone = len(periods) == len(years[:1]) == 1 and len(years[0]) == 1 and names_actual(periods[0].heading)
        earlier = lone and ((len(target) == 1 and years[0] < target) or (estimate and not target))
        return [replace(c, role=PRIOR.name) if earlier and c is periods[0] else c for c in columns]
    compared = annual or any(column.role == PRIOR_PERCENT.name for column in columns)
    names = [re.sub(r"\buoc ", "", _YEAR.sub("", words(column.heading))).strip() for column in periods]
    for (i, before), (j, now) in permutations(enumerate(periods), 2):
        alike = names[i] == names[j] and len(years[i]) == len(years[j]) == 1
        if not alike or int(years[j][0]) - int(years[i][0]) != 1:
            continue
        rest = [year for k, year in enumerate(years) if k not in (i, j)]
        of_the_target = target == years[j] and all(year in ([], target) for year in rest)
        falling = years == sorted(years, reverse=True) and len(set(names)) == 1
        if of_the_target or falling or (compared and not rest):
            made = {before.number: PRIOR.name, now.number: ACTUAL.name}
            if falling and not of_the_target:
                made = dict.fromkeys((column.number for column in periods), PASSED_OVER) | made
            return [replace(column, role=made.get(column.number, column.role)) for column in columns]
    return columns


def _years(column: Column) -> list[str]:
    return _YEAR.findall(fold(column.heading))
