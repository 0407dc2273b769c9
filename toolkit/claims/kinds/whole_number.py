"""Percentages that no whole count can give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from toolkit.claims.binding.about import is_bare
from toolkit.claims.binding.arithmetic import ratio
from toolkit.claims.binding.clauses import lead, reaches, tail
from toolkit.claims.binding.one_digit import changed, holds
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS, is_person

_HUNDRED = Decimal(100)
_CLASS = pattern(
    r"(?<![^\W_])(?:xuất sắc|hoàn thành|giỏi|tốt|khá|trung bình|yếu|kém|vững mạnh|tiêu biểu|chưa xếp loại|không xếp loại|chưa đánh giá|loại [abcd](?![^\W_])|loại i+v?(?![^\W_])|mức [1-4]|đạt yêu cầu)(?![^\W_])"
)
_AVERAGED = pattern(
    r"bình quân|trung bình (?:hằng|hàng|năm|mỗi)|hằng năm|hàng năm|các năm|mỗi năm|so với|cùng kỳ|(?<!hoàn thành )(?<!đạt )chỉ tiêu|(?<!xây dựng )(?<!có )(?<!hoàn thành )kế hoạch|"
    r"(?:theo|của|thực hiện) nghị quyết|nghị quyết (?:đề ra|đại hội|đảng bộ|hđnd)|phấn đấu"
)


_UPWARD = canon("trở lên")

_FEW = 8  # of fewer things no one tells percentages


def find(sentence: Sentence) -> Iterator[Claim]:
    """The percentages of the sentence that no whole number of the stated base gives, and those that one gives."""
    yield from _whole_numbers(sentence)
    yield from _odd_share(sentence)


def _odd_share(sentence: Sentence) -> Iterator[Claim]:
    """`52 người trúng cử; nữ 21,51%, tái cử 32,7%, trẻ 17,3%`: of the shares told of so many persons the one that is of no whole number of them."""
    counts = [mark for mark in sentence.marks if mark.symbol in "QDM" and mark.number.unit not in DURATIONS]
    shares = [mark for mark in sentence.marks if mark.symbol == "P"]
    if len(counts) != 1 or len(shares) <= _OTHERS or not is_person(counts[0].number.unit) or not counts[0].number.exact:
        return
    base = counts[0]
    plain = all(
        mark.rank > base.rank and not mark.number.bound and mark.number.upper is None and base.number.value * mark.number.step < _TELLING
        and verb_of(sentence, mark) in (Verb.NONE, Verb.SHARE, Verb.PART) and base_of(sentence, mark) is Base.NONE
        for mark in shares
    )  # fmt: skip
    odd = [
        mark for mark in shares if plain and judge(mark.number, _nearest(mark, base)).verdict is Verdict.INCONSISTENT
    ]
    if len(odd) == 1:
        slips = [_nearest(replace(odd[0], number=each), base) for each in changed(odd[0].number)]
        good = [check for check, each in zip(slips, changed(odd[0].number), strict=True) if holds(each, check)]
        yield claim(
            sentence, odd[0].number, "whole_number", judge(odd[0].number, (good or [_nearest(odd[0], base)])[0])
        )


_FEW = 7  # "6 ứng cử viên … 29%" are voices for them, and no part of them
_OTHERS, _TELLING = 2, 10  # shares that prove the base; of a hundred percentages, how many it may give


def _nearest(mark: Mark, base: Mark) -> Check:
    """The whole number of the base that is nearest to a share, in percent of it."""
    return of_count((mark.number.value * base.number.value / 100).to_integral_value(), base)


def _label(sentence: Sentence, mark: Mark) -> str:
    after = tail(sentence, mark).split(",")[0]
    return lead(sentence, mark).rsplit(",", 1)[-1] + "|" + after


def _whole_numbers(sentence: Sentence) -> Iterator[Claim]:
    """`trong 104 tổ chức, 79,04% …`: a percentage that no whole count over the stated base gives."""
    for mark in sentence.marks:
        if mark.symbol != "P" or not mark.number.value or mark.number.bound or mark.number.upper is not None:
            continue
        if (
            (verb_of(sentence, mark) not in (Verb.NONE, Verb.SHARE) and not _of_members(sentence, mark))
            or base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)
            or mark.depth
        ):
            continue
        base = _stated_base(sentence, mark)
        if (
            base is None
            or (base.number.value < _FEW and base.rank < mark.rank)
            or _AVERAGED.search(_around(sentence, mark))
        ):
            continue
        if _UPWARD in tail(sentence, mark) and not _CLASS.search(tail(sentence, mark)):
            continue
        size = base.number.value
        if size == 1:
            continue  # "77% đơn giá của 1 hộp sữa"
        if size * Decimal(1).scaleb(-mark.number.decimals) >= _HUNDRED or (size < _FEW and base.rank < mark.rank):
            continue
        nearest = (mark.number.value * size / 100).to_integral_value()
        choices = [nearest - 1, nearest, nearest + 1]
        outcomes = [judge(mark.number, of_count(count, base)) for count in choices]
        good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
        if good and base.rank > mark.rank and _part_told(sentence, mark):
            continue
        closest = min(outcomes, key=lambda each: abs(each.expected - mark.number.value))
        yield claim(sentence, mark.number, "whole_number", good[0] if good else closest)


def _part_told(sentence: Sentence, mark: Mark) -> bool:
    """True where a count stands before a percentage that can be its part: "13 người, bằng 26% trong tổng số 50 đại biểu"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    return before is not None and before.symbol == "Q" and before.number.exact and is_bare(sentence, before, mark)


def _around(sentence: Sentence, mark: Mark) -> str:
    """The words about a percentage."""
    return f"{lead(sentence, mark)} P {tail(sentence, mark)}"


def of_count(count: Decimal, base: Mark) -> Check:
    """A count in percent of the base."""
    number = Number(0, 0, 0, 0, "", count, unit=base.number.unit)
    return Check((number, base.number), ratio, "{} / {} x 100")


def _stated_base(sentence: Sentence, mark: Mark) -> Mark | None:
    """The whole count that the percentage is said to be of, where no count of the part is told."""
    following = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    if (
        following
        and following.symbol == "Q"
        and following.number.exact
        and following.number.unit
        and following.number.unit not in DURATIONS
    ):
        words = sentence.between(mark, following)
        if _OF.search(words):
            return following
    rated = _RATE_OF_THESE.search(lead(sentence, mark))
    named_whole = rated or (base_of(sentence, mark) is Base.WHOLE and not _UNNAMED.match(tail(sentence, mark)))
    quantities = [
        other for other in sentence.marks[: mark.rank]
        if other.symbol == "Q" and other.number.unit not in DURATIONS and (named_whole or reaches(sentence, other, mark))
    ]  # fmt: skip
    shares = [other for other in sentence.marks[: mark.rank] if other.symbol == "P" and reaches(sentence, other, mark)]
    if len(quantities) != 1 or not quantities[0].number.exact or quantities[0].depth:
        return None
    base = quantities[0]
    if is_prior(sentence, base) or is_target(sentence, base) or is_step(sentence, base):
        return None
    if any(other.rank < base.rank for other in shares):
        return None
    words = sentence.between(base, mark)
    if words.strip() == "=":
        return None
    if _ONE_OF.search(lead(sentence, base)):
        return None
    if _AT.search(lead(sentence, base)) and not is_person(base.number.unit) and not _repeats(sentence, mark, base):
        return None  # "khảo sát ở 10 tỉnh" tells where, not of what
    classed = _CLASS.search(_label(sentence, mark)) is not None
    named = _IN.search(lead(sentence, base)) is not None
    if not (base.number.unit or named) or base.number.unit in DURATIONS:
        return None
    named = (
        named
        or _RATE_OF.search(lead(sentence, mark)) is not None
        or _repeats(sentence, mark, base)
        or _of_members(sentence, mark)
    )
    if (named or (classed and _JUDGED.search(sentence.text[: mark.at]))) and ";" not in words:
        return base
    return base if rated and not classed and f"{rated['things']} ".startswith(f"{base.number.unit} ") else None


def _of_members(sentence: Sentence, mark: Mark) -> bool:
    """True for the only share told of so many persons: "12 thành viên, trong đó nữ chiếm 25%"."""
    before = (
        each
        for each in reversed(sentence.marks[: mark.rank])
        if each.symbol != "X" and each.number.unit not in DURATIONS
    )
    whole = next(before, None)
    said = verb_of(sentence, mark) is Verb.PART or _RATE_OF_MEMBERS.search(lead(sentence, mark)) is not None
    if whole is None or not said or not is_person(whole.number.unit):
        return False
    return _MEMBERS.fullmatch(sentence.between(whole, mark)) is not None and not tail(sentence, mark).strip()


_MEMBERS = pattern(
    r"(?:[^;.(]{0,40}?(?<![^\W_])(?:trong đó|trong số đó),?|,(?= (?:nữ|nam|đảng viên|đoàn viên)(?![^\W_])))(?: [^\W\dA-Z_]+| [QX]){1,8} (?:chiếm(?: tỷ lệ)?|là|đạt) "
)
_RATE_OF_MEMBERS = pattern(
    r"(?<![^\W_])tỷ lệ (?:nữ|nam|cán bộ nữ|cán bộ trẻ|đảng viên|người dân tộc)(?: [^\W\dA-Z_]+){0,3} (?:là|đạt) $"
)


def _repeats(sentence: Sentence, mark: Mark, base: Mark) -> bool:
    """True where the percentage is told of the base's own things: "tại 8 trạm y tế, 55% số trạm"."""
    words = tail(sentence, mark).split()
    plain = verb_of(sentence, mark) is Verb.NONE
    told = (
        words[1:2] if words[:1] == [_NUMBER] else words[:1] if _MEMBERS_OF.search(sentence.between(base, mark)) else []
    )
    return plain and base.number.unit.split(" ")[:1] == told


_ONE_OF = pattern(r"(?:(?<![^\W_])(?:một|nằm|đứng)|Q) trong(?: số)? $")
_AT = pattern(r"(?<![^\W_])(?:ở|tại) $")
_NUMBER = canon("số")
_RATE_OF = pattern(r"(?<![^\W_])tỷ lệ (?:số )?đơn vị(?! (?:diện|sản))[^,;]*(?:là|đạt) $")
_RATE_OF_THESE = pattern(r"(?<![^\W_])tỷ lệ (?:số )?(?P<things>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+| Y)*) (?:là|đạt) $")
_UNNAMED = pattern(r"^ (?:số|tổng số)(?! [^\W\dA-Z_])")
_MEMBERS_OF = pattern(r"(?<![^\W_])(?:trong đó|trong số đó)(?![^\W_])")
_OF = pattern(
    r"^ ?\(?(?:của|trên|trong)(?: tổng)?(?: số)? $|^ (?:[^\W\dA-Z_]+ ){0,4}\(?(?:của|trên tổng số|trong(?: tổng)?(?: số)?) $"
)
_IN = pattern(
    r"(?<![^\W_])(?:trong(?! đó)(?! số (?:đã|được)(?: [^\W\dA-Z_]+){1,4} có $)(?: tổng)?(?: số)?|tổng số|trên tổng số|khảo sát|kiểm tra|phân tích|đánh giá|xếp loại)(?! có $) (?:[^\W\dA-Z_]+ ){0,4}$"
)
_JUDGED = pattern(r"đánh giá|xếp loại|phân loại|kết quả")
