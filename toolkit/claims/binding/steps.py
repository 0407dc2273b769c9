"""A percentage of change by the step told with it, or by the percentage just before: `tăng 35 đảng viên (13,11%)`."""

from __future__ import annotations

from toolkit.claims.binding.arithmetic import (
    above_hundred,
    below_hundred,
    ratio,
    step_down,
    step_up,
)
from toolkit.claims.binding.closed import is_over
from toolkit.claims.binding.pairs import (
    befores_of,
    nows_of,
)
from toolkit.claims.binding.roles import (
    Base,
    Verb,
    base_of,
    is_prior,
    is_step,
    lead,
    reaches,
    same_kind,
    tail,
    verb_of,
)  # fmt: skip
from toolkit.claims.binding.verify import Check
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

_POOR = canon("nghèo")


def by_step(sentence: Sentence, mark: Mark, *, rising: bool) -> list[Check]:
    """`tăng n đơn vị (p%)`: by the step and what it led to."""
    step = _step_of(sentence, mark) if mark.symbol == "P" else None
    if step is None:
        return []
    befores = [each for each in befores_of(sentence, mark) if each.rank != step.rank and same_kind(each, step)]
    if befores:
        return [Check((step.number, befores[0].number), ratio, "{} / {} x 100")]
    formula = "{1} / ({0} - {1}) x 100" if rising else "{1} / ({0} + {1}) x 100"
    nows = [now for now in _told_of(sentence, mark, step) if not rising or now.number.value > step.number.value]
    return [Check((now.number, step.number), step_up if rising else step_down, formula) for now in nows]


def _told_of(sentence: Sentence, mark: Mark, step: Mark) -> list[Mark]:
    """The figures a step may have led to: those of its unit, and of these those told by its words (chết, bị thương)."""
    nows = [now for now in nows_of(sentence, mark, None) if now.rank != step.rank]
    told = [(sentence, now) for now in nows if not is_over(sentence, now, mark)]
    if (
        not told
        and _OPENING.search(sentence.text)
        and sentence.earlier
        and sentence.earlier[-1].passage is sentence.passage
    ):
        before = sentence.earlier[-1]
        told = [(before, now) for now in reversed(before.marks) if not is_step(before, now)]
    told = [(each, now) for each, now in told if now.symbol == "Q" and same_kind(now, step)]
    if step.number.unit:
        told = [(each, now) for each, now in told if now.number.unit == step.number.unit] or told[:1]
    words = set(f"{lead(sentence, step)} {tail(sentence, step).split('(')[0]}".split()) - _COMMON
    shared = [
        (len(words & set(f"{lead(each, now)} {now.number.unit} {tail(each, now)}".split())), now) for each, now in told
    ]
    most = max((count for count, _ in shared), default=0)
    return [now for count, now in shared if count == most]


_OPENING = pattern(r"^ ?so với")
_COMMON = frozenset(
    canon("số tổng so với cùng kỳ tháng năm trước là đã có tăng giảm thêm được người và cả trong").split()
)


def as_rate(sentence: Sentence, mark: Mark) -> bool:
    """True where a count is told with its rate, "2.450 hộ nghèo (tỷ lệ 3,12%)": the percentage may be the rate's change."""
    before = sentence.marks[: mark.rank]
    rated = any(other.symbol == "P" and other.depth and "tỷ lệ" in lead(sentence, other) for other in before)
    return rated or any(_POOR in other.number.unit for other in before)


def _step_of(sentence: Sentence, mark: Mark) -> Mark | None:
    """The step that a percentage repeats: the last before it in the clause, or the one in the bracket after it."""
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol == "P" or not reaches(sentence, other, mark):
            break
        if other.symbol == "Q" and is_step(sentence, other):
            return other
        if other.symbol == "Q" and not is_prior(sentence, other):
            break
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    if after and after.symbol == "Q" and after.depth > mark.depth and reaches(sentence, mark, after):
        words = sentence.between(mark, after)
        if words.strip() == "(" or is_step(sentence, after):
            return after
    return None


def by_ratio(sentence: Sentence, mark: Mark, verb: Verb) -> list[Check]:
    """`bằng 116,4% so với cùng kỳ, tăng 16,4%`: by the percentage just before."""
    wanted = Base.TARGET if verb is Verb.SHORT else Base.PRIOR
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol != "P" or not reaches(sentence, other, mark):
            continue
        if verb_of(sentence, other) is Verb.SHARE and base_of(sentence, other) is wanted and mark.symbol == "P":
            if verb is Verb.UP:
                return [Check((other.number,), above_hundred, "{} - 100")]
            return [Check((other.number,), below_hundred, "100 - {}")]
        break
    return []
