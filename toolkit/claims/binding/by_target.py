"""A figure measured by a target: which two figures an excess or a lack lies between, what share is reached, and by how much it is exceeded."""

from __future__ import annotations

from dataclasses import replace

from toolkit.claims.binding.arithmetic import distance, excess, ratio
from toolkit.claims.binding.carried import carried, goes_on
from toolkit.claims.binding.clauses import reaches
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.verify import Check
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions

PLANNED_STEP = pattern(r"^ (?:so với |so )?(?:kế hoạch|chỉ tiêu|mục tiêu|nghị quyết)[^,;()]* (?:giảm|tăng) $")


def of(num: Mark, den: Mark) -> Check:
    """Num in percent of den."""
    return Check((num.number, fixed(den)), ratio, "{} / {} x 100")


def fixed(den: Mark) -> Number:
    """A target's number: a rate or a whole number set as target was never rounded."""
    settled = den.symbol == "P" or den.number.decimals == 0
    return replace(den.number, fixed=True, bound="") if settled else den.number


def over(num: Mark, den: Mark) -> list[Check]:
    """How far num exceeds den: in percent, and in points where both are rates."""
    both = (num.number, fixed(den))
    checks = [Check(both, excess, "{} / {} x 100 - 100")]
    if num.symbol == "P":
        checks.insert(0, Check(both, distance, "{} - {}"))
    return checks


def against_target(sentence: Sentence, mark: Mark) -> list[tuple[Mark, Mark]]:
    """The (reached, target) pairs an excess or a lack may be about."""
    if planned := _planned_step(sentence, mark):
        return [planned]
    for num, den in reversed(fractions(sentence)):
        near = den.rank < mark.rank and goes_on(sentence, den, mark)
        later = [each for each in sentence.marks[den.rank + 1 : mark.rank] if each.symbol == den.symbol]
        near = near and not any(is_target(sentence, each) and same_kind(each, mark) for each in later)
        if near and same_kind(den, mark) | (mark.symbol != "Q"):
            return [(num, den)]
    found = []
    targets = [
        other
        for other in sentence.marks
        if other.rank != mark.rank
        and other.symbol in "QP"
        and is_target(sentence, other)
        and (other.rank < mark.rank or reaches(sentence, mark, other))
    ]
    for den in targets:
        nums = [
            num
            for num in reversed(sentence.marks[: mark.rank])
            if num.rank != den.rank and num.symbol == den.symbol and num.depth <= mark.depth and same_kind(num, den)
            and not is_step(sentence, num) and not is_prior(sentence, num) and (_aimed(sentence, num, mark, den) or not is_target(sentence, num))
        ]  # fmt: skip
        close = [num for num in nums if reaches(sentence, num, mark)][:1]
        found += [(num, den) for num in close or [num for num in reversed(nums) if carried(sentence, num, mark)]]
    return found


def _planned_step(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """What a change was and should have been: "(giảm 110 hộ), vượt 10 hộ so với kế hoạch giảm 100 hộ"."""
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    planned = PLANNED_STEP.search(sentence.between(mark, after)) if after else None
    if after is None or planned is None:
        return None
    verb = verb_of(sentence, after)
    for num in reversed(sentence.marks[: mark.rank]):
        if is_step(sentence, num) and verb_of(sentence, num) is verb and same_rate(num, after):
            return num, after
    return None


def same_rate(one: Mark, other: Mark) -> bool:
    """True for two steps of one kind: both rates or points, or quantities of like units."""
    return same_kind(one, other) if one.symbol == other.symbol == "Q" else "Q" not in one.symbol + other.symbol


def _aimed(sentence: Sentence, num: Mark, mark: Mark, den: Mark) -> bool:
    """True for a plan that is itself compared with one told after: "phấn đấu thu 12.300 tỷ đồng, tăng 6,4% so với dự toán năm nay (…)"."""
    return den.rank > mark.rank and num.rank + 1 == mark.rank and is_target(sentence, num)
