"""The whole that a percentage is of: by its name, as the head of a list, as the figure just before of the same things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from toolkit.claims.binding.alls import all_of, same_name
from toolkit.claims.binding.clauses import following, lead, reaches, tail
from toolkit.claims.binding.counted import beside
from toolkit.claims.binding.dates import period_of
from toolkit.claims.binding.names import AMONG, UNNAMED, named
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, is_whole, same_kind, verb_of
from toolkit.claims.binding.slips import mistyped
from toolkit.claims.binding.vocabulary import OPENED, SPENT, Base, Verb
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions

_OPENS = pattern(
    r"(?<![^\W_])(?:trong đó|trong số đó|bao gồm|gồm có|gồm|cụ thể|thì)(?![^\W_])|:|, có(?![^\W_])|(?<![^\W_])có(?= Q)"
)
_LIST = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|bao gồm|gồm có|gồm|cụ thể)(?![^\W_])|:")
_RESOLVED = pattern(
    r"làm rõ|giải quyết|khám phá|xử lý|hoàn thành|khắc phục|trả lời|thu hồi|giải ngân|gn(?![^\W_])|xét xử|thi hành xong|thực hiện|nghiệm thu|thanh toán"
)
TAKEN_IN = pattern(
    r"(?<![^\W_])(?:tiếp nhận|nhận|tổng số|trong số|kiểm tra|thụ lý|đăng ký|phát ra)(?: [^\W\dA-Z_]+){0,3} $"
)
_HUNDRED = Decimal(100)


def larger_before(sentence: Sentence, num: Mark, mark: Mark) -> list[Mark]:
    """The quantities of a like unit before the part that are not smaller, nearest first."""
    return [
        other
        for other in reversed(sentence.marks[: min(num.rank, mark.rank)])
        if other.symbol == "Q" and other.depth <= num.depth and same_kind(num, other) and other.number.value >= num.number.value
        and "+" not in sentence.after(other)
        and not is_prior(sentence, other) and not is_step(sentence, other) and not _of_other_time(sentence, other, num)
        and not _is_beside(sentence, other, num) and not _is_plan(sentence, other) and not beside(sentence, other, num)
    ]  # fmt: skip


def _is_plan(sentence: Sentence, den: Mark) -> bool:
    """True for the lower side of a fraction whose percentage is one of a plan: "thu 186,5/170 tỷ đồng, đạt 109,7% dự toán"."""
    share = following(sentence, den)
    measured = share is not None and share.symbol == "P" and base_of(sentence, share) is Base.TARGET
    return measured and any(bottom is den for _, bottom in fractions(sentence))


def _is_beside(sentence: Sentence, one: Mark, num: Mark) -> bool:
    """True for a figure of which another is the rest to a whole told before: "36/45 dự án đã hoàn thành; 9 dự án chậm"."""
    both = one.number.value + num.number.value
    return any(
        other.number.value == both and other.number.unit == one.number.unit != "" and other.symbol == "Q"
        for other in sentence.marks[: num.rank]
    )


def _of_other_time(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True for figures that two different years or months lead to: "năm 2021: 2.840 lượt; năm 2022: 2.565 lượt"."""
    first, second = period_of(sentence, one), period_of(sentence, other)
    return first is not None and second is not None and first[:2] != second[:2]


def sure_wholes(sentence: Sentence, mark: Mark, num: Mark, verb: Verb) -> list[Mark]:
    """The one whole that must be meant, as a list; empty where none is sure."""
    after = following(sentence, mark)
    fits = after is not None and (same_kind(num, after) or (num.number.exact and after.number.exact))
    if after and after.symbol == "Q" and fits and after.rank != num.rank:
        words = sentence.between(mark, after)
        if is_whole(sentence, after) and not _ELSEWHERE.search(words) and not is_target(sentence, after):
            return [after]
    by_name = named(sentence, mark, num)
    if by_name is not None:
        return by_name
    if left_of := _left_of(sentence, mark, num):
        return left_of
    if closing := _closing_whole(sentence, mark, num) or _after_bracket(sentence, mark, num):
        return [closing]
    own_plan = verb is Verb.SHARE and not num.number.exact and not SPENT.search(lead(sentence, num))
    if own_plan and (num.depth or AMONG.search(sentence.text, 0, num.at)):
        return []  # "trong đó, chi đầu tư 723 tỷ đồng, đạt 45%" is said of a plan of its own
    bare = verb is Verb.NONE and not num.number.unit
    larger = [
        den
        for den in larger_before(sentence, num, mark)
        if not is_target(sentence, den) and (bare or is_whole(sentence, den) or (den.number.unit and num.number.unit))
    ]
    return (
        _told_of(sentence, num)
        or _head(sentence, num, larger)
        or _nearest(sentence, mark, num, larger, verb)
        or all_of(sentence, mark, num)
        or _lone(sentence, mark, larger, verb)
        or _only(sentence, mark, num, verb)
    )


def _left_of(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark]:
    """The whole of a fraction that a part is what is left of: "2.745/3.000 phòng, còn 255 phòng bán kiên cố, chiếm 8,5%"."""
    if mark.number.value > _HUNDRED / 2 and base_of(sentence, mark) is not Base.NONE:
        return []
    return [
        den for top, den in fractions(sentence)
        if den.rank < num.rank and den.number.unit == num.number.unit != "" and den.number.value - top.number.value == num.number.value
    ][:1]  # fmt: skip


_ELSEWHERE = pattern(r"[,;Y]|(?<![^\W_])(?:thì|tăng|giảm)(?![^\W_])")  # another clause, or another time


def is_told(sentence: Sentence, mark: Mark, num: Mark, den: Mark, verb: Verb) -> bool:
    """True where the words leave no doubt of the whole: they name it, or open the list the part stands in."""
    if named(sentence, mark, num) or (den is following(sentence, mark) and is_whole(sentence, den)):
        return True
    if verb not in (Verb.PART, Verb.BRACKET):
        return False
    words = sentence.between(*sorted((den, num), key=lambda each: each.rank))
    return (
        is_whole(sentence, den)
        or den.rank > num.rank
        or bool(OPENED.search(words))
        or bool(_IN.search(lead(sentence, den)))
    )


_IN = pattern(r"(?<![^\W_])(?:trong|tổng|toàn [^\W\dA-Z_]+)(?: [^\W\dA-Z_]+){0,4} $")


def is_rough(sentence: Sentence, mark: Mark, num: Mark, den: Mark) -> bool:
    """True for a share that a saying rounds: "cứ ba hộ thì có hai hộ (63%)" is the nearest of the thirds."""
    off = abs(mark.number.value - num.number.value * _HUNDRED / den.number.value) if den.number.value else _HUNDRED
    return _EVERY.search(lead(sentence, den)) is not None and off * den.number.value * 2 <= _HUNDRED


_EVERY = pattern(r"(?<![^\W_])(?:cứ|trong)(?: mỗi)? $")


def _only(sentence: Sentence, mark: Mark, num: Mark, verb: Verb) -> list[Mark]:
    """The one figure of the kind before a part, even a smaller one, where the part must be of it: "21 vụ; thành 18 vụ (85,7%)"."""
    if (
        verb not in (Verb.BRACKET, Verb.PART, Verb.SHARE)
        or base_of(sentence, mark) is not Base.NONE
        or mark.number.value > _HUNDRED
        or mark.rank < num.rank
    ):
        return []
    before = [each for each in sentence.marks[: num.rank] if each.symbol == "Q"]
    like = [each for each in before if same_name(each.number.unit, num.number.unit) and each.number.exact]
    if len(like) != 1 or like[0] is not before[0] or not num.number.unit or is_target(sentence, like[0]):
        return []
    if is_whole(sentence, num) or not UNNAMED.search(tail(sentence, mark)) or _parted(sentence, like[0], mark):
        return []
    if verb is Verb.SHARE and not TAKEN_IN.search(lead(sentence, like[0])):
        return []
    return [] if is_prior(sentence, like[0]) or is_step(sentence, like[0]) or _measured(sentence, like[0]) else like


def _told_of(sentence: Sentence, num: Mark) -> list[Mark]:
    """The whole that the sentence before ends with: "Có 2.351 doanh nghiệp. Trong số này, 726 doanh nghiệp là siêu nhỏ, chiếm 30,9%."."""
    before = sentence.earlier[-1] if sentence.earlier and _OF_THESE.match(sentence.text) else None
    if before is None or before.passage is not sentence.passage:
        return []
    counted = [top for top, _ in fractions(before) if top.number.exact and top.number.value >= num.number.value]
    if counted:
        return counted[-1:]
    if _OF_DONE.match(sentence.text):
        return []
    fits = [
        each for each in reversed(before.marks)
        if each.symbol == "Q" and same_kind(each, num) and each.number.value >= num.number.value and not each.depth
        and not (is_prior(before, each) or is_step(before, each) or is_target(before, each))
    ]  # fmt: skip
    return fits[:1]


_OF_DONE = pattern(rf" ?trong số (?:đã|được)(?: {W}){{1,4}} có (?=Q)")
_OF_THESE = pattern(rf" ?(?:trong số này|trong số đó|trong đó|số này)(?![^\W_])|{_OF_DONE.pattern}")


def _closing_whole(sentence: Sentence, mark: Mark, num: Mark) -> Mark | None:
    """The whole told at the end of a list of shares: "27 tổ khá, chiếm 45%; 9 tổ yếu, chiếm 15% trong tổng số 60 tổ"."""
    for share, den in zip(sentence.marks[mark.rank + 1 :], sentence.marks[mark.rank + 2 :], strict=False):
        if share.symbol == "P" and den.symbol == "Q" and den.number.unit == num.number.unit and is_whole(sentence, den):
            between = [each for each in sentence.marks[mark.rank + 1 : share.rank] if each.symbol in "QP"]
            listed = all(each.number.unit == num.number.unit or each.symbol == "P" for each in between)
            told = sentence.between(share, den)
            return den if listed and not re.search("[,;.]", told) and den.number.value >= num.number.value else None
    return None


def _after_bracket(sentence: Sentence, mark: Mark, num: Mark) -> Mark | None:
    """The whole told behind the bracket with the part: "nữ chiếm 45% (270 đồng chí) trong tổng số 600 đảng viên"."""
    after = sentence.marks[num.rank + 1] if num.rank + 1 < len(sentence.marks) else None
    if after is None or num.rank != mark.rank + 1 or after.depth != mark.depth or not same_kind(num, after):
        return None
    return after if _AMONG_ALL.fullmatch(sentence.between(num, after)) else None


_AMONG_ALL = pattern(
    r"\)(?: [^\W\dA-Z_]+){0,3} (?:(?:trong|trên)(?: tổng)? số |(?:trong|trên|của|so với) (?:tổng|toàn bộ)(?: [^\W\dA-Z_]+){1,5} )"
)


def _lone(sentence: Sentence, mark: Mark, larger: Sequence[Mark], verb: Verb) -> list[Mark]:
    """The one larger figure before a part, unless it is a part itself: "chi sự nghiệp 80 tỷ đồng, …; lương 64 tỷ đồng, chiếm 80%"."""
    if verb is not Verb.PART or len(larger) != 1 or tail(sentence, mark).strip():
        return []
    return [] if _parted(sentence, larger[0], mark) else list(larger)


def _parted(sentence: Sentence, den: Mark, mark: Mark) -> bool:
    """True for a figure told as a part itself by another percentage: "228 chi bộ khá, tỷ lệ 42%"."""
    share = following(sentence, den)
    if share is None or share.symbol != "P" or share.rank == mark.rank or den.depth != mark.depth:
        return False
    told = verb_of(sentence, share) in (Verb.PART, Verb.BRACKET) or _RATED in lead(sentence, share)
    return told and base_of(sentence, share) in (Base.NONE, Base.WHOLE)


def _is_item(sentence: Sentence, den: Mark, num: Mark, mark: Mark) -> bool:
    """True for a figure whose own percentage stands in a bracket behind it as that of the part does: "1.850 con (đạt 92,5% kế hoạch), bò 1.720 con (đạt 86%)"."""
    share = following(sentence, den)
    return (
        share is not None
        and share.symbol == "P"
        and den.depth == num.depth < share.depth == mark.depth
        and share is not mark
    )


_RATED = canon("tỷ lệ")


def _head(sentence: Sentence, num: Mark, larger: Sequence[Mark]) -> list[Mark]:
    """The figure that opens the list a part stands in, or one said to be a total."""
    opened = [match.start() for match in _LIST.finditer(sentence.text, 0, num.at)]
    if opened:
        heads = [den for den in larger if den.at < opened[-1] and not _measured(sentence, den)]
        if heads:
            return heads[:1]
    return [den for den in larger if _OPENS.search(_after(sentence, den)) or is_whole(sentence, den)][:1]


def _nearest(sentence: Sentence, mark: Mark, num: Mark, larger: Sequence[Mark], verb: Verb) -> list[Mark]:
    """The figure just before a part that counts the same things."""
    if mark.rank < num.rank:
        outer = [den for den in larger if den.depth == mark.depth and den.number.unit == num.number.unit]
        return outer if len(outer) == 1 else []
    pairs = fractions(sentence)
    for one, den in pairs if verb in (Verb.PART, Verb.BRACKET) else ():
        fits = den.number.unit == num.number.unit and den.number.value >= num.number.value
        if den.rank < num.rank and fits and one.depth == num.depth and _last_told(sentence, den, num):
            return [den]
    halves = {each.rank for pair in pairs for each in pair}
    if not larger or larger[0].rank in halves or (verb is Verb.NONE and sentence.before(mark).strip() != ","):
        return []
    den = larger[0]
    if (
        not same_name(den.number.unit, num.number.unit)
        or _parted(sentence, den, mark)
        or _is_item(sentence, den, num, mark)
    ):
        return []
    if not reaches(sentence, den, num):
        slip = _is_slip(mark, num, den)
        if len(larger) > 1:
            return [den] if slip and not any(_is_slip(mark, num, each) for each in larger[1:]) else []
        return [den] if slip or _RESOLVED.search(lead(sentence, num)) else []
    between = [mark for mark in sentence.marks[den.rank + 1 : num.rank] if mark.symbol in "QP"]
    between = [
        mark for mark in between
        if not is_target(sentence, mark) and not _aimed(sentence, mark) and (mark.symbol == "P" or same_kind(mark, num))
    ]  # fmt: skip
    return [] if any(mark.symbol == "P" or mark.depth <= num.depth for mark in between) else [den]


def _is_slip(mark: Mark, num: Mark, den: Mark) -> bool:
    """True where one slip makes the percentage that of the part."""
    return mistyped(mark.number.value, num.number.value * _HUNDRED / den.number.value)


def _last_told(sentence: Sentence, den: Mark, num: Mark) -> bool:
    """True where the clause of the part begins with no other figure of its kind."""
    start = sentence.text.rfind(";", den.at, num.at)
    inner = sentence.marks[den.rank + 1 : num.rank]
    return start < 0 or not any(each.at > start and each.symbol == "Q" and same_kind(each, num) for each in inner)


def _measured(sentence: Sentence, den: Mark) -> bool:
    """True for a figure that is itself told as a part: a share of something follows it in brackets."""
    after = following(sentence, den)
    return after is not None and after.symbol == "P" and after.depth > den.depth and not _aimed(sentence, after)


def _aimed(sentence: Sentence, mark: Mark) -> bool:
    """True for a percentage that measures by a target or an earlier figure, and so tells nothing of a whole."""
    return mark.symbol == "P" and base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)


def _after(sentence: Sentence, mark: Mark) -> str:
    """The text from a figure to the next on its level."""
    for other in sentence.marks[mark.rank + 1 :]:
        if other.symbol in "QPDM" and other.depth <= mark.depth:
            return sentence.text[mark.at + 1 : other.at]
    return sentence.text[mark.at + 1 :]
