"""Products: `diện tích x năng suất = sản lượng`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce

from toolkit.claims.binding.arithmetic import product
from toolkit.claims.binding.clauses import lead, reaches, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import dimension, factor
from toolkit.numbers import show

_ALL_CROPS = pattern(r"lương thực|tổng sản lượng|các loại")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that multiply."""
    yield from _harvests(sentence)
    yield from _written_out(sentence)


def _written_out(sentence: Sentence) -> Iterator[Claim]:
    """`4.500.000 đồng/năm trở lên (500.000 đồng/tháng x 9 tháng)`: what a bracket multiplies to."""
    for match in _TIMES.finditer(sentence.text):
        total = sentence.at(match.start())
        factors = [mark for mark in sentence.marks if match.start("factors") <= mark.at < match.end()]
        plain = all(mark.symbol == "Q" and not mark.number.bound for mark in factors) and total.symbol == "Q"
        if plain and sum(mark.number.scale > 1 for mark in factors) < 2:
            number = replace(total.number, bound="")
            check = Check(tuple(mark.number for mark in factors), _multiplied, " x ".join("{}" for _ in factors))
            yield claim(sentence, number, "product", judge(number, check))


_TIMES = pattern(r"Q(?: [^\W\dA-Z_]+){0,3} ?\((?:[^\W\dA-Z_]+ ){0,3}(?P<factors>Q(?: ?[x×*] ?Q){1,2})\)")


def _multiplied(spans: Sequence[Span]) -> Span:
    return reduce(lambda one, other: product((one, other)), spans)


def by(ratio: Decimal) -> Callable[[Sequence[Span]], Span]:
    """The product of all operands and a fixed ratio of units."""
    return lambda spans: _scale(product(spans) if len(spans) > 1 else spans[0], ratio)


def quotient(ratio: Decimal) -> Callable[[Sequence[Span]], Span]:
    """The first operand over the second, times a fixed ratio of units."""
    return lambda spans: _scale(spans[0] / spans[1], ratio)


def _scale(span: Span, ratio: Decimal) -> Span:
    return Span(span.low * ratio, span.high * ratio)


def with_ratio(formula: str, ratio: Decimal) -> str:
    """The formula with a ratio of units that is not one: "{} x {} / 10"."""
    if ratio == 1:
        return formula
    return f"{formula} / {show(1 / ratio, 6)}" if ratio < 1 else f"{formula} x {show(ratio, 6)}"


def _harvests(sentence: Sentence) -> Iterator[Claim]:
    """Area, yield and output told one after the other."""
    yield from _yields(sentence)
    area: Mark | None = None
    rate: Mark | None = None
    first = False  # the yield stands before the area
    plans = {den.rank for _, den in fractions(sentence)}
    for mark in sentence.marks:
        if (
            mark.symbol != "Q"
            or mark.rank in plans
            or is_step(sentence, mark)
            or is_prior(sentence, mark)
            or is_target(sentence, mark)
        ):
            continue
        unit = mark.number.unit
        if dimension(unit) == "area":
            first = rate is not None and area is None
            area, rate = mark, rate if first else None
        elif "/" in unit and unit.partition("/")[2] == "ha" and dimension(unit.partition("/")[0]) == "mass":
            rate, first = mark, False
        elif dimension(unit) == "mass" and (area is None or rate is None):
            area = rate = None  # the output told before its yield
        elif dimension(unit) == "mass" and area and rate:
            heavy, wide = unit, area.number.unit
            times = factor(rate.number.unit.partition("/")[0]) / factor(heavy) * factor(wide) / factor("ha")
            check = Check((area.number, rate.number), by(times), with_ratio("{} x {}", times))
            outcome = judge(mark.number, check)
            young = _of_young(sentence, area) and outcome.expected > mark.number.value
            doubtful = young or _of_all(sentence, area, mark) or (first and not credible(mark.number, outcome))
            if outcome.verdict is not Verdict.INCONSISTENT or not doubtful:
                yield claim(sentence, mark.number, "product", outcome)
            area = rate = None


def _yields(sentence: Sentence) -> Iterator[Claim]:
    """The yield told after output and area, with nothing else between: "sản lượng 5.236 tấn từ 1.870 ha, năng suất 28 tạ/ha"."""
    for heavy, wide, rate in zip(sentence.marks, sentence.marks[1:], sentence.marks[2:], strict=False):
        unit, _, each = rate.number.unit.partition("/")
        if {dimension(mark.number.unit) for mark in (heavy, wide)} != {"mass", "area"}:
            continue
        if each != "ha" or dimension(unit) != "mass" or not _YIELD.search(lead(sentence, rate)):
            continue
        marks = (heavy, wide, rate)
        if not reaches(sentence, heavy, rate) or any(
            is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark) for mark in marks
        ):
            continue
        mass, area = (heavy, wide) if dimension(heavy.number.unit) == "mass" else (wide, heavy)
        by_unit = factor(mass.number.unit) / factor(unit) * factor("ha") / factor(area.number.unit)
        check = Check((mass.number, area.number), quotient(by_unit), with_ratio("{} / {}", by_unit))
        outcome = judge(rate.number, check)
        if outcome.verdict is not Verdict.INCONSISTENT or credible(rate.number, outcome):
            yield claim(sentence, rate.number, "average", outcome)


_YIELD = pattern(r"^ ?(?:năng suất|bình quân|trung bình)(?: [^\W\dA-Z_]+){0,4} $")


def _of_young(sentence: Sentence, area: Mark) -> bool:
    """True for the area of trees of which not all bear yet: they yield less than the area would."""
    words = lead(sentence, area)
    return _TREES.search(words) is not None and not _BEARING.search(f"{words} {tail(sentence, area)}")


_TREES = pattern(
    r"(?<![^\W_])(?:cây (?:ăn quả|ăn trái|lâu năm|công nghiệp)|cây (?:điều|na|hồng|bơ|mận|lê|đào)|vải|nhãn|bưởi|cam|quýt|chanh|chuối|xoài|thanh long|"
    r"sầu riêng|cà phê|hồ tiêu|cao su|chè|dừa|mít|ổi|táo|chôm chôm|măng cụt|ca cao|mắc ca)(?![^\W_])"
)
_BEARING = pattern(r"(?<![^\W_])(?:thu hoạch|cho (?:sản phẩm|quả|trái|thu)|kinh doanh)(?![^\W_])")


def _of_all(sentence: Sentence, area: Mark, output: Mark) -> bool:
    """True for the output of all crops after the area of one."""
    return bool(_ALL_CROPS.search(lead(sentence, output))) and not _ALL_CROPS.search(lead(sentence, area))
