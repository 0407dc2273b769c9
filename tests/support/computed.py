"""Computed appendices in small notation, for tests that begin where the arithmetic ends."""

from __future__ import annotations

from collections.abc import Sequence
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
    is a section; one without any figure is a group; a bullet may begin the label. Thực hiện and percentages are taken
    as computed, and the judgement follows from the percentage.
    """
    lines = [[cell.strip() for cell in line.split("|")] for line in grid.strip().splitlines()]
    columns = tuple(
        Column(_ROLES.get(heading, "period"), number, heading, "" if heading in _ROLES else over)
        for number, heading in enumerate(lines[0], 1)
    )
    source, rows = [], []
    section = ""
    for number, cells in enumerate(lines[1:], 6):
        row = _row(columns, cells, number, section)
        if row.kind is Kind.SECTION:
            section = row.label
        source.append(row)
        key = f"{slug(row.label)}_{number}"
        rows.append(Group(row, key) if row.kind is not Kind.INDICATOR else _indicator(row, key))
    periods = tuple(column.heading for column in columns if column.role == "period")
    appendix = Appendix("PHỤ LỤC", tuple(source), periods, columns, tuple(title), tuple(footer), growth=growth)
    return ComputedAppendix(appendix, tuple(rows))


def _row(columns: Sequence[Column], cells: Sequence[str], number: int, section: str) -> Row:
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
        0 if kind is Kind.SECTION else {"": 1, "-": 2, "+": 3}[bullet], "" if kind is Kind.SECTION else section,
        unit=found["unit"], target=Target(numbers["target"]), values=tuple(values), actual=numbers["actual"],
        percent=numbers["percent"], prior=numbers["prior"], prior_percent=numbers["prior_percent"], note=found["note"],
    )  # fmt: skip


def _indicator(row: Row, key: str) -> Indicator:
    percent = row.percent.value
    judgement = None
    if percent is not None:
        full = Decimal(100)
        judgement = (
            Judgement.EXCEEDED if percent > full else Judgement.MET if percent == full else Judgement.MISSED
        )  # fmt: skip
    return Indicator(
        row, key, actual=row.actual.value, percent=percent, prior=row.prior.value,
        prior_percent=row.prior_percent.value, judgement=judgement,
    )  # fmt: skip
