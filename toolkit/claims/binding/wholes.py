"""The whole that a percentage is of: by its name, as the head of a list, as the figure just before of the same things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from toolkit.claims.binding.arithmetic import ratio
from toolkit.claims.binding.roles import (
    FIGURES,
    Base,
    Verb,
    base_of,
    following,
    is_prior,
    is_step,
    is_target,
    is_whole,
    lead,
    period_of,
    reaches,
    same_kind,
    tail,
)  # fmt: skip
from toolkit.claims.binding.slips import credible, is_slip
from toolkit.claims.binding.verify import Check, judge
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import DURATIONS, is_person

_OPENS = pattern(
    r"(?<![^\W_])(?:trong đó|trong số đó|bao gồm|gồm có|gồm|cụ thể|thì)(?![^\W_])|:|, có(?![^\W_])|(?<![^\W_])có(?= Q)"
)
_AMONG = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|bao gồm|gồm|riêng)(?![^\W_])")
_LIST = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|bao gồm|gồm có|gồm|cụ thể)(?![^\W_])|:")
_NAMING = pattern(r"^ ?(?:so với |của |trên |trong |so )?(?P<name>(?:[^\W\dA-Z_]+ ?){1,7})")
_EMPTY = pattern(
    r"(?<![^\W_])(?:tổng|số|toàn|bộ|các|những|tất cả|của|so|với|trong|trên|là|có|được|này|trở lên|cả)(?![^\W_])"
)
_RESOLVED = pattern(
    r"làm rõ|giải quyết|khám phá|xử lý|hoàn thành|khắc phục|trả lời|thu hồi|giải ngân|gn(?![^\W_])|xét xử|thi hành xong|thực hiện|nghiệm thu|thanh toán"
)
_TAKEN_IN = pattern(
    r"(?<![^\W_])(?:tiếp nhận|nhận|tổng số|trong số|kiểm tra|thụ lý|đăng ký|phát ra)(?: [^\W\dA-Z_]+){0,3} $"
)
_HUNDRED = Decimal(100)
_UNNAMED = pattern(r"^ ?(?:tổng số|số|tổng)? ?(?:trên|này|nêu trên|chung)? ?$")


def of(num: Mark, den: Mark) -> Check:
    """Num in percent of den."""
    return Check((num.number, den.number), ratio, "{} / {} x 100")


def larger_before(sentence: Sentence, num: Mark, mark: Mark) -> list[Mark]:
    """The quantities of a like unit before the part that are not smaller, nearest first."""
    return [
        other
        for other in reversed(sentence.marks[: min(num.rank, mark.rank)])
        if other.symbol == "Q" and other.depth <= num.depth and same_kind(num, other) and other.number.value >= num.number.value
        and not is_prior(sentence, other) and not is_step(sentence, other) and not _of_other_time(sentence, other, num)
    ]  # fmt: skip


def _of_other_time(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True for figures that two different years or months lead to: "năm 2021: 2.840 lượt; năm 2022: 2.565 lượt"."""
    first, second = period_of(sentence, one), period_of(sentence, other)
    return first is not None and second is not None and first[:2] != second[:2]


def sure_wholes(sentence: Sentence, mark: Mark, num: Mark, verb: Verb) -> list[Mark]:
    """The one whole that must be meant, as a list; empty where none is sure."""
    after = following(sentence, mark)
    if after and after.symbol == "Q" and same_kind(num, after) and after.rank != num.rank:
        words = sentence.between(mark, after)
        if is_whole(sentence, after) and not re.search("[,;]", words) and not is_target(sentence, after):
            return [after]
    named = _named(sentence, mark, num)
    if named is not None:
        return named
    if closing := _closing_whole(sentence, mark, num) or _after_bracket(sentence, mark, num):
        return [closing]
    if verb is Verb.SHARE and not num.number.exact and (num.depth or _AMONG.search(sentence.text, 0, num.at)):
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
        or _told_all(sentence, mark, num)
        or _only(sentence, mark, num, verb)
    )


def is_told(sentence: Sentence, mark: Mark, num: Mark, den: Mark, verb: Verb) -> bool:
    """True where the words leave no doubt of the whole: they name it, or open the list the part stands in."""
    if _named(sentence, mark, num):
        return True
    if verb not in (Verb.PART, Verb.BRACKET):
        return False
    words = sentence.between(*sorted((den, num), key=lambda each: each.rank))
    return (
        is_whole(sentence, den)
        or den.rank > num.rank
        or bool(_OPENED.search(words))
        or bool(_IN.search(lead(sentence, den)))
    )


_OPENED = pattern(r"[:;(]|(?<![^\W_])(?:trong đó|trong số|gồm|có|cụ thể|riêng|thì)(?![^\W_])")
_IN = pattern(r"(?<![^\W_])(?:trong|tổng|toàn [^\W\dA-Z_]+)(?: [^\W\dA-Z_]+){0,4} $")


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
    like = [each for each in before if _same_name(each.number.unit, num.number.unit) and each.number.exact]
    if len(like) != 1 or like[0] is not before[0] or not num.number.unit or is_target(sentence, like[0]):
        return []
    if is_whole(sentence, num) or not _UNNAMED.search(tail(sentence, mark)):
        return []
    if verb is Verb.SHARE and not _TAKEN_IN.search(lead(sentence, like[0])):
        return []
    return [] if is_prior(sentence, like[0]) or is_step(sentence, like[0]) or _measured(sentence, like[0]) else like


def _told_of(sentence: Sentence, num: Mark) -> list[Mark]:
    """The whole that the sentence before ends with: "Có 2.351 doanh nghiệp. Trong số này, 726 doanh nghiệp là siêu nhỏ, chiếm 30,9%."."""
    before = sentence.earlier[-1] if sentence.earlier and _OF_THESE.match(sentence.text) else None
    if before is None or before.passage is not sentence.passage:
        return []
    fits = [
        each for each in reversed(before.marks)
        if each.symbol == "Q" and same_kind(each, num) and each.number.value >= num.number.value and not each.depth
        and not (is_prior(before, each) or is_step(before, each) or is_target(before, each))
    ]  # fmt: skip
    return fits[:1]


_OF_THESE = pattern(r" ?(?:trong số này|trong số đó|trong đó|số này)(?![^\W_])")


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


_AMONG_ALL = pattern(r"\)(?: [^\W\dA-Z_]+){0,3} (?:trong|trên)(?: tổng)? số ")


def _told_all(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark]:
    """The first figure of the part's things a few sentences back, where the percentage is of "tổng số" of them."""
    if not _OF_ALL.match(f"{tail(sentence, mark)} ", 0):
        return []
    for each in reversed(sentence.earlier):
        if each.passage is not sentence.passage:
            break
        for other in each.marks:
            like = other.symbol == "Q" and other.number.unit and _same_name(other.number.unit, num.number.unit)
            if (
                like
                and not other.depth
                and not (is_prior(each, other) or is_step(each, other) or is_target(each, other))
            ):
                return [other] if other.number.value >= num.number.value else []
    return []


_OF_ALL = pattern(r" ?(?:so với |của |trên |trong )?tổng số ")


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
    if not _same_name(den.number.unit, num.number.unit):
        return []
    if not reaches(sentence, den, num):
        return [den] if len(larger) == 1 and _RESOLVED.search(lead(sentence, num)) else []
    between = [mark for mark in sentence.marks[den.rank + 1 : num.rank] if mark.symbol in "QP"]
    between = [
        mark for mark in between
        if not is_target(sentence, mark) and not _aimed(sentence, mark) and (mark.symbol == "P" or same_kind(mark, num))
    ]  # fmt: skip
    return [] if any(mark.symbol == "P" or mark.depth <= num.depth for mark in between) else [den]


def _last_told(sentence: Sentence, den: Mark, num: Mark) -> bool:
    """True where the clause of the part begins with no other figure of its kind."""
    start = sentence.text.rfind(";", den.at, num.at)
    inner = sentence.marks[den.rank + 1 : num.rank]
    return start < 0 or not any(each.at > start and each.symbol == "Q" and same_kind(each, num) for each in inner)


def _same_name(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or long.startswith((f"{short} ", f"{short},")) or (is_person(one) and is_person(other))


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


def _named(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark] | None:
    """The whole that the percentage names by its words ("bằng 23% vốn điều lệ"): [] where it is not in the text.

    None where it names nothing, or only what is counted.
    """
    words = tail(sentence, mark)
    found = _NAMING.search(words)
    if found is None or _UNNAMED.search(words) or (mark.depth > num.depth and not found["name"].strip()):
        return None
    name = " ".join(_EMPTY.sub(" ", found["name"]).split())
    counted = bool(num.number.unit) and name.startswith(f"{num.number.unit} ")
    if not name or name == num.number.unit:
        return None
    for each in (sentence, *reversed(sentence.earlier)):
        for other in reversed(each.marks):
            if (
                other.symbol != "Q"
                or (each is sentence and other.rank in (num.rank, mark.rank))
                or not same_kind(num, other)
            ):
                continue
            if (
                is_prior(each, other)
                or is_step(each, other)
                or (len(name.split()) < 2 and other.number.value < num.number.value)
            ):
                continue
            if counted and not _is_narrowed(each, other, name):
                continue
            if _is_called(each, other, name) and (
                each is sentence
                or (_TOTAL.search(words) and _named_alone(each, other, name))
                or _fits(mark, num, other)
            ):
                return [other]
            if " " not in name and _TOTAL.search(words) and _begins_with(each, other, name) and _near(mark, num, other):
                return [other]
    return [] if " " in name and not counted and _WHOLE_SAID.search(words) else None


def _named_alone(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True where a figure goes by the name and nothing narrows it."""
    rest = f" {' '.join(_EMPTY.sub(' ', lead(sentence, mark)).split())} ".partition(f" {name} ")[2]
    return not _PREDICATE.sub(" ", rest).strip()


_TOTAL = pattern(r"^ ?(?:so với |của |trên |trong |so )?(?:tổng|toàn)(?![^\W_])")
_PREDICATE = pattern(r"(?<![^\W_])(?:đạt|ước|thực hiện|đã|được|hiện|nay|đến|cả|năm|tháng|kỳ|Y)(?![^\W_])")


def _fits(mark: Mark, num: Mark, den: Mark) -> bool:
    """True where the percentage is that of the base, or a slip from it: one of another paragraph may be another's."""
    check = of(num, den)
    return judge(mark.number, check).verdict is not Verdict.INCONSISTENT or is_slip(mark.number, check)


def _begins_with(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True for the figure that a sentence about such things tells first: the total of "tổng nợ" in "số nợ thuế đến nay 86 tỷ đồng"."""
    told = (other for other in sentence.marks if other.symbol in FIGURES and other.number.unit not in DURATIONS)
    first = next(told, None)
    words = f" {lead(sentence, mark)}"
    return first is not None and first.rank == mark.rank and f" {name} " in words and not _AMONG.search(words)


def _near(mark: Mark, num: Mark, den: Mark) -> bool:
    """True where the percentage is not far from that of the base."""
    return den.number.value >= num.number.value and credible(mark.number, judge(mark.number, of(num, den)))


_WHOLE_SAID = pattern(r"^ ?(?:so với |của |trên |trong |so )|^ ?(?:tổng|toàn|số)")


def _is_narrowed(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True where the name is the figure's unit and the last words before it: "số cơ sở không đạt" of "không đạt 240 cơ sở"."""
    unit, _, words = name.partition(f"{mark.number.unit} ")
    return bool(mark.number.unit and words) and not unit and f" {lead(sentence, mark).strip()}".endswith(f" {words}")


def _is_called(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True where a figure goes by that name: by the words before it, or by its unit and the words after."""
    words = f" {' '.join(_EMPTY.sub(' ', lead(sentence, mark)).split())} "
    if _is_narrowed(sentence, mark, name):
        return True
    if " " not in name and not is_whole(sentence, mark) and not words.endswith(f" {name} "):
        return False
    return f" {name} " in words or f"{mark.number.unit}{tail(sentence, mark)}".startswith(name)
