"""Folding units' figures into the merged ones, a unit at a time, with everything that has to be said about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from toolkit.merge.folded import LEFT_OUT, NUMBER, Folded, Remark, Slot, Source
from toolkit.merge.match import Plan, SheetMap
from toolkit.merge.units import ACTUAL, TARGET, Filled, Frame, UnitData, UnitRow, Value
from toolkit.merge.ways import Total
from toolkit.numbers import show
from toolkit.places import Cell
from toolkit.text import fold

_JUDGEMENTS: Final = frozenset({"vuot", "dat", "chua dat", "khong dat", "vuot chi tieu", "dat chi tieu"})

Sink = Callable[[int, int, str, Source], None]
"""Told of each figure: the unit's index, the merged row's number, the slot, the figure."""


class Track(NamedTuple):
    """Where a sheet's figures go, by the numbers of grid and rows, so that it can be sent to whoever folds.

    `own` are the periods that the sheet brings and the reference has not; `found` holds what is to be said of its rows:
    code and row held against.
    """

    grid: int
    figures: bool
    periods: tuple[str, ...]
    own: tuple[str, ...]
    slots: tuple[str, ...]
    rows: tuple[int | None, ...]
    factors: tuple[Decimal | None, ...]
    found: dict[int, tuple[str, int | None]]


def tracks_for(plan: Plan, frames: bytes) -> tuple[Track, ...]:
    """The tracks of a frame's sheets."""
    return tuple(map(_track, plan.maps[frames]))


def _track(sheet: SheetMap) -> Track:
    grid = sheet.grid
    used = set(sheet.periods.values())
    rows = tuple(None if row is None else row.number for row in sheet.rows)
    found = {
        at: (said.code, None if said.other is None else said.other.number) for at, said in sheet.found.items()
    }  # fmt: skip
    return Track(
        grid.number, grid.figures, tuple(grid.periods), tuple(own for own in grid.added_periods if own in used),
        sheet.slots, rows, tuple(sheet.factors), found,
    )  # fmt: skip


@dataclass(slots=True)
class _Passing:
    """One unit on its way: its index, its file, its figures so far, and those that wait for their weights."""

    index: int
    file: str
    numbers: dict[Slot, Decimal] = field(default_factory=dict)
    weighed: list[Slot] = field(default_factory=list)

    def cell(self, frame: Frame, row: int, column: int) -> Cell:
        """A cell of the unit's file."""
        return Cell(f"[{self.file}]{frame.sheet}", row, column)


class Folder:
    """Takes in units that follow each other, the first of them with the index `first`.

    `tracks` are those of the units' frames, `weights` the numbers of the rows that hold other rows' weights.
    """

    def __init__(
        self, tracks: Mapping[bytes, tuple[Track, ...]], weights: Mapping[int, int], sink: Sink | None = None, *,
        first: int = 0,
    ) -> None:  # fmt: skip
        self.tracks = tracks
        self.weights = weights
        self.sink = sink
        self.first = first
        self.folded = Folded()
        self._frames: dict[bytes, tuple[Frame, ...]] = {}
        self._count = 0

    def fold(self, units: Sequence[UnitData]) -> Folded:
        """All these units' figures."""
        self._count = self.folded.count = len(units)
        for index, unit in enumerate(units, self.first):
            if unit.frames not in self._frames:
                self._frames[unit.frames] = unit.sheets()
            passing = _Passing(index, unit.file)
            content = unit.content()
            for track, frame, filled in zip(
                self.tracks[unit.frames], self._frames[unit.frames], content.filled, strict=True
            ):
                self._sheet(passing, track, frame, filled)
            for row, slot in passing.weighed:
                self._weigh(passing, row, slot)
            for key, (label, text) in content.info.items():
                self.folded.take_info(key, label, text)
            self.folded.problems += content.problems
        return self.folded

    def _remark(self, code: str, row: int, passing: _Passing, place: Cell, text: str = "") -> None:
        self.folded.remarks[code, row].append(Remark(passing.index, place, text))

    def _weigh(self, passing: _Passing, row: int, slot: str) -> None:
        weight = passing.numbers.get((self.weights[row], slot))
        self.folded.totals[row, slot].weigh(passing.numbers[row, slot], weight)
        if weight is None:
            self._remark("PL618", row, passing, self.folded.places[row], slot)

    def _sheet(self, passing: _Passing, track: Track, frame: Frame, filled: Filled) -> None:
        folded = self.folded
        for own in track.own:
            folded.periods[track.grid, own].append(passing.index)
        folded.take_lines((track.grid, "title"), filled.title)
        folded.take_lines((track.grid, "footer"), filled.footer)
        for at, (merged, row) in enumerate(zip(track.rows, filled.rows, strict=True)):
            if at in track.found:
                self._say(passing, *track.found[at], frame, at, row.row, merged)
            if merged is None:
                continue
            if merged not in folded.places:
                folded.places[merged] = passing.cell(frame, row.row, frame.label)
            folded.take_note(merged, "" if _is_judgement(row.note) else row.note)
            for value in row.values:
                self._value(passing, track, frame, at, row.row, value, merged)
            if row.values and not frame.figures:
                self._look_for_periods(passing, track, frame, row, merged)

    def _look_for_periods(self, passing: _Passing, track: Track, frame: Frame, row: UnitRow, merged: int) -> None:
        """Remark an actual that no period stands behind; it may not reach the merged figures."""
        actual = passing.numbers.get((merged, ACTUAL))
        if actual is None or any((merged, period) in passing.numbers for period in track.periods):
            return
        place = passing.cell(frame, row.row, dict(frame.slots).get(ACTUAL, 1))
        self._remark("PL616", merged, passing, place, show(actual, 6))

    def _value(
        self, passing: _Passing, track: Track, frame: Frame, at: int, number: int, value: Value, merged: int
    ) -> None:  # fmt: skip
        folded, slot = self.folded, track.slots[value.slot]
        key = (merged, slot)
        scale = track.factors[at]
        column = frame.slots[value.slot][1]
        figure: Decimal | None = None
        text = value.text
        if value.number is None or scale is None:
            state = LEFT_OUT
            text = self._leave_out(passing, track, frame, at, passing.cell(frame, number, column), value, key)
        else:
            state = NUMBER
            figure = value.number
            if scale != 1:
                figure *= scale
                self._remark("PL613", merged, passing, passing.cell(frame, number, column), frame.rows[at].unit)
            total = folded.totals.get(key)
            if total is None:
                total = folded.totals[key] = Total()
            total.add(figure)
            passing.numbers[key] = figure
            if merged in self.weights and slot != TARGET:
                passing.weighed.append(key)
        states = folded.states.get(key)
        if states is None:
            states = folded.states[key] = bytearray(self._count)
        states[passing.index - self.first] = state
        if self.sink is not None:
            self.sink(passing.index, merged, slot, Source(figure, text, frame.sheet, number, column))

    def _leave_out(
        self, passing: _Passing, track: Track, frame: Frame, at: int, place: Cell, value: Value, key: Slot
    ) -> str:  # fmt: skip
        """Remark a value that cannot be merged; the text that stands for it in the lineage."""
        if value.number is None and track.figures and not value.damaged:
            texts = self.folded.texts[key]
            texts[value.text] = texts.get(value.text, 0) + 1
            return value.text
        if value.number is None:
            self._remark("PL612", key[0], passing, place, value.text)
            return value.text
        unit = frame.rows[at].unit
        self._remark("PL614", key[0], passing, place, unit)
        return f"{show(value.number, 6)} ({unit})"

    def _say(
        self, passing: _Passing, code: str, other: int | None, frame: Frame, at: int, number: int, merged: int | None
    ) -> None:  # fmt: skip
        subject = merged if merged is not None else other
        if subject is None:
            return
        self._remark(code, subject, passing, passing.cell(frame, number, frame.label), frame.rows[at].label)
        if other is not None:
            self.folded.others[code, subject] = other


def _is_judgement(note: str) -> bool:
    """True for a note that says what the figures say already."""
    return bool(note) and fold(note).strip(" .") in _JUDGEMENTS
