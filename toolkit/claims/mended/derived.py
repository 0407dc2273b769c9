"""Figures that words say follow from those before, and that one mistaken digit keeps from it: "269 dự án. Trong đó có 221 …. Còn lại 48 dự án".

What is left is a whole less the parts told after it; what "như vậy" opens is a difference or a sum of two figures before, or of
all that the sentence before lists, as its words say; what a sum is raised to, or is with or without another figure, is the
sum or the difference of two. All may stand in sentences before, so that only what chance hardly explains is called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from toolkit.claims.binding.arithmetic import add, distance, ratio, remainder
from toolkit.claims.binding.clauses import FIGURES, lead
from toolkit.claims.binding.names import AMONG
from toolkit.claims.binding.one_digit import chance, holds, made, one_digit
from toolkit.claims.binding.roles import is_step
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.summing import is_rate, total_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import DURATIONS, alike
from toolkit.claims.verdicts import Verdicts

_LEFT, _THUS = Decimal("0.4"), Decimal("0.2")  # how much of chance is borne where it is said so
_BACK = 2  # sentences
_MOST = 8  # figures of the unit
_PARTS = 4
_LEAST = 2  # digits
_REST = pattern(rf"(?<![^\W_])còn lại(?: (?!phải |đạt |bằng |thiếu |hơn |chiều |dài ){W}){{0,3}} $")
_REST_BEHIND = pattern(rf"^(?: (?!và ){W}){{0,2}} còn lại(?! (?:của|ở|tại|thuộc|trên)(?![^\W_]))")
_FOLLOWS = pattern(r"^\W*(?:như vậy|vậy là|như thế|do đó)(?![^\W_])")
_MEANS = pattern(rf"(?<![^\W_])(?:nghĩa là|tức là|như vậy)(?: {W}){{0,8}} $")
_ALL = pattern(rf"(?<![^\W_])tổng(?: {W}){{1,10}} $")
_RAISED = pattern(rf"(?<![^\W_])(?:nâng|đưa)(?: (?:{W}|Y)){{1,14}} (?:lên|là|đạt)(?: {W}){{0,2}} $")
_WITH = pattern(r"(?<![^\W_])(?:tính cả|tính thêm|kể cả|cộng (?:cả|với|thêm))(?![^\W_])")
_WITHOUT = pattern(r"(?<![^\W_])(?:(?:không|chưa) (?:tính|kể|bao gồm)|loại trừ|trừ đi)(?![^\W_])")
_LEADING = (_FOLLOWS, pattern(r"(?<![^\W_])(?:nghĩa là|tức là|như vậy|nâng|đưa)(?![^\W_])"), _WITH, _WITHOUT)


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The claims on what is left and on what follows in a passage, of figures that `told` says nothing of."""
    known = Verdicts(told)
    yield from _undone(sentences, told, known)
    for index, sentence in enumerate(sentences):
        led = any(words.search(sentence.text) for words in _LEADING)
        for mark in sentence.marks:
            if mark.symbol != "Q" or mark.number.start in known.places:
                continue
            near = sentences[max(0, index - _BACK) : index + 1]
            if pair := _counted(near, sentence, mark):
                both = Check((pair[1].number, pair[0].number), distance, "{} - {}")
                yield claim(sentence, mark.number, "total", judge(mark.number, both))
                continue
            if len(digits_of(mark.number)) < _LEAST:
                continue
            words = lead(sentence, mark)
            left = _REST.search(words) or _REST_BEHIND.match(sentence.after(mark))
            if not left and _NOT_YET.search(words + "|" + sentence.after(mark)) and _plain(mark):
                yield from _share_left(near, sentence, mark)
                continue
            if not (left or led) or not _plain(mark) or mark.number.told in known.accused or is_rate(sentence, mark):
                continue
            before = _before(near, sentence, mark, strict=left is not None)
            checks = list(_less(before) if left else _led(near, sentence, mark, before))
            if checks:
                yield from _mended(sentence, mark, before, checks, _LEFT if left else _THUS)


def _undone(sentences: Sequence[Sentence], told: Sequence[Claim], known: Verdicts) -> Iterator[Claim]:
    """What a share proved by its count leaves of the whole, told next: "giải quyết 66 đơn (đạt 85,71%), còn 11 đơn" of 77."""
    for each in told:
        if each.verdict is Verdict.INCONSISTENT or not isinstance(each.basis, Check) or each.basis.compute is not ratio:
            continue
        done, whole = each.basis.operands
        mark = next((found for sentence in sentences for found in _behind(sentence, each.place.start, done)), None)
        if mark is None or not (done.exact and whole.exact) or whole.value <= done.value:
            continue
        if mark.number.start in known.places or {mark.number.told, done.told, whole.told} & known.accused:
            continue
        if mark.number.told in known.proved:
            continue
        sentence = next(one for one in sentences if mark in one.marks)
        more = any(
            other.symbol == "Q" and other.number.unit == mark.number.unit for other in sentence.marks[mark.rank + 1 :]
        )
        check = Check((whole, done), distance, "{} - {}")
        if holds(mark.number, check) or (not more and one_digit(mark.number, check)):
            yield claim(sentence, mark.number, "total", judge(mark.number, check))


def _behind(sentence: Sentence, start: int, done: Number) -> Iterator[Mark]:
    """The count next told behind a share of its sentence, of the same things, where it is what was not done."""
    if all(mark.number.start != start for mark in sentence.marks):
        return
    found = next(
        (mark for mark in sentence.marks if mark.symbol == "Q" and mark.number.start > max(start, done.start)), None
    )
    plain = found is not None and found.number.unit == done.unit != "" and _plain(found)
    if found is not None and plain and not is_step(sentence, found) and _UNDONE.search(lead(sentence, found)):
        yield found


_UNDONE = pattern(
    r"(?<![^\W_])(?:còn(?: lại)?|chưa|đang|tiếp tục|tồn|chờ|chuyển (?:sang )?(?:kỳ|năm|tháng|quý) sau|không)(?![^\W_])"
)


_NOT_YET = pattern(rf"(?<![^\W_])còn(?: (?!lại){W}){{0,2}} \|(?: {W}){{0,2}} chưa(?![^\W_])")


def _share_left(near: Sequence[Sentence], sentence: Sentence, mark: Mark) -> Iterator[Claim]:
    """What a percentage done of the one figure told before leaves: "vốn 4.600 tỷ đồng, mới giải ngân 58%. Như vậy còn 1.932 tỷ đồng chưa giải ngân"."""
    told = [
        other
        for each in near
        for other in each.marks
        if other.number.start < mark.number.start and other.symbol in FIGURES
    ]
    shape = [each.symbol for each in told[-2:]] == ["Q", "P"] and told[-1].number.value < _ALL_OF_IT
    if not shape or not _is_like(told[-2], mark) or not _plain(told[-2]) or told[-1].number.bound:
        return
    check = Check((told[-2].number, told[-1].number), _less_share, "{} x (100 - {}) / 100")
    if not holds(mark.number, check) and one_digit(mark.number, check) and chance(mark.number, [check]) <= _THUS:
        yield claim(sentence, mark.number, "total", judge(mark.number, check))


def _less_share(spans: Sequence[Span]) -> Span:
    whole, rate = spans
    return Span(whole.low * (100 - rate.high) / 100, whole.high * (100 - rate.low) / 100)


_ALL_OF_IT = 100  # percent


def _counted(near: Sequence[Sentence], sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """The only fraction before a figure that its words call the rest: "thực hiện 175/182 khuyến nghị (96,2%). 7 khuyến nghị còn lại …"."""
    if not _plain(mark) or not _UNCOUNTED.match(sentence.after(mark)):
        return None
    pairs = [pair for each in near for pair in fractions(each) if pair[1].number.start < mark.number.start]
    if len(pairs) != 1 or pairs[0][1].number.unit != mark.number.unit or not pairs[0][1].number.exact:
        return None
    others = [each for each in _before(near, sentence, mark) if each.number.start > pairs[0][1].number.start]
    return pairs[0] if not others and pairs[0][1].number.value > pairs[0][0].number.value else None


_UNCOUNTED = pattern(rf"^(?: {W})? (?:còn lại|vắng(?: mặt)?)(?! (?:của|ở|tại|thuộc|trên)(?![^\W_]))")


def _mended(
    sentence: Sentence, mark: Mark, before: Sequence[Mark], checks: Sequence[Check], borne: Decimal
) -> Iterator[Claim]:
    if any(each.number.value == mark.number.value for each in before):
        return  # it is told again
    if any(holds(mark.number, each) for each in (*checks, *_differences(before), *_sums(before))):
        return
    hits = [each for each in checks if _is_apart(mark, each) and one_digit(mark.number, each)]
    if hits and chance(mark.number, checks) <= borne:
        yield claim(
            sentence, mark.number, "change" if is_step(sentence, mark) else "total", judge(mark.number, hits[0])
        )


def _is_apart(mark: Mark, check: Check) -> bool:
    """True for a check that makes something, and not just one more or less: "Hải và 8 người khác" are nine."""
    return made(check) > 0 and abs(made(check) - mark.number.value) > mark.number.step


def _plain(mark: Mark) -> bool:
    number = mark.number
    return (
        number.bound in ("", "ước")
        and number.upper is None
        and not number.alternatives
        and number.unit not in (*DURATIONS, "")
    )


def _is_like(mark: Mark, other: Mark) -> bool:
    return mark.symbol == "Q" and mark.number.unit != "" and alike(mark.number.unit, other.number.unit)


def _before(near: Sequence[Sentence], sentence: Sentence, mark: Mark, *, strict: bool = True) -> list[Mark]:
    """The figures of the unit (`strict`), or of one like it, told before one, in their order."""
    bare = {num.number.start: den.number.unit for each in near for num, den in fractions(each) if not num.number.unit}
    found = [
        other for each in near for other in (each.marks if each is not sentence else each.marks[: mark.rank])
        if other.symbol == "Q" and (mark.number.unit in (other.number.unit, bare.get(other.number.start)) or (not strict and _is_like(other, mark)))
        and other.number.value > 0
        and (_plain(other) or other.number.start in bare)
        and not other.depth and not is_step(each, other) and not is_rate(each, other)
    ]  # fmt: skip
    return found[-_MOST:]


def _led(near: Sequence[Sentence], sentence: Sentence, mark: Mark, before: Sequence[Mark]) -> Iterator[Check]:
    """What the words before a figure say that it follows from."""
    words = lead(sentence, mark)
    if _FOLLOWS.match(sentence.text) or _MEANS.search(words):
        yield from _follow(near, sentence, mark, before)
    elif _RAISED.search(words):
        yield from _sums(before) if any(each in sentence.marks for each in before) else ()
    else:
        like = (each for each in reversed(sentence.marks[: mark.rank]) if _is_like(each, mark))
        beside = next(like, None)
        if beside is None:
            return
        told = lead(sentence, beside)
        others = [each for each in before if each is not beside]
        if _WITH.search(told):
            yield from (Check((each.number, beside.number), add, "{} + {}") for each in others)
        elif _WITHOUT.search(told):
            larger = [each for each in others if each.number.value > beside.number.value]
            yield from (Check((each.number, beside.number), distance, "{} - {}") for each in larger)


def _follow(near: Sequence[Sentence], sentence: Sentence, mark: Mark, before: Sequence[Mark]) -> Iterator[Check]:
    """What follows from two figures: how far they are apart, what one leaves of the other, what both make."""
    if is_step(sentence, mark):
        yield from _differences(before)
    elif _ALL.search(lead(sentence, mark)):
        yield from _sums(before)
    elif listed := _list_before(near, sentence, mark, before):
        yield total_of([each.number for each in listed])
    elif len(before) == 2 and any(AMONG.search(each.text) for each in near):
        yield from _less(before)


def _list_before(near: Sequence[Sentence], sentence: Sentence, mark: Mark, before: Sequence[Mark]) -> list[Mark]:
    """All that the sentence before tells, where it is nothing but three figures or more of the unit."""
    last = next((each for each in reversed(near) if each is not sentence), None)
    told = [each for each in last.marks if each.symbol in FIGURES] if last is not None else []
    here = any(each.symbol == "Q" for each in sentence.marks[: mark.rank])
    return told if len(told) > 2 and not here and all(each in before for each in told) else []


def _less(before: Sequence[Mark]) -> Iterator[Check]:
    """Each figure less all that come after it."""
    for size in range(1, min(_PARTS, len(before) - 1) + 1):
        numbers = tuple(each.number for each in before[-size - 1 :])
        yield Check(numbers, remainder, "{}" + " - {}" * size)


def _differences(before: Sequence[Mark]) -> Iterator[Check]:
    for one, other in combinations(before, 2):
        high, low = sorted((one.number, other.number), key=lambda number: -number.value)
        yield Check((high, low), distance, "{} - {}")


def _sums(before: Sequence[Mark]) -> Iterator[Check]:
    for one, other in combinations(before, 2):
        yield Check((one.number, other.number), add, "{} + {}")
