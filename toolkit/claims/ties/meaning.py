"""What a number of prose can mean of a row."""

from __future__ import annotations

from collections.abc import Set

from toolkit.claims.ties.known import Known
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
