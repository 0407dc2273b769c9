"""Filters on numbers: digits, rounding, words, units, money."""

from __future__ import annotations

import re

from toolkit.facts import TemplateProblem
from toolkit.facts.rows import POINTS, number_text
from toolkit.facts.subjects import Value
from toolkit.hints import Final
from toolkit.numbers import round_half_up, show
from toolkit.patterns import seldom
from toolkit.phrases.filters import Operand, digits_of, filter_as, number_of, text_of, value_of
from toolkit.phrases.words import in_words, lower_first, names_unit, scale_of, two_digits, with_unit

_TRAILING_BOUND: Final = seldom(r"(?<=\d)\s+trở (?:lên|xuống)$", re.IGNORECASE)
# Numbers with more digits than this have no words anybody would write.
_MOST_IN_WORDS: Final = 18


@filter_as("so(1)", (0, 1))
def so(operand: Operand, *given: Value) -> Operand:
    """The number with at most so many decimals, two by default."""
    value, number = number_of(operand, "so")
    return value if number is None else value.printing(show(number, digits_of("so", given)))


@filter_as("phan_tram(1)", (0, 1))
def phan_tram(operand: Operand, *given: Value) -> Operand:
    """The number with a percent sign. Raises PL422 for the figure of an indicator that is not measured in percent."""
    value, number = number_of(operand, "phan_tram")
    if value.unit and not value.unit.startswith(("%", POINTS)) and value.subject and not value.subject.is_rate:
        raise TemplateProblem("PL422", key=value.subject.key, unit=lower_first(value.unit))
    return value if number is None else value.printing(show(number, digits_of("phan_tram", given)) + "%")


@filter_as("lam_tron(0)", (0, 1))
def lam_tron(operand: Operand, *given: Value) -> Operand:
    """The number rounded half up, to a whole one by default; what is computed from it later uses the rounded one."""
    value, number = number_of(operand, "lam_tron")
    if number is None:
        return value
    digits = digits_of("lam_tron", given, 0)
    return value._replace(value=round_half_up(number, digits), text=show(number, digits))


@filter_as("gia_tri_tuyet_doi")
def gia_tri_tuyet_doi(operand: Operand) -> Operand:
    """The number without its sign."""
    value, number = number_of(operand, "gia_tri_tuyet_doi")
    return value if number is None else value._replace(value=abs(number), text=number_text(abs(number)))


@filter_as("hai_chu_so")
def hai_chu_so(operand: Operand) -> Operand:
    """A whole number below ten with a zero before it."""
    value, number = number_of(operand, "hai_chu_so")
    return value if number is None else value.printing(two_digits(number))


@filter_as("bang_chu")
def bang_chu(operand: Operand) -> Operand:
    """The number in words."""
    value, number = number_of(operand, "bang_chu")
    if number is not None and number.adjusted() >= _MOST_IN_WORDS:
        raise TemplateProblem("PL411", filter="bang_chu", what=value.text)
    return value if number is None else value.printing(in_words(number))


@filter_as("kem_don_vi")
def kem_don_vi(operand: Operand) -> Operand:
    """The number with its unit."""
    value = value_of(operand, "kem_don_vi")
    unit = value.unit
    if value.attribute in ("chi_tieu", "thuc_hien") and unit and names_unit(value.text, unit):
        return value  # "từ 95% trở lên" says its own unit
    bound = _TRAILING_BOUND.search(value.text)
    number, rest = (value.text, "") if bound is None else (value.text[: bound.start()], bound[0])
    return text_of(value, with_unit(number, unit) + rest)


def _scaled(name: str, power: int, word: str) -> None:
    @filter_as(name)
    def scale(operand: Operand) -> Operand:
        """The number counted in larger or smaller units, which `kem_don_vi` names."""
        value, number = number_of(operand, name)
        if number is None:
            return value
        now, unit = scale_of(value.unit)
        result = number.scaleb(now - power)
        return Value(result, number_text(result), value.facts, f"{word} {unit}".strip())


for _name, _power, _word in (("nghin", 3, "nghìn"), ("trieu", 6, "triệu"), ("ty", 9, "tỷ")):
    _scaled(_name, _power, _word)


@filter_as("dong")
def dong(operand: Operand) -> Operand:
    """An amount of money in full: 279,77 tỷ đồng is "279.770.000.000 đồng". Raises PL411 for other units."""
    value, number = number_of(operand, "dong")
    power, unit = scale_of(value.unit)
    if unit.lower() not in ("", "đồng", "đ", "vnd", "vnđ"):
        raise TemplateProblem("PL411", filter="dong", what=value.unit)
    return value if number is None else text_of(value, f"{show(number.scaleb(power))} đồng")
