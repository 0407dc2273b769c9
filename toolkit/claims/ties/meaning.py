"""What a number of prose can mean of a row."""

from __future__ import annotations

from collections.abc import Sequence, Set

from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import Known, KnownRow
from toolkit.records import record


@record(frozen=True, slots=True)
class Reading:
    """The figures of a row that a number can mean, and whether the words say so outright or it is only the usual case.

    `also` is what it tells as well without a word, of a row whose actual is of more than the time reported on.
    """

    figures: tuple[Known, ...]
    plain: bool
    also: tuple[Known, ...] = ()

    def but(self, taken: Set[str]) -> Reading:
        """What is left where the figures of some keys are told already: what it tells as well, if that is not."""
        told = all(known.key in taken for known in self.figures)
        also = tuple(known for known in self.also if known.key not in taken)
        return Reading(also, self.plain) if told and also else self


def is_rate(row: KnownRow) -> bool:
    """True for a row whose actual is a percentage."""
    actual = row.figures.get("thuc_hien")
    return actual is not None and actual.unit.percent


def is_actual(row: KnownRow, number: Number) -> bool:
    """True for a number that is the row's actual as it stands."""
    actual = row.figures.get("thuc_hien")
    return actual is not None and fits(actual.unit, number) and number.value == actual.value * actual.unit.scale


def is_the_actual(row: KnownRow, named: Sequence[Known]) -> bool:
    """True where a period's figure is the actual itself, so that what is said of one is said of the other."""
    actual = row.figures.get("thuc_hien")
    return actual is not None and bool(named) and all(known.value == actual.value for known in named)
