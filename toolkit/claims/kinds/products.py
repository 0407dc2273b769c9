"""Products: `diện tích x năng suất = sản lượng`, `n suất, mỗi suất m đồng, tổng trị giá t`; and one value in two units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.claims.binding.arithmetic import product, same
from toolkit.claims.binding.roles import is_prior, is_step, is_target, lead, reaches
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS, alike, dimension, factor
from toolkit.numbers import show

_EACH = pattern(r"(?<![^\W_])mỗi (?P<unit>[^\W\dA-Z_]+)(?: [^\W\dA-Z_]+){0,4} (?P<each>Q)")
_SAID_TOTAL = pattern(r"tổng (?:trị giá|giá trị|số tiền|kinh phí|cộng|số)")
_ALL_CROPS = pattern(r"lương thực|tổng sản lượng|các loại")
_IN_BRACKETS = pattern(r"(?: [^\W\dA-Z_]+){0,3} \((?:chính xác (?:là )?|cụ thể (?:là )?|là )?")
_ALSO = pattern(r"Q(?: [^\W\dA-Z_]+){0,3},? \(?(?:tức(?: là)?|tương đương|tương đương với|hay) (?P<again>Q)")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that multiply or convert."""
    yield from _harvests(sentence)
    yield from _each(sentence)
    yield from _per(sentence)
    yield from _told_exactly(sentence)
    for match in _ALSO.finditer(sentence.text):
        one, again = sentence.at(match.start()), sentence.at(match.start("again"))
        if (
            one.number.unit
            and dimension(one.number.unit)
            and dimension(one.number.unit) == dimension(again.number.unit)
        ):
            ratio = factor(one.number.unit) / factor(again.number.unit)
            yield claim(
                sentence,
                again.number,
                "twice",
                judge(again.number, Check((one.number,), _by(ratio), _with("{}", ratio))),
            )


def _told_exactly(sentence: Sentence) -> Iterator[Claim]:
    """`hơn 12 tấn rác (12,6 tấn)`: a hedged figure and the figure itself."""
    for loose, exact in zip(sentence.marks, sentence.marks[1:], strict=False):
        words = sentence.between(loose, exact)
        if not loose.number.bound or loose.number.unit != exact.number.unit or not loose.symbol == exact.symbol == "Q":
            continue
        if exact.number.bound or exact.depth <= loose.depth or not _IN_BRACKETS.fullmatch(words):
            continue
        if sentence.after(exact)[:1] == ")":
            yield claim(sentence, loose.number, "twice", judge(loose.number, Check((exact.number,), same, "{}")))


def _by(ratio: Decimal) -> Callable[[Sequence[Span]], Span]:
    """The product of all operands and a fixed ratio of units."""
    return lambda spans: _scale(product(spans) if len(spans) > 1 else spans[0], ratio)


def _scale(span: Span, ratio: Decimal) -> Span:
    return Span(span.low * ratio, span.high * ratio)


def _with(formula: str, ratio: Decimal) -> str:
    """The formula with a ratio of units that is not one: "{} x {} / 10"."""
    if ratio == 1:
        return formula
    return f"{formula} / {show(1 / ratio, 6)}" if ratio < 1 else f"{formula} x {show(ratio, 6)}"


def _harvests(sentence: Sentence) -> Iterator[Claim]:
    """Area, yield and output told one after the other."""
    area: Mark | None = None
    rate: Mark | None = None
    for mark in sentence.marks:
        if mark.symbol != "Q" or is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark):
            continue
        unit = mark.number.unit
        if dimension(unit) == "area":
            area, rate = mark, None
        elif "/" in unit and unit.partition("/")[2] == "ha" and dimension(unit.partition("/")[0]) == "mass":
            rate = mark
        elif dimension(unit) == "mass" and area and rate:
            heavy, wide = unit, area.number.unit
            by = factor(rate.number.unit.partition("/")[0]) / factor(heavy) * factor(wide) / factor("ha")
            check = Check((area.number, rate.number), _by(by), _with("{} x {}", by))
            outcome = judge(mark.number, check)
            if outcome.verdict is not Verdict.INCONSISTENT or not _of_all(sentence, area, mark):
                yield claim(sentence, mark.number, "product", outcome)
            area = rate = None


def _of_all(sentence: Sentence, area: Mark, output: Mark) -> bool:
    """True for the output of all crops after the area of one."""
    return bool(_ALL_CROPS.search(lead(sentence, output))) and not _ALL_CROPS.search(lead(sentence, area))


def _each(sentence: Sentence) -> Iterator[Claim]:
    """`120 suất, mỗi suất 2 triệu đồng, tổng trị giá 240 triệu đồng`."""
    for match in _EACH.finditer(sentence.text):
        if match["unit"] in DURATIONS:
            continue
        each = sentence.at(match.start("each"))
        others = [
            mark for mark in sentence.marks
            if mark.symbol == "Q" and mark.rank != each.rank and reaches(sentence, mark, each) and not is_step(sentence, mark)
            and not is_prior(sentence, mark) and not is_target(sentence, mark)
        ]  # fmt: skip
        counts = [mark for mark in others if mark.number.unit.split(" ")[0] == match["unit"] and mark.number.exact]
        before = sentence.marks[each.rank - 1] if each.rank else None
        if not counts and before is not None and before in others and before.number.exact:
            counts = [before]
        totals = [
            mark for mark in others
            if mark.number.unit and each.number.unit and alike(mark.number.unit, each.number.unit) and mark not in counts
        ]  # fmt: skip
        if len(counts) != 1 or not totals:
            continue
        price = replace(each.number, fixed=each.number.decimals == 0)
        outcomes = [
            (total, judge(total.number, Check((counts[0].number, price), _by(Decimal(1)), "{} x {}")))
            for total in totals
        ]
        good = [pair for pair in outcomes if pair[1].verdict is not Verdict.INCONSISTENT]
        if good or (len(totals) == 1 and _near(sentence, outcomes[0][1].expected, totals[0])):
            total, outcome = (good or outcomes)[0]
            yield claim(sentence, total.number, "product", outcome)


def _per(sentence: Sentence) -> Iterator[Claim]:
    """`lãi 64 triệu đồng/hộ, 7 hộ lãi 448 triệu đồng`: so much for each, so many, in all."""
    for rate, one, other in zip(*(sentence.marks[start:] for start in range(3)), strict=False):
        if "/" in other.number.unit:
            rate, one, other = other, rate, one
        unit, slash, each = rate.number.unit.partition("/")
        count, total = (one, other) if one.number.unit == each else (other, one)
        if not slash or count.number.unit != each or "/" in total.number.unit or not alike(total.number.unit, unit):
            continue
        if not count.number.exact or any(
            is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark)
            for mark in (rate, one, other)
        ):
            continue
        by = factor(unit) / factor(total.number.unit)
        outcome = judge(total.number, Check((count.number, rate.number), _by(by), _with("{} x {}", by)))
        if outcome.verdict is not Verdict.INCONSISTENT or (
            reaches(sentence, rate, other) and is_slip(total.number, outcome.check)
        ):
            yield claim(sentence, total.number, "product", outcome)


def _near(sentence: Sentence, expected: Decimal, total: Mark) -> bool:
    """True where a product can be meant though it is not the total: a total said to be one may be farther off."""
    most = 12 if _SAID_TOTAL.search(lead(sentence, total)) else 3
    return total.number.value / most <= expected <= total.number.value * most
