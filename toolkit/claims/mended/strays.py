"""Figures that no words bind, and that fit their neighbours once a slip of the hand is mended: "chi 890, còn 690" of 1.480.

Nothing but arithmetic speaks here, so what it finds must be no chance: a figure of `n` digits has 10^n values, so many
of them are a slip away, and so many sums of its neighbours could be met. Only where a chance hit is rare is it called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import chain, combinations, pairwise, permutations

from toolkit.claims.binding.arithmetic import add, below_hundred, decline, distance, growth, ratio, remainder
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.one_digit import one_off
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.summing import is_rate
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import operand, point
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import alike
from toolkit.claims.verdicts import Verdicts

_RARE = Decimal("0.0025")  # how often a figure may be met by chance where no word says what it is of its neighbours
_SELDOM = Decimal("0.01")  # the same where its verb does
_LEAST = 2  # digits
_AROUND = (-2, -1, 0, 1, 2)  # how far the rounding of other figures may bring one, in units of its last digit
_MOST = 16  # figures of one unit whose sums are looked at
_PARTS = 3
_RUN = 8  # figures that follow each other and are added
_BARELY = 3  # units of the last digit: as far as figures that were rounded before can be off
_WIDE = 6  # values that rounded figures leave open
_RANGE = pattern(r"[QPD](?: [^\W\dA-Z_]+){0,2} (?:đến|tới) [QPD]")
_ANNOUNCED = pattern(r"(?<![^\W_])(?:trong đó|gồm|bao gồm)(?![^\W_])|:")
_RANKED = pattern(r"(?<![^\W_])(?:(?:lớn|nhiều|cao|thấp|ít) nhất|tiếp đó|tiếp đến|tiếp theo|kế đến)(?![^\W_])")
_KIND = {"level": "change", "up": "change", "down": "change"}


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The wrong figures of a passage that its claims so far, `told`, say nothing of."""
    known = Verdicts(told)
    said: set[frozenset[Decimal]] = set()
    for index, sentence in enumerate(sentences):
        near = sentences[max(0, index - 1) : index + 2]
        for mark in sentence.marks:
            if not _open(mark, known) or _RANGE.match(sentence.text, mark.at) or is_rate(sentence, mark):
                continue
            for kind, check in _slips(sentence, mark, near, known):
                if _is_chance(sentence, mark, kind, check):
                    continue
                figures = frozenset((mark.number.told, *(each.told for each in check.operands)))
                if figures not in said:
                    said.add(figures)
                    yield claim(sentence, mark.number, _KIND.get(kind, kind), judge(mark.number, check))


def _is_chance(sentence: Sentence, mark: Mark, kind: str, check: Check) -> bool:
    """True where a figure is told again beside one that hardly counts, or two rates are told at once: "ROE và ROA đạt 27,47% và 2,54%"."""
    values = sorted(number.value for number in check.operands)
    if kind in ("total", "change") and len(values) == _PAIR:
        return values[0] * _HARDLY < mark.number.value or mark.number.value in values
    if (
        kind == "share"
        and base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)
        and check.operands[0].start > mark.number.start
    ):
        return ";" in sentence.text  # "bằng 107% dự toán năm; chi 793 tỷ đồng"
    other = next((each for each in sentence.marks if each.number in check.operands), None)
    if kind != "hundred" or other is None:
        return False
    return sentence.between(*sorted((mark, other), key=lambda each: each.at)) == _AND


_PAIR, _HARDLY, _AND = 2, 200, canon(" và ")


def _open(mark: Mark, known: Verdicts) -> bool:
    number = mark.number
    return (
        mark.symbol in "QPD" and not number.bound and number.upper is None and not number.alternatives and not number.fixed
        and number.start not in known.places and number.told not in known.figures and len(digits_of(mark.number)) >= _LEAST
    )  # fmt: skip


def _meant(sentence: Sentence, mark: Mark) -> frozenset[str]:
    """The kinds of claim that the verb before a figure can make; none where it does not say."""
    verb = verb_of(sentence, mark)
    if verb in (Verb.UP, Verb.DOWN):
        return frozenset({"up" if verb is Verb.UP else "down", "level" if mark.symbol == "D" else "change"})
    if mark.symbol == "P" and verb in (Verb.SHARE, Verb.PART, Verb.BRACKET, Verb.SAME):
        named = base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)
        return frozenset({"share", "level"}) if named else frozenset({"share", "hundred", "level"})
    return frozenset({"change", "total"}) if mark.symbol == "Q" and _LEFT.search(lead(sentence, mark)) else frozenset()


_LEFT = pattern(r"(?<![^\W_])(?:còn|còn lại|dư|tồn|chưa|không)(?![^\W_])")


def _slips(sentence: Sentence, mark: Mark, near: Sequence[Sentence], known: Verdicts) -> list[tuple[str, Check]]:
    """The one relation that holds once a slip in the figure is mended; none where the figure holds as it stands."""
    number, digits = mark.number, digits_of(mark.number)
    meant = _meant(sentence, mark)
    here = {each.number.start for each in sentence.marks}
    turned, mistaken = _swapped(digits), frozenset(one_off(digits))
    rated = _rated(near)
    ranked = not meant and _RANKED.search(sentence.text) is not None
    steps = {each.number.start for one in near for each in one.marks if is_step(one, each)} - {number.start}
    end = _plan_told_before(sentence, mark)
    level = mark.symbol == "Q" and (is_prior(sentence, mark) or is_target(sentence, mark))
    met: set[int] = set()
    hits: dict[str, tuple[str, Check]] = {}
    for kind, estimate, check in _relations(mark, near, known):
        rounded = round(estimate / float(number.step))
        barely = abs(rounded - int(digits)) <= _BARELY
        if barely and (not number.exact or judge(number, check).verdict is not Verdict.INCONSISTENT):
            return []
        inside = [each.start in here for each in check.operands]
        if kind == "total" and (ranked or any(each.start in steps for each in check.operands)):
            continue  # the first of a row, the next of it, are no sums, nor a figure and what others rose by
        if (kind == "change" and level) or (kind == "share" and check.operands[1].start >= end):
            continue  # an earlier figure or a plan is no difference, and no plan what is told behind its percentage
        if kind == "change" and not meant and rated >= {number.start, *(each.start for each in check.operands)}:
            continue  # items of a list, each with its own growth, are no differences of each other
        if kind == "change" and mark.depth and all(inside) and _each_in_bracket(sentence, mark, check):
            continue  # nor are those of a list that stand in brackets, behind its items
        bound = kind in meant and any(inside) and (kind != "share" or inside[0]) if meant else all(inside)
        if not bound or len(str(rounded)) != len(digits):
            continue
        met.add(rounded)
        for value in _fitting(mark, check) if any(str(rounded + each) in mistaken for each in _AROUND) else ():
            if value in mistaken:
                hits.setdefault(value, (kind, check))
    telling = digits if number.exact and not digits.endswith("00") else digits.rstrip("0")
    space = 9 * Decimal(10) ** (len(telling) - 1)
    for slips in (turned, mistaken):
        found = [hits[value] for value in hits if value in slips]
        if len(found) == 1:
            whole = _is_whole(sentence, mark, found[0][1])
            likely = 1 if whole else len(met) + len(_fitting(mark, found[0][1])) - 1
            chance = likely * len(slips) / space
            announced = whole and _ANNOUNCED.search(sentence.text, 0, mark.at)
            return found if chance <= (_SELDOM if meant or announced else _RARE) else []
    return []


def _each_in_bracket(sentence: Sentence, mark: Mark, check: Check) -> bool:
    """True for figures that stand in brackets of their own."""
    starts = {number.start for number in check.operands}
    marks = sorted((mark, *(each for each in sentence.marks if each.number.start in starts)), key=lambda each: each.at)
    return all(")" in sentence.between(one, other) for one, other in pairwise(marks))


def _plan_told_before(sentence: Sentence, mark: Mark) -> int:
    """Where a percentage of a plan stands, before which the plan must be told; far beyond all for any other figure."""
    planned = mark.symbol == "P" and base_of(sentence, mark) is Base.TARGET
    return mark.number.start if planned else len(sentence.passage.text)


def _rated(near: Sequence[Sentence]) -> set[int]:
    """The amounts behind which their own rise or fall in percent is told: "532 tỷ đồng, tăng 60,35%"."""
    return {
        one.number.start
        for sentence in near
        for one, other in pairwise(sentence.marks)
        if one.symbol == "Q" and other.symbol == "P" and verb_of(sentence, other) in (Verb.UP, Verb.DOWN)
    }


def _is_whole(sentence: Sentence, mark: Mark, check: Check) -> bool:
    """True for a list that is all the sentence tells of its unit: with the figure it is a whole and its parts."""
    unit = mark.number.unit
    listed = [each for each in sentence.marks if each.symbol == mark.symbol == "Q" and alike(each.number.unit, unit)]
    return len(listed) > _PARTS and {each.number.start for each in listed if each is not mark} == {
        number.start for number in check.operands
    }


def _relations(mark: Mark, near: Sequence[Sentence], known: Verdicts) -> Iterator[tuple[str, float, Check]]:
    """What figures of the sentences around could make this one: the kind of claim, about what they make, and how."""
    others = [
        each for sentence in near for each in sentence.marks
        if each is not mark and each.symbol in "QPD" and each.number.start not in known.wrong and each.number.value > 0 and not each.number.bound
        and not is_rate(sentence, each)
    ]  # fmt: skip
    if mark.symbol == "Q" and "/" in mark.number.unit:
        return iter(())  # prices and yields are no sums
    if mark.symbol == "Q":
        found = _sums(
            [each for each in others if each.symbol == "Q" and alike(each.number.unit, mark.number.unit)][:_MOST]
        )
    else:
        found = chain(
            _of_rates(mark, [each for each in others if each.symbol in "PD"][:_MOST]), _of_counts(mark, others)
        )
    return (each for each in found if not known.took(each[2]))


def _of_counts(mark: Mark, others: Sequence[Mark]) -> Iterator[tuple[str, float, Check]]:
    """Percentages of two counts: of the one in the other, and of the change between them."""
    counts = [each for each in others if each.symbol == "Q"][:_MOST] if mark.symbol == "P" else []
    for first, second in permutations(counts, 2):
        if not alike(first.number.unit, second.number.unit):
            continue
        both = first.number, second.number
        share = float(both[0].value / both[1].value) * 100
        yield "share", share, Check(both, ratio, "{} / {} x 100")
        change = 10000 / share - 100
        if change > 0:
            yield "up", change, Check(both, growth, "({1} - {0}) / {0} x 100")
        elif change < 0:
            yield "down", -change, Check(both, decline, "({0} - {1}) / {0} x 100")


def _of_rates(mark: Mark, rates: Sequence[Mark]) -> Iterator[tuple[str, float, Check]]:
    """Rates of other rates: what is left to 100, and with points."""
    for each in rates if mark.symbol == "P" else ():
        if each.symbol == "P":
            yield "hundred", 100 - float(each.number.value), Check((each.number,), below_hundred, "100 - {}")
    for first, second in permutations(rates, 2):
        one, other, step = first.number, second.number, "D" in (first.symbol, second.symbol)
        if one.value > other.value and (step or mark.symbol == "D"):
            yield "level", float(one.value - other.value), Check((one, other), distance, "{} - {}")
            if step and mark.symbol == "P":
                yield "level", float(one.value + other.value), Check((one, other), add, "{} + {}")


def _sums(like: Sequence[Mark]) -> Iterator[tuple[str, float, Check]]:
    """Sums and differences of figures of one unit: of two, of a run, of a whole less a run."""
    numbers = [each.number for each in like if "/" not in each.number.unit]
    values = [float(each.value) for each in numbers]
    for first, second in combinations(range(len(numbers)), 2):
        one, other = numbers[first], numbers[second]
        yield "total", values[first] + values[second], Check((one, other), add, "{} + {}")
        high, low = (one, other) if one.value > other.value else (other, one)
        yield "change", abs(values[first] - values[second]), Check((high, low), distance, "{} - {}")
    for first in range(len(numbers)):
        for last in range(first + 3, min(len(numbers), first + _RUN) + 1):
            run, rest = tuple(numbers[first:last]), sum(values[first + 1 : last])
            yield "total", values[first] + rest, Check(run, add, " + ".join("{}" for _ in run))
            if values[first] > rest:
                yield "total", values[first] - rest, Check(run, remainder, " - ".join("{}" for _ in run))


def _fitting(mark: Mark, check: Check) -> list[str]:
    """The figures, as digits, that the operands allow to be printed; none where they leave many open."""
    number = mark.number
    if mark.symbol == "Q":  # amounts of one list were rounded together
        exact = check.compute([point(each.value) for each in check.operands]).low / number.step
        return [str(int(exact))] if exact == exact.to_integral_value() and exact > 0 else []
    spread = check.compute([operand(each) for each in check.operands])
    half = Decimal("0.5")
    low = (spread.low / number.step - (0 if number.exact else half)).to_integral_value(ROUND_CEILING)
    high = (spread.high / number.step + (0 if number.exact else half)).to_integral_value(ROUND_FLOOR)
    if low <= 0 or high - low >= _WIDE:
        return []
    return [str(int(low) + each) for each in range(int(high - low) + 1)]


def _swapped(digits: str) -> frozenset[str]:
    """The figures that two neighbouring digits in the wrong order make."""
    return frozenset(
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(len(digits) - 1) if digits[at] != digits[at + 1]
    ) - {digits}  # fmt: skip
