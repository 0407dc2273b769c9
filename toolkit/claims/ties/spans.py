"""What several columns of a row give together: the sum of the years or months that words name, and a mean of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from toolkit.claims.ties.known import Known, KnownRow
from toolkit.claims.ties.periods import YEAR, in_digits, in_quarters
from toolkit.numbers import show
from toolkit.text import fold

_COUNTS: Final = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "chin": 9}
_SOME: Final = r"(?P<count>hai|ba|bon|nam|sau|chin|[2-9])"
_FIRST: Final = re.compile(rf"\b{_SOME} (?P<kind>nam|quy|thang) (?P<side>dau|cuoi)\b")
_RANGE: Final = re.compile(r"(?<!hoc )\b(?P<low>20\d\d)\s*(?:-|–|den)\s*(?:(?:het )?nam )?(?P<high>20\d\d)\b")
_QUARTER: Final = re.compile(r"\bquy (?P<quarter>[1-4])\b")
_MEAN: Final = re.compile(
    r"\b(?:binh quan|trung binh)(?: (?:moi|hang|mot|tren mot))? (?P<kind>nam|quy|thang)\b(?! \d)|\b(?:moi|hang) (?P<each>nam|quy|thang)\b[^,;.]*\bbinh quan\b"
)
_STANDING: Final = re.compile(r"\bcuoi\b|\bhien co\b|\bso du\b|\bdu no\b|\bty le\b|\btoc do\b")
_MONTH: Final = re.compile(r"^thang (\d{1,2})\b")
_YEARS: Final = re.compile(r"^\D*20\d\d$")
_MONTHS_OF: Final = re.compile(r"\b(\d{1,2}) thang\b")
_UNDER: Final = re.compile(r"\bquy\b|\bthang\b|\b(?:giai doan|nhiem ky)\b")
_OF_YEAR: Final = {"thang": 12, "quy": 4}


def total_of(row: KnownRow, text: str) -> Known | None:
    """What the columns of a row that words name together add up to; None where they name no several or these cannot be added."""
    if _STANDING.search(fold(row.label)) or not row.periods or next(iter(row.periods.values())).unit.percent:
        return None
    said = in_quarters(in_digits(fold(text)))
    named = _named(row, said)
    if len(named) < 2:
        return None
    total = sum((known.value for known in named), Decimal(0))
    actual = row.figures.get("thuc_hien")
    if actual is not None and total > actual.value:
        return None
    shown = f"{' + '.join(known.shown for known in named)} = {show(total)}"
    key = " + ".join(known.key for known in named)
    return Known(key, total, named[0].unit, shown, tuple(cell for known in named for cell in known.cells))


def _named(row: KnownRow, said: str) -> Sequence[Known]:
    """The columns that folded words name together, as far as the row has all of them."""
    years = {int(YEAR.findall(name)[0]): known for name, known in row.periods.items() if _YEARS.match(name)}
    span = next(iter([*_RANGE.finditer(said)][-1:]), None)
    if span is not None:
        wanted = range(int(span["low"]), int(span["high"]) + 1)
        return (
            [years[year] for year in wanted]
            if len(wanted) < len(years) and all(year in years for year in wanted)
            else ()
        )
    some = next(iter([*_FIRST.finditer(said)][-1:]), None)
    if some is not None:
        count = _COUNTS.get(some["count"]) or int(some["count"])
        if some["kind"] != "nam":
            return _parts(row, some["kind"], count, some["side"])
        columns = list(years.values())
        if len(columns) <= count:
            return ()
        return columns[:count] if some["side"] == "dau" else columns[-count:]
    quarter = next(iter([*_QUARTER.finditer(said)][-1:]), None)
    if quarter is not None and not any(_QUARTER.search(in_quarters(name)) for name in row.periods):
        last = 3 * int(quarter["quarter"])
        return _months(row, range(last - 2, last + 1))
    return ()


def _parts(row: KnownRow, kind: str, count: int, side: str) -> Sequence[Known]:
    """The quarters or months of a row with which its year begins, or ends."""
    if kind == "thang":
        months = range(1, count + 1) if side == "dau" else range(13 - count, 13)
        found = _months(row, months)
        if found or count % 3:
            return found
        wanted = range(1, count // 3 + 1) if side == "dau" else range(5 - count // 3, 5)
    else:
        wanted = range(1, count + 1) if side == "dau" else range(5 - count, 5)
    quarters = {
        int(match[1]): known for name, known in row.periods.items() if (match := _QUARTER.search(in_quarters(name)))
    }
    found = [quarters[each] for each in wanted if each in quarters]
    return found if len(found) == len(wanted) and (kind == "quy" or len(found) > 1) else ()


def _months(row: KnownRow, wanted: range) -> Sequence[Known]:
    months = {int(match[1]): known for name, known in row.periods.items() if (match := _MONTH.match(name))}
    return [months[each] for each in wanted] if all(each in months for each in wanted) else ()


def mean_of(row: KnownRow, now: Known, text: str, current: str) -> Known | None:
    """What a figure of a row comes to for each year, quarter or month that words name; None where they name none or its number cannot be known."""
    found = next(iter([*_MEAN.finditer(fold(text))][-1:]), None)
    if found is None or now.unit.percent or _STANDING.search(fold(row.label)):
        return None
    kind = found["kind"] or found["each"]
    count = _count(row, now, kind, current)
    if count < 2:
        return None
    value = now.value / count
    return Known(f"{now.key} / {count}", value, now.unit, f"{now.shown} / {count} = {show(value)}", now.cells)


def _count(row: KnownRow, now: Known, kind: str, current: str) -> int:
    """How many years, quarters or months a figure is of; 0 where that cannot be told."""
    name = next((name for name, known in row.periods.items() if known.key == now.key), "")
    if kind == "nam":
        years = [known for each, known in row.periods.items() if _YEARS.match(each)]
        whole = now == row.figures.get("thuc_hien") and sum((known.value for known in years), Decimal(0)) == now.value
        return len(years) if whole else 0
    if _YEARS.match(name):
        return _OF_YEAR[kind]
    if now != row.figures.get("thuc_hien"):
        return 0
    months = _MONTHS_OF.findall(in_digits(current))
    if not months and YEAR.search(current) and not _UNDER.search(current):
        return _OF_YEAR[kind]
    return int(months[0]) // (1 if kind == "thang" else 3) if len(set(months)) == 1 else 0
