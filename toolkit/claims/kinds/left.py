"""What is left over of what sentences before took in: `Tiếp nhận 318 đơn. Đã giải quyết 291 đơn, số còn lại 27 đơn`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from toolkit.claims.binding.arithmetic import remainder
from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.slips import is_slip, near
from toolkit.claims.binding.verify import Check, Outcome, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import alike

_LEFT = pattern(
    rf"(?:^ ?|[,;] ?|(?<![^\W_])và )(?:hiện |nay |hiện nay |đến nay )?(?:còn|còn lại|số (?:{W} ){{0,3}}còn(?: {W}){{0,4}}|tồn|(?:số )?(?:{W} )?chuyển (?:sang )?(?:kỳ|năm|tháng|quý) sau|chưa (?:giải quyết|xử lý|trả lời|thi hành|xét xử)|số (?:{W} )?(?:chưa|không) {W}(?: {W})?|(?:số )?đang (?:giải quyết|xử lý|xem xét|xác minh|điều tra))(?: lại| là)? $"
)
_SAID = pattern(r"còn|tồn|chuyển|chưa|không|đang")  # one of them stands in all of the above
_PLAINLY = pattern(r"^ ?(?:(?:đang|chưa|chuyển|tiếp tục|sẽ|trong|trong thời|phải|cần|còn)(?![^\W_]).*)?$")
_TAKEN_IN = pattern(
    rf"(?<![^\W_])(?:tiếp nhận|nhận|thụ lý|phải (?:giải quyết|xử lý|thi hành|thu)|có|phát hiện|xảy ra|thu|tổng số|giao|là)(?: {W}){{0,4}} $"
)
_CARRIED = pattern(rf"(?<![^\W_])(?:(?:kỳ|năm|tháng|quý) trước|đầu kỳ|cũ)(?: {W}){{0,3}} $")
_DONE = pattern(
    rf"(?<![^\W_])(?:đã|được|xong|trả|giải quyết|xử lý|hoàn thành|khắc phục|trả lời|thi hành|xét xử|đúng hạn|trước hạn|khám phá|làm rõ|đình chỉ|ủy thác|rút)(?: {W}){{0,4}} $"
)
_REACHED = pattern(r"^ (?:đã |được )?(?:đạt|hoàn thành)(?![^\W_])")
_WITHIN = pattern(r"(?<![^\W_])(?:trong đó|trong số|bao gồm|gồm|cụ thể|riêng)(?![^\W_])|:")
_BACK = 3  # sentences
_SMALL = 3  # units by which what is left over may be off, however little it is


def find(sentence: Sentence) -> Iterator[Claim]:
    """What is left over of the total that a sentence before tells, once the parts of this one and those between are taken off."""
    if not sentence.earlier or not _SAID.search(sentence.text):
        return
    for mark in sentence.marks:
        if mark.symbol != "Q" or mark.depth or mark.number.bound or not _LEFT.search(sentence.before(mark)):
            continue
        if not _PLAINLY.match(tail(sentence, mark)) or _WITHIN.search(sentence.text[: mark.at]):
            continue
        parts = _parts(sentence, sentence.marks[: mark.rank], mark)
        if parts is None:
            continue
        outcome = _taken(sentence, mark, parts)
        more = any(each.symbol == "Q" and same_kind(each, mark) for each in sentence.marks[mark.rank + 1 :])
        if outcome is not None and (outcome.verdict is not Verdict.INCONSISTENT or not more):
            yield claim(sentence, mark.number, "total", outcome)


def _parts(sentence: Sentence, marks: Sequence[Mark], left: Mark) -> list[Mark] | None:
    """The figures of a sentence that were done; None where one of the kind is something else."""
    found: list[Mark] = []
    for each in marks:
        if each.symbol != "Q" or each.depth or not same_kind(each, left):
            continue
        if is_step(sentence, each) or is_prior(sentence, each) or is_target(sentence, each) or each.number.bound:
            return None
        if not (_DONE.search(lead(sentence, each)) or _REACHED.match(tail(sentence, each)) or found):
            return None
        found.append(each)
    return found


def _taken(sentence: Sentence, mark: Mark, parts: list[Mark]) -> Outcome | None:
    """The outcome for what is left over, by the nearest sentence before that tells what was taken in."""
    told = list(parts)
    for before in [each for each in reversed(sentence.earlier) if each.passage is sentence.passage][:_BACK]:
        figures = [each for each in before.marks if each.symbol == "Q" and not each.depth and same_kind(each, mark)]
        if not figures:
            continue
        if sum(each.number.value for each in figures[1:]) == figures[0].number.value and len(figures) > 2:
            figures = figures[:1]
        elif _WITHIN.search(before.text[figures[0].at :]):
            return None
        if any(is_step(before, each) or each.number.bound for each in figures):
            return None
        done = _parts(before, figures, mark)
        if done is not None and len(done) == len(figures) and not _TAKEN_IN.search(lead(before, figures[0])):
            told = [*done, *told]
            continue
        return _judged(before, mark, figures, told)
    return None


def _judged(before: Sentence, mark: Mark, figures: Sequence[Mark], parts: Sequence[Mark]) -> Outcome | None:
    """The outcome by what was taken in, or was carried over and came; None where that is not sure and does not hold."""
    carried = len(figures) == 2 and _CARRIED.search(lead(before, figures[0])) is not None
    sums = [figures] if carried else [figures[:1]]
    if not parts or not all(alike(each.number.unit, figures[0].number.unit) for each in parts):
        return None
    if not all(_TAKEN_IN.search(lead(before, each)) or _CARRIED.search(lead(before, each)) for each in sums[0]):
        return None
    if len(figures) > 1 and not carried:
        return None
    for size in range(len(parts), 0, -1):
        for some in combinations(parts, size):
            outcome = judge(mark.number, _less(sums[0], some))
            if outcome.verdict is not Verdict.INCONSISTENT:
                return outcome
    outcome = judge(mark.number, _less(sums[0], parts))
    off = abs(outcome.expected - mark.number.value)
    close = (
        off <= _SMALL or near(mark.number.value, outcome.expected, rate=False) or is_slip(mark.number, outcome.check)
    )
    return outcome if outcome.expected > 0 and close else None


def _less(wholes: Sequence[Mark], parts: Sequence[Mark]) -> Check:
    numbers = tuple(each.number for each in (*wholes, *parts))
    size = len(wholes)

    def compute(spans: Sequence[Span]) -> Span:
        whole = spans[0] if size == 1 else spans[0] + spans[1]
        return remainder([whole, *spans[size:]])

    return Check(numbers, compute, " + ".join(["{}"] * size) + " - {}" * len(parts))
