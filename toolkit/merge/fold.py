"""Folding the units' figures into the merged ones, a unit at a time, with everything that has to be said about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from toolkit.merge.grids import Grid, MergedRow
from toolkit.merge.match import Finding, Plan, SheetMap
from toolkit.merge.units import ACTUAL, TARGET, Filled, Frame, UnitData, UnitRow, Value
from toolkit.merge.ways import Total
from toolkit.numbers import show
from toolkit.places import Cell
from toolkit.text import fold

MISSING, NUMBER, LEFT_OUT = 0, 1, 2
"""What a unit has for a slot of a row: nothing, a figure, or something that could not be merged."""

_JUDGEMENTS: Final = frozenset({"vuot", "dat", "chua dat", "khong dat", "vuot chi tieu", "dat chi tieu"})


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


Sink = Callable[[int, MergedRow, str, Source], None]
Slot = tuple[int, str]  # id of a merged row, name of its slot


@dataclass(slots=True)
class Folded:
    """The merged figures. `states` tells for each slot what each unit has; `remarks` are by code and merged row."""

    units: Sequence[UnitData]
    totals: dict[Slot, Total] = field(default_factory=dict)
    texts: dict[Slot, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    states: dict[Slot, bytearray] = field(default_factory=dict)
    remarks: dict[tuple[str, int], list[Remark]] = field(default_factory=lambda: defaultdict(list))
    others: dict[tuple[str, int], MergedRow] = field(default_factory=dict)
    periods: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    common: dict[tuple[int, str], list[str]] = field(default_factory=dict)  # a grid's title and footer lines
    notes: dict[int, str] = field(default_factory=dict)
    info: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    places: dict[int, Remark] = field(default_factory=dict)  # where a merged row was first met

    def total(self, row: MergedRow, slot: str) -> Total:
        """The figures of a slot together."""
        return self.totals.get((id(row), slot)) or Total()

    def has(self, row: MergedRow, slot: str) -> bool:
        """True when at least one unit has a figure there."""
        return (id(row), slot) in self.totals


@dataclass(slots=True)
class _Passing:
    """One unit on its way: its index, its figures so far, and those that wait for their weights."""

    index: int
    numbers: dict[Slot, Decimal] = field(default_factory=dict)
    weighed: list[tuple[MergedRow, str]] = field(default_factory=list)


class Folder:
    """Takes in one unit after the other. `sheets` are the frames unpacked, `weights` the rows that hold other rows' weights."""

    def __init__(
        self, plan: Plan, units: Sequence[UnitData], sheets: Mapping[bytes, tuple[Frame, ...]],
        weights: Mapping[int, MergedRow], sink: Sink | None = None,
    ) -> None:  # fmt: skip
        self.plan = plan
        self.folded = Folded(units)
        self.sheets = sheets
        self.weights = weights
        self.sink = sink

    def fold(self) -> Folded:
        """All units' figures."""
        for index, unit in enumerate(self.folded.units):
            passing = _Passing(index)
            maps, frames = self.plan.maps[unit.frames], self.sheets[unit.frames]
            for sheet, frame, filled in zip(maps, frames, unit.filled(), strict=True):
                self._sheet(passing, sheet, frame, filled)
            for row, slot in passing.weighed:
                self._weigh(passing, row, slot)
            self._info(unit)
        return self.folded

    def _weigh(self, passing: _Passing, row: MergedRow, slot: str) -> None:
        weight = passing.numbers.get((id(self.weights[id(row)]), slot))
        self.folded.totals[id(row), slot].weigh(passing.numbers[id(row), slot], weight)
        if weight is None:
            place = self.folded.places[id(row)].place
            self.folded.remarks["PL618", id(row)].append(Remark(passing.index, place, slot))

    def _sheet(self, passing: _Passing, sheet: SheetMap, frame: Frame, filled: Filled) -> None:
        for own in sheet.grid.added_periods:
            if own in sheet.periods.values():
                self.folded.periods[id(sheet.grid), own].append(passing.index)
        self._lines(sheet.grid, "title", filled.title)
        self._lines(sheet.grid, "footer", filled.footer)
        places = self.folded.places
        for at, (merged, row) in enumerate(zip(sheet.rows, filled.rows, strict=True)):
            if at in sheet.found:
                self._say(passing.index, sheet.found[at], frame, at, row.row, merged)
            if merged is None:
                continue
            if id(merged) not in places:
                places[id(merged)] = Remark(passing.index, self._cell(passing.index, frame, row.row, frame.label))
            self._note(merged, row.note)
            for value in row.values:
                self._value(passing, sheet, frame, at, row.row, value, merged)
            if row.values and not frame.figures:
                self._look_for_periods(passing, sheet, frame, row, merged)

    def _look_for_periods(
        self, passing: _Passing, sheet: SheetMap, frame: Frame, row: UnitRow, merged: MergedRow
    ) -> None:  # fmt: skip
        """Remark an actual that no period stands behind; it may not reach the merged figures."""
        own = id(merged)
        actual = passing.numbers.get((own, ACTUAL))
        if actual is None or any((own, period) in passing.numbers for period in sheet.grid.periods):
            return
        place = self._cell(passing.index, frame, row.row, dict(frame.slots).get(ACTUAL, 1))
        self.folded.remarks["PL616", own].append(Remark(passing.index, place, show(actual, 6)))

    def _value(
        self, passing: _Passing, sheet: SheetMap, frame: Frame, at: int, number: int, value: Value, merged: MergedRow
    ) -> None:  # fmt: skip
        folded, own, slot = self.folded, id(merged), sheet.slots[value.slot]
        key = (own, slot)
        scale = sheet.factors[at]
        figure: Decimal | None = None
        text = value.text
        if value.number is None or scale is None:
            state = LEFT_OUT
            text = self._leave_out(passing.index, sheet, frame, at, number, value, merged, key)
        else:
            state = NUMBER
            figure = value.number
            if scale != 1:
                figure *= scale
                place = self._cell(passing.index, frame, number, frame.slots[value.slot][1])
                folded.remarks["PL613", own].append(Remark(passing.index, place, frame.rows[at].unit))
            total = folded.totals.get(key)
            if total is None:
                total = folded.totals[key] = Total()
            total.add(figure)
            passing.numbers[key] = figure
            if own in self.weights and slot != TARGET:
                passing.weighed.append((merged, slot))
        states = folded.states.get(key)
        if states is None:
            states = folded.states[key] = bytearray(len(folded.units))
        states[passing.index] = state
        if self.sink is not None:
            self.sink(
                passing.index, merged, slot, Source(figure, text, frame.sheet, number, frame.slots[value.slot][1])
            )

    def _leave_out(
        self, index: int, sheet: SheetMap, frame: Frame, at: int, number: int, value: Value, merged: MergedRow, key: Slot
    ) -> str:  # fmt: skip
        """Remark a value that cannot be merged; the text that stands for it in the lineage."""
        if value.number is None and sheet.grid.figures and not value.damaged:
            texts = self.folded.texts[key]
            texts[value.text] = texts.get(value.text, 0) + 1
            return value.text
        code = "PL612" if value.number is None else "PL614"
        unit = frame.rows[at].unit
        text = value.text if value.number is None else unit
        place = self._cell(index, frame, number, frame.slots[value.slot][1])
        self.folded.remarks[code, id(merged)].append(Remark(index, place, text))
        return text if value.number is None else f"{show(value.number, 6)} ({unit})"

    def _say(self, index: int, found: Finding, frame: Frame, at: int, number: int, merged: MergedRow | None) -> None:
        subject = merged if merged is not None else found.other
        if subject is None:
            return
        place = self._cell(index, frame, number, frame.label)
        self.folded.remarks[found.code, id(subject)].append(Remark(index, place, frame.rows[at].label))
        if found.other is not None:
            self.folded.others[found.code, id(subject)] = found.other

    def _cell(self, index: int, frame: Frame, row: int, column: int) -> Cell:
        return Cell(f"[{self.folded.units[index].file}]{frame.sheet}", row, column)

    # --- what is kept where all units say the same ------------------------------------------------------------------

    def _lines(self, grid: Grid, where: str, lines: Iterable[str]) -> None:
        known = self.folded.common.get((id(grid), where))
        if known == []:
            return
        said = {fold(line) for line in lines}
        self.folded.common[id(grid), where] = (
            list(lines) if known is None else [line for line in known if fold(line) in said]
        )

    def _note(self, row: MergedRow, note: str) -> None:
        said = "" if fold(note).strip(" .") in _JUDGEMENTS else note
        known = self.folded.notes.setdefault(id(row), said)
        if known != said:
            self.folded.notes[id(row)] = ""

    def _info(self, unit: UnitData) -> None:
        for key, (label, text) in unit.info().items():
            known = self.folded.info.get(key)
            if known is None or (text and known[1] == ""):
                self.folded.info[key] = (label, text)
            elif text and known[1] != text:
                self.folded.info[key] = (known[0], None)
