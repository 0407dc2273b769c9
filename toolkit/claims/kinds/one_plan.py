"""A plan that is not told and that two figures of it imply: `96 tỷ đồng, bằng 32% kế hoạch; đến 30/9 186 tỷ đồng, bằng 62%`, `đạt 70% dự toán, còn phải thu 10,5 tỷ đồng`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.about import is_bare
from toolkit.claims.binding.aims import MEASURING
from toolkit.claims.binding.clauses import FIGURES, following, lead, tail
from toolkit.claims.binding.dates import period_of
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_HUNDRED = Decimal(100)
_TIMES_OFF = 8  # what is called left may be so many times what it should be
_OF_PERIOD = pattern(r"(?<![^\W_])(?:tháng|quý|tuần|ngày|(?<!nhiệm )kỳ|vụ|đợt)(?![^\W_])")  # a plan of one period
_PLAN = pattern(rf"^ (?:so với |so |của )?(?P<name>(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|kh|ct|dt)(?: {W}){{0,6}})$")
_AGAIN = frozenset(
    canon(
        "đến tới hết cuối đầu nửa năm tháng quý kỳ nay này thời điểm tính lũy kế cộng dồn dự kiến ước cả thực hiện được đạt đã là có thì riêng "
        "nâng lên số kết quả hiện lại mới tổng giá trị khoảng trong sau con toàn và chỉ vẫn sẽ niên độ phấn đấu giữa chung i ii iii iv"
    ).split()
)
_LEFT = pattern(r"(?<![^\W_])(?:còn|còn lại|thiếu|hụt|cần|phải)(?![^\W_])")
_TO_DO = pattern(
    r"(?<![^\W_])(?:phải|nữa|thiếu|hụt|cần(?: [^\W\dA-Z_]+){0,3} thêm|để (?:đạt|hoàn thành|bảo đảm)|mới (?:đạt|hoàn thành))(?![^\W_])"
)


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done of a plan that is not told, and its percentage; `plan` is what the plan is called, "" where it is not called again."""

    sentence: Sentence
    part: Mark
    mark: Mark
    plan: str


def by_sentence(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """The claims on what was done of one plan at two times, and on what is left of it."""
    told = [each for sentence in sentences for each in _done(sentence)]
    for one, other in pairwise(told):
        if other.plan in ("", one.plan) and _is_later(one, other):
            numbers = one.mark.number, other.part.number, one.part.number
            outcome = judge(other.mark.number, Check(numbers, _grown, "{} x {} / {}"))
            if outcome.verdict is not Verdict.INCONSISTENT or credible(other.mark.number, outcome):
                yield claim(other.sentence, other.mark.number, "target", outcome)
    for each in told:
        yield from _left(each, sentences)
    for sentence in sentences:
        for whole, mark in pairwise(mark for mark in sentence.marks if mark.symbol in FIGURES):
            if whole.symbol == "Q" and _is_share_done(sentence, whole, mark):
                yield from _undone(_Done(sentence, whole, mark, ""), sentences)


def _is_share_done(sentence: Sentence, whole: Mark, mark: Mark) -> bool:
    """True for a percentage with a subject of its own that was done of the figure before: "vốn giao 450 tỷ đồng, mới giải ngân được 58%"."""
    number, words = mark.number, sentence.between(whole, mark)
    plain = (
        mark.symbol == "P"
        and not (number.bound or number.upper is not None or mark.depth)
        and 0 < number.value < _HUNDRED
    )
    free = not (whole.number.bound or whole.depth or is_prior(sentence, whole) or is_step(sentence, whole))
    done = "," in words and not is_bare(sentence, whole, mark) and verb_of(sentence, mark) in (Verb.NONE, Verb.SHARE)
    return plain and free and done and base_of(sentence, mark) is Base.NONE and bool(whole.number.unit)


def _undone(done: _Done, sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """`vốn giao 450 tỷ đồng, mới giải ngân được 58%, còn 189 tỷ đồng chưa giải ngân`: the rest of what is told with the percentage that was done."""
    found = _told_left(done, sentences)
    if found is None or found[1].number.value >= done.part.number.value:
        return
    sentence, rest = found
    names = [tail(done.sentence, done.part).split()[:1], tail(sentence, rest).split()[:1]]
    if all(names) and names[0] != names[1] and not _STATE.match(names[1][0]):
        return  # "186 ha ngô, đã thu hoạch 70%, còn 40 ha lúa"
    outcome = judge(rest.number, Check((done.part.number, done.mark.number), _not_done, "{0} - {0} x {1}"))
    if outcome.verdict is not Verdict.INCONSISTENT or credible(rest.number, outcome):
        yield claim(sentence, rest.number, "total", outcome)


_STATE = pattern(r"(?:chưa|đang|cần|phải|sẽ|tiếp|qua|do|ở|tại|thuộc|trong|của|vốn)$")


def _not_done(spans: Sequence[Span]) -> Span:
    """What is left of a whole of which so many percent are done."""
    whole, share = spans
    return Span(whole.low * (1 - share.high / _HUNDRED), whole.high * (1 - share.low / _HUNDRED))


def _told_left(done: _Done, sentences: Sequence[Sentence]) -> tuple[Sentence, Mark] | None:
    """The figure right behind a percentage, in its sentence or the next one, that is told as what is left."""
    sentence = done.sentence
    after = following(sentence, done.mark)
    if after is None:
        index = sentences.index(sentence) + 1
        sentence = sentences[index] if index < len(sentences) else sentence
        after = next((each for each in sentence.marks if each.symbol in FIGURES), None)
    if after is None or not same_kind(done.part, after) or after.number.bound or after.depth:
        return None
    return (sentence, after) if _LEFT.search(lead(sentence, after)) else None


def _grown(spans: Sequence[Span]) -> Span:
    """The percentage that a second part is, by that of the first."""
    share = spans[1] / spans[2]
    return Span(spans[0].low * share.low, spans[0].high * share.high)


def _done(sentence: Sentence) -> Iterator[_Done]:
    for mark in sentence.marks:
        number = mark.number
        if (
            mark.symbol != "P"
            or number.bound
            or number.upper is not None
            or verb_of(sentence, mark) not in MEASURING
            or not number.value
        ):
            continue
        base = base_of(sentence, mark)
        name = _PLAN.match(tail(sentence, mark)) if base is Base.TARGET else None
        other = (
            _OTHER.match(tail(sentence, mark))
            if base is not Base.PRIOR and verb_of(sentence, mark) is Verb.SHARE
            else None
        )
        if name is None and other is None and (base is not Base.NONE or tail(sentence, mark).strip()):
            continue
        part = next((each for each in reversed(sentence.marks[: mark.rank]) if each.symbol in FIGURES), None)
        if part is None or part.symbol != "Q" or part.depth > mark.depth or part.number.bound or not part.number.unit:
            continue
        if (
            is_target(sentence, part)
            or is_prior(sentence, part)
            or is_step(sentence, part)
            or not is_bare(sentence, part, mark)
        ):
            continue
        plan = name["name"] if name else other["name"] if other else ""
        if not _OF_PERIOD.search(plan):
            yield _Done(sentence, part, mark, plan)


_OTHER = pattern(rf"^ (?:so với |của |trong |trên )?(?P<name>(?:tổng |số |vốn |nhu cầu|khối lượng )(?: ?{W}){{0,5}})$")


def _is_later(one: _Done, other: _Done) -> bool:
    """True where the second is the first again at a later time: it is told in the same words, but for those of time."""
    if not (one.plan and same_kind(one.part, other.part) and one.part.depth == other.part.depth == 0):
        return False
    if other.part.number.value <= one.part.number.value and other.mark.number.value <= one.mark.number.value:
        return False
    years = [period_of(each.sentence, each.part) for each in (one, other)]
    if years[1] and years[1][0] == "năm" and years[0] != years[1]:
        return False  # each year has a plan of its own
    words = [_words(each) for each in (one, other)]
    return bool(words[1] & _TIMES) and words[1] <= words[0] | _AGAIN


_TIMES = frozenset(canon("Y đến hết cuối năm tháng quý lũy").split()) | {"Y"}


def _words(done: _Done) -> frozenset[str]:
    """The words that lead to what was done, over commas, from the figure before or the beginning of the sentence."""
    sentence, part = done.sentence, done.part
    before = next((each for each in reversed(sentence.marks[: part.rank]) if each.symbol in FIGURES), None)
    start = before.at + 1 + len(tail(sentence, before)) if before else 0
    return frozenset(sentence.text[start : part.at].replace(",", " ").replace(";", " ").replace(":", " ").split())


def _left(done: _Done, sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """`đạt 70% dự toán, còn phải thu 10,5 tỷ đồng`: what is left to do, told right behind."""
    if done.plan and done.mark.number.value > _HUNDRED:
        yield from _over(done)
    found = _told_left(done, sentences) if done.plan and 0 < done.mark.number.value < _HUNDRED else None
    if found is None:
        return
    sentence, after = found
    words = lead(sentence, after)
    check = Check((done.part.number, done.mark.number), _lacking, "{0} / {1} x 100 - {0}")
    outcome = judge(after.number, check)
    bound = _TO_DO.search(f"{words}{tail(sentence, after)}") is not None
    near = after.number.value < outcome.expected * _TIMES_OFF and outcome.expected < after.number.value * _TIMES_OFF
    if outcome.verdict is not Verdict.INCONSISTENT or (bound and near):
        yield claim(sentence, after.number, "short", outcome)


def _over(done: _Done) -> Iterator[Claim]:
    """`đạt 105% kế hoạch, vượt 110 ha`: what exceeds the plan, told right behind."""
    after = following(done.sentence, done.mark)
    told = after is not None and same_kind(done.part, after) and not (after.number.bound or after.depth)
    if after is not None and told and _EXCEEDS.fullmatch(done.sentence.between(done.mark, after)[len(done.plan) + 1 :]):
        check = Check((done.part.number, done.mark.number), _exceeding, "{0} - {0} / {1} x 100")
        yield claim(done.sentence, after.number, "over", judge(after.number, check))


_EXCEEDS = pattern(r",? ?(?:tức |tương ứng |đã )?(?:vượt|nhiều hơn|cao hơn)(?: kế hoạch)?(?: là)? ")


def _exceeding(spans: Sequence[Span]) -> Span:
    """By how much a part exceeds the whole that it is so many percent of."""
    done, share = spans
    return Span(done.low * (1 - _HUNDRED / share.low), done.high * (1 - _HUNDRED / share.high))


def _lacking(spans: Sequence[Span]) -> Span:
    """What a part lacks to the whole that it is so many percent of."""
    done, share = spans
    return Span(done.low * (_HUNDRED / share.high - 1), done.high * (_HUNDRED / share.low - 1))
