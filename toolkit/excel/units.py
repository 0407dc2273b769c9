"""Units: those said in a figure's own cell ("81.326 tỷ") beside the one of its row, and what does not go with them."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.hints import Final
from toolkit.model import Figure, Row, State
from toolkit.numbers import read
from toolkit.patterns import seldom
from toolkit.problems import Problem
from toolkit.records import replace
from toolkit.text import fold

_BARE_NUMBER = seldom(r"\d[\d.,]*")
_SCALES: Final = {
    scale + currency: power
    for scale, power in (
        ("nghin ty", 12), ("ngan ty", 12), ("ty", 9), ("trieu", 6), ("nghin", 3), ("ngan", 3), ("dong", 0),
    )
    for currency in ("", " dong", " vnd", " usd")
}  # fmt: skip


def said_unit(figures: Iterable[Figure]) -> str:
    """The unit that the figures' own texts give, "" where they give none or several."""
    units = {fold(unit): unit for figure in figures if (unit := _unit(figure))}
    return next(iter(units.values())) if len(units) == 1 else ""


def figures_of(row: Row) -> tuple[Figure, ...]:
    """The figures of a row that count in its unit."""
    return (row.actual, *row.values, row.target.figure, row.prior)


def in_one_unit(row: Row, problems: list[Problem]) -> Row:
    """The row, with those figures DAMAGED that count in another unit than its own (PL226).

    A unit that is a number (PL228) and a target in percent of what is counted (PL234) are doubted.
    """
    if row.unit[:1].isdecimal() and _BARE_NUMBER.fullmatch(row.unit):
        problems.append(Problem("PL228", row.cells.get("unit"), {"unit": row.unit}))
    if _asks_for_a_share(row):
        figure = row.target.figure
        problems.append(Problem("PL234", figure.cell, {"text": _as_typed(figure), "unit": row.unit}))
    if not any(figure.text[-1:].isalpha() for figure in figures_of(row)):
        return row
    values = tuple(in_unit(figure, row.unit, problems) for figure in row.values)
    actual, prior = (in_unit(figure, row.unit, problems) for figure in (row.actual, row.prior))
    target = replace(row.target, figure=in_unit(row.target.figure, row.unit, problems))
    return replace(row, values=values, actual=actual, prior=prior, target=target)


def in_unit(figure: Figure, unit: str, problems: list[Problem]) -> Figure:
    """The figure, DAMAGED where its own text counts in another power of ten than the unit does (PL226)."""
    own, wanted = _scale(_unit(figure)), _scale(unit)
    if own is None or wanted is None or own == wanted:
        return figure
    problems.append(Problem("PL226", figure.cell, {"text": figure.text, "unit": unit}))
    return replace(figure, value=None, upper=None, state=State.DAMAGED)


def check_scale(row: Row, problems: list[Problem]) -> None:
    """A rate of 0,98 among rates of 98 was typed without its percent format (PL220)."""
    if not row.is_rate:
        return
    values = [f for f in (*row.values, row.actual, row.target.figure) if f.value is not None]
    small = [f for f in values if f.value is not None and 0 < f.value <= 1 and not f.percent]
    big = sorted(f.value for f in values if f.value is not None and f.value > 2)
    if small and big:
        middle = big[len(big) // 2]
        problems += [
            Problem("PL220", f.cell, {"value": f.value})
            for f in small
            if f.value is not None and middle / 2 < f.value * 100 < middle * 2
        ]


def _asks_for_a_share(row: Row) -> bool:
    """True for a target in percent of a row whose unit and other figures count."""
    if not row.target.figure.percent or not row.unit or row.is_intensive:
        return False
    done = [figure for figure in (row.actual, *row.values) if figure.value is not None]
    return bool(done) and not any(figure.percent for figure in done)


def _as_typed(figure: Figure) -> str:
    return figure.text if "%" in figure.text else f"{figure.text}%"


def _unit(figure: Figure) -> str:
    if figure.value is None or not figure.text[-1:].isalpha():
        return ""
    return read(figure.text).unit


def _scale(unit: str) -> int | None:
    """The power of ten an amount is counted in, None for a unit that is none; "tỷ đồng/năm" is none of ours to compare."""
    return _SCALES.get(fold(unit))
