"""What part a number plays in its sentence, by the words around it: a target, an earlier figure, a whole, a step."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from functools import wraps
from itertools import takewhile
from typing import TypeVar, cast

from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import alike, dimension

T = TypeVar("T")


class Verb(Enum):
    """What is said of a percentage or a difference."""

    SHARE = "share"  # đạt, bằng, tỷ lệ
    PART = "part"  # chiếm
    OVER = "over"  # vượt
    SHORT = "short"  # thiếu, hụt
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
    (Verb.OVER, r"vượt(?! và| nửa| quá| qua| lên| khó| bậc)"),
    (Verb.SHORT, r"(?:còn |bị )?(?:thiếu|hụt)|còn cách"),
    (Verb.UP, r"tăng|cao hơn|nhiều hơn|lớn hơn|nhỉnh hơn"),
    (Verb.DOWN, r"giảm|rút ngắn|thấp hơn|ít hơn|kém hơn|nhỏ hơn"),
    (Verb.SAME, r"tương ứng(?: với)?|tương đương(?: với)?|tức(?: là)?|hay"),
    (Verb.PART, r"chiếm(?: tỷ lệ| tỷ trọng)?|tỷ trọng"),
    (Verb.SHARE, r"đạt(?: tỷ lệ)?|bao phủ|bằng|tỷ lệ|=|hoàn thành(?! (?:xuất|tốt|nhiệm))|thực hiện"),
)
_VERB = pattern(r"(?<![^\W_])(?:" + "|".join(f"(?P<{verb.name}>{words})" for verb, words in _VERBS) + r")(?![^\W_])")
_W = r"[^\W\dA-Z_]+"
_TARGET_WORDS = (
    r"(?<!xây dựng )(?<!ban hành )(?<!triển khai )(?<!quán triệt )(?<!học tập )(?<!thông qua )"
    r"(?:chỉ tiêu|(?<!theo )(?<!ngoài )kế hoạch|nghị quyết(?! chuyên đề| số| về))|kh|(?<=[(:/] )ct(?= ?:? ?$)|(?<=[(:/])ct(?= ?:? ?$)|(?<=so )ct(?= ?:? ?$)|dự toán|dt|mục tiêu|nq|định mức|phấn đấu|(?<!đạt )yêu cầu|"
    rf"(?:được|tỉnh|trên|trung ương|huyện|cấp trên|bộ|ubnd {_W}|hđnd {_W}) giao(?! thông| lưu| dịch)|(?<!bàn )(?<!chuyển )(?<!trao )(?<!đã )giao(?! thông| lưu| dịch| nộp| cho| ban| khoán| đất| quyền| rừng| quân| tiếp)|(?<!được )đăng ký(?! [^\W\d_]+ [^\W\d_]+)"
)
_ACTUAL = r"đạt|được(?! giao)|thực hiện|kết quả|đã|có|tăng|giảm|vượt|hoàn thành|ước|chiếm|bằng"
_TARGET = pattern(rf"(?<![^\W_])(?:{_TARGET_WORDS})(?![^\W_])(?!.*(?<![^\W_])(?:{_ACTUAL})(?![^\W_]))")
_TARGET_GIVEN = pattern(
    rf"phấn đấu(?: {_W}){{0,4}} đạt(?: từ)?[ :(]*$|(?:chỉ tiêu|kế hoạch|nghị quyết(?! chuyên đề| số| về)|dự toán)(?: {_W}){{0,6}}? (?:đề ra|giao|là|giao là|đề ra là)(?: phải)?(?: đạt)?[ :(]*$"
)
_AGAINST = pattern(r"so với (?:mức |con số |cả )?$")
_PRIOR_WORDS = (
    r"cùng kỳ|ck|cùng thời điểm|năm trước|năm ngoái|tháng trước|quý trước|kỳ trước|nhiệm kỳ trước|khóa trước|(?<!tháng )(?<!nửa )đầu (?:nhiệm kỳ|năm|kỳ)(?! đến| tới)|"
    r"trước đây|trước đó|năm học trước|vụ trước|liền trước|liền kề"
)
_EARLIER = pattern(rf"(?<![^\W_])(?:{_PRIOR_WORDS})(?![^\W_])|so với ")
_PRIOR = pattern(
    rf"(?<![^\W_])(?:{_PRIOR_WORDS})(?![^\W_])|so với (?:mức |con số )?$|^ ?\((?:năm )?Y:? "
    r"|trong khi (?:năm |tháng |quý )?Y|so với (?:cuối |đầu |thực hiện |kết quả )?(?:năm |tháng |quý |nhiệm kỳ |giai đoạn |thời điểm )?Y"
)
_WHOLE = pattern(
    rf"(?<![^\W_])(?:tổng số|tổng cộng|tổng|trong số(?! đó| này| trên)|toàn (?:{_W} ){{1,5}}(?:có|là)|hiện có|quản lý)(?![^\W_])"
)
_STEP = pattern(
    r"(?:tăng|giảm|rút ngắn|cao hơn|thấp hơn|nhiều hơn|ít hơn|khuyết)(?: thêm| đi| được|(?P<against> so với [^,;()]*?)| so cùng kỳ| cùng kỳ| năm trước)? $"
    rf"|(?P<limit>(?:vượt(?! và)|thiếu|hụt|còn cách)(?: {_W}| Y){{0,9}} $)"
    rf"|(?P<more>(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém) hơn(?: (?!(?:có|là|đạt|được|thì|nên|và) ){_W}| Y){{1,9}} $)"
)
_SIGNED = re.compile(r"(?:^|[ (])(?P<plus>\+) ?$|\(- ?$")
_AREA = pattern(r"(?<![^\W_])dt(?: [^\W\dA-Z_]+){0,4} $")  # diện tích, not dự toán
_TARGET_WORD = pattern(r"chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết|định mức")
_AFTER_TARGET = pattern(rf"^ ?(?:so với |so |của |trên |trong )?(?:{_W} )?(?:{_TARGET_WORDS})(?![^\W_])")
_AFTER_PRIOR = pattern(rf"^ ?(?:so với|so|của)? ?(?:{_W} ){{0,3}}?(?:{_PRIOR_WORDS}|Y)(?![^\W_])")
_AFTER_WHOLE = pattern(r"^ ?(?:so với |so |của |trên |trong |/)?(?:tổng|toàn|số)(?![^\W_])")
_CLAUSE = re.compile(r"[;,)]|\.(?= |$)")
_OPEN, _CLOSED = re.compile(r"\([^()]*$"), re.compile(r"^[^()]*\)")
_INNER = re.compile(r" ?\([^()]*\)")
_COMPARED = pattern(r"(?:so với|so|cùng kỳ|bằng)(?: cùng kỳ| thực hiện)?(?: năm| tháng| quý)? $")
_INSIDE = pattern(r"(?<![^\W_])(?:trong đó|riêng|bao gồm|gồm)(?![^\W_])")
_PERIOD = pattern(r"(?:tháng|quý) $")
_REACH = 400  # characters around a number within which words can belong to it
FIGURES = frozenset("QPDM")
INDICATORS = frozenset(map(canon, ("chỉ tiêu", "tiêu chí", "nhiệm vụ", "nội dung", "mục tiêu")))


def _remembered(role: Callable[[Sentence, Mark], T]) -> Callable[[Sentence, Mark], T]:
    """The role of a number, worked out once for each number of a sentence."""

    @wraps(role)
    def known(sentence: Sentence, mark: Mark) -> T:
        key = role.__name__, mark.rank
        found = sentence.known.get(key, sentence)
        if found is sentence:
            found = sentence.known[key] = role(sentence, mark)
        return cast(T, found)

    return known


@_remembered
def lead(sentence: Sentence, mark: Mark) -> str:
    """The words that lead to a number: back to the figure before, within the same clause; brackets between are left out."""
    start = max(0, mark.at - _REACH)
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol in FIGURES and other.depth <= mark.depth:
            start = max(start, other.at + 1)
            break
    text = _INNER.sub(_passed, sentence.text[start : mark.at])
    cuts = [match.end() for match in _CLAUSE.finditer(text)]
    return text[cuts[-1] :] if cuts else text


def _passed(bracket: re.Match[str]) -> str:
    """What a bracket before a number leaves: the end of a clause where it told a figure and "và" begins another."""
    told = any(char in FIGURES for char in bracket[0])
    return ";" if told and bracket.string.startswith(" và ", bracket.end()) else ""


def behind(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The figures of the first bracket after a number that tells two or more: "(dự toán 5.249 tỷ đồng; cùng kỳ 5.361 tỷ đồng)"."""
    after = sentence.marks[mark.rank + 1 :]
    first = next((other for other in after if other.depth > mark.depth and other.symbol == "Q"), None)
    if first is None or ";" in sentence.text[mark.at : sentence.text.rfind("(", 0, first.at)]:
        return []
    group = list(takewhile(lambda other: other.depth > mark.depth, after[first.rank - mark.rank - 1 :]))
    return group if len(group) > 1 else []


@_remembered
def tail(sentence: Sentence, mark: Mark) -> str:
    """The words after a number, to the next figure or the end of the clause; an opening bracket is no end."""
    end = min(len(sentence.text), mark.at + _REACH)
    for other in sentence.marks[mark.rank + 1 :]:
        if other.symbol in FIGURES:
            end = min(end, other.at)
            break
    text = sentence.text[mark.at + 1 : end]
    cut = _CLAUSE.search(text)
    return text[: cut.start()] if cut else text


def following(sentence: Sentence, mark: Mark) -> Mark | None:
    """The next figure; None where none follows."""
    return next((other for other in sentence.marks[mark.rank + 1 :] if other.symbol in FIGURES), None)


@_remembered
def verb_of(sentence: Sentence, mark: Mark) -> Verb:
    """What is said of the number: by the last verb that leads to it."""
    words = lead(sentence, mark)
    if signed := _SIGNED.search(words):
        return Verb.UP if signed["plus"] else Verb.DOWN
    if mark.number.bound and _REACHED in canon(sentence.passage.text[mark.number.begin : mark.number.start]):
        return Verb.SHARE
    found = list(_VERB.finditer(words))
    if not found and mark.rank and words.strip() == "và" and sentence.marks[mark.rank - 1].symbol == mark.symbol:
        return verb_of(sentence, sentence.marks[mark.rank - 1])
    if found:
        return Verb[found[-1].lastgroup or "NONE"]
    return Verb.BRACKET if words.rstrip().endswith("(") else Verb.NONE


@_remembered
def base_of(sentence: Sentence, mark: Mark) -> Base:
    """What the percentage is measured by, by the words after it (or between the verb and it)."""
    words = tail(sentence, mark)
    for base, shape in ((Base.TARGET, _AFTER_TARGET), (Base.PRIOR, _AFTER_PRIOR), (Base.WHOLE, _AFTER_WHOLE)):
        if shape.search(words):
            return base
    after = following(sentence, mark)
    if after and _AGAINST.search(words):
        return Base.TARGET if is_target(sentence, after) else Base.PRIOR
    before = lead(sentence, mark)
    verb = [match.end() for match in _VERB.finditer(before)]
    between = before[verb[-1] :] if verb else ""
    if _PRIOR.search(between):
        return Base.PRIOR
    if _MET.match(between):
        return Base.NONE
    return Base.TARGET if _TARGET.search(between) else Base.NONE


_AND = canon(" và ")
_REACHED = canon("đạt")
_MET = pattern(r" yêu cầu ?\(?$")  # "20 cơ sở đạt yêu cầu (40%)" are a class, not a target


@_remembered
def is_target(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure that is set as target: "chỉ tiêu tỉnh giao 1.240 đảng viên"."""
    words = _HEADING.sub("", lead(sentence, mark))
    if _AREA.search(words) and dimension(mark.number.unit) == "area":
        return False
    _, opened, inside = words.rpartition("(")
    told = _TARGET.search(words) or _TARGET_GIVEN.search(words)
    if (
        told
        and opened
        and not _TARGET.search(inside)
        and not _TARGET_GIVEN.search(inside)
        and not _PLAIN.fullmatch(inside)
    ):
        return False
    told = told or (_AGAINST.search(words) and _AFTER_TARGET.search(tail(sentence, mark)))
    if told is None and (step := _compared(sentence, mark)):
        told = _TARGET_WORD.search(lead(sentence, step))
    return bool(told) and not is_step(sentence, mark)


def _compared(sentence: Sentence, mark: Mark) -> Mark | None:
    """The step that the bracket with just this figure is about: the figure is what was compared with, "cao hơn năm trước 85 em (565 em)"."""
    step = sentence.marks[mark.rank - 1] if mark.rank else None
    if step is None or mark.depth != step.depth + 1 or sentence.between(step, mark).strip() != "(":
        return None
    rates = mark.symbol == "P" and step.symbol in "PD"
    counts = mark.symbol == step.symbol == "Q" and same_kind(step, mark)
    return step if (rates or counts) and sentence.after(mark)[:1] == ")" and is_step(sentence, step) else None


# A heading over figures that met their targets and are none.
_HEADING = pattern(rf"^.*(?<![^\W_])(?:vượt|đạt|hoàn thành|đạt và vượt) (?:{_TARGET_WORDS})(?: {_W}){{0,3}}:")
# What may stand in brackets before a target that is named before them.
_PLAIN = pattern(r" ?(?:(?:là|năm|cả năm|tỉnh|trung ương|huyện|đề ra|được|giao|tương ứng|từ|phải|đạt|Y|với|bằng) ?)*")


def names_target(words: str) -> bool:
    """True for words that speak of a target."""
    return _TARGET_WORD.search(words) is not None


_REFERENCE = pattern(rf"{_PRIOR.pattern}|bình quân|trung bình|mức chung|so với")
# What may stand in brackets before an earlier figure that is named before them.
PLAIN_PRIOR = pattern(
    r" ?(?:(?:là|năm|cả năm|chỉ|mới|có|đạt|ở|mức|thực hiện|khoảng|toàn [^\W\dA-Z_]+|tháng|quý|tương ứng|Y|với|bằng|được|còn|thu được|:|xảy ra|tổng số|tổng) ?)*"
)
# Words after a colon that name something of their own: "so với cùng kỳ như: mận 45.000 tấn".
_NEW_SUBJECT = pattern(r"^ (?!(?:là|đạt|có|năm|tháng|quý|Y|được|khoảng|ước) )[^\W\dA-Z_]+ ")


def is_prior(sentence: Sentence, mark: Mark, *, dated: bool = True) -> bool:
    """True for an earlier figure: "cùng kỳ 120", and, if `dated`, "(năm 2022: 120)"."""
    words = lead(sentence, mark)
    _, colon, after = words.rpartition(":")
    if colon and _NEW_SUBJECT.search(after):
        words = after
    words = words.rpartition(_AND)[2]
    shape = _PRIOR if dated else _EARLIER
    _, opened, inside = words.rpartition("(")
    told = shape.search(words) is not None and not (
        opened and not shape.search(f"({inside}") and not PLAIN_PRIOR.fullmatch(inside)
    )
    if not told and (step := _compared(sentence, mark)):
        told = (_PRIOR if _TARGET_WORD.search(lead(sentence, step)) else _REFERENCE).search(
            lead(sentence, step)
        ) is not None
    told = told or _listed_prior(sentence, mark)
    return told and not is_step(sentence, mark) and not is_target(sentence, mark)


def _listed_prior(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure of a bracket that an earlier one opens: "so với cùng kỳ (71 vụ, 36 người chết)"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    if before is None or not before.depth == mark.depth > 0 or not before.symbol == mark.symbol == "Q":
        return False
    if not _NEXT.fullmatch(sentence.between(before, mark)):
        return False
    return bool(_COMPARING.search(lead(sentence, before))) or _listed_prior(sentence, before)


_COMPARING = pattern(r"so với|cùng kỳ|so ck")
_NEXT = pattern(rf"(?: {_W}){{0,3}}(?:,| và)(?: {_W}){{0,3}} ")


@_remembered
def is_whole(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure said to be a total: "tổng số 1.200"."""
    return _WHOLE.search(lead(sentence, mark)) is not None


@_remembered
def is_step(sentence: Sentence, mark: Mark) -> bool:
    """True for a difference: "tăng 12 hộ"; after "vượt kế hoạch" only where the figure is no plan itself."""
    words = lead(sentence, mark)
    if _SIGNED.search(words):
        return True
    found = _STEP.search(words)
    if found is None or (found["limit"] and _counts_indicators(sentence, mark)):
        return False
    if found["more"]:
        return mark.symbol == "D" or not _level(sentence, mark)
    aimed = found["limit"] and _TARGET_WORD.search(found["limit"])
    return not ((aimed or (found["against"] and mark.symbol == "Q")) and _level(sentence, mark))


def _counts_indicators(sentence: Sentence, mark: Mark) -> bool:
    """True for a number of targets that were exceeded: "vượt 8 chỉ tiêu", "12 chỉ tiêu, trong đó vượt 8"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    listed = before is not None and not mark.number.unit and before.number.unit in INDICATORS
    return mark.number.unit in INDICATORS or (listed and mark.symbol == "Q")


def _level(sentence: Sentence, mark: Mark) -> bool:
    """True where a figure is as large as the one it is compared with, so that it cannot be the excess over it."""
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol == mark.symbol and other.depth <= mark.depth and alike(other.number.unit, mark.number.unit):
            return mark.number.value * 2 >= other.number.value
    after = following(sentence, mark)
    told = after is not None and after.depth > mark.depth and is_target(sentence, after)
    return mark.symbol == "P" and mark.number.value >= 50 and not told


def period_of(sentence: Sentence, mark: Mark) -> tuple[str, Decimal, str] | None:
    """The year, month or quarter that leads to the number, with the words between: ("năm", 2022, "kết nạp")."""
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol in FIGURES:
            return None
        if other.symbol == "Y":
            if _COMPARED.search(sentence.text[max(0, other.at - 30) : other.at]) or _INSIDE.search(
                sentence.between(other, mark)
            ):
                return None
            named = _PERIOD.search(sentence.text, max(0, other.at - 8), other.at)
            kind = "năm" if other.number.value >= 1900 else named[0].strip() if named else ""
            words = " ".join(sentence.between(other, mark).strip(" :,(").split())
            return (kind, other.number.value, words) if kind else None
    return None


def reaches(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True where no semicolon divides two numbers; one within brackets is no such divide."""
    words = sentence.between(*sorted((one, other), key=lambda mark: mark.at))
    if one.depth == other.depth > 0 and "(" not in words and ")" not in words:
        return True
    return ";" not in _OPEN.sub("", _CLOSED.sub("", _INNER.sub("", words)))


def same_kind(one: Mark, other: Mark) -> bool:
    """True where two figures can be compared: both rates, or quantities of units that go together."""
    if (one.symbol == "P") != (other.symbol == "P"):
        return False
    return alike(one.number.unit, other.number.unit)


def subjects(sentence: Sentence, mark: Mark, *, deeper: bool = False) -> list[Mark]:
    """The figures a percentage may be about, nearest first: before it, not targets or steps, and only if `deeper` in brackets."""
    found = []
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol not in "QP" or (other.depth > mark.depth and not deeper):
            continue
        if is_target(sentence, other) or is_prior(sentence, other) or is_step(sentence, other):
            continue
        found.append(other)
    return found


_FILLER = pattern(
    r"(?<![^\W_])(?:đã|mới|chỉ|cũng|và|ước|lại|đều|bằng|tỷ lệ|kết quả|nhưng|song|tương|đương|ứng|với|được|tức|là|như vậy)(?![^\W_])"
)


def is_bare(sentence: Sentence, subject: Mark, mark: Mark) -> bool:
    """True where a percentage speaks of the figure before it: no subject of its own stands between the two."""
    text = _INNER.sub("", sentence.between(subject, mark))
    if re.search(r"(?:có|với) tỷ lệ", text):
        return False
    segment = re.split(r"[,(;]", text)
    if len(segment) == 1:
        return True
    words = _VERB.split(segment[-1])[0] if _VERB.search(segment[-1]) else segment[-1]
    return len(_FILLER.sub("", words).split()) <= 1
