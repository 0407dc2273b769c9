"""Shares of one whole that must make 100: a structure, classes, causes, two that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.clauses import FIGURES, lead, tail
from toolkit.claims.binding.one_hundred import at_last, claim_of, verdict_of
from toolkit.claims.binding.opposed_shares import opposed_shares
from toolkit.claims.binding.roles import base_of, is_prior, is_target, same_kind, verb_of
from toolkit.claims.binding.slips import POINTS, makes
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.kinds.respective import announced
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions

_HUNDRED = Decimal(100)
_CLASS = pattern(
    r"(?<![^\W_])(?:xuất sắc|hoàn thành|giỏi|tốt|khá|trung bình|yếu|kém|vững mạnh|tiêu biểu|chưa xếp loại|không xếp loại|chưa đánh giá|loại [abcd](?![^\W_])|loại i+v?(?![^\W_])|mức [1-4]|đạt yêu cầu|hài lòng|bình thường|tín nhiệm)(?![^\W_])"
)
_CLASS_NAMED = pattern(r"(?:đạt yêu cầu|hoàn thành(?: (?:tốt|xuất sắc))?(?: nhiệm vụ)?)(?: chiếm)? $")
_LAST = pattern(
    r"không hoàn thành|yếu|kém|không xếp loại|chưa xếp loại|không đánh giá|chưa đánh giá|chưa đạt|còn lại|khác(?![^\W_])|không đạt|trung bình|tín nhiệm thấp|không hài lòng"
)
_SPLIT = pattern(
    r"cơ cấu|tỷ trọng(?! đóng góp)|chia ra|chia theo|phân theo|(?<![^\W_])gồm|bao gồm|(?:nguyên nhân|thành phần|độ tuổi|trình độ|nguồn|loại)[^:;]*:|(?:xếp loại|phân loại|kết quả)[^;]*: "
)
# What a thing can be at once.
MANIFOLD = pattern(
    r"(?<![^\W_])(?:nữ|dân tộc|tôn giáo|tuổi|trình độ|đại học|đảng viên|đoàn viên|nghèo|nợ xấu|quá hạn|cho vay|trẻ)(?![^\W_])"
)
_KINDS = pattern(  # of members, who may be of several
    r"(?<![^\W_])(?:(?<!phụ )nữ(?! giới)|trẻ|dân tộc thiểu số|tôn giáo|ngoài đảng|tái cử|tuổi)(?![^\W_])"
)
_AT_ONCE = pattern(r"nguyên nhân|lý do|ý kiến|khó khăn|giải pháp")  # of which one may name several
LEVEL = pattern(r"(?<![^\W_])(?:tiến sĩ|thạc sĩ|đại học|cao đẳng|trung cấp|sơ cấp)(?![^\W_])")
_NEARLY = Decimal(112)
_LEAST_TOLD, _MOST_TOLD = Decimal(60), Decimal(190)  # what shares with one slip in them may make
_OVERLAP = pattern(
    r"(?<!đại học )(?<!tốt nhiệm vụ )(?<!hoàn thành tốt )trở lên|trong đó|trở xuống|riêng|tăng|giảm|so với|cùng kỳ|chỉ tiêu|kế hoạch|vượt|bình quân|năm trước|lũy kế"
)
_AMONG = pattern(r"^ ?trong đó,? ")
_REST = pattern(r"(?:[,;] |và )(?:số )?còn lại(?: là| chiếm)? $|(?<![^\W_])khác(?: là| chiếm)? $")
_AS_REST = 15  # points that what is left may be off
_RATE = pattern(r"; (?:[^\W\dA-Z_]+ ){0,2}tỷ lệ (?:[^\W\dA-Z_]+ )+")  # a rate of its own after a list
_DIVIDED = pattern(r"[,;)-]|(?<![^\W_])(?:và|còn|hoặc|trong khi)(?![^\W_])")
_FRACTION = re.compile(r"Q ?/ ?Q")
# How far a share moved, told before the next one.
_CHANGE = pattern(rf" ?\((?:tăng|giảm)[^()]*\)|, (?:tăng|giảm)(?: nhẹ)? D(?: {W}| Y){{0,8}}(?=[;,])")


@dataclass(frozen=True, slots=True)
class _Shares:
    """Shares of one list, their labels, and whether words before it say that it is a structure or classes."""

    marks: tuple[Mark, ...]
    labels: tuple[str, ...]
    split: bool


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence about shares that make 100."""
    for run in _runs(sentence):
        announced: tuple[str, ...] = ()
        for group in _groups(sentence, run):
            shares = _shares(sentence, group, announced)
            announced = shares.labels if shares.split else announced
            if len(group) >= 2:
                yield from _hundred(sentence, shares)


def _runs(sentence: Sentence) -> list[list[Mark]]:
    """Percentages told one after the other as shares, each run on one level and in one clause group."""
    runs: list[list[Mark]] = []
    for depth in sorted({mark.depth for mark in sentence.marks}):
        level: list[list[Mark]] = []
        for mark in sentence.marks:
            if mark.symbol != "P" or mark.depth != depth or not _is_share(sentence, mark):
                continue
            if level and _joined(sentence, level[-1][-1], mark) and not _begins_again(sentence, level[-1], mark):
                level[-1].append(mark)
            else:
                level.append([mark])
        runs += level
    return runs


def _begins_again(sentence: Sentence, run: Sequence[Mark], mark: Mark) -> bool:
    """True where a class is told a second time after a semicolon: another list begins."""
    name = lead(sentence, mark).strip()
    again = name in [lead(sentence, other).strip() for other in run]
    return bool(name) and again and ";" in sentence.between(run[-1], mark)


def _is_share(sentence: Sentence, mark: Mark) -> bool:
    if mark.number.upper is not None or mark.number.bound or _QUALITY.match(tail(sentence, mark)):
        return False
    if _CLASS_NAMED.search(lead(sentence, mark)):
        return True
    shared = verb_of(sentence, mark) in (Verb.NONE, Verb.SHARE, Verb.PART, Verb.BRACKET) or announced(sentence, mark)
    based = base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)
    return shared and not (based or is_target(sentence, mark) or is_prior(sentence, mark))


_QUALITY = pattern(r"^ (?:tấm|đạm|độ)(?![^\W_])")  # "gạo 5% tấm" is a sort


def _joined(sentence: Sentence, last: Mark, mark: Mark) -> bool:
    """True where two of one level may be of one list: both of fractions or neither."""
    words = _CHANGE.sub("", sentence.between(last, mark))
    words = words if last.depth else _AMONG_IT.sub("", words)
    if _OVERLAP.search(words) or _RATE.search(words) or "Y" in words:
        return False
    if not _DIVIDED.search(words):
        return False
    return bool(_FRACTION.search(words)) == bool(_FRACTION.search(_stretch(sentence, last)))


_AMONG_IT = pattern(r" ?\(trong đó[^()]*\)")


def _stretch(sentence: Sentence, mark: Mark) -> str:
    """The text between the percentage before, or the sign that opens its list, and this one."""
    before = [other for other in sentence.marks[: mark.rank] if other.symbol == "P" and other.depth == mark.depth]
    words = sentence.text[before[-1].at + 1 if before else 0 : mark.at]
    return re.split("[:;]", words)[-1]


def _groups(sentence: Sentence, run: Sequence[Mark]) -> list[list[Mark]]:
    """A run cut where a semicolon divides two lists of at least two shares each."""
    groups: list[list[Mark]] = [[run[0]]]
    for one, other in pairwise(run):
        if ";" in sentence.between(one, other):
            groups.append([other])
        else:
            groups[-1].append(other)
    return groups if len(groups) > 1 and all(len(group) > 1 for group in groups) else [list(run)]


def _shares(sentence: Sentence, group: Sequence[Mark], announced: Sequence[str]) -> _Shares:
    first, *others = (_label(sentence, mark) for mark in group)
    labels = (_AMONG.sub("", first), *others)
    before = sentence.text[: group[0].at].rpartition(";")[2]
    at_once = _AT_ONCE.search(before) is not None and sum(mark.number.value * 2 > _HUNDRED for mark in group) > 1
    told = _SPLIT.search(before)
    split = told is not None and not at_once and not (len(group) == _PAIR and told[0].startswith(_RESULT))
    again = len(labels) == len(announced) > 1 and labels[1:] == tuple(announced[1:])
    return _Shares(tuple(group), labels, split or again)


_PAIR, _RESULT = 2, canon("kết quả")  # of what was found by two tests


def _label(sentence: Sentence, mark: Mark) -> str:
    after = re.split("[,(]", tail(sentence, mark))[0]
    return lead(sentence, mark).rsplit(",", 1)[-1] + "|" + after


def _hundred(sentence: Sentence, shares: _Shares) -> Iterator[Claim]:
    group, labels, split = shares.marks, shares.labels, shares.split
    classes = sum(1 for label in labels if _CLASS.search(label))
    opposed = len(group) == 2 and opposed_shares(sentence, *group)
    verbs = [verb_of(sentence, mark) for mark in group]
    led = verbs[0] is Verb.PART or (verbs[0] is Verb.NONE and _AMONG.match(lead(sentence, group[0])) is not None)
    parallel = len(group) >= 3 and led and all(verb in (Verb.PART, Verb.NONE) for verb in verbs)
    parallel = parallel and (not MANIFOLD.search(" ".join(labels)) or all(map(LEVEL.search, labels)))
    rest = len(group) > 2 and _REST.search(sentence.between(*group[-2:])) is not None
    rest = rest and not any(
        _rated(sentence, mark) or mark.number.value + group[-1].number.value == _HUNDRED for mark in group
    )
    if any(mark.number.value == _HUNDRED for mark in group) and any(0 < mark.number.value < _HUNDRED for mark in group):
        return  # "đạt yêu cầu 100%, khá giỏi 78%" are told one within the other
    wholes = {
        (den.number.unit, den.number.value)
        for mark in group
        for _, den in fractions(sentence)
        if den.rank == mark.rank - 1
    }
    if len(wholes) > 1:
        return  # "61/72 thôn (84,7%) và 5.912/6.340 hộ (93,2%)" are of two wholes
    total = sum((mark.number.value for mark in group), Decimal(0))
    verdict = verdict_of([mark.number for mark in group])
    last = _LAST.search(" ".join(labels)) is not None
    before = sentence.before(group[0]) if announced(sentence, group[0]) else ""
    if len(group) > 2 and len(_CLASS.findall(before)) == len(group):  # "giỏi, khá, trung bình, yếu lần lượt là …"
        classes, last = len(group), True
    kinds = {match[0] for label in labels for match in _KINDS.finditer(label)}
    if (
        len(kinds) > 1
        or _OVERLAP.search(" ".join(labels))
        or not (split or classes >= 2 or opposed or parallel or rest)
    ):
        return
    if verdict is Verdict.INCONSISTENT:
        told = classes < len(group) and _made_before([mark.number for mark in group])
        if told or (total < _HUNDRED and _goes_on(sentence, group)):
            return
        mixed = {Verb.PART, Verb.SHARE} <= set(verbs)  # "chiếm 60,8% tổng thu; …, đạt 72,6%" of its own plan
        near = abs(total - _HUNDRED) <= POINTS or makes([mark.number for mark in group], _HUNDRED)
        over = (opposed and near) or (parallel and _HUNDRED < total <= _NEARLY)
        over = over or (total > _HUNDRED and (classes == len(group) or (split and (near or not mixed))))
        over = over or (rest and abs(total - _HUNDRED) <= _AS_REST)
        all_told = len(group) >= 3 and (last or split) and not (_told_before(sentence, group[0]) or _headless(labels))
        if not (over or (all_told and near)) or not _LEAST_TOLD <= total <= _MOST_TOLD:
            return
    elif len(group) == 2 and not (split or last or classes == 2 or opposed):
        return
    yield claim_of(sentence, group, verdict)


def in_bullets(head: Sentence, bullets: Sequence[Sentence]) -> Iterator[Claim]:
    """The shares that bullets begin with, where the sentence above says that they are a structure, or classes."""
    firsts = [(each, next((mark for mark in each.marks if mark.symbol in FIGURES), None)) for each in bullets]
    told = [(each, mark) for each, mark in firsts if mark is not None and mark.symbol == "P" and _is_share(each, mark)]
    if len(told) < len(firsts) or len(told) < 3 or _OVERLAP.search(" ".join(each.text for each, _ in told)):
        return
    labels = [lead(each, mark) for each, mark in told]
    classes = all(map(_CLASS.search, labels)) and _LAST.search(labels[-1]) is not None and not _headless(labels)
    total = sum((mark.number.value for _, mark in told), Decimal(0))
    if (_STRUCTURE.search(head.text) or classes) and _LEAST_TOLD <= total <= _MOST_TOLD:
        marks = [mark for _, mark in told]
        yield at_last(told[-1][0], marks, verdict_of([mark.number for mark in marks]))


_STRUCTURE = pattern(r"cơ cấu|tỷ trọng")


def _rated(sentence: Sentence, mark: Mark) -> bool:
    """True for a rate of its own, "đạt 60%"; not for the first of a list that a colon opens, "theo tỷ lệ: tỉnh 31%"."""
    return verb_of(sentence, mark) is Verb.SHARE and ":" not in sentence.before(mark)


def _made_before(numbers: Sequence[Number]) -> bool:
    """True where the first shares of a list make 100, and the others are of something else."""
    return any(verdict_of(numbers[:end]) is Verdict.CONSISTENT for end in range(2, len(numbers)))


def _goes_on(sentence: Sentence, group: Sequence[Mark]) -> bool:
    """True where counts with their shares are followed by one that has none: "thủy lợi 196 tỷ đồng (13,2%), lĩnh vực khác 133 tỷ đồng"."""
    last = group[-1]
    if any(mark.symbol == "P" and mark.depth == last.depth for mark in sentence.marks[last.rank + 1 :]):
        return True
    before, *after = (
        sentence.marks[at] for at in range(last.rank - 1, min(last.rank + 3, len(sentence.marks))) if at != last.rank
    )
    if not after or before.symbol != "Q" or after[0].symbol != "Q" or not same_kind(before, after[0]):
        return False
    return (len(after) == 1 or after[1].symbol != "P") and ";" not in sentence.between(last, after[0])


def _told_before(sentence: Sentence, first: Mark) -> bool:
    """True where a class is told before the list with a base of its own: "xuất sắc chiếm 13% tổng số …; tốt chiếm 80%"."""
    before = [mark for mark in sentence.marks[: first.rank] if mark.symbol == "P" and mark.depth == first.depth]
    return any(verb_of(sentence, mark) is Verb.PART for mark in before)


def _headless(labels: Sequence[str]) -> bool:
    """True for classes that begin below the highest, which may have been told as a count: "hoàn thành tốt …, hoàn thành …"."""
    told = " ".join(labels)
    return bool(_DONE_WELL.search(told)) and not _HIGHEST.search(told)


_DONE_WELL, _HIGHEST = pattern(r"hoàn thành tốt"), pattern(r"xuất sắc|trở lên")
