"""One thing told at two times, each with how much it has grown since the same beginning: `đạt 24.860 tỷ đồng, tăng 8,15% so với đầu năm. … đạt 26.340 tỷ đồng, tăng 14,59% so với đầu năm`.

Both tell what there was at the beginning. Where they disagree, and a slip of the hand brings them together, one is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.one_digit import changed
from toolkit.claims.binding.roles import is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Claim
from toolkit.claims.numbers.intervals import Span, operand
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.verdicts import Verdicts

_BEGINNING = pattern(rf"^ (?:so với |so )?(?:thời điểm |ngày )?(?:đầu năm|cuối năm|đầu nhiệm kỳ|Y/Y)(?: {W}| Y)*")
_BESIDE = pattern(rf"(?: {W}){{0,3}}, (?:đã )?(?:tăng|giảm)(?: {W}){{0,2}} ")
_PLAIN = frozenset(
    canon("đạt ước là có còn được khoảng thì lên xuống tới đến năm tháng quý cả tổng số mức giá trị").split()
)
_SHARED = 2  # words of its name that two figures of one thing have in common


@dataclass(frozen=True, slots=True)
class _Grown:
    """A figure, the percentage by which it has grown or fallen, since when, and the words it goes by."""

    sentence: Sentence
    now: Mark
    rate: Mark
    since: tuple[object, ...]
    name: frozenset[str]

    @property
    def sign(self) -> int:
        """1 for a rise, -1 for a fall."""
        return 1 if verb_of(self.sentence, self.rate) is Verb.UP else -1


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The growths of a passage that begin from another figure than the one before, but for a slip."""
    known = Verdicts(told)
    grown = [each for sentence in sentences for each in _grown(sentence)]
    for one, other in pairwise(grown):
        starts = {each.number.start for each in (one.now, one.rate, other.now, other.rate)}
        if one.since != other.since or one.now.number.unit != other.now.number.unit or starts & known.wrong:
            continue
        if len(one.name & other.name) < _SHARED or one.now.number.value == other.now.number.value:
            continue
        if not _before(one).meets(_before(other)) and (_slipped(one, other) or _slipped(other, one)):
            yield _claim(one, other)


def _claim(one: _Grown, other: _Grown) -> Claim:
    numbers = (one.now.number, one.rate.number, other.now.number)

    def compute(spans: Sequence[Span]) -> Span:
        now, rate, later = spans
        low = later.low * _left(one.sign, rate).low / now.high * 100 - 100
        high = later.high * _left(one.sign, rate).high / now.low * 100 - 100
        return Span(low, high) if other.sign > 0 else Span(-high, -low)

    start = f"{{2}} x (100% {'+' if one.sign > 0 else '-'} {{1}}) / {{0}}"
    formula = f"{start} - 100%" if other.sign > 0 else f"100% - {start}"
    return claim(
        other.sentence, other.rate.number, "change", judge(other.rate.number, Check(numbers, compute, formula))
    )


def _left(sign: int, rate: Span) -> Span:
    """What a hundredth of the beginning has become."""
    return Span(1 + rate.low / 100, 1 + rate.high / 100) if sign > 0 else Span(1 - rate.high / 100, 1 - rate.low / 100)


def _before(told: _Grown, now: Number | None = None, rate: Number | None = None) -> Span:
    return operand(now or told.now.number) / _left(told.sign, operand(rate or told.rate.number))


def _slipped(one: _Grown, other: _Grown) -> bool:
    """True where one digit of a figure or its growth makes it begin where the other does."""
    before = _before(other)
    return any(_before(one, rate=each).meets(before) for each in changed(one.rate.number)) or any(
        _before(one, now=each).meets(before) for each in changed(one.now.number)
    )


def _grown(sentence: Sentence) -> Iterator[_Grown]:
    for now, rate in pairwise(sentence.marks):
        if now.symbol != "Q" or rate.symbol != "P" or now.number.bound or rate.number.bound or now.depth != rate.depth:
            continue
        if verb_of(sentence, rate) not in (Verb.UP, Verb.DOWN) or not _BESIDE.fullmatch(sentence.between(now, rate)):
            continue
        since = _BEGINNING.match(sentence.text[rate.at + 1 :])
        aside = is_step(sentence, now) or is_prior(sentence, now) or is_target(sentence, now)
        if since is None or aside or not now.number.value:
            continue
        years = [each.number.printed for each in sentence.marks if rate.at < each.at <= rate.at + since.end()]
        words = f"{lead(sentence, now)} {now.number.unit}".split()
        name = frozenset(words) - _PLAIN
        yield _Grown(sentence, now, rate, (since[0].strip(), *years), name)
