"""What words say a figure was worked out of: how it compares one figure of a row with another, and with which."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.known import STOCK, words_of
from toolkit.claims.ties.periods import PERIOD, in_digits
from toolkit.records import record
from toolkit.text import fold

TARGET, PRIOR, PRECEDING, START, FIRST, WHOLE = "target", "prior", "preceding", "start", "first", "whole"
"""Bases that are no period's name: what was to be, a year before, the period before, how it began,
the first of several periods, and what a part is of."""


class Measure(Enum):
    """How a figure compares two others."""

    DIFFERENCE = "difference"
    GROWTH = "growth"  # in percent of the base
    SHARE = "share"  # percent of the base
    TIMES = "times"


@record(frozen=True, slots=True)
class Comparison:
    """How a figure compares two of a row: `base` is what with, one of the names above or a folded period, "" for none told.

    `sign` is 1 for more than the base, -1 for less, 0 where the words do not say.
    `loose` is True where no verb says that it is a comparison.
    """

    measure: Measure
    base: str
    sign: int = 0
    loose: bool = False


_SPACE: Final = re.compile(r"[^\S\n]+")
_BREAK: Final = re.compile(r"[;:!?()\n]|[.,](?=\s|$)")
_AND: Final = pattern(r" (?:và|nhưng|song|trong khi|tuy|dù|mà|còn) ")
_SENTENCE: Final = re.compile(r"[;!?\n]|\.(?=\s|$)")
_REACH: Final = 160
_EDGE: Final = r"(?![^\W_])"
_ADVERB: Final = r"(?: thêm| được| tới| đến| khoảng| mạnh| nhẹ| nhanh| sâu| là| những)*"
_MORE: Final = r"tăng|nhích|(?:nhiều|cao|lớn|nhanh|trội|dày) hơn|(?<!nhiều )(?<!cao )(?<!lớn )(?<!nhanh )(?<!trội )(?<!ít )(?<!thấp )(?<!chậm )(?<!hoàn thành )(?<!kém )hơn(?= )|vượt|thừa"
_LESS: Final = r"giảm|(?:ít|thấp|chậm|kém) hơn|kém|(?:còn )?(?:thiếu|hụt)|(?:còn |vẫn |đang )?cách|(?:vẫn |còn |đang )dưới|chỉ dưới"
_VERB: Final = pattern(
    rf"(?<![^\W_])(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<left>còn phải|cần|phải|còn)){_EDGE}(?! trưởng (?=\S)| (?:cường|tốc|nghèo|nhẹ gánh|thiểu|số|bớt)\b)"
)
_TO: Final = pattern(r"(?<![^\W_])(?:lên|xuống|còn|thành|từ|nhất)(?![^\W_])")
_OF: Final = pattern(
    r"(?<![^\W_])(?:đạt|bằng|tương đương|tương ứng|xấp xỉ|ứng với|hoàn thành|thực hiện)(?: mức| được| gần| khoảng| với| là)*\W*$|\(\s*$"
)
_OF_WHOLE: Final = pattern(r"^\W*(?:trong |trên )?(?:tổng|số)(?! (?:với|cùng|kế))(?![^\W_])")
_BRACKET: Final = re.compile(r"\(\s*$")
_PART: Final = pattern(r"(?<![^\W_])chiếm(?: tỷ lệ| tỷ trọng| tới| khoảng| gần| hơn)*\W*$")
_DONE: Final = pattern(r"(?<![^\W_])(?:đã|có thêm|được)(?: có)?\s*$")
_EQUAL: Final = pattern(r"(?<![^\W_])(?:bằng|tương đương|xấp xỉ)(?: gần| khoảng| với)*\W*$")
_TIMES: Final = pattern(r"(?<![^\W_])gấp\W*$")
_GOAL: Final = (
    r"(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết|mức (?:phấn đấu|giao|đề ra)|(?<!mục )đích|kh|ct|nq|dt)(?![^\W_])"
)
_YEAR_AGO: Final = (
    r"(?:cùng kỳ|cùng thời điểm|ck(?![^\W_])|(?:giữa |cuối )?năm (?:học )?(?:trước|ngoái)|kỳ trước|vụ trước|mùa trước)"
)
_BASES: Final = (
    (PRECEDING, pattern(r"(?<![^\W_])(?:năm|kỳ) (?:liền )?trước (?:đó|liền kề)|(?:năm|kỳ) liền (?:trước|kề)")),
    (
        FIRST,
        pattern(
            r"(?<![^\W_])(?:năm |thời điểm )?đầu (?:tiên )?(?:của )?(?:nhiệm kỳ|giai đoạn)|(?<![^\W_])năm đầu(?: tiên)?(?![^\W_])"
        ),
    ),
    (PRIOR, pattern(rf"(?<![^\W_]){_YEAR_AGO}")),
    (TARGET, pattern(rf"(?<![^\W_]){_GOAL}")),
    (PRECEDING, pattern(r"(?<![^\W_])(?:tháng|quý|tuần) trước(?! đó \d)")),
)
_START: Final = re.compile(r"\bdau (?:nam|ky)\b(?! \d)")
_AGAINST: Final = pattern(r"(?<![^\W_])so(?: với)?(?![^\W_])(?P<base>[^,;:()]*)")
_REACHED: Final = pattern(
    rf"(?<![^\W_])(?:mới|để|nữa|là|sẽ|so|thì)[^,;:.()]*?(?:đủ|đạt|bằng|cán|về|hoàn thành|tới|chạm)?\s*(?P<base>{_GOAL})"
)
# A plan that is itself a change: "vượt 66 hộ so với kế hoạch giảm 200 hộ".
_PLANNED: Final = pattern(rf"(?<!so )(?<!so với )(?<!đối với )(?<![^\W_]){_GOAL} (?:năm )?(?:tăng|giảm)$")
# A target of a change, or of another thing, and what is named behind: "tăng 8,4% về số doanh nghiệp".
_ASTRAY: Final = pattern(rf"(?<![^\W_]){_GOAL} (?:tăng|giảm|về)(?![^\W_])|^\W*về [^\W_]")
_AIM: Final = pattern(rf"(?<![^\W_])(?:để|muốn|nhằm)(?![^\W_])[^,;:.()\d]*(?<![^\W_]){_GOAL}")
# What stands right behind the figure before is what that is compared with.
_OF_OTHER: Final = pattern(r"^\s*so(?: với)?(?![^\W_])[^,;:()]*?(?=[,;:()]| và | nhưng | song )")
_BEHIND: Final = pattern(rf"^\W*(?:(?:của|so với|so) )?(?P<base>{_GOAL}|{_YEAR_AGO})")
_OF_GOAL: Final = frozenset(canon(word) for word in ("vượt", "thiếu", "hụt"))
_SO: Final = canon("như vậy")
_OTHER_WORDS: Final = 2


def comparison(text: str, number: Number, low: int, high: int) -> Comparison | None:
    """How a number compares two figures of a row, by the words beside it; None for one that is no comparison.

    `low` and `high` are where the figures before and after it end and begin.
    """
    back, ahead = text[max(0, number.begin - _REACH) : number.begin], text[number.stop : number.stop + _REACH]
    sentence = max((match.end() for match in _SENTENCE.finditer(back)), default=0)
    before = _said(back[max(sentence, low - number.begin + len(back)) :])
    before = _OF_OTHER.sub("", before) if low else before
    after = _clause(ahead[: max(0, high - number.stop)])
    if _TIMES.search(before):
        return Comparison(Measure.TIMES, _base_of(after) or _held_to(after))
    verb = next(iter([*_VERB.finditer(before)][-1:]), None)
    between = "" if verb is None else before[verb.end() :]
    if (verb is not None and _PLANNED.search(before[: verb.end()])) or _ASTRAY.search(after):
        return None
    if number.percent and not number.points and (verb is None or _OF.search(before) or _PART.search(before)):
        return _share(before, after)
    if verb is None and not (number.percent or number.points):
        base = _led_by(before)
        return Comparison(Measure.DIFFERENCE, base, loose=True) if base and _DONE.search(before) else None
    if verb is None or _BREAK.search(between):
        return None
    base = _base_of(between) or _reached(after) or _held_to(after)
    base = (
        base
        or (TARGET if _AIM.search(before) else "")
        or _held_to(before[: verb.start()])
        or _led_by(_said(back[sentence:]))
    )
    if not base and verb["left"] is None and verb[0].rpartition(" ")[2] in _OF_GOAL:
        base = TARGET
    if verb["left"] is not None and base != TARGET:
        return None
    if _TO.search(between) or _is_of_more(between):
        return None
    measure = Measure.GROWTH if number.percent and not number.points else Measure.DIFFERENCE
    return Comparison(measure, base, 1 if verb["more"] else -1)


def _share(before: str, after: str) -> Comparison | None:
    """What a percentage that no verb of change stands before is a share of, by the words around it; None for a rate by itself."""
    if _PART.search(before):
        return Comparison(Measure.SHARE, WHOLE)
    behind = _BEHIND.search(after)
    if _BRACKET.search(before) and _base_of(_BREAK.split(before.rstrip(" ("))[-1]):
        return None  # "so với cùng kỳ (9,6%)" tells the base
    if not _OF.search(before) and behind is None:
        return None
    base = _base_of(behind["base"]) if behind is not None else _held_to(after) or _held_to(before)
    base = base or (WHOLE if _OF_WHOLE.search(after) else "")
    base = base or (_period_behind(after) if _EQUAL.search(before) else "")
    return Comparison(Measure.SHARE, base, loose=not base)


def _period_behind(text: str) -> str:
    found = PERIOD.match(in_digits(fold(text)).strip())
    return "" if found is None else found[0]


def _said(text: str) -> str:
    return canon(_SPACE.sub(" ", text))


def _clause(text: str) -> str:
    """A text up to the end of its clause, in normal spelling."""
    return _AND.split(_said(_BREAK.split(text, maxsplit=1)[0]), maxsplit=1)[0]


def base_behind(text: str, start: int, stop: int) -> str:
    """What the words behind a number compare it with, up to the next break or the next number; "" for nothing."""
    return _held_to(_clause(text[start : min(stop, start + _REACH)]))


def _is_of_more(between: str) -> bool:
    """True where more stands between the verb and the number than what is compared with."""
    for _, shape in _BASES:
        between = shape.sub(" ", between)
    bare = PERIOD.sub(" ", in_digits(fold(between)))
    return len([word for word in words_of(bare) if word not in STOCK and not word.isdigit()]) > _OTHER_WORDS


def _base_of(text: str) -> str:
    """What a stretch of normal text names as a base: a period by its name, else a year before, a target, the period before, the beginning."""
    folded = in_digits(fold(text))
    period = next(iter([*PERIOD.finditer(folded)][-1:]), None)
    for name, shape in _BASES:
        if shape.search(text):
            return name
    if period is not None:
        at_end = folded[: period.start()].endswith("cuoi ")
        return f"cuoi {period[0]}" if at_end else period[0]
    return START if _START.search(folded) else ""


def _held_to(text: str) -> str:
    found = next(iter([*_AGAINST.finditer(text)][-1:]), None)
    return "" if found is None else _base_of(found["base"])


def _reached(text: str) -> str:
    return TARGET if _REACHED.search(text) else ""


def _led_by(text: str) -> str:
    """The base a sentence begins with: "So với cuối năm 2023, số hội viên tăng 1.057 chị"."""
    found = _AGAINST.match(text.lstrip(" ,;").removeprefix(_SO).lstrip(" ,"))
    return "" if found is None else _base_of(found["base"])
