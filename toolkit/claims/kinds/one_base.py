"""Counts and percentages of one list, which must all be of one whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from toolkit.claims.binding.arithmetic import add, ratio
from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.counted import OVERLAP, TOTAL, counted, implied, told_sum
from toolkit.claims.binding.roles import base_of, is_step, is_target, is_whole, verb_of
from toolkit.claims.binding.slips import credible, mistyped, near, variants
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span, said
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import alike
from toolkit.numbers import show

_OWN = 110  # two shares that make more are each of their own whole
_AMONG = pattern(r"(?<![^\W_])trong (?:số|các|tổng số|những)(?![^\W_])")


def _complements(sentence: Sentence) -> Iterator[Claim]:
    """`giải quyết 36 đơn, đạt 90%, tồn 04 đơn, chiếm 10%`: what was done and what was not make the whole."""
    for one, share, other, rest in zip(*(sentence.marks[start:] for start in range(4)), strict=False):
        if f"{one.symbol}{share.symbol}{other.symbol}{rest.symbol}" != "QPQP" or one.number.unit != other.number.unit:
            continue
        figures = (one, share, other, rest)
        if any(mark.number.bound or mark.number.upper is not None for mark in figures) or not one.number.exact:
            continue
        told = all(verb_of(sentence, mark) in (Verb.SHARE, Verb.PART, Verb.BRACKET) for mark in (share, rest))
        if not told or {base_of(sentence, mark) for mark in (share, rest)} & {Base.TARGET, Base.PRIOR}:
            continue
        if not _UNDONE.search(sentence.between(share, other)) or OVERLAP.search(sentence.between(one, rest)):
            continue
        both = Check(
            (one.number, one.number, other.number),
            lambda spans: ratio([spans[0], add(spans[1:])]),
            "{} / ({} + {}) x 100",
        )
        outcomes = [
            judge(share.number, both),
            judge(rest.number, replace(both, operands=(other.number, *both.operands[1:]))),
        ]
        if any(outcome.verdict is not Verdict.INCONSISTENT for outcome in outcomes):
            yield claim(sentence, share.number, "one_base", outcomes[0])
            yield claim(sentence, rest.number, "one_base", outcomes[1])


_UNDONE = pattern(r"^\)?[,;] ?(?:còn|tồn|đang|không|chưa|bác|chậm|trễ|quá hạn|số còn lại|còn lại)(?![^\W_])")


def find(sentence: Sentence) -> Iterator[Claim]:
    """Counts and percentages of one list must all be of one whole: their sum, or a whole that fits all but one."""
    yield from _complements(sentence)
    for pairs in counted(sentence):
        yield from _agreed_head(sentence, pairs)
        told = _told_behind(sentence, pairs) or told_sum(sentence, pairs) or _told_earlier(sentence, pairs)
        if told is not None:
            for count, share in pairs:
                yield claim(sentence, share.number, "one_base", judge(share.number, _of(count.number, told.number)))
            continue
        wholes = [
            mark for mark in sentence.marks[: pairs[0][0].rank]
            if mark.symbol == "Q" and mark.number.value >= max(count.number.value for count, _ in pairs) and mark.depth <= pairs[0][0].depth
        ]  # fmt: skip
        if any(is_whole(sentence, mark) or mark.number.unit == pairs[0][0].number.unit for mark in wholes):
            continue
        if told := _told_whole(pairs, wholes):
            for count, share in pairs:
                yield claim(sentence, share.number, "share", judge(share.number, _of(count.number, told.number)))
            continue
        counts = [count.number for count, _ in pairs]
        size = len(counts)
        if size == 2 and sum(share.number.value for _, share in pairs) > _OWN and not _OF_ALL.match(sentence.text):
            continue
        results = [
            judge(share.number, Check((count.number, *counts), lambda spans: ratio([spans[0], add(spans[1:])]), "{} / (" + " + ".join(["{}"] * size) + ") x 100"))
            for count, share in pairs
        ]  # fmt: skip
        wrong = [result.verdict is Verdict.INCONSISTENT for result in results]
        if not any(wrong):
            yield from _head_of(sentence, pairs)
            for (_, share), result in zip(pairs, results, strict=True):
                yield claim(sentence, share.number, "one_base", result)
            continue
        yield from _odd_one(sentence, pairs)


def _told_behind(sentence: Sentence, pairs: Sequence[tuple[Mark, Mark]]) -> Mark | None:
    """The total that the last percentage of a list names and tells, which is that of all: "3,97%; … 6,00% so với tổng số 2.315 hộ"."""
    last = pairs[-1][1]
    after = sentence.marks[last.rank + 1] if last.rank + 1 < len(sentence.marks) else None
    if after is None or after.symbol != "Q" or not _SO_WITH.fullmatch(sentence.between(last, after)) or len(pairs) > 2:
        return None
    units = {count.number.unit for count, _ in pairs}
    return after if units == {after.number.unit} and _of_one_scale(sentence, *pairs) else None


_SO_WITH = pattern(r"\)? (?:so với|trên|trong|của) tổng(?: số)? ")


def _told_earlier(sentence: Sentence, pairs: Sequence[tuple[Mark, Mark]]) -> Mark | None:
    """The count told in the sentence before that all percentages of a list are of but one, in which a slip is mended."""
    most = max(count.number.value for count, _ in pairs)
    told = [mark for each in sentence.earlier[-1:] for mark in each.marks if mark.symbol == "Q" and mark.number.exact]
    if any(not share.number.decimals for _, share in pairs):
        return None
    for whole in reversed([mark for mark in told if mark.number.value > most]):
        outcomes = [(share.number, judge(share.number, _of(count.number, whole.number))) for count, share in pairs]
        wrong = [(share, found) for share, found in outcomes if found.verdict is Verdict.INCONSISTENT]
        if len(wrong) == 1 and mistyped(wrong[0][0].value, wrong[0][1].expected):
            return whole
    return None


def _head_of(sentence: Sentence, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Claim]:
    """The figure that opens a list whose shares are of the sum of its parts, and make 100: it is that sum."""
    first = pairs[0][0]
    head = sentence.marks[first.rank - 1] if first.rank else None
    if head is None or not any(_can_head(sentence, head, count) for count, _ in pairs) or len(pairs) < _SURE:
        return
    shares = add([said(share.number) for _, share in pairs])
    outcome = judge(head.number, total_of([count.number for count, _ in pairs]))
    near = abs(outcome.expected - head.number.value) <= head.number.value * _NEARLY
    told = _OPENED.fullmatch(sentence.between(head, first)) or (
        near and all(share.number.decimals for _, share in pairs)
    )
    if told and shares.low <= _HUNDRED <= shares.high and outcome.verdict is Verdict.INCONSISTENT:
        yield claim(sentence, head.number, "total", outcome)


_SURE, _NEARLY = 3, Decimal("0.05")


def _can_head(sentence: Sentence, head: Mark, first: Mark) -> bool:
    plain = head.symbol == "Q" and head.number.exact and not head.number.bound and head.depth <= first.depth
    fits = bool(head.number.unit) and alike(head.number.unit, first.number.unit)
    return plain and fits and not (is_target(sentence, head) or is_step(sentence, head))


def _agreed_head(sentence: Sentence, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Claim]:
    """`74 đồng chí, trong đó nữ 18 (28,13%), dân tộc 9 (14,06%)`: the figure that opens a list whose shares are all of another whole, a slip away."""
    first = pairs[0][0]
    head = sentence.marks[first.rank - 1] if first.rank else None
    head = next((num for num, den in fractions(sentence) if den is head), head)
    if (
        head is None
        or not _can_head(sentence, head, first)
        or not _OPENED.fullmatch(sentence.text[head.at + 1 : first.at])
    ):
        return
    spans = [implied(count.number, share.number) for count, share in pairs]
    whole, last = _common(spans), min(span.high for span in spans)
    if whole is None or last >= whole + 1:
        return
    one_digit = len(pairs) >= _SURE and f"{whole:f}" in set(variants(f"{head.number.value:f}"))
    if not (one_digit or mistyped(head.number.value, whole)):
        return
    if all(
        judge(share.number, _of(count.number, head.number)).verdict is Verdict.INCONSISTENT for count, share in pairs
    ):
        count, share = max(pairs, key=lambda pair: pair[1].number.value / pair[1].number.step)
        check = Check((count.number, share.number), lambda spans: (spans[0] / spans[1]).times(100), "{} / {} x 100")
        yield claim(sentence, head.number, "one_base", judge(head.number, check))


_HUNDRED = Decimal(100)
_OPENED = pattern(rf"[^;]*?(?:[:,(]|trong đó|gồm)(?: (?:có|là|gồm))?(?: {W}){{0,6}} ")


def _of(count: Number, whole: Number) -> Check:
    return Check((count, whole), ratio, "{} / {} x 100")


def _told_whole(pairs: Sequence[tuple[Mark, Mark]], wholes: Sequence[Mark]) -> Mark | None:
    """The figure before a list that all its percentages but one, which is near, are of: "250 chi bộ: tốt 175 (72%), khá 75 (30%)"."""
    for whole in reversed(wholes):
        outcomes = [(share, judge(share.number, _of(count.number, whole.number))) for count, share in pairs]
        wrong = [(share, found) for share, found in outcomes if found.verdict is Verdict.INCONSISTENT]
        if whole.number.exact and len(wrong) < 2 and all(credible(share.number, found) for share, found in wrong):
            return whole
    return None


def _odd_one(sentence: Sentence, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Claim]:
    spans = [implied(count.number, share.number) for count, share in pairs]
    rounded = [implied(count.number, share.number, cut=False) for count, share in pairs]
    if _common(spans) is not None:
        for count, share in pairs:
            base = _common(rounded) or _common(spans) or Decimal(1)
            yield _with_base(sentence, count, share, base)
        return
    told = all(count.number.value and share.number.value for count, share in pairs)
    if len(pairs) == 2 and told and _one_list(sentence, *pairs):
        bases = [(count.number.value * 100 / share.number.value).to_integral_value() for count, share in pairs]
        first = _turned(*pairs[0], bases[1]) and not _turned(*pairs[1], bases[0])
        found = _with_base(sentence, *pairs[0 if first else 1], bases[1 if first else 0])
        names = {tail(sentence, share).strip() for _, share in pairs}
        if _is_near(found) or (len(names) == 1 and names != {""}):
            yield found
    if len(pairs) < 3:
        return
    for odd, whole in _odd_ones(pairs, rounded) or _odd_ones(pairs, spans):
        yield _with_base(sentence, *pairs[odd], whole)
        return
    for one, other in pairwise(pairs):
        if ";" not in sentence.between(one[0], other[0]) and _of_one_scale(sentence, one, other):
            yield from _of_each_other(sentence, one, other)


def _odd_ones(pairs: Sequence[tuple[Mark, Mark]], spans: Sequence[Span]) -> list[tuple[int, Decimal]]:
    """Which of the percentages alone may be wrong, with the whole that the others have in common; first where that is all that they count."""
    in_all = sum((count.number.value for count, _ in pairs), Decimal(0))
    others = [(odd, [span for index, span in enumerate(spans) if index != odd]) for odd in range(len(pairs))]
    found = [
        (odd, in_all if all(span.low <= in_all <= span.high for span in rest) else whole)
        for odd, rest in others if (whole := _common(rest)) is not None
    ]  # fmt: skip
    return sorted(found, key=lambda each: each[1] != in_all)


_OF_ALL = pattern(r"^[^,;]*?(?<![^\W_])trong tổng số [^,;:]+, ")


def _of_each_other(sentence: Sentence, one: tuple[Mark, Mark], other: tuple[Mark, Mark]) -> Iterator[Claim]:
    """The first of two percentages of one whole by the other: as its count to the other's."""
    numbers = other[1].number, one[0].number, other[0].number
    outcome = judge(one[1].number, Check(numbers, _as_its_count, "{} x {} / {}"))
    if credible(one[1].number, outcome):
        yield claim(sentence, one[1].number, "one_base", outcome)


def _as_its_count(spans: Sequence[Span]) -> Span:
    share = spans[1] / spans[2]
    return Span(spans[0].low * share.low, spans[0].high * share.high)


def _is_near(claim: Claim) -> bool:
    """True for a share that is near what another one implies, or a slip from it: else each has a whole of its own."""
    printed, expected = claim.printed or Decimal(0), claim.expected or Decimal(0)
    return near(printed, expected, rate=False) or mistyped(printed, expected)


def _turned(count: Mark, share: Mark, base: Decimal) -> bool:
    """True where a percentage has the digits of the right one in another order."""
    digits = share.number.decimals
    right = (count.number.value * 100 / base).quantize(Decimal(1).scaleb(-digits))
    return sorted(str(right).replace(".", "")) == sorted(str(share.number.value).replace(".", ""))


def _one_list(sentence: Sentence, one: tuple[Mark, Mark], other: tuple[Mark, Mark]) -> bool:
    """True where two counts with their percentages must be of one whole."""
    opened = _AMONG.search(sentence.text[: one[0].at]) or ":" in lead(sentence, one[0])
    told = verb_of(sentence, one[1]) is verb_of(sentence, other[1]) is Verb.PART
    if told and _own_base(sentence, one[1]) and not tail(sentence, other[1]).strip():
        return False  # "chiếm 48,3% diện tích gieo trồng; các huyện phía Nam 204,8 nghìn ha, chiếm 61,5%" may be of their own
    if opened or (told and one[0].number.unit == other[0].number.unit != ""):
        return True
    return _base_told(sentence, one[1], other[1]) or _of_one_scale(sentence, one, other)


def _own_base(sentence: Sentence, share: Mark) -> bool:
    """True for a share of a thing that its words name and call no total."""
    words = tail(sentence, share).strip()
    return _NOUN_BEHIND.match(words) is not None and TOTAL.search(f" {words} ") is None


_NOUN_BEHIND = pattern(rf"(?!(?:và|so|trong|của|trên|tổng|số|toàn)(?![^\W_])){W} {W}")


def _base_told(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True where the last of two percentages names the total that both are of: "3,1% … và 3,8% … so với tổng số hộ"."""
    bases = [TOTAL.search(tail(sentence, share)) for share in (one, other)]
    return bases[1] is not None and base_of(sentence, one) is (Base.NONE if bases[0] is None else Base.WHOLE)


def _of_one_scale(sentence: Sentence, one: tuple[Mark, Mark], other: tuple[Mark, Mark]) -> bool:
    """True for two classes of one scale, each a part of the same whole: "hộ nghèo" and "hộ cận nghèo"."""
    if not alike(one[0].number.unit, other[0].number.unit):
        return False
    labels = [
        f"{lead(sentence, min(pair, key=lambda mark: mark.rank))} {pair[0].number.unit} {tail(sentence, pair[0])}"
        for pair in (one, other)
    ]
    for scale in _SCALES:
        names = [[match[0] for match in scale.finditer(label)] for label in labels]
        if all(len(set(each)) == 1 for each in names) and names[0][0] != names[1][0]:
            return True
    return False


_SCALES = tuple(
    pattern(rf"(?<![^\W_])(?:{names})(?![^\W_])")
    for names in (
        "cận nghèo|nghèo",
        "xuất sắc|hoàn thành tốt|không hoàn thành|hoàn thành nhiệm vụ",
        "giỏi|tốt|khá|trung bình|yếu|kém|đạt|chưa đạt",
        "tiến sĩ|thạc sĩ|trên đại học|sau đại học|đại học|cao đẳng|trung cấp|sơ cấp",
        "nhẹ cân|thấp còi|béo phì",
    )
)


def _common(spans: Sequence[Span]) -> Decimal | None:
    """The smallest whole number in all spans; None without one."""
    low = max(span.low for span in spans).to_integral_value(ROUND_CEILING)
    high = min(span.high for span in spans).to_integral_value(ROUND_FLOOR)
    return low if low <= high else None


def _with_base(sentence: Sentence, count: Mark, share: Mark, base: Decimal) -> Claim:
    """The claim on a percentage by the whole that the other percentages of the list imply."""
    number = Number(0, 0, 0, 0, "", base, unit=count.number.unit, scale=count.number.scale)
    found = claim(
        sentence, share.number, "one_base", judge(share.number, Check((count.number, number), ratio, "{} / {} x 100"))
    )
    total = show(number.told, 0)
    return replace(
        found, vi=f"các tỷ lệ khác của câu ứng với tổng số {total}; {found.vi}",
        en=f"the other percentages of the sentence imply a total of {total}; {found.en}",
    )  # fmt: skip
