"""The two figures of a row that a third one was worked out of, and what they give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.compared import FIRST, PRECEDING, PRIOR, START, TARGET, Comparison, Measure
from toolkit.claims.ties.known import Known, KnownRow, Unit
from toolkit.claims.ties.periods import YEAR, in_quarters, is_year_before, same_period
from toolkit.numbers import decimals_of, round_half_up, show

_HUNDRED: Final = Decimal(100)
_PERCENT: Final = Unit(percent=True)
_POINTS: Final = Unit(points=True)
_YEAR_END: Final = re.compile(r"\bcuoi\b|\bquy (?:iv|4)\b|\bthang 12\b|\b31/12\b|^(?:nam |ca nam |thuc hien )*\d{4}$")
_MONTHS: Final = re.compile(r"\bthang (?P<month>\d{1,2})\b|\b(?P<months>\d{1,2}) thang\b")
# The sheet's own figures of a comparison, by how it compares and with what.
_ATTRIBUTES: Final = {
    (Measure.DIFFERENCE, TARGET): "chenh_lech",
    (Measure.DIFFERENCE, PRIOR): "lech_cung_ky",
    (Measure.GROWTH, TARGET): "vuot",
    (Measure.GROWTH, PRIOR): "tang_cung_ky",
    (Measure.SHARE, TARGET): "ty_le",
    (Measure.SHARE, PRIOR): "so_cung_ky",
}


def figure_of(row: KnownRow, how: Comparison) -> Known | None:
    """The row's own figure of a comparison of its actual, where the sheet gives or computes one."""
    return row.figures.get(_ATTRIBUTES.get((how.measure, how.base), ""))


def bases_of(row: KnownRow, base: str, now: Known, current: str) -> tuple[Known, ...]:
    """The figures of a row that one of its figures may be compared with by the name of a base; empty where the row has none of it."""
    if base == TARGET:
        return _got(row, "chi_tieu")
    periods = list(row.periods.items())
    at = next((index for index, (_, known) in enumerate(periods) if known.key == now.key), None)
    if at is None and base == PRECEDING:
        at = next((index for index in range(len(periods) - 1, -1, -1) if periods[index][1].value == now.value), None)
    name = "" if at is None else periods[at][0]
    if base == PRIOR:
        return _of_year_before(row, name, now, current)
    if base == PRECEDING:
        return (periods[at - 1][1],) if at else ()
    if base == FIRST:
        return tuple(known for _, known in periods[:1] if known.key != now.key)
    if base == START:
        return _at_start(row, name, current)
    named = tuple(known for each, known in periods if is_named(base, each, current) and known.key != now.key)
    years = YEAR.findall(current)
    ago = _end(current).replace(years[-1], str(int(years[-1]) - 1)) if years else ""
    if (
        not named
        and (is_year_before(base, current) or "" != ago == _end(base))
        and (at is None or now == row.figures.get("thuc_hien"))
    ):
        return _got(row, "cung_ky")
    return named


def is_named(said: str, name: str, current: str) -> bool:
    """True for a folded period of a text and the name of a column that mean one time; the end of a year is also its last quarter."""
    one, other = in_quarters(said.removeprefix("cuoi ")), in_quarters(name)
    years = YEAR.findall(said)
    if years and not YEAR.search(name) and years[0] != max(YEAR.findall(current), default=years[0]):
        return False
    if same_period(one, other) or (one != other and _end(one) == _end(other) != "" and years and "dau" in other):
        return True
    return said.startswith("cuoi ") and len(years) == 1 and years[0] in name and _YEAR_END.search(name) is not None


def _end(period: str) -> str:
    """The month and the year with which a period of months ends: "6/2023" for "thang 6/2023" and "6 thang dau nam 2023"; "" for another."""
    found, years = _MONTHS.search(period), YEAR.findall(period)
    return f"{found['month'] or found['months']}/{years[0]}" if found is not None and years else ""


def _of_year_before(row: KnownRow, name: str, now: Known, current: str) -> tuple[Known, ...]:
    """The figures of a year before one of a row, which a period of that name tells."""
    actual = row.figures.get("thuc_hien")
    whole = actual is not None and now.value == actual.value
    if name and YEAR.search(name):
        was = tuple(known for each, known in row.periods.items() if is_year_before(each, name))
        if was:
            return was
    if not name or whole or same_period(name, current):
        was = tuple(known for each, known in row.periods.items() if is_year_before(each, current))
        return _got(row, "cung_ky") or was
    return ()


def _at_start(row: KnownRow, name: str, current: str) -> tuple[Known, ...]:
    """The figures of a row that tell how the year of one began."""
    begun = tuple(known for each, known in row.periods.items() if re.search(r"\bdau (?:nam|ky)\b(?! \d)", each))
    years = YEAR.findall(name) or YEAR.findall(current)
    if begun or not years:
        return begun
    before = str(int(years[-1]) - 1)
    ends = [(each, known) for each, known in row.periods.items() if before in each and _YEAR_END.search(each)]
    return tuple(known for _, known in ends) or _got(row, "cung_ky")


def _got(row: KnownRow, name: str) -> tuple[Known, ...]:
    return (row.figures[name],) if name in row.figures else ()


def worked_out(now: Known, base: Known, measure: Measure) -> Known | None:
    """What two figures of a row give, told with its arithmetic; None where they cannot be compared."""
    if now.unit.percent != base.unit.percent or now.key == base.key:
        return None
    one, other = now.value * now.unit.scale / base.unit.scale, base.value
    key, cells = f"{now.key} - {base.key}", (*now.cells, *base.cells)
    if measure is Measure.DIFFERENCE:
        value = one - other
        high, low = (base.shown, _shown(now, one)) if value < 0 else (_shown(now, one), base.shown)
        unit = _POINTS if base.unit.percent else base.unit
        return Known(key, value, unit, f"{high} - {low} = {show(abs(value))}", cells)
    if not other:
        return None
    ratio = one / other
    told = f"{_shown(now, one)} / {base.shown}"
    if measure is Measure.TIMES:
        return Known(key, ratio, Unit(), f"{told} = {show(ratio)}", cells)
    if measure is Measure.SHARE:
        return Known(key, ratio * _HUNDRED, _PERCENT, f"{told} x 100 = {show(ratio * _HUNDRED)}", cells)
    grown = (ratio - 1) * _HUNDRED
    return Known(key, grown, _PERCENT, f"{told} x 100 - 100 = {show(grown)}", cells)


def _shown(now: Known, value: Decimal) -> str:
    return now.shown if value == now.value else show(value)


def difference_by_share(row: KnownRow, now: Known, how: Comparison, number: Number) -> Known | None:
    """How far a figure is from that of a year before which only its share in percent tells: the number itself where it lies within what that was rounded from."""
    share = row.figures.get("so_cung_ky")
    if share is None or share.value <= 0 or (how.measure, how.base) != (Measure.DIFFERENCE, PRIOR) or now.unit.percent:
        return None
    base = now.value / share.value * _HUNDRED
    value = now.value - base
    rounded = base / share.value / 2 * Decimal(1).scaleb(-decimals_of(round_half_up(share.value, 2)))
    printed = number.value / now.unit.scale
    step = number.step / now.unit.scale
    value = printed.copy_sign(value) if abs(printed - abs(value)) <= rounded + step / 2 else round_half_up(value)
    shown = f"{now.shown} - {now.shown} / {share.shown}% = {show(value)}"
    return Known(f"{now.key} - {share.key}", value, now.unit, shown, (*now.cells, *share.cells))


def same_of(row: KnownRow, now: Known, other: KnownRow) -> tuple[Known, ...]:
    """The figure of another row that stands in the column of one of a row's."""
    for mine, others in ((row.figures, other.figures), (row.periods, other.periods)):
        name = next((name for name, known in mine.items() if known.key == now.key), None)
        if name is not None and name in others:
            return (others[name],)
    return ()


def levels(row: KnownRow) -> Sequence[Known]:
    """The figures of a row that are told of a time: its actual, and those of its periods and of last year."""
    return (*_got(row, "thuc_hien"), *row.periods.values(), *_got(row, "cung_ky"))
