"""The merged figures under way: of a share of the units, joined in their order into those of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeVar

from toolkit.merge.grids import MergedRow
from toolkit.merge.ways import Total
from toolkit.places import Cell
from toolkit.problems import Problem
from toolkit.text import fold

K = TypeVar("K")
V = TypeVar("V")

MISSING, NUMBER, LEFT_OUT = 0, 1, 2
"""What a unit has for a slot of a row: nothing, a figure, or something that could not be merged."""

Slot = tuple[int, str]  # number of a merged row, name of its slot


class Source(NamedTuple):
    """One unit's figure: its number in the merged row's unit of measure, or its text, and its cell in the unit's file."""

    number: Decimal | None
    text: str
    sheet: str
    row: int
    column: int


class Remark(NamedTuple):
    """Something found in a unit's row, to be told in one sentence with the same of other units."""

    unit: int
    place: Cell
    text: str = ""


@dataclass(slots=True)
class Folded:
    """The merged figures of `count` units that follow each other; rows and grids go by their numbers in the plan.

    `states` tells for each slot what each unit has; `remarks` are by code and row, `others` the rows they were held against.
    """

    count: int = 0
    totals: dict[Slot, Total] = field(default_factory=dict)
    texts: dict[Slot, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    states: dict[Slot, bytearray] = field(default_factory=dict)
    remarks: dict[tuple[str, int], list[Remark]] = field(default_factory=lambda: defaultdict(list))
    others: dict[tuple[str, int], int] = field(default_factory=dict)
    periods: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    common: dict[tuple[int, str], list[str]] = field(default_factory=dict)  # a grid's title and footer lines
    notes: dict[int, str] = field(default_factory=dict)
    info: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    places: dict[int, Cell] = field(default_factory=dict)  # where a merged row was first met
    problems: list[Problem] = field(default_factory=list)

    def total(self, row: MergedRow, slot: str) -> Total:
        """The figures of a slot together."""
        return self.totals.get((row.number, slot)) or Total()

    def has(self, row: MergedRow, slot: str) -> bool:
        """True when at least one unit has a figure there."""
        return (row.number, slot) in self.totals

    # --- what is kept where all units say the same ------------------------------------------------------------------

    def take_lines(self, where: tuple[int, str], lines: Iterable[str]) -> None:
        """Keep of a grid's lines those that these units have too."""
        known = self.common.get(where)
        if known is None:
            self.common[where] = list(lines)
        elif known:
            said = {fold(line) for line in lines}
            self.common[where] = [line for line in known if fold(line) in said]

    def take_note(self, row: int, note: str) -> None:
        """Keep a row's note where it is everybody's."""
        if self.notes.setdefault(row, note) != note:
            self.notes[row] = ""

    def take_info(self, key: str, label: str, text: str | None) -> None:
        """Keep a text of `Thông tin` until another unit says another; None for one over which units differ."""
        known = self.info.get(key)
        if known is None or (text != "" and known[1] == ""):
            self.info[key] = (label, text)
        elif text not in ("", known[1]):
            self.info[key] = (known[0], None)

    # --- shares -----------------------------------------------------------------------------------------------------

    def join(self, part: Folded) -> None:
        """Take in the units that follow these; the remarks of `part` count units from the first of all."""
        for slot, total in part.totals.items():
            self.totals.setdefault(slot, Total()).join(total)
        for slot, texts in part.texts.items():
            own = self.texts[slot]
            for text, count in texts.items():
                own[text] = own.get(text, 0) + count
        self._join_states(part)
        for about, remarks in part.remarks.items():
            self.remarks[about] += remarks
        for period, units in part.periods.items():
            self.periods[period] += units
        _join_first(self.others, part.others)
        _join_first(self.places, part.places)
        for where, lines in part.common.items():
            self.take_lines(where, lines)
        for row, note in part.notes.items():
            self.take_note(row, note)
        for key, said in part.info.items():
            self.take_info(key, *said)
        self.problems += part.problems
        self.count += part.count

    def _join_states(self, part: Folded) -> None:
        for slot, states in part.states.items():
            own = self.states.setdefault(slot, bytearray())
            own += bytes(self.count - len(own))
            own += states
        for slot, own in self.states.items():
            if slot not in part.states:
                own += bytes(self.count + part.count - len(own))


def _join_first(own: dict[K, V], part: Mapping[K, V]) -> None:
    for key, value in part.items():
        own.setdefault(key, value)
