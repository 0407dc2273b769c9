"""Dates as spreadsheets keep them: a number of days and a format that says so."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from toolkit.patterns import worded

_LITERAL = worded(r'"[^"]*"|\\.|\[(?!(?i:h+|m+|s+)\])[^\]]*\]|_.|\*.', '"', "\\", "[", "_", "*")
_CLOCK = frozenset("ymdhs")
BUILTIN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


@lru_cache(maxsize=1024)
def is_date_format(code: str) -> bool:
    """True for a number format that shows a day or a time."""
    bare = _LITERAL.sub("", code.split(";")[0]).lower()
    return bare not in ("general", "@", "") and not _CLOCK.isdisjoint(bare.replace("general", ""))


def day_text(serial: Decimal, *, from_1904: bool = False) -> str:
    """A serial as dd/mm/yyyy; the serial itself where it is no day of the calendar."""
    days = int(serial) + (1462 if from_1904 else 0)
    if days == 60 or days < 1 or days > 2_958_465:  # Excel's 29/02/1900, which never was, and what lies outside
        return format(serial, "f")
    start = date(1899, 12, 31) if days < 60 else date(1899, 12, 30)
    day = start + timedelta(days=days)
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
