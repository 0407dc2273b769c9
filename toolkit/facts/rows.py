"""The facts of one row: what each attribute of an indicator, a section or a `Số liệu` line says, and from which cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from toolkit.hints import Final
from toolkit.model import (
    Figure,
    FigureEntry,
    Group,
    Indicator,
    InfoEntry,
    Judgement,
    Row,
    Rule,
    State,
)
from toolkit.numbers import show
from toolkit.patterns import seldom
from toolkit.places import Cell
from toolkit.records import NamedTuple
from toolkit.text import clean, fold, is_percent

JUDGEMENT_WORDS: Final = {Judgement.EXCEEDED: "vượt", Judgement.MET: "đạt", Judgement.MISSED: "chưa đạt"}
"""The word of a judgement, as it stands inside a sentence."""

_BOUNDS: Final = (
    "tren", "hon", "gan", "khoang", "uoc", "duoi", "tu", "den", "it nhat", "toi thieu", "khong", "<", ">", "≥", "≤", "~",
)  # fmt: skip
_OF_WHICH = seldom(r"^[-+*\s]*(?:trong\s+đó|tr\.\s?đó|t\.\s?đó)\b[\s:,]*", re.IGNORECASE)
_FIGURES: Final = "0123456789.,%- "
_MOST_DECIMALS: Final = 6  # of a typed figure
POINTS: Final = "điểm %"
# Facts are made by the hundred in each report: twice as fast as by their class's own call.
_NEW: Final = tuple.__new__
_HUNDRED: Final = Decimal(100)


class Fact(NamedTuple):
    """One figure or text that a template may show.

    `key.attribute` is how a template reaches it (`key` alone where `attribute` is empty). `value` is not rounded; None
    where there is nothing. `shown` is the text a report prints. `cells` are the cells it was computed from, `place` the
    cell where the workbook itself shows it. `rule` names how an actual was computed, as the JSON of `show` does.
    """

    key: str
    attribute: str
    label: str
    value: Decimal | str | bool | None
    unit: str = ""
    shown: str = ""
    cells: tuple[Cell, ...] = ()
    rule: str | None = None
    place: Cell | None = None


def typed_text(figure: Figure) -> str:
    """A typed figure as a report prints it: numbers in our form, a damaged cell as it stands but no Excel error."""
    if figure.value is not None:
        shown = show(figure.value, _MOST_DECIMALS)
        return shown if figure.upper is None else f"{shown}-{show(figure.upper)}"
    text = clean(figure.text)
    return "" if figure.state is not State.DAMAGED or text.startswith(("#", "=")) else text


def target_text(row: Row) -> str:
    """A target as a report prints it: the number, or the text as typed where it holds a bound, a range or words."""
    figure = row.target.figure
    text = clean(figure.text)
    worded = bool(text.strip(_FIGURES)) and any(letter in "<>≤≥=" or letter.isalpha() for letter in text)
    if figure.value is not None and figure.upper is None and not worded:
        return show(figure.value)
    return text if figure.value is not None else typed_text(figure)


def actual_text(indicator: Indicator) -> str:
    """An actual as a report prints it: the number, or the typed text where that says more ("80-85%", "trên 95%")."""
    figure = indicator.row.actual
    typed = indicator.rule is Rule.TYPED and figure.value is not None
    if typed and (figure.upper is not None or fold(figure.text).startswith(_BOUNDS)):
        return clean(figure.text)
    return number_text(indicator.actual)


def number_text(value: Decimal | None) -> str:
    """A computed figure as a report prints it; empty for None."""
    return "" if value is None else show(value)


def _cells(*cells: Cell | None) -> tuple[Cell, ...]:
    if len(cells) == 1:
        return () if cells[0] is None else (cells[0],)
    return tuple([cell for cell in dict.fromkeys(cells) if cell is not None])


def _actual_cells(indicator: Indicator) -> tuple[Cell, ...]:
    return indicator.actual_cells or _cells(indicator.row.actual.cell)


def difference(indicator: Indicator) -> Decimal | None:
    """Points for an indicator in percent, else actual - target; None where either is blank."""
    target = indicator.row.target.figure.value
    if indicator.points is not None:
        return indicator.points
    return None if indicator.actual is None or target is None else indicator.actual - target


def _prior_difference(indicator: Indicator) -> Decimal | None:
    return None if indicator.actual is None or indicator.prior is None else indicator.actual - indicator.prior


def _growth(indicator: Indicator) -> Decimal | None:
    return None if indicator.prior_share is None else indicator.prior_share - _HUNDRED


def _share_text(indicator: Indicator, share: Decimal | None) -> str:
    return typed_text(indicator.row.prior_percent) if share is None else number_text(share)


def _difference_unit(row: Row) -> str:
    return POINTS if row.is_rate else row.unit


def _name(row: Row) -> str:
    """The label as it stands in a sentence: without a "Trong đó:" before it."""
    return _OF_WHICH.sub("", row.label) or row.label


def _begins_with_unit(row: Row) -> bool:
    """Whether the name says its unit itself, so that the number can stand before it: 3 "tổ chức đảng"."""
    unit = fold(row.unit)
    return bool(unit) and f"{fold(_name(row))} ".startswith(f"{unit} ")


class _Number(NamedTuple):
    """A numeric attribute: its value, its unit, the role of its column, whose cells stand behind it, how it is printed."""

    value: Callable[[Indicator], Decimal | None]
    unit: Callable[[Row], str]
    role: str
    of: str  # letters: a actual, t target, p prior
    text: Callable[[Indicator, Decimal | None], str] = lambda _, value: number_text(value)


_NUMBERS: Final[Mapping[str, _Number]] = {
    "thuc_hien": _Number(lambda i: i.actual, lambda row: row.unit, "actual", "a", lambda i, _: actual_text(i)),
    "chi_tieu": _Number(
        lambda i: i.row.target.figure.value, lambda row: row.unit, "target", "t", lambda i, _: target_text(i.row)
    ),
    "ty_le": _Number(lambda i: i.percent, lambda _: "%", "percent", "at"),
    "chenh_lech": _Number(difference, _difference_unit, "", "at"),
    "cung_ky": _Number(lambda i: i.prior, lambda row: row.unit, "prior", "p"),
    "so_cung_ky": _Number(lambda i: i.prior_share, lambda _: "%", "prior_percent", "ap", _share_text),
    "tang_cung_ky": _Number(_growth, lambda _: "%", "prior_percent", "ap"),
    "lech_cung_ky": _Number(_prior_difference, _difference_unit, "", "ap"),
}
_TEXTS: Final[Mapping[str, tuple[Callable[[Row], str], str]]] = {
    "noi_dung": (lambda row: row.label, "label"),
    "stt": (lambda row: row.stt, "stt"),
    "don_vi": (lambda row: row.unit, "unit"),
    "ghi_chu": (lambda row: row.note, "note"),
    "ten": (_name, "label"),
    "ten_muc": (lambda row: row.section, ""),
    "nhom": (lambda row: row.path[-1] if row.path and row.path[-1] != row.section else "", ""),
}
_FLAGS: Final[Mapping[str, Callable[[Indicator], bool]]] = {
    "dat": lambda i: i.met,
    "vuot": lambda i: i.judgement is Judgement.EXCEEDED,
    "vua_dat": lambda i: i.judgement is Judgement.MET,
    "chua_dat": lambda i: i.judgement is Judgement.MISSED,
    "co_chi_tieu": lambda i: i.row.target.figure.value is not None,
    "la_ty_le": lambda i: i.row.is_rate,
    "ten_co_don_vi": lambda i: _begins_with_unit(i.row),
}
INDICATOR_ATTRIBUTES: Final = (*_NUMBERS, "danh_gia", *_FLAGS, *_TEXTS, "ma")
"""Every attribute of an indicator except its periods, `ky["2022"]`."""
GROUP_ATTRIBUTES: Final = (*_TEXTS, "ma")
FIGURE_ATTRIBUTES: Final = (
    "gia_tri", "thuc_hien", "don_vi", "cung_ky", "so_cung_ky", "tang_cung_ky", "lech_cung_ky", "noi_dung", "ma",
)  # fmt: skip


def row_fact(computed: Indicator | Group, attribute: str) -> Fact | None:
    """The fact of an indicator or group; None for an attribute it does not have."""
    if isinstance(computed, Indicator):
        if attribute in _NUMBERS:
            return _number_fact(computed, attribute)
        if attribute == "danh_gia" or attribute in _FLAGS:
            return _judged_fact(computed, attribute)
    row = computed.row
    if attribute == "ma":
        return Fact(computed.key, attribute, row.label, computed.key, shown=computed.key, place=row.cells.get("key"))
    if attribute not in _TEXTS:
        return None
    read, role = _TEXTS[attribute]
    cell = row.cells.get(role) if role else None
    text = read(row)
    cells = () if cell is None else (cell,)
    return _NEW(Fact, (computed.key, attribute, row.label, text or None, "", text, cells, None, cell))


def _number_fact(indicator: Indicator, attribute: str) -> Fact:
    read, unit, role, of, text = _NUMBERS[attribute]
    row, value = indicator.row, read(indicator)
    if role == "prior_percent" and indicator.prior_percent is None:
        cells, rule = _cells(row.prior_percent.cell), None
    else:
        cells = _behind(indicator, of)
        rule = indicator.rule.value if indicator.rule is not None and "a" in of else None
    place, key = row.cells.get(role), indicator.key
    return _NEW(Fact, (key, attribute, row.label, value, unit(row), text(indicator, value), cells, rule, place))


def _behind(indicator: Indicator, of: str) -> tuple[Cell, ...]:
    """The cells a figure was computed from, each once."""
    row = indicator.row
    if of == "t":
        return _cells(row.target.figure.cell)
    if of == "p":
        return _cells(row.prior.cell)
    actual = _actual_cells(indicator)
    return _cells(*actual) if of == "a" else _cells(*actual, (row.target.figure if of == "at" else row.prior).cell)


def _judged_fact(indicator: Indicator, attribute: str) -> Fact:
    row = indicator.row
    cells = _cells(*_actual_cells(indicator), row.target.figure.cell)
    rule = None if indicator.rule is None else indicator.rule.value
    word = "" if indicator.judgement is None else JUDGEMENT_WORDS[indicator.judgement]
    if attribute == "danh_gia":
        return Fact(indicator.key, attribute, row.label, word or None, "", word, cells, rule, row.cells.get("actual"))
    flag = _FLAGS[attribute](indicator)
    shown = ("đạt" if flag else "chưa đạt" if word else "") if attribute == "dat" else "có" if flag else "không"
    return Fact(indicator.key, attribute, row.label, flag, "", shown, cells, rule, row.cells.get("actual"))


def period_fact(computed: Indicator | Group, index: int, name: str, quoted: str) -> Fact:
    """The figure of one period, `ky["2022"]`: as typed, or as a formula over keys gives it. `quoted` is the name as an
    expression writes it.
    """
    row = computed.row
    figure = row.values[index] if index < len(row.values) else Figure()
    made_of = computed.period_cells.get(name) if isinstance(computed, Indicator) else None
    text, cells = typed_text(figure), made_of or _cells(figure.cell)
    rule = Rule.FORMULA.value if made_of else None
    label = f"{row.label} ({name})"
    return _NEW(Fact, (computed.key, f"ky[{quoted}]", label, figure.value, row.unit, text, cells, rule, figure.cell))


def figure_fact(entry: FigureEntry, attribute: str = "") -> Fact | None:
    """The fact of a `Số liệu` line; the empty attribute is its value. None for an attribute it does not have."""
    now, before = entry.figure.value, entry.prior.value
    cell, prior_cell = entry.figure.cell or entry.place, entry.prior.cell
    if attribute in ("", "gia_tri", "thuc_hien"):
        text = typed_text(entry.figure) if now is not None else entry.figure.text.strip()
        value = now if now is not None else text or None
        return _NEW(Fact, (entry.key, attribute, entry.label, value, entry.unit, text, (cell,), None, cell))
    if attribute == "cung_ky":
        shown = typed_text(entry.prior)
        return Fact(entry.key, attribute, entry.label, before, entry.unit, shown, _cells(prior_cell), None, prior_cell)
    both = _cells(cell, prior_cell)
    if attribute in ("so_cung_ky", "tang_cung_ky"):
        ratio = None if now is None or not before else now / before * _HUNDRED
        value = ratio if ratio is None or attribute == "so_cung_ky" else ratio - _HUNDRED
        return Fact(entry.key, attribute, entry.label, value, "%", number_text(value), both)
    if attribute == "lech_cung_ky":
        lag = None if now is None or before is None else now - before
        unit = POINTS if is_percent(entry.unit) else entry.unit
        return Fact(entry.key, attribute, entry.label, lag, unit, number_text(lag), both)
    texts = {"don_vi": entry.unit, "noi_dung": entry.label, "ma": entry.key}
    if attribute not in texts:
        return None
    text = texts[attribute]
    return Fact(entry.key, attribute, entry.label, text or None, "", text, _cells(entry.place), None, entry.place)


def info_fact(entry: InfoEntry) -> Fact:
    """The fact of a `Thông tin` line."""
    cells = _cells(entry.cell)
    return Fact("thong_tin", entry.key, entry.label, entry.text or None, "", entry.text, cells, None, entry.cell)
