"""What a figure is told of: its words, its time, its place and its role, so that another telling of it can be known again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, Sketch, fractions
from toolkit.claims.numbers.tails import MONEY
from toolkit.claims.numbers.units import DURATIONS, MEASURES, dimension, factor

EMPTY = pattern(
    r"(?<![^\W_])(?:đã|được|mới|có|là|gồm|và|với|cho|của|các|những|tổng số|tổng|số|kết quả|hiện|nay|đến|đó|trong|ước|đạt|cả|năm|từ|đầu|đảng bộ|"
    r"tỉnh|huyện|xã|ngành|toàn|thực hiện|trên|địa bàn|tại|ở|lên|tới|chỉ|còn|này|trở|về|để|do|bị|cũng|vẫn|tiếp tục|như|thì|mà|khoảng|gần|hơn|"
    r"tỷ lệ|lượt|người|đồng chí|trường hợp|con|cái|chiếc|tính|ngày|tháng|quý|so|bằng|cộng|lại|ra|vào|hết|đang|sẽ|qua|nhất|nhiều|không|một|"
    r"nổi bật|cụ thể|như sau|tóm lại|nhìn chung|kinh phí|số tiền|trị giá)(?![^\W_])"
)
# Words that make a figure one of a part, of each, of another time.
_NARROW = pattern(
    r"(?<![^\W_])(?:bình quân|trung bình|mỗi|hằng|hàng|lũy kế|riêng|cùng kỳ|còn lại|khác|tối đa|tối thiểu|cao nhất|thấp nhất|nhất|ngoài|dưới|"
    r"chưa|không|hụt|quá hạn|tăng|giảm|thêm|nếu|từng|có thể|trước đây|trước đó|ban đầu)(?![^\W_])"
)
_PART = pattern(r"(?<![^\W_])(?:trong đó|trong số|riêng|bao gồm|gồm|lần lượt|chia ra|phần lớn|đa số)(?![^\W_])")
_PRICE = pattern(
    r"(?<![^\W_])(?:giá(?! trị)|niêm yết|mua vào|bán ra|tỷ giá|cổ phiếu|mã|vé|phí|lượng|mức (?:cao|thấp|phí|thưởng|giá|trần)|(?:cao|thấp) nhất)(?![^\W_])"
)  # of which each thing has its own, and each day another
_APIECE = pattern(r" (?:một|mỗi) ")
_OPENED = pattern(r": *[^\W\dA-Z_]")  # what stands before a colon says nothing of the figure's own role
_AHEAD = pattern(
    r"(?<![^\W_])(?:phấn đấu|dự kiến|dự báo|sẽ)(?![^\W_])|^\W*(?:[\divx]+[.)] ?)?(?:phương hướng|nhiệm vụ|mục tiêu|kế hoạch)(?![^\W_])"
)
_HEADS_AHEAD = pattern(
    r"phương hướng|nhiệm vụ (?:trọng tâm |chủ yếu |công tác )?(?:năm|tháng|quý|Y|\d|nhiệm kỳ|thời gian|cuối|và giải pháp|,)|"
    r"kế hoạch (?:năm|tháng|quý|công tác|nhiệm kỳ)|mục tiêu|chỉ tiêu (?:phấn đấu|chủ yếu nhiệm kỳ)|giải pháp"
)
_HEADS_BACK = pattern(r"kết quả|tình hình|đánh giá|nhận xét|ưu điểm|(?:phụ lục|biểu|phụ biểu|ghi chú)(?![^\W_])")
_SUMS_UP = pattern(
    r"\W*(?:(?:[\divxX]+|[a-zđ])[.)] ?)*(?:tuy nhiên|tồn tại|(?:những |một số )?(?:tồn tại|hạn chế|khó khăn|kết quả nổi bật|kết quả đạt được)|"
    r"nhìn chung|đánh giá chung|tóm lại|kết luận|ưu điểm|bên cạnh|về (?:ưu điểm|hạn chế|tồn tại))(?![^\W_])"
)
_PERIOD = pattern(
    r"(?P<unit>tháng|quý|tuần|năm|đợt) (?P<nth>Y|[ivx]+(?![^\W_]))|(?<!ngày )(?P<span>Y) (?P<of>tháng|năm|quý|ngày|tuần)(?= )"
)
_UNTIL = pattern(r"(?:đến|tính đến|hết|tới)(?: ngày| hết| cuối| nay| thời điểm)*(?: Y)? ?$")
_WORD = re.compile(r"[^\W\d_A-Z]+")
_SYLLABLE = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r'(?:^|[.:;!?"“*)+\-\d]|[.:;!?"“*)+\-]\s)\s*$')
_LONGEST_HEADING = 140
_FIRST_YEAR = 1900
_NAMED = 3  # words that are name enough
_MEASURES = frozenset(map(canon, MEASURES))


@dataclass(frozen=True, slots=True)
class Telling:
    """One figure told in a document: where (`passage`, an index), its value and last digit in basic units, and of what.

    `own` are the words of its clause, `around` those of the sentence about it; `role` says whether it is a level, a step
    or a target, `ahead` whether it is still to come, `sums_up` whether it is told in an assessment of what was told before.
    """

    passage: int
    sentence: Sentence
    mark: Mark
    value: Decimal
    step: Decimal
    kind: str
    role: tuple[str, ...]
    ahead: bool
    sums_up: bool
    own: frozenset[str]
    around: frozenset[str]
    periods: frozenset[tuple[str, str]]
    years: frozenset[Decimal]
    names: frozenset[str]
    places: dict[str, str]
    narrow: frozenset[str]

    @property
    def place(self) -> tuple[str, int, int]:
        """Part, paragraph and character at which the figure stands."""
        return self.sentence.passage.part, self.sentence.passage.number, self.mark.number.start

    @property
    def unit(self) -> str:
        """The unit as printed, in its plain form."""
        return self.mark.number.unit


def tellings(sketches: Sequence[Sketch]) -> Iterator[Telling]:
    """The figures of a document that could be told again: no durations, prices, ranges, nor what is of each."""
    ahead = sums_up = False
    for index, sketch in enumerate(sketches):
        if _is_heading(sketch):
            sums_up = _SUMS_UP.match(sketch.text) is not None
            ahead = _HEADS_AHEAD.search(sketch.text) is not None and not _HEADS_BACK.search(sketch.text)
        to_come = ahead and sketch.passage.note is None and not (sketch.notes and sketch.notes[0][0] == 0)
        for sentence in sketch.sentences():
            yield from _of_sentence(index, sentence, to_come, sums_up or _SUMS_UP.match(sketch.text) is not None)


def _is_heading(sketch: Sketch) -> bool:
    """True for a short passage that ends no sentence and tells no figure."""
    text = sketch.passage.text.rstrip()
    return (
        len(text) < _LONGEST_HEADING and text[-1:] not in ".;," and not any(t.number.figure for _, t in sketch.tokens)
    )


def _of_sentence(index: int, sentence: Sentence, to_come: bool, sums_up: bool) -> Iterator[Telling]:
    text = sentence.text
    bottoms = {bottom.at for _, bottom in fractions(sentence)}
    figures = [mark for mark in sentence.marks if mark.symbol in "QPD"]
    opening = times_of(sentence, 0, figures[0].at) if figures else (frozenset(), frozenset())
    places = _places(sentence)
    stretch, words = (-1, -1), frozenset[str]()
    before, low_before = frozenset[str](), -1
    for mark in figures:
        number = mark.number
        after = tail(sentence, mark)
        if number.upper is not None or number.unit in DURATIONS or _is_price(sentence, mark, after):
            continue
        ahead_of = lead(sentence, mark)
        start, after = mark.at - len(ahead_of), after.partition("(")[0]
        end = mark.at + 1 + len(after)
        low, high = text.rfind(";", 0, mark.at) + 1, text.find(";", mark.at)
        high = len(text) if high < 0 else high
        if stretch != (low, high):
            stretch, words = (low, high), _words(text[low:high])
        unit = "" if number.unit in _MEASURES else number.unit.partition("/")[0]
        own = told = _words(f"{ahead_of} {unit} {after}") - _MEASURES
        if len(own) < _NAMED and low == low_before:
            own |= before
        before, low_before = told or own, low
        periods, years = times_of(sentence, max(0, start), end)
        if not periods and not years:
            periods, years = opening
        narrow = set(_NARROW.findall(f"{ahead_of} Q {after}"))
        if _PART.search(text, 0, mark.at):
            narrow.add("trong đó")
        size = factor(number.unit)
        opens = text.rfind("(", 0, mark.at) if mark.depth else 0
        yield Telling(
            index, sentence, mark, number.value * size, number.step * size, _kind(mark),
            _role(sentence, mark, bottoms), bool(to_come or _AHEAD.search(text, opens, mark.at)),
            sums_up, own, words - own, periods, years, _names(sentence, max(0, start), min(len(text), end)), places, frozenset(narrow),
        )  # fmt: skip


def _is_price(sentence: Sentence, mark: Mark, after: str) -> bool:
    if mark.number.unit.partition("/")[0] != MONEY:
        return False
    apiece = "/" in mark.number.unit or after.startswith("/") or _APIECE.match(after)
    return bool(apiece or _PRICE.search(f"{lead(sentence, mark)} {after}"))


def _kind(mark: Mark) -> str:
    return mark.symbol if mark.symbol in "PD" else dimension(mark.number.unit) or "count"


def _role(sentence: Sentence, mark: Mark, bottoms: set[int]) -> tuple[str, ...]:
    if mark.at in bottoms or (is_target(sentence, mark) and not _OPENED.search(lead(sentence, mark))):
        return ("target",)
    if is_prior(sentence, mark):
        return ("prior",)
    if mark.symbol == "D" or is_step(sentence, mark):
        return "step", "up" if verb_of(sentence, mark) in (Verb.UP, Verb.OVER) else "down"
    base = base_of(sentence, mark) if mark.symbol == "P" else Base.NONE
    if base is Base.PRIOR and _DATED.match(tail(sentence, mark)):
        base = Base.NONE  # "giảm xuống 10,43% cuối năm 2022"
    return ("level",) if base in (Base.NONE, Base.WHOLE) else ("of", base.name)


_DATED = pattern(r"^ ?(?:(?:vào|trong|ở) )?(?:(?:cuối|đầu|giữa|hết) )?(?:năm|tháng|quý)? ?Y")


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(EMPTY.sub(" ", text)))


def times_of(sentence: Sentence, low: int, high: int) -> tuple[frozenset[tuple[str, str]], frozenset[Decimal]]:
    """The periods ("tháng 9", "6 tháng") and the years that a stretch of a sentence tells, but for those it reaches to."""
    periods: set[tuple[str, str]] = set()
    for found in _PERIOD.finditer(sentence.text, low, high):
        if _UNTIL.search(sentence.text, max(0, found.start() - 24), found.start()):
            continue
        if found["span"]:
            periods.add((f"{found['of']}s", str(sentence.at(found.start("span")).number.value)))
        elif found["nth"] != "Y":
            periods.add((found["unit"], found["nth"]))
        elif (nth := sentence.at(found.start("nth")).number.value) < _FIRST_YEAR:
            periods.add((found["unit"], str(nth)))
    years = {
        mark.number.value
        for mark in sentence.marks
        if low <= mark.at < high and mark.symbol == "Y" and mark.number.value >= _FIRST_YEAR
        and not _UNTIL.search(sentence.text, max(0, mark.at - 24), mark.at)
    }  # fmt: skip
    return frozenset(periods), frozenset(years)


def _names(sentence: Sentence, low: int, high: int) -> frozenset[str]:
    """The syllables of a stretch that the passage writes with a capital, but not where anything begins with one."""
    text = sentence.passage.text
    found: set[str] = set()
    for match in _SYLLABLE.finditer(sentence.text, low, high):
        if match[0].isupper():
            continue
        start, end = sentence.span(*match.span())
        raw = text[start:end]
        if raw[:1].isupper() and not raw.isupper() and not _OPENING.search(text, max(0, start - 3), start):
            found.add(match[0])
    return frozenset(found)


def _places(sentence: Sentence) -> dict[str, str]:
    """The places and bodies a sentence speaks of, each kind with the name that follows it in capitals."""
    text = sentence.passage.text
    return {
        found[1]: found[2]
        for found in _PLACE.finditer(sentence.text)
        if text[sentence.span(*found.span(2))[0]].isupper()
    }


_PLACE = pattern(
    r"(?<![^\W_])(?<!toàn )(xã|phường|thị trấn|thôn|huyện|quận|thị xã|trường(?: (?:tiểu học|mầm non|mẫu giáo|thcs|thpt|trung học cơ sở|trung học phổ thông))?|công ty|chi bộ) "
    r"((?!có |đã |đạt |hiện |được |là |trên |và |trong |của |ở |này |nông )[^\W\dA-Z_]+(?: (?!có |đã |đạt |hiện |được |là |kết |thu )[^\W\dA-Z_]+)?)"
)
