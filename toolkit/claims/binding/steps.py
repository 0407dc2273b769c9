"""A percentage of change by the step told with it, or by the percentage just before: `tăng 35 đảng viên (13,11%)`."""

from __future__ import annotations

from toolkit.claims.binding.arithmetic import (
    above_hundred,
    below_hundred,
    decline,
    growth,
    ratio,
    step_down,
    step_up,
)
from toolkit.claims.binding.carried import list_head
from toolkit.claims.binding.clauses import lead, reaches, tail
from toolkit.claims.binding.closed import is_over
from toolkit.claims.binding.pairs import befores_of, nows_of
from toolkit.claims.binding.roles import base_of, is_prior, is_step, same_kind, verb_of
from toolkit.claims.binding.verify import Check, judge
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import dimension

_POOR, _RATED = canon("nghèo"), canon("tỷ lệ")


def by_step(sentence: Sentence, mark: Mark, *, rising: bool) -> list[Check]:
    """`tăng n đơn vị (p%)`: by the step and what it led to."""
    step = _step_of(sentence, mark) if mark.symbol == "P" else None
    if step is None:
        return []
    befores = [each for each in befores_of(sentence, mark) if each.rank != step.rank and same_kind(each, step)]
    if befores:
        return [Check((step.number, befores[0].number), ratio, "{} / {} x 100")]
    formula = "{1} / ({0} - {1}) x 100" if rising else "{1} / ({0} + {1}) x 100"
    about = _led_to(sentence, mark, step)
    if about:
        return [Check((about[0].number, step.number), step_up if rising else step_down, formula)]
    beside = min(step.rank, mark.rank) - 1
    if beside >= 0 and sentence.marks[beside].symbol == "Q" and _of_other_measure(sentence.marks[beside], step):
        return []  # "sản lượng 243 tấn, giảm 27,8% (giảm 94 ha)" is no change of the area before
    about = _told_of(sentence, mark, step)
    main = next((other for other in sentence.marks[: step.rank] if other.symbol == "Q"), None)
    if (
        main
        and main not in about
        and same_kind(main, step)
        and not (is_step(sentence, main) or is_prior(sentence, main))
    ):
        about.append(main)
    about += [
        den
        for _, den in fractions(sentence)
        if den.rank < step.rank and same_kind(den, step) and _fits(mark, den, step, rising=rising)
    ]
    nows = [now for now in about if not rising or now.number.value > step.number.value]
    checks = [Check((now.number, step.number), step_up if rising else step_down, formula) for now in nows]
    old = [now for now in about if now in sentence.marks and _ONLY_THEN.search(lead(sentence, now))]
    checks += [Check((step.number, now.number), ratio, "{} / {} x 100") for now in old]
    if step.rank > mark.rank:  # the bracket may as well tell what there was before
        changed = "({1} - {0}) / {0} x 100" if rising else "({0} - {1}) / {0} x 100"
        checks += [Check((step.number, now.number), growth if rising else decline, changed) for now in nows]
    return checks


def _fits(mark: Mark, now: Mark, step: Mark, *, rising: bool) -> bool:
    """True where a percentage is just what a step makes of a figure."""
    if rising and now.number.value <= step.number.value:
        return False
    check = Check((now.number, step.number), step_up if rising else step_down, "")
    return judge(mark.number, check).verdict is not Verdict.INCONSISTENT


def _told_of(sentence: Sentence, mark: Mark, step: Mark) -> list[Mark]:
    """The figures a step may have led to: those of its unit, and of these those told by its words (chết, bị thương)."""
    wholes = {den.rank for _, den in fractions(sentence)}
    nows = [now for now in nows_of(sentence, mark, None) if now.rank not in (step.rank, *wholes)]
    told = [(sentence, now) for now in nows if not is_over(sentence, now, mark)]
    if total := list_head(sentence, step):
        told = [(sentence, total)]
    if (
        not told
        and _OPENING.search(sentence.text)
        and sentence.earlier
        and sentence.earlier[-1].passage is sentence.passage
    ):
        before = sentence.earlier[-1]
        told = [(before, now) for now in reversed(before.marks) if not is_step(before, now)]
        main = [now for _, now in told if not now.depth]
        told = [(before, now) for _, now in told if not now.depth or not any(same_kind(now, each) for each in main)]
    told = [(each, now) for each, now in told if now.symbol == "Q" and same_kind(now, step)]
    if step.number.unit:
        told = [(each, now) for each, now in told if now.number.unit == step.number.unit] or told[:1]
    words = set(f"{lead(sentence, step)} {tail(sentence, step).split('(')[0]}".split()) - _COMMON
    shared = [
        (len(words & set(f"{lead(each, now)} {now.number.unit} {tail(each, now)}".split())), now) for each, now in told
    ]
    most = max((count for count, _ in shared), default=0)
    return [now for count, now in shared if count == most]


def _of_other_measure(one: Mark, other: Mark) -> bool:
    kinds = {dimension(each.number.unit) for each in (one, other)}
    return len(kinds) > 1 and kinds <= _MEASURED


_MEASURED = frozenset(("area", "mass", "length", "vnd"))
_OPENING = pattern(r"^ ?so với")
_COMMON = frozenset(
    canon("số tổng so với cùng kỳ tháng năm trước là đã có tăng giảm thêm được người và cả trong").split()
)


def as_rate(sentence: Sentence, mark: Mark) -> bool:
    """True where a count is told with its rate, "2.450 hộ nghèo (tỷ lệ 3,12%)": the percentage may be the rate's change."""
    before = sentence.marks[: mark.rank]
    rated = any(other.symbol == "P" and _RATED in lead(sentence, other) for other in before)
    return rated or any(_POOR in other.number.unit for other in before)


def _step_of(sentence: Sentence, mark: Mark) -> Mark | None:
    """The step that a percentage repeats: the last before it in the clause, or the one in the bracket after it."""
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol == "P" or not reaches(sentence, other, mark):
            break
        if other.symbol == "Q" and is_step(sentence, other):
            return other if _of_one_verb(sentence, other, mark) else None
        if other.symbol == "Q" and not is_prior(sentence, other):
            break
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    beside = after and after.symbol == "Q" and after.depth > mark.depth and after.number.bound not in _AT_MOST
    if after and beside and reaches(sentence, mark, after):
        words = sentence.between(mark, after)
        if (words.strip() == "(" and after.number.upper is None) or is_step(sentence, after):
            return after
    return None


def _of_one_verb(sentence: Sentence, step: Mark, mark: Mark) -> bool:
    """False where the percentage changes otherwise than the step: "vượt 96.000 tỷ đồng, tăng 26% so với năm 2017"."""
    verb = verb_of(sentence, mark)
    return verb not in (Verb.UP, Verb.DOWN) or verb is verb_of(sentence, step)


def _led_to(sentence: Sentence, mark: Mark, step: Mark) -> list[Mark]:
    """What a step is said to have led to, just behind it: "giảm 0,61 điểm (1,08%), còn 55,85 điểm"."""
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    if after is None or after.symbol != "Q" or not same_kind(after, step) or is_step(sentence, after):
        return []
    return [after] if _LED_TO.fullmatch(sentence.between(mark, after)) else []


# What there was before, without saying so: "Năm 2024 mới có 372 hộ, vậy là tăng 46 hộ, tăng 12,4%".
_ONLY_THEN = pattern(r"(?<![^\W_])(?:mới|chỉ|đầu (?:năm|kỳ|nhiệm kỳ))(?![^\W_])")
_AT_MOST = ("<", "<=")
_LED_TO = pattern(
    rf"\)?(?: so với(?: {W}| Y){{1,4}})?,? ?(?:lên|xuống|còn|đạt|về)(?: (?:thành|còn|mức|đến|tới|tổng số|chỉ|{W})){{0,3}} "
)


_LEFT_AT = pattern(r"(?<![^\W_])còn $")


def by_ratio(sentence: Sentence, mark: Mark, verb: Verb) -> list[Check]:
    """`bằng 116,4% so với cùng kỳ, tăng 16,4%`: by the percentage just before."""
    wanted = Base.TARGET if verb is Verb.SHORT else Base.PRIOR
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol != "P" or not reaches(sentence, other, mark):
            continue
        plain = not _LEFT_AT.search(lead(sentence, other))  # "giảm tỷ lệ còn 39%, tức là giảm 6,3%"
        if (
            plain
            and verb_of(sentence, other) is Verb.SHARE
            and base_of(sentence, other) is wanted
            and mark.symbol == "P"
        ):
            if verb is Verb.UP:
                return [Check((other.number,), above_hundred, "{} - 100")]
            return [Check((other.number,), below_hundred, "100 - {}")]
        break
    return []
