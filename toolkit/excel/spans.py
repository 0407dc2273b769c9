"""Periods that contain others: a quarter beside its months, a year beside its quarters, a stage beside its years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from toolkit.columns import ACTUAL, PERIOD, PRIOR
from toolkit.excel.roles import PASSED_OVER, words
from toolkit.excel.stretches import subtotals
from toolkit.hints import Final
from toolkit.model import Column
from toolkit.patterns import seldom, worded
from toolkit.records import replace

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BEFORE_YEAR: Final = frozenset(
    f"{done}{named}"
    for done in (
        "",
        *(
            f"{estimated}{what}{again}{space}"
            for estimated in ("", "uoc ")
            for what in ("thuc hien", "ket qua")
            for again in ("", " thuc hien")
            for space in ("", " ")
        ),
    )
    for named in ("", "nam ", "ca nam ")
)
_YEARS = worded(r"\b((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)\b", "-")
_SO_MANY_YEARS = worded(r"\b(\d{1,2}) nam\b(?! (?:19|20)\d\d)", " nam")
_SPANNING = worded(
    r"\b(?:ca nam|luy ke|tong|tong cong|cong|ca nhiem ky|nhiem ky|toan nhiem ky|\d{1,2} thang|quy|nam)\b",
    "nam", "luy ke", "tong", "cong", "nhiem ky", " thang", "quy",
)  # fmt: skip
_PART = worded(
    r"\b(?:tuan|dot|ky|vong|lan|ngay|phien)(?: thu)? ?(?:[ivx]+|\d+)\b",
    "tuan", "dot", "ky", "vong", "lan", "ngay", "phien",
)  # fmt: skip
_STRETCH = seldom(r"\b(?:thang|quy|nam) ?(?:[ivx]+|\d+)\b|\b\d{1,2} thang\b|^(?:19|20)\d\d$")
_UP_TO = worded(r"(?<!\btu )(?<!\d )\bden (?=\d|nam|thang|quy|het|ngay|cuoi|nay|thoi diem)", "den ")
_FROM_START = worded(r"\b\d{1,2} thang\b(?! cuoi)", " thang")
_OPENING = worded(r"^(?:so |ton |so du |co |con )?dau (?:ky|nam|thang|quy|nhiem ky)$|^ton dau$", "dau")
_CLOSING = worded(
    r"^(?:so |ton |so du |co |con )?(?:den )?cuoi (?:ky|nam|thang|quy|nhiem ky)$|^ton cuoi$|^hien (?:co|nay)$",
    "cuoi", "hien co", "hien nay",
)  # fmt: skip
_MOVE = seldom(r"^(?:so |phat sinh )?(?:tang|giam|moi|them|bot|chuyen den|chuyen di|nhap|xuat)(?: trong ky| them)?$")
_MEAN = worded(r"^(?:binh quan|trung binh)\b", "binh")
_YEAR_MONTHS = 12
_WHOLE = worded(r"\b(?:ca nam|luy ke|tong|cong)\b|nhiem ky", "ca nam", "luy ke", "tong", "cong", "nhiem ky")
_SO_MANY_MONTHS = worded(r"\b(\d{1,2}) thang\b", " thang")
_MONTH = worded(r"\bthang\b|\bt\d", "thang", "t")
_QUARTER = worded(r"\bquy\b|\bq\.?\s*(?:\d|i{1,3}\b|iv\b)", "q")
_YEAR_NAMED = worded(r"\bnam (?:19|20)\d\d\b", "nam 19", "nam 20")


def years_in(heading: str) -> list[str]:
    """The years a heading names."""
    return _YEAR.findall(heading)


def take_spanning(columns: Sequence[Column], this_year: Set[str] = frozenset()) -> tuple[tuple[Column, ...], str]:
    """Where no column is thực hiện, a period that spans all others is; its heading follows, "" where there is none.

    `this_year` is what the target is for: a year by its number alone may then also stand before its parts.
    """
    periods = [column for column in columns if column.role == PERIOD.name]
    found = spanning([words(column.heading) for column in periods], this_year)
    if found is None or any(column.role == ACTUAL.name for column in columns):
        return tuple(columns), ""
    made = tuple(replace(c, role=ACTUAL.name) if c is periods[found] else c for c in columns)
    return made, periods[found].heading


def spanning(names: Sequence[str], this_year: Set[str] = frozenset()) -> int | None:
    """The index of the last period that spans all the others; None where none does, or there is but one."""
    order = sorted(range(len(names)), key=lambda at: (not is_mean(names[at]), at), reverse=True)
    for at in order if len(names) > 1 else ():
        others = [name for index, name in enumerate(names) if index != at and not is_mean(name)]
        made_up = subtotals(others)
        others = [other for index, other in enumerate(others) if index not in made_up]
        year = _only_year(names[at])
        name = names[at]
        if year and this_year and year not in this_year:
            continue
        if year and (at == len(names) - 1 or year in this_year):
            name = f"nam {year}"
        if _spans(names[at], others) or _spans(name, others):
            return at
    return None


def is_mean(name: str) -> bool:
    """True for words that name a mean of periods: "binh quan 5 nam"."""
    return _MEAN.match(name) is not None


def without_subtotals(
    columns: Sequence[Column], apart: Set[int] = frozenset()
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """The columns without the periods that only add up others ("6 tháng" beside two quarters), and those.

    The periods `apart`, by their numbers, are not added up anyway.
    """
    periods = [column for column in columns if column.role == PERIOD.name and column.number not in apart]
    made_up = subtotals([column.heading for column in periods])
    found = tuple(column for index, column in enumerate(periods) if index in made_up)
    return tuple(column for column in columns if column not in found), found


def is_running(columns: Sequence[Column]) -> bool:
    """True where each period is told from one start on: quý I, 6 tháng, 9 tháng; đến 2023, đến 2024."""
    names = [words(column.heading) for column in columns if column.role == PERIOD.name]
    return _overlap(names) or (len(names) > 1 and all(_UP_TO.search(name) for name in names))


def is_partial(columns: Sequence[Column]) -> bool:
    """True where thực hiện spans more than its periods by its heading, so that they cannot make it up, or these overlap."""
    actual = next((column for column in columns if column.role == ACTUAL.name), None)
    periods = [words(column.heading) for column in columns if column.role == PERIOD.name]
    parts = [_months(name) for name in periods]
    if actual is None or not parts or not all(parts):
        return False
    if _overlap(periods):
        return True
    name = words(actual.heading)
    if re.search(r"\bluy ke\b|\btu dau nam\b", name) and not _SO_MANY_MONTHS.search(name):
        return not re.search(r"\b(?:thang 0?1|quy i|quy 1|dau nam)\b", periods[0])
    return _months(name) > sum(parts)


def settle_last_year(columns: Sequence[Column], this_year: Set[str]) -> list[Column]:
    """Where the target is for one year and the periods are parts of it, the whole of the year before is last year's figure."""
    periods = [column for column in columns if column.role == PERIOD.name]
    years = {c.number: year for c in periods if (year := _only_year(words(c.heading)))}
    last = [number for number, year in years.items() if str(int(year) + 1) in this_year]
    parts = [0 < _months(words(c.heading)) < _YEAR_MONTHS for c in periods if c.number not in years]
    if (
        len(this_year) != 1
        or len(last) != 1
        or not parts
        or not all(parts)
        or any(c.role == PRIOR.name for c in columns)
    ):
        return list(columns)
    return [replace(column, role=PRIOR.name) if column.number == last[0] else column for column in columns]


def settle_stock(columns: Sequence[Column]) -> list[Column]:
    """Where a stock is told from its opening to its closing figure, or by the latter alone, this is thực hiện and the rest no period."""
    closing = [column for column in columns if _CLOSING.search(words(column.heading))]
    opening = [column for column in columns if _OPENING.search(words(column.heading))]
    alone = [column for column in columns if column.role == PERIOD.name] == closing
    if len(closing) != 1 or len(opening) != (not alone) or any(column.role == ACTUAL.name for column in columns):
        return list(columns)
    moves = [column for column in columns if _MOVE.match(words(column.heading))]
    made = {column.number: PASSED_OVER for column in (*opening, *moves)} | {closing[0].number: ACTUAL.name}
    return [replace(column, role=made.get(column.number, column.role)) for column in columns]


def _overlap(names: Sequence[str]) -> bool:
    """True for periods of one year of which a later one holds an earlier one, but does not add up all of them."""
    sizes = list(map(_months, names))
    return any(
        _FROM_START.search(name)
        and 0 < sum(sizes[:at]) != sizes[at]
        and all(sizes[:at])
        and _in_one_year(names[: at + 1])
        for at, name in enumerate(names)
    )


def _only_year(name: str) -> str:
    """The year of a name that says no more than that something was done in it; "" for any other."""
    year = name[-4:]
    return year if name[:-4] in _BEFORE_YEAR and _YEAR.fullmatch(year) else ""


def _months(name: str) -> float:
    """How many months a period of a year lasts; 0 where its name does not say."""
    match = _SO_MANY_MONTHS.search(name)
    if match:
        return float(match[1])
    if _MONTH.search(name):
        return 1
    if _QUARTER.search(name):
        return 3
    return 12 if _WHOLE.search(name) or _YEAR_NAMED.search(name) else 0


def _in_one_year(names: Iterable[str]) -> bool:
    return len({found[0] for name in names if (found := _YEAR.search(name))}) <= 1


def _spans(name: str, others: list[str]) -> bool:
    """True for a period that begins with the others' first and ends with their last."""
    years = [_YEAR.findall(other) for other in others]
    if all(len(found) == 1 for found in years):
        known = sorted(int(found[0]) for found in years)
        stage, many = _YEARS.search(name), _SO_MANY_YEARS.search(name)
        if stage:
            last = int(stage[2])
            return known[0] == int(stage[1]) and (known[-1] == last or (known[-1] < last and bool(_WHOLE.search(name))))
        if many:
            return int(many[1]) == len(set(known))
    if all(_PART.search(other) and not _STRETCH.search(other) for other in others):
        return bool(_STRETCH.search(name) or _WHOLE.search(name)) and not _PART.search(name)
    if not _SPANNING.search(name):
        return False
    size, parts = _months(name), [_months(other) for other in others]
    if _WHOLE.search(name):
        return not any(_WHOLE.search(other) for other in others)
    if not all(parts) or len(set(parts)) > 2:
        return False
    return size > max(parts) and sum(parts) <= size and _in_one_year((name, *others))
