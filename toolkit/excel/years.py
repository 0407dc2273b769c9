"""Columns told apart by their years: last year's figure from this year's, this year's target from the next one's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import permutations

from toolkit.columns import ACTUAL, PERCENT, PERIOD, PRIOR, PRIOR_PERCENT, TARGET
from toolkit.excel.roles import PASSED_OVER, names_actual, words
from toolkit.excel.spans import spanning
from toolkit.model import Column
from toolkit.patterns import seldom
from toolkit.records import replace
from toolkit.text import fold

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TERM = seldom(r"\b(?:den|nhiem ky|giai doan|dai hoi)\b")


def roles_by_blocks(columns: Sequence[Column]) -> dict[int, str]:
    """Roles by column number where several years have a thực hiện each; `columns` have the roles that their words give.

    The last year's counts: what was done the year before is its prior figure, the rest of the earlier years but their
    targets is passed over.
    Beside a thực hiện under no year those of the years are its periods.
    """
    blocks: dict[int, list[Column]] = {}
    for column in columns:
        years = _YEAR.findall(fold(column.over))
        if len(years) == 1 and not _YEAR.search(column.heading):
            blocks.setdefault(int(years[0]), []).append(column)
    done = {year: column for year, block in blocks.items() for column in block if column.role == ACTUAL.name}
    if len(done) < 2:
        return {}
    if any(column.role == ACTUAL.name and column not in done.values() for column in columns):
        return {column.number: PERIOD.name for column in done.values()}
    now = max(done)
    earlier = (column for year, block in blocks.items() if year < now for column in block)
    older = {column.number: PASSED_OVER for column in earlier if column.role != TARGET.name}
    free = now - 1 in done and all(column.role != PRIOR.name for column in columns)
    return older | ({done[now - 1].number: PRIOR.name} if free else {})


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
    newest = max((int(year) for years in figures for year in years), default=0)
    own = any(_of_year(column) == [str(newest)] for column in every)
    newest = newest if own else max(map(int, told), default=0)
    later = [
        column for column in every
        if (len(told) in (1, 2) or own) and _of_year(column) == [str(newest + 1)] and not _TERM.search(words(column.heading))
    ]  # fmt: skip
    left = [column for column in every if column not in later]
    if not left:
        return rest, (), tuple(later)
    percent = next((column for column in found if column.role == PERCENT.name), None)
    named = set(fold(percent.heading).split()) if percent else set()
    chosen = max(
        left, key=lambda c: (len(named & set(fold(c.heading).split())), _of_year(c) == [str(newest)], c.number)
    )  # fmt: skip
    kept = sorted([*rest, chosen], key=lambda column: column.number)
    return kept, tuple(column for column in left if column is not chosen), tuple(later)


def _of_year(column: Column) -> list[str]:
    """The years of a heading, a school year ("2024-2025") as the one it ends in."""
    years = _years(column)
    return years[1:] if len(years) == 2 and int(years[1]) - int(years[0]) == 1 else years


def settle_prior(columns: list[Column], *, annual: bool = False) -> list[Column]:
    """Two columns of one period in two years are last year's and this year's figure.

    So they are beside a comparison with last year, beside a target of the later year or (`annual`) the next, and where the
    later year comes first: the years of a term go up. A single earlier year beside a target or an estimate of the year is
    last year's too.
    """
    periods = [column for column in columns if column.role == PERIOD.name]
    target = next((_years(c) for c in columns if c.role == TARGET.name), [])
    years = [_years(column) for column in periods]
    if any(column.role == PRIOR.name for column in columns):
        return columns
    actual = next((column for column in columns if column.role == ACTUAL.name), None)
    compared = annual or any(column.role == PRIOR_PERCENT.name for column in columns)
    if actual is not None:
        before = _year_before(actual, periods, target, compared=compared)
        return _with_roles(columns, {before.number: PRIOR.name} if before else _behind_the_plan(columns))
    names = [_without_year(column) for column in periods]
    pairs = [
        (last, now) for last, now in permutations(range(len(periods)), 2)
        if names[last] == names[now] and len(years[last]) == len(years[now]) == 1
        and int(years[now][0]) - int(years[last][0]) == 1
    ]  # fmt: skip
    if len(pairs) > 1 and 2 * len(pairs) == len(periods):
        return _of_two_years(columns, periods, names, pairs, told=compared or target == years[pairs[0][1]])
    for last, now in pairs:
        rest = [year for at, year in enumerate(years) if at not in (last, now)]
        of_the_target = target == years[now] and all(year in ([], target) for year in rest)
        falling = years == sorted(years, reverse=True) and len(set(names)) == 1
        if of_the_target or falling or (compared and not rest):
            made = {periods[last].number: PRIOR.name, periods[now].number: ACTUAL.name}
            if falling and not of_the_target:
                made = dict.fromkeys((column.number for column in periods), PASSED_OVER) | made
            return _with_roles(columns, made)
    return _with_roles(columns, _behind_the_plan(columns))


def _behind_the_plan(columns: Sequence[Column]) -> dict[int, str]:
    """Roles by column number where the years before a plan lead up to it: "TH 2023, TH 2024, KH 2025, Ước TH 2025".

    The year before gives last year's figure, the others are passed over, and the plan's own year is thực hiện. Nothing where
    the target comes first: then it is one of a term, and the years are its periods.
    """
    target = next((column for column in columns if column.role == TARGET.name), None)
    if target is None or len(_years(target)) != 1 or _TERM.search(words(target.heading)):
        return {}
    of = _years(target)
    periods = [column for column in columns if column.role == PERIOD.name]
    earlier = [column for column in periods if len(_years(column)) == 1 and _years(column) < of]
    own = [column for column in periods if _years(column) == of]
    actual = next((column for column in columns if column.role == ACTUAL.name), None)
    leads = all(column.number < target.number for column in earlier)
    if not earlier or not leads or len(earlier) + len(own) < len(periods) or not (own or actual):
        return {}
    whole = [column for column in own if not _without_year(column)]
    now = actual or (own[0] if len(own) == 1 else whole[0] if len(whole) == 1 else None)
    if now is None:
        return {}
    made = {column.number: PASSED_OVER for column in earlier} | {now.number: ACTUAL.name}
    name = _without_year(now)  # a whole year is compared with a whole year
    before = [c for c in earlier if _without_year(c) == name and int(_years(c)[0]) == int(of[0]) - 1]
    return made | {column.number: PRIOR.name for column in before[-1:]}


def _year_before(actual: Column, periods: Sequence[Column], target: list[str], *, compared: bool) -> Column | None:
    """The one period called thực hiện of an earlier year than thực hiện itself, its target or the estimate are of."""
    named = [column for column in periods if names_actual(column.heading) and len(_years(column)) == 1]
    now = _years(actual)
    if now and compared:
        named = [column for column in named if _years(column) == [str(int(now[-1]) - 1)]]
        return named[0] if len(named) == 1 else None
    estimated = words(actual.heading).startswith("uoc ") and not target
    earlier = [column for column in named if estimated or (len(target) == 1 and _years(column) < target)]
    return earlier[0] if len(periods) == 1 and earlier else None


def _of_two_years(
    columns: list[Column],
    periods: Sequence[Column],
    names: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    *,
    told: bool,
) -> list[Column]:
    """Every period in two years ("Tháng 6" and "Lũy kế 6 tháng" of 2024 and 2025): those of the earlier one are passed over,
    but for the one that spans the others, which is last year's figure. `told` says that the two years are compared.
    """  # fmt: skip
    whole = spanning([names[now] for _, now in pairs])
    if whole is None and not told:
        return columns
    made = {periods[before].number: PASSED_OVER for before, _ in pairs}
    if whole is not None:
        before, now = pairs[whole]
        made |= {periods[before].number: PRIOR.name, periods[now].number: ACTUAL.name}
    return _with_roles(columns, made)


def _with_roles(columns: list[Column], made: Mapping[int, str]) -> list[Column]:
    return [replace(column, role=made.get(column.number, column.role)) for column in columns]


def is_year(heading: str) -> bool:
    """True for a heading that is but a year."""
    return _YEAR.fullmatch(words(heading).removeprefix("nam ")) is not None


def _without_year(column: Column) -> str:
    """What a period is called in any year: its heading, and where that is but a year the one above it.

    "Năm 2024", "Thực hiện 2025" and "KQ 2025" are called nothing.
    """
    own = re.sub(r"\buoc |\bnam$", "", _YEAR.sub("", words(column.heading)).strip()).strip()
    own = re.sub(r"^(?:thuc hien|ket qua(?: thuc hien)?)$", "", own)
    return own or re.sub(r"\bnam$", "", _YEAR.sub("", words(column.over)).strip()).strip()


def _years(column: Column) -> list[str]:
    """The years of a heading; those of the one above it where it names none."""
    return _YEAR.findall(fold(column.heading)) or _YEAR.findall(fold(column.over))
