"""What a rise or a fall in percent comes to: `đạt 412,5 tỷ đồng, tăng 12,4%, tương ứng tăng 45,5 tỷ đồng`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence, W

_COMES_TO = pattern(
    rf"(?P<now>Q)(?: {W}){{0,3}}(?:,| ?\() ?(?:đã )?(?P<verb>tăng|giảm)(?: {W}){{0,2}} (?P<rate>P)(?: so với(?: {W}| Y){{1,5}})?,?"
    rf" (?:tương ứng|tương đương|cụ thể|tức|hay|ứng)(?: (?:với|là|mức))*(?: (?:tăng|giảm))?(?: (?:thêm|là|mức))* (?P<step>Q)"
)

_MOVED_TO = pattern(r"Q[^,;]* (?:còn|lên|xuống|đến|tới|thành)(?: còn| mức)? $")  # what it was is told


def find(sentence: Sentence) -> Iterator[Claim]:
    """The steps that a percentage of change amounts to, by what it led to; the rates reached of a plan that was exceeded by so much."""
    for match in _COMES_TO.finditer(sentence.text):
        now, rate, step = (sentence.at(match.start(name)) for name in ("now", "rate", "step"))
        plain = not (is_step(sentence, now) or is_prior(sentence, now) or is_target(sentence, now))
        if _MOVED_TO.search(sentence.text, 0, now.at):
            continue
        if not plain or not same_kind(now, step) or now.number.value <= step.number.value or step.number.bound:
            continue
        rising = match["verb"] == "tăng"
        formula = "{0} x {1} / (100% + {1})" if rising else "{0} x {1} / (100% - {1})"
        outcome = judge(step.number, Check((now.number, rate.number), _risen if rising else _fallen, formula))
        if outcome.verdict is not Verdict.INCONSISTENT or credible(step.number, outcome):
            yield claim(sentence, step.number, "change", outcome)
    yield from _reached(sentence)


def _reached(sentence: Sentence) -> Iterator[Claim]:
    """`vượt 14,6% kế hoạch: đạt 2.292 ha, bằng 114,6% kế hoạch`: a plan exceeded, and what of it was reached, told behind."""
    over, reached = list(_OVER.finditer(sentence.text)), list(_REACHED.finditer(sentence.text))
    if len(over) != 1 or len(reached) != 1 or over[0]["aim"] != reached[0]["aim"] or over[0].end() > reached[0].start():
        return
    excess, rate = sentence.at(over[0].start("rate")), sentence.at(reached[0].start("rate"))
    if excess.number.bound or rate.number.bound or not _ONE_THING.search(sentence.between(excess, rate)):
        return
    outcome = judge(rate.number, Check((excess.number,), _over_all, "100% + {}"))
    if outcome.verdict is not Verdict.INCONSISTENT or credible(rate.number, outcome):
        yield claim(sentence, rate.number, "over", outcome)


_AIMS = "kế hoạch|chỉ tiêu|dự toán|nghị quyết|mục tiêu"
_OVER = pattern(rf"(?<![^\W_])vượt (?P<rate>P) (?:so với )?(?P<aim>{_AIMS})(?![^\W_])")
_REACHED = pattern(rf"(?<![^\W_])(?:bằng|đạt) (?P<rate>P) (?:so với )?(?P<aim>{_AIMS})(?![^\W_])")
_ONE_THING = pattern(r"^[^:;]*[:(][^;P]*$")


def _over_all(spans: Sequence[Span]) -> Span:
    return Span(spans[0].low + _ALL, spans[0].high + _ALL)


def _risen(spans: Sequence[Span]) -> Span:
    now, rate = spans
    return Span(now.low * rate.low / (100 + rate.low), now.high * rate.high / (100 + rate.high))


def _fallen(spans: Sequence[Span]) -> Span:
    now, rate = spans
    if rate.high >= _ALL:
        return Span(now.low, now.high)
    return Span(now.low * rate.low / (100 - rate.low), now.high * rate.high / (100 - rate.high))


_ALL = 100  # percent
