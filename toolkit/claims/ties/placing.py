"""What the order of a report says: a number between those of two rows is likely of a row that stands between them and is not told yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.units import is_known
from toolkit.claims.ties.compare import compare, resembles
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import Known, KnownRow
from toolkit.claims.ties.meaning import Reading
from toolkit.claims.ties.said import Said
from toolkit.claims.ties.short_forms import unit_written_out
from toolkit.claims.ties.wording import PLACED, Match, Wording
from toolkit.records import record

_REACH: Final = 4  # rows that may stand between two that are told one after the other
_LEAD: Final = 0.15
_TIES: Final = {1: 0.5, 2: 0.3, 3: 0.2}  # how much of a label must stand there, by the digits that agree
_TIES_LONG: Final = 0.1
_WRONG: Final = 0.3
_NEVER: Final = 2.0
_SLIP_DIGITS: Final = 3
_STALE_DIGITS: Final = 2


@record(frozen=True, slots=True)
class Placed:
    """What a number tells, or should tell, by where it stands."""

    match: Match
    known: Known
    verdict: Verdict


class Placing:
    """The rows in the order of the sheet, and which of them the numbers of a report tell."""

    def __init__(self, rows: Sequence[KnownRow], wording: Wording, told: Sequence[Said]) -> None:
        self._rows, self._wording, self._told = rows, wording, told
        self._at = {id(row): index for index, row in enumerate(rows)}
        self._named = {said.known.key for said in told if said.known is not None}
        self._before = self._nearest(range(len(told)))
        self._after = self._nearest(range(len(told) - 1, -1, -1))

    def _nearest(self, order: Sequence[int]) -> dict[int, int]:
        """The row told last on the way to each number, by its place in the sheet."""
        found: dict[int, int] = {}
        last = None
        for index in order:
            row = self._told[index].row
            if row is not None and id(row) in self._at:
                last = self._at[id(row)]
            elif last is not None:
                found[index] = last
        return found

    def _near(self, index: int) -> Iterator[tuple[KnownRow, bool]]:
        """The rows that a number may be about, and whether both its neighbours are the rows beside."""
        before, after = self._before.get(index), self._after.get(index)
        if before is not None and after is not None and 1 < after - before <= _REACH + 1:
            low, high = before + 1, after
        else:
            low, high = (0, 0) if before is None else (before + 1, before + 2)
        places = set(range(low, min(high, len(self._rows))))
        places |= {after - 1} if after else set()
        for place in sorted(places):
            last = after is None and place == len(self._rows) - 1
            yield self._rows[place], before == place - 1 and (after == place + 1 or last)

    def _is_only_part(self, index: int, row: KnownRow) -> bool:
        """True for the one row below that told before a number."""
        place = self._at[id(row)]
        above, below = self._rows[place - 1 : place], self._rows[place + 1 : place + 2]
        only = bool(above) and above[0].label == row.parent and not (below and below[0].parent == row.parent)
        return only and self._before.get(index) == place - 1

    def of(
        self,
        index: int,
        words: frozenset[str],
        read: Callable[[KnownRow], Reading],
        *,
        column: bool,
        part: bool = False,
    ) -> Placed | None:
        """What a number tells or should tell; None where its place and its words leave it open.

        `column` is True where words near name another column than the actual's, `part` where they tell of a part.
        """
        number = self._told[index].number
        digits = len(number.printed.replace(".", "").replace(",", "").strip("0"))
        found: list[tuple[float, Placed]] = []
        for row, between in self._near(index):
            share = self._wording.share(row, words)
            share = max(share, _WRONG) if part and self._is_only_part(index, row) else share
            reading = read(row)
            if not reading.figures or not share:
                continue
            known = reading.figures[0]
            if known.key in self._named:
                continue
            own = is_known(number.unit) or not number.unit or unit_written_out(number.unit) == known.unit.name
            if not (own and fits(known.unit, number, row.subject)):
                continue
            verdict = compare(number, known.value, scale=known.unit.scale)
            if verdict is not Verdict.INCONSISTENT:
                wanted = _TIES.get(digits, _TIES_LONG)
            elif (
                (reading.plain or between)
                and len(reading.figures) == 1
                and number.bound in ("", "ước")
                and number.upper is None
            ):
                printed = number.value / known.unit.scale
                slip = digits >= _SLIP_DIGITS and resembles(printed, known.value)
                stale = not column and digits >= _STALE_DIGITS and any(each.value == printed for each in row.all())
                wanted = _wanted(slip or stale, between, alike=known.unit.name == number.unit)
            else:
                continue
            if share >= wanted:
                found.append((share, Placed(Match(row, share, via=PLACED), known, verdict)))
        found.sort(key=lambda each: -each[0])
        if not found or (len(found) > 1 and found[0][0] - found[1][0] < _LEAD):
            return None
        return found[0][1]


def _wanted(slip: bool, between: bool, *, alike: bool) -> float:
    """How much of a label must stand beside a wrong number: half as much for a slip between two rows told."""
    if slip:
        return _WRONG / 2 if between else _WRONG
    return _WRONG if between and alike else _NEVER
