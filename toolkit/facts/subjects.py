"""What a name in a template stands for: a row, a list, a period. Sections and appendices are in `facts_sections`.

A subject answers to the attributes listed here and to no others; nothing ever reaches a Python attribute.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from toolkit.facts.rows import (
    FIGURE_ATTRIBUTES,
    INDICATOR_ATTRIBUTES,
    Fact,
    figure_fact,
    period_fact,
    row_fact,
)
from toolkit.hints import Final
from toolkit.model import ComputedAppendix, FigureEntry, Indicator, Judgement
from toolkit.records import NamedTuple, record
from toolkit.text import fold, is_percent


@lru_cache(maxsize=1024)
def quoted(text: str) -> str:
    """A text as an expression writes it: in double quotes, with those inside escaped."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Value(NamedTuple):
    """One figure or text on its way to print.

    `value` is a `Decimal`, a text, True or False, or None where there is nothing. `text` is how it prints. `facts` are
    the figures behind it. `subject` is the row whose own figure this is, `attribute` which of its figures. A `settled`
    value may be empty: the template said what to do then.
    """

    value: Decimal | str | bool | None
    text: str
    facts: tuple[Fact, ...] = ()
    unit: str = ""
    subject: IndicatorSubject | FigureSubject | None = None
    attribute: str = ""
    settled: bool = False

    def printing(self, text: str) -> Value:
        """The same figure, printed another way."""
        return Value(self.value, text, self.facts, self.unit, self.subject, self.attribute, self.settled)

    @property
    def blank(self) -> bool:
        """True when nothing is printed and the template did not provide for it."""
        return not self.settled and not self.text

    @property
    def truth(self) -> bool:
        """Whether a condition holds: there is a text, a figure other than zero, or a yes."""
        return bool(self.value)


def value_of(fact: Fact, subject: IndicatorSubject | FigureSubject | None = None) -> Value:
    """The value that shows a fact."""
    return Value(fact.value, fact.shown, (fact,), fact.unit, subject, fact.attribute)


_INDICATOR: Final = (*INDICATOR_ATTRIBUTES, "ky")


class Subject:
    """What a name stands for. `key` is an expression that finds it again in any scope."""

    __slots__ = ()

    @property
    def key(self) -> str:
        """An expression that finds the subject again."""
        raise NotImplementedError

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names `get` answers to."""
        return ()

    def get(self, name: str) -> Value | Subject | None:
        """What an attribute stands for; None where the subject has no such attribute."""
        raise NotImplementedError

    def printed(self) -> Value | None:
        """What the subject prints when it stands alone; None where it cannot be printed."""
        return None


@record(frozen=True, slots=True)
class Items(Subject):
    """A list: of indicators, sections, appendices, periods. `texts` replaces what its entries print."""

    path: str
    entries: tuple[Subject, ...]
    texts: tuple[str, ...] | None = None

    @property
    def key(self) -> str:
        """An expression that finds it again."""
        return self.path

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names `get` answers to."""
        return ("so_luong", *TALLIES)

    def get(self, name: str) -> Value | Subject | None:
        """What an attribute stands for; None where there is no such attribute."""
        if name == "so_luong":
            return Value(Decimal(len(self.entries)), str(len(self.entries)))
        members = tuple(entry for entry in self.entries if isinstance(entry, IndicatorSubject))
        return tally(name, members, self.path) if len(members) == len(self.entries) else None

    def words(self) -> tuple[str, ...]:
        """What each entry prints in a list: its label."""
        if self.texts is not None:
            return self.texts
        found = (entry.get("noi_dung") or entry.get("ten") or entry.printed() for entry in self.entries)
        return tuple(value.text for value in found if isinstance(value, Value))

    def facts(self) -> tuple[Fact, ...]:
        """The facts of the labels of the entries."""
        found = (entry.get("noi_dung") for entry in self.entries)
        return tuple(fact for value in found if isinstance(value, Value) for fact in value.facts)


@record(frozen=True, slots=True)
class IndicatorSubject(Subject):
    """An indicator: alone it prints its actual figure."""

    appendix: ComputedAppendix
    indicator: Indicator

    @property
    def key(self) -> str:
        """An expression that finds it again."""
        return self.indicator.key

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names `get` answers to."""
        return _INDICATOR

    def get(self, name: str) -> Value | Subject | None:
        """What an attribute stands for; None where there is no such attribute."""
        if name == "ky":
            return Periods(self)
        fact = row_fact(self.indicator, name)
        return None if fact is None else value_of(fact, self)

    def printed(self) -> Value | None:
        """What it prints when it stands alone."""
        value = self.get("thuc_hien")
        return value if isinstance(value, Value) else None

    @property
    def is_rate(self) -> bool:
        """True for an indicator in percent."""
        return self.indicator.row.is_rate


@record(frozen=True, slots=True)
class FigureSubject(Subject):
    """A line of the `Số liệu` sheet: alone it prints its value."""

    entry: FigureEntry

    @property
    def key(self) -> str:
        """An expression that finds it again."""
        return self.entry.key

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names `get` answers to."""
        return FIGURE_ATTRIBUTES

    def get(self, name: str) -> Value | Subject | None:
        """What an attribute stands for; None where there is no such attribute."""
        fact = figure_fact(self.entry, name)
        return None if fact is None else value_of(fact, self)

    def printed(self) -> Value | None:
        """What it prints when it stands alone."""
        value = self.get("")
        return value if isinstance(value, Value) else None

    @property
    def is_rate(self) -> bool:
        """True for a figure in percent."""
        return is_percent(self.entry.unit)


@record(frozen=True, slots=True)
class Period(Subject):
    """One period, of an indicator or of an appendix: prints its figure, or its name where it has none."""

    name: str
    row: IndicatorSubject | None = None
    index: int = 0

    @property
    def key(self) -> str:
        """An expression that finds it again."""
        return quoted(self.name) if self.row is None else f"{self.row.key}.ky[{quoted(self.name)}]"

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names `get` answers to."""
        return ("ten",) if self.row is None else ("ten", "gia_tri", "don_vi")

    def get(self, name: str) -> Value | Subject | None:
        """What an attribute stands for; None where there is no such attribute."""
        if name == "ten":
            return Value(self.name, self.name)
        if self.row is None:
            return None
        if name == "gia_tri":
            return value_of(period_fact(self.row.indicator, self.index, self.name, quoted(self.name)), self.row)
        return self.row.get("don_vi") if name == "don_vi" else None

    def printed(self) -> Value | None:
        """What it prints when it stands alone."""
        value = self.get("ten" if self.row is None else "gia_tri")
        return value if isinstance(value, Value) else None


@record(frozen=True, slots=True)
class Periods(Subject):
    """The periods of an indicator: a list, and one by its name in brackets."""

    row: IndicatorSubject

    @property
    def key(self) -> str:
        """An expression that finds it again."""
        return f"{self.row.key}.ky"

    def get(self, name: str) -> Value | Subject | None:
        """What an attribute stands for; None where there is no such attribute."""
        return None

    def names(self) -> tuple[str, ...]:
        """The names of the periods in order."""
        return self.row.appendix.appendix.periods

    def entries(self) -> tuple[Period, ...]:
        """The periods in order."""
        return tuple(Period(name, self.row, index) for index, name in enumerate(self.names()))

    def item(self, name: str) -> Period | None:
        """The period of a name; the name may be a part of one heading only ("2022" of "Năm 2022")."""
        wanted = fold(name)
        entries = self.entries()
        exact = [entry for entry in entries if fold(entry.name) == wanted]
        near = exact or [entry for entry in entries if wanted and f" {wanted} " in f" {fold(entry.name)} "]
        return near[0] if len(near) == 1 else None


# --- lists by judgement and their counts ----------------------------------------------------------------------------

_CHOSEN: Final[dict[str, Callable[[Indicator], bool]]] = {
    "chi_tieu": lambda _: True,
    "vuot": lambda i: i.judgement is Judgement.EXCEEDED,
    "dat": lambda i: i.met,
    "vua_dat": lambda i: i.judgement is Judgement.MET,
    "chua_dat": lambda i: i.judgement is Judgement.MISSED,
    "co_chi_tieu": lambda i: i.row.target.figure.value is not None,
    "chua_danh_gia": lambda i: i.row.target.figure.value is not None and i.judgement is None,
}
TALLIES: Final = (*_CHOSEN, *(f"so_{name}" for name in _CHOSEN))
"""Lists of indicators and, with so_ before them, how many there are."""


def is_tally(name: str) -> bool:
    """Whether a name is one of `TALLIES`."""
    return name.removeprefix("so_") in _CHOSEN


def tally(name: str, members: tuple[IndicatorSubject, ...], path: str, label: str = "") -> Value | Subject | None:
    """The indicators that a name of `TALLIES` chooses, or how many they are; None for any other name."""
    if not is_tally(name):
        return None
    chosen = _CHOSEN.get(name) or _CHOSEN[name.removeprefix("so_")]
    found = tuple(member for member in members if chosen(member.indicator))
    if name in _CHOSEN:
        return Items(f"{path}.{name}" if path else name, found)
    cells = (member.indicator.row.cells.get("actual") or member.indicator.row.place for member in found)
    number = Decimal(len(found))
    fact = Fact(path, name, label, number, "chỉ tiêu", str(len(found)), tuple(dict.fromkeys(cells)))
    return value_of(fact)
