"""Wholes and parts that were rounded each in its own way, or are told loosely: "ước 349.000 lượt (quốc tế khoảng 210.000, trong nước khoảng 139.000)".

All figures of its unit behind a whole, to the end of the sentence or of the next, are its parts, whether counts, rates
or what is lacking. That one slip keeps them from it must be no chance: less so where their sum is more than the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.arithmetic import add
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.lists import goes_on, may_overlap
from toolkit.claims.binding.one_digit import one_off
from toolkit.claims.binding.opposites import exclude
from toolkit.claims.binding.parts import nested
from toolkit.claims.binding.roles import is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.stages import is_stage
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span, grain, point
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import DURATIONS, alike, is_counted
from toolkit.claims.verdicts import Verdicts

_PARTED = pattern(
    r"(?<![^\W_])(?:trong đó|trong số (?:đó|này)|gồm|bao gồm|chia ra|cụ thể|(?:phân|chia|tính) theo|phân bổ|đóng góp vào đó)(?![^\W_])"
)
_SOME = pattern(
    r"(?<![^\W_])(?:chủ yếu|(?:nhiều|lớn|cao|thấp|ít) nhất|nhất là|phần lớn|ngoài ra|bên cạnh|đồng thời|bổ sung|riêng|như|điển hình|đứng đầu|dẫn đầu|đáng chú ý|"
    r"mỗi|so với|thay vì|tiếp theo|tiếp đến|(?:không|chưa|ngoài) (?:kể|tính))(?![^\W_])"
)
_ADDED = pattern(r"(?<![^\W_])vốn (?:đăng ký )?tăng(?: thêm| vốn)? $")  # a kind of capital, and no rise
_MOVES = (Verb.UP, Verb.DOWN, Verb.OVER, Verb.SHORT)
# How often chance may make such figures: where no word tells of parts and where one does; where the parts are not more than the whole and where they are.
_CHANCE = {
    (False, False): Decimal("0.04"), (False, True): Decimal("0.15"),
    (True, False): Decimal("0.25"), (True, True): Decimal("0.6"),
}  # fmt: skip
_OVERLAPPING, _TRIFLING = (
    Decimal("0.03"),
    Decimal("0.02"),
)  # the same where one thing may be in two parts, or a part is a trifle
_LEAST, _LEAST_OVER = 100, 20  # what a whole must be of what it is known to
_TRIFLE = 100
_TEN = 10  # what one that is told in words may be off with trifles
_TWO, _MOST = 2, 10  # parts
_TELLING = 1000  # from so many units of its last digit on a figure is told exactly, whatever word is before it
_LOOSE = Decimal("0.01")  # of the whole: nearer nothing is wrong where a figure is told loosely


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with its sentence and what it is: a level, a rise, a target, an earlier one."""

    sentence: Sentence
    mark: Mark
    role: str

    @property
    def number(self) -> Number:
        return self.mark.number

    @property
    def label(self) -> str:
        return f"{lead(self.sentence, self.mark)} {self.number.unit} {self.sentence.after(self.mark)}"


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The wholes of a passage that one slip keeps from all that is told of their unit behind them, where `told` says nothing of them."""
    known = Verdicts(told)
    figures = [list(_told(each)) for each in sentences]
    said = set(known.wrong)
    for index, here in enumerate(figures):
        later = figures[index + 1] if index + 1 < len(figures) else []
        for at, whole in enumerate(here):
            before = [each for group in figures[max(0, index - 1) : index] for each in group]
            runs = [
                *_runs(whole, here[at - 1] if at else None, here[at + 1 :], later),
                *_summed(whole, here[:at], before),
            ]
            if any(_fits([whole, *run]) for run in runs):
                continue
            for run in runs:
                used = {each.number.start for each in (whole, *run)}
                others = [each for group in figures for each in group if each.number.start not in used]
                accused = any(each.number.told in known.accused for each in (whole, *run))
                if not accused and not used & said and _missed([whole, *run], others, known):
                    said |= used
                    outcome = judge(whole.number, total_of([each.number for each in run]))
                    if outcome.verdict is Verdict.INCONSISTENT:
                        yield claim(whole.sentence, whole.number, "total", outcome)


def _told(sentence: Sentence) -> Iterator[_Told]:
    """The amounts and rates of a sentence that can be wholes or parts."""
    divided = {mark.rank for pair in fractions(sentence) for mark in pair}
    for mark in sentence.marks:
        number = mark.number
        if mark.symbol not in "QP" or number.upper is not None or number.value <= 0 or mark.rank in divided:
            continue
        if "/" not in number.unit and number.unit not in DURATIONS and not sentence.after(mark).startswith("/"):
            yield _Told(sentence, mark, _role(sentence, mark))


def _role(sentence: Sentence, mark: Mark) -> str:
    if not _ADDED.search(lead(sentence, mark)):
        verb = verb_of(sentence, mark)
        if is_step(sentence, mark) or verb in _MOVES:
            return verb.name
        return "target" if is_target(sentence, mark) else "prior" if is_prior(sentence, mark) else ""
    return ""


def _goes_with(before: _Told, whole: _Told) -> bool:
    """True for one of several figures of a kind told side by side, whose parts are those of all."""
    words = before.sentence.between(before.mark, whole.mark)
    return (
        _like(whole, before) and before.role == whole.role and not _PARTED.search(words) and words.count(" ") < _BESIDE
    )


_BESIDE = 7  # words


def _runs(
    whole: _Told, before_it: _Told | None, after: Sequence[_Told], later: Sequence[_Told]
) -> Iterator[list[_Told]]:
    """The figures behind one that may be all its parts: of its sentence, or of this and the next."""
    here, there = ([each for each in group if _like(whole, each)] for group in (after, later))
    if before_it is not None and _goes_with(before_it, whole):
        return
    for group in (here, [*here, *there] if there else []):
        for depth in sorted({each.mark.depth for each in group}):
            level = [each for each in group if each.mark.depth == depth]
            inner = depth > whole.mark.depth
            if (
                depth < whole.mark.depth
                or not _TWO <= len(level) <= _MOST
                or (inner and level[-1].sentence is not whole.sentence)
            ):
                continue
            alone = len({each.number.value for each in (whole, *level)}) > len(level)  # none is told twice
            if alone and len({each.role for each in (whole, *level)}) == 1 and not _nested(level):
                yield level


def _summed(whole: _Told, before: Sequence[_Told], earlier: Sequence[_Told]) -> Iterator[list[_Told]]:
    """The figures before one that its words say they make: of its sentence, or of this and the one before."""
    here, there = ([each for each in group if _like(whole, each)] for group in (before, earlier))
    begun = not here and _BEGINS.match(whole.sentence.text)
    told = (
        begun
        or _TOGETHER.search(lead(whole.sentence, whole.mark))
        or any(_TAKEN_IN.search(lead(each.sentence, each.mark)) for each in here)
    )
    if not told or whole.mark.symbol != "Q" or whole.role in ("target", "prior"):
        return
    inner = [each for each in there if each.mark.depth]
    for group in (here, [*there, *here] if there else [], inner if not here else []):
        depths = {each.mark.depth for each in group}
        outer = depths == {whole.mark.depth} or (len(depths) == 1 and not here and len(group) > _TWO)
        alone = len({each.number.value for each in (whole, *group)}) > len(group)
        inside = any(
            (_PARTED.search(each.sentence.before(each.mark)) and (here or each is not group[0]))
            or _ALL.search(lead(each.sentence, each.mark))
            for each in group
        )
        if outer and alone and not inside and _TWO <= len(group) <= _MOST and len({each.role for each in group}) == 1:
            yield group


_TOGETHER = pattern(
    r"(?<![^\W_])(?:tổng|nâng|đưa|như vậy|vị chi|cộng|cả thảy|tất cả|tính chung|tính cả|nghĩa là|tức là)(?![^\W_])"
)
_BEGINS = pattern(r"\W*(?:như vậy,? )?(?:tổng|cộng|tất cả|cả thảy)(?![^\W_])")
_TAKEN_IN = pattern(r"(?<![^\W_])(?:tính|kể|cộng)(?: thêm)? cả(?![^\W_])")
_ALL = pattern(r"(?<![^\W_])tổng(?![^\W_])")


def _like(whole: _Told, each: _Told) -> bool:
    one, other = whole.number.unit, each.number.unit
    scaled = not one and whole.number.scale == each.number.scale > 1  # "56,9 triệu" of what the parts count
    named = one == other or not other or (bool(one) and alike(one, other)) or (scaled and is_counted(other))
    return whole.mark.symbol == each.mark.symbol and named


def _nested(parts: Sequence[_Told]) -> bool:
    """True where one of the parts has parts itself, or stands in a bracket of its own."""
    if any(_PARTED.search(each.sentence.before(each.mark)) for each in parts[1:]) or nested(
        [each.mark for each in parts]
    ):
        return True
    if any(is_stage(one.sentence, one.mark, two.mark) for one, two in pairwise(parts) if one.sentence is two.sentence):
        return True
    return parts[0].mark.depth > 0 and any(
        ")" in one.sentence.between(one.mark, two.mark) for one, two in pairwise(parts)
    )


def _span(number: Number) -> Span:
    """What a figure stands for by its rounding, a loose one by that of its last digit that is not zero."""
    if number.exact:
        return point(number.value)
    size = grain(number) if number.bound else number.step
    if number.bound in (">", ">="):
        return Span(number.value, number.value + size)
    if number.bound in ("<", "<=", "≲"):
        return Span(number.value - size, number.value)
    return Span(number.value - size / 2, number.value + size / 2)


def _off(figures: Sequence[_Told]) -> Span:
    """What a whole has more than its parts, as far as the figures tell."""
    whole, *parts = (_span(each.number) for each in figures)
    return whole - add(parts)


def _fits(figures: Sequence[_Told]) -> bool:
    return _off(figures).meets(point(Decimal(0)))


def _missed(figures: Sequence[_Told], others: Sequence[_Told], known: Verdicts) -> bool:
    """True where one slip keeps the parts from the whole, and chance hardly makes such figures."""
    whole, *parts = figures
    value = whole.number.value
    off = _off(figures)
    rest = [each.number.value for each in others if each.mark.symbol == whole.mark.symbol]
    made = sum((each.number.value for each in parts), Decimal(0))
    if made in rest:
        return False
    if any(off.low <= each <= off.high for each in rest):
        return False  # the part that lacks is told under another name
    loose = any(each.number.bound and each.number.value < grain(each.number) * _TELLING for each in figures)
    if loose and abs(value - made) <= value * _LOOSE:
        return False
    over = off.high < 0
    closed = over or (len(parts) == 2 and exclude(*(each.label for each in parts)))
    unit = max(min(grain(each.number) for each in figures), off.high - off.low)
    rounded = not all(each.number.exact for each in figures)
    if value < unit * (_LEAST_OVER if closed and rounded else _LEAST):
        return False
    moves = list(_moves(figures))
    if not any(off.low <= move <= off.high and each.number.told not in known.proved for each, move in moves):
        return False
    return len({round(move / unit) for _, move in moves}) * unit / value <= _borne(figures, over=over, closed=closed)


def _moves(figures: Sequence[_Told]) -> Iterator[tuple[_Told, Decimal]]:
    """By how much a slip in one of the figures can set the whole off from its parts, where all are parts of it then."""
    values = [each.number.value for each in figures]
    for at, each in enumerate(figures):
        digits = digits_of(each.number)
        for other in one_off(digits) if len(digits) > 1 else ():
            by = (Decimal(digits) - Decimal(other)) * each.number.step
            whole, *parts = (value - by if index == at else value for index, value in enumerate(values))
            if max(parts) < whole and abs(by) * 2 <= values[0]:
                yield each, by if at == 0 else -by


def _borne(figures: Sequence[_Told], *, over: bool, closed: bool) -> Decimal:
    """How much of chance is borne, by what the words tell of the parts and by their size."""
    whole, *parts = figures
    first = parts[0]
    if first.number.start < whole.number.start:
        some = any(_SOME.search(each.label) for each in parts) or may_overlap(each.label for each in parts)
        trifle = any(each.number.value * _TRIFLE < whole.number.value for each in parts)
        if trifle and not some:
            return (
                _TRIFLING if abs(whole.number.value - sum(each.number.value for each in parts)) >= _TEN else Decimal(0)
            )
        return Decimal(0) if some else _CHANCE[True, closed]
    here = first.sentence is whole.sentence
    words = whole.sentence.between(whole.mark, first.mark) if here else first.sentence.text[: first.mark.at]
    told = _PARTED.search(words)
    announced = told is not None or (first.mark.depth > whole.mark.depth and "Q" not in words)
    borne = _CHANCE[announced, closed] if announced or not here else Decimal(0)
    labels = [each.label for each in parts]
    labels[0] = words[told.end() if told else 0 :] + labels[0]
    if any(map(_SOME.search, labels)) or may_overlap(labels) or goes_on(first.sentence, first.mark.at):
        borne = _OVERLAPPING if over and announced else Decimal(0)
    trifle = any(each.number.value * _TRIFLE < whole.number.value for each in parts)
    return min(borne, _TRIFLING) if trifle else borne
