"""What stands for a part of a workbook in a template: a section, or a whole appendix."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from toolkit.facts.rows import GROUP_ATTRIBUTES, Fact, row_fact
from toolkit.facts.subjects import (
    TALLIES,
    IndicatorSubject,
    Items,
    Period,
    Subject,
    Value,
    quoted,
    tally,
    value_of,
)
from toolkit.model import ComputedAppendix, Group, Indicator, Kind
from toolkit.places import Cell
from toolkit.records import record
from toolkit.text import clean


@record(frozen=True)
class SectionSubject(Subject):
    """A section or group of an appendix, or (without a row) what stands outside every section."""

    appendix: ComputedAppendix
    index: int | None

    @property
    def key(self) -> str:
        """An expression that finds it again."""
        if self.index is None:
            return f"phu_luc({quoted(self.appendix.appendix.sheet)}).ngoai_muc"
        row = self.appendix.rows[self.index]
        return row.key if isinstance(row, Group) else f"muc({quoted(row.key)})"

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names `get` answers to."""
        return (*GROUP_ATTRIBUTES, "muc", *TALLIES)

    @cached_property
    def members(self) -> tuple[IndicatorSubject, ...]:
        """The indicators below it, and itself where it carries figures."""
        found = _below(self.appendix, self.index) if self.index is not None else _outside(self.appendix)
        rows = (self.appendix.rows[at] for at in found)
        return tuple(IndicatorSubject(self.appendix, row) for row in rows if isinstance(row, Indicator))

    def get(self, name: str) -> Value | Subject | None:
        """What an attribute stands for; None where there is no such attribute."""
        if name == "muc":
            return Items(f"{self.key}.muc", self.children())
        found = tally(name, self.members, self.key, self.label)
        if found is not None:
            return found
        if self.index is None:
            return Value(None, "", settled=True) if name in GROUP_ATTRIBUTES else None
        row = self.appendix.rows[self.index]
        fact = row_fact(row, name)
        own = IndicatorSubject(self.appendix, row) if isinstance(row, Indicator) else None
        return None if fact is None else value_of(fact, own)

    @property
    def label(self) -> str:
        """The section's name, empty for what stands outside sections."""
        return "" if self.index is None else self.appendix.rows[self.index].row.label

    def children(self) -> tuple[SectionSubject, ...]:
        """The sections and groups directly below it."""
        rows = self.appendix.rows
        return tuple(
            SectionSubject(self.appendix, at)
            for at in (() if self.index is None else _below(self.appendix, self.index))
            if rows[at].row.parent == self.index and (isinstance(rows[at], Group) or rows[at].row.kind is Kind.SECTION)
        )

    def printed(self) -> Value | None:
        """What it prints when it stands alone."""
        value = self.get("noi_dung")
        return value if isinstance(value, Value) else None


@record(frozen=True, slots=True)
class AppendixSubject(Subject):
    """One appendix; `number` counts from 1 in the workbook."""

    appendix: ComputedAppendix
    number: int

    @property
    def key(self) -> str:
        """An expression that finds it again."""
        return f"phu_luc({quoted(self.appendix.appendix.sheet)})"

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names `get` answers to."""
        return ("ten", "tieu_de", "so", "ky", "muc", "ngoai_muc", *TALLIES)

    def indicators(self) -> tuple[IndicatorSubject, ...]:
        """All its indicators in order."""
        return tuple(IndicatorSubject(self.appendix, row) for row in self.appendix.indicators)

    def get(self, name: str) -> Value | Subject | None:
        """What an attribute stands for; None where there is no such attribute."""
        source = self.appendix.appendix
        if name in ("ten", "tieu_de"):
            text = source.sheet if name == "ten" else "\n".join(clean(line) for line in source.title)
            place = Cell(source.sheet, 1, 1)
            return value_of(Fact(self.key, name, source.sheet, text or None, "", text, (), None, place))
        if name == "so":
            return Value(Decimal(self.number), str(self.number))
        if name == "ky":
            return Items(f"{self.key}.ky", tuple(Period(period) for period in source.periods))
        if name == "muc":
            return Items(f"{self.key}.muc", sections(self.appendix))
        if name == "ngoai_muc":
            return SectionSubject(self.appendix, None)
        return tally(name, self.indicators(), self.key, source.sheet)


def top_sections(appendix: ComputedAppendix) -> tuple[int, ...]:
    """The rows that divide an appendix: its outermost sections, or its outermost groups where it has no section."""
    rows = appendix.rows
    found = [at for at, row in enumerate(rows) if row.row.kind is Kind.SECTION]
    if not found:
        return tuple(at for at, row in enumerate(rows) if isinstance(row, Group) and row.row.parent is None)
    inner = {below for at in found for below in _below(appendix, at) if below != at}
    return tuple(at for at in found if at not in inner)


def sections(appendix: ComputedAppendix) -> tuple[SectionSubject, ...]:
    """The parts of an appendix in order; what stands outside its sections comes first, where there is any."""
    rest = SectionSubject(appendix, None)
    inside = tuple(SectionSubject(appendix, at) for at in top_sections(appendix))
    return (rest, *inside) if rest.members else inside


def _below(appendix: ComputedAppendix, index: int) -> Iterator[int]:
    """The row itself and, right after it, all that hangs from it."""
    yield index
    for at in range(index + 1, len(appendix.rows)):
        parent = appendix.rows[at].row.parent
        if parent is None or parent < index:
            return
        yield at


def _outside(appendix: ComputedAppendix) -> Iterator[int]:
    inside = {below for at in top_sections(appendix) for below in _below(appendix, at)}
    return (at for at in range(len(appendix.rows)) if at not in inside)
