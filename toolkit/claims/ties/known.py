"""The figures of a workbook as prose may tell them: each row with its words, and each of its figures with unit and cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.tokens import numbers_in
from toolkit.claims.ties.compare import compare
from toolkit.claims.ties.short_forms import unit_written_out, written_out
from toolkit.facts.rows import Fact, figure_fact, period_fact, row_fact
from toolkit.model import Computed, Figure, FigureEntry, Indicator
from toolkit.numbers import show
from toolkit.places import Cell
from toolkit.problems import Severity
from toolkit.records import record
from toolkit.text import compose, fold

_WORD = re.compile(r"[^\W]+")
# Phrases that say little of which row is meant; each counts as one word.
_STOCK_PHRASES: Final = (
    "ket qua|thuc hien|chi tieu|ke hoach|nghi quyet|dai hoi|nhiem ky|tong so|toan tinh|toan huyen|toan xa|toan dang bo|toan khoi|dang bo tinh|"
    "dang bo|so voi|cung ky|binh quan|hang nam|moi nam|phan tram|du toan|ty le|doi tuong|tinh den|den nay|tu dau|muc tieu|trung uong|hoan thanh|duy tri|"
    "tiep tuc|tong cong|cong tac|linh vuc|tinh hinh|dien tich|chieu dai|san luong|so luong|so luot|tong muc|kinh phi|cac loai|cac cap|dia ban|gieo trong|khu vuc|giai doan|nam hoc"
)
_STOCK_PHRASE = re.compile(rf"\b(?:{_STOCK_PHRASES})\b")
STOCK: Final = frozenset(
    ["va", "cua", "cac", "co", "la", "o", "tai", "cho", "den", "tu", "trong", "da", "duoc", "voi", "so", "ca", "nam", "thang", "quy", "dau", "cuoi", "ky", "nay", "dat", "bang", "chiem", "vuot", "tang", "giam", "giao", "uoc", "moi", "hang", "qua", "thi", "con", "theo", "ve", "do", "gom", "them", "muc", "truoc", "cao", "hon", "thap", "kem", "tren", "duoi", "gan", "khoang", "sau", "khi", "nhu", "lan", "deu", "rieng", "nhat", "nhieu", "it", "hien", "nham", "toan", "tong", "luong", "cay", "len", "xuong"]
) | {phrase.replace(" ", "_") for phrase in _STOCK_PHRASES.split("|")}  # fmt: skip
"""Words that say little of which row is meant."""
_TELLING: Final = pattern(r"(?<![^\W_])(?:hiến|giáo|hôn|sổ|dầu|dâu|cáo|cá|tặng|quỹ|bảng|gắn)(?![^\W_])")
"""Words that say which row is meant, though without their tones they are written like words that do not."""
_ATTRIBUTES: Final = (
    "thuc_hien", "chi_tieu", "ty_le", "chenh_lech", "cung_ky", "so_cung_ky", "tang_cung_ky", "lech_cung_ky",
)  # fmt: skip
_THOUSANDS: Final = re.compile(r"^1[.,]?000([.,]?000)? (?=[^\W\d])")  # "1.000 con"
_LONG_LABEL: Final = 6  # words with which a label is understood by itself
_HUNDRED: Final = Decimal(100)
_SHORT: Final = {"dv": "đảng viên", "tc": "tổ chức", "tr.d": "triệu đồng", "trd": "triệu đồng", "tr dong": "triệu đồng"}


@record(frozen=True, slots=True)
class Unit:
    """A unit as figures are compared by: what it counts, how many of that one is, and whether it is percent or points."""

    name: str = ""
    scale: Decimal = Decimal(1)
    percent: bool = False
    points: bool = False


@record(frozen=True, slots=True)
class Known:
    """One figure: its key with the attribute, its value in its unit, the text a report prints, and where it stands.

    `typed` is what its cell says where that is not the value computed; `wrong` is True where the cell itself is an error
    of the sheet, and not one that some other cell explains.
    """

    key: str
    value: Decimal
    unit: Unit
    shown: str
    cells: tuple[str, ...]
    typed: Decimal | None = None
    wrong: bool = False


@record(frozen=True, slots=True)
class KnownRow:
    """One row: the folded words of its label and of the labels above it, and its figures by attribute and period name.

    `parent` is the label above, `judgement` is "vuot", "dat" or "chua_dat", "" where there is none. `full` are the words of the label right above and of its own, in order: what a row is about that is called "Chỉ tiêu giao".
    """

    key: str
    label: str
    words: tuple[str, ...]
    full: tuple[str, ...]
    above: frozenset[str]
    figures: Mapping[str, Known]
    periods: Mapping[str, Known]
    judgement: str = ""
    parent: str = ""

    @property
    def name(self) -> str:
        """Its label as a person knows it."""
        return name_of(self.label, self.parent)

    @property
    def subject(self) -> frozenset[str]:
        """The words of its label and of the one right above."""
        return frozenset(self.full)

    def all(self) -> Iterator[Known]:
        """Every figure of the row."""
        yield from self.figures.values()
        yield from self.periods.values()


def name_of(label: str, parent: str) -> str:
    """A label as a person knows it: a short one with the label above."""
    return f"{label} ({parent})" if parent and len(label.split()) < _LONG_LABEL else label


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text in order, short forms written out, in one spelling of i and y; a stock phrase is one word.

    "cơ sở" is one, too, or it would be taken for "có số" and say nothing; so would "hiến" be for "hiện", if it were not doubled.
    """
    plain = fold(_TELLING.sub(r"\g<0>\g<0>", written_out(compose(text)).replace("cơ sở", "cơsở")))
    return tuple(_WORD.findall(_STOCK_PHRASE.sub(lambda match: match[0].replace(" ", "_"), plain)))


@lru_cache(maxsize=4096)
def read_unit(text: str) -> Unit:
    """The unit a column or a sheet writes: "tỷ đồng" counts đồng by 10**9."""
    text = _THOUSANDS.sub(lambda match: "triệu " if match[1] else "nghìn ", _SHORT.get(fold(text), text))
    found = numbers_in(f"1 {text}") if text else []
    if not found:
        return Unit()
    number = found[0]
    return Unit(unit_written_out(number.unit), number.scale, number.percent, number.points)


def known_rows(computed: Computed, place: Callable[[Cell], str] = str) -> list[KnownRow]:
    """Every row of a computed workbook that has a figure, and every line of `Số liệu`; `place` names a cell."""
    rows = []
    errors = error_cells(computed)
    for appendix in computed.appendices:
        names = appendix.appendix.periods
        for indicator in appendix.indicators:
            facts = {name: row_fact(indicator, name) for name in _ATTRIBUTES}
            periods = {name: period_fact(indicator, index, name, f'"{name}"') for index, name in enumerate(names)}
            rows.append(_with_typed(_row(indicator, facts, periods, place), indicator, errors, place))
    rows += [_line(entry, place) for entry in computed.workbook.figures]
    return [row for row in rows if row.figures or row.periods]


def _row(
    indicator: Indicator, facts: Mapping[str, Fact | None], periods: Mapping[str, Fact], place: Callable[[Cell], str]
) -> KnownRow:
    row = indicator.row
    above = frozenset(word for label in row.path for word in words_of(label))
    return KnownRow(
        indicator.key, row.label, words_of(row.label), words_of(" ".join([*row.path[-1:], row.label])), above,
        _figures(facts, place),
        {fold(name): known for name, known in _figures(periods, place).items()},
        "" if indicator.judgement is None else indicator.judgement.value, row.path[-1] if row.path else "",
    )  # fmt: skip


def moved(was: Known, now: Known, relative: bool) -> Known:
    """How far a figure moved from one time to another, in its unit or, where `relative`, in percent of what it was."""
    value = now.value - was.value
    unit = Unit(points=True) if was.unit.percent else was.unit
    if relative and was.value:
        value, unit = value / was.value * _HUNDRED, Unit(percent=True)
    return Known(f"{now.key} - {was.key}", value, unit, show(value), (*now.cells, *was.cells))


def error_cells(computed: Computed) -> frozenset[Cell]:
    """The cells that are errors of the sheet themselves."""
    places = (problem.place for problem in computed.problems if problem.severity is Severity.ERROR)
    return frozenset(place for place in places if isinstance(place, Cell))


def differs(typed: Figure, value: Decimal | None) -> bool:
    """True for a typed figure that the computed one does not come to, rounded or cut to its digits."""
    if typed.value is None or value is None or typed.upper is not None:
        return False
    printed = Number(0, 0, 0, 0, typed.text, typed.value, typed.decimals)
    return typed.value != value and compare(printed, value) is Verdict.INCONSISTENT


def _with_typed(row: KnownRow, indicator: Indicator, errors: frozenset[Cell], place: Callable[[Cell], str]) -> KnownRow:
    """The row, its computed figures with what their own cells say where that is something else, else with those cells."""
    figures = dict(row.figures)
    source = indicator.row
    changed = dict.fromkeys(("so_cung_ky", "tang_cung_ky"), source.prior_percent)
    for name, typed in {"thuc_hien": source.actual, "ty_le": source.percent, **changed}.items():
        known = figures.get(name)
        if known is None or typed.value is None or typed.cell is None:
            continue
        if not differs(typed, known.value):
            figures[name] = replace(known, cells=tuple(dict.fromkeys((place(typed.cell), *known.cells))))
        elif name not in changed:
            figures[name] = replace(known, typed=typed.value, wrong=typed.cell in errors)
    share = figures.get("ty_le")
    if share is not None:
        over = share.value - _HUNDRED
        figures["vuot"] = replace(share, value=over, shown=show(over), typed=None)
    return replace(row, figures=figures)


def _line(entry: FigureEntry, place: Callable[[Cell], str]) -> KnownRow:
    names = ("thuc_hien", *_ATTRIBUTES[4:])
    facts = {name: figure_fact(entry, "" if name == "thuc_hien" else name) for name in names}
    return KnownRow(
        entry.key,
        entry.label,
        words_of(entry.label),
        words_of(entry.label),
        frozenset(),
        _figures(facts, place),
        {},
    )


def _figures(facts: Mapping[str, Fact | None], place: Callable[[Cell], str]) -> dict[str, Known]:
    found = {}
    for name, fact in facts.items():
        if fact is not None and isinstance(fact.value, Decimal):
            key = f"{fact.key}.{fact.attribute}" if fact.attribute else fact.key
            cells = tuple(map(place, fact.cells))
            found[name] = Known(key, fact.value, read_unit(fact.unit), fact.shown, cells)
    return found
