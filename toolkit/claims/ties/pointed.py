"""A number that tells no figure, in words that point to one row: a slip of the pen, or a figure of that row that is past."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.compare import compare, is_swapped, resembles
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import Known, KnownRow
from toolkit.claims.ties.meaning import Reading
from toolkit.claims.ties.periods import YEAR
from toolkit.claims.ties.wording import Match, Wording
from toolkit.numbers import decimals_of, round_half_up
from toolkit.records import record

# How much of a label must stand there, by how many digits of the number are not chance.
_SHARES: Final = {3: 0.6, 4: 0.45}
_MANY: Final = 0.3
# Percentages crowd below a hundred, so that they look like one another.
_RATES: Final = {3: 0.8, 4: 0.6}
_MANY_OF_RATE: Final = 0.45
_STALE: Final = 0.5
_LEAD: Final = 0.1
_PAST: Final = ("cung_ky",)
_TENTH: Final = Decimal("0.1")


@record(frozen=True, slots=True)
class Pointed:
    """The row and the figure a number should tell, and the figure of the past that it tells instead, None for a slip."""

    match: Match
    known: Known
    past: Known | None = None


def pointed(
    number: Number, words: frozenset[str], wording: Wording, like: Iterable[KnownRow], read: Callable[[KnownRow], Reading], *,
    column: bool,
) -> Pointed | None:  # fmt: skip
    """What a number should tell where some words point to one row and its digits do, too; None where anything is open.

    `like` are the rows that may have the number or one like it, `read` gives what of a row it can mean; `column` is True where words near name another column than the actual's.
    """
    digits = len(number.printed.replace(".", "").replace(",", "").strip("0"))
    if number.bound not in ("", "ước") or number.upper is not None or digits < min(_SHARES):
        return None
    shares, many = (_RATES, _MANY_OF_RATE) if number.percent else (_SHARES, _MANY)
    wanted, of_swapped = (shares.get(count, many) for count in (digits, digits + 1))
    found: list[tuple[float, Pointed]] = []
    for row in like:
        share = round(wording.share(row, words), 9)
        if share < min(of_swapped, _STALE) or not _is_near(row, number):
            continue
        reading = read(row)
        known = reading.figures[0] if len(reading.figures) == 1 and reading.plain else None
        if (
            known is None
            or not fits(known.unit, number, row.subject)
            or compare(number, known.value, scale=known.unit.scale) is not Verdict.INCONSISTENT
        ):
            continue
        printed = number.value / known.unit.scale
        enough = share >= (of_swapped if is_swapped(printed, known.value) else wanted)
        if enough and _is_slip(printed, known.value):
            found.append((share, Pointed(Match(row, share), known)))
        elif share >= _STALE and not column and known is row.figures.get("thuc_hien"):
            past = past_figure(row, known, number)
            if past is not None:
                found.append((share, Pointed(Match(row, share), known, past)))
    if not found:
        return None
    found.sort(key=lambda each: -each[0])
    best = found[0][1]
    rivals = (row for share, row in wording.hints(words) if share >= found[0][0] - _LEAD and row is not best.match.row)
    return None if any(_may_mean(row, number, read) for row in rivals) else best


def past_figure(row: KnownRow, known: Known, number: Number) -> Known | None:
    """The figure of another time that a number tells instead of a row's: last year's, or that of a period; None for none."""
    if known is not row.figures.get("thuc_hien"):
        return None
    past = [*(row.figures[name] for name in _PAST if name in row.figures), *row.periods.values()]
    told = (each for each in past if each.value != known.value and each.value * each.unit.scale == number.value)
    return next(told, None)


def is_later(figure: Known, actual: Known) -> bool:
    """True for a figure of a row of a year of its own that stands behind its actual, which is then of a time before."""
    return (
        YEAR.search(figure.key) is not None
        and figure.key.endswith('"]')
        and len(actual.cells) == len(figure.cells) == 1
        and _column(figure) > _column(actual)
    )


def _column(figure: Known) -> tuple[int, str]:
    name = "".join(char for char in figure.cells[0].rpartition("!")[2] if char.isalpha())
    return len(name), name


def _is_slip(printed: Decimal, figure: Decimal) -> bool:
    """True for a slip of the pen that does not move the comma as well."""
    return resembles(printed, figure) and (
        decimals_of(printed) == decimals_of(round_half_up(figure, 2)) or _TENTH < abs(printed / figure) < 1 / _TENTH
    )


def _is_near(row: KnownRow, number: Number) -> bool:
    """True where a figure of the row is the number or looks like it."""
    told = ((known, number.value / known.unit.scale) for known in row.all())
    return any(value == known.value or _is_slip(value, known.value) for known, value in told)


def _may_mean(row: KnownRow, number: Number, read: Callable[[KnownRow], Reading]) -> bool:
    return any(fits(known.unit, number, row.subject) for known in read(row).figures)
