"""What terse clauses tell of each other: `khởi điểm 29.640; trúng 34.086; cao hơn khởi điểm 15%`, `41.260 con, giảm 3,1%; cùng kỳ 42.580 con`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product

from toolkit.claims.binding.arithmetic import add, distance
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.slips import credible, is_slip
from toolkit.claims.binding.verify import Check, best, changed, claim, judge, worded
from toolkit.claims.binding.vocabulary import MEAN, Verb
from toolkit.claims.kinds.products import quotient
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions

_RISE, _FALL = ("tăng", "a rise"), ("giảm", "a fall")
_THAN = pattern(
    rf"(?<![^\W_])(?:(?P<up>cao|lớn|nhiều|vượt)|thấp|ít) hơn(?: so với)? (?P<name>(?:giá )?{W}(?: {W}){{0,3}}) (?:là |đến |tới )?(?P<step>[QPD])"
)
_GAP = pattern(r"(?<![^\W_])(?:chênh|chênh lệch) $")
_PRIOR_ALONE = pattern(
    rf"^ ?;? ?(?:cùng kỳ|kỳ trước|năm trước|năm ngoái)(?: (?:năm (?:trước|ngoái)|Y))?:? ?(?:{W} ){{0,2}}$"
)
_DATED = pattern(rf" ?[:(]? ?(?:{W} ){{0,2}}")
_SINCE = pattern(
    r"(?:^|[;,.:] ?)(?:sau|qua|trong) (?:Y|Q|hai|ba|bốn|năm)(?: năm)?,? (?:đã )?(?P<verb>tăng|giảm)(?: thêm| được)? (?P<step>[QPD])"
)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims on figures whose clause is bound to another one by its words alone."""
    yield from _than_named(sentence)
    yield from _told_after(sentence)
    yield from _same_as_before(sentence)
    yield from over_years(sentence)
    yield from _per(sentence)
    yield from _stocks(sentence)


def _than_named(sentence: Sentence) -> Iterator[Claim]:
    """What a figure is more than another that the words call by its name."""
    for match in _THAN.finditer(sentence.text):
        step = sentence.at(match.start("step"))
        name = f" {match['name'].strip()} "
        told = [each for each in sentence.marks[: step.rank] if each.symbol in "QP" and not is_step(sentence, each)]
        bases = [each for each in told if f" {lead(sentence, each).strip()} ".endswith(name)]
        others = [each for each in told if each not in bases and not _GAP.search(lead(sentence, each))]
        nows = [each for each in others if len(bases) == 1 and same_kind(each, bases[0]) and not each.depth]
        if not nows or step.number.bound or nows[-1].number.bound or bases[0].number.bound:
            continue
        outcome = best(step.number, changed(step, bases[0], nows[-1], rising=match["up"] is not None))
        if outcome and (outcome.verdict is not Verdict.INCONSISTENT or credible(step.number, outcome)):
            yield claim(sentence, step.number, "change", outcome)


def _told_after(sentence: Sentence) -> Iterator[Claim]:
    """A change behind its figure, and what it is measured from in the clause after: "41.260 con, so cùng kỳ giảm 3,1%; cùng kỳ 42.580 con"."""
    for now, step, before in zip(sentence.marks, sentence.marks[1:], sentence.marks[2:], strict=False):
        verb = verb_of(sentence, step)
        if now.symbol not in "QP" or before.symbol != now.symbol or step.symbol not in "PD" or now.depth or step.depth:
            continue
        if verb not in (Verb.UP, Verb.DOWN) or not _PRIOR_ALONE.match(sentence.between(step, before)):
            continue
        if ";" not in sentence.between(step, before) or ";" in sentence.between(now, step) or before.depth:
            continue
        if not same_kind(now, before) or is_step(sentence, now) or is_target(sentence, now) or is_prior(sentence, now):
            continue
        up = verb is Verb.UP
        outcome, other = (best(step.number, _changes(step, before, now, rising=way)) for way in (up, not up))
        if outcome is None or other is None:
            continue
        if other.verdict is not Verdict.INCONSISTENT and (now.number.value > before.number.value) != up:
            yield worded(sentence, step, (now.number, before.number), _RISE if up else _FALL, holds=False)
        elif outcome.verdict is not Verdict.INCONSISTENT or credible(step.number, outcome):
            yield claim(sentence, step.number, "change", outcome)


def _changes(step: Mark, before: Mark, now: Mark, *, rising: bool) -> list[Check]:
    """The ways to read a change from one figure to another; points are their difference."""
    if step.symbol == "D":
        return [_apart(before, now, rising=rising)] if now.symbol == "P" else []
    return changed(step, before, now, rising=rising)


def _apart(before: Mark, now: Mark, *, rising: bool) -> Check:
    both = (now.number, before.number) if rising else (before.number, now.number)
    return Check(both, distance, "{} - {}")


def _same_as_before(sentence: Sentence) -> Iterator[Claim]:
    """A figure that is what it was, beside what it changed by: "1.119 triệu đồng; cùng kỳ 1.119 triệu đồng; tăng 165 triệu đồng (+14,7%)"."""
    for now, before, step in zip(sentence.marks, sentence.marks[1:], sentence.marks[2:], strict=False):
        verb = verb_of(sentence, step)
        if verb not in (Verb.UP, Verb.DOWN) or step.symbol != now.symbol or now.symbol not in "QP":
            continue
        levels = now.number.value == before.number.value and now.symbol == before.symbol and same_kind(now, before)
        alone = _PRIOR_ALONE.match(sentence.between(now, before)) or (before.depth and is_prior(sentence, before))
        rated = sentence.after(step).lstrip(" (+-") == "" and step.rank + 1 < len(sentence.marks)
        if levels and alone and rated and same_kind(now, step) and step.number.value and not step.depth:
            word = _RISE if verb is Verb.UP else _FALL
            yield worded(sentence, step, (now.number, before.number), word, holds=False)


def over_years(sentence: Sentence) -> Iterator[Claim]:
    """What a row of years came to: "2021: 42%; 2022: 57%; 2023: 71%; sau 2 năm tăng 29 điểm %"."""
    for match in _SINCE.finditer(sentence.text):
        step = sentence.at(match.start("step"))
        row = list(_row(sentence, step))
        if len(row) > 1 and len({each.symbol for each in row}) == 1 and not step.number.bound:
            outcome = best(step.number, _changes(step, row[0], row[-1], rising=match["verb"] == "tăng"))
            if outcome and (outcome.verdict is not Verdict.INCONSISTENT or credible(step.number, outcome)):
                yield claim(sentence, step.number, "change", outcome)


def _row(sentence: Sentence, step: Mark) -> Iterator[Mark]:
    """The levels before a step that each have a year right before them."""
    for year, level in pairwise(sentence.marks[: step.rank]):
        if year.symbol == "Y" and level.symbol in "QP" and _DATED.fullmatch(sentence.between(year, level)):
            yield level


def _per(sentence: Sentence) -> Iterator[Claim]:
    """A mean whose unit says of what: "268.400 m³; diện tích 3.355 ha; bình quân 80,0 m³/ha"."""
    for mark in sentence.marks:
        above, _, below = mark.number.unit.partition("/")
        if mark.symbol != "Q" or not below or not MEAN.search(lead(sentence, mark)) or mark.number.bound:
            continue
        pair = [
            [each for each in sentence.marks[: mark.rank] if each.symbol == "Q" and each.number.unit == unit]
            for unit in (above, below)
        ]
        if any(len(each) != 1 or each[0].number.bound or _is_aside(sentence, each[0]) for each in pair):
            continue
        outcome = judge(mark.number, Check(tuple(each[0].number for each in pair), quotient(Decimal(1)), "{} / {}"))
        if outcome.verdict is not Verdict.INCONSISTENT or credible(mark.number, outcome):
            yield claim(sentence, mark.number, "average", outcome)


def _is_aside(sentence: Sentence, mark: Mark) -> bool:
    return (
        any(mark in pair for pair in fractions(sentence))
        or is_step(sentence, mark)
        or is_prior(sentence, mark)
        or is_target(sentence, mark)
    )


def _stocks(sentence: Sentence) -> Iterator[Claim]:
    """What there was, what came and went, and what there is: "đầu năm 38 cầu; sửa xong 17; phát sinh 4; hiện còn 25 cầu"."""
    marks = [each for each in sentence.marks if each.symbol in "QPD"]
    if not _FOUR <= len(marks) <= _FOUR + 1 or any(
        each.symbol != "Q" or each.depth or each.number.bound for each in marks
    ):
        return
    first, *moved, last = marks
    opens, ends = _OPENING.search(lead(sentence, first)), _CLOSING.search(lead(sentence, last))
    if not opens or not ends or any(not same_kind(each, first) for each in (*moved, last)) or ";" not in sentence.text:
        return
    checks = [_signed(first, moved, signs) for signs in product((1, -1), repeat=len(moved))]
    checks = [check for check in checks if len({number for number in check.formula if number in "+-"}) > 1]
    outcomes = [judge(last.number, check) for check in checks]
    good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
    slips = [each for each in outcomes if is_slip(last.number, each.check, least=2, own=2)]
    if good or len(slips) == 1:
        yield claim(sentence, last.number, "total", (good or slips)[0])


def _signed(first: Mark, moved: Sequence[Mark], signs: Sequence[int]) -> Check:
    def compute(spans: Sequence[Span]) -> Span:
        total = spans[0]
        for span, sign in zip(spans[1:], signs, strict=True):
            total = add([total, span]) if sign > 0 else total - span
        return total

    formula = "{}" + "".join(" + {}" if sign > 0 else " - {}" for sign in signs)
    return Check((first.number, *(each.number for each in moved)), compute, formula)


_FOUR = 4
_OPENING = pattern(
    r"(?<![^\W_])(?:đầu (?:năm|kỳ|quý|tháng)|kỳ trước(?: chuyển(?: sang| qua)?)?|năm trước chuyển(?: sang| qua)?|tồn(?: cũ)?):?(?: [^\W\dA-Z_]+)? $"
)
_CLOSING = pattern(
    r"(?<![^\W_])(?:cuối (?:năm|kỳ|quý|tháng)|còn(?: lại)?|đến nay|hiện có|chuyển (?:kỳ|năm) sau|tồn):?(?: [^\W\dA-Z_]+){0,2} $"
)
