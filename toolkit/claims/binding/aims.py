"""Which target a percentage is measured by: told behind it, before it and not used up, several in one bracket; a rate named again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from toolkit.claims.binding.about import subjects
from toolkit.claims.binding.clauses import FIGURES, behind, following, lead, reaches, tail
from toolkit.claims.binding.roles import base_of, is_target, names_target, same_kind, verb_of
from toolkit.claims.binding.verify import judge, of
from toolkit.claims.binding.vocabulary import SPENT, Base, Verb
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

MEASURING = (Verb.SHARE, Verb.PART, Verb.BRACKET, Verb.NONE, Verb.SAME)
_AMONG = pattern(r"(?<![^\W_])(?:trong đó|trong số đó)(?![^\W_])")


def own_target(sentence: Sentence, mark: Mark) -> Mark | None:
    """The target told just after a percentage: "đạt 79,42% chỉ tiêu (1.200 đảng viên)"."""
    after = following(sentence, mark)
    if after is None or after.symbol not in "QP" or after.depth < mark.depth or not is_target(sentence, after):
        return None
    words = sentence.between(mark, after)
    if _TOLD_NEXT.fullmatch(words):
        return after
    return after if ";" not in words and ("," not in words or "(" in words.rsplit(",", 1)[0]) else None


_TOLD_NEXT = pattern(
    r" (?:so với )?(?:dự toán|kế hoạch|chỉ tiêu),(?: trong khi| với)? (?:dự toán|kế hoạch|chỉ tiêu)(?: (?:năm|cả năm|được giao|tỉnh giao|giao|là))* "
)


def told_behind(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """The figure and its target that follow a percentage which opens the sentence: "Đạt 93,2% kế hoạch, trồng được 11.748 ha (kế hoạch 12.600 ha)"."""
    if any(each.symbol in FIGURES for each in sentence.marks[: mark.rank]) or mark.depth:
        return None
    after = [each for each in sentence.marks[mark.rank + 1 :] if each.symbol in "QP"]
    for num, den in pairwise(after):
        if is_target(sentence, den) and not is_target(sentence, num) and num.symbol == den.symbol:
            told = num.depth == 0 and reaches(sentence, mark, den) and same_kind(num, den)
            return (num, den) if told else None
    return None


def targets(sentence: Sentence, mark: Mark, *, strict: bool = False) -> list[Mark]:
    """The targets a percentage may be measured by, the likeliest first: told after it, else before it and not used up.

    `strict` leaves out rates, and targets with no figure about which the percentage can be between.
    """
    own = own_target(sentence, mark)
    if own:
        return [own] if own.symbol == "Q" or not strict else []
    used = {
        target.rank for other in sentence.marks[: mark.rank]
        if other.symbol in "PD" and (target := own_target(sentence, other)) and verb_of(sentence, other) in (*MEASURING, Verb.OVER)
        and target.symbol != other.symbol
    }  # fmt: skip
    about = next(iter(subjects(sentence, mark)), None) if strict else None
    spent = about is not None and SPENT.search(lead(sentence, about)) is not None
    found = []
    for other in reversed(sentence.marks[: mark.rank]):
        if (
            other.symbol not in "QP"
            or other.rank in used
            or not is_target(sentence, other)
            or (strict and (other.symbol == "P" or (not spent and _AMONG.search(sentence.between(other, mark)))))
        ):
            continue
        apart = not reaches(sentence, other, mark)
        measured = any(
            m.symbol == "P"
            and verb_of(sentence, m) in MEASURING
            and base_of(sentence, m) is not Base.TARGET
            and not _is_of(sentence, mark, m, other)
            for m in sentence.marks[other.rank + 1 : mark.rank]
        )
        if apart and (other.depth > 0 or measured):
            continue
        found.append(other)
    found = _by_name(sentence, mark, found)
    return found or [other for other in behind(sentence, mark) if other.symbol == "Q" and is_target(sentence, other)]


def _by_name(sentence: Sentence, mark: Mark, found: Sequence[Mark]) -> list[Mark]:
    """The targets without those of another name: "đạt 53% chỉ tiêu pháp lệnh, 51% chỉ tiêu phấn đấu", "đạt 40% kế hoạch trả nợ"."""
    named = _NAME.match(tail(sentence, mark))
    names = set(named["name"].split()) - _GENERAL if named and named["name"] else set()
    if not names:
        return list(found)
    told = [
        set(own["name"].split()) - _GENERAL if (own := _NAME.search(lead(sentence, each))) and own["name"] else set()
        for each in found
    ]
    same = [each for each, own in zip(found, told, strict=True) if own & names]
    return same or [each for each, own in zip(found, told, strict=True) if not own]


_NAME = pattern(rf" ?(?:so với |so )?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|kh|ct|dt)(?: (?P<name>{W}(?: {W}){{0,3}}))?")
_GENERAL = frozenset(
    canon(
        "năm cả giao được tỉnh huyện xã trung ương đề ra đặt hđnd ubnd nghị quyết của đại hội nhiệm kỳ quý tháng vốn cấp trên đã và thì so với là có bộ chính phủ "
        "đến nay hội đồng nhân dân ủy ban đảng thành phố toàn theo tương đương trong cùng"
    ).split()
)
_AS_BEFORE = pattern(
    r"[; ](?: ?(?:ước|dự kiến|cả|năm|đến|hết|cuối|tính|lũy kế|thực hiện|giải ngân|quý|tháng|đã|thu|được|đạt|khoảng|Y))* ?"
)


def _is_of(sentence: Sentence, mark: Mark, share: Mark, target: Mark) -> bool:
    """True for a share of the target of which the number is one too: "dự toán 860; thực hiện 688, đạt 80%; ước cả năm 903, đạt 105%"."""
    num = next(iter(subjects(sentence, share)), None)
    start = sentence.text.rfind(";", 0, mark.at)
    ahead = next((each.at for each in sentence.marks if each.at > start and each.symbol in FIGURES), mark.at)
    if (
        num is None
        or num.rank < target.rank
        or not same_kind(num, target)
        or not _AS_BEFORE.fullmatch(sentence.text[start:ahead])
    ):
        return False
    return judge(share.number, of(num, target)).verdict is not Verdict.INCONSISTENT


def targets_listed(sentence: Sentence, mark: Mark) -> list[Mark]:
    """Several targets in one bracket after the percentage: "(đảng viên 98%, quần chúng 90%)"."""
    after = [m for m in sentence.marks[mark.rank + 1 :] if m.symbol == "P" and m.depth > mark.depth]
    after = [m for m in after if reaches(sentence, mark, m)]
    return after if len(after) > 1 and names_target(sentence.between(mark, after[0]).partition("(")[0]) else []


def rate_before(sentence: Sentence, mark: Mark) -> Mark | None:
    """The rate that goes by the name before "vượt", told further back: "khám phá 45 vụ, đạt tỷ lệ 83,33%; … tỷ lệ khám phá vượt 3,33%"."""
    named = _RATE.search(lead(sentence, mark))
    if named is None:
        return None
    for each in (sentence, *reversed(sentence.earlier)):
        if each.passage is not sentence.passage:
            return None
        for share in reversed(each.marks[: mark.rank] if each is sentence else each.marks):
            words = f" {each.text[max(0, share.at - _NEARBY) : share.at]}"
            if share.symbol == "P" and verb_of(each, share) is Verb.SHARE and f" {named['name']} " in words:
                return None if is_target(each, share) or base_of(each, share) is not Base.NONE else share
    return None


_RATE = pattern(r"(?<![^\W_])tỷ lệ (?P<name>[^\W\dA-Z_]+ [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,3}) vượt $")
_NEARBY = 60  # characters before a rate in which it is named
