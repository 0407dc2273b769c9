"""Computed appendices in small notation, for tests that begin where the arithmetic ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.model import (
    Appendix,
    Column,
    ComputedAppendix,
    Figure,
    Group,
    Indicator,
    Judgement,
    Kind,
    Row,
    State,
    Target,
)
from toolkit.numbers import read
from toolkit.places import Cell
from toolkit.text import slug

_ROLES = {
    "STT": "stt", "Nội dung": "label", "ĐVT": "unit", "Chỉ tiêu": "target", "Thực hiện": "actual", "%": "percent",
    "Cùng kỳ": "prior", "% cùng kỳ": "prior_percent", "Ghi chú": "note",
}  # fmt: skip
_FULL = Decimal(100)


def figure(text: str, row: int = 1, column: int = 1) -> Figure:
    """The figure of a cell that says `text`."""
    reading = read(text)
    cell = Cell("PHỤ LỤC", row, column)
    if reading.blank:
        return Figure(cell=cell)
    state = State.DAMAGED if reading.value is None else State.NUMBER
    return Figure(reading.value, cell, text, reading.decimals, state, reading.percent, upper=reading.upper)


def computed(
    grid: str, *, over: str = "", title: Sequence[str] = (), footer: Sequence[str] = (), growth: bool = False
) -> ComputedAppendix:
    """An appendix from lines of cells between bars, the first line its headings.

    A heading that is no role's names a period, and `over` stands above all periods. A line whose STT is a Roman numeral
    is a section; one without any figure is a group; a bullet may begin the label. Thực hiện is taken as computed;
    percentages are too where they are given, and the judgement follows from the percentage.
    """
    lines = [[cell.strip() for cell in line.split("|")] for line in grid.strip().splitlines()]
    columns = tuple(
        Column(_ROLES.get(heading, "period"), number, heading, "" if heading in _ROLES else over)
        for number, heading in enumerate(lines[0], 1)
    )
    source: list[Row] = []
    rows: list[Indicator | Group] = []
    above: list[int] = []  # the rows that the next one may hang from, outermost first
    for number, cells in enumerate(lines[1:], 6):
        row = _row(columns, cells, number)
        above = [index for index in above if source[index].level < row.level]
        heads = [source[index] for index in above]
        section = heads[0].label if heads and heads[0].kind is Kind.SECTION else ""
        path = tuple(head.label for head in heads)
        row = replace(row, section=section, path=path, parent=above[-1] if above else None)
        above.append(len(source))
        source.append(row)
        key = f"{slug(row.label)}_{number}"
        rows.append(Group(row, key) if row.kind is not Kind.INDICATOR else _indicator(row, key))
    periods = tuple(column.heading for column in columns if column.role == "period")
    appendix = Appendix("PHỤ LỤC", tuple(source), periods, columns, tuple(title), tuple(footer), growth=growth)
    return ComputedAppendix(appendix, tuple(rows))


def _row(columns: Sequence[Column], cells: Sequence[str], number: int) -> Row:
    found = dict.fromkeys(_ROLES.values(), "")
    values = []
    for column, text in zip(columns, [*cells, *[""] * len(columns)], strict=False):
        if column.role == "period":
            values.append(figure(text, number, column.number))
        else:
            found[column.role] = text
    label = found["label"]
    bullet = label[0] if label[:2] in ("- ", "+ ") else ""
    numbers = {role: figure(found[role], number) for role in ("target", "actual", "percent", "prior", "prior_percent")}
    filled = any(value.text for value in (*values, *numbers.values()))
    roman = found["stt"] and not set(found["stt"]) - set("IVX")
    kind = Kind.INDICATOR if filled else Kind.SECTION if roman else Kind.GROUP
    return Row(
        kind, Cell("PHỤ LỤC", number, 1), label.removeprefix(bullet).strip(), found["stt"], bullet,
        0 if kind is Kind.SECTION else {"": 1, "-": 2, "+": 3}[bullet],
        unit=found["unit"], target=Target(numbers["target"]), values=tuple(values), actual=numbers["actual"],
        percent=numbers["percent"], prior=numbers["prior"], prior_percent=numbers["prior_percent"], note=found["note"],
    )  # fmt: skip


def _indicator(row: Row, key: str) -> Indicator:
    actual, target, prior = row.actual.value, row.target.figure.value, row.prior.value
    percent = row.percent.value
    if percent is None and actual is not None and target:
        percent = actual / target * _FULL
    prior_percent = row.prior_percent.value
    if prior_percent is None and actual is not None and prior:
        prior_percent = actual / prior * _FULL
    judgement = None
    if percent is not None:
        over = percent > _FULL
        judgement = Judgement.EXCEEDED if over else Judgement.MET if percent == _FULL else Judgement.MISSED
    points = actual - target if row.is_rate and actual is not None and target is not None else None
    return Indicator(
        row, key, actual=actual, percent=percent, points=points, prior=prior, prior_percent=prior_percent,
        judgement=judgement,
    )  # fmt: skip
