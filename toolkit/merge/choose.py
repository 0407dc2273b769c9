"""How each merged row's figures become one: its `Cách gộp`, else counts add up and rates are not merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from toolkit.merge.grids import Grid, MergedRow
from toolkit.merge.match import Plan
from toolkit.merge.units import TARGET
from toolkit.merge.ways import Way, way_named


class Choice(NamedTuple):
    """The way of a row and what was typed for it; `code` is the problem that keeps it from being merged.

    `base` is the row that holds the weights, `wanted` the key it was asked for by.
    """

    way: Way
    text: str = ""
    base: MergedRow | None = None
    code: str = ""
    wanted: str = ""


def commonest(said: Counter[str]) -> str:
    """What most units say, the first in the alphabet of those said as often; empty where nobody says anything."""
    return min(said, key=lambda text: (-said[text], text), default="")


def choose_ways(plan: Plan, count: int) -> dict[int, Choice]:
    """The choice for each merged row, by its number. A lone unit's figures stay what they are."""
    return {row.number: _choose(row, grid, plan.grids, count) for grid in plan.grids for row in grid.rows}


def _choose(row: MergedRow, grid: Grid, grids: Iterable[Grid], count: int) -> Choice:
    text = commonest(row.ways)
    named = way_named(text) if text else None
    if text and named is None:
        return Choice(Way.NONE, text, code="PL608")
    if named is None:
        if row.rate:
            return Choice(Way.COMMON) if count == 1 else Choice(Way.NONE, code="PL607")
        return Choice(Way.SUM)
    if named.way is not Way.WEIGHTED:
        return Choice(named.way, text)
    base = grid.with_key(named.base) or next(filter(None, (other.with_key(named.base) for other in grids)), None)
    if base is None or base is row:
        return Choice(Way.NONE, text, code="PL610", wanted=named.base)
    return Choice(Way.COMMON if count == 1 else Way.WEIGHTED, text, base)


def way_of(row: MergedRow, slot: str, choice: Choice) -> Way:
    """The way of one slot of a row: targets of what adds up add up too, other targets are kept where all agree."""
    if slot == TARGET:
        if choice.way is Way.NONE and not row.rate:
            return Way.NONE
        return Way.SUM if choice.way is Way.SUM else Way.COMMON
    return choice.way
