"""Shares that must make 100, counts and percentages that must have one base, percentages no whole count can give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from toolkit.claims.arithmetic import add, ratio
from toolkit.claims.intervals import Span, said
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import (
    Base,
    Verb,
    base_of,
    is_prior,
    is_step,
    is_target,
    is_whole,
    lead,
    reaches,
    tail,
    verb_of,
)  # fmt: skip
from toolkit.claims.sketch import Mark, Sentence
from toolkit.claims.tokens import Number
from toolkit.claims.verify import Check, claim, excerpt, judge, place_of, shown
from toolkit.numbers import show

_HUNDRED = Decimal(100)
_CLASS = pattern(
    r"xuất sắc|hoàn thành|giỏi|tốt|khá|trung bình|yếu|kém|vững mạnh|tiêu biểu|chưa xếp loại|không xếp loại|chưa đánh giá|loại a|loại b|đạt yêu cầu"
)
_LAST = pattern(
    r"không hoàn thành|yếu|kém|không xếp loại|chưa xếp loại|không đánh giá|chưa đánh giá|chưa đạt|còn lại|khác(?![^\W_])|không đạt|trung bình"
)
_SPLIT = pattern(r"cơ cấu|tỷ trọng|chia ra|(?<![^\W_])gồm|bao gồm")
_OVERLAP = pattern(
    r"trở lên|trong đó|trở xuống|riêng|tăng|giảm|so với|cùng kỳ|chỉ tiêu|kế hoạch|vượt|bình quân|năm trước|lũy kế"
)
_AVERAGED = pattern(
    r"bình quân|trung bình (?:hằng|hàng|năm|mỗi)|hằng năm|hàng năm|các năm|mỗi năm|so với|cùng kỳ|chỉ tiêu|kế hoạch|nghị quyết|trở lên|phấn đấu"
)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence about shares of one whole."""
    yield from _hundreds(sentence)
    yield from _one_base(sentence)
    yield from _whole_numbers(sentence)


def _runs(sentence: Sentence) -> list[list[Mark]]:
    """Percentages told one after the other as shares, each run on one level and in one clause group."""
    runs: list[list[Mark]] = []
    for mark in sentence.marks:
        if mark.symbol != "P" or mark.number.upper is not None or mark.number.bound or is_target(sentence, mark):
            continue
        if verb_of(sentence, mark) not in (Verb.NONE, Verb.SHARE, Verb.PART, Verb.BRACKET) or base_of(
            sentence, mark
        ) in (
            Base.TARGET,
            Base.PRIOR,
        ):
            continue
        last = runs[-1][-1] if runs else None
        joined = last is not None and last.depth == mark.depth and not _OVERLAP.search(sentence.between(last, mark))
        if joined and runs:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs


def _groups(sentence: Sentence, run: Sequence[Mark]) -> list[list[Mark]]:
    """A run cut where a semicolon divides two lists of at least two shares each."""
    groups: list[list[Mark]] = [[run[0]]]
    for one, other in pairwise(run):
        if ";" in sentence.between(one, other):
            groups.append([other])
        else:
            groups[-1].append(other)
    return groups if len(groups) > 1 and all(len(group) > 1 for group in groups) else [list(run)]


def _hundreds(sentence: Sentence) -> Iterator[Claim]:
    for run in _runs(sentence):
        if len(run) < 2:
            continue
        for group in _groups(sentence, run):
            if len(group) >= 2:
                yield from _hundred(sentence, group)


def _label(sentence: Sentence, mark: Mark) -> str:
    after = tail(sentence, mark).split(",")[0]
    return lead(sentence, mark).rsplit(",", 1)[-1] + "|" + after


def _hundred(sentence: Sentence, group: Sequence[Mark]) -> Iterator[Claim]:
    labels = [_label(sentence, mark) for mark in group]
    opening = sentence.text[: group[0].at]
    classes = sum(1 for label in labels if _CLASS.search(label))
    split = _SPLIT.search(opening) is not None
    opposed = len(group) == 2 and _opposed(sentence, *group)
    if _OVERLAP.search(" ".join(labels)) or not (split or classes >= 2 or opposed):
        return
    numbers = [mark.number for mark in group]
    total = sum((number.value for number in numbers), Decimal(0))
    half = add([said(number, number.value) for number in numbers])
    cut = add([said(number, number.value, cut=True) for number in numbers])
    verdict = Verdict.INCONSISTENT
    if half.low <= _HUNDRED <= half.high:
        verdict = Verdict.CONSISTENT
    elif cut.low <= _HUNDRED <= cut.high:
        verdict = Verdict.ROUNDING
    last = _LAST.search(" ".join(labels)) is not None
    if verdict is Verdict.INCONSISTENT:
        over = opposed or (total > _HUNDRED and (classes == len(group) or split))
        all_told = (last and len(group) >= 3) or (split and len(group) >= 3)
        if not (over or all_told) or not Decimal(80) <= total <= Decimal(125):
            return
    elif len(group) == 2 and not (split or last or classes == 2 or opposed):
        return
    yield _hundred_claim(sentence, group, verdict, total)


def _opposed(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True for two shares of which one is what the other is not: "72% đạt chuẩn, 28% chưa đạt chuẩn"."""
    first, second = tail(sentence, one).strip(), tail(sentence, other).strip()
    found = _NOT.search(second)
    return found is not None and bool(found["what"]) and found["what"].strip() in first


_NOT = pattern(r"(?:^| )(?:chưa|không) (?P<what>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+)?)")


def _hundred_claim(sentence: Sentence, group: Sequence[Mark], verdict: Verdict, total: Decimal) -> Claim:
    numbers = [mark.number for mark in group]
    formula = " + ".join(shown(number).rstrip("%") for number in numbers) + f" = {show(total, 2)}"
    off = show(abs(total - _HUNDRED), 2)
    vi, en = f"{formula}, khớp với 100", f"{formula}, agrees with 100"
    if verdict is Verdict.ROUNDING:
        vi, en = f"{formula}; các tỷ lệ đã cắt bớt, chưa làm tròn", f"{formula}; the shares are cut, not rounded"
    elif verdict is Verdict.INCONSISTENT:
        more = total > _HUNDRED
        vi = f"{formula}, không bằng 100 ({'thừa' if more else 'thiếu'} {off})"
        en = f"{formula}, not 100 ({off} too {'much' if more else 'little'})"
    start, end = numbers[0].start, numbers[-1].stop
    return Claim(
        place_of(sentence, start, end), excerpt(sentence, start, end), "hundred", verdict,
        tuple(number.value for number in numbers), formula, _HUNDRED, total, vi=vi, en=en,
    )  # fmt: skip


def _counted(sentence: Sentence) -> list[list[tuple[Mark, Mark]]]:
    """Lists of counts each with its percentage: `20 tổ chức (19,23%), 82 (78,85%)`."""
    lists: list[list[tuple[Mark, Mark]]] = []
    last = -2
    for count, share in zip(sentence.marks, sentence.marks[1:], strict=False):
        if (
            count.symbol != "Q"
            or share.symbol != "P"
            or count.number.bound
            or share.number.bound
            or share.number.upper is not None
        ):
            continue
        if (
            not (0 <= share.depth - count.depth <= 1)
            or is_step(sentence, count)
            or is_target(sentence, count)
            or is_prior(sentence, count)
        ):
            continue
        words = sentence.between(count, share)
        told = verb_of(sentence, share) in (Verb.BRACKET, Verb.SHARE, Verb.PART) and base_of(sentence, share) not in (
            Base.TARGET,
            Base.PRIOR,
        )
        if not told or ";" in words or _OVERLAP.search(words) or not count.number.exact:
            continue
        if verb_of(sentence, share) is Verb.SHARE and "chiếm" not in words and "tỷ lệ" not in words:
            continue
        between = sentence.text[sentence.marks[last].at : count.at] if last >= 0 else ""
        if last == count.rank - 1 and lists and not _OVERLAP.search(between) and lists[-1][-1][0].depth == count.depth:
            lists[-1].append((count, share))
        else:
            lists.append([(count, share)])
        last = share.rank
    return [pairs for pairs in lists if len(pairs) >= 2]


def implied(count: Number, share: Number) -> Span:
    """The wholes that the count can be that percentage of."""
    told = said(share, share.value)
    cut = said(share, share.value, cut=True)
    low, high = min(told.low, cut.low), max(told.high, cut.high)
    if low <= 0:
        return Span(Decimal(0), Decimal(10) ** 30)
    return Span(count.value / high * 100, count.value / low * 100)


def _one_base(sentence: Sentence) -> Iterator[Claim]:
    """Counts and percentages of one list must all be of one whole: their sum, or a whole that fits all but one."""
    for pairs in _counted(sentence):
        wholes = [
            mark for mark in sentence.marks[: pairs[0][0].rank]
            if mark.symbol == "Q" and mark.number.value >= max(count.number.value for count, _ in pairs) and mark.depth <= pairs[0][0].depth
        ]  # fmt: skip
        if any(is_whole(sentence, mark) or mark.number.unit == pairs[0][0].number.unit for mark in wholes):
            continue
        counts = [count.number for count, _ in pairs]
        size = len(counts)
        results = [
            judge(share.number, Check((count.number, *counts), lambda spans: ratio([spans[0], add(spans[1:])]), "{} / (" + " + ".join(["{}"] * size) + ") x 100"))
            for count, share in pairs
        ]  # fmt: skip
        wrong = [result.verdict is Verdict.INCONSISTENT for result in results]
        if not any(wrong):
            for (_, share), result in zip(pairs, results, strict=True):
                yield claim(sentence, share.number, "one_base", result)
            continue
        yield from _odd_one(sentence, pairs)


def _odd_one(sentence: Sentence, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Claim]:
    spans = [implied(count.number, share.number) for count, share in pairs]
    if _common(spans) is not None:
        for count, share in pairs:
            base = _common(spans) or Decimal(1)
            yield _with_base(sentence, count, share, base)
        return
    if len(pairs) == 2 and _one_list(sentence, *pairs):
        base = (pairs[0][0].number.value * 100 / pairs[0][1].number.value).to_integral_value()
        yield _with_base(sentence, *pairs[1], base)
    if len(pairs) < 3:
        return
    for odd in range(len(pairs)):
        whole = _common([span for index, span in enumerate(spans) if index != odd])
        if whole is not None:
            yield _with_base(sentence, *pairs[odd], whole)
            return


def _one_list(sentence: Sentence, one: tuple[Mark, Mark], other: tuple[Mark, Mark]) -> bool:
    """True where two counts with their percentages must be of one whole."""
    opened = _AMONG.search(sentence.text[: one[0].at]) or ":" in lead(sentence, one[0])
    told = verb_of(sentence, one[1]) is verb_of(sentence, other[1]) is Verb.PART
    return bool(opened) or (told and one[0].number.unit == other[0].number.unit != "")


def _common(spans: Sequence[Span]) -> Decimal | None:
    """The smallest whole number in all spans; None without one."""
    low = max(span.low for span in spans).to_integral_value(ROUND_CEILING)
    high = min(span.high for span in spans).to_integral_value(ROUND_FLOOR)
    return low if low <= high else None


def _with_base(sentence: Sentence, count: Mark, share: Mark, base: Decimal) -> Claim:
    """The claim on a percentage by the whole that the other percentages of the list imply."""
    number = Number(0, 0, 0, 0, "", base, unit=count.number.unit)
    found = claim(
        sentence, share.number, "one_base", judge(share.number, Check((count.number, number), ratio, "{} / {} x 100"))
    )
    total = show(base, 0)
    return replace(
        found, vi=f"các tỷ lệ khác của câu ứng với tổng số {total}; {found.vi}",
        en=f"the other percentages of the sentence imply a total of {total}; {found.en}",
    )  # fmt: skip


def _whole_numbers(sentence: Sentence) -> Iterator[Claim]:
    """`trong 104 tổ chức, 79,04% …`: a percentage that no whole count over the stated base gives."""
    for mark in sentence.marks:
        if mark.symbol != "P" or mark.number.decimals == 0 or mark.number.bound or mark.number.upper is not None:
            continue
        if (
            verb_of(sentence, mark) not in (Verb.NONE, Verb.SHARE)
            or base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)
            or mark.depth
        ):
            continue
        base = _stated_base(sentence, mark)
        if base is None or _AVERAGED.search(_around(sentence, mark)):
            continue
        size = base.number.value
        if size * Decimal(1).scaleb(-mark.number.decimals) >= _HUNDRED:
            continue
        nearest = (mark.number.value * size / 100).to_integral_value()
        choices = [nearest - 1, nearest, nearest + 1]
        outcomes = [judge(mark.number, of_count(count, base)) for count in choices]
        good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
        closest = min(outcomes, key=lambda each: abs(each.expected - mark.number.value))
        yield claim(sentence, mark.number, "whole_number", good[0] if good else closest)


def _around(sentence: Sentence, mark: Mark) -> str:
    """The clause a percentage stands in."""
    start = max(sentence.text.rfind(";", 0, mark.at), 0)
    end = sentence.text.find(";", mark.at)
    return sentence.text[start : end if end >= 0 else len(sentence.text)]


def of_count(count: Decimal, base: Mark) -> Check:
    """A count in percent of the base."""
    number = Number(0, 0, 0, 0, "", count, unit=base.number.unit)
    return Check((number, base.number), ratio, "{} / {} x 100")


def _stated_base(sentence: Sentence, mark: Mark) -> Mark | None:
    """The whole count that the percentage is said to be of, where no count of the part is told."""
    following = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    if following and following.symbol == "Q" and following.number.exact and following.number.unit:
        words = sentence.between(mark, following)
        if _OF.search(words):
            return following
    quantities = [
        other for other in sentence.marks[: mark.rank] if other.symbol == "Q" and reaches(sentence, other, mark)
    ]
    shares = [other for other in sentence.marks[: mark.rank] if other.symbol == "P"]
    if len(quantities) != 1 or not quantities[0].number.exact or not quantities[0].number.unit or quantities[0].depth:
        return None
    base = quantities[0]
    if is_prior(sentence, base) or is_target(sentence, base) or is_step(sentence, base):
        return None
    if any(other.rank < base.rank for other in shares):
        return None
    words = sentence.between(base, mark)
    classed = _CLASS.search(_label(sentence, mark)) is not None
    named = _IN.search(lead(sentence, base)) is not None
    return base if (named or (classed and _JUDGED.search(sentence.text[: mark.at]))) and ";" not in words else None


_AMONG = pattern(r"(?<![^\W_])trong (?:số|các|tổng số|những)(?![^\W_])")
_OF = pattern(
    r"^ ?(?:của|trên|trong)(?: tổng)?(?: số)? $|^ (?:[^\W\dA-Z_]+ ){0,3}(?:của|trên tổng số|trong tổng số|trong số) $"
)
_IN = pattern(
    r"(?<![^\W_])(?:trong(?: tổng)?(?: số)?|tổng số|trên tổng số|khảo sát|kiểm tra|phân tích|đánh giá|xếp loại) (?:[^\W\dA-Z_]+ ){0,4}$"
)
_JUDGED = pattern(r"đánh giá|xếp loại|phân loại|kết quả")
