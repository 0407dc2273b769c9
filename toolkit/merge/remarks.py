"""What has to be said about the merged figures: once for each row, with the units and cells it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from toolkit.merge.folded import MISSING, Remark
from toolkit.merge.grids import Grid, MergedRow
from toolkit.merge.result import Merging, typed_only
from toolkit.merge.units import ACTUAL, PRIOR, TARGET
from toolkit.merge.ways import Way
from toolkit.numbers import show
from toolkit.places import Cell
from toolkit.problems import Problem
from toolkit.text import fold

_MOST_NAMED: Final = 20
_SLOT_WORDS: Final = {TARGET: "Chỉ tiêu", ACTUAL: "Thực hiện", PRIOR: "Cùng kỳ"}

PlaceOf = Callable[[Grid, MergedRow, str], Cell | None]


def remarks_on(merging: Merging, names: Sequence[str], place_of: PlaceOf) -> Iterator[Problem]:
    """Every problem of the merged rows; `names` are the units', `place_of` gives the merged cell of a row's slot."""
    for grid in merging.plan.grids:
        speaker = _Speaker(merging, names, grid, place_of)
        for row in grid.rows:
            yield from speaker.matched(row)
            yield from speaker.left_out(row)
            yield from speaker.not_merged(row)
            yield from speaker.disagreeing(row)
        for period in grid.added_periods:
            units = merging.folded.periods.get((grid.number, period), [])
            row = grid.rows[0]
            yield Problem("PL619", place_of(grid, row, period),
                          {"period": period, "units": listed(names[unit] for unit in units)})  # fmt: skip


def listed(names: Iterable[str]) -> str:
    """Names in a row, the first of them where they are many."""
    every = list(dict.fromkeys(names))
    if len(every) <= _MOST_NAMED:
        return "; ".join(every)
    return f"{'; '.join(every[:_MOST_NAMED])}; … (+{len(every) - _MOST_NAMED})"


class _Speaker:
    def __init__(self, merging: Merging, names: Sequence[str], grid: Grid, place_of: PlaceOf) -> None:
        self.merging = merging
        self.folded = merging.folded
        self.names = names
        self.rows = {row.number: row for row in grid.rows}
        self.grid = grid
        self.place_of = place_of

    def _at(self, row: MergedRow, slot: str = "label") -> Cell | None:
        return self.place_of(self.grid, row, slot)

    def _found(self, code: str, row: MergedRow) -> list[Remark]:
        return self.folded.remarks.get((code, row.number), [])

    # --- rows -------------------------------------------------------------------------------------------------------

    def matched(self, row: MergedRow) -> Iterator[Problem]:
        """Rows taken for another, added, doubtful, or twice in one unit."""
        for label, found in _by_text(self._found("PL603", row)).items():
            units = listed(f"{self.names[one.unit]}: {one.place}" for one in found)
            yield Problem("PL603", found[0].place, {"label": label, "other": row.label, "units": units})
        if row.added and row.doubt is None and not row.group:
            found = self._found("PL604", row)
            units = listed(f"{self.names[one.unit]}: {one.place}" for one in found)
            if found:
                yield Problem("PL604", found[0].place, {"label": row.label, "units": units})
        for label, found in _by_text(self._found("PL605", row)).items():
            yield self._doubt(row, label, found)
        for code in ("PL606", "PL609"):
            for label, found in _by_text(self._found(code, row)).items():
                cells = listed(str(one.place) for one in found)
                yield Problem(code, found[0].place, {"label": label, "other": row.label, "cells": cells})

    def _doubt(self, row: MergedRow, label: str, found: list[Remark]) -> Problem:
        other = self.rows[self.folded.others["PL605", row.number]]
        values = {
            "label": label, "other": other.label, "cells": listed(str(one.place) for one in found),
            "place": self.folded.places.get(other.number, ""), "key": self.grid.suggested_key(other),
        }  # fmt: skip
        return Problem("PL605", found[0].place, values)

    # --- figures ----------------------------------------------------------------------------------------------------

    def left_out(self, row: MergedRow) -> Iterator[Problem]:
        """Figures that are missing, damaged, in another measure, or that no period carries."""
        yield from self._missing(row)
        for code in ("PL612", "PL613", "PL614", "PL616"):
            if code == "PL616" and self.merging.takes_actual(self.grid, row):
                continue
            found = self._found(code, row)
            if found:
                cells = listed(f"{one.place} “{one.text}”" if one.text != "?" else str(one.place) for one in found)
                values = {"label": row.label, "cells": cells, "unit": row.unit}
                yield Problem(code, self._at(row), values)
        base = self.merging.choices[row.number].base
        found = self._found("PL618", row)
        if found and base is not None:
            units = listed(f"{self.names[one.unit]} ({_SLOT_WORDS.get(one.text, one.text)})" for one in found)
            yield Problem("PL618", self._at(row), {"label": row.label, "base": base.label, "units": units})

    def _missing(self, row: MergedRow) -> Iterator[Problem]:
        common = (slot for slot in self.merging.slots(self.grid, row) if slot not in self.grid.added_periods)
        slots = [slot for slot in common if self.folded.has(row, slot)]
        if row.added or not slots or self.merging.choices[row.number].way is Way.NONE:
            return
        states = [self.folded.states[row.number, slot] for slot in slots]
        lacking: list[str] = []
        count = 0
        for unit, name in enumerate(self.names):
            gaps = [slot for slot, state in zip(slots, states, strict=True) if state[unit] == MISSING]
            if not gaps:
                continue
            count += 1
            if len(lacking) < _MOST_NAMED:
                whole = len(gaps) == len(slots)
                lacking.append(name if whole else f"{name} ({', '.join(_SLOT_WORDS.get(s, s) for s in gaps)})")
        if count:
            more = f"; … (+{count - len(lacking)})" if count > len(lacking) else ""
            values = {"label": row.label, "count": count, "total": len(self.names), "units": "; ".join(lacking) + more}
            yield Problem("PL611", self._at(row), values)

    def not_merged(self, row: MergedRow) -> Iterator[Problem]:
        """Rows and targets that are left blank because nothing says how to merge them."""
        choice = self.merging.choices[row.number]
        slots = self.merging.slots(self.grid, row)
        filled = [slot for slot in slots if slot != TARGET and self.folded.has(row, slot)]
        if choice.code and (filled or choice.code != "PL607"):
            values = {"label": row.label, "text": choice.text, "base": f"[{choice.wanted}]"}
            place = self._at(row, filled[0]) if filled else self._at(row)
            yield Problem(choice.code, place, values)
        target = self.folded.total(row, TARGET)
        if target.count and self.merging.way(row, TARGET) is Way.COMMON and target.low != target.high:
            low, high = target.low, target.high
            if low is not None and high is not None:
                values = {"label": row.label, "low": show(low), "high": show(high)}
                yield Problem("PL615", self._at(row, TARGET), values)
        texts = self.folded.texts.get((row.number, ACTUAL), {})
        if len(texts) > 1 or (texts and self.folded.has(row, ACTUAL)):
            said = listed([*texts, *(["…"] if self.folded.has(row, ACTUAL) else [])])
            yield Problem("PL620", self._at(row), {"label": row.label, "said": said})

    def disagreeing(self, row: MergedRow) -> Iterator[Problem]:
        """Columns that steer a row and in which the units differ."""
        typed = Counter({text: row.typed_rules[text] for text in typed_only(row.typed_rules)})
        directions = Counter({said[2] or said[0]: count for said, count in row.directions.items()})
        for what, said in (("Cách gộp", row.ways), ("Cách tính", typed), ("Chiều", directions)):
            if len({fold(text) for text in said}) > 1:
                used = min(said, key=lambda text: (-said[text], text))
                values = {"what": what, "label": row.label, "said": listed(sorted(said)), "used": used}
                yield Problem("PL617", self._at(row), values)


def _by_text(remarks: Iterable[Remark]) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        found.setdefault(remark.text, []).append(remark)
    return found
