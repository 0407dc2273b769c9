"""Shares that must make 100, and percentages that no whole count can give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.arithmetic import add, ratio
from toolkit.claims.intervals import said
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import (
    Base,
    Verb,
    base_of,
    is_prior,
    is_step,
    is_target,
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
    r"xuất sắc|hoàn thành|giỏi|tốt|khá|trung bình|yếu|kém|vững mạnh|tiêu biểu|chưa xếp loại|không xếp loại|chưa đánh giá|loại [abcd](?![^\W_])|loại i+v?(?![^\W_])|mức [1-4]|đạt yêu cầu"
)
_LAST = pattern(
    r"không hoàn thành|yếu|kém|không xếp loại|chưa xếp loại|không đánh giá|chưa đánh giá|chưa đạt|còn lại|khác(?![^\W_])|không đạt|trung bình"
)
_SPLIT = pattern(
    r"cơ cấu|tỷ trọng|chia ra|chia theo|phân theo|(?<![^\W_])gồm|bao gồm|(?:nguyên nhân|thành phần|độ tuổi|trình độ|nguồn|loại)[^:;]*:|(?:xếp loại|phân loại|kết quả)[^;]*: "
)
# What a thing can be at once.
_MANIFOLD = pattern(r"(?<![^\W_])(?:nữ|dân tộc|tôn giáo|tuổi|trình độ|đại học|đảng viên|đoàn viên|nghèo)(?![^\W_])")
_NEARLY = Decimal(112)
_LEAST_TOLD, _MOST_TOLD = Decimal(60), Decimal(190)  # what shares with one slip in them may make
_OVERLAP = pattern(
    r"trở lên|trong đó|trở xuống|riêng|tăng|giảm|so với|cùng kỳ|chỉ tiêu|kế hoạch|vượt|bình quân|năm trước|lũy kế"
)
_AVERAGED = pattern(
    r"bình quân|trung bình (?:hằng|hàng|năm|mỗi)|hằng năm|hàng năm|các năm|mỗi năm|so với|cùng kỳ|chỉ tiêu|kế hoạch|nghị quyết|trở lên|phấn đấu"
)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence about shares of one whole."""
    yield from _hundreds(sentence)
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
    split = _SPLIT.search(opening.rpartition(";")[2]) is not None
    opposed = len(group) == 2 and _opposed(sentence, *group)
    parallel = len(group) >= 3 and all(verb_of(sentence, mark) is Verb.PART for mark in group)
    parallel = parallel and not _MANIFOLD.search(" ".join(labels))
    if _OVERLAP.search(" ".join(labels)) or not (split or classes >= 2 or opposed or parallel):
        return
    numbers = [mark.number for mark in group]
    total = sum((number.value for number in numbers), Decimal(0))
    half = add([said(number) for number in numbers])
    cut = add([said(number, cut=True) for number in numbers])
    verdict = Verdict.INCONSISTENT
    if half.low <= _HUNDRED <= half.high:
        verdict = Verdict.CONSISTENT
    elif cut.low <= _HUNDRED <= cut.high:
        verdict = Verdict.ROUNDING
    last = _LAST.search(" ".join(labels)) is not None
    if verdict is Verdict.INCONSISTENT:
        over = (
            opposed
            or (parallel and _HUNDRED < total <= _NEARLY)
            or (total > _HUNDRED and (classes == len(group) or split))
        )
        all_told = (last and len(group) >= 3) or (split and len(group) >= 3)
        if not (over or all_told) or not _LEAST_TOLD <= total <= _MOST_TOLD:
            return
    elif len(group) == 2 and not (split or last or classes == 2 or opposed):
        return
    yield _hundred_claim(sentence, group, verdict, total)


def _opposed(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True for two shares of which one is what the other is not: "72% đạt chuẩn, 28% chưa đạt chuẩn"."""
    first, second = tail(sentence, one).strip(), tail(sentence, other).strip()
    if _REMAINING.search(sentence.between(one, other)) or _SEXES.search(
        _label(sentence, one) + " / " + _label(sentence, other)
    ):
        return True
    found = _NOT.search(second)
    return found is not None and bool(found["what"]) and found["what"].strip() in first


_REMAINING = pattern(r"^[^;]*(?:, |và )còn(?: lại)? (?:là )?(?:Q[^;,]*, chiếm |chiếm )?$")
_SEXES = pattern(
    r"(?<![^\W_])(?:nữ chiếm .* / .*nam chiếm|nam chiếm .* / .*nữ chiếm|thành thị .* / .*nông thôn|nông thôn .* / .*thành thị) "
)
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


def _whole_numbers(sentence: Sentence) -> Iterator[Claim]:
    """`trong 104 tổ chức, 79,04% …`: a percentage that no whole count over the stated base gives."""
    for mark in sentence.marks:
        if mark.symbol != "P" or not mark.number.value or mark.number.bound or mark.number.upper is not None:
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


_OF = pattern(
    r"^ ?(?:của|trên|trong)(?: tổng)?(?: số)? $|^ (?:[^\W\dA-Z_]+ ){0,3}(?:của|trên tổng số|trong tổng số|trong số) $"
)
_IN = pattern(
    r"(?<![^\W_])(?:trong(?: tổng)?(?: số)?|tổng số|trên tổng số|khảo sát|kiểm tra|phân tích|đánh giá|xếp loại) (?:[^\W\dA-Z_]+ ){0,4}$"
)
_JUDGED = pattern(r"đánh giá|xếp loại|phân loại|kết quả")
