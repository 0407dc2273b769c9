"""Which row of a unit is which row of the merged grids: by Mã, else by its labels; what is doubtful is asked, not guessed.

The most common frame is the reference. The others follow in an order that depends on nothing but themselves, so that
the order of the files changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from toolkit.merge.grids import Grid, MergedRow, parents_in, path_of
from toolkit.merge.labels import Alike, compare, likeness, words_of
from toolkit.merge.measures import factor
from toolkit.merge.nearby import Nearby
from toolkit.merge.units import Frame, RowId
from toolkit.text import fold, slug

_MARGIN: Final = 5.0
_ENOUGH_WORDS: Final = 4


class Finding(NamedTuple):
    """Something to say of a row of a frame: the problem's code, the merged row it was held against, and the reason."""

    code: str
    other: MergedRow | None = None


@dataclass(slots=True)
class SheetMap:
    """Where a sheet of a frame goes: the grid, and for each of its rows and slots the merged row, factor and slot.

    `found` holds what is to be said of its rows.
    """

    grid: Grid
    slots: tuple[str, ...]
    rows: list[MergedRow | None] = field(default_factory=list)
    factors: list[Decimal | None] = field(default_factory=list)
    found: dict[int, Finding] = field(default_factory=dict)
    periods: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """The merged grids and, for each frame, where its sheets go."""

    grids: list[Grid]
    maps: dict[bytes, tuple[SheetMap, ...]]


def plan(frames: Mapping[bytes, tuple[Frame, ...]], counts: Mapping[bytes, int]) -> Plan:
    """The plan for some frames and how many units have each."""
    order = sorted(frames, key=lambda packed: (-counts[packed], -_size(frames[packed]), packed))
    made = Plan([], {})
    for packed in order:
        sheets = frames[packed]
        grids = _assign(sheets, made.grids)
        made.maps[packed] = tuple(
            _Matching(grid, frame, counts[packed], first=new).match()
            for frame, (grid, new) in zip(sheets, grids, strict=True)
        )
    for number, grid in enumerate(made.grids):
        grid.number = number
    for number, row in enumerate(row for grid in made.grids for row in grid.rows):
        row.number = number
    return made


def _size(sheets: Iterable[Frame]) -> int:
    return sum(len(frame.rows) for frame in sheets)


def _assign(sheets: tuple[Frame, ...], grids: list[Grid]) -> list[tuple[Grid, bool]]:
    """The grid of each sheet and whether it is new: the one with the most rows in common, then the one of its name."""
    scores = sorted(
        (
            (-grid.likely(frame), fold(grid.sheet) != fold(frame.sheet), at, index)
            for at, frame in enumerate(sheets)
            for index, grid in enumerate(grids)
            if grid.figures == frame.figures
        )
    )
    lone = sum(not frame.figures for frame in sheets) == 1 == sum(not grid.figures for grid in grids)
    found: dict[int, Grid] = {}
    used: set[int] = set()
    for score, other_name, at, index in scores:
        fits = score < 0 or not other_name or sheets[at].figures or lone
        if at not in found and index not in used and fits:
            found[at] = grids[index]
            used.add(index)
    made = []
    for at, frame in enumerate(sheets):
        new = at not in found
        grid = Grid(frame) if new else found[at]
        if new:
            grid.sheet = _free_name(grid.sheet, grids)
            grids.append(grid)
        made.append((grid, new))
    return made


def _free_name(name: str, grids: Iterable[Grid]) -> str:
    taken = {fold(grid.sheet) for grid in grids}
    made, number = name, 1
    while fold(made) in taken:
        number += 1
        made = f"{name[:26]} ({number})"
    return made


class _Matching:
    """The rows of one frame against one grid."""

    def __init__(self, grid: Grid, frame: Frame, count: int, *, first: bool) -> None:
        self.grid = grid
        self.frame = frame
        self.count = count
        self.first = first
        periods = grid.take_periods(frame.periods, added=not first)
        grid.apart.update(periods[name] for name in frame.apart)
        slots = tuple(periods.get(name, name) for name, _ in frame.slots)
        self.map = SheetMap(grid, slots, [None] * len(frame.rows), [None] * len(frame.rows), periods=periods)
        self.parents = parents_in(frame.rows)
        self.children: dict[int, list[int]] = {}
        for child, parent in enumerate(self.parents):
            if parent is not None:
                self.children.setdefault(parent, []).append(child)
        self.taken: dict[int, int] = {}  # id of a merged row -> the frame's row it went to
        self.near: dict[int, list[MergedRow]] = {}  # row of the frame -> merged rows that may be it

    def match(self) -> SheetMap:
        """Where every row goes; rows that fit none become rows of the grid."""
        if not self.first:
            self._exact()
            for round_ in range(2):
                self._alike(last=round_ == 1)
        for index, row in enumerate(self.frame.rows):
            merged = self.map.rows[index]
            if merged is None and index not in self.map.found and (not row.group or self.first or self._needed(index)):
                merged = self._add(index, None)
            elif merged is None and index in self.map.found and self.map.found[index].code == "PL605":
                merged = self._add(index, self.map.found[index].other)
            if merged is not None:
                merged.take(row, self.count)
                self.map.factors[index] = factor(merged.unit, row.unit)
        self.grid.settle()
        return self.map

    def _needed(self, index: int) -> bool:
        """True for a heading that some row of the frame without a place of its own stands under."""
        return any(
            self.map.rows[child] is None and (not self.frame.rows[child].group or self._needed(child))
            for child in self.children.get(index, ())
        )

    def _add(self, index: int, doubt: MergedRow | None) -> MergedRow:
        row = self.frame.rows[index]
        known = self.grid.with_path(row)
        if known is not None and id(known) not in self.taken and known.doubt is doubt:
            self._take(index, known)
            return known
        above = self.parents[index]
        parent = None if above is None else self.map.rows[above]
        merged = self.grid.add(row, parent, added=not self.first, doubt=doubt)
        self._take(index, merged)
        if not self.first and not row.group:
            self.map.found.setdefault(index, Finding("PL604"))
        return merged

    def _take(self, index: int, merged: MergedRow) -> None:
        self.map.rows[index] = merged
        self.taken[id(merged)] = index

    # --- the same key or path -----------------------------------------------------------------------------------

    def _exact(self) -> None:
        for by_key in (True, False):
            for index, row in enumerate(self.frame.rows):
                if self.map.rows[index] is None and index not in self.map.found:
                    self._exactly(index, row, by_key=by_key)

    def _exactly(self, index: int, row: RowId, *, by_key: bool) -> None:
        merged = (self.grid.with_key(row.key) if row.key else None) if by_key else self.grid.with_path(row)
        if merged is None:
            return
        if id(merged) in self.taken:
            if by_key:
                self.map.found[index] = Finding("PL606", merged)
            return
        if not by_key and row.key and merged.key and slug(row.key) != slug(merged.key):
            self.map.found[index] = Finding("PL605", merged)
            return
        if by_key and compare(row.label, merged.label) is Alike.OTHER:
            own = self.grid.with_path(row)
            if own is not None and own is not merged:  # the key says one row, the label another
                self.map.found[index] = Finding("PL605", merged)
                return
            self.map.found[index] = Finding("PL609", merged)
        self._take(index, merged)

    # --- labels that are nearly the same ----------------------------------------------------------------------------

    def _alike(self, *, last: bool) -> None:
        """Match what is alike beyond doubt, in the last round note what is doubtful."""
        chosen: dict[int, MergedRow] = {}
        doubts: dict[int, MergedRow] = {}
        if not last:
            self._look_around()
        for index, row in enumerate(self.frame.rows):
            if self._is_placed(index):
                continue
            sure, doubtful = self._candidates(index, row)
            if len(sure) == 1 and not self._rivals(row, sure[0], doubtful):
                chosen[index] = sure[0]
            elif sure or doubtful:
                doubts[index] = max(sure or doubtful, key=lambda merged: likeness(row.label, merged.label))
        wanted = Counter(id(merged) for merged in chosen.values())
        for index, merged in chosen.items():
            if wanted[id(merged)] > 1:
                doubts[index] = merged
            else:
                self._take(index, merged)
                if merged.label != self.frame.rows[index].label and not self.frame.rows[index].group:
                    self.map.found[index] = Finding("PL603", merged)
        if last:
            for index, merged in doubts.items():
                if id(merged) not in self.taken and not self.frame.rows[index].group:
                    self.map.found[index] = Finding("PL605", merged)

    def _is_placed(self, index: int) -> bool:
        return self.map.rows[index] is not None or index in self.map.found

    def _look_around(self) -> None:
        """Find the merged rows whose labels come near those of the rows without a place."""
        free = [merged for merged in self.grid.rows if id(merged) not in self.taken and merged.doubt is None]
        lost = [index for index in range(len(self.frame.rows)) if not self._is_placed(index)]
        if lost:
            nearby = Nearby([merged.label for merged in free])
            self.near = {index: [free[at] for at in nearby.of(self.frame.rows[index].label)] for index in lost}

    def _rivals(self, row: RowId, sure: MergedRow, doubtful: list[MergedRow]) -> bool:
        best = likeness(row.label, sure.label)
        return any(likeness(row.label, other.label) > best - _MARGIN for other in doubtful)

    def _candidates(self, index: int, row: RowId) -> tuple[list[MergedRow], list[MergedRow]]:
        sure: list[MergedRow] = []
        doubtful: list[MergedRow] = []
        for merged in self.near[index]:
            if id(merged) in self.taken:
                continue
            if row.key and merged.key and slug(row.key) != slug(merged.key):
                continue
            alike = compare(row.label, merged.label)
            if alike is Alike.OTHER or not self._comparable(row, merged):
                continue
            (sure if self._is_sure(index, row, merged, alike) else doubtful).append(merged)
        return sure, doubtful

    def _comparable(self, row: RowId, merged: MergedRow) -> bool:
        if row.group or merged.group:
            return row.group == merged.group or not (row.section or merged.id.section)
        return row.rate == merged.rate and factor(merged.unit, row.unit) is not None

    def _is_sure(self, index: int, row: RowId, merged: MergedRow, alike: Alike) -> bool:
        """True for the same label, or one a slip away, at the same place of the hierarchy."""
        if alike is Alike.DOUBT:
            return False
        above = self.parents[index]
        place = None if above is None else self.map.rows[above]
        if above is None or merged.parent is None:
            same = (above is None) == (merged.parent is None) or alike is Alike.SAME
            return same and (row.nth == merged.id.nth)
        if place is merged.parent:
            return row.nth == merged.id.nth
        if place is not None or alike is not Alike.SAME:
            return False
        heads = compare(row.path[-2], merged.id.path[-2]) if len(merged.id.path) > 1 else Alike.OTHER
        return heads in (Alike.SAME, Alike.SLIP) or len(words_of(row.label)) >= _ENOUGH_WORDS


def same_rows(one: RowId, two: RowId) -> bool:
    """True when two rows have one key, or one path where neither has a key that says otherwise."""
    if one.key and two.key:
        return slug(one.key) == slug(two.key)
    return path_of(one) == path_of(two) and one.nth == two.nth
