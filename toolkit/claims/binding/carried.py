"""What a clause without a subject goes on about: the figure of the clause before, the total of the list before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.claims.binding.clauses import INNER, lead, reaches, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

# A clause without a subject of its own.
_COMPARES = pattern(
    r" ?(?:(?:đã |mới |chỉ |cũng |như vậy )*(?:tăng|giảm|(?:cao|thấp|nhiều|ít) hơn|vượt|(?:còn )?(?:thiếu|hụt)|đạt|bằng)(?: thêm)?(?: so với)?"
    r"(?: (?:cùng kỳ|(?:năm|kỳ|khóa|nhiệm kỳ|quý|tháng|vụ) (?:trước|ngoái)|kế hoạch|chỉ tiêu|dự toán|đầu (?:năm|kỳ))(?: [^\W\dA-Z_]+){0,3}?)? (?:[QPD]|$)|so với |so (?:năm|kỳ|cùng|khóa|vụ) |(?:cùng kỳ|cuối kỳ|năm trước|năm ngoái|năm Y)(?![^\W_]))"
    r"| ?(?:trong khi )?(?:kế hoạch|chỉ tiêu|dự toán|kh|ct|dt)(?: [^\W\dA-Z_]+| Y){0,6} [QP][^QPD]*(?:[QPD][^QPD]*)?$"
)
_CARRIED = 3  # clauses over which a figure is still spoken of


def list_head(sentence: Sentence, mark: Mark) -> Mark | None:
    """The total of the list that is told before a clause without a subject: "kỷ luật 12 cán bộ: khiển trách 7, cảnh cáo 5; giảm 5 so với …"."""
    start = sentence.text.rfind(";", 0, mark.at)
    opened = list(_LIST.finditer(sentence.text, 0, max(start, 0))) or list(
        _CLAUSE_END.finditer(sentence.text, 0, max(start, 0))
    )
    if not opened or not _COMPARES.match(sentence.text[start + 1 : mark.at + 1]):
        return None
    heads = [
        other for other in sentence.marks if other.at < opened[-1].start() and other.symbol == "Q" and not other.depth
    ]
    heads = [
        other
        for other in heads
        if not (is_step(sentence, other) or is_prior(sentence, other) or is_target(sentence, other))
    ]
    parts = [other for other in sentence.marks if opened[-1].end() <= other.at < start and other.symbol == "Q"]
    if not heads:
        return None
    if len(parts) < 2:
        among = opened[-1][0] == _AMONG and len(parts) == 1 and ";" not in sentence.text[opened[-1].end() : start]
        own = among and parts[0].number.unit == mark.number.unit != heads[-1].number.unit
        return heads[-1] if among and not own else None
    closed = opened[-1][0] == ":" and ";" not in sentence.text[opened[-1].end() : start]
    summed = sum(part.number.value for part in parts) == heads[-1].number.value
    return heads[-1] if closed or summed else None


_AMONG = canon("trong đó")
_CLAUSE_END = re.compile(";")
_LIST = pattern(r":|(?<![^\W_])(?:bao gồm|gồm|trong đó|cụ thể)(?![^\W_])")


def summed_head(sentence: Sentence, mark: Mark) -> Mark | None:
    """The total of a list that adds up, of which a change right behind it speaks: "37 sự cố, trong đó 24 vụ thoáng qua, 13 vụ kéo dài, giảm 19,6% so với …"."""
    figures = [each for each in sentence.marks[: mark.rank] if each.symbol == "Q" and each.depth == mark.depth]
    if len(figures) < 3 or not _AT_ONCE.fullmatch(sentence.between(figures[-1], mark)):
        return None
    for size in range(2, len(figures)):
        total, parts = figures[-size - 1], figures[-size:]
        announced = _LIST.search(sentence.between(total, parts[0])) is not None
        if announced and total.number.value == sum(part.number.value for part in parts):
            return total
    return None


_AT_ONCE = pattern(r"(?: [^\W\dA-Z_]+){0,6}, (?:cùng |đã )?(?:tăng|giảm)(?: thêm)? ")


def subject_named(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The figures told by the words that a change names as its subject: "thụ lý 1.324 vụ; giải quyết 1.301 vụ; số vụ thụ lý giảm 55 vụ"."""
    if mark.symbol == "P" and (of := _NUMBER_OF.match(tail(sentence, mark))):
        named = (each for each in sentence.marks[: mark.rank] if each.symbol == "Q" and not each.depth)
        told = [each for each in named if each.number.unit and f"{of['unit']} ".startswith(f"{each.number.unit} ")]
        return told[:1] if told and not (is_step(sentence, told[0]) or is_target(sentence, told[0])) else []
    found = _SUBJECT.search(lead(sentence, mark))
    name = found["name"].removeprefix(mark.number.unit).strip() if found else ""
    if not name or mark.symbol != "Q":
        return []
    return [
        each for each in reversed(sentence.marks[: mark.rank])
        if each.symbol == "Q" and each.number.unit == mark.number.unit and f" {name} " in f" {lead(sentence, each)} "
        and not (is_step(sentence, each) or is_prior(sentence, each) or is_target(sentence, each))
    ][:1]  # fmt: skip


def other_subject(sentence: Sentence, mark: Mark, now: Mark) -> bool:
    """True where a change names a subject that no word about a figure names: "thu hút 412 dự án; số dự án đăng ký mới tăng 12 dự án"."""
    found = _SUBJECT.search(lead(sentence, mark))
    words = set(found["name"].removeprefix(mark.number.unit).split()) if found else set()
    return bool(words) and not words & set(f"{lead(sentence, now)} {now.number.unit} {tail(sentence, now)}".split())


_NUMBER_OF = pattern(r"^ (?:về )?số (?P<unit>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,2}) \(")
_SUBJECT = pattern(
    r"^ ?(?:riêng )?(?:tổng )?số (?P<name>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,4}?) (?:tăng|giảm)(?: thêm)? $"
)


def named_now(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The figure told before by the name that its change repeats: "heo 2.172 con, gà 14.000 con; heo giảm 9,5%"."""
    named = _CHANGING.search(lead(sentence, mark))
    if named is None:
        return []
    like = [
        other for other in reversed(sentence.marks[: mark.rank])
        if other.symbol in "QP" and (f" {lead(sentence, other).strip()}".endswith(f" {named['name']}") or other.number.unit == named["name"])
        and not (is_step(sentence, other) or is_prior(sentence, other) or is_target(sentence, other))
    ]  # fmt: skip
    return like[:1]


_CHANGING = pattern(
    r"^ ?(?:riêng |số |trong đó )?(?P<name>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,3}?) (?:tăng|giảm)(?: thêm)? $"
)


def carried(sentence: Sentence, other: Mark, mark: Mark) -> bool:
    """True where the clauses since then only compare: "thu 486,2 tỷ đồng; so với năm trước là 512,9 tỷ đồng thì giảm 5,2%"."""
    clauses = INNER.sub("", sentence.between(other, mark)).split(";")[1:]
    return 0 < len(clauses) <= _CARRIED and all(map(_COMPARES.match, clauses))


def goes_on(sentence: Sentence, other: Mark, mark: Mark) -> bool:
    """True for a figure of the same clause, or one that the clauses since then go on about."""
    return reaches(sentence, other, mark) or carried(sentence, other, mark)


def spoken_of(sentence: Sentence, mark: Mark, figures: Sequence[Mark]) -> list[Mark]:
    """Of the figures before a number those it can be about: of its clause, else the total of the list before, else of the clauses it goes on about.

    None of them where its clause opens a longer time: "quý 3 thu 426 tỷ đồng, lũy kế 9 tháng đạt 68% kế hoạch".
    """
    figures = [each for each in figures if not accrues(sentence, each, mark)]
    near = [each for each in figures if reaches(sentence, each, mark)]
    if not near and (total := list_head(sentence, mark)):
        near = [total]
    return near or [each for each in figures if carried(sentence, each, mark)]


def accrues(sentence: Sentence, figure: Mark, mark: Mark) -> bool:
    """True where the clause of a number opens a longer time than that of the figure before it."""
    return _ACCRUED.search(sentence.between(figure, mark)) is not None


_ACCRUED = pattern(r"[,;] (?:lũy kế|tính chung|cộng dồn|(?:đưa|nâng) tổng)(?![^\W_])[^QPD]*$")
