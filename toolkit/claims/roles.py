"""What part a number plays in its sentence, by the words around it: a target, an earlier figure, a whole, a step."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum

from toolkit.claims.normal import pattern
from toolkit.claims.sketch import Mark, Sentence
from toolkit.claims.units import alike


class Verb(Enum):
    """What is said of a percentage or a difference."""

    SHARE = "share"  # đạt, bằng, chiếm, tỷ lệ
    OVER = "over"  # vượt
    SHORT = "short"  # thiếu, hụt, còn thiếu
    UP = "up"  # tăng, cao hơn
    DOWN = "down"  # giảm, thấp hơn
    BRACKET = "bracket"  # alone in brackets
    SAME = "same"  # tương ứng, tương đương: as the number before
    NONE = "none"


class Base(Enum):
    """What a percentage is measured by, where the words say it."""

    TARGET = "target"
    PRIOR = "prior"
    WHOLE = "whole"
    NONE = "none"


_VERBS = (
    (Verb.OVER, r"vượt"),
    (Verb.SHORT, r"(?:còn |bị )?(?:thiếu|hụt)|chưa đạt|không đạt|còn cách"),
    (Verb.UP, r"tăng|cao hơn|nhiều hơn|lớn hơn|nhỉnh hơn"),
    (Verb.DOWN, r"giảm|thấp hơn|ít hơn|kém hơn|nhỏ hơn"),
    (Verb.SAME, r"tương ứng(?: với)?|tương đương(?: với)?|tức(?: là)?|hay"),
    (Verb.SHARE, r"đạt|bằng|chiếm|tỷ lệ|tỷ trọng|=|hoàn thành|thực hiện"),
)
_VERB = pattern(r"(?<![^\W_])(?:" + "|".join(f"(?P<{verb.name}>{words})" for verb, words in _VERBS) + r")(?![^\W_])")
_TARGET_WORDS = (
    r"chỉ tiêu|kế hoạch|kh|dự toán|dt|mục tiêu|nghị quyết|nq|định mức|phấn đấu|(?:được|tỉnh|trên|trung ương|huyện|cấp trên|bộ|ubnd W|hđnd W) giao|giao|đăng ký"
).replace("W", r"[^\W\d_]+")
_ACTUAL = r"đạt|được|thực hiện|kết quả|đã|có|tăng|giảm|vượt|hoàn thành|kết nạp|ước|chiếm|bằng|thu|tổ chức|xây dựng"
_TARGET = pattern(rf"(?<![^\W_])(?:{_TARGET_WORDS})(?![^\W_])(?!.*(?<![^\W_])(?:{_ACTUAL})(?![^\W_]))")
_TARGET_GIVEN = pattern(
    r"(?:chỉ tiêu|kế hoạch|nghị quyết|dự toán)(?: [^\W\d_]+){0,6}? (?:đề ra|giao|là|giao là|đề ra là)(?: phải)?(?: đạt)?[ :(]*$"
)
_PRIOR_WORDS = r"cùng kỳ|cùng thời điểm|năm trước|năm ngoái|tháng trước|quý trước|kỳ trước|nhiệm kỳ trước|khóa trước|đầu nhiệm kỳ|đầu năm|đầu kỳ|trước đây|trước đó|năm học trước|vụ trước"
_PRIOR = pattern(
    rf"(?<![^\W_])(?:{_PRIOR_WORDS})(?![^\W_])|so với (?:cuối |đầu |thực hiện |kết quả )?(?:năm |tháng |quý |nhiệm kỳ |giai đoạn |thời điểm )?Y|^ ?\((?:năm )?Y:? "
)
_EARLIER = pattern(rf"(?<![^\W_])(?:{_PRIOR_WORDS})(?![^\W_])|so với ")
_WHOLE = pattern(
    r"(?<![^\W_])(?:tổng số|tổng cộng|tổng|trong số|toàn (?:[^\W\d_]+ ){1,5}(?:có|là)|hiện có|quản lý|trên)(?![^\W_])"
)
_STEP = pattern(
    r"(?:tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn|khuyết)(?: thêm| đi| được| so với [^,;()]*?| so cùng kỳ)? $"
    r"|(?:vượt|thiếu|hụt|còn cách)(?: [^\W\dA-Z_]+| Y){0,9} $"
)
_AFTER_TARGET = pattern(rf"^ ?(?:so với |so |của |trên )?(?:[^\W\d_]+ )?(?:{_TARGET_WORDS})(?![^\W_])")
_AFTER_PRIOR = pattern(rf"^ ?(?:so với|so|của)? ?(?:[^\W\d_]+ ){{0,3}}?(?:{_PRIOR_WORDS}|Y)(?![^\W_])")
_AFTER_WHOLE = pattern(r"^ ?(?:so với |so |của |trên |trong |/)?(?:tổng|toàn|số)(?![^\W_])")
_CLAUSE = re.compile(r"[;,)]|\.(?= |$)")
FIGURES = frozenset("QPDM")


def lead(sentence: Sentence, mark: Mark) -> str:
    """The words that lead to a number: back to the figure before, within the same clause; dates stay as letters."""
    start = 0
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol in FIGURES:
            start = other.at + 1
            break
    text = sentence.text[start : mark.at]
    cuts = [match.end() for match in _CLAUSE.finditer(text)]
    return text[cuts[-1] :] if cuts else text


def tail(sentence: Sentence, mark: Mark) -> str:
    """The words after a number, to the next figure or the end of the clause; an opening bracket is no end."""
    end = len(sentence.text)
    for other in sentence.marks[mark.rank + 1 :]:
        if other.symbol in FIGURES:
            end = other.at
            break
    text = sentence.text[mark.at + 1 : end]
    cut = _CLAUSE.search(text)
    return text[: cut.start()] if cut else text


def verb_of(sentence: Sentence, mark: Mark) -> Verb:
    """What is said of the number: by the last verb that leads to it."""
    words = lead(sentence, mark)
    found = list(_VERB.finditer(words))
    if found:
        return Verb[found[-1].lastgroup or "NONE"]
    return Verb.BRACKET if words.rstrip().endswith("(") else Verb.NONE


def base_of(sentence: Sentence, mark: Mark) -> Base:
    """What the percentage is measured by, by the words after it (or between the verb and it)."""
    words = tail(sentence, mark)
    for base, shape in ((Base.TARGET, _AFTER_TARGET), (Base.PRIOR, _AFTER_PRIOR), (Base.WHOLE, _AFTER_WHOLE)):
        if shape.search(words):
            return base
    before = lead(sentence, mark)
    verb = [match.end() for match in _VERB.finditer(before)]
    between = before[verb[-1] :] if verb else ""
    if _PRIOR.search(between):
        return Base.PRIOR
    return Base.TARGET if _TARGET.search(between) else Base.NONE


def is_target(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure that is set as target: "chỉ tiêu tỉnh giao 1.240 đảng viên"."""
    words = lead(sentence, mark)
    return bool(_TARGET.search(words) or _TARGET_GIVEN.search(words)) and not is_step(sentence, mark)


def is_prior(sentence: Sentence, mark: Mark, *, dated: bool = True) -> bool:
    """True for an earlier figure: "cùng kỳ 120", and, if `dated`, "(năm 2022: 120)"."""
    words = lead(sentence, mark)
    return (_PRIOR if dated else _EARLIER).search(words) is not None and not is_step(sentence, mark)


def is_whole(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure said to be a total: "tổng số 1.200"."""
    words = lead(sentence, mark)
    return _WHOLE.search(words) is not None


def is_step(sentence: Sentence, mark: Mark) -> bool:
    """True for a difference: "tăng 12 hộ"."""
    return _STEP.search(lead(sentence, mark)) is not None


def year_of(sentence: Sentence, mark: Mark) -> Decimal | None:
    """The year that leads to the number: 2022 in "năm 2022 kết nạp 267"."""
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol in FIGURES:
            return None
        if other.symbol == "Y" and other.number.value >= 1900:
            return other.number.value
    return None


def reaches(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True where no semicolon divides two numbers."""
    return ";" not in sentence.between(*sorted((one, other), key=lambda mark: mark.at))


def same_kind(one: Mark, other: Mark) -> bool:
    """True where two figures can be compared: both rates, or quantities of units that go together."""
    if (one.symbol == "P") != (other.symbol == "P"):
        return False
    return alike(one.number.unit, other.number.unit)


def subjects(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The figures a percentage may be about, nearest first: before it, not deeper in brackets, not targets or steps."""
    found = []
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol not in "QP" or other.depth > mark.depth:
            continue
        if is_target(sentence, other) or is_prior(sentence, other) or is_step(sentence, other):
            continue
        found.append(other)
    return found
