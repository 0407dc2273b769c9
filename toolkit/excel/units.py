"""Units said in a figure's own cell ("81.326 tỷ") beside the unit of its row: what is missing is taken, what differs is said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from toolkit.model import Figure, State
from toolkit.numbers import read
from toolkit.problems import Problem
from toolkit.records import replace
from toolkit.text import fold

_SCALES: Final = {"nghin ty": 12, "ngan ty": 12, "ty": 9, "trieu": 6, "nghin": 3, "ngan": 3, "dong": 0}
_SCALE = re.compile(rf"({'|'.join(_SCALES)})(?: (?:dong|vnd|usd))?\b(.*)")


def said_unit(figures: Iterable[Figure]) -> str:
    """The unit that the figures' own texts give, "" where they give none or several."""
    units = {fold(unit): unit for figure in figures if (unit := _unit(figure))}
    return next(iter(units.values())) if len(units) == 1 else ""


def in_unit(figure: Figure, unit: str, problems: list[Problem]) -> Figure:
    """The figure, DAMAGED where its own text counts in another power of ten than the unit does (PL226)."""
    own, wanted = _scale(_unit(figure)), _scale(unit)
    if own is None or wanted is None or own == wanted:
        return figure
    problems.append(Problem("PL226", figure.cell, {"text": figure.text, "unit": unit}))
    return replace(figure, value=None, upper=None, state=State.DAMAGED)


def _unit(figure: Figure) -> str:
    if figure.value is None or not figure.text[-1:].isalpha():
        return ""
    return read(figure.text).unit


def _scale(unit: str) -> int | None:
    """The power of ten an amount is counted in, None for a unit that is none; "tỷ đồng/năm" is none of ours to compare."""
    found = _SCALE.fullmatch(fold(unit))
    return _SCALES[found[1]] if found and not found[2].strip() else None
