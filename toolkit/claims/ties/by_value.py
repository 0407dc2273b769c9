"""The rows of a workbook by their figures: what a number of enough digits is about that some of its words name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.compare import likenesses
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import Known, KnownRow
from toolkit.claims.ties.wording import Match, Wording
from toolkit.numbers import round_half_up

# How much of a label must stand beside a number that is just the row's figure, by how many digits agree.
_SHARES: Final = {2: 0.65, 3: 0.4, 4: 0.2}
_MANY: Final = 0.12
_LEAD: Final = 0.15
_SURE: Final = 0.95


class ByValue:
    """The figures of the rows by what they are in single things: 4,5 tỷ is found as 4.500 triệu."""

    def __init__(self, rows: Sequence[KnownRow]) -> None:
        self._rows = rows
        found: dict[Decimal, list[tuple[KnownRow, Known]]] = defaultdict(list)
        for row in rows:
            for known in row.all():
                found[known.value * known.unit.scale].append((row, known))
        self._found: Mapping[Decimal, list[tuple[KnownRow, Known]]] = found
        rated: dict[tuple[int, Decimal], list[KnownRow]] = defaultdict(list)
        for row in rows:
            for places in (1, 2):
                rates = (known.value for known in row.figures.values() if known.unit.percent or known.unit.points)
                for value in {abs(round_half_up(rate, places)) for rate in rates}:
                    rated[places, value].append(row)
        self._rated: Mapping[tuple[int, Decimal], list[KnownRow]] = rated

    def rows(self, number: Number) -> Iterator[KnownRow]:
        """The rows a figure of which is just this number, in a unit that goes with it."""
        for row, known in self._found.get(number.value, ()):
            if fits(known.unit, number, row.subject):
                yield row

    def like(self, number: Number) -> list[KnownRow]:
        """The rows a figure of which may be this number or look like it, in the order of the sheet."""
        found = {
            index
            for scale, marked in self._marked.items()
            for mark in likenesses(number.value / scale)
            for index in marked.get(mark, ())
        }
        return [self._rows[index] for index in sorted(found)]

    @cached_property
    def _marked(self) -> Mapping[Decimal, Mapping[str, list[int]]]:
        found: dict[Decimal, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for index, row in enumerate(self._rows):
            for known in row.all():
                for mark in likenesses(known.value):
                    found[known.unit.scale][mark].append(index)
        return found

    def named(self, number: Number, words: frozenset[str], wording: Wording, matches: Sequence[Match]) -> Match | None:
        """The one row that has the number and much of whose label stands there; None where the words name another."""
        digits = len(number.printed.replace(".", "").replace(",", "").strip("0"))
        if (
            number.bound not in ("", "ước")
            or digits not in range(min(_SHARES), 16)
            or any(each.covered >= _SURE for each in matches)
        ):
            return None
        rows = {row.key: row for row in self.rows(number)}
        if number.percent or number.points:
            rows |= {row.key: row for row in self._rated.get((number.decimals, number.value), ())}
        shares = sorted(((wording.share(row, words), key) for key, row in rows.items()), reverse=True)
        if not shares or shares[0][0] < _SHARES.get(digits, _MANY):
            return None
        if len(shares) > 1 and shares[0][0] - shares[1][0] < _LEAD:
            return None
        share, key = shares[0]
        return Match(rows[key], share)
