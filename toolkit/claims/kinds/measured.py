"""What a judging word is held to: the pair, the fraction or the percentage of a target told before it or after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from toolkit.claims.binding.aims import own_target
from toolkit.claims.binding.clauses import lead, reaches
from toolkit.claims.binding.roles import INDICATORS, base_of, is_prior, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions

_JOINING = frozenset(
    map(
        canon,
        (
            "",
            "và",
            "đã",
            "nhưng",
            "và đã",
            "qua đó",
            "như vậy",
            "như vậy là",
            "như vậy đã",
            "cơ bản",
            "song",
            "tuy nhiên",
            "kết quả này",
            "chỉ tiêu này",
            "tỷ lệ này",
            "số này",
        ),
    )
)
HUNDRED = Number(0, 0, 0, 0, "100", Decimal(100), percent=True, fixed=True)


def opened(sentence: Sentence, match: re.Match[str]) -> tuple[Number, Number] | None:
    """The percentage of a target that a judgement at the beginning of a sentence speaks of: "Vượt kế hoạch, đạt 98,2%"."""
    after = _REACHED.match(sentence.text, match.end())
    if after is None or sentence.text[: match.start()].strip(" -+*"):
        return None
    return sentence.at(after.start("share")).number, HUNDRED


_REACHED = pattern(r",? (?:chỉ |mới |ước )?đạt (?P<share>P)(?! [^\W\dA-Z_]*(?:số|hộ|xã|người))")


def told_after(sentence: Sentence, match: re.Match[str], after: Sequence[Mark]) -> tuple[Number, Number] | None:
    """The fraction that comes first after the word, where no figure stands before it: "vượt kế hoạch, vận động được 214/230 đơn vị"."""
    before = [mark for mark in sentence.marks if mark.at < match.start() and mark.symbol in "QPD"]
    if not after or (before and ";" not in sentence.text[before[-1].at : match.start()]):
        return None
    if ";" in sentence.text[match.end() : after[0].at]:
        return None
    return next(((num.number, den.number) for num, den in fractions(sentence) if num is after[0]), None)


def pair_in_bracket(sentence: Sentence, first: Mark) -> tuple[Number, Number] | None:
    """The fraction in the bracket after the word: "vượt chỉ tiêu (đã kết nạp 70/80 đảng viên)"."""
    if first.depth == 0:
        return None
    after = sentence.marks[first.rank + 1] if first.rank + 1 < len(sentence.marks) else None
    if after and first.symbol == after.symbol == "P" and sentence.between(first, after).strip() == "/":
        return first.number, after.number
    if after and after.depth == first.depth and is_target(sentence, after) and same_kind(first, after):
        return first.number, after.number
    return next(((num.number, den.number) for num, den in fractions(sentence) if num is first), None)


_AGAINST = pattern(rf"(?P<one>[QP])(?: {W}){{0,3}} so với(?: {W}){{0,3}} (?P<other>[QP])(?: {W}){{0,2}}[:,] ?$")
_CLAUSES = re.compile(r"[,;]|\.(?= )")
_ONLY = pattern(r"(?<![^\W_])(?:mới|chỉ|mới chỉ) đạt $")


def told_before(sentence: Sentence, start: int) -> tuple[Number, Number] | None:
    """The last measured figure before the word in its clause, and what it is measured by."""
    if against := _AGAINST.search(sentence.text[:start]):
        one, other = sentence.at(against.start("one")), sentence.at(against.start("other"))
        return (one.number, other.number) if same_kind(one, other) else None
    *_, told, joining = ["", *_CLAUSES.split(sentence.text[:start])]
    if joining.strip() not in _JOINING and told and not _BESIDE.fullmatch(joining):
        return None
    last = start - len(joining) - 1 if joining.strip() in _JOINING else start
    for mark in reversed(sentence.marks):
        if mark.at >= start or mark.symbol not in "QP":
            continue
        if ";" in sentence.text[mark.at : last] or mark.number.bound or mark.number.upper is not None:
            return None
        return _measure(sentence, mark, start)
    return None


def _measure(sentence: Sentence, mark: Mark, start: int) -> tuple[Number, Number] | None:
    """A figure before a judging word with what it is measured by: its fraction, a hundred percent, its target."""
    for num, den in fractions(sentence):
        if mark.rank == den.rank:
            counted = den.number.unit in INDICATORS or "," not in sentence.text[den.at : start]
            return None if counted else (num.number, den.number)
    if (
        mark.symbol == "P"
        and verb_of(sentence, mark) in (Verb.SHARE, Verb.BRACKET)
        and (base_of(sentence, mark) is Base.TARGET or _ONLY.search(lead(sentence, mark)))
    ):
        return mark.number, HUNDRED
    if gained := _gained(sentence, mark):
        return gained
    if is_target(sentence, mark) and not mark.depth:
        return next(
            (
                (num.number, mark.number)
                for num in reversed(sentence.marks[: mark.rank])
                if num.symbol == mark.symbol and same_kind(num, mark) and reaches(sentence, num, mark)
                and not (is_step(sentence, num) or is_prior(sentence, num) or is_target(sentence, num))
            ),
            None,
        )  # fmt: skip
    own = [other for other in sentence.marks[: mark.rank] if own_target(sentence, other) is mark]
    if not own and (target := _target_first(sentence, mark)):
        return mark.number, target.number
    if not own or (own[0].symbol != mark.symbol and verb_of(sentence, own[0]) is not Verb.SHARE):
        return None
    return own[0].number, mark.number if own[0].symbol == mark.symbol else HUNDRED


def _gained(sentence: Sentence, share: Mark) -> tuple[Number, Number] | None:
    """The fraction that a percentage measures, where its second number is the one that was set: "kết nạp 392/400 đảng viên, đạt 98%"."""
    for num, den in fractions(sentence):
        if (
            den.rank == share.rank - 1
            and _GAINED.search(lead(sentence, num))
            and ";" not in sentence.between(den, share)
        ):
            return (num.number, den.number) if share.symbol == "P" else None
    return None


# What is done a number of times: the second number of its fraction is the one that was set.
_GAINED = pattern(
    rf"(?<![^\W_])(?:kết nạp|phát triển|vận động|tuyển(?: dụng| sinh| quân)?|trồng|thu|đào tạo|tập huấn|mở|xây dựng|bồi dưỡng|giới thiệu)(?: {W}){{0,4}} $"
)
# The figure and the word in one clause: "tỷ lệ tiêm chủng 96,2% đã vượt mục tiêu".
_BESIDE = pattern(rf"(?: {W}){{0,8}} [QP](?: {W}){{0,2}} ?")


def _target_first(sentence: Sentence, mark: Mark) -> Mark | None:
    """The target that opens the sentence, with nothing between it and the figure: "Chỉ tiêu trồng 500 ha rừng, thực hiện 486 ha"."""
    before = [each for each in sentence.marks[: mark.rank] if each.symbol in "QPD"]
    if len(before) != 1 or is_step(sentence, mark) or is_prior(sentence, mark):
        return None
    known = mark.symbol == "P" or bool(mark.number.unit)
    fits = before[0].symbol == mark.symbol and same_kind(before[0], mark) and known and not before[0].number.bound
    return before[0] if fits and is_target(sentence, before[0]) and reaches(sentence, before[0], mark) else None
