"""Filters: what a figure, a text or a list becomes behind `|`, worded as an experienced clerk would.

No phrase is ever half empty: where there is no figure there is no text at all, no "tăng -3%", no "đạt %".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from toolkit.facts import TemplateProblem
from toolkit.facts_rows import POINTS, number_text
from toolkit.facts_subjects import FigureSubject, IndicatorSubject, Items, Subject, Value
from toolkit.model import Indicator, Judgement
from toolkit.numbers import round_half_up, show
from toolkit.phrases_words import (
    in_words,
    long_date,
    lower_first,
    read_day,
    scale_of,
    title_case,
    two_digits,
    with_unit,
)

Operand = Value | Subject
_HUNDRED: Final = Decimal(100)
_MOST_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: how it is written, how many arguments it takes, what it does.

    One that `forgives` may stand behind a line of `Thông tin` that is missing.
    """

    usage: str
    least: int
    most: int
    apply: Callable[[Operand, tuple[Value, ...]], Operand]
    forgives: bool = False


FILTERS: dict[str, Filter] = {}
"""Every filter by its name."""

_Function = Callable[..., Operand]


def _filter(
    usage: str, arguments: tuple[int, int] = (0, 0), *, forgives: bool = False
) -> Callable[[_Function], _Function]:
    """Register a function of the operand and the arguments as the filter that `usage` shows."""
    name = usage.partition("(")[0]

    def register(function: _Function) -> _Function:
        def apply(operand: Operand, given: tuple[Value, ...]) -> Operand:
            return function(operand, *given)

        FILTERS[name] = Filter(usage, *arguments, apply, forgives)
        return function

    return register


# --- what a filter is given -----------------------------------------------------------------------------------------


def _value(operand: Operand, name: str) -> Value:
    """The figure or text of an operand. Raises PL411 for a list."""
    if isinstance(operand, Value):
        return operand
    printed = operand.printed()
    if printed is None:
        raise TemplateProblem("PL411", filter=name, what=operand.key)
    return printed


def _number(operand: Operand, name: str) -> tuple[Value, Decimal | None]:
    """The value and its number, None where it is blank. Raises PL411 for a text."""
    value = _value(operand, name)
    if value.value is None or isinstance(value.value, Decimal):
        return value, value.value
    raise TemplateProblem("PL411", filter=name, what=value.text)


def _digits(name: str, given: tuple[Value, ...], default: int = 2) -> int:
    """How many digits an argument asks for. Raises PL410 unless it is a whole number from 0 to 6."""
    if not given:
        return default
    asked = given[0].value
    if isinstance(asked, Decimal) and asked == asked.to_integral_value() and 0 <= asked <= _MOST_DIGITS:
        return int(asked)
    raise TemplateProblem("PL410", filter=name, usage=FILTERS[name].usage)


def _text(value: Value, text: str) -> Value:
    """A text made of a value, with the facts behind it; an empty one counts as blank unless it is settled."""
    return Value(text or None, text, value.facts, settled=value.settled)


def _row(operand: Operand, name: str, *attributes: str) -> IndicatorSubject | FigureSubject:
    """The row whose actual, or another of `attributes`, an operand is. Raises PL411 for anything else."""
    if isinstance(operand, IndicatorSubject | FigureSubject):
        return operand
    if (
        isinstance(operand, Value)
        and operand.subject
        and operand.attribute in ("", "gia_tri", "thuc_hien", *attributes)
    ):
        return operand.subject
    what = operand.text if isinstance(operand, Value) else operand.key
    raise TemplateProblem("PL411", filter=name, what=what or "-")


def _indicator(operand: Operand, name: str) -> IndicatorSubject:
    row = _row(operand, name, "ty_le", "chenh_lech", "chi_tieu", "danh_gia", "dat")
    if isinstance(row, IndicatorSubject):
        return row
    raise TemplateProblem("PL411", filter=name, what=row.key)


def _attribute(row: Subject, name: str) -> Value:
    value = row.get(name)
    return value if isinstance(value, Value) else Value(None, "")


def _sentence(text: str, *values: Value) -> Value:
    facts = tuple(dict.fromkeys(fact for value in values for fact in value.facts))
    return Value(text or None, text, facts)


# --- numbers --------------------------------------------------------------------------------------------------------


@_filter("so(1)", (0, 1))
def so(operand: Operand, *given: Value) -> Operand:
    """The number with at most so many decimals, two by default."""
    value, number = _number(operand, "so")
    return value if number is None else replace(value, text=show(number, _digits("so", given)))


@_filter("phan_tram(1)", (0, 1))
def phan_tram(operand: Operand, *given: Value) -> Operand:
    """The number with a percent sign. Raises PL422 for the figure of an indicator that is not measured in percent."""
    value, number = _number(operand, "phan_tram")
    if value.unit and not value.unit.startswith(("%", POINTS)) and value.subject and not value.subject.is_rate:
        raise TemplateProblem("PL422", key=value.subject.key, unit=value.unit)
    return value if number is None else replace(value, text=show(number, _digits("phan_tram", given)) + "%")


@_filter("lam_tron(0)", (0, 1))
def lam_tron(operand: Operand, *given: Value) -> Operand:
    """The number rounded half up, to a whole one by default; what is computed from it later uses the rounded one."""
    value, number = _number(operand, "lam_tron")
    if number is None:
        return value
    digits = _digits("lam_tron", given, 0)
    return replace(value, value=round_half_up(number, digits), text=show(number, digits))


@_filter("gia_tri_tuyet_doi")
def gia_tri_tuyet_doi(operand: Operand) -> Operand:
    """The number without its sign."""
    value, number = _number(operand, "gia_tri_tuyet_doi")
    return value if number is None else replace(value, value=abs(number), text=number_text(abs(number)))


@_filter("hai_chu_so")
def hai_chu_so(operand: Operand) -> Operand:
    """A whole number below ten with a zero before it."""
    value, number = _number(operand, "hai_chu_so")
    return value if number is None else replace(value, text=two_digits(number))


@_filter("bang_chu")
def bang_chu(operand: Operand) -> Operand:
    """The number in words."""
    value, number = _number(operand, "bang_chu")
    return value if number is None else _text(value, in_words(number))


@_filter("kem_don_vi")
def kem_don_vi(operand: Operand) -> Operand:
    """The number with its unit."""
    value = _value(operand, "kem_don_vi")
    return _text(value, with_unit(value.text, value.unit))


def _scaled(name: str, power: int, word: str) -> None:
    @_filter(name)
    def scale(operand: Operand) -> Operand:
        """The number counted in larger or smaller units, which `kem_don_vi` names."""
        value, number = _number(operand, name)
        if number is None:
            return value
        now, unit = scale_of(value.unit)
        result = number.scaleb(now - power)
        return Value(result, number_text(result), value.facts, f"{word} {unit}".strip())


for _name, _power, _word in (("nghin", 3, "nghìn"), ("trieu", 6, "triệu"), ("ty", 9, "tỷ")):
    _scaled(_name, _power, _word)


@_filter("dong")
def dong(operand: Operand) -> Operand:
    """An amount of money in full: 279,77 tỷ đồng is "279.770.000.000 đồng". Raises PL411 for other units."""
    value, number = _number(operand, "dong")
    power, unit = scale_of(value.unit)
    if unit.lower() not in ("", "đồng", "đ", "vnd", "vnđ"):
        raise TemplateProblem("PL411", filter="dong", what=value.unit)
    return value if number is None else _text(value, f"{show(number.scaleb(power))} đồng")


# --- sentences about an indicator -----------------------------------------------------------------------------------


@_filter('dat_chi_tieu("nghị quyết")', (0, 1))
def dat_chi_tieu(operand: Operand, *given: Value) -> Operand:
    """How far the target is reached: "đạt 79,42% chỉ tiêu".

    In words where a share says nothing: a target of zero, or one that is a ceiling.
    """
    row = _indicator(operand, "dat_chi_tieu")
    target = given[0].text if given else "chỉ tiêu"
    return _sentence(_reached(row.indicator, target), _attribute(row, "ty_le"))


def _reached(indicator: Indicator, target: str) -> str:
    percent, judgement = indicator.percent, indicator.judgement
    if percent is None or percent < 0 or indicator.row.target.direction == "<=":
        return "" if judgement is None else f"{_VERDICTS[judgement]} {target}"
    if judgement is Judgement.MISSED and percent < _HUNDRED <= round_half_up(percent):
        return f"đạt gần 100% {target}"
    return f"đạt {show(percent)}% {target}"


_VERDICTS: Final = {Judgement.EXCEEDED: "vượt", Judgement.MET: "đạt", Judgement.MISSED: "chưa đạt"}


@_filter('vuot("nghị quyết")', (0, 1))
def vuot(operand: Operand, *given: Value) -> Operand:
    """By how much the target is exceeded or missed: "vượt 20% chỉ tiêu", "còn thiếu 247 đảng viên so với chỉ tiêu"."""
    row = _indicator(operand, "vuot")
    target = given[0].text if given else "chỉ tiêu"
    gap = _attribute(row, "chenh_lech")
    return _sentence(_distance(row.indicator, gap, target), gap)


def _distance(indicator: Indicator, gap: Value, target: str) -> str:
    judgement = indicator.judgement
    if judgement is None:
        return ""
    size = abs(gap.value) if isinstance(gap.value, Decimal) else Decimal(0)
    amount = "" if round_half_up(size) == 0 else with_unit(show(size), gap.unit)
    if judgement is Judgement.MET or not amount:
        return f"{_VERDICTS[judgement]} {target}"
    if indicator.row.target.direction == "<=":
        side = "cao hơn" if judgement is Judgement.MISSED else "thấp hơn"
        return f"{_VERDICTS[judgement]} {target}, {side} {amount} so với mức giao"
    if judgement is Judgement.MISSED:
        return f"còn thiếu {amount} so với {target}"
    percent = indicator.percent
    if indicator.row.is_rate or percent is None or round_half_up(percent) <= _HUNDRED:
        return f"vượt {amount} so với {target}"
    return f"vượt {show(percent - _HUNDRED)}% {target}"


@_filter('danh_gia_cau("chỉ tiêu đề ra")', (0, 1))
def danh_gia_cau(operand: Operand, *given: Value) -> Operand:
    """The judgement as a phrase: "vượt chỉ tiêu đề ra"."""
    row = _indicator(operand, "danh_gia_cau")
    judgement = row.indicator.judgement
    target = given[0].text if given else "chỉ tiêu đề ra"
    return _sentence("" if judgement is None else f"{_VERDICTS[judgement]} {target}", _attribute(row, "danh_gia"))


def change(now: Decimal | None, before: Decimal | None, unit: str, than: str) -> str:
    """How a figure changed: "tăng 11,67% so với cùng kỳ"; figures in percent change by points.

    By its amount where a share says nothing: when the earlier figure is zero or one of them negative. Empty when
    either is blank.
    """
    if now is None or before is None:
        return ""
    if now == before:
        return f"bằng {than}"
    gap = abs(now - before)
    if unit.strip().startswith("%"):
        amount, size = f"{show(gap)} {POINTS}", gap
    elif before > 0 and now >= 0:
        size = gap / before * _HUNDRED
        amount = f"{show(size)}%"
    else:
        amount, size = with_unit(show(gap), unit), gap
    if round_half_up(size) == 0:
        return f"xấp xỉ {than}"
    return f"{'tăng' if now > before else 'giảm'} {amount} so với {than}"


@_filter('tang_giam("cùng kỳ năm trước")', (0, 1))
def tang_giam(operand: Operand, *given: Value) -> Operand:
    """The change on the same period of last year; empty where there is no earlier figure."""
    row = _row(operand, "tang_giam", "cung_ky", "so_cung_ky", "tang_cung_ky", "lech_cung_ky")
    than = given[0].text if given else "cùng kỳ"
    now, before, growth = (_attribute(row, name) for name in ("thuc_hien", "cung_ky", "tang_cung_ky"))
    unit = "%" if row.is_rate else now.unit
    if before.value is None and isinstance(growth.value, Decimal):
        # Only the percentage was typed: the change is what it says.
        return _sentence(change(growth.value + _HUNDRED, _HUNDRED, "", than), growth)
    return _sentence(change(_decimal(now), _decimal(before), unit, than), _attribute(row, "lech_cung_ky"))


@_filter('so_voi(x.ky["2021"], "năm 2021")', (2, 2))
def so_voi(operand: Operand, before: Value, than: Value) -> Operand:
    """The change on another figure."""
    value, number = _number(operand, "so_voi")
    _, earlier = _number(before, "so_voi")
    rate = value.subject is not None and value.subject.is_rate and value.attribute != "lech_cung_ky"
    return _sentence(change(number, earlier, "%" if rate else value.unit, than.text), value, before)


@_filter("ket_qua")
def ket_qua(operand: Operand) -> Operand:
    """The whole result in a line: figure with unit, how far the target is reached, change on last year."""
    row = _row(operand, "ket_qua")
    actual = _attribute(row, "thuc_hien")
    if actual.value is None:
        return actual
    parts = [_value(kem_don_vi(actual), "ket_qua")]
    if isinstance(row, IndicatorSubject):
        parts.append(_value((vuot if row.is_rate else dat_chi_tieu)(row), "ket_qua"))
    parts.append(_value(tang_giam(row), "ket_qua"))
    return _sentence(", ".join(part.text for part in parts if part.text), *parts)


def _decimal(value: Value) -> Decimal | None:
    return value.value if isinstance(value.value, Decimal) else None


# --- texts ----------------------------------------------------------------------------------------------------------


def _on_text(name: str, usage: str, function: Callable[[str], str]) -> None:
    """Register a filter on texts; on a list it changes what each entry prints."""

    @_filter(usage)
    def apply(operand: Operand) -> Operand:
        if isinstance(operand, Items):
            return replace(operand, texts=tuple(function(word) for word in operand.words()))
        value = _value(operand, name)
        return _text(value, function(value.text))


for _name, _function in (
    ("viet_hoa", str.upper),
    ("viet_thuong", str.lower),
    ("viet_hoa_dau", lambda text: text[:1].upper() + text[1:]),
    ("viet_thuong_dau", lower_first),
    ("tieu_de", title_case),
):
    _on_text(_name, _name, _function)


@_filter('don_dong("; ")', (0, 1))
def don_dong(operand: Operand, *given: Value) -> Operand:
    """A text of several lines in one."""
    value = _value(operand, "don_dong")
    lines = (line.strip() for line in value.text.splitlines())
    return _text(value, (given[0].text if given else " ").join(line for line in lines if line))


@_filter('mac_dinh("…")', (1, 1), forgives=True)
def mac_dinh(operand: Operand, otherwise: Value) -> Operand:
    """The value, or what is given for one that is blank or missing."""
    value = _value(operand, "mac_dinh")
    return replace(value if value.text else otherwise, settled=True)


@_filter('them_truoc(", ")', (1, 1))
def them_truoc(operand: Operand, before: Value) -> Operand:
    """The text with something before it; nothing at all, on purpose, where there is no text."""
    value = _value(operand, "them_truoc")
    return replace(_text(value, before.text + value.text if value.text else ""), settled=True)


@_filter('them_sau(";")', (1, 1))
def them_sau(operand: Operand, after: Value) -> Operand:
    """The text with something behind it; nothing at all, on purpose, where there is no text."""
    value = _value(operand, "them_sau")
    return replace(_text(value, value.text + after.text if value.text else ""), settled=True)


# --- dates ----------------------------------------------------------------------------------------------------------


def _on_date(name: str, function: Callable[[int, int, int], str]) -> None:
    @_filter(name)
    def apply(operand: Operand) -> Operand:
        """A date written otherwise. Raises PL423 for a text that is no date."""
        value = _value(operand, name)
        if not value.text:
            return value
        found = read_day(value.text)
        if found is None:
            raise TemplateProblem("PL423", text=value.text, filter=name)
        return _text(value, function(*found))


for _date, _written in (
    ("ngay_dai", long_date),
    ("ngay_ngan", lambda day, month, year: f"{day:02d}/{month:02d}/{year}"),
    ("thang", lambda _day, month, _year: str(month)),
    ("nam", lambda _day, _month, year: str(year)),
):
    _on_date(_date, _written)


# --- lists ----------------------------------------------------------------------------------------------------------


def _items(operand: Operand, name: str) -> Items:
    if isinstance(operand, Items):
        return operand
    what = operand.text if isinstance(operand, Value) else operand.key
    raise TemplateProblem("PL411", filter=name, what=what or "-")


def join(words: list[str]) -> str:
    """A list in a sentence: "a, b và c", with semicolons where an entry has a comma or semicolon of its own."""
    if any(mark in f"{word} " for word in words for mark in (", ", ";")):
        return "; ".join(words)
    return " và ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


@_filter('danh_sach("ty_le")', (0, 1))
def danh_sach(operand: Operand, *given: Value) -> Operand:
    """The entries of a list in one sentence, each with one of its figures in brackets where that is asked for."""
    items = _items(operand, "danh_sach")
    words, facts = list(items.words()), items.facts()
    if given:
        values = [_entry(entry, given[0].text) for entry in items.entries]
        facts = (*facts, *(fact for value in values for fact in value.facts))
        words = [f"{word} ({value.text})" if value.text else word for word, value in zip(words, values, strict=True)]
    text = join([word for word in words if word])
    return Value(text or None, text, tuple(dict.fromkeys(facts)))


def _entry(entry: Subject, name: str) -> Value:
    """An attribute of an entry with its unit, or what a filter on sentences makes of it."""
    made = FILTERS[name].apply(entry, ()) if name in ("ket_qua", "dat_chi_tieu", "vuot", "tang_giam") else None
    found = made if made is not None else entry.get(name)
    if not isinstance(found, Value):
        raise TemplateProblem("PL407", key=entry.key, attribute=name, known=", ".join(entry.attributes))
    return _value(kem_don_vi(found), "danh_sach")


@_filter('sap_xep("-ty_le")', (1, 1))
def sap_xep(operand: Operand, by: Value) -> Operand:
    """The list in the order of an attribute, the largest first with a minus sign before it; blanks come last."""
    items = _items(operand, "sap_xep")
    name = by.text.removeprefix("-")
    known: list[tuple[Decimal, Subject]] = []
    blank: list[Subject] = []
    for entry in items.entries:
        found = entry.get(name)
        if not isinstance(found, Value):
            raise TemplateProblem("PL407", key=entry.key, attribute=name, known=", ".join(entry.attributes))
        number = _decimal(found)
        blank.append(entry) if number is None else known.append((number, entry))
    known.sort(key=lambda pair: pair[0], reverse=by.text.startswith("-"))
    return Items(items.path, (*(entry for _, entry in known), *blank))


@_filter("lay(3)", (1, 1))
def lay(operand: Operand, count: Value) -> Operand:
    """The first entries of a list."""
    items = _items(operand, "lay")
    number = count.value
    if not isinstance(number, Decimal) or number != number.to_integral_value() or number < 0:
        raise TemplateProblem("PL410", filter="lay", usage=FILTERS["lay"].usage)
    size = int(number)
    return Items(items.path, items.entries[:size], None if items.texts is None else items.texts[:size])
