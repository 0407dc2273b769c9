"""What is left of a whole of which only a percentage is told to be done: `Kế hoạch vốn 1.860 tỷ đồng, đã giải ngân 62%, còn lại 707 tỷ đồng`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.roles import base_of, is_prior, is_step, same_kind, verb_of
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence, W

_LEFT = pattern(
    rf"(?<![^\W_])(?:còn(?: lại| phải {W}(?: {W})?| thiếu| tồn)?|chưa {W}(?: {W})?)(?: (?:là|có|tới|đến))? $"
)
_DONE = pattern(rf"(?<![^\W_])(?:đã|mới|chỉ|giải ngân|thực hiện|hoàn thành|thu|chi|bàn giao|thi công)(?: {W}){{0,4}} $")
_GOES_ON = pattern(r"^ ?(?:như vậy|do đó|theo đó|như thế|hiện|số còn lại|còn|vẫn còn)(?![^\W_])")
_STATE = pattern(r"(?:chưa|đang|cần|phải|sẽ|tiếp|qua|do|ở|tại|thuộc|trong|của|vốn)$")
_ALL = 100  # percent


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims on what is left of the one figure told before it, by the percentage of it that was done."""
    before = sentence.earlier[-1:] if _GOES_ON.match(sentence.text) else ()
    near_by = [*(each for each in before if each.passage is sentence.passage), sentence]
    for mark in sentence.marks:
        if mark.symbol != "Q" or mark.depth or mark.number.bound or not _LEFT.search(lead(sentence, mark)):
            continue
        told = [(each, other) for each in near_by for other in each.marks if other.number.start < mark.number.start]
        wholes = [(each, other) for each, other in told if other.symbol == "Q" and same_kind(other, mark)]
        rates = [(each, other) for each, other in told if other.symbol == "P"]
        if len(wholes) != 1 or len(rates) != 1:
            continue
        (one, whole), (other, rate) = wholes[0], rates[0]
        aside = is_step(one, whole) or is_prior(one, whole) or whole.number.bound or whole.depth or rate.depth
        own = _DONE.search(lead(one, whole)) is not None  # "đã thu 36 tỷ đồng, đạt 65% kế hoạch" is of the plan
        done = verb_of(other, rate) in (Verb.SHARE, Verb.NONE) and _DONE.search(lead(other, rate)) is not None
        done = done and base_of(other, rate) is Base.NONE and not own
        if (
            aside
            or not done
            or is_step(other, rate)
            or rate.number.value >= _ALL
            or rate.number.start < whole.number.start
        ):
            continue
        names = [tail(*each).split()[:1] for each in ((one, whole), (sentence, mark))]
        if all(names) and names[0] != names[1] and not _STATE.match(names[1][0]):
            continue  # "186 ha ngô, đã thu hoạch 70%, còn 40 ha lúa"
        outcome = judge(mark.number, Check((whole.number, rate.number), _undone, "{} x (100% - {})"))
        if outcome.verdict is not Verdict.INCONSISTENT or credible(mark.number, outcome):
            yield claim(sentence, mark.number, "total", outcome)


def _undone(spans: Sequence[Span]) -> Span:
    whole, rate = spans
    return Span(whole.low * (_ALL - rate.high) / _ALL, whole.high * (_ALL - rate.low) / _ALL)
